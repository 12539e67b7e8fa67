"""Reports as plain text, one fact a line, never wrapped."""

from collections.abc import Iterable

from bidrag.output.findings.layout import Block, Checked, blocks


def write_plain(every: Iterable[Checked], verbose: bool) -> str:
    """What the checks say; empty when there is nothing to tell."""
    told = [_text(block) for checked in every for block in blocks(checked, verbose)]
    return "\n\n".join(told) + "\n" if told else ""


def _text(block: Block) -> str:
    width = max((len(entry.label) for entry in block.entries), default=0)
    lines = [f"  {entry.label.ljust(width)}  {entry.text}".rstrip() for entry in block.entries]
    return "\n".join([head(block), *lines])


def head(block: Block) -> str:
    """The first line of a block: where, how serious, and what."""
    return f"{block.place}: {' '.join(filter(None, (block.severity, block.head)))}"
