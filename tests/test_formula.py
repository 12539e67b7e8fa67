"""An amount's formula as text: the plain reader of the representation that all others share."""

from fractions import Fraction

import pytest

from bidrag.budget.load import load_budget
from bidrag.calculation import Period, compute, per_period
from bidrag.calculation.formula import Given, Practice, Term
from bidrag.calculation.tables import Calculation
from bidrag.output.formula import formula_text, source_text
from bidrag.output.rounding import kronor, quantity, whole
from tests.conftest import ROOT

BUDGET = load_budget(ROOT / "budgets" / "2024.yaml")
CALCULATION = compute(BUDGET)


def price(calculation: Calculation, activity: str, provider: str, group: str, key: str) -> Term:
    for table in calculation.tables:
        for i, each in enumerate(table.groups):
            for row in table.rows:
                if (table.activity, table.provider, each.key, row.key) == (
                    activity,
                    provider,
                    group,
                    key,
                ):
                    term = row.prices[i]
                    assert term is not None
                    return term
    raise AssertionError(f"no amount {activity}/{group}/{key}")


@pytest.mark.parametrize(
    ("activity", "provider", "group", "key", "text"),
    [
        ("grundskola", "", "F-klass", "läromedel", "10 993 000 kr ÷ 3 006 elever"),
        (
            "grundskola",
            "",
            "F-klass",
            "måltider",
            "27 690 788 kr × 0,9 ÷ 2 791,65 viktade elever",
        ),
        ("grundskola", "", "7-9", "undervisning", "63 742 754 kr ÷ 862,5 elever"),
        ("grundskola", "", "F-klass", "administration", "3 % × 89 861,51 kr per elev"),
        ("grundskola", "", "F-klass", "bidrag", "92 557,35 kr per elev + 5 553,44 kr per elev"),
        (
            "fritidshem",
            "",
            "4-6",
            "lokalkostnader",
            "11 002 753 kr × 0,75 ÷ 1 023,1925 viktade elever",
        ),
        ("grundskola", "Olympicaskolan", "F-klass", "lokalkostnader", "16 120 kr per elev"),
        (
            "anpassad grundskola",
            "",
            "behovsgrupp 2",
            "ike",
            "254 839 kr per elev + 31 659 kr per elev + 128 440 kr per elev + 8 594,94 kr per elev",
        ),
        ("grundskola", "", "nyanlända F-9", "moms", "6 % × 35 000 kr per elev"),
    ],
)
def test_formula_of_any_amount(
    activity: str, provider: str, group: str, key: str, text: str
) -> None:
    term = price(CALCULATION, activity, provider, group, key)
    assert formula_text(term).replace("\u00a0", " ") == text


def test_formula_of_a_month() -> None:
    term = price(per_period(CALCULATION, BUDGET, Period.MONTH), "grundskola", "", "1-3", "ike")
    assert formula_text(term).replace("\u00a0", " ") == "94 464,28 kr per elev ÷ 12 månader"


def test_every_input_says_where_it_stands() -> None:
    term = price(CALCULATION, "grundskola", "Olympicaskolan", "4-6", "lokalkostnader")
    line = next(
        i
        for i, text in enumerate((ROOT / "budgets/2024.yaml").read_text("utf-8").split("\n"), 1)
        if "17 745" in text
    )
    assert source_text(term) == (
        f"2024.yaml:{line}:16, huvudmän › Olympicaskolan › verksamheter › grundskola › "
        "faktiska lokalkostnader › 4-6"
    )


@pytest.mark.parametrize(
    ("activity", "key", "paragraph"),
    [
        ("grundskola", "administration", "skolförordningen (2011:185) 14 kap. 4 § 5"),
        ("förskola", "administration", "skolförordningen (2011:185) 14 kap. 5 § 3"),
        ("förskola", "moms", "skolförordningen (2011:185) 14 kap. 4 § 6"),
        ("grundskola", "läromedel", "skolförordningen (2011:185) 14 kap. 4 § 2"),
        ("grundskola", "lokalkostnader", "skolförordningen (2011:185) 14 kap. 6 §"),
        ("fritidshem", "grundbelopp", "skollagen (2010:800) 14 kap. 16 §"),
    ],
)
def test_every_rule_has_its_paragraph(activity: str, key: str, paragraph: str) -> None:
    group = {"grundskola": "1-3", "förskola": "barn", "fritidshem": "F-3"}[activity]
    assert source_text(price(CALCULATION, activity, "", group, key)) == paragraph


def test_derived_numbers_say_how() -> None:
    group = CALCULATION.tables[0].groups[0]
    assert group.children is not None
    assert "härlett ur totalbelopp delat med tryckt belopp per elev" in source_text(group.children)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("0.5", 1), ("1.5", 2), ("2.5", 3), ("0.49999", 0), ("-0.5", -1), ("-0.49", 0), ("-2.5", -3)],
)
def test_rounding_is_half_up_and_symmetric(value: str, rounded: int) -> None:
    assert whole(Fraction(value)) == rounded
    assert kronor(Fraction(value)) == str(rounded)


def test_a_negative_number_stands_in_brackets() -> None:
    fee = Given("avgift", Fraction(-10371), "kr per barn", Practice("provet"))
    assert formula_text(fee) == "-10\u00a0371\u00a0kr per barn"
    assert quantity(Fraction(1, 3), "") == "0,33"
