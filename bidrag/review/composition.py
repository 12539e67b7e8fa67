"""What a price consists of: how many of its kronor come from each of the table's rows."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import prod
from typing import NamedTuple

from bidrag.calculation.budget import Price
from bidrag.calculation.formula import Amount, Given, Kind, Ratio, Rounded, Sum, Term
from bidrag.calculation.tables import Row, Table


class Segment(NamedTuple):
    """A part of a price (kr per child and period): what the row adds, or takes away where negative.

    `row` is None for what rounding before the last step adds, and for rows that are gathered in one.
    """

    row: Row | None
    value: Fraction


Composition = tuple[Segment, ...]
"""The parts that sum to a price, in the order of the table's rows."""


def composition(table: Table, price: Price, i: int) -> Composition:
    """The parts of what the table's group at position `i` brings the recipient of the price.

    They sum exactly to the price; there are none where the group has no such price. `price` is one of
    the table's own, which a table of payments has no row for.
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


def gathered(compositions: Sequence[Composition], most: int) -> list[Composition]:
    """The compositions with at most so many different parts: the smallest are added to one without a row.

    What any group has deducted is never among those, where it would hide some of what is added: there
    are more parts than `most` where so many rows are deductions. Lokalkostnader and percentages are
    kept before others, which a decision must account for by themselves (skolförordningen 14 kap. 10 §).
    """
    sizes: dict[str, tuple[bool, Fraction]] = {}
    for row, value in (segment for each in compositions for segment in each):
        key, always = (row.key, row.premises or row.rate is not None) if row else ("", False)
        sizes[key] = max(sizes.get(key, (always, Fraction(0))), (always, abs(value)))
    if len(sizes) <= most:
        return list(compositions)
    deducted = {row.key for each in compositions for row, value in each if row and value < 0}
    added = [key for key in sizes if key and key not in deducted]
    others = sorted(added, key=sizes.__getitem__, reverse=True)
    kept = {*deducted, *others[: max(most - 1 - len(deducted), 0)]}
    return [_gathered(each, kept) for each in compositions]


def _gathered(segments: Composition, kept: Container[str]) -> Composition:
    own = tuple(each for each in segments if each.row and each.row.key in kept)
    rest = sum((each.value for each in segments if each not in own), Fraction(0))
    return (*own, Segment(None, rest)) if len(own) < len(segments) else own


def by_term(rows: Iterable[Row], i: int) -> dict[int, str]:
    """The rows' keys by the identity of their prices, and of what those are parts of or rounded from."""
    prices = ((row, row.prices[i]) for row in rows)
    return {id(each): row.key for row, price in prices if price for each in stages_of(row, price)}


def yearly(price: Term) -> Term:
    """The price per year that the price of a row is a part of; itself where it is no part of one."""
    formula = price.formula if isinstance(price, Amount) else None
    if isinstance(formula, Ratio) and any(map(_is_period, formula.under)):
        return formula.over[0]
    return price


def addends(term: Term, known: Mapping[int, str]) -> Iterator[tuple[str, Fraction]]:
    """The keys of the known terms that the term is made of, each with what it adds to it.

    Sums are looked through, and so are rounding and what makes a price one for another period.
    """
    stack = [(term, Fraction(1))]
    while stack:
        each, times = stack.pop()
        if id(each) in known:
            yield known[id(each)], each.value * times
        else:
            stack += [(part, times * share) for part, share in reversed(_within(each))]


def stages_of(row: Row, price: Term) -> Iterator[Term]:
    """The row's price, the one for the year that it is a part of, and of a sum the one before rounding."""
    yield price
    if not row.sums:
        yield yearly(price)
        return
    while isinstance(price, Amount) and not isinstance(price.formula, Sum):
        ((price, _),) = _within(price)
        yield price


def _within(term: Term) -> list[tuple[Term, Fraction]]:
    """The terms that the term adds, each with how many times; rounding counts as nothing."""
    assert isinstance(term, Amount), "an amount is made of what is looked for"
    match term.formula:
        case Sum(terms, less):
            return [
                *((each, Fraction(1)) for each in terms),
                *((each, Fraction(-1)) for each in less),
            ]
        case Rounded(whole, _):
            return [(whole, Fraction(1))]
        case Ratio(over, under):
            (whole,) = (each for each in over if not _is_period(each))
            times = prod((each.value for each in over if each is not whole), start=Fraction(1))
            return [(whole, times / prod(each.value for each in under))]


def _is_period(term: Term) -> bool:
    """Whether the term is how many of a period a year has."""
    return isinstance(term, Given) and term.kind is Kind.DIVISOR
