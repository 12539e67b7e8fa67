"""Diagnostics: what is wrong, where, and what to do. One type; all errors of a file in one run."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from bidrag.budget.codes import EMPTY_VALUE, Code


class Place(NamedTuple):
    """A span in a budget file: line and column count from 1, `width` in characters, `path` the keys."""

    line: int
    column: int
    width: int = 1
    path: tuple[str, ...] = ()


class Diagnostic(NamedTuple):
    """One error: its code, a sentence, what to do, and where in the file (None: the file itself)."""

    code: Code
    message: str
    help: str
    place: Place | None = None


class BudgetError(Exception):
    """The budget cannot be used; carries every diagnostic, rendered and in the order of the file.

    `diagnostics` are sorted by line, `file` is the path as the user wrote it, `lines` the file's text.
    """

    def __init__(self, file: str, diagnostics: Iterable[Diagnostic], lines: list[str]) -> None:
        super().__init__(file)
        self.file = file
        self.diagnostics = sorted(dict.fromkeys(diagnostics), key=_order)
        self.lines = lines

    def render(self, consequence: str = "ingenting har beräknats") -> str:
        """All diagnostics as text: code and position, the line with a caret, keys, help; what follows."""
        empty = [each for each in self.diagnostics if each.code is EMPTY_VALUE]
        listed = empty if len(empty) > MANY else []
        told = [each for each in self.diagnostics if each.code is not EMPTY_VALUE or not listed]
        found = [_render(self.file, each, self.lines) for each in told]
        found += [_listed(self.file, listed, self.lines)] if listed else []
        count = f"{len(self.diagnostics)} fel; {consequence}"
        return "\n\n".join([*found, count]) + "\n"


def _order(diagnostic: Diagnostic) -> tuple[int, int, str, str]:
    place = diagnostic.place
    line, column = (place.line, place.column) if place else (0, 0)
    return line, column, diagnostic.code.id, diagnostic.message


def _render(file: str, diagnostic: Diagnostic, lines: list[str]) -> str:
    code, message, help_text, place = diagnostic
    if place is None:
        return f"{file}: fel {code.id}: {message}\n   hjälp: {help_text}"
    head = f"{file}:{place.line}:{place.column}: fel {code.id}: {message}"
    margin = " " * len(str(place.line))
    keys = [f"{margin} = {' › '.join(place.path)}"] if place.path else []
    return "\n".join([head, *_excerpt(place, lines, margin), *keys, f"{margin} hjälp: {help_text}"])


def _listed(file: str, empty: list[Diagnostic], lines: list[str]) -> str:
    """Many values that are left to fill in: each on one line, and what to do once."""
    help_text = "fyll i värdena, eller ta bort de nycklar som inte behövs"
    return "\n".join([*(_empty(file, each, lines) for each in empty), f"   hjälp: {help_text}"])


def _empty(file: str, diagnostic: Diagnostic, lines: list[str]) -> str:
    """An empty value on one line, with last year's where the comment beside it tells that."""
    code, message, _, place = diagnostic
    line, column, _, path = place or Place(0, 0)
    old = _LAST_YEAR.search("".join(lines[line - 1 : line]))
    beside = f" ({visible(old[1])})" if old else ""
    return f"{file}:{line}:{column}: fel {code.id}: {message}: {' › '.join(path)}{beside}"


EXCERPT = 100
MANY = 10
"""More empty values than this are a file to fill in, and not each a mistake of its own."""
_LAST_YEAR = re.compile(r'# ([0-9]{4}: (?:"(?:[^"]|"")*"|(?!")(?:(?!; ).)*))(?:; |$)')


def _excerpt(place: Place, lines: list[str], margin: str) -> list[str]:
    if not 0 < place.line <= len(lines):
        return []
    text = lines[place.line - 1]
    start = max(0, place.column - 1 - EXCERPT // 2) if len(text) > EXCERPT else 0
    shown = visible(text[start : start + EXCERPT])
    caret = " " * (place.column - 1 - start) + "^" * max(1, min(place.width, EXCERPT // 2))
    return [f"{margin} |", f"{place.line} | {shown}".rstrip(), f"{margin} | {caret}"]


def visible(text: str) -> str:
    """The text on one line, with a mark for each character that cannot be seen."""
    return "".join(map(_shown, text))


def _shown(char: str) -> str:
    if char.isspace():
        return " "
    return char if char.isprintable() else "\N{REPLACEMENT CHARACTER}"
