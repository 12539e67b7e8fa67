"""The steps from the cost lines to the prices, in the order of a table: what each row is, in words."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from bidrag.calculation.formula import Amount, Ratio, Rounded, Term, inputs
from bidrag.calculation.period import Coin
from bidrag.calculation.tables import Row, Table
from bidrag.numerals import listed, percent
from bidrag.output.amounts.pages import row_label
from bidrag.output.report.pot import unit_steps
from bidrag.output.report.shares import Own, how
from bidrag.output.report.step import Step, place
from bidrag.output.wording import sentence
from bidrag.review.composition import addends, by_term, stages_of, yearly

ROUNDED = "Den avrundas till hela {} i {}, innan årets belopp räknas."


def steps(table: Table, own: Own) -> tuple[Step, ...]:
    """A step for each row that some group has a price of; none of them is one of payments.

    Before them stands one for each unit of a pot that is shared by index.
    """
    units = unit_steps(table, table.shared_by) if table.shared_by else ()
    return (
        *units,
        *(
            Step(row_label(row), _how(table, row, own), _basis(row))
            for row in table.rows
            if any(row.prices)
        ),
    )


def premises_steps(tables: Iterable[tuple[Table, Own]]) -> Iterator[Step]:
    """The steps in which a provider's actual lokalkostnad replaces the average, where that is new."""
    before: dict[tuple[str, str, str], str] = {}
    for table, own in tables:
        for row in table.rows:
            if row.premises and table.premises_reason:
                reason = sentence(f"Särskilda skäl: {table.premises_reason}")
                told = f"{_how(table, row, own)} {reason}"
                if told != before.get(table.whose):
                    label = f"{table.provider}, {table.title}: {row_label(row)}"
                    yield Step(label, told, _basis(row))
                before[table.whose] = told


def _how(table: Table, row: Row, own: Own) -> str:
    if not row.rate and not row.sums:
        return how(table, row, own)
    rows = _rows(table, row)
    if row.rate:
        return sentence(f"{percent(row.rate.value)} av {listed(rows)}")
    whole = sentence(f"Summan av {listed(rows)}" if len(rows) > 1 else f"Detsamma som {rows[0]}")
    return " ".join([whole, *_rounded(row)])


def _rounded(row: Row) -> Iterator[str]:
    """That the sum is rounded before the last step, to which coin and for which period."""
    stages = (each for price in row.prices if price for each in stages_of(row, price))
    for each in stages:
        if isinstance(each, Amount) and isinstance(each.formula, Rounded):
            yield ROUNDED.format(Coin.of(each.formula.unit).plural, each.unit)
            return


def _rows(table: Table, row: Row) -> list[str]:
    """The rows that the row is a sum or percentage of, in their order."""
    others = [each for each in table.rows if each is not row]
    found: dict[str, Fraction] = {}
    for i, price in enumerate(row.prices):
        if price:
            for key, value in addends(_base(yearly(price), row), by_term(others, i)):
                found[key] = min(value, found.get(key, value))
    return [_named(each, found[each.key]) for each in others if each.key in found]


def _base(price: Term, row: Row) -> Term:
    """What a percentage is of; a sum itself."""
    formula = price.formula if isinstance(price, Amount) else None
    return formula.over[1] if row.rate and isinstance(formula, Ratio) else price


def _named(row: Row, value: Fraction) -> str:
    """What the row is called where it is counted in another: no row is computed from a rounded one."""
    exact = f"{row.label} före avrundning" if any(_rounded(row)) else row_label(row)
    return f"{exact} (avdrag)" if value < 0 else exact


def _basis(row: Row) -> str:
    """The paragraph of the row, and where the first of the numbers that it states stands."""
    terms = [yearly(price) for price in row.prices if price]
    stated = [] if row.sums else [row.rate] if row.rate else inputs(terms[:1])
    paragraph = [str(row.basis)] if row.basis else []
    return "; ".join(dict.fromkeys([*paragraph, *map(place, stated[:1])]))
