"""The inputs of a budget, each with the cause that it belongs to.

A cause is what a reader would call the reason: a cost line's budget, the number of children. It has
one or several inputs, which change together.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bidrag.calculation.basis import PLURAL
from bidrag.calculation.budget import (
    Activity,
    Agreement,
    Budget,
    EqualSplit,
    FixedStep,
    IndexSplit,
    Line,
    PercentStep,
    PriceSplit,
    Product,
    ShareSplit,
    Step,
    WeightedSplit,
    line_of,
)
from bidrag.calculation.formula import Given, Kind, Position
from bidrag.calculation.period import Rounding
from bidrag.numerals import first_upper

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


def rounding_cause(old: Rounding, new: Rounding) -> Cause:
    """What a price changes by because it is rounded before the last step, in either budget."""
    periods = dict.fromkeys(each.first for each in (old, new) if each.first)
    return Cause(("avrundning",), f"Avrundning per {' och '.join(periods)}")


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
    return (activity.key, activity.supplement.key) if activity.supplement else (activity.key,)


def step_rate(activity: Activity, step: Step) -> Name:
    """What the percentage of a step is called, whether the file or the law states it."""
    return (Kind.RATE, *place(activity), step.key)


def owned(budget: Budget) -> Iterator[Owned]:
    """Every input of the budget (`with_own_inputs`); weights that serve several lines come once for each."""
    for activity in budget.activities:
        labels = {
            group.key: group.label if group.label != activity.unit else ""
            for group in activity.groups
        }
        yield from _counts(activity, labels)
        yield from _numbers(activity)
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
    cause = Cause((Kind.COUNT, *place(activity)), f"Antal {PLURAL[activity.unit]}")
    for group in activity.groups:
        if group.children:
            yield Owned(_stated(group.children), group.children, cause, labels[group.key])
    if total := activity.weighted_total:
        yield Owned(_stated(total), total, cause, total.label)


def _numbers(activity: Activity) -> Iterator[Owned]:
    for period, number in activity.numbers.items():
        cause = Cause((Kind.DIVISOR, activity.key, period), first_upper(number.label))
        yield Owned((Kind.DIVISOR, activity.key, period), number, cause, "")


def _of_line(activity: Activity, line: Line, labels: Labels) -> Iterator[Owned]:
    split = line.split
    if isinstance(split, PriceSplit):
        yield from _of_prices(activity, line, split, labels)
        return
    row, budget = line_name(activity, line), _budget_cause(activity, line)
    yield Owned(_stated(split.budget), split.budget, budget, "", row, budget, line.premises)
    if isinstance(split, ShareSplit):
        cause = _line_cause(activity, line, Kind.SHARE)
        for group, product in split.shares.items():
            of_line, share = (row, budget, line.premises, split.budget), product[-1]
            yield Owned(_stated(share), share, cause, labels[group], *of_line)
    elif isinstance(split, IndexSplit):
        yield from _of_index(activity, line, split)
    elif not isinstance(split, EqualSplit):
        yield from _of_weights(activity, line, split, labels)


def _of_weights(
    activity: Activity, line: Line, split: WeightedSplit, labels: Labels
) -> Iterator[Owned]:
    row, budget = line_name(activity, line), _line_cause(activity, line, Kind.BUDGET)
    cause = Cause((Kind.WEIGHT, activity.key), "Vikter")
    named = _shared_labels(activity, split.weights, labels)
    for group, product in split.weights.items():
        weight = next((each for each in product if each.kind is not Kind.FACTOR), None)
        if weight and _is_within(weight, line.position):
            label, name = (
                f"{line.label} {named[group]}".rstrip(),
                _use(line.position, weight, group),
            )
            yield Owned(name, weight, cause, label, row, budget)
        elif weight:
            yield Owned(_use(activity.position, weight, group), weight, cause, named[group])
        yield from _of_factors(activity, line, product, row, budget)


def _of_factors(
    activity: Activity, row: Line, product: Product, name: Name, line: Cause | None
) -> Iterator[Owned]:
    """The factors of one group's number in a cost line or a step, as that row's own."""
    cause = Cause((Kind.FACTOR, activity.key), "Faktorer")
    for given in product:
        if given.kind is Kind.FACTOR:
            value = factor_value(given)
            own = _is_within(given, row.position)
            label = f"{row.label} {value}" if own else value
            use = (Kind.FACTOR, *place(activity), row.key, value)
            yield Owned(use, given, cause, label, name, line)


def factor_value(factor: Given) -> str:
    """The value of a dimension that the factor is for, as the file names it."""
    return _stated(factor)[-1]


def _use(position: Position, given: Given, group: str) -> Name:
    """What a group's number under a cost line, step, activity or provider is called."""
    return (*position.path, given.kind, group)


def _shared_labels(
    activity: Activity, products: Mapping[str, Product | None], labels: Labels
) -> Labels:
    """Each group's label, or what the groups that share its number have in common."""
    groups = {group.key: group for group in activity.groups}
    sharing: defaultdict[Name, list[str]] = defaultdict(list)
    for group, product in products.items():
        if product:
            sharing[_stated(product[0])].append(group)
    found: Labels = {}
    for keys in sharing.values():
        every = [groups[key].values for key in keys]
        common = [value for value in every[0] if all(value in each for each in every)]
        for key in keys:
            found[key] = labels[key] if len(keys) == 1 else " ".join(common)
    return found


def _budget_cause(activity: Activity, line: Line) -> Cause:
    cause = _line_cause(activity, line, Kind.BUDGET)
    return Cause(cause.name, f"{line.label}: pott") if isinstance(line.split, IndexSplit) else cause


def _of_index(activity: Activity, line: Line, split: IndexSplit) -> Iterator[Owned]:
    weights = Cause((Kind.INDEX, *line_name(activity, line), Kind.WEIGHT), f"{line.label}: vikter")
    for criterion, weight in split.weights.items():
        yield Owned(_stated(weight), weight, weights, criterion)
    shares = Cause((Kind.INDEX, *line_name(activity, line)), f"{line.label}: enheternas andelar")
    for by_criterion in split.shares.values():
        for share in by_criterion.values():
            yield Owned(_stated(share), share, shares, share.label)


def line_name(activity: Activity, line: Line) -> Name:
    """What a cost line is called in both budgets."""
    return (*place(activity), line.key)


def _is_within(given: Given, row: Position) -> bool:
    """Whether it stands under the line or step itself, and not under the activity for every line."""
    path = row.path
    return isinstance(given.origin, Position) and given.origin.path[: len(path)] == path


def _of_prices(
    activity: Activity, line: Line, split: PriceSplit, labels: Labels
) -> Iterator[Owned]:
    row, cause = line_name(activity, line), _line_cause(activity, line, Kind.PRICE)
    named = _shared_labels(activity, split.prices, labels)
    for group, product in split.prices.items():
        price = product and product[0]
        if price and activity.supplement:
            fixed = Cause((Kind.FIXED, activity.key, "", group), price.label)
            yield Owned(_stated(price), price, fixed, "", row)
        elif product and price:
            of_line = row, cause, line.premises, None, (*place(activity), group)
            yield Owned(_use(line.position, price, group), price, cause, named[group], *of_line)
            yield from _of_factors(activity, line, product, row, cause)
    if split.markup:
        yield Owned(_stated(split.markup), split.markup, RATES, split.markup.label, row, cause)


def way(line: Line) -> str:
    """How the line's money becomes each group's, in words."""
    split = line.split
    if isinstance(split, PriceSplit):
        return "pris med påslag" if split.markup else "pris"
    if isinstance(split, IndexSplit):
        return "index"
    if isinstance(split, EqualSplit | ShareSplit):
        return "lika" if isinstance(split, EqualSplit) else "andelar"
    every = (each for product in split.weights.values() for each in product)
    weights = [each for each in every if each.kind is not Kind.FACTOR]
    if not weights:
        return "lika"
    within = all(_is_within(weight, line.position) for weight in weights)
    return "vikter" if within else "verksamhetens vikter"


def _line_cause(activity: Activity, line: Line, kind: Kind) -> Cause:
    return Cause((kind, activity.key, line.key), f"{line.label}: {kind}")


def _of_step(activity: Activity, step: Step, labels: Labels) -> Iterator[Owned]:
    if isinstance(step.rule, PercentStep):
        yield Owned(step_rate(activity, step), step.rule.rate, RATES, step.label)
    elif isinstance(step.rule, FixedStep) and isinstance(step.rule.split, PriceSplit):
        yield from _of_amounts(activity, line_of(step, step.rule), step.rule.split, labels)
    elif isinstance(step.rule, FixedStep):
        yield from _of_line(activity, line_of(step, step.rule), labels)


def _of_amounts(
    activity: Activity, step: Line, split: PriceSplit, labels: Labels
) -> Iterator[Owned]:
    cause = Cause((Kind.FIXED, activity.key, step.key), step.label)
    stated = {group: product for group, product in split.prices.items() if product}
    named = _shared_labels(activity, stated, labels)
    for group, product in stated.items():
        whose, amount = (*place(activity), group), product[0]
        name = _use(step.position, amount, group)
        yield Owned(name, amount, cause, named[group], group=whose)
        yield from _of_factors(activity, step, product, (), None)


def _premises(agreement: Agreement, activity: Activity) -> Iterator[Owned]:
    cause = Cause((Kind.PREMISES, *agreement.position.path), "Faktisk lokalkostnad")
    labels = {group.key: group.label for group in activity.groups}
    line = next((line for line in activity.lines if line.premises), None)
    row = line_name(activity, line) if line else ()
    named = _shared_labels(activity, agreement.premises, labels)
    for group, (given, *_) in agreement.premises.items():
        name = _use(agreement.position, given, group)
        yield Owned(name, given, cause, named[group], row)
