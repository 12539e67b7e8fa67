"""The first budget file of a municipality: its forms and groups, no numbers, and comments that guide."""

from collections.abc import Iterator
from typing import NamedTuple

from bidrag.budget.codes import EMPTY_VALUE
from bidrag.budget.diagnostics import BudgetError, Diagnostic
from bidrag.budget.load import read_budget
from bidrag.budget.modeline import REFERENCE, SCHEMA_FILE
from bidrag.budget.yamltext import STEP, indented, scalar
from bidrag.calculation.basis import PLURAL
from bidrag.law import Form, Rate, rate
from bidrag.law.recipients import FEE_COLLECTOR
from bidrag.numerals import NBSP, first_upper, percent

COMMENT_COLUMN = 40
_GAP = 2
_AFTER_FEE = "bidrag efter avgift"


class Group(NamedTuple):
    """A group, or a value of one of the groups' dimensions: its key in the file, and how it is printed."""

    key: str
    label: str


class Planned(NamedTuple):
    """An activity of the new file: its form, and its groups (none: one for all).

    The groups are the values of one dimension, or the combinations of those of two.

    `priced` where prices per child are given instead of budgets and counts; `fee` where the providers
    charge the guardians themselves.
    """

    form: Form
    dimensions: tuple[tuple[Group, ...], ...] = ()
    priced: bool = False
    fee: bool = False

    @property
    def groups(self) -> tuple[tuple[Group, ...], ...]:
        """The values of each dimension of the groups, as they are written in the file."""
        everyone = Group(PLURAL[self.form.unit], PLURAL[self.form.unit])
        found = self.dimensions or ((everyone,),)
        return tuple(
            tuple(Group(scalar(each.key), scalar(each.label)) for each in values)
            for values in found
        )

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """The values of each dimension of the groups, as keys of the file."""
        return tuple(tuple(each.key for each in values) for values in self.groups)


class Plan(NamedTuple):
    """What the new file is about; `committee` may be empty."""

    municipality: str
    year: str
    committee: str
    activities: tuple[Planned, ...]


class FirstFile(NamedTuple):
    """A new file: its text, and how many values it leaves to fill in."""

    text: str
    left: int


def first_file(plan: Plan) -> FirstFile:
    """The file of a plan that nothing is wrong with."""
    return FirstFile(_text(plan), len(_diagnostics(plan)))


def faults(plan: Plan) -> list[Diagnostic]:
    """What would be wrong with the file of this plan even when it is filled in."""
    return [each for each in _diagnostics(plan) if each.code is not EMPTY_VALUE]


def _diagnostics(plan: Plan) -> list[Diagnostic]:
    try:
        read_budget(f"{plan.year}.yaml", _text(plan).encode())
    except BudgetError as error:
        return error.diagnostics
    return []


def _text(plan: Plan) -> str:
    return "\n".join([*_head(plan), *_activities(plan), *_providers(plan)]) + "\n"


def _head(plan: Plan) -> Iterator[str]:
    yield f"# Bidragsbelopp {plan.year}, {plan.municipality}"
    yield "#"
    yield "# Fyll i talen efter kolontecknen. Ett tomt värde blir aldrig noll: bidrag compute säger vilka"
    yield "# som saknas, och räknar när alla finns. Alla budgetbelopp är kronor per år, alla priser"
    yield "# kronor per barn eller elev och år. Tusental skrivs med mellanslag: 10 993 000."
    yield "#"
    yield f"# Vad varje nyckel betyder visar en editor med {SCHEMA_FILE} (skrivs av bidrag schema), och"
    yield f"# {REFERENCE} i projektet bidrag."
    yield "#"
    yield f"#   bidrag compute {plan.year}                         tabellerna"
    yield f"#   bidrag compute {plan.year} -o budgets/{plan.year}.csv     spara beloppen som nämnden beslutar"
    yield f"#   bidrag check {plan.year}                           pröva summor, beslut och lagens regler"
    yield ""
    yield f"kommun: {scalar(plan.municipality)}"
    if plan.committee:
        yield f"nämnd: {scalar(plan.committee)}"
    yield _beside(f"år: {plan.year}", "kalenderåret som beloppen gäller")
    yield _beside(f"# beslutsdatum: {int(plan.year) - 1}-12-14", "när nämnden har beslutat")
    yield _beside("# källa: budgetbeslut, diarienummer", "vad talen är hämtade ur")
    yield _beside("# dokument: Bilaga 1. IKE och bidrag", "rubrik på pdf och html")
    yield _beside("# överklagande: hur en huvudman överklagar", "sist i huvudmannens bilaga")
    yield ""


def _activities(plan: Plan) -> Iterator[str]:
    yield "verksamheter:"
    for planned in plan.activities:
        lines = [*_activity(planned), *_costs(planned, int(plan.year)), *_steps(planned)]
        yield from indented([f"{scalar(planned.form.key)}:", *indented(lines), ""])


def _activity(planned: Planned) -> Iterator[str]:
    form = planned.form
    yield _beside(f"skolform: {form.key}", "ger kostnadsslag, schabloner och paragrafer", 2)
    yield _beside(f"rubrik: {first_upper(form.key)}", "tabellens rubrik", 2)
    yield from _groups(planned)
    if not planned.priced:
        unit = PLURAL[form.unit]
        yield _beside("antal:", f"budgeterat antal {unit} i gruppen; får ha decimaler", 2)
        yield from _by_group(planned)
        yield _beside("# antal enligt: nämndens prognos", "vad antalet är räknat ur, och när", 2)


def _groups(planned: Planned) -> Iterator[str]:
    yield _beside("grupper:", "gruppens namn här i filen, och hur det trycks", 2)
    labels = [[f"{each.key}: {each.label}" for each in values] for values in planned.groups]
    if len(labels) == 1:
        yield from indented(labels[0])
        return
    for number, values in enumerate(labels, 1):
        name = _beside(f"indelning {number}:", "byt till ert eget namn", 3)
        yield from indented([name, *indented(values)])


def _costs(planned: Planned, year: int) -> Iterator[str]:
    form = planned.form
    yield f"# {first_upper(str(form.grundbelopp))}: grundbeloppet, med ett kostnadsslag på varje rad."
    if planned.priced:
        yield f"# Varje grupp har sitt pris i kronor per {form.unit} och år; inget om den inte får något."
    else:
        yield f"# En budget delas lika per {form.unit}. Delas den på annat sätt skrivs budget och vikter,"
        yield "# eller budget och andelar, på var sin rad under kostnadsslaget."
    yield "kostnader:"
    for item in form.items:
        yield f"{STEP}{_beside(f'{scalar(item.key)}:', str(item.paragraph), 3)}"
        if planned.priced:
            yield from indented(["pris:", *_by_group(planned)], 2)
    for name, versions in (("administration", form.administration), ("moms", form.moms)):
        yield from _schablon(name, rate(versions, year))


def _schablon(name: str, found: Rate | None) -> Iterator[str]:
    if found is not None:
        share = percent(found.share).replace(NBSP, " ")
        yield f"# Schablonen för {name}, {share}, läggs till: {found.paragraph}."


def _steps(planned: Planned) -> Iterator[str]:
    """The ladder with the fee that the provider charges; as comments where it charges none."""
    if not planned.form.fee:
        return
    if planned.fee:
        yield "# Den som tar ut avgiften själv får priset efter avdrag för den genomsnittliga avgiften,"
        yield "# som dras av sist och skrivs som -1 000."
        yield from _ladder(planned, "")
    else:
        yield "# Tar någon huvudman ut avgiften själv dras genomsnittet av sist. Ta då bort # nedan."
        yield from (f"# {line}" for line in _ladder(planned, " -1 000"))


def _ladder(planned: Planned, fee: str) -> list[str]:
    items = [scalar(item.key) for item in planned.form.items]
    return [
        "steg:",
        *_step("grundbelopp", "summa:", *_list(items)),
        *_step("administration", "schablon: administration", "av: grundbelopp"),
        *_step("ike", "summa:", *_list(["grundbelopp", "administration"])),
        *_step("moms", "schablon: moms", "av: ike"),
        *_step("bidrag", "summa:", *_list(["ike", "moms"])),
        *_step("avgift", "belopp:", *_by_group(planned, fee)),
        *_step(_AFTER_FEE, "summa:", *_list(["bidrag", "avgift"])),
        "mottagare:",
        f"{STEP}annan kommun: ike",
        f"{STEP}fristående: bidrag",
        f"{STEP}{FEE_COLLECTOR.name}: {_AFTER_FEE}",
    ]


def _providers(plan: Plan) -> Iterator[str]:
    yield "# De fristående huvudmännen, med sina verksamheter. Utan något mer gäller kommunens"
    yield "# genomsnittliga lokalkostnad för alla grupper. Ta bort # nedan och skriv namnet."
    yield "# huvudmän:"
    yield "#   Friskolan:"
    yield "#     verksamheter:"
    first = plan.activities[0]
    yield f"#       {first.form.key}:"
    if first.fee:
        yield f"#         mottagare: {FEE_COLLECTOR.name}"


def _step(name: str, *rule: str) -> list[str]:
    return list(indented([f"{name}:", *indented(rule)]))


def _list(items: list[str]) -> list[str]:
    return [f"{STEP}- {item}" for item in items]


def _by_group(planned: Planned, value: str = "") -> list[str]:
    return list(indented(_cells(planned.keys, value)))


def _cells(dimensions: tuple[tuple[str, ...], ...], value: str) -> Iterator[str]:
    """A value for each combination, those of the later dimensions within those of the first."""
    first, inner = dimensions[0], dimensions[1:]
    for key in first:
        yield f"{key}:" if inner else f"{key}:{value}"
        if inner:
            yield from indented(_cells(inner, value))


def _beside(text: str, comment: str, level: int = 0) -> str:
    """The line with its comment, which stands in the same column at every level of indent."""
    column = max(COMMENT_COLUMN - len(STEP) * level, len(text) + _GAP)
    return f"{text.ljust(column)}# {comment}"
