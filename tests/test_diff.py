"""Whole commands: `bidrag diff`, its arguments, formats, screens and errors."""

import csv
import json
import re
from collections.abc import Callable
from fractions import Fraction
from io import StringIO
from pathlib import Path

import pytest

from bidrag.calculation.formula import Kind
from bidrag.calculation.stated import Cell, Measure
from bidrag.output.changes.comma import write_csv
from bidrag.output.changes.layout import absence_text, percent_text
from bidrag.output.changes.markdown import write_markdown
from bidrag.output.changes.plain import write_plain
from bidrag.review.changes.causes import LADDER
from bidrag.review.changes.diff import Choice
from bidrag.rounding import fixed
from tests.conftest import ROOT, Run
from tests.scenarios import LAW, changes, compared
from tests.test_compute import on_terminal

Snapshot = Callable[[str, str], None]
BUDGET = (ROOT / "budgets" / "2024.yaml").read_text(encoding="utf-8")
NEXT_YEAR = (
    ("år: 2024\n", "år: 2025\n"),
    ("beslutsdatum: 2024-01-31", "beslutsdatum: 2025-01-31"),
    # One budget, the number of pupils, weights, shares, fixed amounts and a provider's premises.
    ("budget: 10 993 000 ", "budget: 11 500 000 "),
    ("      1-3: 935\n", "      1-3: 980\n"),
    ("budget: 187 932 367", "budget: 189 432 367"),
    ("4-6: 57 190 547", "4-6: 58 690 547"),
    ("      4-6: 0,75\n", "      4-6: 0,8\n"),
    ("belopp: 35 000", "belopp: 34 000"),
    ("          F-klass: 16 120", "          F-klass: 16 500"),
    # A line goes, a group gets a price, and a provider comes.
    ("        budget: 536 000\n", "        budget: 0\n"),
    (
        "behovsgrupp 1: inget\n          behovsgrupp 2: 92",
        "behovsgrupp 1: 900\n          behovsgrupp 2: 92",
    ),
    ("      elevhälsa: 10 470 000\n", ""),
)
PROVIDER = (
    "\n  Friskolan:\n    verksamheter:\n      fritidshem:\n        grupper:\n          - F-3\n"
)


SMALL = """\
kommun: Testköping
år: 2024
verksamheter:
  skola:
    skolform: grundskola
    rubrik: Skola
    grupper:
      a: åk A
      b: åk B
    antal:
      a: 10
      b: 30
    kostnader:
      undervisning: 400 000
    steg:
      bidrag:
        summa: [undervisning]
"""
SMALL_CHANGED = (
    SMALL.replace("b: 30", "b: 33")
    .replace("undervisning: 400 000", "undervisning: {budget: 400 000, vikter: {a: 1, b: 2}}")
    .replace("    steg:", "      måltider: 60 000\n    steg:")
    .replace("[undervisning]", "[undervisning, måltider]")
)


def next_year() -> str:
    """The budget of the year after."""
    text = BUDGET
    for old, new in NEXT_YEAR:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    head, after, document = text.partition("\n\n# Det som bara står i bilagorna")
    return head + PROVIDER + after + document


@pytest.fixture
def budgets(tmp_path: Path) -> Path:
    """A folder to stand in, with the budget files of two years in `budgets`."""
    folder = tmp_path / "budgets"
    folder.mkdir()
    (folder / "2024.yaml").write_text(BUDGET, encoding="utf-8")
    (folder / "2025.yaml").write_text(next_year(), encoding="utf-8")
    return tmp_path


def out(run: Run, cwd: Path, *arguments: str) -> str:
    result = run("diff", *arguments, cwd=cwd)
    assert result.returncode == 0, result.stderr.decode()
    assert result.stderr == b""
    return result.stdout.decode()


@pytest.mark.parametrize(("form", "ending"), [("table", "txt"), ("md", "md")])
def test_each_format_as_it_looks(
    run: Run, snapshot: Snapshot, budgets: Path, form: str, ending: str
) -> None:
    snapshot(f"diff.{ending}", out(run, budgets, "2024", "2025", "--format", form))


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_small_pair_as_it_looks_to_a_program(
    run: Run, snapshot: Snapshot, tmp_path: Path, form: str
) -> None:
    """A line by weight instead of equally, a number of children, and a line that comes."""
    (tmp_path / "förr.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "nu.yaml").write_text(SMALL_CHANGED, encoding="utf-8")
    snapshot(f"diff-small.{form}", out(run, tmp_path, "förr.yaml", "nu.yaml", "--format", form))


@pytest.mark.parametrize("columns", [80, 120])
def test_a_terminal_as_it_looks(snapshot: Snapshot, budgets: Path, columns: int) -> None:
    arguments = ("--verksamhet", "grundskola", "--budgets", "budgets")
    text = on_terminal(columns, "diff", "2025", *arguments, cwd=budgets, NO_COLOR="1")
    snapshot(f"diff-terminal-{columns}.txt", re.sub(r"\x1b\[[0-9;]*m", "", text))


@pytest.mark.parametrize("columns", [20, 60, 80, 100, 120])
def test_a_terminal_of_any_width_shows_every_digit(run: Run, budgets: Path, columns: int) -> None:
    shown = on_terminal(columns, "diff", "2025", cwd=budgets)
    shown = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    rows = csv.DictReader(StringIO(out(run, budgets, "2025", "--format", "csv"), newline=""))
    numbers = {row[name] for row in rows for name in ("före_kr", "efter_kr", "ändring_kr")}
    assert numbers - {"0", ""} <= set(re.findall(r"-?\d+", shown.replace("\u00a0", "")))
    if columns >= 80:
        assert max(map(len, shown.split("\n"))) <= columns


def test_a_bar_shows_direction_and_size_without_colour(budgets: Path) -> None:
    shown = on_terminal(100, "diff", "2025", cwd=budgets, NO_COLOR="1")
    bars = re.findall(r"([+-])[^│\n▇]+( *▇*)│(▇*)\n", re.sub(r"\x1b\[[0-9;]*m", "", shown))
    assert len(bars) > 50
    for sign, left, right in bars:
        assert bool(right) == (sign == "+")
        assert ("▇" in left) == (sign == "-")
    assert max(len(left.strip() + right) for _, left, right in bars) == 20


def test_colour_follows_no_color(budgets: Path) -> None:
    assert "\x1b[31m▇" in on_terminal(100, "diff", "2025", cwd=budgets)
    assert "\x1b[31m" not in on_terminal(100, "diff", "2025", cwd=budgets, NO_COLOR="1")


def test_one_year_alone_is_compared_with_the_year_before(run: Run, budgets: Path) -> None:
    assert out(run, budgets, "2025") == out(run, budgets, "2024", "2025")


def test_old_and_change_are_new_and_causes_and_rounding_are_the_change(
    run: Run, budgets: Path
) -> None:
    text = out(run, budgets, "2025").replace("\u00a0", "")
    text = text[: text.index("\nTILLKOMMER: ")]
    amounts = re.split(r"\n(?=\S.*  \d+  +\d+  +[+-]\d+ )", text)[1:]
    assert len(amounts) > 100
    for each in amounts:
        first, *causes = each.strip().split("\n\n")[0].split("\n")
        old, new, change = re.findall(r"  +([+-]?\d+)(?=  )", first)
        assert int(old) + int(change) == int(new)
        parts = [int(line.split()[0]) for line in causes if "(även " not in line]
        assert sum(parts) == int(change), each


def test_csv_has_a_row_for_each_amount_and_each_cause(run: Run, budgets: Path) -> None:
    text = out(run, budgets, "2025", "--format", "csv")
    rows = list(csv.DictReader(StringIO(text, newline="")))
    meals = [r for r in rows if (r["grupp"], r["rad"], r["huvudman"]) == ("1-3", "läromedel", "")]
    assert [(r["belopp"], r["orsak"]) for r in meals] == [
        ("per_enhet_kr", ""),
        ("per_enhet_kr", "Läromedel och utrustning: budget"),
        ("per_enhet_kr", "Antal elever"),
        ("per_enhet_kr", "avrundning"),
        ("budget_kr", ""),
        ("budget_kr", "Läromedel och utrustning: budget"),
        ("budget_kr", "Antal elever"),
        ("budget_kr", "avrundning"),
    ]
    amount, budget, pupils, *_ = meals
    assert (amount["före_kr"], amount["efter_kr"], amount["ändring_procent"]) == (
        "3657",
        "3769",
        "3.1",
    )
    # 507 000 kr more, over the mean of 1/3006 and 1/3051; 45 pupils more, over the mean of budgets.
    mean = (Fraction(1, 3006) + Fraction(1, 3051)) / 2
    assert budget["orsak_kr"] == fixed(507_000 * mean, 2) == "167.42"
    more = (Fraction(1, 3051) - Fraction(1, 3006)) * (10_993_000 + 11_500_000) / 2
    assert pupils["orsak_kr"] == fixed(more, 2) == "-55.18"


def test_json_has_exact_parts_that_sum_to_the_exact_change(run: Run, budgets: Path) -> None:
    data = json.loads(out(run, budgets, "2025", "--format", "json"))
    assert (data["format"], data["version"]) == ("bidrag/skillnad", 1)
    assert data["före"] == {"namn": "2024", "kommun": "Ludvika kommun", "år": 2024}
    assert data["efter"] == {"namn": "2025", "kommun": "Ludvika kommun", "år": 2025}
    assert data["förklarad"] is True
    for change in data["ändringar"]:
        parts = [Fraction(cause["exakt"]) for cause in change["orsaker"]]
        assert sum(parts) == Fraction(change["ändring_exakt"])
        assert change["ändring_kr"] == change["efter_kr"] - change["före_kr"] != 0
        kronor = [Fraction(cause["kr"]) for cause in change["orsaker"]]
        assert sum(kronor) + Fraction(change["avrundning_kr"]) == change["ändring_kr"]
    (number,) = data["ändringar"][0]["orsaker"][0]["tal"]
    assert number["före"]["källa"].startswith("2024.yaml:")
    assert number["efter"] is None or number["efter"]["källa"].startswith("2025.yaml:")


def test_causes_and_rounding_in_csv_sum_to_the_change(run: Run, budgets: Path) -> None:
    text = out(run, budgets, "2025", "--format", "csv")
    sums: dict[tuple[str, ...], Fraction] = {}
    changes: dict[tuple[str, ...], Fraction] = {}
    for row in csv.DictReader(StringIO(text, newline="")):
        key = tuple(row[name] for name in ("verksamhet", "huvudman", "grupp", "rad", "belopp"))
        if row["orsak"]:
            sums[key] = sums.get(key, Fraction(0)) + Fraction(row["orsak_kr"])
        elif row["ändring_kr"]:
            changes[key] = Fraction(row["ändring_kr"])
    assert sums == changes
    assert len(sums) > 100


def test_amounts_that_come_and_go_are_shown_in_every_format(run: Run, budgets: Path) -> None:
    text = out(run, budgets, "2025").replace("\u00a0", "")
    assert re.search(r"\nFriskolan/fritidshem/F-3/bidrag +–  +40075\n", text)
    assert re.search(r"\ngrundskola/totalt/elevhälsa +10470000 +–\n", text)
    text = out(run, budgets, "2025", "--format", "md").replace("\u00a0", "")
    assert "| **Friskolan/fritidshem/F-3/bidrag** | – | 40075 |  |  |\n" in text
    assert "| **grundskola/totalt/elevhälsa** | 10470000 | – |  |  |\n" in text
    text = out(run, budgets, "2025", "--format", "csv")
    assert "fritidshem,Friskolan,F-3,bidrag,per_enhet_kr,,40075,,,,\r\n" in text
    assert "grundskola,,totalt,elevhälsa,budget_kr,10470000,,,,,\r\n" in text
    data = json.loads(out(run, budgets, "2025", "--format", "json"))
    (new,) = (each for each in data["tillkommer"] if "huvudman" in each)
    (gone,) = data["utgår"]
    assert (new["huvudman"], new["antal belopp"], len(new["belopp"])) == ("Friskolan", 8, 8)
    assert (gone["verksamhet"], gone["rad"], gone["antal belopp"]) == (
        "grundskola",
        "elevhälsa",
        12,
    )
    assert (new["belopp"][-1]["före_kr"], new["belopp"][-1]["efter_kr"]) == (None, 40_075)
    assert (gone["belopp"][0]["före_kr"], gone["belopp"][0]["efter_kr"]) == (10_470_000, None)
    shown = on_terminal(100, "diff", "2025", cwd=budgets, NO_COLOR="1")
    shown = re.sub(r"\x1b\[[0-9;]*m", "", shown).replace("\u00a0", "")
    assert re.search(r"Friskolan/fritidshem/F-3/bidrag\n +– +40075\n", shown)


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (Choice(), "huvudman Ny skola"),
        (Choice(providers=("Ny skola",)), "huvudman Ny skola"),
        (Choice(("skola",), ("Ny skola",)), "huvudman Ny skola"),
    ],
)
def test_what_comes_has_the_same_name_whatever_is_asked_for(choice: Choice, words: str) -> None:
    provider = "  Ny skola:\n    verksamheter:\n      skola:\n        grupper: [a]\n"
    (absence,) = compared(LAW, LAW + provider, choice).added
    assert absence_text(absence) == words
    (absence,) = compared(LAW + provider, LAW, choice).removed
    assert absence_text(absence) == words


def test_a_new_activity_has_the_same_name_when_it_alone_is_asked_for() -> None:
    activity = LAW[LAW.index("  skola:") : LAW.index("huvudmän:")].replace("skola:", "ny skola:", 1)
    new = LAW.replace("huvudmän:", f"{activity}huvudmän:")
    for choice in (Choice(), Choice(("ny skola",))):
        (absence,) = compared(LAW, new, choice).added
        assert absence_text(absence) == "verksamhet ny skola"


def test_a_share_of_the_budget_that_comes_is_said_in_words() -> None:
    """Nobody has counted the children of a price; when somebody has, there are shares and sums."""
    priced = (
        LAW[: LAW.index("      undervisning")] + "      undervisning: {pris: {a: 500, b: 700}}\n"
    )
    counts = "    antal:\n      a: 10\n      b: 30\n"
    words = [absence_text(each) for each in compared(priced.replace(counts, ""), priced).added]
    assert words == ["budget och andelar av budgeten"]
    other = priced[priced.index("  skola:") :].replace("  skola:", "  fritids:", 1)
    words = [
        absence_text(each)
        for each in compared(priced + other.replace(counts, ""), priced + other).added
    ]
    assert words == [
        "verksamhet fritids, kolumnen totalt",
        "verksamhet fritids, grupp a, andel av budgeten",
        "verksamhet fritids, grupp b, andel av budgeten",
    ]


def test_a_provider_with_the_same_change_is_named_with_it() -> None:
    new = LAW.replace("60 000", "66 000")
    for write in (write_plain, write_markdown):
        text = write(compared(LAW, new))
        assert "(även Friskolan)" in text
        assert "Friskolan/skola/a/måltider" not in text
    assert "skola,Friskolan,a,måltider" in write_csv(compared(LAW, new))
    own = LAW + "        faktiska lokalkostnader: {a: 900}\n        särskilda skäl: ja\n"
    text = write_plain(compared(LAW, own.replace("60 000", "66 000")))
    assert "\nFriskolan/skola/a/bidrag " in text
    assert "(även Friskolan)" in text


def test_a_cause_too_small_to_print_is_rounding() -> None:
    """Shares that are 8,28 % of the budget, but for a fraction of a krona."""
    shares = "undervisning:\n        budget: {}\n        andelar: {{a: {}, b: {}}}"
    old = LAW.replace("undervisning: 400 000", shares.format(400_000, 33_120, 366_880))
    new = LAW.replace("undervisning: 400 000", shares.format(412_001, 34_114, 377_887))
    change = changes(compared(old, new))[Cell("skola", "", "a", "undervisning", Measure.YEAR)]
    assert len(change.parts) == 2
    text = write_plain(compared(old, new))
    assert "Undervisning: budget" in text
    assert not re.search(r"\n +0  ", text)


def test_a_cause_too_small_to_print_is_printed_where_it_is_the_only_one() -> None:
    text = write_plain(compared(LAW.replace("60 000", "60 019"), LAW.replace("60 000", "60 020")))
    assert re.search(r" 1.500 +1.501 +\+1 .*\n +0  Måltider: budget .*\n +\+1  avrundning\n", text)


def test_whose_amounts_they_are_is_in_the_heading() -> None:
    other = LAW.replace("kommun: Testköping\når: 2024", "kommun: Provstad\når: 2025")
    text = write_plain(compared(LAW, other.replace("60 000", "66 000")))
    heading = "Skillnad i belopp: Testköping 2024 (före) → Provstad 2025 (efter)\n"
    assert text.startswith(f"{heading}Olika kommuner jämförs: Testköping och Provstad.\n")
    text = write_plain(compared(LAW, LAW.replace("60 000", "66 000")))
    assert "Olika kommuner" not in text


def test_saved_amounts_know_whose_they_are(run: Run, budgets: Path) -> None:
    run("compute", "2024", "-o", "förra.json", cwd=budgets)
    text = out(run, budgets, "förra.json", "2025")
    heading = "Skillnad i belopp: Ludvika kommun 2024 (förra.json) → Ludvika kommun 2025\n"
    assert text.startswith(heading)
    data = json.loads(out(run, budgets, "förra.json", "2025", "--format", "json"))
    assert data["förklarad"] is False
    assert {change["avrundning_kr"] for change in data["ändringar"]} == {None}


def test_a_pair_of_numbers_is_never_split() -> None:
    text = write_plain(compared(LAW, LAW.replace("60 000", "66 000")))
    assert "(60\u00a0000\u00a0→\u00a066\u00a0000)" in text


def test_what_comes_and_goes_is_named_from_the_outside_in(run: Run, budgets: Path) -> None:
    text = out(run, budgets, "2025")
    assert "Tillkommer: huvudman Friskolan (8 belopp).\n" in text
    assert "Utgår: verksamhet grundskola, rad elevhälsa (12 belopp).\n" in text
    assert "Elevhälsa: budget (10\u00a0470\u00a0000\u00a0→\u00a0–)" in text


def test_groups_and_activities_that_come_are_named() -> None:
    group = LAW.replace("b: åk B\n", "b: åk B\n      c: åk C\n").replace(
        "b: 30\n", "b: 30\n      c: 8\n"
    )
    text = write_plain(compared(LAW, group))
    assert "Tillkommer: verksamhet skola, grupp c (16 belopp).\n" in text
    activity = LAW[LAW.index("  skola:") : LAW.index("huvudmän:")].replace("skola:", "ny skola:", 1)
    text = write_plain(compared(LAW, LAW.replace("huvudmän:", f"{activity}huvudmän:")))
    assert "0 belopp har ändrats, " in text
    assert "Tillkommer: verksamhet ny skola (40 belopp).\n" in text


def test_another_method_is_explained() -> None:
    weighted = "måltider:\n        budget: 60 000\n        vikter: {a: 0.5, b: 1}"
    text = write_plain(compared(LAW, LAW.replace("måltider: 60 000", weighted)))
    text = text.replace("\u00a0", " ")
    assert "Måltider: fördelning (lika → vikter; vikt åk A: – → 0,5; vikt åk B: – → 1)" in text
    assert LADDER.label not in text
    steps = (
        "    steg:\n      bidrag: {summa: [undervisning, måltider, lokalkostnader]}\nhuvudmän:\n"
    )
    text = write_plain(compared(LAW, LAW.replace("huvudmän:\n", steps)))
    assert "Stegen (" in text
    assert "Stegen betyder att vägen från kostnadsrad till belopp är en annan" in text


def test_a_cause_names_only_the_inputs_that_the_amount_rests_on() -> None:
    old = LAW.replace("      måltider: 60 000", "      måltider:\n        pris: {a: 500, b: 700}")
    found = changes(compared(old, old.replace("{a: 500, b: 700}", "{a: 600, b: 900}")))
    named = {
        cell.group: [shift.label for part in change.parts for shift in part.shifts]
        for cell, change in found.items()
        if (cell.row, cell.provider, cell.measure) == ("måltider", "", "per_enhet_kr")
    }
    assert named == {"a": ["åk A"], "b": ["åk B"]}
    assert {part.cause.name[0] for change in found.values() for part in change.parts} == {
        Kind.PRICE
    }


def test_filters_choose_as_compute_does(run: Run, budgets: Path) -> None:
    text = out(run, budgets, "2025", "--huvudman", "Olympicaskolan", "--format", "csv")
    assert {row["huvudman"] for row in csv.DictReader(StringIO(text, newline=""))} == {
        "Olympicaskolan"
    }
    text = out(run, budgets, "2025", "--verksamhet", "fritidshem", "--format", "csv")
    assert {row["verksamhet"] for row in csv.DictReader(StringIO(text, newline=""))} == {
        "fritidshem"
    }
    text = out(run, budgets, "2025", "--verksamhet", "förskola")
    assert (
        text
        == "Inget belopp skiljer sig mellan Ludvika kommun 2024 och Ludvika kommun 2025: 35 belopp är lika.\n"
    )


def test_nothing_differs(run: Run, budgets: Path) -> None:
    side = "Ludvika kommun 2024"
    line = f"Inget belopp skiljer sig mellan {side} och {side}: 275 belopp är lika.\n"
    assert out(run, budgets, "2024", "2024") == line
    assert out(run, budgets, "2024", "2024", "--format", "md") == line
    assert on_terminal(80, "diff", "2024", "2024", cwd=budgets, NO_COLOR="1").endswith(
        "belopp är lika.\x1b[0m\n"
    )


def test_exit_code_tells_whether_anything_differs(run: Run, budgets: Path) -> None:
    assert run("diff", "2025", "--exit-code", cwd=budgets).returncode == 1
    assert run("diff", "2024", "2024", "--exit-code", cwd=budgets).returncode == 0
    assert run("diff", "2025", cwd=budgets).returncode == 0
    only_new = ("--huvudman", "Friskolan", "--exit-code")
    assert run("diff", "2025", *only_new, cwd=budgets).returncode == 1


@pytest.mark.parametrize("ending", ["csv", "json"])
@pytest.mark.parametrize("period", ["år", "termin", "månad", "dag"])
def test_saved_amounts_are_compared_with_a_budget_in_their_own_period(
    run: Run, budgets: Path, ending: str, period: str
) -> None:
    saved = budgets / f"belopp.{ending}"
    run("compute", "2024", "--period", period, "-o", str(saved), cwd=budgets)
    text = out(run, budgets, saved.name, "2024")
    side = "Ludvika kommun 2024"
    old = f"{side} ({saved.name})" if ending == "json" else saved.name
    assert text == f"Inget belopp skiljer sig mellan {old} och {side}: 275 belopp är lika.\n"
    text = out(run, budgets, saved.name, "2025")
    assert "Orsaker visas bara när båda sidorna är budgetfiler." in text
    assert f"och {period}\n" in text
    assert "avrundning" not in text


def test_amounts_in_another_period_are_said_to_be_left_out(run: Run, budgets: Path) -> None:
    for name, period in (("år.csv", "år"), ("månad.csv", "månad")):
        run("compute", "2024", "--period", period, "-o", name, cwd=budgets)
    text = out(run, budgets, "år.csv", "månad.csv")
    assert "Tillkommer: belopp per barn eller elev och månad (198 belopp).\n" in text
    assert "Utgår: belopp per barn eller elev och år (198 belopp).\n" in text


def test_output_is_the_same_bytes_everywhere(run: Run, budgets: Path) -> None:
    for form in ("table", "md", "csv", "json"):
        arguments = ("diff", "2025", "--format", form)
        first = run(*arguments, cwd=budgets).stdout
        assert str(budgets).encode() not in first
        for env in ({"COLUMNS": "40"}, {"LC_ALL": "C"}, {"PYTHONHASHSEED": "7"}):
            assert run(*arguments, cwd=budgets, **env).stdout == first
        elsewhere = run(*arguments, "--budgets", str(budgets / "budgets"), cwd=budgets.parent)
        assert elsewhere.stdout == first


@pytest.mark.parametrize("ending", ["txt", "md", "csv", "json"])
def test_a_file_has_the_format_of_its_ending(run: Run, budgets: Path, ending: str) -> None:
    form = "table" if ending == "txt" else ending
    assert run("diff", "2025", "-o", f"ny.{ending}", cwd=budgets).stdout == b""
    written = (budgets / f"ny.{ending}").read_bytes()
    assert written == run("diff", "2025", "--format", form, cwd=budgets).stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["2023", "2024"], "år som finns: 2024, 2025"),
        (["2024"], "år som finns: 2024, 2025"),
        (["2024"], "filen finns inte; 2024 ensamt jämförs med året före"),
        (["0000"], "0000 är inget år att jämföra med året före."),
        (["-001"], "Flaggan -0 finns inte."),
        (["förslag.yaml"], "Bara ett år kan stå ensamt; det jämförs med året före."),
        (["2024", "förslag.yaml"], "filen finns inte"),
        (["2024", "belopp.csv"], "filen finns inte"),
        (["2024", ""], "ÅR|FIL är tomt"),
        (["2024", "budgets"], "det här är en mapp"),
        (["2025", "--format", "xml"], "--format: xml finns inte."),
        (["2025", "--format", "github"], "--format: github finns inte."),
        (["2025", "-o", "ny.xls"], "ändelsen .xls säger inte vilket format"),
        (["2025", "-o", "budgets/2024.yaml", "--format", "md"], "skrivs inte över"),
        (["2025", "-o", "budgets/2025.yaml", "--format", "md"], "skrivs inte över"),
        (["2025", "--verksamhet", "forskola"], "Menade du förskola?"),
        (["2025", "--huvudman", "Friskola"], "Menade du Friskolan?"),
        (
            ["2025", "--huvudman", "Friskolan", "--verksamhet", "förskola"],
            "Friskolan har ingen tabell för förskola.",
        ),
        ([], "GAMMAL saknas."),
        (["2024", "2025", "2026"], "Oväntat argument: 2026."),
        (["a.csv", "2024"], "a.csv och 2024 har inget belopp gemensamt att jämföra."),
        (["a.csv", "b.csv"], "a.csv och b.csv har inget belopp gemensamt att jämföra."),
    ],
)
def test_a_wrong_command_is_explained_in_swedish(
    run: Run, budgets: Path, arguments: list[str], words: str
) -> None:
    header = "verksamhet,huvudman,grupp,rad,budget_kr,per_enhet_kr\r\n"
    (budgets / "a.csv").write_text(f"{header}ridskola,,a,bidrag,,100\r\n", encoding="utf-8")
    (budgets / "b.csv").write_text(f"{header}simskola,,a,bidrag,,100\r\n", encoding="utf-8")
    before = (budgets / "budgets" / "2025.yaml").read_bytes()
    result = run("diff", *arguments, cwd=budgets)
    text = result.stderr.decode()
    assert (result.returncode, result.stdout) == (2, b""), text
    assert words in text
    assert not re.search(r"Traceback|Error|Usage|No such|Got|Missing|Invalid", text)
    assert (budgets / "budgets" / "2025.yaml").read_bytes() == before


def test_example_in_readme_is_the_commands_own(run: Run, budgets: Path) -> None:
    proposal = BUDGET
    for old, new in (NEXT_YEAR[2], NEXT_YEAR[3]):
        proposal = proposal.replace(old, new)
    (budgets / "förslag.yaml").write_text(proposal, encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    example = readme.partition("(`bidrag diff 2024 förslag.yaml`):\n\n```\n")[2].partition("```")[0]
    shown = out(run, budgets, "2024", "förslag.yaml").replace("\u00a0", " ")
    assert example.count("\n") == 4
    assert example in shown


def test_help_is_in_swedish(run: Run, snapshot: Snapshot) -> None:
    text = run("diff", "--help").stdout.decode()
    snapshot("help-bidrag-diff.txt", text)
    assert not re.search(r"Usage|Options|Arguments|Show|default|required|str>", text)


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(5, 100), "+0,1\u00a0%"),
        (Fraction(-5, 100), "-0,1\u00a0%"),
        (Fraction(4, 100), "0,0\u00a0%"),
        (Fraction(-4, 100), "0,0\u00a0%"),
        (Fraction(123456, 100), "+1234,6\u00a0%"),
        (None, "–"),
    ],
)
def test_percent_has_one_decimal_half_up(share: Fraction | None, text: str) -> None:
    assert percent_text(share) == text


def test_a_change_from_nothing_has_no_percentage() -> None:
    nothing = LAW.replace("måltider: 60 000", "måltider: 0")
    found = changes(compared(nothing, LAW))
    meals = [change for cell, change in found.items() if cell.row == "måltider"]
    assert {change.percent for change in meals} == {None}
    fees = [change.percent for change in changes(compared(LAW, nothing)).values() if not change.new]
    assert set(fees) == {Fraction(-100)}


def test_a_change_from_less_than_nothing_has_no_percentage() -> None:
    steps = """\
    steg:
      avgift: {rubrik: Avgift, belopp: {a: -100, b: -50}}
      bidrag: {summa: [undervisning, måltider, lokalkostnader, avgift]}
huvudmän:
"""
    old = LAW.replace("huvudmän:\n", steps)
    found = compared(old, old.replace("-100", "-110"))
    change = changes(found)[Cell("skola", "", "a", "avgift", Measure.YEAR)]
    assert [change.old, change.kronor, change.percent] == [-100, -10, None]
    assert re.search(r"\nskola/a/avgift +-100 +-110 +-10 +–\n", write_plain(found))
    assert "skola,,a,avgift,per_enhet_kr,-100,-110,-10,,,\r\n" in write_csv(found)
