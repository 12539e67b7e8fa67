"""A budget in which every use of a number is an input of its own, beside the same use in another.

A number may serve many amounts: the law's rate several steps, a price the groups of an age, a factor
every cost line. Next year's budget may have another number for some of them.
"""

from collections.abc import Mapping
from fractions import Fraction

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
    Split,
    Step,
    WeightedSplit,
    line_of,
)
from bidrag.calculation.formula import Given, Kind
from bidrag.review.changes.causes import factor_value, place, way

Factors = dict[str, dict[str, Given]]
"""The factors of a cost line: by group, and then by the value that each is for."""


def with_own_inputs(budget: Budget, other: Budget | None) -> Budget:
    """The same budget with a `Given` for each use of a number.

    A factor that only the other budget has, where the two agree on how a line is split, is 1 here.
    """
    there = {place(each): each for each in other.activities} if other else {}
    copies = _Copies()
    return budget._replace(
        activities=tuple(
            _activity(each, there.get(place(each)), copies) for each in budget.activities
        ),
        providers=tuple(
            provider._replace(
                agreements=tuple(
                    _agreement(each, budget.activities[each.activity], copies)
                    for each in provider.agreements
                )
            )
            for provider in budget.providers
        ),
    )


class _Copies:
    """Copies of inputs, one for each use."""

    def __init__(self) -> None:
        self.known: dict[tuple[Given, tuple[str, ...]], Given] = {}

    def of(self, given: Given, *use: str, value: Fraction | None = None) -> Given:
        """The input for this use, with another value if one is given."""
        if (given, use) not in self.known:
            self.known[given, use] = Given(
                given.label,
                given.value if value is None else value,
                given.unit,
                given.origin,
                given.kind,
                given.margin,
            )
        return self.known[given, use]


def _activity(activity: Activity, other: Activity | None, copies: _Copies) -> Activity:
    lines = {each.key: each for each in other.lines} if other else {}
    steps = {each.key: each for each in other.steps} if other else {}
    numbers = activity.numbers.items()
    return activity._replace(
        numbers={period: _number(each, activity, copies) for period, each in numbers},
        lines=tuple(_line(activity, each, lines.get(each.key), copies) for each in activity.lines),
        steps=tuple(_step(activity, each, steps.get(each.key), copies) for each in activity.steps),
    )


def _number(number: Given, activity: Activity, copies: _Copies) -> Given:
    """How many of a period a year has, as the activity's own, wherever in the file it stands."""
    return copies.of(number, Kind.DIVISOR, activity.key)


def _line(activity: Activity, line: Line, other: Line | None, copies: _Copies) -> Line:
    theirs = _factors(other) if other and way(line) == way(other) else {}
    split = _weighted(line.split, activity) if theirs else line.split
    uses = _Uses(activity, line, theirs, copies)
    if isinstance(split, WeightedSplit):
        return line._replace(split=split._replace(weights=uses.of(split.weights)))
    if isinstance(split, PriceSplit):
        none = {group: None for group, each in split.prices.items() if each is None}
        stated = {group: each for group, each in split.prices.items() if each is not None}
        return line._replace(split=split._replace(prices={**none, **uses.of(stated)}))
    return line


def _weighted(split: Split, activity: Activity) -> Split:
    """An equal split as one by weight, which may have factors."""
    if not isinstance(split, EqualSplit):
        return split
    groups = (group.key for group in activity.groups if not group.individual)
    return WeightedSplit(split.budget, dict.fromkeys(groups, ()), None)


def _step(activity: Activity, step: Step, other: Step | None, copies: _Copies) -> Step:
    rule = step.rule
    if isinstance(rule, PercentStep):
        own = copies.of(rule.rate, *place(activity), step.key)
        return step._replace(rule=rule._replace(rate=own))
    if isinstance(rule, FixedStep):
        theirs = other and _as_line(other)
        split = _line(activity, line_of(step, rule), theirs, copies).split
        assert not isinstance(split, ShareSplit | IndexSplit), "a step is split as it was"
        return step._replace(rule=FixedStep(split))
    return step


def _as_line(step: Step) -> Line | None:
    return line_of(step, step.rule) if isinstance(step.rule, FixedStep) else None


def _agreement(agreement: Agreement, activity: Activity, copies: _Copies) -> Agreement:
    path = agreement.position.path
    return agreement._replace(
        premises={
            group: (
                copies.of(given, *path, group),
                *(_number(each, activity, copies) for each in times),
            )
            for group, (given, *times) in agreement.premises.items()
        }
    )


class _Uses:
    """The products of one line or step with inputs of their own."""

    def __init__(self, activity: Activity, row: Line, theirs: Factors, copies: _Copies) -> None:
        self.activity = activity
        self.place = place(activity)
        self.row = row
        self.theirs = theirs
        self.copies = copies

    def of(self, products: Mapping[str, Product]) -> dict[str, Product]:
        """The product of each group, with the factors that only the other budget has."""
        return {group: self._product(group, each) for group, each in products.items()}

    def _product(self, group: str, product: Product) -> Product:
        own = {factor_value(each) for each in product if each.kind is Kind.FACTOR}
        lacking = (each for value, each in self.theirs.get(group, {}).items() if value not in own)
        return (
            *(self._input(group, each) for each in product),
            *(
                self.copies.of(each, *self.place, self.row.key, value=Fraction(1))
                for each in lacking
            ),
        )

    def _input(self, group: str, given: Given) -> Given:
        if given.kind is Kind.DIVISOR:
            return _number(given, self.activity, self.copies)
        # A weight of the activity serves every line, in both budgets.
        use = self.row.key if given.kind is Kind.FACTOR else group
        return self.copies.of(given, *self.place, use)


def _factors(line: Line) -> Factors:
    products: Mapping[str, Product | None] = {}
    if isinstance(line.split, WeightedSplit):
        products = line.split.weights
    elif isinstance(line.split, PriceSplit):
        products = line.split.prices
    factors = {
        group: {factor_value(each): each for each in product or () if each.kind is Kind.FACTOR}
        for group, product in products.items()
    }
    return factors if any(factors.values()) else {}
