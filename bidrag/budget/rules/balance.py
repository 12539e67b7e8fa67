"""That a ladder loses no money and counts none twice: the last sum holds every row exactly once."""

from collections import Counter
from collections.abc import Iterator, Mapping

from bidrag.budget.codes import COUNTED_TWICE, MISSING_KEY, UNUSED
from bidrag.budget.diagnostics import Diagnostic
from bidrag.budget.rules.scope import Scope
from bidrag.budget.schema import Step
from bidrag.budget.tree import Word
from bidrag.calculation.legal import BIDRAG

Parts = Counter[Word]
"""How many times each cost line, percentage and fixed amount is part of a row."""


def balance_rules(scope: Scope, steps: Mapping[Word, Step]) -> Iterator[Diagnostic]:
    """The rules of a ladder whose rows all exist: it ends with bidrag, which is everything once."""
    parts: dict[Word, Parts] = {line: Counter([line]) for line in scope.activity.lines}
    for name, step in steps.items():
        summed = sum((parts[row] for row in step.total or step.base or []), Counter[Word]())
        yield from _twice(name, summed)
        parts[name] = summed if step.total is not None else Counter([name])
    last = list(steps)[-1]
    if last != BIDRAG or steps[last].total is None:
        help_text = "avsluta steg: med bidrag: och summa: av allt som ska betalas"
        place = scope.at("steg", last)
        yield Diagnostic(MISSING_KEY, "stegen slutar inte med summan bidrag", help_text, place)
        return
    yield from _left_out(scope, steps, parts[last])


def _twice(name: Word, summed: Parts) -> Iterator[Diagnostic]:
    for row, times in summed.items():
        if times > 1:
            help_text = "ta bort den rad som redan ingår i en annan av raderna"
            message = f"{row} räknas {times} gånger i steget {name}"
            yield Diagnostic(COUNTED_TWICE, message, help_text, name.place)


def _left_out(scope: Scope, steps: Mapping[Word, Step], paid: Parts) -> Iterator[Diagnostic]:
    amounts = [name for name, step in steps.items() if step.total is None]
    for name in [*scope.activity.lines, *amounts]:
        if name not in paid:
            help_text = f"ta med {name} i en summa som ingår i bidrag, eller ta bort raden"
            yield Diagnostic(UNUSED, f"{name} ingår inte i bidrag", help_text, name.place)
