"""What is told about a table: what was not understood, and what was done with it."""

from fractions import Fraction
from typing import NamedTuple

from bidrag.imports.cells import Cell, Table, plain
from bidrag.numerals import decimal


class Remark(NamedTuple):
    """A sentence about a cell; `help` says what to do, and is empty for a note of what was done.

    `lost` tells that the cell's row is not in the budget file.
    """

    cell: Cell
    message: str
    help: str = ""
    lost: bool = False

    @property
    def is_problem(self) -> bool:
        """Whether somebody must see to it, as opposed to a note."""
        return bool(self.help)


class Remarks:
    """Collects remarks while the table is read."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._found: list[Remark] = []

    def problem(self, cell: Cell, message: str, help_text: str) -> None:
        """Something that was not understood, and what to do about it."""
        self._found.append(Remark(cell, message, help_text))

    def lost(self, cell: Cell, message: str, help_text: str) -> None:
        """A row that has no place in the budget file, why, and what to do about it."""
        self._found.append(Remark(cell, f"{message}; raden är inte inläst", help_text, lost=True))

    def note(self, cell: Cell, message: str) -> None:
        """Something that was understood in a way worth knowing."""
        self._found.append(Remark(cell, message))

    def figure(self, value: Fraction, cell: Cell) -> str:
        """A number and where it stands, for a sentence: `935 (Blad1!E5)`."""
        return f"{decimal(value)} ({self.table.address(cell)})"

    def sorted(self) -> tuple[Remark, ...]:
        """All remarks in the order of the table; what is the same in several cells of a row once."""
        found: dict[tuple[int, str], Remark] = {}
        for remark in sorted(self._found, key=_order):
            found.setdefault((remark.cell.row, remark.message), remark)
        return tuple(found.values())


def _order(remark: Remark) -> tuple[int, int, str]:
    return remark.cell.row, remark.cell.column, remark.message


def render(table: Table, remark: Remark) -> str:
    """The remark as text for a person: place and message, and what to do."""
    place = table.place(remark.cell)
    if remark.is_problem:
        return f"{place}: {remark.message}\n   hjälp: {remark.help}\n"
    return f"{place}: upplysning: {remark.message}\n"


def comment(table: Table, remark: Remark) -> str:
    """The remark on one line, for a comment."""
    return plain(f"{table.address(remark.cell)}: {remark.message}; {remark.help}")
