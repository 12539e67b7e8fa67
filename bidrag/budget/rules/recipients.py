"""Whom the prices of an activity are for: the recipients that it states, and the rules of them."""

from collections.abc import Iterator
from typing import NamedTuple

from bidrag.budget.codes import (
    CONFLICTING_KEYS,
    MISSING_KEY,
    UNKNOWN_RECIPIENT,
    UNKNOWN_ROW,
)
from bidrag.budget.diagnostics import Diagnostic, Place
from bidrag.budget.rules.scope import Scope, did_you_mean, unknown
from bidrag.budget.schema import Activity, Recipient
from bidrag.budget.tree import Word
from bidrag.calculation.legal import BIDRAG, DEFAULT_ROWS, IKE
from bidrag.law import INDEPENDENT, RECIPIENTS
from bidrag.law import Recipient as Kind

LAW_ROWS = (IKE, BIDRAG)
"""The rows of the law's ladder that are somebody's price."""


class Paid(NamedTuple):
    """Somebody who is paid, what it is in the eyes of the law, and the row that is its price."""

    name: str
    kind: Kind
    row: str


def recipients(activity: Activity) -> list[Paid]:
    """Those whom the activity states, and the law's where it states none; unknown ones are left out."""
    if activity.recipients is None:
        rows = LAW_ROWS if activity.steps is None else (BIDRAG, *activity.steps)
        return [Paid(kind.name, kind, row) for kind, row in DEFAULT_ROWS.items() if row in rows]
    return [
        Paid(name, RECIPIENTS[kind], stated.row)
        for name, stated in activity.recipients.items()
        if (kind := stated.kind or name) in RECIPIENTS
    ]


def is_settled(activity: Activity) -> bool:
    """Whether every recipient is known, and its price a sum among the activity's own steps."""
    known = recipients(activity)
    steps = activity.steps or {}
    sums = {name for name, step in steps.items() if step.total is not None}
    return len(known) == len(activity.recipients or known) and all(
        each.row in sums for each in known
    )


def independent(activity: Activity) -> list[str]:
    """The names of the activity's recipients that are fristående."""
    return [each.name for each in recipients(activity) if each.kind.independent]


def recipient_of(names: list[str], stated: Word | None) -> str | None:
    """Whose price a provider gets: the stated one's, else `fristående`, else the only one there is.

    `names` are the activity's recipients that are fristående. None where it is not known.
    """
    if stated is not None:
        return stated if stated in names else None
    if INDEPENDENT.name in names:
        return INDEPENDENT.name
    return names[0] if len(names) == 1 else None


def rows_behind(activity: Activity, row: str) -> set[str]:
    """The rows of the activity's own steps that this row is computed from, itself included."""
    found = {row}
    for name, step in reversed((activity.steps or {}).items()):
        if name in found:
            found.update(step.total or step.base or [])
    return found


def recipient_rules(scope: Scope) -> Iterator[Diagnostic]:
    """Everything that must hold for the recipients that the activity states."""
    for name, stated in (scope.activity.recipients or {}).items():
        yield from _kind_rules(scope, name, stated)
        yield from _row_rules(scope, stated.row)


def _kind_rules(scope: Scope, name: Word, stated: Recipient) -> Iterator[Diagnostic]:
    if stated.kind is None and name not in RECIPIENTS:
        help_text = (
            f"{did_you_mean(name, RECIPIENTS, 'mottagare i lagen')}; en mottagare med eget namn "
            "har pris: och som:, där som: är en av lagens"
        )
        message = f"mottagaren {name} finns inte"
        yield Diagnostic(UNKNOWN_RECIPIENT, message, help_text, name.place)
    elif stated.kind and stated.kind not in RECIPIENTS:
        yield unknown(UNKNOWN_RECIPIENT, "mottagaren", stated.kind, RECIPIENTS, "mottagare i lagen")
    elif stated.kind is not None and name in RECIPIENTS:
        message = f"{name} är redan en av lagens mottagare"
        place = scope.at("mottagare", name, "som")
        yield Diagnostic(CONFLICTING_KEYS, message, "ta bort som:, eller byt namn", place)


def _row_rules(scope: Scope, row: Word) -> Iterator[Diagnostic]:
    steps = scope.activity.steps
    if steps is None:
        if row and row not in LAW_ROWS:
            yield unknown(UNKNOWN_ROW, "raden", row, LAW_ROWS, "priser i lagens stege")
    elif row in scope.activity.lines or (row in steps and steps[row].total is None):
        help_text = f"skriv ett steg med summa: av {row} och det andra som ska betalas"
        yield Diagnostic(MISSING_KEY, f"priset {row} är ingen summa", help_text, row.place)
    elif row and row not in steps:
        sums = [name for name, step in steps.items() if step.total is not None]
        yield unknown(UNKNOWN_ROW, "raden", row, sums, "summor bland stegen")


def agreement_rules(scope: Scope, stated: Word | None, place: Place) -> Iterator[Diagnostic]:
    """That it is known whose price a provider gets; `place` is where the provider has the activity."""
    known = recipients(scope.activity)
    if stated == "" or len(known) < len(scope.activity.recipients or ()):
        return  # already told
    names = independent(scope.activity)
    if recipient_of(names, stated) is not None:
        return
    if stated is not None and stated in {each.name for each in known}:
        message = f"{stated} är ingen fristående huvudman"
        help_text = did_you_mean(stated, names, "mottagare")
        yield Diagnostic(UNKNOWN_RECIPIENT, message, help_text, stated.place)
    elif stated is not None:
        yield unknown(UNKNOWN_RECIPIENT, "mottagaren", stated, names, "mottagare")
    elif names:
        message = "huvudmannen kan få flera priser"
        help_text = f"lägg till mottagare: med en av {', '.join(names)}"
        yield Diagnostic(MISSING_KEY, message, help_text, place)
    else:
        help_text = f"lägg till en fristående mottagare under mottagare: i {scope.key}"
        message = f"{scope.key} har inget pris för fristående huvudmän"
        yield Diagnostic(UNKNOWN_RECIPIENT, message, help_text, place)
