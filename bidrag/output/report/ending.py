"""What follows the tables of a document, in its order."""

from typing import NamedTuple

from bidrag.output.report.about import Lines, appeal, reproduce
from bidrag.output.report.method import Chapter, method, unsaid
from bidrag.output.report.report import Report
from bidrag.output.report.titles import APPEAL, NOTES, REPRODUCE


class Section(NamedTuple):
    """A heading with its paragraphs, the command that they lead to, and its chapters.

    Any of these may be empty, but not all. `key` is its identity among the others, of the letters a-z.
    """

    key: str
    title: str
    paragraphs: tuple[Lines, ...]
    command: str = ""
    chapters: tuple[Chapter, ...] = ()


def ending(report: Report, notes: tuple[str, ...]) -> tuple[Section, ...]:
    """The sections that the report has anything for; a provider is told last how to appeal.

    `notes` are those of all its tables, of which the method says some itself.
    """
    told, made = method(report), reproduce(report)
    found = (
        Section("anmarkningar", NOTES, _paragraphs(unsaid(notes, told))),
        Section("metod", told.title, _paragraphs(told.introduction), chapters=told.chapters),
        Section("dokumentet", REPRODUCE, _paragraphs(made.sentences), made.command),
        Section("overklaga", APPEAL, appeal(report)),
    )
    return tuple(each for each in found if each.paragraphs or each.chapters)


def _paragraphs(texts: tuple[str, ...]) -> tuple[Lines, ...]:
    return tuple((text,) for text in texts)
