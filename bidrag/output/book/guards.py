"""How a workbook's binary numbers are kept from telling halves and equals apart that are none."""

from fractions import Fraction

from bidrag.calculation.halfup import to_unit
from bidrag.calculation.period import KRONA

SIGNIFICANT = 15
"""So many digits of a binary number are always right."""
FEWEST, USUAL, MOST_DECIMALS = 3, 9, 15
TOLERANCE = "10^12"
"""What an amount is divided by for what the last of its digits may be wrong by after some operations."""


def guard(value: Fraction, unit: Fraction) -> int:
    """The decimals that an amount (kr) is first rounded to, before it is rounded to the unit.

    A binary number that should be exactly a half may lie a hair below it: so it is rounded to the digits
    that are right, at most nine decimals. An amount that really is as near to a half keeps so many more
    that it does not become one.
    """
    digits = len(str(int(abs(value))))
    first = min(max(SIGNIFICANT - digits, FEWEST), USUAL)
    exact = to_unit(value, unit)
    return next(
        (
            decimals
            for decimals in range(first, MOST_DECIMALS)
            if to_unit(to_unit(value, Fraction(1, 10**decimals)), unit) == exact
        ),
        MOST_DECIMALS,
    )


def rounded(cell: str, value: Fraction, unit: Fraction) -> str:
    """The cell's amount half up to the unit (kr), as the core rounds it; `value` is what it is now."""
    return f"ROUND(ROUND({cell},{guard(value, unit)}),{0 if unit == KRONA else 2})"


def differ(one: str, other: str, least: str) -> str:
    """That two cells differ by at least so much, and by more than the format's numbers are wrong by."""
    return f"ABS({one}-{other})>=MAX({least},ABS({other})/{TOLERANCE})"
