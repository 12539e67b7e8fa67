"""The annex to a decision as PDF: accessible by PDF/UA-1, and the same bytes every time."""

import json
from pathlib import Path

import typst

from bidrag.output.annex.content import content
from bidrag.output.annex.font import fonts
from bidrag.output.annex.rowheadings import with_row_headings
from bidrag.output.annex.words import shown
from bidrag.output.report.report import Report

TEMPLATE = Path(__file__).with_name("template") / "annex.typ"


def write_pdf(report: Report) -> bytes:
    """The report as a PDF document; what the municipality has written is only ever plain text."""
    words = json.dumps(shown(content(report)), ensure_ascii=False)
    with fonts() as faces:
        pdf = typst.compile(
            TEMPLATE,
            format="pdf",
            font_paths=faces,
            ignore_system_fonts=True,
            sys_inputs={"annex": words},
            pdf_standards=["ua-1"],
        )
    return with_row_headings(pdf)
