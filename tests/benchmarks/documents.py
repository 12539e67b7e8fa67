"""Whole-process times of the documents of 2024 as ratios to its tables, and to LibreOffice's calculation.

Run as `python tests/benchmarks/documents.py` from the repository root, with LibreOffice installed. The
commands take turns, round after round, so that a clock that drifts slows all of them; every ratio is
taken within one round.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

WARM_UPS = 1
ROUNDS = 7

TABLES = "compute"
PROVIDER = "compute, one provider"
PDF = "pdf"
ANNEX = "pdf, one provider"
XLSX = "xlsx"
HTML = "html"
LIBREOFFICE = "LibreOffice, the same workbook calculated anew"
# 0: a workbook is always calculated anew when it is read, and its saved values are not trusted.
_ALWAYS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


class Ratio(NamedTuple):
    """One command's time divided by another's."""

    command: str
    base: str


RATIOS = (
    Ratio(PDF, TABLES),
    Ratio(ANNEX, PROVIDER),
    Ratio(XLSX, TABLES),
    Ratio(HTML, TABLES),
    Ratio(LIBREOFFICE, TABLES),
)


def main() -> None:
    """Measures every command in turn and prints the ratios, and how large the documents are."""
    with tempfile.TemporaryDirectory() as folder:
        commands = _commands(Path(folder))
        for _ in range(WARM_UPS):
            for command in commands.values():
                _timed(command)
        rounds = [{name: _timed(each) for name, each in commands.items()} for _ in range(ROUNDS)]
        sizes = {path.name: path.stat().st_size for path in Path(folder).glob("2024*.*")}
    print(f"median of {ROUNDS} rounds, in brackets the ratio of the fastest runs")
    for ratio in RATIOS:
        print(_line(ratio, rounds))
    for name, size in sorted(sizes.items()):
        print(f"{name}: {size // 1000} kB")


def _commands(folder: Path) -> dict[str, list[str]]:
    """Each command; that of LibreOffice reads the workbook of the one before it."""
    compute = [str(Path(sys.executable).parent / "bidrag"), "compute", "2024"]
    provider = [*compute, "--huvudman", "Olympicaskolan"]
    return {
        TABLES: compute,
        PROVIDER: provider,
        PDF: [*compute, "-o", str(folder / "2024.pdf")],
        ANNEX: [*provider, "-o", str(folder / "2024-olympicaskolan.pdf")],
        HTML: [*compute, "-o", str(folder / "2024.html")],
        XLSX: [*compute, "-o", str(folder / "2024.xlsx")],
        LIBREOFFICE: _libreoffice(folder),
    }


def _libreoffice(folder: Path) -> list[str]:
    """Reads the workbook, calculates all of it and writes only the first sheet, as csv."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
    return [
        "soffice",
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        "csv",
        "--outdir",
        str(folder / "out"),
        str(folder / "2024.xlsx"),
    ]


def _timed(command: list[str]) -> float:
    environment = dict(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return perf_counter() - start


def _line(ratio: Ratio, rounds: list[dict[str, float]]) -> str:
    typical = median(each[ratio.command] / each[ratio.base] for each in rounds)
    fastest = _fastest(ratio.command, rounds) / _fastest(ratio.base, rounds)
    return f"{ratio.command} ÷ {ratio.base}: {typical:.1f} ({fastest:.1f})"


def _fastest(name: str, rounds: list[dict[str, float]]) -> float:
    return min(each[name] for each in rounds)


if __name__ == "__main__":
    main()
