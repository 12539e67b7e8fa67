"""What `bidrag check` does: read each budget and its decision, check, tell, and answer with a code."""

from functools import partial
from pathlib import Path
from typing import NamedTuple, TextIO

import typer

from bidrag.budget.decided import load_amounts
from bidrag.budget.diagnostics import BudgetError
from bidrag.budget.load import load_budget
from bidrag.cli.codes import FINDINGS, OK, USAGE
from bidrag.cli.locate import budget_path, years
from bidrag.cli.telling import tell, working
from bidrag.cli.write import Format, Output, chosen_format, deliver
from bidrag.law.checks import Severity
from bidrag.output.findings.layout import Checked
from bidrag.review.findings.check import check

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
    folder = Path(request.budgets)
    every: list[Checked] = []
    broken: list[BudgetError] = []
    for name in _names(request, folder):
        try:
            with working(f"Prövar {name}"):
                every.append(_checked(budget_path(name, folder)))
        except BudgetError as error:
            broken.append(error)
    _tell(every, broken, wanted, request.verbose)
    if broken:
        return USAGE
    counted = (Severity.ERROR, Severity.WARNING) if request.strict else (Severity.ERROR,)
    found = sum(each.report.number(severity) for each in every for severity in counted)
    return FINDINGS if found else OK


def _names(request: Request, folder: Path) -> tuple[str, ...]:
    wanted = request.years or tuple(years(folder))
    if not wanted:
        raise typer.BadParameter(f"Mappen {folder} har inga budgetfiler. Ange ett år eller en fil.")
    return wanted


def _checked(path: Path) -> Checked:
    budget = load_budget(path)
    decided = path.with_suffix(DECIDED)
    # A link that leads nowhere is a decision that cannot be read, and not one that is missing.
    is_there = decided.exists() or decided.is_symlink()
    stated = load_amounts(decided) if is_there else None
    paths = {path.name: str(path), decided.name: str(decided)}
    return Checked(check(budget, stated), paths)


def _tell(every: list[Checked], broken: list[BudgetError], wanted: Format, verbose: bool) -> None:
    if broken and wanted is not Format.GITHUB:
        tell("\n".join(error.render("filen är inte prövad") for error in broken))
    on_screen = partial(_show, every, verbose) if wanted is Format.TABLE else None
    deliver(Output(None, ()), lambda: _text(every, broken, wanted, verbose), on_screen)


def _show(every: list[Checked], verbose: bool, file: TextIO, width: int) -> None:
    from bidrag.output.findings.terminal import print_terminal

    print_terminal(every, verbose, file, width)


def _text(every: list[Checked], broken: list[BudgetError], wanted: Format, verbose: bool) -> str:
    match wanted:
        case Format.GITHUB:
            from bidrag.output.findings.github import write_github

            return "".join(map(_annotated, broken)) + write_github(every, verbose)
        case Format.JSON:
            from bidrag.output.findings.jsontext import write_json

            return write_json(every)
        case _:
            from bidrag.output.findings.plain import write_plain

            return write_plain(every, verbose)


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
