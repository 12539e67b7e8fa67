"""What is paid, and nothing else: the prices of a table with a line for each group."""

from collections.abc import Iterator, Mapping

from bidrag.calculation.tables import Table
from bidrag.output.amounts.pages import Column, Page
from bidrag.output.web.explained import Explained
from bidrag.output.web.grids import Cell, Grid, Heading, Line

CAPTION = "Det här betalas: {title}, {unit}"


def paid(table: Table, page: Page, explained: Mapping[int, Explained]) -> Iterator[Grid]:
    """A table of what each recipient is paid, where the municipality's own prices are so.

    There is none of a table that is already so: one of supplements, of payments, or of a provider.
    """
    if table.provider or table.supplement or table.payment or table.shared_by:
        return
    # The price of a group is the last of its columns.
    prices = {column.group: column for column in page.columns}
    columns = [prices[group.key] for group in table.groups]
    lines = tuple(_line(table, column, explained) for column in columns)
    recipients = tuple(Heading(f"Till {price.recipient}") for price in table.prices)
    unit = columns[0].path[-1]
    caption = CAPTION.format(title=table.title, unit=unit[:1].lower() + unit[1:])
    yield Grid(caption, (recipients,), lines)


def _line(table: Table, column: Column, explained: Mapping[int, Explained]) -> Line:
    rows = [row.key for row in table.rows]
    found = [rows.index(price.row) for price in table.prices]
    cells = (Cell(column.cells[i], explained.get(id(column.terms[i]))) for i in found)
    return Line(" ".join(column.path[:-1]) or column.path[-1], tuple(cells))
