"""What every Markdown format shares: text from a file stays plain text."""

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!])")


def escape(text: str) -> str:
    """The text with all that Markdown would read as markup made plain."""
    return _SPECIAL.sub(r"\\\1", text)
