"""The one rounding of the product: an exact amount to what is printed."""

from fractions import Fraction

from bidrag.numerals import NBSP, decimal, grouped, percent

DECIMALS = 2


def whole(value: Fraction) -> int:
    """The amount in whole kronor, half up: 0,50 becomes 1, and -0,50 becomes -1."""
    return _scaled(value, 0)


def to_unit(value: Fraction, unit: Fraction) -> Fraction:
    """The nearest multiple of the unit, halves away from zero: what a source that prints so prints."""
    return whole(value / unit) * unit


def kronor(value: Fraction) -> str:
    """The amount as printed: whole kronor, thousands grouped with a no-break space."""
    return grouped(whole(value))


def plain(value: Fraction) -> int | str:
    """The amount as a program reads it: a whole number, or a text with two decimals."""
    return int(value) if value.denominator == 1 else fixed(value, DECIMALS)


def fixed(value: Fraction, places: int) -> str:
    """The number with this many decimals (at least one), half up, as a program reads it: 53171.5."""
    scaled = _scaled(value, places)
    whole, rest = divmod(abs(scaled), 10**places)
    return f"{'-' if scaled < 0 else ''}{whole}.{rest:0{places}}"


def kronor_and_ören(value: Fraction) -> str:
    """The amount with two decimals, half up, for instance 53 171,50."""
    ören = _scaled(value, DECIMALS)
    kronor, rest = divmod(abs(ören), 10**DECIMALS)
    return f"{'-' if ören < 0 else ''}{grouped(kronor)},{rest:0{DECIMALS}}"


def quantity(value: Fraction, unit: str) -> str:
    """The number as it stands in a formula: all decimals, or two where they are more than four."""
    if unit == "%":
        return percent(value)
    exact = 10_000 % value.denominator == 0
    shown = value if exact else Fraction(_scaled(value, DECIMALS), 10**DECIMALS)
    return f"{decimal(shown)}{NBSP}{unit}" if unit else decimal(shown)


def _scaled(value: Fraction, places: int) -> int:
    unit: int = 10**places
    scaled = (2 * abs(value.numerator) * unit + value.denominator) // (2 * value.denominator)
    return -scaled if value < 0 else scaled
