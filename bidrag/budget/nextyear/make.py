"""The edits that make next year's file, by position: what is not edited stays byte for byte."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from bidrag.budget.diagnostics import Place
from bidrag.budget.load import Reading, read_budget
from bidrag.budget.nextyear.blocks import block_lines, text_lines
from bidrag.budget.nextyear.fates import dropped, values
from bidrag.budget.nextyear.remark import Old, kept, remark
from bidrag.budget.numbers import NumberError, parse_number
from bidrag.budget.scalars import NextYear
from bidrag.budget.schema import File
from bidrag.budget.tree import Block, Items, Node, Word

_BOM = "\ufeff"
_GAP = 2
_MARK = re.compile("[>|][-+0-9]*")


class NewFile(NamedTuple):
    """Next year's file: its text, with the line ends and BOM of the old, and how much is left open.

    `dropped` are the keys of the old file that are not in it, and `mentions` the numbers of the lines
    where a comment or a text that is carried over names the old `year`.
    """

    text: str
    left: int
    year: str
    dropped: tuple[str, ...]
    mentions: tuple[int, ...]


def next_year(file: str, data: bytes, year: str) -> NewFile:
    """The file for `year` from the bytes of an earlier one; `file` is its path, for diagnostics.

    The numbers and statements of the old year are left to fill in, each with the old one in a comment
    beside it. Raises `BudgetError` with everything that is wrong in the old file.
    """
    reading = read_budget(file, data)
    text = data.decode()
    lines = text.removeprefix(_BOM).split("\n")
    made = _Editor(reading, lines).new_file(year)
    return made._replace(text=_BOM + made.text) if text.startswith(_BOM) else made


class _Editor:
    """Edits the lines of one file, with CR where they have it."""

    def __init__(self, reading: Reading, lines: list[str]) -> None:
        self.reading = reading
        self.lines = lines
        self.words: dict[tuple[int, int], Word] = {}
        self.ends: defaultdict[int, int] = defaultdict(int)
        for word in _words(reading.tree):
            line, column, width, _ = word.place
            self.words.setdefault((line, column), word)
            self.ends[line] = max(self.ends[line], column - 1 + width)
        self.used = sorted(self.ends)
        self.usual = self._usual_column()
        self.carried = list(lines)

    def new_file(self, year: str) -> NewFile:
        """The edited text, and what is to be told of it."""
        keys = [key for key in dropped(File) if key in self.reading.tree]
        gone = block_lines(self.reading.tree, keys, self.lines)
        open_: defaultdict[int, list[Place]] = defaultdict(list)
        for fate, place in values(self.reading.model):
            if fate is NextYear.OPEN:
                open_[place.line].append(place)
            else:
                self._renumber(place, year)
        for line, places in open_.items():
            gone.update(self._below(places[-1]))
            self._empty(line, sorted(places))
        left = [line for line in range(len(self.lines)) if line + 1 not in gone]
        return NewFile(
            "\n".join(self.lines[line] for line in left),
            sum(map(len, open_.values())),
            self.reading.model.year,
            tuple(keys),
            tuple(self._mentions([self.carried[line] for line in left])),
        )

    def _mentions(self, carried: list[str]) -> Iterator[int]:
        """The lines that name the old year, not as a part of a longer number."""
        named = re.compile(rf"(?<![0-9]){self.reading.model.year}(?![0-9])")
        return (line for line, text in enumerate(carried, 1) if named.search(text))

    def _renumber(self, place: Place, year: str) -> None:
        """Writes the new year over the old, within the quotes if it has any."""
        text = self.lines[place.line - 1]
        start, end = place.column - 1, place.column - 1 + place.width
        value = text[start:end].replace(self.reading.model.year, year)
        self.lines[place.line - 1] = text[:start] + value + text[end:]
        self.carried[place.line - 1] = self.lines[place.line - 1]

    def _below(self, place: Place) -> list[int]:
        """The lines of a text that begins with > or |, which are taken out of its line too."""
        at = bisect_right(self.used, place.line)
        after = self.used[at] if at < len(self.used) else len(self.lines) + 1
        return text_lines(self.words[place.line, place.column], after, self.lines)

    def _empty(self, line: int, places: list[Place]) -> None:
        """Takes these values out of their line and into its comment."""
        text = self.lines[line - 1].removesuffix("\r")
        end = self.lines[line - 1][len(text) :]
        at = self._comment(line)
        head, comment = (text, "") if at < 0 else (text[:at], text[at + 1 :])
        for place in reversed(places):
            head = _without(head, place)
        head = head.rstrip()
        column = max(at if at >= 0 else self.usual, len(head) + _GAP)
        old = [self._old(place) for place in places]
        more = kept(old, comment)
        said = remark(self.reading.model.year, old, more)
        self.carried[line - 1] = f"{head} {more}"
        self.lines[line - 1] = head.ljust(column if head else places[0].column - 1) + said + end

    def _comment(self, line: int) -> int:
        """Where the comment of a line begins, counted from 0; -1 where it has none."""
        return self.lines[line - 1].find("#", self.ends[line])

    def _usual_column(self) -> int:
        """Where most comments beside a value begin; 0 where no value has one."""
        columns = Counter(self._comment(line) for line in self.used)
        del columns[-1]
        return max(columns, key=lambda column: (columns[column], column), default=0)

    def _old(self, place: Place) -> Old:
        word = self.words[place.line, place.column]
        return Old(place.path, word.strip(), _is_number(word))


def _without(head: str, place: Place) -> str:
    """The line without a value, or without the mark of a text that stands on the lines below it."""
    start = place.column - 1
    mark = _MARK.match(head, start)
    return head[:start] + head[mark.end() if mark else start + place.width :]


def _is_number(word: Word) -> bool:
    try:
        parse_number(word)
    except NumberError:
        return False
    return True


def _words(node: Node) -> Iterator[Word]:
    """Every key and scalar of the file."""
    if isinstance(node, Word):
        yield node
    elif isinstance(node, Items):
        for each in node:
            yield from _words(each)
    elif isinstance(node, Block):
        for key, value in node.items():
            yield key
            yield from _words(value)
