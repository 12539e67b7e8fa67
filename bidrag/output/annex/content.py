"""What the annex says and in which order, as data for its template."""

from itertools import groupby

from bidrag.calculation.tables import Table
from bidrag.numerals import listed
from bidrag.output.amounts.layout import document
from bidrag.output.amounts.pages import Page
from bidrag.output.annex.charts import chart_data
from bidrag.output.annex.tables import table_data
from bidrag.output.annex.words import short
from bidrag.output.report.about import facts, title
from bidrag.output.report.chart import charts
from bidrag.output.report.ending import Section, ending
from bidrag.output.report.report import Report
from bidrag.output.report.titles import CONTENTS

STEPS = ("Rad", "Så beräknas den", "Stöd")
PART = "del"
OF = "av"
RUNNING = 60
"""How many letters each half of a page's head has room for."""


def content(report: Report) -> dict[str, object]:
    """The annex as the template reads it: texts, and whole numbers for lengths.

    A provider's own is short, and has no list of its contents.
    """
    calculation = report.calculation
    _, pages, notes = document(calculation)
    whose = listed(list(report.providers)) if report.providers else title(report)
    return {
        "title": title(report),
        "municipality": calculation.municipality,
        "running": [short(each, RUNNING) for each in (calculation.municipality, whose)],
        "origin": f"bidrag {report.version}",
        "facts": facts(report),
        "contents": "" if report.providers else CONTENTS,
        "part": PART,
        "of": OF,
        "groups": _groups(report, pages),
        "step_headings": STEPS,
        "sections": list(map(_section, ending(report, notes))),
    }


def _groups(report: Report, pages: tuple[Page, ...]) -> list[dict[str, object]]:
    """The tables of each activity, and then of each provider, below its name."""
    drawn = charts(report)

    def _whose(each: tuple[Table, Page]) -> tuple[str, str]:
        table, _ = each
        return table.provider, "" if table.provider else table.origin

    def _data(table: Table, page: Page) -> dict[str, object]:
        those = [chart_data(chart) for chart in drawn if chart.table is table]
        return {**table_data(table, page), "charts": those}

    found: list[dict[str, object]] = []
    pairs = zip(report.calculation.printed, pages, strict=True)
    for (provider, _), group in groupby(pairs, key=_whose):
        tables = list(group)
        name = provider or tables[0][0].title
        found.append({"title": name, "tables": [_data(*each) for each in tables]})
    return found


def _section(section: Section) -> dict[str, object]:
    """The section as the template reads it; its command is a paragraph as well."""
    command = [(section.command,)] if section.command else []
    return {
        "title": section.title,
        "paragraphs": [*section.paragraphs, *command],
        "chapters": [each._asdict() for each in section.chapters],
    }
