"""What every test shares: the repository, a command runner, snapshots, and hypothesis' profile."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]
SNAPSHOTS = Path(__file__).parent / "snapshots"

# No deadline: a slow machine is not a wrong result. CI draws the same examples each time.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the flag that accepts changed snapshots."""
    parser.addoption("--update", action="store_true", help="write the snapshots anew")


@pytest.fixture
def run() -> Run:
    """Runs `bidrag` with these arguments in the repository, in a plain environment."""

    def run_bidrag(
        *arguments: str, cwd: Path = ROOT, **env: str
    ) -> "subprocess.CompletedProcess[bytes]":
        plain = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
        return subprocess.run(
            [sys.executable, "-m", "bidrag", *arguments],
            cwd=cwd,
            env=plain | env,
            capture_output=True,
            check=False,
            timeout=120,
        )

    return run_bidrag


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with the file of that name in `tests/snapshots`."""

    def compare(name: str, text: str) -> None:
        path = SNAPSHOTS / name
        if request.config.getoption("--update"):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode())
        assert path.exists(), f"{name} is new: look at it and run pytest --update"
        expected = path.read_bytes().decode()
        assert text == expected, f"{name} has changed: if that is right, run pytest --update"

    return compare
