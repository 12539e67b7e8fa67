"""What every Markdown format shares: text from a file stays plain text."""

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
# What makes a list of a paragraph, or a rule across the page; the sign of a number makes neither.
_MARKER = re.compile(r"^([0-9]*)([-+.)])(?=[-\s]|$)")


def escape(text: str) -> str:
    """The text with all that Markdown would read as markup made plain."""
    return _SPECIAL.sub(r"\\\1", text)


def paragraph(text: str) -> str:
    """The text as a block of its own, also where it begins as something else does."""
    return _MARKER.sub(r"\1\\\2", escape(text))
