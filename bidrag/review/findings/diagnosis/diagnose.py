"""From wrong amounts to their causes: a missing row, a method, an input, a deduction, or a slip."""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.budget import Activity, Budget, PercentStep, Step, SumStep
from bidrag.calculation.legal import ADMINISTRATION
from bidrag.calculation.period import Period
from bidrag.calculation.stated import StatedTable, calculated, measures_of
from bidrag.numerals import NBSP, decimal, listed
from bidrag.review.findings.decided import Comparison, Terms, Verdict, compare, is_explained, only
from bidrag.review.findings.diagnosis.cells import cell_cause, deduction, rounding_cause
from bidrag.review.findings.diagnosis.methods import methods
from bidrag.review.findings.diagnosis.misprint import Solver
from bidrag.review.findings.diagnosis.missing import missing_rows, with_rows
from bidrag.review.findings.words import amounts


class Cause(NamedTuple):
    """What explains a wrong amount, what to do about it, and the table, group or cell that it is about."""

    text: str
    help: str
    about: str = ""


Causes = dict[Comparison, Cause]
Key = Callable[[Comparison], tuple[str, ...]]
ADJUST = "rätta beslutet eller budgeten"
_OWN_STEPS = (
    "rätta beslutet; är det kommunens egen ordning skrivs den under `steg:`, "
    "och prövas då mot lagens regler"
)


class _Case(NamedTuple):
    """What every attempt at an explanation looks at."""

    budget: Budget
    table: StatedTable
    found: list[Comparison]
    terms: Terms
    solver: Solver


class _Explained(NamedTuple):
    """The wrong amounts that a cause explains; none where it explains nothing."""

    amounts: list[Comparison]
    cause: Cause


_NOTHING = _Explained([], Cause("", ""))
Attempt = Callable[[_Case, list[Comparison]], _Explained]


def diagnose(budget: Budget, table: StatedTable, found: list[Comparison], terms: Terms) -> Causes:
    """The cause of each wrong amount that has a known one: the widest single cause that explains it."""
    case = _Case(budget, table, found, terms, Solver(found))
    causes: Causes = {}
    for key, attempt in _ATTEMPTS:
        left = [each for each in only(found, Verdict.WRONG) if each not in causes]
        for part in _parted(left, key):
            explained, cause = attempt(case, part)
            about = "/".join(key(part[0]))
            causes.update(dict.fromkeys(explained, cause._replace(about=about)))
    return causes


def _parted(wrong: list[Comparison], key: Key) -> list[list[Comparison]]:
    parts: dict[tuple[str, ...], list[Comparison]] = {}
    for each in wrong:
        parts.setdefault(key(each), []).append(each)
    return list(parts.values())


def _activity(each: Comparison) -> tuple[str, ...]:
    return (each.stated.cell.activity,)


def _table(each: Comparison) -> tuple[str, ...]:
    return each.stated.cell.activity, each.stated.cell.provider


def _group(each: Comparison) -> tuple[str, ...]:
    return *_table(each), each.stated.cell.group


def _cell(each: Comparison) -> tuple[str, ...]:
    return each.stated.cell


def _position(case: _Case, wrong: list[Comparison]) -> int | None:
    """Which of the budget's activities the amounts belong to."""
    key = wrong[0].stated.cell.activity
    found = (
        i
        for i, activity in enumerate(case.budget.activities)
        if activity.key == key and not activity.supplement
    )
    return next(found, None)


def _by_missing_row(case: _Case, wrong: list[Comparison]) -> _Explained:
    i = _position(case, wrong)
    if i is None:
        return _NOTHING
    activity = case.budget.activities[i]
    rows = missing_rows(case.found, activity)
    other = with_rows(case.found, activity, rows) if rows else None
    if other is None:
        return _NOTHING
    righted = _righted(case, i, other, wrong)
    what = f"raden {listed(rows)}" if len(rows) == 1 else f"raderna {listed(rows)}"
    text = f"{_share(righted, wrong)} om {what}, som bara beslutet har, läggs till"
    return _Explained(righted, Cause(text, f"lägg till {what} i budgeten, eller rätta beslutet"))


def _by_input(case: _Case, wrong: list[Comparison]) -> _Explained:
    i = _position(case, wrong)
    if i is None or missing_rows(case.found, case.budget.activities[i]):
        return _NOTHING  # with a row missing, any input could be made to fit
    found = case.solver.misprint(wrong)
    if found is None:
        return _NOTHING
    return _Explained(wrong, Cause(str(found), f"rätta {found.place}, eller beslutet"))


def _by_whole_method(case: _Case, wrong: list[Comparison]) -> _Explained:
    found = _by_method(case, wrong)
    return found if len(found.amounts) == len(wrong) else _NOTHING


def _by_method(case: _Case, wrong: list[Comparison]) -> _Explained:
    """The other method with which the most wrong amounts are right, and no right amount wrong.

    A published list can have a slip beside its method, so a few amounts may be left over.
    """
    i = _position(case, wrong)
    if i is None:
        return _NOTHING
    tables = {_table(each) for each in wrong}
    same = [each for each in case.found if _table(each) in tables]
    cells = {each.stated.cell for each in wrong}
    best = _NOTHING
    for method in methods(case.budget.activities[i]):
        righted = _righted(case, i, method.activity, same)
        righted = [each for each in righted if each.stated.cell in cells]
        if len(righted) > len(best.amounts) and len(righted) > len(wrong) * _MOST:
            text = f"{_share(righted, wrong)} om {method.condition}"
            best = _Explained(righted, Cause(text, _OWN_STEPS))
    return best


_MOST = Fraction(2, 3)
"""A method explains a table when it explains more than this share of what is wrong in it."""


def _share(righted: list[Comparison], wrong: list[Comparison]) -> str:
    if len(righted) == len(wrong):
        return f"{amounts(len(wrong))} stämmer"
    return f"{len(righted)} av {len(wrong)} belopp stämmer"


def _righted(case: _Case, i: int, activity: Activity, same: list[Comparison]) -> list[Comparison]:
    """The wrong amounts that are right with this activity instead; none if it makes any right one wrong."""
    other = _alone(case.budget, i, activity)
    stated = StatedTable(case.table.file, None, tuple(each.stated for each in same), ())
    now = compare(stated, calculated(other, measures_of(stated)))
    pairs = list(zip(same, now, strict=True))
    if any(is_explained(before) and not is_explained(after) for before, after in pairs):
        return []
    return [before for before, after in pairs if is_explained(after) and not is_explained(before)]


def _alone(budget: Budget, i: int, activity: Activity) -> Budget:
    """The budget with this activity and what the providers have of it, and nothing else."""
    providers = tuple(
        provider._replace(
            agreements=tuple(
                agreement._replace(activity=0)
                for agreement in provider.agreements
                if agreement.activity == i
            )
        )
        for provider in budget.providers
    )
    return budget._replace(activities=(activity,), providers=providers)


def _by_rounding(_: _Case, wrong: list[Comparison]) -> _Explained:
    how = rounding_cause(wrong) if len(wrong) > 1 else ""
    text = f"{amounts(len(wrong))} är {how}"
    return _Explained(wrong, Cause(text, ADJUST)) if how else _NOTHING


def _by_deduction(case: _Case, wrong: list[Comparison]) -> _Explained:
    i = _position(case, wrong)
    if i is None or _has_right_bidrag(case, wrong, case.budget.activities[i]):
        return _NOTHING
    activity = case.budget.activities[i]
    span = deduction(wrong, _sums_after_administration(activity.steps), activity.numbers)
    if span is None:
        return _NOTHING
    least, most = decimal(span.low), decimal(span.high)
    value = least if least == most else f"{least}–{most}"
    text = (
        f"{wrong[0].stated.cell.group}: {amounts(len(wrong))} stämmer om {value}{NBSP}kr per år "
        "dras av efter schablonerna (egen administration eller avgift)"
    )
    advice = "skriv avdraget under `steg:` med belopp:, eller rätta beslutet"
    return _Explained(wrong, Cause(text, advice))


def _has_right_bidrag(case: _Case, wrong: list[Comparison], activity: Activity) -> bool:
    """Whether the group's bidrag is right, so that nothing can have been deducted before it."""
    group = _group(wrong[0])
    rows = {price.row for price in activity.prices if price.kind.independent}
    return any(
        _group(each) == group and each.stated.cell.row in rows and is_explained(each)
        for each in case.found
    )


def _sums_after_administration(steps: tuple[Step, ...]) -> set[str]:
    """The sums that administration is not a percentage of."""
    before = {
        row
        for step in steps
        if isinstance(step.rule, PercentStep) and step.rule.schablon == ADMINISTRATION
        for row in step.rule.rows
    }
    return {step.key for step in steps if isinstance(step.rule, SumStep)} - before


def _by_slip(case: _Case, wrong: list[Comparison]) -> _Explained:
    every = {each.stated.cell: each for each in case.found}
    slip = cell_cause(wrong[0], every, case.terms, case.budget.rounding.unit(Period.YEAR))
    return _Explained(wrong, Cause(f"möjligen: {slip}", ADJUST)) if slip else _NOTHING


_ATTEMPTS: tuple[tuple[Key, Attempt], ...] = (
    (_activity, _by_missing_row),
    (_activity, _by_whole_method),
    (_activity, _by_input),
    (_activity, _by_method),
    (_table, _by_method),
    (_table, _by_input),
    (_group, _by_input),
    (_table, _by_rounding),
    (_group, _by_deduction),
    (_cell, _by_slip),
)
