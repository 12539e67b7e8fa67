"""The tables in sections as a reader looks for them: an activity's own, and then each provider's."""

from collections.abc import Mapping
from itertools import groupby
from typing import NamedTuple

from bidrag.calculation.tables import Calculation, Table
from bidrag.output.amounts.pages import Page
from bidrag.output.web.explained import Explained
from bidrag.output.web.figures import Figure
from bidrag.output.web.grids import Grid, grids
from bidrag.output.web.paid import paid, paid_notes
from bidrag.output.wording import PAYMENT


class Shown(NamedTuple):
    """A table: its short title, empty where that is the section's, and as it is read.

    `paid` is what of it is paid, with what is told of that; none where the table is already so.
    """

    key: str
    title: str
    paid: tuple[Grid, ...]
    told: tuple[str, ...]
    grids: tuple[Grid, ...]
    notes: tuple[str, ...]
    figure: Figure | None


class Section(NamedTuple):
    """The tables of one activity, or of one provider."""

    key: str
    title: str
    tables: tuple[Shown, ...]


class Content(NamedTuple):
    """What the tables open and are drawn as: explanations by the term's identity, figures by the table's."""

    explained: Mapping[int, Explained]
    figures: Mapping[int, Figure]


def sections(
    calculation: Calculation, pages: tuple[Page, ...], content: Content
) -> tuple[Section, ...]:
    """The tables in the order in which they are printed, those beside each other together."""
    both = zip(calculation.printed, pages, strict=True)
    together = groupby(both, key=lambda each: _subject(each[0]))
    return tuple(
        _section(f"avsnitt-{number}", list(found), content)
        for number, (_, found) in enumerate(together, 1)
    )


def _subject(table: Table) -> tuple[str, str]:
    return table.provider, "" if table.provider else table.origin


def _section(key: str, found: list[tuple[Table, Page]], content: Content) -> Section:
    tables = [table for table, _ in found]
    first = tables[0]
    title = first.provider or first.title
    shown = tuple(
        Shown(
            f"{key}-{number}",
            _name(table, title),
            tuple(paid(table, page, tables, content.explained)),
            tuple(paid_notes(table, tables)),
            grids(page, content.explained),
            page.notes,
            content.figures.get(id(table)),
        )
        for number, (table, page) in enumerate(found, 1)
    )
    return Section(key, title, shown)


def _name(table: Table, section: str) -> str:
    """What the table is called among all others; empty where its section says it."""
    if table.title == section and not table.supplement and not table.payment:
        return ""
    supplement = [table.supplement.title] if table.supplement else []
    payment = [PAYMENT] if table.payment else []
    name = ", ".join([table.title, *supplement, *payment])
    return f"{table.provider}: {name}" if table.provider else name
