"""Where every amount is found: its address, the nearest address to a wrong one, what is under a part."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import NamedTuple

from bidrag.calculation import Calculation
from bidrag.calculation.budget import TOTAL
from bidrag.calculation.formula import Amount, Term, operands
from bidrag.calculation.records import records
from bidrag.calculation.tables import Table

SHARE = "andel"
"""What the address of a group's share of a total ends with."""


class Target(NamedTuple):
    """What an address leads to: an amount, and the table in which it stands or on which it bears.

    `term` is None where the group has no such amount; `individual` is the reason where it is decided
    individually, empty where it gets none.
    """

    address: str
    table: Table
    term: Term | None
    individual: str = ""


Index = dict[str, Target]


def amounts(calculation: Calculation) -> Index:
    """Every amount by its address: first the tables' own, then what those are computed from."""
    cells = [target for table in calculation.printed for target in _cells(table)]
    found: Index = {}
    for target in (*cells, *_computed(cells)):
        found.setdefault(target.address, target)
    return found


def everything(calculation: Calculation, periods: Iterable[Calculation]) -> Index:
    """All of `amounts`, the same prices in other periods, and the rows that have no price of their own."""
    found = amounts(calculation)
    by_period = [_prices(table) for each in periods for table in each.printed]
    without = map(_without_price, calculation.printed)
    for targets in (*by_period, *without):
        for target in targets:
            found.setdefault(target.address, target)
    return found


def folders(index: Index) -> list[str]:
    """The parts of addresses that something stands under, for instance `grundskola/F-klass`."""
    found: dict[str, None] = {}
    for address in index:
        keys = address.split("/")
        found.update(dict.fromkeys("/".join(keys[:i]) for i in range(1, len(keys))))
    return [folder for folder in found if folder not in index]


def under(index: Index, folder: str) -> list[Target]:
    """Everything whose address begins with the folder, in the order of the index."""
    return [target for address, target in index.items() if address.startswith(f"{folder}/")]


def top(calculation: Calculation) -> dict[str, str]:
    """The activities and the providers, each with what it is in words."""
    found: dict[str, str] = {}
    for table in calculation.printed:
        if table.provider:
            orgnr = f", orgnr {table.orgnr}" if table.orgnr else ""
            found.setdefault(table.provider, f"fristående huvudman{orgnr}")
        else:
            words = f"{table.title}: utbetalning under året" if table.payment else table.title
            found.setdefault(table.activity, words)
    return found


def find(address: str, known: list[str]) -> str | None:
    """The known address that this is, whatever its capitals where only one can be meant."""
    if address in known:
        return address
    alike = [each for each in known if each.casefold() == address.casefold()]
    return alike[0] if len(alike) == 1 else None


def nearest(address: str, known: list[str]) -> list[str]:
    """The addresses that differ only in capitals, else the one that is spelt most alike, if any is."""
    by_fold: dict[str, list[str]] = {}
    for each in known:
        by_fold.setdefault(each.casefold(), []).append(each)
    near = get_close_matches(address.casefold(), by_fold, n=1)
    return by_fold[near[0]] if near else []


def _cells(table: Table) -> Iterator[Target]:
    reasons = {group.key: group.individual for group in table.groups}
    for each in records(table):
        if each.row is None:
            yield Target(each.address, table, None, reasons[each.group])
        if each.price is not None:
            yield Target(each.address, table, each.price)
        if each.budget is not None:
            is_total = each.group == TOTAL
            address = each.address if is_total else f"{each.address}/{SHARE}"
            yield Target(address, table, each.budget)


def _computed(cells: list[Target]) -> Iterator[Target]:
    """What the cells are computed from, each amount once, without climbing the call stack."""
    seen = set[int]()
    for cell in cells:
        stack = [cell.term]
        while stack:
            term = stack.pop()
            if isinstance(term, Amount) and id(term) not in seen:
                seen.add(id(term))
                yield Target(term.address, cell.table, term)
                stack += reversed(operands(term.formula))


def _prices(table: Table) -> Iterator[Target]:
    for row in table.rows:
        for price in row.prices:
            if isinstance(price, Amount):
                yield Target(price.address, table, price)


def _without_price(table: Table) -> Iterator[Target]:
    for row in table.rows:
        for group, price in zip(table.groups, row.prices, strict=True):
            if price is None:
                yield Target(table.address(group.key, row.key), table, None, group.individual)
