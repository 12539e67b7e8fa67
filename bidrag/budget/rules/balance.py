"""That a ladder loses no money and pays none twice: each price holds a row once, and some price each row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from bidrag.budget.codes import COUNTED_TWICE, MISSING_KEY, UNUSED
from bidrag.budget.diagnostics import Diagnostic
from bidrag.budget.rules.recipients import is_settled, recipients
from bidrag.budget.rules.scope import Scope
from bidrag.budget.schema import Step
from bidrag.budget.tree import Word
from bidrag.calculation.legal import BIDRAG, IKE

Parts = frozenset[Word]
"""The cost lines, percentages and fixed amounts that a row is the sum of."""
Bases = Mapping[Word, Parts]
"""What each step with one of the law's schablons is a percentage of."""


def balance_rules(scope: Scope, steps: Mapping[Word, Step]) -> Iterator[Diagnostic]:
    """The rules of a ladder whose rows all exist: its prices are sums, and hold everything once."""
    if not steps:
        return
    # A row that could not be read, and has been reported, holds nothing.
    parts: defaultdict[str, Parts] = defaultdict(frozenset)
    parts.update((line, frozenset([line])) for line in scope.activity.lines)
    bases: dict[Word, Parts] = {}
    for name, step in steps.items():
        rows = step.total or step.base or []
        yield from _twice(rows, parts)
        every: Parts = frozenset().union(*(parts[row] for row in rows))
        parts[name] = every if step.total is not None else frozenset([name])
        if step.schablon is not None:
            bases[name] = every
    if scope.activity.recipients is None:
        yield from _law_prices(scope, steps)
    if not is_settled(scope.activity):
        return
    prices = {each.row: parts[each.row] for each in recipients(scope.activity)}
    yield from _same_schablon(steps, bases, prices.values())
    yield from _left_out(scope, steps, frozenset().union(*prices.values()))


def _law_prices(scope: Scope, steps: Mapping[Word, Step]) -> Iterator[Diagnostic]:
    """That the sums which the law's recipients are paid are there, where no others are stated."""
    if IKE in steps and steps[Word(IKE, scope.key.place)].total is None:
        help_text = "skriv ike: med summa:; ett påslag eller avdrag behöver ett eget namn"
        place = scope.at("steg", IKE)
        yield Diagnostic(MISSING_KEY, "steget ike är ingen summa", help_text, place)
    last = list(steps)[-1]
    if last != BIDRAG or steps[last].total is None:
        help_text = (
            "avsluta steg: med bidrag: och summa: av allt som ska betalas, eller säg under "
            "mottagare: vilka summor som är priser"
        )
        place = scope.at("steg", last)
        yield Diagnostic(MISSING_KEY, "stegen slutar inte med summan bidrag", help_text, place)


def _twice(rows: list[Word], parts: Mapping[str, Parts]) -> Iterator[Diagnostic]:
    for i, row in enumerate(rows):
        for other in rows[:i]:
            if shared := [each for each in parts[row] if each in parts[other]]:
                message = f"{row} och {other} innehåller båda {', '.join(sorted(shared))}"
                help_text = f"ta bort {row} eller {other}; varje belopp räknas en gång"
                yield Diagnostic(COUNTED_TWICE, message, help_text, row.place)


def _same_schablon(
    steps: Mapping[Word, Step], bases: Bases, prices: Iterable[Parts]
) -> Iterator[Diagnostic]:
    """That nobody is paid a schablon twice on the same amount; others may be paid each its own."""
    for i, (name, base) in enumerate(bases.items()):
        for other in list(bases)[:i]:
            same = steps[name].schablon == steps[other].schablon and base & bases[other]
            if same and any({name, other} <= price for price in prices):
                message = f"{name} och {other} är samma schablon på samma belopp"
                help_text = "ta bort det ena steget; schablonen betalas en gång"
                yield Diagnostic(COUNTED_TWICE, message, help_text, name.place)


def _left_out(scope: Scope, steps: Mapping[Word, Step], paid: Parts) -> Iterator[Diagnostic]:
    stated = scope.activity.recipients is not None
    where = "någon mottagares pris" if stated else BIDRAG
    amounts = [name for name, step in steps.items() if step.total is None]
    for name in [*scope.activity.lines, *amounts]:
        if name not in paid:
            help_text = f"ta med {name} i en summa som ingår i {where}, eller ta bort raden"
            yield Diagnostic(UNUSED, f"{name} ingår inte i {where}", help_text, name.place)
