"""`check`: every sum proved, every decided amount compared, every decidable rule of law tried."""

from bidrag.calculation import compute
from bidrag.calculation.budget import Budget
from bidrag.calculation.stated import StatedTable
from bidrag.review.findings.decision import decision, no_decision
from bidrag.review.findings.legal.law import law
from bidrag.review.findings.report import Proof, Report, Said, report
from bidrag.review.findings.sums import sums

# Proofs stand in this order: sums, decision, law.
_FAMILIES = "SDK"


def check(budget: Budget, decided: StatedTable | None) -> Report:
    """Everything that the checks say of the budget; `decided` are the amounts decided, if listed."""
    calculation = compute(budget)
    exact = compute(budget.exact) if budget.rounding.first else calculation
    said = [
        *sums(budget, calculation, exact),
        *([no_decision(budget)] if decided is None else decision(budget, calculation, decided)),
        *law(budget, exact),
    ]
    ordered = sorted(said, key=lambda each: _order(each, budget.file))
    return report(budget.file, budget.year, ordered)


def _order(said: Said, file: str) -> tuple[int, int, int, str]:
    """Findings in the order of the files, the budget first; proofs in the order of their codes."""
    if isinstance(said, Proof):
        return _FAMILIES.index(said.check.code[0]), 0, 0, said.check.code
    position = said.position
    if position is None:
        return 0, 0, 0, said.check.code
    return int(position.file != file), position.line, position.column, said.check.code
