"""The providers of the file as the core reads them."""

from bidrag.budget import schema
from bidrag.budget.building.figures import Figures
from bidrag.budget.building.groups import GroupInputs, Numbers
from bidrag.budget.rules.recipients import recipient_of
from bidrag.budget.tree import Word
from bidrag.calculation.budget import Activity, Agreement, Provider
from bidrag.calculation.formula import Given, Kind, Position
from bidrag.calculation.legal import SOCIOECONOMIC


def provider(
    figures: Figures, name: Word, file: schema.File, activities: list[Activity]
) -> Provider:
    """The provider of this name and what it gets in each of its activities, supplements included."""
    stated = file.providers[name]
    agreements = tuple(
        _agreement(figures, i, activity, agreement, file.activities[key], figures.position(key))
        for key, agreement in stated.activities.items()
        for i, activity in enumerate(activities)
        if activity.key == key and _concerns(activity, agreement)
    )
    return Provider(name, stated.orgnr or "", agreements)


def _concerns(activity: Activity, agreement: schema.Agreement) -> bool:
    """Whether the provider gets the activity's amounts: of those by unit, only for units of its own."""
    by_unit = activity.supplement is not None and activity.supplement.key == SOCIOECONOMIC
    return not by_unit or agreement.units is not None


def _agreement(
    figures: Figures,
    i: int,
    activity: Activity,
    agreement: schema.Agreement,
    own: schema.Activity,
    at: Position,
) -> Agreement:
    title = agreement.title or activity.title
    recipient = _recipient(activity, agreement)
    if activity.supplement:
        every = tuple(group.key for group in activity.groups)
        units = tuple(agreement.units or ())
        given = units if activity.supplement.key == SOCIOECONOMIC else every
        return Agreement(i, title, recipient, given, {}, "", {}, at)
    names = own.groups if agreement.groups is None else agreement.groups
    groups = own.grouping.chosen(names)
    priced = (group for group in groups if group not in own.individual)
    by_group = GroupInputs(figures, own.grouping, priced)

    def _premises(label: str, stated: Numbers | None) -> dict[str, Given]:
        unit = f"kr per {activity.unit}"
        return {} if stated is None else by_group.stated(label, stated, unit, Kind.PREMISES)

    premises = _premises("Faktisk lokalkostnad", agreement.premises)
    documented = _premises("Redovisad lokalkostnad", agreement.documented)
    answers = figures.answers(agreement.answers)
    chosen, reason = tuple(groups), agreement.reason or ""
    return Agreement(i, title, recipient, chosen, premises, reason, documented, at, answers)


def _recipient(activity: Activity, agreement: schema.Agreement) -> str:
    names = [price.recipient for price in activity.prices if price.kind.independent]
    recipient = recipient_of(names, agreement.recipient)
    assert recipient is not None
    return recipient
