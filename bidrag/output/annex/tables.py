"""The tables of the annex as data for its template: what stands over which columns."""

from itertools import groupby
from typing import NamedTuple

from bidrag.calculation.tables import Table
from bidrag.output.amounts.pages import Column, Page, heading_lines
from bidrag.output.annex.words import LONGEST, short

ITEM = "Post"
PAYMENT = "Utbetalning"
UNIT = "Enhet"
MOST_OF_NAME = 40
"""How many letters of a group's name tell which part of a table it is in."""
Lines = tuple[str, ...]


class Headed(NamedTuple):
    """A column with the lines of its heading: those that it shares with its group, and its own.

    `whose` is the name of its group of children, where it has one.
    """

    above: Lines
    heading: Lines
    cells: Lines
    group: str
    block: str
    whose: str


def table_data(table: Table, page: Page) -> dict[str, object]:
    """The table as the template reads it; the corner says what its lines are.

    A name that is too long for a heading is cut there, and stands whole among the notes.
    """
    columns = _headed(page.columns, {group.key: group.label for group in table.groups})
    names = (lines for column in columns for lines in (column.above, column.heading))
    cut = [name for name in dict.fromkeys(map(" ".join, names)) if len(name) > LONGEST]
    marks = {name: f"({n})" for n, name in enumerate(cut, start=1)}
    return {
        "name": _name(table),
        "title": page.title,
        "corner": UNIT if table.shared_by else ITEM,
        "labels": page.labels,
        "strong": page.strong,
        "columns": [_marked(column, marks)._asdict() for column in columns],
        "notes": [*(f"{mark} {name}" for name, mark in marks.items()), *page.notes],
    }


def _name(table: Table) -> str:
    """What the table is among those of its activity or provider; nothing of an activity's first."""
    found = [table.title] if table.provider or table.revision else []
    found += [PAYMENT] if table.payment else []
    found += [table.supplement.title] if table.supplement else []
    return ": ".join(found)


def _headed(columns: tuple[Column, ...], groups: dict[str, str]) -> list[Headed]:
    """The columns; those of a group have the lines that their headings share above them all."""
    found = []
    for _, group in groupby(columns, key=lambda column: (column.block, column.group)):
        those = list(group)
        above, own = _parted([column.heading for column in those])
        for column, heading in zip(those, own, strict=True):
            whose = short(groups.get(column.group, ""), MOST_OF_NAME)
            found.append(Headed(above, heading, column.cells, column.group, column.block, whose))
    return found


def _parted(headings: list[Lines]) -> tuple[Lines, list[Lines]]:
    """The lines that several headings share, at the start or else at the end, and what each has left.

    A heading is never left without a line of its own.
    """
    most = min(map(len, headings)) - 1
    for n in range(most if len(headings) > 1 else 0, 0, -1):
        if len({heading[:n] for heading in headings}) == 1:
            return headings[0][:n], [heading[n:] for heading in headings]
        if len({heading[-n:] for heading in headings}) == 1:
            return headings[0][-n:], [heading[:-n] for heading in headings]
    return (), headings


def _marked(column: Headed, marks: dict[str, str]) -> Headed:
    """The column with long names cut, and marked with the number of their note."""

    def _cut(lines: Lines) -> Lines:
        name = " ".join(lines)
        return (*heading_lines(short(name)), marks[name]) if name in marks else lines

    return column._replace(above=_cut(column.above), heading=_cut(column.heading))
