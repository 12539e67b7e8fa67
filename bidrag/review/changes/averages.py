"""The municipality's own average that a provider's actual lokalkostnad stands in place of."""

from collections.abc import Iterator

from bidrag.calculation.basis import basis_of
from bidrag.calculation.budget import Agreement, Budget
from bidrag.calculation.formula import Amount, Given, Ratio, Term
from bidrag.calculation.split import split

PART = "snittets del av året"


def averages(budget: Budget) -> Iterator[tuple[Given, Term]]:
    """Each actual lokalkostnad of the budget, with the average price of the same group and period."""
    for provider in budget.providers:
        for agreement in provider.agreements:
            if agreement.premises:
                yield from _replaced(agreement, budget)


def _replaced(agreement: Agreement, budget: Budget) -> Iterator[tuple[Given, Term]]:
    activity = budget.activities[agreement.activity]
    basis = basis_of(activity)
    for line in activity.lines if agreement.premises else ():
        prices = split(line, basis).prices if line.premises else ()
        for group, price in zip(activity.groups, prices, strict=False):
            if price and group.key in agreement.premises:
                actual, *times = agreement.premises[group.key]
                part = Ratio((price,), tuple(times))
                yield actual, Amount(PART, PART, price.unit, part) if times else price
