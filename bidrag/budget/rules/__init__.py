"""The rules between values: what must agree for the file to be a budget."""

import re
from collections.abc import Iterable, Iterator

from bidrag.budget.codes import UNKNOWN_CHECK, WRONG_YEAR
from bidrag.budget.diagnostics import Diagnostic
from bidrag.budget.rules.activities import activity_rules
from bidrag.budget.rules.providers import provider_rules
from bidrag.budget.rules.scope import Scope
from bidrag.budget.schema import File
from bidrag.budget.tree import BLANK, Block, Word
from bidrag.law.checks import ACTIVITY_CHECKS, FILE_CHECKS, PROVIDER_CHECKS, Check


def check_rules(file: File, tree: Block, stem: str) -> Iterator[Diagnostic]:
    """Every breach of a rule; `stem` is the file's name without ending. Blank values break none."""
    if len(stem) == 4 and stem.isdigit() and file.year is not BLANK and file.year != stem:
        help_text = f"skriv år: {stem}, eller byt namn på filen till {file.year}.yaml"
        message = f"filen heter {stem} men året är {file.year}"
        yield Diagnostic(WRONG_YEAR, message, help_text, file.year.place)
    yield from _answer_rules(file)
    for key, activity in file.activities.items():
        yield from activity_rules(Scope(file, tree, key, activity))
    yield from provider_rules(file, tree)


def _answer_rules(file: File) -> Iterator[Diagnostic]:
    yield from _known(file.answers, FILE_CHECKS, "filen")
    for activity in file.activities.values():
        yield from _known(activity.answers, ACTIVITY_CHECKS, "en verksamhet")
    for provider in file.providers.values():
        for agreement in provider.activities.values():
            yield from _known(agreement.answers, PROVIDER_CHECKS, "en huvudmans verksamhet")


def _known(answers: Iterable[Word], checks: Iterable[Check], where: str) -> Iterator[Diagnostic]:
    codes = [check.code for check in checks]
    for code in answers:
        if code in codes:
            continue
        message = f"kontrollen {code} besvaras inte under {where}"
        near = re.sub("^[kK]([0-9])$", r"K0\1", code).upper()
        help_text = f"menade du `{near}`?" if near in codes else f"här besvaras {', '.join(codes)}"
        yield Diagnostic(UNKNOWN_CHECK, message, help_text, code.place)
