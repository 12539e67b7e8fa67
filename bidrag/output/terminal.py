"""Tables on a terminal: as wide as the terminal, split between groups rather than through a number."""

from itertools import groupby
from textwrap import wrap
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bidrag.calculation.tables import Calculation
from bidrag.output.layout import Column, Page, document

LABEL_WIDTH = 24
FRAME = 4
GAP = 3
HEIGHT = 25


def print_terminal(calculation: Calculation, file: TextIO, width: int) -> None:
    """Prints the tables for a terminal of this many columns; every digit is shown, however narrow.

    Colour follows the terminal and NO_COLOR. On a terminal too narrow for one group the lines are
    longer than the terminal, never shorter than the amounts.
    """
    heading, found, notes = document(calculation)
    widest = max((_width(chunk) for page in found for chunk in _chunks(page, width)), default=width)
    # Rich ignores a width alone on a dumb terminal, so the height is always given too.
    console = Console(
        file=file,
        width=max(width, widest),
        height=HEIGHT,
        force_terminal=True,
        markup=False,
        highlight=False,
        emoji=False,
    )
    console.print(Text(heading[0], style="bold"))
    for line in heading[1:]:
        console.print(Text(line))
    for page in found:
        _print_page(console, page, width)
    console.print()
    for note in notes:
        console.print(Text(note))


def _print_page(console: Console, page: Page, width: int) -> None:
    console.print()
    console.print(Text(page.title, style="bold magenta"))
    for chunk in _chunks(page, width):
        console.print(_table(page, chunk, width))
    for note in page.notes:
        console.print(Padding(Text(note), (0, 1)))


def _chunks(page: Page, width: int) -> list[list[Column]]:
    """The page's columns in as many parts as the width asks for; a group is never divided."""
    chunks: list[list[Column]] = [[]]
    for _, columns in groupby(page.columns, key=lambda column: column.group):
        group = list(columns)
        if chunks[-1] and _width(chunks[-1] + group) > width:
            chunks.append([])
        chunks[-1] += group
    return chunks


def _width(columns: list[Column]) -> int:
    widths = (max(map(len, column.heading + column.cells)) + GAP for column in columns)
    return FRAME + LABEL_WIDTH + sum(widths)


def _table(page: Page, columns: list[Column], width: int) -> Table:
    room = LABEL_WIDTH + max(0, width - _width(columns))
    table = Table(box=SIMPLE_HEAD)
    table.add_column("", no_wrap=True)
    for column in columns:
        table.add_column(
            Text("\n".join(column.heading)),
            justify="right",
            no_wrap=True,
            vertical="bottom",
            width=max(map(len, column.heading + column.cells)),
        )
    for i, label in enumerate(page.labels):
        cells = [Text(column.cells[i]) for column in columns]
        table.add_row(
            Text("\n".join(wrap(label, room))), *cells, style="bold" if page.strong[i] else ""
        )
    return table
