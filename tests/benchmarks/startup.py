"""Whole-process times of the commands, each as a ratio to a bare import, a bare Python or compute.

Run as `python tests/benchmarks/startup.py` from the repository root. The commands take turns, round
after round, so that a clock that drifts slows all of them; every ratio is taken within one round.
"""

import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

WARM_UPS = 2
ROUNDS = 15
COLUMNS = 80
IMPORTS = "import typer, pydantic, rich.table, rich.console, yaml"

IMPORT = "bare import"
PASS = "python -c pass"
PIPE = "compute, pipe"
TERMINAL = "compute, terminal"
CHECK = "check, pipe"
EXPLAIN = "explain, pipe"
DIFF = "diff of two budgets, pipe"
VERSION = "--version"
HELP = "--help"


class Ratio(NamedTuple):
    """One command's time divided by another's, and what we aim for (None: nothing)."""

    command: str
    base: str
    aim: str | None


RATIOS = (
    Ratio(PIPE, IMPORT, "1.0"),
    Ratio(TERMINAL, IMPORT, "1.25"),
    Ratio(CHECK, PIPE, None),
    Ratio(EXPLAIN, PIPE, None),
    Ratio(DIFF, PIPE, None),
    Ratio(VERSION, PASS, "4"),
    Ratio(HELP, PASS, None),
    Ratio(HELP, IMPORT, None),
    Ratio(IMPORT, PASS, None),
)


def main() -> None:
    """Measures every command in turn and prints the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, symlinks=True, with_pip=False)
        runs = _commands(Path(folder) / "bin" / "python", _next_year(Path(folder)))
        for _ in range(WARM_UPS):
            for run in runs.values():
                run()
        rounds = [{name: _timed(run) for name, run in runs.items()} for _ in range(ROUNDS)]
    print(f"median of {ROUNDS} rounds, in brackets the ratio of the fastest runs")
    for ratio in RATIOS:
        print(_line(ratio, rounds))


def _next_year(folder: Path) -> str:
    """A budget in which two counts and one budget of 2024 are others."""
    text = Path("budgets/2024.yaml").read_text(encoding="utf-8")
    for old, new in (("935", "948"), ("916", "905"), ("10 993 000", "11 400 000")):
        text = text.replace(old, new)
    path = folder / "nästa.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def _commands(bare_python: Path, next_year: str) -> dict[str, Callable[[], None]]:
    python = sys.executable
    bidrag = str(Path(python).parent / "bidrag")
    environment = _environment()

    def in_pipe(*command: str) -> Callable[[], None]:
        return lambda: _in_pipe(command, environment)

    return {
        IMPORT: in_pipe(python, "-c", IMPORTS),
        PIPE: in_pipe(bidrag, "compute", "2024"),
        TERMINAL: lambda: _on_terminal((bidrag, "compute", "2024"), environment),
        CHECK: in_pipe(bidrag, "check", "2024"),
        EXPLAIN: in_pipe(bidrag, "explain", "2024", "grundskola/F-klass/bidrag"),
        DIFF: in_pipe(bidrag, "diff", "2024", next_year),
        PASS: in_pipe(str(bare_python), "-c", "pass"),
        VERSION: in_pipe(bidrag, "--version"),
        HELP: in_pipe(bidrag, "--help"),
    }


def _environment() -> dict[str, str]:
    """The environment of a user: bytecode is cached, and the terminal tells its own width."""
    environment = dict(os.environ, TERM="xterm-256color")
    for name in ("PYTHONDONTWRITEBYTECODE", "COLUMNS", "LINES", "NO_COLOR"):
        environment.pop(name, None)
    return environment


def _in_pipe(command: tuple[str, ...], environment: dict[str, str]) -> None:
    subprocess.run(command, check=True, capture_output=True, env=environment)


def _on_terminal(command: tuple[str, ...], environment: dict[str, str]) -> None:
    """Runs the command on a pseudo-terminal and reads all that it writes."""
    import pty
    import termios

    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (50, COLUMNS))
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    ) as process:
        os.close(theirs)
        _drain(ours)
    os.close(ours)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def _drain(terminal: int) -> None:
    """Reads until the last writer has closed the terminal, which Linux reports as an error."""
    try:
        while os.read(terminal, 1 << 16):
            pass
    except OSError:
        return


def _timed(run: Callable[[], None]) -> float:
    start = perf_counter()
    run()
    return perf_counter() - start


def _line(ratio: Ratio, rounds: list[dict[str, float]]) -> str:
    typical = median(each[ratio.command] / each[ratio.base] for each in rounds)
    fastest = _fastest(ratio.command, rounds) / _fastest(ratio.base, rounds)
    aim = f" aim {ratio.aim}" if ratio.aim else ""
    return f"{ratio.command} ÷ {ratio.base}: {typical:.2f} ({fastest:.2f}){aim}"


def _fastest(name: str, rounds: list[dict[str, float]]) -> float:
    return min(each[name] for each in rounds)


if __name__ == "__main__":
    main()
