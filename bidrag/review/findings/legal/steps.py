"""How the lines become bidrag: the law's rates, on the law's base, in the law's order."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from bidrag.calculation.budget import FixedStep, PercentStep, Step, worth
from bidrag.calculation.formula import Term
from bidrag.calculation.legal import ADMINISTRATION, IKE, MOMS
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
from bidrag.numerals import percent
from bidrag.review.findings.legal.rows import is_beside, is_named_administration
from bidrag.review.findings.report import Finding, Side
from bidrag.review.findings.scope import Ladder, Scope
from bidrag.review.findings.words import listed
from bidrag.rounding import kronor_and_ören

# Fees are taken from guardians in these forms (skolförordningen 14 kap. 3 §).
_WITH_FEES = ("förskola", "fritidshem", "pedagogisk omsorg")
_FEE_WORDS = ("avgift",)


def step_findings(scope: Scope, year: int) -> Iterator[Finding]:
    """Everything about the ladder of one of the municipality's own tables."""
    if not scope.table.supplement:
        judge = _Judge(scope, year)
        yield from judge.rates()
        yield from judge.bases()
        yield from judge.fees()
        yield from judge.others()


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
        self.lines = [line.key for line in self.activity.lines]
        self.beside = [
            line.key for line in self.activity.lines if is_beside(line, scope.activity.form.key)
        ]

    def rates(self) -> Iterator[Finding]:
        """K03: each schablon is there, at the law's rate, and administration is not a line as well."""
        for schablon, steps in self.steps.items():
            if not steps:
                message = f"stegen saknar schablonen för {schablon}"
                advice = f"lägg till ett steg med `schablon: {schablon}`, eller ange skälet med K03"
                yield self._finding(RATES, message, None, advice, schablon)
            for step, rule in steps:
                if rule.rate.value != self.lawful[schablon].share:
                    yield self._other_rate(step, rule, schablon)
        for line in self.activity.lines:
            if is_named_administration(line) and self.steps[ADMINISTRATION]:
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

    def bases(self) -> Iterator[Finding]:
        """K04 and K05: administration on every line, moms on that too, and no moms in IKE."""
        direct = [key for key in self.lines if key not in self.beside]
        yield from self._left_out(ADMINISTRATION_BASE, ADMINISTRATION, direct)
        administration = [step.key for step, _ in self.steps[ADMINISTRATION]]
        yield from self._left_out(MOMS_BASE, MOMS, [*self.lines, *administration])
        for step, _ in self.steps[MOMS]:
            if step.key in self._in_ike():
                message = f"{step.label} ingår i interkommunal ersättning"
                advice = f"ta bort `{step.key}` ur summan; momsen ersätter enskilda huvudmän"
                yield self._finding(MOMS_BASE, message, step, advice, MOMS)

    def _in_ike(self) -> list[str]:
        named = (
            step.key
            for step in self.activity.steps
            if step.key == IKE or "interkommunal" in f"{step.key} {step.label}".lower()
        )
        return self.ladder.leaves(tuple(named))

    def _left_out(self, check: Check, schablon: str, wanted: list[str]) -> Iterator[Finding]:
        """The rows that no step of the schablon is a percentage of."""
        steps = self.steps[schablon]
        base = self.ladder.base(schablon)
        missing = [row for row in wanted if row not in base]
        if not steps or not missing:
            return
        step, rule = steps[-1]
        message = f"{step.label} räknas inte på {listed([self._label(row) for row in missing])}"
        keys = listed([f"`{row}`" for row in missing])
        advice = f"lägg till {keys} i `av:`, eller ange skälet med {check.code}"
        found = self._finding(check, message, step, advice, schablon)
        yield self._compared(found, step, self._percent(rule.rate.value, (*rule.rows, *missing)))

    def fees(self) -> Iterator[Finding]:
        """K07: a fee is a deduction, and not part of what a schablon is a percentage of."""
        fixed = {step.key: rule for step, rule in self.ladder.fixed}
        for schablon, steps in self.steps.items():
            for step, rule in steps:
                base = self.ladder.leaves(rule.rows)
                for row in (row for row in base if row in fixed and _is_negative(fixed[row])):
                    message = f"avdraget {self._label(row)} görs före {step.label}"
                    advice = f"ta bort `{row}` ur underlaget och dra det sist, före bidrag"
                    rest = tuple(each for each in base if each != row)
                    found = self._finding(FEE_LAST, message, step, advice, schablon)
                    lawful = self._percent(rule.rate.value, rest)
                    yield self._compared(found._replace(basis=""), step, lawful)
        yield from self._raised()

    def _raised(self) -> Iterator[Finding]:
        for step, rule in self.ladder.fixed:
            if _is_fee(step) and any(worth(each) > 0 for each in rule.amounts.values()):
                message = f"{step.label} höjer beloppet; ett avdrag skrivs med minustecken"
                advice = "skriv minustecken före beloppet, som i -1 200"
                found = self._finding(FEE_LAST, message, step, advice, MOMS)
                yield found._replace(severity=Severity.WARNING, basis="")

    def others(self) -> Iterator[Finding]:
        """K06 and K25: nothing but the law's schablons and the fees changes the amount."""
        schablons = {step.key for steps in self.steps.values() for step, _ in steps}
        for step in self.activity.steps:
            if isinstance(step.rule, PercentStep) and step.key not in schablons:
                message = f"{step.label} är ingen av lagens schabloner"
                advice = "ta bort steget, eller ange skälet med K06"
                found = self._finding(FACTOR, message, step, advice, MOMS)
                yield self._compared(found, step, lambda _: Fraction(0))
        for step, rule in self.ladder.fixed:
            if _is_negative(rule) and not self._is_lawful_fee(step):
                message = f"avdraget {step.label} har inget stöd i skolförordningen"
                advice = "ta bort avdraget, eller ange skälet med K25"
                yield self._finding(EXTRA_COSTS, message, step, advice, MOMS)._replace(
                    severity=Severity.WARNING, basis=""
                )

    def _is_lawful_fee(self, step: Step) -> bool:
        return _is_fee(step) and self.activity.form.key in _WITH_FEES

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
            (cells[step.key].value, lawful(cells), label)
            for label, cells in self._prices()
            if step.key in cells
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


def _is_fee(step: Step) -> bool:
    return any(word in f"{step.key} {step.label}".lower() for word in _FEE_WORDS)


def _is_negative(rule: FixedStep) -> bool:
    return any(worth(each) < 0 for each in rule.amounts.values())


def _in_force(versions: tuple[Rate, ...], year: int) -> Rate:
    """The rate in force; the reader has refused a year that has none."""
    found = rate(versions, year)
    assert found is not None
    return found
