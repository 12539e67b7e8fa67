"""The tables of the web page, and what each amount opens."""

import re
from collections.abc import Iterator
from itertools import pairwise

from tests.reading.grids import Grid
from tests.webpage import Element, read

SUMMARY = "Det här betalas"
"""How the captions begin of the tables that have what is paid once more, by recipient."""
_PART = re.compile(r" \(del \d+ av \d+\)$")


def read_web(text: str) -> list[Grid]:
    """Every table by its caption, without those that have what is paid once more."""
    return [grid for grid in _grids(read(text)) if not grid.title.startswith(SUMMARY)]


def read_summaries(text: str) -> list[Grid]:
    """The tables that have what is paid once more, each by the title of the table after it."""
    grids = list(_grids(read(text)))
    return [
        grid._replace(title=after.title)
        for grid, after in pairwise(grids)
        if grid.title.startswith(SUMMARY)
    ]


def read_opened(text: str) -> list[tuple[str, str]]:
    """Of each amount that opens: how it is printed, and what is then said of it."""
    tree = read(text)
    opened = {each.attributes["id"]: each for each in tree.all() if "popover" in each.attributes}
    return [
        (button.text, opened[button.attributes["popovertarget"]].text)
        for table in tree.all("table")
        for button in table.all("button")
    ]


def _grids(tree: Element) -> Iterator[Grid]:
    for table in tree.all("table"):
        _, *columns = _headings(table.one("thead"))
        lines = [row.all("th", "td") for row in table.one("tbody").all("tr")]
        yield Grid(
            _PART.sub("", table.one("caption").text),
            tuple(columns),
            tuple((line[0].text, tuple(cell.text.strip() for cell in line[1:])) for line in lines),
        )


def _headings(head: Element) -> list[str]:
    """What stands above each column, from the top; a heading may be above several."""
    taken: dict[tuple[int, int], str] = {}
    for y, row in enumerate(head.all("tr")):
        for cell in row.all("th", "td"):
            x = next(x for x in range(len(taken) + 1) if (x, y) not in taken)
            width, height = (int(cell.attributes.get(name, "1")) for name in ("colspan", "rowspan"))
            for dx in range(width):
                taken |= {(x + dx, y + dy): "" if dy else cell.text for dy in range(height)}
    columns = range(1 + max(x for x, _ in taken))
    return [" ".join(text for (at, _), text in sorted(taken.items()) if at == x) for x in columns]
