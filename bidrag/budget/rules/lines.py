"""The rules of a cost line: one way to split it, and shares that sum to the budget."""

from collections.abc import Iterator
from difflib import get_close_matches
from fractions import Fraction

from bidrag.budget.codes import (
    CONFLICTING_KEYS,
    MISSING_KEY,
    MISSING_PRICE,
    SHARES_SUM,
    UNKNOWN_ITEM,
)
from bidrag.budget.diagnostics import Diagnostic, Place
from bidrag.budget.grouping import Cells, leaves
from bidrag.budget.rules.groups import factor_rules, group_rules, weight_rules, zero_rules
from bidrag.budget.rules.scope import Scope, unknown
from bidrag.budget.scalars import UNREADABLE, Figure
from bidrag.budget.schema import Line
from bidrag.budget.tree import Word
from bidrag.calculation.legal import LABELS
from bidrag.law import BESIDE_ITEM, OTHER_ITEM
from bidrag.numerals import decimal, listed, percent

CONFLICTS = (
    ("pris", "budget", "skriv antingen budget eller pris"),
    ("pris", "vikter", "ett pris fördelas inte; ta bort vikter"),
    ("pris", "andelar", "ett pris fördelas inte; ta bort andelar"),
    ("vikter", "andelar", "skriv antingen vikter eller andelar"),
    ("andelar", "faktorer", "andelar är redan kronor för varje grupp; ta bort faktorer"),
    ("viktat antal", "vikter", "viktat antal hör till verksamhetens vikter; skriv antal i stället"),
    ("viktat antal", "andelar", "andelar delas på antal; skriv antal i stället för viktat antal"),
)


def line_rules(scope: Scope, name: Word, line: Line) -> Iterator[Diagnostic]:
    """Everything that must hold for one cost line."""
    if scope.is_hole("kostnader", name):
        return
    yield from _way_rules(scope, name, line)
    yield from _item_rules(scope, name, line)
    if line.weights is not None:
        place = scope.at("kostnader", name, "vikter")
        yield from weight_rules(scope, line.weights, place)
    if line.shares is not None:
        place = scope.at("kostnader", name, "andelar")
        found = list(group_rules(scope, line.shares, place, alike=False))
        yield from found or _share_rules(line.budget, line.shares, place)
    if line.prices is not None:
        place = scope.at("kostnader", name, "pris")
        yield from group_rules(scope, line.prices, place, missing=MISSING_PRICE)
    yield from factor_rules(scope, line.factors)
    owner = () if line.factors is None else ("kostnader", name)
    yield from zero_rules(scope, line, scope.at(*owner, "faktorer"))


def _way_rules(scope: Scope, name: Word, line: Line) -> Iterator[Diagnostic]:
    if line.prices is None and line.budget is None:
        help_text = "lägg till budget: med kronor per år, eller pris: med kronor för varje grupp"
        yield Diagnostic(
            MISSING_KEY, f"raden {name} har varken budget eller pris", help_text, name.place
        )
    if line.markup is not None and line.prices is None:
        help_text = "ta bort påslaget, eller ange pris; en budget innehåller inga påslag"
        message = f"raden {name} har påslag i priset men inget pris"
        place = scope.at("kostnader", name, "påslag i priset")
        yield Diagnostic(CONFLICTING_KEYS, message, help_text, place)
    given = {
        "pris": line.prices is not None,
        "budget": line.budget is not None,
        "vikter": line.weights is not None,
        "andelar": line.shares is not None,
        "faktorer": line.factors is not None,
        "viktat antal": scope.activity.weighted_total is not None,
    }
    for first, second, why in CONFLICTS:
        if given[first] and given[second]:
            message = f"raden {name} har både {first} och {second}"
            place = scope.at("kostnader", name, second)
            yield Diagnostic(CONFLICTING_KEYS, message, why, place)
    if given["viktat antal"] and given["budget"] and given["faktorer"]:
        message = f"raden {name} har både viktat antal och faktorer"
        why = "viktat antal hör till verksamhetens faktorer; skriv antal i stället"
        place = scope.at("kostnader", name, "faktorer")
        yield Diagnostic(CONFLICTING_KEYS, message, why, place)


def _item_rules(scope: Scope, name: Word, line: Line) -> Iterator[Diagnostic]:
    known = _known_items(scope)
    if not scope.forms:
        return
    if line.items is None and name not in (*known, *LABELS):
        message = f"raden {name} är inget av skolformens kostnadsslag"
        near = _nearest_item(scope, name)
        known_items = listed(known, "eller")
        help_text = f"menade du `{near}`?" if near else f"lägg till kostnadsslag: {known_items}"
        yield Diagnostic(UNKNOWN_ITEM, message, help_text, name.place)
    for item in line.items or []:
        if item and item not in known:
            yield unknown(UNKNOWN_ITEM, "kostnadsslaget", item, known, "kostnadsslag")


def _known_items(scope: Scope) -> list[str]:
    statutory = [item.key for form in scope.forms[:1] for item in form.items]
    return [*statutory, OTHER_ITEM, BESIDE_ITEM]


def _nearest_item(scope: Scope, name: Word) -> str | None:
    return next(iter(get_close_matches(name, _known_items(scope), n=1)), None)


def meant_items(scope: Scope) -> set[str]:
    """The items that lines of unknown names have been asked to be named for."""
    lines = scope.activity.lines.items()
    strange = [name for name, line in lines if line.items is None and scope.forms]
    known = {*_known_items(scope), *LABELS}
    return {near for name in strange if name not in known and (near := _nearest_item(scope, name))}


def _share_rules(
    budget: Figure | None, stated: Cells[Figure], place: Place
) -> Iterator[Diagnostic]:
    """That the shares are all in kronor or all in percent, and that they are the whole budget."""
    shares = list(leaves(stated))
    if budget is None or not shares or UNREADABLE in (budget, *shares):
        return
    in_percent = shares[0].percent
    other = next((share for share in shares if share.percent != in_percent), None)
    if other:
        message = "andelarna står både i kronor och i procent"
        help_text = "skriv alla andelar i kronor, eller alla i procent"
        yield Diagnostic(CONFLICTING_KEYS, message, help_text, other.place)
    elif in_percent:
        yield from _percent_rules(shares, place)
    else:
        yield from _sum_rules(budget, shares, place)


def _percent_rules(shares: list[Figure], place: Place) -> Iterator[Diagnostic]:
    total = sum((share.value for share in shares), Fraction(0))
    if total != 1:
        more = "mer" if total > 1 else "mindre"
        message = (
            f"andelarna summerar till {percent(total)}: {percent(abs(total - 1))} {more} än 100 %"
        )
        yield Diagnostic(SHARES_SUM, message, "rätta någon av andelarna", place)


def _sum_rules(budget: Figure, shares: list[Figure], place: Place) -> Iterator[Diagnostic]:
    total = sum((share.value for share in shares), budget.value * 0)
    if total != budget.value:
        more = "mer" if total > budget.value else "mindre"
        message = (
            f"andelarna summerar till {decimal(total)} kr men budgeten är "
            f"{decimal(budget.value)} kr: {decimal(abs(total - budget.value))} kr {more}"
        )
        help_text = "rätta budgeten eller någon av andelarna"
        yield Diagnostic(SHARES_SUM, message, help_text, place)
