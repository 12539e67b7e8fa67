"""CSV (RFC 4180, UTF-8), long: a row for each changed amount, and then one for each of its causes."""

import csv
from io import StringIO

from bidrag.calculation.stated import KEY
from bidrag.review.diff import Change, Difference
from bidrag.rounding import fixed, plain

COLUMNS = ("belopp", "före_kr", "efter_kr", "ändring_kr", "ändring_procent", "orsak", "orsak_kr")


def write_csv(found: Difference) -> str:
    """One row for each amount, with no cause; then its causes, in kr with two decimals."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([*KEY, *COLUMNS])
    for section in found.sections:
        for change in section.changes:
            writer.writerow([*_amount(change), "", ""])
            for part in change.parts:
                writer.writerow(
                    [*_amount(change), harmless(part.cause.label), fixed(part.value, 2)]
                )
    return text.getvalue()


def harmless(text: str) -> str:
    """The text with a mark in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if text[:1] in "=+-@" else text


def _amount(change: Change) -> list[str]:
    percent = "" if change.percent is None else fixed(change.percent, 1)
    numbers = (change.old, change.new, change.kronor)
    activity, provider, group, row, measure = change.cell
    return [activity, provider, group, row, measure, *map(str, map(plain, numbers)), percent]
