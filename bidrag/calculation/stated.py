"""Amounts that somebody has stated: a decision's table, or last year's, cell by cell."""

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.budget import Budget
from bidrag.calculation.compute import compute
from bidrag.calculation.formula import Position, Term
from bidrag.calculation.per_period import per_period
from bidrag.calculation.period import Period
from bidrag.calculation.records import records
from bidrag.calculation.tables import Calculation, Table


class Measure(StrEnum):
    """What an amount is stated in, named as the columns of csv: kr per year, or kr per child and period."""

    BUDGET = "budget_kr"
    YEAR = "per_enhet_kr"
    TERM = "per_enhet_och_termin_kr"
    MONTH = "per_enhet_och_månad_kr"
    DAY = "per_enhet_och_dag_kr"
    HOUR = "per_enhet_och_timme_kr"

    @property
    def period(self) -> Period:
        """The period of the price; the year for a budget."""
        return _PERIODS[self]


_PERIODS = {
    Measure.BUDGET: Period.YEAR,
    Measure.YEAR: Period.YEAR,
    Measure.TERM: Period.TERM,
    Measure.MONTH: Period.MONTH,
    Measure.DAY: Period.DAY,
    Measure.HOUR: Period.HOUR,
}
HALF = Fraction(1, 2)
"""The margin of a number that is stated in whole kronor."""

KEY = ("verksamhet", "huvudman", "grupp", "rad")
"""The columns of csv that say which row and group a number belongs to."""

PRICES = {measure.period: measure for measure in Measure if measure is not Measure.BUDGET}
"""The measure of a price, by its period."""


class Cell(NamedTuple):
    """Which number of the tables: as `Record` names it, and in which measure."""

    activity: str
    provider: str
    group: str
    row: str
    measure: Measure

    @property
    def address(self) -> str:
        """The address of the row and group, for instance `Olympicaskolan/grundskola/F-klass/bidrag`."""
        return "/".join(filter(None, (self.provider, self.activity, self.group, self.row)))


class Stated(NamedTuple):
    """A stated number (kr); what it was rounded from lies within `margin` of it."""

    cell: Cell
    value: Fraction
    margin: Fraction
    position: Position


class StatedGroup(NamedTuple):
    """A group that is stated to be decided child by child: activity, provider and group, and where."""

    key: tuple[str, str, str]
    position: Position

    @property
    def address(self) -> str:
        """The address of the group, for instance `anpassad grundskola/behovsgrupp 6`."""
        activity, provider, group = self.key
        return "/".join(filter(None, (provider, activity, group)))


class StatedTable(NamedTuple):
    """Everything that a file of amounts states; `individual` are the groups decided one by one.

    `year` is None and `municipality` empty where the file does not say whose amounts they are (csv).
    """

    file: str
    year: int | None
    amounts: tuple[Stated, ...]
    individual: tuple[StatedGroup, ...]
    municipality: str = ""


def cells(calculation: Calculation) -> Iterator[tuple[Cell, Term]]:
    """Every amount of the tables with its cell, in the order of the tables."""
    return _cells(calculation.tables, PRICES[calculation.period])


def paid(calculation: Calculation) -> Iterator[tuple[Cell, Term]]:
    """Every amount that is paid for a part of the year or all of it, where prices are revised."""
    return _cells(calculation.payments, Measure.YEAR)


def paid_in_the_year(calculation: Calculation) -> Iterator[tuple[Cell, Term]]:
    """Every amount that is paid for the whole year, where prices are revised."""
    whole = (
        table._replace(rows=tuple(row for row in table.rows if row.sums))
        for table in calculation.payments
    )
    return _cells(tuple(whole), Measure.YEAR)


def _cells(tables: tuple[Table, ...], price: Measure) -> Iterator[tuple[Cell, Term]]:
    for table in tables:
        for each in records(table):
            place = (table.activity, table.provider, each.group, each.key)
            if each.budget is not None:
                yield Cell(*place, Measure.BUDGET), each.budget
            if each.price is not None:
                yield Cell(*place, price), each.price


def calculated(budget: Budget, measures: set[Measure]) -> dict[Cell, Term]:
    """Every amount of the budget, in the year's measures and in these."""
    year = compute(budget)
    stated = dict.fromkeys(measure.period for measure in Measure if measure in measures)
    found = dict(cells(year))
    for period in [each for each in stated if each is not Period.YEAR]:
        per = per_period(year, budget, period)
        found.update(_cells((*per.tables, *per.payments), PRICES[period]))
    return found


def measures_of(table: StatedTable) -> set[Measure]:
    """The measures that the table states amounts in."""
    return {each.cell.measure for each in table.amounts}
