"""Words that every document shares: the title of a table, a sentence that ends."""

from bidrag.calculation.tables import Calculation, Table

ROUNDING = "avrundning"
"""What printed parts lack to their printed sum."""


def table_title(calculation: Calculation, table: Table) -> str:
    """The table's heading, as in a decision's annex."""
    title = table.title.upper()
    if table.provider:
        orgnr = f" (orgnr {table.orgnr})" if table.orgnr else ""
        whom = f"{table.provider.upper()}{orgnr}"
        if table.supplement:
            return f"TILLKOMMANDE BIDRAG OCH TILLÄGGSBELOPP TILL {whom}; {title} {calculation.year}"
        return f"BIDRAG TILL {whom}; {title} {calculation.year}"
    if table.supplement:
        return f"TILLKOMMANDE BIDRAG OCH TILLÄGGSBELOPP {calculation.year}, {title}"
    kind = "INTERKOMMUNAL ERSÄTTNING SAMT BIDRAG TILL ENSKILD VERKSAMHET"
    return f"{kind} {calculation.year}, {title}"


def sentence(text: str) -> str:
    """The text with a full stop, unless whoever wrote it ended it already."""
    return text if text.endswith((".", "!", "?")) else f"{text}."
