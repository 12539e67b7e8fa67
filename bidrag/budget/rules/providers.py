"""The rules of a provider: activities and groups that exist, and a decided lokalkostnad with its reason."""

from collections.abc import Iterator

from bidrag.budget.codes import (
    DUPLICATE_NAME,
    NO_PREMISES_LINE,
    PREMISES_NOT_DECIDED,
    UNKNOWN_ACTIVITY,
    UNKNOWN_GROUP,
    UNKNOWN_SUPPLEMENT,
    UNKNOWN_UNIT,
)
from bidrag.budget.diagnostics import Diagnostic, Place
from bidrag.budget.rules.groups import group_rules
from bidrag.budget.rules.periods import agreement_period_rules
from bidrag.budget.rules.recipients import (
    agreement_rules,
    independent,
    is_settled,
    recipient_of,
    recipients,
    rows_behind,
)
from bidrag.budget.rules.schablons import NONE, none_and_some
from bidrag.budget.rules.scope import Scope, place_of, repeated, unknown
from bidrag.budget.schema import Agreement, File
from bidrag.budget.tree import Block, Word


def provider_rules(file: File, tree: Block) -> Iterator[Diagnostic]:
    """Everything that must hold for the providers of a file."""
    numbers: set[str] = set()
    for name, provider in file.providers.items():
        if provider.orgnr and provider.orgnr in numbers:
            help_text = "skriv huvudmannens alla verksamheter under ett namn"
            message = f"organisationsnumret {provider.orgnr} står hos två huvudmän"
            yield Diagnostic(DUPLICATE_NAME, message, help_text, provider.orgnr.place)
        numbers.add(provider.orgnr or "")
        if name in file.activities:
            help_text = "skriv huvudmannens hela namn"
            yield Diagnostic(
                DUPLICATE_NAME, f"{name} är redan en verksamhet", help_text, name.place
            )
        for key, agreement in provider.activities.items():
            if key in file.activities:
                scope = Scope(file, tree, key, file.activities[key])
                yield from _agreement_rules(scope, name, agreement)
            elif file.activities:
                yield unknown(
                    UNKNOWN_ACTIVITY, "verksamheten", key, file.activities, "verksamheter"
                )


def _agreement_rules(scope: Scope, provider: Word, agreement: Agreement) -> Iterator[Diagnostic]:
    activity = scope.activity
    grouping = activity.grouping
    for group in agreement.groups or []:
        if group and activity.groups and not grouping.named(group):
            yield unknown(UNKNOWN_GROUP, "gruppen", group, activity.groups, "grupper")
    names = list(activity.groups) if agreement.groups is None else agreement.groups
    groups = grouping.chosen(names)
    yield from repeated("gruppen", groups)
    place = place_of(scope.tree, "huvudmän", provider, "verksamheter", scope.key)
    yield from agreement_rules(scope, agreement.recipient, place)
    priced = [group for group in groups if group not in activity.individual]
    yield from _unit_rules(scope, provider, agreement)
    yield from _supplement_rules(scope, agreement)
    yield from agreement_period_rules(scope, agreement)
    yield from _premises_rules(scope, provider, agreement, priced)


def _unit_rules(scope: Scope, provider: Word, agreement: Agreement) -> Iterator[Diagnostic]:
    """That the units are those of the socioekonomiska tillägg, each of one provider only."""
    known = scope.activity.socioeconomic.units if scope.activity.socioeconomic else {}
    units = agreement.units or []
    for unit in units:
        if unit and unit not in known:
            yield unknown(UNKNOWN_UNIT, "enheten", unit, known, "enheter")
    yield from repeated("enheten", units)
    for other, stated in scope.file.providers.items():
        if other == provider:
            return
        taken = stated.activities[scope.key].units if scope.key in stated.activities else None
        for unit in units:
            if unit and unit in (taken or []):
                help_text = "skriv enheten hos den huvudman som driver den"
                message = f"enheten {unit} står redan hos {other}"
                yield Diagnostic(DUPLICATE_NAME, message, help_text, unit.place)


def _supplement_rules(scope: Scope, agreement: Agreement) -> Iterator[Diagnostic]:
    """That the tillägg are those of the activity, or none of them."""
    known = [*scope.activity.supplements, NONE] if scope.activity.supplements else []
    stated = agreement.supplements or []
    for name in stated:
        if name and name not in known:
            yield unknown(UNKNOWN_SUPPLEMENT, "tillägget", name, known, "tillägg")
    yield from repeated("tillägget", stated)
    help_text = "skriv bara inga, eller bara de tillägg som huvudmannen får"
    yield from none_and_some(stated, "något tillägg", help_text)


def _premises_rules(
    scope: Scope, provider: Word, agreement: Agreement, groups: list[Word]
) -> Iterator[Diagnostic]:
    def _at(key: str) -> Place:
        return place_of(scope.tree, "huvudmän", provider, "verksamheter", scope.key, key)

    if agreement.premises is None:
        if agreement.documented is not None:
            help_text = "lägg till faktiska lokalkostnader: eller ta bort de redovisade"
            message = "redovisade lokalkostnader är angivna utan faktiska lokalkostnader"
            place = _at("redovisade lokalkostnader")
            yield Diagnostic(PREMISES_NOT_DECIDED, message, help_text, place)
        if agreement.reason is not None:
            help_text = "lägg till faktiska lokalkostnader: eller ta bort särskilda skäl:"
            message = "särskilda skäl är angivna utan faktiska lokalkostnader"
            yield Diagnostic(PREMISES_NOT_DECIDED, message, help_text, _at("särskilda skäl"))
        return
    place = _at("faktiska lokalkostnader")
    if agreement.reason is None:
        help_text = "lägg till särskilda skäl: med nämndens motivering"
        message = "faktiska lokalkostnader är angivna utan särskilda skäl"
        yield Diagnostic(PREMISES_NOT_DECIDED, message, help_text, place)
    yield from group_rules(scope, agreement.premises, place, groups)
    if agreement.documented is not None:
        yield from group_rules(
            scope, agreement.documented, _at("redovisade lokalkostnader"), groups
        )
    yield from _line_rules(scope, agreement, place)


def _line_rules(scope: Scope, agreement: Agreement, place: Place) -> Iterator[Diagnostic]:
    """That there is a line for the actual lokalkostnad to stand in place of."""
    if len(scope.premises_lines) != 1:
        help_text = "en egen rad i kostnader ska ha bara kostnadsslaget lokalkostnader"
        number = "flera rader" if scope.premises_lines else "ingen rad"
        message = f"{scope.key} har {number} för enbart lokalkostnader"
        yield Diagnostic(NO_PREMISES_LINE, message, help_text, place)
    elif _is_without_premises(scope, agreement):
        message = f"{scope.premises_lines[0]} ingår inte i huvudmannens pris"
        help_text = "ta med raden i summan som är priset, eller ta bort faktiska lokalkostnader:"
        yield Diagnostic(NO_PREMISES_LINE, message, help_text, place)


def _is_without_premises(scope: Scope, agreement: Agreement) -> bool:
    """Whether the provider's price is made, by the activity's own steps, without lokalkostnader."""
    name = recipient_of(independent(scope.activity), agreement.recipient)
    rows = [each.row for each in recipients(scope.activity) if each.name == name]
    if scope.activity.steps is None or not rows or not is_settled(scope.activity):
        return False
    return scope.premises_lines[0] not in rows_behind(scope.activity, rows[0])
