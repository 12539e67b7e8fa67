"""What can be wrong with one stated number, or be done to all of a table: digits, place, rounding."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil, floor

from bidrag.calculation.formula import Given
from bidrag.calculation.period import Period
from bidrag.calculation.stated import PRICES, Cell, Measure
from bidrag.numerals import decimal
from bidrag.review.findings.decided import Comparison, Terms, is_explained
from bidrag.review.findings.interval import Interval
from bidrag.review.findings.words import swapped
from bidrag.rounding import to_unit, whole

_MONTHS = 12
_ROUNDED_UP = "avrundade uppåt i stället för till närmaste"
_TRUNCATED = "avhuggna i stället för avrundade till närmaste"

Compared = Mapping[Cell, Comparison]
Numbers = Mapping[Period, Given]


def cell_cause(wrong: Comparison, every: Compared, terms: Terms, year: Fraction) -> str:
    """The known slip that turns the calculated amount into the stated one; empty where none does.

    `year` is the unit (kr) of a price per year.
    """
    return next(_slips(wrong, every, terms, year), "")


def rounding_cause(wrong: list[Comparison]) -> str:
    """How all of these were rounded, when they were all rounded in one other way; else empty."""
    if all(map(_is_rounded_up, wrong)):
        return _ROUNDED_UP
    return _TRUNCATED if all(map(_is_truncated, wrong)) else ""


def _slips(wrong: Comparison, every: Compared, terms: Terms, year: Fraction) -> Iterator[str]:
    assert wrong.term is not None
    printed, right = decimal(wrong.stated.value), decimal(_right(wrong))
    if swapped(printed, right):
        yield f"två siffror har bytt plats ({printed} i beslutet, {right} beräknat)"
    if neighbour := _repeated(wrong, every):
        yield f"en granncell har upprepats: {neighbour.address} har samma belopp"
    if _is_from_rounded_year(wrong, terms, year):
        yield "beloppet är räknat på det avrundade årsbeloppet"
    if _is_month_first(wrong):
        yield "månadsbeloppet är avrundat först och sedan gånger tolv"
    if _is_rounded_up(wrong):
        yield "beloppet är avrundat uppåt i stället för till närmaste"
    if _is_truncated(wrong):
        yield "beloppet är avhugget i stället för avrundat till närmaste"


def _right(wrong: Comparison) -> Fraction:
    """What should have been printed."""
    assert wrong.term is not None
    return to_unit(wrong.term.value, wrong.unit)


def _is_rounded_up(wrong: Comparison) -> bool:
    return 0 < wrong.stated.value - wrong.span.low < wrong.unit


def _is_truncated(wrong: Comparison) -> bool:
    return 0 < wrong.span.high - wrong.stated.value < wrong.unit


def _is_month_first(wrong: Comparison) -> bool:
    if wrong.stated.cell.measure is not Measure.YEAR or wrong.term is None:
        return False
    return wrong.stated.value == whole(wrong.term.value / _MONTHS) * _MONTHS


def _is_from_rounded_year(wrong: Comparison, terms: Terms, unit: Fraction) -> bool:
    cell = wrong.stated.cell
    year = terms.get(cell._replace(measure=PRICES[Period.YEAR]))
    if cell.measure in (Measure.YEAR, Measure.BUDGET) or year is None or not year.value:
        return False
    assert wrong.term is not None
    divisor = year.value / wrong.term.value
    return to_unit(to_unit(year.value, unit) / divisor, wrong.unit) == wrong.stated.value


def _repeated(wrong: Comparison, every: Compared) -> Cell | None:
    """A right cell of the same row or group that states the same number, and should not be the same."""
    cell = wrong.stated.cell
    for other, each in every.items():
        same_table = (other.activity, other.provider) == (cell.activity, cell.provider)
        beside = (other.group == cell.group) != (other.row == cell.row)
        if not (same_table and beside and other.measure == cell.measure and is_explained(each)):
            continue
        if each.stated.value == wrong.stated.value != _right(wrong):
            return other
    return None


def deduction(wrong: list[Comparison], sums: set[str], numbers: Numbers) -> Interval | None:
    """The least and most whole kronor (per child and year) deducted from every wrong sum of a group.

    `numbers` tells how many of each period a year has. None where there is no such amount, only one
    sum that it would explain, or no more than rounding.
    """
    spans = [_deducted(each, numbers) for each in wrong if each.stated.cell.row in sums]
    known = [span for span in spans if span is not None]
    if len(known) < len(wrong) or len(known) < 2:
        return None
    low, high = max(span.low for span in known), min(span.high for span in known)
    least, most = Fraction(ceil(low)), Fraction(floor(high))
    return Interval(least, most) if _MONTHS < least <= most else None


def _deducted(each: Comparison, numbers: Numbers) -> Interval | None:
    measure = each.stated.cell.measure
    if each.term is None or measure is Measure.BUDGET:
        return None
    periods = numbers[measure.period].value if measure is not Measure.YEAR else Fraction(1)
    low = each.span.low - each.stated.value - each.stated.margin
    high = each.span.high - each.stated.value + each.stated.margin
    return Interval(low * periods, high * periods)
