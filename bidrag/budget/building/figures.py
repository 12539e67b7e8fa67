"""Every number of the file as a `Given` that knows its place and how it was rounded."""

from collections.abc import Mapping
from fractions import Fraction

from bidrag.budget import schema
from bidrag.budget.diagnostics import Place
from bidrag.budget.scalars import Figure
from bidrag.budget.tree import Word
from bidrag.calculation.budget import Answer
from bidrag.calculation.formula import EXACT, Given, Kind, Position


class Figures:
    """Turns the file's figures into inputs that know where they stand and how they were rounded."""

    def __init__(self, file: str, rounding: schema.Rounding | None) -> None:
        self.file = file
        self.known: dict[Place, Given] = {}
        self.margins: dict[str, Fraction] = {}
        for name, field in schema.Rounding.model_fields.items():
            if figure := getattr(rounding, name, None):
                self.margins[str(field.alias)] = figure.value / 2

    def given(self, label: str, figure: Figure, unit: str, kind: Kind, note: str = "") -> Given:
        """The input: its label, unit and kind, and how its number was derived, if it was.

        What stands in one place is one input, however many amounts rest on it.
        """
        if figure.place not in self.known:
            # The source's rounding is stated in kronor or children, and says nothing of percentages.
            margin = EXACT if figure.percent else self.margins.get(kind, EXACT)
            origin = self.at(figure.place, note)
            self.known[figure.place] = Given(label, figure.value, unit, origin, kind, margin)
        return self.known[figure.place]

    def at(self, place: Place, note: str = "") -> Position:
        """The place as a position in the file."""
        return Position(self.file, place.line, place.column, place.path, note)

    def position(self, word: Word) -> Position:
        """Where the word stands."""
        return self.at(word.place)

    def answers(self, stated: Mapping[Word, Word]) -> tuple[Answer, ...]:
        """The answers to checks."""
        return tuple(Answer(code, text, self.position(code)) for code, text in stated.items())
