"""Bytes to text: encoding, size, line endings and characters that a budget file may not have."""

import re
from collections.abc import Iterator

from bidrag.budget.codes import EMPTY_FILE, FORBIDDEN_CHARACTER, NOT_UTF8, TOO_LARGE
from bidrag.budget.diagnostics import BudgetError, Diagnostic, Place

MAX_BYTES = 1 << 20
# Control and format characters, the line breaks that only YAML knows, and surrogates; the zero width
# joiner holds emoji together and is kept.
FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2069"
    "\u3164\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
# A no-break space looks like a space but is not one where YAML needs it: as indent, after : and -.
_FALSE_SPACE = re.compile("(?:(?<=:)|^ *(?:- *)?)[\u00a0\u202f]", re.MULTILINE)
_NAMES = {"\t": "en tabb", "\r": "en ensam vagnretur", "\x00": "ett nolltecken"}


def read_text(file: str, data: bytes, found: list[Diagnostic]) -> str:
    """The file's text with LF line ends and without BOM; forbidden characters are added to `found`.

    A forbidden character is replaced by a space, so that the rest of the file can be read. Raises
    `BudgetError` (B004-B007) for a file that is too large, not UTF-8, empty, or indented with something
    other than spaces.
    """
    if len(data) > MAX_BYTES:
        help_text = "spara budgeten som en egen fil; den är sällan mer än några kilobyte"
        raise BudgetError(file, [Diagnostic(TOO_LARGE, "filen är större än 1 MiB", help_text)], [])
    text = _decode(file, data).replace("\r\n", "\n")
    if not text.endswith("\n"):
        text += "\n"
    lines = text.split("\n")
    if not text.strip():
        message, help_text = "filen är tom", "skriv budgeten, med början i kommun: och år:"
        raise BudgetError(file, [Diagnostic(EMPTY_FILE, message, help_text)], lines)
    found += _forbidden(lines)
    if any(_is_indent(each, lines) for each in found):
        raise BudgetError(file, found, lines)
    return _FALSE_SPACE.sub(lambda match: match.group()[:-1] + " ", FORBIDDEN.sub(" ", text))


def describe(char: str) -> str:
    """The invisible character in words."""
    return _NAMES.get(char, f"det osynliga tecknet U+{ord(char):04X}")


def _is_indent(diagnostic: Diagnostic, lines: list[str]) -> bool:
    place = diagnostic.place
    return place is not None and not lines[place.line - 1][: place.column].strip()


def _decode(file: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        data = error.object  # without the BOM, as error.start counts
        before = data[: error.start].decode().split("\n")
        place = Place(len(before), len(before[-1]) + 1)
        message = f"byten 0x{data[error.start]:02X} är inte UTF-8"
        help_text = (
            "spara filen som UTF-8 (i Excel: filformatet CSV UTF-8; "
            "i Anteckningar: ”Spara som”, kodning UTF-8)"
        )
        lines = data.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
        raise BudgetError(file, [Diagnostic(NOT_UTF8, message, help_text, place)], lines) from None


def _forbidden(lines: list[str]) -> Iterator[Diagnostic]:
    for number, line in enumerate(lines, 1):
        if match := FORBIDDEN.search(line):
            char = match.group()
            help_text = "ersätt med mellanslag" if char == "\t" else "ta bort tecknet"
            place = Place(number, match.start() + 1)
            message = f"raden innehåller {describe(char)}"
            yield Diagnostic(FORBIDDEN_CHARACTER, message, help_text, place)
        if match := _FALSE_SPACE.search(line):
            help_text = "skriv ett vanligt mellanslag; texten är troligen inklistrad"
            place = Place(number, match.end())
            message = "raden har ett hårt mellanslag där ett vanligt behövs"
            yield Diagnostic(FORBIDDEN_CHARACTER, message, help_text, place)
