"""The providers of the file as the core reads them."""

from collections.abc import Iterator

from bidrag.budget import schema
from bidrag.budget.building.figures import Figures
from bidrag.budget.building.groups import GroupInputs, Numbers
from bidrag.budget.building.periods import price_for, times
from bidrag.budget.building.versions import BESIDE, Version, beside
from bidrag.budget.rules.recipients import recipient_of
from bidrag.budget.tree import Word
from bidrag.calculation.budget import Activity, Agreement, Provider, Revision
from bidrag.calculation.formula import Given, Kind, Position
from bidrag.calculation.period import Period


def provider(
    figures: Figures, name: Word, known: list[Version], activities: list[Activity]
) -> Provider:
    """One provider and what it gets in each of its activities, supplements and revisions included."""
    stated = known[0].file.providers[name]
    agreements = tuple(
        agreement
        for key in stated.activities
        for supplement in BESIDE
        for agreement in _revisions(figures, name, key, known, _of(activities, key, supplement))
    )
    return Provider(name, stated.orgnr or "", agreements)


def _beside(activity: Activity, agreement: schema.Agreement) -> tuple[str, ...]:
    """Which of the amounts beside the grundbelopp the provider gets: a pot's, for units of its own."""
    every = tuple(group.key for group in activity.groups)
    if activity.supplement and activity.supplement.by_unit:
        return tuple(agreement.units or ())
    chosen = agreement.supplements
    return every if chosen is None else tuple(key for key in every if key in chosen)


def _concerns(activity: Activity, agreement: schema.Agreement) -> bool:
    """Whether the provider gets any of the activity's amounts."""
    return not activity.supplement or bool(_beside(activity, agreement))


Numbered = dict[Revision | None, tuple[int, Activity]]
"""The versions of an activity by what revised them, each with its number among the activities."""


def _of(activities: list[Activity], key: Word, supplement: str) -> Numbered:
    return {
        each.revision: (i, each)
        for i, each in enumerate(activities)
        if (each.origin or each.key) == key and beside(each) == supplement
    }


def _revisions(
    figures: Figures, name: Word, key: Word, known: list[Version], numbered: Numbered
) -> Iterator[Agreement]:
    """The agreement, and what it becomes when the activity or the agreement itself is revised."""
    before: schema.Agreement | None = None
    current: tuple[int, Activity] | None = None
    for file, revision in known:
        current = numbered.get(revision, current)
        agreed = file.providers[name].activities
        is_own = agreed[key] != before and not (current and current[1].supplement)
        is_new = is_own or revision in numbered
        if current and is_new and _concerns(current[1], agreed[key]):
            at = figures.position(next(each for each in agreed if each == key))
            title = agreed[key].title or file.activities[key].title
            agreement = _agreement(figures, *current, agreed[key], file.activities[key], at)
            yield agreement._replace(
                title=revision.title(title) if revision else title, revision=revision
            )
        before = agreed[key]


def _agreement(
    figures: Figures,
    i: int,
    activity: Activity,
    agreement: schema.Agreement,
    own: schema.Activity,
    at: Position,
) -> Agreement:
    recipient = _recipient(activity, agreement)
    if activity.supplement:
        given = _beside(activity, agreement)
        return Agreement(i, activity.title, recipient, given, {}, "", {}, at)
    names = own.groups if agreement.groups is None else agreement.groups
    groups = own.grouping.chosen(names)
    priced = (group for group in groups if group not in own.individual)
    by_group = GroupInputs(figures, own.grouping, priced)

    period = Period(agreement.per or own.per or Period.YEAR)

    def _premises(what: str, stated: Numbers | None) -> dict[str, Given]:
        label, unit = price_for(period, what, f"kr per {activity.unit}")
        return {} if stated is None else by_group.stated(label, stated, unit, Kind.PREMISES)

    every = times(period, activity.numbers)
    actual = _premises("Faktisk lokalkostnad", agreement.premises)
    premises = {group: (given, *every) for group, given in actual.items()}
    documented = _premises("Redovisad lokalkostnad", agreement.documented)
    answers = figures.answers(agreement.answers)
    chosen, reason = tuple(groups), agreement.reason or ""
    return Agreement(
        i, activity.title, recipient, chosen, premises, reason, documented, at, answers
    )


def _recipient(activity: Activity, agreement: schema.Agreement) -> str:
    names = [price.recipient for price in activity.prices if price.kind.independent]
    recipient = recipient_of(names, agreement.recipient)
    assert recipient is not None
    return recipient
