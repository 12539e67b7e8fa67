"""Exact numbers as Swedish text: decimal comma, no-break space between thousands. No rounding."""

from fractions import Fraction

NBSP = "\u00a0"


def grouped(whole: int) -> str:
    """The whole number with its thousands grouped, for instance 27 690 788."""
    return f"{whole:,}".replace(",", NBSP)


def decimal(value: Fraction) -> str:
    """The number with all of its decimals, or as a fraction where the decimals never end."""
    places = _places(value.denominator)
    if places is None:
        return f"{grouped(value.numerator)}/{grouped(value.denominator)}"
    sign = "-" if value < 0 else ""
    scaled = abs(value.numerator) * 10**places // value.denominator
    whole, rest = divmod(scaled, 10**places)
    return sign + grouped(whole) + (f",{rest:0{places}}" if places else "")


def in_kronor(value: Fraction) -> str:
    """The amount with all of its decimals, for instance 8 927,5 kr; never broken between lines."""
    return f"{decimal(value)}{NBSP}kr"


def percent(share: Fraction) -> str:
    """The share as a percentage, for instance 3 %."""
    return f"{decimal(share * 100)}{NBSP}%"


def first_upper(text: str) -> str:
    """The text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def listed(names: list[str], word: str = "och") -> str:
    """The names as a list in words, for instance `a, b och c` or, by the word, `a, b eller c`."""
    *most, last = names
    return f"{', '.join(most)} {word} {last}" if most else last


def _places(denominator: int) -> int | None:
    """The least number of decimals that writes 1/denominator exactly; None when none does."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None
