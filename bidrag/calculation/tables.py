"""Finished tables: what every writer, check, diff and explanation reads. Nothing here computes."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from bidrag.calculation.budget import Group, Price, Revision, Supplement
from bidrag.calculation.formula import Given, Term
from bidrag.calculation.index import Index
from bidrag.calculation.months import Stretch
from bidrag.calculation.period import AT_THE_END, Period, Rounding
from bidrag.law import Form, Paragraph


class Paid(NamedTuple):
    """What a row of payments pays: the price (its row) of these months.

    `prices` are the yearly prices that hold in them (kr per child and year), by the table's groups.
    """

    price: str
    months: Stretch
    prices: tuple[Term | None, ...]


class Row(NamedTuple):
    """A row of a table: `total` and `shares` in kr per year, `prices` in kr per child and period.

    `shares` and `prices` follow the table's groups. None: the amount does not exist (the group has
    no such supplement, is decided individually, or its number of children is not known).
    `sums` marks a sum of other rows; `rate` is the rate of a percentage row, printed in its label;
    `line` marks a cost line, `premises` the one for lokalkostnader, and `outside` are the law's
    schablons that do not apply to it, by what the file says or what the steps are a percentage of.
    `beside` marks a cost line that is no part of the table's grundbelopp. `shared_by` is the groups'
    index where the row is shared by that. `paid` tells which months a row of payments is for; one for
    the whole year is a sum. `basis` is the paragraph that the row rests on, if any.
    """

    key: str
    label: str
    total: Term | None
    shares: tuple[Term | None, ...]
    prices: tuple[Term | None, ...]
    sums: bool = False
    rate: Given | None = None
    line: bool = False
    premises: bool = False
    outside: tuple[str, ...] = ()
    beside: bool = False
    shared_by: Index | None = None
    paid: Paid | None = None
    basis: Paragraph | None = None


class Held(NamedTuple):
    """An amount that a revision lowers, but not for the months that were paid when it was decided.

    `before` is kept in `months`, `after` is the lower amount (kr per child and year), None for nothing.
    """

    group: Group
    row: Row
    revision: Revision
    months: Stretch
    before: Term
    after: Term | None

    @property
    def loss(self) -> Fraction:
        """By how much (kr per child and year) the amount is lowered."""
        return self.before.value - (self.after.value if self.after else 0)


class Table(NamedTuple):
    """One activity's prices, for the municipality (`provider` empty) or for one provider.

    `prices` says which row each recipient is paid: all of them in the municipality's table, and its
    own in a provider's. A `supplement` table has amounts beside the grundbelopp. `divisor` is what a
    price per year was divided by to become one per period, None for the year itself. `periods` are
    those that a price can be stated for, and `first` is how many a year has of the one whose price is
    rounded first, if any is.
    `weighted_total` is the weighted number of children where that is given directly; `count_note`
    tells how derived counts were found; `premises_reason` is the särskilda
    skäl when the provider's actual lokalkostnad replaces the average. `origin` is the key of the
    activity before any revision, and `revision` the change that a revised table holds from. A table of
    `payment` has what is paid during the year (kr per child), and `held` what was not lowered
    for paid months: in all of it, or by the revision of the table.
    """

    activity: str
    provider: str
    orgnr: str
    title: str
    form: Form
    groups: tuple[Group, ...]
    rows: tuple[Row, ...]
    prices: tuple[Price, ...]
    weighted_total: Given | None = None
    count_note: str = ""
    premises_reason: str = ""
    uncovered: tuple[str, ...] = ()
    supplement: Supplement | None = None
    divisor: Given | None = None
    periods: tuple[Period, ...] = ()
    first: Given | None = None
    origin: str = ""
    revision: Revision | None = None
    payment: bool = False
    held: tuple[Held, ...] = ()

    @property
    def whose(self) -> tuple[str, str, str]:
        """What is the same in a table and in those that revise it: whose it is, and of what."""
        return self.provider, self.origin, self.supplement.key if self.supplement else ""

    @property
    def unit(self) -> str:
        """What the form counts: barn or elev."""
        return self.form.unit

    def pays_independent(self, row: str) -> bool:
        """Whether some enskild huvudman is paid this row: the law on payments is of nobody else."""
        return any(price.row == row and price.kind.independent for price in self.prices)

    @property
    def shared_by(self) -> Index | None:
        """The index that a row of the table is shared by, if any is."""
        return next((row.shared_by for row in self.rows if row.shared_by), None)

    def address(self, group: str, row: str) -> str:
        """A cell's address: `grundskola/F-klass/ike`, `Olympicaskolan/grundskola/F-klass/bidrag`."""
        return "/".join(filter(None, (self.provider, self.activity, group, row)))


class Calculation(NamedTuple):
    """All tables of a budget, in the file's order: first the municipality's, then each provider's.

    `rounding` is how the municipality rounds its prices, and `payments` are what the tables that are
    revised during the year come to, kr per child.
    """

    municipality: str
    committee: str
    year: int
    source: str
    file: str
    period: Period
    tables: tuple[Table, ...]
    rounding: Rounding = AT_THE_END
    payments: tuple[Table, ...] = ()

    @property
    def unit(self) -> Fraction:
        """The unit (kr) that prices are printed in; totals and shares are always in whole kronor."""
        return self.rounding.unit(self.period)

    @property
    def printed(self) -> tuple[Table, ...]:
        """Every table as it is printed: each payment after the tables that it comes of."""
        payments = {table.whose: table for table in self.payments}

        def _parts() -> Iterator[Table]:
            for whose, tables in groupby(self.tables, key=lambda table: table.whose):
                yield from tables
                if whose in payments:
                    yield payments.pop(whose)
            yield from payments.values()

        return tuple(_parts())

    def only(self, activities: tuple[str, ...], providers: tuple[str, ...]) -> "Calculation":
        """The calculation with the tables of these activities and providers; empty means all.

        An activity brings what revises it, and what is paid for it.
        """

        def _chosen(tables: tuple[Table, ...]) -> tuple[Table, ...]:
            return tuple(
                table
                for table in tables
                if (not activities or table.activity in activities or table.origin in activities)
                and (not providers or table.provider in providers)
            )

        return self._replace(tables=_chosen(self.tables), payments=_chosen(self.payments))
