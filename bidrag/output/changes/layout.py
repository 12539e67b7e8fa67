"""A comparison as text cells: the words, the rounding and the legend of every table format."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.budget import TOTAL
from bidrag.calculation.formula import Given
from bidrag.calculation.period import KRONA
from bidrag.calculation.stated import Cell, Measure
from bidrag.numerals import NBSP, grouped
from bidrag.output.wording import ROUNDING
from bidrag.review.changes.attribution import Part, Shift
from bidrag.review.changes.causes import LADDER
from bidrag.review.changes.diff import ORDER, Absence, Change, Difference, Named, Section
from bidrag.review.changes.payments import REVISED
from bidrag.rounding import fixed, in_unit, quantity, to_unit

NONE = "–"
ARROW = f"{NBSP}→{NBSP}"
"""Between two numbers that stay on one line."""
SHARE = "/andel"
HEADINGS = ("Belopp", "Före", "Efter", "Ändring", "Procent")
AMOUNTS_NOTE = (
    "Före och efter är beloppen som de publiceras, {}. Ändring är efter "
    "minus före. Procent är ändringen delad med före; – där före är 0 eller mindre. "
    "Störst ändring står först."
)
WHOLE_KRONOR = "i hela kronor, halva kronor uppåt"
COARSENED = "Avrundningen skiljer sig: belopp som bara den ena sidan skriver med ören jämförs i hela kronor."
WITH_ÖREN = "i hela kronor eller i ören, halva uppåt"
CAUSES_NOTE = (
    "Under varje belopp står orsakerna i kronor, med de tal i budgetfilerna som skiljer sig. Ändras "
    "flera saker samtidigt beror varje orsaks del på i vilken ordning de ändras; varje orsak får därför "
    "genomsnittet över alla ordningar (Shapleyvärdet). De exakta delarna summerar exakt till den exakta "
    f"ändringen. De skrivs i hela kronor, och {ROUNDING} är det som då fattas till den tryckta ändringen. "
    "En orsak vars del är mindre än en halv krona skrivs inte ut."
)
LADDER_NOTE = (
    f"{LADDER.label} betyder att vägen från kostnadsrad till belopp är en annan: "
    "andra steg, eller andra rader i dem."
)
REVISED_NOTE = (
    "Revideringar är månader som betalas enligt en revidering i den ena filen och enligt en annan, eller "
    "ingen, i den andra: vad beloppen i de två skiljer sig åt."
)
NO_CAUSES_NOTE = "Orsaker visas bara när båda sidorna är budgetfiler."
ALSO_NOTE = "(även …) är huvudmän som får samma belopp, före och efter, och av samma orsaker."
SHARE_NOTE = "Ett belopp som slutar på /andel är gruppens del av budgeten, i kronor per år."


Cells = tuple[str, str, str, str]
"""Before, after, change and per cent, as printed."""

SHOWN = 12
"""More inputs than this are not listed with a cause; json lists them all."""


class Line(NamedTuple):
    """A cause as printed: its part in kr, and what it is."""

    kronor: str
    text: str


class Row(NamedTuple):
    """A changed amount as printed; `change` is the same in kr, for those who draw it.

    Where only one side has the amount, `change` is 0.
    """

    name: str
    cells: Cells
    change: Fraction
    causes: tuple[Line, ...]


class Page(NamedTuple):
    """The changes in one measure, or what comes or goes in it, ready to print."""

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
        words = f"Inget belopp skiljer sig mellan {_side(found.old)} och {_side(found.new)}"
        told = (COARSENED,) if found.coarsened else ()
        return Document(f"{words}: {grouped(found.same)} belopp är lika.", told, (), ())
    pages = (*map(_page, found.sections), *_lone_pages(found))
    return Document(
        f"Skillnad i belopp: {_side(found.old)} → {_side(found.new)}",
        tuple(_summary(found)),
        pages,
        tuple(_notes(found, pages)),
    )


def _side(side: Named) -> str:
    """Whose amounts they are and for which year, and the file where that is not the year's own."""
    year = str(side.year or "")
    known = " ".join(filter(None, (side.municipality, year)))
    if not side.municipality or side.name == year:
        return known if side.municipality else side.name
    return f"{known} ({side.name})"


def address(cell: Cell) -> str:
    """The amount's address, which tells a group's share of a budget from its price."""
    is_share = cell.measure is Measure.BUDGET and cell.group != TOTAL
    return f"{cell.address}{SHARE}" if is_share else cell.address


def absence_text(absence: Absence) -> str:
    """What only one side has, in words: `verksamhet grundskola, grupp F-klass`."""
    return ", ".join(_level(kind, name, absence) for kind, name in absence.words)


def _level(kind: str, name: str, absence: Absence) -> str:
    if (kind, name) == ("grupp", TOTAL):
        return f"kolumnen {TOTAL}"
    if kind != "mått":
        return f"{kind} {name}"
    if name == Measure.BUDGET:
        is_of_group = any(each == "grupp" for each, _ in absence.words)
        return "andel av budgeten" if is_of_group else "budget och andelar av budgeten"
    return f"belopp per barn eller elev och {Measure(name).period}"


def signed(kronor: Fraction, unit: Fraction = KRONA) -> str:
    """The amount with its sign, printed in its unit (kr)."""
    return f"{'+' if kronor > 0 else ''}{in_unit(kronor, unit)}"


def percent_text(share: Fraction | None) -> str:
    """The percentage with its sign and one decimal; a dash where there is none."""
    if share is None:
        return NONE
    text = fixed(share, 1).replace(".", ",")
    sign = "+" if share > 0 and text != "0,0" else ""
    return f"{sign}{text}{NBSP}%"


def _summary(found: Difference) -> Iterator[str]:
    changed = sum(len(section.changes) for section in found.sections)
    whose = (found.old.municipality, found.new.municipality)
    if all(whose) and whose[0] != whose[1]:
        yield f"Olika kommuner jämförs: {' och '.join(whose)}."
    yield f"{grouped(changed)} belopp har ändrats, {grouped(found.same)} är lika."
    if found.coarsened:
        yield COARSENED
    for word, absences in (("Tillkommer", found.added), ("Utgår", found.removed)):
        for each in absences:
            yield f"{word}: {absence_text(each)} ({grouped(len(each.amounts))} belopp)."


def _page(section: Section) -> Page:
    rows = [(change.cell, _row(change)) for change in section.changes]
    return Page(_title(section.measure), tuple(_folded(rows)))


def _folded(rows: list[tuple[Cell, Row]]) -> Iterator[Row]:
    """The rows with each provider's in the municipality's own where the two say the same."""
    own = {cell: row for cell, row in rows if not cell.provider}
    also: defaultdict[Cell, list[str]] = defaultdict(list)
    alone = []
    for cell, row in rows:
        same = cell._replace(provider="")
        if cell.provider and same in own and own[same][1:] == row[1:]:
            also[same].append(cell.provider)
        else:
            alone.append((cell, row))
    for cell, row in alone:
        yield _with_also(row, also[cell]) if cell in also else row


def _with_also(row: Row, providers: list[str]) -> Row:
    return row._replace(causes=(*row.causes, Line("", f"(även {', '.join(providers)})")))


def _lone_pages(found: Difference) -> Iterator[Page]:
    """What comes and what goes, with the amounts of the side that has them."""
    yield from _lone_page("TILLKOMMER", found.added, lambda kronor: (NONE, kronor, "", ""))
    yield from _lone_page("UTGÅR", found.removed, lambda kronor: (kronor, NONE, "", ""))


def _lone_page(
    word: str, absences: tuple[Absence, ...], cells: Callable[[str], Cells]
) -> Iterator[Page]:
    lone = [each for absence in absences for each in absence.amounts]
    for measure in ORDER:
        rows = [
            (cell, Row(address(cell), cells(in_unit(kronor, unit)), Fraction(0), ()))
            for cell, kronor, unit in lone
            if cell.measure is measure
        ]
        if rows:
            yield Page(f"{word}: {_title(measure)}", tuple(_folded(rows)))


def _title(measure: Measure) -> str:
    if measure is Measure.BUDGET:
        return "BUDGET, ANDELAR OCH SUMMOR, kr per år"
    return f"BELOPP, kr per barn eller elev och {measure.period}"


def _row(change: Change) -> Row:
    cells = (
        in_unit(change.old, change.unit),
        in_unit(change.new, change.unit),
        signed(change.kronor, change.unit),
        percent_text(change.percent),
    )
    return Row(address(change.cell), cells, change.kronor, tuple(_causes(change)))


def _causes(change: Change) -> Iterator[Line]:
    shown = [part for part in change.parts if to_unit(part.value, change.unit)]
    for part in shown or change.parts[:1]:
        yield Line(signed(to_unit(part.value, change.unit), change.unit), _cause(part))
    rest = change.rounding(change.unit)
    if change.parts and rest:
        yield Line(signed(rest, change.unit), ROUNDING)


def _cause(part: Part) -> str:
    shown = [_shift(shift) for shift in part.shifts[:SHOWN]]
    if len(part.shifts) > SHOWN:
        shown.append(f"och {len(part.shifts) - SHOWN} till")
    shifts = "; ".join(filter(None, (part.cause.detail, *shown)))
    return f"{part.cause.label} ({shifts})" if shifts else part.cause.label


def _shift(shift: Shift) -> str:
    if shift.proportions is None:
        numbers = ARROW.join((_number(shift.old), _number(shift.new)))
    else:
        numbers = f"{ARROW.join(map(_proportion, shift.proportions))} av budgeten"
    return f"{shift.label}: {numbers}" if shift.label else numbers


def _number(given: Given | None) -> str:
    if given is None:
        return NONE
    return quantity(given.value, given.unit if given.unit == "%" else "")


def _proportion(share: Fraction) -> str:
    return f"{fixed(100 * share, 2).replace('.', ',')}{NBSP}%"


def _notes(found: Difference, pages: tuple[Page, ...]) -> Iterator[str]:
    changes = [change for section in found.sections for change in section.changes]
    if changes:
        in_öre = any(change.unit != KRONA for change in changes)
        yield AMOUNTS_NOTE.format(WITH_ÖREN if in_öre else WHOLE_KRONOR)
    if any(row.name.endswith(SHARE) for page in pages for row in page.rows):
        yield SHARE_NOTE
    if any(not line.kronor for page in pages for row in page.rows for line in row.causes):
        yield ALSO_NOTE
    if not found.explained:
        yield NO_CAUSES_NOTE
    elif changes:
        yield CAUSES_NOTE
    if any(part.cause == LADDER for change in changes for part in change.parts):
        yield LADDER_NOTE
    if any(part.cause.name == REVISED for change in changes for part in change.parts):
        yield REVISED_NOTE
