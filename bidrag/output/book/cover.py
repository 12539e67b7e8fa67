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
    "Det som beslutas är avrundat på bladet Beslutade belopp. På beräkningens blad visas de exakta talen i "
    "hela kronor; bara pottens hela kronor, och det som kommunen själv avrundar först, är avrundat där.",
    "En arbetsbok räknar med 15 siffror. De beslutade beloppen är beräknade exakt av bidrag, och Kontroll "
    "visar att boken kommer till samma. Om en kontroll inte stämmer efter en ändring: ändra i budgetfilen i "
    "stället, och gör boken på nytt.",
)
KNOWN = {
    inputs.SHEET: "alla tal ur budgetfilen och lagen, med var de står",
    decided.SHEET: "varje belopp avrundat som det beslutas",
    controls.SHEET: "vad som måste stämma, och om det gör det",
}
CALCULATED = "beräkningen, rad för rad"


def cover_sheet(report: Report, names: Iterable[str], notes: Iterable[str], all_hold: str) -> Sheet:
    """The sheet; `names` are the other sheets in their order, and `notes` tell of all their amounts.

    `all_hold` is the verdict of the controls.
    """
    sheet = Sheet(SHEET, wide={0: 34, 1: 100})
    sheet.landscape = False
    sheet.frozen = (0, 0)
    sheet.put(0, 0, clean(title(report)), Style(Look.TITLE))
    row = 2
    for name, value in facts(report):
        row = _line(sheet, row, clean(name), Look.LABEL, value)
    row = _section(sheet, row, "Stämmer det?")
    for formula, text in (
        (controls.verdict(), all_hold),
        (controls.inputs_verdict(), controls.UNCHANGED),
    ):
        sheet.put(row, 0, Live(formula, text), Style(Look.VERDICT))
        row += 1
    row = _section(sheet, row, "Bladen")
    for name in names:
        sheet.put(row, 0, Link(name, name), Style(Look.LINK))
        row = _line(sheet, row, "", Look.LABEL, KNOWN.get(name, CALCULATED))
    _explain(sheet, row, report, notes)
    return sheet


def _explain(sheet: Sheet, row: int, report: Report, notes: Iterable[str]) -> None:
    """How to read the workbook and its amounts, and how to make it again."""
    made = reproduce(report)
    row = _section(sheet, row, "Så läser du boken")
    for name, look, what in COLORS:
        row = _line(sheet, row, name, look, what)
    for title_of, texts in (
        ("", HOW),
        ("Om beloppen", notes),
        ("Så är boken gjord", (*made.sentences, made.command)),
    ):
        row = _section(sheet, row, title_of) if title_of else row
        for text in texts:
            row = _line(sheet, row, "", Look.LABEL, text)


def _section(sheet: Sheet, row: int, text: str) -> int:
    sheet.put(row + 1, 0, text, Style(Look.SECTION))
    return row + 2


def _line(sheet: Sheet, row: int, name: str, look: Look, text: str) -> int:
    """A name, if there is one, and what is told of it; returns the next row."""
    if name:
        sheet.put(row, 0, name, Style(look))
    sheet.put(row, 1, clean(text), Style(Look.TEXT))
    return row + 1
