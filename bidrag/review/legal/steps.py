"""How the lines become bidrag: the law's rates, on the law's base, in the law's order."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from bidrag.calculation.budget import PercentStep, Step
from bidrag.calculation.formula import Term
from bidrag.calculation.legal import ADMINISTRATION, BIDRAG, IKE, MOMS
from bidrag.law import BESIDE_ITEM, Rate, rate
from bidrag.law.checks import (
    ADMINISTRATION_BASE,
    FACTOR,
    FEE_LAST,
    MOMS_BASE,
    RATES,
    Check,
    Severity,
)
from bidrag.numerals import percent
from bidrag.review.findings import Finding, Side
from bidrag.review.scope import Ladder, Scope
from bidrag.rounding import quantity


def step_findings(scope: Scope, year: int) -> Iterator[Finding]:
    """Everything about the ladder of one of the municipality's own tables."""
    if scope.table.supplement:
        return
    judge = _Judge(scope, year)
    found = [*judge.rates(), *judge.bases(), *judge.fees()]
    yield from found
    if not found:
        yield from judge.factor()


Lawful = Callable[[Mapping[str, Term]], Fraction]
"""What a row would be by the law, in a column with these cells (kr per child and year)."""


class _Judge:
    """Compares one activity's ladder with the law's."""

    def __init__(self, scope: Scope, year: int) -> None:
        self.scope = scope
        self.activity = scope.activity
        self.ladder = Ladder(scope.activity)
        self.administration = self.ladder.percentages(ADMINISTRATION)
        self.moms = self.ladder.percentages(MOMS)
        form = scope.activity.form
        self.lawful = {
            ADMINISTRATION: _share(form.administration, year),
            MOMS: _share(form.moms, year),
        }
        self.beside = [line.key for line in self.activity.lines if BESIDE_ITEM in line.items]
        self.base = [line.key for line in self.activity.lines if line.key not in self.beside]

    def rates(self) -> Iterator[Finding]:
        """K03: each schablon is there, at the law's rate, and administration is not a line as well."""
        for schablon, steps in ((ADMINISTRATION, self.administration), (MOMS, self.moms)):
            if not steps:
                message = f"stegen saknar schablonen för {schablon}"
                advice = f"lägg till ett steg med schablon: {schablon}, eller svara med skälet"
                yield self._finding(RATES, message, None, advice)
            for step, rule in steps:
                if rule.rate.value != self.lawful[schablon]:
                    yield self._other_rate(step, rule, schablon)
        for line in self.activity.lines:
            if line.label.lower().startswith("administrati") and self.administration:
                message = f"administrationen räknas två gånger: raden {line.label} och schablonen"
                advice = "ta bort raden; schablonen ersätter all administration"
                yield self._finding(RATES, message, None, advice)._replace(position=line.position)

    def _other_rate(self, step: Step, rule: PercentStep, schablon: str) -> Finding:
        lawful = self.lawful[schablon]
        message = (
            f"{step.label} är {percent(rule.rate.value)}, men lagens schablon är {percent(lawful)}"
        )
        advice = f"skriv schablon: {schablon} i stället för procent:"
        return self._compared(RATES, message, step, advice, self._percent(lawful, rule.rows))

    def bases(self) -> Iterator[Finding]:
        """K04 and K05: administration on every line, moms on that too, and no moms in IKE."""
        for step, rule in self.administration:
            yield from self._left_out(ADMINISTRATION_BASE, step, rule, self.base)
        whole = [*self.base, *self.beside, *(step.key for step, _ in self.administration)]
        for step, rule in self.moms:
            yield from self._left_out(MOMS_BASE, step, rule, whole)
        inside = self.ladder.leaves((IKE,))
        for step, _ in self.moms:
            if step.key in inside:
                message = f"{step.label} ingår i interkommunal ersättning"
                advice = "ta bort momsen ur ike; den ersätter enskilda huvudmän"
                yield self._finding(MOMS_BASE, message, step, advice)

    def _left_out(
        self, check: Check, step: Step, rule: PercentStep, wanted: list[str]
    ) -> Iterator[Finding]:
        base = self.ladder.leaves(rule.rows)
        missing = [row for row in wanted if row not in base]
        if missing:
            names = ", ".join(map(self._label, missing))
            message = f"{step.label} räknas inte på {names}"
            advice = f"lägg till {names} i av:, eller svara med skälet under svar: {check.code}:"
            lawful = self._percent(rule.rate.value, (*rule.rows, *missing))
            yield self._compared(check, message, step, advice, lawful)

    def fees(self) -> Iterator[Finding]:
        """K07: no deduction is part of what a schablon is a percentage of."""
        fixed = {step.key: rule for step, rule in self.ladder.fixed}
        for step, rule in (*self.administration, *self.moms):
            for row in self.ladder.leaves(rule.rows):
                if row in fixed and any(each.value < 0 for each in fixed[row].amounts.values()):
                    message = f"avdraget {self._label(row)} görs före {step.label}"
                    advice = "dra avdraget efter schablonerna, sist före bidrag"
                    base = tuple(each for each in self.ladder.leaves(rule.rows) if each != row)
                    lawful = self._percent(rule.rate.value, base)
                    yield self._compared(FEE_LAST, message, step, advice, lawful)

    def factor(self) -> Iterator[Finding]:
        """K06: bidrag before fixed amounts is the lines times the schablons."""
        step = self.ladder.steps[BIDRAG]
        fixed = tuple(each.key for each, _ in self.ladder.fixed)

        def _lawful(cells: Mapping[str, Term]) -> Fraction:
            marked_up = self._added(tuple(self.base), cells) * (1 + self.lawful[ADMINISTRATION])
            grundbelopp = marked_up + self._added(tuple(self.beside), cells)
            return grundbelopp * (1 + self.lawful[MOMS]) + self._added(fixed, cells)

        advice = "stegen innehåller något mer än lagens schabloner; ta bort det, eller svara"
        message = f"{step.label} är inte kostnaderna gånger schablonerna"
        found = self._compared(FACTOR, message, step, advice, _lawful)
        if found.amount:
            yield found

    def _percent(self, share: Fraction, rows: tuple[str, ...]) -> Lawful:
        return lambda cells: share * self._added(rows, cells)

    def _label(self, row: str) -> str:
        step = self.ladder.steps.get(row)
        return step.label if step else self.ladder.lines[row].label

    def _added(self, rows: tuple[str, ...], cells: Mapping[str, Term]) -> Fraction:
        return sum((self.ladder.value(row, cells) for row in rows), Fraction(0))

    def _finding(self, check: Check, message: str, step: Step | None, advice: str) -> Finding:
        position = (step and step.position) or self.activity.position
        subject = f"{self.scope.place}/{step.key}" if step else self.scope.place
        return Finding(check, Severity.ERROR, message, subject, position, advice)

    def _compared(
        self, check: Check, message: str, step: Step, advice: str, lawful: Lawful
    ) -> Finding:
        """The finding with both sides for the group where they differ the most."""
        found = self._finding(check, message, step, advice)
        sides = [
            (cells[step.key].value, lawful(cells), label)
            for label, cells in self._prices()
            if step.key in cells
        ]
        if not sides:
            return found
        here, there, label = max(sides, key=lambda side: abs(side[0] - side[1]))
        unit = f"kr per {self.activity.unit}"
        return found._replace(
            sides=(
                Side(f"filens ({label})", quantity(here, unit)),
                Side(f"lagens ({label})", quantity(there, unit)),
            ),
            difference=f"{quantity(abs(here - there), unit)} {_direction(here - there)}",
            amount=here - there,
        )

    def _prices(self) -> Iterator[tuple[str, dict[str, Term]]]:
        table = self.scope.table
        for i, group in enumerate(table.groups):
            yield group.label, {row.key: price for row in table.rows if (price := row.prices[i])}


def _direction(difference: Fraction) -> str:
    return "för mycket" if difference > 0 else "för lite"


def _share(versions: tuple[Rate, ...], year: int) -> Fraction:
    """The share in force; the reader has refused a year that has none."""
    in_force = rate(versions, year)
    assert in_force is not None
    return in_force.share
