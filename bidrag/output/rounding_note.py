"""What a document says of how its amounts are rounded."""

from collections.abc import Iterator

from bidrag.calculation.formula import Term
from bidrag.calculation.period import KRONA, Period
from bidrag.calculation.tables import Calculation
from bidrag.numerals import decimal

WHOLE_KRONOR = (
    "Beloppen är beräknade exakt och avrundade var för sig till hela kronor, halva kronor uppåt. "
    "En tryckt summa kan därför skilja sig någon krona från summan av de tryckta delarna."
)
IN_ÖREN = (
    "Beloppen är beräknade exakt och avrundade var för sig, halva uppåt: belopp per {} och {} till "
    "hela ören, budget och andelar till hela kronor. En tryckt summa kan därför skilja sig något öre "
    "eller någon krona från summan av de tryckta delarna."
)
BY_UNIT = (
    "Det gäller inte det som delas mellan enheter: det beslutas för enheten och året, och är inte "
    "avrundat först."
)


NEGATIVE = "Avdrag avrundas på samma sätt, utan hänsyn till minustecknet."


def rounding_notes(calculation: Calculation) -> list[str]:
    """Which unit the amounts are in, when they are rounded, and what that does to printed sums."""
    notes = [_unit_note(calculation)]
    if any(price.value < 0 for price in _prices(calculation)):
        notes[0] += f" {NEGATIVE}"
    if calculation.rounding.first:
        notes.append(_first_note(calculation, calculation.rounding.first))
    return notes


def _prices(calculation: Calculation) -> Iterator[Term]:
    for table in calculation.printed:
        for row in table.rows:
            yield from filter(None, row.prices)


def _unit_note(calculation: Calculation) -> str:
    if calculation.unit == KRONA:
        return WHOLE_KRONOR
    units = " eller ".join(dict.fromkeys(table.unit for table in calculation.printed))
    return IN_ÖREN.format(units, calculation.period)


def _first_note(calculation: Calculation, first: Period) -> str:
    """That the prices are rounded for one period, and the others counted from it."""
    numbers = dict.fromkeys(
        decimal(table.first.value) for table in calculation.printed if table.first
    )
    note = (
        f"Det belopp som betalas (interkommunal ersättning, bidrag) är avrundat först per {first}, "
        f"till hela {calculation.rounding.coin(first).plural}. Beloppet per år är {' eller '.join(numbers)} "
        f"sådana, och beloppen för andra perioder är delar av årets. Ett betalt belopp kan därför "
        "skilja sig mer från summan av de tryckta delarna, som inte är avrundade så."
    )
    by_unit = any(table.supplement and table.supplement.by_unit for table in calculation.tables)
    return f"{note} {BY_UNIT}" if by_unit else note
