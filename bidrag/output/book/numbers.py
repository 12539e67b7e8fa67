"""The one place where an exact number becomes what a workbook stores."""

from decimal import Context, Decimal
from fractions import Fraction

# As many as the library writes of a number that somebody has stated; a program shows fifteen of them.
DIGITS = Context(prec=16)


def stored(value: Fraction) -> Decimal:
    """The number with 16 significant digits.

    The format has no exact numbers. Nothing is computed from what is stored: the workbook recalculates
    its formulas, and shows this until it has.
    """
    return DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))
