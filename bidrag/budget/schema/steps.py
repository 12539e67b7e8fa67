"""The schema of the steps from the cost lines to the prices, and of who is paid which price."""

from typing import Any

from pydantic import Field, model_validator

from bidrag.budget import shapes
from bidrag.budget.scalars import Factor, PeriodName, Reference, Signed, SignedPercent, Text
from bidrag.budget.schema.parts import ByGroup, Part, References, Rows, Schablon
from bidrag.budget.tree import Word


class Step(
    Part,
    title="steg",
    json_schema_extra={
        "description": "Ett led på vägen från kostnadsraderna till priset: summan av rader, en "
        "procentsats på rader, ett fast belopp eller en budget. Stegen räknas i den ordning de står. Ett "
        "pris är en summa, där en rad eller ett påslag ingår högst en gång, och varje rad och påslag "
        "ingår i någons pris. Utan `mottagare` är det sista steget summan bidrag, där allt ingår."
    },
):
    """A step of the ladder: a sum or a percentage of rows, an amount for each group, or a budget."""

    label: Text | None = Field(
        None, alias="rubrik", description="Hur steget heter i tabellen. Förval: stegets namn."
    )
    total: References | None = Field(
        None,
        alias="summa",
        description="Raderna och de tidigare steg som läggs ihop.",
    )
    schablon: Schablon | None = Field(
        None,
        alias="schablon",
        description="Lagens procentsats för skolformen och året, på raderna i `av` "
        "(skolförordningen 14 kap. 4–5 §§, gymnasieförordningen 13 kap. 3 §).",
    )
    percent: SignedPercent | None = Field(
        None,
        alias="procent",
        description="En egen procentsats, på raderna i `av`. Ett avdrag skrivs med minus.",
    )
    base: References | None = Field(
        None,
        alias="av",
        description="Raderna som schablonen eller procentsatsen räknas på. Krävs med `schablon` och "
        "`procent`.",
    )
    amounts: ByGroup[Signed, Signed] | None = Field(
        None,
        alias="belopp",
        description="Ett fast belopp för varje grupp, i kronor per barn eller elev och år, eller perioden "
        "i `pris per`. Ett avdrag, till exempel en avgift, skrivs med minus.",
    )
    budget: Signed | None = Field(
        None,
        alias="budget",
        description="Ett belopp för alla grupper tillsammans, i kronor per år, som fördelas som en "
        "kostnadsrad med bara en budget: efter verksamhetens vikter och faktorer, eller lika per barn "
        "eller elev. Ett avdrag, till exempel för kommunens egen administration, skrivs med minus.",
    )
    factors: Rows[Factor] | None = Field(
        None,
        alias="faktorer",
        description="Faktorer som `belopp` multipliceras med, efter värden i någon av gruppernas "
        "dimensioner; verksamhetens faktorer gäller bara kostnadsraderna. Förval: inga.",
    )
    per: PeriodName | None = Field(
        None,
        alias="pris per",
        description="Perioden som stegets belopp avser. Förval: verksamhetens `pris per`.",
    )


class Recipient(
    Part,
    title="mottagare",
    json_schema_extra={
        "description": "Någon som får betalt: summan som är priset, och vad mottagaren är i lagens ögon. "
        "En av lagens mottagare kan skrivas med bara stegets namn: `annan kommun: ike`."
    },
):
    """Somebody who is paid: the sum that is its price, and what it is in the eyes of the law."""

    shorthand = shapes.REFERENCE
    row: Reference = Field(
        alias="pris", description="Steget, en summa, som är vad mottagaren får betalt."
    )
    kind: Reference | None = Field(
        None,
        alias="som",
        description="Vilken av lagens mottagare som en mottagare med eget namn räknas som. Krävs med "
        "eget namn.",
    )

    @model_validator(mode="before")
    @classmethod
    def _bare_row(cls, data: Any) -> Any:
        return {"pris": data} if isinstance(data, Word) else data
