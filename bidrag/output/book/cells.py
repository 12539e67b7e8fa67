"""Sheets as data: what stands in each cell and how it looks, before any library writes it."""

from enum import Enum, auto
from fractions import Fraction
from typing import NamedTuple

from bidrag.numerals import NBSP, grouped
from bidrag.output.book.rules import Rule
from bidrag.rounding import whole


class Look(Enum):
    """How a cell looks, apart from its number format."""

    TITLE = auto()
    SECTION = auto()
    HEADING = auto()
    TEXT_HEADING = auto()
    GROUP = auto()
    TEXT = auto()
    LABEL = auto()
    SUM_LABEL = auto()
    HELP_LABEL = auto()
    AMOUNT = auto()
    SUM = auto()
    HELP = auto()
    INPUT = auto()
    LEGEND = auto()
    NONE = auto()
    NOTE = auto()
    LINK = auto()
    ASIDE = auto()
    PAID_LABEL = auto()
    PAID = auto()
    VERDICT = auto()


class Style(NamedTuple):
    """A look, and the number format in the file's own notation (empty for texts)."""

    look: Look
    number: str = ""


class Live(NamedTuple):
    """A formula (without =), and what it is worth now."""

    formula: str
    value: Fraction | str


class Link(NamedTuple):
    """A text that leads to a sheet of the workbook."""

    sheet: str
    text: str


Content = str | Fraction | Live | Link


class Cell(NamedTuple):
    """What stands in a cell, and how."""

    content: Content
    style: Style


class Site(NamedTuple):
    """Where a cell is: its sheet, row and column (from 0), and the block of cells that it belongs to."""

    sheet: str
    row: int
    column: int
    block: int = 0

    def together(self, other: "Site") -> bool:
        """Whether both are in the same block of the same sheet."""
        return (self.sheet, self.block) == (other.sheet, other.block)


class Sheet:
    """A sheet while it is laid out: its cells, and how it is shown and printed.

    `frozen` is how many rows and columns stay in view, and `repeated` the rows that are printed on
    each page (first, last). `filtered` has the buttons of a filter (first and last row, last column),
    and `printed` is the last row and column that are printed, None for all. `wide` are the columns
    whose texts are wrapped at so many characters. `rules` tell what may be written in a cell, and
    `kept` are the rows (first, last) that are printed on one page where there is room.
    """

    def __init__(self, name: str, wide: dict[int, int] | None = None) -> None:
        self.name = name
        self.wide = wide or {}
        self.cells: dict[tuple[int, int], Cell] = {}
        self.spans: list[tuple[int, int, int]] = []
        self.frozen = (1, 1)
        self.repeated: tuple[int, int] | None = None
        self.filtered: tuple[int, int, int] | None = None
        self.printed: tuple[int, int] | None = None
        self.rules: dict[tuple[int, int], Rule] = {}
        self.kept: list[tuple[int, int]] = []
        self.landscape = True

    def put(self, row: int, column: int, content: Content, style: Style) -> None:
        """Fills a cell."""
        self.cells[row, column] = Cell(content, style)

    def span(self, row: int, first: int, last: int) -> None:
        """Lets the text of the first of these cells stand over them all."""
        if last > first:
            self.spans.append((row, first, last))


def shown(cell: Cell) -> str:
    """The cell's text as a Swedish reader sees it."""
    content = cell.content
    if isinstance(content, Link):
        return content.text
    value = content.value if isinstance(content, Live) else content
    return value if isinstance(value, str) else _number(value, cell.style.number)


def _number(value: Fraction, form: str) -> str:
    percent = form.endswith("%")
    decimals = form.removesuffix("%").rpartition(".")[2] if "." in form else ""
    scaled = value * 100 if percent else value
    sign = "-" if value < 0 else ""
    text = grouped(whole(abs(scaled))) + ("," + decimals if decimals else "")
    return f"{sign}{text}{NBSP}%" if percent else sign + text
