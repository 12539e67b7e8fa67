"""Whether one input of the budget file, written differently, makes every amount right that rests on it."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise
from math import prod
from typing import NamedTuple

from bidrag.calculation.formula import (
    Given,
    Kind,
    Position,
    Ratio,
    Term,
    evaluator,
    inputs,
    unrounded,
)
from bidrag.numerals import NBSP, decimal
from bidrag.review.findings.decided import Comparison
from bidrag.review.findings.interval import Interval, around, exactly
from bidrag.review.findings.words import amounts, swapped
from bidrag.rounding import to_unit

_COARSEST, _FINEST = Fraction(1_000_000), Fraction(1, 10_000)


# With another index, others would be below the average: the formulas hold for the one there is.
_NEVER = (Kind.DIVISOR, Kind.INDEX)


class Misprint(NamedTuple):
    """An input, what it should be for every amount to fit, and the wrong amounts that this explains.

    `alone` tells that no other number with as few digits fits.
    """

    given: Given
    value: Fraction
    wrong: list[Comparison]
    alone: bool

    @property
    def place(self) -> str:
        """The line of the file where the input stands."""
        origin = self.given.origin
        return f"{origin.file}:{origin.line}" if isinstance(origin, Position) else ""

    def __str__(self) -> str:
        old, new = decimal(self.given.value), decimal(self.value)
        swap = ", två siffror har bytt plats" if swapped(old, new) else ""
        what = amounts(len(self.wrong))
        about = "" if self.alone else "omkring "
        return f"{about}{new} i stället för {old} ({self.given.label}, {self.place}{swap}) gör {what} rätt"


class Solver:
    """Looks for misprinted inputs among these comparisons; what it finds out for one serves the next."""

    def __init__(self, every: list[Comparison]) -> None:
        self.every = every
        self.read = {id(each): _read(each) for each in every}
        self.around: dict[Given, _Around] = {}
        self.solved: dict[tuple[Given, int], Interval | None] = {}

    def misprint(self, wrong: list[Comparison]) -> Misprint | None:
        """The one input that explains all the wrong amounts, so that nothing that was right becomes wrong.

        None where none does, or several do.
        """
        found = [each for given in self._shared(wrong) if (each := self._corrected(given, wrong))]
        told = [each for each in found if any(one.term is each.given for one in wrong)]
        # One amount alone would be explained by any input; then only its own will do.
        candidates = told if told or len(wrong) == 1 else found
        return candidates[0] if len(candidates) == 1 else None

    def _shared(self, wrong: list[Comparison]) -> Iterator[Given]:
        """The inputs of the budget file that every wrong amount rests on."""
        first, *rest = (self.read[id(each)] for each in wrong)
        for given in first:
            from_file = isinstance(given.origin, Position) and given.kind not in _NEVER
            if from_file and all(given in others for others in rest):
                yield given

    def _corrected(self, given: Given, wrong: list[Comparison]) -> Misprint | None:
        resting = [each for each in self.every if given in self.read[id(each)]]
        # A stated amount that repeats the input repeats its misprint too, if it is not itself wrong.
        told = any(each.term is given for each in wrong)
        asked = [each for each in resting if told or each.term is not given]
        span = self._fitting(given, [*wrong, *asked])
        if span is None:
            return None
        for value in dict.fromkeys(_candidates(given, span.low, span.high)):
            if value != given.value and _all_fit(given, value, asked):
                return Misprint(given, value, wrong, _is_alone(given, value, span))
        return None

    def _fitting(self, given: Given, found: list[Comparison]) -> Interval | None:
        """The values of the input with which all of these are printed as stated; None if none are."""
        fitting: Interval | None = None
        for each in found:
            span = self._span(given, each)
            if span is None:
                continue
            low = span.low if fitting is None else max(fitting.low, span.low)
            high = span.high if fitting is None else min(fitting.high, span.high)
            if low > high:
                return None
            fitting = Interval(low, high)
        return fitting

    def _span(self, given: Given, comparison: Comparison) -> Interval | None:
        key = given, id(comparison)
        if key not in self.solved:
            at = self.around.setdefault(given, _Around(given))
            self.solved[key] = _solved(at, comparison)
        return self.solved[key]


def _read(comparison: Comparison) -> dict[Given, None]:
    """The inputs that the amount rests on, in the order in which its formula reads them."""
    return {} if comparison.term is None else dict.fromkeys(inputs([comparison.term]))


class _Around:
    """Evaluates amounts at the input as it stands and a little beside it; what they share only once."""

    def __init__(self, given: Given) -> None:
        self.given = given
        x = given.value
        self.points = [evaluator(_at(given, value), unrounded) for value in (x, x + 1, x + 2)]
        self.span = evaluator(_with(given, x), Interval.blurred)

    def line(self, terms: tuple[Term, ...]) -> "_Line | None":
        """The product of the terms as a straight line in the input; None where it is none."""
        here, there, beyond = (prod(map(point, terms)) for point in self.points)
        slope = Fraction(there - here)
        return _Line(here - slope * self.given.value, slope) if beyond - there == slope else None


def _at(given: Given, value: Fraction) -> Callable[[Given], Fraction]:
    return lambda each: value if each is given else each.value


def _with(given: Given, value: Fraction) -> Callable[[Given], Interval]:
    return lambda each: exactly(value) if each is given else around(each)


def _solved(at: _Around, comparison: Comparison) -> Interval | None:
    """The values of the input with which the amount is printed as it is stated.

    The amount is a quotient of two straight lines in the input, (a + bx) / (c + dx): the input stands
    once above, once below, or both. None where it is not, and the amount cannot be solved for.
    A municipality's own rounding is no line: the solution is wider by what that can do.
    """
    term, stated = comparison.term, comparison.stated
    if term is None:
        return None
    over, under = (at.line(terms) for terms in _fraction(term))
    if over is None or under is None:
        return None
    span = at.span(term)
    exact = at.points[0](term)
    low = stated.value - stated.margin - (span.high - exact)
    high = stated.value + stated.margin + (exact - span.low)
    ends = [
        (value * under.start - over.start) / slope
        for value in (low, high)
        if (slope := over.slope - value * under.slope)
    ]
    return Interval(min(ends), max(ends)) if len(ends) == 2 else None


def _fraction(term: Term) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """What stands above and below the amount's fraction line."""
    if isinstance(term, Given) or not isinstance(term.formula, Ratio):
        return (term,), ()
    return term.formula.over, term.formula.under


class _Line(NamedTuple):
    """A straight line in an input: `start` where the input is 0, and `slope`."""

    start: Fraction
    slope: Fraction


def _candidates(given: Given, low: Fraction, high: Fraction) -> Iterator[Fraction]:
    """The numbers between the two that could have been written: two digits swapped, then the roundest."""
    likely = (value for value in _swaps(given.value) if low <= value <= high)
    yield from likely
    unit = _COARSEST
    while low <= high and unit >= _FINEST:
        middle = to_unit((low + high) / 2, unit)
        near = (middle, middle - unit, middle + unit)
        yield from (value for value in near if low <= value <= high and value > 0)
        unit /= 10


def _is_alone(given: Given, value: Fraction, span: Interval) -> bool:
    """Whether the number is two digits swapped, or the only one between the two with so few decimals."""
    unit = Fraction(1, value.denominator)
    return value in _swaps(given.value) or not (
        span.low <= value - unit or value + unit <= span.high
    )


def _swaps(value: Fraction) -> Iterator[Fraction]:
    """The number with two neighbouring digits in each other's places, for each two that differ."""
    text = decimal(value).replace(NBSP, "")
    digits = [i for i, char in enumerate(text) if char.isdigit()]
    for i, j in pairwise(digits):
        other = text[:i] + text[j] + text[i + 1 : j] + text[i] + text[j + 1 :]
        if text[i] != text[j] and other[0] != "0":
            yield Fraction(other.replace(",", "."))


def _all_fit(given: Given, value: Fraction, asked: list[Comparison]) -> bool:
    """Whether every stated amount that rests on the input now fits."""
    span = evaluator(_with(given, value), Interval.to_unit)
    return all(
        span(each.term).may_print(each.stated.value, each.unit)
        for each in asked
        if each.term is not None
    )
