"""What a person who waits is told: on a terminal, after a second, and nothing of it is left."""

import os
import pty
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

WAIT = """
import time
from bidrag.cli.telling import working

with working("Räknar [bold]2024.yaml"):
    time.sleep({seconds})
print("klart")
"""


def _told(*command: str, cwd: Path = ROOT) -> tuple[str, str]:
    """What the command writes on standard error, which is a terminal, and on standard output."""
    terminal, its_end = pty.openpty()
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(
        [sys.executable, *command], cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=its_end
    ) as process:
        os.close(its_end)
        told = b""
        while part := _read(terminal):
            told += part
        os.close(terminal)
        assert process.stdout is not None
        return told.decode(), process.stdout.read().decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux says that nobody writes there any more
        return b""


def test_what_takes_more_than_a_second_is_told_and_then_taken_away() -> None:
    told, result = _told("-c", WAIT.format(seconds=2))
    assert "Räknar [bold]2024.yaml" in told
    # The line is cleared when the work is done, and the cursor is shown again.
    assert told.rstrip("\r\n").endswith("\x1b[2K")
    assert told.rindex("\x1b[?25h") > told.rindex("Räknar")
    assert result == "klart\n"


def test_what_is_done_at_once_is_not_told() -> None:
    assert _told("-c", WAIT.format(seconds=0)) == ("", "klart\n")


def test_a_pipe_is_told_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WAIT.format(seconds=2)], cwd=ROOT, capture_output=True, check=True
    )
    assert (done.stderr, done.stdout) == (b"", b"klart\n")


def test_an_interrupted_command_leaves_the_terminal_as_it_was() -> None:
    broken = WAIT.replace("    time.sleep({seconds})", "    time.sleep(2)\n    raise SystemExit(3)")
    told, result = _told("-c", broken)
    assert told.rindex("\x1b[?25h") > told.rindex("Räknar")
    assert result == ""


def test_a_document_that_is_no_text_is_not_shown_on_a_terminal() -> None:
    terminal, its_end = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "bidrag", "compute", "2024", "--format", "pdf"],
        cwd=ROOT,
        stdout=its_end,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(its_end)
    assert _read(terminal) == b""
    os.close(terminal)
    assert done.returncode == 2
    assert (
        "pdf kan inte visas här. Ange en fil, till exempel -o bilaga.pdf." in done.stderr.decode()
    )
