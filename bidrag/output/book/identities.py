"""What must hold in the workbook: sums, rounding, and what the tables were computed upon."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby, pairwise
from typing import NamedTuple

from bidrag.calculation.basis import COUNT
from bidrag.calculation.formula import Term
from bidrag.calculation.period import KRONA
from bidrag.calculation.tables import Calculation, Row, Table
from bidrag.output.book.blocks import Block
from bidrag.output.book.cells import Live, Sheet, Site
from bidrag.output.book.decided import BUDGET, CHANGES
from bidrag.output.book.drafts import Measure
from bidrag.output.book.formats import INDEX, WHOLE, ÖREN
from bidrag.output.book.formulas import Atlas, absolute, area, literal
from bidrag.output.book.grids import SHARE
from bidrag.output.book.guards import rounded
from bidrag.output.book.inputs import changed_inputs
from bidrag.output.book.pots import Pot
from bidrag.output.wording import called
from bidrag.rounding import whole

AS_DECIDED = (
    "Antal belopp som skiljer sig från dem som bidrag har beräknat, när inga indata är ändrade"
)
UNKNOWN = "Antal belopp som inte går att räkna ut"
ALIKE = "{} andelar summerar till totalen: {}"
WHOSE = {True: "Enheternas", False: "Gruppernas"}
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


class Facts(NamedTuple):
    """What the controls are of: the tables as blocks, the pots, the decided amounts, and where all is."""

    calculation: Calculation
    blocks: list[Block]
    pots: list[Pot]
    decided: Sheet
    atlas: Atlas


def controls_of(facts: Facts) -> list[Control]:
    """What must hold in the workfacts."""
    return [
        *_of_decided(facts.decided),
        *(each for block in facts.blocks for each in _of_table(block, facts)),
        *map(_of_pot, facts.pots),
        *_of_indexes((block.table for block in facts.blocks), facts.atlas),
        *_of_revisions(facts.calculation, facts.atlas),
    ]


def _of_decided(sheet: Sheet) -> Iterator[Control]:
    """That every amount is a number, and as computed exactly as long as nobody has changed an input."""
    amounts, changes = (_two_columns(sheet, column) for column in (BUDGET, CHANGES))
    none = Fraction(0)
    for what, found in (
        (AS_DECIDED, f"IF({changed_inputs()}=0,SUMPRODUCT(--({changes}<>0)),0)"),
        (UNKNOWN, f"SUMPRODUCT(--ISERROR({amounts}))"),
    ):
        yield Control(sheet.name, what, Live(found, none), Live("0", none), form=WHOLE)


def _two_columns(sheet: Sheet, column: int) -> str:
    assert sheet.filtered
    first, last, _ = sheet.filtered
    return area(Site(sheet.name, first + 1, column), Site(sheet.name, last, column + 1))


def _of_table(block: Block, facts: Facts) -> Iterator[Control]:
    """The shares, and the prices times the number of children, against the total of each row."""
    title = called(block.table)
    for row in block.table.rows:
        if row.total is None or not _is_whole(row):
            continue
        total = Live(block.total(row), row.total.value)
        added = Live(_shares(block, row, facts.atlas), row.total.value)
        whose = WHOSE[block.table.shared_by is not None]
        yield Control(title, ALIKE.format(whose, row.label), added, total)
        if _is_counted(block, row, facts.calculation):
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


def _shares(block: Block, row: Row, atlas: Atlas) -> str:
    if row.key in block.draft.only:
        return _live(block.draft.only[row.key], atlas).formula
    shares = block.vector(row.key, Measure.SHARE)
    if not block.grid.upright:
        return f"SUM({shares})"
    return f"SUMIF({block.headings()},{literal(SHARE)},{shares})"


def _products(block: Block, row: Row) -> str:
    prices, counts = (block.vector(key, Measure.PRICE) for key in (row.key, COUNT))
    return f"SUMPRODUCT({prices},{counts})"


def _of_pot(pot: Pot) -> Control:
    """That what is decided in whole kronor is the pot in whole kronor."""
    kronor = Fraction(whole(pot.total))
    decided, exact = (absolute(pot.sheet, pot.sum_row, column) for column in (5, 1))
    pots = Live(rounded(exact, pot.total, KRONA), kronor)
    return Control(pot.title, KRONOR, Live(decided, kronor), pots)


def _of_indexes(tables: Iterable[Table], atlas: Atlas) -> Iterator[Control]:
    """That those below the average are the same: nobody else has a part of the pot in the tables.

    The average is of all units: of those too that a provider's own table does not have.
    """
    first = {id(each.shared_by.average): each for each in reversed([*tables]) if each.shared_by}
    for table in reversed(first.values()):
        index, title = table.shared_by, called(table)
        assert index
        average = _live(index.average, atlas)
        for group, own in index.everybody:
            index_of = _live(own, atlas)
            if group.key in index.distances:
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
    title = called(after)
    held = {(each.group.key, each.row.key) for each in after.held}
    old = {(group, row): term for group, row, term in _prices(before)}
    labels = {group.key: group.label for group in after.groups}
    for group, row, new in _prices(after):
        earlier = old.get((group, row))
        if earlier and id(earlier) in atlas.home and id(new) in atlas.home:
            was, becomes = _live(earlier, atlas), _live(new, atlas)
            words = (_label(after, row), labels[group])
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
