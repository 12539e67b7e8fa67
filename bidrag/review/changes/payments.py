"""Why what is paid over the year differs between two budgets: month by month, each cause's part.

A month is paid with a twelfth of the price that holds in it. Where both budgets pay it by the same
revision, or by none, the price's own causes are those of the month. Where they do not, what the one
revision differs from the other is a cause of its own, beside what has changed within either.
"""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from bidrag.calculation import compute
from bidrag.calculation.budget import Budget
from bidrag.calculation.formula import Term
from bidrag.calculation.months import MONTHS, Stretch
from bidrag.calculation.stated import Cell, Measure, cells
from bidrag.calculation.tables import Row, Table
from bidrag.numerals import listed
from bidrag.review.changes.attribution import Attribution, Part, Shift
from bidrag.review.changes.causes import Cause

Prices = tuple[Cell | None, Cell | None]
"""The price that holds in a month, before and after; None where there was none."""
REVISED = ("revideringar",)


class Payments:
    """What each month is paid by in two budgets, and why that is not the same."""

    def __init__(self, old: Budget, new: Budget, why: Attribution) -> None:
        self.old, self.new, self.why = _side(old), _side(new), why
        self.known: dict[Cell, tuple[Part, ...]] = {}

    def __contains__(self, cell: Cell) -> bool:
        """Whether it is what both budgets pay for the year."""
        return cell in self.old.months and cell in self.new.months

    def parts(self, cell: Cell) -> tuple[Part, ...]:
        """Every cause's part (kr per child) of what the year's payment has changed by; they sum to it."""
        values: defaultdict[Cause, Fraction] = defaultdict(Fraction)
        shifts: defaultdict[Cause, dict[Shift, None]] = defaultdict(dict)
        moved: list[int] = []
        rest = Fraction(0)
        for month, pair in enumerate(self._pairs(cell), 1):
            change = self.new.value(pair[1]) - self.old.value(pair[0])
            for share, part in self._within(pair, self._first(cell)):
                values[part.cause] += share * part.value / len(MONTHS)
                shifts[part.cause].update(dict.fromkeys(part.shifts))
                change -= share * part.value
            moved += [month] if change else []
            rest += change / len(MONTHS)
        if rest:
            values[Cause(REVISED, f"Revideringar, {_months(moved)}")] = rest
        found = [Part(cause, value, (*shifts[cause],)) for cause, value in values.items() if value]
        return tuple(sorted(found, key=lambda part: -abs(part.value)))

    def _pairs(self, cell: Cell) -> list[Prices]:
        """What each month is paid by, before and after."""
        return list(zip(self.old.months[cell], self.new.months[cell], strict=True))

    def _first(self, cell: Cell) -> list[Cell]:
        """What January is paid by, before any revision as a rule."""
        return self._in_both(self._pairs(cell)[0])

    def _in_both(self, prices: Prices) -> list[Cell]:
        known = (self.old.terms, self.new.terms)
        return [each for each in dict.fromkeys(prices) if each and all(each in of for of in known)]

    def _within(self, prices: Prices, first: list[Cell]) -> Iterator[tuple[Fraction, Part]]:
        """Why the price of a month differs from itself, on average where that is two prices."""
        both = (self._in_both(prices) or first) if all(prices) else []
        for each in both:
            for part in self._parts(each):
                yield Fraction(1, len(both)), part

    def _parts(self, cell: Cell) -> tuple[Part, ...]:
        if cell not in self.known:
            self.known[cell] = self.why.parts(cell.row, self.old.terms[cell], self.new.terms[cell])
        return self.known[cell]


class _Side(NamedTuple):
    """The yearly prices of a budget, and by which of them each month of a payment is paid."""

    terms: dict[Cell, Term]
    months: dict[Cell, list[Cell | None]]

    def value(self, cell: Cell | None) -> Fraction:
        return self.terms[cell].value if cell else Fraction(0)


def _side(budget: Budget) -> _Side:
    calculation = compute(budget)
    terms = {cell: term for cell, term in cells(calculation) if cell.measure is Measure.YEAR}
    places: defaultdict[int, list[Cell]] = defaultdict(list)
    for cell, term in terms.items():
        places[id(term)].append(cell)
    months = {
        cell: [_place(each, places) for each in _by_month(table, row, i)]
        for table in calculation.payments
        for row in table.rows
        for i, group in enumerate(table.groups)
        if row.sums and (cell := _cell(table, group.key, row))
    }
    return _Side(terms, months)


def _cell(table: Table, group: str, row: Row) -> Cell:
    return Cell(table.activity, table.provider, group, row.key, Measure.YEAR)


def _by_month(table: Table, whole: Row, i: int) -> Iterator[tuple[str, Term | None]]:
    """The row of the price that the whole year's row pays, and what it is each month."""
    assert whole.paid
    for row in table.rows:
        if row.paid and not row.sums and row.paid.price == whole.paid.price:
            yield from [(row.paid.price, row.paid.prices[i])] * len(row.paid.months.months)


def _place(price: tuple[str, Term | None], places: dict[int, list[Cell]]) -> Cell | None:
    """Where the price stands; one input may be several prices."""
    row, term = price
    found = places[id(term)] if term else []
    return min(found, key=lambda cell: cell.row != row, default=None)


def _months(numbers: list[int]) -> str:
    """The months in words, as the stretches that they make."""
    runs = (
        [number for _, number in run]
        for _, run in groupby(enumerate(numbers), key=lambda each: each[1] - each[0])
    )
    return listed([str(Stretch(run[0], run[-1])) for run in runs])
