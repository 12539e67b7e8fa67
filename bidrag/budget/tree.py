"""Strict YAML: text to nested blocks, lists and words, each with its place. Every scalar is text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn, cast

import yaml

from bidrag.budget.codes import (
    DUPLICATE_KEY,
    EMPTY_FILE,
    FORBIDDEN_CHARACTER,
    NOT_YAML,
    TOO_DEEP,
    WRONG_SHAPE,
    YAML_FEATURE,
    Code,
)
from bidrag.budget.diagnostics import BudgetError, Diagnostic, Place
from bidrag.budget.source import FORBIDDEN, describe

MAX_DEPTH = 12
# What an empty line between two paragraphs becomes: YAML folds the lines after >, and keeps those after |.
_PARAGRAPHS = {"|": re.compile(r"\n\s*\n"), ">": re.compile(r"\n")}
# The C parser where PyYAML was built with it: the same events, ten times faster.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_HAS_KEY = re.compile(r"\s*(#|- |-$|.*:(\s|$)|[\]\[}{]|---)")


class Word(str):
    """A scalar as it stands in the file, NFC-normalised, with its place.

    `cut` tells that a comment follows with a single space before its #, so that the text may have
    been meant to go on, as in `Beslut # 67`. `paragraphs` are those of a text that begins with | or >,
    which are kept apart by empty lines; the lines of one after | are kept apart by line breaks. The
    text itself is all of them on one line.
    """

    __slots__ = ("cut", "paragraphs", "place")
    place: Place
    cut: bool
    paragraphs: tuple[str, ...]

    def __new__(
        cls, text: str, place: Place, *, cut: bool = False, paragraphs: tuple[str, ...] = ()
    ) -> "Word":
        word = super().__new__(cls, unicodedata.normalize("NFC", text))
        word.place = place
        word.cut = cut
        word.paragraphs = paragraphs
        return word


class Block(dict[Word, "Node"]):
    """A mapping in the order of the file, with the place of the key that it belongs to."""

    def __init__(self, place: Place) -> None:
        self.place = place


class Items(list["Node"]):
    """A list, with the place of the key that it belongs to."""

    def __init__(self, place: Place) -> None:
        self.place = place


Node = Word | Block | Items
BLANK = Word("", Place(0, 0))
"""Stands in for a value that has already been reported."""


def child_of(node: Node, key: int | str) -> Node | None:
    """What stands under this key of a block, or at this position of a list; None if nothing does."""
    if isinstance(node, Block) and isinstance(key, str):
        return node.get(cast(Word, key))
    if isinstance(node, Items) and isinstance(key, int) and key < len(node):
        return node[key]
    return None


def walk(tree: Block, keys: Iterable[int | str]) -> list[Node]:
    """The nodes along this path, the tree first, for as far as the path is in the file."""
    nodes: list[Node] = [tree]
    for key in keys:
        child = child_of(nodes[-1], key)
        if child is None:
            break
        nodes.append(child)
    return nodes


def read_tree(file: str, text: str, found: list[Diagnostic]) -> Block:
    """The file as nested blocks; duplicate keys and YAML features are added to `found`.

    Raises `BudgetError` (B008, B009, B016) when there is no telling what the rest of the file says.
    """
    lines = text.split("\n")
    try:
        return _Builder(yaml.parse(text, Loader=_LOADER), lines, found).document()
    except yaml.YAMLError as error:
        last = _not_yaml(error, lines)
        hidden = {
            each.place.line for each in found if each.code is FORBIDDEN_CHARACTER and each.place
        }
        if last.place and last.place.line in hidden:
            raise BudgetError(file, found, lines) from None
        before = [
            each
            for each in found
            if each.place and last.place and each.place.line != last.place.line
        ]
        raise BudgetError(file, [*before, last], lines) from None
    except _StopError:
        raise BudgetError(file, found, lines) from None


class _StopError(Exception):
    """What follows cannot be read; the reason is among the diagnostics."""


class _Builder:
    """Builds the tree from parser events, in one pass and without expanding anything."""

    def __init__(self, events: Iterator[Any], lines: list[str], found: list[Diagnostic]) -> None:
        self.events = events
        self.lines = lines
        self.found = found

    def document(self) -> Block:
        """The one document of the stream, which is a block."""
        next(self.events)
        start = next(self.events)
        if not isinstance(start, yaml.DocumentStartEvent):
            self._stop(
                EMPTY_FILE, "filen har bara kommentarer", "skriv kommun: och år:", Place(1, 1)
            )
        if start.version or start.tags:
            self._feature("ett YAML-direktiv", _place(start))
        first = next(self.events)
        node = self._node(first, Place(1, 1))
        if not isinstance(node, Block):
            help_text = "skriv nycklar med värden, till exempel kommun: Ludvika kommun"
            self._stop(WRONG_SHAPE, "filen ska vara nycklar med värden", help_text, _place(first))
        next(self.events)
        after = next(self.events)
        if isinstance(after, yaml.DocumentStartEvent):
            self._feature("ett andra dokument (---)", _place(after))
        return node

    def _node(self, event: Any, place: Place) -> Node:
        """`place` is that of the key or list that the node belongs to, with the node's path."""
        here = _place(event, place.path)
        if isinstance(event, yaml.AliasEvent):
            self._feature(f"ett alias (*{event.anchor})", here)
            return BLANK
        if event.anchor:
            self._feature(f"ett ankare (&{event.anchor})", here)
        if event.tag and event.tag != "!":
            self._feature(f"ett typmärke ({event.tag})", here)
        if isinstance(event, yaml.ScalarEvent):
            return self._word(event, here)
        if len(place.path) >= MAX_DEPTH:
            help_text = f"en budgetfil har högst {MAX_DEPTH} nivåer"
            self._stop(TOO_DEEP, "strukturen är för djup", help_text, here)
        if isinstance(event, yaml.MappingStartEvent):
            return self._block(place)
        return self._items(place)

    def _word(self, event: Any, here: Place) -> Word:
        block = event.style in _PARAGRAPHS
        paragraphs = tuple(_paragraphs(event)) if block else ()
        text = " ".join(event.value.split()) if block else event.value
        if event.start_mark.line != event.end_mark.line and not block:
            help_text = (
                "skriv värdet på en rad; en lång text kan börja med > och stå på raderna under"
            )
            self._refuse(WRONG_SHAPE, "värdet fortsätter på nästa rad", help_text, here)
        if hidden := FORBIDDEN.search(text.replace("\n", "\v")):
            name = "en radbrytning" if hidden.group() == "\v" else describe(hidden.group())
            help_text = "skriv texten på en rad, utan \\-koder"
            self._refuse(FORBIDDEN_CHARACTER, f"värdet innehåller {name}", help_text, here)
            text = FORBIDDEN.sub(" ", text.replace("\n", " "))
        cut = not event.style and self._after(event).startswith(" #")
        return Word(text, here, cut=cut, paragraphs=paragraphs)

    def _after(self, event: Any) -> str:
        """What stands after the scalar on its last line."""
        line: str = self.lines[event.end_mark.line]
        return line[event.end_mark.column :]

    def _block(self, place: Place) -> Block:
        block = Block(place)
        first: dict[Word, Place] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event, place)
            value = self._node(next(self.events), key.place)
            if key is BLANK:
                continue
            if key in first:
                message = f"nyckeln {key} står redan på rad {first[key].line}"
                self._refuse(DUPLICATE_KEY, message, "ta bort den ena", key.place)
            else:
                first[key] = key.place
                block[key] = value
        return block

    def _key(self, event: Any, place: Place) -> Word:
        if not isinstance(event, (yaml.ScalarEvent, yaml.AliasEvent)):
            help_text = "skriv ett namn följt av kolon"
            at = _place(event, place.path)
            self._stop(WRONG_SHAPE, "nyckeln är inte en text", help_text, at)
        word = self._node(event, place)
        assert isinstance(word, Word)
        if word == "<<":
            self._feature("sammanslagning (<<)", word.place)
            return BLANK
        if word is BLANK:
            return BLANK
        return Word(word, word.place._replace(path=(*place.path, word)))

    def _items(self, place: Place) -> Items:
        items = Items(place)
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            path = (*place.path, str(len(items) + 1))
            items.append(self._node(event, _place(event, path)))
        return items

    def _feature(self, what: str, place: Place) -> None:
        help_text = (
            "skriv ut värdet där det gäller; text som börjar med & * ! skrivs inom citattecken"
        )
        self._refuse(YAML_FEATURE, f"filen använder {what}", help_text, place)

    def _refuse(self, code: Code, message: str, help_text: str, place: Place) -> None:
        self.found.append(Diagnostic(code, message, help_text, place))

    def _stop(self, code: Code, message: str, help_text: str, place: Place) -> NoReturn:
        self._refuse(code, message, help_text, place)
        raise _StopError


def _paragraphs(event: Any) -> Iterator[str]:
    """The paragraphs of a text that begins with | or >, with the line breaks that YAML keeps in them."""
    for paragraph in _PARAGRAPHS[event.style].split(event.value):
        lines = (" ".join(line.split()) for line in paragraph.split("\n"))
        if text := "\n".join(filter(None, lines)):
            yield text


def _place(event: Any, path: tuple[str, ...] = ()) -> Place:
    start, end = event.start_mark, event.end_mark
    width = end.column - start.column if end.line == start.line else 1
    return Place(start.line + 1, start.column + 1, max(1, width), path)


_QUOTES_HINT = "skriv raka citattecken, inte typografiska"
_HINTS = (
    ("scanning an a", "text som börjar med & eller * skrivs inom citattecken"),
    ("scanning a tag", "text som börjar med ! skrivs inom citattecken"),
    (
        "mapping values",
        "skriv en nyckel per rad; text som innehåller kolon skrivs inom citattecken",
    ),
    (
        "sequence entries are not allowed",
        "skriv minustecknet direkt framför talet, som i -10 800; ett ensamt streck skrivs 0, eller "
        "inget i ett pris",
    ),
    ("did not find expected key", "kontrollera indraget; samma nivå ska börja i samma kolumn"),
    ("expected <block end>", "kontrollera indraget; samma nivå ska börja i samma kolumn"),
    ("quoted scalar", "avsluta texten med samma citattecken som den börjar med"),
    ("cannot start any token", "text som börjar med % @ ` skrivs inom citattecken"),
)
_COLON_HINT = "skriv ett kolon och ett mellanslag efter nyckeln"


def _not_yaml(error: yaml.YAMLError, lines: list[str]) -> Diagnostic:
    mark = getattr(error, "problem_mark", None)
    context = str(getattr(error, "context", None) or "")
    if "quoted scalar" in context:
        mark = getattr(error, "context_mark", None) or mark
    line = min(mark.line, len(lines) - 1) if mark else 0
    for suspect in _with_line_before(line, lines):
        if not _HAS_KEY.match(lines[suspect]):
            return _unreadable(suspect, lines[suspect], _COLON_HINT)
    problem = f"{context} {getattr(error, 'problem', '')}"
    hint = "kontrollera indrag, kolon och citattecken på den här raden och raden före"
    if "”" in lines[line] or "“" in lines[line]:
        return _unreadable(line, lines[line], _QUOTES_HINT)
    hints = [swedish for english, swedish in _HINTS if english in problem]
    return _unreadable(line, lines[line], next(iter(hints), hint))


def _with_line_before(line: int, lines: list[str]) -> list[int]:
    """The line and the nearest line before it that says anything: what YAML misses is often there."""
    before = (i for i in range(line - 1, -1, -1) if lines[i].strip() and lines[i].strip()[0] != "#")
    return [i for i in (next(before, line), line) if lines[i].strip()]


def _unreadable(line: int, text: str, help_text: str) -> Diagnostic:
    column = len(text) - len(text.lstrip())
    place = Place(line + 1, column + 1, max(1, len(text.strip())))
    return Diagnostic(NOT_YAML, "raden går inte att läsa", help_text, place)
