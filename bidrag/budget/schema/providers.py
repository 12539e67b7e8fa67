"""The schema of the independent providers."""

from typing import Any, ClassVar

from pydantic import Field, model_validator

from bidrag.budget.scalars import Money, Orgnr, PeriodName, Reference, Statement, Text
from bidrag.budget.schema.parts import ByGroup, Part, ProviderAnswers, References, Rows
from bidrag.budget.shapes import Shape
from bidrag.budget.tree import BLANK, Word


class Agreement(
    Part,
    title="huvudmans verksamhet",
    json_schema_extra={
        "description": "Vad en huvudman får i en verksamhet. Utan någonting under namnet: verksamhetens "
        "genomsnittliga lokalkostnad, och alla grupper."
    },
):
    """What a provider gets in one activity."""

    shorthand: ClassVar[Shape] = {"type": "null"}
    title: Text | None = Field(
        None, alias="rubrik", description="Bilagans rubrik. Förval: verksamhetens."
    )
    recipient: Reference | None = Field(
        None,
        alias="mottagare",
        description="Vems pris huvudmannen får. Förval: `fristående`, eller den enda fristående "
        "mottagare som verksamheten har.",
    )
    groups: References | None = Field(
        None, alias="grupper", description="Grupperna som huvudmannen har. Förval: alla."
    )
    premises: ByGroup[Money, Money] | None = Field(
        None,
        alias="faktiska lokalkostnader",
        description="Den lokalkostnad som ersätter kommunens snitt, i kronor per barn eller elev och år, "
        "eller perioden i `pris per`, för varje grupp; högst huvudmannens faktiska (skolförordningen "
        "14 kap. 6 §). Kräver särskilda skäl. Förval: kommunens snitt.",
    )
    documented: ByGroup[Money, Money] | None = Field(
        None,
        alias="redovisade lokalkostnader",
        description="Vad huvudmannen har visat att lokalerna kostar, i kronor per barn eller elev och "
        "samma period; `bidrag check` jämför. Förval: ingen jämförelse.",
    )
    per: PeriodName | None = Field(
        None,
        alias="pris per",
        description="Perioden som lokalkostnaderna avser. Förval: verksamhetens `pris per`.",
    )
    reason: Statement | None = Field(
        None,
        alias="särskilda skäl",
        description="Nämndens skäl till att den faktiska lokalkostnaden ersätter snittet. Krävs med "
        "`faktiska lokalkostnader`.",
    )
    supplements: References | None = Field(
        None,
        alias="tillägg",
        description="Vilka av verksamhetens tillägg huvudmannen får, eller `inga`. Förval: alla.",
    )
    units: References | None = Field(
        None,
        alias="enheter",
        description="Huvudmannens enheter i verksamhetens socioekonomiska tillägg, som bilagan då visar. "
        "Bara de får moms och bidrag på det. Förval: inga.",
    )
    answers: ProviderAnswers = Field(
        {},
        alias="svar",
        description="Skälet till att det som en kontroll anmärker på hos huvudmannen är som det ska.",
    )

    @model_validator(mode="before")
    @classmethod
    def _nothing_stated(cls, data: Any) -> Any:
        """An empty agreement: the average lokalkostnad, for every group."""
        return {} if isinstance(data, Word) and data == "" and data is not BLANK else data


class Provider(
    Part,
    title="huvudman",
    json_schema_extra={
        "description": "En fristående eller enskild huvudman, som får en egen bilaga."
    },
):
    """An independent provider (enskild huvudman)."""

    orgnr: Orgnr | None = Field(
        None, alias="orgnr", description="Huvudmannens organisationsnummer."
    )
    activities: Rows[Agreement] = Field(
        alias="verksamheter",
        description="Verksamheterna som huvudmannen bedriver, med samma namn som i filens verksamheter.",
    )
