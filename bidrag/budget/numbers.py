"""The one grammar of numbers: what can be misread is refused, with the ways to write it right."""

import re
from fractions import Fraction

from bidrag.budget.codes import AMBIGUOUS_NUMBER, EMPTY_VALUE, NOT_A_NUMBER, OUT_OF_RANGE, Code

MAX_LENGTH = 40
_SPACE = "[ \u00a0\u202f]"
_NUMBER = re.compile(
    rf"(?P<sign>-|\u2212)?(?P<whole>0|[1-9][0-9]*|[1-9][0-9]{{0,2}}(?:{_SPACE}[0-9]{{3}})+)(?:[.,](?P<decimals>[0-9]+))?"
)
_AMBIGUOUS = re.compile(r"-?([1-9][0-9]{0,2})([.,])([0-9]{3})")
_GROUPED = re.compile(r"-?[0-9]{1,3}([.,'_][0-9]{3})+([.,][0-9]+)?")
_SPACES = re.compile(_SPACE)


class NumberError(Exception):
    """The text is not a number of the grammar: a code, a sentence and what to write instead."""

    def __init__(self, code: Code, message: str, help_text: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.help = help_text


def parse_number(text: str) -> Fraction:
    """The exact value of `187932367`, `187 932 367`, `292.5` or `292,5`.

    The group separator is a space, a no-break space or a narrow no-break space; the decimal mark a
    comma or a full stop. Raises `NumberError` for anything else and for what can be read in two ways.
    """
    if text == "":
        raise NumberError(EMPTY_VALUE, "värdet är tomt", "skriv talet; skriv 0 om det är noll")
    if len(text) > MAX_LENGTH:
        help_text = f"högst {MAX_LENGTH} tecken"
        raise NumberError(OUT_OF_RANGE, f"talet har {len(text)} tecken", help_text)
    match = _NUMBER.fullmatch(text)
    if _AMBIGUOUS.fullmatch(text):
        raise _ambiguous(text)
    if match is None:
        raise NumberError(NOT_A_NUMBER, f"”{text}” går inte att läsa som ett tal", _hint(text))
    whole = _SPACES.sub("", match["whole"])
    decimals = match["decimals"] or ""
    value = Fraction(int(whole + decimals), 10 ** len(decimals))
    return -value if match["sign"] else value


def parse_percent(text: str) -> Fraction:
    """The share that a rate such as `3 %` or `3,5 %` stands for, for instance 3/100."""
    number, mark, rest = text.partition("%")
    if text and (not mark or rest):
        help_text = "skriv procenttecknet, till exempel 3 %"
        raise NumberError(NOT_A_NUMBER, f"”{text}” är inte en procentsats", help_text)
    return parse_number(number.rstrip(" \u00a0\u202f")) / 100


def _ambiguous(text: str) -> NumberError:
    match = _AMBIGUOUS.fullmatch(text)
    assert match is not None
    whole, mark, last = match.groups()
    sign = "-" if text.startswith("-") else ""
    help_text = f"skriv {sign}{whole}{last}, {sign}{whole} {last} eller {sign}{whole}{mark}{last}0"
    return NumberError(AMBIGUOUS_NUMBER, "beloppet kan läsas på två sätt", help_text)


def _hint(text: str) -> str:
    if _GROUPED.fullmatch(text):
        return "skriv mellanslag mellan tusental, till exempel 1 000 000 eller 1 000,50"
    if re.fullmatch(r"[0-9]+[eE][+-]?[0-9]+", text):
        return "skriv ut talet med siffror, utan e"
    if text.endswith("%"):
        return "här ska stå ett tal, inte procent"
    if re.search(r"kr|:-|SEK", text, re.IGNORECASE):
        return "skriv bara talet; alla belopp är i kronor"
    if re.fullmatch(rf"[0-9]+(?:{_SPACE}[0-9]+)+", text):
        return "tusental grupperas tre och tre, till exempel 1 000 eller 12 345 678"
    if re.fullmatch(r"-?[.,][0-9]+", text):
        return f"skriv en nolla först, till exempel 0{text.lstrip('-')}"
    if re.fullmatch(r"0[0-9]+.*", text):
        return "skriv talet utan inledande nollor"
    return "skriv till exempel 187932367, 187 932 367 eller 292,5"
