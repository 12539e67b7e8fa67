"""The schablon rates of skolförordningen 14 kap. and gymnasieförordningen 13 kap., dated."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from bidrag.law.statutes import GYMNASIEFÖRORDNINGEN, SKOLFÖRORDNINGEN, Paragraph


class Rate(NamedTuple):
    """A schablon rate as a share (3 % is 3/100), from the first day on which it applies.

    `verified` is the day of the consolidated text in which the paragraph was last read.
    """

    since: date
    share: Fraction
    paragraph: Paragraph
    verified: date


# Both apply to education from 1 July 2011. Skolförordningen was last read as consolidated 1 September
# 2025; of gymnasieförordningen 13 kap. no later text has been read than SFS 2018:4.
_SINCE = date(2011, 7, 1)
_VERIFIED = {SKOLFÖRORDNINGEN: date(2025, 9, 1), GYMNASIEFÖRORDNINGEN: date(2018, 3, 1)}


def _rate(percent: int, place: str, statute: str = SKOLFÖRORDNINGEN) -> tuple[Rate, ...]:
    share = Fraction(percent, 100)
    return (Rate(_SINCE, share, Paragraph(statute, place), _VERIFIED[statute]),)


ADMINISTRATION_SKOLA = _rate(3, "14 kap. 4 § 5")
ADMINISTRATION_FÖRSKOLA = _rate(3, "14 kap. 5 § 3")
ADMINISTRATION_PEDAGOGISK_OMSORG = _rate(1, "14 kap. 5 § 3")
MOMS = _rate(6, "14 kap. 4 § 6")
ADMINISTRATION_GYMNASIUM = _rate(3, "13 kap. 3 § 5", GYMNASIEFÖRORDNINGEN)
MOMS_GYMNASIUM = _rate(6, "13 kap. 3 § 6", GYMNASIEFÖRORDNINGEN)


def rate(versions: tuple[Rate, ...], year: int) -> Rate | None:
    """The rate in force on 1 January of the calendar year; None when the law has none that old."""
    in_force = [version for version in versions if version.since <= date(year, 1, 1)]
    return max(in_force, default=None)
