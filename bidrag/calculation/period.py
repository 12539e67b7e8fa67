"""The periods that a price can be stated for, and to what unit each is rounded."""

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

KRONA = Fraction(1)
ÖRE = Fraction(1, 100)


class Period(StrEnum):
    """The periods that a price can be stated for."""

    YEAR = "år"
    TERM = "termin"
    MONTH = "månad"
    DAY = "dag"
    HOUR = "timme"


class Rounding(NamedTuple):
    """How a municipality rounds its prices: `öre` are the periods whose prices it prints with ören.

    Where `first` is a period, the price for that period is rounded first, and the prices for the
    year and for the other periods are computed from the rounded one; else all are exact until they
    are printed.
    """

    öre: frozenset[Period] = frozenset()
    first: Period | None = None

    def unit(self, period: Period) -> Fraction:
        """The unit (kr) of a price for the period: a krona or an öre."""
        return ÖRE if period in self.öre else KRONA


AT_THE_END = Rounding()
"""Whole kronor, when an amount is printed and not before."""
