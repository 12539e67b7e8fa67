"""Groups in two dimensions, one number for several groups, and factors."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bidrag.budget.decided import parse_amounts
from bidrag.budget.diagnostics import BudgetError, Diagnostic
from bidrag.calculation import compute
from bidrag.calculation.budget import Budget
from bidrag.calculation.formula import Amount, Given, Kind, Ratio
from bidrag.calculation.stated import cells
from bidrag.numerals import NBSP
from bidrag.output.formula import formula_text
from bidrag.review.findings.check import check
from bidrag.rounding import whole
from tests.scenarios import Causes, Scenario, by_all_orders, by_cause, changes, compared, read
from tests.texts import changed

HEAD = """\
kommun: Exempel kommun
år: 2024
verksamheter:
  förskola:
    skolform: förskola
    rubrik: Förskola
"""
GROUPS = """\
    grupper:
      ålder:
        1-2: 1–2 år
        3-5: 3–5 år
      tid:
        heltid: heltid
        deltid: deltid
"""
COUNTS = """\
    antal:
      1-2:
        heltid: 10
        deltid: 4
      3-5:
        heltid: 20
        deltid: 8
"""
LINES = """\
    faktorer:
      deltid: 50 %
    kostnader:
      omsorg och pedagogisk verksamhet:
        pris:
          1-2: 100 000
          3-5: 80 000
      måltider:
        pris: 12 000
      pedagogiskt material: 360 000
      lokalkostnader:
        pris: 20 000
        faktorer:
          deltid: 75 %
"""
STEPS = """\
    steg:
      underlag:
        summa:
          - omsorg och pedagogisk verksamhet
          - måltider
          - pedagogiskt material
          - lokalkostnader
      administration:
        schablon: administration
        av: underlag
      egen administration:
        belopp: -2 000
        faktorer:
          deltid: 50 %
      ike:
        summa:
          - underlag
          - administration
          - egen administration
      moms:
        schablon: moms
        av:
          - underlag
          - administration
      bidrag:
        summa:
          - ike
          - moms
"""
PROVIDER = """\
huvudmän:
  Friskolan:
    verksamheter:
      förskola:
        grupper:
          - 1-2 heltid
          - 3-5
        faktiska lokalkostnader:
          heltid: 21 000
          deltid: 18 000
        särskilda skäl: nämndens motivering
"""
FILE = HEAD + GROUPS + COUNTS + LINES + STEPS + PROVIDER

# Kr per barn. Material: 360 000 / (10 + 50 % × 4 + 20 + 50 % × 8 = 36) = 10 000 for full time.
WORKED = {
    "förskola/1-2 heltid/omsorg och pedagogisk verksamhet": "100000",
    "förskola/1-2 heltid/måltider": "12000",
    "förskola/1-2 heltid/pedagogiskt material": "10000",
    "förskola/1-2 heltid/lokalkostnader": "20000",
    "förskola/1-2 heltid/underlag": "142000",
    "förskola/1-2 heltid/administration": "4260",  # 3 % of 142 000
    "förskola/1-2 heltid/egen administration": "-2000",
    "förskola/1-2 heltid/ike": "144260",
    "förskola/1-2 heltid/bidrag": "153035.6",  # 144 260 + 6 % of 146 260
    "förskola/1-2 deltid/omsorg och pedagogisk verksamhet": "50000",
    "förskola/1-2 deltid/måltider": "6000",
    "förskola/1-2 deltid/pedagogiskt material": "5000",
    "förskola/1-2 deltid/lokalkostnader": "15000",  # 75 %, the line's own
    "förskola/1-2 deltid/egen administration": "-1000",
    "förskola/1-2 deltid/ike": "77280",  # 76 000 + 2 280 - 1 000
    "förskola/1-2 deltid/bidrag": "81976.8",  # 77 280 + 6 % of 78 280
    "förskola/3-5 heltid/bidrag": "131199.6",  # 122 000 + 3 660 - 2 000, + 6 % of 125 660
    "förskola/3-5 deltid/bidrag": "71058.8",  # 66 000 + 1 980 - 1 000, + 6 % of 67 980
    # The provider's own premises are as they are stated, without factors: 3 000 more than 15 000.
    "Friskolan/förskola/3-5 deltid/lokalkostnader": "18000",
    "Friskolan/förskola/3-5 deltid/bidrag": "74334.2",  # 69 000 + 2 070 - 1 000, + 6 % of 71 070
    "Friskolan/förskola/1-2 heltid/lokalkostnader": "21000",
    "Friskolan/förskola/3-5 heltid/lokalkostnader": "21000",
}


def prices(budget: Budget) -> dict[str, Fraction]:
    """Every price (kr per child and year) by its address."""
    return {
        cell.address: term.value
        for cell, term in cells(compute(budget))
        if cell.measure.value == "per_enhet_kr"
    }


def test_the_worked_case() -> None:
    found = prices(read(FILE))
    assert {address: found[address] for address in WORKED} == {
        address: Fraction(value) for address, value in WORKED.items()
    }
    assert "Friskolan/förskola/1-2 deltid/bidrag" not in found


def test_totals_are_prices_times_counts() -> None:
    found = {cell.address: term.value for cell, term in cells(compute(read(FILE)))}
    # 14 children of 1-2: 10 × 12 000 + 4 × 6 000, and 28 of 3-5: 20 × 12 000 + 8 × 6 000.
    assert found["förskola/totalt/måltider"] == 432_000
    # -2 000 × (10 + 20) - 1 000 × (4 + 8)
    assert found["förskola/totalt/egen administration"] == -72_000


def test_groups_are_all_combinations_in_the_order_of_the_file() -> None:
    (activity,) = read(FILE).activities
    assert [(group.key, group.label) for group in activity.groups] == [
        ("1-2 heltid", "1–2 år heltid"),
        ("1-2 deltid", "1–2 år deltid"),
        ("3-5 heltid", "3–5 år heltid"),
        ("3-5 deltid", "3–5 år deltid"),
    ]


def test_a_number_of_the_file_is_one_input() -> None:
    terms = {cell.address: term for cell, term in cells(compute(read(FILE)))}
    full, other = (terms[f"förskola/{age} heltid/måltider"] for age in ("1-2", "3-5"))
    assert full is other
    part = terms["förskola/1-2 deltid/måltider"]
    assert isinstance(part, Amount)
    assert isinstance(part.formula, Ratio)
    price, factor = part.formula.over
    assert price is full
    assert isinstance(factor, Given)
    assert factor.kind is Kind.FACTOR
    assert formula_text(part) == "12\u00a0000\u00a0kr per barn × 50\u00a0%"


def test_a_factor_of_zero_leaves_the_group_with_nothing() -> None:
    found = prices(read(changed(FILE, ("deltid: 75 %", "deltid: 0"))))
    assert found["förskola/1-2 deltid/lokalkostnader"] == 0


def test_factors_in_one_dimension_with_weights_of_the_lines_own() -> None:
    text = (
        HEAD
        + """\
    grupper:
      hel: heltid
      del: deltid
    antal:
      hel: 10
      del: 4
    faktorer:
      del: 0,5
    kostnader:
      omsorg och pedagogisk verksamhet:
        budget: 3 600 000
        vikter:
          hel: 2
          del: 4
      lokalkostnader:
        budget: 140 000
        faktorer:
          hel: 100 %
      pedagogiskt material:
        budget: 14 000
        andelar:
          hel: 12 000
          del: 2 000
"""
    )
    found = prices(read(text))
    # 2 × 10 + 4 × 50 % × 4 = 28 weighted children
    care = "omsorg och pedagogisk verksamhet"
    assert found[f"förskola/hel/{care}"] == Fraction(3_600_000 * 2, 28)
    assert found[f"förskola/del/{care}"] == Fraction(3_600_000 * 2, 28)
    # The line's own factors replace the activity's: 14 children share alike.
    assert found["förskola/del/lokalkostnader"] == 10_000
    # Shares are kronor already: 2 000 / 4
    assert found["förskola/del/pedagogiskt material"] == 500


def test_a_value_decided_individually_has_no_price_in_any_of_its_groups() -> None:
    text = changed(
        HEAD + GROUPS + LINES,
        (
            "    faktorer:\n      deltid: 50 %\n",
            "    beslutas individuellt:\n      deltid: se nämnden\n",
        ),
        ("        faktorer:\n          deltid: 75 %\n", ""),
        ("      pedagogiskt material: 360 000\n", ""),
    )
    (activity,) = read(text).activities
    assert [bool(group.individual) for group in activity.groups] == [False, True, False, True]
    assert "förskola/1-2 deltid/måltider" not in prices(read(text))


BAD = [
    (
        "      tid:\n        heltid: heltid\n        deltid: deltid\n",
        "      tid: heltid\n",
        ("B016", 11, "här ska stå värden, som under ålder"),
    ),
    (
        "      tid:\n        heltid: heltid\n        deltid: deltid\n",
        "",
        ("B016", 8, "ålder är den enda dimensionen"),
    ),
    (
        "    antal:\n",
        "      plats:\n        ute: ute\n    antal:\n",
        ("B016", 14, "plats är en dimension för mycket"),
    ),
    (
        "        deltid: deltid\n",
        "        deltid: deltid\n        1-2: ettor\n",
        ("B044", 14, "två grupper heter 1-2"),
    ),
    (
        "        deltid: deltid\n",
        "        deltid: heltid\n",
        ("B044", 13, "två grupper heter heltid"),
    ),
    (
        "        deltid: deltid\n",
        "        deltid: deltid\n        totalt: hela\n",
        ("B044", 14, "namnet totalt är upptaget"),
    ),
    (
        "      1-2:\n        heltid: 10\n        deltid: 4\n",
        "      1-2: 14\n",
        ("B016", 15, "1-2 har ett enda tal, men 3-5 har ett för varje tid"),
    ),
    ("        deltid: 4\n", "", ("B032", 15, "gruppen 1-2 deltid saknas")),
    (
        "        deltid: 4\n",
        "        deltid: 4\n        natt: 1\n",
        ("B031", 18, "gruppen natt finns inte"),
    ),
    (
        COUNTS,
        "    antal:\n      heltid: 30\n      deltid: 12\n",
        ("B016", 14, "talen ska anges för varje kombination av ålder och tid"),
    ),
    (
        COUNTS,
        "    antal:\n      heltid:\n        1-2: 10\n        3-5: 20\n      deltid:\n        1-2: 4\n"
        "        3-5: 8\n",
        ("B016", 15, "talen under heltid står i fel ordning"),
    ),
    (
        "    antal:\n      1-2:\n",
        "    antal: 3\n    vikter:\n      1-2:\n",
        ("B016", 14, "här ska stå nycklar"),
    ),
    ("          1-2: 100 000\n", "", ("B033", 25, "gruppen 1-2 saknas")),
    (
        "          1-2: 100 000\n",
        "          deltid: 1\n",
        ("B031", 26, "deltid är ett värde i tid"),
    ),
    (
        "          1-2: 100 000\n",
        "          1-2 heltid: 100 000\n",
        ("B031", 26, "gruppen 1-2 heltid skrivs på två nivåer"),
    ),
    ("pris: 12 000", "pris: inget", ("B013", 29, "”inget” går inte att läsa som ett tal")),
    ("pris: 12 000", "pris: {}", ("B014", 29, "nyckeln saknar värden")),
    ("pris: 12 000", "pris:", ("B014", 29, "nyckeln saknar värden")),
    ("      deltid: 50 %\n", "      deltd: 50 %\n", ("B031", 22, "värdet deltd finns inte")),
    ("      deltid: 50 %\n", "      deltid: -5 %\n", ("B015", 22, "talet -5 % är för litet")),
    (
        "      deltid: 50 %\n",
        "      deltid: 50\n",
        ("B015", 22, "faktorn för deltid är 50: 50 gånger priset eller vikten"),
    ),
    (
        "      deltid: 50 %\n",
        "      deltid: 1000 %\n",
        ("B015", 22, "faktorn för deltid är 10: 10 gånger priset eller vikten"),
    ),
    (
        "          deltid: 75 %\n",
        "          deltid: 75\n",
        ("B015", 34, "faktorn för deltid är 75"),
    ),
    (
        "        faktorer:\n          deltid: 50 %\n      ike",
        "        faktorer:\n          deltid: 50\n      ike",
        ("B015", 48, "faktorn för deltid är 50"),
    ),
    (
        "      deltid: 50 %\n",
        "      deltid: 50 %\n      3-5: 2\n",
        ("B012", 23, "2 står utan procenttecken bland procentsatser"),
    ),
    (
        "      deltid: 50 %\n",
        "      deltid: 0\n      heltid: 0\n",
        ("B043", 21, "faktorerna gör alla gruppers vikter till noll"),
    ),
    (
        "        belopp: -2 000\n",
        "        procent: 2 %\n        av: underlag\n",
        ("B022", 48, "steget egen administration har faktorer utan belopp"),
    ),
    (
        "          - 1-2 heltid\n",
        "          - 1-2 helt\n",
        ("B031", 68, "gruppen 1-2 helt finns inte"),
    ),
    (
        "          - 3-5\n",
        "          - heltid\n",
        ("B011", 69, "gruppen 1-2 heltid står två gånger"),
    ),
]


@pytest.mark.parametrize(("old", "new", "first"), BAD)
def test_what_is_wrong_is_told_where_it_stands(
    old: str, new: str, first: tuple[str, int, str]
) -> None:
    with pytest.raises(BudgetError) as error:
        read(changed(FILE, (old, new)))
    code, line, message = first
    found = [
        (each.code.id, each.place and each.place.line, each.message)
        for each in error.value.diagnostics
    ]
    assert any(
        found_code == code and at == line and message in said for found_code, at, said in found
    ), found


@pytest.mark.parametrize(
    ("factors", "advice"),
    [
        ("      deltid: 50\n", ["skriv 50 %; en faktor är mindre än 10"]),
        ("      deltid: 1000 %\n", ["en faktor är mindre än 10"]),
        # Told once, as a percentage, though 50 is also ten times and more.
        (
            "      deltid: 50\n      3-5: 90 %\n",
            [f"skriv 50 %; utan tecknet är det 5{NBSP}000 %"],
        ),
    ],
)
def test_a_factor_without_its_percent_sign_is_told_how_it_is_written(
    factors: str, advice: list[str]
) -> None:
    with pytest.raises(BudgetError) as error:
        read(changed(FILE, ("      deltid: 50 %\n", factors)))
    assert [each.help for each in error.value.diagnostics] == advice


@pytest.mark.parametrize("factor", ["9,99", "999 %", "1,4", "0"])
def test_a_factor_may_be_a_number_or_a_percentage(factor: str) -> None:
    assert read(changed(FILE, ("      deltid: 50 %\n", f"      deltid: {factor}\n")))


@pytest.mark.parametrize("other", ["1", "1,99", "0,5"])
def test_a_small_number_may_stand_among_percentages(other: str) -> None:
    both = f"      deltid: 50 %\n      3-5: {other}\n"
    assert read(changed(FILE, ("      deltid: 50 %\n", both)))


def test_errors_of_all_numbers_are_told_in_one_run() -> None:
    text = changed(
        FILE,
        ("        deltid: 4\n", "        dltid: 4\n"),
        ("          3-5: 80 000\n", "          4-5: 80 000\n"),
        ("          deltid: 75 %\n", "          detid: 75 %\n"),
        ("          deltid: 18 000\n", "          delt: 18 000\n"),
    )
    with pytest.raises(BudgetError) as error:
        read(text)
    found = [(each.code.id, each.place and each.place.line) for each in error.value.diagnostics]
    assert found == [
        ("B032", 15),
        ("B031", 17),
        ("B033", 25),
        ("B031", 27),
        ("B031", 34),
        ("B032", 70),
        ("B031", 72),
    ]


def test_shares_have_no_factors() -> None:
    line = "      pedagogiskt material:\n        budget: 4\n        andelar:\n"
    every = "".join(
        f"          {a}:\n            heltid: 1\n            deltid: 1\n" for a in ("1-2", "3-5")
    )
    own = "        faktorer:\n          deltid: 50 %\n"
    with pytest.raises(BudgetError) as error:
        read(changed(FILE, ("      pedagogiskt material: 360 000\n", line + every + own)))
    (found,) = error.value.diagnostics
    assert found.code.id == "B022"
    assert read(changed(FILE, ("      pedagogiskt material: 360 000\n", line + every)))


def test_factors_that_no_line_uses_are_refused() -> None:
    text = (
        HEAD
        + GROUPS
        + """\
    faktorer:
      deltid: 50 %
    kostnader:
      lokalkostnader:
        pris: 20 000
        faktorer:
          deltid: 75 %
"""
    )
    with pytest.raises(BudgetError) as error:
        read(text)
    assert [each.code.id for each in error.value.diagnostics] == ["B048"]


def test_two_dimensions_of_very_many_values_are_refused() -> None:
    def _values(name: str) -> str:
        return f"      {name}:\n" + "".join(f"        {name}{i}: {name} {i}\n" for i in range(5000))

    text = changed(FILE, (GROUPS, "    grupper:\n" + _values("a") + _values("b")))
    with pytest.raises(BudgetError) as error:
        read(text)
    assert [each.code.id for each in error.value.diagnostics] == ["B009"]


def test_a_changed_factor_is_the_one_cause_and_told_once() -> None:
    new = changed(FILE, ("      deltid: 50 %\n", "      deltid: 60 %\n"))
    found = changes(compared(FILE, new))
    assert found
    for change in found.values():
        (part,) = change.parts
        assert (part.cause.label, part.value) == ("Faktorer", change.exact)
        (shift,) = part.shifts
        assert shift.label == "deltid"
        assert [each and each.value for each in shift[1:3]] == [Fraction(1, 2), Fraction(3, 5)]


@pytest.mark.parametrize(
    "changed_factor",
    [
        ("    faktorer:\n      deltid: 50 %\n", ""),
        ("        faktorer:\n          deltid: 75 %\n", ""),
        ("        faktorer:\n          deltid: 50 %\n      ike", "      ike"),
        ("      deltid: 50 %\n", "      deltid: 50 %\n      3-5: 90 %\n"),
    ],
)
def test_a_factor_that_comes_or_goes_is_the_one_cause(changed_factor: tuple[str, str]) -> None:
    other = changed(FILE, changed_factor)
    for old, new in ((FILE, other), (other, FILE)):
        found = changes(compared(old, new))
        assert found
        for change in found.values():
            assert by_cause(change) == {"Faktorer": change.exact}


def test_a_price_for_several_groups_is_told_once() -> None:
    new = changed(FILE, ("pris: 12 000", "pris: 12 500"))
    for change in changes(compared(FILE, new)).values():
        (part,) = change.parts
        assert part.cause.label == "Måltider: pris"
        assert [shift.label for shift in part.shifts] == [""]


def test_a_price_for_an_age_is_named_by_the_age() -> None:
    new = changed(FILE, ("1-2: 100 000", "1-2: 101 000"))
    for change in changes(compared(FILE, new)).values():
        (part,) = change.parts
        assert [shift.label for shift in part.shifts] == ["1–2 år"]


def test_a_premises_cost_for_several_groups_is_told_once() -> None:
    new = changed(FILE, ("heltid: 21 000", "heltid: 22 000"))
    found = changes(compared(FILE, new))
    assert {cell.group for cell in found} == {"1-2 heltid", "3-5 heltid"}
    for change in found.values():
        (part,) = change.parts
        assert (part.cause.label, [each.label for each in part.shifts]) == (
            "Faktisk lokalkostnad",
            ["heltid"],
        )


def test_a_premises_cost_that_comes_replaces_each_groups_own_average() -> None:
    start = PROVIDER.index("        faktiska")
    old = FILE.replace(PROVIDER[start:], "")
    found = {cell.address: change for cell, change in changes(compared(old, FILE)).items()}
    # 21 000 - 20 000, and 18 000 - 15 000
    for group, kronor in (("1-2 heltid", 1000), ("3-5 heltid", 1000), ("3-5 deltid", 3000)):
        change = found[f"Friskolan/förskola/{group}/lokalkostnader"]
        assert by_cause(change) == {"Faktisk lokalkostnad": kronor}


def test_the_same_price_stated_for_every_group_changes_nothing() -> None:
    every = "".join(
        f"\n          {age}:\n            heltid: 12 000\n            deltid: 12 000"
        for age in ("1-2", "3-5")
    )
    assert not compared(FILE, changed(FILE, ("pris: 12 000", f"pris:{every}"))).changed


def test_each_cause_has_its_average_over_all_orders() -> None:
    def _text(causes: Causes) -> str:
        edits = {
            "Faktorer": ("      deltid: 50 %\n", "      deltid: 60 %\n"),
            "Måltider: pris": ("pris: 12 000", "pris: 12 500"),
            "Antal barn": ("heltid: 10\n", "heltid: 16\n"),
            "Pedagogiskt material: budget": ("360 000", "400 000"),
        }
        return changed(FILE, *(edits[each] for each in causes))

    names = ("Antal barn", "Faktorer", "Måltider: pris", "Pedagogiskt material: budget")
    scenario = Scenario(names, _text)
    expected = by_all_orders(scenario)
    found = changes(compared(_text(frozenset()), _text(frozenset(names))))
    assert found
    for cell, change in found.items():
        parts = {cause: value for cause, value in expected[cell].items() if value}
        assert by_cause(change) == parts


def _decided(text: str) -> str:
    rows = [
        f"förskola,,{cell.group},{cell.row},,{whole(term.value)}"
        for cell, term in cells(compute(read(text)))
        if cell.measure.value == "per_enhet_kr" and not cell.provider
    ]
    return "\n".join(["verksamhet,huvudman,grupp,rad,budget_kr,per_enhet_kr", *rows, ""])


def _causes(text: str, decided: str) -> list[str]:
    """The cause that is told for each decided amount that is wrong."""
    found = check(read(text), parse_amounts("2024.csv", decided.encode())).findings
    return [each.cause for each in found if each.check.code == "D01"]


def test_a_misprinted_price_for_all_groups_is_found() -> None:
    wrong = changed(FILE, ("pris: 12 000", "pris: 21 000"))
    causes = _causes(wrong, _decided(FILE))
    assert causes
    for cause in causes:
        assert "12\u00a0000 i stället för 21\u00a0000 (Måltider, budget.yaml:29" in cause


def test_one_wrong_amount_of_several_that_repeat_a_price_is_no_misprint_of_the_price() -> None:
    decided = changed(
        _decided(FILE),
        ("förskola,,1-2 heltid,måltider,,12000", "förskola,,1-2 heltid,måltider,,12001"),
    )
    assert _causes(FILE, decided) == [""]


AGES, TIMES = ("1-2", "3-5"), ("heltid", "deltid")
hundreds = st.integers(0, 150)
money = st.integers(0, 200_000)


def _decimal(hundredths: int) -> str:
    sign, number = ("-" if hundredths < 0 else ""), abs(hundredths)
    return f"{sign}{number // 100},{number % 100:02}"


@settings(max_examples=40, deadline=None)
@given(
    st.tuples(money, money),
    money,
    st.integers(1, 10**7),
    st.integers(-5000, 5000),
    st.fixed_dictionaries(
        dict.fromkeys(AGES, hundreds) | {time: st.integers(1, 150) for time in TIMES}
    ),
    st.integers(1, 150),
    st.tuples(*[st.integers(1, 500)] * 4),
)
def test_two_dimensions_are_one_with_everything_multiplied_out(
    by_age: tuple[int, int],
    scalar: int,
    budget: int,
    fixed: int,
    factors: dict[str, int],
    own: int,
    counts: tuple[int, ...],
) -> None:
    factors = factors | {"1-2": 100}  # no file has only zeros
    pairs = [(age, time) for age in AGES for time in TIMES]
    care, meals = "omsorg och pedagogisk verksamhet", "måltider"

    def _block(name: str, numbers: dict[str, str], indent: int) -> str:
        space = " " * indent
        return f"{space}{name}:\n" + "".join(f"{space}  {k}: {v}\n" for k, v in numbers.items())

    nested = "    antal:\n" + "".join(
        _block(age, {t: str(counts[pairs.index((age, t))]) for t in TIMES}, 6) for age in AGES
    )
    steps = changed(
        STEPS, ("belopp: -2 000", f"belopp: {fixed}"), ("deltid: 50 %", f"deltid: {own} %")
    )
    two = (
        HEAD + GROUPS + nested
        + _block("faktorer", {k: f"{v} %" for k, v in factors.items()}, 4)
        + f"    kostnader:\n      {care}:\n"
        + _block("pris", dict(zip(AGES, map(str, by_age), strict=True)), 8)
        + f"      {meals}:\n        pris: {scalar}\n      pedagogiskt material: {budget}\n"
        + f"      lokalkostnader:\n        pris: {scalar}\n        faktorer:\n          deltid: {own} %\n"
        + steps
    )  # fmt: skip

    def _each(value: "dict[tuple[str, str], int]") -> dict[str, str]:
        return {f"{age} {time}": _decimal(value[age, time]) for age, time in pairs}

    # In hundredths of hundredths, so that the product of two percentages has all its decimals.
    both = {(a, t): factors[a] * factors[t] for a, t in pairs}
    late = {(a, t): 100 * (own if t == "deltid" else 100) for a, t in pairs}
    labels = {"1-2": "1–2 år", "3-5": "3–5 år"}

    def _times(number: int, by: int) -> str:
        value = Fraction(number * by, 10_000)
        sign = "-" if value < 0 else ""
        scaled = abs(number * by)
        return f"{sign}{scaled // 10_000},{scaled % 10_000:04}"

    one = (
        HEAD
        + _block("grupper", {f"{a} {t}": f"{labels[a]} {t}" for a, t in pairs}, 4)
        + _block("antal", {f"{a} {t}": str(n) for (a, t), n in zip(pairs, counts, strict=True)}, 4)
        + f"    kostnader:\n      {care}:\n"
        + _block(
            "pris", {f"{a} {t}": _times(by_age[AGES.index(a)], both[a, t]) for a, t in pairs}, 8
        )
        + f"      {meals}:\n"
        + _block("pris", {f"{a} {t}": _times(scalar, both[a, t]) for a, t in pairs}, 8)
        + f"      pedagogiskt material:\n        budget: {budget}\n"
        + _block("vikter", {f"{a} {t}": _times(1, both[a, t]) for a, t in pairs}, 8)
        + "      lokalkostnader:\n"
        + _block("pris", {f"{a} {t}": _times(scalar, late[a, t]) for a, t in pairs}, 8)
        + changed(
            STEPS,
            (
                "        belopp: -2 000\n        faktorer:\n          deltid: 50 %\n",
                _block("belopp", {f"{a} {t}": _times(fixed, late[a, t]) for a, t in pairs}, 8),
            ),
        )
    )
    left, right = ({c: t.value for c, t in cells(compute(read(each)))} for each in (two, one))
    assert left == right


EDITS = ("cut", " x", " {}", " 1")


def _errors(text: str) -> list[Diagnostic]:
    """What is wrong with the budget; it can be computed where that is nothing."""
    try:
        compute(read(text))
    except BudgetError as error:
        return error.diagnostics
    return []


@pytest.mark.parametrize("edit", EDITS)
def test_every_line_edited_is_a_budget_or_has_errors_with_places(edit: str) -> None:
    lines = FILE.split("\n")[:-1]
    for i, line in enumerate(lines):
        key, _, _ = line.partition(":")
        edited = [] if edit == "cut" else [f"{key}:{edit}"]
        found = _errors("\n".join([*lines[:i], *edited, *lines[i + 1 :], ""]))
        assert all(each.place for each in found), line
