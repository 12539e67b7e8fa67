"""The law's own ladder, used where an activity does not state another.

Skolförordningen 14 kap. 4 §: administration is a percentage of everything that is not administration,
lokalkostnader included; moms is a percentage of all that and of administration. Both are påslag, in
that order. Interkommunal ersättning has no moms, because that compensates enskilda huvudmän.
"""

from bidrag.calculation.budget import Line, PercentStep, Step, SumStep
from bidrag.calculation.formula import Given
from bidrag.law import Paragraph

GRUNDBELOPP = "grundbelopp"
ADMINISTRATION = "administration"
IKE = "ike"
MOMS = "moms"
BIDRAG = "bidrag"
SUPPLEMENT = "tillägg"

LABELS = {
    GRUNDBELOPP: "GRUNDBELOPP",
    ADMINISTRATION: "Administrativ schablon",
    IKE: "INTERKOMMUNAL ERSÄTTNING",
    MOMS: "Kompensation mervärdesskatt, schablon",
    BIDRAG: "BIDRAG FRISTÅENDE/ENSKILD VERKSAMHET",
}

# What the sum called IKE is to a provider, who gets no interkommunal ersättning.
BEFORE_MOMS = "Bidrag före kompensation för mervärdesskatt"


def legal_ladder(
    lines: tuple[Line, ...], administration: Given, moms: Given, basis: Paragraph | None
) -> tuple[Step, ...]:
    """The law's steps over these cost lines; `basis` is the form's paragraph on grundbelopp."""
    return (
        Step(GRUNDBELOPP, LABELS[GRUNDBELOPP], SumStep(tuple(line.key for line in lines)), basis),
        _percent(ADMINISTRATION, administration, GRUNDBELOPP),
        Step(IKE, LABELS[IKE], SumStep((GRUNDBELOPP, ADMINISTRATION))),
        _percent(MOMS, moms, IKE),
        Step(BIDRAG, LABELS[BIDRAG], SumStep((IKE, MOMS)), basis),
    )


def supplement_ladder(moms: Given) -> tuple[Step, ...]:
    """The law's steps for an amount beside the grundbelopp: moms covers it, administration does not."""
    return (
        _percent(MOMS, moms, SUPPLEMENT),
        Step(BIDRAG, LABELS[BIDRAG], SumStep((SUPPLEMENT, MOMS))),
    )


def percent_step(
    key: str, label: str, rate: Given, rows: tuple[str, ...], schablon: str = ""
) -> Step:
    """A percentage of these rows; it rests on the paragraph that the rate comes from, if any."""
    basis = rate.origin if isinstance(rate.origin, Paragraph) else None
    return Step(key, label, PercentStep(rate, rows, schablon), basis)


def _percent(key: str, rate: Given, row: str) -> Step:
    return percent_step(key, LABELS[key], rate, (row,), key)
