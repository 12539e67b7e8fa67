"""CSV (RFC 4180, UTF-8), long: a row for each changed amount, and then one for each of its causes."""

import csv
from collections.abc import Iterator
from fractions import Fraction
from io import StringIO

from bidrag.calculation.stated import KEY
from bidrag.output.wording import ROUNDING
from bidrag.review.changes.diff import Change, Difference
from bidrag.rounding import fixed, plain

ÖRE = Fraction(1, 100)
NO_CHANGE = ("", "", "", "")
COLUMNS = ("belopp", "före_kr", "efter_kr", "ändring_kr", "ändring_procent", "orsak", "orsak_kr")


def write_csv(found: Difference) -> str:
    """One row for each amount, with no cause; then its causes, in kr with two decimals.

    The causes of an amount and the rounding sum to the change. An amount that only one side has is
    empty on the other.
    """
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([*KEY, *COLUMNS])
    for section in found.sections:
        for change in section.changes:
            writer.writerow([*_amount(change), "", ""])
            for cause, kronor in _causes(change):
                writer.writerow([*_amount(change), harmless(cause), fixed(kronor, 2)])
    for absence in found.added:
        writer.writerows(
            [*each.cell, "", plain(each.kronor), *NO_CHANGE] for each in absence.amounts
        )
    for absence in found.removed:
        writer.writerows(
            [*each.cell, plain(each.kronor), "", *NO_CHANGE] for each in absence.amounts
        )
    return text.getvalue()


def _causes(change: Change) -> Iterator[tuple[str, Fraction]]:
    for part in change.parts:
        yield part.cause.label, part.value
    rest = change.rounding(ÖRE)
    if change.parts and rest:
        yield ROUNDING, rest


def harmless(text: str) -> str:
    """The text with a mark in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if text[:1] in "=+-@" else text


def _amount(change: Change) -> list[str]:
    percent = "" if change.percent is None else fixed(change.percent, 1)
    numbers = (change.old, change.new, change.kronor)
    activity, provider, group, row, measure = change.cell
    return [activity, provider, group, row, measure, *map(str, map(plain, numbers)), percent]
