"""The supplements of an activity as the lines of a table of their own."""

from collections.abc import Callable, Iterator, Mapping

from bidrag.budget import schema
from bidrag.budget.building.figures import Figures
from bidrag.budget.rules.schablons import OUTSIDE_SUPPLEMENT, outside
from bidrag.budget.tree import Word
from bidrag.calculation.budget import Line, PriceSplit, Product
from bidrag.calculation.legal import SUPPLEMENT_LINES
from bidrag.law import BESIDE_ITEM, Paragraph


def supplement_lines(
    figures: Figures,
    stated: Mapping[Word, schema.Supplement],
    product: Callable[[schema.Supplement], Product],
    basis: Paragraph | None,
) -> Iterator[Line]:
    """One line for each set of schablons, with a price for the supplements that have that set.

    `product` tells what a supplement is worth per child and year.
    """
    sets = {name: outside(each.schablons, OUTSIDE_SUPPLEMENT) for name, each in stated.items()}
    for beyond in dict.fromkeys(sets.values()):
        prices: dict[str, Product | None] = {
            name: product(each) if sets[name] == beyond else None for name, each in stated.items()
        }
        first = next(name for name in stated if sets[name] == beyond)
        key, label = SUPPLEMENT_LINES[beyond]
        at, items = figures.position(first), (BESIDE_ITEM,)
        yield Line(key, label, PriceSplit(prices), basis, items, at, outside=beyond)
