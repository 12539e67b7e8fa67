"""The inputs of two budgets side by side: what may differ between them, and what that would do."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.budget import Budget, Line
from bidrag.calculation.formula import Given, Kind
from bidrag.review.changes.causes import LADDER, Cause, Name, Owned, line_name, owned, place, way

NOTHING = (Kind.COUNT, Kind.BUDGET, Kind.PRICE, Kind.FIXED, Kind.PREMISES)
"""What is 0 in a budget that does not state it: nobody is there, and nothing is paid."""


class Pair(NamedTuple):
    """An input in the old and in the new budget; None where it is not there.

    `method` is the cause when its cost line is split in another way, and `lone` tells that the line
    is in one of the budgets only. `stays` tells that the number may be thought of as the same in a
    budget that does not state it, since something else keeps it from being used there.
    """

    old: Owned | None
    new: Owned | None
    method: Cause | None
    lone: bool
    stays: bool

    @property
    def known(self) -> Owned:
        """The input as the newest budget that has it states it."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def both(self) -> bool:
        """Whether the input is in both budgets."""
        return self.old is not None and self.new is not None

    @property
    def values(self) -> tuple[Fraction, Fraction]:
        """Old and new value, also where it is not stated."""
        known = self.known.given
        absent = Fraction(0) if known.kind in NOTHING and not self.stays else known.value
        return (
            self.old.given.value if self.old else absent,
            self.new.given.value if self.new else absent,
        )

    @property
    def differs(self) -> bool:
        """Whether the two budgets state it otherwise."""
        return not self.both or self.values[0] != self.values[1]

    @property
    def cause(self) -> Cause:
        """Why it differs. What is in one budget only may come and go with its line or its step."""
        found = self.known
        if self.both:
            return found.cause
        if self.method:
            return self.method
        if self.lone and found.line:
            return found.line
        return LADDER if found.given.kind is Kind.RATE else found.cause

    def side(self, given: Given) -> int:
        """Which budget the input is from: 0 for the old, 1 for the new."""
        return 0 if self.old and self.old.given is given else 1


class Inputs:
    """Every input of two budgets by its name; `methods` are the lines that are split in another way."""

    def __init__(self, old: Budget, new: Budget) -> None:
        before, after = ({each.name: each for each in owned(budget)} for budget in (old, new))
        self.sides = Side(old, before), Side(new, after)
        self.names = {
            id(each.given): each.name for side in (before, after) for each in side.values()
        }
        self.methods = dict(_methods(*(side.lines for side in self.sides)))
        self.pairs = {
            name: self._pair(before.get(name), after.get(name)) for name in {**before, **after}
        }

    def __getitem__(self, name: Name) -> Pair:
        """The input of this name."""
        return self.pairs[name]

    def name(self, given: Given) -> Name:
        """What an input of either budget is called."""
        return self.names[id(given)]

    def _pair(self, old: Owned | None, new: Owned | None) -> Pair:
        known = new or old
        assert known is not None
        # An actual lokalkostnad stands in place of the line however that is split.
        is_actual = known.given.kind is Kind.PREMISES
        method = None if is_actual else self.methods.get(known.row)
        lone = bool(known.row) and not all(known.row in side.lines for side in self.sides)
        stays = method is not None or self._is_of_another_group(known)
        return Pair(old, new, method, lone, stays)

    def _is_of_another_group(self, known: Owned) -> bool:
        """Whether it is one more number of something in both budgets, for a group in one of them."""
        return (
            known.group is not None
            and all(known.cause in side.causes for side in self.sides)
            and not all(known.group in side.groups for side in self.sides)
        )


class Side:
    """What one of the budgets has: its cost lines, its groups and what its inputs are about."""

    def __init__(self, budget: Budget, inputs: dict[Name, Owned]) -> None:
        self.lines = {
            line_name(activity, line): line
            for activity in budget.activities
            for line in activity.lines
        }
        self.groups = {
            (*place(each), group.key) for each in budget.activities for group in each.groups
        }
        self.causes = {each.cause for each in inputs.values()}


def _methods(old: dict[Name, Line], new: dict[Name, Line]) -> Iterator[tuple[Name, Cause]]:
    """The lines of both budgets that are split in another way, each with that as a cause."""
    for name, line in new.items():
        before, after = way(old.get(name, line)), way(line)
        if before != after:
            label = f"{line.label}: fördelning"
            yield name, Cause(("fördelning", *name), label, f"{before} → {after}")
