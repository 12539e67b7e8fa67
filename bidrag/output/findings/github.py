"""Findings as workflow commands, which GitHub shows beside the lines of a pull request."""

from collections.abc import Iterable

from bidrag.law.checks import Severity
from bidrag.output.findings.layout import Checked
from bidrag.review.findings.report import Finding

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def write_github(every: Iterable[Checked], verbose: bool) -> str:
    """One annotation for each finding that counts and, when asked for, for the rest."""
    return "".join(
        _finding(checked, finding)
        for checked in every
        for finding in checked.report.findings
        if finding.counts or verbose
    )


def annotation(level: str, path: str, place: tuple[int, int] | None, title: str, text: str) -> str:
    """One workflow command; `place` is line and column, `text` may have several lines."""
    properties = {"file": path}
    if place:
        properties |= {"line": str(place[0]), "col": str(place[1])}
    properties["title"] = title
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{level} {listed}::{_data(text)}\n"


def _finding(checked: Checked, finding: Finding) -> str:
    position = finding.position
    path = checked.paths[position.file] if position else checked.path
    place = (position.line, position.column) if position else None
    lines = [
        f"{finding.message} ({finding.subject})",
        *(f"{side.label}: {side.text}" for side in finding.sides),
        *filter(None, (finding.difference, finding.cause, finding.answer)),
        *([f"grund: {finding.source}"] if finding.source else []),
        f"hjälp: {finding.help}",
    ]
    level = _LEVELS[finding.severity]
    return annotation(level, path, place, finding.check.code, "\n".join(lines))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
