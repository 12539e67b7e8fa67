"""The other ways to climb the ladder that are known from published price lists."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.budget import Activity, PercentStep, Step
from bidrag.calculation.formula import Given
from bidrag.calculation.legal import ADMINISTRATION, MOMS
from bidrag.numerals import decimal
from bidrag.review.findings.scope import Ladder


class Method(NamedTuple):
    """Another ladder for the same lines, and the condition in words: "beloppen stämmer om …"."""

    condition: str
    activity: Activity


def methods(activity: Activity) -> Iterator[Method]:
    """Every known method that differs from the activity's own, each changing one thing."""
    ladder = Ladder(activity)
    for condition, change in _CHANGES:
        steps = change(ladder)
        if steps is not None and steps != activity.steps:
            yield Method(_worded(condition, ladder), activity._replace(steps=steps))


def _worded(condition: str, ladder: Ladder) -> str:
    """The condition with the rates that the ladder has, as in 3/97."""
    rates = {
        schablon: 100 * found[0][1].rate.value
        for schablon in (ADMINISTRATION, MOMS)
        if (found := ladder.percentages(schablon))
    }
    ways = {
        name: f"{decimal(rate)}/{decimal(100 - rate)} i stället för {decimal(rate)}/100"
        for name, rate in rates.items()
    }
    return condition.format_map({ADMINISTRATION: "", MOMS: "", **ways})


Change = Callable[[Ladder], tuple[Step, ...] | None]
Base = Callable[[Ladder, list[str]], list[str]]


def _based(schablon: str, base: Base) -> Change:
    """The same ladder with another base for the schablon; fixed amounts can be part of the base."""

    def _change(ladder: Ladder) -> tuple[Step, ...] | None:
        found = ladder.percentages(schablon)
        if len(found) != 1:
            return None
        step, rule = found[0]
        before = ladder.leaves(rule.rows)
        rows = base(ladder, before)
        if not rows or set(rows) == set(before):
            return None
        other = step._replace(rule=rule._replace(rows=tuple(rows)))
        return _fixed_first(ladder, step, other)

    return _change


def _fixed_first(ladder: Ladder, step: Step, other: Step) -> tuple[Step, ...]:
    """The steps with one exchanged; fixed amounts depend on nothing and may stand first."""
    fixed = tuple(each for each, _ in ladder.fixed)
    rest = (each for each in ladder.activity.steps if each not in fixed)
    return (*fixed, *(other if each is step else each for each in rest))


def _rated(schablon: str, rate: Callable[[Fraction], Fraction]) -> Change:
    def _change(ladder: Ladder) -> tuple[Step, ...] | None:
        found = ladder.percentages(schablon)
        if len(found) != 1 or found[0][1].rate.value >= 1:
            return None
        step, rule = found[0]
        other = step._replace(rule=rule._replace(rate=_given(rule, rate(rule.rate.value))))
        return tuple(other if each is step else each for each in ladder.activity.steps)

    return _change


def _given(rule: PercentStep, value: Fraction) -> Given:
    rate = rule.rate
    return Given(rate.label, value, rate.unit, rate.origin, rate.kind)


def _lines(ladder: Ladder) -> list[str]:
    return list(ladder.lines)


def _premises(ladder: Ladder) -> set[str]:
    return {line.key for line in ladder.lines.values() if line.premises}


def _fixed(ladder: Ladder) -> list[str]:
    return [step.key for step, _ in ladder.fixed]


def _percentages(ladder: Ladder, schablon: str) -> list[str]:
    return [step.key for step, _ in ladder.percentages(schablon)]


def _without_premises(ladder: Ladder, base: list[str]) -> list[str]:
    return [row for row in base if row not in _premises(ladder)]


def _only_lines(ladder: Ladder, base: list[str]) -> list[str]:
    return [row for row in base if row in ladder.lines]


def _all_lines(ladder: Ladder, _: list[str]) -> list[str]:
    return _lines(ladder)


def _all_and_administration(ladder: Ladder, _: list[str]) -> list[str]:
    return [*_lines(ladder), *_percentages(ladder, ADMINISTRATION)]


def _with_fixed(ladder: Ladder, base: list[str]) -> list[str]:
    return [*base, *(row for row in _fixed(ladder) if row not in base)]


def _without_fixed(ladder: Ladder, base: list[str]) -> list[str]:
    return [row for row in base if row not in _fixed(ladder)]


def _of_the_whole(rate: Fraction) -> Fraction:
    return rate / (1 - rate)


_CHANGES: tuple[tuple[str, Change], ...] = (
    (
        "lokalkostnader inte ingår i administrationens underlag",
        _based(ADMINISTRATION, _without_premises),
    ),
    ("alla rader ingår i administrationens underlag", _based(ADMINISTRATION, _all_lines)),
    (
        "administrationen är {administration} (procent av summan i stället för påslag)",
        _rated(ADMINISTRATION, _of_the_whole),
    ),
    (
        "momsen är {moms} (procent av summan i stället för påslag)",
        _rated(MOMS, _of_the_whole),
    ),
    ("momsen räknas bara på kostnadsraderna, utan administration", _based(MOMS, _only_lines)),
    ("lokalkostnader inte ingår i momsens underlag", _based(MOMS, _without_premises)),
    ("avdrag (avgift, egen administration) dras före momsen", _based(MOMS, _with_fixed)),
    ("avdrag (avgift, egen administration) dras efter momsen", _based(MOMS, _without_fixed)),
    (
        "avdrag (avgift, egen administration) dras före administrationen",
        _based(ADMINISTRATION, _with_fixed),
    ),
    (
        "momsen räknas på alla rader och administrationen",
        _based(MOMS, _all_and_administration),
    ),
)
