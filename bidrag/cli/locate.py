"""From what the user wrote (a year or a path) to a budget file."""

import re
from pathlib import Path

from bidrag.budget.codes import MISSING_FILE
from bidrag.budget.diagnostics import BudgetError, Diagnostic


def budget_path(year_or_file: str, folder: Path) -> Path:
    """The path of the budget: a year is a file in the folder, all else is a path.

    Raises `BudgetError` (B001) that lists the years there are, when that year has no file.
    """
    if not re.fullmatch("[0-9]{4}", year_or_file):
        return Path(year_or_file)
    path = folder / f"{year_or_file}.yaml"
    if path.exists():
        return path
    if path.with_suffix(".yml").exists():
        help_text = f"byt namn på {path.with_suffix('.yml')} till {path.name}"
        raise BudgetError(str(path), [Diagnostic(MISSING_FILE, "filen finns inte", help_text)], [])
    found = years(folder)
    help_text = (
        f"år som finns: {', '.join(found)}" if found else f"mappen {folder} har inga budgetfiler"
    )
    raise BudgetError(str(path), [Diagnostic(MISSING_FILE, "filen finns inte", help_text)], [])


def years(folder: Path) -> list[str]:
    """The years that have a budget file in the folder, oldest first."""
    return sorted(path.stem for path in folder.glob("[0-9][0-9][0-9][0-9].yaml"))
