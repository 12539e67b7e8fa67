"""Plain text: as wide as the tables are, never wrapped and never cut."""

from textwrap import wrap
from typing import NamedTuple

from bidrag.calculation.tables import Calculation
from bidrag.output.amounts.layout import document
from bidrag.output.amounts.pages import Column, Page

GAP = "  "


class Line(NamedTuple):
    """A line of a table: `strong` marks headings and sums."""

    text: str
    strong: bool


def write_plain(calculation: Calculation) -> str:
    """The tables as text with aligned columns; the same for every terminal, pipe and directory."""
    heading, found, notes = document(calculation)
    blocks = ["\n".join(heading), *map(_page, found), "\n".join(notes)]
    return "\n\n".join(blocks) + "\n"


def _page(page: Page) -> str:
    lines = [line.text for line in table_lines(page, page.columns, label_width(page))]
    return "\n".join([page.title, "", *lines, *("" for _ in page.notes[:1]), *page.notes])


def label_width(page: Page) -> int:
    """How wide the labels are when none is wrapped."""
    return max(map(len, page.labels))


def column_width(column: Column) -> int:
    """How wide the column is: its longest heading or amount."""
    return max(map(len, column.heading + column.cells))


def table_lines(page: Page, columns: tuple[Column, ...], room: int) -> list[Line]:
    """These columns of the page as aligned lines; labels wrap within `room`, amounts never do.

    A sum that has nothing in any of these columns is left out.
    """
    widths = list(map(column_width, columns))
    depth = max(len(column.heading) for column in columns)
    lines = []
    for i in range(depth):
        cells = [_heading(column, i - depth) for column in columns]
        lines.append(_line("", cells, room, widths, strong=True))
    for i, label in enumerate(page.labels):
        cells = [column.cells[i] for column in columns]
        if page.strong[i] and not any(cells):
            continue
        *above, last = wrap(label, room)
        lines += [Line(text, page.strong[i]) for text in above]
        lines.append(_line(last, cells, room, widths, strong=page.strong[i]))
    return lines


def _heading(column: Column, i: int) -> str:
    """The heading's line, counted from the bottom (-1); headings stand on the row of amounts."""
    return column.heading[i] if -i <= len(column.heading) else ""


def _line(label: str, cells: list[str], room: int, widths: list[int], *, strong: bool) -> Line:
    amounts = [cell.rjust(width) for cell, width in zip(cells, widths, strict=True)]
    return Line(GAP.join([label.ljust(room), *amounts]).rstrip(), strong)
