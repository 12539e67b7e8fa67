"""From arguments to an exit code: every error that a user can cause ends in words, never a traceback."""

import signal
import sys
from pathlib import Path

import typer

from bidrag.budget.diagnostics import BudgetError
from bidrag.cli.app import app
from bidrag.cli.codes import INTERNAL, OK, USAGE
from bidrag.cli.swedish import error_text
from bidrag.cli.telling import tell
from bidrag.oserrors import reason

LONGEST = 1000
"""How much of an internal error is told: its message may be all that the program has in memory."""


def run(arguments: list[str]) -> int:
    """Runs one command and returns its exit code: 0 ok, 1 findings, 2 usage or input, 70 internal."""
    _prepare()
    try:
        code = app(arguments, prog_name="bidrag", standalone_mode=False)
    except typer.TyperException as error:
        return _fail(USAGE, error_text(error))
    except BudgetError as error:
        return _fail(USAGE, error.render())
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else OK
    except OSError as error:
        return _fail(USAGE, f"fel: operativsystemet säger nej: {reason(error)}.\n")
    except Exception as error:
        return _fail(INTERNAL, _internal(error))
    return code if isinstance(code, int) else OK


def _prepare() -> None:
    """Makes the process behave the same whatever started it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGPIPE"):
        # A reader that has seen enough (`| head`) ends the program quietly, as it does any other.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if hasattr(sys.stdin, "reconfigure"):
        # What is not UTF-8 is told to the one who wrote it, where it is read.
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="surrogateescape")


def _fail(code: int, text: str) -> int:
    """Tells why on standard error, if there is one, and returns the code."""
    tell(text)
    return code


def _internal(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return (
        f"internt fel: {type(error).__name__} i {where}: {str(error)[:LONGEST]}\n"
        "Felet är programmets, inte ditt. Rapportera det gärna med kommandot och budgetfilen.\n"
    )
