"""All legal checks of a budget, each finding answered where the file answers it."""

from collections.abc import Iterable, Iterator

from bidrag.calculation.budget import Answer, Budget
from bidrag.calculation.tables import Calculation
from bidrag.law.checks import (
    ACTUAL_PREMISES,
    AMORTISATION,
    ELEVHÄLSA,
    EXTRA_COSTS,
    FRAME,
    LEGAL,
    MONTHS,
    OUTSIDE,
    STATE_GRANTS,
    Check,
    Severity,
)
from bidrag.review.findings import Finding, Proof, Said
from bidrag.review.legal.rows import row_findings
from bidrag.review.legal.statements import count_findings, date_findings, premises_findings
from bidrag.review.legal.steps import step_findings
from bidrag.review.scope import Scope, scopes


def law(budget: Budget, calculation: Calculation) -> Iterator[Said]:
    """What every legal check says, those that are answered in the file as worth knowing."""
    found = [*date_findings(budget)]
    used: set[Answer] = set()
    said = list(_answered(found, budget.answers, used))
    for scope in scopes(budget, calculation):
        answers = (*scope.activity.answers, *budget.answers)
        said += _answered(_of(scope, budget.year), answers, used)
    yield from said
    every = [
        answer
        for answers in (budget.answers, *(each.answers for each in budget.activities))
        for answer in answers
    ]
    yield from (_needless(answer) for answer in dict.fromkeys(every) if answer not in used)
    broken = {each.check for each in said if not each.answer}
    yield from (
        Proof(check, _tried(check, budget))
        for check in LEGAL
        if check not in broken and check is not MONTHS
    )


def _of(scope: Scope, year: int) -> Iterator[Finding]:
    if scope.agreement is not None:
        yield from premises_findings(scope)
        return
    yield from row_findings(scope)
    yield from step_findings(scope, year)
    yield from count_findings(scope)


def _answered(
    found: Iterable[Finding], answers: tuple[Answer, ...], used: set[Answer]
) -> Iterator[Finding]:
    for finding in found:
        answer = next((each for each in answers if each.code == finding.check.code), None)
        if answer is None:
            yield finding
            continue
        used.add(answer)
        yield finding._replace(severity=Severity.NOTE, answer=answer.reason)


def _needless(answer: Answer) -> Finding:
    check = next(check for check in LEGAL if check.code == answer.code)
    return Finding(
        check,
        Severity.WARNING,
        f"svaret på {answer.code} behövs inte: kontrollen hittar inget",
        f"svar/{answer.code}",
        answer.position,
        "ta bort svaret, så att det inte döljer något senare",
    )


_BY_NAME = (ELEVHÄLSA, AMORTISATION, OUTSIDE, STATE_GRANTS, EXTRA_COSTS)


def _tried(check: Check, budget: Budget) -> str:
    """What it means that nothing was found: a file cannot show what it does not state."""
    if check in _BY_NAME:
        return "prövat på radernas och stegens namn"
    if check is FRAME and not any(activity.frame for activity in budget.activities):
        return "inte prövat: ingen budgetram är angiven"
    if check is ACTUAL_PREMISES and not any(
        agreement.premises for provider in budget.providers for agreement in provider.agreements
    ):
        return "inte aktuellt: ingen huvudman ersätts med faktisk lokalkostnad"
    return "inget att anmärka"
