"""The identities that exact tables fulfil: shares, prices, rows, percentages and months."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from bidrag.calculation import Period, per_period
from bidrag.calculation.budget import TOTAL, Budget, PercentStep, Step, SumStep
from bidrag.calculation.tables import Calculation
from bidrag.law.checks import MONTHS, MONTHS_OF_LAW, Check, Severity
from bidrag.numerals import in_kronor
from bidrag.review.findings.report import Finding, Side
from bidrag.review.findings.scope import Column, Ladder, Scope, columns, scopes

_OURS = "summan är en likhet som räkningen ska uppfylla"
SHARES = Check("S01", "gruppernas andelar summerar till totalen", _OURS)
PRICES = Check("S02", "belopp per barn eller elev gånger antal ger andelen", _OURS)
ROWS = Check("S03", "varje summa är summan av sina rader", _OURS)
PERCENTAGES = Check("S04", "varje procentpåslag är rätt procent av sitt underlag", _OURS)

REPORT_IT = "felet är programmets; rapportera det gärna med budgetfilen"


def equal(
    check: Check,
    scope: Scope,
    subject: str,
    left: tuple[str, Fraction],
    right: tuple[str, Fraction],
) -> Finding | None:
    """None when both sides are the same to the last decimal."""
    difference = left[1] - right[1]
    if not difference:
        return None
    return Finding(
        check,
        Severity.ERROR,
        f"{subject}: {left[0]} är inte {right[0]}",
        subject,
        scope.activity.position,
        REPORT_IT,
        tuple(Side(name, in_kronor(value)) for name, value in (left, right)),
        _direction(difference, left[0]),
        difference,
    )


def _direction(difference: Fraction, what: str) -> str:
    more = "mer" if difference > 0 else "mindre"
    return f"{what} är {in_kronor(abs(difference))} {more}"


def _shares(scope: Scope) -> Iterator[Finding | None]:
    priced = [i for i, group in enumerate(scope.table.groups) if not group.individual]
    for row in scope.table.rows:
        shares = [share for i in priced if (share := row.shares[i])]
        if row.total is None or len(shares) < len([i for i in priced if row.prices[i]]):
            continue
        added = sum((share.value for share in shares), Fraction(0))
        subject = scope.table.address(TOTAL, row.key)
        yield equal(
            SHARES, scope, subject, ("andelarnas summa", added), ("totalen", row.total.value)
        )


def _prices(scope: Scope) -> Iterator[Finding | None]:
    for i, group in enumerate(scope.table.groups):
        for row in scope.table.rows:
            price, share = row.prices[i], row.shares[i]
            if price is None or share is None or group.children is None:
                continue
            subject = scope.table.address(group.key, row.key)
            product = price.value * group.children.value
            yield equal(
                PRICES, scope, subject, ("belopp gånger antal", product), ("andelen", share.value)
            )


def _steps(
    scope: Scope, check: Check, rule: type[SumStep] | type[PercentStep]
) -> Iterator[Finding | None]:
    ladder = Ladder(scope.activity)
    for column in columns(scope.table):
        for step in scope.activity.steps:
            if step.key in column.cells and isinstance(step.rule, rule):
                yield _step(scope, check, ladder, column, step)


def _step(scope: Scope, check: Check, ladder: Ladder, column: Column, step: Step) -> Finding | None:
    assert isinstance(step.rule, SumStep | PercentStep)
    base = sum((ladder.value(row, column.cells) for row in step.rule.rows), Fraction(0))
    if isinstance(step.rule, PercentStep):
        base *= step.rule.rate.value
    subject = f"{scope.place}/{column.name}: {step.label}"
    found = column.cells[step.key].value
    return equal(check, scope, subject, ("raden", found), ("det som den räknas på", base))


IDENTITIES: tuple[tuple[Check, Callable[[Scope], Iterator[Finding | None]]], ...] = (
    (SHARES, _shares),
    (PRICES, _prices),
    (ROWS, lambda scope: _steps(scope, ROWS, SumStep)),
    (PERCENTAGES, lambda scope: _steps(scope, PERCENTAGES, PercentStep)),
)
"""What each check proves of a table before the municipality rounds anything."""


def months(budget: Budget, calculation: Calculation) -> Iterator[Finding | None]:
    """Twelve months against the year; a year of another number of them is told by the law's checks."""
    monthly_scopes = scopes(budget, per_period(calculation, budget, Period.MONTH))
    for scope, by_month in zip(scopes(budget, calculation), monthly_scopes, strict=True):
        if scope.activity.numbers[Period.MONTH].value != MONTHS_OF_LAW:
            continue
        for row, monthly in zip(scope.table.rows, by_month.table.rows, strict=True):
            prices = zip(scope.table.groups, row.prices, monthly.prices, strict=True)
            for group, price, month in prices:
                if price and month:
                    subject = scope.table.address(group.key, row.key)
                    twelve = ("tolv månader", month.value * MONTHS_OF_LAW)
                    yield equal(MONTHS, scope, subject, twelve, ("året", price.value))
