"""The file format of a budget: pydantic models whose aliases are the Swedish keys of the file.

What concerns one value alone is checked here and in `scalars`; what concerns several (groups, rows,
sums) in `rules`. The types of the scalars also say which values belong to one year (`NextYear`).
"""

from functools import cached_property
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)

from bidrag.budget.codes import EMPTY_VALUE
from bidrag.budget.grouping import Grouping
from bidrag.budget.scalars import (
    Coin,
    Count,
    Day,
    Factor,
    Figure,
    Measure,
    Money,
    Name,
    Orgnr,
    PartOfYear,
    Percent,
    PeriodName,
    Price,
    Reference,
    Signed,
    Statement,
    Text,
    Unit,
    Weight,
    Year,
    refuse,
)
from bidrag.budget.tree import BLANK, Block, Items, Word

T = TypeVar("T")


class Hole(Block):
    """Stands in for nested keys that are missing or misshapen: already reported, and empty."""


def _listed(value: Any) -> Any:
    """One text, or a list of at least one."""
    if isinstance(value, Items) and not value and value.place != BLANK.place:
        raise refuse(EMPTY_VALUE, "listan är tom", "skriv minst ett värde, eller ta bort nyckeln")
    return [value] if isinstance(value, Word) and value is not BLANK else value


References = Annotated[list[Reference], BeforeValidator(_listed)]


def _filled(value: Any) -> Any:
    if isinstance(value, Block) and not value and not isinstance(value, Hole):
        raise refuse(EMPTY_VALUE, "nyckeln saknar värden", "skriv minst en rad under nyckeln")
    return value


Rows = Annotated[dict[Name, T], BeforeValidator(_filled)]

ONE, SEVERAL = "/ett", "/flera"
"""Pydantic's names for the two shapes of a value; no key of a file can be one of them."""


def _shape_within(value: Any) -> str:
    return SEVERAL if isinstance(value, Block) else ONE


def _shape(value: Any) -> str:
    """As a key that is left empty is meant to have its values below it."""
    return ONE if isinstance(value, Word) and (value or value is BLANK) else SEVERAL


_Either = Annotated[T, Tag(ONE)] | Annotated[Rows[T], Tag(SEVERAL)]
Cells = Rows[Annotated[_Either[T], Discriminator(_shape_within)]]
"""A value for each group, or for each value of a dimension; or of two, the one within the other."""

S = TypeVar("S")
ByGroup = Annotated[
    Annotated[S, Tag(ONE)] | Annotated[Cells[T], Tag(SEVERAL)], Discriminator(_shape)
]
"""As `Cells`, or one value (of the first type) for all groups."""


class Part(BaseModel):
    """A part of the file: its keys and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


_GROUPS = (
    "verksamhetens grupper och hur var och en skrivs ut; eller två dimensioner med namn och var sina "
    "värden, då grupperna är alla kombinationer (1-2 heltid)"
)
_FACTORS = (
    "tal eller procentsatser för värden i någon av dimensionerna (deltid: 50 %), som multipliceras med "
    "priset eller vikten i varje rad som inte har egna faktorer eller andelar; ett värde som inte "
    "nämns har faktorn 1"
)
_LINE_FACTORS = "radens egna faktorer, i stället för verksamhetens"
_STEP_FACTORS = "faktorer för stegets belopp; verksamhetens gäller bara kostnadsraderna"


class Line(Part):
    """A cost line: a budget (kr) and how it is split, or a price (kr per child and year)."""

    label: Text | None = Field(None, alias="rubrik")
    items: References | None = Field(None, alias="kostnadsslag")
    budget: Money | None = Field(None, alias="budget")
    weights: ByGroup[Weight, Weight] | None = Field(None, alias="vikter")
    shares: Cells[Money] | None = Field(None, alias="andelar")
    prices: ByGroup[Money, Price] | None = Field(None, alias="pris")
    factors: Rows[Factor] | None = Field(None, alias="faktorer", description=_LINE_FACTORS)
    markup: Percent | None = Field(None, alias="påslag i priset")
    schablons: References | None = Field(
        None,
        alias="schabloner",
        description=(
            "Vilka av lagens schabloner som räknas på raden i lagens stege: `administration`, "
            "`moms`, båda (förval) eller `inga`. Med egna `steg` säger stegen det i stället."
        ),
    )
    per: PeriodName | None = Field(
        None,
        alias="pris per",
        description="perioden som radens pris avser: år (annars), termin, månad, dag eller timme",
    )

    @model_validator(mode="before")
    @classmethod
    def _bare_number(cls, data: Any) -> Any:
        return {"budget": data} if isinstance(data, Word) else data


class Step(Part):
    """A step of the ladder: a sum of rows, a percentage of rows, or a fixed amount for each group."""

    label: Text | None = Field(None, alias="rubrik")
    total: References | None = Field(None, alias="summa")
    schablon: Reference | None = Field(None, alias="schablon")
    percent: Percent | None = Field(None, alias="procent")
    base: References | None = Field(None, alias="av")
    amounts: ByGroup[Signed, Signed] | None = Field(None, alias="belopp")
    factors: Rows[Factor] | None = Field(None, alias="faktorer", description=_STEP_FACTORS)
    per: PeriodName | None = Field(
        None,
        alias="pris per",
        description="perioden som stegets belopp avser: år (annars), termin, månad, dag eller timme",
    )


class Supplement(Part):
    """An amount beside the grundbelopp, kr per child and year or another period."""

    label: Text = Field(alias="rubrik")
    amount: Money = Field(alias="belopp")
    schablons: References | None = Field(
        None,
        alias="schabloner",
        description=(
            "Vilka av lagens schabloner som räknas på tillägget: `moms` (förval), "
            "`administration`, båda eller `inga`."
        ),
    )
    per: PeriodName | None = Field(
        None,
        alias="pris per",
        description="perioden som tilläggets belopp avser: år (annars), termin, månad, dag eller timme",
    )


class Recipient(Part):
    """Somebody who is paid: the sum that is its price, and what it is in the eyes of the law."""

    row: Reference = Field(
        alias="pris", description="Steget, en summa, som är vad mottagaren får betalt."
    )
    kind: Reference | None = Field(
        None,
        alias="som",
        description="Vilken av lagens mottagare som en mottagare med eget namn räknas som.",
    )

    @model_validator(mode="before")
    @classmethod
    def _bare_row(cls, data: Any) -> Any:
        return {"pris": data} if isinstance(data, Word) else data


class OwnForm(Part):
    """A form that the law does not know, with the municipality's own cost items and rates."""

    name: Name = Field(alias="namn")
    unit: Unit = Field(alias="enhet")
    items: References = Field(alias="kostnadsslag")
    administration: Percent | None = Field(None, alias="administration")
    moms: Percent | None = Field(None, alias="moms")


class Periods(Part):
    """How many of each period a year has."""

    terms: Measure | None = Field(None, alias="termin", description="terminer per år (annars 2)")
    months: Measure | None = Field(
        None, alias="månad", description="månader per år (annars 12, skolförordningen 14 kap. 11 §)"
    )
    days: Measure | None = Field(None, alias="dag", description="dagar per år (annars kalenderns)")
    hours: Measure | None = Field(
        None, alias="timme", description="timmar per år; utan talet finns inga belopp per timme"
    )


class Activity(Part):
    """A verksamhet: its form, groups, counts, cost lines and steps."""

    forms: References | None = Field(None, alias="skolform")
    own_form: OwnForm | None = Field(None, alias="egen skolform")
    title: Text = Field(alias="rubrik")
    stated_groups: Cells[Text] = Field(alias="grupper", description=_GROUPS)
    stated_individual: Rows[Text] = Field({}, alias="beslutas individuellt")
    counts: Cells[Count] | None = Field(None, alias="antal")
    weights: ByGroup[Weight, Weight] | None = Field(None, alias="vikter")
    factors: Rows[Factor] | None = Field(None, alias="faktorer", description=_FACTORS)
    weighted_total: Count | None = Field(None, alias="viktat antal")
    count_note: Statement | None = Field(None, alias="antalet är härlett ur")
    count_basis: Statement | None = Field(None, alias="antal enligt")
    periods: Periods | None = Field(
        None,
        alias="perioder",
        description="hur många av perioderna verksamheten har på ett år; går nyckel för nyckel före "
        "filens",
    )
    per: PeriodName | None = Field(
        None,
        alias="pris per",
        description="perioden som verksamhetens pris och belopp avser, om inte raden, steget eller tillägget "
        "säger en annan",
    )
    frame: Money | None = Field(None, alias="budgetram")
    answers: Rows[Statement] = Field({}, alias="svar")
    lines: Rows[Line] = Field(alias="kostnader")
    steps: Rows[Step] | None = Field(None, alias="steg")
    recipients: Rows[Recipient] | None = Field(
        None,
        alias="mottagare",
        description=(
            "Vilket steg som är priset för var och en: `kommunal enhet`, `annan kommun`, "
            "`fristående`, `fristående som tar ut avgiften`, eller ett eget namn med `pris` och "
            "`som`. Förval: annan kommun får `ike` och fristående `bidrag`."
        ),
    )
    supplements: Rows[Supplement] = Field({}, alias="tillägg")

    @cached_property
    def grouping(self) -> Grouping:
        """The groups with their values in each dimension."""
        return Grouping(self.stated_groups)

    @property
    def groups(self) -> dict[Word, Word]:
        """Every group, in the order of the tables, and how it is printed."""
        return self.grouping.labels

    def factors_of(self, line: Line) -> dict[Word, Figure]:
        """The factors of a cost line: its own, else the activity's; shares (andelar) have none."""
        if line.shares is not None:
            return {}
        return (self.factors if line.factors is None else line.factors) or {}

    @cached_property
    def individual(self) -> dict[Word, Word]:
        """The groups that are decided child by child, each with the reason."""
        return {
            group: reason
            for name, reason in self.stated_individual.items()
            for group in self.grouping.named(name)
        }


class Agreement(Part):
    """What a provider gets in one activity."""

    title: Text | None = Field(None, alias="rubrik")
    recipient: Reference | None = Field(
        None,
        alias="mottagare",
        description=(
            "Vems pris huvudmannen får (förval: `fristående`, eller den enda fristående "
            "mottagare som verksamheten har)."
        ),
    )
    groups: References | None = Field(None, alias="grupper")
    premises: ByGroup[Money, Money] | None = Field(None, alias="faktiska lokalkostnader")
    documented: ByGroup[Money, Money] | None = Field(None, alias="redovisade lokalkostnader")
    reason: Statement | None = Field(None, alias="särskilda skäl")
    answers: Rows[Statement] = Field({}, alias="svar")

    @model_validator(mode="before")
    @classmethod
    def _nothing_stated(cls, data: Any) -> Any:
        """An empty agreement: the average lokalkostnad, for every group."""
        return {} if isinstance(data, Word) and data == "" and data is not BLANK else data


class Provider(Part):
    """An independent provider (enskild huvudman)."""

    orgnr: Orgnr | None = Field(None, alias="orgnr")
    activities: Rows[Agreement] = Field(alias="verksamheter")


class Rounding(Part):
    """To what unit the source of the file prints its numbers, for those that it prints rounded."""

    budget: Measure | None = Field(None, alias="budget")
    shares: Measure | None = Field(None, alias="andelar")
    prices: Measure | None = Field(None, alias="pris")
    counts: Measure | None = Field(None, alias="antal")
    amounts: Measure | None = Field(None, alias="belopp")
    premises: Measure | None = Field(None, alias="faktiska lokalkostnader")


class Printed(Part):
    """To what unit prices are rounded, period by period, and which period's is rounded first."""

    year: Coin | None = Field(
        None, alias="år", description="belopp per barn och år skrivs i hel krona (annars) eller öre"
    )
    term: Coin | None = Field(
        None, alias="termin", description="belopp per termin skrivs i hel krona (annars) eller öre"
    )
    month: Coin | None = Field(
        None, alias="månad", description="belopp per månad skrivs i hel krona (annars) eller öre"
    )
    day: Coin | None = Field(
        None, alias="dag", description="belopp per dag skrivs i hel krona (annars) eller öre"
    )
    hour: Coin | None = Field(
        None, alias="timme", description="belopp per timme skrivs i hel krona (annars) eller öre"
    )
    first: PartOfYear | None = Field(
        None,
        alias="först",
        description="perioden vars ersättning avrundas först; årets och de andra periodernas räknas "
        "på den avrundade",
    )


class File(Part):
    """A budget file."""

    municipality: Text = Field(alias="kommun")
    committee: Text | None = Field(None, alias="nämnd")
    year: Year = Field(alias="år")
    source: Statement | None = Field(None, alias="källa")
    decided: Day | None = Field(None, alias="beslutsdatum")
    rounding: Rounding | None = Field(None, alias="avrundat i källan")
    periods: Periods | None = Field(
        None,
        alias="perioder",
        description="hur många terminer, månader, dagar och timmar ett år har",
    )
    printed: Printed | None = Field(
        None, alias="avrundning", description="till vad beloppen avrundas, och var i räkningen"
    )
    answers: Rows[Statement] = Field({}, alias="svar")
    activities: Rows[Activity] = Field(alias="verksamheter")
    providers: Rows[Provider] = Field({}, alias="huvudmän")
