"""What `bidrag new` does: next year's file from this year's, or a new municipality's first file."""

from pathlib import Path
from typing import NamedTuple

import typer

from bidrag.budget.firstfile import FirstFile, first_file
from bidrag.budget.load import read_file
from bidrag.budget.nextyear import NewFile, next_year
from bidrag.budget.scalars import is_year
from bidrag.cli.codes import OK
from bidrag.cli.locate import budget_file, budget_path, years
from bidrag.cli.newfile import make_folder, refuse_existing, write_new
from bidrag.cli.telling import tell


class Request(NamedTuple):
    """What was asked for on the command line, as it was written."""

    year: str | None
    source: str | None
    municipality: str | None
    output: str | None
    budgets: str


def run_new(request: Request) -> int:
    """Writes the new file, tells how much is left to fill in, and returns the exit code.

    Raises `BudgetError` for an old file that cannot be used and `typer.BadParameter` for a request
    that cannot be met.
    """
    if request.municipality is None:
        _write_next_year(request)
    else:
        _write_first(request, request.municipality)
    return OK


def _write_next_year(request: Request) -> None:
    if request.year is None:
        raise typer.BadParameter("ÅR saknas. Skriv det nya året, eller --kommun med ett namn.")
    year, folder = _calendar_year(request.year), Path(request.budgets)
    target = _target(request, year)
    source = budget_path(
        _latest_before(year, folder) if request.source is None else request.source, folder
    )
    made = next_year(str(source), read_file(source), year)
    written = _save(request, target, made.text, made.left)
    above = written.count("\n") - made.text.count("\n")
    _tell_carried(target, made, above)


def _write_first(request: Request, municipality: str) -> None:
    from bidrag.cli.questions import check_municipality

    if request.source is not None:
        raise typer.BadParameter("--från och --kommun går inte att förena. Välj en av dem.")
    check_municipality(municipality)
    try:
        target, made = _asked(request, municipality)
    except (EOFError, KeyboardInterrupt):
        tell("\n")
        raise typer.BadParameter("Frågorna är inte besvarade. Ingen fil är skriven.") from None
    _save(request, target, made.text, made.left)


def _asked(request: Request, municipality: str) -> tuple[Path, FirstFile]:
    """What the answers make, and where it goes, which is told before there is much to answer."""
    from bidrag.cli.questions import ask_plan, ask_year, check_all_used

    known = years(Path(request.budgets))
    year = ask_year(known) if request.year is None else _calendar_year(request.year)
    target = _target(request, year)
    plan = ask_plan(municipality, year)
    check_all_used()
    return target, first_file(plan)


def _calendar_year(text: str) -> str:
    if not is_year(text):
        raise typer.BadParameter(f"”{text}” är inget årtal. Skriv fyra siffror, till exempel 2025.")
    return text


def _latest_before(year: str, folder: Path) -> str:
    before = [each for each in years(folder) if each < year]
    if not before:
        raise typer.BadParameter(
            f"Mappen {folder} har ingen budgetfil för ett år före {year}. Ange en med --från, "
            "eller börja på nytt med --kommun."
        )
    return before[-1]


def _target(request: Request, year: str) -> Path:
    """Where the new file goes; `typer.BadParameter` where there is a file already."""
    in_folder = Path(request.budgets) / f"{year}.yaml"
    target = in_folder if request.output is None else budget_file(Path(request.output))
    refuse_existing(target)
    return target


def _save(request: Request, target: Path, text: str, left: int) -> str:
    """Writes the file, tells how much it lacks, and returns what was written."""
    if request.output is None:
        make_folder(target.parent)
    written = write_new(target, text)
    things = "1 uppgift" if left == 1 else f"{left} uppgifter"
    tell(f"{target}: {things} att fylla i. `bidrag compute {target}` säger vilka som saknas.\n")
    return written


def _tell_carried(target: Path, made: NewFile, above: int) -> None:
    """Tells what of the old file is not in the new, and what somebody must read in what is.

    `above` is how many lines have come above those of `made`.
    """
    if made.dropped:
        keys = ", ".join(f"`{key}`" for key in made.dropped)
        tell(f"{target}: utan {keys}, som hör till {made.year}.\n")
    lines = ", ".join(str(line + above) for line in made.mentions)
    named = f" rad {lines}: nämner {made.year}." if lines else ""
    tell(f"{target}:{named} Kommentarer och rubriker är oförändrade: läs igenom dem.\n")
