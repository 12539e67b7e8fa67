"""The steps from the cost lines to the prices, in the order of a table: what each row is, in words."""

from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.formula import Amount, Position, Ratio, Term, inputs
from bidrag.calculation.tables import Row, Table
from bidrag.numerals import listed, percent
from bidrag.output.amounts.pages import row_label
from bidrag.output.report.shares import how
from bidrag.review.composition import addends, by_term, yearly


class Step(NamedTuple):
    """A row: its label, how its amounts come about, and the paragraph or place that they rest on."""

    label: str
    how: str
    basis: str


def steps(table: Table) -> tuple[Step, ...]:
    """A step for each row that some group has a price of; none of them is one of payments."""
    return tuple(
        Step(row_label(row), _how(table, row), _basis(row)) for row in table.rows if any(row.prices)
    )


def _how(table: Table, row: Row) -> str:
    if row.rate:
        return f"{percent(row.rate.value)} av {_rows(table, row)}."
    return f"Summan av {_rows(table, row)}." if row.sums else how(table, row)


def _rows(table: Table, row: Row) -> str:
    """The rows that the row is a sum or percentage of, in their order."""
    others = [each for each in table.rows if each is not row]
    found: dict[str, Fraction] = {}
    for i, price in enumerate(row.prices):
        if price:
            found |= dict(addends(_base(yearly(price), row), by_term(others, i)))
    return listed([_named(each, found[each.key]) for each in others if each.key in found])


def _base(price: Term, row: Row) -> Term:
    """What a percentage is of; a sum itself."""
    formula = price.formula if isinstance(price, Amount) else None
    return formula.over[1] if row.rate and isinstance(formula, Ratio) else price


def _named(row: Row, value: Fraction) -> str:
    return f"{row.label} (avdrag)" if value < 0 else row.label


def _basis(row: Row) -> str:
    """The paragraph of the row, and where the first of the numbers that it states stands."""
    return "; ".join([*([str(row.basis)] if row.basis else []), *_places(row)])


def _places(row: Row) -> list[str]:
    if row.sums:
        return []
    terms = [yearly(price) for price in row.prices if price]
    stated = [row.rate] if row.rate else inputs(terms[:1])
    places = (each.origin for each in stated if isinstance(each.origin, Position))
    return [f"{each.file} rad {each.line}" for each in places][:1]
