"""An index of each group, and how far below the average it lies: what a budget may be shared by."""

from collections.abc import Mapping
from typing import NamedTuple

from bidrag.calculation.basis import COUNT, Basis, known, weighted_counts, weighted_total
from bidrag.calculation.budget import TOTAL, Group, IndexSplit, Line
from bidrag.calculation.formula import Amount, Ratio, Sum, Term

INDEX = "index"
CRITERIA = "kriterier"
DISTANCE = "avstånd"


class Index(NamedTuple):
    """The index of each group, in their order, and the average per child. Numbers without a unit.

    `weights` are what each criterion counts for, by its name. By the key of each group that lies below
    the average, `distances` are how far, and `counts` are that times its number of children; `whole`
    is the sum of these, None where nobody is below. `everybody` are all whom the average is of, with
    their index, whichever of them the groups are.
    """

    average: Amount
    groups: tuple[Amount, ...]
    weights: dict[str, Term]
    distances: dict[str, Amount]
    counts: dict[str, Term]
    whole: Term | None
    everybody: tuple[tuple[Group, Amount], ...]

    def only(self, chosen: list[int]) -> "Index":
        """The index of these groups, by their position; the average is still that of them all."""
        return self._replace(groups=tuple(self.groups[i] for i in chosen))


def index_of(line: Line, split: IndexSplit, basis: Basis) -> Index:
    """Each group's index, the average over all children, and what that makes of those below it.

    Every group has a number of children; raises `ZeroDivisionError` where there are none in all.
    """
    own = tuple(_of_group(group, split, basis) for group in basis.groups)
    average = _average(line, own, basis)
    distances = _distances(own, average, basis)
    counts = weighted_counts(line, {key: (each,) for key, each in distances.items()}, basis)
    whole = weighted_total(line, counts, basis) if counts else None
    everybody = tuple(zip(basis.groups, own, strict=True))
    return Index(average, own, dict(split.weights), distances, counts, whole, everybody)


def index_amount(
    address: str, label: str, weights: Mapping[str, Term], shares: Mapping[str, Term]
) -> Amount:
    """The index of a group: weight times share, added over the criteria."""
    weighted = tuple(
        Amount(
            f"{address}/{CRITERIA}/{criterion}",
            f"{criterion} {label}, vikt gånger andel",
            "",
            Ratio((weight, shares[criterion])),
        )
        for criterion, weight in weights.items()
    )
    return Amount(address, f"Index {label}", "", Sum(weighted))


def _of_group(group: Group, split: IndexSplit, basis: Basis) -> Amount:
    address = basis.address(group.key, INDEX)
    return index_amount(address, group.label, split.weights, split.shares[group.key])


def _average(line: Line, own: tuple[Amount, ...], basis: Basis) -> Amount:
    counted = tuple(
        Amount(
            f"{index.address}/{COUNT}",
            f"Index gånger antal {group.label}",
            "",
            Ratio((index, known(group.children))),
        )
        for index, group in zip(own, basis.groups, strict=True)
    )
    place = f"{basis.address(TOTAL, line.key)}/{INDEX}"
    added = Amount(f"{place}/{COUNT}", "Index gånger antal, summa", "", Sum(counted))
    return Amount(place, "Index, snitt", "", Ratio((added,), (known(basis.children),)))


def _distances(own: tuple[Amount, ...], average: Amount, basis: Basis) -> dict[str, Amount]:
    """How far below the average each group lies, for those that do."""
    return {
        group.key: Amount(
            basis.address(group.key, DISTANCE),
            f"Avstånd till snittet {group.label}",
            "",
            Sum((average,), (index,)),
        )
        for group, index in zip(basis.groups, own, strict=True)
        if index.value < average.value
    }
