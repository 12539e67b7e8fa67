"""How each kind of scalar in a budget file is read: names, texts, dates, numbers, with their places.

Scalars arrive as `Word`s, so every value keeps its place.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from difflib import get_close_matches
from enum import Enum
from fractions import Fraction
from typing import Annotated, Any, Generic, NamedTuple, TypeVar

from pydantic_core import PydanticCustomError, core_schema

from bidrag.budget import shapes
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
from bidrag.budget.shapes import PARTS_OF_YEAR, PER_UNIT, UNITS, Shape
from bidrag.budget.source import FORBIDDEN
from bidrag.budget.tree import BLANK, Word
from bidrag.calculation.months import MONTHS
from bidrag.calculation.period import Coin, Period
from bidrag.numerals import listed

NOTHING = "inget"


class Figure(NamedTuple):
    """A number of the file: its exact value, its place, and whether it is written with a percent sign."""

    value: Fraction
    place: Place
    percent: bool = False


UNREADABLE = Figure(Fraction(1), BLANK.place)
"""Stands in for a value that has already been reported, so that the rest can still be checked."""


def refuse(code: Code, message: str, help_text: str) -> PydanticCustomError:
    """The error of one value, in the form that pydantic collects."""
    return PydanticCustomError(
        code.id, "{message}", {"code": code, "message": message, "help": help_text}
    )


class NextYear(Enum):
    """What becomes of a value, or of a whole key, in the file of the next year."""

    STAYS = "står kvar"
    OPEN = "lämnas att fylla i"
    YEAR = "blir det nya året"
    GOES = "förs inte över"


T = TypeVar("T")


class Scalar(Generic[T]):
    """How one kind of scalar is read; `blank` stands in for a value already reported.

    `next_year` says what becomes of it when next year's file is made from this one, and `shape` what
    an editor is told of it.

    Pydantic takes the schema from here instead of deriving one from the type, which it would do anew
    for every field.
    """

    def __init__(
        self, read: Callable[[Word], T], blank: T, next_year: NextYear, shape: Shape
    ) -> None:
        self.read = read
        self.blank = blank
        self.next_year = next_year
        self.shape = shape

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

    def __get_pydantic_json_schema__(self, _core: Any, _handler: Any) -> Shape:
        return dict(self.shape)


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


def _passage(word: Word) -> Word:
    text = _text(word)
    return Word("\n\n".join(word.paragraphs), word.place) if word.paragraphs else text


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
    SHARE = "mellan 0 och 100 %"

    def allows(self, value: Fraction) -> bool:
        """Whether the number may stand here."""
        if self is Bound.SHARE:
            return 0 <= value <= 1
        return self is Bound.ANY or value > 0 or (value == 0 and self is Bound.NOT_NEGATIVE)


def _figure(parse: Callable[[str], Fraction], bound: Bound) -> Callable[[Word], Figure]:
    def _read(word: Word) -> Figure:
        try:
            value = parse(word)
        except NumberError as error:
            raise refuse(error.code, error.message, error.help) from None
        if not bound.allows(value):
            help_text = f"här ska stå ett tal som är {bound.value}"
            size = "stort" if value > 0 else "litet"
            raise refuse(OUT_OF_RANGE, f"talet {word} är för {size}", help_text)
        return Figure(value, word.place, "%" in word)

    return _read


def _number_or_percent(text: str) -> Fraction:
    return parse_percent(text) if "%" in text else parse_number(text)


def _price(word: Word) -> Figure | None:
    return None if word == NOTHING else _figure(parse_number, Bound.NOT_NEGATIVE)(word)


def is_year(text: str) -> bool:
    """Whether the text is a calendar year that a budget can be for."""
    return re.fullmatch("[12][0-9]{3}", text) is not None


def _year(word: Word) -> Word:
    if not is_year(word):
        raise refuse(
            BAD_TEXT,
            f"”{word}” är inget årtal",
            "skriv kalenderåret med fyra siffror, till exempel 2024",
        )
    return word


def is_day(text: str) -> bool:
    """Whether the text is a day that exists, as in 2023-12-14."""
    try:
        return bool(re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) and date.fromisoformat(text))
    except ValueError:
        return False


NO_DAY = "”{}” är inget datum på formen åååå-mm-dd"
WRITE_DAY = "skriv år, månad och dag, till exempel 2023-12-14"


def _day(word: Word) -> Word:
    if not word:
        help_text = "skriv dagen, till exempel 2023-12-14, eller ta bort nyckeln"
        raise refuse(EMPTY_VALUE, "värdet är tomt", help_text)
    if not is_day(word):
        raise refuse(BAD_TEXT, NO_DAY.format(word), WRITE_DAY)
    return word


def _month(word: Word) -> Word:
    if word not in MONTHS:
        near = get_close_matches(word.lower(), MONTHS, n=1)
        help_text = f"menade du `{near[0]}`?" if near else f"månader: {', '.join(MONTHS)}"
        raise refuse(BAD_TEXT, f"”{word}” är ingen månad", help_text)
    return word


def _word_of(what: str, known: Iterable[str]) -> Callable[[Word], Word]:
    """Reads one of a few words; `what` is what they are, as in ”ingen enhet”."""
    words = list(known)

    def _read(word: Word) -> Word:
        if word not in words:
            near = get_close_matches(word, words, n=1)
            help_text = f"menade du `{near[0]}`?" if near else f"skriv {listed(words, 'eller')}"
            raise refuse(BAD_TEXT, f"”{word}” är {what}", help_text)
        return word

    return _read


def _orgnr(word: Word) -> Word:
    digits = [int(char) for char in word if char in "0123456789"]
    luhn = sum(sum(divmod(digit * (2 - i % 2), 10)) for i, digit in enumerate(digits))
    if not re.fullmatch("[0-9]{6}-[0-9]{4}", word) or luhn % 10:
        help_text = (
            "skriv tio siffror med bindestreck, till exempel 556593-8700, och kontrollera dem"
        )
        raise refuse(BAD_TEXT, f"”{word}” är inget organisationsnummer", help_text)
    return word


_positive = _figure(parse_number, Bound.POSITIVE)
_not_negative = _figure(parse_number, Bound.NOT_NEGATIVE)
_any = _figure(parse_number, Bound.ANY)
_rate = _figure(parse_percent, Bound.NOT_NEGATIVE)
_share = _figure(parse_percent, Bound.SHARE)
_factor = _figure(_number_or_percent, Bound.NOT_NEGATIVE)
_signed_factor = _figure(_number_or_percent, Bound.ANY)
_signed_rate = _figure(parse_percent, Bound.ANY)

Text = Annotated[Word, Scalar(_text, BLANK, NextYear.STAYS, shapes.TEXT)]
Statement = Annotated[Word, Scalar(_text, BLANK, NextYear.OPEN, shapes.TEXT)]
"""A text about the decision of one year, not about how the municipality computes."""
Passage = Annotated[Word, Scalar(_passage, BLANK, NextYear.STAYS, shapes.PASSAGE)]
"""A text of one or more paragraphs, with an empty line between them however it is written."""
Reference = Annotated[Word, Scalar(_reference, BLANK, NextYear.STAYS, shapes.REFERENCE)]
Name = Annotated[Word, Scalar(_name, BLANK, NextYear.STAYS, shapes.NAME)]
Year = Annotated[Word, Scalar(_year, BLANK, NextYear.YEAR, shapes.YEAR)]
Day = Annotated[Word, Scalar(_day, BLANK, NextYear.OPEN, shapes.DAY)]
Month = Annotated[Word, Scalar(_month, BLANK, NextYear.OPEN, shapes.MONTH)]
Unit = Annotated[Word, Scalar(_word_of("ingen enhet", UNITS), BLANK, NextYear.STAYS, shapes.UNIT)]
PeriodName = Annotated[
    Word, Scalar(_word_of("ingen period", Period), BLANK, NextYear.STAYS, shapes.PERIOD)
]
PartOfYear = Annotated[
    Word,
    Scalar(
        _word_of("ingen del av året", PARTS_OF_YEAR), BLANK, NextYear.STAYS, shapes.PART_OF_YEAR
    ),
]
CoinName = Annotated[
    Word, Scalar(_word_of("inget att avrunda till", Coin), BLANK, NextYear.STAYS, shapes.COIN)
]
Orgnr = Annotated[Word, Scalar(_orgnr, BLANK, NextYear.STAYS, shapes.ORGNR)]
Count = Annotated[Figure, Scalar(_positive, UNREADABLE, NextYear.OPEN, shapes.COUNT)]
Measure = Annotated[Figure, Scalar(_positive, UNREADABLE, NextYear.STAYS, shapes.MEASURE)]
"""What is measured with, such as the days of a year: not an amount of the year."""
Money = Annotated[Figure, Scalar(_not_negative, UNREADABLE, NextYear.OPEN, shapes.MONEY)]
Pot = Annotated[Figure, Scalar(_positive, UNREADABLE, NextYear.OPEN, shapes.POT)]
"""Money that is to be shared, so there is some."""
Signed = Annotated[Figure, Scalar(_any, UNREADABLE, NextYear.OPEN, shapes.SIGNED)]
Weight = Annotated[Figure, Scalar(_not_negative, UNREADABLE, NextYear.STAYS, shapes.WEIGHT)]
Percent = Annotated[Figure, Scalar(_rate, UNREADABLE, NextYear.STAYS, shapes.PERCENT)]
SignedPercent = Annotated[
    Figure, Scalar(_signed_rate, UNREADABLE, NextYear.STAYS, shapes.SIGNED_PERCENT)
]
Portion = Annotated[Figure, Scalar(_factor, UNREADABLE, NextYear.OPEN, shapes.PORTION)]
"""A group's part of a budget, in kr or as a percentage of it."""
PaidPer = Annotated[
    Word,
    Scalar(_word_of("inget att betala per", PER_UNIT), BLANK, NextYear.STAYS, shapes.PAID_PER),
]
Share = Annotated[Figure, Scalar(_share, UNREADABLE, NextYear.OPEN, shapes.SHARE)]
Factor = Annotated[Figure, Scalar(_factor, UNREADABLE, NextYear.STAYS, shapes.FACTOR)]
SignedFactor = Annotated[
    Figure, Scalar(_signed_factor, UNREADABLE, NextYear.STAYS, shapes.SIGNED_FACTOR)
]
Price = Annotated[Figure | None, Scalar(_price, UNREADABLE, NextYear.OPEN, shapes.PRICE)]
