"""What the rows that a table is computed from are called."""

from bidrag.calculation.budget import Group
from bidrag.calculation.formula import Amount
from bidrag.numerals import first_upper


def helper_label(amount: Amount, group: Group | None) -> str:
    """The amount's label without its group, which stands in the heading, and with its unit."""
    label = amount.label
    if group:
        before, _, after = label.rpartition(f" {group.label}")
        label = before + after if before else label
        label = label.removesuffix(", andel")
    unit = amount.unit
    return first_upper(label if not unit or unit in label else f"{label}, {unit}")
