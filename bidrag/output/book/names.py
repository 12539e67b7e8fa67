"""Names that a workbook accepts: of sheets, and of cells. And texts without what it has no room for."""

import re
import unicodedata
from collections.abc import Container

SHEET_LENGTH = 31
NAME_LENGTH = 80
TEXT_LENGTH = 32_000
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
# What every spreadsheet program takes for letters in the name of a cell.
_NO_LETTER = re.compile(r"[^0-9A-Za-zÀ-ÖØ-öø-ÿ]+")
# What XML cannot hold, or what a program would take for the end of a line.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text with control characters as readable escapes, and no longer than a cell has room for."""
    readable = _CONTROL.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
    return readable if len(readable) <= TEXT_LENGTH else readable[:TEXT_LENGTH] + " …"


def sheet_name(wanted: str, taken: Container[str]) -> str:
    """The name without what a sheet's name may not have, and unlike those taken (in lower case)."""
    name = _FORBIDDEN.sub(" ", clean(wanted)).strip(" '") or "Blad"
    short = _cut(name, SHEET_LENGTH)
    number = 1
    # Excel keeps the name History to itself.
    while short.casefold() in taken or short.casefold() == "history":
        number += 1
        ending = f" ({number})"
        short = _cut(name, SHEET_LENGTH - len(ending)) + ending
    return short


def cell_name(wanted: str, taken: Container[str]) -> str:
    """The words joined to an identifier, unlike those taken (in lower case)."""
    plain = _NO_LETTER.sub("_", unicodedata.normalize("NFC", wanted)).strip("_")[:NAME_LENGTH]
    # With a line first it is never a cell (A1), nor a number.
    name = plain if "_" in plain and not plain[0].isdigit() else f"_{plain}"
    found, number = name, 1
    while found.casefold() in taken:
        number += 1
        found = f"{name}_{number}"
    return found


def _cut(name: str, length: int) -> str:
    """As much of the name as has this length in UTF-16, which is how the format counts."""
    while len(name.encode("utf-16-le")) > 2 * length:
        name = name[:-1]
    return name.strip(" '")
