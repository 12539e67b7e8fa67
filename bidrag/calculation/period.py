"""The periods that a price can be stated for, and to what coin each is rounded."""

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

KRONA = Fraction(1)
ÖRE = Fraction(1, 100)


class Coin(StrEnum):
    """What a price is rounded to; `unit` is what it is worth (kr), the rest are its other forms."""

    KRONA = "krona"
    ÖRE = "öre"

    @classmethod
    def of(cls, unit: Fraction) -> "Coin":
        """The coin that is worth so much (kr)."""
        return next(coin for coin in cls if coin.unit == unit)

    @property
    def unit(self) -> Fraction:
        """What it is worth: 1 or 1/100 kr."""
        return KRONA if self is Coin.KRONA else ÖRE

    @property
    def plural(self) -> str:
        """Several of them: kronor or ören."""
        return "kronor" if self is Coin.KRONA else "ören"

    @property
    def definite(self) -> str:
        """The one in question: kronan or öret."""
        return "kronan" if self is Coin.KRONA else "öret"


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

    def coin(self, period: Period) -> Coin:
        """What a price for the period is rounded to."""
        return Coin.ÖRE if period in self.öre else Coin.KRONA

    def unit(self, period: Period) -> Fraction:
        """What that is worth (kr)."""
        return self.coin(period).unit


AT_THE_END = Rounding()
"""Whole kronor, when an amount is printed and not before."""
