"""The one grammar of numbers: what can be misread is refused, with the ways to write it right."""

import re
from fractions import Fraction

from bidrag.budget.codes import AMBIGUOUS_NUMBER, EMPTY_VALUE, NOT_A_NUMBER, OUT_OF_RANGE, Code

MAX_LENGTH = 40
_SPACE = r"[ \u00a0\u202f]"
_NO_SPACES = dict.fromkeys(map(ord, " \u00a0\u202f"))
_NUMBER = re.compile(
    rf"(0|[1-9][0-9]*|[1-9][0-9]{{0,2}}(?:{_SPACE}[0-9]{{3}})+)(?:([.,])([0-9]+))?"
)

# The same grammar without what can be read in two ways, in one expression that JSON Schema (ECMA 262)
# reads as Python does: three decimals stand only after a zero or after more than three digits.
_CLEAR_DECIMALS = "[0-9]{1,2}|[0-9]{4,}"
_UNSIGNED = "|".join(
    [
        "0(?:[.,][0-9]+)?",
        f"[1-9][0-9]{{0,2}}(?:[.,](?:{_CLEAR_DECIMALS}))?",
        "[1-9][0-9]{3,}(?:[.,][0-9]+)?",
        rf"[1-9][0-9]{{0,2}}(?:{_SPACE}[0-9]{{3}})+(?:,[0-9]+|\.(?:{_CLEAR_DECIMALS}))?",
    ]
)
_MINUS = r"[-\u2212]"
_ZERO = "0(?:[.,]0+)?"
ANY_PATTERN = f"^{_MINUS}?(?:{_UNSIGNED})$"
NOT_NEGATIVE_PATTERN = f"^(?:{_UNSIGNED}|{_MINUS}{_ZERO})$"
POSITIVE_PATTERN = f"^(?!{_ZERO}$)(?:{_UNSIGNED})$"
PERCENT_PATTERN = (
    rf"^(?![^%]{{{MAX_LENGTH},}}[^ %\u00a0\u202f])(?:{_UNSIGNED}|{_MINUS}{_ZERO}){_SPACE}*%$"
)
SIGNED_PERCENT_PATTERN = (
    rf"^(?![^%]{{{MAX_LENGTH},}}[^ %\u00a0\u202f]){_MINUS}?(?:{_UNSIGNED}){_SPACE}*%$"
)


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
    comma or a full stop; the minus sign a hyphen or U+2212. Raises `NumberError` for anything else
    and for what can be read in two ways.
    """
    if text == "":
        raise NumberError(
            EMPTY_VALUE, "värdet är tomt", "skriv talet; ett tomt värde blir aldrig noll"
        )
    if len(text) > MAX_LENGTH:
        help_text = f"skriv talet med högst {MAX_LENGTH} tecken"
        raise NumberError(OUT_OF_RANGE, f"talet har {len(text)} tecken", help_text)
    sign, digits = _signed(text)
    match = _NUMBER.fullmatch(digits)
    if match is None:
        raise NumberError(NOT_A_NUMBER, f"”{text}” går inte att läsa som ett tal", _hint(digits))
    whole, mark, decimals = match.groups(default="")
    if len(decimals) == len("000") and _may_be_thousands(whole, mark):
        digits = whole.translate(_NO_SPACES) + decimals
        ways = f"{sign}{digits}, {sign}{whole} {decimals} eller {sign}{whole}{mark}{decimals}0"
        raise NumberError(AMBIGUOUS_NUMBER, "talet kan läsas på två sätt", f"skriv {ways}")
    return Fraction(int(sign + whole.translate(_NO_SPACES) + decimals), 10 ** len(decimals))


def _may_be_thousands(whole: str, mark: str) -> bool:
    """Whether three digits after the mark may be a group of thousands: `10,993`, `1 000.000`."""
    return whole != "0" and (len(whole) <= len("000") or (mark == "." and not whole.isdigit()))


def _signed(text: str) -> tuple[str, str]:
    return ("-", text[1:]) if text[0] in "-\u2212" else ("", text)


def parse_percent(text: str) -> Fraction:
    """The share that a rate such as `3 %` or `3,5 %` stands for, for instance 3/100."""
    number, mark, rest = text.partition("%")
    if text and (not mark or rest):
        help_text = "skriv procenttecknet, till exempel 3 %"
        raise NumberError(NOT_A_NUMBER, f"”{text}” är inte en procentsats", help_text)
    return parse_number(number.rstrip(" \u00a0\u202f")) / 100


_HINTS = (
    (
        r"[0-9]{1,3}([.,'_][0-9]{3})+([.,][0-9]+)?",
        "skriv mellanslag mellan tusental, som i 1 000 000,50",
    ),
    (r"[0-9.,]+[eE][+-]?[0-9]+", "skriv ut talet med siffror, utan e"),
    (r".*%", "här ska stå ett tal, inte procent"),
    (
        r"(?i)[0-9][0-9 ]*([.,][0-9]+)? *(tkr|kkr|mkr|mnkr|msek|tusen|miljon(er)?)",
        "skriv beloppet i hela kronor (1 tkr är 1 000, 1 mkr är 1 000 000)",
    ),
    (r"(?i).*[0-9] *(kr|sek|:-|\.-|,-).*", "skriv bara talet; alla belopp är i kronor"),
    (
        rf"[0-9]+(?:{_SPACE}[0-9]+)+([.,][0-9]+)?",
        "tusental grupperas tre och tre, som i 12 345 678",
    ),
    (r"\([0-9].*\)", "skriv minus före talet i stället för parenteser, som i -1 200"),
    (r"[0-9 ]*[0-9][\u2000-\u200a][0-9].*", "skriv vanligt mellanslag mellan tusental"),
    (
        rf"[\u2010-\u2015]{_SPACE}*[0-9].*",
        "skriv minustecknet som - (bindestreck), direkt framför talet",
    ),
    (rf"{_SPACE}+[0-9].*", "skriv minustecknet direkt framför talet, som i -10 800"),
    (r"[\u2010-\u2015]?", "ett streck är inget tal; skriv 0, eller inget i ett pris"),
    (r"[.,][0-9]+", "skriv en nolla före decimaltecknet, som i 0,5"),
    (r"[0-9]+[.,]", "skriv decimaler efter decimaltecknet, eller ta bort det"),
    (r"0[0-9].*", "skriv talet utan inledande nollor"),
    (r"[0-9][0-9 ]*([.,][0-9]+)? *[a-zåäö]+", "skriv bara talet, utan enhet"),
    (
        r"(?i)inget|ingen|inga",
        "inget står bara i ett pris och med små bokstäver; skriv annars 0",
    ),
)


def _hint(digits: str) -> str:
    for pattern, help_text in _HINTS:
        if re.fullmatch(pattern, digits):
            return help_text
    return "skriv till exempel 187932367, 187 932 367 eller 292,5"
