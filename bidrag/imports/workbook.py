"""Tables in workbooks (xlsx); the only place that reads them, and where their numbers become exact."""

import unicodedata
import warnings
from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO
from numbers import Real
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from bidrag.budget.diagnostics import BudgetError
from bidrag.imports.cells import Cell, Cells, Table, plain
from bidrag.imports.limits import MAX_ROWS, MAX_UNPACKED_BYTES, refuse, too_large, too_many_rows

_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
_LAST_ROW = 1 << 20
_SAVE = "öppna filen i kalkylprogrammet och spara den som en vanlig xlsx-fil, utan lösenord"


def parse_workbook(file: str, data: bytes, sheet: str | None) -> Table:
    """The table on a sheet of the workbook in these bytes; `sheet` may be None where there is only one.

    Raises `BudgetError` (B060) for what is no readable workbook, and for a sheet that cannot be told.
    """
    _check_container(file, data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library tells which styles and rules it leaves out
        try:
            return _table(file, data, sheet)
        except BudgetError:
            raise
        except Exception as error:  # whatever a damaged file provokes in the library
            refuse(file, f"arbetsboken är skadad ({type(error).__name__})", _SAVE)


def _check_container(file: str, data: bytes) -> None:
    if data.startswith(_OLD_FORMAT):
        refuse(file, "filen är en äldre arbetsbok (xls), eller skyddad med lösenord", _SAVE)
    try:
        with ZipFile(BytesIO(data)) as archive:
            unpacked = sum(each.file_size for each in archive.infolist())
    except BadZipFile:
        refuse(file, "filen är ingen arbetsbok", _SAVE)
    if unpacked > MAX_UNPACKED_BYTES:
        too_large(file)


def _table(file: str, data: bytes, sheet: str | None) -> Table:
    values, formulas = _open(data, values=True), _open(data, values=False)
    name = _sheet(file, [each.title for each in values.worksheets], sheet)
    rows = zip(_rows(values, name), _rows(formulas, name), strict=True)
    found: list[Cells] = []
    for number, (shown, written) in enumerate(rows, 1):
        cells = _cells(number, shown, written)
        if cells:
            found.append(cells)
        # A row number beyond a spreadsheet's last is damage, or made to keep the reader busy.
        if len(found) > MAX_ROWS or number > _LAST_ROW:
            too_many_rows(file)
    return Table(file, name, tuple(found))


def _open(data: bytes, *, values: bool) -> Workbook:
    """The workbook with its formulas, or with the values that they had when it was saved."""
    return load_workbook(BytesIO(data), read_only=True, data_only=values, keep_links=False)


def _sheet(file: str, names: list[str], wanted: str | None) -> str:
    known = {unicodedata.normalize("NFC", name): name for name in names}
    if wanted is None and len(names) == 1:
        return names[0]
    advice = f"ange --blad med ett av bladen: {', '.join(known) or 'inga'}"
    if wanted is None:
        refuse(file, f"arbetsboken har {len(names)} blad", advice)
    wanted = unicodedata.normalize("NFC", wanted)
    if wanted not in known:
        refuse(file, f"bladet {wanted} finns inte", advice)
    return known[wanted]


def _rows(book: Workbook, name: str) -> Iterator[tuple[Any, ...]]:
    """The rows as they are, whatever size the file says that the sheet has."""
    sheet: Any = book[name]
    sheet.reset_dimensions()
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows()
    return rows


def _cells(row: int, shown: tuple[Any, ...], written: tuple[Any, ...]) -> Cells:
    pairs = enumerate(zip(shown, written, strict=True), 1)
    read = (
        _cell(row, column, value, formula)
        for column, (value, formula) in pairs
        if formula.value is not None
    )
    return {cell.column: cell for cell in read if cell.text or cell.trouble}


def _cell(row: int, column: int, value: Any, formula: Any) -> Cell:
    """A cell: `value` as it was when the workbook was saved, `formula` as it was written.

    The one place where a workbook's numbers become exact: the library reads a whole number as an
    integer and any other as the nearest binary number, whose shortest text is what was typed.
    """
    content, text = value.value, plain(str(formula.value))
    if content is None:
        return Cell(row, column, text, None, "är en formel utan uträknat värde")
    text = plain(unicodedata.normalize("NFC", str(content)))
    if value.data_type == "e":
        return Cell(row, column, text, None, f"är ett fel i arbetsboken ({text})")
    if isinstance(content, str):
        return Cell(row, column, text)
    if isinstance(content, Real) and not isinstance(content, bool):
        return Cell(row, column, text, Fraction(str(content)))
    kind = "är sant eller falskt" if isinstance(content, bool) else "är ett datum eller en tid"
    return Cell(row, column, text, None, f"{kind} ({text})")
