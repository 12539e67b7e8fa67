"""From wrong amounts to their causes: an input, a method, a deduction, or a slip in one cell."""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.budget import Activity, Budget, SumStep
from bidrag.calculation.stated import StatedTable
from bidrag.numerals import NBSP, decimal
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


class _Explained(NamedTuple):
    """The wrong amounts that a cause explains; none where it explains nothing."""

    amounts: list[Comparison]
    cause: str


_NOTHING = _Explained([], "")
Attempt = Callable[[_Case, list[Comparison]], _Explained]


def diagnose(budget: Budget, table: StatedTable, found: list[Comparison], terms: Terms) -> Causes:
    """The cause of each wrong amount that has a known one: the widest single cause that explains it."""
    case = _Case(budget, table, found, terms)
    causes: Causes = {}
    for key, attempt in _ATTEMPTS:
        left = [each for each in only(found, Verdict.WRONG) if each not in causes]
        for part in _parted(left, key):
            explained, cause = attempt(case, part)
            causes.update(dict.fromkeys(explained, cause))
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


def _by_input(case: _Case, wrong: list[Comparison]) -> _Explained:
    found = misprint(wrong, case.found)
    return _NOTHING if found is None else _Explained(wrong, str(found))


def _by_method(case: _Case, wrong: list[Comparison]) -> _Explained:
    """The other method with which the most wrong amounts are right, and no right amount wrong.

    A published list can have a slip beside its method, so a few amounts may be left over.
    """
    cell = wrong[0].stated.cell
    same = [each for each in case.found if _table(each) in {_table(one) for one in wrong}]
    best = _NOTHING
    for i, activity in enumerate(case.budget.activities):
        if activity.key != cell.activity or activity.supplement:
            continue
        for method in methods(activity):
            righted = [each for each in _righted(case, i, method.activity, same) if each in wrong]
            if len(righted) > len(best.amounts) and len(righted) > len(wrong) * _MOST:
                best = _Explained(righted, _words(righted, wrong, method.condition))
    return best


_MOST = Fraction(2, 3)
"""A method explains a table when it explains more than this share of what is wrong in it."""


def _words(righted: list[Comparison], wrong: list[Comparison], condition: str) -> str:
    if len(righted) == len(wrong):
        return f"{amounts(len(wrong))} stämmer om {condition}"
    return f"{len(righted)} av {len(wrong)} belopp stämmer om {condition}"


def _righted(case: _Case, i: int, activity: Activity, same: list[Comparison]) -> list[Comparison]:
    """The wrong amounts that are right with this activity instead; none if it makes any right one wrong."""
    activities = (*case.budget.activities[:i], activity, *case.budget.activities[i + 1 :])
    other = case.budget._replace(activities=activities)
    stated = StatedTable(case.table.file, None, tuple(each.stated for each in same), ())
    now = compare(stated, calculated(other, measures_of(stated)))
    pairs = list(zip(same, now, strict=True))
    if any(is_explained(before) and not is_explained(after) for before, after in pairs):
        return []
    return [before for before, after in pairs if is_explained(after) and not is_explained(before)]


def _by_deduction(case: _Case, wrong: list[Comparison]) -> _Explained:
    cell = wrong[0].stated.cell
    sums = {
        step.key
        for activity in case.budget.activities
        for step in activity.steps
        if activity.key == cell.activity and isinstance(step.rule, SumStep)
    }
    span = deduction(wrong, sums)
    if span is None:
        return _NOTHING
    least, most = map(decimal, span)
    value = least if least == most else f"{least}–{most}"
    cause = (
        f"{cell.group}: {amounts(len(wrong))} stämmer om {value}{NBSP}kr per år dras av efter schablonerna "
        "(egen administration eller avgift)"
    )
    return _Explained(wrong, cause)


def _by_slip(case: _Case, wrong: list[Comparison]) -> _Explained:
    cause = cell_cause(wrong[0], {each.cell: each for each in case.table.amounts}, case.terms)
    return _Explained(wrong, cause) if cause else _NOTHING


_ATTEMPTS: tuple[tuple[Key, Attempt], ...] = (
    (_activity, _by_input),
    (_activity, _by_method),
    (_table, _by_method),
    (_table, _by_input),
    (_group, _by_input),
    (_group, _by_deduction),
    (_cell, _by_slip),
)
