"""A formula of the core as a formula of a workbook, in the file's own English notation."""

from collections.abc import Iterable

from bidrag.calculation.formula import Formula, Given, Ratio, Rounded, Term
from bidrag.output.book.cells import Site
from bidrag.output.book.guards import rounded

LITERAL = 250


def letters(column: int) -> str:
    """The letters of a column counted from 0: A, Z, AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def local(row: int, column: int) -> str:
    """The cell as its own sheet calls it: B7."""
    return f"{letters(column)}{row + 1}"


def absolute(sheet: str, row: int, column: int) -> str:
    """The cell as any sheet calls it: 'Indata'!$B$7."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!${letters(column)}${row + 1}"


def area(first: Site, last: Site) -> str:
    """The cells from the first to the last, as any sheet calls them."""
    end = absolute("", last.row, last.column).partition("!")[2]
    return f"{absolute(first.sheet, first.row, first.column)}:{end}"


def literal(text: str) -> str:
    """The text as it stands in a formula, in pieces that a program accepts."""
    pieces = [text[i : i + LITERAL] for i in range(0, len(text), LITERAL)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


class Atlas:
    """Where every term stands: each input and amount in one cell, its home, and repeated in others.

    `names` are the cells that have a name of their own, and `taken` the names in lower case.
    """

    def __init__(self) -> None:
        self.home: dict[int, Site] = {}
        self.repeated: dict[int, list[Site]] = {}
        self.names: dict[int, str] = {}
        self.taken: set[str] = set()
        self.filled: dict[tuple[str, int, int], int] = {}
        self.beyond_one: set[int] = set()

    def place(self, term: Term, site: Site, *, beyond_one: bool = False) -> None:
        """Tells where the term stands; the first place is its home.

        `beyond_one` where the cell has what the term is more than one: 3 % of a term of 103 %.
        """
        if beyond_one:
            self.beyond_one.add(id(term))
        self.home.setdefault(id(term), site)
        self.repeated.setdefault(id(term), []).append(site)
        self.filled[site.sheet, site.row, site.column] = id(term)

    def call(self, term: Term, name: str) -> None:
        """Gives the term's home a name, which nothing else has."""
        self.names[id(term)] = name
        self.taken.add(name.casefold())

    def at_home(self, term: Term, site: Site) -> str:
        """The term's home as a cell of the other sheet or the same calls it."""
        home = self._at_home(term, site)
        return f"(1+{home})" if id(term) in self.beyond_one else home

    def _at_home(self, term: Term, site: Site) -> str:
        if id(term) in self.names:
            return self.names[id(term)]
        home = self.home[id(term)]
        if home.sheet == site.sheet:
            return local(home.row, home.column)
        return absolute(home.sheet, home.row, home.column)

    def is_home(self, term: Term, site: Site) -> bool:
        """Whether the cell is the term's home."""
        return self.home[id(term)] == site

    def near(self, term: Term, site: Site) -> Site | None:
        """The term's cell in the same block, rather in the same column or row."""
        beside = [each for each in self.repeated[id(term)] if each.together(site) and each != site]
        ranked = sorted(beside, key=lambda each: (each.column != site.column, each.row != site.row))
        return next(iter(ranked), None)

    def of(self, term: Term, site: Site) -> str:
        """The term as the formula of this cell calls it."""
        near = self.near(term, site)
        return local(near.row, near.column) if near else self.at_home(term, site)

    def sum_of(self, terms: Iterable[Term], site: Site) -> str:
        """The terms added: a range where they stand in a row with nothing else between them."""
        known = list(terms)
        cells = [self.near(term, site) for term in known]
        span = self._span([each for each in cells if each], len(known))
        return span or "+".join(self.of(term, site) for term in known)

    def _span(self, cells: list[Site], number: int) -> str:
        if number < 3 or len(set(cells)) < number:
            return ""
        first, last = min(cells), max(cells)
        if first.row != last.row and first.column != last.column:
            return ""
        between = [
            (first.sheet, row, column)
            for row in range(first.row, last.row + 1)
            for column in range(first.column, last.column + 1)
        ]
        if sum(each in self.filled for each in between) != number:
            return ""
        return f"SUM({local(first.row, first.column)}:{local(last.row, last.column)})"


def text_of(formula: Formula, atlas: Atlas, site: Site) -> str:
    """The formula as the cell has it, without =."""
    if isinstance(formula, Rounded):
        return rounded(atlas.of(formula.term, site), formula.term.value, formula.unit)
    if isinstance(formula, Ratio):
        over = "*".join(atlas.of(term, site) for term in formula.over)
        return over + "".join(f"/{atlas.of(term, site)}" for term in formula.under)
    less = "".join(f"-{atlas.of(term, site)}" for term in formula.less)
    return atlas.sum_of(formula.terms, site) + less


def cell_formula(term: Term, atlas: Atlas, site: Site) -> str:
    """What the cell of a term has: its formula at home, elsewhere a reference to that."""
    if isinstance(term, Given) or not atlas.is_home(term, site):
        return atlas.at_home(term, site)
    return text_of(term.formula, atlas, site)
