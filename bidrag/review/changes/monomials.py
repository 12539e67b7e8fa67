"""An amount as a sum of products of inputs, so that two budgets' formulas can be laid side by side."""

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from functools import reduce
from operator import mul
from typing import NamedTuple

from bidrag.calculation.formula import Amount, Given, Kind, Ratio, Rounded, Sum, Term
from bidrag.review.changes.causes import Cause, Name, Owned
from bidrag.review.changes.indexed import Indexed
from bidrag.review.changes.pairs import Inputs, Pair

Product = tuple[Name, ...]


class Switch(NamedTuple):
    """1 in the budgets where the cause has changed (`after`), or where it has not; 0 in the others."""

    cause: Cause
    after: bool


class Factor(NamedTuple):
    """A number that may change: a sum of products of inputs, one divided by it, or a switch.

    Or else it has a name (`computed`): of a distance, or of the sum that a pot is divided by.
    """

    products: tuple[Product, ...]
    inverse: bool = False
    switch: tuple[Switch, ...] = ()
    computed: Name = ()


Key = tuple[Factor, ...]
"""The factors of a product, in a fixed order."""

Coefficient = tuple[Fraction, Fraction]
"""What a product is multiplied by, at the old percentages and at the new ones.

All percentages change together, so they are numbers here and not factors: a ladder of fifty steps,
each a percentage of all before it, would otherwise be a sum of 2⁵⁰ products.
"""

Polynomial = dict[Key, Coefficient]
NONE: Coefficient = (Fraction(0), Fraction(0))
ONE: Coefficient = (Fraction(1), Fraction(1))
MONEY = (Kind.BUDGET, Kind.PRICE, Kind.PREMISES)
"""What a cost line is stated by: every product of a line has one of them as a factor."""


class Expansion:
    """Writes amounts as polynomials in the inputs that differ between the two budgets.

    An input that is the same in both is a number; but what a cost line is stated by stays an input.
    A line that is split in another way has products that end with the old way or begin with the new
    one. A provider's actual lokalkostnad that comes or goes has those of the average (in `averages`,
    by the id of the actual) beside it, for the budgets in which it is not there. What is rounded is
    written as what it was before that, and what is shared by index is not taken apart, but a factor
    by its name.
    """

    def __init__(self, inputs: Inputs, averages: dict[int, Term], indexed: Indexed) -> None:
        self.inputs = inputs
        self.indexed = indexed
        self.averages = averages
        self.moving = {pair.known.cause for pair in inputs.pairs.values() if pair.differs}
        self.known: dict[int, tuple[Term, Polynomial]] = {}

    def of(self, term: Term) -> Polynomial:
        """The term as a polynomial; each term is expanded once, however many rest on it."""
        if id(term) not in self.known:
            self.known[id(term)] = term, self._expand(term)
        return self.known[id(term)][1]

    def _expand(self, term: Term) -> Polynomial:
        if isinstance(term, Given):
            return self._input(term)
        if distance := self.indexed.distance_of(term):
            return {(Factor((), computed=distance),): ONE}
        if isinstance(term.formula, Sum):
            assert not term.formula.less, "what an index is made of is not taken apart"
            return _sum(map(self.of, term.formula.terms))
        if isinstance(term.formula, Rounded):
            return self.of(term.formula.term)
        over = [self.of(each) for each in term.formula.over]
        under = [self._inverse(each) for each in term.formula.under]
        product = reduce(multiplied, [*over, *under])
        if any(
            isinstance(each, Amount) and isinstance(each.formula, Rounded)
            for each in term.formula.over
        ):
            return {_without_opposites(key): each for key, each in product.items()}
        return product

    def _input(self, given: Given) -> Polynomial:
        name = self.inputs.name(given)
        pair = self.inputs[name]
        if given.kind is Kind.RATE:
            return {(): pair.values}
        if is_proportion(pair):
            own = (pair.old, pair.new)[pair.side(given)]
            assert own is not None
            assert own.budget is not None
            found = self._factor(name, proportion(pair))
            # A percentage is multiplied by its budget in the formula itself.
            return found if own.given.unit == "%" else multiplied(self.of(own.budget), found)
        found = self._factor(name, pair.values)
        if given.kind is Kind.PREMISES and not pair.both and id(given) in self.averages:
            switch = switched(pair.known.cause, after=pair.new is None)
            return _sum([found, multiplied(self.of(self.averages[id(given)]), switch)])
        if pair.method and given.kind in (*MONEY, Kind.SHARE):
            return multiplied(found, switched(pair.method, after=pair.side(given) == 1))
        return found

    def _factor(self, name: Name, values: Coefficient) -> Polynomial:
        pair = self.inputs[name]
        if pair.both and values[0] == values[1] and pair.known.given.kind not in MONEY:
            return {(): values}
        return {(Factor(((name,),)),): ONE}

    def _inverse(self, term: Term) -> Polynomial:
        """One divided by the term: a number, or a factor that is never taken apart."""
        if shared := self.indexed.sum_of(term):
            return {(Factor((), inverse=True, computed=shared),): ONE}
        products = tuple(sorted(self._products(term)))
        names = {name for each in products for name in each}
        if all(self.inputs[name].known.given.kind is Kind.RATE for name in names):
            old, new = (evaluated(products, self.inputs, i) for i in (0, 1))
            return {(): (1 / old, 1 / new)}
        # A group that comes or goes makes a factor of the sum of the others, too: they are to match.
        if any(self.inputs[name].known.cause in self.moving for name in names):
            return {(Factor(products, inverse=True),): ONE}
        fixed = 1 / evaluated(products, self.inputs, 0)
        return {(): (fixed, fixed)}

    def _products(self, term: Term) -> list[Product]:
        """What a denominator is the sum of: numbers of children, each with a weight or without."""
        if isinstance(term, Given):
            return [(self.inputs.name(term),)]
        if isinstance(term.formula, Sum):
            return [each for part in term.formula.terms for each in self._products(part)]
        assert isinstance(term.formula, Ratio)
        assert not term.formula.under, "no denominator is itself a quotient"
        parts = [self._products(each) for each in term.formula.over]
        return reduce(lambda a, b: [tuple(sorted(x + y)) for x in a for y in b], parts)


def _without_opposites(key: Key) -> Key:
    """The factors, less each that is divided by for each time that it is multiplied with."""
    left = list(key)
    for each in key:
        opposite = each._replace(inverse=not each.inverse)
        if each in left and opposite in left:
            left.remove(each)
            left.remove(opposite)
    return tuple(left)


def switched(cause: Cause, *, after: bool) -> Polynomial:
    """1 where the cause has changed (`after`), or where it has not, and 0 elsewhere."""
    return {(Factor((), switch=(Switch(cause, after),)),): ONE}


def multiplied(left: Polynomial, right: Polynomial) -> Polynomial:
    """The product of the two."""
    return _sum(
        {tuple(sorted(a + b)): (x[0] * y[0], x[1] * y[1])}
        for a, x in left.items()
        for b, y in right.items()
    )


def evaluated(products: Iterable[Product], inputs: Inputs, side: int) -> Fraction:
    """The sum of the products with every input as in the old budget (0) or in the new one (1)."""
    return added((inputs[name].values[side] for name in each) for each in products)


def added(products: Iterable[Iterable[Fraction]]) -> Fraction:
    """The sum of the products of the numbers."""
    return sum((reduce(mul, each) for each in products), Fraction(0))


def is_proportion(pair: Pair) -> bool:
    """Whether the input is a share that can be written as its budget times a proportion."""
    shares = [each for each in (pair.old, pair.new) if each]
    return all(
        each.budget and (_proportion(each) is not None or not each.given.value) for each in shares
    )


def proportion(pair: Pair) -> Coefficient:
    """The part of the line's budget that the share is, in the old and in the new budget.

    A part of nothing is no part: the other budget's then holds for both.
    """
    old, new = (_proportion(each) if each else None for each in (pair.old, pair.new))
    known = next((each for each in (old, new) if each is not None), Fraction(0))
    return (known if old is None else old, known if new is None else new)


def _proportion(share: Owned) -> Fraction | None:
    """The part of its budget that a share is: stated as a percentage, or counted from kr."""
    if share.given.unit == "%":
        return share.given.value
    budget = share.budget
    return share.given.value / budget.value if budget and budget.value else None


def _sum(terms: Iterable[Polynomial]) -> Polynomial:
    total: defaultdict[Key, Coefficient] = defaultdict(lambda: (Fraction(0), Fraction(0)))
    for term in terms:
        for key, (old, new) in term.items():
            before = total[key]
            total[key] = before[0] + old, before[1] + new
    return dict(total)
