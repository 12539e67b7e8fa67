"""What `bidrag import` does: read a table, write a budget file, tell what was not understood."""

import unicodedata
from pathlib import Path
from typing import NamedTuple

import typer

from bidrag.budget.diagnostics import BudgetError
from bidrag.budget.scalars import is_year
from bidrag.cli.codes import FINDINGS, OK, USAGE
from bidrag.cli.newfile import refuse_existing, write_new
from bidrag.cli.telling import tell
from bidrag.cli.write import Output, deliver
from bidrag.imports.load import WORKBOOK_ENDINGS, Imported, Wanted, load_table
from bidrag.imports.remarks import render

ENDINGS = (".yaml", ".yml")


class Request(NamedTuple):
    """What was asked for on the command line, as it was written."""

    table: str
    output: str | None
    sheet: str | None
    municipality: str
    year: str


def run_import(request: Request) -> int:
    """Writes the budget file and tells what was not understood; returns the exit code.

    Raises `typer.BadParameter` for a request that cannot be met.
    """
    _check(request)
    municipality = unicodedata.normalize("NFC", request.municipality)
    wanted = Wanted(request.sheet, municipality, request.year)
    try:
        found = load_table(Path(request.table), wanted)
    except BudgetError as error:
        tell(error.render("ingenting är inläst"))
        return USAGE
    _deliver(request.output, found.text)
    tell(_remarks(found))
    return FINDINGS if found.problems else OK


def _check(request: Request) -> None:
    if not request.table:
        raise typer.BadParameter("FIL är tom. Ange en fil med en tabell.")
    if request.year and not is_year(request.year):
        raise typer.BadParameter(f"--år: {request.year} är inget årtal med fyra siffror.")
    if request.sheet is not None and Path(request.table).suffix.lower() not in WORKBOOK_ENDINGS:
        raise typer.BadParameter("--blad: bara en arbetsbok (.xlsx) har blad.")
    if request.output is None:
        return
    if Path(request.output).suffix.lower() not in ENDINGS:
        raise typer.BadParameter(
            f"-o: {request.output} ska sluta på {' eller '.join(ENDINGS)}, som en budgetfil."
        )
    refuse_existing(Path(request.output))


def _deliver(target: str | None, text: str) -> None:
    """Writes to a file that does not exist before, or to standard output."""
    if target is None:
        deliver(Output(None, ()), lambda: text, None)
    else:
        write_new(Path(target), text)


def _remarks(found: Imported) -> str:
    texts = [render(found.table, remark) for remark in found.remarks]
    if found.problems:
        texts.append(f"{found.problems} att se över; resten är inläst\n")
    return "\n".join(texts)
