"""What an editor is told of each kind of value in a budget file: its JSON Schema, in Swedish.

An editor reads the file as YAML 1.2 does, so a number without spaces or comma comes as a number and
all else as text. Every shape has a title, under which it is defined once in the schema. The keywords
`errorMessage` and `patternErrorMessage` are not JSON Schema's own, but what the YAML language server
shows instead of an English sentence about types and patterns.
"""

from collections.abc import Iterable
from typing import Any

from bidrag.budget.numbers import (
    ANY_PATTERN,
    MAX_LENGTH,
    NOT_NEGATIVE_PATTERN,
    PERCENT_PATTERN,
    POSITIVE_PATTERN,
    SIGNED_PERCENT_PATTERN,
)
from bidrag.calculation.legal import ADMINISTRATION as ADMINISTRATION_SCHABLON
from bidrag.calculation.legal import MOMS as MOMS_SCHABLON
from bidrag.calculation.legal import UNIT as UNIT_OF_SUPPLEMENT
from bidrag.calculation.months import MONTHS
from bidrag.calculation.period import Coin, Period
from bidrag.law import BESIDE_ITEM, FORMS, OTHER_ITEM, Rate
from bidrag.law.checks import Check
from bidrag.numerals import percent

Shape = dict[str, Any]

_EMPTY = "skriv talet; ett tomt värde blir aldrig noll"
_HOW = "skriv till exempel 187 932 367 eller 292,5"


def _number(
    title: str, description: str, pattern: str, examples: list[str], **limits: int
) -> Shape:
    return {
        "title": title,
        "description": f"{description} Mellanslag mellan tusental, komma eller punkt före decimaler.",
        "type": ["number", "string"],
        **limits,
        "pattern": pattern,
        "maxLength": MAX_LENGTH,
        "patternErrorMessage": _HOW,
        "errorMessage": _EMPTY,
        "examples": examples,
    }


COUNT = _number(
    "antal",
    "Ett tal som är större än noll.",
    POSITIVE_PATTERN,
    ["935", "292,5", "1 023,1925"],
    exclusiveMinimum=0,
)
MEASURE = _number(
    "tal",
    "Ett tal som är större än noll, att mäta med.",
    POSITIVE_PATTERN,
    ["1", "0,01", "178"],
    exclusiveMinimum=0,
)
MONEY = _number(
    "kronor",
    "Ett belopp i hela kronor eller med decimaler, noll eller större.",
    NOT_NEGATIVE_PATTERN,
    ["187 932 367", "35 000", "292,50"],
    minimum=0,
)
POT = _number(
    "kronor (större än noll)",
    "Ett belopp i hela kronor eller med decimaler, större än noll.",
    POSITIVE_PATTERN,
    ["4 200 000", "850 000"],
    exclusiveMinimum=0,
)
WEIGHT = _number(
    "vikt",
    "Ett tal som är noll eller större.",
    NOT_NEGATIVE_PATTERN,
    ["1", "0,75"],
    minimum=0,
)
SIGNED = _number(
    "kronor (plus eller minus)",
    "Ett belopp i kronor; ett avdrag skrivs med minus.",
    ANY_PATTERN,
    ["-9 000", "1 250"],
)
PRICE: Shape = {
    "title": "kronor eller inget",
    "description": "Kronor per barn eller elev, eller ordet `inget` där inget betalas.",
    "anyOf": [
        {key: MONEY[key] for key in ("type", "minimum", "pattern", "maxLength")},
        {"const": "inget", "description": "Gruppen får ingenting av den här raden."},
    ],
    "examples": ["254 839", "inget"],
}
PERCENT: Shape = {
    "title": "procentsats",
    "description": "Ett tal och ett procenttecken.",
    "type": "string",
    "pattern": PERCENT_PATTERN,
    "patternErrorMessage": "skriv procenttecknet, till exempel 3 %",
    "examples": ["3 %", "2,5 %"],
}
FACTOR: Shape = {
    "title": "faktor",
    "description": "Ett tal eller en procentsats som något multipliceras med.",
    "anyOf": [
        {key: MONEY[key] for key in ("type", "minimum", "pattern", "maxLength")},
        {key: PERCENT[key] for key in ("type", "pattern")},
    ],
    "examples": ["1,4", "75 %"],
}
SIGNED_FACTOR: Shape = {
    "title": "vikt (plus eller minus)",
    "description": "Ett tal eller en procentsats; minus där en hög andel är en nackdel.",
    "anyOf": [
        {key: SIGNED[key] for key in ("type", "pattern", "maxLength")},
        {"type": "string", "pattern": SIGNED_PERCENT_PATTERN},
    ],
    "examples": ["0,5", "-30 %"],
}
SIGNED_PERCENT: Shape = {
    **PERCENT,
    "title": "procentsats (plus eller minus)",
    "description": "Ett tal och ett procenttecken; ett avdrag skrivs med minus.",
    "pattern": SIGNED_PERCENT_PATTERN,
    "examples": ["3 %", "-2,5 %"],
}
PORTION: Shape = {
    **FACTOR,
    "title": "kronor eller procent",
    "description": "Ett belopp i kronor, eller en procentsats av budgeten.",
    "examples": ["12 400 000", "40 %"],
}
SHARE: Shape = {
    **PERCENT,
    "title": "andel",
    "description": "En procentsats mellan 0 % och 100 %.",
    "examples": ["31 %", "87,5 %"],
}
TEXT: Shape = {
    "title": "text",
    "description": "En text på en rad. En text som innehåller kolon skrivs inom citattecken, och en "
    "kommentar efter den börjar två mellanslag före `#`.",
    "type": ["string", "number", "boolean"],
    "pattern": r"\S",
    "patternErrorMessage": "skriv texten, eller ta bort nyckeln",
    "errorMessage": "skriv texten, eller ta bort nyckeln",
}
PASSAGE: Shape = {
    **TEXT,
    "title": "löpande text",
    "description": "En text på en eller flera rader. Efter nyckeln står då `|`, och raderna under den är "
    "indragna. En tom rad skiljer två stycken åt.",
}
REFERENCE: Shape = {
    "title": "namn",
    "description": "Namnet på något som står någon annanstans i filen, exakt som det står där.",
    "type": ["string", "number"],
    "pattern": r"\S",
}
NAME: Shape = {
    "title": "eget namn",
    "description": "Ett eget namn: utan snedstreck, och utan `=`, `+`, `-`, `@` eller mellanslag först.",
    "type": ["string", "number"],
    "pattern": r"^(?![=+@\s-])[^/]*[^/\s]$",
    "patternErrorMessage": "namnet har snedstreck, eller börjar med =, +, -, @ eller mellanslag",
}
YEAR: Shape = {
    "title": "årtal",
    "description": "Ett kalenderår med fyra siffror.",
    "type": ["integer", "string"],
    "minimum": 1000,
    "maximum": 2999,
    "pattern": "^[12][0-9]{3}$",
    "patternErrorMessage": "skriv kalenderåret med fyra siffror, till exempel 2024",
    "examples": [2024],
}
DAY: Shape = {
    "title": "datum",
    "description": "En dag som åååå-mm-dd.",
    "type": "string",
    "format": "date",
    "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
    "patternErrorMessage": "skriv år, månad och dag, till exempel 2023-12-14",
    "examples": ["2023-12-14"],
}
ORGNR: Shape = {
    "title": "organisationsnummer",
    "description": "Tio siffror med bindestreck; den sista är en kontrollsiffra.",
    "type": "string",
    "pattern": "^[0-9]{6}-[0-9]{4}$",
    "patternErrorMessage": "skriv tio siffror med bindestreck, till exempel 556593-8700",
    "examples": ["556593-8700"],
}
UNITS = ("barn", "elev")
UNIT: Shape = {
    "title": "enhet",
    "description": "Vad ett pris gäller.",
    "enum": list(UNITS),
}
PER_UNIT = (UNIT_OF_SUPPLEMENT,)
PAID_PER: Shape = {
    "title": "per enhet",
    "description": "Per skola eller förskola, och inte per barn eller elev.",
    "enum": list(PER_UNIT),
}
PERIOD: Shape = {
    "title": "period",
    "description": "Året eller en del av det.",
    "enum": [period.value for period in Period],
}
PARTS_OF_YEAR = tuple(period.value for period in Period if period is not Period.YEAR)
PART_OF_YEAR: Shape = {
    "title": "del av året",
    "description": "En period som är kortare än året.",
    "enum": list(PARTS_OF_YEAR),
}
COIN: Shape = {
    "title": "krona eller öre",
    "description": "Vad ett belopp avrundas till: hela kronor eller hela ören.",
    "enum": [coin.value for coin in Coin],
}


MONTH: Shape = {
    "title": "månad",
    "description": "En av årets månader, med liten bokstav.",
    "enum": list(MONTHS),
}
CHANGE: Shape = {
    "title": "det som ändras",
    "description": "De nycklar som ändras, i samma form som i resten av filen; det som inte nämns står "
    "kvar.",
    "minProperties": 1,
}


def one_or_many(item: Shape) -> Shape:
    """One value, or a list of at least one."""
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": 1}]}


def _choice(value: str, description: str) -> Shape:
    return {"const": value, "description": description}


FORM: Shape = {
    "title": "skolform",
    "description": "En av lagens skolformer.",
    "oneOf": [
        _choice(form.key, f"{form.grundbelopp}: {', '.join(item.key for item in form.items)}.")
        for form in FORMS.values()
    ],
}
_ITEMS = dict.fromkeys(item.key for form in FORMS.values() for item in form.items)


def _paragraphs(key: str) -> str:
    """Where the law says what the cost item contains, for all the forms that have it."""
    items = [item for form in FORMS.values() for item in form.items if item.key == key]
    return "; ".join(dict.fromkeys(str(item.paragraph) for item in items))


ITEM: Shape = {
    "title": "kostnadsslag",
    "description": "Ett av skolformens kostnadsslag i lagen, `övrigt` eller `tilläggsbelopp`.",
    "anyOf": [
        {
            "oneOf": [
                *(_choice(key, f"{_paragraphs(key)}.") for key in _ITEMS),
                _choice(
                    OTHER_ITEM, "En kostnad för alla som inte är något av lagens kostnadsslag."
                ),
                _choice(BESIDE_ITEM, "Ett belopp vid sidan av grundbeloppet, för den enskilda."),
            ]
        },
        {"type": "string", "pattern": r"\S"},
    ],
}


def _latest(rates: tuple[Rate, ...]) -> str:
    return percent(max(rates).share)


_ADMINISTRATION = ", ".join(
    f"{_latest(form.administration)} i {form.key}" for form in FORMS.values()
)
SCHABLON: Shape = {
    "title": "schablon",
    "description": "Lagens procentsats för skolformen.",
    "oneOf": [
        _choice(ADMINISTRATION_SCHABLON, f"Administration: {_ADMINISTRATION}."),
        _choice(MOMS_SCHABLON, "Kompensation för mervärdesskatt."),
    ],
}
SCHABLONER: Shape = {
    "title": "schablon eller inga",
    "description": "En av lagens schabloner, eller `inga`.",
    "oneOf": [*SCHABLON["oneOf"], _choice("inga", "Ingen av lagens schabloner.")],
}


def by_name(shape: Shape) -> Shape:
    """Values by names that stand elsewhere in the file."""
    return {
        "type": "object",
        "propertyNames": REFERENCE,
        "additionalProperties": shape,
        "minProperties": 1,
    }


def answers(checks: Iterable[Check]) -> Shape:
    """Reasons by the codes of these checks."""
    codes = {check.code: {**TEXT, "description": f"Svar: {check.title}."} for check in checks}
    return {
        "type": "object",
        "properties": codes,
        "additionalProperties": False,
        "minProperties": 1,
    }


NAMED = {
    "Count": COUNT,
    "Measure": MEASURE,
    "Money": MONEY,
    "Pot": POT,
    "Weight": WEIGHT,
    "Signed": SIGNED,
    "Price": PRICE,
    "Percent": PERCENT,
    "Factor": FACTOR,
    "SignedFactor": SIGNED_FACTOR,
    "SignedPercent": SIGNED_PERCENT,
    "Portion": PORTION,
    "PaidPer": PAID_PER,
    "Share": SHARE,
    "Text": TEXT,
    "Passage": PASSAGE,
    "Reference": REFERENCE,
    "Name": NAME,
    "Year": YEAR,
    "Day": DAY,
    "Orgnr": ORGNR,
    "Unit": UNIT,
    "PeriodName": PERIOD,
    "PartOfYear": PART_OF_YEAR,
    "CoinName": COIN,
    "Month": MONTH,
    "Change": CHANGE,
    "Form": FORM,
    "Item": ITEM,
    "Schablon": SCHABLON,
    "Schabloner": SCHABLONER,
}
"""The shapes by the names under which a schema defines them."""
