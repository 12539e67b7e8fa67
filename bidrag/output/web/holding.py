"""Which months the prices of a table hold for, where they are changed during the year."""

from collections.abc import Iterable

from bidrag.calculation.months import MONTHS, Stretch
from bidrag.calculation.tables import Table


def held_months(table: Table, tables: Iterable[Table]) -> str:
    """The months of the table's prices; empty where they hold all year, or its title says from when.

    Empty too where a lower price does not hold as early as the rest of its table.
    """
    same = [each for each in tables if each.whose == table.whose and not each.payment]
    if table.payment or any(each.held for each in same):
        return ""
    starts = [each.revision.start if each.revision else 1 for each in same]
    ends = [*(start - 1 for start in starts[1:]), len(MONTHS)]
    months = Stretch(
        *next(both for each, *both in zip(same, starts, ends, strict=True) if each is table)
    )
    return "" if months.last == len(MONTHS) else str(months)
