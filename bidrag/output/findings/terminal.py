"""Reports on a terminal: wrapped to its width, the severity in words and in colour."""

from collections.abc import Iterable
from textwrap import wrap
from typing import TextIO

from rich.console import Console
from rich.text import Text

from bidrag.law.checks import Severity
from bidrag.output.console import terminal
from bidrag.output.findings.layout import Block, Checked, Entry, blocks

NARROWEST = 20
_STYLES = {
    Severity.ERROR.value: "bold red",
    Severity.WARNING.value: "bold yellow",
    Severity.NOTE.value: "bold cyan",
    "": "bold",
}


def print_terminal(every: Iterable[Checked], verbose: bool, file: TextIO, width: int) -> None:
    """Prints what the checks say for a terminal of this many columns; nothing when all holds."""
    console = terminal(file, width)
    told = [block for checked in every for block in blocks(checked, verbose)]
    for i, block in enumerate(told):
        if i:
            console.print()
        _print(console, block, width)


def _print(console: Console, block: Block, width: int) -> None:
    severity = f"{block.severity} " if block.severity else ""
    text = Text(f"{block.place}: ")
    text.append(severity, _STYLES[block.severity])
    text.append(block.head, "bold")
    console.print(text)
    indent = 4 + max((len(entry.label) for entry in block.entries), default=0)
    for entry in block.entries:
        console.print(_entry(entry, indent, width), soft_wrap=True)


def _entry(entry: Entry, indent: int, width: int) -> Text:
    first = f"  {entry.label}".ljust(indent)
    room = max(NARROWEST, width - indent)
    lines = wrap(entry.text, room, break_long_words=False, break_on_hyphens=False)
    text = Text(first, "dim")
    text.append(f"\n{' ' * indent}".join(lines), "not dim")
    return text
