"""How wide, how high and how far a sheet's cells reach: what a program does not find out by itself."""

from textwrap import wrap

from bidrag.output.book.cells import Look, Sheet, shown
from bidrag.output.book.looks import LOOKS

OVERFLOWING = frozenset({Look.TITLE, Look.SECTION, Look.NOTE, Look.ASIDE, Look.VERDICT})
"""What may go on over the empty cells beside it."""
UNBROKEN = 16
"""So long a heading is not broken."""
NARROWEST, MOST, ROOM, LINE_HEIGHT = 13, 30, 3, 14
WIDE = 240
"""So many characters across need the larger paper."""
SMALL, LARGE = (125, 33), (180, 48)
"""How many characters there is room for across, and how many lines down, in landscape: A4 and A3."""
STANDARD = 9
"""So wide is a column with nothing of its own."""
CAPITAL = 4
"""So many capitals are as wide as one more letter."""


def widths_of(sheet: Sheet) -> dict[int, int]:
    """What each column needs: its longest number, or the longest word that cannot be broken."""
    found: dict[int, int] = {}
    spanned = {(row, first) for row, first, _ in sheet.spans}
    for (row, column), cell in sheet.cells.items():
        if cell.style.look in OVERFLOWING or (row, column) in spanned:
            continue
        text, cap = shown(cell), sheet.wide.get(column)
        if cell.style.look is Look.HEADING or cell.style.look is Look.GROUP:
            length = max(min(len(text), UNBROKEN), *map(len, text.split()), 0)
        else:
            length = len(text) + sum(map(str.isupper, text)) // CAPITAL
        least = MOST if cap is None else cap
        needed = min(length + ROOM, least) if isinstance(cell.content, str) else length + ROOM
        found[column] = max(found.get(column, NARROWEST if cap is None else ROOM), needed)
    return found


def heights_of(sheet: Sheet, widths: dict[int, int]) -> dict[int, int]:
    """The rows that need more than a line; a program does not measure merged cells itself."""
    ends = {(row, first): last for row, first, last in sheet.spans}
    lines: dict[int, int] = {}
    for (row, column), cell in sheet.cells.items():
        last = ends.get((row, column), column)
        if LOOKS[cell.style.look].get("text_wrap"):
            width = sum(widths.get(each, NARROWEST) for each in range(column, last + 1))
            lines[row] = max(lines.get(row, 1), _lines(shown(cell), width))
    return {row: number * LINE_HEIGHT for row, number in lines.items() if number > 1}


def _lines(text: str, width: int) -> int:
    """How many lines the text takes; a letter may be wider than a figure, so there is some room."""
    room = max(width * 11 // 10 - 1, 1)
    length = len(text) + sum(map(str.isupper, text)) // CAPITAL
    return 1 if length <= room else len(wrap(text + "x" * (length - len(text)), room))


def breaks_of(sheet: Sheet, widths: dict[int, int], heights: dict[int, int]) -> list[int]:
    """The rows that begin a new page when printed: of what is kept together and would not fit the rest.

    A wide sheet is printed on larger paper, and smaller, until it is as wide as a page.
    """
    across, down = LARGE if sum(widths.values()) > WIDE else SMALL
    last = max([*widths, *(last for _, _, last in sheet.spans)], default=0)
    width = sum(widths.get(column, STANDARD) for column in range(last + 1))
    room = down * max(width, across) // across
    found: list[int] = []
    start = 0
    for first, last in sheet.kept:
        lines = sum(heights.get(row, LINE_HEIGHT) for row in range(start, last + 1))
        if lines > room * LINE_HEIGHT and first > start:
            found.append(first)
            start = first
    return found
