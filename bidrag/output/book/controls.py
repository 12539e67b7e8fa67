"""The sheet of controls: what must hold in the workbook, each line with a live formula and its verdict."""

from fractions import Fraction

from bidrag.output.book.cells import Live, Look, Sheet, Style
from bidrag.output.book.formulas import absolute, letters, literal, local
from bidrag.output.book.guards import differ
from bidrag.output.book.identities import Control
from bidrag.output.book.inputs import changed_inputs
from bidrag.output.book.names import clean
from bidrag.rounding import to_unit

SHEET = "Kontroll"
HOLDS, FAILS = "Stämmer", "Stämmer inte"
HEADINGS = ("Tabell", "Vad som ska gälla", "Prövat värde", "Jämfört med", "Skillnad", "Resultat")
LEFT, RIGHT, DIFFERENCE, RESULT = range(2, 6)
VERDICT, INPUTS, TOP = 3, 4, 7
EXPLAINED = (
    "Två värden är lika när skillnaden är mindre än ett halvt öre, eller än vad de 15 siffror som en "
    "arbetsbok räknar med räcker till."
)
ADVICE = (
    "Om en kontroll inte stämmer: ändra i budgetfilen i stället, och gör boken på nytt med bidrag (kommandot "
    "står på bladet Om)."
)
UNCHANGED = "Alla indata är som i budgetfilen"
NOT_DECIDED = "beloppen är inte de beslutade"


def controls_sheet(controls: list[Control]) -> Sheet:
    """The controls, with a verdict of them together above."""
    sheet = Sheet(SHEET, wide={0: 44, 1: 84, RESULT: 16})
    sheet.put(0, 0, SHEET, Style(Look.TITLE))
    for row, text in enumerate((EXPLAINED, ADVICE), start=1):
        sheet.put(row, 0, text, Style(Look.NOTE))
        sheet.span(row, 0, len(HEADINGS) - 1)
    _verdicts(sheet, controls)
    for column, heading in enumerate(HEADINGS):
        sheet.put(TOP - 1, column, heading, Style(Look.HEADING))
    sheet.frozen, sheet.repeated = (TOP, 1), (TOP - 1, TOP - 1)
    for i, control in enumerate(controls):
        _write(control, sheet, TOP + i)
    return sheet


def all_hold(controls: list[Control]) -> str:
    """The verdict where every control holds, as they do when the workbook is made."""
    return f"Alla {len(controls)} kontroller stämmer"


def verdict() -> str:
    """A formula for the verdict of all controls together."""
    return absolute(SHEET, VERDICT, 0)


def inputs_verdict() -> str:
    """A formula that tells whether anybody has changed an input."""
    return absolute(SHEET, INPUTS, 0)


def _verdicts(sheet: Sheet, controls: list[Control]) -> None:
    results = f"{letters(RESULT)}{TOP + 1}:{letters(RESULT)}{TOP + len(controls)}"
    # What is no verdict at all, such as an error, does not hold either.
    failing, every = f'(ROWS({results})-COUNTIF({results},"{HOLDS}"))', all_hold(controls)
    told = _told(failing, "kontroll stämmer inte", "kontroller stämmer inte")
    live = Live(f"IF({failing}=0,{literal(every)},{told})", every)
    sheet.put(VERDICT, 0, live, Style(Look.VERDICT))
    changed = changed_inputs()
    told = _told(changed, f"indata är ändrat: {NOT_DECIDED}", f"indata är ändrade: {NOT_DECIDED}")
    live = Live(f"IF({changed}=0,{literal(UNCHANGED)},{told})", UNCHANGED)
    sheet.put(INPUTS, 0, live, Style(Look.VERDICT))


def _told(number: str, one: str, several: str) -> str:
    """The number with its words, of one and of several."""
    return f'{number}&IF({number}=1," {one}"," {several}")'


def _write(control: Control, sheet: Sheet, row: int) -> None:
    sheet.put(row, 0, clean(control.table), Style(Look.LABEL))
    sheet.put(row, 1, clean(control.what), Style(Look.LABEL))
    for column, side in ((LEFT, control.left), (RIGHT, control.right)):
        sheet.put(row, column, side, Style(Look.AMOUNT, control.form))
    left, right, difference = (local(row, column) for column in (LEFT, RIGHT, DIFFERENCE))
    assert isinstance(control.left.value, Fraction)
    assert isinstance(control.right.value, Fraction)
    # Nine decimals: what a binary number adds to nothing is not a difference.
    value = to_unit(control.left.value - control.right.value, Fraction(1, 10**9))
    live = Live(f"ROUND({left}-{right},9)", value)
    sheet.put(row, DIFFERENCE, live, Style(Look.AMOUNT, control.form))
    # An error is no amount: neither of its verdicts holds.
    if control.larger:
        result = f'IF({difference}{control.larger}0,"{HOLDS}","{FAILS}")'
    else:
        result = f'IF({differ(left, right, "0.005")},"{FAILS}","{HOLDS}")'
    live = Live(f'IFERROR({result},"{FAILS}")', HOLDS)
    sheet.put(row, RESULT, live, Style(Look.VERDICT))
