"""The ladder from the cost lines to the price: named steps, climbed once for each column."""

from collections.abc import Callable

from bidrag.calculation.budget import FixedStep, Step, SumStep
from bidrag.calculation.formula import Amount, Formula, Ratio, Sum, Term

BASE = "underlag"


class Column:
    """One column of a table while it is computed: `cells` grows by one row for each step.

    `place` and `measure` give the address of a cell (`grundskola/F-klass` + row + `/andel`);
    `fixed` tells what a fixed amount is worth in this column.
    """

    __slots__ = ("cells", "fixed", "label", "measure", "place", "unit")

    def __init__(
        self,
        place: str,
        measure: str,
        label: str,
        unit: str,
        cells: dict[str, Term],
        fixed: Callable[[FixedStep], Term | None],
    ) -> None:
        self.place = place
        self.measure = measure
        self.label = label
        self.unit = unit
        self.cells = cells
        self.fixed = fixed


def climb(steps: tuple[Step, ...], column: Column) -> None:
    """Adds each step's amount to the column; a step without any term adds nothing.

    A column without cost lines (unknown shares) stays empty: a fixed amount alone is no price.
    """
    if not column.cells:
        return
    for step in steps:
        term = _step(step, column)
        if term is not None:
            column.cells[step.key] = term


def _step(step: Step, column: Column) -> Term | None:
    rule = step.rule
    if isinstance(rule, FixedStep):
        return column.fixed(rule)
    cells = column.cells
    terms = tuple([cells[row] for row in rule.rows if row in cells])
    if not terms:
        return None
    address = f"{column.place}/{step.key}{column.measure}"
    label = f"{step.label} {column.label}"
    formula: Formula
    if isinstance(rule, SumStep):
        formula = Sum(terms)
    else:
        formula = Ratio((rule.rate, _base(terms, address, label, step, column)))
    return Amount(address, label, column.unit, formula, step.basis)


def _base(terms: tuple[Term, ...], address: str, label: str, step: Step, column: Column) -> Term:
    if len(terms) == 1:
        return terms[0]
    label = f"Underlag för {label}"
    return Amount(f"{address}/{BASE}", label, column.unit, Sum(terms), step.basis)
