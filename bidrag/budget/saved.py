"""Amounts that `bidrag compute` saved as json, read back: the published numbers and nothing else."""

import json
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field, ValidationError

from bidrag.budget.codes import DUPLICATE_KEY, NOT_AMOUNTS
from bidrag.budget.diagnostics import Diagnostic
from bidrag.budget.scalars import is_name
from bidrag.calculation.formula import Position
from bidrag.calculation.period import Period
from bidrag.calculation.records import INDIVIDUAL_ROW
from bidrag.calculation.stated import HALF, PRICES, Cell, Measure, Stated, StatedGroup, StatedTable


def _named(text: str) -> str:
    if text and not is_name(text):
        raise ValueError("not a name")
    return text


Name = Annotated[str, AfterValidator(_named)]


class _Amount(BaseModel):
    kr: int = Field(strict=True)


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
    tables: list[_Table] = Field(alias="tabeller")


def parse_saved(path: Path, text: str, found: list[Diagnostic]) -> StatedTable:
    """The amounts (kr) in the file's text; where it is no such file, that is added to `found`."""
    try:
        saved = _Saved.model_validate(json.loads(text))
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
    amounts = tuple(_saved_amounts(path.name, saved))
    twice = [cell for cell, number in Counter(each.cell for each in amounts).items() if number > 1]
    for cell in twice:
        help_text = "ta bort den ena, eller spara om filen med bidrag compute ÅR -o FIL.json"
        found.append(Diagnostic(DUPLICATE_KEY, f"{cell.address} står två gånger", help_text))
    return StatedTable(path.name, saved.year, amounts, tuple(individual), saved.municipality)


def _saved_amounts(file: str, saved: _Saved) -> Iterator[Stated]:
    for table in saved.tables:
        for record in table.records:
            place = (table.activity, table.provider, record.group, record.row)
            pairs = ((Measure.BUDGET, record.budget), (PRICES[saved.period], record.price))
            for measure, amount in pairs:
                if amount is not None:
                    position = Position(file, 1, 1, place)
                    yield Stated(Cell(*place, measure), Fraction(amount.kr), HALF, position)
