"""What the factors of two budgets are worth, for every combination of the causes that have changed."""

from fractions import Fraction

from bidrag.calculation.formula import Kind
from bidrag.review.changes.causes import Cause
from bidrag.review.changes.indexed import Indexed
from bidrag.review.changes.monomials import (
    Coefficient,
    Factor,
    Key,
    added,
    evaluated,
    is_proportion,
    proportion,
)
from bidrag.review.changes.pairs import Inputs
from bidrag.review.changes.shapley import Worth, multiplied, shapley


class Worths:
    """The worth of products of inputs; each is found once, however many amounts contain it."""

    def __init__(self, inputs: Inputs, indexed: Indexed) -> None:
        self.inputs = inputs
        self.indexed = indexed
        self.products: dict[Key, Worth] = {}
        self.parts: dict[Key, dict[Cause, Fraction]] = {}

    def of(self, key: Key) -> Worth:
        """The worth of the product of these factors."""
        if key not in self.products:
            self.products[key] = multiplied(map(self._factor, key))
        return self.products[key]

    def shapley(self, key: Key) -> dict[Cause, Fraction]:
        """Each cause's part of what the product has changed by."""
        if key not in self.parts:
            self.parts[key] = shapley(self.of(key))
        return self.parts[key]

    def _factor(self, factor: Factor) -> Worth:
        for cause, after in factor.switch:
            return _changing(cause, (Fraction(not after), Fraction(after)))
        if factor.computed:
            known = self.indexed.inverse if factor.inverse else self.indexed.distance
            return known(factor.computed)
        if factor.inverse:
            return self._inverse(factor)
        ((name,),) = factor.products
        pair = self.inputs[name]
        values = proportion(pair) if is_proportion(pair) else pair.values
        return _changing(pair.known.cause, values)

    def _inverse(self, factor: Factor) -> Worth:
        """One divided by the sum, for every combination of causes.

        Where some combination has no children at all (all weight is moved between groups that come
        and go), the causes cannot be told apart, and the number of children stands for them all.
        """
        names = sorted({name for each in factor.products for name in each})
        moving = (pair for name in names if (pair := self.inputs[name]).values[0] != pair.values[1])
        causes = tuple(dict.fromkeys(pair.known.cause for pair in moving))
        sums = [self._sum(factor, causes, changed) for changed in range(1 << len(causes))]
        if all(sums):
            return Worth(causes, tuple(1 / each for each in sums))
        ends = [evaluated(factor.products, self.inputs, side) for side in (0, 1)]
        there = next(filter(None, ends))
        counts = [cause for cause in causes if cause.name[0] == Kind.COUNT] or list(causes)
        return _changing(counts[0], (1 / (ends[0] or there), 1 / (ends[1] or there)))

    def _sum(self, factor: Factor, causes: tuple[Cause, ...], changed: int) -> Fraction:
        new = {cause for i, cause in enumerate(causes) if changed >> i & 1}
        return added(
            (pair.values[pair.known.cause in new] for pair in map(self.inputs.__getitem__, each))
            for each in factor.products
        )


def _changing(cause: Cause, values: Coefficient) -> Worth:
    return Worth((), values[:1]) if values[0] == values[1] else Worth((cause,), values)
