"""Fees from guardians: what counts as one, and whose price it is deducted from."""

from collections.abc import Iterator

from bidrag.calculation.budget import Price, Step
from bidrag.law.checks import FEE_LAST, Severity
from bidrag.review.findings.report import Finding
from bidrag.review.findings.scope import Ladder, Scope, lowers

_FEE_WORDS = ("avgift",)


def is_fee(step: Step) -> bool:
    """Whether the step is a fee, by its name."""
    return any(word in f"{step.key} {step.label}".lower() for word in _FEE_WORDS)


def collector_findings(scope: Scope) -> Iterator[Finding]:
    """K07: where the file tells who takes the fee, it is deducted from them and from no other fristående."""
    prices = scope.activity.prices
    if scope.table.supplement or not any(price.kind.collects_fee for price in prices):
        return
    ladder = Ladder(scope.activity)
    fees = [step for step in scope.activity.steps if is_fee(step) and lowers(step)]
    for price in prices:
        paid = ladder.leaves((price.row,))
        deducted = [step for step in fees if step.key in paid]
        if price.kind.collects_fee and not deducted and scope.activity.form.fee:
            yield _not_deducted(scope, price)
        elif price.kind.independent and not price.kind.collects_fee:
            yield from (_wrongly_deducted(scope, price, step) for step in deducted)


def _not_deducted(scope: Scope, price: Price) -> Finding:
    return Finding(
        FEE_LAST,
        Severity.WARNING,
        f"ingen avgift dras av från det som betalas till {price.recipient}",
        f"{scope.place}/{price.row}",
        scope.activity.position,
        "lägg till ett steg för avgiften, med belopp:, i summan som är priset",
    )


def _wrongly_deducted(scope: Scope, price: Price, step: Step) -> Finding:
    return Finding(
        FEE_LAST,
        Severity.ERROR,
        f"{step.label} dras av från det som betalas till {price.recipient}, som inte tar ut avgiften",
        f"{scope.place}/{step.key}",
        step.position,
        f"ta bort `{step.key}` ur summan `{price.row}`",
    )
