"""What the annex says and in which order, as data for its template."""

from bidrag.output.amounts.layout import document
from bidrag.output.annex.charts import chart_data
from bidrag.output.annex.tables import table_data
from bidrag.output.annex.words import short
from bidrag.output.report.about import Lines, appeal, facts, reproduce, title
from bidrag.output.report.chart import charts
from bidrag.output.report.method import method, unsaid
from bidrag.output.report.report import Report

CONTENTS = "Innehåll"
NOTES = "Anmärkningar"
APPEAL = "Hur man överklagar"
REPRODUCE = "Om dokumentet"
STEPS = ("Rad", "Så beräknas den", "Stöd")
RUNNING = 60
"""How many letters each half of a page's head has room for."""


def content(report: Report) -> dict[str, object]:
    """The annex as the template reads it: texts, and whole numbers for lengths.

    A provider's own is short, and has no list of its contents.
    """
    calculation = report.calculation
    _, pages, notes = document(calculation)
    drawn = charts(report)
    return {
        "title": title(report),
        "municipality": calculation.municipality,
        "running": [short(each, RUNNING) for each in (calculation.municipality, title(report))],
        "origin": f"bidrag {report.version}",
        "facts": facts(report),
        "contents": "" if report.providers else CONTENTS,
        "tables": [
            {
                **table_data(table, page),
                "charts": [chart_data(c) for c in drawn if c.table is table],
            }
            for table, page in zip(calculation.printed, pages, strict=True)
        ],
        "step_headings": STEPS,
        "sections": _sections(report, notes),
    }


def _sections(report: Report, notes: tuple[str, ...]) -> list[dict[str, object]]:
    """What follows the tables, without what this report has nothing of.

    The method's first chapter introduces the others; what it tells is no note beside it.
    """
    introduction, *chapters = told = method(report)
    found = [
        (NOTES, _paragraphs(unsaid(notes, told)), []),
        (introduction.title, _paragraphs(introduction.paragraphs), chapters),
        (REPRODUCE, _paragraphs(reproduce(report)), []),
        (APPEAL, appeal(report), []),
    ]
    return [
        {"title": name, "paragraphs": texts, "chapters": [each._asdict() for each in those]}
        for name, texts, those in found
        if texts
    ]


def _paragraphs(texts: tuple[str, ...]) -> tuple[Lines, ...]:
    return tuple((text,) for text in texts)
