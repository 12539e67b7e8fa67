"""The sheet of controls: what must hold in the workbook, each line with a live formula and its verdict."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby, pairwise
from typing import NamedTuple

from bidrag.calculation.basis import COUNT
from bidrag.calculation.formula import Term
from bidrag.calculation.period import KRONA
from bidrag.calculation.tables import Calculation, Row, Table
from bidrag.numerals import first_upper
from bidrag.output.book.blocks import Block
from bidrag.output.book.cells import Live, Look, Sheet, Site, Style
from bidrag.output.book.decided import BUDGET_CHANGE
from bidrag.output.book.drafts import Measure
from bidrag.output.book.formats import INDEX, WHOLE, ÖREN
from bidrag.output.book.formulas import Atlas, absolute, area, letters, literal, local, rounded
from bidrag.output.book.grids import SHARE
from bidrag.output.book.inputs import changed_inputs
from bidrag.output.book.names import clean
from bidrag.output.book.pots import Pot
from bidrag.rounding import to_unit, whole

SHEET = "Kontroll"
HOLDS, FAILS = "Stämmer", "Stämmer inte"
HEADINGS = ("Tabell", "Vad som ska gälla", "Ena sidan", "Andra sidan", "Skillnad", "Resultat")
TOP = 5
RESULT = 5
EXPLAINED = "Två sidor är lika när skillnaden är mindre än ett halvt öre: en arbetsbok räknar med 15 siffror."
UNCHANGED = "Alla indata är som i budgetfilen"
AS_DECIDED = (
    "Antal belopp som skiljer sig från dem som bidrag har beräknat, när inga indata är ändrade"
)
ALIKE = "Gruppernas andelar summerar till totalen: {}"
PER_CHILD = "Belopp per {} gånger antal summerar till totalen: {}"
KRONOR = "Enheternas beslutade kronor summerar till pottens"
BELOW = "{} ligger under snittet, som när tabellen gjordes"
ABOVE = "{} ligger inte under snittet, som när tabellen gjordes"
LOWERED = "{} {} sänks, som när utbetalningen räknades"
RAISED = "{} {} sänks inte, som när utbetalningen räknades"


class Control(NamedTuple):
    """Something that must hold between two sides: that they are equal, or which is the `larger`.

    `larger` is "" for equal, ">" where the first must be larger and ">=" where it may be equal.
    """

    table: str
    what: str
    left: Live
    right: Live
    larger: str = ""
    form: str = ÖREN


def controls_sheet(controls: list[Control]) -> Sheet:
    """The controls, with a verdict of them together above."""
    sheet = Sheet(SHEET, wide={0: 44, 1: 84, RESULT: 16})
    sheet.put(0, 0, SHEET, Style(Look.TITLE))
    sheet.put(1, 0, EXPLAINED, Style(Look.NOTE))
    sheet.span(1, 0, len(HEADINGS) - 1)
    results = f"{letters(RESULT)}{TOP + 1}:{letters(RESULT)}{TOP + len(controls)}"
    _verdict(sheet, results, all_hold(controls))
    for column, heading in enumerate(HEADINGS):
        sheet.put(TOP - 1, column, heading, Style(Look.HEADING))
    sheet.frozen, sheet.repeated = (TOP, 1), (TOP - 1, TOP - 1)
    for i, control in enumerate(controls):
        _write(control, sheet, TOP + i)
    return sheet


def all_hold(controls: list[Control]) -> str:
    """The verdict where every control holds, as they do when the workbook is made."""
    return f"Alla {len(controls)} kontroller stämmer" if len(controls) > 1 else "Kontrollen stämmer"


def controls_of(
    calculation: Calculation, blocks: list[Block], pots: list[Pot], decided: Sheet, atlas: Atlas
) -> list[Control]:
    """What must hold in the workbook."""
    return [
        _of_decided(decided),
        *(each for block in blocks for each in _of_table(block, calculation)),
        *map(_of_pot, pots),
        *(each for block in blocks for each in _of_index(block, atlas)),
        *_of_revisions(calculation, atlas),
    ]


def verdict() -> str:
    """A formula for the verdict of all controls together."""
    return absolute(SHEET, 2, 0)


def inputs_verdict() -> str:
    """A formula that tells whether anybody has changed an input."""
    return absolute(SHEET, 3, 0)


def _verdict(sheet: Sheet, results: str, every: str) -> None:
    failing = f'COUNTIF({results},"{FAILS}")'
    formula = f'IF({failing}=0,{literal(every)},{failing}&" kontroller stämmer inte")'
    sheet.put(2, 0, Live(formula, every), Style(Look.VERDICT))
    changed = changed_inputs()
    told = '" indata är ändrade: beloppen är inte de beslutade"'
    live = Live(f"IF({changed}=0,{literal(UNCHANGED)},{changed}&{told})", UNCHANGED)
    sheet.put(3, 0, live, Style(Look.VERDICT))


def _write(control: Control, sheet: Sheet, row: int) -> None:
    sheet.put(row, 0, clean(control.table), Style(Look.LABEL))
    sheet.put(row, 1, clean(control.what), Style(Look.LABEL))
    for column, side in ((2, control.left), (3, control.right)):
        sheet.put(row, column, side, Style(Look.AMOUNT, control.form))
    left, right, difference = (local(row, column) for column in (2, 3, 4))
    assert isinstance(control.left.value, Fraction)
    assert isinstance(control.right.value, Fraction)
    # Nine decimals: what a binary number adds to nothing is not a difference.
    value = to_unit(control.left.value - control.right.value, Fraction(1, 10**9))
    live = Live(f"ROUND({left}-{right},9)", value)
    sheet.put(row, 4, live, Style(Look.AMOUNT, control.form))
    holds = f"{difference}{control.larger}0" if control.larger else f"ABS({difference})<0.005"
    result = Live(f'IF({holds},"{HOLDS}","{FAILS}")', HOLDS)
    sheet.put(row, RESULT, result, Style(Look.VERDICT))


def whose(table: Table) -> str:
    """Which table it is, in few words: whose, of what, and of which supplement."""
    parts = (
        table.provider,
        first_upper(table.activity),
        table.supplement and table.supplement.title,
    )
    return ", ".join(filter(None, parts))


def _of_decided(sheet: Sheet) -> Control:
    """That the workbook comes to what was computed exactly, as long as nobody has changed an input."""
    assert sheet.filtered
    first, last, _ = sheet.filtered
    changes = area(
        Site(sheet.name, first + 1, BUDGET_CHANGE), Site(sheet.name, last, BUDGET_CHANGE + 1)
    )
    differing = f"IF({changed_inputs()}=0,SUMPRODUCT(--({changes}<>0)),0)"
    none = Fraction(0)
    return Control(sheet.name, AS_DECIDED, Live(differing, none), Live("0", none), form=WHOLE)


def _of_table(block: Block, calculation: Calculation) -> Iterator[Control]:
    """The shares, and the prices times the number of children, against the total of each row."""
    title = whose(block.table)
    for row in block.table.rows:
        if row.total is None or not _is_whole(row):
            continue
        total = Live(block.total(row), row.total.value)
        if any(block.draft.shows(Measure.SHARE, group.key) for group in block.table.groups):
            added = Live(_shares(block, row), row.total.value)
            yield Control(title, ALIKE.format(row.label), added, total)
        if _is_counted(block, row, calculation):
            what = PER_CHILD.format(block.table.unit, row.label)
            yield Control(title, what, Live(_products(block, row), row.total.value), total)


def _is_whole(row: Row) -> bool:
    """Whether every group that has the amount has a known share of it."""
    pairs = zip(row.shares, row.prices, strict=True)
    return any(row.shares) and all(share or not price for share, price in pairs)


def _is_counted(block: Block, row: Row, calculation: Calculation) -> bool:
    """Whether the prices are those of a whole year, before anything is rounded."""
    is_rounded = calculation.rounding.first and any(
        price.row == row.key for price in block.table.prices
    )
    counted = all(
        group.children for group, price in zip(block.table.groups, row.prices, strict=True) if price
    )
    return counted and not block.table.divisor and not is_rounded


def _shares(block: Block, row: Row) -> str:
    shares = block.vector(row.key, Measure.SHARE)
    if not block.grid.upright:
        return f"SUM({shares})"
    return f"SUMIF({block.headings()},{literal(SHARE)},{shares})"


def _products(block: Block, row: Row) -> str:
    prices, counts = (block.vector(key, Measure.PRICE) for key in (row.key, COUNT))
    return f"SUMPRODUCT({prices},{counts})"


def _of_pot(pot: Pot) -> Control:
    """That what is decided in whole kronor is the pot in whole kronor."""
    total = sum(pot.together.values, Fraction(0))
    kronor = Fraction(whole(total))
    decided, exact = (absolute(pot.sheet, pot.sum_row, column) for column in (5, 1))
    return Control(pot.title, KRONOR, Live(decided, kronor), Live(rounded(exact, KRONA), kronor))


def _of_index(block: Block, atlas: Atlas) -> Iterator[Control]:
    """That those below the average are the same: nobody else has a part of the pot in the table."""
    index = block.table.shared_by
    if not index or block.table.provider:
        return
    title = whose(block.table)
    for group, own in zip(block.table.groups, index.groups, strict=True):
        is_below = group.key in index.distances
        average, index_of = _live(index.average, atlas), _live(own, atlas)
        if is_below:
            yield Control(title, BELOW.format(group.label), average, index_of, ">", INDEX)
        else:
            yield Control(title, ABOVE.format(group.label), index_of, average, ">=", INDEX)


def _live(term: Term, atlas: Atlas) -> Live:
    home = atlas.home[id(term)]
    return Live(absolute(home.sheet, home.row, home.column), term.value)


def _of_revisions(calculation: Calculation, atlas: Atlas) -> Iterator[Control]:
    """That the same prices are lowered: what is paid for paid months hangs on that."""
    for _, versions in groupby(calculation.tables, key=lambda table: table.whose):
        for before, after in pairwise(versions):
            if after.revision and after.revision.paid >= after.revision.start:
                yield from _of_revision(before, after, atlas)


def _of_revision(before: Table, after: Table, atlas: Atlas) -> Iterator[Control]:
    title = whose(after)
    held = {(each.group.key, each.row.key) for each in after.held}
    old = {(group, row): term for group, row, term in _prices(before)}
    for group, row, new in _prices(after):
        earlier = old.get((group, row))
        if earlier and id(earlier) in atlas.home and id(new) in atlas.home:
            was, becomes = _live(earlier, atlas), _live(new, atlas)
            words = (_label(after, row), group)
            if (group, row) in held and earlier.value > new.value:
                yield Control(title, LOWERED.format(*words), was, becomes, ">")
            elif earlier.value <= new.value:
                yield Control(title, RAISED.format(*words), becomes, was, ">=")


def _prices(table: Table) -> Iterator[tuple[str, str, Term]]:
    paid = {price.row for price in table.prices}
    for row in table.rows:
        for group, term in zip(table.groups, row.prices, strict=True):
            if term and row.key in paid:
                yield group.key, row.key, term


def _label(table: Table, key: str) -> str:
    return next(row.label for row in table.rows if row.key == key)
