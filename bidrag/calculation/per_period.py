"""Prices for another period than the year: the year's price divided by how many it has of the period."""

from bidrag.calculation.budget import Budget
from bidrag.calculation.first import part_of
from bidrag.calculation.formula import Amount, Given, Ratio
from bidrag.calculation.period import Period
from bidrag.calculation.tables import Calculation, Row, Table


def per_period(calculation: Calculation, budget: Budget, period: Period) -> Calculation:
    """The same tables with every price in kr per child and period; totals and shares stay per year.

    What is paid is paid by the month: of that, each stretch of months has what one month of it is paid,
    and no other period has any. A table is left out where nobody has stated how many of the period a
    year has.
    """
    if period is Period.YEAR:
        return calculation
    numbers = {each.origin or each.key: each.numbers for each in budget.activities}
    tables = tuple(
        _table(table, numbers[table.origin][period], period)
        for table in calculation.tables
        if period in table.periods
    )
    payments = tuple(
        _payment(table, numbers[table.origin][period])
        for table in calculation.payments
        if period is Period.MONTH
    )
    return calculation._replace(period=period, tables=tables, payments=payments)


def _table(table: Table, divisor: Given, period: Period) -> Table:
    rows = tuple(_row(row, table, divisor, period) for row in table.rows)
    return table._replace(rows=rows, divisor=divisor)


def _payment(table: Table, months: Given) -> Table:
    """What each month is paid with; the year has no row of its own."""
    rows = (
        _row(row._replace(prices=row.paid.prices), table, months, Period.MONTH)
        for row in table.rows
        if row.paid and not row.sums
    )
    return table._replace(rows=tuple(rows), divisor=months)


def _row(row: Row, table: Table, divisor: Given, period: Period) -> Row:
    place = f"{table.provider}/{table.activity}" if table.provider else table.activity
    unit = f"kr per {table.unit} och {period}"
    prices = tuple(
        term
        and (
            part_of(term, divisor)
            or Amount(
                f"{place}/{group.key}/{row.key}/{period}",
                f"{row.label} {group.label} per {period}",
                unit,
                Ratio((term,), (divisor,)),
            )
        )
        for group, term in zip(table.groups, row.prices, strict=True)
    )
    return row._replace(prices=prices)
