"""Every amount that the decision for 2024 prints, against the calculation from its budget."""

import csv
from pathlib import Path

from bidrag.budget.load import load_budget

BUDGETS = Path(__file__).parents[1] / "budgets"


def test_file_is_read() -> None:
    assert load_budget(BUDGETS / "2024.yaml").year == 2024
    with (BUDGETS / "2024.csv").open(encoding="utf-8") as file:
        assert len(list(csv.reader(file))) == 193
