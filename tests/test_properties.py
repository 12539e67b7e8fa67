"""What holds for every budget, however odd: checked with random ones, exactly."""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from hypothesis import given as for_all
from hypothesis import strategies as st

from bidrag.calculation import Period, compute, per_period
from bidrag.calculation.budget import Activity, Split
from bidrag.calculation.formula import Amount, evaluator, inputs, operands, unrounded
from bidrag.calculation.halfup import to_unit
from bidrag.calculation.tables import Row, Table
from tests import examples

Kronor = st.fractions(min_value=0, max_value=10**15, max_denominator=10**6)
Children = st.fractions(min_value=Fraction(1, 10**6), max_value=10**9, max_denominator=10**6)
Weights = st.fractions(min_value=0, max_value=1000, max_denominator=1000)
Tiny = Fraction(1, 10**30)
Huge = Fraction(10**30)


class Case(NamedTuple):
    """Groups with counts and weights (not all zero), and a budget in kr."""

    children: dict[str, Fraction]
    weights: dict[str, Fraction]
    budget: Fraction


@st.composite
def cases(draw: st.DrawFn) -> Case:
    groups = [f"g{i}" for i in range(draw(st.integers(1, 6)))]
    children = {group: draw(Children) for group in groups}
    weights = {group: draw(Weights) for group in groups}
    weights[groups[0]] += 1
    budget = draw(st.one_of(Kronor, st.sampled_from([Fraction(0), Tiny, Huge])))
    return Case(children, weights, budget)


def table_of(activity: Activity) -> Table:
    return compute(examples.budget(activity)).tables[0]


def row_of(case: Case, split: Split) -> Row:
    return table_of(examples.activity({**case.children}, split)).rows[0]


def values(terms: tuple[object, ...]) -> list[Fraction]:
    return [getattr(term, "value") for term in terms]  # noqa: B009


def splits(case: Case) -> list[Split]:
    parts = {group: case.budget * i for i, group in enumerate(case.children, 1)}
    return [
        examples.equal(case.budget),
        examples.weighted(case.budget, case.weights),
        examples.shares(parts),
    ]


@for_all(cases())
def test_shares_sum_to_the_budget_and_price_times_children_is_the_share(case: Case) -> None:
    for split in splits(case):
        row = row_of(case, split)
        assert row.total is not None
        assert sum(values(row.shares)) == row.total.value
        products = [p * n for p, n in zip(values(row.prices), case.children.values(), strict=True)]
        assert products == values(row.shares)


@for_all(cases())
def test_one_group_takes_all(case: Case) -> None:
    first = next(iter(case.children))
    weights = {group: Fraction(group == first) for group in case.children}
    row = row_of(case, examples.weighted(case.budget, weights))
    assert values(row.shares) == [case.budget] + [Fraction(0)] * (len(case.children) - 1)


@for_all(cases(), st.fractions(min_value=Fraction(1, 1000), max_value=1000))
def test_scaling_all_weights_changes_nothing(case: Case, factor: Fraction) -> None:
    scaled = {group: weight * factor for group, weight in case.weights.items()}
    first = row_of(case, examples.weighted(case.budget, case.weights))
    second = row_of(case, examples.weighted(case.budget, scaled))
    assert values(first.shares) == values(second.shares)
    assert values(first.prices) == values(second.prices)


@for_all(cases(), st.randoms(use_true_random=False))
def test_order_of_groups_changes_nothing(case: Case, random: object) -> None:
    order = list(case.children)
    getattr(random, "shuffle")(order)  # noqa: B009
    shuffled = Case({g: case.children[g] for g in order}, case.weights, case.budget)

    def by_group(each: Case) -> dict[str, list[Fraction]]:
        table = table_of(examples.activity({**each.children}, *splits_by_weight(each)))
        return {
            group.key: values(tuple(row.prices[i] for row in table.rows))
            for i, group in enumerate(table.groups)
        }

    assert by_group(case) == by_group(shuffled)


def splits_by_weight(case: Case) -> list[Split]:
    return [examples.equal(case.budget), examples.weighted(case.budget, case.weights)]


@for_all(cases())
def test_zero_budget_gives_zero(case: Case) -> None:
    nothing = case._replace(budget=Fraction(0))
    table = table_of(examples.activity({**case.children}, *splits_by_weight(nothing)))
    assert {value for row in table.rows for value in values(row.prices + row.shares)} == {0}


@for_all(cases())
def test_the_laws_ladder_is_a_markup_of_9_18_percent(case: Case) -> None:
    table = table_of(examples.activity({**case.children}, *splits(case)))
    rows = {row.key: row for row in table.rows}
    factors = {"administration": "0.03", "ike": "1.03", "moms": "0.0618", "bidrag": "1.0918"}
    for key, factor in factors.items():
        for measure in ("prices", "shares"):
            base = values(getattr(rows["grundbelopp"], measure))
            assert values(getattr(rows[key], measure)) == [Fraction(factor) * b for b in base]


@for_all(cases())
def test_totals_are_the_sums_of_the_groups_in_every_row(case: Case) -> None:
    for row in table_of(examples.activity({**case.children}, *splits(case))).rows:
        assert row.total is not None
        assert row.total.value == sum(values(row.shares))


@for_all(cases())
def test_a_weighted_total_gives_the_prices_that_the_counts_give(case: Case) -> None:
    total = sum((case.children[g] * case.weights[g] for g in case.children), Fraction(0))
    by_counts = examples.weighted(case.budget, case.weights)
    by_total = examples.weighted(case.budget, case.weights, total)
    unknown = dict.fromkeys(case.children)
    row = table_of(examples.activity(unknown, by_total)).rows[0]
    assert values(row.prices) == values(row_of(case, by_counts).prices)
    assert row.shares == (None,) * len(case.children)


@for_all(cases())
def test_every_amount_is_what_its_formula_says(case: Case) -> None:
    for row in table_of(examples.activity({**case.children}, *splits(case))).rows:
        for term in (row.total, *row.shares, *row.prices):
            assert term is not None
            assert evaluator(lambda each: each.value, to_unit)(term) == term.value


@for_all(cases())
def test_twelve_months_and_two_terms_are_a_year(case: Case) -> None:
    budget = examples.budget(examples.activity({**case.children}, *splits(case)))
    year = compute(budget)
    for period, number in ((Period.MONTH, 12), (Period.TERM, 2), (Period.DAY, 366)):
        parts = per_period(year, budget, period)
        for row, part in zip(year.tables[0].rows, parts.tables[0].rows, strict=True):
            assert [number * value for value in values(part.prices)] == values(row.prices)
            assert (part.total, part.shares) == (row.total, row.shares)


@for_all(cases(), Kronor)
def test_substituting_an_input_is_computing_with_it(case: Case, other: Fraction) -> None:
    """What `diff` and what-if rest on: the formula alone is enough to compute with another budget."""
    amount = row_of(case, examples.weighted(case.budget, case.weights)).prices[0]
    changed = row_of(case, examples.weighted(other, case.weights)).prices[0]
    assert isinstance(amount, Amount)
    assert changed is not None
    budget = operands(amount.formula)[0]
    assert budget in inputs([amount])
    assert evaluator(lambda g: other if g is budget else g.value, to_unit)(amount) == changed.value


class Interval(NamedTuple):
    """Where a number that was rounded in print may lie."""

    low: Fraction
    high: Fraction

    def _of(self, apply: Callable[[Fraction, Fraction], Fraction], other: "Interval") -> "Interval":
        ends = [apply(a, b) for a in self[:2] for b in other[:2]]
        return Interval(min(ends), max(ends))

    def __add__(self, other: "Interval") -> "Interval":  # type: ignore[override]
        return self._of(lambda a, b: a + b, other)

    def __sub__(self, other: "Interval") -> "Interval":
        return self._of(lambda a, b: a - b, other)

    def __mul__(self, other: "Interval") -> "Interval":  # type: ignore[override]
        return self._of(lambda a, b: a * b, other)

    def __truediv__(self, other: "Interval") -> "Interval":
        return self._of(lambda a, b: a / b, other)


@for_all(cases(), st.fractions(min_value=Fraction(-1, 2), max_value=Fraction(1, 2)))
def test_intervals_of_the_inputs_hold_every_amount(case: Case, rounding: Fraction) -> None:
    """What `check` rests on: the same formulas over intervals instead of numbers."""
    half = Fraction(1, 2)
    table = table_of(examples.activity({**case.children}, examples.equal(case.budget)))
    budget = table.rows[0].total

    for row in table.rows:
        price = row.prices[0]
        assert price is not None
        around = evaluator(
            lambda g: (
                Interval(g.value - half, g.value + half)
                if g is budget
                else Interval(g.value, g.value)
            ),
            unrounded,
        )(price)
        moved = evaluator(lambda g: g.value + rounding if g is budget else g.value, to_unit)(price)
        assert around.low <= moved <= around.high
