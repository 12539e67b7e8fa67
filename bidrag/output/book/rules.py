"""What may be written in the cell of an input, as the budget file's own rules say of its kind."""

from typing import NamedTuple

from bidrag.calculation.formula import Given, Kind, Position

STEPS, POT, WEIGHTS = "steg", "pott", "vikter"
"""The keys of a budget file under which what is deducted, shared and weighed by index stands."""


class Rule(NamedTuple):
    """What a cell takes: numbers from `least` (`open`: only larger ones) to `most`, and that in words."""

    words: str
    least: int | None = None
    most: int | None = None
    open: bool = False


NUMBER = Rule("Skriv ett tal; ett avdrag skrivs med minus.")
COUNT = Rule("Skriv ett tal som är större än noll: boken delar med det.", 0, open=True)
POSITIVE = Rule("Skriv ett belopp i kronor som är större än noll.", 0, open=True)
KRONOR = Rule("Skriv ett belopp i kronor, noll eller större.", 0)
SHARE = Rule("Skriv en andel mellan 0 % och 100 %.", 0, 1)
WEIGHT = Rule("Skriv ett tal som är noll eller större.", 0)
PERCENT = Rule("Skriv en procentsats, noll eller större.", 0)


def rule_of(given: Given) -> Rule:
    """What may be written for the input."""
    path = given.origin.path if isinstance(given.origin, Position) else ()
    if STEPS in path:
        return NUMBER
    if path[-1:] == (POT,):
        return POSITIVE
    if given.kind is Kind.INDEX:
        return _of_index(given, path)
    if given.unit.startswith("kr"):
        return KRONOR
    return {
        Kind.COUNT: COUNT,
        Kind.DIVISOR: COUNT,
        Kind.SHARE: SHARE,
        Kind.RATE: PERCENT,
    }.get(given.kind, WEIGHT)


def _of_index(given: Given, path: tuple[str, ...]) -> Rule:
    if path[-2:-1] == (WEIGHTS,):
        return NUMBER
    return SHARE if given.unit == "%" else COUNT
