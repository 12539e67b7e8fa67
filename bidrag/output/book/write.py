"""The calculation as a live workbook."""

from bidrag.output.report.report import Report


def write_xlsx(report: Report) -> bytes:
    """The calculation as a live workbook."""
    raise NotImplementedError(report.command)
