"""The schema of the steps from the cost lines to the prices, and of who is paid which price."""

from typing import Any

from pydantic import Field, model_validator

from bidrag.budget import shapes
from bidrag.budget.scalars import Factor, Percent, PeriodName, Reference, Signed, Text
from bidrag.budget.schema.parts import ByGroup, Part, References, Rows, Schablon
from bidrag.budget.tree import Word


class Step(
    Part,
    title="steg",
    json_schema_extra={
        "description": "Ett led på vägen från kostnadsraderna till priset: summan av rader, en "
        "procentsats på rader, eller ett fast belopp. Stegen räknas i den ordning de står, och det sista "
        "är summan bidrag, där varje rad och varje påslag ingår precis en gång."
    },
):
    """A step of the ladder: a sum of rows, a percentage of rows, or a fixed amount for each group."""

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
    percent: Percent | None = Field(
        None, alias="procent", description="En egen procentsats, på raderna i `av`."
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
