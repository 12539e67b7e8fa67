"""The rows below the headings: what each says, with the form and the group that stand above it."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from bidrag.budget.numbers import MAX_LENGTH, NumberError, parse_number
from bidrag.budget.yamltext import number
from bidrag.imports.cells import Cell, Cells
from bidrag.imports.headings import Header, Role
from bidrag.imports.remarks import Remarks
from bidrag.imports.synonyms import folded, is_all_groups, is_sum

MAX_NAME = 200
_NAMES = (Role.ACTIVITY, Role.GROUP, Role.LINE)
_REWRITE = "skriv om cellen som text, eller rätta den i kalkylprogrammet"
_INCOME = "en intäkt är ingen kostnadsrad: räkna av den på den rad som den finansierar"


class Figure(NamedTuple):
    """A number in the table; None where it could not be used, which has been told.

    `stated` is the number of a cell that holds one which cannot be used (a negative one): it is part
    of the sums in the table.
    """

    cell: Cell
    value: Fraction | None
    stated: Fraction


class Row(NamedTuple):
    """A row of the table.

    `group` is the row's own, "" where it has none; `above` is the group that stands above it in the
    same verksamhet. `everyone` tells that the row is said to be for all groups together. `line` is ""
    in a row of counts only; `total` tells that the row is the sum of others, named `line`.
    """

    cells: Mapping[Role, Cell]
    activity: str
    group: str
    above: str
    everyone: bool
    line: str
    budget: Figure | None
    children: Figure | None
    total: bool

    @property
    def number(self) -> int:
        """The number of the row in the table."""
        return next(iter(self.cells.values())).row

    def cell(self, role: Role) -> Cell:
        """The cell with that role, else the first that has any."""
        return self.cells.get(role) or next(iter(self.cells.values()))


def read_rows(header: Header, remarks: Remarks) -> Iterator[Row]:
    """The rows that can be used, in the order of the table; what cannot be is told."""
    activity = group = ""
    for cells in header.rows:
        reader = _Reader(header, cells, remarks)
        row = reader.row(activity, group)
        if row is None:
            continue
        if not row.total:
            activity, group = row.activity, row.group or row.above
        if reader.is_usable(row):
            yield row


class _Reader:
    """Reads one row."""

    def __init__(self, header: Header, cells: Cells, remarks: Remarks) -> None:
        self.header = header
        self.cells = cells
        self.remarks = remarks
        columns = {role: header.cell(cells, role) for role in Role}
        self.used = {role: cell for role, cell in columns.items() if cell}

    def row(self, activity: str, group: str) -> Row | None:
        """The row, given the activity and the group above it; None where no used column has anything."""
        self._tell_beyond()
        if not self.used:
            return None
        return self._row([self._name(role) for role in _NAMES], activity, group)

    def _row(self, texts: list[str], activity: str, group: str) -> Row | None:
        own, stated, line = texts
        everyone = is_all_groups(stated)
        total = _is_total(own, stated, line, Role.BUDGET in self.used)
        if total:
            line = next(text for text in (line, own, stated) if text)
            own = "" if is_sum(own) else own
        named = total or bool(line)
        same = not own or folded(own) == folded(activity)
        above = group if same and not everyone else ""
        return Row(
            self.used,
            own or activity,
            "" if everyone or is_sum(stated) else stated,
            above,
            everyone,
            line,
            self._budget() if named else self._unnamed_budget(),
            self._count(),
            total,
        )

    def is_usable(self, row: Row) -> bool:
        """Whether the row has a place in the budget file; tells what it lacks."""
        if not row.activity and not row.total:
            help_text = "skriv verksamheten på raden eller på en rad ovanför"
            self.remarks.lost(
                row.cell(Role.LINE), "raden hör inte till någon verksamhet", help_text
            )
            return False
        if row.line and not row.budget and not (row.total and row.children):
            help_text = "skriv budgeten, eller ta bort raden"
            self.remarks.problem(
                row.cell(Role.LINE), f"raden {row.line} har inget belopp", help_text
            )
            return not row.total
        if not row.line and row.budget:
            help_text = "skriv kostnadsslaget, eller Summa om det är summan av raderna ovanför"
            message = f"beloppet {row.budget.cell.text} har inget namn i kolumnen för rad"
            self.remarks.lost(row.budget.cell, message, help_text)
            return row.children is not None
        return True

    def _name(self, role: Role) -> str:
        """The name in the column of that role; one that is not right is told, and kept all the same."""
        cell = self.used.get(role)
        if cell is None:
            return ""
        if cell.trouble:
            self.remarks.problem(cell, f"cellen {cell.trouble}", _REWRITE)
        if len(cell.text) > MAX_NAME:
            message = f"namnet har {len(cell.text)} tecken och är avkortat"
            self.remarks.problem(cell, message, f"skriv ett namn med högst {MAX_NAME} tecken")
        return cell.text[:MAX_NAME].strip()

    def _tell_beyond(self) -> None:
        for cell in self.cells.values():
            if cell.column > self.header.width and not cell.trouble:
                message = f"”{cell.text}” står till höger om rubrikerna och är inte inläst"
                self.remarks.problem(cell, message, "ge kolumnen en rubrik, eller ta bort cellen")

    def _budget(self) -> Figure | None:
        found = self._figure(Role.BUDGET, self.header.kronor)
        if found and found.value is not None and found.value < 0:
            self.remarks.problem(found.cell, f"beloppet {found.cell.text} är negativt", _INCOME)
            return found._replace(value=None)
        return found

    def _unnamed_budget(self) -> Figure | None:
        """The budget of a row without a name, which is all that is told of it."""
        cell = self.used.get(Role.BUDGET)
        return Figure(cell, None, Fraction(0)) if cell else None

    def _count(self) -> Figure | None:
        found = self._figure(Role.COUNT, 1)
        if found and found.value is not None and found.value <= 0:
            help_text = "skriv antalet, eller ta bort gruppen om den inte har några barn"
            self.remarks.problem(
                found.cell, f"antalet {found.cell.text} är inte större än noll", help_text
            )
            return found._replace(value=None)
        return found

    def _figure(self, role: Role, unit: int) -> Figure | None:
        cell = self.used.get(role)
        if cell is None:
            return None
        value = self._number(cell)
        if value is None:
            return Figure(cell, None, Fraction(0))
        value *= unit
        if len(number(value)) > MAX_LENGTH:
            help_text = f"skriv talet med högst {MAX_LENGTH} tecken"
            self.remarks.problem(cell, f"talet {cell.text} är för långt", help_text)
            return Figure(cell, None, Fraction(0))
        return Figure(cell, value, value)

    def _number(self, cell: Cell) -> Fraction | None:
        if cell.trouble:
            self.remarks.problem(cell, f"cellen {cell.trouble}", "skriv talet i cellen")
        elif cell.number is not None:
            return cell.number
        else:
            try:
                return _parse(cell.text)
            except NumberError as error:
                self.remarks.problem(cell, error.message, _advice(cell.text) or error.help)
        return None


def _parse(text: str) -> Fraction:
    """The number; one within brackets is negative, as accounts are printed."""
    bracketed = re.fullmatch(r"\(([0-9][0-9 .,\u00a0\u202f]*)\)", text)
    return -parse_number(bracketed[1]) if bracketed else parse_number(text)


def _advice(text: str) -> str:
    """What to do about a text that a spreadsheet shows as a number; "" where it is none such."""
    if text.startswith("#"):
        return "visa talet i sin helhet: bredda kolumnen, eller rätta formeln"
    if re.fullmatch(r"\(?-?[0-9][^a-z]*(kr|kronor)\.?\)?", text.casefold()):
        return "skriv bara talet i cellen, utan kr"
    return ""


def _is_total(activity: str, group: str, line: str, has_budget: bool) -> bool:
    """Whether the row is the sum of others: its line says so, or it has none and another name does.

    A row for all groups together without a line is a sum where it has a budget, and else a count.
    """
    if line or is_sum(activity):
        return is_sum(line) or is_sum(activity)
    return has_budget if is_all_groups(group) else is_sum(group)
