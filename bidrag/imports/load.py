"""From a file with a table to the text of a budget file, and to all that must be told about it."""

from pathlib import Path
from typing import NamedTuple

from bidrag.budget.diagnostics import BudgetError
from bidrag.budget.load import read_file
from bidrag.imports.budgetfile import write_budget
from bidrag.imports.cells import Table, plain
from bidrag.imports.collect import collect
from bidrag.imports.draft import Draft
from bidrag.imports.headings import find_header
from bidrag.imports.limits import MAX_BYTES, refuse, too_large
from bidrag.imports.remarks import Remark, Remarks, comment
from bidrag.imports.rows import read_rows

TEXT_ENDINGS = (".csv", ".tsv", ".txt")
WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls")


class Wanted(NamedTuple):
    """What the user says of a table beside its file; "" or None where nothing was said."""

    sheet: str | None
    municipality: str
    year: str


class Imported(NamedTuple):
    """The table, the text of the budget file, and the remarks in the order of the table."""

    table: Table
    text: str
    remarks: tuple[Remark, ...]

    @property
    def problems(self) -> int:
        """How many of the remarks somebody must see to."""
        return sum(remark.is_problem for remark in self.remarks)


def load_table(path: Path, wanted: Wanted) -> Imported:
    """Reads the table in the file and writes it as a budget file.

    Raises `BudgetError` where the file cannot be read as a table at all.
    """
    try:
        data = read_file(path, MAX_BYTES)
    except BudgetError as error:
        # A year stands for no table, so the reader's advice to write one is not for here.
        found = [each._replace(help="ange en fil med en tabell") for each in error.diagnostics]
        raise BudgetError(error.file, found, error.lines) from None
    return parse_table(str(path), data, wanted)


def parse_table(file: str, data: bytes, wanted: Wanted) -> Imported:
    """The table in a file's bytes; `file` is its path as the user wrote it.

    Raises `BudgetError` as `load_table` does.
    """
    table = _table(file, data, wanted.sheet)
    remarks = Remarks(table)
    header = find_header(table, wanted.year, remarks)
    activities = collect(list(read_rows(header, remarks)), remarks)
    found = remarks.sorted()
    unsolved, lost = (
        tuple(comment(table, each) for each in found if each.is_problem and each.lost is lost)
        for lost in (False, True)
    )
    sheet = f", bladet {table.sheet}" if table.sheet else ""
    source = plain(Path(file).name + sheet)
    draft = Draft(source, plain(wanted.municipality), wanted.year, activities, unsolved, lost)
    return Imported(table, write_budget(draft), found)


def _table(file: str, data: bytes, sheet: str | None) -> Table:
    if len(data) > MAX_BYTES:
        too_large(file)
    ending = Path(file).suffix.lower()
    if ending not in (*WORKBOOK_ENDINGS, *TEXT_ENDINGS):
        message = f"ändelsen {ending or '(ingen)'} är ingen tabells"
        refuse(file, message, "spara tabellen som xlsx eller csv")
    if ending in TEXT_ENDINGS:
        from bidrag.imports.comma import parse_comma

        return parse_comma(file, data)
    from bidrag.imports.workbook import parse_workbook

    return parse_workbook(file, data, sheet)
