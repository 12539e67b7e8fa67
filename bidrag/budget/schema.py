"""The file format of a budget: pydantic models whose aliases are the Swedish keys of the file.

What concerns one value alone is checked here and in `scalars`; what concerns several (groups, rows,
sums) in `rules`. The types of the scalars also say which values belong to one year (`NextYear`).
"""

from functools import cached_property
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
    model_validator,
)

from bidrag.budget import shapes
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
from bidrag.budget.shapes import Shape, answers, one_or_many
from bidrag.budget.tree import BLANK, Block, Items, Word
from bidrag.law.checks import ACTIVITY_CHECKS, FILE_CHECKS, PROVIDER_CHECKS

T = TypeVar("T")


class Hole(Block):
    """Stands in for nested keys that are missing or misshapen: already reported, and empty."""


def _listed(value: Any) -> Any:
    """One text, or a list of at least one."""
    if isinstance(value, Items) and not value and value.place != BLANK.place:
        raise refuse(EMPTY_VALUE, "listan är tom", "skriv minst ett värde, eller ta bort nyckeln")
    return [value] if isinstance(value, Word) and value is not BLANK else value


_Listed = Annotated[list[Reference], BeforeValidator(_listed)]
References = Annotated[_Listed, WithJsonSchema(one_or_many(shapes.REFERENCE))]
Forms = Annotated[_Listed, WithJsonSchema(one_or_many(shapes.FORM))]
CostItems = Annotated[_Listed, WithJsonSchema(one_or_many(shapes.ITEM))]
Schabloner = Annotated[_Listed, WithJsonSchema(one_or_many(shapes.SCHABLONER))]
Schablon = Annotated[Reference, WithJsonSchema(shapes.SCHABLON)]


def _filled(value: Any) -> Any:
    if isinstance(value, Block) and not value and not isinstance(value, Hole):
        raise refuse(EMPTY_VALUE, "nyckeln saknar värden", "skriv minst en rad under nyckeln")
    return value


Rows = Annotated[
    dict[Name, T], BeforeValidator(_filled), Field(json_schema_extra={"minProperties": 1})
]
FileAnswers = Annotated[Rows[Statement], WithJsonSchema(answers(FILE_CHECKS))]
ActivityAnswers = Annotated[Rows[Statement], WithJsonSchema(answers(ACTIVITY_CHECKS))]
ProviderAnswers = Annotated[Rows[Statement], WithJsonSchema(answers(PROVIDER_CHECKS))]

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
    """A part of the file: its keys and no others.

    Its Swedish title and description, and those of its fields, are what an editor and the reference
    of the file show. `shorthand` is what may be written instead of the keys.
    """

    shorthand: ClassVar[Shape | None] = None
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


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
        "fördelas den efter verksamhetens vikter, eller lika per barn eller elev.",
    )
    weights: ByGroup[Weight, Weight] | None = Field(
        None,
        alias="vikter",
        description="Hur mycket ett barn eller en elev i varje grupp väger i just den här raden: "
        "budgeten fördelas efter vikt gånger antal. Förval: verksamhetens vikter.",
    )
    shares: Cells[Money] | None = Field(
        None,
        alias="andelar",
        description="Varje grupps del av budgeten, i kronor per år. Andelarna ska summera till budgeten.",
    )
    prices: ByGroup[Money, Price] | None = Field(
        None,
        alias="pris",
        description="I stället för `budget`: kronor per barn eller elev och år, eller perioden i `pris per`, "
        "i varje grupp. `inget` står där gruppen inte får något av raden.",
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


class Supplement(
    Part,
    title="tillägg",
    json_schema_extra={
        "description": "Ett belopp vid sidan av grundbeloppet, till exempel för modersmål. Till "
        "fristående läggs moms på det, men inte administration (skolförordningen 14 kap. 4 § 6)."
    },
):
    """An amount beside the grundbelopp, kr per child and year or another period."""

    label: Text = Field(alias="rubrik", description="Hur tillägget heter i tabellen.")
    amount: Money = Field(
        alias="belopp",
        description="Kronor per barn eller elev och år, eller perioden i `pris per`.",
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


class OwnForm(
    Part,
    title="egen skolform",
    json_schema_extra={
        "description": "En verksamhetsform som lagen inte känner, med kommunens egna kostnadsslag och "
        "procentsatser. Lagens regler prövas inte på den, och det står under tabellen."
    },
):
    """A form that the law does not know, with the municipality's own cost items and rates."""

    name: Name = Field(
        alias="namn", description="Vad formen heter; inte som någon av lagens former."
    )
    unit: Unit = Field(alias="enhet", description="Vad priset gäller: barn eller elev.")
    items: References = Field(
        alias="kostnadsslag",
        description="Formens kostnadsslag, som kostnadsraderna heter eller hör till.",
    )
    administration: Percent | None = Field(
        None,
        alias="administration",
        description="Procentsatsen för administration. Krävs om stegen räknar med den, som lagens stege gör.",
    )
    moms: Percent | None = Field(
        None,
        alias="moms",
        description="Procentsatsen för moms. Krävs om stegen räknar med den, som lagens stege gör.",
    )


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


class Activity(
    Part,
    title="verksamhet",
    json_schema_extra={
        "description": "En verksamhet är en tabell: en skolform, dess grupper och antal, kostnadsraderna "
        "och stegen till priset."
    },
):
    """A verksamhet: its form, groups, counts, cost lines and steps."""

    forms: Forms | None = Field(
        None,
        alias="skolform",
        description="Skolformen, som avgör kostnadsslag, schabloner och paragrafer. En lista där två "
        "skolformer med samma regler delar tabell, till exempel förskoleklass och grundskola. Krävs om inte "
        "`egen skolform` är angiven.",
    )
    own_form: OwnForm | None = Field(
        None,
        alias="egen skolform",
        description="I stället för `skolform`: en form som lagen inte känner.",
    )
    title: Text = Field(alias="rubrik", description="Tabellens rubrik.")
    stated_groups: Cells[Text] = Field(
        alias="grupper",
        description="Grupperna som får varsitt pris, med era egna korta namn, och hur de heter i "
        "tabellen. Eller två dimensioner med namn och var sina värden, till exempel ålder och tid: "
        "grupperna är då alla kombinationer (1-2 heltid), och ett tal kan stå för varje värde i den ena "
        "dimensionen, för båda, den ena inuti den andra, eller ett för alla.",
    )
    stated_individual: Rows[Text] = Field(
        {},
        alias="beslutas individuellt",
        description="Grupper som inte har något pris, och varför. De visas så, aldrig som noll. Förval: "
        "alla grupper har pris.",
    )
    counts: Cells[Count] | None = Field(
        None,
        alias="antal",
        description="Budgeterat antal barn eller elever i varje grupp, i genomsnitt över året; decimaler "
        "går bra. Krävs när en budget fördelas.",
    )
    weights: ByGroup[Weight, Weight] | None = Field(
        None,
        alias="vikter",
        description="Hur mycket ett barn eller en elev i varje grupp väger, för alla rader som inte har "
        "egna vikter, andelar eller pris. Förval: alla väger lika.",
    )
    factors: Rows[Factor] | None = Field(
        None,
        alias="faktorer",
        description="Tal eller procentsatser för värden i någon av gruppernas dimensioner (deltid: 50 %), "
        "som multipliceras med priset eller vikten i varje rad som inte har egna faktorer eller andelar. "
        "Ett värde som inte nämns har faktorn 1. Förval: inga.",
    )
    weighted_total: Count | None = Field(
        None,
        alias="viktat antal",
        description="Summan av vikt gånger antal, där antalet i varje grupp inte är känt. Förval: räknas "
        "ut av antal och vikter.",
    )
    count_note: Statement | None = Field(
        None,
        alias="antalet är härlett ur",
        description="Hur antalet är framräknat, när det inte är budgeterat. Skrivs under tabellen.",
    )
    count_basis: Statement | None = Field(
        None,
        alias="antal enligt",
        description="Vad antalet bygger på och när det mättes, till exempel prognos i oktober "
        "(skolförordningen 14 kap. 1 §).",
    )
    periods: Periods | None = Field(
        None,
        alias="perioder",
        description="Hur många av varje period verksamheten har på ett år; det som inte står här tas från "
        "filens `perioder`. Förval: filens.",
    )
    per: PeriodName | None = Field(
        None,
        alias="pris per",
        description="Perioden som verksamhetens priser och belopp avser, om inte raden, steget eller "
        "tillägget säger en annan. En budget är alltid för året. Förval: år.",
    )
    frame: Money | None = Field(
        None,
        alias="budgetram",
        description="Nämndens beslutade budget för alla rader tillsammans, i kronor per år; `bidrag check` "
        "jämför. Förval: ingen jämförelse.",
    )
    answers: ActivityAnswers = Field(
        {},
        alias="svar",
        description="Skälet till att det som en kontroll anmärker på i verksamheten är som det ska.",
    )
    lines: Rows[Line] = Field(
        alias="kostnader",
        description="Kostnadsraderna, var och en med ett eget namn eller namnet på ett av lagens "
        "kostnadsslag.",
    )
    steps: Rows[Step] | None = Field(
        None,
        alias="steg",
        description="Verksamhetens egna steg från raderna till priset, i ordning. Förval: lagens stege.",
    )
    recipients: Rows[Recipient] | None = Field(
        None,
        alias="mottagare",
        description="Vilket steg som är priset för var och en: `kommunal enhet`, `annan kommun`, "
        "`fristående`, `fristående som tar ut avgiften`, eller ett eget namn med `pris` och `som`. "
        "Förval: annan kommun får `ike` och fristående `bidrag`.",
    )
    supplements: Rows[Supplement] = Field(
        {},
        alias="tillägg",
        description="Belopp vid sidan av grundbeloppet, var och ett med ett eget namn. Förval: inga.",
    )

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
        description="Den lokalkostnad som ersätter kommunens snitt, i kronor per barn eller elev och år "
        "för varje grupp; högst huvudmannens faktiska (skolförordningen 14 kap. 6 §). Kräver särskilda "
        "skäl. Förval: kommunens snitt.",
    )
    documented: ByGroup[Money, Money] | None = Field(
        None,
        alias="redovisade lokalkostnader",
        description="Vad huvudmannen har visat att lokalerna kostar, i kronor per barn eller elev och "
        "år; `bidrag check` jämför. Förval: ingen jämförelse.",
    )
    reason: Statement | None = Field(
        None,
        alias="särskilda skäl",
        description="Nämndens skäl till att den faktiska lokalkostnaden ersätter snittet. Krävs med "
        "`faktiska lokalkostnader`.",
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


class Printed(
    Part,
    title="avrundning",
    json_schema_extra={
        "description": "Till vad ersättningen avrundas för varje period, och om någon av dem avrundas före "
        "de andra. Kostnadsraderna, summorna och det som moms räknas på avrundas aldrig i räkningen."
    },
):
    """To what unit prices are rounded, period by period, and which period's is rounded first."""

    year: Coin | None = Field(
        None,
        alias="år",
        description="Till vad ersättningen per barn eller elev och år avrundas. Förval: krona.",
    )
    term: Coin | None = Field(
        None,
        alias="termin",
        description="Till vad ersättningen per termin avrundas. Förval: krona.",
    )
    month: Coin | None = Field(
        None,
        alias="månad",
        description="Till vad ersättningen per månad avrundas. Förval: krona.",
    )
    day: Coin | None = Field(
        None,
        alias="dag",
        description="Till vad ersättningen per dag avrundas. Förval: krona.",
    )
    hour: Coin | None = Field(
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
    decided: Day | None = Field(
        None,
        alias="beslutsdatum",
        description="Dagen då beloppen beslutades, före årets början (skolförordningen 14 kap. 1 §).",
    )
    rounding: Rounding | None = Field(
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
