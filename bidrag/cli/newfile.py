"""Writing a new budget file: never over another, and led to its JSON Schema."""

from pathlib import Path

import typer

from bidrag.budget.jsonschema import schema_text
from bidrag.budget.modeline import SCHEMA_FILE, leads_beside, with_modeline
from bidrag.oserrors import reason
from bidrag.output.files import create_file, write_file


def refuse_existing(target: Path) -> None:
    """Raises `typer.BadParameter` where something has that name already, be it a broken link."""
    try:
        target.lstat()
    except OSError:
        return  # nothing there, or not to be seen: the writer says why
    raise _existing(target)


def make_folder(folder: Path) -> None:
    """Makes the folder where it is not there. Raises `typer.BadParameter` where it cannot be made."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from None


def write_new(target: Path, text: str) -> str:
    """Writes a new budget file, and its schema beside it where that is not there; returns its text.

    Raises `typer.BadParameter` where either cannot be written, and where the file exists: nothing is
    written over it, even if it came while the program ran.
    """
    refuse_existing(target)
    led = with_modeline(text)
    if leads_beside(led) and target.parent.is_dir():
        _write_schema(target.parent / SCHEMA_FILE)
    try:
        create_file(target, led)
    except FileExistsError:
        raise _existing(target) from None
    except OSError as error:
        raise _unwritable(target, error) from None
    return led


def _write_schema(path: Path) -> None:
    schema = schema_text()
    try:
        if not path.exists() or path.read_bytes() != schema.encode():
            write_file(path, schema.encode())
    except OSError as error:
        raise _unwritable(path, error) from None


def _existing(target: Path) -> typer.BadParameter:
    return typer.BadParameter(
        f"{target} finns redan och skrivs inte över. Ange en annan fil med -o."
    )


def _unwritable(target: Path, error: OSError) -> typer.BadParameter:
    return typer.BadParameter(f"{target} går inte att skriva: {reason(error)}.")
