"""How a cost line, or an amount of its own, becomes a price for each group: in words."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.basis import PLURAL
from bidrag.calculation.budget import Group
from bidrag.calculation.formula import Amount, Given, Kind, Ratio, Sum, Term, inputs
from bidrag.calculation.tables import Row, Table
from bidrag.numerals import decimal, listed
from bidrag.output.report.by_group import by_group, for_some, names_of
from bidrag.output.report.pot import pot
from bidrag.review.composition import yearly
from bidrag.rounding import printed, quantity

STATED = {
    Kind.PRICE: "Priset är angivet i {unit}: {told}.",
    Kind.FIXED: "Beloppet är angivet i {unit}: {told}.",
    Kind.PREMISES: "Huvudmannens faktiska lokalkostnad ersätter kommunens genomsnitt, i {unit}: {told}.",
}
AVERAGE = "Kommunens genomsnitt är, i kr per {unit} och år: {told}."
SHARED = "{what} {budget} delas {evenly}på {number}."
EVENLY = "lika "
SHARES = "Budgeten{budget} är fördelad på grupperna, och varje del delas lika på gruppens {units}: {told}."
WEIGHTS = "Vikt per {unit}: {told}."
FACTORS = "Faktor: {}."
TIMES = "Året är {}."
MARKUP = "Priset innehåller redan påslaget, och delas därför med {}."
FOR_SOME = "För {}: {}"


class Cell(NamedTuple):
    """A group's price per year as what is multiplied and divided to make it."""

    group: Group
    over: tuple[Term, ...]
    under: tuple[Term, ...]

    @property
    def money(self) -> Given | None:
        """What is stated in kronor, None where that is a share in percent of a budget."""
        first = self.over[0]
        return first if isinstance(first, Given) else None

    def above(self, *kinds: Kind) -> list[Given]:
        """The numbers of these kinds that the price is multiplied by."""
        return [each for each in self.over if isinstance(each, Given) and each.kind in kinds]


class Own(NamedTuple):
    """The municipality's own table for the year, and the unit (kr) that its prices are printed in."""

    table: Table
    unit: Fraction


class Priced(NamedTuple):
    """The prices of a row, of those of the table's groups that have any: `groups` are those that do."""

    table: Table
    row: Row
    own: Own
    cells: list[Cell]
    groups: list[Group]


def how(table: Table, row: Row, own: Own) -> str:
    """How each group's price of the row comes of what is stated; the row is no sum or percentage.

    What a budget is divided by is told of every group that it is made of, those of `own` too that the
    table lacks.
    """
    groups = [group for i, group in enumerate(table.groups) if any(r.prices[i] for r in table.rows)]
    prices = zip(table.groups, row.prices, strict=True)
    cells = [_cell(group, yearly(price)) for group, price in prices if price]
    alike: dict[tuple[Kind, str], list[Cell]] = {}
    for cell in cells:
        alike.setdefault((_kind(cell), cell.over[0].unit), []).append(cell)
    if len(alike) == 1:
        return _told(Priced(table, row, own, cells, groups))
    parts = (
        Priced(table, row, own, each, [cell.group for cell in each]) for each in alike.values()
    )
    return " ".join(FOR_SOME.format(names_of(each.groups, groups), _told(each)) for each in parts)


def _cell(group: Group, price: Term) -> Cell:
    formula = price.formula if isinstance(price, Amount) else None
    if isinstance(formula, Ratio):
        return Cell(group, formula.over, formula.under)
    return Cell(group, (price,), ())


def _kind(cell: Cell) -> Kind:
    return cell.money.kind if cell.money else Kind.SHARE


def _told(priced: Priced) -> str:
    kind = _kind(priced.cells[0])
    if kind is Kind.SHARE:
        return _shares(priced)
    if kind is not Kind.BUDGET:
        return " ".join(_stated(kind, priced))
    index = priced.row.shared_by
    if index:
        return pot(priced.cells[0].over[0], index, priced.table.unit)
    return " ".join(_budget(priced))


def _budget(priced: Priced) -> Iterator[str]:
    """A budget that the groups share, equally or by weights and factors."""
    budget, number = priced.cells[0].over[0], priced.cells[0].under[0]
    counted = _counted(priced, number)
    evenly = "" if any(cell.above(Kind.WEIGHT, Kind.FACTOR) for cell in counted.cells) else EVENLY
    what = "Beloppet" if budget.value < 0 else "Budgeten"
    yield SHARED.format(what=what, budget=_number(budget), evenly=evenly, number=_number(number))
    if any(cell.above(Kind.WEIGHT) for cell in counted.cells):
        weights = [(cell.group, _product(cell.above(Kind.WEIGHT))) for cell in counted.cells]
        yield WEIGHTS.format(unit=priced.table.unit, told=by_group(weights, counted.groups))
    yield from _factors(counted)


def _counted(priced: Priced, number: Term) -> Priced:
    """The weighted count of each group in the number; the prices where it is not made of groups'."""
    formula = number.formula if isinstance(number, Amount) else None
    counts = formula.terms if isinstance(formula, Sum) else (number,)
    groups = {id(group.children): group for group in priced.own.table.groups}
    found = [
        _cell(groups[id(given)], count)
        for count in counts
        for given in inputs([count])
        if id(given) in groups
    ]
    if not found:
        return priced
    return priced._replace(cells=found, groups=[cell.group for cell in found])


def _factors(priced: Priced) -> Iterator[str]:
    """What the number of some of the groups is multiplied by."""
    cells = priced.cells
    factors = dict.fromkeys(each for cell in cells for each in cell.above(Kind.FACTOR))
    told = [
        for_some(_number(each), [cell.group for cell in cells if each in cell.over], priced.groups)
        for each in factors
    ]
    if told:
        yield FACTORS.format(listed(told))


def _shares(priced: Priced) -> str:
    """A budget of which each group has its share, in kronor or percent."""
    table, row, _, cells, groups = priced
    told = [
        (cell.group, f"{_number(_within(cell)[-1])} på {_number(cell.under[0])}") for cell in cells
    ]
    (*known, _) = _within(cells[0])
    budgets = [row.total] if row.total else known
    whole = f" {_number(budgets[0])}" if budgets else ""
    return SHARES.format(budget=whole, units=PLURAL[table.unit], told=by_group(told, groups))


def _within(cell: Cell) -> tuple[Term, ...]:
    """The share as it is stated: in kronor, or the budget and the percentage of it."""
    share = cell.over[0]
    formula = share.formula if isinstance(share, Amount) else None
    return formula.over if isinstance(formula, Ratio) else (share,)


def _stated(kind: Kind, priced: Priced) -> Iterator[str]:
    """A price or an amount that the file states, and what it is multiplied and divided by."""
    cells = priced.cells
    told = by_group([(cell.group, decimal(cell.over[0].value)) for cell in cells], priced.groups)
    yield STATED[kind].format(unit=cells[0].over[0].unit, told=told)
    if kind is Kind.PREMISES:
        yield from _average(priced)
    yield from _factors(priced)
    periods = dict.fromkeys(each for cell in cells for each in cell.above(Kind.DIVISOR))
    yield from (TIMES.format(_number(each)) for each in periods)
    markups = dict.fromkeys(each for cell in cells for each in cell.under)
    yield from (MARKUP.format(_number(each)) for each in markups)


def _average(priced: Priced) -> Iterator[str]:
    """What the municipality's own lokalkostnad is, for those groups that the provider's replaces."""
    table, unit = priced.own
    row = next(row for row in table.rows if row.key == priced.row.key)
    prices = {group.key: price for group, price in zip(table.groups, row.prices, strict=True)}
    found = ((group, prices[group.key]) for group in priced.groups)
    told = [(group, printed(price, unit)) for group, price in found if price]
    if told:
        yield AVERAGE.format(unit=table.unit, told=by_group(told, priced.groups))


def _product(numbers: Sequence[Term]) -> str:
    return " × ".join(map(_number, numbers))


def _number(term: Term) -> str:
    return quantity(term.value, term.unit)
