"""Every budget file of the repository, calculated: what all documents are tried on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bidrag.budget.load import load_budget
from bidrag.calculation import Calculation, Period, compute, per_period
from bidrag.calculation.budget import Budget
from tests.conftest import ROOT

FILES = [
    ROOT / "budgets" / "2024.yaml",
    *sorted((ROOT / "tests" / "exempel").glob("*.yaml")),
    *sorted((ROOT / "tests" / "kommuner").glob("*.yaml")),
]
every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def calculations(path: Path) -> Iterator[Calculation]:
    """The file's calculation for each period."""
    budget = load_budget(path)
    return for_every_period(budget)


def for_every_period(budget: Budget) -> Iterator[Calculation]:
    """The budget's calculation for each period."""
    year = compute(budget)
    return (per_period(year, budget, period) for period in Period)
