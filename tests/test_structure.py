"""Amounts per unit, for some providers, by percentage shares, netted off and per month, as worked cases."""

from fractions import Fraction

import pytest

from bidrag.budget.diagnostics import BudgetError
from bidrag.budget.load import parse_budget
from bidrag.calculation import compute
from bidrag.calculation.stated import Measure, cells
from bidrag.calculation.tables import Calculation
from bidrag.output.amounts.plain import write_plain
from bidrag.review.findings.check import check
from bidrag.review.findings.report import Finding
from tests.conftest import Run
from tests.scenarios import Replacements, by_all_orders, by_cause, changes, compared, replacements
from tests.texts import changed

BASE = """\
kommun: Testköping
år: 2024
beslutsdatum: 2023-12-14
verksamheter:
  fritidshem:
    skolform: fritidshem
    rubrik: Fritidshem
    grupper:
      F-3: F-3
      4-6: åk 4-6
    antal enligt: prognos
    antal:
      F-3: 50
      4-6: 60
    kostnader:
      omsorg och pedagogisk verksamhet:
        budget: 9 000 000
        andelar:
          F-3: 40 %
          4-6: 60 %
      pedagogiskt material: 110 000
      måltider: 220 000
      lokalkostnader: 1 100 000
    steg:
      underlag:
        summa: [omsorg och pedagogisk verksamhet, pedagogiskt material, måltider, lokalkostnader]
      administration:
        schablon: administration
        av: underlag
      ike:
        summa: [underlag, administration]
      moms:
        schablon: moms
        av: ike
      egen administration:
        budget: -220 000
      effektivisering:
        procent: -1 %
        av: underlag
      bidrag:
        summa: [ike, moms, egen administration, effektivisering]
    tillägg:
      modersmål:
        rubrik: Modersmål
        belopp: 9 000
      landsbygd:
        rubrik: Landsbygd
        per: enhet
        belopp: 350 000
      liten:
        rubrik: Liten enhet
        per: enhet
        pris per: månad
        belopp: 10 000
huvudmän:
  Fria:
    verksamheter:
      fritidshem:
        faktiska lokalkostnader: 2 100
        redovisade lokalkostnader: 2 000
        pris per: månad
        särskilda skäl: nya lokaler
"""
AGREEMENT = "      fritidshem:\n        faktiska"
FACTS = BASE[BASE.index("        faktiska") :]


def calculate(text: str) -> Calculation:
    return compute(parse_budget("2024.yaml", text.encode()))


def values(text: str) -> dict[str, Fraction]:
    """Every price (kr per child or unit and year) by its address."""
    found = cells(calculate(text))
    return {cell.address: term.value for cell, term in found if cell.measure is not Measure.BUDGET}


def kronor(text: str) -> dict[str, Fraction]:
    """Every total and share (kr per year) by its address."""
    found = cells(calculate(text))
    return {cell.address: term.value for cell, term in found if cell.measure is Measure.BUDGET}


def headings(text: str) -> list[str]:
    printed = write_plain(calculate(text)).splitlines()
    return [line for line in printed if line.startswith("TILLKOMMANDE")]


def errors(text: str) -> list[tuple[str, str]]:
    with pytest.raises(BudgetError) as caught:
        parse_budget("2024.yaml", text.encode())
    return [(each.code.id, each.message) for each in caught.value.diagnostics]


def findings(text: str) -> list[Finding]:
    return list(check(parse_budget("2024.yaml", text.encode()), None).findings)


# Shares in percent.


def test_a_group_gets_its_percentage_of_the_budget() -> None:
    row = "omsorg och pedagogisk verksamhet"
    shares, prices = kronor(BASE), values(BASE)
    # 40 % of 9 000 000 is 3 600 000, for 50 children; 60 % is 5 400 000, for 60.
    assert shares[f"fritidshem/F-3/{row}"] == 3_600_000
    assert shares[f"fritidshem/4-6/{row}"] == 5_400_000
    assert shares[f"fritidshem/totalt/{row}"] == 9_000_000
    assert prices[f"fritidshem/F-3/{row}"] == 72_000
    assert prices[f"fritidshem/4-6/{row}"] == 90_000


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("60 %", "59 %", ("B030", "andelarna summerar till 99\u00a0%: 1\u00a0% mindre än 100 %")),
        (
            "60 %",
            "60,5 %",
            ("B030", "andelarna summerar till 100,5\u00a0%: 0,5\u00a0% mer än 100 %"),
        ),
        ("60 %", "5 400 000", ("B022", "andelarna står både i kronor och i procent")),
    ],
)
def test_percentages_are_the_whole_budget(old: str, new: str, error: tuple[str, str]) -> None:
    assert errors(changed(BASE, (old, new))) == [error]


def test_the_rounding_of_kronor_in_the_source_says_nothing_of_percentages() -> None:
    rounded = changed(BASE, ("verksamheter:", "avrundat i källan:\n  andelar: 1\nverksamheter:"))
    assert [each.check.code for each in findings(rounded)] == [
        each.check.code for each in findings(BASE)
    ]


# A budget and a negative percentage among the steps.


def test_a_budget_among_the_steps_is_shared_as_a_line() -> None:
    prices, shares = values(BASE), kronor(BASE)
    for group, children in (("F-3", 50), ("4-6", 60)):
        # 220 000 kr for 110 children.
        assert prices[f"fritidshem/{group}/egen administration"] == -2_000
        assert shares[f"fritidshem/{group}/egen administration"] == -2_000 * children
        assert prices[f"Fria/fritidshem/{group}/egen administration"] == -2_000
    assert shares["fritidshem/totalt/egen administration"] == -220_000
    # 72 000 + 1 000 + 2 000 + 10 000 = 85 000; with the schablons, less 2 000 and 1 %.
    bidrag = 85_000 * Fraction("1.03") * Fraction("1.06") - 2_000 - 850
    assert prices["fritidshem/F-3/bidrag"] == bidrag
    assert prices["fritidshem/F-3/ike"] == 85_000 * Fraction("1.03")


def test_it_is_shared_by_the_weights_of_the_activity() -> None:
    weighted = changed(
        BASE, ("    kostnader:", "    vikter:\n      F-3: 2\n      4-6: 1\n    kostnader:")
    )
    # 2 × 50 + 1 × 60 = 160 weighted children: 1 375 kr each.
    assert values(weighted)["fritidshem/F-3/egen administration"] == -2_750
    assert values(weighted)["fritidshem/4-6/egen administration"] == -1_375


def test_it_needs_the_counts_and_has_no_factors_of_its_own() -> None:
    factor = changed(
        BASE, ("budget: -220 000", "budget: -220 000\n        faktorer:\n          F-3: 2")
    )
    assert errors(factor) == [("B022", "steget egen administration har faktorer utan belopp")]
    both = changed(BASE, ("budget: -220 000", "budget: -220 000\n        belopp: -5"))
    assert errors(both) == [("B022", "steget egen administration har både belopp och budget")]
    a, b = BASE.index("    antal enligt"), BASE.index("    kostnader")
    rows = "omsorg och pedagogisk verksamhet, pedagogiskt material, måltider, lokalkostnader"
    assert errors(BASE[:a] + BASE[b:]) == [
        ("B040", f"antal saknas, och behövs för {rows}, egen administration")
    ]


def test_deductions_are_asked_for_their_reasons_and_are_no_schablons() -> None:
    codes = [(each.check.code, each.message) for each in findings(BASE) if each.counts]
    assert ("K25", "avdraget Egen administration har inget stöd i skolförordningen") in codes
    assert ("K25", "avdraget Effektivisering har inget stöd i skolförordningen") in codes
    assert not {"K03", "K06", "K07"} & {code for code, _ in codes}


@pytest.mark.parametrize("row", ["egen administration", "effektivisering"])
def test_a_deduction_before_moms_lowers_it(row: str) -> None:
    a, b = BASE.index("      moms:"), BASE.index("      egen administration:")
    c = BASE.index("      bidrag:")
    early = BASE[:a] + BASE[b:c] + BASE[a:b] + BASE[c:]
    before = changed(early, ("av: ike", f"av: [ike, {row}]"))
    assert [each.subject for each in findings(before) if each.check.code == "K07"] == [
        "fritidshem/moms"
    ]


# Amounts per unit, and for some providers only.


def test_an_amount_per_unit_is_no_price_per_child() -> None:
    prices = values(BASE)
    assert headings(BASE) == [
        "TILLKOMMANDE BIDRAG OCH TILLÄGGSBELOPP 2024, FRITIDSHEM",
        "TILLKOMMANDE BIDRAG PER ENHET 2024, FRITIDSHEM",
        "TILLKOMMANDE BIDRAG OCH TILLÄGGSBELOPP TILL FRIA; FRITIDSHEM 2024",
        "TILLKOMMANDE BIDRAG PER ENHET TILL FRIA; FRITIDSHEM 2024",
    ]
    assert prices["fritidshem/landsbygd/tillägg"] == 350_000
    assert prices["fritidshem/liten/tillägg"] == 12 * 10_000
    assert prices["fritidshem/landsbygd/bidrag"] == 350_000 * Fraction("1.06")
    per_unit = (
        write_plain(calculate(BASE)).partition("PER ENHET 2024")[2].partition("BIDRAG TILL")[0]
    )
    assert per_unit.count("Kr per enhet") == 2
    assert "Kr per elev" not in per_unit


@pytest.mark.parametrize(
    ("stated", "given"),
    [
        ("[landsbygd]", ["landsbygd"]),
        ("[liten, modersmål]", ["modersmål", "liten"]),
        ("inga", []),
    ],
)
def test_a_provider_gets_the_supplements_that_are_named(stated: str, given: list[str]) -> None:
    chosen = values(changed(BASE, (FACTS, f"        tillägg: {stated}\n{FACTS}")))
    every = ["modersmål", "landsbygd", "liten"]
    assert [each for each in every if f"Fria/fritidshem/{each}/bidrag" in chosen] == given
    assert all(f"fritidshem/{each}/bidrag" in chosen for each in every)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (
            (FACTS, f"        tillägg: landsbyggd\n{FACTS}"),
            ("B072", "tillägget landsbyggd finns inte"),
        ),
        (
            (FACTS, f"        tillägg: [inga, liten]\n{FACTS}"),
            ("B022", "både inga och något tillägg är angivna"),
        ),
        (
            (FACTS, f"        tillägg: [liten, liten]\n{FACTS}"),
            ("B011", "tillägget liten står två gånger"),
        ),
        (
            ("      liten:\n", "      inga:\n"),
            ("B044", "inga står för att en huvudman inte får något tillägg"),
        ),
        (("per: enhet", "per: skola"), ("B018", "”skola” är inget att betala per")),
    ],
)
def test_a_mistaken_supplement_is_refused(changes: tuple[str, str], found: tuple[str, str]) -> None:
    assert errors(changed(BASE, changes)) == [found]


# Lokalkostnader per month.


def test_an_actual_lokalkostnad_is_for_the_period_of_the_provider() -> None:
    assert values(BASE)["Fria/fritidshem/F-3/lokalkostnader"] == 12 * 2_100
    yearly = changed(BASE, ("        pris per: månad\n        särskilda", "        särskilda"))
    assert values(yearly)["Fria/fritidshem/F-3/lokalkostnader"] == 2_100


def test_or_else_of_the_activity() -> None:
    monthly = changed(
        BASE,
        ("        pris per: månad\n        särskilda", "        särskilda"),
        ("    antal enligt", "    pris per: månad\n    antal enligt"),
    )
    assert values(monthly)["Fria/fritidshem/F-3/lokalkostnader"] == 12 * 2_100
    own = changed(monthly, ("        särskilda", "        pris per: termin\n        särskilda"))
    assert values(own)["Fria/fritidshem/F-3/lokalkostnader"] == 2 * 2_100


def test_what_is_paid_is_compared_with_what_is_shown_in_their_own_period() -> None:
    (first, _) = [each for each in findings(BASE) if each.check.code == "K13"]
    assert [side.text for side in first.sides] == [
        "2\u00a0100\u00a0kr per elev och månad",
        "2\u00a0000\u00a0kr per elev och månad",
    ]
    assert first.amount == 12 * 100


def test_a_period_without_lokalkostnader_is_refused() -> None:
    unused = changed(BASE, (FACTS, "        pris per: månad\n"))
    assert errors(unused) == [("B048", "pris per gäller inget pris och inget belopp")]
    unknown = changed(
        BASE, ("        pris per: månad\n        s", "        pris per: timme\n        s")
    )
    assert errors(unknown) == [
        ("B020", "pris per: timme behöver årets timmar, och de saknas för fritidshem")
    ]


def test_explain_shows_the_months(run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("budgets") / "2024.yaml"
    path.write_text(BASE, encoding="utf-8")
    answer = run("explain", str(path), "Fria/fritidshem/F-3/lokalkostnader")
    assert "2\u00a0100\u00a0kr per elev och månad × 12\u00a0månader" in answer.stdout.decode()


# What the changes between two years come of.

CAUSES: dict[str, Replacements] = {
    "Omsorg och pedagogisk verksamhet: budget": (("budget: 9 000 000", "budget: 9 600 000"),),
    "Omsorg och pedagogisk verksamhet: andelar": (
        ("F-3: 40 %", "F-3: 45 %"),
        ("4-6: 60 %", "4-6: 55 %"),
    ),
    "Egen administration: budget": (("budget: -220 000", "budget: -250 000"),),
    "Procentsatser": (("procent: -1 %", "procent: -2 %"),),
    "Antal elever": (("F-3: 50", "F-3: 55"),),
    "Faktisk lokalkostnad": (("faktiska lokalkostnader: 2 100", "faktiska lokalkostnader: 2 250"),),
    "Landsbygd": (("belopp: 350 000", "belopp: 380 000"),),
}


def test_every_cause_is_the_average_over_all_orders() -> None:
    chosen = [list(CAUSES)[i : i + 4] for i in (0, 3)]
    for names in chosen:
        scenario = replacements(BASE, {name: CAUSES[name] for name in names})
        expected = by_all_orders(scenario)
        found = changes(compared(BASE, scenario.text(frozenset(names))))
        assert {cell: by_cause(each) for cell, each in found.items()} == {
            cell: expected[cell] for cell in found
        }


def test_a_share_in_percent_the_year_after_one_in_kronor_is_the_share_alone() -> None:
    before = changed(BASE, ("40 %", "4 500 000"), ("60 %", "4 500 000"))
    found = changes(compared(before, BASE))
    # From half of the budget to 40 %: 900 000 kr less, for 50 children.
    row = "omsorg och pedagogisk verksamhet"
    (change,) = [
        each
        for cell, each in found.items()
        if cell.address == f"fritidshem/F-3/{row}" and cell.measure is Measure.YEAR
    ]
    assert by_cause(change) == {"Omsorg och pedagogisk verksamhet: andelar": -18_000}


def test_an_average_that_gives_way_to_an_actual_cost_per_month() -> None:
    average = changed(BASE, (FACTS, "        grupper: [F-3, 4-6]\n"))
    found = changes(compared(average, BASE))
    (change,) = [
        each for cell, each in found.items() if cell.address == "Fria/fritidshem/F-3/lokalkostnader"
    ]
    # 25 200 kr in place of the average 10 000.
    assert by_cause(change) == {"Faktisk lokalkostnad": 15_200}
