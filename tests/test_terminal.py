"""Tables on a terminal: where they are split, and how labels are wrapped."""

import re
from io import StringIO

import pytest

from bidrag.calculation import compute
from bidrag.output.amounts.jsontext import write_json
from bidrag.output.amounts.markdown import write_markdown
from bidrag.output.amounts.plain import write_plain
from bidrag.output.amounts.terminal import print_terminal
from tests.scenarios import LAW, read
from tests.texts import changed

PROGRAMMES = """\
kommun: Testköping
år: 2024
verksamheter:
  gymnasieskola:
    skolform: gymnasieskola
    rubrik: Gymnasieskola
    grupper:
      program:
        N: natur
        S: samhälle
        T: teknik
      årskurs:
        1: år 1
        2: år 2
        3: år 3
    antal:
      N: {1: 10, 2: 10, 3: 10}
      S: {1: 20, 2: 20, 3: 20}
      T: {1: 30, 2: 30, 3: 30}
    kostnader:
      undervisning: 18 000 000
"""


def shown(text: str, width: int) -> str:
    """The tables as a terminal of this width has them, without colour."""
    file = StringIO()
    print_terminal(compute(read(text)), file, width)
    return re.sub(r"\x1b\[[0-9;]*m", "", file.getvalue())


def headings(text: str, width: int) -> list[list[str]]:
    """The groups of each part of the first table, by the line of the headings that has their names."""
    found = (re.findall(r"(\w+) år (\d)", line) for line in shown(text, width).splitlines())
    groups = [[f"{programme}{year}" for programme, year in line] for line in found if line]
    return [line for line in groups if len(line) == len(set(line)) * 2]


def years(*programmes: str) -> list[str]:
    """Every year's share and price in these programmes."""
    return [f"{name}{year}" for name in programmes for year in (1, 2, 3) for _ in range(2)]


@pytest.mark.parametrize(
    ("width", "parts"),
    [
        (400, [("natur", "samhälle", "teknik")]),
        (235, [("natur", "samhälle"), ("teknik",)]),
        (150, [("natur",), ("samhälle",), ("teknik",)]),
    ],
)
def test_the_years_of_a_programme_stay_together(width: int, parts: list[tuple[str, ...]]) -> None:
    """Between them there is room for a year of the next programme, but not for all three."""
    found = headings(PROGRAMMES, width)
    assert found == [years(*part) for part in parts]


def test_a_programme_wider_than_the_terminal_is_split_between_its_years() -> None:
    found = headings(PROGRAMMES, 80)
    assert [group for part in found for group in part] == years("natur", "samhälle", "teknik")
    assert len(found) > 3


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_a_percentage_never_stands_alone(width: int) -> None:
    lines = [line.replace("\u00a0", " ") for line in shown(LAW, width).splitlines()]
    assert [line for line in lines if line.startswith("Administrativ schablon 3 %")]
    assert [line for line in lines if "schablon 6 %" in line]
    assert not [line for line in lines if re.match(r"[36] %", line)]


def test_a_percentage_stays_with_a_word_longer_than_the_labels() -> None:
    word = "mervärdesskattekompensationsschablonen"
    ladder = (
        f"    steg:\n      moms:\n        rubrik: {word}\n        procent: 6 %\n        av: undervisning\n"
        "      bidrag:\n        summa: [undervisning, måltider, lokalkostnader, moms]\nhuvudmän:"
    )
    lines = shown(changed(LAW, ("huvudmän:", ladder)), 40).replace("\u00a0", " ").splitlines()
    assert [line for line in lines if line.startswith(f"{word} 6 %  ")]


def test_the_percentage_is_bound_where_people_read_and_not_where_programs_do() -> None:
    calculation = compute(read(LAW))
    for write in (write_plain, write_markdown):
        assert "schablon\u00a06\u00a0%" in write(calculation)
    assert "schablon 6\u00a0%" in write_json(calculation)
