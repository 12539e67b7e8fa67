"""A finished table beside the activity that it was computed from: what most checks look at."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.budget import (
    TOTAL,
    Activity,
    Agreement,
    Budget,
    FixedStep,
    PercentStep,
    PriceSplit,
    Step,
    SumStep,
    worth,
)
from bidrag.calculation.formula import Term
from bidrag.calculation.tables import Calculation, Table


class Scope(NamedTuple):
    """A table, its activity, and the agreement where it is a provider's."""

    table: Table
    activity: Activity
    agreement: Agreement | None

    @property
    def place(self) -> str:
        """The address of the table: its provider, if any, and its activity."""
        return "/".join(filter(None, (self.table.provider, self.table.activity)))


def scopes(budget: Budget, calculation: Calculation) -> list[Scope]:
    """Each table of the whole calculation with what it was computed from."""
    sources: list[tuple[Activity, Agreement | None]] = [
        (activity, None) for activity in budget.activities
    ]
    sources += [
        (budget.activities[agreement.activity], agreement)
        for provider in budget.providers
        for agreement in provider.agreements
    ]
    return [
        Scope(table, *source) for table, source in zip(calculation.tables, sources, strict=True)
    ]


class Column(NamedTuple):
    """One column of a table: the total, a group's shares or (`prices`) a group's prices."""

    name: str
    cells: Mapping[str, Term]
    prices: bool = False


def columns(table: Table) -> Iterator[Column]:
    """Every column of the table; rows that do not exist in it are left out."""
    yield Column(TOTAL, {row.key: row.total for row in table.rows if row.total})
    for i, group in enumerate(table.groups):
        shares = {row.key: term for row in table.rows if (term := row.shares[i])}
        prices = {row.key: term for row in table.rows if (term := row.prices[i])}
        yield Column(f"{group.key}, andel", shares)
        yield Column(f"{group.key}, {table.unit}", prices, prices=True)


class Ladder:
    """The steps of an activity, and what each row is made of."""

    def __init__(self, activity: Activity) -> None:
        self.activity = activity
        self.steps = {step.key: step for step in activity.steps}
        self.lines = {line.key: line for line in activity.lines}

    def leaves(self, rows: tuple[str, ...]) -> list[str]:
        """The lines, percentages and fixed amounts that these rows are the sum of."""
        found: list[str] = []
        for row in rows:
            step = self.steps.get(row)
            if step and isinstance(step.rule, SumStep):
                found += self.leaves(step.rule.rows)
            else:
                found.append(row)
        return found

    def percentages(self, schablon: str) -> list[tuple[Step, PercentStep]]:
        """The steps that are this schablon: the law's rate, or one of their own by that name."""
        return [
            (step, step.rule)
            for step in self.activity.steps
            if isinstance(step.rule, PercentStep) and _is_schablon(step, step.rule, schablon)
        ]

    def base(self, schablon: str) -> set[str]:
        """Every line, percentage and fixed amount that some step of this schablon is a percentage of."""
        return {row for _, rule in self.percentages(schablon) for row in self.leaves(rule.rows)}

    @property
    def fixed(self) -> list[tuple[Step, FixedStep]]:
        """The steps that add or deduct a fixed amount."""
        return [
            (step, step.rule) for step in self.activity.steps if isinstance(step.rule, FixedStep)
        ]

    def value(self, row: str, cells: Mapping[str, Term]) -> Fraction:
        """What the row is worth in a column; a sum that the table does not show is added up."""
        if row in cells:
            return cells[row].value
        step = self.steps.get(row)
        if step is None or not isinstance(step.rule, SumStep):
            return Fraction(0)
        return sum((self.value(part, cells) for part in step.rule.rows), Fraction(0))


def lowers(step: Step) -> bool:
    """Whether the step is a deduction for some group: an amount, a budget or a percentage below zero."""
    return any(number < 0 for number in _numbers(step))


def raises(step: Step) -> bool:
    """Whether the step adds something for some group, by itself and not as a sum of others."""
    return any(number > 0 for number in _numbers(step))


def _numbers(step: Step) -> list[Fraction]:
    """What tells whether the step raises or lowers; a sum says nothing by itself."""
    if isinstance(step.rule, SumStep):
        return []
    if isinstance(step.rule, PercentStep):
        return [step.rule.rate.value]
    split = step.rule.split
    if isinstance(split, PriceSplit):
        return [worth(product) for product in split.prices.values() if product]
    return [split.budget.value]


_WORDS = {"administration": ("administrati", "adm."), "moms": ("moms", "mervärdesskatt")}


def _is_schablon(step: Step, rule: PercentStep, schablon: str) -> bool:
    if rule.schablon or rule.rate.value < 0:
        return rule.schablon == schablon
    name = f"{step.key} {step.label}".lower()
    first = next((each for each, words in _WORDS.items() if any(w in name for w in words)), "")
    return first == schablon
