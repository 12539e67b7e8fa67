"""What a price consists of: parts that sum exactly to it, whatever the steps, periods and rounding."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from hypothesis import given as for_all
from hypothesis import strategies as st

from bidrag.calculation import Calculation, Period
from bidrag.calculation.budget import Price
from bidrag.calculation.formula import Amount, Sum
from bidrag.calculation.tables import Table
from bidrag.review.composition import Segment, addends, composition
from tests.documents import calculations, every_file, for_every_period
from tests.examples import given
from tests.scenarios import LAW, Numbers, read, text
from tests.test_structure import BASE
from tests.texts import changed

FIRST = "år: 2024\navrundning:\n  först: månad\n"


def prices(calculation: Calculation) -> Iterator[tuple[Table, Price, int]]:
    for table in calculation.tables:
        for price in table.prices:
            for i in range(len(table.groups)):
                yield table, price, i


def parts(text: str, table: int = 0, period: Period = Period.YEAR) -> dict[str, Fraction]:
    """What the first group's last price in the table consists of, by the rows' keys."""
    found = next(each for each in for_every_period(read(text)) if each.period is period)
    chosen = found.tables[table]
    return {
        segment.row.key if segment.row else "": segment.value
        for segment in composition(chosen, chosen.prices[-1], 0)
    }


def assert_composed(table: Table, price: Price, i: int, segments: tuple[Segment, ...]) -> None:
    """The segments sum to the price, and each row's is the row's own price, or a part of the price."""
    row = next(row for row in table.rows if row.key == price.row)
    term = row.prices[i]
    assert sum((segment.value for segment in segments), Fraction(0)) == (term.value if term else 0)
    for segment in segments:
        if segment.row:
            assert not segment.row.sums
            of_row = segment.row.prices[i]
            assert of_row
            assert segment.value == of_row.value
    order = [table.rows.index(segment.row) for segment in segments if segment.row]
    assert order == sorted(set(order))


@every_file
def test_the_parts_sum_to_every_price(path: Path) -> None:
    found = 0
    for calculation in calculations(path):
        for table, price, i in prices(calculation):
            segments = composition(table, price, i)
            assert_composed(table, price, i, segments)
            assert all(segment.row for segment in segments), "no file rounds anything first"
            found += bool(segments)
    assert found


# LAW costs (400 000 + 60 000 + 50 000) / 40 = 12 750 kr per elev; 3 % of that is 382,50 kr, and
# 6 % of the 13 132,50 kr is 787,95 kr: in all 13 920,45 kr.
PARTS = {
    "undervisning": Fraction(10_000),
    "måltider": Fraction(1_500),
    "lokalkostnader": Fraction(1_250),
    "administration": Fraction("382.5"),
    "moms": Fraction("787.95"),
}


def test_the_parts_are_the_cost_lines_and_the_schablons() -> None:
    assert parts(LAW) == PARTS
    assert parts(LAW, table=1) == PARTS, "the provider's own table has no interkommunal ersättning"


def test_the_parts_of_a_month_are_twelfths() -> None:
    twelfths = {key: value / 12 for key, value in PARTS.items()}
    assert parts(LAW, period=Period.MONTH) == twelfths


def test_rounding_before_the_last_step_is_a_part_of_its_own() -> None:
    # 13 920,45 / 12 = 1 160,0375 kr a month, rounded to 1 160 kr: 12 of these are 13 920 kr.
    first = changed(LAW, ("år: 2024\n", FIRST))
    assert parts(first) == PARTS | {"": Fraction("-0.45")}
    month = {key: value / 12 for key, value in PARTS.items()}
    assert parts(first, period=Period.MONTH) == month | {"": Fraction("-0.0375")}
    assert parts(first, period=Period.DAY)[""] == Fraction("-0.45") / 366


def test_deductions_are_negative() -> None:
    # 40 % of 9 000 000 kr / 50 = 72 000 kr, and 110 000, 220 000 and 1 100 000 kr / 110 elever: in all
    # 85 000 kr, of which 3 % is 2 550 kr; 6 % of 87 550 kr is 5 253 kr. Off go 220 000 kr / 110 and 1 %.
    assert parts(BASE) == {
        "omsorg och pedagogisk verksamhet": 72_000,
        "pedagogiskt material": 1_000,
        "måltider": 2_000,
        "lokalkostnader": 10_000,
        "administration": 2_550,
        "moms": 5_253,
        "egen administration": -2_000,
        "effektivisering": -850,
    }


def test_what_a_sum_is_less_is_negative_in_it() -> None:
    cost, income = given(7), given(2)
    inner = Amount("a", "a", "kr", Sum((cost,), (income,)))
    net = Amount("b", "b", "kr", Sum((cost,), (inner,)))
    known = {id(cost): "cost", id(income): "income"}
    seven, two = Fraction(7), Fraction(2)
    assert list(addends(inner, known)) == [("cost", seven), ("income", -two)]
    assert list(addends(net, known)) == [("cost", seven), ("cost", -seven), ("income", two)]


def test_the_providers_own_premises_are_what_it_is_paid() -> None:
    # 2 100 kr a month, 12 months a year.
    assert parts(BASE, table=3)["lokalkostnader"] == 25_200


def test_a_group_without_the_price_has_no_parts() -> None:
    individual = changed(
        LAW,
        (
            "      b: åk B\n",
            "      b: åk B\n      c: åk C\n    beslutas individuellt:\n      c: skäl\n",
        ),
    )
    (year, *_) = for_every_period(read(individual))
    table = year.tables[0]
    assert [composition(table, price, 2) for price in table.prices] == [(), ()]


# A share is so many quarters of its budget, in whole kronor.
Kronor = st.integers(1, 10**8).map(lambda quarter: 4 * quarter)


@for_all(
    st.builds(
        Numbers,
        shared=Kronor,
        quarters=st.integers(1, 3),
        equal=Kronor,
        weighted=Kronor,
        weight=st.sampled_from(["0,5", "1", "7,25"]),
        counts=st.sampled_from([("10", "30"), ("0,5", "1 000")]),
        price=Kronor,
        premises=Kronor,
        actual=st.integers(1, 10**6),
        rate=st.integers(1, 50),
        deduction=st.integers(-(10**6), -1),
    ),
    st.sampled_from(["år: 2024\n", FIRST, FIRST.replace("månad", "dag")]),
)
def test_the_parts_sum_to_the_price_whatever_the_numbers(numbers: Numbers, year: str) -> None:
    budget = read(changed(text(numbers), ("år: 2024\n", year)))
    first = budget.rounding.first
    for calculation in for_every_period(budget):
        for table, price, i in prices(calculation):
            segments = composition(table, price, i)
            assert_composed(table, price, i, segments)
            rounded = [each.value for each in segments if not each.row]
            # Half a krona of the period that is rounded, so many times as that period has of it.
            most = Fraction(1, 2) * (table.first.value if table.first else 0)
            assert all(abs(value) <= most for value in rounded)
            assert first or not rounded
