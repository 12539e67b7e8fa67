"""The months of the year, in words and as stretches of them."""

from typing import NamedTuple

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)


class Stretch(NamedTuple):
    """The months from `first` to `last` (1-12), both of them included."""

    first: int
    last: int

    @property
    def months(self) -> range:
        """The months by their numbers."""
        return range(self.first, self.last + 1)

    def joined(self, dash: str) -> str:
        """The months in words: the first and the last with the dash between, or the only one."""
        ends = dict.fromkeys((MONTHS[self.first - 1], MONTHS[self.last - 1]))
        return dash.join(ends)

    def __str__(self) -> str:
        return self.joined("–")
