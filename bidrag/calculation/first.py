"""Prices that the municipality rounds for one period first, and then counts the year from."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.budget import Activity, Price, SumStep
from bidrag.calculation.formula import Amount, Given, Ratio, Rounded, Term
from bidrag.calculation.period import Period, Rounding

EXACT = "exakt"
"""What the address of a price ends with before it is rounded."""
BEFORE = "före avrundning"


class First(NamedTuple):
    """The period whose price is rounded first: how many a year has of it, and to what unit (kr).

    `rows` are the sums that are prices; nothing else is rounded.
    """

    period: Period
    number: Given
    unit: Fraction
    rows: frozenset[str]

    @property
    def reach(self) -> Fraction:
        """How far (kr per child and year) the rounding can move a price."""
        return self.number.value * self.unit / 2


def first_of(activity: Activity, rounding: Rounding, prices: Iterable[Price]) -> First | None:
    """What is rounded first of these prices: the sums, for the period that the file names, if any.

    Nothing is of what is decided for a unit and year.
    """
    if rounding.first is None or (activity.supplement and activity.supplement.by_unit):
        return None
    sums = {step.key for step in activity.steps if isinstance(step.rule, SumStep)}
    rows = sums & {price.row for price in prices}
    unit = rounding.unit(rounding.first)
    return First(rounding.first, activity.numbers[rounding.first], unit, frozenset(rows))


def rounded_first(price: Amount, address: str, label: str, first: First) -> Amount:
    """The year's price, counted from the rounded price of the period; `price` is the exact one."""
    unit = f"{price.unit} och {first.period}"
    exact = Amount(
        f"{address}/{EXACT}/{first.period}",
        f"{label} per {first.period}, {BEFORE}",
        unit,
        Ratio((price,), (first.number,)),
    )
    rounded = Amount(
        f"{address}/{first.period}", f"{label} per {first.period}", unit, Rounded(exact, first.unit)
    )
    return Amount(address, label, price.unit, Ratio((rounded, first.number)), price.basis)


def part_of(term: Term, number: Given) -> Amount | None:
    """The period's own price, where the year's is that times the number (it was rounded first)."""
    if not isinstance(term, Amount) or not isinstance(term.formula, Ratio):
        return None
    part, *others = term.formula.over
    is_whole = others == [number] and not term.formula.under
    return part if is_whole and isinstance(part, Amount) else None
