"""The decision's annex as a PDF."""

from bidrag.output.report.report import Report


def write_pdf(report: Report) -> bytes:
    """The decision's annex as a PDF."""
    raise NotImplementedError(report.command)
