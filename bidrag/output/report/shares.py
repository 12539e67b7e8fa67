"""How a cost line, or an amount of its own, becomes a price for each group: in words."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bidrag.calculation.basis import PLURAL
from bidrag.calculation.budget import Group
from bidrag.calculation.formula import Amount, Given, Kind, Ratio, Term
from bidrag.calculation.index import Index
from bidrag.calculation.tables import Row, Table
from bidrag.numerals import listed
from bidrag.output.report.by_group import by_group, for_some
from bidrag.review.composition import yearly
from bidrag.rounding import index_number, quantity

STATED = {
    Kind.PRICE: "Priset är angivet: {}.",
    Kind.FIXED: "Beloppet är angivet: {}.",
    Kind.PREMISES: "Huvudmannens faktiska lokalkostnad ersätter kommunens genomsnitt: {}.",
}
EQUALLY = "{what} {budget} delas lika på {number}."
SHARES = "Budgeten{budget} är fördelad på grupperna, och varje del delas lika på gruppens {units}: {told}."
POT = (
    "Potten {budget} delas av de enheter vars index ligger under snittet {average}, efter avståndet "
    "till snittet gånger antalet {units}."
)
WEIGHTS = "Vikt per {unit}: {told}."
FACTORS = "Gånger en faktor: {}."
TIMES = "Året är {}."
MARKUP = "Priset innehåller redan påslaget, och delas därför med {}."


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


def how(table: Table, row: Row) -> str:
    """How each group's price of the row comes of what is stated; the row is no sum or percentage."""
    cells = [
        _cell(group, yearly(price))
        for group, price in zip(table.groups, row.prices, strict=True)
        if price
    ]
    kinds = dict.fromkeys(_kind(cell) for cell in cells)
    told = (
        _told(table, row, kind, [each for each in cells if _kind(each) is kind]) for kind in kinds
    )
    return " ".join(told)


def _cell(group: Group, price: Term) -> Cell:
    formula = price.formula if isinstance(price, Amount) else None
    if isinstance(formula, Ratio):
        return Cell(group, formula.over, formula.under)
    return Cell(group, (price,), ())


def _kind(cell: Cell) -> Kind:
    return cell.money.kind if cell.money else Kind.SHARE


def _told(table: Table, row: Row, kind: Kind, cells: list[Cell]) -> str:
    if kind is Kind.SHARE:
        return _shares(table, row, cells)
    if kind is not Kind.BUDGET:
        return " ".join(_stated(kind, cells))
    return _pot(table, row.shared_by, cells) if row.shared_by else " ".join(_budget(table, cells))


def _budget(table: Table, cells: list[Cell]) -> Iterator[str]:
    """A budget that the groups share, equally or by weights and factors."""
    budget, number = cells[0].over[0], cells[0].under[0]
    what = "Beloppet" if budget.value < 0 else "Budgeten"
    yield EQUALLY.format(what=what, budget=_number(budget), number=_number(number))
    if any(cell.above(Kind.WEIGHT) for cell in cells):
        weights = [(cell.group, _listed(cell.above(Kind.WEIGHT))) for cell in cells]
        yield WEIGHTS.format(unit=table.unit, told=by_group(weights))
    yield from _factors(cells)


def _factors(cells: list[Cell]) -> Iterator[str]:
    """What the number of some of the groups is multiplied by."""
    groups = [cell.group for cell in cells]
    factors = dict.fromkeys(each for cell in cells for each in cell.above(Kind.FACTOR))
    told = [
        for_some(_number(factor), [cell.group for cell in cells if factor in cell.over], groups)
        for factor in factors
    ]
    if told:
        yield FACTORS.format(listed(told))


def _shares(table: Table, row: Row, cells: list[Cell]) -> str:
    """A budget of which each group has its share, in kronor or percent."""
    told = [
        (cell.group, f"{_number(_within(cell)[-1])} på {_number(cell.under[0])}") for cell in cells
    ]
    (*known, _) = _within(cells[0])
    budgets = [row.total] if row.total else known
    whole = f" {_number(budgets[0])}" if budgets else ""
    return SHARES.format(budget=whole, units=PLURAL[table.unit], told=by_group(told))


def _within(cell: Cell) -> tuple[Term, ...]:
    """The share as it is stated: in kronor, or the budget and the percentage of it."""
    share = cell.over[0]
    formula = share.formula if isinstance(share, Amount) else None
    return formula.over if isinstance(formula, Ratio) else (share,)


def _pot(table: Table, index: Index, cells: list[Cell]) -> str:
    average = index_number(index.average.value)
    budget = _number(cells[0].over[0])
    return POT.format(budget=budget, average=average, units=PLURAL[table.unit])


def _stated(kind: Kind, cells: list[Cell]) -> Iterator[str]:
    """A price or an amount that the file states, and what it is multiplied and divided by."""
    yield STATED[kind].format(by_group([(cell.group, _number(cell.over[0])) for cell in cells]))
    yield from _factors(cells)
    periods = dict.fromkeys(each for cell in cells for each in cell.above(Kind.DIVISOR))
    yield from (TIMES.format(_number(each)) for each in periods)
    markups = dict.fromkeys(each for cell in cells for each in cell.under)
    yield from (MARKUP.format(_number(each)) for each in markups)


def _listed(numbers: Sequence[Term]) -> str:
    return " × ".join(map(_number, numbers))


def _number(term: Term) -> str:
    return quantity(term.value, term.unit)
