"""Finished tables as text cells: the words, the rounding and the footnotes of every table format."""

from fractions import Fraction

from bidrag.calculation.basis import PLURAL
from bidrag.calculation.budget import Group
from bidrag.calculation.legal import GRUNDBELOPP
from bidrag.calculation.tables import Calculation, Row, Table
from bidrag.numerals import decimal, first_upper
from bidrag.output.amounts.indexed import index_notes, index_page
from bidrag.output.amounts.pages import (
    NONE,
    Column,
    Document,
    Page,
    cell,
    heading_lines,
    price_unit,
    row_label,
)
from bidrag.output.amounts.periods import period_notes
from bidrag.output.amounts.recipients import closing_note, recipient_notes, schablon_notes
from bidrag.output.amounts.revised import payment_notes, revision_notes
from bidrag.output.rounding_note import rounding_notes
from bidrag.output.wording import by, calculation_title, mark, number_of, sentence, table_title, who

INDIVIDUAL = "individuellt"
TOTAL_BUDGET = ("Total budget",)
SHARE = "Andel"
GRUNDBELOPP_NOTE = (
    "GRUNDBELOPP är här summan före schablonerna. I skollagens grundbelopp ingår även administration "
    "och, för enskilda huvudmän, mervärdesskatt."
)
OWN_FORM_NOTE = (
    "är kommunens egen verksamhetsform, som lagen inte känner: kostnadsslag och procentsatser är "
    "kommunens egna"
)


_ITEMS = {True: "Kostnadsslag i lagen", False: "Kostnadsslag"}


def document(calculation: Calculation) -> Document:
    """The calculation as text, in the order of its tables."""
    heading = [calculation_title(calculation)]
    if calculation.committee:
        heading.append(calculation.committee)
    if calculation.source:
        heading.append(f"Källa: {calculation.source}")
    found = tuple(_page(calculation, table) for table in calculation.printed)
    return Document(tuple(heading), found, tuple(_closing_notes(calculation, found)))


def _page(calculation: Calculation, table: Table) -> Page:
    if table.shared_by:
        return index_page(calculation, table, table.shared_by, tuple(_notes(table)))
    return Page(
        table_title(calculation, table),
        tuple(_marked(table, row) for row in table.rows),
        tuple(row.sums for row in table.rows),
        tuple(_columns(calculation, table)),
        tuple(payment_notes(table) if table.payment else _notes(table)),
    )


def _marked(table: Table, row: Row) -> str:
    return row_label(row) + mark(table, row)


def _columns(calculation: Calculation, table: Table) -> list[Column]:
    columns = []
    if any(row.total for row in table.rows):
        totals = tuple(row.total for row in table.rows)
        columns.append(Column(TOTAL_BUDGET, TOTAL_BUDGET, tuple(map(cell, totals)), totals, ""))
    for i, group in enumerate(table.groups):
        name = () if group.label == table.unit else heading_lines(group.label)
        names = group.values or (group.label,) if name else ()
        whose = group.key, _block(group)
        shares = tuple(row.shares[i] for row in table.rows)
        if any(shares) and len(table.groups) > 1:
            cells = tuple(map(cell, shares))
            columns.append(Column((SHARE, *name), (*names, SHARE), cells, shares, *whose))
        prices = tuple(row.prices[i] for row in table.rows)
        cells = tuple(
            _price(row, i, bool(group.individual), calculation.unit) for row in table.rows
        )
        unit = price_unit(calculation, table)
        path = (*names, " ".join(unit))
        columns.append(Column((*unit, *name), path, cells, prices, *whose))
    return columns


def _block(group: Group) -> str:
    """What the group is in the first of two dimensions; in one, every group is by itself."""
    return group.values[0] if len(group.values) > 1 else group.key


def _price(row: Row, i: int, individual: bool, unit: Fraction) -> str:
    if individual:
        return INDIVIDUAL if row.sums else ""
    return cell(row.prices[i], unit) or NONE


def _notes(table: Table) -> list[str]:
    notes = revision_notes(table, table.revision) if table.revision else []
    if table.premises_reason:
        notes.append(
            f"* Denna fristående huvudman ersätts med faktisk lokalkostnad{by(table.form.premises)}. "
            + sentence(f"Särskilda skäl: {table.premises_reason}")
        )
    notes += [*recipient_notes(table), *schablon_notes(table)]
    if table.shared_by:
        notes += index_notes(table, table.shared_by)
    notes += count_notes(table)
    if not table.form.lawful:
        notes.append(sentence(f"{first_upper(table.form.key)} {OWN_FORM_NOTE}"))
    if table.uncovered:
        notes.append(f"{_ITEMS[table.form.lawful]} utan egen rad: {', '.join(table.uncovered)}.")
    for group in table.groups:
        if group.individual:
            notes.append(
                sentence(f"{first_upper(group.label)} beslutas individuellt: {group.individual}")
            )
    return notes


def count_notes(table: Table) -> list[str]:
    """How many children the municipality's table is computed for, and how that number was found."""
    if table.provider or table.shared_by or not table.count_note:
        return numbers_notes(table)
    return [*numbers_notes(table), sentence(f"Antalet är härlett ur {table.count_note}")]


def numbers_notes(table: Table) -> list[str]:
    """How many children the municipality's table is computed for."""
    if table.provider or table.shared_by:
        return []
    unit = PLURAL[table.unit]
    counted = [group for group in table.groups if group.children]
    notes = []
    if counted:
        numbers = [decimal(group.children.value) for group in counted if group.children]
        named = [f"{n} för {group.label}" for group, n in zip(counted, numbers, strict=True)]
        notes.append(f"{number_of(table)}: {'; '.join(named if len(named) > 1 else numbers)}.")
    if table.weighted_total:
        notes.append(f"Viktat antal {unit}: {decimal(table.weighted_total.value)}.")
    return notes


def grundbelopp_note(calculation: Calculation) -> list[str]:
    """What GRUNDBELOPP means in these tables, where it is the sum before the schablons."""
    rows = (row for table in calculation.tables for row in table.rows)
    return [GRUNDBELOPP_NOTE] if any(row.key == GRUNDBELOPP and row.sums for row in rows) else []


def _closing_notes(calculation: Calculation, found: tuple[Page, ...]) -> list[str]:
    notes = [*grundbelopp_note(calculation), *closing_note(calculation.tables)]
    without = [
        who(table)
        for table, page in zip(calculation.printed, found, strict=True)
        if any(NONE in column.cells for column in page.columns)
    ]
    if without:
        one = " eller ".join(dict.fromkeys(without))
        notes.append(f"{NONE} betyder att {one} inte får beloppet.")
    return [*notes, *period_notes(calculation), *rounding_notes(calculation)]
