"""Stated amounts against the calculated: each deviation is proved to be rounding, or not."""

from collections.abc import Iterator, Mapping
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.formula import Term, decided_with_others
from bidrag.calculation.stated import Cell, Stated, StatedTable
from bidrag.review.findings.interval import Interval, Reach, exactly
from bidrag.rounding import published


class Verdict(Enum):
    """What a stated number is: the calculated one, the same but for rounding, or another."""

    EXACT = "på kronan"
    ROUNDING = "inom avrundningen"
    WRONG = "fel"
    UNKNOWN = "finns inte"


class Comparison(NamedTuple):
    """A stated number, the calculated amount for the same cell and where it may lie (kr)."""

    stated: Stated
    term: Term | None
    span: Interval
    verdict: Verdict

    @property
    def difference(self) -> Fraction:
        """What is stated less what is calculated, both as printed (kr)."""
        if self.term is None:
            return self.stated.value
        return self.stated.value - published(self.term, self.unit)

    @property
    def unit(self) -> Fraction:
        """The unit of the stated number's last digit."""
        return 2 * self.stated.margin


Terms = Mapping[Cell, Term]


def compare(table: StatedTable, terms: Terms) -> list[Comparison]:
    """Each stated number against its amount, in the order of the table."""
    reach = Reach()
    return [_judged(each, terms.get(each.cell), reach) for each in table.amounts]


def _judged(stated: Stated, term: Term | None, reach: Reach) -> Comparison:
    if term is None:
        return Comparison(stated, None, exactly(stated.value), Verdict.UNKNOWN)
    unit = 2 * stated.margin
    if published(term, unit) == stated.value:
        return Comparison(stated, term, exactly(term.value), Verdict.EXACT)
    span = reach.of(term)
    # Of exact inputs there is only one way to decide amounts that are to sum in whole kronor.
    may_move = not decided_with_others(term) or span.low < span.high
    fits = may_move and span.may_print(stated.value, unit)
    return Comparison(stated, term, span, Verdict.ROUNDING if fits else Verdict.WRONG)


def is_explained(comparison: Comparison) -> bool:
    """Whether the stated number is the calculated one, rounding aside."""
    return comparison.verdict in (Verdict.EXACT, Verdict.ROUNDING)


def only(found: list[Comparison], verdict: Verdict) -> Iterator[Comparison]:
    """The comparisons with this verdict."""
    return (each for each in found if each.verdict is verdict)
