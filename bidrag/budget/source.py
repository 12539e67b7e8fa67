"""Bytes to text: encoding, size, line endings and characters that a budget file may not have."""

import re
from collections.abc import Iterator

from bidrag.budget.codes import EMPTY_FILE, FORBIDDEN_CHARACTER, NOT_UTF8, TOO_LARGE
from bidrag.budget.diagnostics import BudgetError, Diagnostic, Place

MAX_BYTES = 1 << 20
# Control and format characters, the line breaks that only YAML knows, and surrogates; the zero width
# joiner holds emoji together and is kept.
_FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2069"
    "\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_NAMES = {"\t": "en tabb", "\r": "en ensam vagnretur", "\x00": "ett nolltecken"}


def read_text(file: str, data: bytes) -> str:
    """The file's text with LF line ends and without BOM.

    Raises `BudgetError` (B004-B007) for a file that is too large, not UTF-8, empty, or has
    forbidden characters; of the last, one for each line.
    """
    if len(data) > MAX_BYTES:
        found = Diagnostic(
            TOO_LARGE, f"filen är {len(data)} byte", "dela inte ut bilagor i budgetfilen"
        )
        raise BudgetError(
            file, [found._replace(help="spara budgeten som en egen fil på högst 1 MiB")], []
        )
    text = _decode(file, data).replace("\r\n", "\n")
    lines = text.split("\n")
    if not text.strip():
        message, help_text = "filen är tom", "skriv budgeten, med början i kommun: och år:"
        raise BudgetError(file, [Diagnostic(EMPTY_FILE, message, help_text)], lines)
    if found_all := list(_forbidden(lines)):
        raise BudgetError(file, found_all, lines)
    return text


def _decode(file: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace").split("\n")
        place = Place(len(before), len(before[-1]) + 1)
        message = f"byten 0x{data[error.start]:02X} är inte UTF-8"
        help_text = "spara filen som UTF-8 (i Excel och Anteckningar: ”Spara som”, kodning UTF-8)"
        lines = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
        raise BudgetError(file, [Diagnostic(NOT_UTF8, message, help_text, place)], lines) from None


def _forbidden(lines: list[str]) -> Iterator[Diagnostic]:
    for number, line in enumerate(lines, 1):
        if match := _FORBIDDEN.search(line):
            char = match.group()
            name = _NAMES.get(char, f"det osynliga tecknet U+{ord(char):04X}")
            help_text = "ersätt med mellanslag" if char == "\t" else "ta bort tecknet"
            place = Place(number, match.start() + 1)
            yield Diagnostic(FORBIDDEN_CHARACTER, f"raden innehåller {name}", help_text, place)
