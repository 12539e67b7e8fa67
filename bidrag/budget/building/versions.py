"""The file and what its revisions make of it: each activity, and each change of it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bidrag.budget import schema
from bidrag.budget.building.activity import ActivityBuilder
from bidrag.budget.building.figures import Figures
from bidrag.budget.building.periods import stated as stated_periods
from bidrag.budget.building.supplements import TITLES, supplements_of
from bidrag.budget.tree import Word
from bidrag.calculation.budget import Activity, Revision
from bidrag.calculation.legal import SOCIOECONOMIC
from bidrag.calculation.months import MONTHS

BESIDE = ("", *TITLES, SOCIOECONOMIC)
"""What an activity becomes: itself, and its amounts beside the grundbelopp, by their keys."""


def beside(activity: Activity) -> str:
    """The key of the supplement that the activity is, empty where it is itself."""
    return activity.supplement.key if activity.supplement else ""


class Version(NamedTuple):
    """The file from a revision on; the first has none."""

    file: schema.File
    revision: Revision | None


def versions(file: schema.File, revised: Sequence[schema.File], figures: Figures) -> list[Version]:
    """The file, and the file as each of its revisions makes it, in the order of the file."""
    stated = file.revisions.items()
    changes = (_revision(figures, file, day, each) for day, each in stated)
    return [Version(file, None), *map(Version, revised, changes)]


def _revision(figures: Figures, file: schema.File, day: Word, stated: schema.Revision) -> Revision:
    year, month, _ = day.split("-")
    paid = int(month) if year == file.year else 0
    start = MONTHS.index(stated.start) + 1
    return Revision(day, start, paid, stated.reason, figures.position(stated.start))


def activities(known: list[Version], figures: Figures) -> list[Activity]:
    """Every activity, each followed by its revisions; supplements come after what they belong to."""
    return [
        activity
        for key in known[0].file.activities
        for supplement in BESIDE
        for activity in _revisions(known, figures, key, supplement)
    ]


def _revisions(
    known: list[Version], figures: Figures, key: Word, supplement: str
) -> Iterator[Activity]:
    first = known[0].file
    numbers = stated_periods(figures, first.periods)
    before: object = None
    for file, revision in known:
        name = next(each for each in file.activities if each == key)
        stated = file.activities[name]
        now = _without(stated, supplement)
        independent = _independent(file, key)
        builder = ActivityBuilder(figures, int(file.year), numbers, name, stated, independent)
        built = [each for each in builder.build() if beside(each) == supplement]
        if now != before:
            yield from (_revised(each, revision) for each in built)
        before = now


def _independent(file: schema.File, key: Word) -> frozenset[str]:
    """The units of the activity that some provider runs."""
    agreed = (provider.activities.get(key) for provider in file.providers.values())
    return frozenset(unit for each in agreed if each for unit in each.units or ())


def _without(activity: schema.Activity, supplement: str) -> object:
    """What the supplements of this kind, or all but the supplements, are built from."""
    if supplement in TITLES:
        return supplements_of(activity, supplement)
    if supplement == SOCIOECONOMIC:
        return activity.socioeconomic
    return activity.model_copy(update={"supplements": {}, "socioeconomic": None})


def _revised(activity: Activity, revision: Revision | None) -> Activity:
    if revision is None:
        return activity
    return activity._replace(
        key=revision.key(activity.key),
        title=revision.title(activity.title),
        origin=activity.key,
        revision=revision,
    )
