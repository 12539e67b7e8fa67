"""Sums in the table: never imported, but each is compared with what it can be the sum of."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple

from bidrag.imports.naming import activity_id, group_id
from bidrag.imports.placing import Placed
from bidrag.imports.remarks import Remarks
from bidrag.imports.rows import Figure, Row
from bidrag.numerals import decimal

Scope = list[Placed]


def check_totals(rows: list[Row], details: dict[int, Placed], remarks: Remarks) -> None:
    """Tells of every sum that is not the sum of its rows, nor of the sums before it.

    `details` are the rows that a sum adds up, by their number in the table. A sum may be of the rows
    since the sum before, of its verksamhet, of its group or of the whole table above it; and it may
    be of the sums that no other sum has added up, with the rows below them.
    """
    for column in (_MONEY, _COUNTS):
        checker = _Checker(column, remarks)
        for row in rows:
            checker.read(row, details.get(row.number))


class _Column(NamedTuple):
    """A column with numbers: what they are called, where they stand, and how rows are added."""

    what: str
    figure: Callable[[Row], Figure | None]
    adders: tuple[Callable[[Scope], Fraction], ...]


class _Stated(NamedTuple):
    """A sum in the table that no other sum has added up yet."""

    activity: str
    value: Fraction


class _Fit(NamedTuple):
    """What a sum may be the sum of: its name and its value, and the sums that are then left to add up."""

    what: str
    value: Fraction
    left: list[_Stated]


class _Checker:
    """Checks the sums of one column, from the top of the table."""

    def __init__(self, column: _Column, remarks: Remarks) -> None:
        self.column = column
        self.remarks = remarks
        self.above: Scope = []
        self.since: Scope = []
        self.stated: list[_Stated] = []

    def read(self, row: Row, placed: Placed | None) -> None:
        """Takes in a row, or checks it if it is a sum."""
        if row.total:
            self._check(row)
            self.since = []
        elif placed:
            self.above.append(placed)
            self.since.append(placed)

    def _check(self, row: Row) -> None:
        figure = self.column.figure(row)
        if figure is None or figure.value is None:
            return
        fits = list(self._fits(row))
        if not fits:
            message = f"summan {decimal(figure.stated)} har inga rader ovanför sig"
            help_text = "skriv summan under sina rader, eller ta bort den"
            self.remarks.problem(figure.cell, message, help_text)
            return
        best = min(fits, key=lambda fit: abs(fit.value - figure.stated))
        self.stated = [*best.left, _Stated(activity_id(row.activity), figure.stated)]
        if best.value != figure.stated:
            self._tell(figure, best)

    def _tell(self, figure: Figure, best: _Fit) -> None:
        message = (
            f"summan är {decimal(figure.stated)} men {best.what} ovanför är tillsammans "
            f"{decimal(best.value)}: skillnaden är {decimal(abs(best.value - figure.stated))}"
        )
        help_text = "rätta summan eller någon av raderna, eller ta bort den"
        self.remarks.problem(figure.cell, message, help_text)

    def _fits(self, row: Row) -> Iterator[_Fit]:
        """What the sum may be the sum of: rows before sums, and the nearest rows first."""
        activity = activity_id(row.activity)
        group = group_id(row.group or row.above)
        own = [each for each in self.above if activity_id(each.row.activity) == activity]
        others = [each for each in self.stated if each.activity != activity]
        yield from self._of_rows(self.since, self.stated)
        yield from self._of_rows(own, others)
        yield from self._of_rows([each for each in own if each.group == group], self.stated)
        yield from self._of_rows(self.above, [])
        yield from self._of_sums(
            [each for each in self.stated if each.activity == activity], others
        )
        yield from self._of_sums(self.stated, [])

    def _of_rows(self, scope: Scope, left: list[_Stated]) -> Iterator[_Fit]:
        if scope:
            yield from (_Fit(self.column.what, add(scope), left) for add in self.column.adders)

    def _of_sums(self, stated: list[_Stated], left: list[_Stated]) -> Iterator[_Fit]:
        """The sums with the rows below them; one sum alone is no sum of sums."""
        if len(stated) + bool(self.since) > 1:
            value = sum((each.value for each in stated), Fraction(0))
            adders = self.column.adders if self.since else self.column.adders[:1]
            yield from (_Fit("summorna", value + add(self.since), left) for add in adders)


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


_MONEY = _Column("beloppen", lambda row: row.budget, (_money,))
_COUNTS = _Column("antalen", lambda row: row.children, (_children, _column))
