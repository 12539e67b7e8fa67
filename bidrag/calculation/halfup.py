"""The one rounding of the product: to the nearest whole unit, halves away from zero."""

from fractions import Fraction


def units(value: Fraction, unit: Fraction) -> int:
    """How many units the value is, half up: 0,50 of a unit becomes 1, and -0,50 becomes -1."""
    over, under = value.numerator * unit.denominator, value.denominator * unit.numerator
    number = (2 * abs(over) + under) // (2 * under)
    return -number if over < 0 else number


def to_unit(value: Fraction, unit: Fraction) -> Fraction:
    """The nearest multiple of the unit, halves away from zero: what a source that prints so prints."""
    return units(value, unit) * unit
