"""What check says of the decided amounts: proved, explained, wrong with a cause, or nowhere to be found."""

from collections.abc import Iterator
from difflib import get_close_matches

from bidrag.calculation.budget import Budget
from bidrag.calculation.formula import Position
from bidrag.calculation.period import Coin, Rounding
from bidrag.calculation.stated import (
    PRICES,
    Cell,
    Measure,
    StatedTable,
    calculated,
    measures_of,
    paid,
)
from bidrag.calculation.tables import Calculation
from bidrag.law.checks import Check, Severity
from bidrag.numerals import decimal, in_kronor
from bidrag.review.findings.decided import Comparison, Terms, Verdict, compare, only
from bidrag.review.findings.diagnosis.diagnose import ADJUST, Cause, diagnose
from bidrag.review.findings.report import Finding, Proof, Said, Side
from bidrag.rounding import kronor_and_ören, published

AMOUNTS = Check("D01", "varje beslutat belopp är det beräknade", "")
CELLS = Check("D02", "varje beslutat belopp finns bland de beräknade", "")
INDIVIDUAL = Check("D03", "de grupper som enligt beslutet avgörs individuellt gör det", "")
COMPLETE = Check("D04", "varje beräknat belopp finns i beslutet", "")
DECISION = (AMOUNTS, CELLS, INDIVIDUAL, COMPLETE)

UNITS = {Measure.BUDGET: "kr per år"} | {
    measure: f"kr per {{}} och {period}" for period, measure in PRICES.items()
}
_SHOWN = 5


def decision(budget: Budget, calculation: Calculation, decided: StatedTable) -> Iterator[Said]:
    """Every stated amount against the calculated one, with a cause for those that are wrong."""
    terms = calculated(budget, measures_of(decided)) | dict(paid(calculation))
    decided = _in_units(decided, budget.rounding)
    found = compare(decided, terms)
    causes = diagnose(budget, decided, found, terms)
    units = _units(calculation)
    for each in only(found, Verdict.WRONG):
        yield _deviation(each, units, causes.get(each, Cause("", ADJUST)))
    nowhere = [_nowhere(each, terms, units) for each in only(found, Verdict.UNKNOWN)]
    individual = list(_individual(calculation, decided))
    yield from (*nowhere, *individual)
    yield from _left_out(decided, terms)
    yield from _proofs(found, units, budget.rounding)
    if not nowhere:
        yield Proof(CELLS, f"{len(found)} belopp")
    if not individual:
        yield Proof(INDIVIDUAL, f"{len(decided.individual)} grupper")


Units = dict[tuple[str, str], str]
"""What a price is per: by activity and group, and by activity alone for a group that it has not."""


def _units(calculation: Calculation) -> Units:
    tables = calculation.printed
    by_activity = {(table.activity, ""): table.unit for table in tables if not table.supplement}
    by_group = {
        (table.activity, group.key): table.unit for table in tables for group in table.groups
    }
    return by_activity | by_group


def _unit(cell: Cell, units: Units) -> str:
    own = units.get((cell.activity, cell.group))
    return own or units.get((cell.activity, ""), "barn eller elev")


def _in_units(decided: StatedTable, rounding: Rounding) -> StatedTable:
    """The table with its prices read as the municipality prints them: 37 is 37,00 where it prints ören."""
    amounts = tuple(
        each
        if each.cell.measure is Measure.BUDGET
        else each._replace(margin=min(each.margin, rounding.unit(each.cell.measure.period) / 2))
        for each in decided.amounts
    )
    return decided._replace(amounts=amounts)


def no_decision(budget: Budget) -> Finding:
    """That there is nothing to compare with."""
    name = budget.file.rpartition(".")[0]
    return Finding(
        AMOUNTS,
        Severity.NOTE,
        f"inga beslutade belopp är jämförda: {name}.csv finns inte",
        budget.file,
        budget.year_position,
        f"spara beslutets belopp som {name}.csv bredvid budgetfilen",
    )


def _subject(each: Comparison, units: Units) -> str:
    cell = each.stated.cell
    return f"{cell.address}, {UNITS[cell.measure].format(_unit(cell, units))}"


def _deviation(each: Comparison, units: Units, cause: Cause) -> Finding:
    assert each.term is not None
    direction = "för mycket" if each.difference > 0 else "för lite"
    return Finding(
        AMOUNTS,
        Severity.ERROR,
        "det beslutade beloppet avviker från det beräknade mer än avrundning förklarar",
        _subject(each, units),
        each.stated.position,
        cause.help,
        (
            Side("beslutat", in_kronor(each.stated.value)),
            Side("beräknat", _calculated(each)),
            *_reach(each),
        ),
        f"{in_kronor(abs(each.difference))} {direction} i beslutet",
        each.difference,
        cause.text,
        cause.about,
    )


def _calculated(each: Comparison) -> str:
    """As it would have been printed, and with two decimals where that rounds."""
    assert each.term is not None
    printed = published(each.term, each.unit)
    exact = "" if printed == each.term.value else f" ({kronor_and_ören(each.term.value)})"
    return f"{in_kronor(printed)}{exact}"


def _reach(each: Comparison) -> Iterator[Side]:
    """How far the source's rounding could move the amount, where it could at all."""
    if each.span.low < each.span.high:
        ends = f"{kronor_and_ören(each.span.low)}–{kronor_and_ören(each.span.high)}"
        yield Side("med källans avrundning", ends)


def _nowhere(each: Comparison, terms: Terms, units: Units) -> Finding:
    address = each.stated.cell.address
    known = {cell.address.casefold(): cell.address for cell in terms}
    near = get_close_matches(address.casefold(), known, n=1)
    hint = f"menade du {known[near[0]]}? " if near and known[near[0]] != address else ""
    return Finding(
        CELLS,
        Severity.ERROR,
        f"det beslutade beloppet {address} finns inte i budgeten",
        _subject(each, units),
        each.stated.position,
        f"{hint}Verksamhet, huvudman, grupp och rad ska vara budgetens egna namn",
        (Side("beslutat", in_kronor(each.stated.value)), Side("beräknat", "inget")),
    )


def _individual(calculation: Calculation, decided: StatedTable) -> Iterator[Finding]:
    known = {
        (table.activity, table.provider, group.key)
        for table in calculation.printed
        for group in table.groups
        if group.individual
    }
    for group in decided.individual:
        if group.key not in known:
            address = group.address
            message = f"{address} avgörs individuellt enligt beslutet, men inte enligt budgeten"
            advice = "lägg till gruppen i `beslutas individuellt:`, eller ta bort raden ur beslutet"
            yield Finding(INDIVIDUAL, Severity.ERROR, message, address, group.position, advice)


def _left_out(decided: StatedTable, terms: Terms) -> Iterator[Finding | Proof]:
    """Calculated amounts that the decision does not list, in the measures that it does."""
    stated = {each.cell for each in decided.amounts}
    measures = measures_of(decided)
    missing = [cell for cell in terms if cell.measure in measures and cell not in stated]
    tables = dict.fromkeys((cell.activity, cell.provider) for cell in missing)
    for activity, provider in tables:
        lacking = [
            each for each in missing if (each.activity, each.provider) == (activity, provider)
        ]
        shown = ", ".join(dict.fromkeys(f"{cell.group}/{cell.row}" for cell in lacking[:_SHOWN]))
        more = " …" if len(lacking) > _SHOWN else ""
        subject = "/".join(filter(None, (provider, activity)))
        yield Finding(
            COMPLETE,
            Severity.NOTE,
            f"{len(lacking)} beräknade belopp i {subject} finns inte i beslutet: {shown}{more}",
            subject,
            Position(decided.file, 1, 1, ()),
            "lägg till dem i beslutet om de ska betalas",
        )
    if not missing:
        yield Proof(COMPLETE, f"{len(terms)} belopp")


def _proofs(found: list[Comparison], units: Units, rounding: Rounding) -> Iterator[Proof]:
    exact = len(list(only(found, Verdict.EXACT)))
    measures = {each.stated.cell.measure for each in found} - {Measure.BUDGET}
    coin = min(
        (rounding.coin(each.period) for each in measures),
        key=lambda coin: coin.unit,
        default=Coin.KRONA,
    )
    rounded = list(only(found, Verdict.ROUNDING))
    yield Proof(
        AMOUNTS,
        f"{exact + len(rounded)} av {len(found)} beslutade belopp är förklarade: "
        f"{exact} på {coin.definite}, {len(rounded)} av källans avrundning",
    )
    for each in rounded:
        assert each.term is not None
        stated, exactly = decimal(each.stated.value), kronor_and_ören(each.term.value)
        text = f"avrundning: {_subject(each, units)}: beslutat {stated}, beräknat {exactly}"
        yield Proof(AMOUNTS, text)
