"""The number formats of a workbook, in the file's own notation; a program shows them in its own locale."""

from fractions import Fraction

from bidrag.calculation.formula import Given, Term
from bidrag.calculation.period import KRONA

WHOLE = "#,##0"
ÖREN = "#,##0.00"
NUMBER = "#,##0.00"
INDEX = "0.0000"
MOST = 6


def amount_format(term: Term, unit: Fraction) -> str:
    """The format of a computed cell: kronor in their unit, counts with two decimals, an index with four."""
    if isinstance(term, Given) and not term.unit.startswith("kr") and _decimals(term.value) > 2:
        return given_format(term.value, term.unit)
    if term.unit.startswith("kr"):
        return WHOLE if unit == KRONA else ÖREN
    return NUMBER if term.unit else INDEX


def given_format(value: Fraction, unit: str) -> str:
    """The format that shows all decimals of an input, as it stands in the budget file."""
    if unit == "%":
        return _with_decimals("0", max(_decimals(value * 100), 1)) + "%"
    places = _decimals(value)
    if unit.startswith("kr") and places:
        places = max(places, 2)
    return _with_decimals(WHOLE, places)


def _with_decimals(form: str, places: int) -> str:
    return f"{form}.{'0' * places}" if places else form


def _decimals(value: Fraction) -> int:
    """How many decimals write the number, at most six."""
    return next((n for n in range(MOST) if (value * 10**n).denominator == 1), MOST)
