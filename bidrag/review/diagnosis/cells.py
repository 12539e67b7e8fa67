"""What can be wrong with one stated number: its digits, its place, or how it was rounded."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil, floor

from bidrag.calculation.period import Period
from bidrag.calculation.stated import PRICES, Cell, Measure, Stated
from bidrag.numerals import decimal
from bidrag.review.decided import Comparison, Terms
from bidrag.review.diagnosis.words import swapped
from bidrag.review.interval import Interval
from bidrag.rounding import to_unit, whole

_MONTHS = 12

Neighbours = Mapping[Cell, Stated]


def cell_cause(wrong: Comparison, stated: Neighbours, terms: Terms) -> str:
    """The known slip that turns the calculated amount into the stated one; empty where none does."""
    return next(_slips(wrong, stated, terms), "")


def _slips(wrong: Comparison, stated: Neighbours, terms: Terms) -> Iterator[str]:
    assert wrong.term is not None
    printed, right = wrong.stated.value, to_unit(wrong.term.value, wrong.unit)
    if swapped(decimal(printed), decimal(right)):
        yield f"två siffror har bytt plats: {decimal(right)} har blivit {decimal(printed)}"
    if _is_month_first(wrong):
        yield "månadsbeloppet är avrundat först och sedan gånger tolv"
    if _is_from_rounded_year(wrong, terms):
        yield "beloppet är räknat på det avrundade årsbeloppet"
    if neighbour := _repeated(wrong.stated, stated):
        yield f"beloppet är samma som i {neighbour.address}; en granncell kan ha upprepats"
    if 0 < printed - wrong.span.low < wrong.unit:
        yield "beloppet är avrundat uppåt i stället för till närmaste"
    if 0 < wrong.span.high - printed < wrong.unit:
        yield "beloppet är avhugget i stället för avrundat till närmaste"


def _is_month_first(wrong: Comparison) -> bool:
    if wrong.stated.cell.measure is not Measure.YEAR or wrong.term is None:
        return False
    return wrong.stated.value == whole(wrong.term.value / _MONTHS) * _MONTHS


def _is_from_rounded_year(wrong: Comparison, terms: Terms) -> bool:
    cell = wrong.stated.cell
    year = terms.get(cell._replace(measure=PRICES[Period.YEAR]))
    if cell.measure in (Measure.YEAR, Measure.BUDGET) or year is None or not year.value:
        return False
    assert wrong.term is not None
    divisor = year.value / wrong.term.value
    return to_unit(whole(year.value) / divisor, wrong.unit) == wrong.stated.value


def _repeated(wrong: Stated, stated: Neighbours) -> Cell | None:
    """A cell of the same row or the same group, in the same measure, that states the same number."""
    cell = wrong.cell
    for other, each in stated.items():
        same_table = (other.activity, other.provider) == (cell.activity, cell.provider)
        beside = (other.group == cell.group) != (other.row == cell.row)
        if same_table and beside and other.measure == cell.measure and each.value == wrong.value:
            return other
    return None


def deduction(wrong: list[Comparison], sums: set[str]) -> Interval | None:
    """The least and most whole kronor (per child and year) deducted from every wrong sum of a group.

    None where there is no such amount, or only one sum that it would explain.
    """
    spans = [_deducted(each) for each in wrong if each.stated.cell.row in sums]
    known = [span for span in spans if span is not None]
    if len(known) < len(wrong) or len(known) < 2:
        return None
    low, high = max(span.low for span in known), min(span.high for span in known)
    least, most = Fraction(ceil(low)), Fraction(floor(high))
    return Interval(least, most) if 0 < least <= most else None


def _deducted(each: Comparison) -> Interval | None:
    if each.term is None or each.stated.cell.measure is Measure.BUDGET:
        return None
    periods = {Measure.TERM: 2, Measure.MONTH: _MONTHS}.get(each.stated.cell.measure, 1)
    low = each.span.low - each.stated.value - each.stated.margin
    high = each.span.high - each.stated.value + each.stated.margin
    return Interval(low * periods, high * periods)
