"""Texts that mean something to a shell, a spreadsheet, a browser or a typesetter are texts, in every format.

Every text and name of a budget with all that a document can have is exchanged for such a text. Each
document is to show all that it shows of the same budget in plain words, and to do nothing more.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from bidrag.cli.main import run as bidrag
from bidrag.numerals import first_upper
from tests.reading import annex, book, lists, markdown, plain
from tests.reading.everything import FREE, Free, budget, numbered
from tests.webpage import read

PAYLOADS = {
    "a spreadsheet's formula": "=cmd|' /C calc'!A0",
    "a number with a sign": "+1",
    "another": "-2+3",
    "an old formula": "@SUM(A1)",
    "an array formula": "{=SUM(A1:A9)}",
    "a spreadsheet's escape": "_x0041__x000D_",
    "a sheet's name": "'[bok]:blad*?\\A1'!",
    "an address": "https://example.org/?a=1&b=2",
    "an address within": "internal:Blad1!A1",
    "a script": "<script>alert(1)</script>",
    "an attribute": '"\' onmouseover=alert(1) x="',
    "the end of CDATA": "]]> <!-- <![CDATA[ </style></svg></textarea>",
    "entities": "&amp; &lt; &#65; &nbsp",
    "a template": "{{ 7*7 }} {% raise %} {# x #}",
    "a format": "%s %(x)d {0} {x!r} ${HOME} \\n \\u0041",
    "typesetting": '#let x = 1 *fet* _kursiv_ $x$ @ref <märke> \\ // ~ -- #"x" /* x */',
    "markup": "`kod` | rör | [länk](javascript:alert(1)) ![bild](x) <https://x.se> ~~x~~ **x** __y__",
    "a heading": "# rubrik",
    "a quotation": "> citat",
    "a list": "- punkt",
    "another list": "* punkt",
    "a third list": "1. punkt",
    "a fourth list": "2) punkt",
    "a fifth list": "+ punkt",
    "a line": "---",
    "another line": "===",
    "a fence": "~~~ ```",
    "Arabic": "المدرسة ١٢٣ abc",
    "Hebrew": "בית ספר 123 abc",
    "Chinese": "学校 123",
    "Thai": "โรงเรียน",
    "emoji": "👩‍👩‍👧 😀 🇸🇪 ✊🏽",
    "combining marks": "a\u0301\u0302\u0303\u0323 Z\u0351\u036b\u0343 ő",
    "spaces": "a\u00a0b\u202fc\u3000d\u2003e",
    "what has no character": "\ue000 \ufdd0 \U0001ffff \U0003fffd \ufe0f",
    "ligatures": "ﬁ ŉ ß ǆ ﷺ İ ı",
    "full width": "＝１＋１ ＜ｂ＞",
}
HIDDEN = (
    "\t\x00\x07\x08\x0b\x0c\r\x1b\x7f\x85\x9b\xad\ufeff"
    "\u200b\u200e\u200f\u061c\u2028\u2029\u202a\u202e\u2066\u2069"
)


class Seen(NamedTuple):
    """What a reader of the document sees, and all that it consists of beside the words."""

    words: str
    structure: object


Ordinary = Callable[[str], Seen]


def _plain(path: Path) -> Seen:
    text = path.read_bytes().decode()
    headings = (" ".join(grid.columns) for grid in plain.read_plain(text))
    return Seen("\n".join([text, *headings]), re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f]", text))


def _markdown(path: Path) -> Seen:
    text = path.read_bytes().decode()
    return Seen(markdown.shown(text), markdown.markup(text))


def _csv(path: Path) -> Seen:
    rows = lists.rows(path.read_bytes().decode())
    formulas = [cell for row in rows for cell in row if re.match("[=+@\t\r]|-[^0-9]", cell)]
    return Seen("\n".join(cell for row in rows for cell in row), (len(rows), formulas))


def _json(path: Path) -> Seen:
    words, keys = lists.words(path.read_bytes().decode())
    return Seen("\n".join(words), (len(words), len(keys)))


OF_TEXTS = {"wbr", "bdi", "details", "summary"}
"""What the page has for a slash, for what is written from the right, and for a name that it cuts."""


def _html(path: Path) -> Seen:
    tree = read(path.read_bytes().decode())
    elements = list(tree.all())
    spoken = (text for each in elements for text in each.attributes.values())
    markup = {(each.name, *each.attributes) for each in elements if each.name not in OF_TEXTS}
    links = {
        each.attributes[name][:1] for each in elements for name in LEADS if name in each.attributes
    }
    return Seen("\n".join([tree.text, *spoken]), (markup, links))


def _xlsx(path: Path) -> Seen:
    data = path.read_bytes()
    return Seen("\n".join(book.words(data)), book.structure(data))


def _pdf(path: Path) -> Seen:
    data = path.read_bytes()
    return Seen(annex.words(data), annex.actions(data))


READERS: dict[str, Callable[[Path], Seen]] = {
    "txt": _plain,
    "md": _markdown,
    "csv": _csv,
    "json": _json,
    "html": _html,
    "xlsx": _xlsx,
    "pdf": _pdf,
}
LONG = dict.fromkeys(READERS, 10_000) | {"pdf": 300}
"""How many letters each text has; a typesetter takes its time over thousands of pages."""
LEADS = ("href", "src", "action", "formaction")
_NO_KEYS = {"ålder", "tid", "utbildning", "nyanlända", "resursskola", "lokaler"}
FEW = ("pdf",)
"""The formats whose font has few of the characters of the world; the others are told by their numbers."""
UNPRINTED = {
    "txt": {"Dokumentet"},
    "md": {"Dokumentet"},
    "csv": {*_NO_KEYS, "de fria", "Södra"},
    "json": _NO_KEYS,
}
"""The names that are in no row's key: a dimension, a criterion, a form, an item without a row; and in csv a
recipient, and a unit that gets nothing of the pot. A table is not the document that has a title."""
TABLES = ("txt", "md", "html", "xlsx", "pdf")
"""The formats that show every text of the budget; the others have the names instead."""


def seen(text: str, ending: str, folder: Path, name: str = "budget.yaml") -> Seen:
    """The document of this budget, as a reader sees it."""
    file, document = folder / name, folder / f"document.{ending}"
    file.write_bytes(text.encode())
    assert bidrag(["compute", str(file), "-o", str(document)]) == 0
    return READERS[ending](document)


def lacks(found: Seen, texts: list[str], ending: str) -> list[str]:
    """The texts that are not among the words, however they are broken; a title has them in capitals."""
    words = " ".join(found.words.split())
    return [
        text
        for text in texts
        if not shows(words, text)
        if ending not in FEW
        or not any(re.search(_with_numbers(each), words) for each in _forms(text))
    ]


def shows(words: str, text: str) -> bool:
    """Whether the text is among the words, which have single spaces between."""
    return any(" ".join(each.split()) in words for each in _forms(text))


def _forms(text: str) -> tuple[str, str, str]:
    return text, text.upper(), first_upper(text)


def _with_numbers(text: str) -> str:
    """A pattern of the text in which any character may be told by its number: [U+1F600]."""
    characters = ((" " if each.isspace() else re.escape(each), ord(each)) for each in text)
    return "".join(rf"(?:{each}|\[U\+{number:04X}\])" for each, number in characters)


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> Ordinary:
    """Each document of the budget with words that mean nothing."""
    text, folder = budget(lambda free: numbered("Ord", free)), tmp_path_factory.mktemp("ordinary")
    return cache(lambda ending: seen(text, ending, folder))


def _shown(ordinary: Seen) -> Iterator[Free]:
    """The words that the document shows."""
    words = " ".join(ordinary.words.split())
    yield from (free for free in FREE if shows(words, numbered("Ord", free)))


@pytest.mark.parametrize("ending", READERS)
def test_a_document_shows_every_text_or_every_name(ordinary: Ordinary, ending: str) -> None:
    shown = set(_shown(ordinary(ending)))
    words = {free for free in FREE if free.is_name != (ending in TABLES)}
    assert {free.word for free in words - shown} == UNPRINTED.get(ending, set())


@pytest.mark.parametrize("ending", READERS)
@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_text_is_shown_and_nothing_else_happens(
    ordinary: Ordinary, payload: str, ending: str, tmp_path: Path
) -> None:
    hostile = seen(budget(lambda free: numbered(payload, free)), ending, tmp_path)
    words = [numbered(payload, free) for free in _shown(ordinary(ending))]
    assert lacks(hostile, words, ending) == []
    assert hostile.structure == ordinary(ending).structure


@pytest.mark.parametrize("ending", READERS)
def test_a_text_of_any_length_is_whole(ordinary: Ordinary, ending: str, tmp_path: Path) -> None:
    long = "x" * LONG[ending]
    found = seen(budget(lambda free: numbered(long, free)), ending, tmp_path)
    words = [numbered(long, free) for free in _shown(ordinary(ending))]
    assert [word[-3:] for word in lacks(found, words, ending)] == []


@pytest.mark.parametrize("ending", ["html", "xlsx", "pdf"])
def test_the_name_of_the_file_is_a_text_as_well(
    ordinary: Ordinary, ending: str, tmp_path: Path
) -> None:
    name = "=1+1 <b>{{ 7*7 }} #let x & &amp; $x$.yaml"
    found = seen(budget(lambda free: numbered("Ord", free)), ending, tmp_path, name)
    assert lacks(found, [name], ending) == []
    assert found.structure == ordinary(ending).structure


@pytest.mark.parametrize("written", ["{}", "{:04x}"], ids=["itself", "as a code"])
@pytest.mark.parametrize("hidden", HIDDEN, ids=lambda char: f"U+{ord(char):04X}")
def test_a_character_that_nobody_sees_is_refused(
    hidden: str, written: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, document = tmp_path / "budget.yaml", tmp_path / "document.md"
    char = hidden if written == "{}" else "\\u" + written.format(ord(hidden))
    text = budget(lambda free: f"a¤b {FREE.index(free)}").replace("¤", char)
    file.write_bytes(text.encode())
    assert bidrag(["compute", str(file), "-o", str(document)]) == 2
    assert "fel B007" in capsys.readouterr().err
    assert not document.exists()
