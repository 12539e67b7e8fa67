"""Drafts as lines and columns: rows down and groups across, or the units of a pot down."""

from typing import NamedTuple

from bidrag.calculation.budget import TOTAL, Group
from bidrag.calculation.formula import Given, Term
from bidrag.calculation.tables import Calculation, Table
from bidrag.numerals import first_upper
from bidrag.output.amounts import layout
from bidrag.output.amounts.indexed import PER_YEAR
from bidrag.output.amounts.layout import TOTAL_BUDGET
from bidrag.output.amounts.pages import NONE, price_unit
from bidrag.output.book.drafts import Draft, Line, Measure, Place
from bidrag.output.wording import mark

BUDGET = f"{' '.join(TOTAL_BUDGET)}, kr"
SHARE = f"{layout.SHARE}, kr"
BEHIND = "Underlag"


class Head(NamedTuple):
    """A column's heading: what is common to several beside it, the group, and what is in it."""

    block: str
    group: str
    what: str


class Down(NamedTuple):
    """A line's label: of a sum, with a rate, or (`helper`) of what the table is computed from."""

    label: str
    strong: bool = False
    rate: Given | None = None
    helper: bool = False


class Grid(NamedTuple):
    """A table by line and column, each from 0; `upright` where a line is a row and not a unit.

    `along` tells where the amounts of all groups are, by row and measure: in which line of an upright
    table, else in which column. `groups` are the first of the groups and the one after the last, the
    other way.
    """

    heads: tuple[Head, ...]
    downs: tuple[Down, ...]
    cells: dict[tuple[int, int], Term | str]
    along: dict[tuple[str, Measure], int]
    groups: tuple[int, int]
    upright: bool = True


def grid(draft: Draft, calculation: Calculation) -> Grid:
    """The draft as the decision prints it, what it is computed from below or (a pot) before."""
    return _by_unit(draft, calculation) if draft.table.shared_by else _by_row(draft, calculation)


def _by_row(draft: Draft, calculation: Calculation) -> Grid:
    columns = _columns(draft, calculation)
    rows = [*draft.lines, *draft.helpers]
    lines = (*draft.lines.values(), *draft.helpers.values())
    downs = [_down(line, draft.table) for line in lines]
    cells = {
        (i, j): found
        for i, row in enumerate(rows)
        for j, (group, measure, _) in enumerate(columns)
        if (found := _at(draft, row, group, measure))
    }
    along = {(row, measure): i for i, row in enumerate(rows) for measure in Measure}
    groups = (1 if columns[0][0] == TOTAL else 0, len(columns) - len(draft.others))
    return Grid(tuple(head for _, _, head in columns), tuple(downs), cells, along, groups)


def _at(draft: Draft, row: str, group: str, measure: Measure) -> Term | str | None:
    """What stands there; of all groups together there is one column."""
    measures = (measure,) if group != TOTAL else tuple(Measure)
    return next(
        (draft.cells[place] for m in measures if (place := Place(row, group, m)) in draft.cells),
        None,
    )


def _down(line: Line, table: Table) -> Down:
    """The line's label, with the mark of the note on a provider's own premises where there is one."""
    row = line.row
    if row is None:
        return Down(line.label, helper=True)
    return Down(line.label + mark(table, row), row.sums, row.rate)


Column = tuple[str, Measure, Head]


def _columns(draft: Draft, calculation: Calculation) -> list[Column]:
    found: list[Column] = []
    if any(place.group == TOTAL for place in draft.cells):
        has_total = any(row.total for row in draft.table.rows)
        found.append((TOTAL, Measure.SHARE, Head("", "", BUDGET if has_total else "Alla")))
    price = " ".join(price_unit(calculation, draft.table))
    for group in draft.table.groups:
        block, name = _named(group, draft)
        if draft.shows(Measure.SHARE, group.key):
            found.append((group.key, Measure.SHARE, Head(block, name, SHARE)))
        found.append((group.key, Measure.PRICE, Head(block, name, price)))
    others = draft.others.items()
    return [*found, *((key, Measure.PRICE, Head("", name, BEHIND)) for key, name in others)]


def _named(group: Group, draft: Draft) -> tuple[str, str]:
    """What the group is in the first of two dimensions, and then in the other."""
    if len(group.values) > 1:
        return group.values[0], " ".join(group.values[1:])
    return "", "" if group.label == draft.table.unit else group.label


def _by_unit(draft: Draft, calculation: Calculation) -> Grid:
    keys = [*(group.key for group in draft.table.groups), *draft.others]
    labels = [*(group.label for group in draft.table.groups), *draft.others.values()]
    downs = [Down(label) for label in labels]
    if any(place.group == TOTAL for place in draft.cells):
        keys, downs = [*keys, TOTAL], [*downs, Down(first_upper(TOTAL), strong=True)]
    columns = [*_behind(draft), *_of_rows(draft, calculation)]
    cells = {
        (i, j): found
        for i, key in enumerate(keys)
        for j, (row, measure, _) in enumerate(columns)
        if (found := _of_unit(draft, row, key, measure))
    }
    along = {(row, measure): j for j, (row, measure, _) in enumerate(columns)}
    groups = (0, len(draft.table.groups))
    return Grid(
        tuple(head for _, _, head in columns), tuple(downs), cells, along, groups, upright=False
    )


def _of_unit(draft: Draft, row: str, group: str, measure: Measure) -> Term | str | None:
    """What the unit has; of all units together there are no prices, and of no amount a dash."""
    if row not in draft.lines:
        return _at(draft, row, group, measure)
    if group == TOTAL:
        return _at(draft, row, group, measure) if measure is Measure.SHARE else None
    if group in draft.others:
        return None
    return _at(draft, row, group, measure) or NONE


def _behind(draft: Draft) -> list[Column]:
    return [
        (key, Measure.PRICE, Head("", BEHIND, line.label)) for key, line in draft.helpers.items()
    ]


def _of_rows(draft: Draft, calculation: Calculation) -> list[Column]:
    price = " ".join(price_unit(calculation, draft.table))
    by_year = {
        place.row
        for place, found in draft.cells.items()
        if place.measure is Measure.SHARE and not isinstance(found, str)
    }
    return [
        (row.key, measure, Head("", row.label, what))
        for row in draft.table.rows
        for measure, what in ((Measure.SHARE, PER_YEAR), (Measure.PRICE, price))
        if measure is Measure.PRICE or row.key in by_year
    ]
