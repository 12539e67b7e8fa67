"""The schema of a socioekonomiskt tillägg: a pot that is shared by index."""

from pydantic import Field

from bidrag.budget.scalars import Count, Pot, Share, SignedFactor, Text
from bidrag.budget.schema.parts import Part, Rows, Schabloner


class School(
    Part,
    title="skola eller förskola",
    json_schema_extra={
        "description": "En skola eller förskola: hur många som går där, och hur stor andel av dem som "
        "uppfyller varje kriterium."
    },
):
    """A school or preschool: its children, and the share of them for each criterion."""

    count: Count = Field(alias="antal", description="Antal barn eller elever i enheten.")
    shares: Rows[Share] = Field(
        alias="andelar",
        description="Andelen av barnen eller eleverna för varje kriterium i `vikter`, 0–100 %.",
    )


class Socioeconomic(
    Part,
    title="socioekonomiskt tillägg",
    json_schema_extra={
        "description": "En pott som fördelas till de enheter vars index ligger under snittet, efter "
        "avståndet till snittet gånger antalet. Index är summan av varje kriteriums andel gånger dess "
        "vikt. Enheternas belopp beslutas i hela kronor som summerar till potten."
    },
):
    """A pot (kr per year) for the units whose index is below the average."""

    title: Text | None = Field(
        None, alias="rubrik", description="Tabellens rubrik. Förval: Socioekonomiskt tillägg."
    )
    pot: Pot = Field(alias="pott", description="Det som fördelas, i kronor per år.")
    schablons: Schabloner | None = Field(
        None,
        alias="schabloner",
        description="Vilka av lagens schabloner som räknas på tillägget. Förval: moms.",
    )
    weights: Rows[SignedFactor] = Field(
        alias="vikter",
        description="Kriterierna, med egna namn, och vad vart och ett väger i index: ett tal eller en "
        "procentsats, med minus där en hög andel är en nackdel. De behöver inte summera till 1.",
    )
    units: Rows[School] = Field(
        alias="enheter", description="Enheterna, både kommunens och de fristående, med egna namn."
    )
