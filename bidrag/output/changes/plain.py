"""Plain text: each amount on one line and each cause on one line, never wrapped and never cut."""

from bidrag.output.changes.layout import HEADINGS, Page, Row, document
from bidrag.review.changes.diff import Difference

GAP = "  "


def write_plain(found: Difference) -> str:
    """The changes as text with aligned columns; the same for every terminal, pipe and directory."""
    heading, summary, pages, notes = document(found)
    blocks = ["\n".join([heading, *summary]), *map(_page, pages), "\n".join(notes)]
    return "\n\n".join(filter(None, blocks)) + "\n"


def _page(page: Page) -> str:
    name = max(len(row.name) for row in page.rows)
    widths = column_widths(page)
    heading = _line(HEADINGS[0].ljust(name), HEADINGS[1:], widths)
    lines = [line for row in page.rows for line in _lines(row, name, widths)]
    return "\n".join([page.title, "", heading, *lines])


def column_widths(page: Page) -> list[int]:
    """How wide each column of amounts is: its heading or its longest amount."""
    rows = [HEADINGS[1:], *(row.cells for row in page.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    causes = [len(cause.kronor) for row in page.rows for cause in row.causes]
    return [*widths[:2], max(widths[2], *causes, 0), widths[3]]


def _lines(row: Row, name: int, widths: list[int]) -> list[str]:
    room = name + sum(len(GAP) + width for width in widths[:3])
    causes = [f"{cause.kronor.rjust(room)}{GAP}{cause.text}" for cause in row.causes]
    return [_line(row.name.ljust(name), row.cells, widths), *causes]


def _line(name: str, cells: tuple[str, ...], widths: list[int]) -> str:
    amounts = [cell.rjust(width) for cell, width in zip(cells, widths, strict=True)]
    return GAP.join([name, *amounts]).rstrip()
