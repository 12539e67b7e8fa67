"""Prices for another period than the year: the year's price divided by how many it has of the period."""

from bidrag.calculation.budget import Budget
from bidrag.calculation.formula import Amount, Given, Ratio, Term
from bidrag.calculation.period import Period
from bidrag.calculation.tables import Calculation, Row, Table


def per_period(calculation: Calculation, budget: Budget, period: Period) -> Calculation:
    """The same tables with every price in kr per child and period; totals and shares stay per year.

    A table is left out where nobody has stated how many of the period a year has.
    """
    if period is Period.YEAR:
        return calculation
    numbers = {activity.key: activity.numbers for activity in budget.activities}
    tables = tuple(
        _table(table, numbers[table.activity][period], period)
        for table in calculation.tables
        if period in table.periods
    )
    return calculation._replace(period=period.value, tables=tables)


def _table(table: Table, divisor: Given, period: Period) -> Table:
    rows = tuple(_row(row, table, divisor, period) for row in table.rows)
    return table._replace(rows=rows, divisor=divisor)


def _row(row: Row, table: Table, divisor: Given, period: Period) -> Row:
    place = f"{table.provider}/{table.activity}" if table.provider else table.activity
    unit = f"kr per {table.unit} och {period}"
    prices = tuple(
        term
        and (
            _part(term, divisor)
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


def _part(term: Term, divisor: Given) -> Amount | None:
    """The period's own price, where the year's is that times the divisor (it was rounded first)."""
    if not isinstance(term, Amount) or not isinstance(term.formula, Ratio):
        return None
    part, *others = term.formula.over
    is_whole = others == [divisor] and not term.formula.under
    return part if is_whole and isinstance(part, Amount) else None
