"""K09: a revision that lowers an amount for a month that has been paid."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.budget import Revision
from bidrag.calculation.months import MONTHS
from bidrag.calculation.tables import Held, Table
from bidrag.law.checks import PAID_MONTHS, Severity
from bidrag.review.findings.report import Finding, Side
from bidrag.review.findings.scope import Scope
from bidrag.rounding import kronor_and_ören


class _Cut(NamedTuple):
    """An amount that a revision lowers for paid months, and the revised table that has it."""

    scope: Scope
    held: Held


def paid_findings(
    scopes: Sequence[Scope], payments: Sequence[Table]
) -> Iterator[tuple[Scope, Finding]]:
    """One finding for each activity, else provider, that a revision would lower for paid months.

    What is paid obeys the law whatever the revision says, so it is something to look at: a varning.
    A form that the law does not know is paid in the same way, but nothing is told of it.
    """
    revised = {(each.table.whose, each.table.revision): each for each in scopes}
    cuts: defaultdict[tuple[str, str, Revision], list[_Cut]] = defaultdict(list)
    for payment, held in _own(each for each in payments if each.form.lawful):
        scope = revised[payment.whose, held.revision]
        cuts[payment.provider, payment.origin, held.revision].append(_Cut(scope, held))
    for (*_, revision), lowered in cuts.items():
        yield lowered[0].scope, _lowered(revision, lowered)


def _own(payments: Iterable[Table]) -> Iterator[tuple[Table, Held]]:
    """What is lowered, but of a provider's amounts only those lowered more than the activity's are."""
    known: defaultdict[tuple[object, ...], Fraction] = defaultdict(Fraction)
    for payment in payments:
        for held in payment.held:
            what = *payment.whose[1:], held.revision, held.group.key, held.row.key
            if held.loss > known[what]:
                yield payment, held
            if not payment.provider:
                known[what] = max(known[what], held.loss)


def _lowered(revision: Revision, lowered: list[_Cut]) -> Finding:
    scope, most = max(lowered, key=lambda each: each.held.loss)
    unit = f"kr per {scope.table.unit}"
    where = f"{most.row.label}, {most.group.label}"
    after = most.before.value - most.loss
    return Finding(
        PAID_MONTHS,
        Severity.WARNING,
        f"beslutet {revision.day} sänker belopp i {scope.table.title}, även för betalda månader",
        scope.table.address(most.group.key, most.row.key),
        revision.position,
        f"{_advice(revision)}; skälet kan anges under `svar:` med nyckeln K09",
        (
            Side("före", f"{kronor_and_ören(most.before.value)} {unit} och år ({where})"),
            Side("efter", f"{kronor_and_ören(after)} {unit} och år"),
            Side("betalda", str(most.months)),
        ),
        f"{kronor_and_ören(most.loss)} {unit} och år lägre; de betalda månaderna sänks inte",
        -most.loss,
        basis=str(scope.table.form.change or ""),
    )


def _advice(revision: Revision) -> str:
    if revision.paid == len(MONTHS):
        return "ta bort sänkningen: årets alla månader är betalda"
    return (
        f"låt sänkningen gälla från {MONTHS[revision.paid]}, den första månaden som inte är betald"
    )
