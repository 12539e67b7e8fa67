"""A budget in, finished tables out."""

from collections.abc import Iterable

from bidrag.calculation.budget import (
    Activity,
    Agreement,
    Budget,
    FixedStep,
    Group,
    PercentStep,
    Provider,
    Step,
    SumStep,
    Supplement,
)
from bidrag.calculation.formula import Amount, Given, Ratio, Sum, Term
from bidrag.calculation.ladder import Column, climb
from bidrag.calculation.legal import IKE, SUPPLEMENT
from bidrag.calculation.split import Basis, basis_of, split
from bidrag.calculation.tables import TOTAL, Calculation, Row, SupplementRow, Table

YEAR = "år"


def compute(budget: Budget) -> Calculation:
    """All tables of the budget, exact: prices in kr per child and year, shares and totals in kr.

    Raises `ZeroDivisionError` where counts or weights sum to zero; the reader refuses such files.
    """
    own = {activity.key: _activity_table(activity) for activity in budget.activities}
    tables = [
        *own.values(),
        *(
            _provider_table(provider, agreement, own[agreement.activity], activity)
            for provider in budget.providers
            for agreement in provider.agreements
            for activity in budget.activities
            if activity.key == agreement.activity
        ),
    ]
    return Calculation(
        budget.municipality,
        budget.committee,
        budget.year,
        budget.source,
        budget.file,
        YEAR,
        tuple(tables),
    )


def _activity_table(activity: Activity) -> Table:
    basis = basis_of(activity)
    lines = [split(line, basis) for line in activity.lines]
    prices = [_price_column(activity, i, lines) for i in range(len(activity.groups))]
    shares = [_share_column(activity, i, lines) for i in range(len(activity.groups))]
    for column in (*prices, *shares):
        climb(activity.steps, column)
    total = _total_column(activity, lines, shares)
    climb(activity.steps, total)
    steps = [_step_row(step, total, shares, prices) for step in activity.steps]
    return Table(
        activity.key,
        "",
        "",
        activity.title,
        activity.unit,
        activity.groups,
        (*lines, *steps),
        tuple(_supplement(activity.key, each, basis) for each in activity.supplements),
        activity.count_note,
        "",
    )


def _price_column(activity: Activity, i: int, lines: list[Row]) -> Column:
    group = activity.groups[i]
    return Column(
        f"{activity.key}/{group.key}",
        "",
        group.label,
        f"kr per {activity.unit}",
        _cells((row.key, row.prices[i]) for row in lines),
        lambda step: step.amounts.get(group.key),
    )


def _share_column(activity: Activity, i: int, lines: list[Row]) -> Column:
    group = activity.groups[i]
    place = f"{activity.key}/{group.key}"
    known = all(row.shares[i] is not None for row in lines if row.prices[i] is not None)

    def fixed(step: FixedStep) -> Term | None:
        amount = step.amounts.get(group.key)
        if amount is None or group.count is None:
            return None
        formula = Ratio((amount, group.count))
        return Amount(f"{place}/{step.key}/andel", f"{amount.label} {group.label}", "kr", formula)

    cells = _cells((row.key, row.shares[i]) for row in lines) if known else {}
    return Column(place, "/andel", group.label, "kr", cells, fixed)


def _total_column(activity: Activity, lines: list[Row], shares: list[Column]) -> Column:
    place = f"{activity.key}/{TOTAL}"
    known = all(row.total is not None for row in lines)

    def fixed(step: FixedStep) -> Term | None:
        parts = tuple(column.cells[step.key] for column in shares if step.key in column.cells)
        label = next(iter(step.amounts.values())).label
        return (
            Amount(f"{place}/{step.key}", f"{label} {TOTAL}", "kr", Sum(parts)) if parts else None
        )

    cells = _cells((row.key, row.total) for row in lines) if known else {}
    return Column(place, "", TOTAL, "kr", cells, fixed)


def _cells(rows: Iterable[tuple[str, Term | None]]) -> dict[str, Term]:
    return {key: term for key, term in rows if term is not None}


def _step_row(step: Step, total: Column, shares: list[Column], prices: list[Column]) -> Row:
    return Row(
        step.key,
        step.label,
        total.cells.get(step.key),
        tuple(column.cells.get(step.key) for column in shares),
        tuple(column.cells.get(step.key) for column in prices),
        isinstance(step.rule, SumStep),
        step.rule.rate if isinstance(step.rule, PercentStep) else None,
    )


def _supplement(place: str, supplement: Supplement, basis: Basis) -> SupplementRow:
    column = Column(
        f"{place}/{supplement.key}",
        "",
        supplement.label,
        basis.price_unit,
        {SUPPLEMENT: supplement.amount},
        lambda _: None,
    )
    climb(supplement.steps, column)
    labels = {SUPPLEMENT: supplement.label} | {step.key: step.label for step in supplement.steps}
    cells = tuple((key, labels[key], term) for key, term in column.cells.items())
    return SupplementRow(supplement.key, supplement.label, cells)


def _provider_table(
    provider: Provider, agreement: Agreement, own: Table, activity: Activity
) -> Table:
    chosen = [i for i, group in enumerate(own.groups) if group.key in agreement.groups]
    columns = [_provider_column(provider, agreement, own, activity, i) for i in chosen]
    for column in columns:
        climb(activity.steps, column)
    rows = tuple(
        row._replace(
            total=None,
            shares=(None,) * len(columns),
            prices=tuple(column.cells.get(row.key) for column in columns),
        )
        for row in own.rows
        if row.key != IKE
    )
    return own._replace(
        provider=provider.name,
        orgnr=provider.orgnr,
        title=agreement.title,
        groups=tuple(own.groups[i] for i in chosen),
        rows=rows,
        premises_reason=agreement.reason,
    )


def _provider_column(
    provider: Provider, agreement: Agreement, own: Table, activity: Activity, i: int
) -> Column:
    group: Group = own.groups[i]
    lines = own.rows[: len(activity.lines)]
    cells = _cells((row.key, row.prices[i]) for row in lines)
    premises: Given | None = agreement.premises.get(group.key)
    for line in activity.lines:
        if line.premises and premises is not None:
            cells[line.key] = premises
    return Column(
        f"{provider.name}/{activity.key}/{group.key}",
        "",
        group.label,
        f"kr per {activity.unit}",
        cells,
        lambda step: step.amounts.get(group.key),
    )
