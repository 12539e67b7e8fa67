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
from bidrag.output.changes.layout import percent_text
from bidrag.output.changes.plain import write_plain
from bidrag.review.causes import LADDER
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


def next_year() -> str:
    """The budget of the year after."""
    text = BUDGET
    for old, new in NEXT_YEAR:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text + PROVIDER


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


@pytest.mark.parametrize("form", ["table", "md", "csv", "json"])
def test_each_format_as_it_looks(run: Run, snapshot: Snapshot, budgets: Path, form: str) -> None:
    ending = "txt" if form == "table" else form
    snapshot(f"diff.{ending}", out(run, budgets, "2024", "2025", "--format", form))


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
    assert numbers - {"0"} <= set(re.findall(r"-?\d+", shown.replace("\u00a0", "")))
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
    amounts = re.split(r"\n(?=\S.*  \d+  +\d+  +[+-]\d+ )", text)[1:]
    assert len(amounts) > 100
    for each in amounts:
        first, *causes = each.split("\n\n")[0].split("\n")
        old, new, change = re.findall(r"  +([+-]?\d+)(?=  )", first)
        assert int(old) + int(change) == int(new)
        parts = [int(line.split()[0]) for line in causes]
        assert sum(parts) == int(change), each


def test_csv_has_a_row_for_each_amount_and_each_cause(run: Run, budgets: Path) -> None:
    text = out(run, budgets, "2025", "--format", "csv")
    rows = list(csv.DictReader(StringIO(text, newline="")))
    meals = [r for r in rows if (r["grupp"], r["rad"], r["huvudman"]) == ("1-3", "läromedel", "")]
    assert [(r["belopp"], r["orsak"]) for r in meals] == [
        ("per_enhet_kr", ""),
        ("per_enhet_kr", "Läromedel och utrustning: budget"),
        ("per_enhet_kr", "Antal elever"),
        ("budget_kr", ""),
        ("budget_kr", "Läromedel och utrustning: budget"),
        ("budget_kr", "Antal elever"),
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
    assert (data["före"], data["efter"]) == ("2024", "2025")
    assert {"huvudman": "Friskolan", "antal belopp": 8} in data["tillkommer"]
    assert {"verksamhet": "grundskola", "rad": "elevhälsa", "antal belopp": 12} in data["utgår"]
    for change in data["ändringar"]:
        parts = [Fraction(cause["exakt"]) for cause in change["orsaker"]]
        assert sum(parts) == Fraction(change["ändring_exakt"])
        assert change["ändring_kr"] == change["efter_kr"] - change["före_kr"] != 0
    (number,) = data["ändringar"][0]["orsaker"][0]["tal"]
    assert number["före"]["källa"].startswith("2024.yaml:")
    assert number["efter"] is None or number["efter"]["källa"].startswith("2025.yaml:")


def test_what_comes_and_goes_is_named_from_the_outside_in(run: Run, budgets: Path) -> None:
    text = out(run, budgets, "2025")
    assert "Tillkommer: huvudman Friskolan (8 belopp).\n" in text
    assert "Utgår: verksamhet grundskola, rad elevhälsa (12 belopp).\n" in text
    assert "Elevhälsa: budget (10\u00a0470\u00a0000 → –)" in text


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
    assert "Metod (vikt åk A: – → 0,5; vikt åk B: – → 1)" in text
    assert "Metod betyder att själva formeln är en annan" in text
    assert LADDER.label not in write_plain(compared(LAW, LAW.replace("60 000", "66 000")))


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
    assert text == "Inget belopp skiljer sig mellan 2024 och 2025: 35 belopp är lika.\n"


def test_nothing_differs(run: Run, budgets: Path) -> None:
    line = "Inget belopp skiljer sig mellan 2024 och 2024: 275 belopp är lika.\n"
    assert out(run, budgets, "2024", "2024") == line
    assert out(run, budgets, "2024", "2024", "--format", "md") == line
    assert on_terminal(80, "diff", "2024", "2024", cwd=budgets, NO_COLOR="1").endswith(
        "275 belopp är lika.\x1b[0m\n"
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
    assert text == f"Inget belopp skiljer sig mellan {saved.name} och 2024: 275 belopp är lika.\n"
    text = out(run, budgets, saved.name, "2025")
    assert "Orsaker räknas när båda sidorna är budgetfiler." in text
    assert f"och {period}\n" in text
    assert "avrundning" not in text


def test_amounts_in_another_period_are_said_to_be_left_out(run: Run, budgets: Path) -> None:
    for name, period in (("år.csv", "år"), ("månad.csv", "månad")):
        run("compute", "2024", "--period", period, "-o", name, cwd=budgets)
    text = out(run, budgets, "år.csv", "månad.csv")
    assert "Tillkommer: mått per_enhet_och_månad_kr (198 belopp).\n" in text
    assert "Utgår: mått per_enhet_kr (198 belopp).\n" in text


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
        (["0000"], "filen finns inte"),
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
