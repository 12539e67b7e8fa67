"""A table of a pot that is shared by index, as text cells: a line for each unit, and the total."""

from bidrag.calculation.basis import PLURAL
from bidrag.calculation.budget import TOTAL
from bidrag.calculation.index import Index
from bidrag.calculation.legal import MOMS
from bidrag.calculation.tables import Calculation, Row, Table
from bidrag.numerals import decimal, first_upper
from bidrag.output.amounts.pages import (
    NONE,
    Column,
    Page,
    cell,
    heading_lines,
    price_unit,
    row_label,
)
from bidrag.output.wording import number_of, table_title
from bidrag.rounding import index_number, quantity

INDEX_NOTE = (
    "Index är summan av varje kriteriums andel gånger dess vikt ({weights}). Potten delas av de enheter "
    "vars index ligger under snittet per {unit}, efter avståndet till snittet gånger antalet {units}."
)
TOGETHER_NOTE = (
    "Enheternas belopp per år i kolumnen {label} beslutas i hela kronor som summerar till potten: varje "
    "exakt belopp är avrundat nedåt, och de kronor som är kvar går till de största resterna, i enheternas "
    "ordning där de är lika. Allt annat är beräknat på de exakta beloppen."
)

NO_UNITS_NOTE = (
    "{what} för de enheter som står under en huvudmans ”enheter” i filen; här är alla kommunens."
)
PER_YEAR = "Kr per år"
_MOMS_IS_ADDED = "Kompensation för mervärdesskatt läggs på beloppet"
_BIDRAG_IS_COUNTED = "Bidrag räknas"


def index_page(
    calculation: Calculation, table: Table, index: Index, notes: tuple[str, ...]
) -> Page:
    """The table with its groups as lines: number of children, index, and the amounts of each row."""
    has_total = not table.provider
    columns = [_children(table, has_total), _index(index, has_total)]
    for row in table.rows:
        columns += _amounts(calculation, table, row, has_total)
    labels = tuple(group.label for group in table.groups)
    strong = (False,) * len(labels)
    if has_total:
        labels, strong = (*labels, first_upper(TOTAL)), (*strong, True)
    return Page(table_title(calculation, table), labels, strong, tuple(columns), notes)


def index_notes(table: Table, index: Index) -> list[str]:
    """How the pot is shared, and how the units' amounts come to sum to it."""
    named = "; ".join(
        f"{criterion} {quantity(weight.value, weight.unit)}"
        for criterion, weight in index.weights.items()
    )
    found = [INDEX_NOTE.format(weights=named, unit=table.unit, units=PLURAL[table.unit])]
    shared = next(row for row in table.rows if row.shared_by)
    found.append(TOGETHER_NOTE.format(label=shared.label))
    if all(group.municipal for group in table.groups):
        what = _BIDRAG_IS_COUNTED if MOMS in shared.outside else _MOMS_IS_ADDED
        found.append(NO_UNITS_NOTE.format(what=what))
    return found


def _children(table: Table, has_total: bool) -> Column:
    counts = [group.children for group in table.groups if group.children]
    numbers = [each.value for each in counts]
    cells = [
        *map(decimal, numbers),
        *([decimal(sum(numbers[1:], numbers[0]))] if has_total else []),
    ]
    heading = (number_of(table),)
    return Column(heading, heading, tuple(cells), (*counts, *_nothing(has_total)), TOTAL)


def _index(index: Index, has_total: bool) -> Column:
    terms = (*index.groups, *([index.average] if has_total else []))
    cells = tuple(index_number(term.value) for term in terms)
    return Column(("Index",), ("Index",), cells, terms, TOTAL)


def _amounts(calculation: Calculation, table: Table, row: Row, has_total: bool) -> list[Column]:
    """The row's amounts per year, where it has any, and per child."""
    label = row_label(row)
    name, unit, own = heading_lines(label), price_unit(calculation, table), row.line or row.sums
    per_child = Column(
        (*name, *unit),
        (label, " ".join(unit)),
        (*(cell(price, calculation.unit) or NONE for price in row.prices), *_blank(has_total)),
        (*row.prices, *_nothing(has_total)),
        row.key,
    )
    return [_per_year(row, has_total), per_child] if own or any(row.shares) else [per_child]


def _per_year(row: Row, has_total: bool) -> Column:
    label = row_label(row)
    cells = tuple(cell(share) or NONE for share in row.shares)
    total = (row.total,) if has_total else ()
    return Column(
        (*heading_lines(label), PER_YEAR),
        (label, PER_YEAR),
        (*cells, *map(cell, total)),
        (*row.shares, *total),
        row.key,
    )


def _blank(has_total: bool) -> tuple[str, ...]:
    """What stands in the line of the total where a column has none."""
    return ("",) if has_total else ()


def _nothing(has_total: bool) -> tuple[None, ...]:
    return (None,) if has_total else ()
