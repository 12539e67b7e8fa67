"""What every table format prints: a page of text cells, and the words of its headings."""

from fractions import Fraction
from textwrap import wrap
from typing import NamedTuple

from bidrag.calculation.formula import Term
from bidrag.calculation.period import KRONA
from bidrag.calculation.tables import Calculation, Row, Table
from bidrag.numerals import NBSP, percent
from bidrag.rounding import printed

NONE = "–"
HEADING_WIDTH = 24


class Column(NamedTuple):
    """A column of amounts: heading lines, cells as printed, and the group that it belongs to.

    `path` is the same heading from the outermost to its own (a group, and what the amounts are), for
    tables whose headings span several columns. `terms` are what stands behind the cells, None where
    there is no amount. `block` is what the group has in common with others beside it: its value in the
    first dimension.
    """

    heading: tuple[str, ...]
    path: tuple[str, ...]
    cells: tuple[str, ...]
    terms: tuple[Term | None, ...]
    group: str
    block: str = ""


class Page(NamedTuple):
    """A table ready to print: `strong` marks the rows that are sums."""

    title: str
    labels: tuple[str, ...]
    strong: tuple[bool, ...]
    columns: tuple[Column, ...]
    notes: tuple[str, ...]


class Document(NamedTuple):
    """Everything that a table format prints: heading lines, one page for each table, closing notes."""

    heading: tuple[str, ...]
    pages: tuple[Page, ...]
    notes: tuple[str, ...]


def row_label(row: Row, gap: str = NBSP) -> str:
    """The row's label as printed, with the rate of a percentage row, which is never broken off it."""
    return f"{row.label}{gap}{percent(row.rate.value)}" if row.rate else row.label


def heading_lines(label: str) -> tuple[str, ...]:
    """The label as the lines of a heading."""
    return tuple(wrap(label, HEADING_WIDTH, break_long_words=False, break_on_hyphens=False))


def price_unit(calculation: Calculation, table: Table) -> tuple[str, ...]:
    """What a price is in, as the lines of a heading."""
    unit = f"Kr per {table.unit}"
    return (unit, f"och {calculation.period}") if table.divisor else (unit,)


def cell(term: Term | None, unit: Fraction = KRONA) -> str:
    """The amount as printed in its unit (kr); empty where there is none."""
    return "" if term is None else printed(term, unit)
