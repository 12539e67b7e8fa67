"""How a finding counts, lists and compares in words."""

from bidrag.numerals import NBSP

_SMALL = [
    "noll",
    "ett",
    "två",
    "tre",
    "fyra",
    "fem",
    "sex",
    "sju",
    "åtta",
    "nio",
    "tio",
    "elva",
    "tolv",
]


def amounts(number: int) -> str:
    """That many amounts, in the definite: `beloppet`, `båda beloppen`, `alla fyra beloppen`."""
    if number == 1:
        return "beloppet"
    if number == 2:
        return "båda beloppen"
    return f"alla {counted(number)} beloppen"


def counted(number: int) -> str:
    """The number in words up to twelve, else in digits."""
    return _SMALL[number] if number < len(_SMALL) else str(number)


def swapped(one: str, other: str) -> bool:
    """Whether the digits are the same but for two neighbours that have changed places."""
    one, other = one.replace(NBSP, ""), other.replace(NBSP, "")
    if len(one) != len(other):
        return False
    apart = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and one[apart[0]] == other[apart[1]]
        and one[apart[1]] == other[apart[0]]
    )
