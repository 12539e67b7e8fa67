"""What is paid over a year whose prices are revised: month by month, and never less for a paid month.

Skolförordningen 14 kap. 11 §: a month is paid with one twelfth of the yearly price, which is the
month's own price where that is rounded first. 14 kap. 2 §: what is lowered during the year is lowered
for the remaining months only; what is raised may count from a month that has been paid already.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from bidrag.calculation.budget import Group, Price, Revision
from bidrag.calculation.first import part_of
from bidrag.calculation.formula import Amount, Given, Kind, Practice, Ratio, Sum, Term
from bidrag.calculation.months import MONTHS, Stretch
from bidrag.calculation.tables import Held, Paid, Row, Table
from bidrag.law import Paragraph

PAYMENT = "utbetalning"
WHOLE_YEAR = "hela året"


def payment_key(activity: str) -> str:
    """What the payments of the activity are called."""
    return f"{activity} {PAYMENT}"


def payments(tables: Sequence[Table], months: Mapping[str, Given]) -> Iterator[Table]:
    """A table of payments for each table that is revised; `tables` are those of the year.

    `months` tells how many months a year has, by the activity's key before any revision.
    """
    versions: defaultdict[tuple[str, str, str], list[Table]] = defaultdict(list)
    for table in tables:
        versions[table.whose].append(table)
    revised = (each for each in versions.values() if each[-1].revision)
    return (_payment(each, months[each[-1].origin]) for each in revised)


class _Year(NamedTuple):
    """A price (kr per child and year) of one group, by month, and what was not lowered."""

    months: tuple[Term | None, ...]
    held: tuple[Held, ...]


def _payment(versions: list[Table], number: Given) -> Table:
    # A revision may add rows and supplements, and takes none away.
    last = versions[-1]
    prices = {price.row: price for price in reversed(last.prices)}
    rows = [row for row in last.rows if row.key in prices]
    years = [
        [_year(versions, prices[row.key], row, group) for group in last.groups] for row in rows
    ]
    every = [year for of_row in years for year in of_row]
    table = last._replace(
        activity=payment_key(last.origin),
        title=versions[0].title,
        groups=tuple(group._replace(children=None) for group in last.groups),
        weighted_total=None,
        count_note="",
        uncovered=(),
        revision=None,
        payment=True,
        held=tuple(held for year in every for held in year.held),
    )
    stretches = _stretches(every)
    paid = (
        each
        for row, of_row in zip(rows, years, strict=True)
        for each in _rows(table, row, of_row, stretches, number)
    )
    return table._replace(rows=tuple(paid))


def _year(versions: list[Table], paid: Price, row: Row, group: Group) -> _Year:
    months: list[Term | None] = [None] * len(MONTHS)
    held: list[Held] = []
    for table in versions:
        price = _price(table, paid.recipient, group)
        kept = list(_kept(months, price, table.revision)) if table.revision else []
        if table.revision:
            held += (Held(group, row, table.revision, *each, price) for each in kept)
        lasting = {month for stretch, _ in kept for month in stretch.months}
        for month in range(table.revision.start if table.revision else 1, len(MONTHS) + 1):
            if month not in lasting and not _is_same(months[month - 1], price):
                months[month - 1] = price
    return _Year(tuple(months), tuple(held))


def _kept(
    months: list[Term | None], price: Term | None, revision: Revision
) -> Iterator[tuple[Stretch, Term]]:
    """The paid months that the revision would have lowered, with what they were paid by."""
    paid = range(revision.start, revision.paid + 1)
    dearer = [month for month in paid if _worth(months[month - 1]) > _worth(price)]
    for term, found in groupby(dearer, key=lambda month: months[month - 1]):
        stretch = list(found)
        if term:
            yield Stretch(stretch[0], stretch[-1]), term


def _price(table: Table, recipient: str, group: Group) -> Term | None:
    """What the recipient is paid for the group; None where that is nothing."""
    i = next((i for i, each in enumerate(table.groups) if each.key == group.key), None)
    price = next(each.row for each in table.prices if each.recipient == recipient)
    row = next(each for each in table.rows if each.key == price)
    return None if i is None else row.prices[i]


def _is_same(before: Term | None, after: Term | None) -> bool:
    return before is after or bool(before and after and before.value == after.value)


def _worth(term: Term | None) -> Fraction:
    return term.value if term else Fraction(0)


def _stretches(years: list[_Year]) -> list[Stretch]:
    """The year in stretches of months in which no price changes."""
    starts = [
        month
        for month in range(1, len(MONTHS) + 1)
        if month == 1 or any(year.months[month - 1] is not year.months[month - 2] for year in years)
    ]
    ends = [*(start - 1 for start in starts[1:]), len(MONTHS)]
    return list(map(Stretch, starts, ends))


def _rows(
    table: Table, price: Row, years: list[_Year], stretches: list[Stretch], number: Given
) -> Iterator[Row]:
    parts = [_stretch_row(table, price, years, stretch, number) for stretch in stretches]
    yield from parts
    cells = zip(*(row.prices for row in parts), strict=True)
    label = f"{price.label} {WHOLE_YEAR}"
    row = Row(f"{price.key} {WHOLE_YEAR}", label, None, _none(table), (), sums=True)
    yield row._replace(
        paid=Paid(price.key, Stretch(1, len(MONTHS)), _none(table)),
        prices=tuple(
            _amount(table, row, group, Sum(tuple(filter(None, terms))), _basis(table, price))
            if any(terms)
            else None
            for group, terms in zip(table.groups, cells, strict=True)
        ),
    )


def _stretch_row(
    table: Table, price: Row, years: list[_Year], stretch: Stretch, per_year: Given
) -> Row:
    number = "1 månad" if len(stretch.months) == 1 else f"{len(stretch.months)} månader"
    label = f"{price.label} {stretch} ({number})"
    row = Row(f"{price.key} {stretch.joined('-')}", label, None, _none(table), ())
    months = Given(
        f"månader, {stretch}",
        Fraction(len(stretch.months)),
        "månader",
        Practice("kalenderårets månader"),
        Kind.DIVISOR,
    )
    terms = [year.months[stretch.first - 1] for year in years]
    return row._replace(
        paid=Paid(price.key, stretch, tuple(terms)),
        prices=tuple(
            term
            and _amount(
                table, row, group, _for_months(months, term, per_year), _basis(table, price)
            )
            for group, term in zip(table.groups, terms, strict=True)
        ),
    )


def _for_months(months: Given, price: Term, per_year: Given) -> Ratio:
    """The months at the month's own price if it has one that is rounded, else at the year's share."""
    monthly = part_of(price, per_year)
    return Ratio((months, monthly)) if monthly else Ratio((months, price), (per_year,))


def _none(table: Table) -> tuple[None, ...]:
    return (None,) * len(table.groups)


def _basis(table: Table, price: Row) -> Paragraph | None:
    """The paragraph on payment, which is of what enskilda huvudmän are paid and of nothing else."""
    return table.form.payment if table.pays_independent(price.key) else None


def _amount(
    table: Table, row: Row, group: Group, formula: Sum | Ratio, basis: Paragraph | None
) -> Amount:
    address = table.address(group.key, row.key)
    label = f"{row.label} {group.label}"
    return Amount(address, label, f"kr per {table.unit}", formula, basis)
