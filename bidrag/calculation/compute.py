"""A budget in, finished tables out."""

from collections.abc import Iterable, Iterator

from bidrag.calculation.basis import basis_of
from bidrag.calculation.budget import (
    TOTAL,
    Activity,
    Agreement,
    Budget,
    FixedStep,
    Group,
    Line,
    PercentStep,
    Price,
    Provider,
    Step,
    SumStep,
    line_of,
)
from bidrag.calculation.first import First, first_of
from bidrag.calculation.formula import Amount, Given, Ratio, Term
from bidrag.calculation.ladder import Column, climb, needed
from bidrag.calculation.legal import (
    BEFORE_MOMS,
    SCHABLONS,
    beyond,
    for_prices,
    is_beside,
    municipal,
)
from bidrag.calculation.payments import payments
from bidrag.calculation.period import Period, Rounding
from bidrag.calculation.split import split
from bidrag.calculation.tables import Calculation, Row, Table
from bidrag.law import OTHER_MUNICIPALITY


def compute(budget: Budget) -> Calculation:
    """All tables of the budget: prices in kr per child and year, shares and totals in kr.

    All is exact but for the prices of a municipality that rounds them for a period first.

    Raises `ZeroDivisionError` where counts or weights sum to zero; the reader refuses such files.
    """
    own = [_activity_table(activity, budget.rounding) for activity in budget.activities]
    granted = [
        _provider_table(provider, agreement, own[agreement.activity], budget)
        for provider in budget.providers
        for agreement in provider.agreements
    ]
    paid = tuple(payments([*own, *granted], _months(budget)))
    return Calculation(
        budget.municipality,
        budget.committee,
        budget.year,
        budget.source,
        budget.file,
        Period.YEAR,
        tuple(_holding([*own, *granted], paid)),
        budget.rounding,
        paid,
    )


def _holding(tables: Iterable[Table], paid: Iterable[Table]) -> Iterator[Table]:
    """The tables, each revised one with what it lowers but is not paid for the paid months."""
    held = {payment.whose: payment.held for payment in paid}
    for table in tables:
        every = held.get(table.whose, ()) if table.revision else ()
        yield table._replace(held=tuple(e for e in every if e.revision == table.revision))


def _activity_table(activity: Activity, rounding: Rounding) -> Table:
    basis = basis_of(activity)
    lines = [_placed(split(line, basis), activity.steps) for line in activity.lines]
    rows = [*lines, *(split(line, basis) for line in _fixed(activity))]
    first = first_of(activity, rounding, activity.prices)
    prices = [_price_column(activity, i, rows, first) for i in range(len(activity.groups))]
    shares = [_share_column(activity, i, rows) for i in range(len(activity.groups))]
    for i, group in enumerate(activity.groups):
        climbed = _steps_of(activity, group)
        climb(climbed, prices[i])
        climb(climbed, shares[i])
    total = _total_column(activity, rows)
    if not activity.supplement:
        # Of a supplement only the row itself has a total: whom the steps are paid to is not known.
        climb(activity.steps, total)
    steps = [_step_row(step, total, shares, prices) for step in activity.steps]
    return Table(
        activity.key,
        "",
        "",
        activity.title,
        activity.form,
        activity.groups,
        (*lines, *steps),
        activity.prices,
        activity.weighted_total,
        activity.count_note,
        uncovered=activity.uncovered,
        supplement=activity.supplement,
        periods=tuple(activity.numbers),
        first=first and first.number,
        origin=activity.origin or activity.key,
        revision=activity.revision,
    )


def _placed(row: Row, steps: tuple[Step, ...]) -> Row:
    """The cost line with what the steps leave it out of."""
    outside = {*row.outside, *beyond(steps, row.key)}
    ordered = tuple(each for each in SCHABLONS if each in outside)
    return row._replace(outside=ordered, beside=is_beside(steps, row.key))


def _steps_of(activity: Activity, group: Group) -> tuple[Step, ...]:
    """The steps that exist for the group: of a municipal one those to another municipality's price."""
    if not group.municipal:
        return activity.steps
    return for_prices(activity.steps, municipal(activity.prices))


def _fixed(activity: Activity) -> list[Line]:
    """The steps that are amounts of their own, which are split as the cost lines are."""
    rules = ((step, step.rule) for step in activity.steps)
    return [line_of(step, rule) for step, rule in rules if isinstance(rule, FixedStep)]


def _price_column(activity: Activity, i: int, known: list[Row], first: First | None) -> Column:
    group = activity.groups[i]
    rows = ((row.key, row.prices[i], False) for row in known)
    return _prices(f"{activity.key}/{group.key}", group, f"kr per {activity.unit}", rows, first)


def _prices(
    place: str,
    group: Group,
    unit: str,
    rows: Iterable[tuple[str, Term | None, bool]],
    first: First | None,
) -> Column:
    return Column(place, "", f" {group.label}", unit, rows, first)


def _share_column(activity: Activity, i: int, known: list[Row]) -> Column:
    group = activity.groups[i]
    place, label = f"{activity.key}/{group.key}", f", andel {group.label}"
    rows = ((row.key, row.shares[i], row.prices[i] is not None) for row in known)
    return Column(place, "/andel", label, "kr", rows)


def _total_column(activity: Activity, known: list[Row]) -> Column:
    rows = ((row.key, row.total, any(row.prices)) for row in known)
    return Column(f"{activity.key}/{TOTAL}", "", f" {TOTAL}", "kr", rows)


def _step_row(step: Step, total: Column, shares: list[Column], prices: list[Column]) -> Row:
    return Row(
        step.key,
        step.label,
        total.cells.get(step.key),
        tuple(column.cells.get(step.key) for column in shares),
        tuple(column.cells.get(step.key) for column in prices),
        isinstance(step.rule, SumStep),
        step.rule.rate if isinstance(step.rule, PercentStep) else None,
        basis=step.basis,
    )


def _provider_table(provider: Provider, agreement: Agreement, own: Table, budget: Budget) -> Table:
    activity = budget.activities[agreement.activity]
    price = activity.price_of(agreement.recipient)
    rows = needed(activity.steps, [price.row])
    others = [each for each in activity.prices if each.row != price.row]
    steps = tuple(_for_provider(step, others) for step in activity.steps if step.key in rows)
    first = first_of(activity, budget.rounding, [price])
    chosen = [i for i, group in enumerate(own.groups) if group.key in agreement.groups]
    columns = [_provider_column(provider, agreement, own, i, first) for i in chosen]
    for column in columns:
        climb(steps, column)
    return own._replace(
        activity=_key(agreement, own),
        revision=agreement.revision,
        provider=provider.name,
        orgnr=provider.orgnr,
        title=agreement.title,
        groups=tuple(own.groups[i] for i in chosen),
        rows=tuple(_granted(row, columns, chosen, own) for row in _shown(own, rows, others)),
        prices=(price,),
        weighted_total=None,
        count_note="",
        premises_reason=agreement.reason,
    )


def _months(budget: Budget) -> dict[str, Given]:
    """How many months a year has in each activity, revised or not."""
    return {each.origin or each.key: each.numbers[Period.MONTH] for each in budget.activities}


def _key(agreement: Agreement, own: Table) -> str:
    """What the activity is called in the provider's table, which may be revised when it is not."""
    revision = agreement.revision
    return revision.key(own.origin) if revision else own.activity


def _for_provider(step: Step, others: list[Price]) -> Step:
    """The step in the words of a provider, to whom a municipality's price is a part of its own."""
    return step._replace(label=BEFORE_MOMS) if step.key in _interkommunal(others) else step


def _shown(own: Table, rows: set[str], others: list[Price]) -> list[Row]:
    """The rows that a provider's price is computed from, but for interkommunal ersättning."""
    hidden = _interkommunal(others)
    return [row for row in own.rows if row.key in rows and (row.line or row.key not in hidden)]


def _interkommunal(prices: list[Price]) -> set[str]:
    """The rows that another municipality is paid, which no provider gets."""
    return {price.row for price in prices if price.kind == OTHER_MUNICIPALITY}


def _granted(row: Row, columns: list[Column], chosen: list[int], own: Table) -> Row:
    # The groups of a supplement may be the provider's own units, all of whose money is theirs.
    shares = tuple(row.shares[i] if own.supplement else None for i in chosen)
    prices = tuple(column.cells.get(row.key) for column in columns)
    index = row.shared_by and row.shared_by.only(chosen)
    return row._replace(total=None, shares=shares, prices=prices, shared_by=index)


def _provider_column(
    provider: Provider, agreement: Agreement, own: Table, i: int, first: First | None
) -> Column:
    group, unit = own.groups[i], f"kr per {own.unit}"
    place = f"{provider.name}/{_key(agreement, own)}/{group.key}"
    actual = agreement.premises.get(group.key)

    def _term(row: Row) -> Term | None:
        if actual is None or not row.premises:
            return row.prices[i]
        address, label = f"{place}/{row.key}", f"{row.label} {group.label}"
        return actual[0] if len(actual) == 1 else Amount(address, label, unit, Ratio(actual))

    stated = (row for row in own.rows if not row.sums and row.rate is None)
    return _prices(place, group, unit, ((row.key, _term(row), False) for row in stated), first)
