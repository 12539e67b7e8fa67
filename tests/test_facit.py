"""Every amount that Ludvika's decision for 2024 prints, against the calculation from its budget."""

import csv
from fractions import Fraction
from io import StringIO
from typing import NamedTuple

import pytest

from bidrag.budget.load import load_budget
from bidrag.calculation import compute
from bidrag.calculation.formula import Position, inputs
from tests.conftest import ROOT, Run

AMOUNTS = ("budget_kr", "per_enhet_kr")
KEY = ("verksamhet", "huvudman", "grupp", "rad")
# What the decision does not print per row: the derived counts, the weights and the supplements.
COUNTS = set(map(Fraction, ("292.5", "935", "916", "862.5", "1023.1925", "1235.2")))
WEIGHTS = set(map(Fraction, ("0.9", "1", "0.75")))
SUPPLEMENTS = {Fraction(35_000), Fraction(8_000)}


class Figure(NamedTuple):
    """A printed number and what was calculated for the same cell (kr)."""

    key: tuple[str, ...]
    column: str
    printed: int
    calculated: str


@pytest.fixture(scope="module")
def decided() -> list[dict[str, str]]:
    with (ROOT / "budgets" / "2024.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def figures(decided: list[dict[str, str]], run: Run) -> list[Figure]:
    text = run("compute", "2024", "--format", "csv").stdout.decode()
    rows = list(csv.DictReader(StringIO(text, newline="")))
    calculated = {tuple(row[name] for name in KEY): row for row in rows}
    assert len(calculated) == len(rows), "two rows have the same key"
    return [
        Figure(key, column, int(row[column]), calculated[key][column])
        for row in decided
        for column in AMOUNTS
        if row[column]
        for key in [tuple(row[name] for name in KEY)]
    ]


def test_all_printed_numbers_are_there(figures: list[Figure]) -> None:
    assert len(figures) == 231
    assert [each for each in figures if not each.calculated] == []


def test_no_number_is_more_than_a_krona_off(figures: list[Figure]) -> None:
    # The decision's budget lines carry decimals that it does not print, so a sum of printed lines
    # may miss its printed sum by one krona after rounding; by two is a fault of ours.
    assert [f for f in figures if abs(f.printed - int(f.calculated)) > 1] == []


def test_218_numbers_are_exact(figures: list[Figure]) -> None:
    off = [f for f in figures if f.printed != int(f.calculated)]
    assert len(figures) - len(off) == 218, off


def test_what_is_off_is_only_sums_and_what_is_made_of_them(figures: list[Figure]) -> None:
    off = {f.key for f in figures if f.printed != int(f.calculated)}
    assert {key[3] for key in off} <= {"grundbelopp", "ike", "moms", "bidrag", "lokalkostnader"}


def test_budget_has_no_number_of_its_own(decided: list[dict[str, str]]) -> None:
    budget = load_budget(ROOT / "budgets" / "2024.yaml")
    rows = [row for table in compute(budget).tables for row in table.rows]
    cells = [cell for row in rows for cell in (row.total, *row.shares, *row.prices) if cell]
    read = [each.value for each in inputs(cells) if isinstance(each.origin, Position)]
    printed = {Fraction(row[column]) for row in decided for column in AMOUNTS if row[column]}
    assert len(read) == 64
    assert set(read) - printed == COUNTS | WEIGHTS | SUPPLEMENTS


@pytest.mark.parametrize(
    ("key", "column", "amount"),
    [
        (("grundskola", "", "totalt", "ike"), "budget_kr", "308050387"),
        (("grundskola", "", "totalt", "bidrag"), "budget_kr", "326533411"),
        (("grundskola", "", "7-9", "bidrag"), "budget_kr", "105078554"),
        (("anpassad grundskola", "", "behovsgrupp 1", "moms"), "per_enhet_kr", "17706"),
        (("anpassad grundskola", "", "behovsgrupp 1", "bidrag"), "per_enhet_kr", "312799"),
        (
            ("fritidshem vid anpassad grundskola", "", "behovsgrupp 5", "bidrag"),
            "per_enhet_kr",
            "324656",
        ),
        (("grundskola", "", "nyanlända F-9", "tillägg"), "per_enhet_kr", "35000"),
        (("grundskola", "Olympicaskolan", "modersmål åk 1-9", "tillägg"), "per_enhet_kr", "8000"),
        (("anpassad grundskola", "", "behovsgrupp 6", "individuellt beslut"), "per_enhet_kr", ""),
    ],
)
def test_what_the_decision_leaves_out_is_filled_in(
    run: Run, key: tuple[str, ...], column: str, amount: str
) -> None:
    # Worked by hand: 295 092,94 × 6 % = 17 705,5764 and 295 092,94 × 1,06 = 312 798,5164, and so on;
    # the three totals stand as ##### in the decision.
    text = run("compute", "2024", "--format", "csv").stdout.decode()
    rows = csv.DictReader(StringIO(text, newline=""))
    found = [row[column] for row in rows if tuple(row[name] for name in KEY) == key]
    assert found == [amount]
