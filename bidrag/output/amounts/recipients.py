"""The notes that tell whose price a row is, and what lies outside the law's schablons."""

from collections.abc import Callable, Iterable

from bidrag.calculation.budget import Price
from bidrag.calculation.legal import (
    ADMINISTRATION,
    DEFAULT_ROWS,
    GRUNDBELOPP,
    MOMS,
    SCHABLONS,
)
from bidrag.calculation.tables import Row, Table
from bidrag.law import OTHER_MUNICIPALITY, Paragraph
from bidrag.numerals import first_upper, listed
from bidrag.output.wording import by

SUPPLEMENT_NOTE = "Kompensationen för mervärdesskatt räknas på hela bidraget, tillägg inräknade{}."
_WITHOUT_MOMS = "utan kompensation för mervärdesskatt"
_BEYOND = {
    SCHABLONS: "schablonerna",
    (ADMINISTRATION,): "administrationsschablonen",
    (MOMS,): "momsschablonen (den räknas bara på radens administration)",
}


def closing_note(tables: Iterable[Table]) -> list[str]:
    """What is paid to another municipality, where the tables have no more recipients than the law."""
    own = [table for table in tables if not table.provider and is_by_law(table)]
    labels = dict.fromkeys(
        _row(table, price).label
        for table in own
        for price in table.prices
        if price.kind == OTHER_MUNICIPALITY and not _row(table, price).line
    )
    return [f"Till annan kommun betalas {listed(list(labels))}, {_WITHOUT_MOMS}."] if labels else []


def recipient_notes(table: Table) -> list[str]:
    """Whose price each sum is, where there are others than the law's recipients."""
    if is_by_law(table) or (table.provider and table.supplement):
        return []
    if table.provider:
        return [f"Beloppen är de som betalas till {price.recipient}." for price in table.prices]
    paid: dict[str, list[str]] = {}
    for price in table.prices:
        paid.setdefault(_what(_row(table, price)), []).append(price.recipient)
    parts = [f"till {listed(names)} betalas {what}" for what, names in paid.items()]
    return [f"{first_upper('; '.join(parts))}."]


def is_by_law(table: Table) -> bool:
    """Whether those who are paid are only those that the law's ladder is made for."""
    return {price.recipient for price in table.prices} <= {kind.name for kind in DEFAULT_ROWS}


def schablon_notes(table: Table) -> list[str]:
    """What lies outside the law's schablons, where that is not what the law says."""
    return _supplement_notes(table) if table.supplement else _line_notes(table)


def _line_notes(table: Table) -> list[str]:
    base = next((row.label for row in table.rows if row.key == GRUNDBELOPP), "")
    labels: dict[str, list[str]] = {}
    for row in table.rows:
        labels.setdefault(_left_out_of(row, base), []).append(row.label)
    return [f"{listed(those)} {what}." for what, those in labels.items() if what]


def _left_out_of(row: Row, base: str) -> str:
    """What the row is no part of, of the law's schablons and the grundbelopp; empty for all of it."""
    parts = [f"ligger utanför {_BEYOND[row.outside]}"] if row.outside else []
    parts += [f"ingår inte i {base}"] if row.beside and base else []
    return " och ".join(parts)


def _supplement_notes(table: Table) -> list[str]:
    without = _supplements(table, lambda row: MOMS in row.outside)
    partly = _supplements(table, lambda row: row.outside == (MOMS,))
    administered = _supplements(table, lambda row: ADMINISTRATION not in row.outside)
    notes = []
    if without:
        notes.append(f"{listed(without)} ligger utanför momsschablonen.")
        if partly:
            notes.append(f"Av {listed(partly)} räknas momsschablonen bara på administrationen.")
    elif any(price.kind.independent for price in table.prices):
        notes.append(SUPPLEMENT_NOTE.format(_by_the_law(table)))
    if administered:
        notes.append(f"Administrationsschablonen räknas på {listed(administered)}.")
    return [*notes, *_municipal_note(table)]


def _by_the_law(table: Table) -> str:
    """The paragraph on moms, where the form has one."""
    rates = (row.rate.origin for row in table.rows if row.key == MOMS and row.rate)
    found = next((each for each in rates if isinstance(each, Paragraph)), None)
    return f",{by(found)}" if found else ""


def _municipal_note(table: Table) -> list[str]:
    """What another municipality is paid of the supplements, where no other note tells it."""
    if table.provider or table.shared_by or not is_by_law(table):
        return []
    municipal = [_row(table, price) for price in table.prices if not price.kind.independent]
    return [f"Till annan kommun betalas beloppet {_WITHOUT_MOMS}." for row in municipal if row.line]


def _supplements(table: Table, chosen: Callable[[Row], bool]) -> list[str]:
    """The labels of the supplements that have an amount on one of these lines."""
    rows = [row for row in table.rows if row.line and chosen(row)]
    return [
        group.label
        for i, group in enumerate(table.groups)
        if any(row.prices[i] is not None for row in rows)
    ]


def _row(table: Table, price: Price) -> Row:
    return next(row for row in table.rows if row.key == price.row)


def _what(row: Row) -> str:
    return "beloppet" if row.line else row.label
