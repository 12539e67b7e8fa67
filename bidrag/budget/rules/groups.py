"""The rules of numbers by group: one for every group that has prices, and for no other."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import prod
from typing import Any, NamedTuple

from bidrag.budget.codes import (
    MISSING_GROUP,
    UNKNOWN_GROUP,
    WRONG_SHAPE,
    ZERO_WEIGHT,
    Code,
)
from bidrag.budget.diagnostics import Diagnostic, Place
from bidrag.budget.grouping import Cells, Values, leaves, number_of
from bidrag.budget.rules.magnitude import factor_size_rules
from bidrag.budget.rules.scope import Scope, unknown
from bidrag.budget.scalars import Figure
from bidrag.budget.schema import Line
from bidrag.budget.tree import Word


class Wanted(NamedTuple):
    """The groups that need a number each; `missing` is the error of those that have none.

    `alike` tells that the groups of a value may have one and the same number.
    """

    scope: Scope
    groups: list[Word]
    missing: Code
    alike: bool

    def values(self, dimension: int, outer: Word | None = None) -> list[Word]:
        """The groups' values in the dimension, of those groups that have the outer value if any."""
        found = (self.scope.activity.grouping.values[group] for group in self.groups)
        return list(dict.fromkeys(v[dimension] for v in found if outer in (None, v[0])))


def group_rules(
    scope: Scope,
    numbers: Any,
    place: Place,
    groups: list[Word] | None = None,
    missing: Code = MISSING_GROUP,
    *,
    alike: bool = True,
) -> Iterator[Diagnostic]:
    """That each of these groups, by default all that have prices, has one number, and no other has.

    `numbers` are one for all, or by group, and `place` is theirs. They are for each combination of
    the groups' dimensions, or where they may be `alike` for each value of one of the dimensions.
    Says nothing where the groups or the numbers could not be read.
    """
    if not isinstance(numbers, Mapping) or not numbers or not scope.activity.groups:
        return
    wanted = Wanted(scope, scope.priced if groups is None else groups, missing, alike)
    if len(scope.activity.grouping.dimensions) > 1:
        yield from _in_two_dimensions(wanted, numbers, place)
        return
    for key, number in numbers.items():
        if isinstance(number, Mapping):
            help_text = f"grupperna har en dimension; skriv talet efter {key}:"
            yield Diagnostic(WRONG_SHAPE, "här ska stå ett enda värde", help_text, key.place)
    yield from _keys(wanted, numbers, 0, place)


def _in_two_dimensions(wanted: Wanted, numbers: Cells[Any], place: Place) -> Iterator[Diagnostic]:
    grouping = wanted.scope.activity.grouping
    outer, inner = grouping.names
    dimension = max((0, 1), key=lambda each: len(numbers.keys() & grouping.dimensions[each].keys()))
    nested = [key for key, number in numbers.items() if isinstance(number, Mapping)]
    if nested and dimension == 1:
        message = f"talen under {nested[0]} står i fel ordning"
        help_text = f"skriv först värdena i {outer} och under vart och ett dem i {inner}"
        yield Diagnostic(WRONG_SHAPE, message, help_text, nested[0].place)
        return
    yield from _keys(wanted, numbers, dimension, place)
    if nested:
        for key in numbers:
            yield from _within(wanted, numbers, key, nested[0])
    elif not wanted.alike:
        message = f"talen ska anges för varje kombination av {outer} och {inner}"
        help_text = f"skriv värdena i {outer}, och under vart och ett ett tal för varje {inner}"
        yield Diagnostic(WRONG_SHAPE, message, help_text, place)


def _within(wanted: Wanted, numbers: Cells[Any], outer: Word, nested: Word) -> Iterator[Diagnostic]:
    found = numbers[outer]
    if isinstance(found, Mapping):
        if found and wanted.values(1, outer):
            yield from _keys(wanted, found, 1, outer.place, outer)
        return
    name = wanted.scope.activity.grouping.names[1]
    message = f"{outer} har ett enda tal, men {nested} har ett för varje {name}"
    help_text = f"skriv ett tal för varje {name} under {outer}: också"
    yield Diagnostic(WRONG_SHAPE, message, help_text, getattr(found, "place", outer.place))


def _keys(
    wanted: Wanted, numbers: Cells[Any], dimension: int, place: Place, outer: Word | None = None
) -> Iterator[Diagnostic]:
    """That the keys are the values that the wanted groups have in the dimension."""
    values = wanted.values(dimension, outer)
    for word in numbers:
        if word not in values:
            yield _unknown(wanted.scope, word, values, dimension, outer)
    for value in values:
        if value in numbers:
            continue
        group = value if outer is None else f"{outer} {value}"
        help_text = f"lägg till {value}: med ett tal"
        if wanted.missing is not MISSING_GROUP:
            help_text = f"skriv {value}: med ett belopp, eller {value}: inget om inget betalas"
        yield Diagnostic(wanted.missing, f"gruppen {group} saknas", help_text, place)


def _unknown(
    scope: Scope, word: Word, values: list[Word], dimension: int, outer: Word | None
) -> Diagnostic:
    """A number for a group that has none here, or does not exist."""
    grouping = scope.activity.grouping
    here = [] if grouping.dimension_of(word) != dimension else grouping.named(word)
    groups = [each for each in here if outer in (None, grouping.values[each][0])]
    if groups and all(group in scope.activity.individual for group in groups):
        return decided_individually(groups[0] if outer else word)
    if groups:
        message = f"gruppen {word} ingår inte i huvudmannens grupper"
        help_text = "ta bort talet, eller lägg till gruppen i huvudmannens grupper:"
        return Diagnostic(UNKNOWN_GROUP, message, help_text, word.place)
    if grouping.dimension_of(word) is not None:
        message = f"{word} är ett värde i {grouping.names[1 - dimension]}"
        help_text = f"här står värdena i {grouping.names[dimension]}: {', '.join(values)}"
        return Diagnostic(UNKNOWN_GROUP, message, help_text, word.place)
    if word in grouping.values:
        first, second = grouping.values[word]
        message = f"gruppen {word} skrivs på två nivåer"
        return Diagnostic(
            UNKNOWN_GROUP, message, f"skriv {first}: och under den {second}:", word.place
        )
    return unknown(UNKNOWN_GROUP, "gruppen", word, values, "grupper")


def decided_individually(word: Word) -> Diagnostic:
    """A number for a group that has no price."""
    message = f"gruppen {word} beslutas individuellt och har inget tal här"
    help_text = "ta bort talet, eller ta bort gruppen ur beslutas individuellt:"
    return Diagnostic(UNKNOWN_GROUP, message, help_text, word.place)


def weight_rules(scope: Scope, weights: Any, place: Place) -> Iterator[Diagnostic]:
    """That every priced group has a weight, and some weight is more than zero."""
    yield from group_rules(scope, weights, place)
    found = list(leaves(weights))
    if found and all(weight.value == 0 for weight in found):
        help_text = "minst en vikt är större än noll"
        yield Diagnostic(ZERO_WEIGHT, "alla vikter är noll", help_text, place)


def factor_rules(scope: Scope, factors: Mapping[Word, Figure] | None) -> Iterator[Diagnostic]:
    """That every factor is a part, for a value of some dimension, which some group with a price has."""
    yield from factor_size_rules(factors or {})
    activity = scope.activity
    grouping = activity.grouping
    for word in factors if factors and activity.groups else ():
        groups = grouping.named(word)
        if grouping.dimension_of(word) is None:
            values = [value for each in grouping.dimensions for value in each]
            yield unknown(UNKNOWN_GROUP, "värdet", word, values, "värden")
        elif all(group in activity.individual for group in groups):
            yield decided_individually(word)


def zero_rules(scope: Scope, line: Line, place: Place) -> Iterator[Diagnostic]:
    """That the factors (stated at `place`) leave some group with a weight to share a budget by."""
    activity = scope.activity
    weights = activity.weights if line.weights is None else line.weights
    factors = activity.factors_of(line)
    if line.budget is None or not factors or not scope.priced:
        return

    def _weight(values: Values) -> Fraction:
        own = Fraction(1) if weights is None else number_of(weights, values).value
        return own * prod(factors[value].value for value in values if value in factors)

    try:
        shared = any(_weight(activity.grouping.values[group]) for group in scope.priced)
    except KeyError:
        return  # a group has no weight, which has been reported
    if not shared and (weights is None or any(weight.value for weight in leaves(weights))):
        message = "faktorerna gör alla gruppers vikter till noll"
        help_text = "minst en grupp har en vikt som är större än noll"
        yield Diagnostic(ZERO_WEIGHT, message, help_text, place)
