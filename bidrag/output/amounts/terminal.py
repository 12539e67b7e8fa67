"""Tables on a terminal: as wide as the terminal, split between groups rather than through a number."""

from collections.abc import Iterator
from itertools import groupby
from typing import TextIO

from rich.console import Console
from rich.text import Text

from bidrag.calculation.tables import Calculation
from bidrag.output.amounts.layout import document
from bidrag.output.amounts.pages import Column, Page
from bidrag.output.amounts.plain import GAP, column_width, label_width, table_lines
from bidrag.output.console import terminal

LABEL_WIDTH = 26


def print_terminal(calculation: Calculation, file: TextIO, width: int) -> None:
    """Prints the tables for a terminal of this many columns; every digit is shown, however narrow.

    Colour follows the terminal and NO_COLOR. On a terminal too narrow for one group the lines are
    longer than the terminal, never shorter than the amounts.
    """
    heading, found, notes = document(calculation)
    console = terminal(file, width)
    console.print(Text(heading[0], style="bold"))
    for line in heading[1:]:
        console.print(Text(line))
    for page in found:
        _print_page(console, page, width)
    for note in ("", *notes):
        console.print(Text(note))


def _print_page(console: Console, page: Page, width: int) -> None:
    console.print()
    console.print(Text(page.title, style="bold magenta"))
    for chunk in _chunks(page, width):
        console.print()
        # Not wrapped by Rich, which would break a line of amounts on a terminal that is too narrow.
        console.print(_table(page, chunk, width), soft_wrap=True)
    for note in ("", *page.notes) if page.notes else ():
        console.print(Text(note))


def _chunks(page: Page, width: int) -> list[tuple[Column, ...]]:
    """The page's columns in as many parts as the width asks for; a group is never divided.

    Nor is a block of groups, unless it is wider than the terminal by itself.
    """
    room = width - _least(page)
    chunks: list[tuple[Column, ...]] = [()]
    for part in _parts(page, room):
        if chunks[-1] and _width(chunks[-1] + part) > room:
            chunks.append(())
        chunks[-1] += part
    return chunks


def _parts(page: Page, room: int) -> Iterator[tuple[Column, ...]]:
    """The blocks that there is room for, and the groups of those that are wider."""
    for _, columns in groupby(page.columns, key=lambda column: column.block):
        block = tuple(columns)
        if _width(block) <= room:
            yield block
        else:
            groups = groupby(block, key=lambda column: column.group)
            yield from (tuple(group) for _, group in groups)


def _least(page: Page) -> int:
    """How narrow the labels may be: as the longest word, so that no wrapping ever breaks one."""
    return max(LABEL_WIDTH, *(len(word) for label in page.labels for word in label.split(" ")))


def _width(columns: tuple[Column, ...]) -> int:
    return sum(len(GAP) + column_width(column) for column in columns)


def _table(page: Page, columns: tuple[Column, ...], width: int) -> Text:
    room = min(label_width(page), max(_least(page), width - _width(columns)))
    text = Text()
    depth = max(len(column.heading) for column in columns)
    for i, line in enumerate(table_lines(page, columns, room)):
        if i == depth:
            text.append("\N{BOX DRAWINGS LIGHT HORIZONTAL}" * (room + _width(columns)) + "\n")
        text.append(f"{line.text}\n", "bold" if line.strong else "")
    text.rstrip()
    return text
