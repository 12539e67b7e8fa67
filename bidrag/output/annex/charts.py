"""A stacked chart as data for the template: every length in whole parts of the chart's own."""

from bidrag.output.annex.words import short
from bidrag.output.report.chart import Chart, Piece

WHOLE = 100_000
"""Into how many parts a chart's length is divided: far finer than what can be printed."""


def chart_data(chart: Chart) -> dict[str, object]:
    """The chart as the template reads it."""
    return {
        "title": f"{chart.title}, {chart.unit}",
        "alt": chart.alt,
        "legend": [{"place": key.place, "label": short(key.label)} for key in chart.legend],
        "whole": WHOLE,
        "bars": [
            {
                "label": short(bar.label),
                "total": bar.total,
                "parts": list(map(_part, bar.segments)),
            }
            for bar in chart.bars
        ],
    }


def _part(piece: Piece) -> dict[str, int]:
    """The part between its two ends, so that the next one begins where it ends."""
    left, right = (int(end * WHOLE) for end in (piece.start, piece.start + piece.width))
    return {"place": piece.place, "start": left, "width": right - left}
