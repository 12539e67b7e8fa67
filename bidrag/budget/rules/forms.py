"""The rules of a form of the municipality's own: not one of the law's, and rates where they are needed."""

from collections.abc import Iterator

from bidrag.budget.codes import CONFLICTING_KEYS, DUPLICATE_NAME, MISSING_KEY
from bidrag.budget.diagnostics import Diagnostic
from bidrag.budget.rules.schablons import OUTSIDE_SUPPLEMENT, outside
from bidrag.budget.rules.scope import Scope, repeated
from bidrag.budget.schema import Activity, OwnForm
from bidrag.calculation.legal import SCHABLONS
from bidrag.law import FORMER_NAMES, FORMS


def own_form_rules(scope: Scope) -> Iterator[Diagnostic]:
    """Everything that must hold for a form that the law does not know."""
    own = scope.activity.own_form
    assert own is not None
    if scope.activity.forms is not None:
        help_text = "ta bort den ena; en egen skolform är ingen av lagens"
        message = "både skolform och egen skolform är angivna"
        yield Diagnostic(CONFLICTING_KEYS, message, help_text, scope.at("egen skolform"))
    if own.name in (*FORMS, *FORMER_NAMES):
        help_text = f"skriv skolform: {own.name} i stället, eller ge den egna formen ett annat namn"
        yield Diagnostic(DUPLICATE_NAME, f"{own.name} är lagens namn", help_text, own.name.place)
    yield from repeated("kostnadsslaget", own.items)
    for schablon in _needed(scope, own):
        help_text = f"lägg till {schablon}: med en procentsats, eller skriv egna steg: utan den"
        message = f"den egna skolformen saknar procentsats för {schablon}"
        yield Diagnostic(MISSING_KEY, message, help_text, scope.at("egen skolform"))


def _needed(scope: Scope, own: OwnForm) -> list[str]:
    """The schablons that the steps use and the form has no rate for."""
    stated = {"administration": own.administration, "moms": own.moms}
    return [each for each in SCHABLONS if each in _used(scope.activity) and stated[each] is None]


def _used(activity: Activity) -> set[str]:
    """The schablons of the steps, the activity's own or the law's, and of the supplements."""
    own = [step.schablon for step in (activity.steps or {}).values() if step.schablon]
    lines = activity.lines.values() if activity.steps is None else ()
    beyond = [outside(line.schablons) for line in lines]
    beyond += [
        outside(each.schablons, OUTSIDE_SUPPLEMENT) for each in activity.supplements.values()
    ]
    if activity.socioeconomic:
        beyond.append(outside(activity.socioeconomic.schablons, OUTSIDE_SUPPLEMENT))
    return {*own, *(each for each in SCHABLONS for those in beyond if each not in those)}
