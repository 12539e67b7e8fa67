"""The row of headings: which column holds what, in which unit, and what stands above and beside it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import NamedTuple, NoReturn

from bidrag.budget.codes import TABLE_COLUMNS
from bidrag.budget.diagnostics import BudgetError, Diagnostic
from bidrag.imports.cells import Cell, Cells, Table
from bidrag.imports.remarks import Remarks
from bidrag.imports.synonyms import folded

SEARCHED_ROWS = 20


class Role(Enum):
    """What a column holds; the value is the heading that the product itself would write."""

    ACTIVITY = "verksamhet"
    GROUP = "grupp"
    LINE = "rad"
    BUDGET = "budget"
    COUNT = "antal"


HEADINGS = {
    Role.ACTIVITY: ("verksamhet", "skolform", "verksamheter", "skolformer", "verksamhetsform"),
    Role.GROUP: ("grupp", "årskurs", "ålder", "åldersgrupp", "stadium", "åk", "årskurser"),
    Role.LINE: ("rad", "kostnadsslag", "post", "benämning", "text", "budgetpost", "kostnadspost"),
    Role.BUDGET: ("budget", "belopp", "kr", "kronor", "årsbudget"),
    Role.COUNT: ("antal", "antal barn", "antal elever", "barn", "elever", "barnantal", "elevantal"),
}
NEEDED = (Role.ACTIVITY, Role.LINE, Role.BUDGET)
_ROLES = {word: role for role, words in HEADINGS.items() for word in words}
_UNITS = {
    **dict.fromkeys(("kr", "kronor", "sek"), 1),
    **dict.fromkeys(("tkr", "kkr", "tsek", "tusental kronor"), 1000),
    **dict.fromkeys(("mkr", "mnkr", "msek"), 1_000_000),
}
_WORD = "|".join(sorted(_UNITS, key=len, reverse=True))
_UNIT = re.compile(rf"[,(\[ ]*(?:\bi )?\b({_WORD})\b[)\]]?$")
_LARGE_UNIT = re.compile(
    rf"\b({'|'.join(word for word, kronor in _UNITS.items() if kronor > 1)})\b"
)
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")


class Heading(NamedTuple):
    """What a heading says: the column's role (None: not known), and kr per unit of its amounts.

    `unit` is the unit as the heading words it, "" where it does not.
    """

    role: Role | None
    unit: str

    @property
    def kronor(self) -> int:
        """How many kronor one unit of the column is."""
        return _UNITS.get(self.unit, 1)


class Header(NamedTuple):
    """The row of headings: the cell of each column that is used, and the table's rows below it."""

    columns: Mapping[Role, Cell]
    kronor: int
    rows: tuple[Cells, ...]
    width: int

    def cell(self, cells: Cells, role: Role) -> Cell | None:
        """The cell of a row in the column of that role, if there is such a column and content."""
        column = self.columns.get(role)
        return None if column is None else cells.get(column.column)


def read_heading(text: str) -> Heading:
    """What a heading says; a year in it, and upper and lower case, make no difference."""
    words = " ".join(_YEAR.sub(" ", folded(text)).replace("*", " ").rstrip(" :").split())
    match = _UNIT.search(words)
    unit = match.group(1) if match else ""
    rest = words[: match.start()].strip() if match else words
    role = _role(rest) if rest else Role.BUDGET if unit else None
    return Heading(role, unit if role is Role.BUDGET else "")


def _role(words: str) -> Role | None:
    """The one role that all parts of the heading name: `verksamhet/skolform`, `barn och elever`."""
    roles = {_ROLES.get(words)} - {None} or {
        _ROLES.get(part.strip()) for part in re.split(r"/|\boch\b|\beller\b", words)
    }
    return roles.pop() if len(roles) == 1 else None


def roles_in(texts: Iterable[str]) -> int:
    """How many of the columns that a table has are among these headings."""
    return len({read_heading(text).role for text in texts} - {None})


def find_header(table: Table, year: str | None, remarks: Remarks) -> Header:
    """The row of headings, among the first rows of the table; what stands beside it is told.

    `year` chooses among several columns of budgets. Raises `BudgetError` (B061) where a needed column
    is missing, two columns have the same role, or the unit of the amounts cannot be known.
    """
    index = _header_row(table)
    headings = table.rows[index] if table.rows else {}
    columns = _columns(table, headings, year)
    missing = [role.value for role in NEEDED if role not in columns]
    if missing:
        _refuse(table, f"tabellen har ingen kolumn för {', '.join(missing)}", accepted())
    kronor = _kronor(table, index, columns[Role.BUDGET], remarks)
    _tell_above(table.rows[:index], remarks)
    _tell_unused(headings, columns, remarks)
    width = max(headings)
    return Header(columns, kronor, table.rows[index + 1 :], width)


def accepted() -> str:
    """The headings that are recognised, for the one who must write them."""
    known = "; ".join(f"{role.value}: {', '.join(words)}" for role, words in HEADINGS.items())
    where = f"skriv en rad med rubriker bland de första {SEARCHED_ROWS} raderna"
    return f"{where}. Rubriker som känns igen: {known}"


def _header_row(table: Table) -> int:
    """The index of the first row with the most recognised headings."""
    near = [row for row in table.rows if next(iter(row.values())).row <= SEARCHED_ROWS]
    counts = [roles_in(cell.text for cell in row.values()) for row in near]
    return counts.index(max(counts)) if counts else 0


def _columns(table: Table, headings: Cells, year: str | None) -> dict[Role, Cell]:
    found: dict[Role, list[Cell]] = {}
    for cell in headings.values():
        role = read_heading(cell.text).role
        if role is not None:
            found.setdefault(role, []).append(cell)
    return {role: _only(table, role, cells, year) for role, cells in found.items()}


def _only(table: Table, role: Role, cells: list[Cell], year: str | None) -> Cell:
    chosen = [cell for cell in cells if year and year in cell.text] if len(cells) > 1 else cells
    if len(chosen) != 1:
        names = " och ".join(f"”{cell.text}” ({table.address(cell)})" for cell in cells)
        advice = "byt rubrik på den som inte ska användas, eller ta bort den"
        if role is Role.BUDGET:
            advice += "; --år väljer den kolumn som har årtalet i rubriken"
        _refuse(table, f"flera kolumner kan vara {role.value}: {names}", advice)
    return chosen[0]


def _kronor(table: Table, index: int, heading: Cell, remarks: Remarks) -> int:
    found = read_heading(heading.text)
    if found.kronor > 1:
        remarks.note(heading, f"beloppen är i {found.unit} och har gjorts om till kronor")
    if found.unit:
        return found.kronor
    for cell in _cells(table.rows[:index]):
        if match := _LARGE_UNIT.search(folded(cell.text)):
            unit = match.group(1)
            message = (
                f"”{cell.text}” ({table.address(cell)}) säger {unit} "
                f"men rubriken ”{heading.text}” gör det inte"
            )
            help_text = f"skriv enheten i rubriken: {heading.text} ({unit}) eller (kr)"
            _refuse(table, message, help_text)
    return 1


def _tell_above(rows: tuple[Cells, ...], remarks: Remarks) -> None:
    for row in rows:
        amount = next((cell for cell in row.values() if _is_amount(cell)), None)
        if amount:
            message = f"raden står ovanför rubrikerna, och talet {amount.text} har inte lästs in"
            remarks.problem(
                amount, message, "flytta raden under rubrikerna om den hör till tabellen"
            )


def _is_amount(cell: Cell) -> bool:
    digits = sum(char.isdigit() for char in cell.text)
    if not digits or _YEAR.fullmatch(cell.text):
        return False
    return cell.number is not None or not any(char.isalpha() for char in cell.text)


def _tell_unused(headings: Cells, columns: Mapping[Role, Cell], remarks: Remarks) -> None:
    used = {cell.column for cell in columns.values()}
    for cell in headings.values():
        if cell.column not in used:
            help_text = "ta bort kolumnen, eller byt rubrik om den ska läsas"
            remarks.problem(cell, f"kolumnen ”{cell.text}” används inte", help_text)


def _cells(rows: Iterable[Cells]) -> Iterator[Cell]:
    return (cell for row in rows for cell in row.values())


def _refuse(table: Table, message: str, help_text: str) -> NoReturn:
    name = f"{table.file}, {table.sheet}" if table.sheet else table.file
    raise BudgetError(name, [Diagnostic(TABLE_COLUMNS, message, help_text)], [])
