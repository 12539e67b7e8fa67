"""What is paid, and nothing else: the prices of a table with a line for each group."""

from collections.abc import Iterator, Mapping, Sequence

from bidrag.calculation.tables import Table
from bidrag.numerals import listed
from bidrag.output.amounts.pages import Column, Page
from bidrag.output.web.explained import Explained
from bidrag.output.web.grids import Cell, Grid, Heading, Line
from bidrag.output.web.holding import held_months
from bidrag.output.web.texts import first_lower

CAPTION = "Det här betalas: {title}, {unit}"
CHANGED = (
    "Beloppen ändras under året. Vad som betalas för varje månad står under Utbetalning under året."
)
BESIDE = "Dessutom betalas det som står under {}."


def paid(
    table: Table, page: Page, beside: Sequence[Table], explained: Mapping[int, Explained]
) -> Iterator[Grid]:
    """A table of what each recipient is paid, where the municipality's own prices are so.

    There is none of a table that is already so: one of supplements, of payments, or of a provider.
    `beside` are the tables of the same section, which may change the prices during the year.
    """
    if not _is_prices(table):
        return
    # The price of a group is the last of its columns.
    prices = {column.group: column for column in page.columns}
    columns = [prices[group.key] for group in table.groups]
    recipients = tuple(f"Till {price.recipient}" for price in table.prices)
    lines = tuple(_line(table, column, recipients, explained) for column in columns)
    title = " ".join(filter(None, (table.title, held_months(table, beside))))
    caption = CAPTION.format(title=title, unit=first_lower(columns[0].path[-1]))
    yield Grid(caption, (tuple(map(Heading, recipients)),), lines)


def paid_notes(table: Table, beside: Sequence[Table]) -> Iterator[str]:
    """That the prices change during the year, and what is paid besides."""
    if not _is_prices(table):
        return
    if any(other.payment for other in beside if other.whose == table.whose):
        yield CHANGED
    titles = [
        other.supplement.title if other.supplement else other.title
        for other in beside
        if not other.payment and (other.supplement or other.shared_by)
    ]
    if titles:
        yield BESIDE.format(listed(list(dict.fromkeys(titles))))


def _is_prices(table: Table) -> bool:
    return not (table.provider or table.supplement or table.payment or table.shared_by)


def _line(
    table: Table, column: Column, recipients: tuple[str, ...], explained: Mapping[int, Explained]
) -> Line:
    rows = [row.key for row in table.rows]
    found = [rows.index(price.row) for price in table.prices]
    cells = (
        Cell(column.cells[i], recipient, explained.get(id(column.terms[i])))
        for i, recipient in zip(found, recipients, strict=True)
    )
    return Line(" ".join(column.path[:-1]) or column.path[-1], tuple(cells))
