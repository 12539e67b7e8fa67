"""What `bidrag diff` does: read both sides, compare, write."""

import re
from functools import partial
from itertools import product
from pathlib import Path
from typing import NamedTuple, TextIO

import typer

from bidrag.budget.codes import MISSING_FILE
from bidrag.budget.decided import ENDINGS, load_amounts
from bidrag.budget.diagnostics import BudgetError
from bidrag.budget.load import load_budget
from bidrag.cli.codes import FINDINGS, OK
from bidrag.cli.locate import budget_path
from bidrag.cli.telling import working
from bidrag.cli.write import Format, Output, chosen_format, deliver, one_of
from bidrag.review.changes.diff import (
    Amounts,
    Choice,
    Difference,
    Source,
    amounts,
    attribution,
    difference,
)

FORMATS = (Format.TABLE, Format.MARKDOWN, Format.CSV, Format.JSON)


class Request(NamedTuple):
    """What was asked for on the command line, as it was written."""

    old: str
    new: str | None
    budgets: str
    output_format: str | None
    output: str | None
    activities: tuple[str, ...]
    providers: tuple[str, ...]
    exit_code: bool


class Side(NamedTuple):
    """One side of the comparison: what the user called it, where it is and what it says."""

    name: str
    path: Path
    source: Source


def run_diff(request: Request) -> int:
    """Writes what differs between the two sides, and returns the exit code.

    Raises `BudgetError` for a file that cannot be used and `typer.BadParameter` for a request that
    cannot be met.
    """
    wanted = chosen_format(request.output_format, request.output, FORMATS)
    old, new = _sides(request)
    with working(f"Jämför {old.name} och {new.name}"):
        found = _difference(old, new, request)
    on_screen = partial(_show, found) if wanted is Format.TABLE else None
    output = Output(request.output, (old.path, new.path))
    deliver(output, lambda: _text(found, wanted), on_screen)
    return FINDINGS if request.exit_code and found.changed else OK


def _show(found: Difference, file: TextIO, width: int) -> None:
    from bidrag.output.changes.terminal import print_terminal

    print_terminal(found, file, width)


def _names(request: Request) -> tuple[str, str]:
    if request.new is not None:
        return request.old, request.new
    if not re.fullmatch("[0-9]{4}", request.old):
        message = "NY saknas. Bara ett år kan stå ensamt; det jämförs med året före."
        raise typer.BadParameter(message)
    if request.old == "0000":
        raise typer.BadParameter("0000 är inget år att jämföra med året före.")
    return f"{int(request.old) - 1:04}", request.old


def _sides(request: Request) -> tuple[Side, Side]:
    before, after = _names(request)
    folder = Path(request.budgets)
    try:
        old = _side(before, folder)
    except BudgetError as error:
        raise (error if request.new else _alone(error, after)) from None
    return old, _side(after, folder)


def _alone(error: BudgetError, year: str) -> BudgetError:
    """The error with the reason why a year that nobody wrote is asked for."""
    why = f"; {year} ensamt jämförs med året före"
    found = [
        each._replace(message=each.message + why) if each.code == MISSING_FILE else each
        for each in error.diagnostics
    ]
    return BudgetError(error.file, found, error.lines)


def _side(name: str, folder: Path) -> Side:
    path = Path(name)
    if path.suffix.lower() in ENDINGS:
        return Side(name, path, load_amounts(path))
    path = budget_path(name, folder)
    return Side(name, path, load_budget(path))


def _difference(old: Side, new: Side, request: Request) -> Difference:
    before = amounts(old.name, old.source, new.source)
    after = amounts(new.name, new.source, old.source)
    if before.values.keys().isdisjoint(after.values):
        message = f"{old.name} och {new.name} har inget belopp gemensamt att jämföra."
        raise typer.BadParameter(message)
    choice = _chosen(before, after, request)
    return difference(before, after, attribution(before, after), choice)


def _chosen(before: Amounts, after: Amounts, request: Request) -> Choice:
    """The names of the activities and the providers that were asked for, among those of both sides.

    An activity of a budget brings what revises it, as it does in compute.
    """
    tables = dict.fromkeys(
        (c.activity, c.provider) for side in (after, before) for c in side.values
    )
    activities = list(dict.fromkeys(activity for activity, _ in tables))
    providers = list(dict.fromkeys(provider for _, provider in tables if provider))
    wanted = tuple(one_of("--verksamhet", name, activities) for name in request.activities)
    whose = tuple(one_of("--huvudman", name, providers) for name in request.providers)
    for provider, activity in product(whose, wanted):
        if (activity, provider) not in tables:
            raise typer.BadParameter(f"{provider} har ingen tabell för {activity}.")
    revised = (name for each in wanted for side in (before, after) for name in side.revised(each))
    return Choice(tuple(dict.fromkeys((*wanted, *revised))), whose)


def _text(found: Difference, wanted: Format) -> str:
    match wanted:
        case Format.TABLE:
            from bidrag.output.changes.plain import write_plain as write
        case Format.MARKDOWN:
            from bidrag.output.changes.markdown import write_markdown as write
        case Format.CSV:
            from bidrag.output.changes.comma import write_csv as write
        case _:
            from bidrag.output.changes.jsontext import write_json as write
    return write(found)
