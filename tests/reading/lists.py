"""The formats that programs read, csv and json: one line for each row and group."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from io import StringIO
from itertools import chain
from typing import Any, NamedTuple

from bidrag.calculation.period import KRONA
from bidrag.calculation.records import records
from bidrag.calculation.tables import Calculation, Table
from bidrag.rounding import published

KEY = ("verksamhet", "huvudman", "grupp", "rad")


class Listed(NamedTuple):
    """An amount by its key; `per_child` tells a price from an amount per year (kr)."""

    activity: str
    provider: str
    group: str
    row: str
    per_child: bool
    number: Fraction


class Exact(NamedTuple):
    """An amount by its address, before it was rounded (kr)."""

    address: str
    per_child: bool
    number: Fraction


def read_csv(text: str) -> Counter[Listed]:
    """Every amount of the rows."""
    header, *amounts = rows(text)
    assert header[:5] == [*KEY, "budget_kr"]
    return Counter(
        Listed(activity, provider, group, row, per_child, Fraction(cell))
        for activity, provider, group, row, *cells in amounts
        for per_child, cell in zip((False, True), cells, strict=True)
        if cell
    )


def rows(text: str) -> list[list[str]]:
    """The cells of every row of csv."""
    return list(csv.reader(StringIO(text, newline="")))


def words(text: str) -> tuple[list[str], list[str]]:
    """Every text of the json, and every key."""
    texts, keys = list[str](), list[str]()

    def _walk(node: Any) -> None:
        if isinstance(node, str):
            texts.append(node)
        elif isinstance(node, dict):
            keys.extend(node)
            _walk(list(node.values()))
        elif isinstance(node, list):
            for child in node:
                _walk(child)

    _walk(json.loads(text))
    return texts, keys


def read_json(text: str) -> Counter[Listed]:
    """Every amount as it is printed."""
    return Counter(
        Listed(
            table["verksamhet"],
            table["huvudman"],
            record["grupp"],
            record["rad"],
            per_child,
            Fraction(amount["kr"]),
        )
        for table, record, per_child, amount in _amounts(text)
    )


def read_exact(text: str) -> Counter[Exact]:
    """Every amount of the json as the fraction that it is."""
    return Counter(
        Exact(record["adress"], per_child, Fraction(amount["exakt"]))
        for _, record, per_child, amount in _amounts(text)
    )


def _amounts(text: str) -> Iterator[tuple[Any, Any, bool, Any]]:
    for table in json.loads(text)["tabeller"]:
        for record in table["belopp"]:
            for per_child, name in ((False, "budget"), (True, "per_enhet")):
                if record[name] is not None:
                    yield table, record, per_child, record[name]


def expected(calculation: Calculation) -> Counter[Listed]:
    """Every amount that the core's records have, as printed."""
    return Counter(chain.from_iterable(_listed(calculation, each) for each in calculation.printed))


def _listed(calculation: Calculation, table: Table) -> Iterator[Listed]:
    for each in records(table):
        key = (table.activity, table.provider, each.group, each.key)
        if each.budget is not None:
            yield Listed(*key, per_child=False, number=published(each.budget, KRONA))
        if each.price is not None:
            yield Listed(*key, per_child=True, number=published(each.price, calculation.unit))


def exact(calculation: Calculation) -> Counter[Exact]:
    """Every amount that the core's records have, as computed."""
    return Counter(
        Exact(each.address, per_child, term.value)
        for table in calculation.printed
        for each in records(table)
        for per_child, term in ((False, each.budget), (True, each.price))
        if term is not None
    )


def decided(calculation: Calculation) -> Counter[Exact]:
    """Every amount as it is decided, by its address."""
    return Counter(
        Exact(each.address, per_child, published(term, unit))
        for table in calculation.printed
        for each in records(table)
        for per_child, term, unit in (
            (False, each.budget, KRONA),
            (True, each.price, calculation.unit),
        )
        if term is not None
    )
