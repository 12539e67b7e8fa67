"""Sums in the table: never imported, but each is compared with the rows that it can be the sum of."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from bidrag.imports.naming import activity_id, group_id
from bidrag.imports.placing import Placed
from bidrag.imports.remarks import Remarks
from bidrag.imports.rows import Figure, Row
from bidrag.numerals import decimal

Scope = list[Placed]


def check_totals(rows: list[Row], details: dict[int, Placed], remarks: Remarks) -> None:
    """Tells of every sum that is not the sum of its rows.

    `details` are the rows that a sum adds up, by their number in the table. A sum may be of the rows
    since the sum before, of its verksamhet, of its group or of the whole table above it.
    """
    above: Scope = []
    since: Scope = []
    for row in rows:
        if not row.total:
            placed = details.get(row.number)
            above += [placed] if placed else []
            since += [placed] if placed else []
            continue
        _check(row, [each for each in _scopes(row, above, since) if each], remarks)
        since = []


def _check(row: Row, scopes: list[Scope], remarks: Remarks) -> None:
    _compare(row.budget, "beloppen", map(_money, scopes), remarks)
    _compare(row.children, "antalen", (add(it) for it in scopes for add in _COUNTS), remarks)


def _scopes(row: Row, above: Scope, since: Scope) -> Iterator[Scope]:
    activity = activity_id(row.activity)
    group = group_id(row.group or row.above)
    yield since
    yield [each for each in above if activity_id(each.row.activity) == activity]
    yield [
        each for each in above if activity_id(each.row.activity) == activity and each.group == group
    ]
    yield above


def _money(scope: Scope) -> Fraction:
    return sum((each.row.budget.stated for each in scope if each.row.budget), Fraction(0))


def _column(scope: Scope) -> Fraction:
    """The sum of the column of counts, as a spreadsheet adds it."""
    return sum((each.row.children.stated for each in scope if each.row.children), Fraction(0))


def _children(scope: Scope) -> Fraction:
    """The sum of the groups' counts, each group once."""
    counts = {
        (activity_id(each.row.activity), each.group): each.row.children.stated
        for each in scope
        if each.row.children
    }
    return sum(counts.values(), Fraction(0))


_COUNTS = (_children, _column)


def _compare(figure: Figure | None, what: str, sums: Iterable[Fraction], remarks: Remarks) -> None:
    """Tells that none of the sums is the stated one, with the difference from the first."""
    if figure is None or figure.value is None:
        return
    first = None
    for total in sums:
        if total == figure.stated:
            return
        first = total if first is None else first
    if first is None:
        message = f"summan {decimal(figure.stated)} har inga rader ovanför sig"
        remarks.problem(figure.cell, message, "skriv summan under sina rader, eller ta bort den")
        return
    message = (
        f"summan är {decimal(figure.stated)} men {what} ovanför är tillsammans "
        f"{decimal(first)}: skillnaden är {decimal(abs(first - figure.stated))}"
    )
    remarks.problem(figure.cell, message, "rätta summan eller någon av raderna, eller ta bort den")
