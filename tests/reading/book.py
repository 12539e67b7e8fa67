"""The workbook as a spreadsheet shows it: the values that stand in the file, in their formats."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from io import BytesIO
from itertools import takewhile
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from bidrag.calculation.period import KRONA, ÖRE
from bidrag.rounding import in_unit
from tests.reading.grids import Grid
from tests.reading.lists import Exact

DECIDED = "Beslutade belopp"
OTHERS = ("Om", "Indata", DECIDED, "Kontroll")
INDEXED = ("Index", "Kr per år")
"""How headings end that only the tables of a pot shared by index have."""
UNITS = {"#,##0": KRONA, "#,##0.00": ÖRE}
Row = tuple[Cell | MergedCell, ...]


def read_book(data: bytes) -> list[Grid]:
    """Every table with a line for each row, as its cells show their values.

    What is shared by index has lines of its own making, and stands among the decided amounts.
    """
    book = load_workbook(BytesIO(data), data_only=True)
    return [grid for sheet in book if sheet.title not in OTHERS for grid in _tables(sheet)]


def _tables(sheet: Worksheet) -> Iterator[Grid]:
    """A table has its title by itself, then headings without a label, and then labelled amounts."""
    rows = list(sheet.iter_rows())
    for i, (title, *_) in enumerate(rows):
        heads = list(takewhile(_is_heading, rows[i + 1 :]))
        lines = list(takewhile(_is_line, rows[i + 1 + len(heads) :]))
        if title.value and heads:
            names = _headings(heads, sheet.merged_cells.ranges)
            if not any(name.endswith(INDEXED) for name in names):
                cells = ((str(line[0].value), tuple(map(_shown, line[1:]))) for line in lines)
                yield Grid(str(title.value), names, tuple(cells))


def _is_heading(row: Row) -> bool:
    return not row[0].value and any(cell.value for cell in row)


def _is_line(row: Row) -> bool:
    return bool(row[0].value) and any(cell.value is not None for cell in row[1:])


def _headings(heads: list[Row], spans: Iterable[CellRange]) -> tuple[str, ...]:
    """What stands above each column, from the top; a cell may lie over several columns."""
    first = {
        f"{get_column_letter(column)}{row}": span.min_col
        for span in spans
        for row, column in span.cells
    }

    def _name(at: int) -> str:
        cells = (row[first.get(row[at].coordinate, at + 1) - 1] for row in heads)
        return " ".join(str(cell.value or "") for cell in cells).strip().removesuffix(", kr")

    return tuple(map(_name, range(1, len(heads[0]))))


def _shown(cell: Cell | MergedCell) -> str:
    """What the cell shows: a number in the format of the cell, half up."""
    if cell.value is None or isinstance(cell.value, str):
        return cell.value or ""
    return in_unit(_number(cell.value), UNITS[cell.number_format])


def read_decided(data: bytes) -> Counter[Exact]:
    """Every amount of the sheet of decided amounts, by its address."""
    book = load_workbook(BytesIO(data), data_only=True)
    rows = book[DECIDED].iter_rows(values_only=True)
    heading = next(row for row in rows if row[-1] == "Adress")
    columns = [i for i, name in enumerate(heading) if str(name).startswith("Kr per")]
    assert len(columns) == 2, heading
    return Counter(
        Exact(str(row[-1]), per_child, _number(row[column]))
        for row in rows
        for per_child, column in zip((False, True), columns, strict=True)
        if row[column] is not None
    )


def words(data: bytes) -> list[str]:
    """Every text of the workbook, be it typed or made by a formula, and the names of its sheets."""
    book = load_workbook(BytesIO(data), data_only=True)
    cells = (cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    return [*book.sheetnames, *(each for each in cells if isinstance(each, str))]


def structure(data: bytes) -> tuple[int, list[str], set[str]]:
    """How many formulas there are, what the workbook leads to outside itself, and what it is made of."""
    book = load_workbook(BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    links = [cell.hyperlink for cell in cells if cell.hyperlink]
    outside = [link.target for link in links if link.target]
    with ZipFile(BytesIO(data)) as parts:
        kinds = {re.sub("[0-9]+", "", name) for name in parts.namelist()}
    return sum(cell.data_type == "f" for cell in cells), outside, kinds


def _number(value: object) -> Fraction:
    """The number as it would be written: the file has no other than floats."""
    return Fraction(str(value))
