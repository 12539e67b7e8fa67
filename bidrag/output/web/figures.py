"""Charts as they are drawn: each part's place in its bar, in percent of the widest."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from bidrag.output.report.chart import Bar, Chart
from bidrag.output.report.chart import Piece as Segment
from bidrag.rounding import fixed

DECIMALS = 3
NARROW = Fraction(4)
"""In a part of fewer percent there is no room for its number on a phone; the amounts below have it."""


class Piece(NamedTuple):
    """A part of a bar: where it begins and how wide it is, in percent as SVG reads them.

    `number` is that of its `label` in the legend, `text` its amount, and `shown` whether there is room
    for the number. A `deduction` is taken from the end of what is before it.
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
    """A bar: its name, its printed total, and its parts from left to right."""

    label: str
    total: str
    pieces: tuple[Piece, ...]


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
    """The bars share one scale, which the widest fills."""
    widest = max(map(_reach, chart.bars)) or Fraction(1)
    bars = tuple(_bar(bar, widest) for bar in chart.bars)
    added = {part.label for bar in chart.bars for part in bar.segments if part.value >= 0}
    legend = tuple(
        Key(each.place + 1, each.label, each.label not in added) for each in chart.legend
    )
    return Figure(chart.title, chart.unit, chart.alt, legend, bars)


def _reach(bar: Bar) -> Fraction:
    """How far the bar reaches (kr): all that is added, before what is deducted."""
    return sum((part.value for part in bar.segments if part.value > 0), Fraction(0))


def _bar(bar: Bar, widest: Fraction) -> DrawnBar:
    return DrawnBar(bar.label, bar.total, tuple(_pieces(bar, widest)))


def _pieces(bar: Bar, widest: Fraction) -> Iterator[Piece]:
    """What is added, from left to right; then what is deducted, from the right end and back."""
    end = Fraction(0)
    for part in sorted(bar.segments, key=lambda part: part.value < 0):
        width = abs(part.value) * 100 / widest
        start = end if part.value >= 0 else max(end - width, Fraction(0))
        end = start if part.value < 0 else start + width
        yield _piece(part, start, width)


def _piece(part: Segment, start: Fraction, width: Fraction) -> Piece:
    return Piece(
        part.place + 1,
        part.label,
        part.text,
        fixed(start, DECIMALS),
        fixed(width, DECIMALS),
        fixed(start + width / 2, DECIMALS),
        width >= NARROW,
        part.value < 0,
    )
