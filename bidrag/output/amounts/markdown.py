"""Markdown: one table for each activity, for a pull request or a web page."""

from collections.abc import Iterable, Iterator

from bidrag.calculation.tables import Calculation
from bidrag.output.amounts.layout import document
from bidrag.output.amounts.pages import Page
from bidrag.output.markdown import escape, paragraph


def write_markdown(calculation: Calculation) -> str:
    """The tables as GitHub-flavoured Markdown; text from the budget file stays plain text."""
    heading, found, notes = document(calculation)
    first, *rest = heading
    blocks = [
        f"# {escape(first)}",
        *map(paragraph, rest),
        *map(_page, found),
        *map(paragraph, notes),
    ]
    return "\n\n".join(blocks) + "\n"


def _page(page: Page) -> str:
    names = ["", *(" ".join(column.heading) for column in page.columns)]
    rows = [
        [label, *(column.cells[i] for column in page.columns)]
        for i, label in enumerate(page.labels)
    ]
    table = [
        _row(map(escape, names)),
        _row([":---", *("---:" for _ in page.columns)]),
        *(
            _row(_strong(map(escape, row), strong))
            for row, strong in zip(rows, page.strong, strict=True)
        ),
    ]
    return "\n\n".join([f"## {escape(page.title)}", "\n".join(table), *map(paragraph, page.notes)])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _strong(cells: Iterable[str], strong: bool) -> Iterator[str]:
    return (f"**{cell}**" if cell and strong else cell for cell in cells)
