"""The file format of a budget: pydantic models whose aliases are the Swedish keys of the file.

Scalars arrive as `Word`s, so every value keeps its place. What concerns one value alone is checked
here; what concerns several (groups, rows, sums) in `rules`.
"""

import re
from collections.abc import Callable
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Annotated, Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError, core_schema

from bidrag.budget.codes import (
    BAD_NAME,
    BAD_TEXT,
    EMPTY_VALUE,
    OUT_OF_RANGE,
    WRONG_SHAPE,
    YAML_FEATURE,
    Code,
)
from bidrag.budget.diagnostics import Place
from bidrag.budget.numbers import NumberError, parse_number, parse_percent
from bidrag.budget.source import FORBIDDEN
from bidrag.budget.tree import BLANK, Block, Items, Word

NOTHING = "inget"


class Figure(NamedTuple):
    """A number of the file: its exact value and its place."""

    value: Fraction
    place: Place


UNREADABLE = Figure(Fraction(1), BLANK.place)
"""Stands in for a value that has already been reported, so that the rest can still be checked."""


class Hole(Block):
    """Stands in for nested keys that are missing or misshapen: already reported, and empty."""


def refuse(code: Code, message: str, help_text: str) -> PydanticCustomError:
    """The error of one value, in the form that pydantic collects."""
    return PydanticCustomError(
        code.id, "{message}", {"code": code, "message": message, "help": help_text}
    )


T = TypeVar("T")


class Scalar(Generic[T]):
    """How one kind of scalar is read; `blank` stands in for a value already reported.

    Pydantic takes the schema from here instead of deriving one from the type, which it would do anew
    for every field.
    """

    def __init__(self, read: Callable[[Word], T], blank: T) -> None:
        self.read = read
        self.blank = blank

    def __call__(self, value: Any) -> T:
        """The value of the scalar; raises `PydanticCustomError`."""
        if value is BLANK:
            return self.blank
        if not isinstance(value, Word):
            help_text = "skriv värdet på samma rad som nyckeln"
            raise refuse(WRONG_SHAPE, "här ska stå ett enda värde", help_text)
        return self.read(value)

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self)


def _reference(word: Word) -> Word:
    if not word.strip():
        help_text = "skriv texten, eller ta bort nyckeln om den inte behövs"
        raise refuse(EMPTY_VALUE, "värdet är tomt", help_text)
    return word


def _text(word: Word) -> Word:
    if word.cut:
        help_text = (
            "skriv texten inom citattecken, eller två mellanslag före # om det är en kommentar"
        )
        raise refuse(YAML_FEATURE, "texten efter # läses som en kommentar", help_text)
    return Word(_reference(word).strip(), word.place)


def is_name(text: str) -> bool:
    """Whether the text can be a part of an address and a cell of a table."""
    visible = not FORBIDDEN.search(text.replace("\n", "\v"))
    return (
        bool(text)
        and text == text.strip()
        and "/" not in text
        and text[0] not in "=+-@"
        and visible
    )


def _name(word: Word) -> Word:
    if not is_name(word):
        raise refuse(
            BAD_NAME,
            f"”{word}” kan inte vara ett namn",
            "namn är inte tomma, har inget snedstreck och börjar inte med =, +, -, @ eller mellanslag",
        )
    return word


class Bound(Enum):
    """Which numbers a place in the file takes."""

    POSITIVE = "större än noll"
    NOT_NEGATIVE = "noll eller större"
    ANY = "vilket som helst"

    def allows(self, value: Fraction) -> bool:
        """Whether the number may stand here."""
        return self is Bound.ANY or value > 0 or (value == 0 and self is Bound.NOT_NEGATIVE)


def _figure(parse: Callable[[str], Fraction], bound: Bound) -> Callable[[Word], Figure]:
    def _read(word: Word) -> Figure:
        try:
            value = parse(word)
        except NumberError as error:
            raise refuse(error.code, error.message, error.help) from None
        if not bound.allows(value):
            help_text = f"här ska stå ett tal som är {bound.value}"
            raise refuse(OUT_OF_RANGE, f"talet {word} är för litet", help_text)
        return Figure(value, word.place)

    return _read


def _price(word: Word) -> Figure | None:
    return None if word == NOTHING else _figure(parse_number, Bound.NOT_NEGATIVE)(word)


def _year(word: Word) -> Word:
    if not re.fullmatch("[12][0-9]{3}", word):
        raise refuse(
            BAD_TEXT,
            f"”{word}” är inget årtal",
            "skriv kalenderåret med fyra siffror, till exempel 2024",
        )
    return word


def _day(word: Word) -> Word:
    try:
        day = date.fromisoformat(word) if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", word) else None
    except ValueError:
        day = None
    if day is None:
        help_text = "skriv år, månad och dag, till exempel 2023-12-14"
        raise refuse(BAD_TEXT, f"”{word}” är inget datum på formen åååå-mm-dd", help_text)
    return word


def _orgnr(word: Word) -> Word:
    digits = [int(char) for char in word if char in "0123456789"]
    luhn = sum(sum(divmod(digit * (2 - i % 2), 10)) for i, digit in enumerate(digits))
    if not re.fullmatch("[0-9]{6}-[0-9]{4}", word) or luhn % 10:
        help_text = (
            "skriv tio siffror med bindestreck, till exempel 556593-8700, och kontrollera dem"
        )
        raise refuse(BAD_TEXT, f"”{word}” är inget organisationsnummer", help_text)
    return word


Text = Annotated[Word, Scalar(_text, BLANK)]
Reference = Annotated[Word, Scalar(_reference, BLANK)]
Name = Annotated[Word, Scalar(_name, BLANK)]
Year = Annotated[Word, Scalar(_year, BLANK)]
Day = Annotated[Word, Scalar(_day, BLANK)]
Orgnr = Annotated[Word, Scalar(_orgnr, BLANK)]
Count = Annotated[Figure, Scalar(_figure(parse_number, Bound.POSITIVE), UNREADABLE)]
Money = Annotated[Figure, Scalar(_figure(parse_number, Bound.NOT_NEGATIVE), UNREADABLE)]
Signed = Annotated[Figure, Scalar(_figure(parse_number, Bound.ANY), UNREADABLE)]
Weight = Money
Percent = Annotated[Figure, Scalar(_figure(parse_percent, Bound.NOT_NEGATIVE), UNREADABLE)]
Price = Annotated[Figure | None, Scalar(_price, UNREADABLE)]


def _listed(value: Any) -> Any:
    """One text, or a list of at least one."""
    if isinstance(value, Items) and not value and value.place != BLANK.place:
        raise refuse(EMPTY_VALUE, "listan är tom", "skriv minst ett värde, eller ta bort nyckeln")
    return [value] if isinstance(value, Word) and value is not BLANK else value


References = Annotated[list[Reference], BeforeValidator(_listed)]


def _filled(value: Any) -> Any:
    if isinstance(value, Block) and not value and not isinstance(value, Hole):
        raise refuse(EMPTY_VALUE, "nyckeln saknar värden", "skriv minst en rad under nyckeln")
    return value


Rows = Annotated[dict[Name, T], BeforeValidator(_filled)]


class Part(BaseModel):
    """A part of the file: its keys and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Line(Part):
    """A cost line: a budget (kr) and how it is split, or a price (kr per child and year)."""

    label: Text | None = Field(None, alias="rubrik")
    items: References | None = Field(None, alias="kostnadsslag")
    budget: Money | None = Field(None, alias="budget")
    weights: Rows[Weight] | None = Field(None, alias="vikter")
    shares: Rows[Money] | None = Field(None, alias="andelar")
    prices: Rows[Price] | None = Field(None, alias="pris")
    markup: Percent | None = Field(None, alias="påslag i priset")

    @model_validator(mode="before")
    @classmethod
    def _bare_number(cls, data: Any) -> Any:
        return {"budget": data} if isinstance(data, Word) else data


class Step(Part):
    """A step of the ladder: a sum of rows, a percentage of rows, or a fixed amount for each group."""

    label: Text | None = Field(None, alias="rubrik")
    total: References | None = Field(None, alias="summa")
    schablon: Reference | None = Field(None, alias="schablon")
    percent: Percent | None = Field(None, alias="procent")
    base: References | None = Field(None, alias="av")
    amounts: Rows[Signed] | None = Field(None, alias="belopp")


class Supplement(Part):
    """An amount beside the grundbelopp, kr per child and year."""

    label: Text = Field(alias="rubrik")
    amount: Money = Field(alias="belopp")


class Activity(Part):
    """A verksamhet: its form, groups, counts, cost lines and steps."""

    forms: References = Field(alias="skolform")
    title: Text = Field(alias="rubrik")
    groups: Rows[Text] = Field(alias="grupper")
    individual: Rows[Text] = Field({}, alias="beslutas individuellt")
    counts: Rows[Count] | None = Field(None, alias="antal")
    weights: Rows[Weight] | None = Field(None, alias="vikter")
    weighted_total: Count | None = Field(None, alias="viktat antal")
    count_note: Text | None = Field(None, alias="antalet är härlett ur")
    count_basis: Text | None = Field(None, alias="antal enligt")
    days: Count | None = Field(None, alias="dagar")
    frame: Money | None = Field(None, alias="budgetram")
    answers: Rows[Text] = Field({}, alias="svar")
    lines: Rows[Line] = Field(alias="kostnader")
    steps: Rows[Step] | None = Field(None, alias="steg")
    supplements: Rows[Supplement] = Field({}, alias="tillägg")


class Agreement(Part):
    """What a provider gets in one activity."""

    title: Text | None = Field(None, alias="rubrik")
    groups: References | None = Field(None, alias="grupper")
    premises: Rows[Money] | None = Field(None, alias="faktiska lokalkostnader")
    documented: Rows[Money] | None = Field(None, alias="redovisade lokalkostnader")
    reason: Text | None = Field(None, alias="särskilda skäl")
    answers: Rows[Text] = Field({}, alias="svar")

    @model_validator(mode="before")
    @classmethod
    def _nothing_stated(cls, data: Any) -> Any:
        """An empty agreement: the average lokalkostnad, for every group."""
        return {} if isinstance(data, Word) and data == "" and data is not BLANK else data


class Provider(Part):
    """An independent provider (enskild huvudman)."""

    orgnr: Orgnr | None = Field(None, alias="orgnr")
    activities: Rows[Agreement] = Field(alias="verksamheter")


class Rounding(Part):
    """To what unit the source of the file prints its numbers, for those that it prints rounded."""

    budget: Count | None = Field(None, alias="budget")
    shares: Count | None = Field(None, alias="andelar")
    prices: Count | None = Field(None, alias="pris")
    counts: Count | None = Field(None, alias="antal")
    amounts: Count | None = Field(None, alias="belopp")
    premises: Count | None = Field(None, alias="faktiska lokalkostnader")


class File(Part):
    """A budget file."""

    municipality: Text = Field(alias="kommun")
    committee: Text | None = Field(None, alias="nämnd")
    year: Year = Field(alias="år")
    source: Text | None = Field(None, alias="källa")
    decided: Day | None = Field(None, alias="beslutsdatum")
    rounding: Rounding | None = Field(None, alias="avrundat i källan")
    answers: Rows[Text] = Field({}, alias="svar")
    activities: Rows[Activity] = Field(alias="verksamheter")
    providers: Rows[Provider] = Field({}, alias="huvudmän")
