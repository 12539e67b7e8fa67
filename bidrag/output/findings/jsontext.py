"""Reports as json, versioned: everything, whether it is told in text or not."""

import json
from collections.abc import Iterable
from typing import Any

from bidrag.calculation.formula import Position
from bidrag.output.findings.layout import Checked
from bidrag.review.findings.report import Finding

FORMAT = "bidrag/kontroll"
VERSION = 1


def write_json(every: Iterable[Checked]) -> str:
    """The reports as json; `kr` is the exact difference as a fraction, where it is money."""
    files = [_file(checked) for checked in every]
    data = {"format": FORMAT, "version": VERSION, "filer": files}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _file(checked: Checked) -> dict[str, Any]:
    report = checked.report
    return {
        "fil": checked.path,
        "år": report.year,
        "fynd": [_finding(checked, finding) for finding in report.findings],
        "prövat": [
            {"kod": proof.check.code, "kontroll": proof.check.title, "resultat": proof.text}
            for proof in report.proofs
        ],
    }


def _finding(checked: Checked, finding: Finding) -> dict[str, Any]:
    return {
        "kod": finding.check.code,
        "kontroll": finding.check.title,
        "allvar": finding.severity.value,
        "meddelande": finding.message,
        "gäller": finding.subject,
        "plats": _place(checked, finding.position),
        "sidor": [{"vad": side.label, "är": side.text} for side in finding.sides],
        "skillnad": finding.difference,
        "kr": None if finding.amount is None else str(finding.amount),
        "orsak": finding.cause,
        "grund": finding.source,
        "svar": finding.answer,
        "hjälp": finding.help,
    }


def _place(checked: Checked, position: Position | None) -> dict[str, Any]:
    if position is None:
        return {"fil": checked.path}
    return {
        "fil": checked.paths[position.file],
        "rad": position.line,
        "kolumn": position.column,
        "nycklar": list(position.path),
    }
