"""Numbers that are only known to lie between two others; a formula is evaluated over them as it is."""

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from bidrag.calculation.formula import (
    Amount,
    Given,
    Kind,
    Rounded,
    Term,
    apply,
    evaluator,
    inputs,
    operands,
)
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

    def __sub__(self, other: "Interval") -> "Interval":
        return self + Interval(-other.high, -other.low, other.open_high, other.open_low)

    def __mul__(self, other: "Interval") -> "Interval":  # type: ignore[override]
        corners = [
            (a * b, open_a or open_b) for (a, open_a), (b, open_b) in product(self.ends, other.ends)
        ]
        low, open_low = min(corners)
        high, closed_high = max((value, not is_open) for value, is_open in corners)
        return Interval(low, high, open_low, not closed_high)

    def __truediv__(self, other: "Interval") -> "Interval":
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("the divisor may be zero")
        return self * Interval(1 / other.high, 1 / other.low, other.open_high, other.open_low)

    @property
    def ends(self) -> tuple[tuple[Fraction, bool], tuple[Fraction, bool]]:
        """The lower and the upper end, and whether each is open."""
        return (self.low, self.open_low), (self.high, self.open_high)

    def to_unit(self, unit: Fraction) -> "Interval":
        """From the least to the greatest that a number in the interval is when rounded to the unit.

        Half away from zero: an open end on a half is rounded as what lies just inside of it.
        """
        low, high = to_unit(self.low, unit), to_unit(self.high, unit)
        if self.open_high and self.high > 0 and _is_half(self.high, unit):
            high -= unit
        if self.open_low and self.low < 0 and _is_half(self.low, unit):
            low += unit
        return Interval(low, high)

    def blurred(self, unit: Fraction) -> "Interval":
        """Wider by half a unit at both ends: where a number may lie that is rounded to one in it."""
        return Interval(self.low - unit / 2, self.high + unit / 2)

    def may_print(self, value: Fraction, unit: Fraction) -> bool:
        """Whether some number in the interval is printed as `value` when rounded to the unit."""
        printed = self.to_unit(unit)
        return printed.low <= value <= printed.high


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
    return Reach().of(term)


Inputs = frozenset[Given]
# A rounded input of these kinds can stand both above and below the fraction line of an amount.
_DIVIDING = (Kind.COUNT, Kind.WEIGHT, Kind.FACTOR, Kind.RATE)


def _moved(up: Inputs, down: Inputs) -> Callable[[Given], Fraction]:
    """The inputs with some of them at the upper and some at the lower end of their rounding."""

    def _value(given: Given) -> Fraction:
        if given in up:
            return given.value + given.margin
        return given.value - given.margin if given in down else given.value

    return _value


class Reach:
    """Tells of any number of amounts where each may lie; what they share is evaluated once.

    An amount that divides by what it also multiplies with, as a share does by counts, would be given
    too wide a range by intervals, which take the two for different numbers. But it only grows or only
    shrinks with each input, so its ends are where every input is at one of its own. What is computed
    from a rounded amount divides by no such input again, and is evaluated over intervals from there.
    """

    def __init__(self) -> None:
        self._spans = evaluator(around, Interval.to_unit)
        self._rounding: dict[int, tuple[Term, bool]] = {}
        self._raised: dict[Given, Callable[[Term], Fraction]] = {}
        self._corners: dict[tuple[Inputs, Inputs], Callable[[Term], Fraction]] = {}

    def of(self, term: Term) -> Interval:
        """Where the amount may lie (in its own unit)."""
        if isinstance(term, Amount) and self._rests_on_rounded(term):
            return apply(term.formula, self.of, Interval.to_unit)
        rounded = [given for given in inputs([term]) if given.margin]
        if not any(given.kind in _DIVIDING for given in rounded):
            return self._spans(term)
        up = frozenset(given for given in rounded if self._grows(term, given))
        low, open_low = self._corner(term, frozenset(rounded) - up, rounded)
        high, open_high = self._corner(term, up, rounded)
        return Interval(low, high, open_low, open_high)

    def _rests_on_rounded(self, term: Term) -> bool:
        if id(term) not in self._rounding:
            found = isinstance(term, Amount) and (
                isinstance(term.formula, Rounded)
                or any(map(self._rests_on_rounded, operands(term.formula)))
            )
            self._rounding[id(term)] = term, found
        return self._rounding[id(term)][1]

    def _grows(self, term: Term, given: Given) -> bool:
        if given not in self._raised:
            self._raised[given] = evaluator(_moved(frozenset([given]), frozenset()), to_unit)
        return self._raised[given](term) >= term.value

    def _corner(self, term: Term, top: Inputs, rounded: list[Given]) -> tuple[Fraction, bool]:
        """The amount with these inputs at their upper ends and the rest at their lower, and if it is open."""
        ends = top, frozenset(rounded) - top
        if ends not in self._corners:
            self._corners[ends] = evaluator(_moved(*ends), to_unit)
        is_open = any(around(each).ends[each in top][1] for each in rounded)
        return self._corners[ends](term), is_open


def _is_half(value: Fraction, unit: Fraction) -> bool:
    return (value / unit * 2).denominator == 1 and (value / unit).denominator != 1
