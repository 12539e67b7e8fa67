"""The percentages that the amounts rest on: whose they are, since when, and for what they are used."""

from collections import defaultdict

from bidrag.calculation.formula import Given
from bidrag.calculation.tables import Calculation, Table
from bidrag.law import Paragraph, Rate, rate
from bidrag.numerals import listed
from bidrag.output.amounts.pages import row_label
from bidrag.output.report.steps import Step, place

USED = "Används för {}."
LAW = "Gäller från och med {since}; paragrafen är senast läst i sin lydelse {verified}."
OWN = "Kommunens egen procentsats."


def rates(calculation: Calculation) -> tuple[Step, ...]:
    """Each percentage once: for which activities, from which day the law has it, and its paragraph."""
    used: defaultdict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
    for table in calculation.tables:
        for row in table.rows:
            if row.rate:
                told = row_label(row), _whose(calculation, table, row.rate), place(row.rate)
                used[told][table.title] = None
    return tuple(
        Step(label, f"{USED.format(listed(list(titles)))} {whose}", basis)
        for (label, whose, basis), titles in used.items()
    )


def _whose(calculation: Calculation, table: Table, given: Given) -> str:
    found = (
        _in_law(calculation, table, given.origin) if isinstance(given.origin, Paragraph) else None
    )
    return LAW.format(since=found.since, verified=found.verified) if found else OWN


def _in_law(calculation: Calculation, table: Table, paragraph: Paragraph) -> Rate | None:
    """The rate that the paragraph has for the form and the year."""
    every = (rate(each, calculation.year) for each in (table.form.administration, table.form.moms))
    return next((each for each in every if each and each.paragraph == paragraph), None)
