"""What `bidrag compute` does: read, calculate, choose, write."""

from functools import partial
from itertools import product
from pathlib import Path
from typing import NamedTuple, TextIO

import typer

from bidrag.budget.load import load_budget
from bidrag.calculation import Calculation, Period, compute, per_period
from bidrag.calculation.budget import Budget
from bidrag.cli.documents import DOCUMENTS, Option, document, options
from bidrag.cli.locate import budget_path
from bidrag.cli.telling import working
from bidrag.cli.write import Format, Output, chosen_format, deliver, one_of

FORMATS = (Format.TABLE, Format.MARKDOWN, Format.CSV, Format.JSON, *DOCUMENTS)


class Request(NamedTuple):
    """What was asked for on the command line, as it was written."""

    year: str
    budgets: str
    output_format: str | None
    output: str | None
    activities: tuple[str, ...]
    providers: tuple[str, ...]
    period: str


def run_compute(request: Request) -> None:
    """Writes the tables that were asked for.

    Raises `BudgetError` for a budget that cannot be used and `typer.BadParameter` for a request that
    cannot be met.
    """
    wanted = chosen_format(request.output_format, request.output, FORMATS)
    period = Period(one_of("--period", request.period, [each.value for each in Period]))
    path = budget_path(request.year, Path(request.budgets))
    with working(f"Räknar {path.name}"):
        budget = load_budget(path)
        year = _chosen(compute(budget), request)
        _refuse_unknown(year, period)
        calculation = per_period(year, budget, period)
    on_screen = partial(_show, calculation) if wanted is Format.TABLE else None
    asked = options(request.activities, request.providers, period)
    content = partial(_content, budget, calculation, wanted, asked)
    deliver(Output(request.output, (path,)), content, on_screen)


def _show(calculation: Calculation, file: TextIO, width: int) -> None:
    from bidrag.output.amounts.terminal import print_terminal

    print_terminal(calculation, file, width)


def _refuse_unknown(year: Calculation, period: Period) -> None:
    """Refuses a period that nobody has stated the number of, for some of the tables."""
    if not year.tables and period not in (Period.YEAR, Period.MONTH):
        message = f"--period {period}: vad som betalas finns bara per år och per månad."
        raise typer.BadParameter(
            f"{message} Välj en av dem, eller andra tabeller med --verksamhet."
        )
    tables = (table for table in year.tables if period not in (Period.YEAR, *table.periods))
    lacking = dict.fromkeys(table.activity for table in tables)
    if lacking:
        message = (
            f"--period {period}: filen säger inte hur många ett år har för {', '.join(lacking)}."
        )
        help_text = f"Lägg till perioder: med {period}: där, eller välj andra med --verksamhet."
        raise typer.BadParameter(f"{message} {help_text}")


def _chosen(calculation: Calculation, request: Request) -> Calculation:
    tables = calculation.printed
    activities = dict.fromkeys(table.activity for table in tables)
    providers = dict.fromkeys(table.provider for table in tables if table.provider)
    wanted = tuple(one_of("--verksamhet", name, list(activities)) for name in request.activities)
    whose = tuple(one_of("--huvudman", name, list(providers)) for name in request.providers)
    for provider, activity in product(whose, wanted):
        if not calculation.only((activity,), (provider,)).printed:
            raise typer.BadParameter(f"{provider} har ingen tabell för {activity}.")
    return calculation.only(wanted, whose)


def _content(
    budget: Budget, calculation: Calculation, wanted: Format, asked: tuple[Option, ...]
) -> str | bytes:
    if wanted in DOCUMENTS:
        return document(budget, calculation, wanted, asked)
    return _text(calculation, wanted)


def _text(calculation: Calculation, wanted: Format) -> str:
    match wanted:
        case Format.TABLE:
            from bidrag.output.amounts.plain import write_plain as write
        case Format.MARKDOWN:
            from bidrag.output.amounts.markdown import write_markdown as write
        case Format.CSV:
            from bidrag.output.amounts.comma import write_csv as write
        case _:
            from bidrag.output.amounts.jsontext import write_json as write
    return write(calculation)
