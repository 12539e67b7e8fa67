"""Tables in text files: csv with comma, semicolon or tab, in the encodings that spreadsheets write."""

import codecs
import csv
import unicodedata
from collections.abc import Iterator
from io import StringIO
from typing import NamedTuple

from bidrag.imports.cells import Cell, Cells, Table, plain
from bidrag.imports.headings import SEARCHED_ROWS, roles_in
from bidrag.imports.limits import MAX_ROWS, refuse, too_many_rows

DELIMITERS = (";", "\t", ",")
_ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class _Record(NamedTuple):
    """The fields of one row, and the line that it begins on."""

    line: int
    fields: list[str]


def parse_comma(file: str, data: bytes) -> Table:
    """The table in a text file's bytes.

    The delimiter is the one that gives the most known headings. Raises `BudgetError` (B060).
    """
    text = _decode(file, data)
    if not text.strip():
        refuse(file, "filen är tom", "spara tabellen med rubriker och belopp")
    readings = [_records(text, delimiter) for delimiter in DELIMITERS]
    records = max((each for each in readings if each), key=_headings, default=[])
    if not records:
        refuse(
            file,
            "citattecknen går inte ihop",
            "avsluta varje text med det citattecken som den börjar med",
        )
    if len(records) > MAX_ROWS:
        too_many_rows(file)
    header = max(records[:SEARCHED_ROWS], key=lambda each: roles_in(each.fields))
    rows = (_cells(record, header) for record in records)
    return Table(file, "", tuple(row for row in rows if row))


def _decode(file: str, data: bytes) -> str:
    """The text: as its byte order mark says, else UTF-8, else Windows-1252."""
    named = [encoding for mark, encoding in _ENCODINGS if data.startswith(mark)]
    for encoding in named or ["utf-8", "cp1252"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return unicodedata.normalize("NFC", text)
    return refuse(file, "filen är ingen text", "spara tabellen som CSV UTF-8 eller som xlsx")


def _records(text: str, delimiter: str) -> list[_Record]:
    """All rows, or none where the quotes do not match with this delimiter."""
    try:
        return list(_read(text, delimiter))
    except csv.Error:
        return []


def _read(text: str, delimiter: str) -> Iterator[_Record]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    for fields in reader:
        yield _Record(line, fields)
        line = reader.line_num + 1


def _headings(records: list[_Record]) -> int:
    return max(roles_in(record.fields) for record in records[:SEARCHED_ROWS])


def _cells(record: _Record, header: _Record) -> Cells:
    """The cells with content; in a row below the headings with too many or too few fields, no use."""
    fields, width = len(record.fields), len(header.fields)
    shifted = record.line > header.line and fields != width
    trouble = f"står på en rad med {fields} fält, men rubrikraden har {width}" if shifted else ""
    return {
        column: Cell(record.line, column, plain(text), None, trouble)
        for column, text in enumerate(record.fields, 1)
        if plain(text)
    }
