"""JSON, versioned: whole kronor, exact values as strings, and where each changed number stands."""

import json
from typing import Any

from bidrag.calculation.formula import Given
from bidrag.calculation.stated import Cell
from bidrag.output.changes.comma import ÖRE
from bidrag.output.changes.layout import address
from bidrag.output.formula import source_text
from bidrag.review.changes.attribution import Part, Shift
from bidrag.review.changes.diff import Absence, Change, Difference, Named
from bidrag.rounding import fixed, plain

FORMAT = "bidrag/skillnad"
VERSION = 1


def write_json(found: Difference) -> str:
    """The comparison as JSON: `kr` as published, `exakt` the fraction itself.

    `orsaker` is empty where the causes are not known; they and `avrundning_kr` sum to `ändring_kr`.
    """
    data = {
        "format": FORMAT,
        "version": VERSION,
        "före": _side(found.old),
        "efter": _side(found.new),
        "förklarad": found.explained,
        "lika": found.same,
        "tillkommer": [_absence(each, "efter_kr") for each in found.added],
        "utgår": [_absence(each, "före_kr") for each in found.removed],
        "ändringar": [_change(each) for section in found.sections for each in section.changes],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _side(side: Named) -> dict[str, Any]:
    return {"namn": side.name, "kommun": side.municipality or None, "år": side.year}


def _absence(absence: Absence, side: str) -> dict[str, Any]:
    nothing: dict[str, Any] = {"före_kr": None, "efter_kr": None}
    rows = [{**_cell(each.cell), **nothing, side: plain(each.kronor)} for each in absence.amounts]
    return {**dict(absence.words), "antal belopp": len(rows), "belopp": rows}


def _cell(cell: Cell) -> dict[str, Any]:
    activity, provider, group, row, measure = cell
    return {
        "verksamhet": activity,
        "huvudman": provider,
        "grupp": group,
        "rad": row,
        "belopp": measure,
        "adress": address(cell),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        **_cell(change.cell),
        "före_kr": plain(change.old),
        "efter_kr": plain(change.new),
        "ändring_kr": plain(change.kronor),
        "ändring_procent": None if change.percent is None else fixed(change.percent, 1),
        "ändring_exakt": str(change.exact),
        "avrundning_kr": fixed(change.rounding(ÖRE), 2) if change.parts else None,
        "orsaker": list(map(_part, change.parts)),
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "orsak": part.cause.label,
        "innebär": part.cause.detail or None,
        "kr": fixed(part.value, 2),
        "exakt": str(part.value),
        "tal": list(map(_shift, part.shifts)),
    }


def _shift(shift: Shift) -> dict[str, Any]:
    found: dict[str, Any] = {
        "namn": shift.label,
        "före": _given(shift.old),
        "efter": _given(shift.new),
    }
    if shift.proportions:
        found["andel av budgeten"] = list(map(str, shift.proportions))
    return found


def _given(given: Given | None) -> dict[str, Any] | None:
    if given is None:
        return None
    return {"exakt": str(given.value), "enhet": given.unit, "källa": source_text(given)}
