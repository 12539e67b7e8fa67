"""Reports as blocks of text: the words and the order of every text format."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from bidrag.calculation.formula import Position
from bidrag.law.checks import Severity
from bidrag.review.findings.report import Finding, Proof, Report

_PLURAL = {
    Severity.ERROR: ("fel", "fel"),
    Severity.WARNING: ("varning", "varningar"),
    Severity.NOTE: ("upplysning", "upplysningar"),
}
VERBOSE = "visas med --verbose"
SHOWN = 5


class Checked(NamedTuple):
    """A report, and the paths of its files as the user wrote them, by their names."""

    report: Report
    paths: Mapping[str, str]

    @property
    def path(self) -> str:
        """The path of the budget file."""
        return self.paths[self.report.file]

    def place(self, position: Position | None) -> str:
        """Where a finding stands, as path:line:column; the budget file where it has no place."""
        if position is None:
            return self.path
        return f"{self.paths[position.file]}:{position.line}:{position.column}"


class Entry(NamedTuple):
    """A line under a block's head: what it is, and the text."""

    label: str
    text: str


class Block(NamedTuple):
    """One finding, or several deviations with one cause; the severity is empty for a plain list."""

    place: str
    severity: str
    head: str
    entries: tuple[Entry, ...]


def blocks(checked: Checked, verbose: bool) -> list[Block]:
    """What there is to tell: findings that count and, when asked for, the rest and what was proved."""
    report = checked.report
    found = [each for each in report.findings if each.counts or verbose]
    told = [_block(checked, group, verbose) for group in _grouped(found)]
    if verbose:
        told.append(_proved(checked))
    if found or verbose:
        told.append(Block(checked.path, "", _summary(report, verbose), ()))
    return told


def _grouped(found: Iterable[Finding]) -> list[list[Finding]]:
    """Amounts that are wrong for the same cause stand together, where the first of them stands."""
    groups: dict[tuple[str, str, int], list[Finding]] = {}
    for i, finding in enumerate(found):
        alone = -1 if finding.cause else i
        groups.setdefault((finding.cause, finding.about, alone), []).append(finding)
    return list(groups.values())


def _block(checked: Checked, group: list[Finding], verbose: bool) -> Block:
    first = group[0]
    place = checked.place(first.position)
    head = f"{first.check.code}: {first.message}"
    if len(group) == 1:
        return Block(place, first.severity, head, tuple(_entries(first)))
    shown = group if verbose else sorted(group, key=_size)[:SHOWN]
    amounts = [Entry(_line(each), _deviation(each)) for each in shown]
    if len(shown) < len(group):
        amounts.append(Entry("", f"… och {len(group) - len(shown)} till ({VERBOSE})"))
    head = f"{first.check.code}: {len(group)} beslutade belopp avviker av samma orsak"
    known = (Entry("orsak", first.cause), Entry("hjälp", first.help))
    return Block(place, first.severity, head, (*known, *amounts))


def _size(finding: Finding) -> Fraction:
    """The largest difference first; sorting keeps the order of the file among equals."""
    return -abs(finding.amount or Fraction(0))


def _line(finding: Finding) -> str:
    return f"rad {finding.position.line}" if finding.position else ""


def _deviation(finding: Finding) -> str:
    sides = ", ".join(f"{side.label} {side.text}" for side in finding.sides[:2])
    return f"{finding.subject}: {sides}; {finding.difference}"


def _entries(finding: Finding) -> Iterator[Entry]:
    yield Entry("gäller", finding.subject)
    for side in finding.sides:
        yield Entry(side.label, side.text)
    told = (
        ("skillnad", finding.difference),
        ("orsak", finding.cause),
        ("besvarat", finding.answer),
        ("grund", finding.source),
        ("hjälp", "" if finding.answer else finding.help),
    )
    yield from (Entry(label, text) for label, text in told if text)


def _proved(checked: Checked) -> Block:
    entries: list[Entry] = []
    for check, group in groupby(checked.report.proofs, key=lambda proof: proof.check):
        proofs: list[Proof] = list(group)
        entries.append(Entry(check.code, f"{check.title}: {proofs[0].text}"))
        entries += [Entry("", proof.text) for proof in proofs[1:]]
    return Block(checked.path, "", "prövat:", tuple(entries))


def _summary(report: Report, verbose: bool) -> str:
    numbers = []
    for severity, (one, many) in _PLURAL.items():
        number = report.number(severity)
        hidden = number and severity is Severity.NOTE and not verbose
        named = f"{number} {one if number == 1 else many}"
        numbers.append(f"{named} ({VERBOSE})" if hidden else named)
    return ", ".join(numbers)
