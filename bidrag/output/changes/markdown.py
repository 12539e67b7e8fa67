"""Markdown: one table for each measure, for a pull request or a web page."""

from collections.abc import Iterable, Iterator

from bidrag.output.changes.layout import HEADINGS, Page, Row, document
from bidrag.output.markdown import escape, paragraph
from bidrag.review.changes.diff import Difference


def write_markdown(found: Difference) -> str:
    """The changes as GitHub-flavoured Markdown; text from the budget files stays plain text."""
    heading, summary, pages, notes = document(found)
    if not summary:
        return f"{paragraph(heading)}\n"
    blocks = [f"# {escape(heading)}", *map(paragraph, summary), *map(_page, pages)]
    return "\n\n".join([*blocks, *map(paragraph, notes)]) + "\n"


def _page(page: Page) -> str:
    rule = [":---", *("---:" for _ in HEADINGS[1:])]
    rows = [HEADINGS, rule, *(cells for row in page.rows for cells in _rows(row))]
    return "\n".join([f"## {escape(page.title)}", "", *map(_line, rows)])


def _rows(row: Row) -> Iterator[list[str]]:
    name, *cells = map(escape, (row.name, *row.cells))
    yield [f"**{name}**", *cells]
    for cause in row.causes:
        yield [escape(cause.text), "", "", escape(cause.kronor), ""]


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
