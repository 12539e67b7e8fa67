"""Any amount's formula as plain text: `27 690 788 kr × 0,9 ÷ 2 791,65 viktade elever`."""

from bidrag.calculation.formula import Given, Origin, Position, Ratio, Rounded, Term
from bidrag.calculation.period import Coin
from bidrag.rounding import quantity

MINUS = "\N{MINUS SIGN}"


def formula_text(term: Term) -> str:
    """The term's formula with its numbers, one level deep; an input is its own number."""
    if isinstance(term, Given):
        return quantity(term.value, term.unit)
    if isinstance(term.formula, Ratio):
        over = " × ".join(map(_number, term.formula.over))
        return " ÷ ".join([over, *map(_number, term.formula.under)])
    if isinstance(term.formula, Rounded):
        return (
            f"avrundat till hela {Coin.of(term.formula.unit).plural} ({_number(term.formula.term)})"
        )
    added = " + ".join(map(_number, term.formula.terms))
    return f" {MINUS} ".join([added, *map(_number, term.formula.less)])


def source_text(term: Term) -> str:
    """What the term rests on: a place in the budget file, a paragraph or custom; empty if only computed."""
    origin = term.origin if isinstance(term, Given) else term.basis
    return "" if origin is None else origin_text(origin)


def origin_text(origin: Origin) -> str:
    """The origin in words: file, line, column and keys; or the paragraph; or the custom."""
    if not isinstance(origin, Position):
        return str(origin)
    place = f"{origin.file}:{origin.line}:{origin.column}, {' › '.join(origin.path)}"
    return f"{place}, härlett ur {origin.note}" if origin.note else place


def _number(term: Term) -> str:
    text = quantity(term.value, term.unit)
    return f"({text})" if term.value < 0 else text
