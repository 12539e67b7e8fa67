"""How the amounts are calculated, as chapters that a board and an auditor can read."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bidrag.calculation.tables import Calculation, Table
from bidrag.output.amounts.indexed import index_notes
from bidrag.output.amounts.layout import count_notes, grundbelopp_note
from bidrag.output.amounts.periods import period_notes
from bidrag.output.amounts.recipients import closing_note
from bidrag.output.amounts.revised import payment_notes, revision_notes
from bidrag.output.report.rates import rates
from bidrag.output.report.report import Report
from bidrag.output.report.steps import Step, premises_steps, steps
from bidrag.output.rounding_note import rounding_notes
from bidrag.output.wording import sentence

STEPS_NOTE = (
    "Varje belopp är beräknat i de steg som står här, i samma ordning som i tabellen. Det som läggs ihop, "
    "fördelas eller räknas i procent är alltid exakta belopp, aldrig tryckta."
)
OTHERWISE_NOTE = "I övrigt är stegen desamma som för {}."
PROVIDERS_NOTE = "Huvudmännens belopp är beräknade i samma steg som kommunens{}."
EXCEPT = ", utom de steg som står här"
COUNTED = "Antal enligt: {}"
YEAR_NOTE = "Beloppen avser kalenderåret {}."


class Chapter(NamedTuple):
    """A heading with its paragraphs, and then its steps; either may be empty, but not both."""

    title: str
    paragraphs: tuple[str, ...]
    steps: tuple[Step, ...]


def method(report: Report) -> tuple[Chapter, ...]:
    """How each activity's amounts are calculated, and then what holds for them all."""
    calculation = report.calculation
    found = (
        _introduction(report),
        *_tables(report),
        _providers(report),
        Chapter("Procentsatser", (), rates(_priced(report), calculation.year)),
        *_payments(report),
        _periods(calculation),
        Chapter("Avrundning", tuple(rounding_notes(calculation)), ()),
    )
    return tuple(each for each in found if each.paragraphs or each.steps)


def unsaid(notes: Iterable[str], chapters: Iterable[Chapter]) -> tuple[str, ...]:
    """The notes that no chapter says."""
    said = {text for chapter in chapters for text in chapter.paragraphs}
    return tuple(note for note in notes if note not in said)


def _introduction(report: Report) -> Chapter:
    calculation = report.calculation
    notes = [STEPS_NOTE] if _priced(report) else []
    notes += [*grundbelopp_note(calculation), *closing_note(calculation.tables)]
    return Chapter("Så är beloppen beräknade", tuple(notes), ())


def _tables(report: Report) -> Iterator[Chapter]:
    """A chapter for each table, but for the providers' where the municipality's are there to follow."""
    before: dict[tuple[str, str, str], Table] = {}
    for table in _priced(report):
        yield _table(report, table, before.get(table.whose))
        before[table.whose] = table


def _priced(report: Report) -> list[Table]:
    """The tables of prices that the document is about."""
    return [table for table in report.principal if not table.payment]


def _table(report: Report, table: Table, before: Table | None) -> Chapter:
    """How the table is computed; of a revised one what is otherwise than before."""
    notes, own = _notes(report, table), steps(table)
    if before:
        known, known_notes = steps(before), _notes(report, before)
        own = tuple(step for step in own if step not in known)
        notes = [note for note in notes if note not in known_notes]
        notes.append(OTHERWISE_NOTE.format(before.title))
    return Chapter(_title(report, table), tuple(notes), own)


def _notes(report: Report, table: Table) -> list[str]:
    revised = revision_notes(table, table.revision) if table.revision else []
    indexed = index_notes(table, table.shared_by) if table.shared_by else []
    return [*revised, *_counts(report, table), *indexed]


def _title(report: Report, table: Table) -> str:
    supplement = [table.supplement.title] if table.supplement else []
    whose = [table.provider] if len(report.providers) > 1 else []
    return ": ".join([*whose, table.title, *supplement])


def _counts(report: Report, table: Table) -> list[str]:
    """How many children there are, and what that is counted from."""
    if table.provider or table.supplement:
        return []
    activity = next(each for each in report.budget.activities if each.key == table.activity)
    basis = [COUNTED.format(activity.count_basis)] if activity.count_basis else []
    return [*count_notes(table), *map(sentence, basis)]


def _providers(report: Report) -> Chapter:
    """What is otherwise in the providers' tables than in the municipality's above."""
    if report.providers:
        return Chapter("", (), ())
    tables = [table for table in report.calculation.tables if table.provider]
    own = tuple(premises_steps(tables))
    note = PROVIDERS_NOTE.format(EXCEPT if own else "")
    return Chapter("Fristående huvudmän", (note,) if tables else (), own)


def _payments(report: Report) -> Iterator[Chapter]:
    """How each month is paid where prices are revised during the year."""
    for table in report.principal:
        if table.payment:
            title = f"Utbetalning: {_title(report, table)}"
            yield Chapter(title, tuple(payment_notes(table)), ())


def _periods(calculation: Calculation) -> Chapter:
    notes = (YEAR_NOTE.format(calculation.year), *period_notes(calculation))
    return Chapter("Perioder", notes, ())
