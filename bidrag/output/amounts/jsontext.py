"""JSON, versioned: whole kronor, the exact value as a string, the formula and its source."""

import json
from fractions import Fraction
from typing import Any

from bidrag.calculation.budget import Revision
from bidrag.calculation.formula import Given, Term
from bidrag.calculation.period import AT_THE_END, KRONA, Coin
from bidrag.calculation.records import Record, records
from bidrag.calculation.tables import Calculation, Table
from bidrag.output.amounts.pages import row_label
from bidrag.output.formula import formula_text, source_text
from bidrag.output.wording import table_title
from bidrag.rounding import plain, published

FORMAT = "bidrag/belopp"
VERSION = 1


def write_json(calculation: Calculation) -> str:
    """The calculation as JSON: `kr` is rounded for display, `exakt` is the fraction itself.

    `budget` is kr per year, `per_enhet` kr per child and period. `avrundning` tells the unit of the
    latter, and the period that is rounded first, where prices are not in whole kronor at the end.
    """
    data = {
        "format": FORMAT,
        "version": VERSION,
        "kommun": calculation.municipality,
        "nämnd": calculation.committee,
        "år": calculation.year,
        "period": calculation.period,
        **_rounding(calculation),
        "källa": calculation.source,
        "tabeller": [_table(calculation, table) for table in calculation.printed],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _rounding(calculation: Calculation) -> dict[str, Any]:
    if calculation.rounding == AT_THE_END:
        return {}
    coin = Coin.of(calculation.unit)
    return {"avrundning": {"per_enhet": coin, "först": calculation.rounding.first}}


def _table(calculation: Calculation, table: Table) -> dict[str, Any]:
    return {
        "verksamhet": table.activity,
        "huvudman": table.provider,
        "orgnr": table.orgnr,
        "rubrik": table_title(calculation, table),
        "enhet": table.unit,
        "grupper": [
            {
                "grupp": group.key,
                "rubrik": group.label,
                "antal": group.children and _count(group.children),
                "beslutas individuellt": group.individual,
            }
            for group in table.groups
        ],
        "viktat antal": table.weighted_total and _count(table.weighted_total),
        "antalet är härlett ur": table.count_note,
        "särskilda skäl": table.premises_reason,
        "mottagare": [
            {"mottagare": price.recipient, "som": price.kind.name, "rad": price.row}
            for price in table.prices
        ],
        **_index(table),
        **({"revidering": _revision(table.revision)} if table.revision else {}),
        "belopp": [_record(each, calculation.unit) for each in records(table)],
    }


def _index(table: Table) -> dict[str, Any]:
    """What a pot is shared by, where the table is of one."""
    if table.shared_by is None:
        return {}
    pairs = zip(table.groups, table.shared_by.groups, strict=True)
    own = {group.key: _number(index) for group, index in pairs}
    return {"index": {"snitt": _number(table.shared_by.average), "grupper": own}}


def _number(term: Term) -> dict[str, Any]:
    return {"exakt": str(term.value), "formel": formula_text(term)}


def _revision(revision: Revision) -> dict[str, str]:
    return {
        "beslutad": revision.day,
        "gäller från": revision.month,
        "orsak": revision.reason,
    }


def _record(record: Record, unit: Fraction) -> dict[str, Any]:
    return {
        "grupp": record.group,
        "rad": record.key,
        "rubrik": row_label(record.row, " ") if record.row else "",
        "adress": record.address,
        "budget": record.budget and _amount(record.budget, KRONA),
        "per_enhet": record.price and _amount(record.price, unit),
    }


def _count(children: Given) -> dict[str, Any]:
    return {
        "exakt": str(children.value),
        "enhet": children.unit,
        "källa": source_text(children),
    }


def _amount(term: Term, unit: Fraction) -> dict[str, Any]:
    return {
        "kr": plain(published(term, unit)),
        "exakt": str(term.value),
        "enhet": term.unit,
        "formel": formula_text(term),
        "källa": source_text(term),
    }
