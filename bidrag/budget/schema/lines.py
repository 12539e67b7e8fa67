"""The schema of what a price consists of: cost lines, and supplements beside the grundbelopp."""

from typing import Any

from pydantic import Field, model_validator

from bidrag.budget import shapes
from bidrag.budget.scalars import (
    Factor,
    Money,
    PaidPer,
    Percent,
    PeriodName,
    Portion,
    Price,
    Text,
    Weight,
)
from bidrag.budget.schema.parts import ByGroup, Cells, CostItems, Part, Rows, Schabloner
from bidrag.budget.tree import Word


class Line(
    Part,
    title="kostnadsrad",
    json_schema_extra={
        "description": "En rad i tabellen: en budget i kronor per år och hur den fördelas på grupperna, "
        "eller ett pris i kronor per barn eller elev. En budget som fördelas lika per barn eller "
        "elev kan skrivas direkt efter radens namn: `elevhälsa: 10 470 000`."
    },
):
    """A cost line: a budget (kr) and how it is split, or a price (kr per child and year)."""

    shorthand = shapes.MONEY
    label: Text | None = Field(
        None,
        alias="rubrik",
        description="Hur raden heter i tabellen. Förval: radens namn.",
    )
    items: CostItems | None = Field(
        None,
        alias="kostnadsslag",
        description="Vilket eller vilka av lagens kostnadsslag raden är. `övrigt` är en kostnad för alla "
        "som inte är något av dem; `tilläggsbelopp` är ett belopp vid sidan av grundbeloppet "
        "(skolförordningen 14 kap. 4–8 §§). Förval: radens namn.",
    )
    budget: Money | None = Field(
        None,
        alias="budget",
        description="Budgeten för alla grupper tillsammans, i kronor per år. Utan vikter och andelar "
        "fördelas den efter verksamhetens vikter, eller lika per barn eller elev. Krävs om inte `pris` är "
        "angivet.",
    )
    weights: ByGroup[Weight, Weight] | None = Field(
        None,
        alias="vikter",
        description="Hur mycket ett barn eller en elev i varje grupp väger i just den här raden: "
        "budgeten fördelas efter vikt gånger antal. Förval: verksamhetens vikter.",
    )
    shares: Cells[Portion] | None = Field(
        None,
        alias="andelar",
        description="Varje grupps del av budgeten: alla i kronor per år, som ska summera till budgeten, "
        "eller alla i procent, som ska summera till 100 %.",
    )
    prices: ByGroup[Money, Price] | None = Field(
        None,
        alias="pris",
        description="I stället för `budget`: kronor per barn eller elev och år, eller perioden i `pris per`, "
        "i varje grupp. `inget` står där gruppen inte får något av raden. Krävs om inte `budget` är "
        "angiven.",
    )
    factors: Rows[Factor] | None = Field(
        None,
        alias="faktorer",
        description="Radens egna faktorer, som priset eller vikten multipliceras med, efter värden i "
        "någon av gruppernas dimensioner. Förval: verksamhetens faktorer.",
    )
    markup: Percent | None = Field(
        None,
        alias="påslag i priset",
        description="Ett påslag som redan ligger i priset, och som räknas bort: med 3 % divideras "
        "priset med 1,03. Förval: inget påslag.",
    )
    schablons: Schabloner | None = Field(
        None,
        alias="schabloner",
        description="Vilka av lagens schabloner som räknas på raden i lagens stege: `administration`, "
        "`moms`, båda eller `inga`. Med egna `steg` säger stegen det i stället. Förval: båda.",
    )
    per: PeriodName | None = Field(
        None,
        alias="pris per",
        description="Perioden som radens pris avser. Årets pris är så många gånger större som året har "
        "perioder. Förval: verksamhetens `pris per`.",
    )

    @model_validator(mode="before")
    @classmethod
    def _bare_number(cls, data: Any) -> Any:
        return {"budget": data} if isinstance(data, Word) else data


class Supplement(
    Part,
    title="tillägg",
    json_schema_extra={
        "description": "Ett belopp vid sidan av grundbeloppet, per barn eller elev (modersmål) eller per "
        "enhet (ett grundbidrag till varje landsbygdsskola). Till fristående läggs moms på det, men inte "
        "administration (skolförordningen 14 kap. 4 § 6)."
    },
):
    """An amount beside the grundbelopp, kr per child or unit and year or another period."""

    label: Text = Field(alias="rubrik", description="Hur tillägget heter i tabellen.")
    amount: Money = Field(
        alias="belopp",
        description="Kronor per barn eller elev och år, eller vad `per` och `pris per` säger i stället.",
    )
    paid_per: PaidPer | None = Field(
        None,
        alias="per",
        description="Skriv `enhet` för ett belopp per skola eller förskola, som får en egen tabell. "
        "Förval: per barn eller elev.",
    )
    schablons: Schabloner | None = Field(
        None,
        alias="schabloner",
        description="Vilka av lagens schabloner som räknas på tillägget: `moms`, `administration`, båda "
        "eller `inga`. Förval: moms.",
    )
    per: PeriodName | None = Field(
        None,
        alias="pris per",
        description="Perioden som tilläggets belopp avser. Förval: verksamhetens `pris per`.",
    )
