"""How much of each cost line a row of the ladder contains, in each of two budgets."""

from collections.abc import Iterable
from fractions import Fraction

from bidrag.calculation.budget import Activity, Budget, FixedStep, PercentStep
from bidrag.review.changes.causes import Name, place, step_rate
from bidrag.review.changes.monomials import NONE, ONE, Coefficient
from bidrag.review.changes.pairs import Inputs

Reach = dict[str, Coefficient]
"""How much of each line, by its key, a row contains."""


class Ladders:
    """The steps of both budgets, for products that only one of them has."""

    def __init__(self, old: Budget, new: Budget, inputs: Inputs) -> None:
        self.rows = [
            {place(each): _climbed(each, inputs) for each in budget.activities}
            for budget in (old, new)
        ]

    def across(self, line: Name, row: str, side: int, found: Coefficient) -> Coefficient:
        """What the product's coefficient in this row would be with the other budget's steps.

        The product has the coefficient `found` in the budget `side`, and rests on the cost line.
        """
        *where, key = line
        here, there = (self.rows[at].get(tuple(where), {}) for at in (side, 1 - side))
        own = here.get(row, {}).get(key)
        if own is None or row not in there:
            return found
        other = there[row].get(key, NONE) if key in there else _of_new(here, there, row, own)
        x, y = (found[i] / own[i] * other[i] if own[i] else other[i] for i in (0, 1))
        return x, y


def _of_new(
    here: dict[str, Reach], there: dict[str, Reach], row: str, own: Coefficient
) -> Coefficient:
    """What a line would be in steps that were made without it.

    As here, where the steps treat the other lines as here; else as they treat every line, where they
    treat them all alike; else nothing, so that the line is not counted until the steps know of it.
    """
    common = [key for key in there if key in here and there[key].keys() == {key}]
    treated = {there[row].get(key, NONE) for key in common}
    if all(here[row].get(key, NONE) == there[row].get(key, NONE) for key in common):
        return own
    return treated.pop() if len(treated) == 1 else NONE


def _climbed(activity: Activity, inputs: Inputs) -> dict[str, Reach]:
    """What every row contains, the lines themselves included."""
    found: dict[str, Reach] = {line.key: {line.key: ONE} for line in activity.lines}
    for step in activity.steps:
        if isinstance(step.rule, FixedStep):
            found[step.key] = {}
            continue
        is_percent = isinstance(step.rule, PercentStep)
        rate = inputs[step_rate(activity, step)].values if is_percent else ONE
        found[step.key] = _added((found.get(row, {}) for row in step.rule.rows), rate)
    return found


def _added(rows: Iterable[Reach], rate: Coefficient) -> Reach:
    total: Reach = {}
    for row in rows:
        for key, (old, new) in row.items():
            before = total.get(key, (Fraction(0), Fraction(0)))
            total[key] = before[0] + rate[0] * old, before[1] + rate[1] * new
    return total
