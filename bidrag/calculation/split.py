"""How a cost line becomes each group's share (kr) and price (kr per child and year)."""

from collections.abc import Mapping
from typing import NamedTuple

from bidrag.calculation.budget import (
    TOTAL,
    Activity,
    EqualSplit,
    Group,
    IndexSplit,
    Line,
    PriceSplit,
    Product,
    ShareSplit,
    WeightedSplit,
)
from bidrag.calculation.formula import Amount, Given, Ratio, Sum, Term, decided_together
from bidrag.calculation.index import distances, index_of
from bidrag.calculation.tables import Row

PLURAL = {"barn": "barn", "elev": "elever"}
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
        children = _added(f"{place}/{COUNT}", f"Antal {unit}", unit, counts)
    return Basis(activity, groups, children, f"kr per {activity.unit}")


def split(line: Line, basis: Basis) -> Row:
    """The line as a row: total (kr per year), each group's share (kr) and price (kr per child)."""
    match line.split:
        case EqualSplit(budget):
            pairs = _equally(line, budget, basis)
        case WeightedSplit():
            budget, weights, whole = line.split
            pairs = _by_weight(line, budget, weights, whole, basis)
        case ShareSplit(budget, shares):
            pairs = _by_share(line, shares, basis)
        case PriceSplit():
            return _by_price(line, line.split, basis)
        case IndexSplit():
            return _by_index(line, line.split, basis)
    return _row(line, budget, pairs, basis)


Pairs = dict[str, tuple[Term | None, Term | None]]


def _row(line: Line, total: Term | None, pairs: Pairs, basis: Basis) -> Row:
    cells = [pairs.get(group.key, (None, None)) for group in basis.activity.groups]
    shares, prices = tuple(zip(*cells, strict=True))
    return Row(
        line.key,
        line.label,
        total,
        shares,
        prices,
        line=True,
        premises=line.premises,
        outside=line.outside,
    )


def _equally(line: Line, budget: Given, basis: Basis) -> Pairs:
    children = _known(basis.children)
    return {
        group.key: (
            _share(line, group, basis, Ratio((budget, _known(group.children)), (children,))),
            _price(line, group, basis, Ratio((budget,), (children,))),
        )
        for group in basis.groups
    }


def _by_weight(
    line: Line,
    budget: Given,
    weights: Mapping[str, tuple[Term, ...]],
    total: Given | None,
    basis: Basis,
) -> Pairs:
    heads = {
        group.key: _weighted_count(line, group, weights[group.key], basis)
        for group in basis.groups
        if group.children and group.key in weights
    }
    unit = f"viktade {PLURAL[basis.activity.unit]}"
    whole = total or _added(
        f"{basis.address(TOTAL, line.key)}/{WEIGHTED}",
        f"{line.label}, antal {unit}",
        unit,
        tuple(heads.values()),
    )
    return {
        group.key: (
            _share(line, group, basis, Ratio((budget, heads[group.key]), (whole,)))
            if group.key in heads
            else None,
            _price(line, group, basis, Ratio((budget, *weights[group.key]), (whole,))),
        )
        for group in basis.groups
        if group.key in weights
    }


def _weighted_count(line: Line, group: Group, weight: tuple[Term, ...], basis: Basis) -> Term:
    if not weight:
        return _known(group.children)
    unit = f"viktade {PLURAL[basis.activity.unit]}"
    address = f"{basis.address(group.key, line.key)}/{WEIGHTED}"
    label = f"{line.label}, {unit} {group.label}"
    return Amount(address, label, unit, Ratio((*weight, _known(group.children))))


def _by_share(line: Line, shares: dict[str, Given], basis: Basis) -> Pairs:
    return {
        group.key: (
            shares[group.key],
            _price(line, group, basis, Ratio((shares[group.key],), (_known(group.children),))),
        )
        for group in basis.groups
    }


def _by_index(line: Line, split: IndexSplit, basis: Basis) -> Row:
    index = index_of(line, split, basis.groups, _known(basis.children), basis.address)
    below = {
        group: (distance,)
        for group, distance in distances(index, basis.groups, basis.address).items()
    }
    pairs = _by_weight(line, split.budget, below, None, basis)
    decided_together(share for share, _ in pairs.values())
    return _row(line, split.budget, pairs, basis)._replace(shared_by=index)


def _by_price(line: Line, given: PriceSplit, basis: Basis) -> Row:
    pairs: Pairs = {}
    for group in basis.groups:
        stated = given.prices[group.key]
        price = None if stated is None else _stated(line, group, basis, stated, given.markup)
        share = (
            _share(line, group, basis, Ratio((price, group.children)))
            if price and group.children
            else None
        )
        pairs[group.key] = share, price
    return _row(line, _total(line, pairs, basis), pairs, basis)


def _stated(line: Line, group: Group, basis: Basis, product: Product, markup: Given | None) -> Term:
    if len(product) == 1 and markup is None:
        return product[0]
    return _price(line, group, basis, Ratio(product, (markup,) if markup else ()))


def _total(line: Line, pairs: Pairs, basis: Basis) -> Term | None:
    shares = tuple(share for share, _ in pairs.values() if share)
    if basis.children is None or not shares:
        return None
    return _added(basis.address(TOTAL, line.key), line.label, "kr", shares)


def _share(line: Line, group: Group, basis: Basis, formula: Ratio) -> Amount:
    address = f"{basis.address(group.key, line.key)}/andel"
    return Amount(address, f"{line.label}, andel {group.label}", "kr", formula, line.basis)


def _price(line: Line, group: Group, basis: Basis, formula: Ratio) -> Amount:
    address = basis.address(group.key, line.key)
    return Amount(address, f"{line.label} {group.label}", basis.price_unit, formula, line.basis)


def _added(address: str, label: str, unit: str, terms: tuple[Term, ...]) -> Term:
    return terms[0] if len(terms) == 1 else Amount(address, label, unit, Sum(terms))


def _known(count: Term | None) -> Term:
    if count is None:
        raise ValueError("a split by count needs the count of every group")
    return count
