"""What must hold in every finished table, proved: identities, rounding, signs and titles."""

from collections.abc import Iterator
from fractions import Fraction

from bidrag.calculation.budget import Budget, Group
from bidrag.calculation.formula import Position, Term
from bidrag.calculation.tables import Calculation, Row, Table
from bidrag.law.checks import MONTHS, Check, Severity
from bidrag.numerals import in_kronor
from bidrag.review.findings.identities import (
    IDENTITIES,
    PERCENTAGES,
    PRICES,
    ROWS,
    SHARES,
    months,
)
from bidrag.review.findings.payments import paid, payments
from bidrag.review.findings.report import Finding, Proof, Said, Side
from bidrag.review.findings.rounded import (
    FIRST,
    RESIDUAL,
    TOGETHER,
    first_rounded,
    residual,
    together,
)
from bidrag.review.findings.scope import Ladder, Scope, scopes

POSITIVE = Check("S05", "ingen ersättning är negativ", "en ersättning betalas ut")
TITLES = Check("S07", "varje tabell har sin egen rubrik", "två tabeller ska inte kunna förväxlas")
SUMS = (SHARES, PRICES, ROWS, PERCENTAGES, POSITIVE, RESIDUAL, TITLES, FIRST, TOGETHER)


def sums(budget: Budget, calculation: Calculation, exact: Calculation) -> Iterator[Said]:
    """Proves the sums of every table; `calculation` is the whole budget's, per year.

    `exact` is the same before the municipality rounds anything: then a sum is that of its rows.
    """
    known = scopes(budget, calculation)
    before = scopes(budget, exact)
    for check, prove in _PROOFS:
        tried = [each for scope in before for each in prove(scope)]
        yield from _said(check, [*tried, *(paid(before, exact) if check is ROWS else ())])
    if budget.rounding.first:
        yield from _said(FIRST, list(first_rounded(budget.rounding, known, before)))
    yield from _said(MONTHS, list(months(budget, calculation)))
    yield from _said(TITLES, [*_same_titles(known), *_same_titles(payments(known, calculation))])
    yield from (residual(scope, budget.rounding) for scope in known)


def _said(check: Check, tried: list[Finding | None]) -> Iterator[Said]:
    """The findings among what was tried, or that all of it held."""
    yield from filter(None, tried)
    if not any(tried):
        yield Proof(check, f"{len(tried)} prövade, alla stämmer" if tried else _NOTHING)


_NOTHING = "inte aktuellt: filen har inga sådana"


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


_PROOFS = (*IDENTITIES, (POSITIVE, _negative), (TOGETHER, together))


def _position(scope: Scope, row: Row) -> Position:
    step = Ladder(scope.activity).steps.get(row.key)
    return (step and step.position) or scope.activity.position


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
