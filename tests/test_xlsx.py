"""The workbook: LibreOffice, which knows nothing of the core, comes to the core's amounts from it."""

import re
import subprocess
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path
from shutil import which
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from bidrag.budget.load import parse_budget
from bidrag.calculation import Calculation, Period, compute, per_period
from bidrag.calculation.formula import Amount, Given, Practice, Term, inputs
from bidrag.calculation.records import records
from bidrag.calculation.tables import Table
from bidrag.output.book.names import cell_name, clean, sheet_name
from bidrag.output.book.numbers import stored
from bidrag.output.book.write import write_xlsx
from bidrag.output.report.report import Report
from bidrag.rounding import published
from tests.conftest import ROOT, Run
from tests.scenarios import LAW
from tests.soffice import as_pdf, needs_soffice, recalculated
from tests.test_own_models import BASE as OWN
from tests.test_revisions import BASE, CUT, MIXED, PREMISES
from tests.test_socioeconomic import TEXT as POT
from tests.texts import BUDGET, changed

# The format's numbers have 15 to 17 significant digits; a few operations each lose half of the last.
DIGITS = Fraction(1, 10**13)
ROUNDED_FIRST = LAW.replace("verksamheter:", "avrundning:\n  först: månad\nverksamheter:", 1)
HOSTILE = '=cmd|" /C calc"!A1'


class Case(NamedTuple):
    """A budget file's text, and what is chosen of it."""

    text: str
    period: Period = Period.YEAR
    provider: str = ""
    file: str = "2024.yaml"


def _files() -> Iterator[tuple[str, Case]]:
    folders = [ROOT / "budgets", ROOT / "tests/exempel", ROOT / "tests/kommuner"]
    for path in (path for folder in folders for path in sorted(folder.glob("*.yaml"))):
        yield path.stem, Case(path.read_text(encoding="utf-8"), file=path.name)


FILES = dict(_files())
VARIANTS = {
    "per månad": Case(FILES["grundskola"].text, Period.MONTH, file="grundskola.yaml"),
    "en huvudman": Case(BUDGET, provider="Olympicaskolan"),
    "en huvudman med pott": Case(
        FILES["grundskola"].text, provider="Friskolan Eken", file="grundskola.yaml"
    ),
    "avrundat först": Case(ROUNDED_FIRST),
    "avrundat först, per dag": Case(ROUNDED_FIRST, Period.DAY),
    "ören": Case(
        LAW.replace("verksamheter:", "avrundning:\n  månad: öre\nverksamheter:", 1), Period.MONTH
    ),
    "egen modell": Case(OWN),
    "pott": Case(POT),
    "pott i par": Case(changed(POT, ("pott: 1 000 000", "pott: 7"))),
    # C-skolan lies above the average: it has an index, and no part of the pot.
    "en enhet över snittet": Case(
        changed(POT, ("          - B-skolan", "          - C-skolan")), provider="Friskolan AB"
    ),
    "reviderat": Case(f"{BASE}{MIXED}"),
    "sänkt": Case(f"{BASE}{CUT}{PREMISES}"),
    "sänkt, per månad": Case(f"{BASE}{CUT}", Period.MONTH),
    # Every amount is a half: 999 999 999 / 2, and two parts of a pot with equal remainders.
    "halva kronor": Case(
        changed(
            LAW,
            ("a: 10\n", "a: 1\n"),
            ("b: 30\n", "b: 1\n"),
            ("400 000", "999 999 997"),
            ("60 000", "200 000 001"),
            ("50 000", "1"),
        )
    ),
    "fientligt": Case(
        changed(
            LAW,
            ("rubrik: Skola", f"rubrik: '{HOSTILE}'"),
            ("a: åk A", f"a: '{HOSTILE}'"),
            ("  skola:\n    skolform", "  Kontroll:\n    skolform"),
            ("  Friskolan:", """  "O'Neill's [fria] skola: *?":"""),
            ("      skola:\n        grupper", "      Kontroll:\n        grupper"),
        )
    ),
}
ONLY_GROUP = """\
kommun: Provkommunen
år: 2024
verksamheter:
  förskola:
    skolform: förskola
    rubrik: Förskola
    grupper:
      alla: barn
    antal:
      alla: 100
    kostnader:
      måltider:
        budget: 1 200 000
        andelar:
          alla: 100 %
"""
NEARLY_HALF = """\
kommun: Provkommunen
år: 2024
verksamheter:
  pedagogisk omsorg:
    skolform: pedagogisk omsorg
    rubrik: Pedagogisk omsorg
    grupper:
      a: grupp A
      b: grupp B
    kostnader:
      omsorg och pedagogisk verksamhet:
        pris:
          a: 100,4999996
          b: 123 456,4999999996
"""
VARIANTS |= {
    "en ensam grupp per månad": Case(ONLY_GROUP, Period.MONTH),
    "nästan en halv": Case(NEARLY_HALF),
    "långt": Case(
        changed(
            FILES["fritidshem"].text,
            (
                "schablon: administration\n",
                f"schablon: administration\n        rubrik: {'W' * 9000}\n",
            ),
            ("schablon: moms\n", 'schablon: moms\n        rubrik: M _x0041_ "q"\n'),
        ),
        file="fritidshem.yaml",
    ),
}
CASES = FILES | VARIANTS
# More than the whole numbers that the format's numbers tell apart (2^53): nobody gets them exactly.
BEYOND = {"störst": Case(changed(LAW, ("400 000", "9 999 999 999 999 999")))}


class Change(NamedTuple):
    """Another text in the file, and what the input at that place is then worth."""

    case: str
    path: str
    before: str
    after: str
    value: Fraction | str


SCHOOL = "verksamheter › grundskola"
CHANGES = {
    "budget": Change(
        "grundskola",
        f"{SCHOOL} › kostnader › elevhälsa",
        "elevhälsa: 7 900 000",
        "elevhälsa: 8 900 003",
        Fraction(8_900_003),
    ),
    "antal": Change(
        "grundskola", f"{SCHOOL} › antal › 1-3", "1-3: 742", "1-3: 740,5", Fraction("740.5")
    ),
    "vikt": Change(
        "grundskola",
        f"{SCHOOL} › kostnader › måltider › vikter › 1-3",
        "1-3: 0,9",
        "1-3: 0,85",
        Fraction("0.85"),
    ),
    "faktisk lokalkostnad": Change(
        "2024",
        "huvudmän › Olympicaskolan › verksamheter › grundskola › faktiska lokalkostnader › F-klass",
        "F-klass: 16 120",
        "F-klass: 17 000",
        Fraction(17_000),
    ),
    "pott": Change(
        "grundskola",
        f"{SCHOOL} › socioekonomiskt tillägg › pott",
        "pott: 4 200 000",
        "pott: 4 200 001",
        Fraction(4_200_001),
    ),
    "pris per månad": Change(
        "värmdö",
        "verksamheter › pedagogisk omsorg › kostnader › kommunal förskola › pris › 1-3 år",
        "1-3 år: 12 522",
        "1-3 år: 12 999",
        Fraction(12_999),
    ),
    "påslag": Change(
        "värmdö",
        "verksamheter › pedagogisk omsorg › kostnader › kommunal förskola › påslag i priset",
        "påslag i priset: 3 %",
        "påslag i priset: 4 %",
        Fraction("0.04"),
    ),
    "lokaler under ett reviderat år": Change(
        "sänkt",
        f"{SCHOOL} › kostnader › lokalkostnader",
        "lokalkostnader: 3 000 000",
        "lokalkostnader: 3 000 111",
        Fraction(3_000_111),
    ),
}


BROKEN = {
    "andelarna är inte budgeten": Change(
        "grundskola",
        f"{SCHOOL} › kostnader › undervisning › andelar › 1-3",
        "",
        "",
        Fraction(41_200_001),
    ),
    # Södra skolan had 0,28: with no nyanlända at all it would lie under the average.
    "en annan enhet under snittet": Change(
        "grundskola",
        f"{SCHOOL} › socioekonomiskt tillägg › enheter › Södra skolan › andelar › eftergymnasial utbildning",
        "",
        "",
        Fraction(0),
    ),
    "inga barn": Change("grundskola", f"{SCHOOL} › antal › 1-3", "", "", Fraction(0)),
    "en text": Change(
        "grundskola", f"{SCHOOL} › kostnader › elevhälsa", "", "", "cirka 10 000 000"
    ),
    # Not the provider's own: with these the unit lies over the average, and has no part of the pot.
    "en annan enhet över snittet i en huvudmans egen bok": Change(
        "en huvudman med pott",
        f"{SCHOOL} › socioekonomiskt tillägg › enheter › Norra skolan › andelar › eftergymnasial utbildning",
        "",
        "",
        Fraction("0.95"),
    ),
    "en ensam grupps andel är inte hela": Change(
        "en ensam grupp per månad",
        "verksamheter › förskola › kostnader › måltider › andelar › alla",
        "",
        "",
        Fraction("1.3"),
    ),
    "en sänkning blir en höjning": Change(
        "sänkt",
        f"revideringar › 2024-05-20 › {SCHOOL} › kostnader › undervisning › andelar › 1-3",
        "",
        "",
        Fraction(9_000_000),
    ),
}


@cache
def calculated(case: Case) -> tuple[Calculation, bytes]:
    """The calculation of the case, and the workbook of it."""
    budget = parse_budget(case.file, case.text.encode())
    year = compute(budget).only((), (case.provider,) if case.provider else ())
    calculation = per_period(year, budget, case.period)
    return calculation, write_xlsx(Report(budget, calculation, "1.0", "bidrag compute 2024.yaml"))


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    """Every workbook as LibreOffice calculates it, and those in which an input is changed."""
    files = {name: calculated(case)[1] for name, case in (CASES | BEYOND).items()}
    files |= {f"ändrat: {name}": _edited(change) for name, change in (CHANGES | BROKEN).items()}
    return recalculated(files, tmp_path_factory.mktemp("xlsx"))


def _edited(change: Change) -> bytes:
    """The workbook as somebody saves it who has written another number in the input's cell."""
    book = load_workbook(BytesIO(calculated(CASES[change.case])[1]))
    sheet = book["Indata"]
    row = next(row for row in range(1, sheet.max_row + 1) if _place(sheet, row) == change.path)
    # Openpyxl writes the text of a decimal number as it stands.
    new = change.value
    sheet.cell(row, 2).value = new if isinstance(new, str) else stored(new)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def _place(sheet: Worksheet, row: int) -> str:
    return str(sheet.cell(row, 7).value or "").partition(" (härlett")[0]


@cache
def loaded(name: str) -> tuple[Workbook, Workbook]:
    """The workbook with its formulas, and with the values that the file brings."""
    content = calculated(CASES[name])[1]
    return load_workbook(BytesIO(content)), load_workbook(BytesIO(content), data_only=True)


def formulas(book: Workbook) -> Iterator[Cell]:
    """Every cell with a formula."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if isinstance(cell, Cell) and cell.data_type == "f")


def decided(book: Workbook) -> dict[str, tuple[Fraction | None, Fraction | None]]:
    """The decided amounts (kr per year, and per child) by their address."""
    sheet = book["Beslutade belopp"]
    return {
        str(sheet.cell(row, 13).value): (_exact(sheet, row, 6), _exact(sheet, row, 7))
        for row in range(4, sheet.max_row + 1)
    }


def _exact(sheet: Worksheet, row: int, column: int) -> Fraction | None:
    value = sheet.cell(row, column).value
    # An amount in ören is no binary number; its text has two decimals.
    return None if value is None else Fraction(str(value))


def expected(calculation: Calculation) -> dict[str, tuple[Fraction | None, Fraction | None]]:
    """What the core and its only rounding say that the decided amounts are."""
    return {
        each.address: (
            published(each.budget) if each.budget else None,
            published(each.price, calculation.unit) if each.price else None,
        )
        for table in calculation.printed
        for each in records(table)
        if each.row
    }


@needs_soffice
@pytest.mark.parametrize("name", CASES)
def test_every_formula_comes_to_what_the_core_computed(
    name: str, read: dict[str, Workbook]
) -> None:
    book, cached = loaded(name)
    wrong = []
    for cell in formulas(book):
        ours = cached[cell.parent.title][cell.coordinate].value
        theirs = read[name][cell.parent.title][cell.coordinate].value
        if not _is_same(ours, theirs):
            wrong.append((cell.parent.title, cell.coordinate, cell.value, ours, theirs))
    assert not wrong


def _is_same(ours: object, theirs: object) -> bool:
    if isinstance(ours, str) or isinstance(theirs, str) or ours is None or theirs is None:
        return unescape(str(ours or "")) == unescape(str(theirs or ""))
    a, b = Fraction(str(ours)), Fraction(str(theirs))
    return abs(a - b) <= DIGITS * max(abs(a), Fraction(1))


@needs_soffice
@pytest.mark.parametrize("name", CASES)
def test_decided_amounts_are_exactly_those_of_the_core(
    name: str, read: dict[str, Workbook]
) -> None:
    calculation, _ = calculated(CASES[name])
    assert decided(read[name]) == expected(calculation)


@needs_soffice
@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_input_changes_the_amounts_as_in_the_file(
    name: str, read: dict[str, Workbook]
) -> None:
    change = CHANGES[name]
    case = CASES[change.case]
    text = changed(case.text, (change.before, change.after))
    calculation, _ = calculated(case._replace(text=text))
    found = read[f"ändrat: {name}"]
    assert decided(found) == expected(calculation)
    controls, given = (str(found["Om"][cell].value) for cell in _verdicts(found))
    assert given == "1 indata är ändrat: beloppen är inte de beslutade"
    assert re.fullmatch("Alla [0-9]+ kontroller stämmer", controls)


@needs_soffice
@pytest.mark.parametrize("name", BROKEN)
def test_the_controls_tell_what_the_tables_cannot_follow(
    name: str, read: dict[str, Workbook]
) -> None:
    found = read[f"ändrat: {name}"]
    told, _ = _verdicts(found)
    assert re.fullmatch(
        "(1 kontroll|[1-9][0-9]* kontroller) stämmer inte", str(found["Om"][told].value)
    )


def _verdicts(book: Workbook) -> tuple[str, str]:
    """The cells of the cover that tell whether the controls hold, and whether inputs are changed."""
    sheet = book["Om"]
    row = next(
        row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "Stämmer det?"
    )
    return f"A{row + 1}", f"A{row + 2}"


@needs_soffice
@pytest.mark.parametrize("name", [*CASES, *BEYOND])
def test_nothing_contradicts_itself_when_the_workbook_is_opened(
    name: str, read: dict[str, Workbook]
) -> None:
    controls, given = (str(read[name]["Om"][cell].value) for cell in _verdicts(read[name]))
    assert re.fullmatch("Alla [0-9]+ kontroller stämmer", controls)
    assert given == "Alla indata är som i budgetfilen"


def test_an_input_takes_what_the_file_would() -> None:
    content = calculated(CASES["grundskola"])[1]
    sheet = load_workbook(BytesIO(content))["Indata"]
    found = {
        _place(sheet, row): (rule.operator or "between", rule.formula1, rule.formula2)
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
        for row in range(area.min_row or 0, (area.max_row or 0) + 1)
    }
    pot = f"{SCHOOL} › socioekonomiskt tillägg"
    many = str(10**16)
    # A number of children and a pot are more than zero, kronor at least zero, a share at most the whole.
    assert found[f"{SCHOOL} › antal › 1-3"][:2] == ("greaterThan", "0")
    assert found[f"{pot} › pott"][:2] == ("greaterThan", "0")
    assert found[f"{SCHOOL} › kostnader › undervisning › budget"] == ("between", "0", many)
    share = f"{pot} › enheter › Norra skolan › andelar › nyanlända"
    assert found[share] == ("between", "0", "1")
    assert found[f"{pot} › vikter › nyanlända"] == ("between", f"-{many}", many)


def test_a_markup_stands_as_in_the_file() -> None:
    sheet = loaded("värmdö")[0]["Indata"]
    row = next(row for row in range(1, 99) if _place(sheet, row).endswith("påslag i priset"))
    assert str(sheet.cell(row, 1).value).endswith("påslag i priset")
    assert [Fraction(str(sheet.cell(row, column).value)) for column in (2, 3)] == [
        Fraction(3, 100)
    ] * 2


def test_a_provider_s_row_that_is_paid_is_told() -> None:
    calculation, _ = calculated(CASES["2024"])
    sheet = loaded("2024")[0]["Beslutade belopp"]
    paid = {
        str(sheet.cell(r, 13).value)
        for r in range(4, sheet.max_row + 1)
        if sheet.cell(r, 5).value == "ja"
    }
    assert paid == {
        each.address
        for table in calculation.printed
        for each in records(table)
        if each.key in {price.row for price in table.prices}
    }


def test_a_text_of_a_formula_is_read_as_it_is_written() -> None:
    book, values = loaded("långt")
    texts = [values[cell.parent.title][cell.coordinate].value for cell in formulas(book)]
    # Openpyxl reads such a text as it stands in the file, and Excel without the escape.
    assert [text for text in texts if str(text).startswith("M _x005F_x0041_")]
    assert unescape("M _x005F_x0041_") == "M _x0041_"
    found = [str(c.value) for s in values.worksheets for row in s.iter_rows() for c in row]
    assert any(text.startswith("W" * 9000) for text in found)


def test_a_heading_of_the_user_is_no_part_of_the_structure() -> None:
    line = "måltider:\n        rubrik: Mat, andel\n        budget: 60 000"
    text = changed(LAW, ("måltider: 60 000", line))
    book = load_workbook(BytesIO(calculated(Case(text, Period.MONTH))[1]))
    labels = {str(row[0].value) for row in book["Skola"].iter_rows()}
    assert {"Mat, andel", "Mat, andel, kr per elev"} <= labels


@pytest.mark.parametrize("name", CASES)
def test_every_input_stands_once_and_is_all_that_may_be_changed(name: str) -> None:
    calculation, _ = calculated(CASES[name])
    book, _ = loaded(name)
    terms = [
        term
        for table in calculation.printed
        for row in table.rows
        for term in (row.total, row.rate, *row.shares, *row.prices)
        if term
    ]
    terms += [each for table in calculation.printed for each in _index(table)]
    distinct = {(each.label, each.value, str(each.origin)) for each in _inputs(terms)}
    entries = [
        cell
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell, Cell) and not cell.protection.locked
    ]
    assert {cell.parent.title for cell in entries} == {"Indata"}
    assert len(entries) == len(distinct)
    assert all(book["Indata"].cell(cell.row, 6).value for cell in entries)
    assert all(
        sheet.protection.sheet and not sheet.protection.password for sheet in book.worksheets
    )


def _index(table: Table) -> tuple[Amount, ...]:
    return (*table.shared_by.groups, table.shared_by.average) if table.shared_by else ()


def _inputs(terms: list[Term]) -> list[Given]:
    """The inputs that somebody has decided; the months of a calendar are no such."""
    return [each for each in inputs(terms) if not isinstance(each.origin, Practice)]


# Numbers that a formula may have: of digits, of a percentage, and of what is no difference.
CONSTANTS = {*map(str, range(16)), "100", "0.005"}
_STRINGS, _NAMES = (
    re.compile("\"[^\"]*\"|'[^']*'"),
    re.compile(r"\$?[A-Z]{1,3}\$?[0-9]+|[^\W\d]\w*"),
)


@pytest.mark.parametrize("name", CASES)
def test_no_formula_has_an_amount_of_its_own(name: str) -> None:
    book, _ = loaded(name)
    for cell in formulas(book):
        bare = _NAMES.sub("", _STRINGS.sub("", str(cell.value)))
        assert set(re.findall(r"[0-9]+(?:\.[0-9]+)?", bare)) <= CONSTANTS, cell.value
        assert len(str(cell.value)) < 8192


@pytest.mark.parametrize("name", CASES)
def test_every_column_has_room_for_its_numbers(name: str) -> None:
    _, cached = loaded(name)
    for sheet in cached.worksheets:
        widths = _widths(sheet)
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if isinstance(cell.value, int | float) and isinstance(cell, Cell):
                # Thousands have a space between them, and decimals a comma before.
                whole, form = len(f"{int(cell.value):,}"), cell.number_format.rstrip("%")
                decimals = len(form.rpartition(".")[2]) + 1 if "." in form else 0
                assert widths[cell.column] > whole + decimals, cell


def _widths(sheet: Worksheet) -> dict[int, int]:
    """How many figures each column has room for."""
    return {
        column: int(each.width)
        for each in sheet.column_dimensions.values()
        for column in range(each.min or 0, (each.max or 0) + 1)
    }


@needs_soffice
@pytest.mark.skipif(which("pdftotext") is None, reason="poppler-utils is not installed")
def test_nothing_is_printed_as_number_signs(tmp_path: Path) -> None:
    names = ["grundskola", "halva kronor"]
    found = as_pdf({name: calculated(CASES[name])[1] for name in names}, tmp_path)
    for name, path in found.items():
        text = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout
        assert b"Kontroll" in text, name
        assert b"##" not in text, name


def test_a_table_is_printed_on_one_page_where_there_is_room() -> None:
    sheet = loaded("grundskola")[0]["Friskolan Eken"]
    labels = {row: str(sheet.cell(row, 1).value) for row in range(1, sheet.max_row + 1)}
    titles = {row for row, label in labels.items() if label.endswith("; GRUNDSKOLA 2025")}
    assert len(titles) == 4
    breaks = [each.id + 1 for each in sheet.row_breaks.brk]
    # Four tables on more than a page: it ends before one of them.
    assert breaks
    assert set(breaks) <= titles


def test_numbers_are_stored_with_sixteen_digits() -> None:
    # One third has more digits than any binary number; a formula's value and an input are stored alike.
    thirds = changed(LAW, ("400 000", "400 000,1234567891234"))
    content = calculated(Case(thirds))[1]
    with ZipFile(BytesIO(content)) as parts:
        xml = parts.read("xl/worksheets/sheet2.xml").decode()
    assert f"<v>{stored(Fraction('400000.1234567891234'))}</v>" in xml
    assert str(stored(Fraction("400000.1234567891234"))) == "400000.1234567891"
    assert str(stored(Fraction(1, 3))) == "0.3333333333333333"


def test_the_same_file_gives_the_same_bytes(run: Run, tmp_path: Path) -> None:
    written = []
    for number, env in enumerate(
        ({"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"}, {"TZ": "UTC", "LC_ALL": "C"})
    ):
        target = tmp_path / f"{number}.xlsx"
        done = run("compute", "2024", "-o", str(target), **env)
        assert done.returncode == 0, done.stderr
        written.append(target.read_bytes())
    assert written[0] == written[1]


def test_no_text_becomes_a_formula() -> None:
    book, _ = loaded("fientligt")
    texts = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    found = [cell for cell in texts if str(cell.value).lower() == HOSTILE.lower()]
    assert found
    assert {cell.data_type for cell in found} == {"s"}
    # What a cell is called has only letters of it: grundskola_antal_cmd_C_calc_A1.
    assert not [cell for cell in formulas(book) if "|" in _STRINGS.sub("", str(cell.value))]


@pytest.mark.parametrize(
    "label",
    ['=1+1"', "'+A1", "@SUM(A1)", "-2+3", "👩‍🏫" * 40, "å" * 300, "_x0041_", "</v>&amp;", "مدرسة"],
)
def test_any_text_stands_as_it_is_written(label: str) -> None:
    quoted = '"' + label.replace('"', '\\"') + '"'
    text = changed(LAW, ("rubrik: Skola", f"rubrik: {quoted}"), ("a: åk A", f"a: {quoted}"))
    book = load_workbook(BytesIO(calculated(Case(text))[1]))
    assert label in [c.value for sheet in book.worksheets for row in sheet.iter_rows() for c in row]


def test_what_a_file_cannot_hold_is_written_out() -> None:
    # The budget's reader refuses such characters, but nobody does in the name of a file.
    case = Case(LAW, file="2024\n\x07.yaml")
    book = load_workbook(BytesIO(calculated(case)[1]))
    sources = [str(row[5].value) for row in book["Indata"].iter_rows()]
    assert any(each.startswith("2024[U+000A][U+0007].yaml:") for each in sources)
    assert len(clean("å" * 40_000)) < 32_767


def test_a_sheet_of_an_activity_is_not_taken_for_another() -> None:
    book, _ = loaded("fientligt")
    kept = [
        "Om",
        "Indata",
        "Kontroll (2)",
        "O'Neill's  fria  skola",
        "Beslutade belopp",
        "Kontroll",
    ]
    assert book.sheetnames == kept


def test_names_of_sheets_are_what_programs_accept() -> None:
    taken: set[str] = set()
    for wanted in ["Om", "om", "[a]:*?/\\b", "'", "", "History", "å" * 40, "å" * 41, "👩‍🏫" * 20]:
        name = sheet_name(wanted, taken)
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.casefold() not in {*taken, "history"}
        taken.add(name.casefold())


def test_names_of_cells_are_identifiers_and_no_cells() -> None:
    taken: set[str] = set()
    for wanted in [
        "A1",
        "R1C1",
        "1-3 antal",
        "budget Måltider",
        "budget måltider",
        "",
        "👩‍🏫",
        "x" * 300,
    ]:
        name = cell_name(wanted, taken)
        assert re.fullmatch("[A-Za-zÀ-ÖØ-öø-ÿ_][0-9A-Za-zÀ-ÖØ-öø-ÿ_]*", name)
        assert "_" in name
        assert len(name) < 255
        assert name.casefold() not in taken
        taken.add(name.casefold())
