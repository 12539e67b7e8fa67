"""The rules of an activity: form, groups, counts and weights."""

from collections.abc import Iterator

from bidrag.budget.codes import (
    CONFLICTING_KEYS,
    DIFFERENT_FORMS,
    DUPLICATE_NAME,
    MISSING_COUNT,
    MISSING_KEY,
    OUT_OF_RANGE,
    UNKNOWN_FORM,
    UNUSED,
    YEAR_NOT_COVERED,
)
from bidrag.budget.diagnostics import Diagnostic
from bidrag.budget.grouping import leaves
from bidrag.budget.rules.forms import own_form_rules
from bidrag.budget.rules.grouping import grouping_rules
from bidrag.budget.rules.groups import factor_rules, group_rules, weight_rules
from bidrag.budget.rules.lines import line_rules
from bidrag.budget.rules.periods import period_rules
from bidrag.budget.rules.recipients import recipient_rules
from bidrag.budget.rules.schablons import NONE, schablon_rules
from bidrag.budget.rules.scope import (
    Scope,
    line_label,
    repeated,
    same_label,
    step_label,
    unknown,
)
from bidrag.budget.rules.socioeconomic import socioeconomic_rules
from bidrag.budget.rules.steps import step_rules
from bidrag.budget.scalars import UNREADABLE
from bidrag.budget.schema import Line
from bidrag.budget.tree import BLANK, Word
from bidrag.calculation.budget import TOTAL
from bidrag.calculation.legal import LABELS
from bidrag.law import FORMER_NAMES, FORMS, rate


def activity_rules(scope: Scope) -> Iterator[Diagnostic]:
    """Everything that must hold within one activity."""
    yield from _form_rules(scope)
    yield from grouping_rules(scope)
    yield from _name_rules(scope)
    yield from _count_rules(scope)
    yield from _weight_rules(scope)
    yield from _factor_rules(scope)
    yield from period_rules(scope)
    for name, line in scope.activity.lines.items():
        yield from line_rules(scope, name, line)
    yield from schablon_rules(scope)
    yield from recipient_rules(scope)
    yield from step_rules(scope)
    yield from socioeconomic_rules(scope)


def _form_rules(scope: Scope) -> Iterator[Diagnostic]:
    if scope.activity.own_form is not None:
        yield from own_form_rules(scope)
        return
    if scope.activity.forms is None:
        help_text = "lägg till skolform: eller, för en form som lagen inte känner, egen skolform:"
        message = f"verksamheten {scope.key} saknar skolform"
        yield Diagnostic(MISSING_KEY, message, help_text, scope.key.place)
        return
    yield from _statutory(scope, scope.activity.forms)


def _statutory(scope: Scope, names: list[Word]) -> Iterator[Diagnostic]:
    for name in names:
        if name in FORMER_NAMES:
            message = f"skolformen {name} heter numera {FORMER_NAMES[name]}"
            help_text = f"skriv {FORMER_NAMES[name]}"
            yield Diagnostic(UNKNOWN_FORM, message, help_text, name.place)
        elif name is not BLANK and name not in FORMS:
            yield unknown(UNKNOWN_FORM, "skolformen", name, FORMS, "skolformer")
    yield from repeated("skolformen", names)
    forms = scope.forms
    if len({form.rules for form in forms}) > 1:
        together = " och ".join(form.key for form in forms)
        help_text = "skriv en verksamhet för varje skolform"
        message = f"{together} har inte samma kostnadsslag och schabloner"
        yield Diagnostic(DIFFERENT_FORMS, message, help_text, scope.at("skolform"))
    year = scope.file.year
    if year is not BLANK and any(rate(form.administration, int(year)) is None for form in forms):
        help_text = "de äldsta satserna gäller från 1 juli 2011, alltså från kalenderåret 2012"
        yield Diagnostic(YEAR_NOT_COVERED, f"inga schabloner för {year}", help_text, year.place)


def _name_rules(scope: Scope) -> Iterator[Diagnostic]:
    activity = scope.activity
    yield from _label_rules(scope)
    for name in activity.supplements:
        help_text = "ge tillägget ett eget namn"
        if name in (*activity.groups, TOTAL):
            yield Diagnostic(DUPLICATE_NAME, f"{name} är redan en grupp", help_text, name.place)
        elif name == NONE:
            message = f"{name} står för att en huvudman inte får något tillägg"
            yield Diagnostic(DUPLICATE_NAME, message, help_text, name.place)


def _label_rules(scope: Scope) -> Iterator[Diagnostic]:
    """That no two rows have the same heading."""
    activity = scope.activity
    rows = [line_label(name, line) for name, line in activity.lines.items()]
    rows += [step_label(name, step) for name, step in (activity.steps or {}).items()]
    law = list(LABELS.values()) if activity.steps is None else []
    yield from same_label("två rader heter", rows, law)


def _count_rules(scope: Scope) -> Iterator[Diagnostic]:
    activity = scope.activity
    if activity.count_note and activity.counts is None and activity.weighted_total is None:
        help_text = "lägg till antal: eller viktat antal:, eller ta bort raden"
        message = "inget antal är angivet som kan vara härlett"
        yield Diagnostic(UNUSED, message, help_text, scope.at("antalet är härlett ur"))
    yield from _rounded_away(scope)
    if activity.counts is not None:
        yield from group_rules(scope, activity.counts, scope.at("antal"), alike=False)
        if activity.weighted_total is not None:
            help_text = "ta bort det ena; med antal räknas det viktade antalet fram"
            message = "både antal och viktat antal är angivna"
            yield Diagnostic(CONFLICTING_KEYS, message, help_text, scope.at("viktat antal"))
        return
    if activity.weighted_total is not None and any(line.shares for line in activity.lines.values()):
        return
    rows = {**activity.lines, **activity.shared_steps}
    needing = [name for name, line in rows.items() if _needs_counts(scope, line)]
    if needing:
        help_text = "lägg till antal: med ett tal för varje grupp"
        message = f"antal saknas, och behövs för {', '.join(needing)}"
        yield Diagnostic(MISSING_COUNT, message, help_text, scope.key.place)


def _rounded_away(scope: Scope) -> Iterator[Diagnostic]:
    """That no count is so small beside its source's rounding that it may be none at all."""
    unit = scope.file.rounding and scope.file.rounding.counts
    counts = [*leaves(scope.activity.counts or {}), scope.activity.weighted_total]
    for count in counts if unit else ():
        if count and unit and count is not UNREADABLE and count.value <= unit.value / 2:
            message = "antalet kan vara noll, så grovt som källan är avrundad"
            help_text = "rätta antalet, eller enheten under avrundat i källan:"
            yield Diagnostic(OUT_OF_RANGE, message, help_text, count.place)


def _needs_counts(scope: Scope, line: Line) -> bool:
    if line.prices is not None or line.budget is None:
        return False
    weighted = line.weights is not None or (scope.activity.weights is not None and not line.shares)
    return not (weighted and scope.activity.weighted_total is not None)


def _factor_rules(scope: Scope) -> Iterator[Diagnostic]:
    activity = scope.activity
    yield from factor_rules(scope, activity.factors)
    lines = [*activity.lines.values(), *activity.shared_steps.values()]
    own = (line.factors is not None or line.shares is not None for line in lines)
    if activity.factors is not None and lines and all(own):
        help_text = "ta bort faktorer, eller låt någon rad vara utan egna"
        message = "alla rader har egna faktorer eller andelar"
        yield Diagnostic(UNUSED, message, help_text, scope.at("faktorer"))


def _weight_rules(scope: Scope) -> Iterator[Diagnostic]:
    activity = scope.activity
    if activity.weights is None:
        if activity.weighted_total is not None:
            help_text = "lägg till vikter: med ett tal för varje grupp"
            message = "viktat antal är angivet utan vikter"
            yield Diagnostic(MISSING_KEY, message, help_text, scope.at("viktat antal"))
        return
    place = scope.at("vikter")
    yield from weight_rules(scope, activity.weights, place)
    lines = [*activity.lines.values(), *activity.shared_steps.values()]
    if lines and all(line.weights or line.shares or line.prices for line in lines):
        help_text = "ta bort vikter och viktat antal, eller låt någon rad ha bara en budget"
        yield Diagnostic(UNUSED, "vikterna används inte av någon rad", help_text, place)
