"""The explanation on a terminal: wrapped between words, each line where its part of the tree stands."""

from collections.abc import Iterator
from textwrap import wrap
from typing import TextIO

from rich.text import Text

from bidrag.numerals import NBSP
from bidrag.output.console import terminal
from bidrag.output.explanation.text import Line, lines
from bidrag.output.explanation.wording import heading, notes
from bidrag.review.explanation.explain import Answer

ROOM = 24
"""A tree so deep that less than this is left for words is wider than the terminal."""
OPERATORS = ("=", "+", "×", "÷")


def print_terminal(answer: Answer, file: TextIO, width: int) -> None:
    """Prints the answer for a terminal of this many columns; no number is broken in two."""
    console = terminal(file, width)
    first, *rest, what = heading(answer)
    console.print(Text(first, "bold"))
    for line in rest:
        console.print(Text(line))
    console.print(Text(what, "bold magenta"))
    console.print()
    for each in lines(answer):
        for text in _wrapped(each, width):
            # Not wrapped by Rich, which would break a number at its spaces.
            console.print(text, soft_wrap=True)
    for note in notes(answer):
        console.print()
        console.print(Text(note))


def _wrapped(line: Line, width: int) -> Iterator[Text]:
    """The line as many as the width asks for: the name is bold, an aside is dim."""
    room = max(ROOM, width - len(line.hang))
    strong = line.strong
    for i, piece in enumerate(_pieces(line.text, room)):
        text = Text(line.hang if i else line.stem)
        text.append(piece[: max(strong, 0)], "bold")
        text.append(piece[max(strong, 0) :], "" if line.strong else "dim")
        strong -= len(piece) + 1
        yield text


def _pieces(text: str, room: int) -> list[str]:
    """The text in pieces at most this wide; an operator and a unit stay with their number."""
    text = text.replace("kr per ", f"kr{NBSP}per{NBSP}")
    for sign in OPERATORS:
        text = text.replace(f" {sign} ", f" {sign}{NBSP}")
    return wrap(text, room, break_long_words=False, break_on_hyphens=False)
