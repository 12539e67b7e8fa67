"""What stands in the tables of a document, and what the core says should stand there."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain
from typing import NamedTuple

from bidrag.calculation.basis import PLURAL
from bidrag.calculation.formula import Term
from bidrag.calculation.halfup import to_unit
from bidrag.calculation.index import Index
from bidrag.calculation.period import KRONA
from bidrag.calculation.records import Record, records
from bidrag.calculation.tables import Calculation, Row, Table
from bidrag.numerals import percent
from bidrag.output.wording import table_title
from bidrag.rounding import published

NO_NUMBER = {"", "–", "individuellt"}
"""What stands in a cell that has no amount."""
_NUMBER = re.compile("[-\u2212]?[0-9]{1,3}(?:\u00a0[0-9]{3})*(?:,[0-9]+)?")
FOUR_DECIMALS = Fraction(1, 10_000)
TOTAL = "Totalt"


class Grid(NamedTuple):
    """A table as somebody reads it: its title, the headings of its columns, and its labelled lines."""

    title: str
    columns: tuple[str, ...]
    lines: tuple[tuple[str, tuple[str, ...]], ...]


class Figure(NamedTuple):
    """A number of a table: where it stands, in the words of the table, and what it is."""

    table: str
    line: str
    column: str
    number: Fraction


def figures(grids: Iterable[Grid]) -> Counter[Figure]:
    """Every number of the tables, and how many times it stands there."""
    return Counter(
        figure(grid.title, label, column, number(text))
        for grid in grids
        for label, cells in grid.lines
        for column, text in zip(grid.columns, cells, strict=True)
        if text not in NO_NUMBER
    )


def figure(table: str, line: str, column: str, value: Fraction) -> Figure:
    """The number with its words, however these are broken; a heading may be above others or beside them."""
    return Figure(_plain(table), _plain(line), " ".join(sorted(column.split())), value)


def number(text: str) -> Fraction:
    """The number that is written in Swedish: `-27 690 788,50`. Raises `ValueError` for anything else."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{text} is no number")
    return Fraction(text.replace("\u00a0", "").replace("\u2212", "-").replace(",", "."))


def expected(calculation: Calculation) -> Counter[Figure]:
    """Every number that the tables of the calculation are to have, from the core's own records."""
    return Counter(chain.from_iterable(_table(calculation, each) for each in calculation.printed))


def with_a_line_for_each_row(calculation: Calculation) -> Counter[Figure]:
    """Every number of those tables that are not shared by an index."""
    tables = (table for table in calculation.printed if not table.shared_by)
    return Counter(chain.from_iterable(_table(calculation, each) for each in tables))


def paid(calculation: Calculation) -> Counter[Figure]:
    """What each recipient is paid for each group, by the municipality's own tables."""
    return Counter(
        figure(
            table_title(calculation, table),
            _per_child(calculation, table) if group.label == table.unit else group.label,
            f"Till {price.recipient}",
            published(term, calculation.unit),
        )
        for table in calculation.printed
        if not (table.provider or table.supplement or table.payment or table.shared_by)
        for price in table.prices
        for row in table.rows
        if row.key == price.row
        for group, term in zip(table.groups, row.prices, strict=True)
        if term is not None
    )


def _table(calculation: Calculation, table: Table) -> Iterator[Figure]:
    title = table_title(calculation, table)
    places = _by_index if table.shared_by else _by_group
    for each in records(table):
        for line, column, term, unit in places(calculation, table, each):
            yield figure(title, line, column, published(term, unit))
    if table.shared_by:
        yield from _index(title, table, table.shared_by)


Place = tuple[str, str, Term, Fraction]
"""The line and the column of an amount, and what it is rounded to (kr)."""


def _by_group(calculation: Calculation, table: Table, each: Record) -> Iterator[Place]:
    """A table with a line for each row; the share of a single group is the total."""
    if each.row is None:
        return
    line = _label(each.row) + ("*" if each.row.premises and table.premises_reason else "")
    group = _group(table, each.group)
    if each.budget and group is None:
        yield line, "Total budget", each.budget, KRONA
    elif each.budget and len(table.groups) > 1:
        yield line, f"Andel {group}", each.budget, KRONA
    if each.price:
        name = "" if group == table.unit else f" {group}"
        yield line, _per_child(calculation, table) + name, each.price, calculation.unit


def _by_index(calculation: Calculation, table: Table, each: Record) -> Iterator[Place]:
    """A table with a line for each group, and each row per year and per child."""
    if each.row is None:
        return
    line, label = _group(table, each.group) or TOTAL, _label(each.row)
    if each.budget:
        yield line, f"{label} Kr per år", each.budget, KRONA
    if each.price:
        yield line, f"{label} {_per_child(calculation, table)}", each.price, calculation.unit


def _index(title: str, table: Table, index: Index) -> Iterator[Figure]:
    """What the groups' numbers of children and their indices are."""
    counts = [group.children.value for group in table.groups if group.children]
    numbers = [term.value for term in index.groups]
    labels = [group.label for group in table.groups]
    if not table.provider:
        labels.append(TOTAL)
        counts.append(sum(counts, Fraction(0)))
        numbers.append(index.average.value)
    for label, count, value in zip(labels, counts, numbers, strict=True):
        yield figure(title, label, f"Antal {PLURAL[table.unit]}", count)
        yield figure(title, label, "Index", to_unit(value, FOUR_DECIMALS))


def _group(table: Table, key: str) -> str | None:
    """What the group is called, None for the total."""
    return next((group.label for group in table.groups if group.key == key), None)


def _label(row: Row) -> str:
    return f"{row.label} {percent(row.rate.value)}" if row.rate else row.label


def _per_child(calculation: Calculation, table: Table) -> str:
    return f"Kr per {table.unit}" + (f" och {calculation.period}" if table.divisor else "")


def _plain(text: str) -> str:
    """The words, however they are kept together or broken between lines."""
    return " ".join(text.split())
