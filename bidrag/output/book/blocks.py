"""A table as a block of cells on its sheet: headings, rows, what it is computed from, and notes."""

from collections.abc import Iterator
from fractions import Fraction

from bidrag.calculation.formula import Given, Term
from bidrag.calculation.period import KRONA
from bidrag.calculation.tables import Calculation, Row
from bidrag.numerals import NBSP, percent
from bidrag.output.book.cells import Live, Look, Sheet, Site, Style
from bidrag.output.book.drafts import Draft, Measure
from bidrag.output.book.formats import amount_format
from bidrag.output.book.formulas import Atlas, absolute, area, cell_formula, literal
from bidrag.output.book.grids import BEHIND, Down, Grid, grid
from bidrag.output.book.names import clean

FIRST = 1
"""The column of the first amounts; in the one before stand the labels."""
LONGEST = 1000
"""So long a label has room in a formula, which has no more than 8 192 characters; a longer is a text."""
HELP = f"{BEHIND} (antal, vikter och belopp som tabellen räknas på)"


class Block:
    """A table with its place: `top` is the row of its title, and `number` tells blocks of a sheet apart."""

    def __init__(
        self, draft: Draft, calculation: Calculation, sheet: Sheet, top: int, number: int
    ) -> None:
        self.draft = draft
        self.table = draft.table
        self.unit = calculation.unit
        self.grid: Grid = grid(draft, calculation)
        self.sheet = sheet
        self.top = top
        self.number = number
        heads = self.grid.heads
        self.levels = [
            level for level in range(len(heads[0])) if any(head[level] for head in heads)
        ]
        self.first = top + 1 + len(self.levels)

    def row(self, i: int) -> int:
        """The row of the grid's line; what the table is computed from has a heading of its own."""
        return self.first + i + (2 if self.grid.downs[i].helper else 0)

    @property
    def end(self) -> int:
        """The row after the last line."""
        return self.row(len(self.grid.downs) - 1) + 1

    @property
    def last_column(self) -> int:
        """The column of the last amounts."""
        return FIRST + len(self.grid.heads) - 1

    def site(self, i: int, j: int) -> Site:
        """Where the grid's cell is."""
        return Site(self.sheet.name, self.row(i), FIRST + j, self.number)

    def vector(self, row: str, measure: Measure) -> str:
        """The cells of the row for all groups, as another sheet calls them."""
        along, (start, stop) = self.grid.along[row, measure], self.grid.groups
        ends = (start, stop - 1)
        sites = [self.site(along, k) if self.grid.upright else self.site(k, along) for k in ends]
        return area(sites[0], sites[1])

    def total(self, row: Row) -> str:
        """The cell of the row's total, as another sheet calls it."""
        along, (start, _) = self.grid.along[row.key, Measure.SHARE], self.grid.groups
        last = len(self.grid.downs) - 1
        site = self.site(along, start - 1) if self.grid.upright else self.site(last, along)
        return absolute(site.sheet, site.row, site.column)

    def headings(self) -> str:
        """The headings that tell what the columns of the groups have."""
        start, stop = self.grid.groups
        row = self.first - 1
        first = Site(self.sheet.name, row, FIRST + start)
        return area(first, Site(self.sheet.name, row, FIRST + stop - 1))

    def terms(self) -> Iterator[tuple[Site, Term, Down]]:
        """Every term of the block with its place and line."""
        for (i, j), found in self.grid.cells.items():
            if not isinstance(found, str):
                yield self.site(i, j), found, self.grid.downs[i]

    def place(self, atlas: Atlas) -> None:
        """Tells the atlas where the terms stand."""
        for site, term, _ in self.terms():
            atlas.place(term, site)

    def write(self, title: str, atlas: Atlas) -> None:
        """Fills the cells of the block, once every term has its place."""
        self.sheet.put(self.top, 0, clean(title), Style(Look.SECTION))
        self._headings()
        for i, down in enumerate(self.grid.downs):
            self._label(i, down, atlas)
            for j in range(len(self.grid.heads)) if down.strong else ():
                self.sheet.put(self.row(i), FIRST + j, "", Style(Look.SUM))
        for (i, j), found in self.grid.cells.items():
            if isinstance(found, str):
                self.sheet.put(self.row(i), FIRST + j, found, Style(Look.NONE))
        for site, term, down in self.terms():
            self._amount(site, term, down, atlas)

    def _headings(self) -> None:
        for place, level in enumerate(self.levels):
            row = self.top + 1 + place
            is_last = level == self.levels[-1]
            self.sheet.put(row, 0, "", Style(Look.HEADING if is_last else Look.GROUP))
            texts = [clean(head[level]) for head in self.grid.heads]
            for start, stop in _runs([head[: level + 1] for head in self.grid.heads], is_last):
                look = Look.HEADING if is_last else Look.GROUP
                for column in range(start, stop):
                    text = texts[start] if column == start else ""
                    self.sheet.put(row, FIRST + column, text, Style(look))
                self.sheet.span(row, FIRST + start, FIRST + stop - 1)

    def _label(self, i: int, down: Down, atlas: Atlas) -> None:
        row, label = self.row(i), clean(down.label)
        if down.helper and not self.grid.downs[i - 1].helper:
            self.sheet.put(row - 1, 0, HELP, Style(Look.ASIDE))
        look = Look.HELP_LABEL if down.helper else Look.SUM_LABEL if down.strong else Look.LABEL
        if down.rate is None or len(label) > LONGEST:
            self.sheet.put(row, 0, label + _rate(down.rate), Style(look))
            return
        rate = atlas.at_home(down.rate, self.site(i, 0))
        formula = f"{literal(label + NBSP)}&ROUND(100*{rate},4)&{literal(f'{NBSP}%')}"
        self.sheet.put(row, 0, Live(formula, label + _rate(down.rate)), Style(look))

    def _amount(self, site: Site, term: Term, down: Down, atlas: Atlas) -> None:
        look = Look.HELP if down.helper else Look.SUM if down.strong else Look.AMOUNT
        live = Live(cell_formula(term, atlas, site), term.value)
        self.sheet.put(
            site.row, site.column, live, Style(look, amount_format(term, self.unit_of(term)))
        )

    def unit_of(self, term: Term) -> Fraction:
        """The unit (kr) that the term is shown in: a price in the document's, a budget in kronor."""
        return self.unit if term.unit.startswith("kr per ") else KRONA


def _rate(rate: Given | None) -> str:
    return f"{NBSP}{percent(rate.value)}" if rate else ""


def _runs(keys: list[tuple[str, ...]], is_single: bool) -> Iterator[tuple[int, int]]:
    """The columns that have a heading in common, as first and after the last."""
    start = 0
    for i in range(1, len(keys) + 1):
        if i == len(keys) or is_single or keys[i] != keys[start] or not keys[start][-1]:
            yield start, i
            start = i
