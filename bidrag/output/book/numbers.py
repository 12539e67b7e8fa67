"""The one place where an exact number becomes what a workbook stores."""

from decimal import Context, Decimal
from fractions import Fraction

# What tells two of the format's binary numbers apart; with fewer, a number read back is another one.
DIGITS = Context(prec=17)


def stored(value: Fraction) -> Decimal:
    """The number with 17 significant digits: from them a reader gets the format's nearest number.

    The format has no exact numbers. Nothing is computed from what is stored: the workbook recalculates
    its formulas, and shows this until it has.
    """
    return DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))
