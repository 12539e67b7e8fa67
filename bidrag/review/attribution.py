"""Why an amount differs between two budgets: each cause's exact part of the change.

The part of a cause is its Shapley value: what changing it adds, averaged over all the orders in which
the causes may be changed one after the other. An amount is a sum of products, the Shapley value of a
sum is the sum of the Shapley values, and one product has only the few causes of its own factors; so
no more than those are ever combined.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.budget import Budget
from bidrag.calculation.formula import Given, Kind, Term, inputs
from bidrag.review.causes import METHOD, RATES, Cause, Name, Pair, identity, paired
from bidrag.review.monomials import (
    Coefficient,
    Expansion,
    Factor,
    Key,
    Polynomial,
    is_proportion,
    proportion,
)
from bidrag.review.shapley import Worth, shapley, times
from bidrag.review.worths import Worths

LINE = (Kind.BUDGET, Kind.PRICE)
"""What a cost line is stated by: one of these is the cause when the whole line comes or goes."""

NONE: Coefficient = (Fraction(0), Fraction(0))


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
    """Explains the amounts of two budgets; what it has found out about one amount serves the next."""

    def __init__(
        self,
        old: Budget,
        new: Budget,
    ) -> None:
        self.inputs = paired(old, new)
        self.expansion = Expansion(self.inputs)
        self.lines = [
            {each.line.name for pair in self.inputs.values() if (each := pair[side]) and each.line}
            for side in (0, 1)
        ]
        self.worths = Worths(self.inputs)

    def parts(self, old: Term, new: Term) -> tuple[Part, ...]:
        """Every cause's part of `new.value - old.value`, to which they sum exactly; largest first."""
        total: defaultdict[Cause, Fraction] = defaultdict(Fraction)
        before, after = self.expansion.of(old), self.expansion.of(new)
        replaced = self._own_premises((*before, *after))
        for match in self._matched(before, after):
            for cause, value in self._explained(match, replaced):
                total[cause] += value
        shifts = self._shifts(old, new)
        found = [
            Part(cause, value, tuple(shifts[cause])) for cause, value in total.items() if value
        ]
        return tuple(sorted(found, key=lambda part: -abs(part.value)))

    def _matched(self, old: Polynomial, new: Polynomial) -> Iterator[Match]:
        """The products of both formulas side by side: first the same, then those of fewer groups."""
        for key in old:
            if key in new:
                yield Match(key, old[key], new[key])
        left, right = (
            {k: c for k, c in a.items() if k not in b} for a, b in ((old, new), (new, old))
        )
        by_lasting = {side: self._by_lasting(each) for side, each in enumerate((left, right))}
        for lasting, (key, *others) in by_lasting[0].items():
            keys = by_lasting[1].get(lasting, [])
            if len(keys) == 1 and not others:
                yield Match(_united(key, keys[0]), left.pop(key), right.pop(keys[0]))
        yield from (Match(key, found, NONE) for key, found in left.items())
        yield from (Match(key, NONE, found) for key, found in right.items())

    def _by_lasting(self, polynomial: Polynomial) -> dict[Key, list[Key]]:
        found: defaultdict[Key, list[Key]] = defaultdict(list)
        for key in polynomial:
            found[tuple(map(self._lasting, key))].append(key)
        return found

    def _lasting(self, factor: Factor) -> Factor:
        """The denominator with the groups that are in both budgets; any other factor as it is."""
        if not factor.inverse:
            return factor
        kept = [each for each in factor.products if not any(map(self._is_absent_count, each))]
        return Factor(tuple(kept) or factor.products, inverse=True)

    def _is_absent_count(self, name: Name) -> bool:
        pair = self.inputs[name]
        return not pair.both and pair.known.given.kind is Kind.COUNT

    def _explained(self, match: Match, replaced: Cause | None) -> Iterator[tuple[Cause, Fraction]]:
        key, old, new = match
        if NONE in (old, new) and self._vanishes(key):
            old = new = new if old == NONE else old
        if old == new and old[0] == old[1]:
            for cause, value in self.worths.shapley(key).items():
                yield cause, old[0] * value
            return
        indicator = self._indicator(key, replaced)
        causes = (RATES,) if old == new else (RATES, indicator)
        coefficient = Worth(causes, old if old == new else old + new)
        yield from shapley(times(self.worths.of(key), coefficient)).items()

    def _vanishes(self, key: Key) -> bool:
        """Whether the product is 0 in the other budget without more ado: its group has no children."""
        return any(
            self._is_absent_count(name)
            for factor in key
            if not factor.inverse
            for (name,) in factor.products
        )

    def _indicator(self, key: Key, replaced: Cause | None) -> Cause:
        """Whose doing it is that the product is in one formula only."""
        pairs = [self.inputs[name] for f in key for each in f.products for name in each]
        if any(pair.known.premises for pair in pairs) and replaced:
            return replaced
        # A number of children that is not there is 0, and needs nobody to take the product away.
        absent = [
            each for each in pairs if not each.both and each.known.given.kind is not Kind.COUNT
        ]
        blamed = map(self._blamed, absent)
        return next((cause for cause in blamed if cause != METHOD), METHOD)

    def _own_premises(self, keys: Iterable[Key]) -> Cause | None:
        """The provider's actual lokalkostnad, where it comes or goes in place of the average."""
        pairs = (
            self.inputs[name] for key in keys for f in key for each in f.products for name in each
        )
        return next(
            (
                pair.known.cause
                for pair in pairs
                if not pair.both and pair.known.given.kind is Kind.PREMISES
            ),
            None,
        )

    def _blamed(self, pair: Pair) -> Cause:
        """The cause of an input that is in one budget only: its line or step if that is new or gone."""
        owned, there = pair.known, self.lines[0 if pair.old is None else 1]
        if owned.line and not any((kind, *owned.line.name[1:]) in there for kind in LINE):
            return owned.line
        is_one_price_more = owned.given.kind is Kind.PRICE and owned.cause.name in there
        if is_one_price_more or owned.given.kind in (Kind.FIXED, Kind.PREMISES, Kind.COUNT):
            return owned.cause
        return METHOD

    def _shifts(self, old: Term, new: Term) -> dict[Cause, list[Shift]]:
        """The inputs of the two formulas that differ, by the cause that they belong to."""
        found: defaultdict[Cause, list[Shift]] = defaultdict(list)
        for name in dict.fromkeys(map(identity, self._read([new, old]))):
            pair = self.inputs[name]
            if _felt(pair):
                cause = pair.known.cause if pair.both else self._blamed(pair)
                found[cause].append(_shift(pair, cause))
        return found

    def _read(self, terms: list[Term]) -> Iterator[Given]:
        for given in inputs(terms):
            owned = self.inputs[identity(given)].known
            if owned.budget:
                yield owned.budget
            yield given


def _shift(pair: Pair, cause: Cause) -> Shift:
    owned = pair.known
    is_share = owned.budget is not None and is_proportion(pair)
    return Shift(
        owned.label if cause == owned.cause else owned.given.label,
        pair.old and pair.old.given,
        pair.new and pair.new.given,
        proportion(pair) if is_share and pair.both else None,
    )


def _felt(pair: Pair) -> bool:
    """Whether amounts feel that the input differs; a share is felt as a proportion of its budget."""
    values = proportion(pair) if is_proportion(pair) else pair.values
    return not pair.both or values[0] != values[1]


def _united(old: Key, new: Key) -> Key:
    """The product with the groups of both budgets in its denominators."""
    return tuple(
        a._replace(products=tuple(sorted({*a.products, *b.products})))
        for a, b in zip(old, new, strict=True)
    )
