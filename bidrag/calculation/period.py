"""Prices for another period than the year: the year's exact price divided, never a rounded one."""

from enum import StrEnum
from fractions import Fraction

from bidrag.calculation.budget import Budget
from bidrag.calculation.formula import Amount, Given, Kind, Practice, Ratio
from bidrag.calculation.tables import Calculation, Row, Table
from bidrag.law import MONTHLY_PAYMENT


class Period(StrEnum):
    """The periods that a price can be stated for."""

    YEAR = "år"
    TERM = "termin"
    MONTH = "månad"
    DAY = "dag"


_TERMS = Given(
    "terminer per år",
    Fraction(2),
    "terminer",
    Practice("en vårtermin och en hösttermin på året"),
    Kind.DIVISOR,
)
_MONTHS = Given("månader per år", Fraction(12), "månader", MONTHLY_PAYMENT, Kind.DIVISOR)


def per_period(calculation: Calculation, budget: Budget, period: Period) -> Calculation:
    """The same tables with every price in kr per child and period; totals and shares stay per year."""
    if period is Period.YEAR:
        return calculation
    days = {activity.key: activity.days for activity in budget.activities}
    tables = tuple(
        _table(table, _divisor(period, days[table.activity]), period)
        for table in calculation.tables
    )
    return calculation._replace(period=period.value, tables=tables)


def _divisor(period: Period, days: Given) -> Given:
    return {Period.TERM: _TERMS, Period.MONTH: _MONTHS, Period.DAY: days}[period]


def _table(table: Table, divisor: Given, period: Period) -> Table:
    rows = tuple(_row(row, table, divisor, period) for row in table.rows)
    return table._replace(rows=rows, divisor=divisor)


def _row(row: Row, table: Table, divisor: Given, period: Period) -> Row:
    place = f"{table.provider}/{table.activity}" if table.provider else table.activity
    unit = f"kr per {table.unit} och {period}"
    prices = tuple(
        term
        and Amount(
            f"{place}/{group.key}/{row.key}/{period}",
            f"{row.label} {group.label} per {period}",
            unit,
            Ratio((term,), (divisor,)),
        )
        for group, term in zip(table.groups, row.prices, strict=True)
    )
    return row._replace(prices=prices)
