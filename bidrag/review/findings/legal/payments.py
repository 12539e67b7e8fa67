"""K09: a revision that lowers an amount for a month that has been paid."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from bidrag.calculation.budget import Revision
from bidrag.calculation.months import MONTHS
from bidrag.calculation.tables import Held, Table
from bidrag.law.checks import PAID_MONTHS, Severity
from bidrag.review.findings.report import Finding, Side
from bidrag.review.findings.scope import Scope
from bidrag.rounding import kronor_and_ören


def paid_findings(
    scopes: Sequence[Scope], payments: Sequence[Table]
) -> Iterator[tuple[Scope, Finding]]:
    """One finding for each activity, else provider, that a revision would lower for paid months.

    What is paid obeys the law whatever the revision says, so it is something to look at: a varning.
    A form that the law does not know is paid in the same way, but nothing is told of it.
    """
    revised = {(each.table.whose, each.table.revision): each for each in scopes}
    told = set[tuple[str, str, Revision]]()
    for payment in (each for each in payments if each.form.lawful):
        held = sorted(payment.held, key=lambda each: each.revision.day)
        for revision, lowered in groupby(held, key=lambda each: each.revision):
            what = *payment.whose[1:], revision
            if what not in told:
                scope = revised[payment.whose, revision]
                yield scope, _lowered(scope, revision, list(lowered))
            if not payment.provider:
                told.add(what)


def _lowered(scope: Scope, revision: Revision, held: list[Held]) -> Finding:
    most = max(held, key=lambda each: each.before.value - each.after.value)
    loss = most.before.value - most.after.value
    unit = f"kr per {scope.table.unit}"
    where = f"{most.row.label}, {most.group.label}"
    return Finding(
        PAID_MONTHS,
        Severity.WARNING,
        f"beslutet {revision.day} sänker belopp i {scope.table.title}, även för betalda månader",
        scope.table.address(most.group.key, most.row.key),
        revision.position,
        f"{_advice(revision)}; skälet kan anges under `svar:` med nyckeln K09",
        (
            Side("före", f"{kronor_and_ören(most.before.value)} {unit} och år ({where})"),
            Side("efter", f"{kronor_and_ören(most.after.value)} {unit} och år"),
            Side("betalda", str(most.months)),
        ),
        f"{kronor_and_ören(loss)} {unit} och år lägre; de betalda månaderna sänks inte",
        -loss,
        basis=str(scope.table.form.change or ""),
    )


def _advice(revision: Revision) -> str:
    if revision.paid == len(MONTHS):
        return "ta bort sänkningen: årets alla månader är betalda"
    return (
        f"låt sänkningen gälla från {MONTHS[revision.paid]}, den första månaden som inte är betald"
    )
