"""Why an amount differs between two budgets: each cause's exact part of the change.

The part of a cause is its Shapley value: what changing it adds, averaged over all the orders in which
the causes may be changed one after the other. An amount is a sum of products, the Shapley value of a
sum is the sum of the Shapley values, and one product has only the few causes of its own factors; so
no more than those are ever combined.

A product that only one of the budgets has comes or goes with everything that it needs: money for its
cost line, the way in which that is split, an actual lokalkostnad or none, and steps that count it.
"""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.budget import Budget
from bidrag.calculation.formula import Given, Kind, Term, evaluator, inputs, unrounded
from bidrag.review.changes.averages import averages
from bidrag.review.changes.causes import LADDER, RATES, Cause, Name, rounding_cause
from bidrag.review.changes.indexed import Indexed
from bidrag.review.changes.ladders import Ladders
from bidrag.review.changes.monomials import (
    MONEY,
    NONE,
    Coefficient,
    Expansion,
    Factor,
    Key,
    Polynomial,
    is_proportion,
    multiplied,
    proportion,
    switched,
)
from bidrag.review.changes.pairs import Inputs, Pair
from bidrag.review.changes.shapley import Worth, shapley, times
from bidrag.review.changes.worths import Worths


class Shift(NamedTuple):
    """An input that differs; None on the side where it is not there.

    `label` tells it from the other inputs of the cause, and is empty where the cause has no other.
    `proportions` are what a share is of its budget, old and new: that is how it acts on an amount.
    """

    label: str
    old: Given | None
    new: Given | None
    proportions: Coefficient | None


class Part(NamedTuple):
    """A cause's part of a change (kr, exact), and the inputs by which the amount feels it."""

    cause: Cause
    value: Fraction
    shifts: tuple[Shift, ...]


class Match(NamedTuple):
    """A product of the old formula and the same product of the new one; a coefficient of 0 is none."""

    key: Key
    old: Coefficient
    new: Coefficient


class Attribution:
    """Explains the amounts of two budgets; what it has found out about one amount serves the next.

    Each use of a number is an input of its own in the budgets (`with_own_inputs`).
    """

    def __init__(self, old: Budget, new: Budget) -> None:
        self.inputs = Inputs(old, new)
        replaced = {id(actual): term for each in (old, new) for actual, term in averages(each)}
        indexed = Indexed(old, new)
        self.expansion = Expansion(self.inputs, replaced, indexed)
        self.ladders = Ladders(old, new, self.inputs)
        self.worths = Worths(self.inputs, indexed)
        self.rounded = rounding_cause(old.rounding, new.rounding)
        self.exact = evaluator(_value, unrounded)

    def parts(self, row: str, old: Term, new: Term) -> tuple[Part, ...]:
        """Every cause's part of `new.value - old.value`, the amounts of a row; largest first.

        The parts sum exactly to the change. Raises `AssertionError` if they should not.
        """
        total: defaultdict[Cause, Fraction] = defaultdict(Fraction)
        for match in _matched(*self._polynomials(old, new), self.inputs):
            for cause, value in self._explained(row, match):
                total[cause] += value
        total[self.rounded] += self._moved(new) - self._moved(old)
        if sum(total.values()) != new.value - old.value:
            raise AssertionError(f"the causes do not sum to the change of {row}")
        shifts = self._shifts(old, new)
        # How many periods a year has is felt by the rounding alone, where no price is stated for one.
        silent = [each for each in shifts if each.name[0] == Kind.DIVISOR and not total.get(each)]
        shifts[self.rounded] = [shift for cause in silent for shift in shifts[cause]]
        found = [
            Part(cause, value, tuple(shifts.get(cause, ())))
            for cause, value in total.items()
            if value
        ]
        return tuple(sorted(found, key=lambda part: -abs(part.value)))

    def _moved(self, term: Term) -> Fraction:
        """What the amount (kr) has been moved by because it was rounded before the last step."""
        return term.value - self.exact(term)

    def _polynomials(self, old: Term, new: Term) -> tuple[Polynomial, Polynomial]:
        """Both formulas; the average is there only as long as no actual lokalkostnad is."""
        before, after = self.expansion.of(old), self.expansion.of(new)
        return self._until_replaced(before, after, 1), self._until_replaced(after, before, 0)

    def _until_replaced(self, here: Polynomial, there: Polynomial, side: int) -> Polynomial:
        """This formula where the other budget (`side`) has an actual lokalkostnad that it lacks."""
        actual = (pair for key in there for pair in self._factors(key) if _is_actual(pair))
        found = next((pair for pair in actual if pair[1 - side] is None), None)
        if found is None:
            return here
        switch = switched(found.known.cause, after=side == 0)
        products = (
            multiplied({key: each}, switch) if self._is_premises(key) else {key: each}
            for key, each in here.items()
        )
        return {key: each for product in products for key, each in product.items()}

    def _is_premises(self, key: Key) -> bool:
        return any(pair.known.premises for pair in self._factors(key))

    def _factors(self, key: Key) -> Iterator[Pair]:
        """The inputs that are factors themselves, and not in a denominator."""
        return (
            self.inputs[name] for factor in key if not factor.inverse for (name,) in factor.products
        )

    def _explained(self, row: str, match: Match) -> Iterator[tuple[Cause, Fraction]]:
        key, old, new = match
        side = 1 if old == NONE else 0
        if NONE in (old, new) and self._is_nothing(key, 1 - side):
            found = (old, new)[side]
            across = self._across(row, key, side, found)
            old, new = (found, across) if side == 0 else (across, found)
        if old == new and old[0] == old[1]:
            for cause, value in self.worths.shapley(key).items():
                yield cause, old[0] * value
            return
        causes = (RATES,) if old == new else (RATES, LADDER)
        coefficient = Worth(causes, old if old == new else old + new)
        yield from shapley(times(self.worths.of(key), coefficient)).items()

    def _is_nothing(self, key: Key, side: int) -> bool:
        """Whether the product is 0 in that budget whatever its steps: something of it is not there."""
        switches = (switch.after for factor in key for switch in factor.switch)
        return any(after != (side == 1) for after in switches) or any(
            pair[side] is None and not pair.values[side] for pair in self._factors(key)
        )

    def _across(self, row: str, key: Key, side: int, found: Coefficient) -> Coefficient:
        """The coefficient of the product as the steps of the other budget would have it."""
        lines = (pair.known.row for pair in self._factors(key) if pair.known.given.kind in MONEY)
        line = next(filter(None, lines), ())
        return self.ladders.across(line, row, side, found) if line else found

    def _shifts(self, old: Term, new: Term) -> dict[Cause, list[Shift]]:
        """The inputs of the two formulas that differ, by the cause that they belong to."""
        found: defaultdict[Cause, dict[object, Shift]] = defaultdict(dict)
        for name in dict.fromkeys(self._read([new, old])):
            pair = self.inputs[name]
            if _felt(pair):
                shift = _shift(pair)
                # One number of the file is told once, however many uses it has.
                origins = [given and given.origin for given in (shift.old, shift.new)]
                found[pair.cause].setdefault((shift.label, *origins), shift)
        return {cause: list(shifts.values()) for cause, shifts in found.items()}

    def _read(self, terms: list[Term]) -> Iterator[Name]:
        for given in inputs(terms):
            name = self.inputs.name(given)
            if budget := self.inputs[name].known.budget:
                yield self.inputs.name(budget)
            yield name


def _value(given: Given) -> Fraction:
    return given.value


def _matched(old: Polynomial, new: Polynomial, pairs: Inputs) -> Iterator[Match]:
    """The products of both formulas side by side: first the same, then those of fewer groups."""
    for key in old:
        if key in new:
            yield Match(key, old[key], new[key])
    left, right = ({k: c for k, c in a.items() if k not in b} for a, b in ((old, new), (new, old)))
    lasting = [_by_lasting(each, pairs) for each in (left, right)]
    for name, (key, *others) in lasting[0].items():
        keys = lasting[1].get(name, [])
        if len(keys) == 1 and not others:
            yield Match(_united(key, keys[0], pairs), left.pop(key), right.pop(keys[0]))
    yield from (Match(key, found, NONE) for key, found in left.items())
    yield from (Match(key, NONE, found) for key, found in right.items())


def _by_lasting(polynomial: Polynomial, pairs: Inputs) -> dict[Key, list[Key]]:
    found: defaultdict[Key, list[Key]] = defaultdict(list)
    for key in polynomial:
        found[tuple(sorted(_lasting(factor, pairs) for factor in key))].append(key)
    return found


def _lasting(factor: Factor, pairs: Inputs) -> Factor:
    """The denominator with the groups that are in both budgets; any other factor as it is."""
    if not factor.inverse or factor.computed:
        return factor
    products = (each for each in factor.products if not any(_is_absent(pairs[n]) for n in each))
    return factor._replace(products=tuple(products))


def _is_absent(pair: Pair) -> bool:
    """Whether it is a number of children that only one budget has."""
    return not pair.both and pair.known.given.kind is Kind.COUNT


def _is_actual(pair: Pair) -> bool:
    return pair.known.given.kind is Kind.PREMISES


def _united(old: Key, new: Key, pairs: Inputs) -> Key:
    """The product with the groups of both budgets in its denominators."""
    before, after = (sorted(key, key=lambda each: _lasting(each, pairs)) for key in (old, new))
    return tuple(
        a._replace(products=tuple(sorted({*a.products, *b.products})))
        for a, b in zip(before, after, strict=True)
    )


def _shift(pair: Pair) -> Shift:
    owned = pair.known
    is_share = owned.budget is not None and is_proportion(pair)
    return Shift(
        owned.label if pair.cause == owned.cause else owned.given.label,
        pair.old.given if pair.old else None,
        pair.new.given if pair.new else None,
        proportion(pair) if is_share and pair.both else None,
    )


def _felt(pair: Pair) -> bool:
    """Whether amounts feel that the input differs; a share is felt as a proportion of its budget."""
    values = proportion(pair) if is_proportion(pair) else pair.values
    return not pair.both or values[0] != values[1]
