"""Small budgets in which each cause can be changed by itself, as text: what `diff` is tried on."""

from collections.abc import Callable
from fractions import Fraction
from itertools import permutations
from typing import NamedTuple

from bidrag.budget.load import parse_budget
from bidrag.calculation import compute
from bidrag.calculation.budget import Budget
from bidrag.calculation.stated import Cell, cells
from bidrag.review.changes.diff import (
    EVERYTHING,
    Amounts,
    Change,
    Choice,
    Difference,
    Why,
    amounts,
    attribution,
    difference,
)

Causes = frozenset[str]


class Scenario(NamedTuple):
    """A budget in which any of the causes (as `diff` names them) may have changed."""

    causes: tuple[str, ...]
    text: Callable[[Causes], str]

    def values(self, changed: Causes) -> dict[Cell, Fraction]:
        """Every amount, read and computed from the text in which these causes have changed."""
        budget = read(self.text(changed))
        return {cell: term.value for cell, term in cells(compute(budget))}


def read(text: str) -> Budget:
    """The budget that the text says."""
    return parse_budget("budget.yaml", text.encode())


def compared(old: str, new: str, choice: Choice = EVERYTHING) -> Difference:
    """The difference between the chosen amounts of two budgets."""
    return difference(*sides(old, new), choice)


def sides(old: str, new: str) -> tuple[Amounts, Amounts, Why | None]:
    """Both sides of a comparison, and what explains it."""
    a, b = read(old), read(new)
    before, after = amounts("före", a, b), amounts("efter", b, a)
    return before, after, attribution(before, after)


def changes(found: Difference) -> dict[Cell, Change]:
    """Every changed amount."""
    return {each.cell: each for section in found.sections for each in section.changes}


def by_cause(change: Change) -> dict[str, Fraction]:
    """Each cause's part of the change."""
    return {part.cause.label: part.value for part in change.parts}


def by_all_orders(scenario: Scenario) -> dict[Cell, dict[str, Fraction]]:
    """What each cause adds to each amount, averaged over all orders: every budget is computed anew."""
    known: dict[Causes, dict[Cell, Fraction]] = {}
    parts: dict[Cell, dict[str, Fraction]] = {}
    orders = list(permutations(scenario.causes))
    for order in orders:
        for i, cause in enumerate(order):
            before, after = frozenset(order[:i]), frozenset(order[: i + 1])
            for changed in (before, after):
                if changed not in known:
                    known[changed] = scenario.values(changed)
            for cell, value in known[after].items():
                if cell in known[before]:
                    found = parts.setdefault(cell, dict.fromkeys(scenario.causes, Fraction(0)))
                    found[cause] += (value - known[before][cell]) / len(orders)
    return {
        cell: {cause: value for cause, value in found.items() if value}
        for cell, found in parts.items()
    }


class Numbers(NamedTuple):
    """The numbers of a budget with two groups and a line for each way to split."""

    shared: int = 400_000
    quarters: int = 1
    equal: int = 90_000
    weighted: int = 60_000
    weight: str = "0,5"
    price: int = 7_000
    premises: int = 50_000
    actual: int = 900
    counts: tuple[str, str] = ("10", "30")
    rate: int = 5
    deduction: int = -100


CAUSES = {
    "Undervisning: budget": "shared",
    "Undervisning: andelar": "quarters",
    "Lärverktyg: budget": "equal",
    "Måltider: budget": "weighted",
    "Vikter": "weight",
    "Elevhälsa: pris": "price",
    "Lokalkostnader: budget": "premises",
    "Faktisk lokalkostnad": "actual",
    "Antal elever": "counts",
    "Procentsatser": "rate",
    "Avgift": "deduction",
}


def numbers(old: Numbers, new: Numbers) -> Scenario:
    """The same budget with other numbers."""
    causes = tuple(
        cause for cause, name in CAUSES.items() if getattr(old, name) != getattr(new, name)
    )

    def _text(changed: Causes) -> str:
        state = {CAUSES[cause]: getattr(new, CAUSES[cause]) for cause in changed}
        return text(old._replace(**state))

    return Scenario(causes, _text)


def text(n: Numbers) -> str:
    """The budget file; a share is so many quarters of its budget."""
    first = Fraction(n.shared * n.quarters, 4)
    return f"""\
kommun: Testköping
år: 2024
verksamheter:
  skola:
    skolform: grundskola
    rubrik: Skola
    grupper:
      a: åk A
      b: åk B
    antal:
      a: {n.counts[0]}
      b: {n.counts[1]}
    kostnader:
      undervisning:
        budget: {n.shared}
        andelar:
          a: {first}
          b: {n.shared - first}
      lärverktyg: {n.equal}
      måltider:
        budget: {n.weighted}
        vikter:
          a: {n.weight}
          b: 1
      elevhälsa:
        pris:
          a: {n.price}
          b: 5000
      lokalkostnader: {n.premises}
    steg:
      underlag:
        summa: [undervisning, lärverktyg, måltider, elevhälsa, lokalkostnader]
      påslag:
        procent: {n.rate} %
        av: underlag
      ike:
        summa: [underlag, påslag]
      moms:
        schablon: moms
        av: ike
      avgift:
        rubrik: Avgift
        belopp:
          a: {n.deduction}
          b: -50
      bidrag:
        summa: [ike, moms, avgift]
huvudmän:
  Friskolan:
    verksamheter:
      skola:
        grupper: [a]
        faktiska lokalkostnader:
          a: {n.actual}
        särskilda skäl: nämndens motivering
"""


LAW = """\
kommun: Testköping
år: 2024
verksamheter:
  skola:
    skolform: grundskola
    rubrik: Skola
    grupper:
      a: åk A
      b: åk B
    antal:
      a: 10
      b: 30
    kostnader:
      undervisning: 400 000
      måltider: 60 000
      lokalkostnader: 50 000
huvudmän:
  Friskolan:
    verksamheter:
      skola:
        grupper: [a]
"""

Replacements = tuple[tuple[str, str], ...]


def replacements(base: str, causes: dict[str, Replacements]) -> Scenario:
    """A budget file in which each cause replaces text."""

    def _text(changed: Causes) -> str:
        found = base
        for cause in causes:
            for old, new in causes[cause] if cause in changed else ():
                assert found.count(old) == 1, old
                found = found.replace(old, new)
        return found

    return Scenario(tuple(causes), _text)
