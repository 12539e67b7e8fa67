"""The workbook as sheets of cells: what goes where, and what is computed from what."""

from collections.abc import Iterable
from typing import NamedTuple

from bidrag.calculation.formula import Given, Together, inputs
from bidrag.calculation.tables import Calculation, Table
from bidrag.numerals import first_upper
from bidrag.output.amounts.layout import document, numbers_notes
from bidrag.output.amounts.pages import Page
from bidrag.output.book import controls, cover, decided
from bidrag.output.book import inputs as indata
from bidrag.output.book.blocks import Block
from bidrag.output.book.cells import Look, Sheet, Style
from bidrag.output.book.controls import all_hold, controls_sheet
from bidrag.output.book.cover import cover_sheet
from bidrag.output.book.decided import Decided, decided_sheet
from bidrag.output.book.drafts import Draft, drafts
from bidrag.output.book.formulas import Atlas
from bidrag.output.book.identities import Facts, controls_of
from bidrag.output.book.inputs import inputs_sheet
from bidrag.output.book.names import clean, sheet_name
from bidrag.output.book.pots import Pot, members, together_in, write_pot
from bidrag.output.report.report import Report
from bidrag.output.wording import calculation_title, called

FIXED = (cover.SHEET, indata.SHEET, decided.SHEET, controls.SHEET)
SPACE = 2
"""Empty rows between two tables."""
SPANNED = 6
"""The column to which a note goes at least, however narrow its table is."""


class Book(NamedTuple):
    """The sheets in their order, and the names of cells with where they are."""

    sheets: tuple[Sheet, ...]
    names: dict[str, str]


def book(report: Report) -> Book:
    """The workbook of the calculation; every term has one cell, and is called from there."""
    calculation, atlas = report.calculation, Atlas()
    laid = _Laid(calculation)
    givens = list(_givens(laid))
    first = inputs_sheet(givens, atlas)
    for block in laid.blocks:
        block.place(atlas)
    for pot in laid.pots:
        pot.place(atlas)
    laid.write(atlas)
    amounts = decided_sheet(calculation, Decided(atlas, laid.pots))
    found = controls_of(Facts(calculation, laid.blocks, laid.pots, amounts, atlas))
    sheets = [first, *laid.sheets.values(), amounts, controls_sheet(found)]
    names_of_sheets = [sheet.name for sheet in sheets]
    front = cover_sheet(report, names_of_sheets, laid.notes, all_hold(found))
    names = {atlas.names[id(g)]: indata.cells_of(atlas, g) for g in givens if id(g) in atlas.names}
    return Book((front, *sheets), names)


class _Laid:
    """The tables laid out as blocks below each other, on a sheet for each activity and each provider."""

    def __init__(self, calculation: Calculation) -> None:
        self.calculation = calculation
        self.sheets: dict[tuple[str, str], Sheet] = {}
        self.blocks: list[Block] = []
        self.pots: list[Pot] = []
        printed = document(calculation)
        self.pages, self.notes = printed.pages, printed.notes
        self.rows: dict[str, int] = {}
        for draft, page in zip(drafts(calculation.printed), self.pages, strict=True):
            self._lay(draft, page)
        for sheet in self.sheets.values():
            self._freeze(sheet)

    def write(self, atlas: Atlas) -> None:
        """Fills the cells, once every term has its place."""
        for block, page in zip(self.blocks, self.pages, strict=True):
            block.write(page.title, atlas)
        for pot in self.pots:
            sheet = next(each for each in self.sheets.values() if each.name == pot.sheet)
            write_pot(pot, sheet, atlas)

    def _lay(self, draft: Draft, page: Page) -> None:
        sheet = self._sheet(draft.table)
        top = self.rows.get(sheet.name, SPACE)
        block = Block(draft, self.calculation, sheet, top, len(self.blocks) + 1)
        self.blocks.append(block)
        row = block.end
        for together in self._new(block):
            found = members(block.table, together)
            pot = Pot(called(block.table), together, found, sheet.name, row + 1)
            self.pots.append(pot)
            row = pot.end
        row += 1
        live = numbers_notes(draft.table)
        for note in (each for each in page.notes if each not in live):
            sheet.put(row, 0, clean(note), Style(Look.NOTE))
            sheet.span(row, 0, max(block.last_column, SPANNED))
            row += 1
        sheet.kept.append((top, row - 1))
        self.rows[sheet.name] = row + SPACE

    def _new(self, block: Block) -> list[Together]:
        """What the table has amounts of that are decided together, and no table before it has."""
        known = {id(pot.together) for pot in self.pots}
        return [each for each in together_in(block.table) if id(each) not in known]

    def _sheet(self, table: Table) -> Sheet:
        key = (table.provider, "" if table.provider else table.origin)
        if key not in self.sheets:
            taken = {each.name.casefold() for each in self.sheets.values()}
            taken |= {name.casefold() for name in FIXED}
            name = sheet_name(first_upper(table.provider or table.origin), taken)
            sheet = self.sheets[key] = Sheet(name, wide={0: 62})
            whose = clean(calculation_title(self.calculation))
            sheet.put(0, 0, whose, Style(Look.TITLE))
        return self.sheets[key]

    def _freeze(self, sheet: Sheet) -> None:
        blocks = [block for block in self.blocks if block.sheet is sheet]
        if len(blocks) == 1:
            sheet.frozen = (blocks[0].first, 1)
            sheet.repeated = (blocks[0].top, blocks[0].first - 1)


def _givens(laid: _Laid) -> Iterable[Given]:
    """Every input in use: of the tables, of the rates in their labels, and of the pots."""
    terms = [term for block in laid.blocks for _, term, _ in block.terms()]
    only = [term for block in laid.blocks for term in block.draft.only.values()]
    rates = [row.rate for block in laid.blocks for row in block.table.rows if row.rate]
    shared = [member.amount for pot in laid.pots for member in pot.members]
    return inputs([*terms, *only, *rates, *shared])
