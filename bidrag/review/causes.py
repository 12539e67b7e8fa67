"""What may differ between two budgets: every input of both, paired, with the cause that it belongs to.

A cause is what a reader would call the reason: a cost line's budget, the number of children. It has
one or several inputs, which change together.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.budget import (
    Activity,
    Agreement,
    Budget,
    EqualSplit,
    FixedStep,
    Line,
    PercentStep,
    PriceSplit,
    ShareSplit,
    Step,
)
from bidrag.calculation.formula import Given, Kind, Position, Practice
from bidrag.calculation.split import PLURAL

Name = tuple[str, ...]


@dataclass(frozen=True)
class Cause:
    """A reason for a change: `name` is the same in both budgets, `label` is how it is printed."""

    name: Name
    label: str = field(compare=False)


METHOD = Cause(("metod",), "Metod")
RATES = Cause((Kind.RATE,), "Procentsatser")


class Owned(NamedTuple):
    """An input with its cause; `label` tells it from the other inputs of the cause, if there are any.

    `line` is the cause that stands for the whole cost line of the input, if it belongs to one, and
    `premises` tells that the line is lokalkostnader. `budget` is what a share is a part of.
    """

    given: Given
    cause: Cause
    label: str
    line: Cause | None = None
    premises: bool = False
    budget: Given | None = None


def identity(given: Given) -> Name:
    """What an input is called in both files: its keys, or its label where the file does not state it.

    A budget written bare (`elevhälsa: 10 470 000`) and under `budget` is the same input.
    """
    origin = given.origin
    if isinstance(origin, Practice):
        return (given.label,)
    if not isinstance(origin, Position):
        return given.label, str(origin)
    path = origin.path
    return path[:-1] if path[-1:] == (Kind.BUDGET,) else path


class Pair(NamedTuple):
    """An input in the old and in the new budget; None where it is not there."""

    old: Owned | None
    new: Owned | None

    @property
    def known(self) -> Owned:
        """The input as the newest budget that has it states it."""
        owned = self.new or self.old
        assert owned is not None
        return owned

    @property
    def both(self) -> bool:
        """Whether the input is in both budgets."""
        return self.old is not None and self.new is not None

    @property
    def values(self) -> tuple[Fraction, Fraction]:
        """Old and new value. A group that is not there has no children; all else stays as it is."""
        absent = Fraction(0) if self.known.given.kind is Kind.COUNT else self.known.given.value
        return (
            self.old.given.value if self.old else absent,
            self.new.given.value if self.new else absent,
        )

    @property
    def differs(self) -> bool:
        """Whether the two budgets state it otherwise."""
        return not self.both or self.values[0] != self.values[1]


def paired(old: Budget, new: Budget) -> dict[Name, Pair]:
    """Every input of two budgets by its identity."""
    before, after = _owned_by_name(old), _owned_by_name(new)
    return {name: Pair(before.get(name), after.get(name)) for name in {**before, **after}}


def _owned_by_name(budget: Budget) -> dict[Name, Owned]:
    return {identity(each.given): each for each in _owned(budget)}


def _owned(budget: Budget) -> Iterator[Owned]:
    for activity in budget.activities:
        labels = {
            group.key: group.label if group.label != activity.unit else ""
            for group in activity.groups
        }
        yield from _counts(activity, labels)
        for line in activity.lines:
            yield from _of_line(activity, line, labels)
        for step in activity.steps:
            yield from _of_step(activity, step, labels)
    for provider in budget.providers:
        for agreement in provider.agreements:
            yield from _premises(agreement, budget.activities[agreement.activity])


Labels = dict[str, str]


def _counts(activity: Activity, labels: Labels) -> Iterator[Owned]:
    cause = Cause((Kind.COUNT, activity.key), f"Antal {PLURAL[activity.unit]}")
    for group in activity.groups:
        if group.children:
            yield Owned(group.children, cause, labels[group.key])
    if activity.weighted_total:
        yield Owned(activity.weighted_total, cause, activity.weighted_total.label)


def _of_line(activity: Activity, line: Line, labels: Labels) -> Iterator[Owned]:
    split = line.split
    if isinstance(split, PriceSplit):
        yield from _of_prices(activity, line, split, labels)
        return
    budget = _line_cause(activity, line, Kind.BUDGET)
    yield Owned(split.budget, budget, "", budget, line.premises)
    if isinstance(split, ShareSplit):
        cause = _line_cause(activity, line, Kind.SHARE)
        for group, share in split.shares.items():
            yield Owned(share, cause, labels[group], budget, line.premises, split.budget)
    elif not isinstance(split, EqualSplit):
        weights = Cause((Kind.WEIGHT, activity.key), "Vikter")
        for group, weight in split.weights.items():
            own = f"{line.label} {labels[group]}" if _is_within(weight, line) else labels[group]
            yield Owned(weight, weights, own, budget)


def _is_within(weight: Given, line: Line) -> bool:
    """Whether the weight stands under the line itself, and not under the activity for every line."""
    path = line.position.path
    return isinstance(weight.origin, Position) and weight.origin.path[: len(path)] == path


def _of_prices(
    activity: Activity, line: Line, split: PriceSplit, labels: Labels
) -> Iterator[Owned]:
    cause = _line_cause(activity, line, Kind.PRICE)
    for group, price in split.prices.items():
        if price and activity.supplement:
            yield Owned(price, Cause((Kind.FIXED, activity.key, "", group), price.label), "")
        elif price:
            yield Owned(price, cause, labels[group], cause, line.premises)
    if split.markup:
        yield Owned(split.markup, RATES, split.markup.label)


def _line_cause(activity: Activity, line: Line, kind: Kind) -> Cause:
    return Cause((kind, activity.key, line.key), f"{line.label}: {kind}")


def _of_step(activity: Activity, step: Step, labels: Labels) -> Iterator[Owned]:
    if isinstance(step.rule, PercentStep):
        yield Owned(step.rule.rate, RATES, step.rule.rate.label)
    elif isinstance(step.rule, FixedStep):
        cause = Cause((Kind.FIXED, activity.key, step.key), step.label)
        for group, amount in step.rule.amounts.items():
            yield Owned(amount, cause, labels[group])


def _premises(agreement: Agreement, activity: Activity) -> Iterator[Owned]:
    cause = Cause((Kind.PREMISES, *agreement.position.path), "Faktisk lokalkostnad")
    labels = {group.key: group.label for group in activity.groups}
    for group, given in agreement.premises.items():
        yield Owned(given, cause, labels[group])
