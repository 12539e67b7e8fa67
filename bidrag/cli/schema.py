"""The budget file's JSON Schema, written by `bidrag schema` and beside every new budget file."""

from pathlib import Path

import typer

from bidrag.budget.jsonschema import schema_text
from bidrag.budget.modeline import SCHEMA_FILE, leads_beside, with_modeline
from bidrag.cli.write import Format, Output, chosen_format, deliver
from bidrag.oserrors import reason
from bidrag.output.files import write_file


def run_schema(target: str | None) -> None:
    """Writes the schema to the file, or to standard output.

    Raises `typer.BadParameter` where it cannot be written, or the file's ending is another format's.
    """
    chosen_format(None, target, (Format.JSON,))
    deliver(Output(target, ()), schema_text, None)


def write_budget(target: Path, text: str) -> None:
    """Writes a new budget file, led to its schema; and the schema beside it where it is not there.

    Raises `OSError` for the budget file, and `typer.BadParameter` for the schema, before anything is
    written of the file.
    """
    led = with_modeline(text)
    if leads_beside(led) and target.parent.is_dir():
        _write_schema(target.parent / SCHEMA_FILE)
    write_file(target, led)


def _write_schema(path: Path) -> None:
    schema = schema_text()
    try:
        if not path.exists() or path.read_bytes() != schema.encode():
            write_file(path, schema)
    except OSError as error:
        raise typer.BadParameter(f"{path} går inte att skriva: {reason(error)}.") from None
