"""What a check finds, and what it proves: data for every writer."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation.formula import Position
from bidrag.law.checks import Check, Severity


class Side(NamedTuple):
    """One of the two things that a check compares: what it is called, and what it is."""

    label: str
    text: str


class Finding(NamedTuple):
    """Something that does not hold.

    `subject` is the address or the key that it is about, `sides` are the two things compared,
    `difference` is told with its direction and `amount` is the same exactly (kr), where it is money.
    `cause` is what explains it, `about` all that it explains, and `answer` the reason that the file
    gives for it. `basis` is the paragraph that this finding rests on, where that is narrower than the
    check's. No reason makes up for a finding that is not `answerable`.
    """

    check: Check
    severity: Severity
    message: str
    subject: str
    position: Position | None
    help: str
    sides: tuple[Side, ...] = ()
    difference: str = ""
    amount: Fraction | None = None
    cause: str = ""
    about: str = ""
    answer: str = ""
    basis: str = ""
    answerable: bool = True

    @property
    def source(self) -> str:
        """What the finding rests on: paragraphs, guidance; empty where it needs nothing."""
        return self.basis or self.check.source

    @property
    def counts(self) -> bool:
        """Whether it is more than something worth knowing."""
        return self.severity is not Severity.NOTE


class Proof(NamedTuple):
    """What held: the check, and how much was tried, in words."""

    check: Check
    text: str


class Report(NamedTuple):
    """All that a budget's check said, in a fixed order. `file` is the budget file's name."""

    file: str
    year: int
    findings: tuple[Finding, ...]
    proofs: tuple[Proof, ...]

    def number(self, severity: Severity) -> int:
        """How many findings are this serious."""
        return sum(finding.severity is severity for finding in self.findings)


Said = Finding | Proof


def report(file: str, year: int, said: Iterable[Said]) -> Report:
    """What was said, parted in findings and proofs."""
    known = list(said)
    findings = tuple(each for each in known if isinstance(each, Finding))
    proofs = tuple(each for each in known if isinstance(each, Proof))
    return Report(file, year, findings, proofs)
