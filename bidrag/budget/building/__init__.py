"""The checked file as the core's budget: every number becomes a `Given` that knows its place."""

from collections.abc import Sequence

from bidrag.budget import schema
from bidrag.budget.building.figures import Figures
from bidrag.budget.building.periods import rounding
from bidrag.budget.building.providers import provider
from bidrag.budget.building.versions import activities, versions
from bidrag.calculation.budget import Activity, Budget, Decision
from bidrag.calculation.legal import with_sums


def build(file: schema.File, name: str, revised: Sequence[schema.File] = ()) -> Budget:
    """The budget of a file without errors; `name` is the file's name, for the sources of amounts.

    `revised` are the file as each of its revisions makes it.
    """
    figures = Figures(name, file.rounding)
    known = versions(file, revised, figures)
    rounded = rounding(file.printed)
    built = activities(known, figures)
    if rounded.first:
        built = [each if _by_unit(each) else with_sums(each) for each in built]
    return Budget(
        name,
        file.municipality,
        file.committee or "",
        int(file.year),
        file.source or "",
        tuple(built),
        tuple(provider(figures, name, known, built) for name in file.providers),
        figures.position(file.year),
        None if file.decided is None else Decision(file.decided, figures.position(file.decided)),
        figures.answers(file.answers),
        rounded,
        file.document or "",
        file.appeal or "",
    )


def _by_unit(activity: Activity) -> bool:
    return activity.supplement is not None and activity.supplement.by_unit
