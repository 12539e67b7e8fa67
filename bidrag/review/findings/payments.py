"""What is paid over a year with revisions, proved: stretches of months, and that they sum to the year."""

from collections.abc import Iterator
from fractions import Fraction

from bidrag.calculation.tables import Calculation, Paid, Row, Table
from bidrag.law.checks import MONTHS_OF_LAW
from bidrag.review.findings.identities import ROWS, equal
from bidrag.review.findings.report import Finding
from bidrag.review.findings.scope import Scope


def payments(known: list[Scope], calculation: Calculation) -> list[Scope]:
    """What is paid over the year, beside the last revision of what it is paid for."""
    last = {scope.table.whose: scope for scope in known}
    return [last[table.whose]._replace(table=table) for table in calculation.payments]


def paid(known: list[Scope], calculation: Calculation) -> Iterator[Finding | None]:
    """That stretches of months sum to the year, and are each their months' twelfths of the price."""
    for scope in payments(known, calculation):
        table = scope.table
        for row in table.rows:
            for i, group in enumerate(table.groups):
                found = row.prices[i]
                if found and row.paid:
                    subject = table.address(group.key, row.key)
                    right = ("dess månader", _of_months(table, row, row.paid, i))
                    yield equal(ROWS, scope, subject, ("det som betalas", found.value), right)


def _of_months(table: Table, row: Row, which: Paid, i: int) -> Fraction:
    """What the row should come to (kr per child): its months' twelfths, or the sum of its stretches."""
    if not row.sums:
        price = which.prices[i]
        return price.value * len(which.months.months) / MONTHS_OF_LAW if price else Fraction(0)
    parts = (
        part.prices[i]
        for part in table.rows
        if part.paid and not part.sums and part.paid.price == which.price
    )
    return sum((term.value for term in parts if term), Fraction(0))
