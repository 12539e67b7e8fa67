"""What `bidrag schema` does: write the budget file's JSON Schema."""

from bidrag.budget.jsonschema import schema_text
from bidrag.cli.write import Format, Output, chosen_format, deliver


def run_schema(target: str | None) -> None:
    """Writes the schema to the file, or to standard output.

    Raises `typer.BadParameter` where it cannot be written, or the file's ending is another format's.
    """
    chosen_format(None, target, (Format.JSON,))
    deliver(Output(target, ()), schema_text, None)
