"""The rules of `schabloner:` on a cost line or a supplement, and what it says."""

from collections.abc import Iterator

from bidrag.budget.codes import CONFLICTING_KEYS, UNKNOWN_SCHABLON
from bidrag.budget.diagnostics import Diagnostic
from bidrag.budget.rules.scope import Scope, repeated, unknown
from bidrag.budget.tree import Word
from bidrag.calculation.legal import ADMINISTRATION, SCHABLONS

NONE = "inga"
OUTSIDE_SUPPLEMENT = (ADMINISTRATION,)
"""What a supplement lies outside, where the file says nothing."""


def outside(stated: list[Word] | None, otherwise: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The law's schablons that do not apply; `otherwise` where the file says nothing."""
    if stated is None:
        return otherwise
    return tuple(schablon for schablon in SCHABLONS if schablon not in stated)


def schablon_rules(scope: Scope) -> Iterator[Diagnostic]:
    """Everything that must hold for the schablons of the activity's lines and supplements."""
    for name, line in scope.activity.lines.items():
        yield from _listed(line.schablons)
        if line.schablons is not None and scope.activity.steps is not None:
            help_text = "ta bort schabloner:, och låt stegens av: säga vad som ingår"
            message = f"raden {name} har schabloner, men verksamheten har egna steg"
            place = scope.at("kostnader", name, "schabloner")
            yield Diagnostic(CONFLICTING_KEYS, message, help_text, place)
    for supplement in scope.activity.supplements.values():
        yield from _listed(supplement.schablons)
    if scope.activity.socioeconomic:
        yield from _listed(scope.activity.socioeconomic.schablons)


def _listed(stated: list[Word] | None) -> Iterator[Diagnostic]:
    for word in stated or []:
        if word and word not in (*SCHABLONS, NONE):
            yield unknown(UNKNOWN_SCHABLON, "schablonen", word, (*SCHABLONS, NONE), "schabloner")
    yield from repeated("schablonen", stated or [])
    help_text = "skriv bara inga, eller bara de schabloner som räknas på beloppet"
    yield from none_and_some(stated or [], "någon schablon", help_text)


def none_and_some(stated: list[Word], some: str, advice: str) -> Iterator[Diagnostic]:
    """That a list of names does not say `inga` as well; `some` is what the others are."""
    if NONE in stated and len(set(stated)) > 1:
        place = next(word.place for word in stated if word == NONE)
        yield Diagnostic(CONFLICTING_KEYS, f"både inga och {some} är angivna", advice, place)
