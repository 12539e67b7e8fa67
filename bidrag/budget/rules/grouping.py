"""The rules of an activity's groups: one dimension or two, and no two groups of the same name."""

from collections.abc import Iterator
from itertools import chain

from bidrag.budget.codes import (
    DUPLICATE_NAME,
    MISSING_PRICE,
    TOO_DEEP,
    UNKNOWN_GROUP,
    WRONG_SHAPE,
)
from bidrag.budget.diagnostics import Diagnostic
from bidrag.budget.grouping import MAX_GROUPS
from bidrag.budget.rules.scope import Scope, repeated, same_label, unknown
from bidrag.budget.tree import BLANK, Word
from bidrag.calculation.budget import TOTAL


def grouping_rules(scope: Scope) -> Iterator[Diagnostic]:
    """Everything that must hold for the groups of one activity."""
    yield from _shape_rules(scope)
    found = list(_name_rules(scope))
    yield from found
    if not found:
        yield from _individual_rules(scope)


def _shape_rules(scope: Scope) -> Iterator[Diagnostic]:
    stated = scope.activity.stated_groups
    dimensions = [key for key, each in stated.items() if not isinstance(each, Word)]
    values = [each for each in stated.values() if isinstance(each, Word) and each is not BLANK]
    if dimensions and values:
        help_text = "skriv en dimension utan namn, eller två med namn och värden under vart och ett"
        for value in values:
            message = f"här ska stå värden, som under {dimensions[0]}"
            yield Diagnostic(WRONG_SHAPE, message, help_text, value.place)
    elif len(dimensions) == 1 == len(stated):
        help_text = "skriv värdena direkt under grupper:, eller lägg till en dimension"
        message = f"{dimensions[0]} är den enda dimensionen"
        yield Diagnostic(WRONG_SHAPE, message, help_text, dimensions[0].place)
    for dimension in dimensions[2:]:
        help_text = "grupper har en eller två dimensioner; skriv två av dem som en"
        message = f"{dimension} är en dimension för mycket"
        yield Diagnostic(WRONG_SHAPE, message, help_text, dimension.place)
    if (size := scope.activity.grouping.size) > MAX_GROUPS:
        message = f"verksamheten har {size} grupper"
        help_text = f"skriv högst {MAX_GROUPS} grupper"
        yield Diagnostic(TOO_DEEP, message, help_text, scope.at("grupper"))


def _name_rules(scope: Scope) -> Iterator[Diagnostic]:
    """That no two groups or values have the same name, and no two columns the same heading."""
    grouping = scope.activity.grouping
    values = list(chain(*grouping.dimensions))
    found = list(_same_name(values))
    for each in grouping.dimensions:
        found += same_label("två grupper heter", list(each.values()), [])
    if len(grouping.dimensions) > 1 and not found:
        found += _same_name([*values, *grouping.values])
        found += same_label("två grupper heter", list(grouping.labels.values()), [])
    yield from found


def _same_name(names: list[Word]) -> Iterator[Diagnostic]:
    seen = {str(TOTAL)}
    for name in names:
        if name == TOTAL:
            help_text = "gruppen behöver ett annat namn; totalt är summan av alla grupper"
            yield Diagnostic(DUPLICATE_NAME, f"namnet {TOTAL} är upptaget", help_text, name.place)
        elif name in seen:
            help_text = "ge värdena olika namn, så att varje grupp har sitt"
            yield Diagnostic(DUPLICATE_NAME, f"två grupper heter {name}", help_text, name.place)
        seen.add(name)


def _individual_rules(scope: Scope) -> Iterator[Diagnostic]:
    activity = scope.activity
    grouping = activity.grouping
    for name in activity.stated_individual:
        if activity.groups and not grouping.named(name):
            known = dict.fromkeys([*chain(*grouping.dimensions), *grouping.values])
            yield unknown(UNKNOWN_GROUP, "gruppen", name, known, "grupper")
    yield from repeated("gruppen", grouping.chosen(activity.stated_individual))
    if activity.groups and not scope.priced:
        help_text = "minst en grupp ska ha pris; annars finns inget att beräkna"
        place = scope.at("beslutas individuellt")
        yield Diagnostic(MISSING_PRICE, "alla grupper beslutas individuellt", help_text, place)
