"""A stacked chart as data for the template: every length in whole parts of the chart's own."""

from collections.abc import Iterator
from fractions import Fraction

from bidrag.output.annex.words import short
from bidrag.output.report.chart import Bar, Chart

WHOLE = 100_000
"""Into how many parts a chart's length is divided: far finer than what can be printed."""


def chart_data(chart: Chart) -> dict[str, object]:
    """The chart as the template reads it; what is taken away lies to the left of where bars begin."""
    below = min(_extent(bar, -1) for bar in chart.bars)
    length = max(_extent(bar, 1) for bar in chart.bars) - below
    return {
        "title": f"{chart.title}, {chart.unit}",
        "alt": chart.alt,
        "legend": [{"place": key.place, "label": short(key.label)} for key in chart.legend],
        "whole": WHOLE,
        "bars": [
            {
                "label": short(bar.label),
                "total": bar.total,
                "parts": list(_parts(bar, -below, length)),
            }
            for bar in chart.bars
        ],
    }


def has_length(chart: Chart) -> bool:
    """Whether there is anything to draw: a bar of nothing but zeros has no parts to see."""
    return any(piece.value for bar in chart.bars for piece in bar.segments)


def _extent(bar: Bar, sign: int) -> Fraction:
    """How far (kr) the bar reaches from where it begins: to the right (1), or to the left (-1)."""
    return sum((each.value for each in bar.segments if each.value * sign > 0), Fraction(0))


def _parts(bar: Bar, origin: Fraction, length: Fraction) -> Iterator[dict[str, int]]:
    """Each part beside the one before it, on its own side of where the bar begins."""
    ends = {True: origin, False: origin}
    for each in bar.segments:
        begins = ends[each.value > 0]
        ends[each.value > 0] = begins + each.value
        left, right = (int(end * WHOLE / length) for end in sorted((begins, begins + each.value)))
        yield {"place": each.place, "start": left, "width": right - left}
