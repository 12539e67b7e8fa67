"""An exact amount to what is printed: rounded once, as text."""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from bidrag.calculation.formula import Amount, Sum, Term, Together
from bidrag.calculation.halfup import to_unit, units
from bidrag.calculation.period import KRONA, ÖRE
from bidrag.numerals import NBSP, decimal, grouped, percent

DECIMALS = 2
INDEX_DECIMALS = 4
KEPT = 256
"""For how many pots the whole kronor are kept: each of a pot's amounts is printed by itself."""
__all__ = [
    "DECIMALS",
    "alone",
    "apportioned",
    "fixed",
    "in_unit",
    "index_number",
    "kronor_and_ören",
    "machine",
    "plain",
    "portions",
    "printed",
    "published",
    "quantity",
    "to_unit",
    "whole",
]


def whole(value: Fraction) -> int:
    """The amount in whole kronor, half up: 0,50 becomes 1, and -0,50 becomes -1."""
    return units(value, KRONA)


class Portion(NamedTuple):
    """An amount (kr) rounded down, its remainder and place in their order (from 1), and what it becomes."""

    floor: int
    rest: Fraction
    place: int
    kronor: int


def portions(values: Sequence[Fraction]) -> list[Portion]:
    """The amounts in whole kronor, which sum to the whole kronor of their sum.

    Each is first rounded down. The kronor that are then left go one each to the amounts with the
    largest remainders; of equal remainders, to the first.
    """
    floors = [value.numerator // value.denominator for value in values]
    rests = [value - floor for value, floor in zip(values, floors, strict=True)]
    left = whole(sum(values, Fraction(0))) - sum(floors)
    order = sorted(range(len(values)), key=lambda i: -rests[i])
    places = {i: place for place, i in enumerate(order, start=1)}
    return [
        Portion(floor, rest, places[i], floor + (places[i] <= left))
        for i, (floor, rest) in enumerate(zip(floors, rests, strict=True))
    ]


def apportioned(values: Sequence[Fraction]) -> list[int]:
    """The amounts in whole kronor, which sum to the whole kronor of their sum: see `portions`."""
    return [portion.kronor for portion in portions(values)]


def published(term: Term, unit: Fraction = KRONA) -> Fraction:
    """The amount in its unit (kr): half up, or apportioned where it is decided with others."""
    found = alone(term)
    if unit == KRONA and isinstance(found, Amount) and found.part:
        return Fraction(_decided(found.part.together)[found.part.position])
    return to_unit(term.value, unit)


def alone(term: Term) -> Term:
    """What the term is decided as: a sum of one amount is that amount, and any other term itself."""
    if isinstance(term, Amount) and isinstance(term.formula, Sum) and not term.formula.less:
        first, *others = term.formula.terms
        return term if others else alone(first)
    return term


@lru_cache(maxsize=KEPT)
def _decided(together: Together) -> list[int]:
    return apportioned(together.values)


def printed(term: Term, unit: Fraction = KRONA) -> str:
    """The amount as printed in its unit: whole kronor, or kronor and ören with two decimals."""
    return in_unit(published(term, unit), unit)


def in_unit(value: Fraction, unit: Fraction) -> str:
    """A number of kronor as printed in the unit, half up."""
    return grouped(whole(value)) if unit == KRONA else kronor_and_ören(value)


def machine(term: Term, unit: Fraction) -> str:
    """The amount as a program reads it in its unit: 53172, or 53171.50."""
    amount = published(term, unit)
    return str(int(amount)) if unit == KRONA else fixed(amount, DECIMALS)


def plain(value: Fraction) -> int | str:
    """The amount as a program reads it: a whole number, or a text with two decimals."""
    return int(value) if value.denominator == 1 else fixed(value, DECIMALS)


def fixed(value: Fraction, places: int) -> str:
    """The number with this many decimals (at least one), half up, as a program reads it: 53171.5."""
    scaled = units(value, Fraction(1, 10**places))
    whole, rest = divmod(abs(scaled), 10**places)
    return f"{'-' if scaled < 0 else ''}{whole}.{rest:0{places}}"


def index_number(value: Fraction) -> str:
    """An index as it stands in a table: four decimals, half up, for instance 0,5613."""
    return fixed(value, INDEX_DECIMALS).replace(".", ",")


def kronor_and_ören(value: Fraction) -> str:
    """The amount with two decimals, half up, for instance 53 171,50."""
    ören = units(value, ÖRE)
    kronor, rest = divmod(abs(ören), 10**DECIMALS)
    return f"{'-' if ören < 0 else ''}{grouped(kronor)},{rest:0{DECIMALS}}"


def quantity(value: Fraction, unit: str) -> str:
    """The number as it stands in a formula: all decimals where they are at most four.

    Otherwise two decimals, or four for a number without a unit, such as an index.
    """
    if unit == "%":
        return percent(value)
    exact = 10_000 % value.denominator == 0
    places = DECIMALS if unit else INDEX_DECIMALS
    shown = value if exact else to_unit(value, Fraction(1, 10**places))
    return f"{decimal(shown)}{NBSP}{unit}" if unit else decimal(shown)
