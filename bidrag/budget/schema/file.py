"""The schema of the file itself."""

from typing import Annotated

from pydantic import Field

from bidrag.budget.scalars import Day, Measure, NextYear, Passage, Statement, Text, Year
from bidrag.budget.schema.activity import Activity
from bidrag.budget.schema.parts import FileAnswers, Part, Rows
from bidrag.budget.schema.periods import Periods, Printed
from bidrag.budget.schema.providers import Provider
from bidrag.budget.schema.revisions import Revision


class Rounding(
    Part,
    title="avrundat i källan",
    json_schema_extra={
        "description": "När filen är avskriven ur en tryckt källa: till vilken enhet talen är avrundade "
        "där. 1 är hela kronor, 0,01 är ören. `bidrag check` vet då hur mycket av en avvikelse som är "
        "avrundning."
    },
):
    """To what unit the source of the file prints its numbers, for those that it prints rounded."""

    budget: Measure | None = Field(
        None, alias="budget", description="Enheten för budgetbelopp. Förval: inte avrundat."
    )
    shares: Measure | None = Field(
        None, alias="andelar", description="Enheten för andelar. Förval: inte avrundat."
    )
    prices: Measure | None = Field(
        None, alias="pris", description="Enheten för priser. Förval: inte avrundat."
    )
    counts: Measure | None = Field(
        None, alias="antal", description="Enheten för antal. Förval: inte avrundat."
    )
    amounts: Measure | None = Field(
        None, alias="belopp", description="Enheten för fasta belopp. Förval: inte avrundat."
    )
    premises: Measure | None = Field(
        None,
        alias="faktiska lokalkostnader",
        description="Enheten för faktiska lokalkostnader. Förval: inte avrundat.",
    )


class File(
    Part,
    title="Budgetfil",
    json_schema_extra={
        "description": "En kommuns budget för ett kalenderår, som bidrag till enskilda huvudmän och "
        "interkommunal ersättning räknas ut av."
    },
):
    """A budget file."""

    municipality: Text = Field(
        alias="kommun", description="Kommunens namn, som det ska stå i beslutet."
    )
    committee: Text | None = Field(
        None, alias="nämnd", description="Nämnden som beslutar om beloppen."
    )
    year: Year = Field(
        alias="år",
        description="Kalenderåret som beloppen gäller (skolförordningen 14 kap. 1 §); detsamma som i "
        "filens namn.",
    )
    source: Statement | None = Field(
        None,
        alias="källa",
        description="Varifrån talen kommer, till exempel ett ärende eller en bilaga.",
    )
    document: Text | None = Field(
        None,
        alias="dokument",
        description="Rubriken på det dokument som pdf och html är, till exempel Bilaga 1. IKE och bidrag.",
    )
    decided: Day | None = Field(
        None,
        alias="beslutsdatum",
        description="Dagen då beloppen beslutades, före årets början (skolförordningen 14 kap. 1 §).",
    )
    appeal: Passage | None = Field(
        None,
        alias="överklagande",
        description="Hur en huvudman överklagar beslutet. Står sist i huvudmannens egen bilaga (pdf, html). "
        "En tom rad skiljer stycken. Börja texten med > om raderna är brutna bara för att få plats, och med "
        "ett lodstreck om varje rad ska stå för sig.",
    )
    rounding: Annotated[Rounding | None, NextYear.GOES] = Field(
        None,
        alias="avrundat i källan",
        description="Vilka tal som källan trycker avrundade, och till vilken enhet. Förval: inga.",
    )
    periods: Periods | None = Field(
        None,
        alias="perioder",
        description="Hur många terminer, månader, dagar och timmar ett år har i alla verksamheter. Förval: "
        "2 terminer, 12 månader och kalenderårets dagar.",
    )
    printed: Printed | None = Field(
        None,
        alias="avrundning",
        description="Till vad ersättningen avrundas, och om en period avrundas först. Förval: hela kronor, "
        "sist.",
    )
    answers: FileAnswers = Field(
        {},
        alias="svar",
        description="Skälet till att det som en kontroll anmärker på i filen är som det ska.",
    )
    activities: Rows[Activity] = Field(
        alias="verksamheter",
        description="Verksamheterna, var och en med ett eget namn.",
    )
    providers: Rows[Provider] = Field(
        {},
        alias="huvudmän",
        description="De fristående och enskilda huvudmännen, var och en med sitt namn. Förval: inga.",
    )
    revisions: Annotated[Rows[Revision], NextYear.GOES] = Field(
        {},
        alias="revideringar",
        description="Ändringar under året, var och en under dagen för beslutet (2024-05-20), i den ordning "
        "de beslutades. Förval: inga.",
    )
