"""The groups of an activity: the values of one dimension, or all combinations of those of two.

This is the one place that says which number a group gets of those that the file states by group: one
for all groups, one for each value of a dimension, or one for each value of both.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import prod
from typing import Any, TypeVar

from bidrag.budget.scalars import Figure
from bidrag.budget.tree import BLANK, Word

T = TypeVar("T")
MAX_GROUPS = 1000
"""More combinations than this are no table that anyone reads."""

Values = tuple[Word, ...]
"""A group's value in each dimension."""

Dimension = Mapping[Word, Word]
"""The values of a dimension, and how each is printed."""

Cells = Mapping[Word, T | Mapping[Word, T]]
"""Numbers by the values of one dimension, or of the first and within it of the second."""


class Grouping:
    """The groups that an activity states; none where the statement could not be read.

    `values` are each group's values and `labels` how it is printed, both by the group's key and in
    the order of the tables.
    """

    def __init__(self, stated: Mapping[Word, Word | Dimension]) -> None:
        self.dimensions = _dimensions(stated)
        self.size = prod(map(len, self.dimensions)) if self.dimensions else 0
        self.names: tuple[Word, ...] = tuple(stated) if len(self.dimensions) > 1 else ()
        self.values: dict[Word, Values] = {}
        self.labels: dict[Word, Word] = {}
        for values in product(*self.dimensions) if 0 < self.size <= MAX_GROUPS else ():
            key = _joined(values)
            self.values[key] = values
            self.labels[key] = _joined(self.printed(values))

    def printed(self, values: Values) -> Values:
        """How each of the values is printed."""
        return tuple(labels[value] for labels, value in zip(self.dimensions, values, strict=True))

    def label_of(self, value: Word) -> Word:
        """How a value of either dimension is printed."""
        return next(labels[value] for labels in self.dimensions if value in labels)

    def named(self, name: Word) -> list[Word]:
        """The groups of this name: the one that it is the key of, or all that have it as a value."""
        return [key for key, values in self.values.items() if name == key or name in values]

    def chosen(self, names: Iterable[Word]) -> list[Word]:
        """The groups of these names, each at the place where it is named."""
        return [Word(group, name.place) for name in names for group in self.named(name)]

    def dimension_of(self, name: Word) -> int | None:
        """Which of the dimensions has a value of this name; None if neither has."""
        return next((i for i, each in enumerate(self.dimensions) if name in each), None)


def number_of(numbers: T | Cells[T], values: Values) -> T:
    """The number that a group of these values gets. Raises `KeyError` where none is stated for it."""
    if not isinstance(numbers, Mapping):
        return numbers
    keys = keys_of(numbers, values)
    if not keys:
        raise KeyError(*values)
    found = numbers[keys[0]]
    return found[keys[1]] if isinstance(found, Mapping) else found


def keys_of(numbers: object, values: Values) -> Values:
    """Those of a group's values by which its number is stated: none for a number for all groups."""
    if not isinstance(numbers, Mapping):
        return ()
    stated = tuple(value for value in values if value in numbers)
    return values if stated and isinstance(numbers[stated[0]], Mapping) else stated


def leaves(numbers: Figure | Mapping[Word, Any]) -> Iterator[Figure]:
    """Every number of those that are stated by group."""
    if not isinstance(numbers, Mapping):
        yield numbers
        return
    for found in numbers.values():
        yield from leaves(found)


def _dimensions(stated: Mapping[Word, Word | Dimension]) -> tuple[Dimension, ...]:
    """The dimensions, of which two have names; none where their shapes do not agree."""
    nested = tuple(each for each in stated.values() if not isinstance(each, Word))
    if not nested:
        flat = {key: label for key, label in stated.items() if isinstance(label, Word)}
        return (flat,) if flat else ()
    return nested if len(nested) == len(stated) == 2 else ()


def _joined(words: Values) -> Word:
    """The words with a space between, at the place of the last; blank where one of them is."""
    if len(words) == 1 or BLANK in words:
        return words[0] if len(words) == 1 else BLANK
    return Word(" ".join(words), words[-1].place)
