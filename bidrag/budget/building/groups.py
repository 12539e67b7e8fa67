"""The numbers that the file states by group, as inputs: a number that several groups share is one."""

from collections.abc import Iterable, Mapping

from bidrag.budget.building.figures import Figures
from bidrag.budget.grouping import Cells, Grouping, keys_of, number_of
from bidrag.budget.scalars import Figure
from bidrag.budget.tree import Word
from bidrag.calculation.budget import Product
from bidrag.calculation.formula import Given, Kind

Numbers = Figure | Cells[Figure]


class GroupInputs:
    """The inputs of some groups: all of an activity that have prices, or those of a provider."""

    def __init__(self, figures: Figures, grouping: Grouping, groups: Iterable[Word]) -> None:
        self.figures = figures
        self.grouping = grouping
        self.groups = list(groups)

    def stated(
        self, label: str, numbers: Numbers, unit: str, kind: Kind, note: str = ""
    ) -> dict[str, Given]:
        """The number of each group."""
        found = self.prices(label, numbers, unit, kind, note)
        return {group: given for group, given in found.items() if given}

    def prices(
        self,
        label: str,
        numbers: Figure | Cells[Figure | None] | None,
        unit: str,
        kind: Kind,
        note: str = "",
    ) -> dict[str, Given | None]:
        """The number of each group, None where it is stated that there is none."""
        found: dict[str, Given | None] = {}
        for group in self.groups:
            values = self.grouping.values[group]
            figure: Figure | None = number_of(numbers, values)
            names = (self.grouping.label_of(key) for key in keys_of(numbers, values))
            whole = " ".join([label, *names])
            found[group] = figure and self.figures.given(whole, figure, unit, kind, note)
        return found

    def factors(self, stated: Mapping[Word, Figure]) -> dict[str, Product]:
        """Each group's factors, in the order of the dimensions."""
        return {
            group: tuple(
                self._factor(value, stated[value])
                for value in self.grouping.values[group]
                if value in stated
            )
            for group in self.groups
        }

    def _factor(self, value: Word, figure: Figure) -> Given:
        label = f"faktor {self.grouping.label_of(value)}"
        return self.figures.given(label, figure, "%", Kind.FACTOR)
