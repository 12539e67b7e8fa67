"""What a price consists of: how many of its kronor come from each of the table's rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import prod
from typing import NamedTuple

from bidrag.calculation.budget import Price
from bidrag.calculation.formula import Amount, Formula, Given, Kind, Ratio, Rounded, Sum, Term
from bidrag.calculation.tables import Row, Table


class Segment(NamedTuple):
    """A part of a price (kr per child and period): what the row adds, or takes away where negative.

    `row` is None for what rounding before the last step adds.
    """

    row: Row | None
    value: Fraction


def composition(table: Table, price: Price, i: int) -> tuple[Segment, ...]:
    """The parts of what the table's group at position `i` brings the recipient of the price.

    They come in the order of the rows and sum exactly to the price; there are none where the group
    has no such price. `price` is one of the table's own, which a table of payments has no row for.
    """
    term = next(row for row in table.rows if row.key == price.row).prices[i]
    if term is None:
        return ()
    rows = [row for row in table.rows if not row.sums]
    worth: defaultdict[str, Fraction] = defaultdict(Fraction)
    for key, value in addends(term, by_term(rows, i)):
        worth[key] += value
    segments = tuple(Segment(row, worth[row.key]) for row in rows if row.key in worth)
    rest = term.value - sum(worth.values(), Fraction(0))
    return (*segments, Segment(None, rest)) if rest else segments


def by_term(rows: Iterable[Row], i: int) -> dict[int, str]:
    """The rows' keys by the identity of their prices, and of the yearly ones that these are parts of."""
    prices = ((row.key, row.prices[i]) for row in rows)
    return {id(each): key for key, price in prices if price for each in (price, yearly(price))}


def yearly(price: Term) -> Term:
    """The price per year that the price of a row is a part of; itself where it is for a year."""
    formula = price.formula if isinstance(price, Amount) else None
    is_part = isinstance(formula, Ratio) and any(map(_is_period, formula.under))
    return formula.over[0] if isinstance(formula, Ratio) and is_part else price


def addends(term: Term, known: Mapping[int, str]) -> Iterator[tuple[str, Fraction]]:
    """The keys of the known terms that the term is made of, each with what it adds to it.

    Sums are looked through, and so are rounding and what makes a price one for another period.
    """
    return _addends(term, Fraction(1), known)


def _addends(
    term: Term, scale: Fraction, known: Mapping[int, str]
) -> Iterator[tuple[str, Fraction]]:
    if id(term) in known:
        yield known[id(term)], term.value * scale
        return
    assert isinstance(term, Amount), "a price is made of the rows of its table"
    for each, share in _within(term.formula):
        yield from _addends(each, scale * share, known)


def _within(formula: Formula) -> Iterator[tuple[Term, Fraction]]:
    """The terms that the formula adds, each with how many times; rounding counts as nothing."""
    match formula:
        case Sum(terms, less):
            yield from ((term, Fraction(1)) for term in terms)
            yield from ((term, Fraction(-1)) for term in less)
        case Rounded(term, _):
            yield term, Fraction(1)
        case Ratio(over, under):
            (whole,) = (term for term in over if not _is_period(term))
            times = prod((term.value for term in over if term is not whole), start=Fraction(1))
            yield whole, times / prod(term.value for term in under)


def _is_period(term: Term) -> bool:
    """Whether the term is how many of a period a year has."""
    return isinstance(term, Given) and term.kind is Kind.DIVISOR
