"""A table of the decision as terms by row and group, with what it is computed from in rows of its own."""

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import NamedTuple

from bidrag.calculation.basis import COUNT, PLURAL
from bidrag.calculation.budget import TOTAL, Group
from bidrag.calculation.formula import Amount, Given, Term, operands
from bidrag.calculation.tables import Row, Table
from bidrag.output.amounts.layout import INDIVIDUAL
from bidrag.output.amounts.pages import NONE
from bidrag.output.book.drafts_words import helper_label


class Measure(Enum):
    """What an amount of a group is: its share of the budget (kr per year), or its price."""

    SHARE = auto()
    PRICE = auto()


class Place(NamedTuple):
    """A cell of the table: the key of its row, the key of its group (or the total), and the measure."""

    row: str
    group: str
    measure: Measure


class Line(NamedTuple):
    """A row's label; `row` is the table's own row, None for what the table is computed from."""

    label: str
    row: Row | None = None


class Draft:
    """The table's amounts by place, in the order of its rows; `helpers` are those it is computed from."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.lines: dict[str, Line] = {row.key: Line(row.label, row) for row in table.rows}
        self.helpers: dict[str, Line] = {}
        self.cells: dict[Place, Term | str] = {}
        for row in table.rows:
            self._fill(row)
        self._count()

    def terms(self) -> Iterator[Term]:
        """Every term that the table has a cell for."""
        return (each for each in self.cells.values() if not isinstance(each, str))

    def shows(self, measure: Measure, group: str) -> bool:
        """Whether the group, or the total, has any amount in this measure."""
        return any(
            place.group == group and place.measure is measure and not isinstance(each, str)
            for place, each in self.cells.items()
        )

    def help(self, amount: Amount) -> None:
        """Gives an amount that the table is computed from a place beside the group that it is of."""
        group, key = self._whose(amount.address)
        measure = Measure.PRICE
        if amount.unit == "kr" and group and self.shows(Measure.SHARE, group.key):
            measure = Measure.SHARE
        place = Place(key, group.key if group else TOTAL, measure)
        if key in self.lines:
            # The year's price, behind the price of another period on the row itself.
            place = place._replace(row=f"{key}/{amount.unit}")
        if place in self.cells:
            place = place._replace(row=amount.address)
        self.cells[place] = amount
        if group or place.row not in self.helpers:
            self.helpers[place.row] = Line(helper_label(amount, group))

    def _fill(self, row: Row) -> None:
        several = len(self.table.groups) > 1 or self.table.shared_by is not None
        if row.total:
            self.cells[Place(row.key, TOTAL, Measure.SHARE)] = row.total
        for group, share, price in zip(self.table.groups, row.shares, row.prices, strict=True):
            if share and several:
                self.cells[Place(row.key, group.key, Measure.SHARE)] = share
            if group.individual:
                found: Term | str = INDIVIDUAL if row.sums else ""
            else:
                found = price or NONE
            self.cells[Place(row.key, group.key, Measure.PRICE)] = found

    def _count(self) -> None:
        if self.table.provider or self.table.payment:
            return
        unit = PLURAL[self.table.unit]
        for group in self.table.groups:
            if group.children:
                self.helpers[COUNT] = Line(f"Antal {unit}")
                self.cells[Place(COUNT, group.key, Measure.PRICE)] = group.children
        if self.table.weighted_total:
            self.helpers["viktat"] = Line(f"Viktat antal {unit}")
            self.cells[Place("viktat", TOTAL, Measure.PRICE)] = self.table.weighted_total

    def _whose(self, address: str) -> tuple[Group | None, str]:
        """The group that an address is of, None for them all; and what is told of it."""
        rest = self._within(address)
        if rest is None:
            return None, address
        by_length = sorted(self.table.groups, key=lambda group: -len(group.key))
        for group in by_length:
            if rest.startswith(f"{group.key}/"):
                return group, rest.removeprefix(f"{group.key}/").replace("/andel", "", 1)
        return None, self._of_all(rest.removeprefix(f"{TOTAL}/"))

    def _of_all(self, rest: str) -> str:
        """The helper that this is the total of, where its address has the row's key before it."""
        own = rest.partition("/")[2]
        return own if own in self.helpers else rest

    def _within(self, address: str) -> str | None:
        table = self.table
        places = [
            f"{table.provider}/{table.activity}",
            *([f"{table.activity}/{table.supplement.key}"] if table.supplement else []),
            table.activity,
        ]
        found = (each for each in places if address.startswith(f"{each}/"))
        inside = next(found, None)
        return None if inside is None else address.removeprefix(f"{inside}/")


def drafts(tables: Iterable[Table]) -> list[Draft]:
    """A draft of each table, each amount behind them with the first table that is computed from it."""
    found = [Draft(table) for table in tables]
    known = {id(term) for draft in found for term in draft.terms()}
    for draft in found:
        for amount in list(_behind(draft.terms(), known)):
            draft.help(amount)
    return found


def _behind(terms: Iterable[Term], known: set[int]) -> Iterator[Amount]:
    """The amounts that the terms are computed from and that have no place; those first computed first."""
    seen: set[int] = set()

    def _visit(term: Term) -> Iterator[Amount]:
        if id(term) in seen or isinstance(term, Given):
            return
        seen.add(id(term))
        for operand in operands(term.formula):
            yield from _visit(operand)
        if id(term) not in known:
            known.add(id(term))
            yield term

    for term in list(terms):
        yield from _visit(term)
