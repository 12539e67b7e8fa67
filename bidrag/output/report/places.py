"""Which colour and number each part of the charts has: the same in all charts of a document."""

from collections.abc import Iterable, Sequence
from itertools import chain, count

from bidrag.calculation.legal import SCHABLONS

Places = dict[str, int]
"""The place of each part of a chart, by its key."""


def places(charts: Sequence[Sequence[str]], most: int) -> list[Places]:
    """The places of each chart's parts (at most so many), which are given by their keys, all different.

    The law's schablons are placed first, and then the others as they come. Each has its place in the
    order of the first chart that it is in, or else the first place that is free in all of its charts.
    Where none is, which never is so of the schablons, it has one of its own in each.
    """
    found: list[Places] = [{} for _ in charts]
    keys = dict.fromkeys(key for chart in charts for key in chart)
    for key in sorted(keys, key=lambda key: key not in SCHABLONS):
        among = [i for i, chart in enumerate(charts) if key in chart]
        wished = charts[among[0]].index(key)
        shared = _free([found[i] for i in among], wished)
        for i in among:
            found[i][key] = shared if shared < most else _free([found[i]], wished)
    return found


def _free(taken: Iterable[Places], wished: int) -> int:
    """The place that is wished for, or else the first that none of the charts has given."""
    used = {place for each in taken for place in each.values()}
    return next(place for place in chain([wished], count()) if place not in used)
