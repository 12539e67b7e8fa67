"""What is told of amounts that change during the year: from when, why, and what was not lowered."""

from itertools import groupby

from bidrag.calculation.budget import Revision
from bidrag.calculation.months import MONTHS
from bidrag.calculation.tables import Held, Row, Table
from bidrag.law import Paragraph
from bidrag.numerals import listed
from bidrag.output.wording import by, sentence

PAYMENT_NOTE = "Varje månad betalas med en tolftedel av det årsbelopp som gäller den månaden{}."
ALIKE_NOTE = "Det gäller bidrag till enskilda huvudmän; kommunen betalar {} på samma sätt."


def revision_notes(table: Table, revision: Revision) -> list[str]:
    """From when the amounts hold, by which decision and why, and which are paid from later on."""
    reason = f"enligt beslut {revision.day}: {revision.reason}"
    note = sentence(f"Beloppen gäller från och med {revision.month} {reason}")
    if not table.held:
        return [note]
    never = revision.paid == len(MONTHS)
    when = "inte under året" if never else f"först från och med {MONTHS[revision.paid]}"
    return [note, f"Lägre belopp betalas {when}: {listed(_lowered(table))}."]


def payment_notes(table: Table) -> list[str]:
    """How a month is paid, and what was lowered only after the months that had been paid."""
    held = sorted(table.held, key=_which)
    told = (_held_note(table, list(each)) for _, each in groupby(held, key=_which))
    return [*_monthly_notes(table), *told]


def _monthly_notes(table: Table) -> list[str]:
    """How a month is paid: by the law to enskilda huvudmän, and alike to anybody else."""
    if not any(price.kind.independent for price in table.prices):
        return [PAYMENT_NOTE.format("")]
    note = PAYMENT_NOTE.format(by(table.form.payment))
    paid = {row.paid.price for row in table.rows if row.paid}
    others = [
        each.recipient for each in table.prices if each.row in paid and not each.kind.independent
    ]
    alike = [f"till {listed(others)}"] if others and table.form.payment else []
    return [note, *map(ALIKE_NOTE.format, alike)]


def _lowered(table: Table) -> list[str]:
    """Each price that is lowered, with the groups for which it is."""
    by_row: dict[str, dict[str, None]] = {}
    for held in table.held:
        by_row.setdefault(_price(table, held.row), {})[held.group.label] = None
    return [f"{label} ({', '.join(groups)})" for label, groups in by_row.items()]


def _price(table: Table, row: Row) -> str:
    """What the price is called; one that is no sum does not say itself who is paid it."""
    whose = [price.recipient for price in table.prices if price.row == row.key]
    return row.label if row.sums or not whose else f"{row.label} till {listed(whose)}"


def _which(held: Held) -> tuple[str, int, int, str]:
    return held.revision.day, held.months.first, held.months.last, held.row.label


def _held_note(table: Table, held: list[Held]) -> str:
    """The same row and months for several groups, in one sentence."""
    first = held[0]
    groups = ", ".join(each.group.label for each in held)
    return (
        f"Beslutet {first.revision.day} sänker {_price(table, first.row)} ({groups}), men inte för "
        f"{first.months}, som då räknas som {_paid(first)}{by(_change(table, first.row))}."
    )


def _change(table: Table, row: Row) -> Paragraph | None:
    return table.form.change if table.pays_independent(row.key) else None


def _paid(held: Held) -> str:
    return "betald" if len(held.months.months) == 1 else "betalda"
