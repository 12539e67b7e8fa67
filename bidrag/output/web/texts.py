"""A budget's texts as the page shows them: names of a length to read, and no text that turns another."""

import re

from markupsafe import Markup, escape

LONGEST = 100
"""A longer name is cut where many stand together, and stands whole beside them."""
CUT = "…"
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_RUN = re.compile(rf"[{_RIGHT_TO_LEFT}](?:[{_RIGHT_TO_LEFT}\W]*[{_RIGHT_TO_LEFT}])?")


def cut(text: str) -> str:
    """The text, or its beginning where it is longer than a heading can be."""
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)].rstrip() + CUT


def isolated(text: str) -> Markup:
    """The text escaped, where what is written from right to left never moves the numbers beside it."""
    found = re.sub(_RUN, lambda run: f"\x00{run[0]}\x01", text)
    return Markup(str(escape(found)).replace("\x00", "<bdi>").replace("\x01", "</bdi>"))


def row_name(label: str) -> Markup:
    """The label of a row as a heading, which may break after a slash."""
    return Markup("/<wbr>").join(isolated(part) for part in cut(label).split("/"))


def first_lower(text: str) -> str:
    """The text as it goes on inside a sentence."""
    return text[:1].lower() + text[1:]
