"""The tree as it is drawn, and a listing as aligned columns: never wrapped and never cut."""

from collections.abc import Iterator
from typing import NamedTuple

from bidrag.output.explanation.wording import (
    Said,
    deeper_text,
    entry_text,
    heading,
    notes,
    said,
    without_amount,
)
from bidrag.review.explanation.explain import Answer, Explanation, Listing, Part, Telling

BRANCH, LAST, STEM, EMPTY = "├─ ", "└─ ", "│  ", "   "
GAP = "  "


class Line(NamedTuple):
    """A line: what is drawn before it, and before what it continues with where it is wrapped.

    The first `strong` characters are the name of what it tells about; a line without is an aside.
    """

    stem: str
    hang: str
    text: str
    strong: int = 0


def write_text(answer: Answer) -> str:
    """The answer as text; the same for every terminal, pipe and directory."""
    body = [line.stem + line.text for line in lines(answer)]
    blocks = (heading(answer), body, notes(answer))
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def lines(answer: Answer) -> Iterator[Line]:
    """The lines between the heading and the notes."""
    if isinstance(answer, Listing):
        return _listed(answer)
    return _tree(answer) if answer.parts else iter([_told("", "", without_amount(answer))])


def _tree(explanation: Explanation) -> Iterator[Line]:
    stems = [""]
    for part in explanation.parts:
        del stems[part.depth + 1 :]
        above = stems[part.depth]
        below = above + _stem(part)
        stems.append(below)
        yield from _part(part, said(part, explanation.calculation.rounding), above, below)
        if part.telling is Telling.DEEPER:
            yield Line(below + LAST, below + EMPTY, deeper_text(explanation))


def _part(part: Part, words: Said, above: str, below: str) -> Iterator[Line]:
    branch = (LAST if part.last else BRANCH) if part.depth else ""
    hang = below + (STEM if part.has_parts else EMPTY)
    yield _told(above + branch, hang, words)
    if words.basis:
        yield Line(hang, hang, words.basis)


def _told(stem: str, hang: str, words: Said) -> Line:
    return Line(stem, hang, f"{words.label}: {words.statement}", len(words.label))


def _stem(part: Part) -> str:
    """What is drawn in front of everything below the part."""
    if not part.depth:
        return ""
    return EMPTY if part.last else STEM


def _listed(listing: Listing) -> Iterator[Line]:
    """The addresses, with amounts aligned to the right and words to the left."""
    rounding = listing.calculation.rounding
    amounts = [entry_text(entry, rounding) if entry.term else "" for entry in listing.entries]
    room = max(len(entry.address) for entry in listing.entries)
    width = max(map(len, amounts))
    for entry, amount in zip(listing.entries, amounts, strict=True):
        text = amount.rjust(width) if entry.term else entry.words
        yield Line("", EMPTY, entry.address.ljust(room) + GAP + text, len(entry.address))
