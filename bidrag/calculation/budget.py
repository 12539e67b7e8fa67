"""A checked budget, as the core reads it: every number is a `Given` that knows where it stands.

Amounts are kr per calendar year; prices are kr per barn or elev and year; counts are barn or elever,
and may be fractions of a person (a budgeted average over the year).
"""

from fractions import Fraction
from math import prod
from typing import NamedTuple

from bidrag.calculation.formula import Given, Position
from bidrag.calculation.months import MONTHS
from bidrag.calculation.period import AT_THE_END, Period, Rounding
from bidrag.law import Form, Paragraph, Recipient

TOTAL = "totalt"
"""What stands for all groups where an address has a group's key."""


class Group(NamedTuple):
    """The children who share a price: a stage, an age, a behovsgrupp.

    `children` is their number, None where only a weighted total or a price is known. `individual` is
    the reason why the group has no price of its own (it is decided child by child), else empty.
    `values` are what it is called in each dimension, for instance 1–2 år and heltid. A `municipal`
    group is a unit of the municipality's own: what only an enskild huvudman is paid does not exist
    for it.
    """

    key: str
    label: str
    children: Given | None
    individual: str = ""
    values: tuple[str, ...] = ()
    municipal: bool = False


Product = tuple[Given, ...]
"""A group's number with its factors, which are multiplied; of no numbers it is 1."""


def worth(product: Product) -> Fraction:
    """The numbers of the product multiplied."""
    return prod((given.value for given in product), start=Fraction(1))


class EqualSplit(NamedTuple):
    """The budget (kr) shared equally by every child in the groups."""

    budget: Given


class WeightedSplit(NamedTuple):
    """The budget (kr) shared by weight times count; `total` is the weighted count when given directly."""

    budget: Given
    weights: dict[str, Product]
    total: Given | None


class ShareSplit(NamedTuple):
    """The budget (kr) with each group's share of it; the shares sum to the budget.

    A share is given directly (kr), or it is the budget times a percentage.
    """

    budget: Given
    shares: dict[str, Product]


class PriceSplit(NamedTuple):
    """The price (kr per child and year) of each group given directly; None: the group gets none.

    Where the given price contains a markup, `markup` is what it is divided by (1,03 for 3 %).
    """

    prices: dict[str, Product | None]
    markup: Given | None = None


class IndexSplit(NamedTuple):
    """The budget (kr) shared by the groups whose index is below the average: by distance times count.

    The index of a group is the sum of weight times share over the criteria: `weights` by criterion,
    `shares` by group and criterion. A group at the average or above it gets nothing.
    """

    budget: Given
    weights: dict[str, Given]
    shares: dict[str, dict[str, Given]]


Split = EqualSplit | WeightedSplit | ShareSplit | PriceSplit | IndexSplit


class Line(NamedTuple):
    """A cost line (kostnadsrad) and how it is split; `premises` marks lokalkostnader.

    `items` are the cost items (kostnadsslag) that it covers and `position` is where it stands.
    `outside` are the law's schablons that the file says do not apply to it.
    """

    key: str
    label: str
    split: Split
    basis: Paragraph | None
    items: tuple[str, ...]
    position: Position
    premises: bool = False
    outside: tuple[str, ...] = ()


class SumStep(NamedTuple):
    """The named rows added together."""

    rows: tuple[str, ...]


class PercentStep(NamedTuple):
    """A share (for instance 3/100) of the named rows added together.

    `schablon` is administration or moms where the rate is the law's, else empty.
    """

    rate: Given
    rows: tuple[str, ...]
    schablon: str = ""


class FixedStep(NamedTuple):
    """An amount that is no cost line: stated for each group, or a budget that they share.

    A deduction is negative.
    """

    split: PriceSplit | EqualSplit | WeightedSplit


class Step(NamedTuple):
    """A named step of the ladder from the cost lines to the price.

    `basis` is the paragraph that the step rests on, None where the law has none, and `position` where
    the step stands, None where it is the law's.
    """

    key: str
    label: str
    rule: SumStep | PercentStep | FixedStep
    basis: Paragraph | None = None
    position: Position | None = None


def line_of(step: Step, rule: FixedStep) -> Line:
    """The step's fixed amount as a line, which is split in the same way."""
    assert step.position is not None, "the law's steps have no amounts"
    return Line(step.key, step.label, rule.split, step.basis, (), step.position)


class Price(NamedTuple):
    """Who is paid which row of the ladder: `kind` is what the recipient is in the eyes of the law."""

    recipient: str
    kind: Recipient
    row: str


class Answer(NamedTuple):
    """The reason why what a legal check finds is as it should be, and where it stands.

    `code` is the check's, for instance K04.
    """

    code: str
    reason: str
    position: Position


class Supplement(NamedTuple):
    """What a table of amounts beside the grundbelopp is called: its key, and its printed title.

    The groups of one `by_unit` are units, and its money is decided for each unit and year.
    """

    key: str
    title: str
    by_unit: bool = False


class Revision(NamedTuple):
    """A change of prices during the year (skolförordningen 14 kap. 2 §).

    `start` is the month (1-12) from which it counts, and `paid` the last month that counts as paid
    when it was decided: the month of the decision, 0 where that was before the year. `day` is the day
    of the decision (ISO 8601), and `position` where its first month stands.
    """

    day: str
    start: int
    paid: int
    reason: str
    position: Position

    @property
    def month(self) -> str:
        """The name of the first month."""
        return MONTHS[self.start - 1]

    def key(self, activity: str) -> str:
        """What the activity of this key is called when it is revised."""
        return f"{activity} från {self.month}"

    def title(self, title: str) -> str:
        """The title of the activity when it is revised; the year stands beside it in every heading."""
        return f"{title} från och med {self.month}"


class Activity(NamedTuple):
    """A verksamhet: groups, cost lines, and the ladder that makes a price of them for each recipient.

    `unit` is barn or elev; `numbers` tells how many of each period a year has; hours may be unknown.
    `weighted_total` is the weighted number of children where that is what is known, and `count_note`
    says how the counts came about where they are derived, else empty; `count_basis` is what they are
    counted from. `uncovered` are the statutory cost items that no line covers. `frame` is the
    budget (kr) that the committee has adopted for all lines together, if stated. Supplements (amounts
    beside the grundbelopp) are activities of their own with the same key, each with its `supplement`.
    A revised activity is one of its own, directly after the one that it revises: `revision` tells of
    the change, and `origin` is the key of the first.
    """

    key: str
    title: str
    form: Form
    groups: tuple[Group, ...]
    lines: tuple[Line, ...]
    steps: tuple[Step, ...]
    prices: tuple[Price, ...]
    numbers: dict[Period, Given]
    position: Position
    weighted_total: Given | None = None
    count_note: str = ""
    count_basis: str = ""
    uncovered: tuple[str, ...] = ()
    frame: Given | None = None
    answers: tuple[Answer, ...] = ()
    supplement: Supplement | None = None
    origin: str = ""
    revision: Revision | None = None

    @property
    def unit(self) -> str:
        """What the form counts: barn or elev."""
        return self.form.unit

    def price_of(self, recipient: str) -> Price:
        """What the recipient is paid; the reader has refused a file that does not say."""
        return next(price for price in self.prices if price.recipient == recipient)


class Agreement(NamedTuple):
    """What one provider gets in one activity: which groups, and its own lokalkostnad if decided.

    `activity` is the position among the budget's activities, and `recipient` says which of its prices.
    `premises` is the provider's actual lokalkostnad by group (kr per child and year), empty when it
    gets the municipality's average; `reason` is then the särskilda skäl (skolförordningen 14 kap. 6 §).
    `documented` is what the provider has shown that its premises cost, per child and the period that
    `premises` are stated for. `revision` is the change that the agreement holds from, of itself or of
    its activity.
    """

    activity: int
    title: str
    recipient: str
    groups: tuple[str, ...]
    premises: dict[str, Product]
    reason: str
    documented: dict[str, Given]
    position: Position
    answers: tuple[Answer, ...] = ()
    revision: Revision | None = None


class Provider(NamedTuple):
    """An independent provider (enskild huvudman) and its agreements."""

    name: str
    orgnr: str
    agreements: tuple[Agreement, ...]


class Decision(NamedTuple):
    """The day of the decision (ISO 8601, for instance 2023-12-14), and where it stands."""

    day: str
    position: Position


class Budget(NamedTuple):
    """A municipality's decision for a calendar year, read and checked.

    `document` is what the decision's document is called, and `appeal` tells a provider how to appeal,
    in paragraphs with an empty line between, each of one or more lines; both may be empty. `digest` is
    the SHA-256 of the file's bytes, in hexadecimal.
    """

    file: str
    municipality: str
    committee: str
    year: int
    source: str
    activities: tuple[Activity, ...]
    providers: tuple[Provider, ...]
    year_position: Position
    decision: Decision | None = None
    answers: tuple[Answer, ...] = ()
    rounding: Rounding = AT_THE_END
    document: str = ""
    appeal: str = ""
    digest: str = ""

    @property
    def exact(self) -> "Budget":
        """The budget of a municipality that rounds nothing before it prints."""
        return self._replace(rounding=self.rounding._replace(first=None))
