"""The time of the core alone for the whole of 2024, against the same figures with bare fractions.

Run as `python tests/benchmarks/core.py` from the repository root. The two take turns in one process,
so that a clock that drifts slows both. The script first checks that they compute the same figures.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path
from statistics import median
from time import perf_counter

from bidrag.budget.load import load_budget
from bidrag.calculation import Calculation, compute

RUNS = 300
AIM = "2 ms"
BUDGET = Path(__file__).parents[2] / "budgets" / "2024.yaml"

Column = list[Fraction]


def _fractions(*numbers: int | str) -> tuple[Fraction, ...]:
    return tuple(map(Fraction, numbers))


# The numbers of budgets/2024.yaml, read before the clock starts, as the core's are.
ADMINISTRATION, MOMS = _fractions("3/100", "6/100")
PUPILS = _fractions("292.5", 935, 916, "862.5")
TEACHING_SHARES = _fractions(15_552_664, 51_446_402, 57_190_547, 63_742_754)
TEACHING, MATERIALS, HEALTH, MEALS, PREMISES = _fractions(
    187_932_367, 10_993_000, 10_470_000, 27_690_788, 61_991_891
)
MEAL_WEIGHTS = _fractions("0.9", "0.9", "0.9", 1)
SUPPLEMENTS = _fractions(35_000, 8_000)
LEISURE_LINES = _fractions(18_296_682, 536_000, 8_257_534, 11_002_753)
LEISURE_WEIGHTS = _fractions(1, "0.75")
(LEISURE_TOTAL,) = _fractions("1023.1925")
PRESCHOOL_LINES = _fractions(116_830_630, 3_843_000, 19_686_008, 41_997_452)
(CHILDREN,) = _fractions("1235.2")
ADAPTED_SCHOOL = _fractions(254_839, 31_659)
ADAPTED_SCHOOL_EXTRAS = (None, *_fractions(128_440, 180_031, 257_417, 334_803))
ADAPTED_LEISURE = _fractions(111_999, 20_572)
ADAPTED_LEISURE_EXTRAS = (None, *_fractions(92_139, 115_174, 142_452, 169_731))
OLYMPICA_PREMISES = _fractions(16_120, 16_120, 17_745)
(OLYMPICA_LEISURE_PREMISES,) = _fractions(4_711)


def bare() -> list[Column]:
    """Every column of every table of 2024, its cost lines and its steps, as numbers only."""
    return [*_school(), *_leisure(), *_preschool(), *_adapted()]


def _school() -> list[Column]:
    pupils = sum(PUPILS)
    heads = [weight * count for weight, count in zip(MEAL_WEIGHTS, PUPILS, strict=True)]
    weighted = sum(heads)
    columns = [_ladder([TEACHING, MATERIALS, HEALTH, MEALS, PREMISES])]
    for i, count in enumerate(PUPILS):
        shares = [
            TEACHING_SHARES[i],
            MATERIALS * count / pupils,
            HEALTH * count / pupils,
            MEALS * heads[i] / weighted,
            PREMISES * count / pupils,
        ]
        prices = [
            TEACHING_SHARES[i] / count,
            MATERIALS / pupils,
            HEALTH / pupils,
            MEALS * MEAL_WEIGHTS[i] / weighted,
            PREMISES / pupils,
        ]
        columns += [_ladder(shares), _ladder(prices)]
        if i < len(OLYMPICA_PREMISES):
            columns.append(_granted([*prices[:-1], OLYMPICA_PREMISES[i]]))
    own = [_supplement(amount) for amount in SUPPLEMENTS]
    olympica = [_supplement(amount) for amount in SUPPLEMENTS]
    return columns + own + olympica


def _leisure() -> list[Column]:
    columns = [_ladder(list(LEISURE_LINES))]
    for weight in LEISURE_WEIGHTS:
        prices = [line * weight / LEISURE_TOTAL for line in LEISURE_LINES]
        columns.append(_ladder(prices))
        columns.append(_granted([*prices[:-1], OLYMPICA_LEISURE_PREMISES]))
    return columns


def _preschool() -> list[Column]:
    shares = [line * CHILDREN / CHILDREN for line in PRESCHOOL_LINES]
    prices = [line / CHILDREN for line in PRESCHOOL_LINES]
    return [_ladder(list(PRESCHOOL_LINES)), _ladder(shares), _ladder(prices), _granted(prices)]


def _adapted() -> list[Column]:
    return [
        *(_individual(ADAPTED_SCHOOL, extra) for extra in ADAPTED_SCHOOL_EXTRAS),
        *(_individual(ADAPTED_LEISURE, extra) for extra in ADAPTED_LEISURE_EXTRAS),
    ]


def _ladder(lines: Column) -> Column:
    """The lines and the law's steps: grundbelopp, administration, ike, moms, bidrag."""
    grundbelopp = sum(lines[1:], lines[0])
    administration = ADMINISTRATION * grundbelopp
    ike = grundbelopp + administration
    moms = MOMS * ike
    return [*lines, grundbelopp, administration, ike, moms, ike + moms]


def _granted(lines: Column) -> Column:
    """The lines and the steps of a provider, which has no row for ike."""
    *rest, _, moms, bidrag = _ladder(lines)
    return [*rest, moms, bidrag]


def _individual(lines: tuple[Fraction, ...], extra: Fraction | None) -> Column:
    """The lines and the steps where the extra amount bears no administration."""
    extras = [] if extra is None else [extra]
    base = sum(lines[1:], lines[0])
    administration = ADMINISTRATION * base
    ike = sum(extras, base) + administration
    moms = MOMS * ike
    return [*lines, *extras, administration, ike, moms, ike + moms]


def _supplement(amount: Fraction) -> Column:
    moms = MOMS * amount
    return [amount, moms, amount + moms]


def _cells(calculation: Calculation) -> Iterable[Fraction]:
    """The exact value of every cell of every table."""
    for table in calculation.tables:
        for row in table.rows:
            for term in (row.total, *row.shares, *row.prices):
                if term is not None:
                    yield term.value


def _milliseconds(run: Callable[[], object]) -> float:
    start = perf_counter()
    run()
    return (perf_counter() - start) * 1000


def main() -> None:
    """Checks that both compute the same figures, times them in turn and prints the times."""
    budget = load_budget(BUDGET)
    core = Counter(_cells(compute(budget)))
    alone = Counter(number for column in bare() for number in column)
    assert set(core) == set(alone), set(core) ^ set(alone)
    assert core == alone, "the same numbers, but not as many times each"
    pairs = [(_milliseconds(lambda: compute(budget)), _milliseconds(bare)) for _ in range(RUNS)]
    ours, theirs = zip(*pairs, strict=True)
    print(f"{core.total()} cells, {len(core)} of them different; best and median of {RUNS} runs")
    print(f"core: {min(ours):.2f} ms, {median(ours):.2f} ms (aim {AIM})")
    print(f"bare fractions: {min(theirs):.2f} ms, {median(theirs):.2f} ms")
    ratio = median(mine / other for mine, other in pairs)
    print(f"core ÷ bare fractions: {ratio:.2f} ({min(ours) / min(theirs):.2f})")


if __name__ == "__main__":
    main()
