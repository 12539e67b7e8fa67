"""A table as it stands in its file: rows of cells, and how the place of a cell is told."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from bidrag.budget.source import FORBIDDEN

LETTERS = 26


class Cell(NamedTuple):
    """What stands in one cell; row and column count from 1.

    `number` is the exact value of a workbook's numeric cell, `trouble` why the content cannot be used
    (a date, a formula without value), in words that follow on "cellen".
    """

    row: int
    column: int
    text: str
    number: Fraction | None = None
    trouble: str = ""


Cells = Mapping[int, Cell]
"""The cells of a row that have content, by column."""


class Table(NamedTuple):
    """A table: the file as the user wrote it, the sheet ("" in a csv file), and the rows with content."""

    file: str
    sheet: str
    rows: tuple[Cells, ...]

    def address(self, cell: Cell) -> str:
        """The cell's address within the file: `Blad1!C7`, or line and field of a csv file: `7:3`."""
        if self.sheet:
            return f"{self.sheet}!{letters(cell.column)}{cell.row}"
        return f"{cell.row}:{cell.column}"

    def place(self, cell: Cell) -> str:
        """The cell's address with the file: `budget.xlsx, Blad1!C7` or `budget.csv:7:3`."""
        return f"{self.file}{', ' if self.sheet else ':'}{self.address(cell)}"


def letters(column: int) -> str:
    """The column as a spreadsheet names it: A, B … Z, AA."""
    before, last = divmod(column - 1, LETTERS)
    return (letters(before) if before else "") + chr(ord("A") + last)


def plain(text: str) -> str:
    """The text on one line with ordinary spaces, and nothing in it that cannot be seen."""
    return " ".join(FORBIDDEN.sub(" ", text).split())
