"""How large a table may be, and how one is refused that cannot be read at all."""

from typing import NoReturn

from bidrag.budget.codes import NOT_A_TABLE
from bidrag.budget.diagnostics import BudgetError, Diagnostic

MAX_BYTES = 10 << 20
MAX_UNPACKED_BYTES = 100 << 20
MAX_ROWS = 20_000


def refuse(file: str, message: str, help_text: str) -> NoReturn:
    """Raises `BudgetError` (B060) about the file as a whole."""
    raise BudgetError(file, [Diagnostic(NOT_A_TABLE, message, help_text)], [])


def too_many_rows(file: str) -> NoReturn:
    """Raises `BudgetError` (B060) for a table with more rows than are read."""
    refuse(
        file,
        f"tabellen har fler än {MAX_ROWS} rader",
        "ta ut bara bidragens rader ur ekonomisystemet",
    )


def too_large(file: str) -> NoReturn:
    """Raises `BudgetError` (B060) for a file with more bytes than are read."""
    refuse(
        file,
        f"filen är större än {MAX_BYTES >> 20} MiB",
        "ta ut bara bidragens rader ur ekonomisystemet",
    )
