"""What a document says of itself: what it is called, whose it is, and how anyone can make it again."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bidrag.calculation.period import Period
from bidrag.calculation.tables import Table
from bidrag.numerals import listed
from bidrag.output.report.report import Report
from bidrag.output.wording import calculation_title

Lines = tuple[str, ...]
"""A paragraph, as the lines that are kept apart in it."""


def title(report: Report) -> str:
    """What the document is called: as the budget file says, and whose it is if it is a provider's."""
    name = report.budget.document or calculation_title(report.calculation)
    return f"{name}: {listed(list(report.providers))}" if report.providers else name


def facts(report: Report) -> tuple[tuple[str, str], ...]:
    """Whose decision it is, for which year, and what it is made of: names with what they are."""
    return tuple((name, text) for name, text in _facts(report) if text)


class Made(NamedTuple):
    """How the document is made: sentences, the last of which leads to the command."""

    sentences: tuple[str, ...]
    command: str


def reproduce(report: Report) -> Made:
    """How to see that the document comes of the budget file, and how to make it again."""
    libraries = f" med {listed(list(report.libraries))}" if report.libraries else ""
    sentences = (
        f"Dokumentet är gjort av bidrag {report.version}{libraries}, ur filen {report.budget.file}. "
        f"Filens kontrollsumma (SHA-256) är {report.budget.digest}.",
        "Samma versioner och samma fil ger samma dokument, med detta kommando i budgetfilens mapp:",
    )
    return Made(sentences, report.command)


def appeal(report: Report) -> tuple[Lines, ...]:
    """How a provider appeals, as paragraphs; nothing in a document that is not a provider's own."""
    if not report.providers or not report.budget.appeal:
        return ()
    return tuple(tuple(text.split("\n")) for text in report.budget.appeal.split("\n\n"))


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    budget, calculation = report.budget, report.calculation
    yield "Kommun", calculation.municipality
    yield "Nämnd", calculation.committee
    yield "År", str(calculation.year)
    yield "Beslutsdatum", budget.decision.day if budget.decision else ""
    yield "Ändrat", "; ".join(_changes(report))
    several = len(report.providers) > 1
    yield "Huvudmän" if several else "Huvudman", "; ".join(_providers(report))
    activities = _by_provider(report) if several else _activities(report.principal)
    yield "Verksamhet" if len(activities) == 1 else "Verksamheter", "; ".join(activities)
    yield "Belopp", "" if calculation.period is Period.YEAR else f"per {calculation.period}"
    yield "Källa", calculation.source
    yield "Underlag", budget.file


def _changes(report: Report) -> Iterator[str]:
    """The revisions of the document's amounts, each with its decision."""
    revisions = (table.revision for table in report.calculation.tables)
    found = dict.fromkeys((each.day, each.month) for each in revisions if each)
    yield from (f"från och med {month}, enligt beslut {day}" for day, month in sorted(found))


def _providers(report: Report) -> Iterator[str]:
    """The providers whose own document it is."""
    orgnr = {table.provider: table.orgnr for table in report.calculation.printed}
    for name in report.providers:
        yield f"{name} (orgnr {orgnr[name]})" if orgnr[name] else name


def _by_provider(report: Report) -> list[str]:
    """The activities of each provider."""
    return [
        f"{name}: {listed(_activities([t for t in report.principal if t.provider == name]))}"
        for name in report.providers
    ]


def _activities(tables: Sequence[Table]) -> list[str]:
    """What the tables are of, before any revision."""
    unrevised = [table for table in tables if not table.revision]
    return list(dict.fromkeys(table.title for table in unrevised or tables))
