"""A tagged PDF as its readers meet it: the structure with the text of each part, and the pages."""

from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

import pdfplumber
import pikepdf
from pikepdf import Array, Dictionary, Name

Marks = dict[tuple[int, int], str]


class Element(NamedTuple):
    """A part of the structure: its type, the text that stands directly in it, and its parts in order.

    `said` is what is said of it, as a part of a table or otherwise: `Scope`, `Headers`, `ID`, `Alt`.
    """

    kind: str
    own: str
    said: dict[str, Any]
    parts: "tuple[Element, ...]"

    @property
    def text(self) -> str:
        """All text in the element, in reading order."""
        return " ".join(filter(None, [self.own, *(part.text for part in self.parts)]))

    def all(self, *kinds: str) -> "Iterator[Element]":
        """The element and those in it that are of these types, in reading order."""
        if self.kind in kinds:
            yield self
        for part in self.parts:
            yield from part.all(*kinds)


class Tagged(NamedTuple):
    """A document: its structure, the fonts that are not embedded, and the text that no page holds.

    `bookmarks` are titles with the text that stands where each leads.
    """

    root: Element
    loose_fonts: tuple[str, ...]
    outside: str
    smallest: Any
    bookmarks: tuple[tuple[str, str], ...]
    catalog: dict[str, str]


def read_tagged(pdf: bytes) -> Tagged:
    """Reads the document with two libraries that know nothing of how it was made."""
    with pikepdf.open(BytesIO(pdf)) as document, pdfplumber.open(BytesIO(pdf)) as printed:
        marks = _marks(printed)
        numbers = {page.objgen: i for i, page in enumerate(document.pages)}
        (root,) = _kids(document.Root.StructTreeRoot)
        chars = [char for page in printed.pages for char in page.chars]
        return Tagged(
            _element(root, marks, numbers, -1),
            tuple(_loose(document)),
            "".join(_outside(printed)),
            min(char["size"] for char in chars),
            tuple(_bookmarks(document, printed)),
            {"Lang": str(document.Root.Lang), "Title": str(document.docinfo.Title)},
        )


def _marks(printed: Any) -> Marks:
    """The text of each marked piece of content, by page and number."""
    found: defaultdict[tuple[int, int], str] = defaultdict(str)
    for i, page in enumerate(printed.pages):
        for char in page.chars:
            if char["mcid"] is not None:
                found[i, char["mcid"]] += char["text"]
    return found


def _kids(element: Any) -> list[Any]:
    kids = element.get(Name.K, Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _element(element: Any, marks: Marks, numbers: dict[Any, int], page: int) -> Element:
    page = numbers[element.Pg.objgen] if Name.Pg in element else page
    own, parts = [], []
    for kid in _kids(element):
        if isinstance(kid, int):
            own.append(marks.get((page, kid), ""))
        elif Name.S in kid:
            parts.append(_element(kid, marks, numbers, page))
        elif Name.MCID in kid:
            where = numbers[kid.Pg.objgen] if Name.Pg in kid else page
            own.append(marks.get((where, int(kid.MCID)), ""))
    return Element(str(element.S)[1:], "".join(own), _said(element), tuple(parts))


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
        if isinstance(each, Dictionary) and each.get(Name.Type) == Name.FontDescriptor:
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(each.keys()):
                yield str(each.FontName)


def _outside(printed: Any) -> Iterator[str]:
    for page in printed.pages:
        for char in page.chars:
            across = 0 <= char["x0"] and char["x1"] <= page.width
            if not (across and 0 <= char["top"] and char["bottom"] <= page.height):
                yield char["text"]


def _bookmarks(document: Any, printed: Any) -> Iterator[tuple[str, str]]:
    """Each bookmark's title, and the line that it leads to."""
    pages = {page.objgen: i for i, page in enumerate(document.pages)}
    with document.open_outline() as outline:
        waiting = list(outline.root)
        while waiting:
            item = waiting.pop(0)
            waiting[:0] = item.children
            page, _, _, top, *_ = item.destination
            found = printed.pages[pages[page.objgen]]
            lines = found.extract_text_lines()
            below = [line for line in lines if line["bottom"] > found.height - float(top)]
            yield item.title, below[0]["text"] if below else ""
