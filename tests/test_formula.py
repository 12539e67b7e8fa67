"""An amount's formula as text: the plain reader of the representation that all others share."""

from fractions import Fraction

import pytest

from bidrag.budget.load import load_budget
from bidrag.calculation import Period, compute, per_period
from bidrag.calculation.formula import Amount, Given, Kind, Practice, Sum, Term, operands
from bidrag.calculation.tables import Calculation
from bidrag.output.formula import formula_text, source_text
from bidrag.rounding import printed, quantity, whole
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
    price = Given("pris", Fraction(value), "kr", Practice("provet"), Kind.PRICE)
    assert printed(price) == str(rounded)


def test_a_negative_number_stands_in_brackets() -> None:
    price = Given("pris", Fraction(100), "kr per barn", Practice("provet"), Kind.PRICE)
    fee = Given("avgift", Fraction(-10371), "kr per barn", Practice("provet"), Kind.FIXED)
    paid = Amount("adress", "utbetalas", "kr per barn", Sum((price, fee)))
    text = formula_text(paid).replace("\u00a0", " ")
    assert text == "100 kr per barn + (-10 371 kr per barn)"
    assert quantity(Fraction(1, 3), "") == "0,3333"


def every_term(calculation: Calculation) -> list[Term]:
    """Every term that an amount of the calculation rests on, each once."""
    found: dict[int, Term] = {}

    def _visit(term: Term) -> None:
        if id(term) not in found:
            found[id(term)] = term
            for operand in operands(term.formula) if isinstance(term, Amount) else ():
                _visit(operand)

    for table in calculation.tables:
        for row in table.rows:
            for term in (row.total, *row.shares, *row.prices):
                if term is not None:
                    _visit(term)
    return list(found.values())


@pytest.mark.parametrize("period", [Period.YEAR, *CALCULATION.tables[0].periods])
def test_one_number_of_the_file_is_one_input(period: Period) -> None:
    """A workbook has one cell for it, and a diff names it once."""
    terms = every_term(per_period(CALCULATION, BUDGET, period))
    origins = [term.origin for term in terms if isinstance(term, Given)]
    assert len(origins) == len(set(origins))


@pytest.mark.parametrize("period", [Period.YEAR, *CALCULATION.tables[0].periods])
def test_every_amount_has_its_own_address_and_label(period: Period) -> None:
    terms = every_term(per_period(CALCULATION, BUDGET, period))
    amounts = [term for term in terms if isinstance(term, Amount)]
    assert len({each.address for each in amounts}) == len(amounts) > 200
    own = [each for each in amounts if not each.address.startswith("Olympica")]
    names = [(each.address.split("/")[0], each.label, each.unit) for each in own]
    assert len(names) == len(set(names))


def test_addresses_and_labels_as_they_are() -> None:
    amounts = {t.address: t.label for t in every_term(CALCULATION) if isinstance(t, Amount)}
    assert amounts["grundskola/F-klass/ike"] == "INTERKOMMUNAL ERSÄTTNING F-klass"
    assert amounts["grundskola/1-3/ike/andel"] == "INTERKOMMUNAL ERSÄTTNING, andel åk 1-3"
    assert amounts["grundskola/totalt/moms"] == "Kompensation mervärdesskatt, schablon totalt"
    assert amounts["grundskola/1-3/läromedel/andel"] == "Läromedel och utrustning, andel åk 1-3"
    assert "Olympicaskolan/grundskola/F-klass/bidrag" in amounts
