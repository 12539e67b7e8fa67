"""The price list as a web page."""

from bidrag.output.report.report import Report


def write_html(report: Report) -> str:
    """The price list as a web page."""
    raise NotImplementedError(report.command)
