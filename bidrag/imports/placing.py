"""Which group each row of an activity is about, where the table leaves the group empty."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from bidrag.imports.headings import Role
from bidrag.imports.naming import group_id, line_id
from bidrag.imports.remarks import Remarks
from bidrag.imports.rows import Row


class Placed(NamedTuple):
    """A row and the identity of its group; "" is all groups together."""

    row: Row
    group: str


def place(rows: Iterable[Row], remarks: Remarks) -> list[Placed]:
    """The rows of one activity with their groups.

    A cost line that stands on one row alone, without a group, is for all groups together; one that
    stands on several rows has the group above it where its own is empty. A count without a group is
    for all.
    """
    rows = list(rows)
    times = Counter(line_id(row.line) for row in rows if not row.everyone)
    several = len({group_id(row.group) for row in rows if row.group}) > 1
    found = []
    for row in rows:
        alone = times[line_id(row.line)] == 1
        inherits = row.line and not row.everyone and not alone
        found.append(Placed(row, group_id(row.group or (row.above if inherits else ""))))
        if several and row.line and row.above and not found[-1].group and not row.everyone:
            message = (
                f"raden {row.line} har ingen grupp: beloppet är för alla, inte bara {row.above}"
            )
            remarks.note(row.cell(Role.LINE), message)
    return found
