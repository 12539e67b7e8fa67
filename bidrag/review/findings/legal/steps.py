"""How the lines become bidrag: the law's rates, on the law's base, in the law's order."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.budget import PercentStep, Price, Step
from bidrag.calculation.formula import Position, Term
from bidrag.calculation.legal import ADMINISTRATION, MOMS
from bidrag.law import Rate, rate
from bidrag.law.checks import (
    ADMINISTRATION_BASE,
    EXTRA_COSTS,
    FACTOR,
    FEE_LAST,
    MOMS_BASE,
    RATES,
    Check,
    Severity,
)
from bidrag.numerals import listed, percent
from bidrag.review.findings.legal.fees import is_fee
from bidrag.review.findings.legal.rows import is_beside, is_named_administration
from bidrag.review.findings.report import Finding, Side
from bidrag.review.findings.scope import Ladder, Scope, lowers, raises
from bidrag.rounding import kronor_and_ören


def step_findings(scope: Scope, year: int) -> Iterator[Finding]:
    """Everything about the ladder of one of the municipality's own tables."""
    judge = _Judge(scope, year)
    if scope.table.supplement:
        yield from judge.missing(MOMS)
        yield from judge.bases()
        return
    yield from judge.rates()
    yield from judge.bases()
    yield from judge.fees()
    yield from judge.others()


class _Paid(NamedTuple):
    """A price, and the lines, percentages and fixed amounts that it is the sum of."""

    price: Price
    rows: set[str]


Lawful = Callable[[Mapping[str, Term]], Fraction]
"""What a row would be by the law, in a column with these cells (kr per child and year)."""


class _Judge:
    """Compares one activity's ladder with the law's."""

    def __init__(self, scope: Scope, year: int) -> None:
        self.scope = scope
        self.activity = scope.activity
        self.ladder = Ladder(scope.activity)
        form = scope.activity.form
        self.steps = {each: self.ladder.percentages(each) for each in (ADMINISTRATION, MOMS)}
        self.lawful = {
            ADMINISTRATION: _in_force(form.administration, year),
            MOMS: _in_force(form.moms, year),
        }
        self.prices = [
            _Paid(price, set(self.ladder.leaves((price.row,)))) for price in self.activity.prices
        ]
        self.beside = [
            line.key for line in self.activity.lines if is_beside(line, scope.activity.form.key)
        ]

    def rates(self) -> Iterator[Finding]:
        """K03: each schablon is there, at the law's rate, and administration is not a line as well."""
        for schablon, steps in self.steps.items():
            yield from self.missing(schablon)
            for step, rule in steps:
                if rule.rate.value != self.lawful[schablon].share:
                    yield self._other_rate(step, rule, schablon)
        for line in self.activity.lines:
            if is_named_administration(line) and self._are_paid_together(ADMINISTRATION, line.key):
                message = f"administrationen räknas två gånger: raden {line.label} och schablonen"
                advice = "ta bort raden; schablonen ersätter all administration"
                found = self._finding(RATES, message, None, advice, ADMINISTRATION)
                yield found._replace(position=line.position)

    def _other_rate(self, step: Step, rule: PercentStep, schablon: str) -> Finding:
        lawful = self.lawful[schablon].share
        message = (
            f"{step.label} är {percent(rule.rate.value)}, men lagens schablon är {percent(lawful)}"
        )
        advice = f"skriv `schablon: {schablon}` i stället för `procent:`, eller ange skälet med K03"
        found = self._finding(RATES, message, step, advice, schablon)
        return self._compared(found, step, self._percent(lawful, rule.rows))

    def missing(self, schablon: str) -> Iterator[Finding]:
        """K03: the schablon is a part of what every fristående huvudman is paid."""
        keys = {step.key for step, _ in self.steps[schablon]}
        independent = [each for each in self.prices if each.price.kind.independent]
        without = [price.recipient for price, rows in independent if keys.isdisjoint(rows)]
        if without:
            where = f"priset för {listed(without)}" if keys else "stegen"
            right = f"lägg till ett steg med `schablon: {schablon}`"
            if all(step.position is None for step in self.activity.steps):
                right = "ta bort `schabloner:`, eller rätta `mottagare:`"
            advice = f"{right}, eller ange skälet med K03"
            message = f"{where} saknar schablonen för {schablon}"
            yield self._finding(RATES, message, None, advice, schablon)

    def _are_paid_together(self, schablon: str, row: str) -> bool:
        keys = {step.key for step, _ in self.steps[schablon]}
        return any(row in rows and not keys.isdisjoint(rows) for _, rows in self.prices)

    def bases(self) -> Iterator[Finding]:
        """K04 and K05: administration on every line, moms on that too, and none to a municipality."""
        found = [each for paid in self.prices for each in self._bases_of(paid)]
        yield from {(each.check, each.message): each for each in found}.values()

    def _bases_of(self, paid: _Paid) -> Iterator[Finding]:
        lines = [line.key for line in self.activity.lines if line.key in paid.rows]
        direct = [key for key in lines if key not in self.beside]
        yield from self._left_out(ADMINISTRATION_BASE, ADMINISTRATION, direct, paid)
        if paid.price.kind.independent:
            steps = self.steps[ADMINISTRATION]
            administration = [step.key for step, _ in steps if step.key in paid.rows]
            yield from self._left_out(MOMS_BASE, MOMS, [*lines, *administration], paid)
            return
        for step, _ in self.steps[MOMS]:
            if step.key in paid.rows:
                message = f"{step.label} ingår i {self._label(paid.price.row)}"
                advice = f"ta bort `{step.key}` ur summan; momsen ersätter enskilda huvudmän"
                yield self._finding(MOMS_BASE, message, step, advice, MOMS)

    def _left_out(
        self, check: Check, schablon: str, wanted: list[str], paid: _Paid
    ) -> Iterator[Finding]:
        """The rows of a price that no step of the schablon in it is a percentage of."""
        steps = [(step, rule) for step, rule in self.steps[schablon] if step.key in paid.rows]
        base = {row for _, rule in steps for row in self.ladder.leaves(rule.rows)}
        missing = [row for row in wanted if row not in base]
        if not steps or not missing:
            return
        step, rule = steps[-1]
        message = f"{step.label} räknas inte på {listed([self._label(row) for row in missing])}"
        keys = listed([f"`{row}`" for row in missing])
        right = f"lägg till {keys} i `av:`" if step.position else "ta bort `schabloner:`"
        advice = f"{right}, eller ange skälet med {check.code}"
        found = self._finding(check, message, step, advice, schablon)
        if step.position is None:
            found = found._replace(position=self._line_position(missing))
        yield self._compared(found, step, self._percent(rule.rate.value, (*rule.rows, *missing)))

    def _line_position(self, rows: list[str]) -> Position:
        """Where the first of these lines stands, or else the activity."""
        lines = (self.ladder.lines[row].position for row in rows if row in self.ladder.lines)
        return next(lines, self.activity.position)

    def fees(self) -> Iterator[Finding]:
        """K07: a fee is a deduction, and not part of what a schablon is a percentage of."""
        deductions = {step.key for step in self.activity.steps if lowers(step)}
        for schablon, steps in self.steps.items():
            for step, rule in steps:
                base = self.ladder.leaves(rule.rows)
                for row in (row for row in base if row in deductions):
                    message = f"avdraget {self._label(row)} görs före {step.label}"
                    advice = f"ta bort `{row}` ur underlaget och dra det sist, före bidrag"
                    rest = tuple(each for each in base if each != row)
                    found = self._finding(FEE_LAST, message, step, advice, schablon)
                    lawful = self._percent(rule.rate.value, rest)
                    yield self._compared(found._replace(basis=""), step, lawful)
        yield from self._raised()

    def _raised(self) -> Iterator[Finding]:
        for step, _ in self.ladder.fixed:
            if is_fee(step) and raises(step):
                message = f"{step.label} höjer beloppet; ett avdrag skrivs med minustecken"
                advice = "skriv minustecken före beloppet, som i -1 200"
                found = self._finding(FEE_LAST, message, step, advice, MOMS)
                yield found._replace(severity=Severity.WARNING, basis="")

    def others(self) -> Iterator[Finding]:
        """K06 and K25: nothing but the law's schablons and the fees changes the amount."""
        schablons = {step.key for steps in self.steps.values() for step, _ in steps}
        own = [step for step in self.activity.steps if step.key not in schablons]
        for step in own:
            if isinstance(step.rule, PercentStep) and not lowers(step):
                message = f"{step.label} är ingen av lagens schabloner"
                advice = "ta bort steget, eller ange skälet med K06"
                found = self._finding(FACTOR, message, step, advice, MOMS)
                yield self._compared(found, step, lambda _: Fraction(0))
        for step in own:
            if lowers(step) and not (is_fee(step) and self.activity.form.fee):
                message = f"avdraget {step.label} har inget stöd i skolförordningen"
                advice = "ta bort avdraget, eller ange skälet med K25"
                yield self._finding(EXTRA_COSTS, message, step, advice, MOMS)._replace(
                    severity=Severity.WARNING, basis=""
                )

    def _percent(self, share: Fraction, rows: tuple[str, ...]) -> Lawful:
        return lambda cells: share * self._added(rows, cells)

    def _label(self, row: str) -> str:
        step = self.ladder.steps.get(row)
        return step.label if step else self.ladder.lines[row].label

    def _added(self, rows: tuple[str, ...], cells: Mapping[str, Term]) -> Fraction:
        return sum((self.ladder.value(row, cells) for row in rows), Fraction(0))

    def _finding(
        self, check: Check, message: str, step: Step | None, advice: str, schablon: str
    ) -> Finding:
        position = (step and step.position) or self.activity.position
        subject = f"{self.scope.place}/{step.key}" if step else self.scope.place
        basis = str(self.lawful[schablon].paragraph)
        return Finding(check, Severity.ERROR, message, subject, position, advice, basis=basis)

    def _compared(self, found: Finding, step: Step, lawful: Lawful) -> Finding:
        """The finding with both sides for the group where they differ the most."""
        sides = [
            (self.ladder.value(step.key, cells), lawful(cells), label)
            for label, cells in self._prices()
            if step.key in cells or lawful(cells)
        ]
        if not sides:
            return found
        here, there, label = max(sides, key=lambda side: abs(side[0] - side[1]))
        unit = f"kr per {self.activity.unit}"
        direction = "för mycket" if here > there else "för lite"
        where = f" ({label}, där skillnaden är störst)" if len(sides) > 1 else ""
        return found._replace(
            sides=(
                Side("i filen", f"{kronor_and_ören(here)} {unit}{where}"),
                Side("enligt lagen", f"{kronor_and_ören(there)} {unit}"),
            ),
            difference=f"{kronor_and_ören(abs(here - there))} {unit} {direction}",
            amount=here - there,
        )

    def _prices(self) -> Iterator[tuple[str, dict[str, Term]]]:
        table = self.scope.table
        for i, group in enumerate(table.groups):
            yield group.label, {row.key: price for row in table.rows if (price := row.prices[i])}


def _in_force(versions: tuple[Rate, ...], year: int) -> Rate:
    """The rate in force; the reader has refused a year that has none."""
    found = rate(versions, year)
    assert found is not None
    return found
