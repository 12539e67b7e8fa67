"""A table of the decision as terms by row and group, with what it is computed from in rows of its own."""

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import NamedTuple

from bidrag.calculation.basis import COUNT, PLURAL
from bidrag.calculation.budget import TOTAL
from bidrag.calculation.formula import Amount, Given, Term, operands
from bidrag.calculation.tables import Row, Table
from bidrag.numerals import first_upper
from bidrag.output.amounts.layout import INDIVIDUAL
from bidrag.output.amounts.pages import NONE
from bidrag.output.wording import number_of

SHARES = "/andel"
"""What the address of a share of a budget ends with, and that of a price does not."""


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
    """The table's amounts by place, in the order of its rows; `helpers` are those it is computed from.

    `others` are groups that the table has no prices of, but that it is computed from: their labels by
    their keys. `only` are the shares of an only group, by their row: the table is printed without them.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self.lines: dict[str, Line] = {row.key: Line(row.label, row) for row in table.rows}
        self.helpers: dict[str, Line] = {}
        self.others: dict[str, str] = {}
        self.cells: dict[Place, Term | str] = {}
        self.only: dict[str, Term] = {}
        self._labels = {group.key: group.label for group in table.groups}
        index = table.shared_by
        self._everybody = self._labels | {
            g.key: g.label for g, _ in (index.everybody if index else ())
        }
        self._rows: dict[int, Row] = {}
        self._shown: set[tuple[str, Measure]] = set()
        for row in table.rows:
            self._fill(row)
        self._count()

    def terms(self) -> Iterator[Term]:
        """Every term that the table has a cell for."""
        return (each for each in self.cells.values() if not isinstance(each, str))

    def shows(self, measure: Measure, group: str) -> bool:
        """Whether the group, or the total, has any amount in this measure."""
        return (group, measure) in self._shown

    def owns(self, amount: Amount) -> bool:
        """Whether the amount is of one of the table's own groups."""
        return self._whose(amount.address)[0] in self._labels

    def help(self, amount: Amount) -> None:
        """Gives an amount that the table is computed from a place beside the group that it is of."""
        group, key = self._whose(amount.address)
        in_kronor = amount.unit == "kr" and self.shows(Measure.SHARE, group)
        place = Place(key, group, Measure.SHARE if in_kronor else Measure.PRICE)
        if key in self.lines:
            # The year's price, behind the price of another period on the row itself.
            place = place._replace(row=f"{key}/{amount.unit}")
        if place in self.cells:
            place = place._replace(row=amount.address)
        self._put(place, amount)
        self.helpers.setdefault(
            place.row, Line(_with_unit(self._called(group, key, amount), amount.unit))
        )
        if group != TOTAL and group not in self._labels:
            self.others[group] = self._everybody[group]

    def _called(self, group: str, key: str, amount: Amount) -> str:
        """What the amount is, whichever group it is of: its row's label, or its own without the group."""
        row = self._rows.get(id(amount)) or (self.lines[key].row if key in self.lines else None)
        if row:
            return row.label
        before, found, after = amount.label.rpartition(
            f" {self._everybody.get(group, amount.label)}"
        )
        return before + after if found else amount.label

    def _put(self, place: Place, found: Term | str) -> None:
        self.cells[place] = found
        if not isinstance(found, str):
            self._shown.add((place.group, place.measure))

    def _fill(self, row: Row) -> None:
        several = len(self.table.groups) > 1 or self.table.shared_by is not None
        if row.total:
            self._put(Place(row.key, TOTAL, Measure.SHARE), row.total)
        for group, share, price in zip(self.table.groups, row.shares, row.prices, strict=True):
            if share:
                self._rows[id(share)] = row
            if share and several:
                self._put(Place(row.key, group.key, Measure.SHARE), share)
            elif share:
                self.only[row.key] = share
            if group.individual:
                found: Term | str = INDIVIDUAL if row.sums else ""
            else:
                found = price or NONE
            self._put(Place(row.key, group.key, Measure.PRICE), found)

    def _count(self) -> None:
        if self.table.provider or self.table.payment:
            return
        unit = PLURAL[self.table.unit]
        for group in self.table.groups:
            if group.children:
                self.helpers[COUNT] = Line(number_of(self.table))
                self._put(Place(COUNT, group.key, Measure.PRICE), group.children)
        if self.table.weighted_total:
            self.helpers["viktat"] = Line(f"Viktat antal {unit}")
            self._put(Place("viktat", TOTAL, Measure.PRICE), self.table.weighted_total)

    def _whose(self, address: str) -> tuple[str, str]:
        """The key of the group that an address is of, or the total; and what is told of it."""
        rest = self._within(address)
        if rest is None:
            return TOTAL, address
        parts = rest.split("/")
        for i in range(1, len(parts)):
            group = "/".join(parts[:i])
            if group in self._everybody:
                return group, "/".join(parts[i:]).removesuffix(SHARES)
        if parts[0] == TOTAL:
            return TOTAL, self._of_all("/".join(parts[1:]))
        return TOTAL, self._of_all(rest)

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
        roots = [*draft.terms(), *draft.only.values(), *_index(draft.table)]
        behind = list(_behind(roots, known))
        # Those of the table's own groups first: they tell what the others are called.
        for amount in sorted(behind, key=lambda each: not draft.owns(each)):
            draft.help(amount)
    return found


def _index(table: Table) -> tuple[Term, ...]:
    """What the units of a pot are compared by, also where nobody is under the average."""
    index = table.shared_by
    return (*index.groups, index.average) if index else ()


def _with_unit(label: str, unit: str) -> str:
    return first_upper(label if not unit or label.endswith(unit) else f"{label}, {unit}")


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

    for term in terms:
        yield from _visit(term)
