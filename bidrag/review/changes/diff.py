"""Two sets of published amounts side by side: what has changed, come and gone, and why."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation import compute
from bidrag.calculation.budget import Budget
from bidrag.calculation.formula import Term
from bidrag.calculation.period import KRONA
from bidrag.calculation.stated import (
    PRICES,
    Cell,
    Measure,
    StatedTable,
    calculated,
    measures_of,
    paid,
    paid_in_the_year,
)
from bidrag.review.changes.attribution import Attribution, Part
from bidrag.review.changes.payments import Payments
from bidrag.review.changes.revisions import apart
from bidrag.review.changes.uses import with_own_inputs
from bidrag.rounding import published, to_unit

Source = Budget | StatedTable
"""What can be compared: a budget, whose amounts are computed, or amounts that somebody has stated."""

ORDER = (*PRICES.values(), Measure.BUDGET)
"""Prices before kr per year: the two are not to be measured with the same rule."""


class Change(NamedTuple):
    """An amount that is published otherwise than before; `old` and `new` are kr, in whole `unit`s.

    The unit is a krona, or an öre for a list that prints them. `exact` is the exact change (kr) and
    `parts` its causes, empty unless both sides are budgets.
    """

    cell: Cell
    old: Fraction
    new: Fraction
    unit: Fraction
    exact: Fraction
    parts: tuple[Part, ...] = ()

    @property
    def kronor(self) -> Fraction:
        """The change as published, so that old and change sum to new."""
        return self.new - self.old

    @property
    def percent(self) -> Fraction | None:
        """The change in per cent of the old amount, exact; None when that is not above 0."""
        return 100 * self.kronor / self.old if self.old > 0 else None

    def rounding(self, unit: Fraction) -> Fraction:
        """What the published change (kr) lacks of its parts, each rounded to this unit (kr)."""
        return self.kronor - sum(to_unit(part.value, unit) for part in self.parts)


class Section(NamedTuple):
    """The changes in one measure, the largest first."""

    measure: Measure
    changes: tuple[Change, ...]


class Lone(NamedTuple):
    """An amount that only one side has, as it is published there (kr), and in which unit (kr)."""

    cell: Cell
    kronor: Fraction
    unit: Fraction


class Absence(NamedTuple):
    """Something that only one side has, and its amounts there.

    `words` names it from the outside in: what it is and what it is called.
    """

    words: tuple[tuple[str, str], ...]
    amounts: tuple[Lone, ...]


class Named(NamedTuple):
    """What a side is called, and whose amounts it has and for which year, where that is known."""

    name: str
    municipality: str
    year: int | None


class Difference(NamedTuple):
    """Everything that a comparison finds; `same` is the number of amounts that are the same.

    `explained` tells that both sides are budgets, so that every change has its causes. `coarsened`
    tells that one of them prints some amounts with ören that the other prints in whole kronor.
    """

    old: Named
    new: Named
    sections: tuple[Section, ...]
    added: tuple[Absence, ...]
    removed: tuple[Absence, ...]
    same: int
    explained: bool
    coarsened: bool = False

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        return bool(self.sections or self.added or self.removed)


class Amounts(NamedTuple):
    """One side of a comparison: its exact amounts (kr) by cell, in the order of its tables.

    Where the amounts are computed, `terms` has their formulas and `budget` what they are computed
    from; `units` is to what they are printed (kr).
    """

    side: Named
    values: dict[Cell, Fraction]
    terms: dict[Cell, Term]
    units: dict[Cell, Fraction]
    budget: Budget | None = None

    def published(self, cell: Cell, unit: Fraction | None = None) -> Fraction:
        """The amount as it is published on this side (kr), or would be in another unit."""
        unit = unit or self.units[cell]
        if cell in self.terms:
            return published(self.terms[cell], unit)
        return to_unit(self.values[cell], unit)

    def revised(self, activity: str) -> list[str]:
        """What the activity is called where a budget revises it, and what is paid for it."""
        tables = compute(self.budget).printed if self.budget else ()
        return [table.activity for table in tables if table.origin == activity]


class Choice(NamedTuple):
    """The activities and the providers that are compared; all where none is named."""

    activities: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()

    def has(self, cell: Cell) -> bool:
        """Whether the amount is among those that are compared."""
        return (not self.activities or cell.activity in self.activities) and (
            not self.providers or cell.provider in self.providers
        )


EVERYTHING = Choice()


def amounts(name: str, source: Source, other: Source) -> Amounts:
    """The amounts of one side; a budget's for the same periods as those that the other side states."""
    side = Named(name, source.municipality, source.year)
    if isinstance(source, StatedTable):
        values = {each.cell: each.value for each in source.amounts}
        return Amounts(side, values, {}, {each.cell: 2 * each.margin for each in source.amounts})
    yearly = {Measure.BUDGET, Measure.YEAR}
    measures = measures_of(other) if isinstance(other, StatedTable) else yearly
    budget = with_own_inputs(apart(source), apart(other) if isinstance(other, Budget) else None)
    known = calculated(budget, measures)
    payments = paid if isinstance(other, StatedTable) else paid_in_the_year
    known |= dict(payments(compute(budget)))
    terms = {cell: term for cell, term in known.items() if cell.measure in measures}
    values = {cell: term.value for cell, term in terms.items()}
    units = {cell: _unit(cell.measure, budget) for cell in terms}
    return Amounts(side, values, terms, units, budget)


def _unit(measure: Measure, budget: Budget) -> Fraction:
    return KRONA if measure is Measure.BUDGET else budget.rounding.unit(measure.period)


class Why:
    """What explains the changes between two budgets: of a price, and of what is paid over the year."""

    def __init__(self, old: Budget, new: Budget) -> None:
        self.prices = Attribution(old, new)
        self.payments = Payments(old, new, self.prices)

    def parts(self, cell: Cell, old: Term, new: Term) -> tuple[Part, ...]:
        """Every cause's part of the change; they sum exactly to it, the largest first."""
        if cell in self.payments:
            return self.payments.parts(cell)
        return self.prices.parts(cell.row, old, new)


def difference(
    old: Amounts, new: Amounts, attribution: Why | None, choice: Choice = EVERYTHING
) -> Difference:
    """What differs between the chosen amounts as published, and why where there is an attribution."""
    common = [cell for cell in new.values if cell in old.values and choice.has(cell)]
    every = (_change(cell, old, new, attribution) for cell in common)
    changes = [change for change in every if change is not None]
    return Difference(
        old.side,
        new.side,
        tuple(_sections(changes)),
        tuple(_absences(new, old, choice)),
        tuple(_absences(old, new, choice)),
        len(common) - len(changes),
        attribution is not None,
        attribution is not None and any(old.units[cell] != new.units[cell] for cell in common),
    )


def attribution(old: Amounts, new: Amounts) -> Why | None:
    """What explains the changes between two budgets; None where one side only states its amounts."""
    return Why(old.budget, new.budget) if old.budget and new.budget else None


def _change(cell: Cell, old: Amounts, new: Amounts, why: Why | None) -> Change | None:
    """The change as it is printed, in the coarser of the two sides' units; None where it is none.

    A list has been printed, and a budget that it is compared with is printed as the list is.
    """
    lists = [side for side in (old, new) if side.budget is None] or [old, new]
    unit = max(side.units[cell] for side in lists)
    before, after = old.values[cell], new.values[cell]
    printed = old.published(cell, unit), new.published(cell, unit)
    if printed[0] == printed[1]:
        return None
    parts = why.parts(cell, old.terms[cell], new.terms[cell]) if why else ()
    return Change(cell, *printed, unit, after - before, parts)


def _sections(changes: list[Change]) -> Iterator[Section]:
    for measure in ORDER:
        found = [change for change in changes if change.cell.measure is measure]
        if found:
            yield Section(measure, tuple(sorted(found, key=lambda each: -abs(each.kronor))))


def _absences(here: Amounts, there: Amounts, choice: Choice) -> Iterator[Absence]:
    """What one side lacks, named by the largest part that it lacks, chosen or not."""
    known = {level for cell in there.values for level in _levels(cell)}
    found: defaultdict[tuple[tuple[str, str], ...], list[Lone]] = defaultdict(list)
    for cell in here.values:
        if cell not in there.values and choice.has(cell):
            words = next(level for level in _levels(cell) if level not in known)
            found[words].append(Lone(cell, here.published(cell), here.units[cell]))
    return (Absence(words, tuple(amounts)) for words, amounts in found.items())


def _levels(cell: Cell) -> list[tuple[tuple[str, str], ...]]:
    """What the cell is part of, the largest first: the first that the other side lacks names it."""
    activity = ("verksamhet", cell.activity)
    group, row, measure = ("grupp", cell.group), ("rad", cell.row), ("mått", cell.measure)
    owner = (("huvudman", cell.provider), activity) if cell.provider else (activity,)
    return [
        (measure,),
        *([owner[:1]] if cell.provider else []),
        (activity,),
        owner,
        (activity, group),
        (activity, row),
        (*owner, group, measure),
        (*owner, group),
        (*owner, row),
        (*owner, group, row),
        (*owner, group, row, measure),
    ]
