"""Budgets made for the tests, in the core's own terms."""

from collections.abc import Mapping
from fractions import Fraction

from bidrag.calculation.budget import (
    Activity,
    Budget,
    EqualSplit,
    Group,
    Line,
    Price,
    Product,
    ShareSplit,
    Split,
    Step,
    WeightedSplit,
)
from bidrag.calculation.formula import Given, Kind, Position, Practice
from bidrag.calculation.legal import DEFAULT_ROWS, SCHABLONS, legal_ladder
from bidrag.calculation.period import Period
from bidrag.law import FORMS, rate

FORM = FORMS["grundskola"]
Numbers = Mapping[str, Fraction]


PRICES = tuple(Price(kind.name, kind, row) for kind, row in DEFAULT_ROWS.items())
HERE = Position("2024.yaml", 1, 1, ())


def given(value: Fraction | int, label: str = "tal", kind: Kind = Kind.BUDGET) -> Given:
    """An input with this value."""
    return Given(label, Fraction(value), "kr", Practice("provet"), kind)


NUMBERS = {
    period: given(number, f"{period} per år", Kind.DIVISOR)
    for period, number in {Period.TERM: 2, Period.MONTH: 12, Period.DAY: 366}.items()
}


def by_group(numbers: Numbers) -> dict[str, Given]:
    """An input for each group."""
    return {group: given(number, group) for group, number in numbers.items()}


def equal(budget: Fraction) -> Split:
    """A budget (kr) shared equally."""
    return EqualSplit(given(budget))


def weighted(budget: Fraction, weights: Numbers, total: Fraction | None = None) -> Split:
    """A budget (kr) shared by weight."""
    return WeightedSplit(
        given(budget),
        {group: (weight,) for group, weight in by_group(weights).items()},
        None if total is None else given(total),
    )


def shares(numbers: Numbers) -> Split:
    """A budget (kr) that is the sum of its given shares."""
    shares: dict[str, Product] = {group: (share,) for group, share in by_group(numbers).items()}
    return ShareSplit(given(sum(numbers.values(), Fraction(0))), shares)


def law_steps(lines: tuple[Line, ...]) -> tuple[Step, ...]:
    """The law's ladder for grundskola in 2024."""
    found = [rate(versions, 2024) for versions in (FORM.administration, FORM.moms)]
    schablons = (
        Given("schablon", each.share, "%", each.paragraph, Kind.RATE) for each in found if each
    )
    rates = dict(zip(SCHABLONS, schablons, strict=True))
    return legal_ladder(lines, rates.__getitem__, FORM.grundbelopp)


def activity(children: Mapping[str, Fraction | None], *splits: Split) -> Activity:
    """An activity with these groups and one cost line for each split, on the law's ladder."""
    groups = tuple(
        Group(key, key, None if number is None else given(number))
        for key, number in children.items()
    )
    lines = tuple(
        Line(f"rad {i}", f"Rad {i}", split, FORM.grundbelopp, (), HERE)
        for i, split in enumerate(splits)
    )
    steps = law_steps(lines)
    return Activity("skola", "Skola", FORM, groups, lines, steps, PRICES, NUMBERS, HERE)


def budget(*activities: Activity) -> Budget:
    """A budget of these activities, without providers."""
    return Budget("2024.yaml", "Kommunen", "", 2024, "", activities, (), HERE)
