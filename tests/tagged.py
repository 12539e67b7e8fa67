"""A tagged PDF as its readers meet it: the structure with the text of each part, and the pages."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from typing import Any, NamedTuple

import pdfplumber
import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree

Marks = defaultdict[tuple[int, int], list[tuple[str, Any]]]

PART = re.compile(r" – del \d+ av \d+(: .*)?$", re.DOTALL)
"""What a part of a table is called beside the title of the table."""
FILES = {"/FontFile", "/FontFile2", "/FontFile3"}


class Element(NamedTuple):
    """A part of the structure: its type, the text that stands directly in it, and its parts in order.

    `said` is what is said of it, as a part of a table or otherwise: `Scope`, `Headers`, `ID`, `Alt`;
    `sizes` are those (pt) of the letters that stand directly in it.
    """

    kind: str
    own: str
    sizes: frozenset[Any]
    said: dict[str, Any]
    parts: "tuple[Element, ...]"

    @property
    def text(self) -> str:
        """All text in the element, in reading order."""
        return " ".join(filter(None, [self.own, *(part.text for part in self.parts)]))

    def all(self, *kinds: str) -> "Iterator[Element]":
        """The element and those in it that are of these types, or any, in reading order."""
        if not kinds or self.kind in kinds:
            yield self
        for part in self.parts:
            yield from part.all(*kinds)


class Tagged(NamedTuple):
    """A document: its structure, the fonts that are not embedded, and the text that no page holds.

    `bookmarks` are titles, each with its level (from 1) and the line of text that it leads to, and
    `named` the parts of the structure that others may refer to.
    """

    language: str
    title: str
    root: Element
    loose_fonts: tuple[str, ...]
    outside: str
    bookmarks: tuple[tuple[int, str, str], ...]
    named: frozenset[str]

    def smallest_in(self, kind: str) -> Any:
        """The size (pt) of the smallest letters in any element of the type."""
        return min(
            size for each in self.root.all(kind) for part in each.all() for size in part.sizes
        )


def read_tagged(pdf: bytes) -> Tagged:
    """Reads the document with two libraries that know nothing of how it was made."""
    with pikepdf.open(BytesIO(pdf)) as document, pdfplumber.open(BytesIO(pdf)) as printed:
        return Tagged(
            str(document.Root.Lang),
            str(document.docinfo.Title),
            structure(document, _marks(printed)),
            tuple(_loose(document)),
            "".join(_outside(printed)),
            tuple(_bookmarks(document, printed)),
            frozenset(map(str, NameTree(document.Root.StructTreeRoot.IDTree).keys())),
        )


def outside(pdf: bytes) -> str:
    """The letters that do not lie within the edges of a page."""
    with pdfplumber.open(BytesIO(pdf)) as printed:
        return "".join(_outside(printed))


def lines(pdf: bytes) -> list[list[str]]:
    """Each page's lines of text, as they are seen."""
    with pdfplumber.open(BytesIO(pdf)) as printed:
        return [page.extract_text().splitlines() for page in printed.pages]


def sizes(pdf: bytes) -> set[tuple[Any, Any]]:
    """The width and height of the pages."""
    with pdfplumber.open(BytesIO(pdf)) as printed:
        return {(page.width, page.height) for page in printed.pages}


def caption(element: Element) -> str:
    """What the table, or what a figure stands in, is called; nothing of one without a name."""
    return next((each.text for each in element.parts if each.kind == "Caption"), "")


def titled(table: Element) -> str:
    """What the whole is called that the table is, or is a part of."""
    return PART.sub("", caption(table))


def structure(document: Any, marks: Marks) -> Element:
    """The elements of the document, with the letters of the marked pieces of content (by page from 0)."""
    numbers = {page.objgen: i for i, page in enumerate(document.pages)}
    (root,) = _kids(document.Root.StructTreeRoot)
    return _element(root, marks, numbers)


def _marks(printed: Any) -> Marks:
    """The letters of each marked piece of content, by page and number."""
    found: Marks = defaultdict(list)
    for i, page in enumerate(printed.pages):
        for char in page.chars:
            if char["mcid"] is not None:
                found[i, char["mcid"]].append((char["text"], char["size"]))
    return found


def _kids(element: Any) -> list[Any]:
    kids = element.get(Name.K, Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _element(element: Any, marks: Marks, numbers: Mapping[Any, int]) -> Element:
    """The element; its content lies on its page, or on one that the piece of content names."""
    letters, parts = [], []
    for kid in _kids(element):
        if isinstance(kid, int):
            letters += marks[numbers[element.Pg.objgen], kid]
        elif Name.S in kid:
            parts.append(_element(kid, marks, numbers))
        elif Name.MCID in kid:
            letters += marks[numbers[kid.get(Name.Pg, element.get(Name.Pg)).objgen], int(kid.MCID)]
    text = "".join(letter for letter, _ in letters)
    sizes = frozenset(size for _, size in letters)
    return Element(str(element.S)[1:], text, sizes, _said(element), tuple(parts))


def _said(element: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in element.get(Name.A, Array()):
        for key, value in each.items():
            found[key[1:]] = list(map(str, value)) if isinstance(value, Array) else str(value)
    for key in (Name.ID, Name.Alt):
        if key in element:
            found[str(key)[1:]] = str(element[key])
    return found


def _loose(document: Any) -> Iterator[str]:
    for each in document.objects:
        is_font = isinstance(each, Dictionary) and each.get(Name.Type) == Name.FontDescriptor
        if is_font and not FILES & set(each.keys()):
            yield str(each.FontName)


def _outside(printed: Any) -> Iterator[str]:
    for page in printed.pages:
        for char in page.chars:
            across = char["x0"] >= 0 and char["x1"] <= page.width
            if not (across and char["top"] >= 0 and char["bottom"] <= page.height):
                yield char["text"]


def _bookmarks(document: Any, printed: Any) -> Iterator[tuple[int, str, str]]:
    """Each bookmark's level and title, and the line that it leads to."""
    pages = {page.objgen: found for page, found in zip(document.pages, printed.pages, strict=True)}
    lines = cache(lambda page: pages[page].extract_text_lines(return_chars=False))
    with document.open_outline() as outline:
        waiting = [(1, item) for item in outline.root]
        while waiting:
            level, item = waiting.pop(0)
            waiting[:0] = [(level + 1, child) for child in item.children]
            page, _, _, top, *_ = item.destination
            start = pages[page.objgen].height - float(top)
            below = [each["text"] for each in lines(page.objgen) if each["bottom"] > start]
            yield level, item.title, below[0] if below else ""
