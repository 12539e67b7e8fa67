"""The ladder from the cost lines to the price: named steps, climbed once for each column."""

from collections.abc import Iterable

from bidrag.calculation.budget import FixedStep, Step, SumStep
from bidrag.calculation.first import BEFORE, EXACT, First, rounded_first
from bidrag.calculation.formula import Amount, Formula, Ratio, Sum, Term

BASE = "underlag"


class Column:
    """One column of a table while it is computed: `cells` grows by one row for each step.

    `place` and `measure` give the address of a cell (`grundskola/F-klass` + row + `/andel`), and
    `label` is what its label adds to the row's. A row that is in neither `cells` nor `unknown` does
    not exist in this column (the group gets none of it); a row in `unknown` exists, but nobody has
    stated enough to know it. `first` is what is rounded before the last step, if anything.
    """

    __slots__ = ("cells", "first", "label", "measure", "place", "unit", "unknown")

    def __init__(
        self,
        place: str,
        measure: str,
        label: str,
        unit: str,
        rows: Iterable[tuple[str, Term | None, bool]],
        first: First | None = None,
    ) -> None:
        """`rows` are the lines and fixed amounts: key, amount, and whether it exists in this column."""
        self.place = place
        self.measure = measure
        self.label = label
        self.unit = unit
        self.cells: dict[str, Term] = {}
        self.unknown: set[str] = set()
        self.first = first
        for key, term, exists in rows:
            if term is not None:
                self.cells[key] = term
            elif exists:
                self.unknown.add(key)


class UnknownAmountError(Exception):
    """The amount exists, but the number of children that it depends on is not known."""


def climb(steps: tuple[Step, ...], column: Column) -> None:
    """Adds each step's amount to the column.

    A step over rows that do not exist does not exist; a step over an unknown row is unknown, so that
    no sum is ever shown with a part of it left out. What is rounded before the last step is so when
    the whole ladder is climbed: no row is computed from a rounded one.
    """
    for step in steps:
        try:
            term = _step(step, column)
        except UnknownAmountError:
            column.unknown.add(step.key)
            continue
        if term is not None:
            column.cells[step.key] = term
    for step in steps if column.first else ():
        _round(step, column)


def _round(step: Step, column: Column) -> None:
    exact = column.cells.get(step.key)
    if column.first and step.key in column.first.rows and isinstance(exact, Amount):
        names = f"{column.place}/{step.key}", f"{step.label}{column.label}"
        column.cells[step.key] = rounded_first(exact, *names, column.first)


def needed(steps: tuple[Step, ...], rows: Iterable[str]) -> set[str]:
    """The rows that these rows are computed from, themselves included."""
    found = set(rows)
    for step in reversed(steps):
        if step.key in found and not isinstance(step.rule, FixedStep):
            found.update(step.rule.rows)
    return found


def summed(steps: tuple[Step, ...], rows: Iterable[str]) -> set[str]:
    """The rows that these rows are the sum of, themselves included."""
    found = set(rows)
    for step in reversed(steps):
        if step.key in found and isinstance(step.rule, SumStep):
            found.update(step.rule.rows)
    return found


def _step(step: Step, column: Column) -> Term | None:
    rule = step.rule
    if isinstance(rule, FixedStep):
        return column.cells.get(step.key)
    cells = column.cells
    if column.unknown and not column.unknown.isdisjoint(rule.rows):
        raise UnknownAmountError
    terms = tuple([cells[row] for row in rule.rows if row in cells])
    if not terms:
        return None
    address = f"{column.place}/{step.key}{column.measure}"
    label = f"{step.label}{column.label}"
    if column.first and step.key in column.first.rows:
        address, label = f"{address}/{EXACT}", f"{label}, {BEFORE}"
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
