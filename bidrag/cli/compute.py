"""What `bidrag compute` does: read, calculate, choose, write."""

import sys
import unicodedata
from difflib import get_close_matches
from enum import StrEnum
from itertools import product
from pathlib import Path
from shutil import get_terminal_size
from typing import NamedTuple

import typer

from bidrag.budget.load import load_budget
from bidrag.calculation import Calculation, Period, compute, per_period
from bidrag.cli.locate import budget_path
from bidrag.oserrors import reason


class Format(StrEnum):
    """The formats that a result can be written in."""

    TABLE = "table"
    MARKDOWN = "md"
    CSV = "csv"
    JSON = "json"


ENDINGS = {".txt": Format.TABLE, ".md": Format.MARKDOWN, ".csv": Format.CSV, ".json": Format.JSON}


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
    wanted = _format(request)
    period = Period(_one_of("--period", request.period, [each.value for each in Period]))
    path = budget_path(request.year, Path(request.budgets))
    budget = load_budget(path)
    calculation = _chosen(per_period(compute(budget), budget, period), request)
    if request.output is not None:
        _save(Path(request.output), path, _text(calculation, wanted))
    elif sys.stdout is None:
        raise typer.BadParameter("Utdata är stängd. Ange en fil med -o.")
    elif wanted is Format.TABLE and sys.stdout.isatty():
        from bidrag.output.amounts.terminal import print_terminal

        print_terminal(calculation, sys.stdout, get_terminal_size().columns)
    else:
        _print(_text(calculation, wanted))


def _format(request: Request) -> Format:
    if request.output_format is not None:
        return Format(_one_of("--format", request.output_format, [each.value for each in Format]))
    if request.output is None:
        return Format.TABLE
    ending = Path(request.output).suffix.lower()
    if ending not in ENDINGS:
        known = ", ".join(ENDINGS)
        message = f"-o: ändelsen {ending or '(ingen)'} säger inte vilket format."
        raise typer.BadParameter(f"{message} Ändelser: {known}. Eller ange --format.")
    return ENDINGS[ending]


def _chosen(calculation: Calculation, request: Request) -> Calculation:
    tables = calculation.tables
    activities = dict.fromkeys(table.activity for table in tables)
    providers = dict.fromkeys(table.provider for table in tables if table.provider)
    wanted = tuple(_one_of("--verksamhet", name, list(activities)) for name in request.activities)
    whose = tuple(_one_of("--huvudman", name, list(providers)) for name in request.providers)
    for provider, activity in product(whose, wanted):
        if not calculation.only((activity,), (provider,)).tables:
            raise typer.BadParameter(f"{provider} har ingen tabell för {activity}.")
    return calculation.only(wanted, whose)


def _one_of(flag: str, value: str, known: list[str]) -> str:
    value = unicodedata.normalize("NFC", value)
    if value in known:
        return value
    near = get_close_matches(value, known, n=1)
    hint = f"Menade du {near[0]}?" if near else f"Välj bland: {', '.join(known) or 'inga'}."
    raise typer.BadParameter(f"{flag}: {value} finns inte. {hint}")


def _text(calculation: Calculation, wanted: Format) -> str:
    match wanted:
        case Format.TABLE:
            from bidrag.output.amounts.plain import write_plain as write
        case Format.MARKDOWN:
            from bidrag.output.amounts.markdown import write_markdown as write
        case Format.CSV:
            from bidrag.output.amounts.comma import write_csv as write
        case Format.JSON:
            from bidrag.output.amounts.jsontext import write_json as write
    return write(calculation)


def _print(text: str) -> None:
    from bidrag.output.files import write_stdout

    try:
        write_stdout(text)
    except OSError as error:
        raise typer.BadParameter(f"Utdata går inte att skriva: {reason(error)}.") from None


def _save(target: Path, budget: Path, text: str) -> None:
    from bidrag.output.files import write_file

    try:
        if target.exists() and target.samefile(budget):
            raise typer.BadParameter(f"-o: {target} är budgetfilen själv, och skrivs inte över.")
        write_file(target, text)
    except OSError as error:
        raise typer.BadParameter(f"-o: {target} går inte att skriva: {reason(error)}.") from None
