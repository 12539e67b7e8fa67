"""Charts as they are drawn: each part's place in percent of the chart's length."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from bidrag.output.report.chart import Bar, Chart, Piece
from bidrag.rounding import fixed

DECIMALS = 3
NARROW = Fraction(4)
"""In a part of fewer percent there is no room for its number on a phone; the amounts below have it."""


class DrawnPiece(NamedTuple):
    """A part of a bar: where it begins and how wide it is, in percent as SVG reads them.

    `number` is that of its `label` in the legend, `text` its amount, and `shown` whether there is room
    for the number.
    """

    number: int
    label: str
    text: str
    start: str
    width: str
    middle: str
    shown: bool
    deduction: bool


class DrawnBar(NamedTuple):
    """A bar: its name, its printed total, and its parts in the order of the legend."""

    label: str
    total: str
    pieces: tuple[DrawnPiece, ...]


class Key(NamedTuple):
    """A label of the legend and its number; a `deduction` is nothing but deducted."""

    number: int
    label: str
    deduction: bool


class Figure(NamedTuple):
    """A chart: its title and unit, the legend in the order of its numbers, the bars."""

    title: str
    unit: str
    alt: str
    legend: tuple[Key, ...]
    bars: tuple[DrawnBar, ...]


def figures(drawn: Iterable[Chart]) -> dict[int, Figure]:
    """Each chart with its parts placed, by the identity of the table that it is drawn of."""
    return {id(chart.table): _figure(chart) for chart in drawn}


def _figure(chart: Chart) -> Figure:
    added = {part.label for bar in chart.bars for part in bar.segments if part.value >= 0}
    legend = tuple(
        Key(each.place + 1, each.label, each.label not in added) for each in chart.legend
    )
    return Figure(chart.title, chart.unit, chart.alt, legend, tuple(map(_bar, chart.bars)))


def _bar(bar: Bar) -> DrawnBar:
    return DrawnBar(bar.label, bar.total, tuple(map(_piece, bar.segments)))


def _piece(part: Piece) -> DrawnPiece:
    start, width = part.start * 100, part.width * 100
    return DrawnPiece(
        part.place + 1,
        part.label,
        part.text,
        fixed(start, DECIMALS),
        fixed(width, DECIMALS),
        fixed(start + width / 2, DECIMALS),
        width >= NARROW,
        part.value < 0,
    )
