"""The documents that `bidrag compute` writes with libraries of their own: pdf, xlsx and html."""

import shlex
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires

import typer

from bidrag import __version__
from bidrag.calculation import Calculation, Period
from bidrag.calculation.budget import Budget
from bidrag.cli.telling import tell
from bidrag.cli.write import Format
from bidrag.output.report.report import Report

DOCUMENTS = (Format.PDF, Format.XLSX, Format.HTML)
EXTRA = "rapport"
_LIBRARIES = {
    Format.PDF: ("typst", "font_source_sans_pro", "fontTools", "pikepdf"),
    Format.XLSX: ("xlsxwriter",),
    Format.HTML: ("jinja2",),
}
"""What each document is written with, by the names that they are imported by."""


def document(
    budget: Budget, calculation: Calculation, wanted: Format, asked: tuple[str, ...]
) -> bytes:
    """The calculation as a document of the format; `asked` are the options that chose its tables.

    Raises `typer.BadParameter`, with what to install, where the format's library is missing.
    """
    made = " ".join(map(_quoted, ["bidrag", "compute", budget.file, *asked]))
    target = _quoted(f"{budget.file.rpartition('.')[0]}.{wanted}")
    report = Report(budget, calculation, __version__, f"{made} -o {target}")
    if report.providers and not budget.appeal and wanted is not Format.XLSX:
        tell(
            f"varning: {budget.file} har ingen överklagande:, så bilagan säger inte hur man överklagar.\n"
        )
    try:
        return _written(report, wanted)
    except ModuleNotFoundError as error:
        if error.name not in _LIBRARIES[wanted]:
            raise
        raise typer.BadParameter(_install(wanted, _package(error.name))) from None


def options(
    activities: tuple[str, ...], providers: tuple[str, ...], period: Period
) -> tuple[str, ...]:
    """The options that choose these tables."""

    def _all() -> Iterator[str]:
        for name in activities:
            yield from ("--verksamhet", name)
        for name in providers:
            yield from ("--huvudman", name)
        if period is not Period.YEAR:
            yield from ("--period", period)

    return tuple(_all())


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
    plain = all(char.isalnum() or char in "._-" for char in word)
    return word if plain and word else shlex.quote(word)
