"""All legal checks of a budget, each finding answered where the file answers it."""

from collections.abc import Iterable, Iterator

from bidrag.calculation.budget import Answer, Budget, IndexSplit
from bidrag.calculation.tables import Calculation, Table
from bidrag.law.checks import (
    ACTUAL_PREMISES,
    ADMINISTRATION_BASE,
    AMORTISATION,
    COUNT_BASIS,
    ELEVHÄLSA,
    EVERY_PRICE,
    FEE_LAST,
    FRAME,
    LEGAL,
    MOMS_BASE,
    MONTHS,
    OUTSIDE,
    PAID_MONTHS,
    RATES,
    STATE_GRANTS,
    UNIT_COUNTS,
    Check,
    Severity,
)
from bidrag.review.findings.legal.amounts import amount_findings, unit_findings
from bidrag.review.findings.legal.fees import collector_findings
from bidrag.review.findings.legal.payments import paid_findings
from bidrag.review.findings.legal.rows import row_findings
from bidrag.review.findings.legal.statements import (
    count_findings,
    date_findings,
    month_findings,
    own_form_findings,
    premises_findings,
)
from bidrag.review.findings.legal.steps import step_findings
from bidrag.review.findings.report import Finding, Proof, Said
from bidrag.review.findings.scope import Scope, scopes


def law(budget: Budget, calculation: Calculation) -> Iterator[Said]:
    """What every legal check says, those that are answered in the file as worth knowing."""
    used: set[Answer] = set()
    found = list(_answered(date_findings(budget), budget.answers, used))
    known = scopes(budget, calculation)
    every = [(scope, each) for scope in known for each in _of(scope, budget.year)]
    every += unit_findings(known)
    every += paid_findings(known, calculation.payments)
    for scope, finding in _once(every):
        found += _answered([finding], _answers(scope), used)
    yield from found
    needless = dict.fromkeys(each for each in _every_answer(budget) if each not in used)
    yield from map(_needless, needless)
    yield from (Proof(check, _tried(check, budget, found)) for check in LEGAL if check != MONTHS)


def _of(scope: Scope, year: int) -> Iterator[Finding]:
    yield from amount_findings(scope)
    if not scope.activity.form.lawful:
        yield from own_form_findings(scope)
        return
    if scope.agreement is not None:
        yield from premises_findings(scope)
        return
    yield from row_findings(scope)
    yield from step_findings(scope, year)
    yield from collector_findings(scope)
    yield from count_findings(scope)
    yield from month_findings(scope)


def _once(every: list[tuple[Scope, Finding]]) -> Iterator[tuple[Scope, Finding]]:
    """The findings, but of what is revised only those that nothing before it has."""
    told = set[tuple[str, ...]]()
    for scope, finding in every:
        what = finding.check.code, finding.subject, finding.message
        about = tuple(_unrevised(text, scope.table) for text in what)
        if scope.table.revision is None or about not in told:
            yield scope, finding
        told.add(about)


def _unrevised(text: str, table: Table) -> str:
    """The text with what the table revises in its place."""
    if table.revision is None:
        return text
    return text.replace(table.activity, table.origin).replace(table.revision.title(""), "")


def _answers(scope: Scope) -> tuple[Answer, ...]:
    return scope.activity.answers if scope.agreement is None else scope.agreement.answers


def _every_answer(budget: Budget) -> Iterator[Answer]:
    yield from budget.answers
    for activity in budget.activities:
        if not activity.supplement:
            yield from activity.answers
    for provider in budget.providers:
        for agreement in provider.agreements:
            yield from agreement.answers


def _answered(
    found: Iterable[Finding], answers: tuple[Answer, ...], used: set[Answer]
) -> Iterator[Finding]:
    for finding in found:
        answer = next((each for each in answers if each.code == finding.check.code), None)
        if answer is None or not finding.answerable:
            yield finding
            continue
        used.add(answer)
        yield finding._replace(severity=Severity.NOTE, answer=answer.reason)


def _needless(answer: Answer) -> Finding:
    check = next(check for check in LEGAL if check.code == answer.code)
    return Finding(
        check,
        Severity.WARNING,
        f"svaret på {answer.code} behövs inte: det finns inget att svara på",
        f"svar/{answer.code}",
        answer.position,
        "ta bort svaret, så att det inte döljer något senare",
    )


_BY_NAME = (ELEVHÄLSA, AMORTISATION, OUTSIDE, STATE_GRANTS)
_AFTER_RATES = (ADMINISTRATION_BASE, MOMS_BASE, FEE_LAST)


def _tried(check: Check, budget: Budget, found: list[Finding]) -> str:
    """What came of a check; that nothing was found says no more than what the file shows."""
    told = [each for each in found if each.check == check]
    answered = sum(bool(each.answer) for each in told)
    if told:
        rest = len(told) - answered
        counted = [f"{rest} att se ovan"] if rest else []
        return ", ".join([*counted, *([f"{answered} besvarade i filen"] if answered else [])])
    if check in _AFTER_RATES and any(each.check == RATES for each in found):
        return "prövat bara på de schabloner som finns, se K03"
    if not _is_stated(check, budget):
        return "inte aktuellt: filen anger inget sådant"
    return "inget i radernas namn tyder på det" if check in _BY_NAME else "inget att anmärka"


def _is_stated(check: Check, budget: Budget) -> bool:
    """Whether the file has what the check is about."""
    if check is FRAME:
        return any(activity.frame for activity in budget.activities)
    if check is PAID_MONTHS:
        return any(each.revision for each in budget.activities) or any(
            agreement.revision for provider in budget.providers for agreement in provider.agreements
        )
    if check is COUNT_BASIS:
        groups = (group for activity in budget.activities for group in activity.groups)
        weighted = any(activity.weighted_total for activity in budget.activities)
        return weighted or any(group.children for group in groups)
    if check is UNIT_COUNTS:
        lines = (line for activity in budget.activities for line in activity.lines)
        return any(isinstance(line.split, IndexSplit) for line in lines)
    if check is EVERY_PRICE:
        return any(len(activity.prices) > 1 for activity in budget.activities)
    if check is ACTUAL_PREMISES:
        agreements = (each for provider in budget.providers for each in provider.agreements)
        return any(agreement.premises for agreement in agreements)
    return True
