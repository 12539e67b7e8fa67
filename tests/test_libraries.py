"""Without a library of the documents: what to install is told, and all else works as before."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT, Run

Without = Callable[..., dict[str, str]]


class Library(NamedTuple):
    """A library by the format that needs it, what it is imported as, and what it is installed as."""

    form: str
    module: str
    package: str


LIBRARIES = (
    Library("pdf", "typst", "typst"),
    Library("pdf", "font_source_sans_pro", "font-source-sans-pro"),
    Library("pdf", "fontTools", "fonttools"),
    Library("pdf", "pikepdf", "pikepdf"),
    Library("xlsx", "xlsxwriter", "xlsxwriter"),
    Library("html", "jinja2", "jinja2"),
)


@pytest.fixture
def without(tmp_path: Path) -> Without:
    """The environment of a Python that has none of these libraries."""
    folder = tmp_path / "without"
    folder.mkdir()

    def _environment(*libraries: Library) -> dict[str, str]:
        for each in libraries:
            missing = f"raise ModuleNotFoundError(name={each.module!r})\n"
            (folder / f"{each.module}.py").write_text(missing, encoding="utf-8")
        return {"PYTHONPATH": f"{folder}:{ROOT}"}

    return _environment


@pytest.mark.parametrize("library", LIBRARIES, ids=[each.module for each in LIBRARIES])
def test_what_to_install_is_told(
    run: Run, without: Without, library: Library, tmp_path: Path
) -> None:
    target = tmp_path / f"bilaga.{library.form}"
    done = run("compute", "2024", "-o", str(target), **without(library))
    told = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert told.startswith(
        f"fel: {library.form} skrivs med biblioteket {library.package}, som inte är installerat."
    )
    assert "pip install '.[rapport]'" in told
    assert f"pip install '{library.package}" in told
    assert not target.exists()


def test_the_extra_has_these_libraries_and_no_other() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = project["optional-dependencies"]["rapport"]
    names = {re.split("[<>=]", each)[0].lower() for each in extra}
    assert names == {each.package for each in LIBRARIES}


@pytest.mark.parametrize("form", ["table", "md", "csv", "json"])
def test_the_other_formats_need_none_of_them(run: Run, without: Without, form: str) -> None:
    arguments = ("compute", "2024", "--format", form)
    done = run(*arguments, **without(*LIBRARIES))
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == run(*arguments).stdout
