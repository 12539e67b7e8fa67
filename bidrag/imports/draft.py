"""The budget that a table describes, with holes for what it does not tell."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from bidrag.law import Form

Value = Fraction | None
"""A number of the draft; None is a hole, which somebody must fill."""


class DraftLine(NamedTuple):
    """A cost line: its name, and `text`, what the table calls it.

    `item` is the statutory item that the text has been interpreted as, "" where none was found, and
    None where the name says it already. A line has a budget (kr) and, where the table has amounts by
    group, the shares (kr) that it is the sum of.
    """

    name: str
    text: str
    item: str | None
    budget: Value
    shares: Mapping[str, Value]


class DraftActivity(NamedTuple):
    """A verksamhet: its name, `text`, what the table calls it, and its form (None: not recognised).

    `groups` are the printed names of the groups.
    """

    name: str
    text: str
    form: Form | None
    groups: Mapping[str, str]
    counts: Mapping[str, Value]
    lines: tuple[DraftLine, ...]


class Draft(NamedTuple):
    """All that a table gave: `source` says in words what it was read from, `unsolved` what is left to do.

    `lost` are the rows that have no place in the file, each with its cell and the reason.
    `municipality` and `year` are "" where nobody has said them.
    """

    source: str
    municipality: str
    year: str
    activities: tuple[DraftActivity, ...]
    unsolved: tuple[str, ...]
    lost: tuple[str, ...]
