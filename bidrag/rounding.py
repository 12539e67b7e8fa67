"""An exact amount to what is printed: rounded once, as text."""

from fractions import Fraction

from bidrag.calculation.halfup import to_unit, units
from bidrag.calculation.period import KRONA, ÖRE
from bidrag.numerals import NBSP, decimal, grouped, percent

DECIMALS = 2
__all__ = [
    "DECIMALS",
    "fixed",
    "kronor",
    "kronor_and_ören",
    "machine",
    "plain",
    "printed",
    "quantity",
    "to_unit",
    "whole",
]


def whole(value: Fraction) -> int:
    """The amount in whole kronor, half up: 0,50 becomes 1, and -0,50 becomes -1."""
    return units(value, KRONA)


def kronor(value: Fraction) -> str:
    """The amount as printed: whole kronor, thousands grouped with a no-break space."""
    return grouped(whole(value))


def printed(value: Fraction, unit: Fraction) -> str:
    """The amount as printed in its unit: whole kronor, or kronor and ören with two decimals."""
    return kronor(value) if unit == KRONA else kronor_and_ören(value)


def machine(value: Fraction, unit: Fraction) -> str:
    """The amount as a program reads it in its unit: 53172, or 53171.50."""
    return str(whole(value)) if unit == KRONA else fixed(value, DECIMALS)


def plain(value: Fraction) -> int | str:
    """The amount as a program reads it: a whole number, or a text with two decimals."""
    return int(value) if value.denominator == 1 else fixed(value, DECIMALS)


def fixed(value: Fraction, places: int) -> str:
    """The number with this many decimals (at least one), half up, as a program reads it: 53171.5."""
    scaled = units(value, Fraction(1, 10**places))
    whole, rest = divmod(abs(scaled), 10**places)
    return f"{'-' if scaled < 0 else ''}{whole}.{rest:0{places}}"


def kronor_and_ören(value: Fraction) -> str:
    """The amount with two decimals, half up, for instance 53 171,50."""
    ören = units(value, ÖRE)
    kronor, rest = divmod(abs(ören), 10**DECIMALS)
    return f"{'-' if ören < 0 else ''}{grouped(kronor)},{rest:0{DECIMALS}}"


def quantity(value: Fraction, unit: str) -> str:
    """The number as it stands in a formula: all decimals, or two where they are more than four."""
    if unit == "%":
        return percent(value)
    exact = 10_000 % value.denominator == 0
    shown = value if exact else to_unit(value, ÖRE)
    return f"{decimal(shown)}{NBSP}{unit}" if unit else decimal(shown)
