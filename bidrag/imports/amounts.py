"""The budget of a cost line, and each group's share of it where the table has amounts by group."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from bidrag.budget.numbers import MAX_LENGTH
from bidrag.budget.yamltext import number
from bidrag.imports.draft import Value
from bidrag.imports.headings import Role
from bidrag.imports.placing import Placed
from bidrag.imports.remarks import Remarks
from bidrag.imports.rows import Figure, Row
from bidrag.numerals import decimal


class Amounts(NamedTuple):
    """The budget of a line (kr), the shares that it is the sum of, and the rows that only repeat it."""

    budget: Value
    shares: Mapping[str, Value]
    repeats: list[Row]


def amounts_of(placed: list[Placed], groups: Mapping[str, str], remarks: Remarks) -> Amounts:
    """The amounts in the rows of one line; `groups` are those of the activity with their names.

    Two rows for the same group, and groups without an amount, are told and leave holes. A row for all
    groups together beside rows for each is compared with their sum.
    """
    by_group: dict[str, list[Row]] = {}
    for row, group in placed:
        by_group.setdefault(group, []).append(row)
    together = by_group.pop("", [])
    if not by_group:
        return Amounts(_only(together, remarks), {}, [])
    shares = {group: _only(by_group.get(group, []), remarks) for group in groups}
    _tell_missing(placed[0].row, [groups[each] for each in groups if each not in by_group], remarks)
    budget = _sum(placed[0].row, shares, remarks)
    for row in together:
        _compare(row.budget, budget, remarks)
    return Amounts(budget, shares if len(groups) > 1 else {}, together)


def _only(rows: list[Row], remarks: Remarks) -> Value:
    """The budget of the one row."""
    for row in rows[1:]:
        figure = rows[0].budget
        before = remarks.figure(figure.stated, figure.cell) if figure else "tomt"
        cell = row.budget.cell if row.budget else row.cell(Role.LINE)
        message = f"raden {row.line} står redan i tabellen med {before}"
        remarks.problem(cell, message, "ta bort den ena, eller ge den ett eget namn")
    only = rows[0].budget if len(rows) == 1 else None
    return only.value if only else None


def _tell_missing(row: Row, missing: list[str], remarks: Remarks) -> None:
    if missing:
        message = f"raden {row.line} har inget belopp för {', '.join(missing)}"
        help_text = (
            "skriv en rad för varje grupp (0 där inget betalas), "
            "eller totalt som grupp om beloppet är för alla"
        )
        remarks.problem(row.cell(Role.LINE), message, help_text)


def _sum(row: Row, shares: Mapping[str, Value], remarks: Remarks) -> Value:
    known = [share for share in shares.values() if share is not None]
    total = sum(known, Fraction(0))
    if len(known) < len(shares):
        return None
    if len(number(total)) > MAX_LENGTH:
        message = f"summan av raden {row.line} är ett för långt tal"
        remarks.problem(
            row.cell(Role.LINE), message, f"skriv belopp vars summa har högst {MAX_LENGTH} tecken"
        )
        return None
    return total


def _compare(figure: Figure | None, total: Value, remarks: Remarks) -> None:
    """Compares a line's amount for all groups together with the sum of its shares."""
    if figure is None or figure.value is None or total in (None, figure.value):
        return
    assert total is not None
    difference = decimal(abs(total - figure.value))
    message = (
        f"beloppet för alla grupper är {decimal(figure.value)} kr men summan av grupperna "
        f"{decimal(total)} kr: skillnaden är {difference} kr"
    )
    remarks.problem(figure.cell, message, "rätta beloppet eller någon av gruppernas")
