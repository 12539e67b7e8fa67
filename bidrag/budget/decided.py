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
    BAD_NAME,
    DUPLICATE_KEY,
    EMPTY_FILE,
    NO_AMOUNT,
    NOT_AMOUNTS,
    Code,
)
from bidrag.budget.diagnostics import BudgetError, Diagnostic, Place
from bidrag.budget.load import read_file
from bidrag.budget.numbers import NumberError, parse_number
from bidrag.budget.rules.scope import unknown
from bidrag.budget.scalars import is_name
from bidrag.budget.source import read_text
from bidrag.budget.tree import Word
from bidrag.calculation.formula import Position
from bidrag.calculation.records import INDIVIDUAL_ROW
from bidrag.calculation.stated import HALF, KEY, Cell, Measure, Stated, StatedGroup, StatedTable

ENDINGS = (".csv", ".json")


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
    if not data.strip():
        help_text = (
            f"skriv rubrikraden {','.join((*KEY, Measure.BUDGET, Measure.YEAR))} och beloppen"
        )
        raise BudgetError(file, [Diagnostic(EMPTY_FILE, "filen är tom", help_text)], [])
    text = read_text(file, data, found)
    lines = text.split("\n")
    name = Path(file)
    table = _parsed(name, text, lines, found)
    if found:
        raise BudgetError(file, found, lines)
    return table


def _parsed(path: Path, text: str, lines: list[str], found: list[Diagnostic]) -> StatedTable:
    ending = path.suffix.lower()
    if ending == ".csv":
        return _Csv(path.name, lines, found).table()
    if ending == ".json":
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
        self.individual: list[StatedGroup] = []
        self.first: dict[tuple[str, ...], int] = {}

    def table(self) -> StatedTable:
        """Everything that the file states."""
        header = self._fields(1)
        names = [field.text for field in header]
        if self._header_is_right(header):
            for number in range(2, len(self.lines) + 1):
                if self.lines[number - 1].strip(f"{self.delimiter} "):
                    self._line(names, self._fields(number))
            if not self.stated and not self.individual and not self.found:
                help_text = "lägg till beslutets belopp, eller ta bort filen"
                self._refuse(NO_AMOUNT, "filen har inga belopp", help_text, Place(1, 1))
        return StatedTable(self.file, None, tuple(self._in_kronor()), tuple(self.individual))

    def _in_kronor(self) -> list[Stated]:
        """The amounts; where every decimal of the file is a zero, the spreadsheet wrote whole kronor."""
        if any(each.value.denominator != 1 for each in self.stated):
            return self.stated
        return [each._replace(margin=HALF) for each in self.stated]

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

    def _header_is_right(self, header: list[_Field]) -> bool:
        known = [*KEY, *Measure]
        names = [field.text for field in header]
        for name, place in header:
            if name not in known:
                word = Word(name, place)
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
                f"skriv {len(names)} fält med {self.delimiter} emellan, som i rubrikraden; "
                f"ett fält som innehåller {self.delimiter} skrivs inom citattecken"
            )
            message = f"raden har {len(fields)} fält men rubrikraden {len(names)}"
            self._refuse(AMOUNT_FIELDS, message, help_text, fields[0].place)
            return
        row = dict(zip(names, fields, strict=True))
        key = tuple(row[name].text for name in KEY)
        for name in KEY:
            if row[name].text and not is_name(row[name].text):
                message = f"”{row[name].text}” kan inte vara ett namn"
                help_text = "skriv namnet som i budgetfilen"
                self._refuse(BAD_NAME, message, help_text, row[name].place)
        place = fields[0].place
        if key in self.first:
            message = f"raden {'/'.join(filter(None, key))} står redan på rad {self.first[key]}"
            self._refuse(DUPLICATE_KEY, message, "ta bort den ena", place)
        self.first.setdefault(key, place.line)
        amounts = list(self._amounts(row, key))
        self.stated += amounts
        if row["rad"].text == INDIVIDUAL_ROW:
            position = Position(self.file, place.line, place.column, key)
            self.individual.append(StatedGroup((key[0], key[1], key[2]), position))
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
