"""The sheet of decided amounts: every amount rounded as it is decided, and what a changed input does."""

from fractions import Fraction

from bidrag.calculation.budget import TOTAL
from bidrag.calculation.formula import Amount, Sum, Term
from bidrag.calculation.period import KRONA, Period
from bidrag.calculation.records import Record, records
from bidrag.calculation.tables import Calculation
from bidrag.numerals import first_upper
from bidrag.output.book.cells import Live, Look, Sheet, Site, Style
from bidrag.output.book.formats import WHOLE, ÖREN
from bidrag.output.book.formulas import Atlas, absolute, local, rounded
from bidrag.output.book.names import clean
from bidrag.output.book.numbers import stored
from bidrag.output.book.pots import Pot
from bidrag.rounding import published

SHEET = "Beslutade belopp"
TOP = 3
BUDGET, PRICE, PER, BUDGET_CHANGE, ADDRESS = 4, 5, 6, 7, 9
EXPLAINED = (
    "Avrundade som de beslutas. Ändring är skillnaden mot det som är beräknat ur budgetfilen: noll tills "
    "någon ändrar indata. Adressen är den som bidrag explain förklarar."
)
CHANGE = "+#,##0;-#,##0;–"
CHANGE_IN_ÖREN = "+#,##0.00;-#,##0.00;–"


class Decided:
    """The formulas of decided amounts; `pots` are those decided together."""

    def __init__(self, atlas: Atlas, pots: list[Pot]) -> None:
        self.atlas = atlas
        self.pots = {id(pot.together): pot for pot in pots}

    def formula(self, term: Term, unit: Fraction, site: Site) -> str:
        """What the amount is decided as: half up to the unit, or its part of a pot.

        A sum of one amount is decided as that amount is.
        """
        if unit == KRONA and isinstance(term, Amount):
            if term.part:
                return absolute(*self.pots[id(term.part.together)].decided(term.part)[:3])
            if isinstance(term.formula, Sum) and not term.formula.less:
                first, *others = term.formula.terms
                if not others:
                    return self.formula(first, unit, site)
        return rounded(self.atlas.at_home(term, site), unit)


def decided_sheet(calculation: Calculation, decided: Decided) -> Sheet:
    """Every amount of the calculation, in the order of its tables; what is paid in bold."""
    sheet = Sheet(SHEET, wide={0: 52, 1: 28, 2: 36, 3: 52, PER: 10, ADDRESS: 70})
    sheet.put(0, 0, SHEET, Style(Look.TITLE))
    sheet.put(1, 0, EXPLAINED, Style(Look.NOTE))
    sheet.span(1, 0, ADDRESS)
    for column, heading in enumerate(_headings(calculation)):
        sheet.put(TOP - 1, column, heading, Style(Look.HEADING))
    sheet.frozen, sheet.repeated = (TOP, 1), (TOP - 1, TOP - 1)
    row = TOP
    for table in calculation.printed:
        groups = {group.key: group.label for group in table.groups}
        for record in filter(lambda each: each.row, records(table)):
            whose = groups.get(record.group, first_upper(TOTAL))
            _write(record, whose, calculation.unit, sheet, row, decided)
            row += 1
    sheet.printed = (row - 1, ADDRESS - 1)
    sheet.filtered = (TOP - 1, row - 1, ADDRESS)
    return sheet


def _headings(calculation: Calculation) -> tuple[str, ...]:
    period = "" if calculation.period is Period.YEAR else f" och {calculation.period}"
    price = f"Kr per barn, elev eller enhet{period}"
    names = ("Verksamhet", "Huvudman", "Grupp", "Rad", "Kr per år", price, "Per")
    return (*names, "Ändring, kr per år", "Ändring, kr per barn, elev eller enhet", "Adress")


def _write(
    record: Record, whose: str, unit: Fraction, sheet: Sheet, row: int, decided: Decided
) -> None:
    is_paid = any(price.row == record.key for price in record.table.prices)
    for column, text in enumerate(_words(record, whose)):
        look = Look.PAID_LABEL if is_paid else Look.LABEL
        sheet.put(row, column, clean(text), Style(look))
    for column, term, coin in ((BUDGET, record.budget, KRONA), (PRICE, record.price, unit)):
        # The share of an only group is the total, and has no cell of its own.
        if term and id(term) in decided.atlas.home:
            _amount(term, coin, Site(SHEET, row, column), is_paid, sheet, decided)
    per = record.price.unit.removeprefix("kr per ") if record.price else ""
    sheet.put(row, PER, clean(per.partition(" och ")[0]), Style(Look.TEXT))
    sheet.put(row, ADDRESS, clean(record.address), Style(Look.TEXT))


def _words(record: Record, whose: str) -> tuple[str, ...]:
    """What a row is of: the activity, the provider, the group and the row of the table."""
    table = record.table
    assert record.row, "a group that is decided individually has no amount"
    activity = first_upper(table.activity)
    if table.supplement:
        activity = f"{activity}, {table.supplement.title.lower()}"
    return activity, table.provider, whose, record.row.label


def _amount(
    term: Term, unit: Fraction, site: Site, is_paid: bool, sheet: Sheet, decided: Decided
) -> None:
    value = published(term, unit)
    form = WHOLE if unit == KRONA else ÖREN
    look = Look.PAID if is_paid else Look.AMOUNT
    formula = decided.formula(term, unit, site)
    sheet.put(site.row, site.column, Live(formula, value), Style(look, form))
    change = f"ROUND({local(site.row, site.column)}-({stored(value)}),2)"
    shown = CHANGE if unit == KRONA else CHANGE_IN_ÖREN
    place = site.column + BUDGET_CHANGE - BUDGET
    sheet.put(site.row, place, Live(change, Fraction(0)), Style(Look.AMOUNT, shown))
