"""A value for every combination of changed causes, and each cause's fair part of the whole change."""

from collections.abc import Iterable
from fractions import Fraction
from functools import cache, reduce
from itertools import product
from math import factorial
from typing import NamedTuple

from bidrag.review.changes.causes import Cause


class Worth(NamedTuple):
    """What something is worth: one value for each set of the causes that have changed.

    `values[i]` is the worth when the causes in the bits of i are as in the new budget, and the others
    as in the old one; so the first is the old value, and the last is the new.
    """

    causes: tuple[Cause, ...]
    values: tuple[Fraction, ...]


def constant(value: Fraction) -> Worth:
    """What no cause changes."""
    return Worth((), (value,))


def times(left: Worth, right: Worth) -> Worth:
    """The product of the two, whichever causes have changed."""
    causes = tuple(dict.fromkeys(left.causes + right.causes))
    a, b = (_indices(each.causes, causes) for each in (left, right))
    values = (left.values[i] * right.values[j] for i, j in zip(a, b, strict=True))
    return Worth(causes, tuple(values))


def multiplied(worths: Iterable[Worth]) -> Worth:
    """The product of them all; 1 for none."""
    return reduce(times, worths, constant(Fraction(1)))


@cache
def _indices(some: tuple[Cause, ...], every: tuple[Cause, ...]) -> tuple[int, ...]:
    """For each set of all the causes, the set of these that is in it."""
    bits = [(every.index(cause), i) for i, cause in enumerate(some)]
    return tuple(
        sum((changed >> at & 1) << i for at, i in bits) for changed in range(1 << len(every))
    )


def shapley(worth: Worth) -> dict[Cause, Fraction]:
    """Each cause's part of the change: the average, over all orders of change, of what it adds.

    The parts sum exactly to `values[-1] - values[0]`.
    """
    n = len(worth.causes)
    parts = dict.fromkeys(worth.causes, Fraction(0))
    for (changed, value), (i, cause) in product(enumerate(worth.values), enumerate(worth.causes)):
        parts[cause] += value * _weight(n, changed.bit_count(), bool(changed >> i & 1))
    return parts


@cache
def _weight(n: int, size: int, inside: bool) -> Fraction:
    """How large a part of all orders have just this set changed when the cause has, or has not."""
    if inside:
        return Fraction(factorial(size - 1) * factorial(n - size), factorial(n))
    return -Fraction(factorial(size) * factorial(n - size - 1), factorial(n))
