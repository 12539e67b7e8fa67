"""Calculations in which one amount is another or is gone: what a reader of documents must notice."""

from collections.abc import Iterator

from bidrag.calculation.formula import Term
from bidrag.calculation.tables import Calculation, Row


def changed(calculation: Calculation) -> Iterator[Calculation]:
    """The calculation with each of its amounts a krona more, for as long as it is looked at."""
    for term in _terms(calculation):
        exact = term.value
        term.value = exact + 1
        yield calculation
        term.value = exact


def cut(calculation: Calculation) -> Iterator[Calculation]:
    """The calculation without each of its totals and shares; without a price there is no chart to draw."""
    for t, table in enumerate(calculation.tables):
        for r, row in enumerate(table.rows):
            for other in _cut(row):
                rows = (*table.rows[:r], other, *table.rows[r + 1 :])
                tables = calculation.tables[:t], calculation.tables[t + 1 :]
                yield calculation._replace(
                    tables=(*tables[0], table._replace(rows=rows), *tables[1])
                )


def _cut(row: Row) -> Iterator[Row]:
    if row.total:
        yield row._replace(total=None)
    for i, share in enumerate(row.shares):
        if share:
            yield row._replace(shares=(*row.shares[:i], None, *row.shares[i + 1 :]))


def _terms(calculation: Calculation) -> list[Term]:
    rows = (row for table in calculation.tables for row in table.rows)
    found = (term for row in rows for term in (row.total, *row.shares, *row.prices) if term)
    return list({id(term): term for term in found}.values())
