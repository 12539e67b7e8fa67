"""What a command imports: nothing heavy that it does not use, as Python itself reports."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_IMPORT = re.compile(r"^import time:\s+\d+ \|\s+\d+ \|\s+(\S+)$", re.MULTILINE)

BUDGET_FILE = ("yaml", "pydantic", "pydantic_core", "bidrag.budget.schema", "bidrag.budget.load")
NUMBERS = ("fractions", "decimal", "bidrag.calculation", "bidrag.law", "bidrag.numerals")
TERMINAL = ("rich", "pygments", "markdown_it", "bidrag.output.console")
TABLES = (
    "bidrag.output.amounts.layout",
    "bidrag.output.amounts.plain",
    "bidrag.output.amounts.markdown",
)
EXPLANATION = (
    "bidrag.output.explanation.text",
    "bidrag.output.explanation.markdown",
    "bidrag.output.explanation.jsontext",
    "bidrag.output.explanation.terminal",
)
# Pydantic itself imports the standard library's csv, to look for its plugins.
CSV = ("bidrag.output.amounts.comma",)
JSON = ("json", "bidrag.output.amounts.jsontext")
CHANGES = ("bidrag.output.changes.comma", "bidrag.output.amounts")
NOTHING_BUT_WORDS = (*BUDGET_FILE, *NUMBERS, *TERMINAL, *JSON, "csv", "bidrag.output")

UNWANTED = {
    ("--version",): (*NOTHING_BUT_WORDS, "typer", "bidrag.cli", "bidrag.budget"),
    ("--help",): (*NOTHING_BUT_WORDS, "bidrag.cli.compute"),
    ("compute", "--help"): (*NOTHING_BUT_WORDS, "bidrag.cli.compute"),
    ("import", "--help"): (*NOTHING_BUT_WORDS, "bidrag.cli.importing", "openpyxl"),
    ("explain", "--help"): (*NOTHING_BUT_WORDS, "bidrag.cli.explain"),
    ("check", "--help"): (*NOTHING_BUT_WORDS, "bidrag.cli.check"),
    ("schema", "--help"): (*NOTHING_BUT_WORDS, "bidrag.cli.schema"),
    ("schema",): (*TERMINAL, "bidrag.output.amounts", "bidrag.output.explanation", "bidrag.review"),
    ("check", "2024"): (*TERMINAL, *JSON, *TABLES, "bidrag.output.findings.jsontext"),
    ("check", "2024", "--format", "github"): (*TERMINAL, *TABLES, "bidrag.output.findings.plain"),
    ("compute", "2024"): (
        *TERMINAL,
        *CSV,
        *JSON,
        "bidrag.output.amounts.markdown",
        "bidrag.output.explanation",
        "bidrag.review",
    ),
    ("explain", "2024"): (
        *TERMINAL,
        *CSV,
        *JSON,
        *EXPLANATION[1:],
        "bidrag.output.amounts.plain",
        "bidrag.output.amounts.markdown",
    ),
    ("explain", "2024", "--format", "json"): (
        *TERMINAL,
        *CSV,
        EXPLANATION[0],
        EXPLANATION[1],
        "bidrag.output.amounts.plain",
        "bidrag.output.amounts.markdown",
    ),
    ("compute", "2024", "--format", "md"): (*TERMINAL, *CSV, *JSON, "bidrag.output.amounts.plain"),
    ("compute", "2024", "--format", "csv"): (*TERMINAL, *TABLES, *JSON),
    ("compute", "2024", "--format", "json"): (
        *TERMINAL,
        *CSV,
        "bidrag.output.amounts.plain",
        "bidrag.output.amounts.markdown",
    ),
    ("diff", "--help"): (*NOTHING_BUT_WORDS, "bidrag.cli.diff"),
    ("diff", "2024", "2024"): (*TERMINAL, *CHANGES, *JSON, "bidrag.output.changes.markdown"),
    ("diff", "2024", "2024", "--format", "csv"): (*TERMINAL, *JSON, "bidrag.output.changes.layout"),
}
USED = {
    ("--version",): "bidrag",
    ("--help",): "typer",
    ("compute", "--help"): "typer",
    ("import", "--help"): "typer",
    ("explain", "--help"): "typer",
    ("check", "--help"): "typer",
    ("schema", "--help"): "typer",
    ("schema",): "bidrag.budget.jsonschema",
    ("check", "2024"): "bidrag.output.findings.plain",
    ("check", "2024", "--format", "github"): "bidrag.output.findings.github",
    ("compute", "2024"): "bidrag.output.amounts.plain",
    ("explain", "2024"): "bidrag.output.explanation.text",
    ("explain", "2024", "--format", "json"): "bidrag.output.explanation.jsontext",
    ("compute", "2024", "--format", "md"): "bidrag.output.amounts.markdown",
    ("compute", "2024", "--format", "csv"): "bidrag.output.amounts.comma",
    ("compute", "2024", "--format", "json"): "bidrag.output.amounts.jsontext",
    ("diff", "--help"): "typer",
    ("diff", "2024", "2024"): "bidrag.output.changes.plain",
    ("diff", "2024", "2024", "--format", "csv"): "bidrag.output.changes.comma",
}


@pytest.mark.parametrize("arguments", list(UNWANTED), ids=" ".join)
def test_a_command_imports_nothing_heavy_that_it_does_not_use(arguments: tuple[str, ...]) -> None:
    imported = _imported(arguments)
    assert USED[arguments] in imported
    found = _among(imported, UNWANTED[arguments])
    assert not found, f"bidrag {' '.join(arguments)} imports {', '.join(found)}"


def _imported(arguments: tuple[str, ...]) -> set[str]:
    """The modules that the command imports in a process of its own, its output in a pipe."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bidrag", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout, "the command printed nothing"
    return set(_IMPORT.findall(done.stderr))


def _among(imported: set[str], unwanted: Iterable[str]) -> list[str]:
    """The unwanted modules that were imported, each by the name under which it is unwanted."""
    return [
        name
        for name in unwanted
        if any(module == name or module.startswith(f"{name}.") for module in imported)
    ]
