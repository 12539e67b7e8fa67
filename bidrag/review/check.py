"""`check`: every sum proved, every decided amount compared, every decidable rule of law tried."""

from collections.abc import Iterator

from bidrag.calculation import compute
from bidrag.calculation.budget import Budget
from bidrag.calculation.stated import Measure, StatedTable
from bidrag.calculation.tables import Calculation
from bidrag.law.checks import Check, Severity
from bidrag.numerals import decimal, in_kronor
from bidrag.review.decided import (
    Comparison,
    Verdict,
    calculated,
    compare,
    measures_of,
    only,
)
from bidrag.review.diagnosis.diagnose import diagnose
from bidrag.review.findings import Finding, Proof, Report, Said, Side, report
from bidrag.review.legal.law import law
from bidrag.review.sums import sums
from bidrag.rounding import quantity

_DECISION = "beslutet är vad som betalas"
AMOUNTS = Check("D01", "varje beslutat belopp är det beräknade", _DECISION)
CELLS = Check("D02", "varje beslutat belopp finns bland de beräknade", _DECISION)
INDIVIDUAL = Check(
    "D03", "de grupper som beslutas individuellt är desamma i beslut och budget", _DECISION
)

UNITS = {
    Measure.BUDGET: "kr per år",
    Measure.YEAR: "kr per {} och år",
    Measure.TERM: "kr per {} och termin",
    Measure.MONTH: "kr per {} och månad",
    Measure.DAY: "kr per {} och dag",
}


def check(budget: Budget, decided: StatedTable | None) -> Report:
    """Everything that the checks say of the budget; `decided` are the amounts decided, if listed."""
    calculation = compute(budget)
    said = [
        *sums(budget, calculation),
        *([] if decided is None else _decided(budget, calculation, decided)),
        *law(budget, calculation),
    ]
    ordered = sorted(said, key=lambda each: _order(each, budget.file))
    return report(budget.file, budget.year, ordered)


def _order(said: Said, file: str) -> tuple[bool, int, int]:
    """Findings in the order of the files, the budget first; proofs in the order of the checks."""
    if isinstance(said, Proof) or said.position is None:
        return False, 0, 0
    return said.position.file != file, said.position.line, said.position.column


def _decided(budget: Budget, calculation: Calculation, decided: StatedTable) -> Iterator[Said]:
    terms = calculated(budget, measures_of(decided))
    found = compare(decided, terms)
    causes = diagnose(budget, decided, found, terms)
    units = {table.activity: table.unit for table in calculation.tables}
    for each in only(found, Verdict.WRONG):
        yield _deviation(each, units, causes.get(each, ""))
    for each in only(found, Verdict.UNKNOWN):
        yield _nowhere(each)
    yield from _individual(calculation, decided)
    yield from _proofs(found, units)


def _subject(each: Comparison, units: dict[str, str]) -> str:
    cell = each.stated.cell
    return f"{cell.address}, {UNITS[cell.measure].format(units.get(cell.activity, 'enhet'))}"


def _deviation(each: Comparison, units: dict[str, str], cause: str) -> Finding:
    assert each.term is not None
    direction = "för mycket" if each.difference > 0 else "för lite"
    reach = max(abs(each.span.low - each.term.value), abs(each.span.high - each.term.value))
    return Finding(
        AMOUNTS,
        Severity.ERROR,
        "beslutat belopp är inte det beräknade, och avrundning förklarar det inte",
        _subject(each, units),
        each.stated.position,
        f"rätta beslutet eller budgeten; källans avrundning rår för högst {quantity(reach, 'kr')}",
        (
            Side("beslutat", in_kronor(each.stated.value)),
            Side("beräknat", quantity(each.term.value, "kr")),
        ),
        f"{in_kronor(abs(each.difference))} {direction} i beslutet",
        each.difference,
        cause,
    )


def _nowhere(each: Comparison) -> Finding:
    address = each.stated.cell.address
    return Finding(
        CELLS,
        Severity.ERROR,
        f"det beslutade beloppet {address} finns inte i budgeten",
        address,
        each.stated.position,
        "kontrollera verksamhet, huvudman, grupp och rad mot bidrag compute ÅR --format csv",
        (Side("beslutat", in_kronor(each.stated.value)), Side("beräknat", "inget")),
    )


def _individual(calculation: Calculation, decided: StatedTable) -> Iterator[Finding]:
    known = {
        (table.activity, table.provider, group.key)
        for table in calculation.tables
        for group in table.groups
        if group.individual
    }
    for key in decided.individual:
        if key not in known:
            address = "/".join(filter(None, key))
            message = f"{address} beslutas individuellt enligt beslutet men inte enligt budgeten"
            advice = "lägg till gruppen i beslutas individuellt:, eller ta bort raden ur beslutet"
            yield Finding(INDIVIDUAL, Severity.ERROR, message, address, None, advice)


def _proofs(found: list[Comparison], units: dict[str, str]) -> Iterator[Proof]:
    exact = len(list(only(found, Verdict.EXACT)))
    rounded = list(only(found, Verdict.ROUNDING))
    yield Proof(
        AMOUNTS,
        f"{exact + len(rounded)} av {len(found)} beslutade belopp är förklarade: "
        f"{exact} på kronan, {len(rounded)} av källans avrundning",
    )
    for each in rounded:
        assert each.term is not None
        stated, exact_value = decimal(each.stated.value), quantity(each.term.value, "kr")
        text = f"avrundning: {_subject(each, units)}: beslutat {stated}, beräknat {exact_value}"
        yield Proof(AMOUNTS, text)
