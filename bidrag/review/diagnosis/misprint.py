"""Whether one input of the budget file, written differently, makes every amount right that rests on it."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.formula import (
    Given,
    Kind,
    Position,
    Ratio,
    Term,
    evaluate,
    inputs,
)
from bidrag.numerals import decimal
from bidrag.review.decided import Comparison
from bidrag.review.diagnosis.words import amounts, swapped
from bidrag.review.interval import Interval, around
from bidrag.rounding import to_unit

_FINEST = Fraction(1, 10_000)


class Misprint(NamedTuple):
    """An input, what it should be for every amount to fit, and the wrong amounts that this explains."""

    given: Given
    value: Fraction
    wrong: list[Comparison]

    @property
    def place(self) -> str:
        """The line of the file where the input stands."""
        origin = self.given.origin
        return f"{origin.file}:{origin.line}" if isinstance(origin, Position) else ""

    def __str__(self) -> str:
        old, new = decimal(self.given.value), decimal(self.value)
        swap = ", två siffror har bytt plats" if swapped(old, new) else ""
        what = amounts(len(self.wrong))
        return f"{new} i stället för {old} ({self.given.label}, {self.place}{swap}) gör {what} rätt"


def misprint(wrong: list[Comparison], every: list[Comparison]) -> Misprint | None:
    """The one input that explains all the wrong amounts; None where none does, or several do.

    `every` are all comparisons, so that nothing that was right becomes wrong.
    """
    found = list(filter(None, (_corrected(given, wrong, every) for given in _shared(wrong))))
    told = [each for each in found if any(one.term is each.given for one in wrong)]
    # One amount alone would be explained by any input; then only its own will do.
    candidates = told if told or len(wrong) == 1 else found
    return candidates[0] if len(candidates) == 1 else None


def _shared(wrong: list[Comparison]) -> Iterator[Given]:
    """The inputs of the budget file that every wrong amount rests on."""
    read = [inputs([each.term]) for each in wrong if each.term]
    for given in read[0] if read else ():
        if not isinstance(given.origin, Position) or given.kind is Kind.DIVISOR:
            continue
        if all(any(other is given for other in others) for others in read):
            yield given


def _corrected(given: Given, wrong: list[Comparison], every: list[Comparison]) -> Misprint | None:
    spans = [span for each in wrong if (span := _solved(given, each))]
    if not spans:
        return None
    low, high = max(span.low for span in spans), min(span.high for span in spans)
    for value in _candidates(given, low, high):
        if value != given.value and _all_fit(given, value, every):
            return Misprint(given, value, wrong)
    return None


def _solved(given: Given, comparison: Comparison) -> Interval | None:
    """The values of the input with which the amount is printed as it is stated.

    The amount is a quotient of two straight lines in the input, (a + bx) / (c + dx): the input stands
    once above, once below, or both. None where it is not, and the amount cannot be solved for.
    """
    term, stated = comparison.term, comparison.stated
    if term is None:
        return None
    over, under = _lines(term, given)
    if over is None or under is None:
        return None
    span = _span(term, given, given.value)
    low = stated.value - stated.margin - (span.high - term.value)
    high = stated.value + stated.margin + (term.value - span.low)
    ends = [
        (value * under.start - over.start) / slope
        for value in (low, high)
        if (slope := over.slope - value * under.slope)
    ]
    return Interval(min(ends), max(ends)) if len(ends) == 2 else None


class _Line(NamedTuple):
    """A straight line in an input: `start` where the input is 0, and `slope`."""

    start: Fraction
    slope: Fraction


def _lines(term: Term, given: Given) -> tuple[_Line | None, _Line | None]:
    """What stands above and below the amount's fraction line, as straight lines in the input."""
    if isinstance(term, Given) or not isinstance(term.formula, Ratio):
        return _line((term,), given), _line((), given)
    return _line(term.formula.over, given), _line(term.formula.under, given)


def _line(terms: tuple[Term, ...], given: Given) -> _Line | None:
    """The product of the terms as a straight line in the input; None where it is none."""

    def _at(value: Fraction) -> Fraction:
        product = Fraction(1)
        for term in terms:
            product *= _worth(term, given, value)
        return product

    x = given.value
    here, there, beyond = _at(x), _at(x + 1), _at(x + 2)
    slope = there - here
    return _Line(here - slope * x, slope) if beyond - there == slope else None


def _worth(term: Term, given: Given, value: Fraction) -> Fraction:
    return evaluate(term, lambda each: value if each is given else each.value)


def _span(term: Term, given: Given, value: Fraction) -> Interval:
    exact = Interval(value, value)
    return evaluate(term, lambda each: exact if each is given else around(each))


def _candidates(given: Given, low: Fraction, high: Fraction) -> Iterator[Fraction]:
    """The numbers between the two that could have been written, those with the fewest digits first."""
    unit = 2 * given.margin or Fraction(1)
    while low <= high and unit >= _FINEST:
        middle = to_unit((low + high) / 2, unit)
        near = (middle, middle - unit, middle + unit)
        yield from (value for value in near if low <= value <= high and value > 0)
        unit /= 10


def _all_fit(given: Given, value: Fraction, every: list[Comparison]) -> bool:
    """Whether every stated amount that was right, and every wrong one that rests on the input, now fits.

    The stated amount that repeats the input itself is not asked: it repeats the misprint, too.
    """
    for each in every:
        if each.term is None or each.term is given:
            continue
        if not any(one is given for one in inputs([each.term])):
            continue
        if not _span(each.term, given, value).may_print(each.stated.value, each.unit):
            return False
    return True
