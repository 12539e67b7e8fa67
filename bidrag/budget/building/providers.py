"""The providers of the file as the core reads them."""

from collections.abc import Mapping

from bidrag.budget import schema
from bidrag.budget.building.figures import Figures
from bidrag.budget.scalars import Figure
from bidrag.budget.tree import Word
from bidrag.calculation.budget import Activity, Agreement, Provider
from bidrag.calculation.formula import Given, Kind, Position


def provider(
    figures: Figures, name: Word, stated: schema.Provider, activities: list[Activity]
) -> Provider:
    """One provider and what it gets in each of its activities, supplements included."""
    agreements = tuple(
        _agreement(figures, i, activity, agreement, figures.position(key))
        for key, agreement in stated.activities.items()
        for i, activity in enumerate(activities)
        if activity.key == key
    )
    return Provider(name, stated.orgnr or "", agreements)


def _agreement(
    figures: Figures, i: int, activity: Activity, agreement: schema.Agreement, at: Position
) -> Agreement:
    title = agreement.title or activity.title
    every = tuple(group.key for group in activity.groups)
    if activity.supplement:
        return Agreement(i, title, every, {}, "", {}, at)
    labels = {group.key: group.label for group in activity.groups}

    def _premises(label: str, stated: Mapping[Word, Figure] | None) -> dict[str, Given]:
        return {
            group: figures.given(
                f"{label} {labels[group]}", figure, f"kr per {activity.unit}", Kind.PREMISES
            )
            for group, figure in (stated or {}).items()
        }

    premises = _premises("Faktisk lokalkostnad", agreement.premises)
    documented = _premises("Redovisad lokalkostnad", agreement.documented)
    groups = every if agreement.groups is None else tuple(agreement.groups)
    answers = figures.answers(agreement.answers)
    return Agreement(i, title, groups, premises, agreement.reason or "", documented, at, answers)
