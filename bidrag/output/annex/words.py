"""Text as the annex can show it: what its font lacks is told by its number, as plain text."""

import unicodedata

from bidrag.output.annex.font import covered

HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""The categories of what is not seen, or has no meaning that others know."""

LONGEST = 100
"""How many letters a name may have where it must be read at a glance: some lines of a narrow cell."""


def shown(value: object) -> object:
    """The same dicts, lists and numbers, with each text as it can be shown."""
    match value:
        case str():
            return plain(value)
        case dict():
            return {key: shown(each) for key, each in value.items()}
        case list() | tuple():
            return list(map(shown, value))
        case _:
            return value


def plain(text: str) -> str:
    """The text with tabs and line breaks as spaces, and what cannot be shown as for instance [U+1F600].

    Letters and accents that have a character of their own are written with that.
    """
    return "".join(map(_shown, unicodedata.normalize("NFC", text)))


def short(text: str, most: int = LONGEST) -> str:
    """The text, or the beginning of one that has more letters than there is room for.

    It ends with a whole word, unless that would leave less than half.
    """
    if len(text) <= most:
        return text
    words, _, _ = text[: most + 1].rpartition(" ")
    kept = words if len(words) * 2 > most else text[:most]
    return f"{kept.rstrip()} …"


def _shown(character: str) -> str:
    if character in "\t\n\r":
        return " "
    if ord(character) in covered() and unicodedata.category(character) not in HIDDEN:
        return character
    return f"[U+{ord(character):04X}]"
