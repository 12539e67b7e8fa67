"""One activity of the file as the core reads it."""

from collections.abc import Iterator
from functools import cache, cached_property, partial

from bidrag.budget import schema
from bidrag.budget.building.figures import Figures
from bidrag.budget.building.groups import GroupInputs
from bidrag.budget.building.periods import Numbers, price_for, stated, times, usual
from bidrag.budget.building.socioeconomic import socioeconomic, socioeconomic_title
from bidrag.budget.building.supplements import TITLES, supplement_lines, supplements_of
from bidrag.budget.grouping import Cells, leaves
from bidrag.budget.rules.recipients import recipients
from bidrag.budget.rules.schablons import outside
from bidrag.budget.rules.scope import forms_of, items_of, line_label, step_label
from bidrag.budget.scalars import Figure
from bidrag.budget.tree import Word
from bidrag.calculation.basis import PLURAL
from bidrag.calculation.budget import (
    Activity,
    EqualSplit,
    FixedStep,
    Group,
    Line,
    Price,
    PriceSplit,
    Product,
    ShareSplit,
    Split,
    Step,
    SumStep,
    Supplement,
    WeightedSplit,
)
from bidrag.calculation.formula import Given, Kind
from bidrag.calculation.legal import (
    ADMINISTRATION,
    SOCIOECONOMIC,
    SUPPLEMENT_PER_UNIT,
    UNIT,
    for_recipients,
    legal_ladder,
    municipal,
    percent_step,
    supplement_ladder,
    supplement_prices,
)
from bidrag.calculation.period import Period
from bidrag.law import (
    BESIDE_ITEM,
    PREMISES_ITEM,
    Form,
    Rate,
    combined,
    rate,
)


# One number is one `Given`, however many amounts rest on it: whoever changes it, changes it once.
@cache
def _schablon(name: str, in_force: Rate) -> Given:
    return Given(f"schablon för {name}", in_force.share, "%", in_force.paragraph, Kind.RATE)


class ActivityBuilder:
    """Builds one activity; holds what every part of it needs to know."""

    def __init__(
        self,
        figures: Figures,
        year: int,
        numbers: Numbers,
        key: Word,
        activity: schema.Activity,
        independent: frozenset[str],
    ) -> None:
        """`numbers` of periods are those that the file states for all its activities.

        `independent` are the units that the file says some provider runs.
        """
        self.figures = figures
        self.year = year
        self.key = key
        self.activity = activity
        self.independent = independent
        forms = forms_of(activity)
        self.form: Form = forms[0]
        self.numbers = usual(year, self.form) | numbers | stated(figures, activity.periods)
        self.grundbelopp = combined([form.grundbelopp for form in forms])
        self.beside = combined([form.tilläggsbelopp for form in forms])
        self.note = activity.count_note or ""
        self.price_unit = f"kr per {self.form.unit}"
        priced = [group for group in activity.groups if group not in activity.individual]
        self.by_group = GroupInputs(figures, activity.grouping, priced)

    def build(self) -> list[Activity]:
        """The activity and its supplements, if it has any."""
        lines = tuple(self._line(name, line) for name, line in self.activity.lines.items())
        groups = tuple(map(self._group, self.activity.groups))
        prices = tuple(Price(str(name), kind, row) for name, kind, row in recipients(self.activity))
        activity = Activity(
            self.key,
            self.activity.title,
            self.form,
            groups,
            lines,
            self._steps(lines, prices),
            prices,
            self.numbers,
            self.figures.position(self.key),
            self._weighted_total,
            self.note,
            self.activity.count_basis or "",
            self._uncovered(),
            self._frame(),
            self.figures.answers(self.activity.answers),
        )
        return [activity, *self._supplements(activity), *self._socioeconomic(activity)]

    def _uncovered(self) -> tuple[str, ...]:
        lines = self.activity.lines.items()
        covered = {item for name, line in lines for item in items_of(name, line)}
        return tuple(item.key for item in self.form.items if item.key not in covered)

    @cached_property
    def _counts(self) -> dict[str, Given]:
        counts, unit = self.activity.counts, PLURAL[self.form.unit]
        return (
            {}
            if counts is None
            else self.by_group.stated("antal", counts, unit, Kind.COUNT, self.note)
        )

    def _group(self, name: Word) -> Group:
        grouping = self.activity.grouping
        values = grouping.printed(grouping.values[name])
        reason = self.activity.individual.get(name, "")
        return Group(name, grouping.labels[name], self._counts.get(name), reason, values)

    def _line(self, name: Word, line: schema.Line) -> Line:
        label = line_label(name, line)
        items = items_of(name, line)
        paragraphs = [item.paragraph for item in self.form.items if item.key in items]
        basis = paragraphs[0] if len(paragraphs) == 1 else self.grundbelopp
        if list(items) == [BESIDE_ITEM]:
            basis = self.beside
        premises = list(items) == [PREMISES_ITEM]
        position = self.figures.position(name)
        split, beyond = self._split(label, line), outside(line.schablons)
        return Line(name, label, split, basis, tuple(items), position, premises, beyond)

    def _split(self, label: str, line: schema.Line) -> Split:
        factors = self.by_group.factors(self.activity.factors_of(line))
        if line.prices is not None:
            return self._priced(label, line.prices, line.markup, self._per(line), factors)
        assert line.budget is not None
        budget = self.figures.given(f"budget {label}", line.budget, "kr", Kind.BUDGET)
        if line.shares is not None:
            return ShareSplit(budget, self._shares(label, budget, line.shares))
        return self._shared(budget, line.weights, factors)

    def _shares(self, label: str, budget: Given, stated: Cells[Figure]) -> dict[str, Product]:
        """Each group's share: in kr as it stands, or a percentage of the budget."""
        in_percent = any(share.percent for share in leaves(stated))
        unit, of = ("%", (budget,)) if in_percent else ("kr", ())
        shares = self.by_group.stated(f"{label}, andel", stated, unit, Kind.SHARE)
        return {group: (*of, share) for group, share in shares.items()}

    def _shared(
        self, budget: Given, own: Figure | Cells[Figure] | None, factors: dict[str, Product]
    ) -> EqualSplit | WeightedSplit:
        """The budget by these weights of its own, else by the activity's, else equally."""
        stated = self.activity.weights if own is None else own
        if stated is None:
            is_equal = not any(factors.values())
            return EqualSplit(budget) if is_equal else WeightedSplit(budget, factors, None)
        weights = self.by_group.stated("vikt", stated, "", Kind.WEIGHT)
        total = self._weighted_total if own is None else None
        return WeightedSplit(budget, _products(weights, factors), total)

    def _priced(
        self,
        label: str,
        prices: Figure | Cells[Figure | None],
        markup: Figure | None,
        period: Period,
        factors: dict[str, Product],
    ) -> PriceSplit:
        name, unit = price_for(period, label, self.price_unit)
        stated = self.by_group.prices(name, prices, unit, Kind.PRICE)
        products = {
            group: None if price is None else (price, *factors[group], *times(period, self.numbers))
            for group, price in stated.items()
        }
        if markup is None:
            return PriceSplit(products)
        divisor = markup._replace(value=1 + markup.value)
        name = f"{label}, pris med påslag"
        return PriceSplit(products, self.figures.given(name, divisor, "%", Kind.RATE))

    @cached_property
    def _weighted_total(self) -> Given | None:
        total = self.activity.weighted_total
        unit = f"viktade {PLURAL[self.form.unit]}"
        return total and self.figures.given("viktat antal", total, unit, Kind.COUNT, self.note)

    def _steps(self, lines: tuple[Line, ...], prices: tuple[Price, ...]) -> tuple[Step, ...]:
        if self.activity.steps is None:
            return for_recipients(legal_ladder(lines, self._schablon, self.grundbelopp), prices)
        return tuple(
            self._step(name, step)._replace(position=self.figures.position(name))
            for name, step in self.activity.steps.items()
        )

    def _step(self, name: Word, step: schema.Step) -> Step:
        label = step_label(name, step)
        if step.total is not None:
            return Step(name, label, SumStep(tuple(step.total)))
        if step.amounts is not None:
            return Step(name, label, FixedStep(self._amounts(label, step.amounts, step)))
        if step.budget is not None:
            budget = self.figures.given(f"budget {label}", step.budget, "kr", Kind.BUDGET)
            factors = self.by_group.factors(self.activity.factors or {})
            return Step(name, label, FixedStep(self._shared(budget, None, factors)))
        assert step.base is not None
        rate = self._rate(label, step)
        return percent_step(name, label, rate, tuple(step.base), step.schablon or "")

    def _amounts(self, label: str, stated: Figure | Cells[Figure], step: schema.Step) -> PriceSplit:
        period = self._per(step)
        whole, unit = price_for(period, label, self.price_unit)
        amounts = self.by_group.stated(whole, stated, unit, Kind.FIXED)
        products = _products(amounts, self.by_group.factors(step.factors or {}))
        every = times(period, self.numbers)
        return PriceSplit({group: (*each, *every) for group, each in products.items()})

    def _rate(self, label: str, step: schema.Step) -> Given:
        if step.schablon is not None:
            return self._schablon(step.schablon)
        assert step.percent is not None
        return self.figures.given(label, step.percent, "%", Kind.RATE)

    def _schablon(self, name: str) -> Given:
        if own := self.activity.own_form:
            stated = own.administration if name == ADMINISTRATION else own.moms
            assert stated is not None
            return self.figures.given(f"schablon för {name}", stated, "%", Kind.RATE)
        versions = self.form.administration if name == ADMINISTRATION else self.form.moms
        in_force = rate(versions, self.year)
        assert in_force is not None
        return _schablon(name, in_force)

    def _supplements(self, activity: Activity) -> Iterator[Activity]:
        for table, title in TITLES.items():
            if stated := supplements_of(self.activity, table):
                unit = UNIT if table == SUPPLEMENT_PER_UNIT else self.form.unit
                product = partial(self._supplement, unit)
                lines = tuple(supplement_lines(self.figures, stated, product, self.beside))
                groups = tuple(Group(name, each.label, None) for name, each in stated.items())
                whole = self._beside(activity, Supplement(table, title), groups, lines)
                yield whole._replace(form=self.form._replace(unit=unit))

    def _socioeconomic(self, activity: Activity) -> list[Activity]:
        stated = self.activity.socioeconomic
        if stated is None:
            return []
        line, units = socioeconomic(self.figures, stated, self.form, self.beside)
        groups = tuple(unit._replace(municipal=unit.key not in self.independent) for unit in units)
        supplement = Supplement(SOCIOECONOMIC, socioeconomic_title(stated), by_unit=True)
        return [self._beside(activity, supplement, groups, (line,))]

    def _beside(
        self,
        activity: Activity,
        supplement: Supplement,
        groups: tuple[Group, ...],
        lines: tuple[Line, ...],
    ) -> Activity:
        """The activity's amounts of these lines beside the grundbelopp, for those who get any."""
        steps = supplement_ladder(lines, self._schablon)
        is_municipal = all(group.municipal for group in groups)
        paid = municipal(activity.prices) if is_municipal else activity.prices
        prices = supplement_prices(paid, lines, steps)
        return activity._replace(
            groups=groups,
            lines=lines,
            steps=for_recipients(steps, prices),
            prices=prices,
            weighted_total=None,
            count_note="",
            count_basis="",
            uncovered=(),
            frame=None,
            supplement=supplement,
        )

    def _per(self, part: schema.Line | schema.Step | schema.Supplement) -> Period:
        """The period that the part's stated prices or amounts are for."""
        return Period(part.per or self.activity.per or Period.YEAR)

    def _supplement(self, unit: str, stated: schema.Supplement) -> Product:
        period = self._per(stated)
        label, whole = price_for(period, stated.label, f"kr per {unit}")
        amount = self.figures.given(label, stated.amount, whole, Kind.FIXED)
        return amount, *times(period, self.numbers)

    def _frame(self) -> Given | None:
        frame = self.activity.frame
        return frame and self.figures.given("nämndens budgetram", frame, "kr", Kind.BUDGET)


def _products(numbers: dict[str, Given], factors: dict[str, Product]) -> dict[str, Product]:
    return {group: (given, *factors[group]) for group, given in numbers.items()}
