"""An index of each group, and how far below the average it lies: what a budget may be shared by."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from bidrag.calculation.budget import TOTAL, Group, IndexSplit, Line
from bidrag.calculation.formula import Amount, Ratio, Sum, Term

INDEX = "index"
DISTANCE = "avstånd"

Address = Callable[[str, str], str]
"""The address of a group's row."""


class Index(NamedTuple):
    """The index of each group, in their order, and the average per child. Numbers without a unit.

    `weights` are what each criterion counts for, by its name.
    """

    average: Amount
    groups: tuple[Amount, ...]
    weights: dict[str, Term]

    def only(self, chosen: list[int]) -> "Index":
        """The index of these groups, by their position; the average is still that of them all."""
        return self._replace(groups=tuple(self.groups[i] for i in chosen))


def index_of(
    line: Line, split: IndexSplit, groups: Iterable[Group], children: Term, address: Address
) -> Index:
    """Each group's index (weight times share, over the criteria), and the average over all children.

    Every group has a number of children; raises `ZeroDivisionError` where there are none in all.
    """
    own = tuple(_of_group(group, split, address(group.key, INDEX)) for group in groups)
    counted = tuple(
        Amount(
            f"{index.address}/antal",
            f"Index gånger antal {group.label}",
            "",
            Ratio((index, group.children)),
        )
        for index, group in zip(own, groups, strict=True)
        if group.children
    )
    place = f"{address(TOTAL, line.key)}/{INDEX}"
    added = Amount(f"{place}/antal", "Index gånger antal, summa", "", Sum(counted))
    average = Amount(place, "Index, snitt", "", Ratio((added,), (children,)))
    return Index(average, own, dict(split.weights))


def _of_group(group: Group, split: IndexSplit, address: str) -> Amount:
    weighted = tuple(
        Amount(
            f"{address}/{criterion}",
            f"{criterion} {group.label}, vikt gånger andel",
            "",
            Ratio((weight, split.shares[group.key][criterion])),
        )
        for criterion, weight in split.weights.items()
    )
    return Amount(address, f"Index {group.label}", "", Sum(weighted))


def distances(index: Index, groups: Iterable[Group], address: Address) -> dict[str, Amount]:
    """How far below the average each group lies, for those that do."""
    return {
        group.key: Amount(
            address(group.key, DISTANCE),
            f"Avstånd till snittet {group.label}",
            "",
            Sum((index.average,), (own,)),
        )
        for group, own in zip(groups, index.groups, strict=True)
        if own.value < index.average.value
    }
