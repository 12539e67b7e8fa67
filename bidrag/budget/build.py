"""The checked file as the core's budget: every number becomes a `Given` that knows its place."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache, cached_property

from bidrag.budget import schema
from bidrag.budget.rules.scope import items_of, line_label, step_label
from bidrag.budget.schema import Figure
from bidrag.budget.tree import Word
from bidrag.calculation.budget import (
    Activity,
    Agreement,
    Budget,
    EqualSplit,
    FixedStep,
    Group,
    Line,
    PriceSplit,
    Provider,
    ShareSplit,
    Split,
    Step,
    SumStep,
    WeightedSplit,
)
from bidrag.calculation.formula import Given, Position, Practice
from bidrag.calculation.legal import (
    ADMINISTRATION,
    MOMS,
    SUPPLEMENT,
    legal_ladder,
    percent_step,
    supplement_ladder,
)
from bidrag.calculation.split import PLURAL
from bidrag.law import FORMS, Form, Rate, combined, rate


def build(file: schema.File, name: str) -> Budget:
    """The budget of a file without errors; `name` is the file's name, for the sources of amounts."""
    activities = [
        built
        for key, activity in file.activities.items()
        for built in _ActivityBuilder(name, int(file.year), key, activity).build()
    ]
    return Budget(
        name,
        file.municipality,
        file.committee or "",
        int(file.year),
        file.source or "",
        tuple(activities),
        tuple(_provider(name, key, each, activities) for key, each in file.providers.items()),
    )


def _given(file: str, label: str, figure: Figure, unit: str, note: str = "") -> Given:
    place = figure.place
    return Given(
        label, figure.value, unit, Position(file, place.line, place.column, place.path, note)
    )


# One number is one `Given`, however many amounts rest on it: whoever changes it, changes it once.
@cache
def _schablon(name: str, in_force: Rate) -> Given:
    return Given(f"schablon för {name}", in_force.share, "%", in_force.paragraph)


@cache
def _calendar_days(year: int) -> Given:
    days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return Given("dagar per år", Fraction(days), "dagar", Practice("kalenderårets dagar"))


class _ActivityBuilder:
    """Builds one activity; holds what every part of it needs to know."""

    def __init__(self, file: str, year: int, key: Word, activity: schema.Activity) -> None:
        self.file = file
        self.year = year
        self.key = key
        self.activity = activity
        self.form: Form = FORMS[activity.forms[0]]
        self.grundbelopp = combined([FORMS[name].grundbelopp for name in activity.forms])
        self.note = activity.count_note or ""
        self.price_unit = f"kr per {self.form.unit}"

    def build(self) -> list[Activity]:
        """The activity in the order of the file, and its supplements if it has any."""
        lines = tuple(self._line(name, line) for name, line in self.activity.lines.items())
        groups = tuple(self._group(name, label) for name, label in self.activity.groups.items())
        activity = Activity(
            self.key,
            self.activity.title,
            self.form.unit,
            groups,
            lines,
            self._steps(lines),
            self._days(),
            self._weighted_total,
            self.note,
            self._uncovered(),
        )
        return [activity, *self._supplements(activity)]

    def _uncovered(self) -> tuple[str, ...]:
        lines = self.activity.lines.items()
        covered = {item for name, line in lines for item in items_of(name, line)}
        return tuple(item.key for item in self.form.items if item.key not in covered)

    def _group(self, name: Word, label: str) -> Group:
        count = (self.activity.counts or {}).get(name)
        given = count and self._given(f"antal {label}", count, PLURAL[self.form.unit], self.note)
        return Group(name, label, given, self.activity.individual.get(name, ""))

    def _line(self, name: Word, line: schema.Line) -> Line:
        label = line_label(name, line)
        items = items_of(name, line)
        paragraphs = [item.paragraph for item in self.form.items if item.key in items]
        basis = paragraphs[0] if len(paragraphs) == 1 else self.grundbelopp
        return Line(name, label, self._split(label, line), basis, list(items) == ["lokalkostnader"])

    def _split(self, label: str, line: schema.Line) -> Split:
        if line.prices is not None:
            return PriceSplit(
                {
                    group: price and self._given(self._label(label, group), price, self.price_unit)
                    for group, price in line.prices.items()
                }
            )
        assert line.budget is not None
        budget = self._given(f"budget {label}", line.budget, "kr")
        if line.shares is not None:
            return ShareSplit(budget, self._by_group(f"{label}, andel", line.shares, "kr"))
        if line.weights is not None:
            return WeightedSplit(budget, self._by_group("vikt", line.weights, ""), None)
        if self._weights is not None:
            return WeightedSplit(budget, self._weights, self._weighted_total)
        return EqualSplit(budget)

    @cached_property
    def _weights(self) -> dict[str, Given] | None:
        weights = self.activity.weights
        return None if weights is None else self._by_group("vikt", weights, "")

    @cached_property
    def _weighted_total(self) -> Given | None:
        total = self.activity.weighted_total
        unit = f"viktade {PLURAL[self.form.unit]}"
        return total and self._given("viktat antal", total, unit, self.note)

    def _steps(self, lines: tuple[Line, ...]) -> tuple[Step, ...]:
        if self.activity.steps is None:
            rates = self._schablon(ADMINISTRATION), self._schablon(MOMS)
            return legal_ladder(lines, *rates, self.grundbelopp)
        return tuple(self._step(name, step) for name, step in self.activity.steps.items())

    def _step(self, name: Word, step: schema.Step) -> Step:
        label = step_label(name, step)
        if step.total is not None:
            return Step(name, label, SumStep(tuple(step.total)))
        if step.amounts is not None:
            return Step(
                name, label, FixedStep(self._by_group(label, step.amounts, self.price_unit))
            )
        assert step.base is not None
        return percent_step(name, label, self._rate(label, step), tuple(step.base))

    def _rate(self, label: str, step: schema.Step) -> Given:
        if step.schablon is not None:
            return self._schablon(step.schablon)
        assert step.percent is not None
        return self._given(label, step.percent, "%")

    def _schablon(self, name: str) -> Given:
        versions = self.form.administration if name == ADMINISTRATION else self.form.moms
        in_force = rate(versions, self.year)
        assert in_force is not None
        return _schablon(name, in_force)

    def _supplements(self, activity: Activity) -> list[Activity]:
        stated = self.activity.supplements
        if not stated:
            return []
        prices: dict[str, Given | None] = {
            name: self._given(each.label, each.amount, self.price_unit)
            for name, each in stated.items()
        }
        line = Line(SUPPLEMENT, "Belopp", PriceSplit(prices), self.grundbelopp)
        supplements = activity._replace(
            groups=tuple(Group(name, each.label, None) for name, each in stated.items()),
            lines=(line,),
            steps=supplement_ladder(self._schablon(MOMS)),
            weighted_total=None,
            count_note="",
            uncovered=(),
            supplement=True,
        )
        return [supplements]

    def _days(self) -> Given:
        if self.activity.days is not None:
            return self._given("dagar per år", self.activity.days, "dagar")
        return _calendar_days(self.year)

    def _by_group(self, label: str, figures: Mapping[Word, Figure], unit: str) -> dict[str, Given]:
        return {
            name: self._given(self._label(label, name), figure, unit)
            for name, figure in figures.items()
        }

    def _label(self, label: str, group: Word) -> str:
        return f"{label} {self.activity.groups[group]}"

    def _given(self, label: str, figure: Figure, unit: str, note: str = "") -> Given:
        return _given(self.file, label, figure, unit, note)


def _provider(
    file: str, name: Word, provider: schema.Provider, activities: list[Activity]
) -> Provider:
    agreements = tuple(
        _agreement(file, i, activity, agreement)
        for key, agreement in provider.activities.items()
        for i, activity in enumerate(activities)
        if activity.key == key
    )
    return Provider(name, provider.orgnr or "", agreements)


def _agreement(file: str, i: int, activity: Activity, agreement: schema.Agreement) -> Agreement:
    title = agreement.title or activity.title
    every = tuple(group.key for group in activity.groups)
    if activity.supplement:
        return Agreement(i, title, every, {}, "")
    unit = f"kr per {activity.unit}"
    labels = {group.key: group.label for group in activity.groups}
    premises: dict[str, Given] = {
        group: _given(file, f"Faktisk lokalkostnad {labels[group]}", figure, unit)
        for group, figure in (agreement.premises or {}).items()
    }
    groups = every if agreement.groups is None else tuple(agreement.groups)
    return Agreement(i, title, groups, premises, agreement.reason or "")
