"""What rounding does to finished tables, proved: what is rounded first, shared out, or only printed."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation import Period
from bidrag.calculation.budget import TOTAL, SumStep
from bidrag.calculation.first import First, first_of
from bidrag.calculation.formula import Amount, Ratio, Rounded, Term, decided_with_others
from bidrag.calculation.period import KRONA, Rounding
from bidrag.law.checks import Check, Severity
from bidrag.numerals import in_kronor
from bidrag.review.findings.identities import REPORT_IT, equal
from bidrag.review.findings.report import Finding, Proof, Said
from bidrag.review.findings.scope import Scope, columns
from bidrag.rounding import published, to_unit

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


def first_rounded(
    rounding: Rounding, known: list[Scope], before: list[Scope]
) -> Iterator[Finding | None]:
    """Every price: the year is a whole number of units a period, and as near as can be.

    `before` is what the prices were before any was rounded.
    """
    for scope, exact in zip(known, before, strict=True):
        first = _first(scope, rounding)
        if first is None:
            continue
        for address, year, right in _paid(scope, exact, first):
            counted = ("de avrundade", _counted(right.value, first))
            yield equal(FIRST, scope, address, ("årets belopp", year.value), counted)


def _paid(scope: Scope, exact: Scope, first: First) -> Iterator[tuple[str, Term, Term]]:
    """Each price that is to be rounded: its address, what it is, and what it was before."""
    for row, other in zip(scope.table.rows, exact.table.rows, strict=True):
        if row.key in first.rows:
            for group, *pair in zip(scope.table.groups, row.prices, other.prices, strict=True):
                year, right = pair
                if year and right:
                    yield scope.table.address(group.key, row.key), year, right


def _first(scope: Scope, rounding: Rounding) -> First | None:
    return first_of(scope.activity, rounding, scope.table.prices)


def _counted(exact: Fraction, first: First) -> Fraction:
    """The year's price (kr) as so many rounded ones of the period."""
    number = first.number.value
    return to_unit(exact / number, first.unit) * number


def together(scope: Scope) -> Iterator[Finding | None]:
    """That what is decided together in whole kronor is, as printed, the printed total."""
    for row in scope.table.rows:
        parts = [share for share in row.shares if share and decided_with_others(share)]
        if not parts or row.total is None:
            continue
        printed = sum(map(published, parts), Fraction(0))
        subject = scope.table.address(TOTAL, row.key)
        total = published(row.total)
        yield equal(TOGETHER, scope, subject, ("de tryckta beloppen", printed), ("potten", total))


def residual(scope: Scope, rounding: Rounding) -> Said:
    """By how much printed sums miss their printed parts, and the most that rounding can do.

    Each of a sum and its n parts is printed at most half a unit from what it is, so the printed sum is
    at most (n + 1) / 2 units from the sum of the printed parts; and what is rounded before that is as
    far from what it was as half a unit for each period.
    """
    first = _first(scope, rounding)
    rests = [_rest(each, first) for each in _printed_sums(scope, rounding)]
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


def _rest(found: _Printed, first: First | None) -> tuple[Fraction, Fraction]:
    """How much (kr) the printed sum misses its parts by, and the most that it can."""
    total, parts, unit = found
    added = sum((published(part, unit) for part in parts), Fraction(0))
    limit = (len(parts) + 1) // 2 * unit
    if first:
        limit += first.reach * sum(_is_rounded(term) for term in (total, *parts))
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
