"""The law's own ladder and its recipients, used where an activity does not state others.

Skolförordningen 14 kap. 4 §: administration is a percentage of everything that is not administration,
lokalkostnader included; moms is a percentage of all that and of administration. Both are påslag, in
that order. Interkommunal ersättning has no moms, because that compensates enskilda huvudmän.
"""

from collections.abc import Callable

from bidrag.calculation.budget import Activity, Line, PercentStep, Price, Step, SumStep
from bidrag.calculation.formula import Given
from bidrag.calculation.ladder import needed, summed
from bidrag.law import INDEPENDENT, OTHER_MUNICIPALITY, Paragraph, Recipient

GRUNDBELOPP = "grundbelopp"
ADMINISTRATION = "administration"
IKE = "ike"
MOMS = "moms"
BIDRAG = "bidrag"
SUPPLEMENT = "tillägg"
SUPPLEMENT_PER_UNIT = "tillägg per enhet"
UNIT = "enhet"
SOCIOECONOMIC = "socioekonomiskt tillägg"

SCHABLONS = (ADMINISTRATION, MOMS)

LABELS = {
    GRUNDBELOPP: "GRUNDBELOPP",
    ADMINISTRATION: "Administrativ schablon",
    IKE: "INTERKOMMUNAL ERSÄTTNING",
    MOMS: "Kompensation mervärdesskatt, schablon",
    BIDRAG: "BIDRAG FRISTÅENDE/ENSKILD VERKSAMHET",
}

# What a municipality's price is to a provider, who gets no interkommunal ersättning.
BEFORE_MOMS = "Bidrag före kompensation för mervärdesskatt"

DEFAULT_ROWS: dict[Recipient, str] = {OTHER_MUNICIPALITY: IKE, INDEPENDENT: BIDRAG}
"""Who is paid which row of a ladder, where the file says nothing; without the row, nobody is."""

RateOf = Callable[[str], Given]
"""The percentage of a schablon, asked for only where the schablon applies to something."""

SUPPLEMENT_LINES = {
    (ADMINISTRATION,): (SUPPLEMENT, "Belopp"),
    (): (f"{SUPPLEMENT} med båda schablonerna", "Belopp med båda schablonerna"),
    (MOMS,): (f"{SUPPLEMENT} med administration", "Belopp med bara administrativ schablon"),
    SCHABLONS: (f"{SUPPLEMENT} utan schabloner", "Belopp utan schabloner"),
}
"""The key and label of the line of the supplements that lie outside these schablons."""


def legal_ladder(
    lines: tuple[Line, ...], rate: RateOf, basis: Paragraph | None
) -> tuple[Step, ...]:
    """The law's steps over these cost lines; `basis` is the form's paragraph on grundbelopp.

    A line outside a schablon is no part of the grundbelopp, and comes to it before the payment.
    """
    within = tuple(line.key for line in lines if not line.outside)
    others = tuple(line for line in lines if line.outside)
    if not within:
        return _ladder((), others, rate, basis)
    grundbelopp = Step(GRUNDBELOPP, LABELS[GRUNDBELOPP], SumStep(within), basis)
    return grundbelopp, *_ladder((GRUNDBELOPP,), others, rate, basis)


def supplement_ladder(lines: tuple[Line, ...], rate: RateOf) -> tuple[Step, ...]:
    """The law's steps for amounts beside the grundbelopp, each line with its schablons.

    Where the only line is all that a municipality is paid, there is no sum of it.
    """
    steps = _ladder((), lines, rate, None)
    (line, *more) = lines
    if more or ADMINISTRATION not in line.outside:
        return steps
    return tuple(_instead(step, IKE, line.key) for step in steps if step.key != IKE)


def supplement_prices(
    prices: tuple[Price, ...], lines: tuple[Line, ...], steps: tuple[Step, ...]
) -> tuple[Price, ...]:
    """The rows of a table of supplements that the recipients of these prices are paid."""
    ike = next((step.key for step in steps if step.key == IKE), lines[0].key)
    return tuple(each._replace(row=BIDRAG if each.kind.independent else ike) for each in prices)


def beyond(steps: tuple[Step, ...], row: str) -> tuple[str, ...]:
    """The law's schablons that the steps have, but that are no percentage of this cost line."""
    bases: dict[str, set[str]] = {}
    for step in steps:
        if isinstance(step.rule, PercentStep) and step.rule.schablon:
            bases.setdefault(step.rule.schablon, set()).update(summed(steps, step.rule.rows))
    return tuple(each for each in SCHABLONS if each in bases and row not in bases[each])


def is_beside(steps: tuple[Step, ...], row: str) -> bool:
    """Whether there is a grundbelopp, and this cost line is no part of it."""
    sums = [step.key for step in steps if isinstance(step.rule, SumStep)]
    return GRUNDBELOPP in sums and row not in summed(steps, [GRUNDBELOPP])


def municipal(prices: tuple[Price, ...]) -> tuple[Price, ...]:
    """The prices of those who are no enskilda huvudmän."""
    return tuple(price for price in prices if not price.kind.independent)


def for_prices(steps: tuple[Step, ...], prices: tuple[Price, ...]) -> tuple[Step, ...]:
    """The steps that these prices need."""
    rows = needed(steps, [price.row for price in prices])
    return tuple(step for step in steps if step.key in rows)


def with_sums(activity: Activity) -> Activity:
    """The activity with a sum of its own for a price that is a cost line and nothing more.

    A price that is rounded first is not what is stated, so the two need a row each.
    """
    alone = {price.row for price in activity.prices} & {line.key for line in activity.lines}
    added = tuple(Step(IKE, LABELS[IKE], SumStep((row,))) for row in sorted(alone))
    prices = (price._replace(row=IKE) if price.row in alone else price for price in activity.prices)
    return activity._replace(steps=(*added, *activity.steps), prices=tuple(prices))


def for_recipients(steps: tuple[Step, ...], prices: tuple[Price, ...]) -> tuple[Step, ...]:
    """The steps that somebody's price needs; a sum that no municipality is paid is not called so."""
    rows = [price.row for price in municipal(prices)]
    return tuple(
        step._replace(label=BEFORE_MOMS) if step.key == IKE and IKE not in rows else step
        for step in for_prices(steps, prices)
    )


def percent_step(
    key: str, label: str, rate: Given, rows: tuple[str, ...], schablon: str = ""
) -> Step:
    """A percentage of these rows; it rests on the paragraph that the rate comes from, if any."""
    basis = rate.origin if isinstance(rate.origin, Paragraph) else None
    return Step(key, label, PercentStep(rate, rows, schablon), basis)


def _ladder(
    base: tuple[str, ...], others: tuple[Line, ...], rate: RateOf, basis: Paragraph | None
) -> tuple[Step, ...]:
    """From the rows that both schablons apply to, and the other lines, to the prices."""
    administered = (*base, *_within(ADMINISTRATION, others))
    taxed = (*base, *_within(MOMS, others))
    every = (*base, *(line.key for line in others))
    steps: list[Step] = []
    if administered:
        steps.append(_percent(ADMINISTRATION, rate, administered))
        taxed, every = (*taxed, ADMINISTRATION), (*every, ADMINISTRATION)
    steps.append(Step(IKE, LABELS[IKE], SumStep(every)))
    if taxed:
        steps.append(_percent(MOMS, rate, (IKE,) if taxed == every else taxed))
    paid = (IKE, MOMS) if taxed else (IKE,)
    return *steps, Step(BIDRAG, LABELS[BIDRAG], SumStep(paid), basis)


def _within(schablon: str, lines: tuple[Line, ...]) -> tuple[str, ...]:
    return tuple(line.key for line in lines if schablon not in line.outside)


def _instead(step: Step, row: str, other: str) -> Step:
    """The step with another row in place of one."""
    assert isinstance(step.rule, SumStep | PercentStep)
    rows = tuple(other if each == row else each for each in step.rule.rows)
    return step._replace(rule=step.rule._replace(rows=rows))


def _percent(key: str, rate: RateOf, rows: tuple[str, ...]) -> Step:
    return percent_step(key, LABELS[key], rate(key), rows, key)
