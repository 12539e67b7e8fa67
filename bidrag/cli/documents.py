"""The documents that `bidrag compute` writes with libraries of their own: pdf, xlsx and html."""

import re
import shlex
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, requires, version
from itertools import chain
from pathlib import PurePath

import typer

from bidrag import __version__
from bidrag.calculation import Calculation, Period
from bidrag.calculation.budget import Budget
from bidrag.cli.telling import tell
from bidrag.cli.write import Format
from bidrag.output.report.report import Report

DOCUMENTS = (Format.PDF, Format.XLSX, Format.HTML)
EXTRA = "rapport"
LONGEST_NAME = 200
"""How many bytes a file's name may have, beside its ending: a file system takes no more than 255."""
Option = tuple[str, str]
"""An option of the command line and its value."""
_LIBRARIES = {
    Format.PDF: ("typst", "font_source_sans_pro", "fontTools", "pikepdf"),
    Format.XLSX: ("xlsxwriter",),
    Format.HTML: ("jinja2",),
}
"""What each document is written with, by the names that they are imported by."""


def document(
    budget: Budget, calculation: Calculation, wanted: Format, asked: tuple[Option, ...]
) -> bytes:
    """The calculation as a document of the format; `asked` is what chose its tables, by the options.

    Raises `typer.BadParameter`, with what to install, where the format's library is missing.
    """
    command = _command(budget.file, asked, wanted)
    report = Report(budget, calculation, __version__, command, tuple(_versions(wanted)))
    if report.providers and not budget.appeal and wanted is not Format.XLSX:
        tell(
            f"varning: {budget.file} saknar nyckeln överklagande, "
            "så bilagan säger inte hur man överklagar.\n"
        )
    try:
        return _written(report, wanted)
    except ModuleNotFoundError as error:
        if error.name not in _LIBRARIES[wanted]:
            raise
        raise typer.BadParameter(_install(wanted, _package(error.name))) from None


def options(
    activities: tuple[str, ...], providers: tuple[str, ...], period: Period
) -> tuple[Option, ...]:
    """The options that choose these tables."""
    return (
        *(("--verksamhet", name) for name in activities),
        *(("--huvudman", name) for name in providers),
        *([("--period", period.value)] if period is not Period.YEAR else []),
    )


def _command(file: str, asked: tuple[Option, ...], wanted: Format) -> str:
    """How to make the document in the folder of the budget file, in a file named after what it has."""
    name = "-".join([PurePath(file).stem, *(value for _, value in asked)])
    target = _path(f"{_short(name)}.{wanted}")
    words = ["bidrag", "compute", _path(file), *chain.from_iterable(asked), "-o", target]
    return " ".join(map(_quoted, words))


def _path(name: str) -> str:
    """The file's name as an argument that is read neither as an option nor as a year."""
    return f"./{name}" if re.match("-|[0-9]{4}$", name) else name


def _short(name: str) -> str:
    """The name, or as much of it as a file may be called."""
    return name.encode()[:LONGEST_NAME].decode(errors="ignore")


def _versions(wanted: Format) -> Iterator[str]:
    """The libraries that the document is written with; one that is missing is told of by its use."""
    for package in map(_package, _LIBRARIES[wanted]):
        with suppress(PackageNotFoundError):
            yield f"{package} {version(package)}"


def _written(report: Report, wanted: Format) -> bytes:
    match wanted:
        case Format.PDF:
            from bidrag.output.annex.write import write_pdf

            return write_pdf(report)
        case Format.XLSX:
            from bidrag.output.book.write import write_xlsx

            return write_xlsx(report)
        case _:
            from bidrag.output.web.write import write_html

            return write_html(report).encode()


def _package(library: str) -> str:
    """The library's name where it is installed from."""
    return library.lower().replace("_", "-")


def _install(wanted: Format, library: str) -> str:
    """What is missing, and the two ways to get it."""
    return (
        f"{wanted} skrivs med biblioteket {library}, som inte är installerat. Installera det som alla "
        f"dokument behöver med: pip install '.[{EXTRA}]' (i projektets mapp), eller bara detta med: "
        f"pip install '{_requirement(library)}'"
    )


def _requirement(library: str) -> str:
    """The library with the versions that are tried, as the package itself requires it."""
    try:
        known = requires("bidrag") or []
    except PackageNotFoundError:
        known = []
    wanted = (each.partition(";")[0].strip() for each in known)
    return next((each for each in wanted if each.lower().startswith(library)), library)


def _quoted(word: str) -> str:
    """The word as a shell reads it; letters such as å need no quotes."""
    plain = all(char.isalnum() or char in "./_-" for char in word)
    return word if plain and word else shlex.quote(word)
