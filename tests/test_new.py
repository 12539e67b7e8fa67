"""Next year's file: the same file with the year's numbers left out, each with the old one beside it."""

import errno
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from bidrag.budget.codes import EMPTY_VALUE
from bidrag.budget.diagnostics import BudgetError, Diagnostic
from bidrag.budget.jsonschema import schema_text
from bidrag.budget.load import parse_budget
from bidrag.budget.modeline import MODELINE, with_modeline
from bidrag.budget.nextyear import next_year
from bidrag.budget.nextyear.blocks import block_lines
from bidrag.budget.nextyear.fates import fate_of
from bidrag.budget.scalars import NextYear, Text
from bidrag.budget.schema import File, Part
from bidrag.budget.tree import Block, Node, Word, read_tree
from bidrag.budget.yamltext import scalar
from bidrag.calculation import compute
from bidrag.calculation.stated import Cell, cells
from bidrag.cli.newfile import write_new
from bidrag.output.files import create_file
from tests.conftest import ROOT, Run
from tests.texts import BUDGET

README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLE = README.partition("## The budget file")[2].partition("```yaml\n")[2].partition("```")[0]
# What a decision during the year changed is not carried over, and is at the end of the files that have it;
# nor is what their source rounds.
FILES = {
    "2024": BUDGET,
    "README": EXAMPLE,
    **{
        path.stem: path.read_text(encoding="utf-8").partition("\nrevideringar:")[0]
        for folder in ("kommuner", "exempel")
        for path in sorted((ROOT / "tests" / folder).glob("*.yaml"))
    },
}
# Everything that is awkward in one file: what a controller may have written by hand.
AWKWARD = """\
# Testköping 2024
"kommun": Testköping
år: '2024'   # kalenderåret
källa: >-    # dnr 12
  beslut den 14 december; enligt # 67
  och bilaga 2

# kommentar på egen rad
beslutsdatum: 2023-12-14
svar:
  K08: |
    nämnden hann inte

    före jul
  # efter texten
verksamheter:
  förskola:
    skolform: förskola
    rubrik: "Förskola # 1"
    grupper: {a: A, b: B, "c, d": C}
    antal: {a: 292.5, b: '10', "c, d": 7}  # 2022: a 1, b 2, c, d 3; preliminärt; se bilaga
    perioder: {dag: 220}
    kostnader: {omsorg och pedagogisk verksamhet: {budget: 100, andelar: {a: 40, b: 60, "c, d": 0}},
      måltider: 50, pedagogiskt material:
        70}
"""


def open_values(text: str) -> list[Diagnostic]:
    """What the file lacks; that it lacks values is all that is wrong with it."""
    with pytest.raises(BudgetError) as caught:
        parse_budget("budget.yaml", text.encode())
    found = caught.value.diagnostics
    assert {each.code for each in found} == {EMPTY_VALUE}
    return found


def beside(line: str, path: tuple[str, ...], alone: bool) -> str:
    """Last year's value of this key, read from the comment of its line as a person reads it."""
    comment = line.partition("# 20")[2].partition(": ")[2]
    if alone:
        quoted = re.match('"((?:[^"]|"")*)"', comment)
        return quoted.group(1).replace('""', '"') if quoted else comment.partition("; ")[0]
    values = re.findall(re.escape(path[-1]) + r" ([0-9.,]*[0-9])(?=, |; |$)", comment)
    assert len(values) >= 1, (comment, path)
    return str(values[0])


def filled(text: str) -> str:
    """The file with each open value filled in with last year's, from the comment beside it."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.removeprefix("\ufeff").split(end)
    found = open_values(text)
    for place in sorted((each.place for each in found if each.place), reverse=True):
        same_line = [each for each in found if each.place and each.place.line == place.line]
        line = lines[place.line - 1]
        value = scalar(beside(line, place.path, len(same_line) == 1))
        at = place.column - 1
        lines[place.line - 1] = f"{line[:at]} {value}{line[at:]}"
    return end.join(lines)


def amounts(text: str) -> dict[Cell, Fraction]:
    budget = parse_budget("budget.yaml", text.encode())
    return {cell: term.value for cell, term in cells(compute(budget))}


def without_space(text: str) -> str:
    return re.sub(" +", " ", text)


@pytest.mark.parametrize("name", FILES)
def test_everything_that_is_left_open_is_told_when_computed(name: str) -> None:
    made = next_year("old.yaml", FILES[name].encode(), "2030")
    assert len(open_values(made.text)) == made.left > 0


@pytest.mark.parametrize("name", FILES)
def test_filled_in_with_last_years_numbers_it_gives_last_years_amounts(name: str) -> None:
    made = next_year("old.yaml", FILES[name].encode(), "2030")
    assert amounts(filled(made.text)) == amounts(FILES[name])


YEARLY = {
    "budget", "andelar", "pris", "belopp", "antal", "viktat antal", "budgetram", "pott", "svar", "källa",
    "faktiska lokalkostnader", "redovisade lokalkostnader", "särskilda skäl", "beslutsdatum",
    "antalet är härlett ur", "antal enligt",
}  # fmt: skip


def leaves(node: Node, keys: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every value of the file under its keys."""
    if isinstance(node, Word):
        yield keys, node
    elif isinstance(node, Block):
        for key, value in node.items():
            yield from leaves(value, (*keys, key))


@pytest.mark.parametrize("name", FILES)
def test_what_is_left_open_is_what_belongs_to_the_year(name: str) -> None:
    values = dict(leaves(read_tree("old.yaml", FILES[name], [])))
    expected = {
        keys
        for keys, value in values.items()
        if value != "inget" and keys[0] != "avrundat i källan"
        if YEARLY & set(keys) or (keys[2:3] == ("kostnader",) and len(keys) == 4)
    }
    made = next_year("old.yaml", FILES[name].encode(), "2030").text
    assert {each.place.path for each in open_values(made) if each.place} == expected


@pytest.mark.parametrize("name", FILES)
def test_the_year_after_the_old_numbers_are_replaced(name: str) -> None:
    made = next_year("old.yaml", FILES[name].encode(), "2030").text
    again = next_year("old.yaml", filled(made).encode(), "2031").text
    old = re.search("^år: (20..)", FILES[name], re.MULTILINE)
    assert old
    expected = made.replace(f"# {old.group(1)}: ", "# 2030: ").replace("år: 2030", "år: 2031")
    assert without_space(again) == without_space(expected)


def without_rounding(text: str) -> str:
    """The file without what its source rounds."""
    return re.sub(r"^avrundat i källan:.*\n(?: +.*\n)+", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("name", FILES)
def test_nothing_else_changes(name: str) -> None:
    old = without_rounding(FILES[name]).split("\n")
    new = next_year("old.yaml", FILES[name].encode(), "2030").text.split("\n")
    for before, after in zip(old, new, strict=True):
        if "# 20" in after and "# 20" not in before:
            key, _, value = before.partition(": ")
            comment = value.partition("  #")[2].strip()
            assert after.startswith(f"{key}:  ")
            assert after.endswith(comment)
        elif not before.startswith("år:"):
            assert after == before


SMALL = """\
kommun: Testköping
år: 2024
verksamheter:
  skola:
    skolform: grundskola
    rubrik: Skola
    grupper:
      elever: elever
    antal:
      elever: 10
    kostnader:
      undervisning: 100
"""


@pytest.mark.parametrize(
    ("line", "key", "comment"),
    [
        ("lärverktyg: 5  # lika", "lärverktyg:", "# 2024: 5; lika"),
        ("lärverktyg: 5       # 2023: 4; lika", "lärverktyg:", "# 2024: 5; lika"),
        ("lärverktyg: 5  # 2023: -4,5", "lärverktyg:", "# 2024: 5"),
        ("lärverktyg: 5  # 2023: nytt", "lärverktyg:", "# 2024: 5; 2023: nytt"),
        ("lärverktyg: '5'  #lika", "lärverktyg:", "# 2024: 5; lika"),
        ("lärverktyg: {budget: 5}  # x", "lärverktyg: {budget: }", "# 2024: 5; x"),
    ],
)
def test_a_number_goes_into_the_comment_of_its_line(line: str, key: str, comment: str) -> None:
    made = next_year("2024.yaml", f"{SMALL}      {line}\n".encode(), "2025").text
    new = made.splitlines()[-1]
    assert new == f"      {key}".ljust(6 + line.index("#")) + comment
    assert len(open_values(made)) == 3


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("lärverktyg: 10 993 000", "lärverktyg:  # 2024: 10 993 000"),
        ("lärverktyg: {budget: 5}", "lärverktyg: {budget: }  # 2024: 5"),
        ("lärverktyg:\n        5", "lärverktyg:\n        # 2024: 5"),
        ("? lärverktyg\n      : 5", "? lärverktyg\n      :  # 2024: 5"),
    ],
)
def test_a_number_without_a_comment_gets_one_two_spaces_after(line: str, expected: str) -> None:
    made = next_year("2024.yaml", f"{SMALL}      {line}\n".encode(), "2025").text
    assert made.endswith(f"      {expected}\n")
    assert len(open_values(made)) == 3


def test_new_comments_stand_in_the_column_of_the_file() -> None:
    text = SMALL.replace("    antal:\n", "    antal:                    # härlett\n")
    made = next_year("2024.yaml", text.encode(), "2025").text
    assert (
        "    antal:                    # härlett\n      elever:                 # 2024: 10\n"
        in made
    )


def test_a_group_that_gets_nothing_still_gets_nothing() -> None:
    text = SMALL.replace(
        "undervisning: 100", "undervisning:\n        pris: {elever: inget, alla: 7}"
    )
    text = text.replace("      elever: elever", "      elever: elever\n      alla: alla")
    text = text.replace("    antal:\n      elever: 10\n", "")
    made = next_year("2024.yaml", text.encode(), "2025")
    assert "pris: {elever: inget, alla: }  # 2024: 7\n" in made.text
    assert made.left == 1


EXPECTED = """\
# Testköping 2024
"kommun": Testköping
år: '2025'   # kalenderåret
källa:       # 2024: "beslut den 14 december; enligt # 67 och bilaga 2"; dnr 12

# kommentar på egen rad
beslutsdatum:  # 2024: 2023-12-14
svar:
  K08:       # 2024: nämnden hann inte före jul
  # efter texten
verksamheter:
  förskola:
    skolform: förskola
    rubrik: "Förskola # 1"
    grupper: {a: A, b: B, "c, d": C}
    antal: {a: , b: , "c, d": }            # 2024: a 292.5, b 10, c, d 7; preliminärt; se bilaga
    perioder: {dag: 220}
    kostnader: {omsorg och pedagogisk verksamhet: {budget: , andelar: {a: , b: , "c, d": }},  \
# 2024: budget 100, andelar a 40, andelar b 60, andelar c, d 0
      måltider: , pedagogiskt material:  # 2024: 50
        }    # 2024: 70
"""


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_flow_quotes_long_texts_and_line_ends(bom: str, end: str, last: bool) -> None:
    old, new = (bom + text.replace("\n", end) for text in (AWKWARD, EXPECTED))
    if not last:
        old, new = old.removesuffix(end), new.removesuffix(end)
    made = next_year("2024.yaml", old.encode(), "2025")
    assert made.text == new
    assert len(open_values(made.text)) == made.left == 12
    assert amounts(filled(made.text)) == amounts(old)


@given(st.text(alphabet='aö";# :,-5', max_size=12), st.text(alphabet='aö"; 20:4', max_size=12))
def test_any_statement_and_comment_survive_the_years(statement: str, comment: str) -> None:
    kept = comment.strip() if not re.match("[0-9]{4}: ", comment.strip()) else ""
    text = f"källa: {scalar('x' + statement)}  # {kept}\n{SMALL}"
    for year in range(2025, 2028):
        made = next_year("old.yaml", text.encode(), str(year)).text
        first = made.partition("\n")[0]
        assert beside(first, ("källa",), alone=True) == ("x" + statement).strip()
        assert first.endswith(f"; {kept}" if kept else "")
        text = filled(made)


def test_a_file_with_errors_gives_all_of_them_and_no_new_file() -> None:
    text = SMALL.replace("skolform: grundskola", "skolform: grundskolan").replace(
        ": 100", ": 1.000"
    )
    with pytest.raises(BudgetError) as caught:
        next_year("2024.yaml", text.encode(), "2025")
    assert [each.code.id for each in caught.value.diagnostics] == ["B035", "B012"]


def test_every_key_of_the_schema_says_what_becomes_of_it() -> None:
    """A new key whose types do not say it is found here, and not by a controller in January."""
    found = {
        (part.__name__, str(field.alias)): fate_of(field)
        for part in Part.__subclasses__()
        for field in part.model_fields.values()
    }
    assert found["File", "år"] is NextYear.YEAR
    assert found["Line", "vikter"] is found["Periods", "dag"] is NextYear.STAYS
    assert found["Line", "påslag i priset"] is found["Rounding", "pris"] is NextYear.STAYS
    assert found["Line", "budget"] is found["Step", "belopp"] is NextYear.OPEN
    assert found["Agreement", "särskilda skäl"] is found["File", "beslutsdatum"] is NextYear.OPEN
    assert found["File", "verksamheter"] is None


class Undecided(BaseModel):
    """As a part, with keys whose types do not say what becomes of them, and one that goes."""

    plain: str = Field("", alias="otypad")
    mixed: dict[str, Text | File] = Field({}, alias="blandad")
    leaves: Annotated[dict[str, Any], NextYear.GOES] = Field({}, alias="följer inte med")


@pytest.mark.parametrize("name", ["plain", "mixed"])
def test_a_key_without_a_decision_is_refused(name: str) -> None:
    with pytest.raises(TypeError, match="what becomes of it"):
        fate_of(Undecided.model_fields[name])


CHANGES = """\
kommun: Testköping

# ändringar under året
# och mer om dem
revideringar:
  # augusti
  2024-08-20:
    gäller från: augusti

# verksamheterna
verksamheter: x
"""


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        (CHANGES, range(3, 10)),
        (CHANGES.removesuffix("\n"), range(3, 10)),
        (CHANGES.partition("\n\n# verksamheterna")[0], range(2, 9)),
        (CHANGES.partition("\n# verksamheterna")[0], range(2, 9)),
        (CHANGES.replace("Testköping\n\n", "Testköping\n"), range(2, 8)),
        (CHANGES.partition("# verksamheterna")[0], range(2, 10)),
        ("kommun: Testköping\n", []),
    ],
)
def test_a_key_that_goes_takes_its_comments_with_it(text: str, gone: list[int]) -> None:
    tree = read_tree("2024.yaml", text, [])
    assert block_lines(tree, ["revideringar"], text.split("\n")) == set(gone)


def test_next_year_does_not_take_over_what_the_source_rounds() -> None:
    made = next_year("2024.yaml", BUDGET.encode(), "2025")
    # A decided amount that is a krona off is then no rounding of what has been filled in.
    assert made.dropped == ("avrundat i källan",)
    assert "avrundat i källan" in BUDGET
    assert "avrund" not in made.text
    assert "tryckta i hela kronor" not in made.text
    # The blank line that parted the head of the file from the rest is still there.
    assert re.search("^källa:.*\n\nverksamheter:$", made.text, re.MULTILINE)


MENTIONS = """\
# Testköping 2024

kommun: Testköping
år: 2024                     # beslutat 2023 för 2024
källa: budget 2024, dnr 12   # 2023: budget 2023; tryckt 2024
# 12024 och 20245 är andra tal
verksamheter:
  skola:
    skolform: grundskola
    rubrik: Skolan 2024
    grupper: {elever: elever}
    antal: {elever: 2024}
    kostnader:
      undervisning: 2024     # 2023: 2023
      lärverktyg: 2024
"""


def test_the_lines_that_name_the_old_year_are_told() -> None:
    made = next_year("2024.yaml", MENTIONS.encode(), "2025")
    # 1 and 10 are as they were; of 4 and 5 the comments are, and line 5 had an earlier year's besides.
    assert made.mentions == (1, 4, 5, 10)
    assert made.year == "2024"
    assert next_year("2024.yaml", SMALL.encode(), "2025").mentions == ()


def test_what_is_not_carried_over_and_what_must_be_read_are_told(run: Run, folder: Path) -> None:
    more = f"{MENTIONS}avrundat i källan:\n  budget: 1\n"
    (folder / "budgets" / "2024.yaml").write_text(more, encoding="utf-8")
    told = run("new", "2025", cwd=folder).stderr.decode().splitlines()
    target = Path("budgets/2025.yaml")
    # The line that leads an editor to the schema has come first in the file.
    assert told[1:] == [
        f"{target}: utan `avrundat i källan`, som hör till 2024.",
        f"{target}: rad 2, 5, 6, 11: nämner 2024. Kommentarer och rubriker är oförändrade: läs igenom dem.",
    ]
    written = (folder / target).read_text(encoding="utf-8").splitlines()
    assert [n for n, line in enumerate(written, 1) if "Skolan 2024" in line] == [11]


def test_a_file_made_by_another_at_the_same_time_is_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = folder / "ny.yaml"

    def _made_by_another(_target: Path) -> None:
        target.write_text("en annans", encoding="utf-8")

    monkeypatch.setattr("bidrag.cli.newfile.refuse_existing", _made_by_another)
    with pytest.raises(typer.BadParameter, match="finns redan och skrivs inte över"):
        write_new(target, SMALL)
    assert target.read_text(encoding="utf-8") == "en annans"


def test_a_failed_write_leaves_no_new_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def _full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("os.fsync", _full)
    with pytest.raises(OSError, match="full"):
        create_file(folder / "ny.yaml", SMALL)
    assert not (folder / "ny.yaml").exists()


@pytest.mark.parametrize(
    "line", ["pris: 80 000", "budget: 1\n        vikter: 1", "pris:\n          80 000"]
)
def test_one_number_may_stand_on_the_line_of_its_key(line: str) -> None:
    text = f"{SMALL}      lärverktyg:\n        {line}\n"
    made = next_year("2024.yaml", text.encode(), "2025").text.replace("vikter: 1", "vikter:")
    found = open_values(made)[-1]
    assert found.help == "skriv talet på samma rad, eller ett tal för varje grupp på raderna under"


def test_where_only_groups_may_stand_no_number_is_asked_for_on_the_line() -> None:
    (found,) = (each for each in open_values(SMALL.replace("\n      elever: 10", "")) if each.place)
    assert found.help == (
        "skriv värdena på raderna under, ett indrag längre in, eller ta bort nyckeln"
    )


def test_a_key_may_say_itself_that_it_goes() -> None:
    assert fate_of(Undecided.model_fields["leaves"]) is NextYear.GOES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "budgets").mkdir()
    for year in ("2022", "2024"):
        text = SMALL.replace("2024", year)
        (tmp_path / "budgets" / f"{year}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_latest_year_before_is_made_into_the_new(run: Run, folder: Path) -> None:
    done = run("new", "2026", cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    assert not done.stdout
    target = folder / "budgets" / "2026.yaml"
    assert target.read_text(encoding="utf-8").endswith("undervisning:  # 2024: 100\n")
    assert f"{Path('budgets/2026.yaml')}: 2 uppgifter att fylla i." in done.stderr.decode()
    assert "2 fel; ingenting har beräknats" in run("compute", "2026", cwd=folder).stderr.decode()


def test_another_year_and_another_file(run: Run, folder: Path) -> None:
    done = run("new", "2026", "--från", "2022", "-o", "ny.yaml", cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    assert "# 2022: 100" in (folder / "ny.yaml").read_text(encoding="utf-8")
    assert not (folder / "budgets" / "2026.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["2024"], "2024.yaml finns redan och skrivs inte över"),
        (["2026", "-o", "budgets/2022.yaml"], "2022.yaml finns redan och skrivs inte över"),
        (["2022", "-o", "ny.yaml"], "ingen budgetfil för ett år före 2022"),
        (["26"], "”26” är inget årtal"),
        ([], "ÅR saknas"),
        (["2026", "--från", "2023"], "år som finns: 2022, 2024"),
        (["2026", "--från", "2022", "--kommun", "X"], "går inte att förena"),
        (["2026", "-o", "ny.csv"], "är ingen budgetfil"),
        (["2026", "-o", "finns/inte/ny.yaml"], "går inte att skriva"),
        (["2026", "--kommun", " "], "--kommun: namnet är tomt"),
        (["2011", "--kommun", "X", "-o", "x.yaml"], "inga schabloner för 2011"),
    ],
)
def test_what_cannot_be_done_is_told(
    run: Run, folder: Path, arguments: list[str], expected: str
) -> None:
    before = sorted(folder.rglob("*"))
    done = run("new", *arguments, cwd=folder)
    assert done.returncode == 2
    assert expected in done.stderr.decode()
    assert sorted(folder.rglob("*")) == before


def test_an_old_file_with_errors_gives_no_new_file(run: Run, folder: Path) -> None:
    broken = SMALL.replace(": 100", ": 1.000").replace("antal", "antall")
    (folder / "budgets" / "2025.yaml").write_text(broken, encoding="utf-8")
    done = run("new", "2026", cwd=folder)
    assert done.returncode == 2
    assert set(re.findall("fel (B[0-9]+)", done.stderr.decode())) >= {"B038", "B021", "B012"}
    assert done.stderr == run("compute", "2025", cwd=folder).stderr
    assert not (folder / "budgets" / "2026.yaml").exists()


def test_an_editor_is_led_to_the_schema_beside_the_new_file(run: Run, folder: Path) -> None:
    assert run("new", "2026", cwd=folder).returncode == 0
    text = (folder / "budgets" / "2026.yaml").read_text(encoding="utf-8")
    assert text.splitlines()[:2] == [MODELINE, "kommun: Testköping"]
    schema = folder / "budgets" / "bidrag.schema.json"
    assert schema.read_bytes() == schema_text().encode()


def test_a_schema_of_another_version_is_replaced(run: Run, folder: Path) -> None:
    schema = folder / "budgets" / "bidrag.schema.json"
    schema.write_text("{}", encoding="utf-8")
    assert run("new", "2026", cwd=folder).returncode == 0
    assert schema.read_bytes() == schema_text().encode()


def test_a_schema_that_is_right_is_left_as_it_is(run: Run, folder: Path) -> None:
    schema = folder / "budgets" / "bidrag.schema.json"
    schema.write_text(schema_text(), encoding="utf-8")
    schema.chmod(0o400)
    before = schema.stat()
    assert run("new", "2026", cwd=folder).returncode == 0
    after = schema.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_without_its_schema_no_file_is_written(run: Run, folder: Path) -> None:
    (folder / "budgets" / "bidrag.schema.json").mkdir()
    done = run("new", "2026", cwd=folder)
    assert done.returncode == 2
    assert "bidrag.schema.json går inte att skriva" in done.stderr.decode()
    assert not (folder / "budgets" / "2026.yaml").exists()


@pytest.mark.parametrize(
    ("line", "beside"),
    [
        (MODELINE, True),
        ("#yaml-language-server:  $schema=bidrag.schema.json ", True),
        ("# yaml-language-server: $schema=../scheman/budget.json", False),
    ],
)
def test_a_file_that_leads_to_a_schema_gets_no_other(
    run: Run, folder: Path, line: str, beside: bool
) -> None:
    (folder / "budgets" / "2024.yaml").write_text(f"{line}\n{SMALL}", encoding="utf-8")
    assert run("new", "2026", cwd=folder).returncode == 0
    text = (folder / "budgets" / "2026.yaml").read_text(encoding="utf-8")
    assert text.count("yaml-language-server") == 1
    assert text.splitlines()[0] == line
    assert (folder / "budgets" / "bidrag.schema.json").exists() == beside


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_line_ends_as_the_others_and_stands_after_the_mark(bom: str, end: str) -> None:
    text = bom + SMALL.replace("\n", end)
    assert with_modeline(text) == bom + f"{MODELINE}\n{SMALL}".replace("\n", end)
    assert amounts(with_modeline(text)) == amounts(SMALL)


@pytest.mark.parametrize(
    ("arguments", "answers", "code"),
    [
        (["2025"], b"", 0),
        (["2026", "--kommun", "T", "-o", "ny.yaml"], b"x\n", 2),
    ],
)
def test_nobody_has_to_be_there_to_be_told(
    tmp_path: Path, arguments: list[str], answers: bytes, code: int
) -> None:
    """With standard error closed the file is written, or not, as it would be otherwise."""
    (tmp_path / "budgets").mkdir()
    (tmp_path / "budgets" / "2024.yaml").write_bytes((ROOT / "budgets" / "2024.yaml").read_bytes())
    command = [sys.executable, "-m", "bidrag", "new", *arguments]
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" 2>&-', "sh", *command],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        input=answers,
        check=False,
    )
    assert done.returncode == code
    assert (tmp_path / "budgets" / "2025.yaml").exists() == (code == 0)
    assert not (tmp_path / "ny.yaml").exists()


def test_an_empty_name_of_a_source_is_no_source(run: Run) -> None:
    assert run("new", "2031", "--från", "", cwd=ROOT).returncode == 2
