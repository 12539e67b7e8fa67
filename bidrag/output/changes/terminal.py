"""Changes on a terminal: as wide as the terminal, with a bar for how large each change is."""

from fractions import Fraction
from textwrap import wrap
from typing import NamedTuple, TextIO

from rich.console import Console
from rich.text import Text

from bidrag.output.changes.layout import HEADINGS, Line, Page, Row, document
from bidrag.output.changes.plain import GAP, column_widths
from bidrag.output.console import terminal
from bidrag.review.changes.diff import Difference

INDENT = "  "
AXIS = "│"
BARS_NOTE = (
    f"Stapeln är ändringen: åt höger om {AXIS} för ett högre belopp, åt vänster för ett lägre, och "
    "längst för tabellens största ändring."
)
BAR = "▇"
LONGEST_BAR = 20
SHORTEST_BAR = 3
NARROWEST = 20
"""The columns that the words of a cause get, however narrow the terminal is."""


def print_terminal(found: Difference, file: TextIO, width: int) -> None:
    """Prints the changes for a terminal of this many columns; every digit is shown, however narrow.

    A bar goes to the right of the axis for a higher amount and to the left for a lower one, and the
    largest change of the section is the longest. Colour follows the terminal and NO_COLOR.
    """
    heading, summary, pages, notes = document(found)
    console = terminal(file, width)
    console.print(Text(heading, style="bold"))
    for line in summary:
        console.print(Text(line))
    drawn = [_print_page(console, page, width) for page in pages]
    closing = (*notes, BARS_NOTE) if any(drawn) else notes
    for note in ("", *closing) if closing else ():
        console.print(Text(note))


def _print_page(console: Console, page: Page, width: int) -> bool:
    """Prints the section, and tells whether there was room for bars."""
    widths = column_widths(page)
    numbers = _amounts(HEADINGS[1:], widths)
    scale = Scale(
        min(LONGEST_BAR, (width - len(numbers) - len(GAP + AXIS)) // 2),
        max(abs(row.change) for row in page.rows),
    )
    console.print(Text(f"\n{page.title}\n", style="bold magenta"))
    # Not wrapped by Rich, which would break a line of amounts on a terminal that is too narrow.
    console.print(Text(numbers, style="bold"), soft_wrap=True)
    for row in page.rows:
        console.print(_entry(row, widths, scale, width), soft_wrap=True)
    return scale.columns >= SHORTEST_BAR and scale.largest > 0


class Scale(NamedTuple):
    """How many columns the longest bar of a section has, and the change (kr) that it stands for."""

    columns: int
    largest: Fraction


def _entry(row: Row, widths: list[int], scale: Scale, width: int) -> Text:
    name = "\n".join(wrap(row.name, max(NARROWEST, width), break_on_hyphens=False))
    text = Text.assemble((name, "bold"), f"\n{_amounts(row.cells, widths)}")
    if scale.columns >= SHORTEST_BAR and row.change:
        text.append_text(_bar(row, scale))
    for cause in row.causes:
        text.append(f"\n{_cause(cause, widths[2], width)}")
    return text


def _amounts(cells: tuple[str, ...], widths: list[int]) -> str:
    amounts = [cell.rjust(width) for cell, width in zip(cells, widths, strict=True)]
    return (INDENT + GAP.join(amounts)).rstrip()


def _bar(row: Row, scale: Scale) -> Text:
    """The change as a bar on one side of the axis; the smallest is still seen."""
    bar = BAR * max(1, scale.columns * abs(row.change) // scale.largest)
    if row.change > 0:
        return Text.assemble(GAP, " " * scale.columns, AXIS, (bar, "green"))
    return Text.assemble(GAP, (bar.rjust(scale.columns), "red"), AXIS)


def _cause(cause: Line, column: int, width: int) -> str:
    kronor = f"{INDENT * 2}{cause.kronor.rjust(column)}{GAP}"
    first, *rest = wrap(cause.text, max(NARROWEST, width - len(kronor)), break_on_hyphens=False)
    return "\n".join([kronor + first, *(" " * len(kronor) + line for line in rest)])
