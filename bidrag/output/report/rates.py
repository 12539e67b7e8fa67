"""The percentages that the amounts rest on: whose they are, since when, and for what they are used."""

from collections import defaultdict
from collections.abc import Iterable

from bidrag.calculation.formula import Given
from bidrag.calculation.tables import Table
from bidrag.law import Paragraph, Rate, rate
from bidrag.numerals import listed
from bidrag.output.amounts.pages import row_label
from bidrag.output.report.step import Step, place

USED = "Används för {}."
LAW = "Gäller från och med {}."
OWN = "Kommunens egen procentsats."


def rates(tables: Iterable[Table], year: int) -> tuple[Step, ...]:
    """Each percentage once: for which activities, from which day the law has it, and its paragraph."""
    used: defaultdict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
    titles: dict[str, str] = {}
    for table in tables:
        title = titles.setdefault(table.origin, table.title)
        for row in table.rows:
            if row.rate:
                used[row_label(row), _whose(table, row.rate, year), place(row.rate)][title] = None
    return tuple(
        Step(label, f"{USED.format(listed(list(activities)))} {whose}", basis)
        for (label, whose, basis), activities in used.items()
    )


def _whose(table: Table, given: Given, year: int) -> str:
    found = _in_law(table, given.origin, year) if isinstance(given.origin, Paragraph) else None
    return LAW.format(found.since) if found else OWN


def _in_law(table: Table, paragraph: Paragraph, year: int) -> Rate | None:
    """The rate that the paragraph has for the form and the year."""
    every = (rate(each, year) for each in (table.form.administration, table.form.moms))
    return next((each for each in every if each and each.paragraph == paragraph), None)
