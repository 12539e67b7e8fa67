"""The schema of periods, and of what prices are rounded to for each."""

from pydantic import Field

from bidrag.budget.scalars import CoinName, Measure, PartOfYear
from bidrag.budget.schema.parts import Part


class Periods(
    Part,
    title="perioder",
    json_schema_extra={
        "description": "Hur många av varje period ett år har. Ett belopp per dag är årets delat med "
        "dagarna, och ett pris per dag blir årets gånger dagarna."
    },
):
    """How many of each period a year has."""

    terms: Measure | None = Field(
        None, alias="termin", description="Terminer på ett år. Förval: 2."
    )
    months: Measure | None = Field(
        None,
        alias="månad",
        description="Månader på ett år (skolförordningen 14 kap. 11 §). Förval: 12.",
    )
    days: Measure | None = Field(
        None, alias="dag", description="Dagar på ett år. Förval: kalenderårets."
    )
    hours: Measure | None = Field(
        None,
        alias="timme",
        description="Timmar på ett år. Förval: okänt, och då finns inga belopp per timme.",
    )


class Printed(
    Part,
    title="avrundning",
    json_schema_extra={
        "description": "Till vad ersättningen avrundas för varje period, och om någon av dem avrundas före "
        "de andra. Kostnadsraderna, summorna och det som moms räknas på avrundas aldrig i räkningen."
    },
):
    """To what unit prices are rounded, period by period, and which period's is rounded first."""

    year: CoinName | None = Field(
        None,
        alias="år",
        description="Till vad ersättningen per barn eller elev och år avrundas. Förval: krona.",
    )
    term: CoinName | None = Field(
        None,
        alias="termin",
        description="Till vad ersättningen per termin avrundas. Förval: krona.",
    )
    month: CoinName | None = Field(
        None,
        alias="månad",
        description="Till vad ersättningen per månad avrundas. Förval: krona.",
    )
    day: CoinName | None = Field(
        None,
        alias="dag",
        description="Till vad ersättningen per dag avrundas. Förval: krona.",
    )
    hour: CoinName | None = Field(
        None,
        alias="timme",
        description="Till vad ersättningen per timme avrundas. Förval: krona.",
    )
    first: PartOfYear | None = Field(
        None,
        alias="först",
        description="Perioden vars ersättning avrundas först; årets och de andra periodernas räknas på den "
        "avrundade. Förval: ingen, varje belopp avrundas för sig.",
    )
