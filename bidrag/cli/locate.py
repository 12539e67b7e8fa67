"""From what the user wrote (a year or a path) to a budget file."""

import re
from pathlib import Path

import typer

from bidrag.budget.codes import MISSING_FILE
from bidrag.budget.diagnostics import BudgetError, Diagnostic


def budget_path(year_or_file: str, folder: Path) -> Path:
    """The path of the budget: a year is a file in the folder, all else is a path.

    Raises `BudgetError` (B001) that lists the years there are, when that year has no file, and
    `typer.BadParameter` for an empty name or
    a file of another kind.
    """
    if not year_or_file:
        raise typer.BadParameter("ÅR|FIL är tomt. Skriv ett år eller en fil.")
    if not re.fullmatch("[0-9]{4}", year_or_file):
        return budget_file(Path(year_or_file))
    path = folder / f"{year_or_file}.yaml"
    try:
        path.stat()
    except FileNotFoundError:
        found = Diagnostic(MISSING_FILE, "filen finns inte", _advice(path, folder))
        raise BudgetError(str(path), [found], []) from None
    except OSError:
        return path  # there, but not to be read: the reader says why
    return path


def budget_file(path: Path) -> Path:
    """The path, unless it is that of a file of another kind: then `typer.BadParameter`."""
    if path.suffix.lower() in _OTHER_FILES:
        name = path.with_suffix(".yaml")
        raise typer.BadParameter(
            f"{path} är ingen budgetfil. Ange budgetfilen, till exempel {name}."
        )
    return path


_OTHER_FILES = (".csv", ".json", ".xlsx", ".xls", ".ods", ".pdf")


def _advice(path: Path, folder: Path) -> str:
    if path.with_suffix(".yml").exists():
        return f"byt namn på {path.with_suffix('.yml')} till {path.name}"
    found = years(folder)
    return f"år som finns: {', '.join(found)}" if found else f"mappen {folder} har inga budgetfiler"


def years(folder: Path) -> list[str]:
    """The years that have a budget file in the folder, oldest first."""
    return sorted(path.stem for path in folder.glob("[0-9][0-9][0-9][0-9].yaml"))
