"""The sheet of inputs: every number from the budget file and the law once, with where it comes from."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import groupby

from bidrag.calculation.formula import REVISIONS, Given, Kind, Position, Practice
from bidrag.numerals import first_upper
from bidrag.output.book.cells import Live, Look, Sheet, Site, Style
from bidrag.output.book.formats import given_format
from bidrag.output.book.formulas import Atlas, absolute, letters, local
from bidrag.output.book.names import cell_name, clean
from bidrag.output.book.rules import rule_of

SHEET = "Indata"
HEADINGS = (
    "Uppgift",
    "Värde",
    "I källan",
    "Ändrat",
    "Enhet",
    "Källa",
    "Plats i filen",
    "Cellens namn",
)
VALUE, ORIGINAL, CHANGED, UNIT, SOURCE = range(1, 6)
MARKUP = "påslag i priset"
"""The key of a percentage that the core holds with the whole: 3 % as 103 %."""
LAW = "Fastställt i lag och förordning"
CUSTOM = "Kalender och praxis"
CHANGE = "ändrad"
EXPLAINED = (
    "Gula celler går att ändra: då räknas hela boken om. I källan står vad filen eller lagen säger."
)
NAMED = frozenset({Kind.BUDGET, Kind.COUNT, Kind.RATE, Kind.DIVISOR})
"""What a formula calls by name; the rest are many of a kind, and are called by their cells."""
TOP = 3


def inputs_sheet(givens: Iterable[Given], atlas: Atlas) -> Sheet:
    """The sheet, with the place and the name of each input told to the atlas."""
    sheet = Sheet(SHEET, wide={0: 50, CHANGED: 10, UNIT: 24, SOURCE: 42, 6: 90, 7: 60})
    sheet.put(0, 0, SHEET, Style(Look.TITLE))
    sheet.put(1, 0, EXPLAINED, Style(Look.NOTE))
    sheet.span(1, 0, len(HEADINGS) - 1)
    for column, heading in enumerate(HEADINGS):
        sheet.put(TOP - 1, column, heading, Style(Look.HEADING))
    sheet.frozen, sheet.repeated = (TOP, 1), (TOP - 1, TOP - 1)
    row = TOP
    for title, found in groupby(_alike(givens), key=lambda each: _section(each[0])):
        sheet.put(row, 0, clean(title), Style(Look.SECTION))
        for same in found:
            row += 1
            _place(same, sheet, row, atlas)
            _write(same[0], sheet, row, atlas.names.get(id(same[0]), ""))
        row += 2
    return sheet


def changed_inputs() -> str:
    """A formula for how many inputs somebody has changed in the workbook."""
    return f"COUNTIF('{SHEET}'!${letters(CHANGED)}:${letters(CHANGED)},\"{CHANGE}\")"


def _alike(givens: Iterable[Given]) -> list[list[Given]]:
    """The inputs in the order of the file; what is one number in one place is one input."""
    found: dict[tuple[object, ...], list[Given]] = {}
    for given in givens:
        key = (given.label, given.value, given.unit, given.origin)
        found.setdefault(key, []).append(given)
    return sorted(found.values(), key=lambda same: _order(same[0]))


def _order(given: Given) -> tuple[int, str, int, int]:
    origin = given.origin
    if isinstance(origin, Position):
        return 2 if origin.path[:1] == (REVISIONS,) else 1, "", origin.line, origin.column
    return 3 if isinstance(origin, Practice) else 0, str(origin), 0, 0


def _section(given: Given) -> str:
    origin = given.origin
    if not isinstance(origin, Position):
        return CUSTOM if isinstance(origin, Practice) else LAW
    path = origin.revised
    whose = first_upper(path[1]) if len(path) > 1 else " ".join(path)
    return whose if origin.path == path else f"{whose}, reviderat {origin.path[1]}"


def _place(same: list[Given], sheet: Sheet, row: int, atlas: Atlas) -> None:
    name = cell_name(_words(same[0]), atlas.taken) if same[0].kind in NAMED else ""
    for given in same:
        atlas.place(given, Site(sheet.name, row, VALUE), beyond_one=_is_markup(given))
        if name:
            atlas.call(given, name)


def _words(given: Given) -> str:
    """What the cell of the input is named after: whose it is, and what it is called."""
    origin = given.origin
    if not isinstance(origin, Position):
        return given.label
    return " ".join((*origin.revised[1:2], given.label))


def _is_markup(given: Given) -> bool:
    return isinstance(given.origin, Position) and given.origin.path[-1:] == (MARKUP,)


def _stated(given: Given) -> tuple[str, Fraction]:
    """What the input is called, and the number that stands in its source."""
    if isinstance(given.origin, Position) and _is_markup(given):
        return f"{' '.join(given.origin.path[-2:-1])}, {MARKUP}", given.value - 1
    return given.label, given.value


def _write(given: Given, sheet: Sheet, row: int, name: str) -> None:
    label, value = _stated(given)
    form = given_format(value, given.unit)
    sheet.put(row, 0, clean(first_upper(label)), Style(Look.LABEL))
    if isinstance(given.origin, Practice):
        sheet.put(row, VALUE, value, Style(Look.AMOUNT, form))
    else:
        sheet.put(row, VALUE, value, Style(Look.INPUT, form))
        sheet.rules[row, VALUE] = rule_of(given)
    for column, text in enumerate((given.unit, *_source(given), name), start=UNIT):
        sheet.put(row, column, clean(text), Style(Look.TEXT))
    sheet.put(row, ORIGINAL, value, Style(Look.HELP, form))
    compared = f"{local(row, VALUE)}={local(row, ORIGINAL)}"
    sheet.put(row, CHANGED, Live(f'IF({compared},"","{CHANGE}")', ""), Style(Look.VERDICT))


def _source(given: Given) -> tuple[str, str]:
    """Where the number is from: the file and line, and the keys there; or the paragraph."""
    origin = given.origin
    if not isinstance(origin, Position):
        return str(origin), ""
    keys = " › ".join(origin.path)
    derived = f" (härlett ur {origin.note})" if origin.note else ""
    return f"{origin.file}:{origin.line}:{origin.column}", keys + derived


def cells_of(atlas: Atlas, given: Given) -> str:
    """The input's cell as any sheet calls it."""
    home = atlas.home[id(given)]
    return absolute(home.sheet, home.row, home.column)
