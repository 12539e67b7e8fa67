"""Amounts that carry their own formula: the one representation that every reader shares.

A term is either *given* (read from the budget file or from the law) or an *amount* (computed).
There are three formulas: a sum (less what is deducted), a product over a product, and, where a
municipality rounds before the last step, a term rounded to a unit. Printing, explaining, writing an
Excel formula, evaluating over intervals and substituting other inputs are all walks of this graph.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from fractions import Fraction
from functools import reduce
from operator import add, attrgetter, mul, sub, truediv
from typing import Any, NamedTuple, Protocol, TypeVar

from bidrag.calculation.halfup import to_unit
from bidrag.law import Paragraph

REVISIONS = "revideringar"
"""The key of a budget file under which its revisions stand, each below its day."""


class Position(NamedTuple):
    """Where in a budget file a number stands.

    `line` and `column` count from 1; `path` is the keys that lead to it; `note` says how the number
    came about when it is derived and not copied from a decision.
    """

    file: str
    line: int
    column: int
    path: tuple[str, ...]
    note: str = ""

    @property
    def revised(self) -> tuple[str, ...]:
        """The keys that lead to what this is or revises: the same whether a revision states it or not."""
        return self.path[2:] if self.path[:1] == (REVISIONS,) else self.path


class Practice(NamedTuple):
    """A number that neither the file nor the law states: what is customary, in words."""

    text: str

    def __str__(self) -> str:
        return self.text


Origin = Position | Paragraph | Practice


class Kind(StrEnum):
    """What an input is about: the reasons that an amount can have for changing from year to year."""

    BUDGET = "budget"
    SHARE = "andelar"
    PRICE = "pris"
    COUNT = "antal"
    WEIGHT = "vikter"
    FACTOR = "faktorer"
    FIXED = "belopp"
    PREMISES = "faktiska lokalkostnader"
    RATE = "procentsatser"
    DIVISOR = "perioder"
    INDEX = "index"


EXACT = Fraction(0)


class Given:
    """An input: a number from the budget file, a rate from the law. `value` is exact as it stands.

    `margin` is how far from it the number behind may lie, because the source that it was copied from
    prints it rounded: half a unit of the last printed digit, 0 where nothing was rounded.
    """

    __slots__ = ("kind", "label", "margin", "origin", "unit", "value")

    def __init__(
        self,
        label: str,
        value: Fraction,
        unit: str,
        origin: Origin,
        kind: Kind,
        margin: Fraction = EXACT,
    ) -> None:
        self.label = label
        self.value = value
        self.unit = unit
        self.origin = origin
        self.kind = kind
        self.margin = margin


class Sum(NamedTuple):
    """The terms added together, less each of `less`."""

    terms: "tuple[Term, ...]"
    less: "tuple[Term, ...]" = ()


class Ratio(NamedTuple):
    """The product of `over`, divided by each of `under`."""

    over: "tuple[Term, ...]"
    under: "tuple[Term, ...]" = ()


class Rounded(NamedTuple):
    """The term to the nearest whole unit (kr), half up: what the municipality itself goes on from."""

    term: "Term"
    unit: Fraction


Formula = Sum | Ratio | Rounded


class Together:
    """Exact amounts (kr) that are decided in whole kronor so that they sum to their sum.

    Two are the same only when they are one: what they are decided as is found once for them all.
    Each of `amounts` is made by one of the `makers`, which is told which part it is.
    """

    __slots__ = ("amounts",)

    def __init__(self, makers: "Iterable[Callable[[Part], Amount]]") -> None:
        self.amounts = tuple(make(Part(self, i)) for i, make in enumerate(makers))

    @property
    def values(self) -> tuple[Fraction, ...]:
        """What they are worth (kr), in their order."""
        return tuple(amount.value for amount in self.amounts)


class Part(NamedTuple):
    """One of the amounts that are decided together, by its position among them."""

    together: Together
    position: int


class Amount:
    """A computed number: its address, its formula, its exact value and the rule that it rests on.

    `unit` is for instance "kr", "kr per elev" or "viktade elever". Raises `ZeroDivisionError` when
    the formula divides by a term whose value is zero. `part` is which one it is of the amounts that are
    decided together in whole kronor, None for any other amount.
    """

    __slots__ = ("address", "basis", "formula", "label", "part", "unit", "value")

    def __init__(
        self,
        address: str,
        label: str,
        unit: str,
        formula: Formula,
        basis: Paragraph | None = None,
        part: Part | None = None,
    ) -> None:
        self.address = address
        self.label = label
        self.unit = unit
        self.formula = formula
        self.basis = basis
        self.part = part
        self.value: Fraction = worth_of(formula)


Term = Given | Amount
_value: Callable[[Term], Fraction] = attrgetter("value")


def worth_of(formula: Formula) -> Fraction:
    """The formula's value, when each term is worth what it is."""
    return apply(formula, _value, to_unit)


def decided_with_others(term: "Term") -> bool:
    """Whether the amount is one of those that are decided together in whole kronor."""
    return isinstance(term, Amount) and term.part is not None


class Number(Protocol):
    """What a formula can be evaluated over: fractions, intervals, anything with `+`, `-`, `*` and `/`."""

    def __add__(self, other: Any, /) -> Any: ...
    def __sub__(self, other: Any, /) -> Any: ...
    def __mul__(self, other: Any, /) -> Any: ...
    def __truediv__(self, other: Any, /) -> Any: ...


N = TypeVar("N", bound=Number)


def apply(formula: Formula, value: Callable[[Term], N], rounded: Callable[[N, Fraction], N]) -> N:
    """The formula's value when each term is worth what `value` says.

    `rounded` is what a value becomes when it is rounded to a unit: `to_unit` for a fraction.
    """
    if isinstance(formula, Sum):
        return reduce(sub, map(value, formula.less), reduce(add, map(value, formula.terms)))
    if isinstance(formula, Rounded):
        return rounded(value(formula.term), formula.unit)
    product = reduce(mul, map(value, formula.over))
    return reduce(truediv, map(value, formula.under), product)


def operands(formula: Formula) -> tuple[Term, ...]:
    """The terms that the formula reads, in the order in which it is written."""
    if isinstance(formula, Rounded):
        return (formula.term,)
    above, below = formula
    return above + below


def evaluator(
    given: Callable[[Given], N], rounded: Callable[[N, Fraction], N]
) -> Callable[[Term], N]:
    """Tells any term's value when each input is worth what `given` says; what terms share, only once.

    With `lambda g: g.value` and `to_unit` this is `term.value`; with intervals it is the interval in
    which the term lies; with another year's numbers it is what the term would have been; and with
    `unrounded` what it would have been if nothing were rounded before it is printed.
    """
    known: dict[int, N] = {}

    def _worth(term: Term) -> N:
        if isinstance(term, Given):
            return given(term)
        if id(term) not in known:
            known[id(term)] = apply(term.formula, _worth, rounded)
        return known[id(term)]

    return _worth


def unrounded(value: N, _: Fraction) -> N:
    """The value itself: a municipality that rounds nothing before the last step."""
    return value


def inputs(terms: Iterable[Term]) -> list[Given]:
    """Every input that the terms rest on, each once, in the order in which the formulas read them."""
    seen: dict[int, Term] = {}

    def _visit(term: Term) -> None:
        if id(term) in seen:
            return
        seen[id(term)] = term
        if isinstance(term, Amount):
            for operand in operands(term.formula):
                _visit(operand)

    for term in terms:
        _visit(term)
    return [term for term in seen.values() if isinstance(term, Given)]
