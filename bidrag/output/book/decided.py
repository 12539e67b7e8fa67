"""The sheet of decided amounts: every amount rounded as it is decided, and what a changed input does."""

from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.budget import TOTAL
from bidrag.calculation.formula import Amount, Term
from bidrag.calculation.period import KRONA, Period
from bidrag.calculation.records import Record, records
from bidrag.calculation.tables import Calculation
from bidrag.numerals import first_upper
from bidrag.output.book.cells import Live, Look, Sheet, Site, Style
from bidrag.output.book.formats import WHOLE, ÖREN
from bidrag.output.book.formulas import Atlas, absolute, local
from bidrag.output.book.guards import differ, rounded
from bidrag.output.book.names import clean
from bidrag.output.book.pots import Pot
from bidrag.output.wording import called
from bidrag.rounding import alone, published

SHEET = "Beslutade belopp"
TOP = 3
PAID, BUDGET, PRICE, PER, COMPUTED, CHANGES, ADDRESS = 4, 5, 6, 7, 8, 10, 12
IS_PAID = "ja"
EXPLAINED = (
    "Avrundade som de beslutas; filtrera på Betalas för det som betalas. Ändring är skillnaden mot det som "
    "bidrag har beräknat ur budgetfilen: noll tills någon ändrar indata. Adressen är den som bidrag explain "
    "förklarar."
)
CHANGE = "+#,##0;-#,##0;–"
CHANGE_IN_ÖREN = "+#,##0.00;-#,##0.00;–"


class Decided:
    """The formulas of decided amounts; `pots` are those decided together."""

    def __init__(self, atlas: Atlas, pots: list[Pot]) -> None:
        self.atlas = atlas
        self.pots = {id(pot.together): pot for pot in pots}

    def formula(self, term: Term, unit: Fraction, site: Site) -> str:
        """What the amount is decided as: half up to the unit, or its part of a pot."""
        found = alone(term)
        if unit == KRONA and isinstance(found, Amount) and found.part:
            return absolute(*self.pots[id(found.part.together)].decided(found.part)[:3])
        return rounded(self.atlas.at_home(term, site), term.value, unit)


def decided_sheet(calculation: Calculation, decided: Decided) -> Sheet:
    """Every amount of the calculation, in the order of its tables; what is paid in bold."""
    sheet = Sheet(SHEET, wide={0: 52, 1: 28, 2: 36, 3: 52, PAID: 10, PER: 10, ADDRESS: 70})
    sheet.put(0, 0, SHEET, Style(Look.TITLE))
    sheet.put(1, 0, EXPLAINED, Style(Look.NOTE))
    sheet.span(1, 0, ADDRESS)
    for column, heading in enumerate(_headings(calculation)):
        sheet.put(TOP - 1, column, heading, Style(Look.HEADING))
    sheet.frozen, sheet.repeated = (TOP, 1), (TOP - 1, TOP - 1)
    row, cells = TOP, _Cells(sheet, calculation.unit, decided)
    for table in calculation.printed:
        groups = {group.key: group.label for group in table.groups}
        for record in filter(lambda each: each.row, records(table)):
            whose = groups.get(record.group, first_upper(TOTAL))
            _write(record, whose, row, cells)
            row += 1
    sheet.printed = (row - 1, ADDRESS - 1)
    sheet.filtered = (TOP - 1, row - 1, ADDRESS)
    return sheet


def _headings(calculation: Calculation) -> tuple[str, ...]:
    period = "" if calculation.period is Period.YEAR else f" och {calculation.period}"
    year, price = "kr per år", f"kr per barn, elev eller enhet{period}"
    names = ("Verksamhet", "Huvudman", "Grupp", "Rad", "Betalas")
    amounts = (first_upper(year), first_upper(price), "Per")
    compared = (f"{what}, {each}" for what in ("Beräknat", "Ändring") for each in (year, price))
    return (*names, *amounts, *compared, "Adress")


class _Cells(NamedTuple):
    """The sheet that is filled, the unit (kr) of its prices, and the formulas of its amounts."""

    sheet: Sheet
    unit: Fraction
    decided: Decided


def _write(record: Record, whose: str, row: int, cells: _Cells) -> None:
    sheet = cells.sheet
    is_paid = any(price.row == record.key for price in record.table.prices)
    for column, text in enumerate((*_words(record, whose), IS_PAID if is_paid else "")):
        look = Look.PAID_LABEL if is_paid else Look.LABEL
        sheet.put(row, column, clean(text), Style(look))
    for column, term, coin in ((BUDGET, record.budget, KRONA), (PRICE, record.price, cells.unit)):
        if term:
            look = Look.PAID if is_paid else Look.AMOUNT
            _amount(term, Site(SHEET, row, column), Style(look, _form(coin)), coin, cells)
    per = record.price.unit.removeprefix("kr per ") if record.price else ""
    sheet.put(row, PER, clean(per.partition(" och ")[0]), Style(Look.TEXT))
    sheet.put(row, ADDRESS, clean(record.address), Style(Look.TEXT))


def _words(record: Record, whose: str) -> tuple[str, ...]:
    """What a row is of: the activity, the provider, the group and the row of the table."""
    table = record.table
    assert record.row, "a group that is decided individually has no amount"
    return called(table._replace(provider="")), table.provider, whose, record.row.label


def _form(unit: Fraction) -> str:
    return WHOLE if unit == KRONA else ÖREN


def _amount(term: Term, site: Site, style: Style, unit: Fraction, cells: _Cells) -> None:
    """The amount as decided in the unit, as bidrag computed it, and the change between them."""
    sheet, value = cells.sheet, published(term, unit)
    formula = cells.decided.formula(term, unit, site)
    sheet.put(site.row, site.column, Live(formula, value), style)
    computed, changes = (start + site.column - BUDGET for start in (COMPUTED, CHANGES))
    sheet.put(site.row, computed, value, Style(Look.HELP, style.number))
    now, before = local(site.row, site.column), local(site.row, computed)
    change = f"IF({differ(now, before, '0.005')},ROUND({now}-{before},2),0)"
    shown = CHANGE if unit == KRONA else CHANGE_IN_ÖREN
    sheet.put(site.row, changes, Live(change, Fraction(0)), Style(Look.AMOUNT, shown))
