"""JSON, versioned: every part of the tree once, its formula naming the parts by their numbers."""

import json
from typing import Any

from bidrag.calculation import Calculation
from bidrag.calculation.formula import Amount, Given, Position, Ratio, Rounded, Term
from bidrag.calculation.period import Rounding
from bidrag.output.explanation.wording import is_kronor, label_text, unit_of
from bidrag.output.formula import formula_text, source_text
from bidrag.output.wording import table_title
from bidrag.review.explanation.explain import Answer, Entry, Explanation, Listing, Telling
from bidrag.rounding import plain, published

EXPLANATION = "bidrag/förklaring"
LISTING = "bidrag/adresser"
VERSION = 1


def write_json(answer: Answer) -> str:
    """The answer as JSON: a tree as `delar`, a listing as `adresser`.

    `delar` has each part of the tree once, the amount itself first.

    A sum has its parts in `summa`; a quotient has them in `täljare` (multiplied) and `nämnare`
    (divided by), as the numbers (`nr`) of the parts; what is rounded to a unit in kr (`till`) has it in
    `avrundat`. A part that lies deeper than what was asked for
    has `djupare` in place of them, and an input has neither.
    """
    data = _tree(answer) if isinstance(answer, Explanation) else _listing(answer)
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _tree(explanation: Explanation) -> dict[str, Any]:
    target = explanation.target
    return {
        **_head(EXPLANATION, explanation.calculation),
        "rubrik": table_title(explanation.calculation, target.table),
        "adress": target.address,
        "beslutas individuellt": target.individual,
        "särskilda skäl": explanation.premises_reason,
        "delar": _parts(explanation),
    }


def _listing(listing: Listing) -> dict[str, Any]:
    entries = [_entry(entry, listing.calculation.rounding) for entry in listing.entries]
    return {
        **_head(LISTING, listing.calculation),
        "adress": listing.folder,
        "adresser": entries,
    }


def _head(name: str, calculation: Calculation) -> dict[str, Any]:
    return {
        "format": name,
        "version": VERSION,
        "kommun": calculation.municipality,
        "nämnd": calculation.committee,
        "år": calculation.year,
        "källa": calculation.source,
    }


def _parts(explanation: Explanation) -> list[dict[str, Any]]:
    terms = {id(part.term): part.term for part in explanation.parts}
    numbers = {key: number for number, key in enumerate(terms, 1)}
    told = {id(part.term) for part in explanation.parts if part.telling is Telling.FULL}
    return [
        {
            "nr": numbers[key],
            **_named(term, explanation.calculation.rounding),
            **_formula(term, numbers if key in told else None),
        }
        for key, term in terms.items()
    ]


def _named(term: Term, rounding: Rounding) -> dict[str, Any]:
    return {
        "rubrik": label_text(term),
        **({"adress": term.address} if isinstance(term, Amount) else {}),
        **_value(term, rounding),
    }


def _value(term: Term, rounding: Rounding) -> dict[str, Any]:
    unit = unit_of(term, rounding)
    rounded = {"kr": plain(published(term, unit))} if is_kronor(term) else {}
    return {**rounded, "exakt": str(term.value), "enhet": term.unit}


def _formula(term: Term, numbers: dict[int, int] | None) -> dict[str, Any]:
    """The formula and source; the numbers of its parts, None where they lie too deep."""
    if isinstance(term, Given):
        return {"källa": source_text(term), **_place(term)}
    told = {"formel": formula_text(term), "källa": source_text(term)}
    if numbers is None:
        return {**told, "djupare": True}
    if isinstance(term.formula, Ratio):
        over, under = ([numbers[id(each)] for each in side] for side in term.formula)
        return {**told, "täljare": over, "nämnare": under}
    if isinstance(term.formula, Rounded):
        part, unit = term.formula
        return {**told, "avrundat": numbers[id(part)], "till": str(unit)}
    terms, less = ([numbers[id(each)] for each in side] for side in term.formula)
    return {**told, "summa": terms, **({"avgår": less} if less else {})}


def _place(term: Given) -> dict[str, Any]:
    if not isinstance(term.origin, Position):
        return {}
    file, line, column, path, note = term.origin
    place = {"fil": file, "rad": line, "kolumn": column, "nycklar": path}
    return {"plats": {**place, "härlett ur": note}}


def _entry(entry: Entry, rounding: Rounding) -> dict[str, Any]:
    if entry.term is None:
        return {"adress": entry.address, "rubrik": entry.words}
    return {
        "adress": entry.address,
        "rubrik": label_text(entry.term),
        **_value(entry.term, rounding),
    }
