"""A comparison as text cells: the words, the rounding and the legend of every table format."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.formula import Given
from bidrag.calculation.stated import Cell, Measure
from bidrag.calculation.tables import TOTAL
from bidrag.numerals import NBSP, decimal, grouped
from bidrag.review.attribution import Part, Shift
from bidrag.review.causes import LADDER
from bidrag.review.diff import Absence, Change, Difference, Section
from bidrag.rounding import fixed, quantity, to_unit

NONE = "–"
ROUNDING = "avrundning"
HEADINGS = ("Belopp", "Före", "Efter", "Ändring", "Procent")
AMOUNTS_NOTE = (
    "Före och efter är beloppen som de publiceras, i hela kronor, halva kronor uppåt. Ändring är efter "
    "minus före, procent är ändringen delad med före. Störst ändring står först."
)
CAUSES_NOTE = (
    "Under varje belopp står orsakerna i kronor, med de tal i budgetfilerna som skiljer sig. Ändras "
    "flera saker samtidigt beror var och ens del på ordningen de ändras i; varje orsak får därför "
    "genomsnittet över alla ordningar (Shapleyvärdet). De exakta delarna summerar exakt till den exakta "
    f"ändringen. De skrivs i hela kronor, och {ROUNDING} är det som då fattas till den tryckta ändringen."
)
LADDER_NOTE = (
    f"{LADDER.label} betyder att vägen från kostnadsrad till belopp är en annan: "
    "andra steg, eller andra rader i dem."
)
NO_CAUSES_NOTE = "Orsaker räknas när båda sidorna är budgetfiler."
SHARE_NOTE = "Ett belopp som slutar på /andel är gruppens del av budgeten, i kronor per år."


class Line(NamedTuple):
    """A cause as printed: its part in kr, and what it is."""

    kronor: str
    text: str


class Row(NamedTuple):
    """A changed amount as printed; `change` is the same in kr, for those who draw it."""

    name: str
    cells: tuple[str, str, str, str]
    change: Fraction
    causes: tuple[Line, ...]


class Page(NamedTuple):
    """The changes in one measure, ready to print."""

    title: str
    rows: tuple[Row, ...]


class Document(NamedTuple):
    """Everything that a table format prints: heading, what has come and gone, pages and legend."""

    heading: str
    summary: tuple[str, ...]
    pages: tuple[Page, ...]
    notes: tuple[str, ...]


def document(found: Difference) -> Document:
    """The comparison as text; a heading alone where nothing differs."""
    if not found.changed:
        words = f"Inget belopp skiljer sig mellan {found.old} och {found.new}"
        return Document(f"{words}: {grouped(found.same)} belopp är lika.", (), (), ())
    return Document(
        f"Skillnad i belopp: {found.old} → {found.new}",
        tuple(_summary(found)),
        tuple(map(_page, found.sections)),
        tuple(_notes(found)),
    )


def address(cell: Cell) -> str:
    """The amount's address, which tells a group's share of a budget from its price."""
    is_share = cell.measure is Measure.BUDGET and cell.group != TOTAL
    return f"{cell.address}/andel" if is_share else cell.address


def absence_text(absence: Absence) -> str:
    """What only one side has, in words: `verksamhet grundskola, grupp F-klass`."""
    return ", ".join(f"{kind} {name}" for kind, name in absence.words)


def signed(number: Fraction) -> str:
    """The number with its sign, thousands grouped."""
    return f"+{decimal(number)}" if number > 0 else decimal(number)


def percent_text(share: Fraction | None) -> str:
    """The percentage with its sign and one decimal; a dash where there is none."""
    if share is None:
        return NONE
    text = fixed(share, 1).replace(".", ",")
    sign = "+" if share > 0 and text != "0,0" else ""
    return f"{sign}{text}{NBSP}%"


def _summary(found: Difference) -> Iterator[str]:
    changed = sum(len(section.changes) for section in found.sections)
    yield f"{grouped(changed)} belopp har ändrats, {grouped(found.same)} är lika."
    for word, absences in (("Tillkommer", found.added), ("Utgår", found.removed)):
        for each in absences:
            yield f"{word}: {absence_text(each)} ({grouped(each.amounts)} belopp)."


def _page(section: Section) -> Page:
    return Page(_title(section.measure), tuple(map(_row, section.changes)))


def _title(measure: Measure) -> str:
    if measure is Measure.BUDGET:
        return "BUDGET, ANDELAR OCH SUMMOR, kr per år"
    period = measure.period
    return "PRISER, kr per barn eller elev och " + ("år" if measure is Measure.YEAR else period)


def _row(change: Change) -> Row:
    cells = (
        decimal(change.old),
        decimal(change.new),
        signed(change.kronor),
        percent_text(change.percent),
    )
    return Row(address(change.cell), cells, change.kronor, tuple(_causes(change)))


def _causes(change: Change) -> Iterator[Line]:
    for part in change.parts:
        yield Line(signed(to_unit(part.value, change.unit)), _cause(part))
    rest = change.kronor - sum(to_unit(part.value, change.unit) for part in change.parts)
    if change.parts and rest:
        yield Line(signed(rest), ROUNDING)


def _cause(part: Part) -> str:
    shifts = "; ".join(filter(None, (part.cause.detail, *map(_shift, part.shifts))))
    return f"{part.cause.label} ({shifts})" if shifts else part.cause.label


def _shift(shift: Shift) -> str:
    if shift.proportions is None:
        numbers = f"{_number(shift.old)} → {_number(shift.new)}"
    else:
        numbers = f"{' → '.join(map(_proportion, shift.proportions))} av budgeten"
    return f"{shift.label}: {numbers}" if shift.label else numbers


def _number(given: Given | None) -> str:
    if given is None:
        return NONE
    return quantity(given.value, given.unit if given.unit == "%" else "")


def _proportion(share: Fraction) -> str:
    return f"{fixed(100 * share, 2).replace('.', ',')}{NBSP}%"


def _notes(found: Difference) -> Iterator[str]:
    changes = [change for section in found.sections for change in section.changes]
    if changes:
        yield AMOUNTS_NOTE
    if any(address(change.cell) != change.cell.address for change in changes):
        yield SHARE_NOTE
    if not found.explained:
        yield NO_CAUSES_NOTE
    elif changes:
        yield CAUSES_NOTE
    if any(part.cause == LADDER for change in changes for part in change.parts):
        yield LADDER_NOTE
