"""How the amounts are calculated, as chapters that a board and an auditor can read."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation import compute
from bidrag.calculation.tables import Table
from bidrag.output.amounts.indexed import index_notes
from bidrag.output.amounts.layout import count_notes, grundbelopp_note
from bidrag.output.amounts.periods import period_notes
from bidrag.output.amounts.recipients import closing_note
from bidrag.output.amounts.revised import payment_notes, revision_notes
from bidrag.output.report.rates import rates
from bidrag.output.report.report import Report
from bidrag.output.report.shares import Own
from bidrag.output.report.step import Step
from bidrag.output.report.steps import premises_steps, steps
from bidrag.output.report.titles import METHOD
from bidrag.output.rounding_note import rounding_notes
from bidrag.output.wording import by, sentence

STEPS_NOTE = (
    "Varje belopp är beräknat i de steg som står här, i samma ordning som i tabellen. Det som läggs ihop, "
    "fördelas eller räknas i procent är alltid exakta belopp, aldrig tryckta."
)
OTHERWISE_NOTE = "I övrigt är stegen desamma som för {}."
PROVIDERS_NOTE = "Huvudmännens belopp är beräknade i samma steg som kommunens{}."
EXCEPT = ", utom de steg som står här"
COUNTED = "Antal enligt: {}"
MUNICIPAL_COUNTS = "Det är de antal som kommunens budget delas på."
PAID = "Varje månad betalas med en tolftedel av årsbeloppet{}."
YEAR_NOTE = "Beloppen avser kalenderåret {}."


class Chapter(NamedTuple):
    """A heading with its paragraphs, and then its steps; either may be empty, but not both."""

    title: str
    paragraphs: tuple[str, ...]
    steps: tuple[Step, ...]


class Method(NamedTuple):
    """How the amounts are calculated: what holds for all of it, which may be nothing, and the chapters."""

    title: str
    introduction: tuple[str, ...]
    chapters: tuple[Chapter, ...]


class Municipal(NamedTuple):
    """The municipality's own tables for the year, by their activities and supplements (or nothing).

    Providers' amounts rest on them, also in a document that has only a provider's.
    """

    tables: dict[tuple[str, str], Table]
    unit: Fraction

    @classmethod
    def of(cls, report: Report) -> "Municipal":
        """Those of the budget."""
        year = compute(report.budget._replace(providers=()))
        return cls({_subject(table): table for table in year.tables}, year.unit)

    def own(self, table: Table) -> Own:
        """The municipality's table of what the table is of."""
        return Own(self.tables[_subject(table)], self.unit)


def _subject(table: Table) -> tuple[str, str]:
    return table.activity, table.supplement.key if table.supplement else ""


def method(report: Report) -> Method:
    """How each activity's amounts are calculated, and then what holds for them all."""
    calculation, municipal = report.calculation, Municipal.of(report)
    found = (
        *_tables(report, municipal),
        _providers(report, municipal),
        Chapter("Procentsatser", (), rates(_priced(report), calculation.year)),
        *_payments(report),
        _periods(report),
        Chapter("Avrundning", tuple(rounding_notes(calculation)), ()),
    )
    chapters = tuple(each for each in found if each.paragraphs or each.steps)
    return Method(METHOD, tuple(_introduction(report)), chapters)


def unsaid(notes: Iterable[str], told: Method) -> tuple[str, ...]:
    """The notes that the method does not say."""
    paragraphs = (text for chapter in told.chapters for text in chapter.paragraphs)
    said = {*told.introduction, *paragraphs}
    return tuple(note for note in notes if note not in said)


def _introduction(report: Report) -> Iterator[str]:
    """How to read the steps, where there are any, and what words of the tables mean."""
    if _priced(report):
        yield STEPS_NOTE
    yield from grundbelopp_note(report.calculation)
    yield from closing_note(report.calculation.tables)


def _tables(report: Report, municipal: Municipal) -> Iterator[Chapter]:
    """A chapter for each table, but for the providers' where the municipality's are there to follow."""
    before: dict[tuple[str, str, str], Table] = {}
    for table in _priced(report):
        yield _table(report, municipal, table, before.get(table.whose))
        before[table.whose] = table


def _priced(report: Report) -> list[Table]:
    """The tables of prices that the document is about."""
    return [table for table in report.principal if not table.payment]


def _table(report: Report, municipal: Municipal, table: Table, before: Table | None) -> Chapter:
    """How the table is computed; of a revised one what is otherwise than before."""
    notes, own = _notes(report, municipal, table), steps(table, municipal.own(table))
    if before:
        known = steps(before, municipal.own(before))
        known_notes = _notes(report, municipal, before)
        own = tuple(step for step in own if step not in known)
        notes = [note for note in notes if note not in known_notes]
        notes.append(OTHERWISE_NOTE.format(before.title))
    return Chapter(_title(report, table), tuple(notes), own)


def _notes(report: Report, municipal: Municipal, table: Table) -> list[str]:
    revised = revision_notes(table, table.revision) if table.revision else []
    indexed = index_notes(table, table.shared_by) if table.shared_by else []
    return [*revised, *_counts(report, municipal, table), *indexed]


def _title(report: Report, table: Table) -> str:
    supplement = [table.supplement.title] if table.supplement else []
    whose = [table.provider] if len(report.providers) > 1 else []
    return ": ".join([*whose, table.title, *supplement])


def _counts(report: Report, municipal: Municipal, table: Table) -> list[str]:
    """What the children are counted from, and in a provider's annex how many the municipality has."""
    if table.supplement:
        return []
    activity = next(each for each in report.budget.activities if each.key == table.activity)
    basis = [COUNTED.format(activity.count_basis)] if activity.count_basis else []
    counts = count_notes(municipal.own(table).table) if table.provider else []
    whose = [MUNICIPAL_COUNTS] if counts else []
    return [*counts, *map(sentence, basis), *whose]


def _providers(report: Report, municipal: Municipal) -> Chapter:
    """What is otherwise in the providers' tables than in the municipality's above."""
    if report.providers:
        return Chapter("", (), ())
    tables = [table for table in report.calculation.tables if table.provider]
    own = tuple(premises_steps((table, municipal.own(table)) for table in tables))
    note = PROVIDERS_NOTE.format(EXCEPT if own else "")
    return Chapter("Fristående huvudmän", (note,) if tables else (), own)


def _payments(report: Report) -> Iterator[Chapter]:
    """How each month is paid where prices are revised during the year."""
    for table in report.principal:
        if table.payment:
            title = f"Utbetalning: {_title(report, table)}"
            yield Chapter(title, tuple(payment_notes(table)), ())


def _periods(report: Report) -> Chapter:
    calculation = report.calculation
    notes = (YEAR_NOTE.format(calculation.year), *_paid(report), *period_notes(calculation))
    return Chapter("Perioder", notes, ())


def _paid(report: Report) -> Iterator[str]:
    """When a provider is paid, where nothing of what changes during the year tells that."""
    if report.providers and not report.calculation.payments:
        yield from dict.fromkeys(
            PAID.format(by(table.form.payment)) for table in report.principal if table.form.payment
        )
