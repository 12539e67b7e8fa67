"""What is told of amounts that change during the year: from when, why, and what was not lowered."""

from itertools import groupby

from bidrag.calculation.budget import Revision
from bidrag.calculation.tables import Held, Table
from bidrag.output.wording import by, sentence

PAYMENT_NOTE = "Varje månad betalas med en tolftedel av det årsbelopp som gäller den månaden{}."


def revision_note(revision: Revision) -> str:
    """From when the amounts hold, by which decision and why."""
    return sentence(
        f"Beloppen gäller från och med {revision.month} enligt beslut {revision.day}: {revision.reason}"
    )


def payment_notes(table: Table) -> list[str]:
    """How a month is paid, and what was lowered only after the months that had been paid."""
    held = sorted(table.held, key=_which)
    told = (_held_note(table, list(each)) for _, each in groupby(held, key=_which))
    return [PAYMENT_NOTE.format(by(table.form.payment)), *told]


def _which(held: Held) -> tuple[str, int, int, str]:
    return held.revision.day, held.months.first, held.months.last, held.row.label


def _held_note(table: Table, held: list[Held]) -> str:
    """The same row and months for several groups, in one sentence."""
    first = held[0]
    groups = ", ".join(each.group.label for each in held)
    return (
        f"Beslutet {first.revision.day} sänker {first.row.label} ({groups}), men inte för "
        f"{first.months}, som då räknas som {_paid(first)}{by(table.form.change)}."
    )


def _paid(held: Held) -> str:
    return "betald" if len(held.months.months) == 1 else "betalda"
