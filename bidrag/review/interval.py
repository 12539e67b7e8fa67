"""Numbers that are only known to lie between two others; a formula is evaluated over them as it is."""

from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.formula import Given, Term, evaluate
from bidrag.rounding import to_unit


class Interval(NamedTuple):
    """All numbers from `low` to `high`, both included."""

    low: Fraction
    high: Fraction

    def __add__(self, other: "Interval") -> "Interval":  # type: ignore[override]
        return Interval(self.low + other.low, self.high + other.high)

    def __mul__(self, other: "Interval") -> "Interval":  # type: ignore[override]
        corners = [a * b for a in self for b in other]
        return Interval(min(corners), max(corners))

    def __truediv__(self, other: "Interval") -> "Interval":
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("the divisor may be zero")
        return self * Interval(1 / other.high, 1 / other.low)

    def may_print(self, value: Fraction, unit: Fraction) -> bool:
        """Whether some number in the interval is printed as `value` when rounded to the unit."""
        return to_unit(self.low, unit) <= value <= to_unit(self.high, unit)


def around(given: Given) -> Interval:
    """Where the number behind an input may lie."""
    return Interval(given.value - given.margin, given.value + given.margin)


def within(term: Term) -> Interval:
    """Where the amount may lie when each of its inputs lies anywhere within its rounding.

    Never too narrow; an input that the formula reads twice with opposite effect makes it too wide.
    Raises `ZeroDivisionError` when a divisor may be zero.
    """
    return evaluate(term, around)
