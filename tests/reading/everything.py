"""A budget with everything that a document can have, and every text and name of it for a test to choose."""

import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

_MARKED = re.compile("«(?P<text>[^»]+)»|‹(?P<name>[^›]+)›")
TEMPLATE = (Path(__file__).parent / "allt.yaml").read_text(encoding="utf-8")


LONGEST_NAME = 1000
"""YAML itself has no key on a line that is much longer."""


class Free(NamedTuple):
    """A word of the budget that the municipality chooses: a text that is printed, or a name."""

    word: str
    is_name: bool


FREE = tuple(
    dict.fromkeys(
        Free(match["text"] or match["name"], match["text"] is None)
        for match in _MARKED.finditer(TEMPLATE)
    )
)


def budget(chosen: Callable[[Free], str]) -> str:
    """The budget with these words."""

    def _written(match: re.Match[str]) -> str:
        text = chosen(Free(match["text"] or match["name"], match["text"] is None))
        # What JSON quotes, YAML reads: no character of the text means anything to either.
        return json.dumps(text, ensure_ascii=False)

    return _MARKED.sub(_written, TEMPLATE)


def numbered(payload: str, free: Free) -> str:
    """The payload as this word: no other word is the same, and a name is one that the format allows."""
    text = f"{payload} {FREE.index(free):03}"
    if free.is_name:
        text = text.replace("/", "\N{DIVISION SLASH}")
        text = f"n{text}" if text[0] in "=+-@" else text
        text = text[-LONGEST_NAME:]
    return unicodedata.normalize("NFC", text)
