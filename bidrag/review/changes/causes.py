"""The inputs of a budget, each with the cause that it belongs to.

A cause is what a reader would call the reason: a cost line's budget, the number of children. It has
one or several inputs, which change together.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

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
from bidrag.calculation.formula import Given, Kind, Position
from bidrag.calculation.legal import SUPPLEMENT
from bidrag.calculation.split import PLURAL

Name = tuple[str, ...]


@dataclass(frozen=True, order=True)
class Cause:
    """A reason for a change: `name` is the same in both budgets, `label` is how it is printed.

    `detail` is what has changed, where that is not a number.
    """

    name: Name
    label: str = field(compare=False)
    detail: str = field(compare=False, default="")


LADDER = Cause(("steg",), "Stegen")
RATES = Cause((Kind.RATE,), "Procentsatser")


@dataclass(frozen=True)
class Owned:
    """An input with its cause; `label` tells it from the other inputs of the cause, if there are any.

    `name` is what the input is called in both budgets. `row` names the cost line of the input, if it
    belongs to one: `line` is the cause that stands for it all, and `premises` tells that it is
    lokalkostnader. `budget` is what a share is a part of, and `group` whose a price or an amount is.
    """

    name: Name
    given: Given
    cause: Cause
    label: str
    row: Name = ()
    line: Cause | None = None
    premises: bool = False
    budget: Given | None = None
    group: Name | None = None


def place(activity: Activity) -> Name:
    """What the activity is called, told from its supplements, which have its key."""
    return (activity.key, SUPPLEMENT) if activity.supplement else (activity.key,)


def step_rate(activity: Activity, step: Step) -> Name:
    """What the percentage of a step is called, whether the file or the law states it."""
    return (Kind.RATE, *place(activity), step.key)


def with_own_rates(budget: Budget) -> Budget:
    """The same budget, with a `Given` of its own for the percentage of each step.

    The law's rate is one and the same wherever it is used; but whether it is used may change for one
    step only.
    """
    activities = (each._replace(steps=tuple(map(_own, each.steps))) for each in budget.activities)
    return budget._replace(activities=tuple(activities))


def _own(step: Step) -> Step:
    if not isinstance(step.rule, PercentStep):
        return step
    rate = step.rule.rate
    own = Given(rate.label, rate.value, rate.unit, rate.origin, rate.kind, rate.margin)
    return step._replace(rule=step.rule._replace(rate=own))


def owned(budget: Budget) -> Iterator[Owned]:
    """Every input of the budget; weights that serve several lines come once for each."""
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


def _stated(given: Given) -> Name:
    """An input's keys in the file. A budget written bare and one under `budget` are the same input."""
    assert isinstance(given.origin, Position), "only the percentages of steps are not in the file"
    path = given.origin.path
    return path[:-1] if path[-1:] == (Kind.BUDGET,) else path


Labels = dict[str, str]


def _counts(activity: Activity, labels: Labels) -> Iterator[Owned]:
    cause = Cause((Kind.COUNT, activity.key), f"Antal {PLURAL[activity.unit]}")
    for group in activity.groups:
        if group.children:
            yield Owned(_stated(group.children), group.children, cause, labels[group.key])
    if total := activity.weighted_total:
        yield Owned(_stated(total), total, cause, total.label)


def _of_line(activity: Activity, line: Line, labels: Labels) -> Iterator[Owned]:
    split = line.split
    if isinstance(split, PriceSplit):
        yield from _of_prices(activity, line, split, labels)
        return
    row, budget = line_name(activity, line), _line_cause(activity, line, Kind.BUDGET)
    yield Owned(_stated(split.budget), split.budget, budget, "", row, budget, line.premises)
    if isinstance(split, ShareSplit):
        cause = _line_cause(activity, line, Kind.SHARE)
        for group, share in split.shares.items():
            of_line = row, budget, line.premises, split.budget
            yield Owned(_stated(share), share, cause, labels[group], *of_line)
    elif not isinstance(split, EqualSplit):
        weights = Cause((Kind.WEIGHT, activity.key), "Vikter")
        for group, weight in split.weights.items():
            if _is_within(weight, line):
                label = f"{line.label} {labels[group]}"
                yield Owned(_stated(weight), weight, weights, label, row, budget)
            else:
                yield Owned(_stated(weight), weight, weights, labels[group])


def line_name(activity: Activity, line: Line) -> Name:
    """What a cost line is called in both budgets."""
    return (*place(activity), line.key)


def _is_within(weight: Given, line: Line) -> bool:
    """Whether the weight stands under the line itself, and not under the activity for every line."""
    path = line.position.path
    return isinstance(weight.origin, Position) and weight.origin.path[: len(path)] == path


def _of_prices(
    activity: Activity, line: Line, split: PriceSplit, labels: Labels
) -> Iterator[Owned]:
    row, cause = line_name(activity, line), _line_cause(activity, line, Kind.PRICE)
    for group, price in split.prices.items():
        if price and activity.supplement:
            fixed = Cause((Kind.FIXED, activity.key, "", group), price.label)
            yield Owned(_stated(price), price, fixed, "", row)
        elif price:
            of_line = row, cause, line.premises, None, (*place(activity), group)
            yield Owned(_stated(price), price, cause, labels[group], *of_line)
    if split.markup:
        yield Owned(_stated(split.markup), split.markup, RATES, split.markup.label, row, cause)


def way(line: Line) -> str:
    """How the line's money becomes each group's, in words."""
    split = line.split
    if isinstance(split, PriceSplit):
        return "pris med påslag" if split.markup else "pris"
    if isinstance(split, EqualSplit | ShareSplit):
        return "lika" if isinstance(split, EqualSplit) else "andelar"
    within = all(_is_within(weight, line) for weight in split.weights.values())
    return "vikter" if within else "verksamhetens vikter"


def _line_cause(activity: Activity, line: Line, kind: Kind) -> Cause:
    return Cause((kind, activity.key, line.key), f"{line.label}: {kind}")


def _of_step(activity: Activity, step: Step, labels: Labels) -> Iterator[Owned]:
    if isinstance(step.rule, PercentStep):
        yield Owned(step_rate(activity, step), step.rule.rate, RATES, step.label)
    elif isinstance(step.rule, FixedStep):
        cause = Cause((Kind.FIXED, activity.key, step.key), step.label)
        for group, amount in step.rule.amounts.items():
            whose = (*place(activity), group)
            yield Owned(_stated(amount), amount, cause, labels[group], group=whose)


def _premises(agreement: Agreement, activity: Activity) -> Iterator[Owned]:
    cause = Cause((Kind.PREMISES, *agreement.position.path), "Faktisk lokalkostnad")
    labels = {group.key: group.label for group in activity.groups}
    line = next((line for line in activity.lines if line.premises), None)
    row = line_name(activity, line) if line else ()
    for group, given in agreement.premises.items():
        yield Owned(_stated(given), given, cause, labels[group], row)
