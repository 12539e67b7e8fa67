"""The socioekonomiska tillägg of the file as a line that is shared by index."""

from bidrag.budget import schema
from bidrag.budget.building.figures import Figures
from bidrag.budget.rules.schablons import OUTSIDE_SUPPLEMENT, outside
from bidrag.budget.scalars import Figure
from bidrag.calculation.basis import PLURAL
from bidrag.calculation.budget import Group, IndexSplit, Line
from bidrag.calculation.formula import Given, Kind
from bidrag.calculation.legal import SOCIOECONOMIC
from bidrag.law import BESIDE_ITEM, Form, Paragraph
from bidrag.numerals import first_upper


def socioeconomic_title(stated: schema.Socioeconomic) -> str:
    """What the tillägg is called in print."""
    return stated.title or first_upper(SOCIOECONOMIC)


def socioeconomic(
    figures: Figures, stated: schema.Socioeconomic, form: Form, basis: Paragraph | None
) -> tuple[Line, tuple[Group, ...]]:
    """The pot (kr per year) as a cost line, and the units as the groups that share it."""

    def _given(label: str, figure: Figure, unit: str) -> Given:
        return figures.given(label, figure, unit, Kind.INDEX)

    pot = figures.given("pott", stated.pot, "kr", Kind.BUDGET)
    weights = {
        str(name): _given(f"vikt {name}", weight, "%" if weight.percent else "")
        for name, weight in stated.weights.items()
    }
    shares = {
        str(unit): {
            str(criterion): _given(f"{criterion} {unit}", share, "%")
            for criterion, share in each.shares.items()
        }
        for unit, each in stated.units.items()
    }
    groups = tuple(
        Group(unit, unit, _given(f"antal {unit}", each.count, PLURAL[form.unit]))
        for unit, each in stated.units.items()
    )
    split = IndexSplit(pot, weights, shares)
    position = figures.at(stated.pot.place)
    title = socioeconomic_title(stated)
    beyond = outside(stated.schablons, OUTSIDE_SUPPLEMENT)
    return Line(
        SOCIOECONOMIC, title, split, basis, (BESIDE_ITEM,), position, outside=beyond
    ), groups
