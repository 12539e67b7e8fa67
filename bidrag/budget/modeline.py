"""What tells of a budget file's keys, and the line that leads an editor to the file's JSON Schema."""

import re

REFERENCE = "budgets/README.md"
"""Where the project tells what every key of a budget file means."""
SCHEMA_FILE = "bidrag.schema.json"
MODELINE = f"# yaml-language-server: $schema={SCHEMA_FILE}"
_ANY = re.compile(r"^[ \t]*#[ \t]*yaml-language-server:[ \t]*\$schema=(.*?)[ \t]*\r?$", re.M)
_BOM = "\ufeff"


def with_modeline(text: str) -> str:
    """The file with the line first, unless it already leads somewhere."""
    if _ANY.search(text):
        return text
    bom, rest = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    end = "\r\n" if "\r\n" in rest else "\n"
    return f"{bom}{MODELINE}{end}{rest}"


def leads_beside(text: str) -> bool:
    """Whether the file leads to the schema that stands beside it."""
    found = _ANY.search(text)
    return found is not None and found[1] == SCHEMA_FILE
