"""The rules between values: what must agree for the file to be a budget."""

from collections.abc import Iterator

from bidrag.budget.codes import UNKNOWN_CHECK, WRONG_YEAR
from bidrag.budget.diagnostics import Diagnostic
from bidrag.budget.rules.activities import activity_rules
from bidrag.budget.rules.providers import provider_rules
from bidrag.budget.rules.scope import Scope, unknown
from bidrag.budget.schema import File
from bidrag.budget.tree import BLANK, Block
from bidrag.law.checks import LEGAL

CHECKS = [check.code for check in LEGAL]


def check_rules(file: File, tree: Block, stem: str) -> Iterator[Diagnostic]:
    """Every breach of a rule; `stem` is the file's name without ending. Blank values break none."""
    if len(stem) == 4 and stem.isdigit() and file.year is not BLANK and file.year != stem:
        help_text = f"skriv år: {stem}, eller byt namn på filen till {file.year}.yaml"
        message = f"filen heter {stem} men året är {file.year}"
        yield Diagnostic(WRONG_YEAR, message, help_text, file.year.place)
    for answers in (file.answers, *(each.answers for each in file.activities.values())):
        for code in answers:
            if code not in CHECKS:
                yield unknown(UNKNOWN_CHECK, "kontrollen", code, CHECKS, "kontroller")
    for key, activity in file.activities.items():
        yield from activity_rules(Scope(file, tree, key, activity))
    yield from provider_rules(file, tree)
