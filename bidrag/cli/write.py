"""What every command that writes a result shares: which format, and to where."""

import sys
import unicodedata
from collections.abc import Callable
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from shutil import get_terminal_size
from typing import NamedTuple, TextIO

import typer

from bidrag.cli.telling import working
from bidrag.oserrors import reason


class Format(StrEnum):
    """The formats that a result can be written in."""

    TABLE = "table"
    MARKDOWN = "md"
    CSV = "csv"
    JSON = "json"
    GITHUB = "github"
    PDF = "pdf"
    XLSX = "xlsx"
    HTML = "html"


ENDINGS = {
    ".txt": Format.TABLE,
    ".md": Format.MARKDOWN,
    ".csv": Format.CSV,
    ".json": Format.JSON,
    ".pdf": Format.PDF,
    ".xlsx": Format.XLSX,
    ".html": Format.HTML,
}
NOT_TEXT = (Format.PDF, Format.XLSX)


def chosen_format(
    output_format: str | None, output: str | None, known: tuple[Format, ...]
) -> Format:
    """The format that was asked for, else the one of the file's ending, else the table.

    Raises `typer.BadParameter` for a format or an ending that is not among the `known`, and for one
    that is no text where it would be written on a terminal.
    """
    if output_format is not None:
        wanted = Format(one_of("--format", output_format, [each.value for each in known]))
        if wanted in NOT_TEXT and output is None and sys.stdout is not None and sys.stdout.isatty():
            raise typer.BadParameter(
                f"{wanted} kan inte visas här. Ange en fil, till exempel -o bilaga.{wanted}."
            )
        return wanted
    if output is None:
        return Format.TABLE
    endings = {ending: each for ending, each in ENDINGS.items() if each in known}
    ending = Path(output).suffix.lower()
    if ending not in endings:
        message = f"-o: ändelsen {ending or '(ingen)'} säger inte vilket format."
        raise typer.BadParameter(f"{message} Ändelser: {', '.join(endings)}. Eller ange --format.")
    return endings[ending]


def one_of(flag: str, value: str, known: list[str]) -> str:
    """The value, NFC-normalised. Raises `typer.BadParameter` with the nearest of the known."""
    value = unicodedata.normalize("NFC", value)
    if value in known:
        return value
    near = get_close_matches(value, known, n=1)
    hint = f"Menade du {near[0]}?" if near else f"Välj bland: {', '.join(known) or 'inga'}."
    raise typer.BadParameter(f"{flag}: {value} finns inte. {hint}")


class Output(NamedTuple):
    """Where a result goes: a file, a terminal or a pipe; `read` are the files that it was made from."""

    target: str | None
    read: tuple[Path, ...]


def deliver(
    output: Output, content: Callable[[], str | bytes], screen: Callable[[TextIO, int], None] | None
) -> None:
    """Writes the content where it should go; `screen` draws it on a terminal instead, if it can.

    Text is written as UTF-8. Raises `typer.BadParameter` where it cannot be written.
    """
    if output.target is not None:
        target = Path(output.target)
        # Before the work, which may take a while.
        _write(target, lambda: _refuse(target, output.read))
        data = _data(content, output.target)
        _write(target, lambda: _save(target, data))
    elif sys.stdout is None:
        raise typer.BadParameter("Utdata är stängd. Ange en fil med -o.")
    elif screen is not None and sys.stdout.isatty():
        screen(sys.stdout, get_terminal_size().columns)
    else:
        _print(_data(content, "resultatet"))


def _data(content: Callable[[], str | bytes], what: str) -> bytes:
    try:
        with working(f"Skriver {what}"):
            found = content()
    except OSError as error:
        advice = "Arbetsfilerna får plats i en annan mapp om TMPDIR anger den."
        raise typer.BadParameter(f"{what} går inte att göra: {reason(error)}. {advice}") from None
    return found.encode() if isinstance(found, str) else found


def _print(data: bytes) -> None:
    from bidrag.output.files import write_stdout

    try:
        write_stdout(data)
    except OSError as error:
        raise typer.BadParameter(f"Utdata går inte att skriva: {reason(error)}.") from None


def _refuse(target: Path, read: tuple[Path, ...]) -> None:
    from bidrag.output.files import refuse_unwritable

    refuse_unwritable(target)
    if target.exists() and any(target.samefile(each) for each in read):
        raise typer.BadParameter(f"-o: {target} är en av filerna som läses, och skrivs inte över.")


def _save(target: Path, data: bytes) -> None:
    from bidrag.output.files import write_file

    write_file(target, data)


def _write(target: Path, act: Callable[[], None]) -> None:
    try:
        act()
    except OSError as error:
        raise typer.BadParameter(f"-o: {target} går inte att skriva: {reason(error)}.") from None
