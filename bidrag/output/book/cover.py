"""The first sheet: what the workbook is, how to read it, where everything is, and what it was made of."""

from collections.abc import Iterable

from bidrag.output.book import controls, decided, inputs
from bidrag.output.book.cells import Link, Live, Look, Sheet, Style
from bidrag.output.book.names import clean
from bidrag.output.report.about import facts, reproduce, title
from bidrag.output.report.report import Report

SHEET = "Om"
COLORS = (
    (
        "Indata",
        Look.LEGEND,
        "ett tal ur budgetfilen eller lagen. Ändra det, så räknas hela boken om",
    ),
    (
        "Beräknat",
        Look.AMOUNT,
        "en formel över andra celler. Talet är exakt, och visas i hela kronor",
    ),
    ("Summa", Look.SUM, "en summa av rader i tabellen"),
    ("Underlag", Look.HELP, "antal, vikter och belopp som tabellen räknas på"),
)
HOW = (
    "Varje belopp är en formel. Markera cellen för att se vad det är beräknat av, och följ med "
    "Formler › Spåra överordnade.",
    "Bladen är skyddade mot misstag, utan lösenord: Granska › Ta bort bladets skydd.",
    "Det som beslutas är avrundat på bladet Beslutade belopp. På övriga blad avrundas ingenting; där visas "
    "de exakta talen i hela kronor.",
    "En arbetsbok räknar med 15 siffror. De beslutade beloppen är beräknade exakt av bidrag, och Kontroll "
    "visar att boken kommer till samma.",
)
KNOWN = {
    inputs.SHEET: "alla tal ur budgetfilen och lagen, med var de står",
    decided.SHEET: "varje belopp avrundat som det beslutas",
    controls.SHEET: "vad som måste stämma, och om det gör det",
}
CALCULATED = "beräkningen, rad för rad"


def cover_sheet(report: Report, names: Iterable[str], all_hold: str) -> Sheet:
    """The sheet; `names` are the other sheets in their order, and `all_hold` the controls' verdict."""
    sheet = Sheet(SHEET, wide={0: 24, 1: 90})
    sheet.landscape = False
    sheet.frozen = (0, 0)
    sheet.put(0, 0, clean(title(report)), Style(Look.TITLE))
    row = 2
    for name, value in facts(report):
        row = _pair(sheet, row, clean(name), clean(value))
    row = _section(sheet, row + 1, "Stämmer det?")
    for formula, value in (
        (controls.verdict(), all_hold),
        (controls.inputs_verdict(), controls.UNCHANGED),
    ):
        sheet.put(row, 0, Live(formula, value), Style(Look.VERDICT))
        row += 1
    row = _section(sheet, row + 1, "Bladen")
    for name in names:
        sheet.put(row, 0, Link(name, name), Style(Look.LINK))
        sheet.put(row, 1, KNOWN.get(name, CALCULATED), Style(Look.TEXT))
        row += 1
    row = _section(sheet, row + 1, "Så läser du boken")
    for name, look, what in COLORS:
        sheet.put(row, 0, name, Style(look))
        sheet.put(row, 1, what, Style(Look.TEXT))
        row += 1
    for text in HOW:
        sheet.put(row, 1, text, Style(Look.TEXT))
        row += 1
    row = _section(sheet, row + 1, "Så är boken gjord")
    for text in reproduce(report):
        sheet.put(row, 1, clean(text), Style(Look.TEXT))
        row += 1
    return sheet


def _section(sheet: Sheet, row: int, text: str) -> int:
    sheet.put(row, 0, text, Style(Look.SECTION))
    return row + 1


def _pair(sheet: Sheet, row: int, name: str, value: str) -> int:
    sheet.put(row, 0, name, Style(Look.LABEL))
    sheet.put(row, 1, value, Style(Look.TEXT))
    return row + 1
