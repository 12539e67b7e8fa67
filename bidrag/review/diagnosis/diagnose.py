"""From wrong amounts to their causes: an input, a method, a deduction, or a slip in one cell."""

from collections.abc import Callable
from typing import NamedTuple

from bidrag.calculation.budget import Activity, Budget, SumStep
from bidrag.calculation.stated import StatedTable
from bidrag.numerals import decimal
from bidrag.review.decided import (
    Comparison,
    Terms,
    Verdict,
    calculated,
    compare,
    is_explained,
    measures_of,
    only,
)
from bidrag.review.diagnosis.cells import cell_cause, deduction
from bidrag.review.diagnosis.methods import methods
from bidrag.review.diagnosis.misprint import misprint
from bidrag.review.diagnosis.words import amounts

Causes = dict[Comparison, str]
Key = Callable[[Comparison], tuple[str, ...]]


class _Case(NamedTuple):
    """What every attempt at an explanation looks at."""

    budget: Budget
    table: StatedTable
    found: list[Comparison]
    terms: Terms


Attempt = Callable[[_Case, list[Comparison]], str]


def diagnose(budget: Budget, table: StatedTable, found: list[Comparison], terms: Terms) -> Causes:
    """The cause of each wrong amount that has a known one: the widest single cause that explains it."""
    case = _Case(budget, table, found, terms)
    causes: Causes = {}
    for key, attempt in _ATTEMPTS:
        left = [each for each in only(found, Verdict.WRONG) if each not in causes]
        for part in _parted(left, key):
            if cause := attempt(case, part):
                causes.update(dict.fromkeys(part, cause))
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


def _by_input(case: _Case, wrong: list[Comparison]) -> str:
    found = misprint(wrong, case.found)
    return "" if found is None else str(found)


def _by_method(case: _Case, wrong: list[Comparison]) -> str:
    """The one other method with which the wrong amounts are right, and no right amount wrong."""
    cell = wrong[0].stated.cell
    same = [each for each in case.found if _table(each) in {_table(one) for one in wrong}]
    for i, activity in enumerate(case.budget.activities):
        if activity.key != cell.activity or activity.supplement:
            continue
        for method in methods(activity):
            if _all_fit(case, i, method.activity, same):
                return f"{amounts(len(wrong))} stämmer om {method.condition}"
    return ""


def _all_fit(case: _Case, i: int, activity: Activity, same: list[Comparison]) -> bool:
    activities = (*case.budget.activities[:i], activity, *case.budget.activities[i + 1 :])
    other = case.budget._replace(activities=activities)
    stated = StatedTable(case.table.file, None, tuple(each.stated for each in same), ())
    return all(map(is_explained, compare(stated, calculated(other, measures_of(stated)))))


def _by_deduction(case: _Case, wrong: list[Comparison]) -> str:
    cell = wrong[0].stated.cell
    sums = {
        step.key
        for activity in case.budget.activities
        for step in activity.steps
        if activity.key == cell.activity and isinstance(step.rule, SumStep)
    }
    value = deduction(wrong, sums)
    if value is None:
        return ""
    return (
        f"{amounts(len(wrong))} stämmer om {decimal(value)} kr per år dras av efter schablonerna "
        "(egen administration eller avgift)"
    )


def _by_slip(case: _Case, wrong: list[Comparison]) -> str:
    return cell_cause(wrong[0], {each.cell: each for each in case.table.amounts}, case.terms)


_ATTEMPTS: tuple[tuple[Key, Attempt], ...] = (
    (_activity, _by_input),
    (_activity, _by_method),
    (_table, _by_method),
    (_table, _by_input),
    (_group, _by_input),
    (_group, _by_deduction),
    (_cell, _by_slip),
)
