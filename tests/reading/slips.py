"""Calculations in which one amount is another or is gone: what a reader of documents must notice."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from bidrag.calculation.formula import Given, Kind, Practice, Term
from bidrag.calculation.tables import Calculation, Row

T = TypeVar("T")


def slips(calculation: Calculation) -> Iterator[Calculation]:
    """The calculation with each of its amounts a krona more, and without each of them."""
    for t, table in enumerate(calculation.tables):
        for r, row in enumerate(table.rows):
            for other in _rows(row):
                changed = table._replace(rows=_with(table.rows, r, other))
                yield calculation._replace(tables=_with(calculation.tables, t, changed))


def _rows(row: Row) -> Iterator[Row]:
    yield from (row._replace(total=other) for other in _others(row.total))
    for i, share in enumerate(row.shares):
        yield from (row._replace(shares=_with(row.shares, i, other)) for other in _others(share))
    for i, price in enumerate(row.prices):
        yield from (row._replace(prices=_with(row.prices, i, other)) for other in _others(price))


def _others(term: Term | None) -> tuple[Term | None, ...]:
    """What might stand instead of the amount, where there is one."""
    if term is None:
        return ()
    more = Given("ett annat belopp", term.value + 1, term.unit, Practice("provet"), Kind.FIXED)
    return more, None


def _with(items: Sequence[T], i: int, item: T) -> tuple[T, ...]:
    return (*items[:i], item, *items[i + 1 :])
