"""A step of a method: what it is called, how it is done, and what it rests on."""

from typing import NamedTuple

from bidrag.calculation.formula import Given, Position


class Step(NamedTuple):
    """A row: its label, how its amounts come about, and the paragraph or place that they rest on."""

    label: str
    how: str
    basis: str


def place(given: Given) -> str:
    """Where a number comes from: a line of the file, a paragraph, or what is customary."""
    origin = given.origin
    return f"{origin.file} rad {origin.line}" if isinstance(origin, Position) else str(origin)
