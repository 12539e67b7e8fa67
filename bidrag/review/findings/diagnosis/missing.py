"""Whether the amounts are right when the rows that only the decision has are added to the budget."""

from bidrag.calculation.budget import Activity, Line, PriceSplit, Product, SumStep
from bidrag.calculation.formula import Given, Kind
from bidrag.calculation.legal import GRUNDBELOPP
from bidrag.calculation.stated import Measure
from bidrag.law import OTHER_ITEM
from bidrag.review.findings.decided import Comparison, Verdict


def missing_rows(found: list[Comparison], activity: Activity) -> list[str]:
    """The rows that the decision states for the activity's groups and the budget does not have."""
    groups = {group.key for group in activity.groups}
    rows = {line.key for line in activity.lines} | {step.key for step in activity.steps}
    cells = (each.stated.cell for each in found if each.verdict is Verdict.UNKNOWN)
    return list(
        dict.fromkeys(
            cell.row
            for cell in cells
            if cell.activity == activity.key and cell.group in groups and cell.row not in rows
        )
    )


def with_rows(found: list[Comparison], activity: Activity, rows: list[str]) -> Activity | None:
    """The activity with these rows at their stated prices; None where its ladder is not the law's."""
    ladder = activity.steps[0]
    if ladder.key != GRUNDBELOPP or ladder.position is not None:
        return None
    assert isinstance(ladder.rule, SumStep)
    lines = tuple(_line(found, activity, row) for row in rows)
    more = ladder._replace(rule=SumStep((*ladder.rule.rows, *rows)))
    return activity._replace(lines=(*activity.lines, *lines), steps=(more, *activity.steps[1:]))


def _line(found: list[Comparison], activity: Activity, row: str) -> Line:
    prices: dict[str, Product | None] = {group.key: None for group in activity.groups}
    unit = f"kr per {activity.unit}"
    for each in found:
        cell, stated = each.stated.cell, each.stated
        if (cell.activity, cell.provider, cell.row) != (activity.key, "", row):
            continue
        if cell.measure is Measure.YEAR and cell.group in prices:
            origin, margin = stated.position, stated.margin
            price = Given(row, stated.value, unit, origin, Kind.PRICE, margin)
            prices[cell.group] = (price,)
    position = activity.position
    basis = activity.form.grundbelopp
    return Line(row, row, PriceSplit(prices), basis, (OTHER_ITEM,), position)
