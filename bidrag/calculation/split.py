"""How a cost line becomes each group's share (kr) and price (kr per child and year)."""

from collections.abc import Callable, Mapping

from bidrag.calculation.basis import Basis, added, known, weighted_counts, weighted_total
from bidrag.calculation.budget import (
    TOTAL,
    EqualSplit,
    Group,
    IndexSplit,
    Line,
    PriceSplit,
    Product,
    ShareSplit,
    WeightedSplit,
)
from bidrag.calculation.formula import Amount, Given, Part, Ratio, Term, Together
from bidrag.calculation.index import index_of
from bidrag.calculation.tables import Row


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
        basis=line.basis,
    )


def _equally(line: Line, budget: Given, basis: Basis) -> Pairs:
    children = known(basis.children)
    return {
        group.key: (
            _share(line, group, basis, Ratio((budget, known(group.children)), (children,))),
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
    heads = weighted_counts(line, weights, basis)
    whole = total or weighted_total(line, heads, basis)
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


def _by_share(line: Line, products: dict[str, Product], basis: Basis) -> Pairs:
    shares = {group: _part(line, group, basis, products[group.key]) for group in basis.groups}
    return {
        group.key: (share, _price(line, group, basis, Ratio((share,), (known(group.children),))))
        for group, share in shares.items()
    }


def _part(line: Line, group: Group, basis: Basis, product: Product) -> Term:
    return product[0] if len(product) == 1 else _share(line, group, basis, Ratio(product))


def _by_index(line: Line, split: IndexSplit, basis: Basis) -> Row:
    index = index_of(line, split, basis)
    whole = (index.whole,) if index.whole else ()
    below = [group for group in basis.groups if group.key in index.counts]

    def _maker(group: Group) -> Callable[[Part], Amount]:
        formula = Ratio((split.budget, index.counts[group.key]), whole)
        return lambda part: _share(line, group, basis, formula, part)

    together = Together(map(_maker, below))
    pairs: Pairs = {
        group.key: (
            share,
            _price(line, group, basis, Ratio((split.budget, index.distances[group.key]), whole)),
        )
        for group, share in zip(below, together.amounts, strict=True)
    }
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
    return added(basis.address(TOTAL, line.key), line.label, "kr", shares)


def _share(
    line: Line, group: Group, basis: Basis, formula: Ratio, part: Part | None = None
) -> Amount:
    address = f"{basis.address(group.key, line.key)}/andel"
    return Amount(address, f"{line.label}, andel {group.label}", "kr", formula, line.basis, part)


def _price(line: Line, group: Group, basis: Basis, formula: Ratio) -> Amount:
    address = basis.address(group.key, line.key)
    return Amount(address, f"{line.label} {group.label}", basis.price_unit, formula, line.basis)
