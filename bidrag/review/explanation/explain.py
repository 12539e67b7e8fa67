"""The tree behind one amount, as data: each part told once, and only named where it comes again."""

from collections.abc import Collection, Iterator
from enum import Enum
from typing import NamedTuple

from bidrag.calculation import Calculation, Period
from bidrag.calculation.formula import Amount, Given, Kind, Term, operands
from bidrag.review.explanation.addresses import Target, amounts, top, under


class Telling(Enum):
    """How much is told of a part: all of it, that it has been told, or that it lies deeper."""

    FULL = "full"
    ABOVE = "above"
    DEEPER = "deeper"


class Part(NamedTuple):
    """One place in the tree: a term, `depth` levels below the amount that is explained.

    `last` marks the last part of the formula that it belongs to.
    """

    term: Term
    depth: int
    last: bool
    telling: Telling

    @property
    def has_parts(self) -> bool:
        """Whether anything is drawn below it: its parts, or that they are left out."""
        return isinstance(self.term, Amount) and self.telling is not Telling.ABOVE


class Explanation(NamedTuple):
    """An amount and everything that it was computed from, in the order in which it is read.

    `parts` is empty where there is no amount. `limit` is the deepest level told.
    """

    calculation: Calculation
    target: Target
    parts: tuple[Part, ...]
    limit: int | None

    @property
    def premises_reason(self) -> str:
        """The särskilda skäl, where a provider's actual lokalkostnad is a part of the amount."""
        terms = (part.term for part in self.parts)
        actual = any(isinstance(term, Given) and term.kind is Kind.PREMISES for term in terms)
        return self.target.table.premises_reason if actual else ""


class Entry(NamedTuple):
    """A line of a listing: an address, with its amount or with what it is in words."""

    address: str
    term: Term | None
    words: str


class Listing(NamedTuple):
    """What stands under a part of an address; `folder` is empty for the activities and providers.

    `periods` are the others than the year that some of the prices can be stated for.
    """

    calculation: Calculation
    folder: str
    entries: tuple[Entry, ...]
    periods: tuple[Period, ...] = ()


Answer = Explanation | Listing
"""What is shown for an address: the tree behind an amount, or what stands under a part of one."""


def explain(
    calculation: Calculation,
    target: Target,
    limit: int | None = None,
    apart: Collection[int] = frozenset(),
) -> Explanation:
    """The tree behind the target's amount, at most `limit` levels below it; None for all of it.

    `apart` are the amounts, by identity, that have an explanation of their own: below the target, what
    they are computed from is left to that.
    """
    found = () if target.term is None else tuple(_parts(target.term, limit, apart))
    return Explanation(calculation, target, found, limit)


def list_under(calculation: Calculation, folder: str) -> Listing:
    """What stands under the folder, with its amount; for no folder the activities and providers."""
    if not folder:
        entries = [Entry(name, None, words) for name, words in top(calculation).items()]
        return Listing(calculation, folder, tuple(entries))
    found = under(amounts(calculation), folder)
    known = {period for target in found for period in target.table.periods}
    periods = tuple(period for period in Period if period in known)
    return Listing(calculation, folder, tuple(map(_entry, found)), periods)


def _entry(target: Target) -> Entry:
    words = f"beslutas individuellt: {target.individual}" if target.term is None else ""
    return Entry(target.address, target.term, words)


def _parts(root: Term, limit: int | None, apart: Collection[int]) -> Iterator[Part]:
    told = set[int]()
    stack = [(root, 0, True)]
    while stack:
        term, depth, last = stack.pop()
        is_apart = depth > 0 and id(term) in apart
        telling = _telling(term, told, deeper=depth == limit or is_apart)
        yield Part(term, depth, last, telling)
        if telling is Telling.FULL:
            told.add(id(term))
            below = operands(term.formula) if isinstance(term, Amount) else ()
            stack += [(each, depth + 1, each_last) for each, each_last in _backwards(below)]


def _telling(term: Term, told: set[int], *, deeper: bool) -> Telling:
    if id(term) in told:
        return Telling.ABOVE
    return Telling.DEEPER if deeper and isinstance(term, Amount) else Telling.FULL


def _backwards(terms: tuple[Term, ...]) -> Iterator[tuple[Term, bool]]:
    """The terms from the last to the first, as a stack takes them, each with whether it is the last."""
    for i in reversed(range(len(terms))):
        yield terms[i], i == len(terms) - 1
