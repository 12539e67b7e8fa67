"""How a pot that is shared by index comes to each unit: what anyone needs to compute it again."""

from collections.abc import Iterator
from fractions import Fraction

from bidrag.calculation.basis import PLURAL
from bidrag.calculation.budget import Group
from bidrag.calculation.formula import Amount, Ratio, Term, inputs, operands
from bidrag.calculation.index import Index
from bidrag.calculation.tables import Table
from bidrag.numerals import decimal
from bidrag.output.report.step import Step, place
from bidrag.rounding import index_number, quantity, to_unit

POT = (
    "Potten {budget} delas av de enheter vars index ligger under snittet {average}, efter avståndet "
    "till snittet gånger antalet {units}. Snittet är summan av index gånger antal, {indexes}, delad med "
    "{number} {units}. Summan av avstånd gånger antal är {whole}."
)
INDEX = "Index {index} = {criteria}."
BELOW = "Avståndet till snittet, {distance}, gånger {number} {units} är {product}."
NOT_BELOW = "Det är inte under snittet, så enheten får inget ur potten."
PRECISE = Fraction(1, 10**8)
"""What is neither an amount nor stated is told as finely as any krona of a pot needs."""


def pot(budget: Term, index: Index, unit: str) -> str:
    """How the pot (kr) is shared, and the sums that the units' amounts are computed from."""
    indexes, number = _parts(index.average)
    assert index.whole, "a pot that is shared has somebody below the average"
    return POT.format(
        budget=quantity(budget.value, budget.unit),
        average=index_number(index.average.value),
        units=PLURAL[unit],
        indexes=precise(indexes.value),
        number=decimal(number.value),
        whole=precise(index.whole.value),
    )


def unit_steps(table: Table, index: Index) -> Iterator[Step]:
    """A step for each unit: its index by its criteria, and how far below the average it is."""
    for group, own in zip(table.groups, index.groups, strict=True):
        shares = [_parts(each) for each in operands(own.formula)]
        added = " + ".join(f"{_number(weight)} × {_number(share)}" for weight, share in shares)
        told = INDEX.format(index=precise(own.value), criteria=added.replace(" + -", " - "))
        stated = inputs([share for _, share in shares])
        yield Step(group.label, f"{told} {_below(table, group, index)}", place(stated[0]))


def precise(value: Fraction) -> str:
    """The number with all of its decimals, or with eight where they are more."""
    return decimal(to_unit(value, PRECISE))


def _below(table: Table, group: Group, index: Index) -> str:
    if group.key not in index.distances or not group.children:
        return NOT_BELOW
    return BELOW.format(
        distance=precise(index.distances[group.key].value),
        number=decimal(group.children.value),
        units=PLURAL[table.unit],
        product=precise(index.counts[group.key].value),
    )


def _parts(term: Term) -> tuple[Term, Term]:
    """The two numbers that are multiplied, or divided by each other, in the term."""
    assert isinstance(term, Amount)
    assert isinstance(term.formula, Ratio)
    first, second = operands(term.formula)
    return first, second


def _number(term: Term) -> str:
    return quantity(term.value, term.unit)
