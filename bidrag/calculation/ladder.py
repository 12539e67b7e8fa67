"""The ladder from the cost lines to the price: named steps, climbed once for each column."""

from collections.abc import Callable
from typing import NamedTuple

from bidrag.calculation.budget import FixedStep, PercentStep, Step, SumStep
from bidrag.calculation.formula import Amount, Ratio, Sum, Term

BASE = "underlag"


class Column(NamedTuple):
    """One column of a table while it is computed: `cells` grows by one row for each step.

    `place` and `measure` give the address of a cell (`grundskola/F-klass` + row + `/andel`);
    `fixed` tells what a fixed amount is worth in this column.
    """

    place: str
    measure: str
    label: str
    unit: str
    cells: dict[str, Term]
    fixed: Callable[[FixedStep], Term | None]

    def amount(self, step: Step, formula: Sum | Ratio) -> Amount:
        """The step's amount in this column."""
        return Amount(
            f"{self.place}/{step.key}{self.measure}",
            f"{step.label} {self.label}",
            self.unit,
            formula,
            step.basis,
        )


def climb(steps: tuple[Step, ...], column: Column) -> None:
    """Adds each step's amount to the column; a step without any term adds nothing."""
    for step in steps:
        term = _step(step, column)
        if term is not None:
            column.cells[step.key] = term


def _step(step: Step, column: Column) -> Term | None:
    match step.rule:
        case FixedStep():
            return column.fixed(step.rule)
        case SumStep(rows):
            terms = _present(rows, column)
            return column.amount(step, Sum(terms)) if terms else None
        case PercentStep(rate, rows):
            terms = _present(rows, column)
            return column.amount(step, Ratio((rate, _base(terms, step, column)))) if terms else None


def _present(rows: tuple[str, ...], column: Column) -> tuple[Term, ...]:
    return tuple(column.cells[row] for row in rows if row in column.cells)


def _base(terms: tuple[Term, ...], step: Step, column: Column) -> Term:
    if len(terms) == 1:
        return terms[0]
    address = f"{column.place}/{step.key}{column.measure}/{BASE}"
    label = f"Underlag för {step.label} {column.label}"
    return Amount(address, label, column.unit, Sum(terms), step.basis)
