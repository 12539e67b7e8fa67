"""Numbers that are only known to lie between two others; a formula is evaluated over them as it is."""

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from bidrag.calculation.formula import Given, Kind, Term, evaluate, evaluator, inputs
from bidrag.rounding import to_unit


class Interval(NamedTuple):
    """All numbers from `low` to `high`; an open end is not itself one of them."""

    low: Fraction
    high: Fraction
    open_low: bool = False
    open_high: bool = False

    def __add__(self, other: "Interval") -> "Interval":  # type: ignore[override]
        return Interval(
            self.low + other.low,
            self.high + other.high,
            self.open_low or other.open_low,
            self.open_high or other.open_high,
        )

    def __mul__(self, other: "Interval") -> "Interval":  # type: ignore[override]
        corners = [
            (a * b, open_a or open_b)
            for (a, open_a), (b, open_b) in product(self._ends, other._ends)
        ]
        low, open_low = min(corners)
        high, closed_high = max((value, not is_open) for value, is_open in corners)
        return Interval(low, high, open_low, not closed_high)

    def __truediv__(self, other: "Interval") -> "Interval":
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("the divisor may be zero")
        return self * Interval(1 / other.high, 1 / other.low, other.open_high, other.open_low)

    @property
    def _ends(self) -> tuple[tuple[Fraction, bool], tuple[Fraction, bool]]:
        return (self.low, self.open_low), (self.high, self.open_high)

    def may_print(self, value: Fraction, unit: Fraction) -> bool:
        """Whether some number in the interval is printed as `value` when rounded to the unit.

        Half away from zero: an open end on a half prints as what lies just inside of it.
        """
        low, high = to_unit(self.low, unit), to_unit(self.high, unit)
        if self.open_high and self.high > 0 and _is_half(self.high, unit):
            high -= unit
        if self.open_low and self.low < 0 and _is_half(self.low, unit):
            low += unit
        return low <= value <= high


def exactly(value: Fraction) -> Interval:
    """The one number."""
    return Interval(value, value)


def around(given: Given) -> Interval:
    """Where the number behind an input may lie: from half a unit below to just under half a unit above.

    The mirror image for a negative number, since halves are printed away from zero.
    """
    low, high = given.value - given.margin, given.value + given.margin
    rounded = given.margin > 0
    return Interval(low, high, rounded and given.value < 0, rounded and given.value >= 0)


def within(term: Term) -> Interval:
    """Where the amount may lie when each of its inputs lies anywhere within its rounding."""
    return reach()(term)


def reach() -> Callable[[Term], Interval]:
    """Tells of any number of amounts where each may lie; what they share is evaluated once."""
    spans = evaluator(around)

    def _within(term: Term) -> Interval:
        rounded = [given for given in inputs([term]) if given.margin]
        if any(given.kind in (Kind.COUNT, Kind.WEIGHT, Kind.RATE) for given in rounded):
            return _between_corners(term, rounded)
        return spans(term)

    return _within


def _between_corners(term: Term, rounded: list[Given]) -> Interval:
    """The range of an amount that divides by what it also multiplies with, as a share does by counts.

    Intervals would take the two for different numbers and make the range too wide. But an amount only
    grows or only shrinks with each input, so its ends are where every input is at one of its own.
    """
    up = {given: _grows(term, given) for given in rounded}

    def _corner(top: bool) -> tuple[Fraction, bool]:
        chosen = {given: around(given)._ends[up[given] == top] for given in rounded}
        value: Fraction = evaluate(
            term, lambda each: chosen[each][0] if each in chosen else each.value
        )
        return value, any(is_open for _, is_open in chosen.values())

    (low, open_low), (high, open_high) = _corner(top=False), _corner(top=True)
    return Interval(low, high, open_low, open_high)


def _grows(term: Term, given: Given) -> bool:
    more: Fraction = evaluate(term, lambda each: each.value + (each.margin if each is given else 0))
    return more >= term.value


def _is_half(value: Fraction, unit: Fraction) -> bool:
    return (value / unit * 2).denominator == 1 and (value / unit).denominator != 1
