"""Amounts that `bidrag compute` saved as json, read back: the published numbers and nothing else."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field, PlainValidator, ValidationError

from bidrag.budget.codes import DUPLICATE_KEY, NOT_AMOUNTS
from bidrag.budget.diagnostics import Diagnostic
from bidrag.budget.scalars import is_name
from bidrag.calculation.formula import Position
from bidrag.calculation.period import KRONA, Coin, Period
from bidrag.calculation.records import INDIVIDUAL_ROW
from bidrag.calculation.stated import PRICES, Cell, Measure, Stated, StatedGroup, StatedTable


def _named(text: str) -> str:
    if text and not is_name(text):
        raise ValueError("not a name")
    return text


Name = Annotated[str, AfterValidator(_named)]


def _kronor(value: object) -> Fraction:
    """Whole kronor as a number, or kronor and ören as a text with two decimals."""
    in_text = isinstance(value, str) and re.fullmatch(r"-?[0-9]+\.[0-9]{2}", value)
    if not in_text and type(value) is not int:
        raise ValueError("not kronor")
    return Fraction(str(value))


class _Amount(BaseModel):
    kr: Annotated[Any, PlainValidator(_kronor)]


class _Rounding(BaseModel):
    coin: Coin = Field(alias="per_enhet")


class _Record(BaseModel):
    group: Name = Field(alias="grupp")
    row: Name = Field(alias="rad")
    budget: _Amount | None
    price: _Amount | None = Field(alias="per_enhet")


class _Table(BaseModel):
    activity: Name = Field(alias="verksamhet")
    provider: Name = Field(alias="huvudman")
    records: list[_Record] = Field(alias="belopp")


class _Saved(BaseModel):
    """What this program saved: only the published amounts are read back."""

    format: Literal["bidrag/belopp"]
    version: Literal[1]
    municipality: Name = Field(alias="kommun", default="")
    year: int = Field(alias="år", strict=True)
    period: Period
    rounding: _Rounding | None = Field(alias="avrundning", default=None)
    tables: list[_Table] = Field(alias="tabeller")

    @property
    def unit(self) -> Fraction:
        """The unit (kr) of the prices."""
        return self.rounding.coin.unit if self.rounding else KRONA


def parse_saved(path: Path, text: str, found: list[Diagnostic]) -> StatedTable:
    """The amounts (kr) in the file's text; where it is no such file, that is added to `found`."""
    try:
        saved = _Saved.model_validate(json.loads(text))
        amounts = tuple(_saved_amounts(path.name, saved))
    except (ValidationError, ValueError, RecursionError):
        help_text = "spara om filen med bidrag compute ÅR -o FIL.json"
        message = "filen är inte belopp i formatet bidrag/belopp, version 1"
        found.append(Diagnostic(NOT_AMOUNTS, message, help_text))
        return StatedTable(path.name, None, (), ())
    individual = [
        StatedGroup((table.activity, table.provider, record.group), Position(path.name, 1, 1, ()))
        for table in saved.tables
        for record in table.records
        if record.row == INDIVIDUAL_ROW
    ]
    twice = [cell for cell, number in Counter(each.cell for each in amounts).items() if number > 1]
    for cell in twice:
        help_text = "ta bort den ena, eller spara om filen med bidrag compute ÅR -o FIL.json"
        found.append(Diagnostic(DUPLICATE_KEY, f"{cell.address} står två gånger", help_text))
    return StatedTable(path.name, saved.year, amounts, tuple(individual), saved.municipality)


def _saved_amounts(file: str, saved: _Saved) -> Iterator[Stated]:
    for table in saved.tables:
        for record in table.records:
            place = (table.activity, table.provider, record.group, record.row)
            price = PRICES[saved.period]
            found = ((Measure.BUDGET, record.budget, KRONA), (price, record.price, saved.unit))
            for measure, amount, unit in found:
                if amount is None:
                    continue
                if amount.kr % unit:
                    raise ValueError("not in the unit that the file says")
                yield Stated(
                    Cell(*place, measure), amount.kr, unit / 2, Position(file, 1, 1, place)
                )
