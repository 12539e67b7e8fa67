"""How the amounts are calculated, as chapters that a board and an auditor can read."""

from typing import NamedTuple

from bidrag.output.report.report import Report
from bidrag.output.report.steps import Step, steps


class Chapter(NamedTuple):
    title: str
    paragraphs: tuple[str, ...]
    steps: tuple[Step, ...]


def method(report: Report) -> tuple[Chapter, ...]:
    return tuple(Chapter(table.title, (), steps(table)) for table in report.calculation.tables)
