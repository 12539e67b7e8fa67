"""A text for each group, said once for those that share it: 0,9 för F-klass och åk 1-3; 1 för åk 7-9."""

from bidrag.calculation.budget import Group
from bidrag.numerals import listed


def by_group(told: list[tuple[Group, str]], every: list[Group]) -> str:
    """Each different text with the groups that it is said of, where that is not every group."""
    groups: dict[str, list[Group]] = {}
    for group, text in told:
        groups.setdefault(text, []).append(group)
    return "; ".join(for_some(text, some, every) for text, some in groups.items())


def for_some(text: str, some: list[Group], every: list[Group]) -> str:
    """The text with the groups that it is said of, where that is not every group."""
    return text if len(some) == len(every) else f"{text} för {names_of(some, every)}"


def names_of(some: list[Group], every: list[Group]) -> str:
    """The groups by what only they are in one dimension, for instance 1–2 år; else each by its name."""
    for dimension in range(min(len(group.values) for group in every)):
        values = list(dict.fromkeys(group.values[dimension] for group in some))
        if [group for group in every if group.values[dimension] in values] == some:
            return listed(values)
    return listed([group.label for group in some])
