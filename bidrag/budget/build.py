"""The checked file as the core's budget: every number becomes a `Given` that knows its place."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache, cached_property

from bidrag.budget import schema
from bidrag.budget.diagnostics import Place
from bidrag.budget.rules.scope import items_of, line_label, step_label
from bidrag.budget.schema import Figure
from bidrag.budget.tree import Word
from bidrag.calculation.budget import (
    Activity,
    Agreement,
    Answer,
    Budget,
    Decision,
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
from bidrag.calculation.formula import EXACT, Given, Kind, Position, Practice
from bidrag.calculation.legal import (
    ADMINISTRATION,
    MOMS,
    SUPPLEMENT,
    legal_ladder,
    percent_step,
    supplement_ladder,
)
from bidrag.calculation.split import PLURAL
from bidrag.law import (
    BESIDE_ITEM,
    FORMS,
    PREMISES_ITEM,
    Form,
    Rate,
    combined,
    rate,
)


def build(file: schema.File, name: str) -> Budget:
    """The budget of a file without errors; `name` is the file's name, for the sources of amounts."""
    figures = _Figures(name, file.rounding)
    activities = [
        built
        for key, activity in file.activities.items()
        for built in _ActivityBuilder(figures, int(file.year), key, activity).build()
    ]
    return Budget(
        name,
        file.municipality,
        file.committee or "",
        int(file.year),
        file.source or "",
        tuple(activities),
        tuple(_provider(figures, key, each, activities) for key, each in file.providers.items()),
        figures.position(file.year),
        None if file.decided is None else Decision(file.decided, figures.position(file.decided)),
        figures.answers(file.answers),
    )


class _Figures:
    """Turns the file's figures into inputs that know where they stand and how they were rounded."""

    def __init__(self, file: str, rounding: schema.Rounding | None) -> None:
        self.file = file
        self.margins: dict[str, Fraction] = {}
        for name, field in schema.Rounding.model_fields.items():
            if figure := getattr(rounding, name, None):
                self.margins[str(field.alias)] = figure.value / 2

    def given(self, label: str, figure: Figure, unit: str, kind: Kind, note: str = "") -> Given:
        """The input: its label, unit and kind, and how its number was derived, if it was."""
        margin = self.margins.get(kind, EXACT)
        return Given(label, figure.value, unit, self.at(figure.place, note), kind, margin)

    def at(self, place: Place, note: str = "") -> Position:
        """The place as a position in the file."""
        return Position(self.file, place.line, place.column, place.path, note)

    def position(self, word: Word) -> Position:
        """Where the word stands."""
        return self.at(word.place)

    def answers(self, stated: Mapping[Word, Word]) -> tuple[Answer, ...]:
        """The answers to checks."""
        return tuple(Answer(code, text, self.position(code)) for code, text in stated.items())


# One number is one `Given`, however many amounts rest on it: whoever changes it, changes it once.
@cache
def _schablon(name: str, in_force: Rate) -> Given:
    return Given(f"schablon för {name}", in_force.share, "%", in_force.paragraph, Kind.RATE)


@cache
def _calendar_days(year: int) -> Given:
    days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    custom = Practice("kalenderårets dagar")
    return Given("dagar per år", Fraction(days), "dagar", custom, Kind.DIVISOR)


class _ActivityBuilder:
    """Builds one activity; holds what every part of it needs to know."""

    def __init__(
        self, figures: "_Figures", year: int, key: Word, activity: schema.Activity
    ) -> None:
        self.figures = figures
        self.year = year
        self.key = key
        self.activity = activity
        self.form: Form = FORMS[activity.forms[0]]
        self.grundbelopp = combined([FORMS[name].grundbelopp for name in activity.forms])
        self.beside = combined([FORMS[name].tilläggsbelopp for name in activity.forms])
        self.note = activity.count_note or ""
        self.price_unit = f"kr per {self.form.unit}"

    def build(self) -> list[Activity]:
        """The activity in the order of the file, and its supplements if it has any."""
        lines = tuple(self._line(name, line) for name, line in self.activity.lines.items())
        groups = tuple(self._group(name, label) for name, label in self.activity.groups.items())
        activity = Activity(
            self.key,
            self.activity.title,
            self.form,
            groups,
            lines,
            self._steps(lines),
            self._days(),
            self.figures.position(self.key),
            self._weighted_total,
            self.note,
            self.activity.count_basis or "",
            self._uncovered(),
            self._frame(),
            self.figures.answers(self.activity.answers),
        )
        return [activity, *self._supplements(activity)]

    def _uncovered(self) -> tuple[str, ...]:
        lines = self.activity.lines.items()
        covered = {item for name, line in lines for item in items_of(name, line)}
        return tuple(item.key for item in self.form.items if item.key not in covered)

    def _group(self, name: Word, label: str) -> Group:
        count = (self.activity.counts or {}).get(name)
        unit = PLURAL[self.form.unit]
        given = count and self.figures.given(f"antal {label}", count, unit, Kind.COUNT, self.note)
        return Group(name, label, given, self.activity.individual.get(name, ""))

    def _line(self, name: Word, line: schema.Line) -> Line:
        label = line_label(name, line)
        items = items_of(name, line)
        paragraphs = [item.paragraph for item in self.form.items if item.key in items]
        basis = paragraphs[0] if len(paragraphs) == 1 else self.grundbelopp
        if list(items) == [BESIDE_ITEM]:
            basis = self.beside
        premises = list(items) == [PREMISES_ITEM]
        position = self.figures.position(name)
        return Line(name, label, self._split(label, line), basis, tuple(items), position, premises)

    def _split(self, label: str, line: schema.Line) -> Split:
        if line.prices is not None:
            return self._priced(label, line.prices, line.markup)
        assert line.budget is not None
        budget = self.figures.given(f"budget {label}", line.budget, "kr", Kind.BUDGET)
        if line.shares is not None:
            shares = self._by_group(f"{label}, andel", line.shares, "kr", Kind.SHARE)
            return ShareSplit(budget, shares)
        if line.weights is not None:
            return WeightedSplit(
                budget, self._by_group("vikt", line.weights, "", Kind.WEIGHT), None
            )
        if self._weights is not None:
            return WeightedSplit(budget, self._weights, self._weighted_total)
        return EqualSplit(budget)

    def _priced(
        self, label: str, prices: Mapping[Word, Figure | None], markup: Figure | None
    ) -> PriceSplit:
        stated: dict[str, Given | None] = {
            group: price
            and self.figures.given(self._label(label, group), price, self.price_unit, Kind.PRICE)
            for group, price in prices.items()
        }
        if markup is None:
            return PriceSplit(stated)
        factor = markup._replace(value=1 + markup.value)
        name = f"{label}, pris med påslag"
        return PriceSplit(stated, self.figures.given(name, factor, "%", Kind.RATE))

    @cached_property
    def _weights(self) -> dict[str, Given] | None:
        weights = self.activity.weights
        return None if weights is None else self._by_group("vikt", weights, "", Kind.WEIGHT)

    @cached_property
    def _weighted_total(self) -> Given | None:
        total = self.activity.weighted_total
        unit = f"viktade {PLURAL[self.form.unit]}"
        return total and self.figures.given("viktat antal", total, unit, Kind.COUNT, self.note)

    def _steps(self, lines: tuple[Line, ...]) -> tuple[Step, ...]:
        if self.activity.steps is None:
            rates = self._schablon(ADMINISTRATION), self._schablon(MOMS)
            return legal_ladder(lines, *rates, self.grundbelopp)
        return tuple(
            self._step(name, step)._replace(position=self.figures.position(name))
            for name, step in self.activity.steps.items()
        )

    def _step(self, name: Word, step: schema.Step) -> Step:
        label = step_label(name, step)
        if step.total is not None:
            return Step(name, label, SumStep(tuple(step.total)))
        if step.amounts is not None:
            amounts = self._by_group(label, step.amounts, self.price_unit, Kind.FIXED)
            return Step(name, label, FixedStep(amounts))
        assert step.base is not None
        rate = self._rate(label, step)
        return percent_step(name, label, rate, tuple(step.base), step.schablon or "")

    def _rate(self, label: str, step: schema.Step) -> Given:
        if step.schablon is not None:
            return self._schablon(step.schablon)
        assert step.percent is not None
        return self.figures.given(label, step.percent, "%", Kind.RATE)

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
            name: self.figures.given(each.label, each.amount, self.price_unit, Kind.FIXED)
            for name, each in stated.items()
        }
        at = self.figures.position(next(iter(stated)))
        line = Line(SUPPLEMENT, "Belopp", PriceSplit(prices), self.beside, (BESIDE_ITEM,), at)
        supplements = activity._replace(
            groups=tuple(Group(name, each.label, None) for name, each in stated.items()),
            lines=(line,),
            steps=supplement_ladder(self._schablon(MOMS)),
            weighted_total=None,
            count_note="",
            count_basis="",
            uncovered=(),
            frame=None,
            supplement=True,
        )
        return [supplements]

    def _days(self) -> Given:
        if self.activity.days is not None:
            days = self.activity.days
            return self.figures.given("dagar per år", days, "dagar", Kind.DIVISOR)
        return _calendar_days(self.year)

    def _frame(self) -> Given | None:
        frame = self.activity.frame
        return frame and self.figures.given("nämndens budgetram", frame, "kr", Kind.BUDGET)

    def _by_group(
        self, label: str, figures: Mapping[Word, Figure], unit: str, kind: Kind
    ) -> dict[str, Given]:
        return {
            name: self.figures.given(self._label(label, name), figure, unit, kind)
            for name, figure in figures.items()
        }

    def _label(self, label: str, group: Word) -> str:
        return f"{label} {self.activity.groups[group]}"


def _provider(
    figures: _Figures, name: Word, provider: schema.Provider, activities: list[Activity]
) -> Provider:
    agreements = tuple(
        _agreement(figures, i, activity, agreement, figures.position(key))
        for key, agreement in provider.activities.items()
        for i, activity in enumerate(activities)
        if activity.key == key
    )
    return Provider(name, provider.orgnr or "", agreements)


def _agreement(
    figures: _Figures, i: int, activity: Activity, agreement: schema.Agreement, at: Position
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
