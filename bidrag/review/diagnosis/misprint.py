"""Whether one input of the budget file, written differently, makes every amount right that rests on it."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.formula import Given, Kind, Position, Term, evaluate, inputs
from bidrag.numerals import decimal
from bidrag.review.decided import Comparison
from bidrag.review.diagnosis.words import amounts, swapped
from bidrag.review.interval import Interval, around
from bidrag.rounding import to_unit

# An amount is a straight line in each of these, so that two points are enough to solve for it.
_LINEAR = (Kind.BUDGET, Kind.PRICE, Kind.SHARE, Kind.FIXED, Kind.PREMISES)


class Misprint(NamedTuple):
    """An input, what it should be for every amount to fit, and the wrong amounts that this explains."""

    given: Given
    value: Fraction
    wrong: list[Comparison]

    def __str__(self) -> str:
        old, new = decimal(self.given.value), decimal(self.value)
        about = [self.given.label]
        if isinstance(self.given.origin, Position):
            about.append(f"{self.given.origin.file}:{self.given.origin.line}")
        if swapped(old, new):
            about.append("två siffror har bytt plats")
        return f"{new} i stället för {old} ({', '.join(about)}) gör {self._what} rätt"

    @property
    def _what(self) -> str:
        groups = {each.stated.cell.group for each in self.wrong}
        number = len(self.wrong)
        return "hela raden" if len(groups) == 1 and number > 1 else amounts(number)


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
        from_file = isinstance(given.origin, Position) and given.kind in _LINEAR
        if from_file and all(any(other is given for other in others) for others in read):
            yield given


def _corrected(given: Given, wrong: list[Comparison], every: list[Comparison]) -> Misprint | None:
    spans = [span for each in wrong if (span := _solved(given, each))]
    if len(spans) < len(wrong):
        return None
    low, high = max(span.low for span in spans), min(span.high for span in spans)
    for value in _candidates(given, low, high):
        if value != given.value and _all_fit(given, value, every):
            return Misprint(given, value, wrong)
    return None


def _solved(given: Given, comparison: Comparison) -> Interval | None:
    """The values of the input with which the amount is printed as it is stated."""
    term, stated = comparison.term, comparison.stated
    if term is None:
        return None
    slope = _worth(term, given, given.value + 1) - _worth(term, given, given.value)
    if not slope:
        return None
    span = _span(term, given, given.value)
    ends = [
        given.value + (stated.value - stated.margin - span.high) / slope,
        given.value + (stated.value + stated.margin - span.low) / slope,
    ]
    return Interval(min(ends), max(ends))


def _worth(term: Term, given: Given, value: Fraction) -> Fraction:
    return evaluate(term, lambda each: value if each is given else each.value)


def _span(term: Term, given: Given, value: Fraction) -> Interval:
    exact = Interval(value, value)
    return evaluate(term, lambda each: exact if each is given else around(each))


def _candidates(given: Given, low: Fraction, high: Fraction) -> Iterator[Fraction]:
    """The numbers between the two that could have been written: whole ones, nearest the middle first."""
    if low > high:
        return
    unit = 2 * given.margin or Fraction(1)
    middle = to_unit((low + high) / 2, unit)
    for value in (middle, middle - unit, middle + unit):
        if low <= value <= high:
            yield value


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
