"""The rules of a socioekonomiskt tillägg: names of one's own, and a pot that somebody gets."""

from collections.abc import Iterator
from difflib import get_close_matches
from fractions import Fraction

from bidrag.budget.codes import DUPLICATE_NAME, MISSING_KEY, NOBODY_BELOW, UNKNOWN_KEY
from bidrag.budget.diagnostics import Diagnostic
from bidrag.budget.rules.magnitude import percent_rules
from bidrag.budget.rules.scope import Scope, did_you_mean
from bidrag.budget.scalars import UNREADABLE, Figure
from bidrag.budget.schema import School, Socioeconomic
from bidrag.budget.tree import Word
from bidrag.calculation.budget import TOTAL
from bidrag.calculation.formula import Given, Kind, Practice
from bidrag.calculation.index import INDEX, index_amount
from bidrag.calculation.legal import SOCIOECONOMIC

SHARES = "andelar"


def socioeconomic_rules(scope: Scope) -> Iterator[Diagnostic]:
    """Everything that must hold for the activity's socioekonomiska tillägg, if it has one."""
    stated = scope.activity.socioeconomic
    if stated is None:
        return
    yield from _name_rules(scope, stated)
    yield from percent_rules(stated.weights)
    for name, unit in stated.units.items():
        if not scope.is_hole(SOCIOECONOMIC, "enheter", name, SHARES):
            yield from _criterion_rules(scope, stated, name, unit)
    if _nobody_is_below(stated):
        help_text = (
            "skriv minst två enheter som skiljer sig åt i något kriterium, "
            "eller ta bort det socioekonomiska tillägget"
        )
        message = "ingen enhet ligger under snittet, så potten går inte att fördela"
        yield Diagnostic(NOBODY_BELOW, message, help_text, scope.at(SOCIOECONOMIC, "pott"))


def _name_rules(scope: Scope, stated: Socioeconomic) -> Iterator[Diagnostic]:
    activity = scope.activity
    for row in (*activity.lines, *(activity.steps or {})):
        if row == SOCIOECONOMIC:
            message = f"namnet {row} är upptaget av verksamhetens tillägg"
            yield Diagnostic(DUPLICATE_NAME, message, "ge raden ett annat namn", row.place)
    for name in stated.units:
        if name in (*activity.groups, *activity.supplements, TOTAL):
            message = f"namnet {name} är upptaget; två belopp skulle få samma adress"
            yield Diagnostic(DUPLICATE_NAME, message, "ge enheten ett annat namn", name.place)


def _criterion_rules(
    scope: Scope, stated: Socioeconomic, name: Word, unit: School
) -> Iterator[Diagnostic]:
    """That the unit has each criterion that has a weight, and no other."""
    if not stated.weights:
        return
    strange = [criterion for criterion in unit.shares if criterion not in stated.weights]
    for criterion in strange:
        help_text = did_you_mean(criterion, stated.weights, "kriterier som finns")
        message = f"kriteriet {criterion} har ingen vikt"
        place = scope.at(SOCIOECONOMIC, "enheter", name, SHARES, criterion)
        yield Diagnostic(UNKNOWN_KEY, message, help_text, place)
    for criterion in stated.weights:
        misspelt = get_close_matches(criterion, strange, n=1)
        if criterion not in unit.shares and not misspelt:
            help_text = f"lägg till {criterion}: med en andel i procent"
            message = f"kriteriet {criterion} saknas för {name}"
            yield Diagnostic(MISSING_KEY, message, help_text, name.place)


def _nobody_is_below(stated: Socioeconomic) -> bool:
    """Whether all units have the same index: then none is below the average. False if not all is known."""
    units = list(stated.units.values())
    if not units or not all(_is_readable(stated, unit) for unit in units):
        return False
    return len({_index(stated, unit) for unit in units}) == 1


def _is_readable(stated: Socioeconomic, unit: School) -> bool:
    numbers: list[Figure | None] = [*stated.weights.values(), unit.count]
    numbers += [unit.shares.get(criterion) for criterion in stated.weights]
    return all(number is not None and number is not UNREADABLE for number in numbers)


def _index(stated: Socioeconomic, unit: School) -> Fraction:
    """The unit's index (a number without a unit), as the calculation computes it."""
    weights = {str(name): _given(weight) for name, weight in stated.weights.items()}
    shares = {str(name): _given(unit.shares[name]) for name in stated.weights}
    return index_amount(INDEX, "", weights, shares).value


def _given(figure: Figure) -> Given:
    return Given("", figure.value, "", Practice("läst i filen"), Kind.INDEX)
