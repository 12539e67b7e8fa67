"""What the splits of an activity share: its priced groups, and their children with or without weights."""

from collections.abc import Mapping
from typing import NamedTuple

from bidrag.calculation.budget import TOTAL, Activity, Group, Line
from bidrag.calculation.formula import Amount, Ratio, Sum, Term

PLURAL = {"barn": "barn", "elev": "elever", "enhet": "enheter"}
COUNT = "antal"
WEIGHTED = "viktat antal"


class Basis(NamedTuple):
    """What the splits of an activity share: its priced groups and their number of children."""

    activity: Activity
    groups: tuple[Group, ...]
    children: Term | None
    price_unit: str

    def address(self, group: str, row: str) -> str:
        """The address of an amount, for instance `grundskola/F-klass/ike`."""
        return f"{self.activity.key}/{group}/{row}"


def basis_of(activity: Activity) -> Basis:
    """The activity's groups that have a price, and the sum of their counts where all are known."""
    groups = tuple(group for group in activity.groups if not group.individual)
    counts = tuple(group.children for group in groups if group.children)
    unit = PLURAL[activity.unit]
    children: Term | None = None
    place = "/".join([activity.key, *([activity.supplement.key] if activity.supplement else [])])
    if len(counts) == len(groups):
        children = added(f"{place}/{COUNT}", f"Antal {unit}", unit, counts)
    return Basis(activity, groups, children, f"kr per {activity.unit}")


def weighted_counts(
    line: Line, weights: Mapping[str, tuple[Term, ...]], basis: Basis
) -> dict[str, Term]:
    """The weights times the number of children, for each group that has both; the count without weights."""
    return {
        group.key: _weighted_count(line, group, weights[group.key], basis)
        for group in basis.groups
        if group.children and group.key in weights
    }


def weighted_total(line: Line, counts: Mapping[str, Term], basis: Basis) -> Term:
    """The weighted numbers of children added together; there is at least one."""
    unit = f"viktade {PLURAL[basis.activity.unit]}"
    address = f"{basis.address(TOTAL, line.key)}/{WEIGHTED}"
    return added(address, f"{line.label}, antal {unit}", unit, tuple(counts.values()))


def added(address: str, label: str, unit: str, terms: tuple[Term, ...]) -> Term:
    """The sum of the terms as an amount; of one term that itself."""
    return terms[0] if len(terms) == 1 else Amount(address, label, unit, Sum(terms))


def known(count: Term | None) -> Term:
    """The count; raises `ValueError` where there is none."""
    if count is None:
        raise ValueError("a split by count needs the count of every group")
    return count


def _weighted_count(line: Line, group: Group, weight: tuple[Term, ...], basis: Basis) -> Term:
    if not weight:
        return known(group.children)
    unit = f"viktade {PLURAL[basis.activity.unit]}"
    address = f"{basis.address(group.key, line.key)}/{WEIGHTED}"
    label = f"{line.label}, {unit} {group.label}"
    return Amount(address, label, unit, Ratio((*weight, known(group.children))))
