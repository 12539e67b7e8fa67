"""Files of stated amounts: csv as a decision lists them, json as `bidrag compute` saved them."""

import csv
import json
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, Field, ValidationError

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
from bidrag.calculation.period import Period
from bidrag.calculation.records import INDIVIDUAL_ROW
from bidrag.calculation.stated import KEY, PRICES, Cell, Measure, Stated, StatedTable

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
    is_csv = name.suffix == ".csv"
    table = _Csv(name.name, lines, found).table() if is_csv else _saved(name, text, found)
    if found:
        raise BudgetError(file, found, lines)
    return table


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


class _Amount(BaseModel):
    kr: int = Field(strict=True)


class _Record(BaseModel):
    group: str = Field(alias="grupp")
    row: str = Field(alias="rad")
    budget: _Amount | None
    price: _Amount | None = Field(alias="per_enhet")


class _Table(BaseModel):
    activity: str = Field(alias="verksamhet")
    provider: str = Field(alias="huvudman")
    records: list[_Record] = Field(alias="belopp")


class _Saved(BaseModel):
    """What this program saved: only the published amounts are read back."""

    format: Literal["bidrag/belopp"]
    version: Literal[1]
    year: int = Field(alias="år", strict=True)
    period: Period
    tables: list[_Table] = Field(alias="tabeller")


def _saved(path: Path, text: str, found: list[Diagnostic]) -> StatedTable:
    if path.suffix != ".json":
        help_text = f"beloppsfiler slutar på {' eller '.join(ENDINGS)}"
        message = f"ändelsen {path.suffix or '(ingen)'} är ingen beloppsfils"
        found.append(Diagnostic(NOT_AMOUNTS, message, help_text))
        return StatedTable(path.name, None, (), ())
    try:
        saved = _Saved.model_validate(json.loads(text))
    except (ValidationError, ValueError, RecursionError):
        help_text = "spara om filen med bidrag compute ÅR -o FIL.json"
        message = "filen är inte belopp i formatet bidrag/belopp, version 1"
        found.append(Diagnostic(NOT_AMOUNTS, message, help_text))
        return StatedTable(path.name, None, (), ())
    individual = [
        (table.activity, table.provider, record.group)
        for table in saved.tables
        for record in table.records
        if record.row == INDIVIDUAL_ROW
    ]
    amounts = tuple(_saved_amounts(path.name, saved))
    return StatedTable(path.name, saved.year, amounts, tuple(individual))


def _saved_amounts(file: str, saved: _Saved) -> Iterator[Stated]:
    for table in saved.tables:
        for record in table.records:
            place = (table.activity, table.provider, record.group, record.row)
            pairs = ((Measure.BUDGET, record.budget), (PRICES[saved.period], record.price))
            for measure, amount in pairs:
                if amount is not None:
                    position = Position(file, 1, 1, place)
                    yield Stated(Cell(*place, measure), Fraction(amount.kr), HALF, position)
