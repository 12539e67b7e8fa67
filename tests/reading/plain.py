"""The tables as plain text, read by where their columns end."""

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from tests.reading.grids import Grid

_CELL = re.compile("[^ ]+(?: [^ ]+)*")
"""Words with single spaces between; a no-break space is within a number."""


def read_plain(text: str) -> list[Grid]:
    """Every table: a block that begins with a heading, under a block whose last line is the title."""
    blocks = text.rstrip("\n").split("\n\n")
    return [_grid(above, block) for above, block in pairwise(blocks) if block.startswith(" ")]


def _grid(title: str, block: str) -> Grid:
    lines = block.split("\n")
    headings = list(takewhile(lambda line: line.startswith(" "), lines))
    found = [(match.end(), match) for line in headings for match in _CELL.finditer(line)]
    ends = sorted({end for end, _ in found})
    names = [" ".join(match.group() for at, match in found if at == end) for end in ends]
    rows = lines[len(headings) :]
    cells = [{match.end(): match for match in _amounts(line, ends)} for line in rows]
    return Grid(
        title.split("\n")[-1],
        tuple(names),
        tuple(
            (_label(line, each), tuple(each[end].group() if end in each else "" for end in ends))
            for line, each in zip(rows, cells, strict=True)
        ),
    )


def _amounts(line: str, ends: list[int]) -> Iterator[re.Match[str]]:
    """The cells of the line; what else there is of it is its label."""
    found = list(_CELL.finditer(line))
    yield from (match for match in found[1:] if match.end() in ends)


def _label(line: str, cells: dict[int, re.Match[str]]) -> str:
    return line[: min((match.start() for match in cells.values()), default=len(line))].rstrip()
