"""The checked file as the core's budget: every number becomes a `Given` that knows its place."""

from bidrag.budget import schema
from bidrag.budget.building.activity import ActivityBuilder
from bidrag.budget.building.figures import Figures
from bidrag.budget.building.periods import rounding, stated, usual
from bidrag.budget.building.providers import provider
from bidrag.calculation.budget import Budget, Decision


def build(file: schema.File, name: str) -> Budget:
    """The budget of a file without errors; `name` is the file's name, for the sources of amounts."""
    figures = Figures(name, file.rounding)
    numbers = usual(int(file.year)) | stated(figures, file.periods)
    activities = [
        built
        for key, activity in file.activities.items()
        for built in ActivityBuilder(figures, int(file.year), numbers, key, activity).build()
    ]
    return Budget(
        name,
        file.municipality,
        file.committee or "",
        int(file.year),
        file.source or "",
        tuple(activities),
        tuple(provider(figures, name, file, activities) for name in file.providers),
        figures.position(file.year),
        None if file.decided is None else Decision(file.decided, figures.position(file.decided)),
        figures.answers(file.answers),
        rounding(file.printed),
    )
