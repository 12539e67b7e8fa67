"""`bidrag check`: sums proved, decided amounts explained, the law's rules tried, and how it is told."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from bidrag.budget.decided import parse_amounts
from bidrag.budget.diagnostics import BudgetError
from bidrag.budget.load import parse_budget
from bidrag.calculation import compute
from bidrag.calculation.formula import Amount, Given, Sum
from bidrag.calculation.stated import cells
from bidrag.calculation.tables import Calculation, Row
from bidrag.law.checks import LEGAL, Severity
from bidrag.numerals import NBSP
from bidrag.review.findings.check import check
from bidrag.review.findings.report import Finding, Report
from bidrag.review.findings.sums import sums
from bidrag.rounding import whole
from tests import examples
from tests.conftest import ROOT, Run
from tests.texts import BUDGET, DECIDED, changed

Snapshot = Callable[[str, str], None]
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
    antal enligt: budget 2024, avläst 15 oktober 2023
    antal:
      F-3: 50
      4-6: 60
    kostnader:
      omsorg och pedagogisk verksamhet: 9 000 000
      pedagogiskt material: 500 000
      måltider: 1 000 000
      lokalkostnader: 1 000 000
"""
LOWERED = """\
revideringar:
  2024-05-20:
    gäller från: mars
    orsak: besparing
    verksamheter:
      fritidshem:
        kostnader:
          måltider: 900 000
"""
SCHOOL = """\
kommun: Testköping
år: 2024
beslutsdatum: 2023-12-14
verksamheter:
  skola:
    skolform: grundskola
    rubrik: Skola
    grupper:
      1-9: åk 1-9
    antal enligt: budget 2024
    antal:
      1-9: 100
    kostnader:
      undervisning: 9 000 000
      lärverktyg: 500 000
      elevhälsa: 500 000
      måltider: 1 000 000
      lokalkostnader: 1 000 000
"""
LADDER = """\
    steg:
      administration:
        schablon: administration
        av:
          - omsorg och pedagogisk verksamhet
          - pedagogiskt material
          - måltider
          - lokalkostnader
      ike:
        summa:
          - omsorg och pedagogisk verksamhet
          - pedagogiskt material
          - måltider
          - lokalkostnader
          - administration
      moms:
        schablon: moms
        av: ike
      avgift:
        belopp:
          F-3: -9 000
          4-6: -6 000
      bidrag:
        summa:
          - ike
          - moms
          - avgift
"""

UNITS = """\
    socioekonomiskt tillägg:
      pott: 100 000
      vikter:
        utbildning: 1
      enheter:
        Första:
          antal: 50
          andelar: {{utbildning: 20 %}}
        Andra:
          antal: {second}
          andelar: {{utbildning: 40 %}}
"""
BASE_END = "          - måltider\n          - lokalkostnader\n      ike"


def checked(text: str, decided: str | None = None) -> Report:
    stated = None if decided is None else parse_amounts("2024.csv", decided.encode())
    return check(parse_budget("budget.yaml", text.encode()), stated)


def codes(report: Report) -> list[str]:
    """The codes of what counts."""
    return [each.check.code for each in report.findings if each.counts]


def only(report: Report, code: str) -> Finding:
    """The one finding with this code."""
    (found,) = [each for each in report.findings if each.check.code == code]
    return found


# Sums


def test_a_sound_budget_has_nothing_that_counts() -> None:
    assert codes(checked(BASE)) == []
    assert codes(checked(BASE + LADDER)) == []


def test_every_sum_is_tried() -> None:
    proofs = {each.check.code: each.text for each in checked(BASE).proofs}
    # Nine rows with a total; two groups of nine rows; three columns of three sums and of two percentages,
    # each with a share and a price for both groups.
    assert proofs["S01"] == "9 prövade, alla stämmer"
    assert proofs["S02"] == "18 prövade, alla stämmer"
    assert proofs["S03"] == "15 prövade, alla stämmer"
    assert proofs["S04"] == "10 prövade, alla stämmer"
    assert proofs["K21"] == "18 prövade, alla stämmer"


def _tampered(calculation: Calculation, key: str, change: Callable[[Row], Row]) -> Calculation:
    """The calculation with one row of its first table changed: what a fault in the core would do."""
    table, *rest = calculation.tables
    rows = tuple(change(row) if row.key == key else row for row in table.rows)
    assert rows != table.rows
    return calculation._replace(tables=(table._replace(rows=rows), *rest))


def _off(term: object) -> Amount:
    assert isinstance(term, Amount | Given)
    more = examples.given(Fraction(1, 1000))
    return Amount("fel", "fel", term.unit, Sum((term, more)))


@pytest.mark.parametrize(
    ("key", "change", "found"),
    [
        ("måltider", lambda row: row._replace(total=_off(row.total)), {"S01", "S03"}),
        (
            "måltider",
            lambda row: row._replace(prices=(_off(row.prices[0]), row.prices[1])),
            {"S02", "S03"},
        ),
        (
            "måltider",
            lambda row: row._replace(shares=(_off(row.shares[0]), row.shares[1])),
            {"S01", "S02", "S03"},
        ),
        ("grundbelopp", lambda row: row._replace(total=_off(row.total)), {"S01", "S03", "S04"}),
        ("moms", lambda row: row._replace(total=_off(row.total)), {"S01", "S03", "S04"}),
    ],
)
def test_a_sum_that_is_a_tenth_of_an_öre_off_is_found(
    key: str, change: Callable[[Row], Row], found: set[str]
) -> None:
    budget = parse_budget("2024.yaml", BASE.encode())
    tampered = _tampered(compute(budget), key, change)
    said = sums(budget, tampered, tampered)
    wrong = [each for each in said if isinstance(each, Finding)]
    assert {each.check.code for each in wrong} == found
    assert all(
        f"0,001{NBSP}kr" in each.difference for each in wrong if each.check.code in ("S01", "S03")
    )


def test_printed_sums_miss_their_parts_by_no_more_than_the_bound() -> None:
    """Each row is a half more than a whole krona, so that every printed part is rounded up."""
    halves = changed(
        BASE,
        ("9 000 000", "9 000 000,5"),
        ("500 000", "500 000,5"),
        ("måltider: 1 000 000", "måltider: 1 000 000,5"),
        ("lokalkostnader: 1 000 000", "lokalkostnader: 1 000 000,5"),
    )
    table = compute(parse_budget("2024.yaml", halves.encode())).tables[0]
    printed = {row.key: whole(row.total.value) for row in table.rows if row.total}
    rest = sum(printed[row.key] for row in table.rows if row.line) - printed["grundbelopp"]
    assert rest == 2
    text = next(each.text for each in checked(halves).proofs if each.check.code == "S06")
    assert f"avrundningsrest högst 2{NBSP}kr, gräns 2{NBSP}kr" in text


def test_a_negative_price_is_found() -> None:
    report = checked(BASE + LADDER.replace("-9 000", "-900 000"))
    assert codes(report) == ["S05"]
    assert only(report, "S05").subject == "fritidshem/F-3/bidrag"


def test_two_tables_with_one_title_are_found() -> None:
    twice = changed(BASE, ("  fritidshem:\n", "  annat:\n"))
    body = twice.partition("verksamheter:\n")[2]
    assert codes(checked(BASE + body)) == ["S07"]


# Decided amounts


def test_all_of_ludvikas_decision_is_explained() -> None:
    report = checked(BUDGET, DECIDED)
    proofs = [each.text for each in report.proofs if each.check.code == "D01"]
    assert proofs[0] == (
        "231 av 231 beslutade belopp är förklarade: 218 på kronan, 13 av källans avrundning"
    )
    assert len(proofs) == 14
    assert not [each for each in codes(report) if each.startswith("D")]


def test_without_rounding_in_the_source_the_same_thirteen_are_wrong() -> None:
    exact = BUDGET.replace("  budget: 1\n  andelar: 1\n  pris: 1\n", "  antal: 1\n", 1)
    exact = exact.replace("  antal: 1\n", "  belopp: 1\n", 1)
    found = [each for each in checked(exact, DECIDED).findings if each.check.code == "D01"]
    assert len(found) == 13
    assert {abs(each.amount or 0) for each in found} == {1}


def test_one_krona_is_wrong_where_rounding_does_not_reach() -> None:
    report = checked(
        BUDGET,
        changed(DECIDED, ("F-klass,läromedel,1069678,3657", "F-klass,läromedel,1069678,3658")),
    )
    found = only(report, "D01")
    assert found.severity is Severity.ERROR
    assert found.subject == "grundskola/F-klass/läromedel, kr per elev och år"
    assert found.difference == f"1{NBSP}kr för mycket i beslutet"
    assert found.amount == 1
    assert [side.text for side in found.sides] == [
        f"3{NBSP}658{NBSP}kr",
        f"3{NBSP}657{NBSP}kr (3{NBSP}657,02)",
        f"3{NBSP}657,02–3{NBSP}657,02",
    ]


def test_the_bounds_of_rounding_are_exact() -> None:
    """A budget of 1 000 kr printed in hundreds is 950 to 1 050, so half of it is 475 to 525."""
    text = changed(
        BASE,
        ("beslutsdatum", "avrundat i källan:\n  budget: 100\nbeslutsdatum"),
        ("måltider: 1 000 000", "måltider: 1 000"),
        ("F-3: 50", "F-3: 1"),
        ("4-6: 60", "4-6: 1"),
    )
    header = "verksamhet,huvudman,grupp,rad,per_enhet_kr\n"

    def _is_wrong(stated: str) -> bool:
        decided = f"{header}fritidshem,,F-3,måltider,{stated}\n"
        return "D01" in codes(checked(text, decided))

    assert [_is_wrong(each) for each in ("474", "475", "500", "525", "526")] == [
        True,
        False,
        False,
        False,
        True,
    ]
    assert _is_wrong("474.9")
    assert not _is_wrong("475.0")


def test_an_amount_that_does_not_exist_is_found() -> None:
    header, _, rest = DECIDED.partition("\n")
    report = checked(BUDGET, f"{header}\ngrundskola,,8-9,ike,,100000\n{rest}")
    assert only(report, "D02").subject == "grundskola/8-9/ike, kr per elev och år"


def test_a_group_said_to_be_decided_individually_must_be_so() -> None:
    header = DECIDED.partition("\n")[0]
    right = f"{header}\nanpassad grundskola,,behovsgrupp 6,individuellt beslut,,\n"
    wrong = f"{header}\nanpassad grundskola,,behovsgrupp 5,individuellt beslut,,\n"
    assert "D03" not in codes(checked(BUDGET, right))
    assert only(checked(BUDGET, wrong), "D03").subject == "anpassad grundskola/behovsgrupp 5"


def test_the_output_of_compute_is_its_own_decision(run: Run) -> None:
    for period in ("år", "termin", "månad", "dag"):
        saved = run("compute", "2024", "--period", period, "--format", "csv").stdout.decode()
        report = checked(BUDGET, saved.replace("\r\n", "\n"))
        assert not [each for each in report.findings if each.check.code.startswith("D")]
        budget = parse_budget("2024.yaml", BUDGET.encode())
        number = len(list(cells(compute(budget))))
        assert f"{number} av {number} beslutade belopp" in next(
            each.text for each in report.proofs if each.check.code == "D01"
        )


# The law


def _law_cases() -> Iterator[tuple[str, str, str, Severity]]:
    """A code, the file, what the message must say, and how serious it is."""
    error, warning = Severity.ERROR, Severity.WARNING
    without = changed(BASE, ("      pedagogiskt material: 500 000\n", ""))
    yield "K01", without, "pedagogiskt material har ingen rad", error
    yield "K01", changed(BASE, (": 500 000", ": 0")), "pedagogiskt material är 0 kr", error
    other = "      {}:\n        kostnadsslag: övrigt\n        budget: 100 000\n"
    for code, name, severity in (
        ("K02", "elevhälsa i fritidshem", warning),
        ("K12", "amortering av lokaler", warning),
        ("K17", "statsbidrag för läxhjälp", warning),
        ("K25", "merkostnader", error),
        ("K03", "administration på förvaltningen", error),
    ):
        line = other.format(name)
        yield code, BASE + line, name.partition(" ")[0], severity
    for name in ("modersmål", "lovskola", "skolskjuts"):
        yield "K16", SCHOOL + other.format(name), f"raden {name} ingår", warning
    beside = "      stöd:\n        kostnadsslag: tilläggsbelopp\n        budget: 100 000\n"
    yield "K16", SCHOOL + beside, "raden stöd ingår", warning
    ladder = BASE + LADDER
    yield (
        "K03",
        changed(ladder, ("        schablon: administration\n", "        procent: 2 %\n")),
        f"lagens schablon är 3{NBSP}%",
        error,
    )
    yield (
        "K03",
        changed(
            ladder,
            (LADDER[LADDER.index("      moms:") : LADDER.index("      avgift:")], ""),
            ("          - moms\n", ""),
        ),
        "stegen saknar schablonen för moms",
        error,
    )
    yield (
        "K04",
        changed(
            ladder,
            (
                "          - måltider\n          - lokalkostnader\n      ike",
                "          - måltider\n      ike",
            ),
        ),
        "räknas inte på Lokalkostnader",
        error,
    )
    yield (
        "K05",
        changed(ladder, ("        av: ike\n", "        av: måltider\n")),
        "räknas inte på Omsorg och pedagogisk verksamhet",
        error,
    )
    yield "K05", _moms_in_ike(), "ingår i interkommunal ersättning", error
    yield "K06", _extra_percentage(), "index är ingen av lagens schabloner", error
    yield "K07", _fee_before_moms(), "avdraget Avgift görs före", error
    yield "K08", changed(BASE, ("2023-12-14", "2024-01-01")), "efter årets början", warning
    yield (
        "K10",
        changed(
            BASE,
            ("      pedagogiskt material: 500 000\n      måltider: 1 000 000\n", ""),
            (
                "verksamhet: 9 000 000\n",
                "verksamhet:\n        kostnadsslag:\n          - omsorg och pedagogisk verksamhet\n"
                "          - pedagogiskt material\n          - måltider\n        budget: 10 500 000\n",
            ),
        ),
        "slår ihop omsorg och pedagogisk verksamhet, pedagogiskt material och måltider",
        warning,
    )
    yield "K09", BASE + LOWERED, "även för betalda månader", warning
    yield "K13", _premises("20 000"), "högre lokalkostnad än den redovisade", error
    yield (
        "K14",
        changed(BASE, ("    kostnader:", "    budgetram: 11 600 000\n    kostnader:")),
        "summerar inte till budgetramen",
        warning,
    )
    yield (
        "K15",
        changed(BASE, ("    antal enligt: budget 2024, avläst 15 oktober 2023\n", "")),
        "vad antalet bygger på",
        warning,
    )
    yield (
        "K28",
        changed(
            BASE + LADDER,
            (
                "    kostnader:",
                "    kostnader:\n      lokalvård: {kostnadsslag: övrigt, budget: 1}",
            ),
            (
                "        summa:\n          - ike\n",
                "        summa:\n          - ike\n          - lokalvård\n",
            ),
            ("        av:\n", "        av:\n          - lokalvård\n"),
            ("        av: ike\n", "        av: [ike, lokalvård]\n"),
        ),
        "raden Lokalvård ingår inte i priset för annan kommun",
        warning,
    )
    # One price for all that is the budget, and a budget that is the price: 12 978 kr / 110 = 117,98 kr,
    # and 5 489 kr / 110 = 49,90 kr.
    meals = "      måltider: 1 000 000\n"
    yield (
        "K29",
        changed(BASE, (meals, "      måltider:\n        pris: 13 140 000\n")),
        "raden Måltider är mer än 2 000 000 kr per elev och år för F-3 och åk 4-6".replace(
            " 000", f"{NBSP}000"
        ),
        warning,
    )
    yield (
        "K29",
        changed(BASE, (meals, "      måltider: 5 489\n")),
        "raden Måltider är mindre än 100 kr per elev och år för F-3 och åk 4-6",
        warning,
    )
    yield (
        "K30",
        BASE + UNITS.format(second=70),
        "enheterna i Socioekonomiskt tillägg har inte samma antal som Fritidshem",
        warning,
    )
    late = changed(BASE, ("år: 2024", "år: 2026"), ("2023-12-14", "2025-12-14"))
    yield "K27", late, "2026 är inte kontrollerade", warning


def _moms_in_ike() -> str:
    return changed(
        BASE + LADDER,
        (
            LADDER[LADDER.index("      ike:") : LADDER.index("      avgift:")],
            "      före moms:\n        summa: [omsorg och pedagogisk verksamhet, pedagogiskt material,"
            " måltider, lokalkostnader, administration]\n"
            "      moms:\n        schablon: moms\n        av: före moms\n"
            "      ike:\n        summa: [före moms, moms]\n",
        ),
        ("          - ike\n          - moms\n", "          - ike\n"),
    )


def _extra_percentage() -> str:
    return changed(
        BASE + LADDER,
        ("      avgift:\n", "      index:\n        procent: 1 %\n        av: ike\n      avgift:\n"),
        ("          - avgift\n", "          - avgift\n          - index\n"),
    )


def _fee_before_moms() -> str:
    fee = LADDER[LADDER.index("      avgift:") : LADDER.index("      bidrag:")]
    return changed(
        BASE + LADDER,
        (fee, ""),
        ("      moms:\n", f"{fee}      moms:\n"),
        ("        av: ike\n", "        av:\n          - ike\n          - avgift\n"),
    )


def _premises(documented: str) -> str:
    return BASE + (
        "huvudmän:\n  Friskolan:\n    verksamheter:\n      fritidshem:\n        grupper: [F-3]\n"
        f"        faktiska lokalkostnader: {{F-3: 20 001}}\n"
        f"        redovisade lokalkostnader: {{F-3: {documented}}}\n"
        "        särskilda skäl: nya lokaler\n"
    )


LAW_CASES = list(_law_cases())


@pytest.mark.parametrize(("code", "text", "says", "severity"), LAW_CASES)
def test_a_breach_is_found_and_nothing_else(
    code: str, text: str, says: str, severity: Severity
) -> None:
    report = checked(text)
    found = [each for each in report.findings if each.counts]
    assert {each.check.code for each in found} == {code}
    assert says.lower() in found[0].message.lower()
    assert found[0].severity is severity
    assert found[0].position is not None
    assert found[0].check.source
    proofs = {each.check.code: each.text for each in report.proofs}
    assert proofs[code] == "1 att se ovan"


def test_every_legal_check_has_a_breach() -> None:
    assert {case[0] for case in LAW_CASES} == {check.code for check in LEGAL} - {"K21"}


def test_what_is_within_the_law_is_not_flagged() -> None:
    assert codes(checked(_premises("20 001"))) == []
    in_frame = changed(BASE, ("    kostnader:", "    budgetram: 11 500 000\n    kostnader:"))
    assert codes(checked(in_frame)) == []
    last_day = changed(BASE, ("2023-12-14", "2023-12-31"))
    assert codes(checked(last_day)) == []


def test_both_sides_of_a_breach_are_told() -> None:
    """Lokalkostnader are 1 000 000 / 110 kr per child, and 3 % of that is missing."""
    _, text, _, _ = next(case for case in LAW_CASES if case[0] == "K04")
    found = only(checked(text), "K04")
    assert found.amount == -Fraction(1_000_000, 110) * Fraction(3, 100)
    assert found.difference == "272,73 kr per elev för lite"


def test_an_answer_makes_a_finding_worth_knowing_and_no_more() -> None:
    without = changed(BASE, ("      pedagogiskt material: 500 000\n", ""))
    answered = without + "    svar:\n      K01: materialet köps av skolan\n"
    report = checked(answered)
    assert codes(report) == []
    assert only(report, "K01").answer == "materialet köps av skolan"


def _priced(line: str, amount: str) -> str:
    """The sound budget, with one kostnadsslag at this price per child."""
    return changed(
        BASE, (f"      {line}\n", f"      {line.split(':')[0]}:\n        pris: {amount}\n")
    )


@pytest.mark.parametrize(
    ("line", "amount", "found"),
    [
        ("måltider: 1 000 000", "2 000 000", []),
        ("måltider: 1 000 000", "2 000 000,01", ["K29"]),
        ("pedagogiskt material: 500 000", "100", []),
        ("pedagogiskt material: 500 000", "99,99", ["K29"]),
    ],
)
def test_an_amount_that_no_place_costs_is_found(line: str, amount: str, found: list[str]) -> None:
    assert codes(checked(_priced(line, amount))) == found


def test_an_unlikely_amount_is_told_with_both_sides_and_can_be_answered() -> None:
    text = _priced("måltider: 1 000 000", "13 140 000")
    found = only(checked(text), "K29")
    assert [side.text.replace(NBSP, " ") for side in found.sides] == [
        "13 140 000,00 kr per elev (F-3)",
        "högst 2 000 000 kr per elev",
    ]
    assert found.help.startswith("skriv `budget:` i stället för `pris:`")
    low = only(checked(changed(BASE, ("måltider: 1 000 000", "måltider: 5 489"))), "K29")
    assert low.sides[0].text == "49,90 kr per elev (F-3)"
    assert low.help.startswith("skriv beloppet under `pris:`")
    assert codes(checked(text + "    svar:\n      K29: varje elev har en egen kock\n")) == []


def test_a_cost_item_on_two_lines_is_small_only_if_both_together_are() -> None:
    """60 kr + 60 kr is more than 100 kr, and 40 kr + 40 kr less."""
    for amount, found in (("60", []), ("40", ["K29", "K29"])):
        more = (
            f"      skolmat:\n        kostnadsslag: måltider\n        pris: {amount}\n"
            f"      frukost:\n        kostnadsslag: måltider\n        pris: {amount}\n"
        )
        assert codes(checked(changed(BASE, ("      måltider: 1 000 000\n", more)))) == found


def test_what_is_small_beside_the_law_s_items_is_not_flagged() -> None:
    line = "      vägledning:\n        kostnadsslag: övrigt\n        pris: 5\n"
    assert codes(checked(BASE + line)) == []


def test_a_providers_own_lokalkostnad_is_tried_and_answered_there() -> None:
    text = changed(_premises("3 000 000"), ("20 001", "2 500 000"))
    (found,) = [each for each in checked(text).findings if each.counts]
    assert (found.check.code, found.subject) == ("K29", "Friskolan/fritidshem/lokalkostnader")
    assert codes(checked(text + "        svar:\n          K29: en elev i ett eget hus\n")) == []


def test_the_units_of_a_pot_are_the_children_of_the_activity() -> None:
    """50 + 70 = 120 in the units, 50 + 60 = 110 in the activity."""
    found = only(checked(BASE + UNITS.format(second=70)), "K30")
    assert [(side.label, side.text) for side in found.sides] == [
        ("enheterna", "120"),
        ("verksamheten", "110"),
    ]
    assert found.difference == "enheterna har 10 fler"
    assert codes(checked(BASE + UNITS.format(second=60))) == []
    answer = "    svar:\n      K30: tio elever bor i andra kommuner\n"
    assert codes(checked(BASE + UNITS.format(second=70) + answer)) == []


def test_units_are_not_compared_with_what_is_not_known() -> None:
    known = changed(BASE, ("    antal:\n      F-3: 50\n      4-6: 60\n", ""))
    priced = known[: known.index("    kostnader:")].replace(
        "    antal enligt: budget 2024, avläst 15 oktober 2023\n", ""
    )
    lines = "    kostnader:\n" + "".join(
        f"      {item}:\n        pris: 10 000\n"
        for item in (
            "omsorg och pedagogisk verksamhet",
            "pedagogiskt material",
            "måltider",
            "lokalkostnader",
        )
    )
    assert "K30" not in codes(checked(priced + lines + UNITS.format(second=70)))


@pytest.mark.parametrize(
    ("unit", "second", "found"),
    [("1", 61, []), ("1", 62, ["K30"]), ("0,1", 61, ["K30"])],
)
def test_units_may_differ_by_what_the_source_rounds(
    unit: str, second: int, found: list[str]
) -> None:
    """Two counts, each at most half a child from the printed one: together one child."""
    text = changed(BASE, ("verksamheter:", f"avrundat i källan:\n  antal: {unit}\nverksamheter:"))
    assert codes(checked(text + UNITS.format(second=second))) == found


def test_what_is_about_the_file_is_answered_in_the_file() -> None:
    late = changed(BASE, ("beslutsdatum: 2023-12-14", "beslutsdatum: 2024-01-31"))
    answered = changed(
        late, ("verksamheter:", "svar:\n  K08: preliminärt beslut i december\nverksamheter:")
    )
    assert codes(checked(late)) == ["K08"]
    report = checked(answered)
    assert codes(report) == []
    assert only(report, "K08").answer == "preliminärt beslut i december"
    assert next(p.text for p in report.proofs if p.check.code == "K08") == "1 besvarade i filen"


@pytest.mark.parametrize(
    ("code", "help_text"),
    [("K04", "här besvaras K08, K27"), ("K8", "menade du `K08`?"), ("k08", "menade du `K08`?")],
)
def test_an_answer_stands_where_its_check_is_about(code: str, help_text: str) -> None:
    with pytest.raises(BudgetError) as caught:
        checked(changed(BASE, ("verksamheter:", f"svar:\n  {code}: så är det\nverksamheter:")))
    (found,) = caught.value.diagnostics
    assert (found.code.id, found.help) == ("B050", help_text)


def test_one_providers_premises_are_answered_with_that_provider() -> None:
    text = _premises("20 000")
    answered = text + "        svar:\n          K13: hyran höjs i mars\n"
    assert codes(checked(text)) == ["K13"]
    assert codes(checked(answered)) == []


def test_merged_premises_cannot_be_answered() -> None:
    both = "      måltider:\n        kostnadsslag: [måltider, lokalkostnader]\n        budget: 2 000 000\n"
    merged = changed(
        BASE,
        ("      lokalkostnader: 1 000 000\n", ""),
        ("      måltider: 1 000 000\n", both),
    )
    assert codes(checked(merged)) == ["K10"]
    assert codes(checked(merged + "    svar:\n      K10: vi vill inte\n")) == ["K10", "K10"]


def test_an_answer_to_nothing_is_found() -> None:
    report = checked(BASE + "    svar:\n      K04: en annan nämnd\n")
    assert codes(report) == ["K04"]
    assert "behövs inte" in only(report, "K04").message


def test_an_answer_does_not_silence_another_activity() -> None:
    without = changed(BASE, ("      pedagogiskt material: 500 000\n", ""))
    body = without.partition("verksamheter:\n")[2]
    other = changed(body, ("  fritidshem:\n", "  annat:\n"), ("Fritidshem", "Annat"))
    answered = without + "    svar:\n      K01: materialet köps av skolan\n" + other
    assert codes(checked(answered)) == ["K01"]


def test_ludvika_is_told_what_the_law_says() -> None:
    report = checked(BUDGET, DECIDED)
    assert codes(report) == ["K08", "K10", "K10"]
    late = only(report, "K08")
    assert late.position is not None
    assert late.position.path == ("beslutsdatum",)
    assert [side.text for side in late.sides] == ["2024-01-31", "2023-12-31"]


# The command


def test_as_it_looks(run: Run, snapshot: Snapshot) -> None:
    done = run("check", "2024")
    assert (done.returncode, done.stderr) == (0, b"")
    snapshot("check-2024.txt", done.stdout.decode())
    snapshot("check-2024-verbose.txt", run("check", "2024", "--verbose").stdout.decode())
    snapshot("check-2024.json", run("check", "2024", "--format", "json").stdout.decode())
    snapshot("check-2024-github.txt", run("check", "2024", "--format", "github").stdout.decode())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two budgets, of which the second has an error."""
    budgets = tmp_path / "budgets"
    budgets.mkdir()
    (budgets / "2024.yaml").write_text(BASE, encoding="utf-8")
    wrong = changed(_fee_before_moms(), ("år: 2024", "år: 2025"))
    (budgets / "2025.yaml").write_text(wrong, encoding="utf-8")
    return tmp_path


def test_silence_when_all_holds(run: Run, folder: Path) -> None:
    for form in ("table", "github"):
        done = run("check", "2024", "--format", form, cwd=folder)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_every_year_without_arguments(run: Run, folder: Path) -> None:
    done = run("check", cwd=folder)
    assert done.returncode == 1
    text = done.stdout.decode()
    assert "budgets/2025.yaml" in text
    assert "budgets/2024.yaml" not in text
    assert run("check", "2024", cwd=folder).returncode == 0


def test_strict_counts_warnings(run: Run) -> None:
    assert run("check", "2024").returncode == 0
    assert run("check", "2024", "--strict").returncode == 1


def test_no_budgets_at_all(run: Run, tmp_path: Path) -> None:
    done = run("check", cwd=tmp_path)
    assert done.returncode == 2
    assert "inga budgetfiler" in done.stderr.decode()


def test_a_broken_file_does_not_hide_the_others(run: Run, folder: Path) -> None:
    (folder / "budgets" / "2024.yaml").write_text("kommun: X\n", encoding="utf-8")
    done = run("check", cwd=folder)
    assert done.returncode == 2
    assert "fel B020" in done.stderr.decode()
    assert "K07" in done.stdout.decode()
    annotated = run("check", "--format", "github", cwd=folder).stdout.decode()
    assert "::error file=budgets/2024.yaml,line=1,col=1,title=B020::" in annotated
    assert "title=K07::" in annotated


def test_a_broken_decision_is_an_error_of_its_own(run: Run, folder: Path) -> None:
    (folder / "budgets" / "2024.csv").write_text("a,b\n", encoding="utf-8")
    done = run("check", "2024", cwd=folder)
    assert done.returncode == 2
    assert "budgets/2024.csv:1:1: fel B051" in done.stderr.decode()


@pytest.mark.parametrize(
    "arguments", [("check", "2024", "--format", "csv"), ("check", "1999"), ("check", "")]
)
def test_a_request_that_cannot_be_met(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    assert "Traceback" not in done.stderr.decode()


def test_json_has_everything_that_text_has(run: Run) -> None:
    data = json.loads(run("check", "2024", "--format", "json").stdout)
    (file,) = data["filer"]
    assert (data["format"], data["version"], file["fil"]) == (
        "bidrag/kontroll",
        1,
        "budgets/2024.yaml",
    )
    report = checked(BUDGET, DECIDED)
    assert [each["kod"] for each in file["fynd"]] == [f.check.code for f in report.findings]
    assert len(file["prövat"]) == len(report.proofs)


def test_annotations_are_escaped(run: Run, folder: Path) -> None:
    odd = changed(
        _fee_before_moms(), ("      avgift:\n", "      avgift:\n        rubrik: 5 %, a:b\n")
    )
    path = folder / "a,b:c.yaml"
    path.write_text(odd, encoding="utf-8")
    line = run("check", "a,b:c.yaml", "--format", "github", cwd=folder).stdout.decode()
    head, _, text = line.removeprefix("::error ").partition("::")
    assert head.startswith("file=a%2Cb%3Ac.yaml,line=")
    assert "5 %25, a:b" in text
    assert text.count("\n") == 1
    assert re.search("%0Ahjälp: ta bort `avgift`", text)


# The edges of rounding and of the law


def _is_wrong(text: str, *lines: str, column: str = "budget_kr") -> bool:
    decided = f"verksamhet,huvudman,grupp,rad,{column}\n" + "".join(f"{each}\n" for each in lines)
    return "D01" in codes(checked(text, decided))


def test_a_given_number_may_not_be_decided_a_krona_more_or_less() -> None:
    rounded = changed(SCHOOL, ("verksamheter:", "avrundat i källan:\n  budget: 1\nverksamheter:"))
    assert not _is_wrong(rounded, "skola,,totalt,måltider,1000000")
    assert _is_wrong(rounded, "skola,,totalt,måltider,1000001")
    assert _is_wrong(rounded, "skola,,totalt,måltider,999999")


def test_a_given_deduction_may_not_be_decided_a_krona_more_or_less() -> None:
    rounded = changed(
        BASE + LADDER, ("verksamheter:", "avrundat i källan:\n  belopp: 1\nverksamheter:")
    )
    for stated, wrong in (("-9000", False), ("-9001", True), ("-8999", True)):
        line = f"fritidshem,,F-3,avgift,{stated}"
        assert _is_wrong(rounded, line, column="per_enhet_kr") is wrong


def test_a_count_above_and_below_the_line_is_one_number() -> None:
    """With one group the share is the whole budget, however the count was rounded."""
    one = changed(SCHOOL, ("verksamheter:", "avrundat i källan:\n  antal: 1\nverksamheter:"))
    assert not _is_wrong(one, "skola,,1-9,måltider,1000000")
    assert _is_wrong(one, "skola,,1-9,måltider,1000001")


def test_the_reach_of_a_rounded_count_is_its_ends() -> None:
    """50 and 60 of 110: the first group's share is from 49,5 / 110 to 50,5 / 110 when both move."""
    text = changed(BASE, ("verksamheter:", "avrundat i källan:\n  antal: 1\nverksamheter:"))
    low, high = Fraction(495, 1100) * 1_000_000, Fraction(505, 1100) * 1_000_000
    assert (int(low), int(high)) == (450_000, 459_090)
    for share, wrong in ((449_999, True), (450_000, False), (459_091, False), (459_092, True)):
        assert _is_wrong(text, f"fritidshem,,F-3,måltider,{share}") is wrong


def test_a_count_that_may_be_none_is_refused() -> None:
    text = changed(BASE, ("verksamheter:", "avrundat i källan:\n  antal: 100\nverksamheter:"))
    with pytest.raises(BudgetError) as caught:
        checked(text)
    assert [each.code.id for each in caught.value.diagnostics] == ["B015"]


FIXED_LAST = """\
    steg:
      administration:
        schablon: administration
        av: [undervisning, lärverktyg, elevhälsa, måltider, lokalkostnader]
      ike:
        summa: [undervisning, lärverktyg, elevhälsa, måltider, lokalkostnader, administration]
      moms:
        schablon: moms
        av: ike
      {}:
        belopp:
          1-9: {}
      bidrag:
        summa: [ike, moms, {}]
"""


@pytest.mark.parametrize(
    ("name", "amount", "found"),
    [
        ("ansvarsavdrag", "-9 000", ["K25"]),
        ("merkostnadsavdrag", "-9 000", ["K25", "K25"]),
        ("avgift", "-9 000", ["K25"]),  # grundskola has no fees
        ("avgift", "9 000", ["K07"]),
        ("strukturersättning", "9 000", []),
    ],
)
def test_a_deduction_without_support_is_found(name: str, amount: str, found: list[str]) -> None:
    assert codes(checked(SCHOOL + FIXED_LAST.format(name, amount, name))) == found


def test_an_answer_about_the_base_does_not_hide_an_extra_percentage() -> None:
    text = changed(
        _extra_percentage(),
        (BASE_END, "          - måltider\n      ike"),
    )
    answered = text + "    svar:\n      K04: lokalerna har en egen nämnd\n"
    assert codes(checked(text)) == ["K04", "K06"]
    assert codes(checked(answered)) == ["K06"]


def test_a_schablon_may_be_shown_in_two_steps() -> None:
    own = (
        "      lokaladministration:\n        schablon: administration\n        av: lokalkostnader\n"
    )
    text = changed(
        BASE + LADDER,
        (BASE_END, f"          - måltider\n{own}      ike"),
        (
            "          - administration\n",
            "          - administration\n          - lokaladministration\n",
        ),
    )
    assert codes(checked(text)) == []


@pytest.mark.parametrize(
    "name",
    [
        "undervisning exkl. modersmål",
        "lokaler utan amortering",
        "drift netto efter statsbidrag",
    ],
)
def test_a_name_that_says_that_something_is_left_out_is_believed(name: str) -> None:
    line = f"      {name}:\n        kostnadsslag: övrigt\n        budget: 100 000\n"
    assert codes(checked(SCHOOL + line)) == []


def test_administration_of_meals_belongs_to_the_meals() -> None:
    line = (
        "      administration av måltider:\n        kostnadsslag: måltider\n        budget: 1 000\n"
    )
    assert codes(checked(SCHOOL + line)) == []


def test_modersmål_is_no_amount_of_its_own_in_a_preschool() -> None:
    line = "      modersmålsstöd:\n        kostnadsslag: övrigt\n        budget: 1 000\n"
    assert codes(checked(BASE + line)) == []


def test_an_item_that_one_group_does_not_get_is_found() -> None:
    priced = "      måltider:\n        pris:\n          F-3: 9 000\n          4-6: inget\n"
    report = checked(changed(BASE, ("      måltider: 1 000 000\n", priced)))
    assert codes(report) == ["K01"]
    assert "för åk 4-6" in only(report, "K01").message


EXTRA_MEALS = """\
      extra måltider:
        kostnadsslag: måltider
        pris:
          F-3: 500
          4-6: {}
"""


def test_an_item_that_a_group_gets_in_another_line_is_paid() -> None:
    assert codes(checked(BASE + EXTRA_MEALS.format("inget"))) == []


def test_an_item_that_a_group_gets_in_neither_line_is_found() -> None:
    priced = "      måltider:\n        pris:\n          F-3: 9 000\n          4-6: {}\n"
    for first, second, found in (("0", "inget", ["K01", "K01"]), ("inget", "700", [])):
        text = changed(BASE, ("      måltider: 1 000 000\n", priced.format(first)))
        assert codes(checked(text + EXTRA_MEALS.format(second))) == found


def test_a_frame_rounded_as_its_lines_are_holds() -> None:
    text = changed(
        BASE,
        ("verksamheter:", "avrundat i källan:\n  budget: 1 000\nverksamheter:"),
        ("    kostnader:", "    budgetram: 11 502 000\n    kostnader:"),
    )
    assert codes(checked(text)) == []
    assert codes(checked(changed(text, ("11 502 000", "11 503 000")))) == ["K14"]


def test_without_a_decision_it_is_told_that_nothing_was_compared() -> None:
    found = only(checked(BASE), "D01")
    assert found.severity is Severity.NOTE
    assert "inga beslutade belopp är jämförda" in found.message


def test_what_the_decision_leaves_out_is_told() -> None:
    header = "verksamhet,huvudman,grupp,rad,per_enhet_kr\n"
    report = checked(BASE, f"{header}fritidshem,,F-3,måltider,9091\n")
    found = only(report, "D04")
    assert found.severity is Severity.NOTE
    assert found.message.startswith("17 beräknade belopp i fritidshem finns inte i beslutet")


def test_zeros_after_the_decimal_mark_are_a_spreadsheets() -> None:
    assert not _is_wrong(BASE, '"fritidshem",,F-3,måltider,9091.00', column="per_enhet_kr")
    lines = ("fritidshem,,F-3,måltider,9091.00", "fritidshem,,4-6,måltider,9090.91")
    assert _is_wrong(BASE, *lines, column="per_enhet_kr")


@pytest.mark.parametrize("name", ["2024.csv", "2024.xlsx"])
def test_another_file_than_the_budget_is_told_so(run: Run, name: str) -> None:
    done = run("check", f"budgets/{name}")
    assert done.returncode == 2
    assert f"budgets/{name} är ingen budgetfil. Ange budgetfilen" in done.stderr.decode()


def test_closed_streams_are_no_internal_error(folder: Path) -> None:
    for closed in ("2>&-", ">&-"):
        done = subprocess.run(
            f"{sys.executable} -m bidrag check 2025 {closed}",
            shell=True,
            cwd=folder,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
        )
        assert done.returncode in (1, 2)


def test_a_missing_year_does_not_hide_the_others(run: Run, folder: Path) -> None:
    done = run("check", "2025", "1999", "--format", "github", cwd=folder)
    assert done.returncode == 2
    assert "title=B001::" in done.stdout.decode()
    assert "title=K07::" in done.stdout.decode()


def test_a_link_to_nowhere_is_not_taken_for_no_decision(run: Run, folder: Path) -> None:
    (folder / "budgets" / "2024.csv").symlink_to(folder / "borta.csv")
    assert run("check", "2024", cwd=folder).returncode == 2


SAVED = """\
{"format": "bidrag/belopp", "version": 1, "år": 2024, "period": "år", "tabeller": [
 {"verksamhet": "skola", "huvudman": "", "belopp": [%s]}]}
"""
ONE = '{"grupp": "%s", "rad": "ike", "budget": null, "per_enhet": {"kr": 1}}'


@pytest.mark.parametrize(
    ("records", "code"),
    [
        (f"{ONE % 'F'}, {ONE % 'F'}", "B011"),
        (ONE % "a\\u001b[31m", "B054"),
        (ONE % "=1+1", "B054"),
        ('{"grupp": "F", "rad": "ike", "budget": null, "per_enhet": {"kr": 1.5}}', "B054"),
        ("[" * 100_000, "B054"),
    ],
)
def test_saved_amounts_are_not_believed_blindly(records: str, code: str) -> None:
    with pytest.raises(BudgetError) as caught:
        parse_amounts("x.json", (SAVED % records).encode())
    assert [each.code.id for each in caught.value.diagnostics] == [code]


def test_a_name_in_csv_is_a_name_of_the_budgets() -> None:
    header = "verksamhet,huvudman,grupp,rad,per_enhet_kr\n"
    with pytest.raises(BudgetError) as caught:
        parse_amounts("x.csv", f"{header}=1+1,,F,ike,1\n".encode())
    assert [each.code.id for each in caught.value.diagnostics] == ["B017"]
