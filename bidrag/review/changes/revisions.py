"""What a budget's revisions state, as inputs beside those that they revise."""

from typing import Any, TypeVar

from bidrag.calculation.budget import Activity, Agreement, Budget
from bidrag.calculation.formula import Given, Position

R = TypeVar("R", Activity, Agreement)


def apart(budget: Budget) -> Budget:
    """The same budget, where what is revised has inputs of its own, named below the revised activity.

    A number that a revision leaves as it stands may be changed by the other budget's revision, and
    revisions from the same month are the same whatever day they were decided.
    """
    activities = tuple(_apart(each, each) for each in budget.activities)
    providers = (
        provider._replace(
            agreements=tuple(
                _apart(each, budget.activities[each.activity]) for each in provider.agreements
            )
        )
        for provider in budget.providers
    )
    return budget._replace(activities=activities, providers=tuple(providers))


def _apart(part: R, activity: Activity) -> R:
    if part.revision is None:
        return part
    key = part.revision.key(activity.origin or activity.key)
    own: dict[int, Given] = {}

    def _copied(value: Any) -> Any:
        if isinstance(value, Position):
            return value._replace(path=(key, *value.revised))
        if isinstance(value, Given):
            return own.setdefault(id(value), _named(value))
        if isinstance(value, dict):
            return {name: _copied(each) for name, each in value.items()}
        if isinstance(value, tuple) and hasattr(value, "_make"):
            return value._make(map(_copied, value))
        return tuple(map(_copied, value)) if isinstance(value, tuple) else value

    def _named(given: Given) -> Given:
        origin = _copied(given.origin)
        return Given(given.label, given.value, given.unit, origin, given.kind, given.margin)

    copied: R = _copied(part)
    return copied
