"""The supplements of an activity as the lines of a table of their own."""

from collections.abc import Callable, Iterator, Mapping

from bidrag.budget import schema
from bidrag.budget.building.figures import Figures
from bidrag.budget.rules.schablons import OUTSIDE_SUPPLEMENT, outside
from bidrag.budget.tree import Word
from bidrag.calculation.budget import Line, PriceSplit, Product
from bidrag.calculation.legal import SUPPLEMENT, SUPPLEMENT_LINES, SUPPLEMENT_PER_UNIT
from bidrag.law import BESIDE_ITEM, Paragraph

TITLES = {
    SUPPLEMENT: "Tillkommande bidrag och tilläggsbelopp",
    SUPPLEMENT_PER_UNIT: "Tillkommande bidrag per enhet",
}
"""The tables of supplements, by their keys."""


def supplements_of(activity: schema.Activity, table: str) -> dict[Word, schema.Supplement]:
    """The activity's supplements that stand in the table with this key: by what they are paid per."""
    per_unit = table == SUPPLEMENT_PER_UNIT
    stated = activity.supplements.items()
    return {name: each for name, each in stated if (each.paid_per is not None) == per_unit}


def supplement_lines(
    figures: Figures,
    stated: Mapping[Word, schema.Supplement],
    product: Callable[[schema.Supplement], Product],
    basis: Paragraph | None,
) -> Iterator[Line]:
    """One line for each set of schablons, with a price for the supplements that have that set.

    `product` tells what a supplement is worth per child or unit and year.
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
