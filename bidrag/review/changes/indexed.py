"""Pots that are shared by index, for every combination of the causes that have changed.

Who is below the average depends on all the numbers together, so a formula of one year does not hold
for another. Each combination is therefore computed from its own numbers, by the calculation itself.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.basis import basis_of
from bidrag.calculation.budget import Activity, Budget, Group, IndexSplit, Line
from bidrag.calculation.formula import Amount, Given, Kind, Practice, Term, inputs
from bidrag.calculation.index import Index, index_of
from bidrag.review.changes.causes import Cause, Name, line_name, owned
from bidrag.review.changes.shapley import Worth

ZERO = Fraction(0)


class Indexed:
    """Every pot of two budgets.

    `distances` and `sums` are the addresses of what is not to be taken apart: how far below the
    average a group lies, and the sum that the pot is divided by. Each has a name.
    """

    def __init__(self, old: Budget, new: Budget) -> None:
        causes = {id(each.given): each.cause for side in (old, new) for each in owned(side)}
        self.distances: dict[str, Name] = {}
        self.sums: dict[str, Name] = {}
        self.pots: dict[Name, Pot] = {}
        sides = [dict(_shared(side)) for side in (old, new)]
        for name in {**sides[0], **sides[1]}:
            found = [side[name] for side in sides if name in side]
            self.pots[name] = Pot(found[0], found[-1], causes)
            for shared in found:
                self._add_addresses(name, shared)

    def distance_of(self, term: Amount) -> Name | None:
        """The name of the distance that the amount is, if it is one."""
        name = self.distances.get(term.address)
        return name if name and _is_of_index(term) else None

    def sum_of(self, term: Term) -> Name | None:
        """The name of the sum that the term is, if a pot is divided by it."""
        if isinstance(term, Given):
            return None
        name = self.sums.get(term.address)
        return name if name and _is_of_index(term) else None

    def distance(self, name: Name) -> Worth:
        """What the distance of a group is worth; nothing where it is not below the average."""
        *pot, group = name
        return self.pots[tuple(pot)].distance(group)

    def inverse(self, name: Name) -> Worth:
        """What one divided by the sum of a pot is worth; nothing where no group is below the average."""
        return self.pots[name].inverse

    def _add_addresses(self, name: Name, shared: "Shared") -> None:
        index = shared.computed
        self.distances |= {each.address: (*name, key) for key, each in index.distances.items()}
        if isinstance(index.whole, Amount):
            self.sums[index.whole.address] = name


def _is_of_index(amount: Amount) -> bool:
    """Whether it rests on nothing else: in another year its address may be that of something else."""
    return all(given.kind is Kind.INDEX for given in inputs([amount]))


class Shared(NamedTuple):
    """A line that is shared by index, and the activity that it stands in."""

    activity: Activity
    line: Line
    split: IndexSplit

    @property
    def computed(self) -> Index:
        """The index as the calculation computes it."""
        return index_of(self.line, self.split, basis_of(self.activity))

    @property
    def numbers(self) -> "Numbers":
        """What the index is made of."""
        split, groups = self.split, self.activity.groups
        found: Numbers = {(Kind.WEIGHT, name): weight for name, weight in split.weights.items()}
        found |= {(Kind.COUNT, group.key): group.children for group in groups if group.children}
        for group, shares in split.shares.items():
            found |= {(Kind.SHARE, group, criterion): share for criterion, share in shares.items()}
        return found

    def of(self, groups: tuple[Group, ...], split: IndexSplit) -> "Shared":
        """The same line, shared between other groups by other numbers."""
        return self._replace(activity=self.activity._replace(groups=groups), split=split)


def _shared(budget: Budget) -> Iterator[tuple[Name, Shared]]:
    for activity in budget.activities:
        for line in activity.lines:
            if isinstance(line.split, IndexSplit):
                yield line_name(activity, line), Shared(activity, line, line.split)


Numbers = dict[Name, Given]
"""The numbers that the index is made of, by what they are and whose."""

_UNKNOWN = Given("okänd andel", ZERO, "%", Practice("finns inget av åren"), Kind.INDEX)


class Pot:
    """One pot in both budgets: how far below the average each group lies when some causes have changed.

    A group or a criterion that only one budget has is there in the other with nobody and no weight.
    """

    def __init__(self, old: Shared, new: Shared, known: Mapping[int, Cause]) -> None:
        self.shared = new
        self.old, self.new = old.numbers, new.numbers
        self.known = {**self.old, **self.new}
        self.cause = {key: known[id(given)] for key, given in self.known.items()}
        self.causes = tuple(dict.fromkeys(map(self.cause.__getitem__, self._changed())))
        worlds = [self._world(changed) for changed in range(1 << len(self.causes))]
        self.below = [below for below, _ in worlds]
        inverses = (1 / whole if whole else ZERO for _, whole in worlds)
        self.inverse = Worth(self.causes, tuple(inverses))

    def distance(self, group: str) -> Worth:
        """What the distance of the group is worth."""
        return Worth(self.causes, tuple(below.get(group, ZERO) for below in self.below))

    def _changed(self) -> Iterator[Name]:
        for key in self.known:
            old, new = self.old.get(key), self.new.get(key)
            if old is None or new is None or old.value != new.value:
                yield key

    def _world(self, changed: int) -> tuple[dict[str, Fraction], Fraction]:
        """How far below the average each group lies, and the sum of that times number of children."""
        after = {cause for i, cause in enumerate(self.causes) if changed >> i & 1}
        numbers = {key: self._number(key, after) for key in self.known}
        groups = tuple(
            Group(key[1], key[1], given) for key, given in numbers.items() if key[0] == Kind.COUNT
        )
        weights = {key[1]: given for key, given in numbers.items() if key[0] == Kind.WEIGHT}
        shares = {
            group.key: {
                criterion: numbers.get((Kind.SHARE, group.key, criterion), _UNKNOWN)
                for criterion in weights
            }
            for group in groups
        }
        mixed = IndexSplit(self.shared.split.budget, weights, shares)
        index = self.shared.of(groups, mixed).computed
        found = {group: distance.value for group, distance in index.distances.items()}
        return found, index.whole.value if index.whole else ZERO

    def _number(self, key: Name, after: set[Cause]) -> Given:
        side = self.new if self.cause[key] in after else self.old
        known = self.known[key]
        if key in side or key[0] == Kind.SHARE:
            return side.get(key, known)
        return Given(known.label, ZERO, known.unit, known.origin, known.kind)
