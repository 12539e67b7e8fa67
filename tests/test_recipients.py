"""Prices for several recipients: each a ladder of its own steps, with its own schablons."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from bidrag.budget.diagnostics import BudgetError
from bidrag.budget.load import parse_budget
from bidrag.calculation import compute
from bidrag.calculation.tables import Calculation, Table
from bidrag.output.amounts.plain import write_plain
from bidrag.review.findings.check import check
from bidrag.review.findings.report import Finding
from tests.conftest import Run
from tests.scenarios import by_all_orders, by_cause, changes, compared, replacements
from tests.texts import changed

LAW = """\
kommun: Testköping
år: 2024
beslutsdatum: 2023-12-14
verksamheter:
  förskola:
    skolform: förskola
    rubrik: Förskola
    grupper:
      barn: barn
    antal enligt: budget 2024
    antal:
      barn: 100
    kostnader:
      omsorg och pedagogisk verksamhet: 8 000 000
      pedagogiskt material: 500 000
      måltider: 500 000
      lokalkostnader: 1 000 000
"""
LINES = "omsorg och pedagogisk verksamhet, pedagogiskt material, måltider, lokalkostnader"
# The lines are 10 000 000 kr / 100 barn = 100 000 kr per barn, and administration 3 % = 3 000.
STEPS = f"""\
    steg:
      underlag:
        summa: [{LINES}]
      administration:
        schablon: administration
        av: underlag
      ike:
        summa: [underlag, administration]
      moms:
        schablon: moms
        av: ike
      bidrag:
        summa: [ike, moms]
"""
FEE = """\
      avgift:
        belopp:
          barn: -9 000
      bidrag utan avgift:
        rubrik: Bidrag efter avdrag för avgift
        summa: [bidrag, avgift]
    mottagare:
      annan kommun: ike
      fristående: bidrag
      fristående som tar ut avgiften: bidrag utan avgift
"""
PROVIDER = "huvudmän:\n  Fria:\n    verksamheter:\n      förskola:\n"
COLLECTS = PROVIDER + "        mottagare: fristående som tar ut avgiften\n"


def calculate(text: str) -> Calculation:
    return compute(parse_budget("2024.yaml", text.encode()))


def price(table: Table, row: str, group: int = 0) -> Fraction | None:
    found = next(each for each in table.rows if each.key == row).prices[group]
    return found.value if found else None


def keys(table: Table) -> list[str]:
    return [row.key for row in table.rows if not row.line]


def findings(text: str) -> list[Finding]:
    budget = parse_budget("2024.yaml", text.encode())
    return [each for each in check(budget, None).findings if each.counts]


def found_codes(text: str) -> list[str]:
    return [each.check.code for each in findings(text)]


def refused(text: str) -> list[str]:
    """Each error's code and the line that it points at."""
    with pytest.raises(BudgetError) as caught:
        calculate(text)
    lines = text.split("\n")
    found = [(each.code.id, each.place) for each in caught.value.diagnostics]
    return [f"{code} {lines[place.line - 1].strip() if place else ''}" for code, place in found]


# Worked cases


def test_who_takes_the_fee_from_the_guardians_is_paid_exactly_that_less() -> None:
    """IKE 103 000, moms 6 % of that 6 180, bidrag 109 180; the fee of 9 000 is deducted after all that."""
    table = calculate(LAW + STEPS + FEE).tables[0]
    assert price(table, "ike") == 103_000
    assert price(table, "bidrag") == 109_180
    assert price(table, "bidrag utan avgift") == 109_180 - 9_000
    assert found_codes(LAW + STEPS + FEE) == []


def test_own_administration_netted_off_is_no_part_of_what_moms_is_counted_on() -> None:
    """2 000 is deducted from both prices: 103 000 - 2 000, and 6 % of 103 000 beside that."""
    steps = changed(
        STEPS,
        (
            "[underlag, administration]",
            "[underlag, administration, egen administration]",
        ),
        (
            "      ike:\n",
            "      egen administration:\n        belopp: {barn: -2 000}\n      ike:\n",
        ),
        ("        av: ike\n", "        av: [underlag, administration]\n"),
    )
    table = calculate(LAW + steps).tables[0]
    assert price(table, "ike") == 101_000
    assert price(table, "moms") == 6_180
    assert price(table, "bidrag") == 107_180


ACTUAL = changed(
    LAW,
    (
        "1 000 000\n",
        "1 000 000\n      central administration: {kostnadsslag: övrigt, budget: 400 000}\n",
    ),
)
ACTUAL_STEPS = changed(
    STEPS,
    ("[underlag, administration]", "[underlag, central administration]"),
    ("        av: ike\n", "        av: [underlag, administration]\n"),
    ("[ike, moms]", "[underlag, administration, moms]"),
)


def test_actual_administration_to_municipalities_and_the_schablon_to_others() -> None:
    """400 000 / 100 = 4 000 in IKE; 3 % and then 6 % for fristående. A line that they lack is told."""
    text = (
        f"{ACTUAL}{ACTUAL_STEPS}    mottagare:\n      annan kommun: ike\n      fristående: bidrag\n"
    )
    table = calculate(text).tables[0]
    assert price(table, "ike") == 104_000
    assert price(table, "bidrag") == 109_180
    (found,) = findings(text)
    assert found.check.code == "K28"
    assert found.message == "raden Central administration ingår inte i priset för fristående"
    assert (
        found_codes(text + "    svar:\n      K28: administrationen är en schablon i lagen\n") == []
    )


def test_a_structural_amount_per_child_is_a_fixed_step() -> None:
    """1 500 within the base: 101 500 × 1,03 = 104 545, × 1,06 = 110 817,70."""
    steps = changed(
        STEPS,
        (
            "      underlag:\n",
            "      strukturbelopp:\n        belopp: {barn: 1 500}\n      underlag:\n",
        ),
        ("lokalkostnader]", "lokalkostnader, strukturbelopp]"),
    )
    table = calculate(LAW + steps).tables[0]
    assert price(table, "ike") == 104_545
    assert price(table, "bidrag") == Fraction("110817.70")
    assert found_codes(LAW + steps) == []


VOLUNTARY = """\
      ike frivilligt:
        summa: [underlag, administration]
    mottagare:
      annan kommun: ike
      annan kommun, frivilligt mottagande:
        pris: ike frivilligt
        som: annan kommun
      fristående: bidrag
"""


def test_voluntary_and_rightful_reception_have_each_their_price() -> None:
    """The own cost, 104 000, where there is a right; the price list's 103 000 where there is none."""
    text = ACTUAL + ACTUAL_STEPS + VOLUNTARY
    calculation = calculate(text)
    (table,) = calculation.tables
    assert price(table, "ike") == 104_000
    assert price(table, "ike frivilligt") == 103_000
    assert "till annan kommun, frivilligt mottagande betalas Ike frivilligt" in write_plain(
        calculation
    )
    assert [each.message for each in findings(text)] == [
        "raden Central administration ingår inte i priset för annan kommun, frivilligt mottagande "
        "och fristående"
    ]


INTRO = "      introduktion:\n        kostnadsslag: övrigt\n        budget: 500 000\n"


def outside(schablons: str) -> str:
    return f"{LAW}{INTRO}        schabloner: {schablons}\n"


@pytest.mark.parametrize(
    ("schablons", "administration", "ike", "moms"),
    [
        # 5 000 kr per barn more, on which: both, as every other line.
        ("[administration, moms]", "3150", "108150", "6489"),
        # Neither: administration and moms are those of the other lines, 3 000 and 6 % of 103 000.
        ("inga", "3000", "108000", "6180"),
        # Only moms: 6 % of 108 000.
        ("moms", "3000", "108000", "6480"),
        # Only administration: 3 % of 105 000, and moms on 100 000 and on the administration.
        ("administration", "3150", "108150", "6189"),
    ],
)
def test_a_line_with_some_schablons(
    schablons: str, administration: str, ike: str, moms: str
) -> None:
    table = calculate(outside(schablons)).tables[0]
    assert price(table, "administration") == Fraction(administration)
    assert price(table, "ike") == Fraction(ike)
    assert price(table, "moms") == Fraction(moms)
    assert price(table, "bidrag") == Fraction(ike) + Fraction(moms)


@pytest.mark.parametrize(
    ("schablons", "note", "codes"),
    [
        ("inga", "schablonerna", ["K04", "K05"]),
        ("moms", "administrationsschablonen", ["K04"]),
        ("administration", "momsschablonen (den räknas bara på radens administration)", ["K05"]),
    ],
)
def test_a_line_outside_is_told_and_is_against_the_law(
    schablons: str, note: str, codes: list[str]
) -> None:
    printed = write_plain(calculate(outside(schablons)))
    assert f"Introduktion ligger utanför {note} och ingår inte i GRUNDBELOPP." in printed
    found = findings(outside(schablons))
    assert [each.check.code for each in found] == codes
    assert {each.position.line if each.position else 0 for each in found} == {
        outside("").split("\n").index("      introduktion:") + 1
    }


WITH_BASE = changed(
    STEPS,
    ("      underlag:\n", "      grundbelopp:\n"),
    ("        av: underlag\n", "        av: grundbelopp\n"),
    ("[underlag, administration]", "[grundbelopp, administration]"),
)


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        # As with `schabloner: inga`: added when both percentages have been counted.
        (
            (("[ike, moms]", "[ike, moms, introduktion]"),),
            "ligger utanför schablonerna och ingår inte i GRUNDBELOPP",
        ),
        # As with `schabloner: moms`.
        (
            (("[grundbelopp, administration]", "[grundbelopp, administration, introduktion]"),),
            "ligger utanför administrationsschablonen och ingår inte i GRUNDBELOPP",
        ),
        # Both percentages are counted on it, but it is no part of the grundbelopp.
        (
            (
                ("        av: grundbelopp\n", "        av: [grundbelopp, introduktion]\n"),
                ("[grundbelopp, administration]", "[grundbelopp, administration, introduktion]"),
            ),
            "ingår inte i GRUNDBELOPP",
        ),
        # A part of the grundbelopp that the administration is not counted on.
        (
            (
                ("lokalkostnader]", "lokalkostnader, introduktion]"),
                ("        av: grundbelopp\n", f"        av: [{LINES}]\n"),
            ),
            "ligger utanför administrationsschablonen",
        ),
        # What the sum is called is what the note calls it.
        (
            (
                ("      grundbelopp:\n", "      grundbelopp:\n        rubrik: Bas\n"),
                ("[ike, moms]", "[ike, moms, introduktion]"),
            ),
            "ligger utanför schablonerna och ingår inte i Bas",
        ),
    ],
)
def test_what_the_steps_leave_out_of_the_grundbelopp_is_told(
    changes: tuple[tuple[str, str], ...], note: str
) -> None:
    printed = write_plain(calculate(LAW + INTRO + changed(WITH_BASE, *changes)))
    told = [line for line in printed.split("\n") if "utanför" in line or "ingår inte" in line]
    assert told == [f"Introduktion {note}."]


def test_nothing_is_told_where_the_steps_leave_nothing_out() -> None:
    for steps in (WITH_BASE, STEPS):
        printed = write_plain(calculate(LAW + steps))
        assert "utanför" not in printed
        assert "ingår inte" not in printed


SUPPLEMENTS = """\
    tillägg:
      nyanlända: {rubrik: Nyanlända, belopp: 10 000}
      stöd: {rubrik: Stöd, belopp: 10 000, schabloner: [administration, moms]}
      bidrag från staten: {rubrik: Statsbidrag, belopp: 10 000, schabloner: inga}
"""


def test_supplements_with_different_schablons_share_a_table() -> None:
    """Moms alone 10 600; administration and then moms 10 000 × 1,03 × 1,06 = 10 918; neither 10 000."""
    calculation = calculate(LAW + SUPPLEMENTS + PROVIDER)
    _, table, _, granted = calculation.tables
    assert [price(table, "bidrag", i) for i in range(3)] == [10_600, 10_918, 10_000]
    assert [price(table, "ike", i) for i in range(3)] == [10_000, 10_300, 10_000]
    assert [price(table, "tillägg", i) for i in range(3)] == [10_000, None, None]
    assert [price(granted, "bidrag", i) for i in range(3)] == [10_600, 10_918, 10_000]
    printed = write_plain(calculation)
    assert "Statsbidrag ligger utanför momsschablonen.\n" in printed
    assert "Administrationsschablonen räknas på Stöd.\n" in printed
    assert "tillägg inräknade" not in printed
    assert found_codes(LAW + SUPPLEMENTS) == ["K05"]


def test_a_supplement_without_moms_is_against_the_law() -> None:
    alone = "    tillägg:\n      stöd: {rubrik: Stöd, belopp: 10 000, schabloner: inga}\n"
    table = calculate(LAW + alone).tables[1]
    assert price(table, "bidrag") == 10_000
    (found,) = findings(LAW + alone)
    assert found.check.code == "K03"
    assert found.help.startswith("ta bort `schabloner:`")


# What a provider gets, and what its table shows


def test_a_provider_that_takes_the_fee_sees_all_that_its_price_is_made_of() -> None:
    own, granted = calculate(LAW + STEPS + FEE + COLLECTS).tables
    assert keys(own)[2:] == ["ike", "moms", "bidrag", "avgift", "bidrag utan avgift"]
    paid = ["bidrag", "avgift", "bidrag utan avgift"]
    assert keys(granted) == ["underlag", "administration", "moms", *paid]
    assert price(granted, "bidrag utan avgift") == 100_180


def test_a_provider_that_says_nothing_is_fristående() -> None:
    _, granted = calculate(LAW + STEPS + FEE + PROVIDER).tables
    assert keys(granted) == ["underlag", "administration", "moms", "bidrag"]


def test_the_only_fristående_price_needs_no_name() -> None:
    recipients = "    mottagare:\n      fristående som tar ut avgiften: bidrag\n"
    _, granted = calculate(LAW + recipients + PROVIDER).tables
    assert granted.prices[0].recipient == "fristående som tar ut avgiften"


def test_a_line_that_only_others_are_paid_is_not_in_a_providers_table() -> None:
    own, granted = calculate(ACTUAL + ACTUAL_STEPS + PROVIDER).tables
    lines = [[row.key for row in table.rows if row.line] for table in (own, granted)]
    assert lines[0] == [*lines[1], "central administration"]


@pytest.mark.parametrize(
    ("recipients", "title", "rows"),
    [
        (["annan kommun: ike"], "INTERKOMMUNAL ERSÄTTNING 2024", ["ike"]),
        (["fristående: bidrag"], "BIDRAG TILL ENSKILD VERKSAMHET 2024", ["ike", "moms", "bidrag"]),
        (
            ["kommunal enhet: ike", "annan kommun: ike", "fristående: bidrag"],
            "RESURSTILLDELNING TILL KOMMUNAL ENHET, INTERKOMMUNAL ERSÄTTNING SAMT BIDRAG TILL "
            "ENSKILD VERKSAMHET 2024",
            ["ike", "moms", "bidrag"],
        ),
    ],
)
def test_the_laws_ladder_has_what_its_recipients_need(
    recipients: list[str], title: str, rows: list[str]
) -> None:
    stated = "".join(f"      {each}\n" for each in recipients)
    calculation = calculate(f"{LAW}    mottagare:\n{stated}")
    printed = write_plain(calculation)
    assert f"\n{title}, FÖRSKOLA\n" in printed
    assert keys(calculation.tables[0]) == ["grundbelopp", "administration", *rows]
    assert ("INTERKOMMUNAL ERSÄTTNING" in printed) is ("ike" in " ".join(recipients))
    assert found_codes(f"{LAW}    mottagare:\n{stated}") == []


def test_the_law_is_what_is_meant_when_nothing_is_said() -> None:
    stated = "    mottagare:\n      annan kommun: ike\n      fristående: bidrag\n"
    assert write_plain(calculate(LAW + stated + PROVIDER)) == write_plain(calculate(LAW + PROVIDER))


# The law


LEGAL = {
    "moms to a municipality": ([("annan kommun: ike", "annan kommun: bidrag")], "K05"),
    "a fee where it is not taken": (
        [("fristående: bidrag", "fristående: bidrag utan avgift")],
        "K07",
    ),
    "no fee where it is taken": (
        [
            ("avgiften: bidrag utan avgift", "avgiften: bidrag"),
            (
                "annan kommun: ike\n",
                "annan kommun: ike\n      kommunal enhet: bidrag utan avgift\n",
            ),
            ("[bidrag, avgift]", "[ike, avgift]"),
        ],
        "K07",
    ),
    "no moms to one fristående": (
        [("[bidrag, avgift]", "[ike, avgift]")],
        "K03",
    ),
}


@pytest.mark.parametrize(("replaced", "code"), LEGAL.values(), ids=LEGAL.keys())
def test_what_a_price_may_not_be(replaced: list[tuple[str, str]], code: str) -> None:
    assert found_codes(changed(LAW + STEPS + FEE, *replaced)) == [code]


# Properties


SETS = ["[administration, moms]", "moms", "administration", "inga"]
Chosen = st.lists(st.sampled_from(SETS), min_size=4, max_size=4)


def with_schablons(chosen: list[str]) -> str:
    """Each line with these of the law's schablons."""
    head, _, lines = LAW.partition("    kostnader:\n")
    said = (
        line.replace(": ", ":\n        budget: ") + f"\n        schabloner: {which}\n"
        for line, which in zip(lines.splitlines(), chosen, strict=True)
    )
    return f"{head}    kostnader:\n{''.join(said)}"


def with_steps(chosen: list[str]) -> str:
    """The same as `with_schablons`, said with steps."""
    names = LINES.split(", ")
    administered = [n for n, which in zip(names, chosen, strict=True) if "administration" in which]
    taxed = [n for n, which in zip(names, chosen, strict=True) if "moms" in which]
    added = ["administration"] if administered else []
    steps = {"administration": administered, "moms": [*taxed, *added]}
    percentages = {
        name: f"      {name}: {{schablon: {name}, av: [{', '.join(rows)}]}}\n" if rows else ""
        for name, rows in steps.items()
    }
    paid = ["ike", *(["moms"] if steps["moms"] else [])]
    return (
        f"{LAW}    steg:\n{percentages['administration']}"
        f"      ike: {{summa: [{', '.join([*names, *added])}]}}\n{percentages['moms']}"
        f"      bidrag: {{summa: [{', '.join(paid)}]}}\n"
    )


@for_all(Chosen)
def test_schablons_on_lines_are_the_same_as_steps(chosen: list[str]) -> None:
    said, written = (
        calculate(text + PROVIDER) for text in (with_schablons(chosen), with_steps(chosen))
    )
    for one, other in zip(said.tables, written.tables, strict=True):
        rows = [row.key for row in other.rows if row.key in ("ike", "moms", "bidrag")]
        assert [price(one, row) for row in rows] == [price(other, row) for row in rows]
    laws = (findings(with_schablons(chosen)), findings(with_steps(chosen)))
    codes = [{each.check.code for each in found} for found in laws]
    assert codes[0] == codes[1]


# Bad input

STATED = "    mottagare:\n      annan kommun: ike\n      fristående: bidrag\n"
OWN = "      egen:\n        pris: bidrag\n        som: fristående\n"
REFUSED = {
    "a name that is not the law's": (
        LAW + changed(STATED, ("fristående:", "friskola:")),
        "B062 friskola: bidrag",
    ),
    "treated as nobody": (
        LAW + STATED + changed(OWN, ("som: f", "som: F")),
        "B062 som: Fristående",
    ),
    "a known name said to be another": (
        LAW + STATED + changed(OWN, ("egen", "kommunal enhet")),
        "B022 som: fristående",
    ),
    "a name without price": (LAW + STATED + "      egen:\n        som: fristående\n", "B020 egen:"),
    "nobody": (LAW + "    mottagare:\n", "B014 mottagare:"),
    "an empty price": (LAW + STATED + "      kommunal enhet:\n", "B014 kommunal enhet:"),
    "a row that is not in the law's ladder": (
        LAW + changed(STATED, (": bidrag", ": grundbelopp")),
        "B037 fristående: grundbelopp",
    ),
    "a row that is not in the steps": (
        LAW + STEPS + changed(STATED, (": bidrag", ": bidraget")),
        "B037 fristående: bidraget",
    ),
    "a price that is no sum": (
        LAW + STEPS + changed(STATED, (": bidrag", ": moms")),
        "B020 fristående: moms",
    ),
    "a price that is a line": (
        LAW + STEPS + changed(STATED, (": bidrag", ": måltider")),
        "B020 fristående: måltider",
    ),
    "an amount that nobody is paid": (
        LAW + STEPS + changed(FEE, ("avgiften: bidrag utan avgift", "avgiften: bidrag")),
        "B048 avgift:",
    ),
    "a schablon twice in one price": (
        LAW
        + changed(
            STEPS, ("      bidrag:\n", "      moms2: {schablon: moms, av: ike}\n      bidrag:\n")
        )
        + changed(FEE, ("[bidrag, avgift]", "[bidrag, avgift, moms2]")),
        "B049 moms2: {schablon: moms, av: ike}",
    ),
    "a row twice in one price": (
        LAW + STEPS + changed(FEE, ("[bidrag, avgift]", "[bidrag, avgift, ike]")),
        "B049 summa: [bidrag, avgift, ike]",
    ),
    "schablons beside steps": (
        changed(LAW, (": 1 000 000", ": {budget: 1 000 000, schabloner: moms}")) + STEPS,
        "B022 lokalkostnader: {budget: 1 000 000, schabloner: moms}",
    ),
    "an unknown schablon": (outside("lokaler"), "B047 schabloner: lokaler"),
    "none and one": (outside("[inga, moms]"), "B022 schabloner: [inga, moms]"),
    "a schablon twice on a line": (outside("[moms, moms]"), "B011 schabloner: [moms, moms]"),
    "no list": (outside("[]"), "B014 schabloner: []"),
    "an unknown schablon of a supplement": (
        LAW + changed(SUPPLEMENTS, ("inga", "lokaler")),
        "B047 bidrag från staten: {rubrik: Statsbidrag, belopp: 10 000, schabloner: lokaler}",
    ),
    "a provider of an unknown kind": (
        LAW + STEPS + FEE + changed(COLLECTS, ("tar ut avg", "tar in avg")),
        "B062 mottagare: fristående som tar in avgiften",
    ),
    "a provider that is a municipality": (
        LAW + STEPS + FEE + changed(COLLECTS, ("fristående som tar ut avgiften", "annan kommun")),
        "B062 mottagare: annan kommun",
    ),
    "a provider nobody has a price for": (
        LAW + "    mottagare:\n      annan kommun: ike\n" + PROVIDER,
        "B062 förskola:",
    ),
    "a provider that may be either": (
        LAW + STEPS + changed(FEE, ("      fristående: bidrag\n", OWN)) + PROVIDER,
        "B020 förskola:",
    ),
    "actual premises that are not paid": (
        changed(
            LAW + STEPS + STATED,
            ("lokalkostnader]", "]"),
            ("måltider, ]", "måltider]"),
            ("[underlag, administration]", "[underlag, administration, lokalkostnader]"),
            ("        av: ike\n", "        av: underlag\n"),
            ("[ike, moms]", "[underlag, administration, moms]"),
        )
        + PROVIDER
        + "        faktiska lokalkostnader: {barn: 1}\n        särskilda skäl: nya lokaler\n",
        "B042 faktiska lokalkostnader: {barn: 1}",
    ),
}


@pytest.mark.parametrize(("text", "expected"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_unclear_is_refused_and_nothing_else_is_said(text: str, expected: str) -> None:
    (found,) = refused(text)
    assert found.startswith(expected)


def test_two_recipients_may_each_be_paid_a_schablon_on_the_same_amount() -> None:
    """Each has a step of its own for administration, of the same amount; nobody is paid both."""
    steps = changed(
        STEPS,
        (
            "      ike:\n        summa: [underlag, administration]\n",
            "      administration till kommuner: {schablon: administration, av: underlag}\n"
            "      ike:\n        summa: [underlag, administration till kommuner]\n",
        ),
        ("        av: ike\n", "        av: [underlag, administration]\n"),
        ("[ike, moms]", "[underlag, administration, moms]"),
    )
    table = calculate(LAW + steps).tables[0]
    assert price(table, "ike") == 103_000
    assert price(table, "bidrag") == 109_180
    assert found_codes(LAW + steps) == []


def test_an_own_form_needs_only_the_rates_that_apply() -> None:
    own = """\
    egen skolform:
      namn: öppen förskola
      enhet: barn
      kostnadsslag: verksamhet
      moms: 6 %
"""
    lines = "      verksamhet: {budget: 100, schabloner: moms}\n"
    head = changed(LAW.partition("      omsorg")[0], ("    skolform: förskola\n", own))
    assert price(calculate(head + lines).tables[0], "bidrag") == Fraction(106, 100)
    assert refused(head + changed(lines, ("moms", "administration")))[0].startswith("B020")


# Changes between years


SCENARIO = outside("inga") + changed(SUPPLEMENTS, ("inga", "moms"))
CAUSES: dict[str, tuple[tuple[str, str], ...]] = {
    "Stegen": (("schabloner: inga", "schabloner: [administration, moms]"),),
    "Introduktion: budget": (("500 000\n        schab", "700 000\n        schab"),),
    "Lokalkostnader: budget": (("1 000 000", "1 300 000"),),
    "Antal barn": (("barn: 100", "barn: 125"),),
}


def test_a_schablon_that_comes_to_apply_is_a_change_of_the_steps() -> None:
    """Every budget in between is computed anew, and each cause gets its average over all orders."""
    scenario = replacements(SCENARIO, CAUSES)
    old, new = (scenario.text(frozenset(each)) for each in ((), CAUSES))
    expected = by_all_orders(scenario)
    found = changes(compared(old, new))
    told = {cell: by_cause(change) for cell, change in found.items()}
    prices = [cell for cell in told if cell.row in ("ike", "moms", "bidrag")]
    assert prices
    assert {cell: told[cell] for cell in prices} == {cell: expected[cell] for cell in prices}


@pytest.mark.parametrize(
    ("before", "after"),
    [("moms", "administration"), ("inga", "moms"), ("moms", "[administration, moms]")],
)
def test_the_parts_sum_when_a_supplement_changes_its_schablons(before: str, after: str) -> None:
    base = "    tillägg:\n      stöd: {rubrik: Stöd, belopp: 1 000, schabloner: %s}\n"
    more = "    tillägg:\n      stöd: {rubrik: Stöd, belopp: 1 200, schabloner: %s}\n"
    found = changes(compared(LAW + base % before, LAW + more % after))
    (change,) = (each for cell, each in found.items() if cell.row == "bidrag")
    assert sum(part.value for part in change.parts) == change.exact


def test_a_new_recipient_is_new_amounts_and_changes_no_other() -> None:
    found = compared(LAW + STEPS, LAW + STEPS + FEE)
    assert changes(found) == {}
    rows = {lone.cell.row for each in found.added for lone in each.amounts}
    assert rows == {"avgift", "bidrag utan avgift"}


# Whole commands


def test_the_commands(run: Run, tmp_path: Path) -> None:
    (tmp_path / "2024.yaml").write_text(LAW + STEPS + FEE + COLLECTS, encoding="utf-8")
    printed = run("compute", "2024.yaml", cwd=tmp_path).stdout.decode()
    assert (
        "Till annan kommun betalas INTERKOMMUNAL ERSÄTTNING; till fristående betalas BIDRAG "
        "FRISTÅENDE/ENSKILD VERKSAMHET; till fristående som tar ut avgiften betalas Bidrag efter "
        "avdrag för avgift.\n"
    ) in printed
    assert "Beloppen är de som betalas till fristående som tar ut avgiften.\n" in printed
    data = json.loads(run("compute", "2024.yaml", "--format", "json", cwd=tmp_path).stdout)
    assert [table["mottagare"] for table in data["tabeller"]] == [
        [
            {"mottagare": "annan kommun", "som": "annan kommun", "rad": "ike"},
            {"mottagare": "fristående", "som": "fristående", "rad": "bidrag"},
            {
                "mottagare": "fristående som tar ut avgiften",
                "som": "fristående som tar ut avgiften",
                "rad": "bidrag utan avgift",
            },
        ],
        [
            {
                "mottagare": "fristående som tar ut avgiften",
                "som": "fristående som tar ut avgiften",
                "rad": "bidrag utan avgift",
            }
        ],
    ]
    address = "Fria/förskola/barn/bidrag utan avgift"
    told = run("explain", "2024.yaml", address, cwd=tmp_path).stdout.decode()
    assert "Bidrag före kompensation för mervärdesskatt" in told
    checked = run("check", "2024.yaml", cwd=tmp_path)
    assert (checked.returncode, checked.stdout) == (0, b"")


def test_the_note_on_rounding_speaks_of_deductions_where_there_are_any() -> None:
    """-0,50 kr is printed as -1: half a krona goes away from zero, which is not up."""
    note = "Avdrag avrundas på samma sätt, utan hänsyn till minustecknet."
    assert note in write_plain(calculate(LAW + STEPS + FEE))
    assert note not in write_plain(calculate(LAW))
