"""From arguments to an exit code: every error that a user can cause ends in words, never a traceback."""

import signal
import sys
from pathlib import Path

import typer

from bidrag.budget.diagnostics import BudgetError
from bidrag.cli.app import app
from bidrag.cli.swedish import error_text

OK = 0
USAGE = 2
INTERNAL = 70


def run(arguments: list[str]) -> int:
    """Runs one command and returns its exit code: 0 ok, 1 findings, 2 usage or input, 70 internal."""
    if hasattr(signal, "SIGPIPE"):
        # A reader that has seen enough (`| head`) ends the program quietly, as it does any other.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        code = app(arguments, prog_name="bidrag", standalone_mode=False)
    except typer.TyperException as error:
        sys.stderr.write(error_text(error))
        return USAGE
    except BudgetError as error:
        sys.stderr.write(error.render())
        return USAGE
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else OK
    except Exception as error:
        sys.stderr.write(_internal(error))
        return INTERNAL
    return code if isinstance(code, int) else OK


def _internal(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return (
        f"internt fel: {type(error).__name__} i {where}: {error}\n"
        "Felet är programmets, inte ditt. Rapportera det gärna med kommandot och budgetfilen.\n"
    )
