"""The schema of a verksamhet."""

from functools import cached_property

from pydantic import Field

from bidrag.budget.grouping import Grouping
from bidrag.budget.scalars import (
    Count,
    Factor,
    Figure,
    Money,
    Name,
    Percent,
    PeriodName,
    Statement,
    Text,
    Unit,
    Weight,
)
from bidrag.budget.schema.lines import Line, Supplement
from bidrag.budget.schema.parts import (
    ActivityAnswers,
    ByGroup,
    Cells,
    Forms,
    Part,
    References,
    Rows,
)
from bidrag.budget.schema.periods import Periods
from bidrag.budget.schema.socioeconomic import Socioeconomic
from bidrag.budget.schema.steps import Recipient, Step
from bidrag.budget.tree import Word


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
        "dimensionen, för båda, den andra inuti den första, eller ett för alla.",
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

    socioeconomic: Socioeconomic | None = Field(
        None,
        alias="socioekonomiskt tillägg",
        description="En pott till de enheter vars socioekonomiska index ligger under snittet. Förval: "
        "ingen.",
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

    @property
    def shared_steps(self) -> dict[Word, Line]:
        """The steps that are a budget, as the cost lines that they are shared like."""
        steps = (self.steps or {}).items()
        return {
            name: Line.model_construct(budget=step.budget)
            for name, step in steps
            if step.budget is not None
        }

    @cached_property
    def individual(self) -> dict[Word, Word]:
        """The groups that are decided child by child, each with the reason."""
        return {
            group: reason
            for name, reason in self.stated_individual.items()
            for group in self.grouping.named(name)
        }
