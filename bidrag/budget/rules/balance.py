"""That a ladder loses no money and counts none twice: the last sum holds every row exactly once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from bidrag.budget.codes import COUNTED_TWICE, MISSING_KEY, UNUSED
from bidrag.budget.diagnostics import Diagnostic
from bidrag.budget.rules.scope import Scope
from bidrag.budget.schema import Step
from bidrag.budget.tree import Word
from bidrag.calculation.legal import BIDRAG, IKE

Parts = frozenset[Word]
"""The cost lines, percentages and fixed amounts that a row is the sum of."""


def balance_rules(scope: Scope, steps: Mapping[Word, Step]) -> Iterator[Diagnostic]:
    """The rules of a ladder whose rows all exist: it ends with bidrag, which is everything once."""
    if not steps:
        return
    # A row that could not be read, and has been reported, holds nothing.
    parts: defaultdict[Word, Parts] = defaultdict(frozenset)
    parts.update((line, frozenset([line])) for line in scope.activity.lines)
    bases: dict[tuple[Word, Word], Parts] = {}
    for name, step in steps.items():
        rows = step.total or step.base or []
        yield from _twice(rows, parts)
        every: Parts = frozenset().union(*(parts[row] for row in rows))
        parts[name] = every if step.total is not None else frozenset([name])
        if step.schablon is not None:
            yield from _same_schablon(name, step, every, bases)
            bases[step.schablon, name] = every
    if IKE in steps and steps[Word(IKE, scope.key.place)].total is None:
        help_text = "skriv ike: med summa:; ett påslag eller avdrag behöver ett eget namn"
        place = scope.at("steg", IKE)
        yield Diagnostic(MISSING_KEY, "steget ike är ingen summa", help_text, place)
    last = list(steps)[-1]
    if last != BIDRAG or steps[last].total is None:
        help_text = "avsluta steg: med bidrag: och summa: av allt som ska betalas"
        place = scope.at("steg", last)
        yield Diagnostic(MISSING_KEY, "stegen slutar inte med summan bidrag", help_text, place)
        return
    yield from _left_out(scope, steps, parts[last])


def _twice(rows: list[Word], parts: Mapping[Word, Parts]) -> Iterator[Diagnostic]:
    for i, row in enumerate(rows):
        for other in rows[:i]:
            if shared := [each for each in parts[row] if each in parts[other]]:
                message = f"{row} och {other} innehåller båda {', '.join(sorted(shared))}"
                help_text = f"ta bort {row} eller {other}; varje belopp räknas en gång"
                yield Diagnostic(COUNTED_TWICE, message, help_text, row.place)


def _same_schablon(
    name: Word, step: Step, base: Parts, bases: Mapping[tuple[Word, Word], Parts]
) -> Iterator[Diagnostic]:
    for (schablon, other), earlier in bases.items():
        if schablon == step.schablon and base & earlier:
            message = f"{name} och {other} är samma schablon på samma belopp"
            help_text = "ta bort det ena steget; schablonen betalas en gång"
            yield Diagnostic(COUNTED_TWICE, message, help_text, name.place)


def _left_out(scope: Scope, steps: Mapping[Word, Step], paid: Parts) -> Iterator[Diagnostic]:
    amounts = [name for name, step in steps.items() if step.total is None]
    for name in [*scope.activity.lines, *amounts]:
        if name not in paid:
            help_text = f"ta med {name} i en summa som ingår i bidrag, eller ta bort raden"
            yield Diagnostic(UNUSED, f"{name} ingår inte i bidrag", help_text, name.place)
