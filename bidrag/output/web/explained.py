"""What opens from an amount: its part of the tree as `explain` tells it, with what can be opened in turn.

A tree is not repeated in every amount that rests on it, so the page grows as the number of amounts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from bidrag.calculation.formula import Amount, Term, operands
from bidrag.calculation.period import Rounding
from bidrag.calculation.tables import Calculation, Table
from bidrag.output.amounts.pages import Page
from bidrag.output.explanation.wording import notes, said, value_text
from bidrag.output.web.holding import held_months
from bidrag.review.explanation.addresses import Target, amounts
from bidrag.review.explanation.explain import Explanation, Part, Telling, explain


class Node(NamedTuple):
    """A part of the tree in words; `opens` is the key of its own explanation where it has one.

    `parts` says whether its own parts follow, and `closes` how many lists of parts end after it.
    """

    label: str
    statement: str
    basis: str
    opens: str
    parts: bool
    closes: int


class Explained(NamedTuple):
    """The explanation of one amount: `key` is its identity in the page, `where` whose and what of.

    `told` is what is said of it after its value: its formula. An input has no nodes. `notes` are about
    this amount, and `common` about how it and others are told.
    """

    key: str
    where: str
    address: str
    label: str
    unit: str
    value: str
    told: str
    basis: str
    nodes: tuple[Node, ...]
    notes: tuple[str, ...]
    common: tuple[str, ...]


def explained(calculation: Calculation, pages: tuple[Page, ...]) -> dict[int, Explained]:
    """The explanations by the term's identity: of every amount on the pages, in their order, and then
    of what several amounts rest on. What stands in several tables is explained once.
    """
    targets = _shown(calculation, pages)
    for target in _shared(list(targets.values())):
        targets.setdefault(id(target.term), target)
    keys = {each: f"f{number}" for number, each in enumerate(targets, 1)}
    return {each: _explained(calculation, target, keys) for each, target in targets.items()}


def _shown(calculation: Calculation, pages: tuple[Page, ...]) -> dict[int, Target]:
    """Every amount on the pages, with the table where it first stands."""
    known = {id(each.term): each.address for each in reversed(amounts(calculation).values())}
    found: dict[int, Target] = {}
    for table, page in zip(calculation.printed, pages, strict=True):
        for term in _terms(page):
            address = term.address if isinstance(term, Amount) else known.get(id(term), "")
            found.setdefault(id(term), Target(address, table, term))
    return found


def _terms(page: Page) -> Iterator[Term]:
    for column in page.columns:
        yield from filter(None, column.terms)


def _shared(targets: Iterable[Target]) -> Iterator[Target]:
    """What more than one amount is computed from, at any depth below these."""
    uses = Counter[int]()
    found: dict[int, Target] = {}
    stack = list(targets)
    while stack:
        _, table, term, _ = target = stack.pop()
        if id(term) not in found and isinstance(term, Amount):
            found[id(term)] = target
            below = [each for each in operands(term.formula) if isinstance(each, Amount)]
            uses.update(map(id, below))
            stack += [Target(each.address, table, each) for each in reversed(below)]
    return (found[each] for each, number in uses.items() if number > 1)


def _explained(calculation: Calculation, target: Target, keys: Mapping[int, str]) -> Explained:
    answer = explain(calculation, target, apart=keys)
    root = answer.parts[0].term
    words = said(answer.parts[0], calculation.rounding)
    value = value_text(root, calculation.rounding)
    told = notes(answer)
    own = 1 if answer.premises_reason else 0
    return Explained(
        keys[id(root)],
        _where(calculation, target.table),
        target.address,
        words.label,
        root.unit,
        value,
        words.statement.removeprefix(value),
        words.basis,
        tuple(_nodes(answer, keys)),
        tuple(told[:own]),
        tuple(told[own:]),
    )


def _where(calculation: Calculation, table: Table) -> str:
    """Whose the amount is, of what, and in which months where it is another in the rest of the year."""
    what = " ".join(filter(None, (table.title, held_months(table, calculation.tables))))
    supplement = table.supplement.title if table.supplement else ""
    return ", ".join(filter(None, (table.provider, what, supplement)))


def _nodes(answer: Explanation, keys: Mapping[int, str]) -> Iterator[Node]:
    parts = answer.parts[1:]
    following = [*(part.depth for part in parts[1:]), 1]
    for part, depth in zip(parts, following, strict=False):
        yield _node(part, answer.calculation.rounding, keys, depth)


def _node(part: Part, rounding: Rounding, keys: Mapping[int, str], following: int) -> Node:
    """The part; of one with an explanation of its own only the value, for the rest is there."""
    steps = following - part.depth
    words = said(part, rounding)
    if part.telling is not Telling.DEEPER:
        return Node(*words, "", steps > 0, max(-steps, 0))
    value = value_text(part.term, rounding)
    return Node(words.label, value, "", keys[id(part.term)], steps > 0, max(-steps, 0))
