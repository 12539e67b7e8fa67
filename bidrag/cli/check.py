"""What `bidrag check` does: read each budget and its decision, check, tell, and answer with a code."""

import sys
from pathlib import Path
from shutil import get_terminal_size
from typing import NamedTuple

import typer

from bidrag.budget.decided import load_amounts
from bidrag.budget.diagnostics import BudgetError
from bidrag.budget.load import load_budget
from bidrag.cli.codes import FINDINGS, OK, USAGE
from bidrag.cli.locate import budget_path, years
from bidrag.cli.write import Format, chosen_format, print_text
from bidrag.law.checks import Severity
from bidrag.output.findings.layout import Checked
from bidrag.review.check import check

FORMATS = (Format.TABLE, Format.JSON, Format.GITHUB)
DECIDED = ".csv"


class Request(NamedTuple):
    """What was asked for on the command line, as it was written."""

    years: tuple[str, ...]
    budgets: str
    output_format: str | None
    strict: bool
    verbose: bool


def run_check(request: Request) -> int:
    """Tells what the checks say of each budget; 0 when all holds, 1 on findings, 2 on unreadable files.

    Raises `typer.BadParameter` for a request that cannot be met.
    """
    wanted = chosen_format(request.output_format, None, FORMATS)
    every: list[Checked] = []
    broken: list[BudgetError] = []
    for path in _paths(request):
        try:
            every.append(_checked(path))
        except BudgetError as error:
            broken.append(error)
    _tell(every, broken, wanted, request.verbose)
    if broken:
        return USAGE
    counted = (Severity.ERROR, Severity.WARNING) if request.strict else (Severity.ERROR,)
    found = sum(each.report.number(severity) for each in every for severity in counted)
    return FINDINGS if found else OK


def _paths(request: Request) -> list[Path]:
    folder = Path(request.budgets)
    wanted = request.years or tuple(years(folder))
    if not wanted:
        raise typer.BadParameter(f"Mappen {folder} har inga budgetfiler. Ange ett år eller en fil.")
    return [budget_path(each, folder) for each in wanted]


def _checked(path: Path) -> Checked:
    budget = load_budget(path)
    decided = path.with_suffix(DECIDED)
    stated = load_amounts(decided) if decided.exists() else None
    paths = {path.name: str(path), decided.name: str(decided)}
    return Checked(check(budget, stated), paths)


def _tell(every: list[Checked], broken: list[BudgetError], wanted: Format, verbose: bool) -> None:
    if wanted is Format.GITHUB:
        from bidrag.output.findings.github import write_github

        print_text("".join(map(_annotated, broken)) + write_github(every, verbose))
        return
    sys.stderr.write("\n".join(error.render() for error in broken))
    if wanted is Format.JSON:
        from bidrag.output.findings.jsontext import write_json

        print_text(write_json(every))
    elif sys.stdout is not None and sys.stdout.isatty():
        from bidrag.output.findings.terminal import print_terminal

        print_terminal(every, verbose, sys.stdout, get_terminal_size().columns)
    else:
        from bidrag.output.findings.plain import write_plain

        print_text(write_plain(every, verbose))


def _annotated(error: BudgetError) -> str:
    from bidrag.output.findings.github import annotation

    return "".join(
        annotation(
            "error",
            error.file,
            each.place and (each.place.line, each.place.column),
            each.code.id,
            f"{each.message}\nhjälp: {each.help}",
        )
        for each in error.diagnostics
    )
