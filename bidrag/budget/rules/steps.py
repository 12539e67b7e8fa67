"""The rules of a ladder: one rule for each step, rows that exist, and no row left out."""

from collections.abc import Iterable, Iterator

from bidrag.budget.codes import (
    CONFLICTING_KEYS,
    DUPLICATE_NAME,
    MISSING_KEY,
    TOO_DEEP,
    UNKNOWN_ROW,
    UNKNOWN_SCHABLON,
)
from bidrag.budget.diagnostics import Diagnostic
from bidrag.budget.rules.balance import balance_rules
from bidrag.budget.rules.groups import factor_rules, group_rules, zero_rules
from bidrag.budget.rules.lines import meant_items
from bidrag.budget.rules.scope import Scope, repeated, unknown
from bidrag.budget.schema import Step
from bidrag.budget.tree import Word
from bidrag.calculation.legal import LABELS, SCHABLONS

MAX_STEPS = 50


def step_rules(scope: Scope) -> Iterator[Diagnostic]:
    """Everything that must hold for the activity's steps, its own or the law's."""
    lines, steps = scope.activity.lines, scope.activity.steps
    if steps is None:
        yield from _taken_names(lines)
        return
    if len(steps) > MAX_STEPS:
        help_text = f"skriv högst {MAX_STEPS} steg"
        message = f"verksamheten har {len(steps)} steg"
        yield Diagnostic(TOO_DEEP, message, help_text, scope.at("steg"))
        return
    known: list[Word] = list(lines)
    meant = meant_items(scope) - lines.keys()
    found: list[Diagnostic] = []
    for name, step in steps.items():
        if name in lines:
            message = f"{name} är redan en kostnadsrad"
            found.append(Diagnostic(DUPLICATE_NAME, message, "ge steget ett eget namn", name.place))
        if not scope.is_hole("steg", name):
            found += _rule_rules(scope, name, step)
        found += _row_rules(step, known, meant)
        known.append(name)
    yield from found
    if not found and not any(row in meant for step in steps.values() for row in _rows(step)):
        yield from balance_rules(scope, steps)


def _taken_names(lines: Iterable[Word]) -> Iterator[Diagnostic]:
    for name in lines:
        if name in SCHABLONS:
            help_text = f"ta bort raden; {name} räknas ut med lagens schablon"
            yield Diagnostic(DUPLICATE_NAME, f"{name} är lagens schablon", help_text, name.place)
        elif name in LABELS:
            help_text = "byt namn på raden, eller ange verksamhetens egna steg"
            message = f"{name} är ett steg i lagens stege"
            yield Diagnostic(DUPLICATE_NAME, message, help_text, name.place)


def _rule_rules(scope: Scope, name: Word, step: Step) -> Iterator[Diagnostic]:
    place = scope.at("steg", name)
    rules = {
        "summa": step.total,
        "schablon": step.schablon,
        "procent": step.percent,
        "belopp": step.amounts,
        "budget": step.budget,
    }
    stated = [key for key, value in rules.items() if value is not None]
    if not stated:
        help_text = "skriv summa:, schablon: eller procent: med av:, belopp: eller budget:"
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
    if step.schablon and step.schablon not in SCHABLONS:
        yield unknown(UNKNOWN_SCHABLON, "schablonen", step.schablon, SCHABLONS, "schabloner")
    yield from _amount_rules(scope, name, step)


def _amount_rules(scope: Scope, name: Word, step: Step) -> Iterator[Diagnostic]:
    if step.amounts is not None:
        yield from group_rules(scope, step.amounts, scope.at("steg", name, "belopp"))
    elif step.factors is not None:
        message = f"steget {name} har faktorer utan belopp"
        help_text = "ta bort faktorerna, eller ange belopp:"
        yield Diagnostic(CONFLICTING_KEYS, message, help_text, scope.at("steg", name, "faktorer"))
    yield from factor_rules(scope, step.factors)
    if step.budget is not None:
        shared = scope.activity.shared_steps[name]
        yield from zero_rules(scope, shared, scope.at("faktorer"))


def _rows(step: Step) -> list[Word]:
    return [*(step.total or []), *(step.base or [])]


def _row_rules(step: Step, known: list[Word], meant: set[str]) -> Iterator[Diagnostic]:
    """That the rows exist, but for those `meant` by a line whose name has been reported as unknown."""
    rows = _rows(step)
    for row in rows:
        if row and known and row not in known and row not in meant:
            yield unknown(UNKNOWN_ROW, "raden", row, known, "rader före steget")
    yield from repeated("raden", rows, "ta bort den ena; raden räknas en gång")
