"""The amounts as flat records in a fixed order: what csv and json write, and what a decision lists."""

from collections.abc import Iterator
from typing import NamedTuple

from bidrag.calculation.budget import TOTAL
from bidrag.calculation.formula import Term
from bidrag.calculation.tables import Row, Table

INDIVIDUAL_ROW = "individuellt beslut"


class Record(NamedTuple):
    """The amounts of one row and group: `budget` in kr per year, `price` in kr per child and period.

    `row` is None for a group that is decided individually.
    """

    table: Table
    group: str
    row: Row | None
    budget: Term | None
    price: Term | None

    @property
    def key(self) -> str:
        """The row's key, or the key that says that the group is decided individually."""
        return self.row.key if self.row else INDIVIDUAL_ROW

    @property
    def address(self) -> str:
        """The cell's address, for instance `grundskola/F-klass/ike`."""
        return self.table.address(self.group, self.key)


def records(table: Table) -> Iterator[Record]:
    """Every amount of the table: first the totals and then group by group."""
    yield from _totals(table)
    for i in range(len(table.groups)):
        yield from _group(table, i)


def _totals(table: Table) -> Iterator[Record]:
    for row in table.rows:
        if row.total is not None:
            yield Record(table, TOTAL, row, row.total, None)


def _group(table: Table, i: int) -> Iterator[Record]:
    group = table.groups[i]
    if group.individual:
        yield Record(table, group.key, None, None, None)
    for row in table.rows:
        if row.shares[i] is not None or row.prices[i] is not None:
            yield Record(table, group.key, row, row.shares[i], row.prices[i])
