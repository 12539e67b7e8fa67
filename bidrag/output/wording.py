"""Words that every document shares: the title of a table, a sentence that ends."""

from bidrag.calculation.basis import PLURAL
from bidrag.calculation.tables import Calculation, Row, Table
from bidrag.law import OTHER_MUNICIPALITY, OWN_UNIT, Paragraph

ROUNDING = "avrundning"
"""What printed parts lack to their printed sum."""

PAYMENT = "Utbetalning under året"
"""What a table of payments is called beside those that it comes of."""


def calculation_title(calculation: Calculation) -> str:
    """Whose amounts they are, and for which year."""
    return f"{calculation.municipality}, bidragsbelopp {calculation.year}"


def table_title(calculation: Calculation, table: Table) -> str:
    """The table's heading, as in a decision's annex."""
    title, year = table.title.upper(), calculation.year
    if table.payment:
        return f"UTBETALNING{_to(table)} {year}, {title}{', TILLÄGG' if table.supplement else ''}"
    if table.provider:
        kind = table.supplement.title.upper() if table.supplement else "BIDRAG"
        return f"{kind}{_to(table)}; {title} {year}"
    kind = table.supplement.title.upper() if table.supplement else _paid(table)
    return f"{kind} {year}, {title}"


def _to(table: Table) -> str:
    """Whom it is paid to, where that is a provider."""
    orgnr = f" (orgnr {table.orgnr})" if table.orgnr else ""
    return f" TILL {table.provider.upper()}{orgnr}" if table.provider else ""


def _paid(table: Table) -> str:
    """What the table is of: what each kind of recipient is paid."""
    kinds = {price.kind for price in table.prices}
    named = {
        "RESURSTILLDELNING TILL KOMMUNAL ENHET": OWN_UNIT in kinds,
        "INTERKOMMUNAL ERSÄTTNING": OTHER_MUNICIPALITY in kinds,
        "BIDRAG TILL ENSKILD VERKSAMHET": any(kind.independent for kind in kinds),
    }
    *most, last = [name for name, is_paid in named.items() if is_paid]
    return f"{', '.join(most)} SAMT {last}" if most else last


def who(table: Table) -> str:
    """What the amounts of the table are for: a group of children, or a unit."""
    return "enheten" if table.supplement and table.supplement.by_unit else "gruppen"


def called(table: Table) -> str:
    """Which table it is among them all: whose, of what, of which supplement, and if it is of payments."""
    names = (
        table.provider,
        table.title,
        table.supplement and table.supplement.title,
        PAYMENT if table.payment else "",
    )
    return ", ".join(filter(None, names))


def number_of(table: Table) -> str:
    """What the numbers of children (or units) of the table are called."""
    return f"Antal {PLURAL[table.unit]}"


def mark(table: Table, row: Row) -> str:
    """The mark of the note on a provider's own premises, on the row that it is of."""
    return "*" if row.premises and table.premises_reason else ""


def by(paragraph: Paragraph | None) -> str:
    """That it is by the paragraph, nothing where there is none."""
    return f" enligt {paragraph}" if paragraph else ""


def sentence(text: str) -> str:
    """The text with a full stop, unless whoever wrote it ended it already."""
    return text if text.endswith((".", "!", "?")) else f"{text}."
