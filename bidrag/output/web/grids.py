"""A page of text cells as tables with headings that span: which cell stands where, and what it opens."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from bidrag.output.amounts.pages import Column, Page
from bidrag.output.web.explained import Explained
from bidrag.output.web.texts import cut, first_lower

WIDEST = 9
"""How many columns of amounts a landscape A4 has room for; a wider table is told as several."""

Path = tuple[str, ...]


class Heading(NamedTuple):
    """A heading over so many columns and rows; `starts` where what stands before it belongs elsewhere."""

    text: str
    columns: int = 1
    rows: int = 1
    starts: bool = False


class Cell(NamedTuple):
    """An amount as printed, under its heading, and what opens from it: None where nothing does."""

    text: str
    heading: str
    explained: Explained | None
    starts: bool = False


class Line(NamedTuple):
    """A row of a table: `strong` where it is a sum."""

    label: str
    cells: tuple[Cell, ...]
    strong: bool = False


class Grid(NamedTuple):
    """A table as it is read: its caption, its rows of headings, its lines."""

    caption: str
    headings: tuple[tuple[Heading, ...], ...]
    lines: tuple[Line, ...]

    @property
    def columns(self) -> int:
        """How many columns of amounts the table has."""
        return sum(heading.columns for heading in self.headings[0])

    @property
    def long(self) -> tuple[str, ...]:
        """The names that are too long for the table."""
        headings = [heading.text for row in self.headings for heading in row]
        names = dict.fromkeys([*headings, *(line.label for line in self.lines)])
        return tuple(name for name in names if name != cut(name))


def grids(page: Page, explained: Mapping[int, Explained]) -> tuple[Grid, ...]:
    """The page's table, as several where it is wider than a paper; `explained` by the term's identity."""
    pieces = list(_pieces(page.columns))
    several = len(pieces) > 1
    return tuple(
        Grid(
            f"{page.title} (del {number} av {len(pieces)})" if several else page.title,
            _headings(_paths(columns)),
            tuple(_lines(page, columns, explained)),
        )
        for number, columns in enumerate(pieces, 1)
    )


def _pieces(columns: tuple[Column, ...]) -> Iterator[tuple[Column, ...]]:
    """The columns, as few at a time as there is room for; what has a block in common stays together."""
    if len(columns) <= WIDEST:
        yield columns
        return
    piece: tuple[Column, ...] = ()
    for whole in _together(columns):
        if piece and len(piece) + len(whole) > WIDEST:
            yield piece
            piece = ()
        piece += whole
    yield piece


def _together(columns: tuple[Column, ...]) -> Iterator[tuple[Column, ...]]:
    """The columns of each block; those of each group where a block is itself too wide."""
    for _, block in groupby(columns, key=lambda column: column.block):
        whole = tuple(block)
        if len(whole) <= WIDEST:
            yield whole
            continue
        for _, group in groupby(whole, key=lambda column: column.group):
            yield tuple(group)


def _paths(columns: tuple[Column, ...]) -> list[Path]:
    """Each column's headings, outermost first; what all groups have in common is said once, above them."""
    measures = {column.path[-1] for column in columns if len(column.path) > 1}
    several = sum(len(column.path) > 1 for column in columns) > 1
    if len(measures) > 1 or not several:
        return [column.path for column in columns]
    return [(column.path[-1], *column.path[:-1]) for column in columns]


def _heading(column: Column) -> str:
    """The column's headings as one, for an amount that stands by itself."""
    *names, measure = column.path
    return ", ".join([cut(" ".join(names)), first_lower(measure)]) if names else measure


def _headings(paths: list[Path]) -> tuple[tuple[Heading, ...], ...]:
    depth = max(map(len, paths))
    return tuple(tuple(_row(paths, level, depth)) for level in range(depth))


def _row(paths: list[Path], level: int, depth: int) -> Iterator[Heading]:
    """The headings that begin on this level; the last of a path reaches down to the amounts."""
    for _, found in groupby(enumerate(paths), key=lambda each: _span(each, level)):
        (position, path), *others = found
        if level < len(path):
            rows = depth - level if level == len(path) - 1 else 1
            yield Heading(path[level], 1 + len(others), rows, _starts(paths, position))


def _span(each: tuple[int, Path], level: int) -> tuple[int, Path]:
    """What the columns of one heading have in common; the last of a path stands over one column."""
    position, path = each
    return (-1, path[: level + 1]) if level < len(path) - 1 else (position, path)


def _starts(paths: list[Path], position: int) -> bool:
    return position > 0 and paths[position][:1] != paths[position - 1][:1]


def _lines(
    page: Page, columns: tuple[Column, ...], explained: Mapping[int, Explained]
) -> Iterator[Line]:
    """The lines; a sum that has nothing in any of these columns is left out."""
    paths = _paths(columns)
    starts = [_starts(paths, position) for position in range(len(paths))]
    for i, label in enumerate(page.labels):
        cells = tuple(
            Cell(column.cells[i], _heading(column), explained.get(id(column.terms[i])), first)
            for column, first in zip(columns, starts, strict=True)
        )
        if not page.strong[i] or any(cell.text for cell in cells):
            yield Line(label, cells, page.strong[i])
