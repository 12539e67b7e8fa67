"""The sums of finished tables, proved exactly: shares, prices, rows, percentages and months."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation import Period, per_period
from bidrag.calculation.budget import Activity, Budget, Group, PercentStep, Step, SumStep
from bidrag.calculation.formula import (
    Amount,
    Position,
    Ratio,
    Rounded,
    Term,
    decided_with_others,
)
from bidrag.calculation.period import KRONA, Rounding
from bidrag.calculation.tables import Calculation, Row, Table
from bidrag.law.checks import MONTHS, MONTHS_OF_LAW, Check, Severity
from bidrag.numerals import in_kronor
from bidrag.review.findings.report import Finding, Proof, Said, Side
from bidrag.review.findings.scope import Column, Ladder, Scope, columns, scopes
from bidrag.rounding import published, to_unit

_OURS = "summan är en likhet som räkningen ska uppfylla"
SHARES = Check("S01", "gruppernas andelar summerar till totalen", _OURS)
PRICES = Check("S02", "belopp per barn eller elev gånger antal ger andelen", _OURS)
ROWS = Check("S03", "varje summa är summan av sina rader", _OURS)
PERCENTAGES = Check("S04", "varje procentpåslag är rätt procent av sitt underlag", _OURS)
POSITIVE = Check("S05", "ingen ersättning är negativ", "en ersättning betalas ut")
RESIDUAL = Check(
    "S06",
    "avrundningsresten är inte större än avrundning kan ge",
    "varje tryckt tal ligger högst ett halvt från det exakta",
)
FIRST = Check(
    "S08",
    "där perioden avrundas först är årets belopp så många hela periodbelopp",
    "avrundningen flyttar varje periodbelopp högst en halv enhet",
)
TOGETHER = Check(
    "S09",
    "de belopp i hela kronor som en pott delas i summerar till potten",
    "potten fördelas på kronan",
)
TITLES = Check("S07", "varje tabell har sin egen rubrik", "två tabeller ska inte kunna förväxlas")
SUMS = (SHARES, PRICES, ROWS, PERCENTAGES, POSITIVE, RESIDUAL, TITLES, FIRST, TOGETHER)

REPORT_IT = "felet är programmets; rapportera det gärna med budgetfilen"


def sums(budget: Budget, calculation: Calculation, exact: Calculation) -> Iterator[Said]:
    """Proves the sums of every table; `calculation` is the whole budget's, per year.

    `exact` is the same before the municipality rounds anything: then a sum is that of its rows.
    """
    known = scopes(budget, calculation)
    before = scopes(budget, exact)
    for check, prove in _PROOFS:
        yield from _said(check, [each for scope in before for each in prove(scope)])
    if budget.rounding.first:
        yield from _said(FIRST, list(_first(budget.rounding, known, before)))
    yield from _said(MONTHS, list(_months(budget, calculation)))
    yield from _said(TITLES, list(_same_titles(known)))
    yield from (_residual(scope, budget.rounding) for scope in known)


def _said(check: Check, tried: list[Finding | None]) -> Iterator[Said]:
    """The findings among what was tried, or that all of it held."""
    yield from filter(None, tried)
    if not any(tried):
        yield Proof(check, f"{len(tried)} prövade, alla stämmer" if tried else _NOTHING)


_NOTHING = "inte aktuellt: filen har inga sådana"


def _equal(
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
        subject = scope.table.address("totalt", row.key)
        yield _equal(
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
            yield _equal(
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
    return _equal(check, scope, subject, ("raden", found), ("det som den räknas på", base))


def _together(scope: Scope) -> Iterator[Finding | None]:
    """That what is decided together in whole kronor is, as printed, the printed total."""
    for row in scope.table.rows:
        parts = [share for share in row.shares if share and decided_with_others(share)]
        if not parts or row.total is None:
            continue
        printed = sum(map(published, parts), Fraction(0))
        subject = scope.table.address("totalt", row.key)
        total = published(row.total)
        yield _equal(TOGETHER, scope, subject, ("de tryckta beloppen", printed), ("potten", total))


def _negative(scope: Scope) -> Iterator[Finding | None]:
    for row in scope.table.rows:
        for group, price in zip(scope.table.groups, row.prices, strict=True):
            if row.sums and price:
                yield _below_zero(scope, row, group, price) if price.value < 0 else None


def _below_zero(scope: Scope, row: Row, group: Group, price: Term) -> Finding:
    return Finding(
        POSITIVE,
        Severity.ERROR,
        f"{row.label} {group.label} är negativ",
        scope.table.address(group.key, row.key),
        _position(scope, row),
        "kontrollera avdragen i stegen; de är större än beloppet som de dras från",
        (Side("beräknat", in_kronor(price.value)), Side("minst", in_kronor(Fraction(0)))),
        f"{in_kronor(-price.value)} för lite",
        price.value,
    )


_PROOFS: tuple[tuple[Check, Callable[[Scope], Iterator[Finding | None]]], ...] = (
    (SHARES, _shares),
    (PRICES, _prices),
    (ROWS, lambda scope: _steps(scope, ROWS, SumStep)),
    (PERCENTAGES, lambda scope: _steps(scope, PERCENTAGES, PercentStep)),
    (POSITIVE, _negative),
    (TOGETHER, _together),
)


def _months(budget: Budget, calculation: Calculation) -> Iterator[Finding | None]:
    """Twelve months against the year; a year of another number of them is told by the law's checks."""
    months = scopes(budget, per_period(calculation, budget, Period.MONTH))
    for scope, by_month in zip(scopes(budget, calculation), months, strict=True):
        if scope.activity.numbers[Period.MONTH].value != MONTHS_OF_LAW:
            continue
        for row, monthly in zip(scope.table.rows, by_month.table.rows, strict=True):
            prices = zip(scope.table.groups, row.prices, monthly.prices, strict=True)
            for group, price, month in prices:
                if price and month:
                    subject = scope.table.address(group.key, row.key)
                    twelve = ("tolv månader", month.value * MONTHS_OF_LAW)
                    yield _equal(MONTHS, scope, subject, twelve, ("året", price.value))


def _first(rounding: Rounding, known: list[Scope], before: list[Scope]) -> Iterator[Finding | None]:
    """Every price that is not as before: a whole number of units a period, and as near as can be."""
    assert rounding.first is not None
    unit = rounding.unit(rounding.first)
    for scope, exact in zip(known, before, strict=True):
        number = scope.activity.numbers[rounding.first].value
        for row, other in zip(scope.table.rows, exact.table.rows, strict=True):
            for group, *pair in zip(scope.table.groups, row.prices, other.prices, strict=True):
                year, right = (term.value if term else None for term in pair)
                if year is not None and right is not None and year != right:
                    subject = scope.table.address(group.key, row.key)
                    names = (
                        ("årets belopp", year),
                        ("de avrundade", to_unit(right / number, unit) * number),
                    )
                    yield _equal(FIRST, scope, subject, *names)


def _position(scope: Scope, row: Row) -> Position:
    step = Ladder(scope.activity).steps.get(row.key)
    return (step and step.position) or scope.activity.position


def _residual(scope: Scope, rounding: Rounding) -> Said:
    """By how much printed sums miss their printed parts, and the most that rounding can do.

    Each of a sum and its n parts is printed at most half a unit from what it is, so the printed sum is
    at most (n + 1) / 2 units from the sum of the printed parts; and what is rounded before that is as
    far from what it was as half a unit for each period.
    """
    rests = [_rest(each, scope.activity, rounding) for each in _printed_sums(scope, rounding)]
    most = max((rest for rest, _ in rests), default=Fraction(0))
    bound = max((limit for _, limit in rests), default=Fraction(0))
    off = sum(rest > 0 for rest, _ in rests)
    over = [rest for rest, limit in rests if rest > limit]
    if over:
        message = f"avrundningsresten är {in_kronor(max(over))} i {scope.place}"
        return Finding(
            RESIDUAL, Severity.ERROR, message, scope.place, scope.activity.position, REPORT_IT
        )
    beside = scope.table.supplement
    name = f"{scope.place}, {beside.key}" if beside else scope.place
    if not rests:
        return Proof(RESIDUAL, f"{name}: inga tryckta summor")
    return Proof(
        RESIDUAL,
        f"{name}: avrundningsrest högst {in_kronor(most)}, gräns "
        f"{in_kronor(bound)}; {off} av {len(rests)} tryckta summor har någon",
    )


class _Printed(NamedTuple):
    """A printed sum and its printed parts, and in which unit (kr)."""

    total: Term
    parts: list[Term]
    unit: Fraction


def _rest(found: _Printed, activity: Activity, rounding: Rounding) -> tuple[Fraction, Fraction]:
    """How much (kr) the printed sum misses its parts by, and the most that it can."""
    total, parts, unit = found
    added = sum((published(part, unit) for part in parts), Fraction(0))
    limit = (len(parts) + 1) // 2 * unit
    if rounding.first:
        moved = sum(_is_rounded(term) for term in (total, *parts))
        limit += moved * activity.numbers[rounding.first].value * rounding.unit(rounding.first) / 2
    return abs(published(total, unit) - added), limit


def _is_rounded(term: Term) -> bool:
    """Whether it is a number of amounts that were rounded."""
    formula = term.formula if isinstance(term, Amount) else None
    first = formula.over[0] if isinstance(formula, Ratio) else None
    return isinstance(first, Amount) and isinstance(first.formula, Rounded)


def _printed_sums(scope: Scope, rounding: Rounding) -> Iterator[_Printed]:
    for column in columns(scope.table):
        unit = rounding.unit(Period.YEAR) if column.prices else KRONA
        for step in scope.activity.steps:
            if step.key not in column.cells or not isinstance(step.rule, SumStep):
                continue
            parts = [column.cells[row] for row in step.rule.rows if row in column.cells]
            shown = all(row in column.cells for row in step.rule.rows)
            if shown and parts:
                yield _Printed(column.cells[step.key], parts, unit)
    for row in scope.table.rows:
        shares = [share for share in row.shares if share]
        if row.total and len(shares) > 1:
            yield _Printed(row.total, shares, KRONA)


def _same_titles(known: list[Scope]) -> Iterator[Finding | None]:
    first: dict[tuple[str, str, str], Table] = {}
    for scope in known:
        table = scope.table
        key = (table.provider, table.title, table.supplement.key if table.supplement else "")
        yield _same_title(scope, first[key]) if key in first else None
        first.setdefault(key, table)


def _same_title(scope: Scope, other: Table) -> Finding:
    place = scope.agreement or scope.activity
    return Finding(
        TITLES,
        Severity.WARNING,
        f"{other.activity} och {scope.table.activity} har båda rubriken {scope.table.title}",
        scope.place,
        place.position,
        "ge dem olika rubrik, så att ingen tar den ena tabellen för den andra",
    )
