"""What a document of another period than the year says of how its prices come from the year's."""

from collections.abc import Callable, Iterator

from bidrag.calculation.formula import Amount, Given, Kind, Position, Ratio, Term
from bidrag.calculation.period import Coin
from bidrag.calculation.tables import Calculation, Table
from bidrag.numerals import decimal, listed

DIVIDED = "Belopp per {period} är {year} delat med {number}{but}."
ROUNDED = "de som är avrundade först"
STATED = "priser som är angivna per {period}: för dem är årsbeloppet {number} gånger priset"
ALL_STATED = "Priserna är angivna per {period}, och årsbeloppet är {number} gånger priset."
YEARLY = "Total budget och andelar avser hela året."
WITHOUT_ÖREN = (
    "Priser per {period} som är angivna med ören visas här i hela kronor, men är räknade med sina ören "
    "(se avrundning i budgetfilen)."
)


def period_notes(calculation: Calculation) -> list[str]:
    """How the prices for the period and the year's are related; nothing of the year itself."""
    tables = [table for table in calculation.printed if table.divisor]
    if not tables:
        return []
    notes = [_relation(calculation, tables)]
    if any(row.total for table in tables for row in table.rows):
        notes.append(YEARLY)
    if calculation.rounding.coin(calculation.period) is Coin.KRONA and _with_ören(tables):
        notes.append(WITHOUT_ÖREN.format(period=calculation.period))
    return [" ".join(notes)]


def _relation(calculation: Calculation, tables: list[Table]) -> str:
    """Whether the period's prices are parts of the year's, or the year's so many of the period's."""
    period, first = calculation.period, calculation.rounding.first
    words = {"period": period, "number": _numbers(tables, _sourced)}
    stated = [_is_stated(term, table) for table in tables for term in _leaves(table)]
    if stated and all(stated) and first is not period:
        return ALL_STATED.format(**words)
    but = [ROUNDED] if first is period else []
    if any(stated):
        but.append(STATED.format(period=period, number=_numbers(tables, _bare)))
    year = "årsbeloppet" if first and first is not period else "det exakta årsbeloppet"
    return DIVIDED.format(**words, year=year, but=f", utom {listed(but)}" if but else "")


def _numbers(tables: list[Table], told: Callable[[Given], str]) -> str:
    """How many of the period a year has; a choice where the tables differ."""
    divisors = (table.divisor for table in tables if table.divisor)
    return listed(list(dict.fromkeys(map(told, divisors))), "eller")


def _bare(number: Given) -> str:
    return decimal(number.value)


def _sourced(number: Given) -> str:
    """With who says so; a board reads no positions in files."""
    in_file = isinstance(number.origin, Position)
    return f"{_bare(number)} ({'enligt budgetfilen' if in_file else number.origin})"


def _leaves(table: Table) -> Iterator[Term]:
    """The prices of the table that are neither sums nor percentages of others."""
    for row in table.rows:
        if not row.sums and not row.rate:
            yield from filter(None, row.prices)


def _is_stated(term: Term, table: Table) -> bool:
    """Whether the price is stated for the period: then the year's is computed from it."""
    return table.divisor in _factors(term)


def _factors(term: Term) -> tuple[Term, ...]:
    """What the year's price, which this is a part of, is the product of."""
    formula = term.formula if isinstance(term, Amount) else None
    year = formula.over[0] if isinstance(formula, Ratio) else None
    whole = year.formula if isinstance(year, Amount) else None
    return whole.over if isinstance(whole, Ratio) else ()


def _with_ören(tables: list[Table]) -> bool:
    """Whether any price that is stated for the period is not in whole kronor."""
    return any(
        isinstance(factor, Given)
        and factor.kind in (Kind.PRICE, Kind.FIXED)
        and factor.value.denominator != 1
        for table in tables
        for term in _leaves(table)
        if _is_stated(term, table)
        for factor in _factors(term)
    )
