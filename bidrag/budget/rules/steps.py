"""The rules of a ladder: one rule for each step, rows that exist, and no row left out."""

from collections.abc import Iterator

from bidrag.budget.codes import (
    CONFLICTING_KEYS,
    DUPLICATE_KEY,
    DUPLICATE_NAME,
    MISSING_KEY,
    UNKNOWN_ROW,
    UNKNOWN_SCHABLON,
    UNUSED,
)
from bidrag.budget.diagnostics import Diagnostic
from bidrag.budget.rules.scope import Scope, group_rules, unknown
from bidrag.budget.schema import Step
from bidrag.budget.tree import Word
from bidrag.calculation.legal import ADMINISTRATION, LABELS, MOMS

SCHABLONER = (ADMINISTRATION, MOMS)


def step_rules(scope: Scope) -> Iterator[Diagnostic]:
    """Everything that must hold for the activity's steps, its own or the law's."""
    lines, steps = scope.activity.lines, scope.activity.steps
    if steps is None:
        for name in lines:
            if name in LABELS:
                help_text = "byt namn på raden, eller ange verksamhetens egna steg"
                yield Diagnostic(
                    DUPLICATE_NAME, f"{name} är ett steg i lagens stege", help_text, name.place
                )
        return
    known: list[Word] = list(lines)
    for name, step in steps.items():
        if name in lines:
            message = f"{name} är redan en kostnadsrad"
            yield Diagnostic(DUPLICATE_NAME, message, "ge steget ett eget namn", name.place)
        if not scope.is_hole("steg", name):
            yield from _rule_rules(scope, name, step)
        yield from _row_rules(step, known)
        known.append(name)
    yield from _unused(scope, steps)


def _rule_rules(scope: Scope, name: Word, step: Step) -> Iterator[Diagnostic]:
    place = scope.at("steg", name)
    rules = {
        "summa": step.total,
        "schablon": step.schablon,
        "procent": step.percent,
        "belopp": step.amounts,
    }
    stated = [key for key, value in rules.items() if value is not None]
    if not stated:
        help_text = "skriv summa:, schablon: eller procent: med av:, eller belopp:"
        yield Diagnostic(MISSING_KEY, f"steget {name} saknar regel", help_text, place)
    for key in stated[1:]:
        message = f"steget {name} har både {stated[0]} och {key}"
        yield Diagnostic(
            CONFLICTING_KEYS, message, "ett steg har en regel", scope.at("steg", name, key)
        )
    percentage = bool({"schablon", "procent"} & set(stated))
    if percentage and step.base is None:
        help_text = "lägg till av: med raderna som procentsatsen räknas på"
        yield Diagnostic(MISSING_KEY, f"steget {name} saknar av", help_text, place)
    if stated and not percentage and step.base is not None:
        message = f"steget {name} har av utan procentsats"
        help_text = "ta bort av, eller ange schablon: eller procent:"
        yield Diagnostic(CONFLICTING_KEYS, message, help_text, scope.at("steg", name, "av"))
    if step.schablon and step.schablon not in SCHABLONER:
        yield unknown(UNKNOWN_SCHABLON, "schablonen", step.schablon, SCHABLONER, "schabloner")
    if step.amounts is not None:
        yield from group_rules(step.amounts, scope.priced, scope.at("steg", name, "belopp"))


def _row_rules(step: Step, known: list[Word]) -> Iterator[Diagnostic]:
    rows = [*(step.total or []), *(step.base or [])]
    for i, row in enumerate(rows):
        if row and row not in known:
            yield unknown(UNKNOWN_ROW, "raden", row, known, "rader före steget")
        if row and row in rows[:i]:
            help_text = "ta bort den ena; raden räknas en gång"
            yield Diagnostic(DUPLICATE_KEY, f"raden {row} står två gånger", help_text, row.place)


def _unused(scope: Scope, steps: dict[Word, Step]) -> Iterator[Diagnostic]:
    summed = {row for step in steps.values() for row in step.total or []}
    for name in scope.activity.lines:
        if name not in summed:
            help_text = "ta med raden i ett stegs summa, till exempel i ike"
            message = f"raden {name} ingår inte i någon summa"
            yield Diagnostic(UNUSED, message, help_text, name.place)
