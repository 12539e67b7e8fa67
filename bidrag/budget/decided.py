"""Files of stated amounts: csv as a decision lists them, json as `bidrag compute` saved them."""

import csv
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from bidrag.budget.codes import (
    AMOUNT_COLUMNS,
    AMOUNT_FIELDS,
    DUPLICATE_KEY,
    NO_AMOUNT,
    NOT_AMOUNTS,
    Code,
)
from bidrag.budget.diagnostics import BudgetError, Diagnostic, Place
from bidrag.budget.load import read_file
from bidrag.budget.numbers import NumberError, parse_number
from bidrag.budget.rules.scope import unknown
from bidrag.budget.source import read_text
from bidrag.budget.tree import Word
from bidrag.calculation.formula import Position
from bidrag.calculation.records import INDIVIDUAL_ROW
from bidrag.calculation.stated import KEY, Cell, Measure, Stated, StatedTable

ENDINGS = (".csv", ".json")
HALF = Fraction(1, 2)


def load_amounts(path: Path) -> StatedTable:
    """The amounts (kr) that a csv or json file states, in its order.

    Raises `BudgetError` with everything that is wrong or unclear in the file.
    """
    return parse_amounts(str(path), read_file(path))


def parse_amounts(file: str, data: bytes) -> StatedTable:
    """The amounts in a file's bytes; `file` is its path as the user wrote it, for diagnostics.

    Raises `BudgetError` as `load_amounts` does.
    """
    found: list[Diagnostic] = []
    text = read_text(file, data, found)
    lines = text.split("\n")
    name = Path(file)
    table = _parsed(name, text, lines, found)
    if found:
        raise BudgetError(file, found, lines)
    return table


def _parsed(path: Path, text: str, lines: list[str], found: list[Diagnostic]) -> StatedTable:
    if path.suffix == ".csv":
        return _Csv(path.name, lines, found).table()
    if path.suffix == ".json":
        from bidrag.budget.saved import parse_saved

        return parse_saved(path, text, found)
    help_text = f"beloppsfiler slutar på {' eller '.join(ENDINGS)}"
    message = f"ändelsen {path.suffix or '(ingen)'} är ingen beloppsfils"
    found.append(Diagnostic(NOT_AMOUNTS, message, help_text))
    return StatedTable(path.name, None, (), ())


class _Field(NamedTuple):
    """One field of a csv line, and where it stands."""

    text: str
    place: Place


class _Csv:
    """Reads a csv file line by line; what is wrong is added to `found`."""

    def __init__(self, file: str, lines: list[str], found: list[Diagnostic]) -> None:
        self.file = file
        self.lines = lines
        self.found = found
        # A spreadsheet in Swedish writes semicolons.
        self.delimiter = ";" if ";" in lines[0] else ","
        self.stated: list[Stated] = []
        self.individual: list[tuple[str, str, str]] = []
        self.first: dict[tuple[str, ...], int] = {}

    def table(self) -> StatedTable:
        """Everything that the file states."""
        names = [field.text for field in self._fields(1)]
        if self._header_is_right(names):
            for number in range(2, len(self.lines) + 1):
                if self.lines[number - 1].strip():
                    self._line(names, self._fields(number))
        return StatedTable(self.file, None, tuple(self.stated), tuple(self.individual))

    def _fields(self, number: int) -> list[_Field]:
        line = self.lines[number - 1]
        try:
            texts = next(csv.reader([line], delimiter=self.delimiter, strict=True), [])
        except csv.Error:
            help_text = "avsluta citattecknet på samma rad"
            self._refuse(AMOUNT_FIELDS, "citattecknen går inte ihop", help_text, Place(number, 1))
            return []
        fields = []
        column = 0
        for text in texts:
            column = max(column, line.find(text, column))
            place = Place(number, column + 1, max(1, len(text)))
            fields.append(_Field(unicodedata.normalize("NFC", text.strip()), place))
            column += len(text)
        return fields

    def _header_is_right(self, names: list[str]) -> bool:
        known = [*KEY, *Measure]
        for name in names:
            if name not in known:
                word = Word(name, Place(1, 1))
                self.found.append(
                    unknown(AMOUNT_COLUMNS, "kolumnen", word, known, "kolumner som finns")
                )
        missing = [name for name in KEY if name not in names]
        if not self.found and (
            missing or not set(names) & set(Measure) or len(set(names)) < len(names)
        ):
            help_text = (
                f"skriv {','.join((*KEY, Measure.BUDGET, Measure.YEAR))}, var och en högst en gång"
            )
            message = "rubrikraden har inte de kolumner som behövs"
            self._refuse(AMOUNT_COLUMNS, message, help_text, Place(1, 1))
        return not self.found

    def _line(self, names: list[str], fields: list[_Field]) -> None:
        if not fields:
            return
        if len(fields) != len(names):
            help_text = (
                f"skriv {len(names)} fält; ett fält med {self.delimiter} skrivs inom citattecken"
            )
            message = f"raden har {len(fields)} fält men rubrikraden {len(names)}"
            self._refuse(AMOUNT_FIELDS, message, help_text, fields[0].place)
            return
        row = dict(zip(names, fields, strict=True))
        key = tuple(row[name].text for name in KEY)
        place = fields[0].place
        if key in self.first:
            message = f"raden {'/'.join(filter(None, key))} står redan på rad {self.first[key]}"
            self._refuse(DUPLICATE_KEY, message, "ta bort den ena", place)
        self.first.setdefault(key, place.line)
        amounts = list(self._amounts(row, key))
        self.stated += amounts
        if row["rad"].text == INDIVIDUAL_ROW:
            self.individual.append((key[0], key[1], key[2]))
        elif not any(row[name].text for name in Measure if name in row):
            help_text = "skriv beloppet, eller ta bort raden"
            self._refuse(NO_AMOUNT, "raden har inget belopp", help_text, place)

    def _amounts(self, row: dict[str, _Field], key: tuple[str, ...]) -> Iterator[Stated]:
        activity, provider, group, name = key
        for measure in Measure:
            field = row.get(measure)
            if field is None or not field.text:
                continue
            try:
                value = parse_number(field.text)
            except NumberError as error:
                self._refuse(error.code, error.message, error.help, field.place)
                continue
            cell = Cell(activity, provider, group, name, measure)
            position = Position(self.file, field.place.line, field.place.column, key)
            yield Stated(cell, value, _margin(field.text), position)

    def _refuse(self, code: Code, message: str, help_text: str, place: Place) -> None:
        self.found.append(Diagnostic(code, message, help_text, place))


def _margin(text: str) -> Fraction:
    """Half a unit of the number's last digit."""
    decimals = text.replace(",", ".").partition(".")[2]
    return HALF / Fraction(10 ** len(decimals))
