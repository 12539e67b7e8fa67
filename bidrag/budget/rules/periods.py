"""The rules of periods: that a year's number of them is known wherever it is needed."""

from collections.abc import Iterator

from bidrag.budget.codes import MISSING_KEY, UNUSED
from bidrag.budget.diagnostics import Diagnostic
from bidrag.budget.rules.scope import Scope
from bidrag.budget.schema import Activity, Agreement, Line, Step, Supplement
from bidrag.budget.tree import Word
from bidrag.calculation.period import Period


def period_rules(scope: Scope) -> Iterator[Diagnostic]:
    """That a period of a price is used, and that the year's hours stand in the file where they are."""
    printed, activity = scope.file.printed, scope.activity
    if printed and printed.first:
        yield from _known(scope, printed.first, "först: timme")
    inherit = 0
    for part, is_priced in _parts(activity):
        if part.per:
            yield from _stated(scope, part.per, is_priced=is_priced)
        inherit += is_priced and not part.per
    providers = scope.file.providers.values()
    agreements = (each.activities.get(scope.key) for each in providers)
    inherit += sum(bool(each and each.premises and not each.per) for each in agreements)
    if activity.per:
        yield from _stated(scope, activity.per, is_priced=inherit > 0)


def agreement_period_rules(scope: Scope, agreement: Agreement) -> Iterator[Diagnostic]:
    """That a period that a provider's lokalkostnader are stated for is used, and known."""
    if agreement.per:
        yield from _stated(scope, agreement.per, is_priced=agreement.premises is not None)


def _parts(activity: Activity) -> Iterator[tuple[Line | Step | Supplement, bool]]:
    """What a period can be stated for, and whether it has prices or amounts that are for a period."""
    yield from ((line, line.prices is not None) for line in activity.lines.values())
    yield from ((step, step.amounts is not None) for step in (activity.steps or {}).values())
    yield from ((supplement, True) for supplement in activity.supplements.values())


def _stated(scope: Scope, period: Word, *, is_priced: bool) -> Iterator[Diagnostic]:
    if not is_priced:
        help_text = "ta bort raden; en budget är alltid för året"
        message = "pris per gäller inget pris och inget belopp"
        yield Diagnostic(UNUSED, message, help_text, period.place)
    yield from _known(scope, period, "pris per: timme")


def _known(scope: Scope, period: Word, key: str) -> Iterator[Diagnostic]:
    stated = (scope.file.periods, scope.activity.periods)
    if str(period) != Period.HOUR.value or any(each and each.hours for each in stated):
        return
    help_text = "lägg till perioder: med timme: under verksamheten eller i filen"
    message = f"{key} behöver årets timmar, och de saknas för {scope.key}"
    yield Diagnostic(MISSING_KEY, message, help_text, period.place)
