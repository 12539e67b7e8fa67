"""How many children each group has, where every statement of it in the table agrees."""

from collections.abc import Iterable
from fractions import Fraction

from bidrag.imports.draft import Value
from bidrag.imports.placing import Placed
from bidrag.imports.remarks import Remarks
from bidrag.imports.rows import Figure
from bidrag.numerals import decimal


def counts_of(placed: Iterable[Placed], groups: list[str], remarks: Remarks) -> dict[str, Value]:
    """The number of children of each group; a hole where the table has none, or two that differ.

    Counts for all groups together are compared with the sum of the groups'; where there is only one
    group they are its own.
    """
    stated: dict[str, list[Figure]] = {}
    for row, group in placed:
        if row.children:
            of = groups[0] if len(groups) == 1 else group
            stated.setdefault(of, []).append(row.children)
    found = {group: _agreed(stated.get(group, []), remarks) for group in groups}
    for figure in stated.get("", []):
        _compare(figure, list(found.values()), remarks)
    return found


def _agreed(figures: list[Figure], remarks: Remarks) -> Value:
    if not figures:
        return None
    first = figures[0]
    different = [each for each in figures if each.value != first.value]
    for each in different:
        if each.value is not None and first.value is not None:
            one, other = (remarks.figure(it.value or it.stated, it.cell) for it in (first, each))
            message = f"antalet i samma grupp är {one} men här {other}"
            remarks.problem(each.cell, message, "skriv samma antal, eller skriv det en gång")
    return None if different else first.value


def _compare(figure: Figure, counts: list[Value], remarks: Remarks) -> None:
    """Compares a count of all groups together with the groups' own."""
    if figure.value is None:
        return
    known = [count for count in counts if count is not None]
    total = sum(known, Fraction(0))
    if len(known) < len(counts):
        message = f"antalet {decimal(figure.value)} är inte uppdelat på grupperna"
        remarks.problem(figure.cell, message, "skriv antalet på en rad för varje grupp")
    elif total != figure.value:
        difference = decimal(abs(total - figure.value))
        message = (
            f"antalet {decimal(figure.value)} är inte summan av gruppernas, "
            f"{decimal(total)}: skillnaden är {difference}"
        )
        remarks.problem(figure.cell, message, "rätta antalet, eller gruppen som raden hör till")
