"""What the cost lines are: the law's items, each for itself, and nothing that belongs elsewhere."""

import re
from collections.abc import Iterator

from bidrag.calculation.budget import Line
from bidrag.calculation.legal import ADMINISTRATION
from bidrag.calculation.tables import Row
from bidrag.law import BESIDE_ITEM, OTHER_ITEM, PREMISES_ITEM
from bidrag.law.checks import (
    AMORTISATION,
    ELEVHÄLSA,
    EVERY_PRICE,
    EXTRA_COSTS,
    ITEMS,
    OUTSIDE,
    OWN_ROWS,
    STATE_GRANTS,
    Check,
    Severity,
)
from bidrag.numerals import listed
from bidrag.review.findings.report import Finding
from bidrag.review.findings.scope import Ladder, Scope, lowers, raises

_EXTRA_COST_WORDS = ("merkostnad",)
_ELEVHÄLSA_WORDS = ("elevhälsa", "elevhalsa", "skolhälsovård")
# Modersmål and lovskola are amounts of their own only in these forms (skollagen 10 kap. 39 §, 11 kap. 38 §).
_BESIDE_WORDS = {
    "grundskola": ("modersmål", "lovskola", "skolskjuts"),
    "förskoleklass": ("skolskjuts",),
    "anpassad grundskola": ("modersmål", "skolskjuts"),
}
# A name that says that something is left out is no reason to believe that it is there.
_LEFT_OUT = re.compile(r"\b(exkl|utan|ej|inte|netto|efter avdrag)\b")


def row_findings(scope: Scope) -> Iterator[Finding]:
    """Everything about the lines of one of the municipality's own tables."""
    yield from _missing_items(scope)
    yield from _unpaid_items(scope)
    yield from _elevhälsa(scope)
    yield from _merged(scope)
    yield from _suspect(
        scope,
        AMORTISATION,
        "amortering",
        "ser ut att innehålla amortering",
        "ta bort den; i lokalkostnaden ingår ränta och avskrivning, men inte amortering",
    )
    yield from _suspect(
        scope,
        STATE_GRANTS,
        "statsbidrag",
        "kan innehålla kostnader som riktade statsbidrag finansierar",
        "ta bort dem; huvudmannen söker bidragen själv",
    )
    yield from _beside(scope)
    yield from _extra_costs(scope)
    yield from _unshared(scope)


def is_beside(line: Line, form: str) -> bool:
    """Whether the line is an amount beside the grundbelopp, by its kostnadsslag or its name."""
    return BESIDE_ITEM in line.items or _has(line, _BESIDE_WORDS.get(form, ()))


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
            f"lägg till raden, skriv {item} i en rads `kostnadsslag:`, "
            "eller ange skälet under verksamhetens `svar:` med nyckeln K01",
            basis=str(scope.activity.form.grundbelopp),
        )


def _unpaid_items(scope: Scope) -> Iterator[Finding]:
    for line in scope.activity.lines:
        unpaid = _unpaid_groups(scope, line)
        if not unpaid:
            continue
        message = f"kostnadsslaget {listed(list(line.items))} är 0 kr för {listed(unpaid)}"
        advice = "skriv beloppet, eller ange skälet under verksamhetens `svar:` med nyckeln K01"
        found = _line_finding(scope, line, ITEMS, Severity.ERROR, message, advice)
        yield found._replace(basis=str(scope.activity.form.grundbelopp))


def _row(scope: Scope, line: Line) -> Row:
    return next(row for row in scope.table.rows if row.key == line.key)


def _unpaid_groups(scope: Scope, line: Line) -> list[str]:
    """The priced groups that get nothing for one of the line's statutory items, of any line."""
    items = [item.key for item in scope.activity.form.items if item.key in line.items]
    lines = [[each for each in scope.activity.lines if item in each.items] for item in items]
    return [
        group.label
        for i, group in enumerate(scope.table.groups)
        if not group.individual and not all(_pays(scope, each, i) for each in lines)
    ]


def _pays(scope: Scope, lines: list[Line], group: int) -> bool:
    """Whether any of the lines has an amount for the group."""
    prices = (_row(scope, line).prices[group] for line in lines)
    return any(price and price.value for price in prices)


def _is_paid(scope: Scope, line: Line) -> bool:
    return any(price and price.value for price in _row(scope, line).prices)


def _has(line: Line, words: tuple[str, ...]) -> bool:
    name = f"{line.key} {line.label}".lower()
    return any(word in name for word in words) and not _LEFT_OUT.search(name)


def _elevhälsa(scope: Scope) -> Iterator[Finding]:
    belongs = any(item.key == "elevhälsa" for item in scope.activity.form.items)
    for line in scope.activity.lines:
        if not belongs and _has(line, _ELEVHÄLSA_WORDS) and _is_paid(scope, line):
            message = f"{line.label} är inget kostnadsslag i {scope.activity.form.key}"
            advice = "flytta kostnaden till skolformen som den hör till, eller ange skälet med K02"
            yield _line_finding(scope, line, ELEVHÄLSA, Severity.WARNING, message, advice)


def _merged(scope: Scope) -> Iterator[Finding]:
    for line in scope.activity.lines:
        if len(line.items) < 2:
            continue
        message = f"raden {line.label} slår ihop {listed(list(line.items))}"
        if PREMISES_ITEM in line.items:
            advice = "dela upp raden; lokalkostnader ska alltid redovisas för sig"
            found = _line_finding(scope, line, OWN_ROWS, Severity.ERROR, message, advice)
            yield found._replace(answerable=False)
            continue
        advice = (
            "dela upp raden (kostnadsslagen redovisas var för sig), eller ange de särskilda skälen "
            "under verksamhetens `svar:` med nyckeln K10"
        )
        yield _line_finding(scope, line, OWN_ROWS, Severity.WARNING, message, advice)


def _suspect(scope: Scope, check: Check, word: str, looks: str, advice: str) -> Iterator[Finding]:
    for line in scope.activity.lines:
        if _has(line, (word,)) and _is_paid(scope, line):
            message = f"raden {line.label} {looks}"
            yield _line_finding(scope, line, check, Severity.WARNING, message, advice)


def _beside(scope: Scope) -> Iterator[Finding]:
    if scope.table.supplement:
        return
    form = scope.activity.form
    ladder = Ladder(scope.activity)
    bases = ladder.base(ADMINISTRATION)
    for line in scope.activity.lines:
        if line.key in bases and is_beside(line, form.key):
            message = f"raden {line.label} ingår i det grundbelopp som administrationen räknas på"
            advice = (
                "lägg beloppet under `tillägg:`, eller ge raden `kostnadsslag: tilläggsbelopp` "
                "och håll den utanför administrationens underlag"
            )
            found = _line_finding(scope, line, OUTSIDE, Severity.WARNING, message, advice)
            yield found._replace(basis=str(form.tilläggsbelopp))


def _extra_costs(scope: Scope) -> Iterator[Finding]:
    advice = "ta bort avdraget; det saknar stöd i lag"
    for line in scope.activity.lines:
        if _has(line, _EXTRA_COST_WORDS) and _is_paid(scope, line):
            message = f"raden {line.label} är ett merkostnadsavdrag"
            yield _line_finding(scope, line, EXTRA_COSTS, Severity.ERROR, message, advice)
    for step in scope.activity.steps:
        name = f"{step.key} {step.label}".lower()
        if any(word in name for word in _EXTRA_COST_WORDS) and (lowers(step) or raises(step)):
            message = f"steget {step.label} är ett merkostnadsavdrag"
            subject = f"{scope.place}/{step.key}"
            yield Finding(EXTRA_COSTS, Severity.ERROR, message, subject, step.position, advice)


def _unshared(scope: Scope) -> Iterator[Finding]:
    """K28: the lines that some recipient is paid without."""
    ladder = Ladder(scope.activity)
    paid = {each.recipient: ladder.leaves((each.row,)) for each in scope.activity.prices}
    for line in scope.activity.lines:
        without = [recipient for recipient, rows in paid.items() if line.key not in rows]
        if without:
            message = f"raden {line.label} ingår inte i priset för {listed(without)}"
            advice = (
                "ta med raden i summan som är priset, eller ange skälet under verksamhetens "
                "`svar:` med nyckeln K28"
            )
            yield _line_finding(scope, line, EVERY_PRICE, Severity.WARNING, message, advice)


def is_named_administration(line: Line) -> bool:
    """Whether the line is administration outside the law's items; måltider have one of their own."""
    name = f"{line.key} {line.label}".lower()
    return "administrati" in name and (line.items == (OTHER_ITEM,) or line.items == (line.key,))
