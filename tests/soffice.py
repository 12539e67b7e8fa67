"""LibreOffice as an independent reader of workbooks: it forgets their values and calculates them anew."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

PROGRAM = shutil.which("soffice")
needs_soffice = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice (soffice) is not installed")

# The value of a formula that the file brings with it: without it there is nothing to copy.
_CACHED = re.compile(rb"(<c [^>]*><f>[^<]*</f>)<v>[^<]*</v>")
_SHEETS = "xl/worksheets/"
# 0: always recalculate a workbook when it is read.
_ALWAYS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


def recalculated(files: Mapping[str, bytes], folder: Path) -> dict[str, Workbook]:
    """The workbooks with every formula calculated by LibreOffice, in one run of it."""
    found = _converted({name: _forgotten(each) for name, each in files.items()}, folder, "xlsx")
    return {name: load_workbook(path, data_only=True) for name, path in found.items()}


def as_pdf(files: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    """The workbooks as LibreOffice prints them."""
    return _converted(files, folder, "pdf")


def _converted(files: Mapping[str, bytes], folder: Path, ending: str) -> dict[str, Path]:
    assert PROGRAM
    profile, source, target = (folder / name for name in ("profile", "in", ending))
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
    source.mkdir(exist_ok=True)
    paths = {name: source / f"{number}.xlsx" for number, name in enumerate(files)}
    for name, path in paths.items():
        path.write_bytes(files[name])
    where = f"-env:UserInstallation={profile.as_uri()}"
    convert = ["--headless", "--convert-to", ending, "--outdir", str(target)]
    command = [PROGRAM, where, *convert, *map(str, paths.values())]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {name: target / f"{path.stem}.{ending}" for name, path in paths.items()}


def _forgotten(content: bytes) -> bytes:
    """The workbook without the values of its formulas."""
    kept = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(kept, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _CACHED.sub(rb"\1", part) if name.startswith(_SHEETS) else part)
    return kept.getvalue()
