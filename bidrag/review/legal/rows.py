"""What the cost lines are: the law's items, each for itself, and nothing that belongs elsewhere."""

from collections.abc import Iterator

from bidrag.calculation.budget import FixedStep, Line, PercentStep, SumStep
from bidrag.calculation.legal import ADMINISTRATION
from bidrag.calculation.tables import Row
from bidrag.law import BESIDE_ITEM, PREMISES_ITEM
from bidrag.law.checks import (
    AMORTISATION,
    ELEVHÄLSA,
    EXTRA_COSTS,
    ITEMS,
    OUTSIDE,
    OWN_ROWS,
    STATE_GRANTS,
    Check,
    Severity,
)
from bidrag.review.findings import Finding
from bidrag.review.scope import Ladder, Scope

_BESIDE_WORDS = ("modersmål", "lovskola", "skolskjuts", "tilläggsbelopp")
_GRANT_WORDS = ("statsbidrag",)
_AMORTISATION_WORDS = ("amortering",)
_EXTRA_COST_WORDS = ("merkostnad",)
_ELEVHÄLSA_WORDS = ("elevhälsa", "elevhalsa", "skolhälsovård")


def row_findings(scope: Scope) -> Iterator[Finding]:
    """Everything about the lines of one of the municipality's own tables."""
    yield from _missing_items(scope)
    yield from _zero_items(scope)
    yield from _elevhälsa(scope)
    yield from _merged(scope)
    yield from _named(
        scope,
        AMORTISATION,
        _AMORTISATION_WORDS,
        "ser ut att vara amortering",
        "ta bort den; i lokalkostnaden ingår ränta och avskrivning, men inte amortering",
    )
    yield from _beside(scope)
    yield from _named(
        scope,
        STATE_GRANTS,
        _GRANT_WORDS,
        "ser ut att finansieras av riktade statsbidrag",
        "ta bort kostnader som riktade statsbidrag finansierar; huvudmannen söker dem själv",
    )
    yield from _extra_costs(scope)


def _line_finding(
    scope: Scope, line: Line, check: Check, severity: Severity, message: str, advice: str
) -> Finding:
    subject = f"{scope.place}/{line.key}"
    return Finding(check, severity, message, subject, line.position, advice)


def _missing_items(scope: Scope) -> Iterator[Finding]:
    for item in scope.activity.uncovered:
        yield Finding(
            ITEMS,
            Severity.ERROR,
            f"kostnadsslaget {item} har ingen rad i {scope.activity.title}",
            scope.place,
            scope.activity.position,
            f"lägg till raden, skriv {item} i en rads kostnadsslag, "
            "eller svara med skälet under svar: K01:",
        )


def _zero_items(scope: Scope) -> Iterator[Finding]:
    statutory = {item.key for item in scope.activity.form.items}
    for line in scope.activity.lines:
        if statutory.isdisjoint(line.items) or _is_paid(_row(scope, line)):
            continue
        message = f"kostnadsslaget {' och '.join(line.items)} är 0 kr"
        advice = "skriv beloppet, eller svara med skälet under svar: K01:"
        yield _line_finding(scope, line, ITEMS, Severity.ERROR, message, advice)


def _row(scope: Scope, line: Line) -> Row:
    return next(row for row in scope.table.rows if row.key == line.key)


def _is_paid(row: Row) -> bool:
    return any(price and price.value for price in row.prices)


def _has(line: Line, words: tuple[str, ...]) -> bool:
    name = f"{line.key} {line.label}".lower()
    return any(word in name for word in words)


def _elevhälsa(scope: Scope) -> Iterator[Finding]:
    belongs = any(item.key == "elevhälsa" for item in scope.activity.form.items)
    for line in scope.activity.lines:
        if not belongs and _has(line, _ELEVHÄLSA_WORDS) and _is_paid(_row(scope, line)):
            message = f"{line.label} är inget kostnadsslag i {scope.activity.form.key}"
            advice = "flytta kostnaden till skolformen den hör till, eller svara med skälet"
            yield _line_finding(scope, line, ELEVHÄLSA, Severity.WARNING, message, advice)


def _merged(scope: Scope) -> Iterator[Finding]:
    for line in scope.activity.lines:
        if len(line.items) < 2:
            continue
        always = PREMISES_ITEM in line.items
        severity = Severity.ERROR if always else Severity.WARNING
        why = "lokalkostnader ska alltid redovisas" if always else "de redovisas en för en"
        message = f"{line.label} slår ihop {', '.join(line.items)}"
        advice = f"dela raden ({why}), eller svara med de särskilda skälen under svar: K10:"
        yield _line_finding(scope, line, OWN_ROWS, severity, message, advice)


def _named(
    scope: Scope, check: Check, words: tuple[str, ...], looks: str, advice: str
) -> Iterator[Finding]:
    for line in scope.activity.lines:
        if _has(line, words) and _is_paid(_row(scope, line)):
            message = f"raden {line.label} {looks}"
            yield _line_finding(scope, line, check, Severity.WARNING, message, advice)


def _beside(scope: Scope) -> Iterator[Finding]:
    ladder = Ladder(scope.activity)
    bases = {
        row for _, rule in ladder.percentages(ADMINISTRATION) for row in ladder.leaves(rule.rows)
    }
    for line in scope.activity.lines:
        is_beside = BESIDE_ITEM in line.items or _has(line, _BESIDE_WORDS)
        if is_beside and line.key in bases and not scope.table.supplement:
            message = f"{line.label} ingår i grundbeloppet som administrationen räknas på"
            advice = "lägg beloppet under tillägg:, eller utanför administrationens underlag"
            yield _line_finding(scope, line, OUTSIDE, Severity.WARNING, message, advice)


def _extra_costs(scope: Scope) -> Iterator[Finding]:
    advice = "ta bort avdraget; det saknar stöd i lag"
    for line in scope.activity.lines:
        if _has(line, _EXTRA_COST_WORDS) and _is_paid(_row(scope, line)):
            message = f"raden {line.label} är ett merkostnadsavdrag"
            yield _line_finding(scope, line, EXTRA_COSTS, Severity.ERROR, message, advice)
    for step in scope.activity.steps:
        name = f"{step.key} {step.label}".lower()
        if any(word in name for word in _EXTRA_COST_WORDS) and _is_nonzero(step.rule):
            message = f"steget {step.label} är ett merkostnadsavdrag"
            subject = f"{scope.place}/{step.key}"
            yield Finding(EXTRA_COSTS, Severity.ERROR, message, subject, step.position, advice)


def _is_nonzero(rule: SumStep | PercentStep | FixedStep) -> bool:
    if isinstance(rule, FixedStep):
        return any(amount.value for amount in rule.amounts.values())
    return isinstance(rule, PercentStep) and rule.rate.value != 0
