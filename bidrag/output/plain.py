"""Plain text: as wide as the tables are, never wrapped and never cut."""

from bidrag.calculation.tables import Calculation
from bidrag.output.layout import Column, Page, document

GAP = "  "


def write_plain(calculation: Calculation) -> str:
    """The tables as text with aligned columns; the same for every terminal, pipe and directory."""
    heading, found, notes = document(calculation)
    blocks = ["\n".join(heading), *map(_page, found), "\n".join(notes)]
    return "\n\n".join(blocks) + "\n"


def _page(page: Page) -> str:
    width = max(map(len, page.labels))
    depth = max(len(column.heading) for column in page.columns)
    columns = [_column(column, depth) for column in page.columns]
    labels = ["".ljust(width)] * depth + [label.ljust(width) for label in page.labels]
    lines = [GAP.join(cells).rstrip() for cells in zip(labels, *columns, strict=True)]
    return "\n".join([page.title, "", *lines, *("" for _ in page.notes[:1]), *page.notes])


def _column(column: Column, depth: int) -> list[str]:
    heading = [""] * (depth - len(column.heading)) + list(column.heading)
    cells = [*heading, *column.cells]
    width = max(map(len, cells))
    return [cell.rjust(width) for cell in cells]
