"""What the amounts consist of, as bars to draw: the words and numbers of the documents' charts."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.budget import Price
from bidrag.calculation.tables import Calculation, Table
from bidrag.numerals import first_upper, listed
from bidrag.output.amounts.pages import price_unit, row_label
from bidrag.output.report.places import Places, places
from bidrag.output.report.report import Report
from bidrag.output.wording import ROUNDING
from bidrag.review.composition import Composition, Segment, composition, gathered
from bidrag.rounding import in_unit

MOST_PARTS = 8
"""As many colours as a reader can tell apart."""
MOST_BARS = 24
"""A chart of more groups than this shows nothing that its table does not show better."""
OTHERS = "Övrigt"


class Piece(NamedTuple):
    """A part of a bar: its place and label in the legend, kr per child and period, and that as printed.

    A negative one is a deduction. `start` and `width` are where it is drawn, as fractions of the chart's
    length, from its left end.
    """

    place: int
    label: str
    value: Fraction
    text: str
    start: Fraction
    width: Fraction


class Key(NamedTuple):
    """A label of the legend, and the place (its colour and number) of the parts that it is of."""

    place: int
    label: str


class Bar(NamedTuple):
    """What one group brings: its name, the total as printed, and what the total consists of."""

    label: str
    total: str
    segments: tuple[Piece, ...]


class Chart(NamedTuple):
    """The bars of one table: `unit` is what all of its numbers are in, for instance kr per elev.

    All bars begin at the same point and have the same scale. What is added lies end to end to the right
    of that point, and what is deducted to the left of it, so that no part covers another; together the
    longest on each side fill the chart.

    `legend` has the name of each part, in the order in which they are drawn; the same part has the same
    place in all charts of a document, as far as there are places. `alt` tells in words what the chart
    shows.
    """

    table: Table
    title: str
    unit: str
    legend: tuple[Key, ...]
    bars: tuple[Bar, ...]
    alt: str


class Scale(NamedTuple):
    """Where the bars of a chart begin and how long the chart is (kr, from its left end)."""

    origin: Fraction
    length: Fraction


class Drawn(NamedTuple):
    """What a chart is drawn of: the parts of each group's price, and their labels by their keys."""

    table: Table
    price: Price
    composed: list[Composition]
    labels: dict[str, str]
    scale: Scale


def charts(report: Report) -> tuple[Chart, ...]:
    """A chart for each table of prices, in their order; none of payments or of amounts beside them.

    There is none either of a table that has nothing but zeros, for that has no length to draw, nor of
    one that has more deductions than can be told apart.
    """
    tables = (table for table in report.calculation.tables if not table.supplement)
    drawn = [each for each in map(_drawn, tables) if _is_readable(each)]
    placed = places([list(each.labels) for each in drawn], MOST_PARTS)
    return tuple(
        _chart(report.calculation, each, those) for each, those in zip(drawn, placed, strict=True)
    )


def _drawn(table: Table) -> Drawn:
    price = _shown(table)
    every = [composition(table, price, i) for i in range(len(table.groups))]
    composed = gathered(every, MOST_PARTS)
    labels = _labels(table, composed, is_gathered=composed != every)
    return Drawn(table, price, composed, labels, _scale(composed))


def _scale(composed: list[Composition]) -> Scale:
    """The scale that has room for all that is deducted and all that is added."""
    origin = max(_extent(each, -1) for each in composed)
    return Scale(origin, origin + max(_extent(each, 1) for each in composed))


def _extent(segments: Composition, sign: int) -> Fraction:
    """How far (kr) what is added (1) or deducted (-1) reaches from where the bar begins."""
    return sum((max(each.value * sign, Fraction(0)) for each in segments), Fraction(0))


def _is_readable(drawn: Drawn) -> bool:
    """Whether there is anything to draw, and not more than anyone can read."""
    bars = sum(map(bool, drawn.composed))
    return drawn.scale.length > 0 and bars <= MOST_BARS and len(drawn.labels) <= MOST_PARTS


def _chart(calculation: Calculation, drawn: Drawn, placed: Places) -> Chart:
    table, price, composed, labels, scale = drawn
    legend = {key: Key(placed[key], label) for key, label in labels.items()}
    bars = tuple(
        _bar(calculation, table, price, i, tuple(_pieces(calculation, each, legend, scale)))
        for i, each in enumerate(composed)
        if each
    )
    unit = " ".join(price_unit(calculation, table)).lower()
    title = f"Vad beloppet till {table.provider or price.recipient} består av"
    whole = f"{title}: {table.title} {calculation.year}"
    return Chart(table, whole, unit, tuple(legend.values()), bars, _alt(whole, unit, bars))


def _shown(table: Table) -> Price:
    """The price to enskilda huvudmän, or where there is none, the first."""
    independent = (price for price in table.prices if price.kind.independent)
    return next(independent, table.prices[0])


def _labels(table: Table, composed: list[Composition], *, is_gathered: bool) -> dict[str, str]:
    """The label of each part by its row's key, in the order of the rows; the key is empty of none."""
    keys = {_key(segment) for each in composed for segment in each}
    found = {row.key: row_label(row) for row in table.rows if row.key in keys}
    rest = OTHERS if is_gathered else first_upper(ROUNDING)
    return found | ({"": rest} if "" in keys else {})


def _key(segment: Segment) -> str:
    return segment.row.key if segment.row else ""


def _pieces(
    calculation: Calculation, segments: Composition, legend: dict[str, Key], scale: Scale
) -> Iterator[Piece]:
    """The parts, each beside the one before it on its own side of where the bar begins."""
    left = right = scale.origin
    for segment in segments:
        value, width = segment.value, abs(segment.value)
        start = right if value >= 0 else left - width
        left, right = min(left, start), max(right, start + width)
        text = in_unit(value, calculation.unit)
        place, label = legend[_key(segment)]
        yield Piece(place, label, value, text, start / scale.length, width / scale.length)


def _bar(
    calculation: Calculation, table: Table, price: Price, i: int, pieces: tuple[Piece, ...]
) -> Bar:
    label = table.groups[i].label
    term = next(row for row in table.rows if row.key == price.row).prices[i]
    assert term is not None, "a bar is drawn of a group that has the price"
    name = table.title if label == table.unit else label
    return Bar(name, in_unit(term.value, calculation.unit), pieces)


def _alt(title: str, unit: str, bars: tuple[Bar, ...]) -> str:
    """The chart in words: what it shows, each total and its largest part, and what is deducted."""
    totals = "; ".join(f"{bar.label} {bar.total}" for bar in bars)
    told = [f"{title}, i {unit}.", f"Totalt: {totals}.", _largest(bars)]
    pieces = (piece for bar in bars for piece in bar.segments)
    deducted = list(dict.fromkeys(piece.label for piece in pieces if piece.value < 0))
    return " ".join([*told, *([f"Avdrag: {listed(deducted)}."] if deducted else [])])


def _largest(bars: tuple[Bar, ...]) -> str:
    found: dict[str, list[str]] = {}
    for bar in bars:
        largest = max(bar.segments, key=lambda piece: piece.value)
        found.setdefault(largest.label, []).append(f"{bar.label} {largest.text}")
    told = (f"{label} ({'; '.join(amounts)})" for label, amounts in found.items())
    return f"Den största delen är {listed(list(told))}."
