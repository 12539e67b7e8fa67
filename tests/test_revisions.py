"""Revisions during the year: what changes, from which month, and that no paid month is ever lowered."""

import json
from collections.abc import Mapping
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume
from hypothesis import given as for_all
from hypothesis import strategies as st

from bidrag.budget.diagnostics import BudgetError, Diagnostic
from bidrag.budget.load import parse_budget
from bidrag.calculation import Calculation, Period, compute, per_period
from bidrag.calculation.budget import Budget, Group, Price, Revision
from bidrag.calculation.formula import Amount, Given, inputs, operands
from bidrag.calculation.months import MONTHS
from bidrag.calculation.payments import payments
from bidrag.calculation.stated import Cell, Measure
from bidrag.calculation.tables import Row, Table
from bidrag.law import INDEPENDENT
from bidrag.law.checks import Severity
from bidrag.output.amounts.comma import write_csv
from bidrag.output.amounts.plain import write_plain
from bidrag.review.changes.diff import Difference, amounts, attribution, difference
from bidrag.review.findings.check import check
from bidrag.review.findings.report import Finding, Report
from bidrag.review.findings.sums import sums
from tests.conftest import Run
from tests.examples import FORM, HERE, NUMBERS, given
from tests.texts import changed

# Undervisning is shared as stated, everything else equally by 150 elever: läromedel 1 000, elevhälsa
# 2 000, måltider 10 000 and lokaler 20 000 kr each.
BASE = """\
kommun: Testköping
år: 2024
beslutsdatum: 2023-12-14
verksamheter:
  grundskola:
    skolform: grundskola
    rubrik: Grundskola
    grupper:
      1-3: åk 1-3
      4-6: åk 4-6
    antal enligt: budget 2024
    antal:
      1-3: 100
      4-6: 50
    kostnader:
      undervisning:
        budget: 9 000 000
        andelar:
          1-3: 5 000 000
          4-6: 4 000 000
      lärverktyg: 150 000
      elevhälsa: 300 000
      måltider: 1 500 000
      lokalkostnader: 3 000 000
  fritidshem:
    skolform: fritidshem
    rubrik: Fritidshem
    grupper:
      F-3: F-3
    antal enligt: budget 2024
    antal:
      F-3: 40
    kostnader:
      omsorg och pedagogisk verksamhet: 800 000
      pedagogiskt material: 40 000
      måltider: 80 000
      lokalkostnader: 160 000
huvudmän:
  Friskolan:
    verksamheter:
      grundskola:
        faktiska lokalkostnader:
          1-3: 16 000
          4-6: 18 000
        redovisade lokalkostnader:
          1-3: 30 000
          4-6: 30 000
        särskilda skäl: nämndens motivering
"""
RAISED = """\
revideringar:
  2024-05-20:
    gäller från: juli
    orsak: löneindexering enligt nämndens beslut
    verksamheter:
      grundskola:
        kostnader:
          undervisning:
            budget: 9 300 000
            andelar:
              1-3: 5 200 000
              4-6: 4 100 000
"""
MIXED = changed(RAISED, ("juli", "mars"), ("9 300 000", "9 100 000"), ("4 100 000", "3 900 000"))
CUT = changed(
    RAISED,
    ("juli", "mars"),
    ("9 300 000", "8 800 000"),
    ("5 200 000", "4 900 000"),
    ("4 100 000", "3 900 000"),
)
PREMISES = """\
  2024-09-01:
    gäller från: oktober
    orsak: ny lokal
    huvudmän:
      Friskolan:
        verksamheter:
          grundskola:
            faktiska lokalkostnader:
              1-3: 20 000
              4-6: 20 000
"""
FACTOR = Fraction(103, 100) * Fraction(106, 100)
"""From the lines to bidrag: administration 3 %, and moms 6 % of that too."""


def budget(text: str, file: str = "2024.yaml") -> Budget:
    return parse_budget(file, text.encode())


def computed(text: str) -> Calculation:
    return compute(budget(text))


def errors(text: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(BudgetError) as caught:
        parse_budget("2024.yaml", text.encode())
    return tuple(caught.value.diagnostics)


def table(calculation: Calculation, name: str) -> Table:
    """The table of this activity, or of this provider and activity."""
    return next(
        each
        for each in calculation.printed
        if "/".join(filter(None, (each.provider, each.activity))) == name
    )


def column(of: Table, group: str, price: str) -> dict[str, Fraction]:
    """What a group is paid of a price, by the months (kr per elev, exact)."""
    i = [each.key for each in of.groups].index(group)
    return {
        row.key.removeprefix(f"{price} "): term.value
        for row in of.rows
        if row.key.startswith(f"{price} ") and (term := row.prices[i])
    }


def value(calculation: Calculation, name: str, group: str, row: str) -> Fraction:
    of = table(calculation, name)
    i = [each.key for each in of.groups].index(group)
    term = next(each for each in of.rows if each.key == row).prices[i]
    assert term is not None
    return term.value


def test_a_raise_from_july() -> None:
    """Åk 1-3: 50 000 → 52 000 kr undervisning, 33 000 kr of the rest, so (83 000 → 85 000) × 1,03 × 1,06."""
    calculation = computed(BASE + RAISED)
    before, after = 83_000 * FACTOR, 85_000 * FACTOR
    assert value(calculation, "grundskola", "1-3", "bidrag") == before
    assert value(calculation, "grundskola från juli", "1-3", "bidrag") == after
    assert column(table(calculation, "grundskola utbetalning"), "1-3", "bidrag") == {
        "januari-juni": before / 2,
        "juli-december": after / 2,
        "hela året": before / 2 + after / 2,
    }


def test_interkommunal_ersättning_is_paid_without_moms() -> None:
    of = table(computed(BASE + RAISED), "grundskola utbetalning")
    assert column(of, "1-3", "ike")["juli-december"] == Fraction(85_000 * 103, 200)


def test_the_law_on_payments_is_of_enskilda_huvudmän_only() -> None:
    of = table(computed(BASE + RAISED), "grundskola utbetalning")
    resting = {
        (row.paid.price, str(term.basis))
        for row in of.rows
        for term in row.prices
        if row.paid and isinstance(term, Amount)
    }
    assert resting == {("ike", "None"), ("bidrag", "skolförordningen (2011:185) 14 kap. 11 §")}


def test_the_note_on_a_supplement_says_whose_price_is_lowered() -> None:
    text = write_plain(computed(with_supplement("5 000"))).replace("\N{NO-BREAK SPACE}", " ")
    assert "sänker Belopp till annan kommun (Modersmål), men inte för mars–maj" in " ".join(
        text.split()
    )


def test_a_raise_counts_from_a_month_that_has_been_paid() -> None:
    retroactive = changed(RAISED, ("juli", "mars"))
    of = table(computed(BASE + retroactive), "grundskola utbetalning")
    assert column(of, "1-3", "bidrag") == {
        "januari-februari": 83_000 * FACTOR / 6,
        "mars-december": 85_000 * FACTOR * 10 / 12,
        "hela året": (83_000 * 2 + 85_000 * 10) * FACTOR / 12,
    }
    assert of.held == ()


def test_a_cut_from_march_that_is_decided_in_may_counts_from_june() -> None:
    """Åk 1-3: 83 000 → 82 000 kr before the schablons, but January to May have been paid."""
    of = table(computed(BASE + CUT), "grundskola utbetalning")
    assert column(of, "1-3", "bidrag") == {
        "januari-maj": 83_000 * FACTOR * 5 / 12,
        "juni-december": 82_000 * FACTOR * 7 / 12,
        "hela året": (83_000 * 5 + 82_000 * 7) * FACTOR / 12,
    }
    assert {(each.group.key, each.row.key, str(each.months)) for each in of.held} == {
        (group, row, "mars–maj") for group in ("1-3", "4-6") for row in ("ike", "bidrag")
    }


def test_each_group_is_raised_or_lowered_by_itself() -> None:
    """Åk 1-3 is raised by 2 000 kr from March; åk 4-6 is lowered by as much, but from June only."""
    of = table(computed(BASE + MIXED), "grundskola utbetalning")
    assert column(of, "1-3", "bidrag") == {
        "januari-februari": 83_000 * FACTOR * 2 / 12,
        "mars-maj": 85_000 * FACTOR * 3 / 12,
        "juni-december": 85_000 * FACTOR * 7 / 12,
        "hela året": (83_000 * 2 + 85_000 * 10) * FACTOR / 12,
    }
    assert column(of, "4-6", "bidrag") == {
        "januari-februari": 113_000 * FACTOR * 2 / 12,
        "mars-maj": 113_000 * FACTOR * 3 / 12,
        "juni-december": 111_000 * FACTOR * 7 / 12,
        "hela året": (113_000 * 5 + 111_000 * 7) * FACTOR / 12,
    }
    assert {each.group.key for each in of.held} == {"4-6"}


def test_a_revision_is_laid_over_those_before_it() -> None:
    """In July undervisning, in October måltider too: 10 000 → 12 000 kr."""
    second = """\
  2024-09-02:
    gäller från: oktober
    orsak: dyrare mat
    verksamheter:
      grundskola:
        kostnader:
          måltider: 1 800 000
"""
    calculation = computed(BASE + RAISED + second)
    assert value(calculation, "grundskola från oktober", "1-3", "grundbelopp") == 87_000
    of = table(calculation, "grundskola utbetalning")
    assert column(of, "1-3", "bidrag") == {
        "januari-juni": 83_000 * FACTOR * 6 / 12,
        "juli-september": 85_000 * FACTOR * 3 / 12,
        "oktober-december": 87_000 * FACTOR * 3 / 12,
        "hela året": (83_000 * 6 + 85_000 * 3 + 87_000 * 3) * FACTOR / 12,
    }


def test_a_provider_is_paid_by_its_activity_and_by_its_own_agreement() -> None:
    """Åk 1-3: 63 000 kr and the school's own 16 000 kr; 2 000 more from July, 4 000 more from October."""
    calculation = computed(BASE + RAISED + PREMISES)
    names = [(each.activity, each.provider) for each in calculation.printed]
    assert names == [
        ("grundskola", ""),
        ("grundskola från juli", ""),
        ("grundskola utbetalning", ""),
        ("fritidshem", ""),
        ("grundskola", "Friskolan"),
        ("grundskola från juli", "Friskolan"),
        ("grundskola från oktober", "Friskolan"),
        ("grundskola utbetalning", "Friskolan"),
    ]
    of = table(calculation, "Friskolan/grundskola utbetalning")
    assert column(of, "1-3", "bidrag") == {
        "januari-juni": 79_000 * FACTOR * 6 / 12,
        "juli-september": 81_000 * FACTOR * 3 / 12,
        "oktober-december": 85_000 * FACTOR * 3 / 12,
        "hela året": (79_000 * 6 + 81_000 * 3 + 85_000 * 3) * FACTOR / 12,
    }
    assert column(of, "1-3", "ike") == {}


def test_a_supplement_is_revised_by_itself_and_may_be_new() -> None:
    """8 000 → 9 000 kr and a new one of 5 000 kr from July; moms is added, administration is not."""
    supplement = (
        "    tillägg:\n      modersmål:\n        rubrik: Modersmål\n        belopp: 8 000\n"
    )
    text = changed(BASE, ("  fritidshem:\n", f"{supplement}  fritidshem:\n"))
    revision = changed(
        RAISED[: RAISED.index("        kostnader:")] + supplement.replace("    ", "        ", 1),
        ("      modersmål:\n        rubrik: Modersmål\n        belopp: 8 000\n", ""),
    ) + (
        "          modersmål:\n            belopp: 9 000\n"
        "          lovskola:\n            rubrik: Lovskola\n            belopp: 5 000\n"
    )
    calculation = computed(text + revision)
    names = [(each.activity, each.supplement is not None) for each in calculation.printed][:4]
    assert names == [
        ("grundskola", False),
        ("grundskola", True),
        ("grundskola från juli", True),
        ("grundskola utbetalning", True),
    ]
    of = table(calculation, "grundskola utbetalning")
    moms = Fraction(106, 100)
    assert column(of, "modersmål", "bidrag")["hela året"] == (8_000 + 9_000) * moms / 2
    assert column(of, "lovskola", "bidrag") == {
        "juli-december": 5_000 * moms / 2,
        "hela året": 5_000 * moms / 2,
    }


def test_what_is_not_revised_is_the_same_input() -> None:
    calculation = computed(BASE + RAISED)
    old, new = (table(calculation, name) for name in ("grundskola", "grundskola från juli"))

    def _inputs(of: Table, row: str) -> set[Given]:
        found = next(each for each in of.rows if each.key == row)
        return set(inputs(filter(None, found.prices)))

    assert _inputs(old, "måltider") == _inputs(new, "måltider")
    before = {each.label for each in _inputs(old, "undervisning") & _inputs(new, "undervisning")}
    assert before == {"antal åk 1-3", "antal åk 4-6"}


def test_a_revision_before_the_year_has_lowered_nothing_paid() -> None:
    early = changed(CUT, ("2024-05-20", "2023-12-20"), ("mars", "januari"))
    of = table(computed(BASE + early), "grundskola utbetalning")
    assert list(column(of, "1-3", "bidrag")) == ["januari-december", "hela året"]
    assert column(of, "1-3", "bidrag")["hela året"] == 82_000 * FACTOR
    assert of.held == ()


def test_a_cut_in_december_lowers_nothing() -> None:
    late = changed(CUT, ("2024-05-20", "2024-12-02"))
    of = table(computed(BASE + late), "grundskola utbetalning")
    assert column(of, "1-3", "bidrag")["hela året"] == 83_000 * FACTOR
    assert "årets alla månader är betalda" in report(BASE + late).findings[-1].help


def test_a_month_is_a_period_of_a_revised_price_as_of_any() -> None:
    text = BASE + RAISED + PREMISES
    by_month = per_period(computed(text), budget(text), Period.MONTH)
    assert value(by_month, "grundskola från juli", "1-3", "ike") == Fraction(85_000 * 103, 1200)
    assert value(by_month, "Friskolan/grundskola från oktober", "1-3", "bidrag") == (
        85_000 * FACTOR / 12
    )
    of = table(by_month, "Friskolan/grundskola utbetalning")
    assert column(of, "1-3", "bidrag") == {
        "januari-juni": 79_000 * FACTOR / 12,
        "juli-september": 81_000 * FACTOR / 12,
        "oktober-december": 85_000 * FACTOR / 12,
    }


MONTH_FIRST = "avrundning:\n  år: öre\n  månad: öre\n  först: månad\n"


@pytest.mark.parametrize(
    ("rounded", "before", "after"),
    [
        # 83 000 × 1,0918 / 12 = 7 551,616…, and 85 000 × 1,0918 / 12 = 7 733,583…
        ("", 83_000 * FACTOR / 12, 85_000 * FACTOR / 12),
        ("avrundning:\n  år: öre\n  månad: öre\n", 83_000 * FACTOR / 12, 85_000 * FACTOR / 12),
        ("avrundning:\n  först: månad\n", Fraction(7_552), Fraction(7_734)),
        (MONTH_FIRST, Fraction("7551.62"), Fraction("7733.58")),
        # Half of 90 619,40 is whole ören and a sixth of that is 7 551,616… again; half of 92 803
        # is 46 401,50 and a sixth of that 7 733,583…
        (
            "avrundning:\n  termin: öre\n  först: termin\n",
            83_000 * FACTOR / 12,
            85_000 * FACTOR / 12,
        ),
        # 45 309,70 is 45 310 to the krona, and 46 401,50 is 46 402.
        ("avrundning:\n  först: termin\n", Fraction(45_310, 6), Fraction(46_402, 6)),
    ],
)
def test_a_month_is_paid_as_the_month_s_price_is_rounded(
    rounded: str, before: Fraction, after: Fraction
) -> None:
    of = table(computed(BASE + rounded + RAISED), "grundskola utbetalning")
    assert column(of, "1-3", "bidrag") == {
        "januari-juni": 6 * before,
        "juli-december": 6 * after,
        "hela året": 6 * (before + after),
    }


def test_payments_are_printed_as_the_year_s_prices_are() -> None:
    """6 × 7 551,62 and 6 × 7 733,58; in whole kronor where the year's prices are."""
    text = write_csv(computed(BASE + MONTH_FIRST + RAISED))
    assert "grundskola utbetalning,,1-3,bidrag januari-juni,,45309.72\r\n" in text
    assert "grundskola utbetalning,,1-3,bidrag juli-december,,46401.48\r\n" in text
    assert "grundskola utbetalning,,1-3,bidrag hela året,,91711.20\r\n" in text
    kronor = write_csv(computed(BASE + changed(MONTH_FIRST, ("  år: öre\n", "")) + RAISED))
    assert "grundskola utbetalning,,1-3,bidrag januari-juni,,45310\r\n" in kronor


def test_a_rounded_month_is_explained_by_its_own_price() -> None:
    """The month's price as it is rounded is what the months are multiplied by."""
    of = table(computed(BASE + MONTH_FIRST + RAISED), "grundskola utbetalning")
    term = next(row for row in of.rows if row.key == "bidrag januari-juni").prices[0]
    assert isinstance(term, Amount)
    months, month = operands(term.formula)
    assert isinstance(month, Amount)
    assert months.value == 6
    assert month.value == Fraction("7551.62")
    assert month.address == "grundskola/1-3/bidrag/månad"


@pytest.mark.parametrize("rounded", ["", MONTH_FIRST])
def test_decided_payments_are_read_as_they_are_printed(
    rounded: str, tmp_path: Path, run: Run
) -> None:
    (tmp_path / "2024.yaml").write_text(BASE + rounded + RAISED + PREMISES, encoding="utf-8")
    run("compute", "2024.yaml", "-o", "2024.csv", cwd=tmp_path)
    result = run("check", "2024.yaml", cwd=tmp_path)
    assert "D01" not in result.stdout.decode()
    same = run("diff", "2024.csv", "2024.yaml", "--exit-code", cwd=tmp_path)
    assert same.returncode == 0, same.stdout.decode()


# Fritidshem: 20 000 + 1 000 + 2 000 + 4 000 = 27 000 kr each, and a fee of 6 000 kr that some take.
STEPS = """\
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
      bidrag:
        summa: [ike, moms]
      avgift:
        belopp: -6 000
      bidrag utan avgift:
        summa: [bidrag, avgift]
    mottagare:
      annan kommun: ike
      fristående: bidrag
      fristående som tar ut avgiften: bidrag utan avgift
"""
COLLECTOR = """\
  Fritidsklubben:
    verksamheter:
      fritidshem:
        mottagare: fristående som tar ut avgiften
  Fritidsgården:
    verksamheter:
      fritidshem:
        mottagare: fristående
"""
FEE_RAISED = """\
revideringar:
  2024-05-20:
    gäller från: juli
    orsak: högre avgift och högre lön
    verksamheter:
      fritidshem:
        kostnader:
          omsorg och pedagogisk verksamhet: 880 000
        steg:
          avgift:
            belopp: -7 200
"""
COLLECTED = changed(BASE, ("huvudmän:\n", f"{STEPS}huvudmän:\n")) + COLLECTOR + FEE_RAISED


def test_who_collects_the_fee_is_paid_its_own_price_before_and_after() -> None:
    """27 000 × 1,0918 - 6 000 = 23 478,60 and from July 29 000 × 1,0918 - 7 200 = 24 462,20."""
    calculation = computed(COLLECTED)
    of = table(calculation, "Fritidsklubben/fritidshem utbetalning")
    assert [row.key for row in of.rows] == [
        "bidrag utan avgift januari-juni",
        "bidrag utan avgift juli-december",
        "bidrag utan avgift hela året",
    ]
    assert column(of, "F-3", "bidrag utan avgift") == {
        "januari-juni": Fraction("23478.60") / 2,
        "juli-december": Fraction("24462.20") / 2,
        "hela året": Fraction("23478.60") / 2 + Fraction("24462.20") / 2,
    }
    other = table(calculation, "Fritidsgården/fritidshem utbetalning")
    assert column(other, "F-3", "bidrag")["hela året"] == (27_000 + 29_000) * FACTOR / 2
    assert {row.key.rpartition(" ")[0] for row in other.rows} == {"bidrag", "bidrag hela"}


def test_every_recipient_s_payments_stand_in_the_municipality_s_table() -> None:
    of = table(computed(COLLECTED), "fritidshem utbetalning")
    whole = [row.key.removesuffix(" hela året") for row in of.rows if row.sums]
    assert whole == ["ike", "bidrag", "bidrag utan avgift"]


def test_a_new_supplement_says_which_schablons_apply_to_it() -> None:
    """What is new states what it is; 5 000 kr without moms for half the year."""
    revision = RAISED[: RAISED.index("        kostnader:")] + (
        "        tillägg:\n          lovskola:\n            rubrik: Lovskola\n"
        "            belopp: 5 000\n            schabloner: inga\n"
    )
    of = table(computed(BASE + revision), "grundskola utbetalning")
    assert column(of, "lovskola", "bidrag")["hela året"] == 2_500


def test_a_pot_by_index_is_shared_once_for_the_year() -> None:
    """It stands beside what is revised, as it was, for the municipality and for the unit's provider."""
    pot = """\
    socioekonomiskt tillägg:
      pott: 60 000
      vikter:
        ekonomiskt bistånd: -1
      enheter:
        Norrskolan:
          antal: 50
          andelar:
            ekonomiskt bistånd: 1 %
        Friskolan:
          antal: 100
          andelar:
            ekonomiskt bistånd: 20 %
"""
    text = changed(
        BASE,
        ("  fritidshem:\n    skol", f"{pot}  fritidshem:\n    skol"),
        ("        faktiska", "        enheter: Friskolan\n        faktiska"),
    )
    names = [
        ("/".join(filter(None, (each.provider, each.activity))), each.supplement is not None)
        for each in computed(text + RAISED).printed
        if each.origin == "grundskola"
    ]
    assert names == [
        ("grundskola", False),
        ("grundskola från juli", False),
        ("grundskola utbetalning", False),
        ("grundskola", True),
        ("Friskolan/grundskola", False),
        ("Friskolan/grundskola från juli", False),
        ("Friskolan/grundskola utbetalning", False),
        ("Friskolan/grundskola", True),
    ]


def test_a_year_with_other_than_twelve_months_has_no_revisions() -> None:
    """The number that counts is the activity's own before the file's, and is told where it stands."""
    of_file, of_activity = "perioder:\n  månad: 11\n", "    perioder:\n      månad: {}\n"
    own = changed(BASE, ("    rubrik: Grundskola\n", f"    rubrik: Grundskola\n{of_activity}"))
    other = changed(BASE, ("    rubrik: Fritidshem\n", f"    rubrik: Fritidshem\n{of_activity}"))

    def _told(text: str) -> list[tuple[str, str]]:
        found = [(each.code.id, each.place) for each in errors(text)]
        return [(code, text.split("\n")[place.line - 1].strip()) for code, place in found if place]

    assert _told(BASE + of_file + RAISED) == [("B084", "månad: 11")]
    assert _told(own.format(10) + RAISED) == [("B084", "månad: 10")]
    computed(own.format(12) + of_file + RAISED)
    computed(other.format(10) + RAISED)


def test_a_provider_is_not_made_by_a_revision() -> None:
    (error,) = errors(BASE[: BASE.index("huvudmän:")] + "revideringar:\n" + PREMISES)
    assert (error.code.id, error.message) == ("B083", "huvudmannen Friskolan finns inte")
    assert error.help == "huvudmän: inga"


def test_an_activity_brings_what_revises_it_to_a_comparison(tmp_path: Path, run: Run) -> None:
    for name, text in (
        ("a.yaml", BASE + RAISED),
        ("b.yaml", BASE + changed(RAISED, ("5 200", "5 190"), ("4 100", "4 110"))),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    arguments = ("diff", "a.yaml", "b.yaml", "--verksamhet", "grundskola", "--format", "csv")
    rows = run(*arguments, cwd=tmp_path).stdout.decode().splitlines()[1:]
    assert "grundskola från juli" in {line.split(",")[0] for line in rows}


# Properties


Kronor = st.integers(0, 200_000).map(Fraction)
Change = st.tuples(st.integers(1, 12), st.integers(0, 12), Kronor)


def version(price: Fraction, revision: Revision | None) -> Table:
    """A table with one price of one group."""
    row = Row("bidrag", "BIDRAG", None, (None,), (given(price),), sums=True)
    return Table(
        "skola",
        "",
        "",
        "Skola",
        FORM,
        (Group("a", "a", None),),
        (row,),
        (Price("fristående", INDEPENDENT, "bidrag"),),
        origin="skola",
        revision=revision,
    )


def paid_by_month(changes: list[tuple[int, int, Fraction]], first: Fraction) -> list[Fraction]:
    """The twelve months of the table of payments, each a twelfth of its stretch's yearly price."""
    versions = [version(first, None)]
    for i, (start, paid, price) in enumerate(changes):
        versions.append(version(price, Revision(f"{i}", start, paid, "", HERE)))
    (of,) = payments(versions, {"skola": NUMBERS[Period.MONTH]})
    *stretches, year = of.rows
    months: list[Fraction] = []
    for row in stretches:
        (term,) = row.prices
        assert isinstance(term, Amount)
        number = operands(term.formula)[0].value
        assert number.denominator == 1
        months += [term.value / number] * int(number)
    (whole,) = year.prices
    assert whole is not None
    assert whole.value == sum(months, Fraction(0))
    assert len(months) == len(MONTHS)
    return months


@for_all(Kronor, Change)
def test_no_paid_month_is_lowered_and_the_rest_is_the_new_price(
    old: Fraction, change: tuple[int, int, Fraction]
) -> None:
    start, paid, new = change
    months = paid_by_month([change], old)
    for month, is_paid in enumerate(months, 1):
        if month < start:
            assert is_paid == old / 12
        elif month <= paid:
            assert is_paid == max(old, new) / 12
        else:
            assert is_paid == new / 12
    rest = max(start - 1, paid)
    had_been_paid = rest * old / 12
    assert sum(months, Fraction(0)) >= had_been_paid + (12 - rest) * new / 12


@for_all(Kronor, st.lists(Change, min_size=1, max_size=4))
def test_revisions_that_follow_each_other_never_lower_what_was_paid(
    first: Fraction, changes: list[tuple[int, int, Fraction]]
) -> None:
    before = [first / 12] * 12
    for i, (start, paid, price) in enumerate(changes):
        after = paid_by_month(changes[: i + 1], first)
        for month in range(1, 13):
            was, now = before[month - 1], after[month - 1]
            assert now >= was or month > paid
            assert now == (was if month < start else now)
            assert now == price / 12 or month < start or (month <= paid and now == was)
        before = after


@for_all(
    st.tuples(st.integers(1, 60), st.integers(1, 60)),
    st.sampled_from(MONTHS),
    st.integers(1, 12),
)
def test_what_a_file_pays_is_what_its_months_come_to(
    meals: tuple[int, int], start: str, decided: int
) -> None:
    """Måltider of 10 000 × n kr are 10 000 n / 150 kr per elev, and the rest is 73 000 kr."""
    old, new = meals
    assume(old != new)
    revision = f"""\
revideringar:
  2024-{decided:02}-15:
    gäller från: {start}
    orsak: dyrare mat
    verksamheter:
      grundskola:
        kostnader:
          måltider: {new * 10_000}
"""
    text = changed(BASE, ("måltider: 1 500 000", f"måltider: {old * 10_000}")) + revision
    of = table(computed(text), "grundskola utbetalning")

    def _monthly(tens: int) -> Fraction:
        return (73_000 + Fraction(tens * 10_000, 150)) * FACTOR / 12

    first = MONTHS.index(start) + 1
    expected = [
        _monthly(old if month < first else max(old, new) if month <= decided else new)
        for month in range(1, 13)
    ]
    assert column(of, "1-3", "bidrag")["hela året"] == sum(expected)


# check


def report(text: str) -> Report:
    return check(budget(text), None)


def told(text: str) -> list[str]:
    return [each.check.code for each in report(text).findings if each.counts]


def test_a_raise_is_nothing_to_look_at() -> None:
    assert told(BASE + RAISED + PREMISES) == []
    assert told(BASE + changed(RAISED, ("juli", "mars"))) == []
    assert told(BASE + changed(CUT, ("mars", "juni"))) == []


def test_a_cut_of_paid_months_is_told_once_with_both_sides() -> None:
    """Åk 4-6 is lowered the most: 113 000 → 111 000 kr, × 1,03 × 1,06. The provider's follows it."""
    (found,) = [each for each in report(BASE + CUT).findings if each.counts]
    assert (found.check.code, found.severity) == ("K09", Severity.WARNING)
    assert found.amount == -2_000 * FACTOR
    assert [each.text for each in found.sides] == [
        "123\N{NO-BREAK SPACE}373,40 kr per elev och år (BIDRAG FRISTÅENDE/ENSKILD VERKSAMHET, åk 4-6)",
        "121\N{NO-BREAK SPACE}189,80 kr per elev och år",
        "mars–maj",
    ]
    assert found.help.startswith("låt sänkningen gälla från juni")
    assert found.position is not None
    assert found.position.path == ("revideringar", "2024-05-20", "gäller från")


def test_a_provider_that_is_lowered_alone_is_told() -> None:
    lowered = changed(PREMISES, ("oktober", "juni"), ("1-3: 20 000", "1-3: 10 000"))
    text = f"{BASE}revideringar:\n{lowered}"
    (found,) = [each for each in report(text).findings if each.counts]
    assert found.subject == "Friskolan/grundskola från juni/1-3/bidrag"
    answered = text + "            svar:\n              K09: huvudmannen har själv sänkt sin hyra\n"
    assert told(answered) == []


def test_a_provider_that_is_lowered_more_than_its_activity_is_told_beside_it() -> None:
    """1 000 kr of undervisning as the activity (åk 1-3), and 16 000 → 5 000 kr of its own premises."""
    own = changed(
        PREMISES[PREMISES.index("    huvudmän:") :],
        ("1-3: 20 000", "1-3: 5 000"),
        ("4-6: 20", "4-6: 18"),
    )
    found = [each for each in report(BASE + CUT + own).findings if each.counts]
    assert {each.subject: each.amount for each in found} == {
        "grundskola från mars/4-6/bidrag": -2_000 * FACTOR,
        "Friskolan/grundskola från mars/1-3/bidrag": -12_000 * FACTOR,
    }


def with_supplement(stated: str) -> str:
    """Modersmål of 8 000 kr, and a cut from March that is decided in May and states this instead."""
    added = "    tillägg:\n      modersmål:\n        rubrik: Modersmål\n        belopp: 8 000\n"
    cut = f"        tillägg:\n          modersmål:\n            belopp: {stated}\n"
    return changed(BASE, ("  fritidshem:\n    skol", f"{added}  fritidshem:\n    skol")) + CUT + cut


def test_an_activity_and_its_supplement_are_told_as_one() -> None:
    (found,) = [each for each in report(with_supplement("5 000")).findings if each.counts]
    assert found.amount == -3_000 * Fraction(106, 100)


def test_what_is_lowered_to_nothing_is_held_as_what_is_lowered_to_zero() -> None:
    """Åk 4-6 has 2 000 kr and, decided in May, nothing from March; × 1,03 × 1,06 to May."""
    groups = BASE[BASE.index("  fritidshem:") : BASE.index("huvudmän:")]
    priced = "    kostnader:\n      omsorg och pedagogisk verksamhet:\n        pris:\n"
    prices = "          F-3: 1 000\n          4-6: 2 000\n"
    fritidshem = changed(groups, ("      F-3: F-3\n", "      F-3: F-3\n      4-6: 4-6\n"))
    fritidshem = changed(fritidshem, ("      F-3: 40\n", "      F-3: 40\n      4-6: 10\n"))
    base = changed(
        BASE, (groups, fritidshem[: fritidshem.index("    kostnader:")] + priced + prices)
    )
    cut = CUT[: CUT.index("      grundskola:")] + (
        "      fritidshem:\n        kostnader:\n          omsorg och pedagogisk verksamhet:\n"
        "            pris:\n              4-6: "
    )
    for stated in ("inget", "0"):
        text = f"{base}{cut}{stated}\n"
        of = table(computed(text), "fritidshem utbetalning")
        assert column(of, "4-6", "bidrag")["hela året"] == 2_000 * FACTOR * 5 / 12
        (found,) = [each for each in report(text).findings if each.check.code == "K09"]
        assert found.amount == -2_000 * FACTOR
        assert found.sides[1].text.startswith("0,00")


def test_k09_is_answered_in_the_activity_or_in_its_revision() -> None:
    reason = "{}svar:\n{}  K09: nämnden har hört huvudmännen\n"
    whole = changed(BASE, ("    kostnader:\n", reason.format("    ", "    ") + "    kostnader:\n"))
    assert told(whole + CUT) == []
    revised = CUT + reason.format(" " * 8, " " * 8)
    assert told(BASE + revised) == []
    assert told(BASE + changed(revised, ("mars", "juni"))) == ["K09"]  # nothing to answer


def test_what_is_the_same_before_and_after_is_told_once() -> None:
    without = changed(BASE, ("      lärverktyg: 150 000\n", ""))
    assert told(without) == ["K01"]
    assert told(without + RAISED) == ["K01"]
    added = (
        RAISED + "          amortering:\n            kostnadsslag: övrigt\n            budget: 10\n"
    )
    found = [each for each in report(BASE + added).findings if each.counts]
    assert [(each.check.code, each.subject) for each in found] == [
        ("K12", "grundskola från juli/amortering")
    ]


def test_every_sum_holds() -> None:
    found = report(BASE + MIXED + PREMISES)
    assert [each for each in found.findings if each.check.code.startswith("S")] == []
    titles = next(each.text for each in found.proofs if each.check.code == "S07")
    assert titles == "8 prövade, alla stämmer"


def test_a_payment_that_is_not_what_its_months_come_to_is_told() -> None:
    """The sum of the year without one of its stretches, and a stretch with another price."""
    read = budget(BASE + RAISED)
    right = compute(read)
    (payment,) = [each for each in right.payments if not each.provider]
    first, *others = payment.rows
    assert first.paid
    wrong = first._replace(paid=first.paid._replace(prices=others[1].prices))
    for rows in ([*others], [wrong, *others]):
        payments = (payment._replace(rows=tuple(rows)),)
        said = list(sums(read, right, right._replace(payments=payments)))
        failed = [each for each in said if isinstance(each, Finding)]
        assert {each.check.code for each in failed} == {"S03"}


def test_decided_amounts_are_compared_before_and_after(tmp_path: Path, run: Run) -> None:
    individual = (
        ("      4-6: åk 4-6\n", "      4-6: åk 4-6\n      7-9: åk 7-9\n"),
        ("    antal enl", "    beslutas individuellt:\n      7-9: för få elever\n    antal enl"),
    )
    text = changed(BASE, *individual) + MIXED + PREMISES
    saved = write_csv(computed(text))
    assert "grundskola utbetalning,,7-9,individuellt beslut" in saved
    (tmp_path / "2024.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "2024.csv").write_text(saved, "utf-8")
    result = run("check", "2024.yaml", "--verbose", cwd=tmp_path)
    shown = result.stdout.decode()
    assert result.returncode == 0, shown
    assert "D02  varje beslutat belopp finns bland de beräknade" in shown
    wrong = changed(saved, (",92803", ",92830"))
    (tmp_path / "2024.csv").write_text(wrong, "utf-8")
    result = run("check", "2024.yaml", cwd=tmp_path)
    assert result.returncode == 1
    assert "grundskola från mars/1-3/bidrag" in result.stdout.decode()
    assert "två siffror har bytt plats" in result.stdout.decode()


# diff


def compared(old: str, new: str) -> Difference:
    before, after = budget(old), budget(new)
    sides = amounts("gammal", before, after), amounts("ny", after, before)
    return difference(*sides, attribution(*sides))


def test_what_is_revised_is_compared_with_what_is_revised_and_its_parts_sum() -> None:
    new = changed(BASE, ("måltider: 1 500 000", "måltider: 1 650 000")) + changed(
        RAISED, ("9 300 000", "9 400 000"), ("5 200 000", "5 300 000")
    )
    found = compared(BASE + RAISED + PREMISES, new + changed(PREMISES, ("4-6: 20", "4-6: 21")))
    changes = {each.cell: each for section in found.sections for each in section.changes}
    change = changes[Cell("grundskola från juli", "", "1-3", "grundbelopp", Measure.YEAR)]
    assert change.exact == 2_000  # 1 000 of undervisning and 1 000 of måltider
    labels = {part.cause.label for part in change.parts}
    assert labels == {"Undervisning: budget", "Undervisning: andelar", "Måltider: budget"}
    for each in changes.values():
        assert sum(part.value for part in each.parts) == each.exact
    assert not found.added
    assert not found.removed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (BASE, BASE + RAISED),
        (BASE + RAISED, BASE),
        (BASE + RAISED, BASE + changed(RAISED, ("juli", "augusti"))),
        (BASE + RAISED, BASE + RAISED + PREMISES),
        (
            BASE + RAISED,
            BASE
            + changed(RAISED, (RAISED[RAISED.index("          und") :], ""))
            + "          måltider: 1 600 000\n",
        ),
    ],
)
def test_revisions_come_and_go(old: str, new: str) -> None:
    found = compared(old, new)
    before, after = ({each.activity for each in computed(text).printed} for text in (old, new))
    lone = {dict(each.words)["verksamhet"] for each in (*found.added, *found.removed)}
    assert lone == before ^ after
    for section in found.sections:
        for each in section.changes:
            assert each.cell.activity in before & after
            assert sum(part.value for part in each.parts) == each.exact


def test_what_is_paid_differs_by_the_day_of_the_decision_alone(tmp_path: Path, run: Run) -> None:
    """A cut of 1 000 kr (åk 1-3) from March: decided in March it holds from April, in May from June."""
    early = changed(CUT, ("2024-05-20", "2024-03-20"))
    found = compared(BASE + CUT, BASE + early)
    changes = {each.cell: each for section in found.sections for each in section.changes}
    change = changes[Cell("grundskola utbetalning", "", "1-3", "bidrag hela året", Measure.YEAR)]
    assert change.exact == -1_000 * FACTOR * 2 / 12
    (part,) = change.parts
    assert (part.cause.label, part.value) == ("Revideringar, april–maj", change.exact)
    assert {each.row for each in changes} == {"ike hela året", "bidrag hela året"}
    for name, text in (("a.yaml", BASE + CUT), ("b.yaml", BASE + early)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert run("diff", "a.yaml", "b.yaml", "--exit-code", cwd=tmp_path).returncode == 1


def test_what_is_paid_differs_for_the_causes_of_its_months_and_by_its_revisions() -> None:
    """Måltider 1 000 kr dearer all the year, and the raise of 2 000 kr two months later."""
    new = changed(BASE, ("måltider: 1 500 000", "måltider: 1 650 000"))
    found = compared(BASE + RAISED, new + changed(RAISED, ("juli", "september")))
    changes = {each.cell: each for section in found.sections for each in section.changes}
    change = changes[Cell("grundskola utbetalning", "", "1-3", "bidrag hela året", Measure.YEAR)]
    assert {part.cause.label: part.value for part in change.parts} == {
        "Måltider: budget": 1_000 * FACTOR,
        "Revideringar, juli–augusti": -2_000 * FACTOR * 2 / 12,
    }


PAID = (
    "",
    RAISED,
    MIXED,
    changed(RAISED, ("juli", "augusti")) + PREMISES,
    "revideringar:\n" + PREMISES,
)


@pytest.mark.parametrize("old", PAID)
@pytest.mark.parametrize("new", PAID)
@pytest.mark.parametrize("rounded", ["", "avrundning:\n  först: månad\n"])
def test_the_parts_of_what_is_paid_sum_to_its_change(old: str, new: str, rounded: str) -> None:
    other = changed(BASE, ("måltider: 1 500 000", "måltider: 1 530 000"), ("1-3: 100", "1-3: 90"))
    for section in compared(BASE + old, other + rounded + new).sections:
        for each in section.changes:
            assert sum(part.value for part in each.parts) == each.exact


# Errors


BAD: Mapping[str, tuple[str, str, int, str]] = {
    "month": (changed(RAISED, ("juli", "jul")), "B018", 3, "menade du `juli`?"),
    "month in capitals": (changed(RAISED, ("juli", "Juli")), "B018", 3, "menade du `juli`?"),
    "no month": (changed(RAISED, ("    gäller från: juli\n", "")), "B020", 2, ""),
    "no reason": (
        changed(RAISED, ("    orsak: löneindexering enligt nämndens beslut\n", "")),
        "B020",
        2,
        "",
    ),
    "day": (changed(RAISED, ("2024-05-20", "2024-02-30")), "B018", 2, "år, månad och dag"),
    "no day": (changed(RAISED, ("2024-05-20", "maj")), "B018", 2, "år, månad och dag"),
    "after the year": (changed(RAISED, ("2024-05-20", "2025-01-01")), "B081", 2, "rätta dagen"),
    "year": (changed(RAISED, ("    orsak", "    år: 2025\n    orsak")), "B080", 4, "ta bort"),
    "municipality": (changed(RAISED, ("    orsak", "    kommun: X\n    orsak")), "B080", 4, ""),
    "form": (
        changed(RAISED, ("        kost", "        skolform: förskola\n        kost")),
        "B080",
        7,
        "",
    ),
    "recipients": (
        changed(RAISED, ("        kost", "        mottagare: {annan kommun: ike}\n        kost")),
        "B080",
        7,
        "",
    ),
    "periods": (
        changed(RAISED, ("        kost", "        perioder: {dag: 200}\n        kost")),
        "B080",
        7,
        "",
    ),
    "period of prices": (
        changed(RAISED, ("        kost", "        pris per: månad\n        kost")),
        "B080",
        7,
        "",
    ),
    "pot": (
        changed(
            RAISED, ("        kost", "        socioekonomiskt tillägg: {pott: 1}\n        kost")
        ),
        "B080",
        7,
        "",
    ),
    "schablons of a line": (
        changed(RAISED, ("            bud", "            schabloner: moms\n            bud")),
        "B080",
        9,
        "",
    ),
    "rounding": (
        changed(RAISED, ("    orsak", "    avrundning: {år: öre}\n    orsak")),
        "B080",
        4,
        "",
    ),
    "provider's recipient": (
        "revideringar:\n"
        + changed(
            PREMISES,
            ("      grundskola:\n", "      grundskola:\n            mottagare: fristående\n"),
        ),
        "B080",
        9,
        "",
    ),
    "orgnr": (
        "revideringar:\n"
        + changed(PREMISES, ("        verk", "        orgnr: 556593-8700\n        verk")),
        "B080",
        7,
        "",
    ),
    "key": (
        changed(RAISED, ("    orsak", "    orsk: x\n    orsak")),
        "B021",
        4,
        "menade du `orsak`",
    ),
    "activity's key": (
        changed(RAISED, ("kostnader", "kostnder")),
        "B021",
        7,
        "menade du `kostnader`?",
    ),
    "activity": (
        changed(RAISED, ("grundskola", "grundskla")),
        "B083",
        6,
        "menade du `grundskola`?",
    ),
    "provider": (
        f"revideringar:\n{changed(PREMISES, ('Friskolan', 'Friskola'))}",
        "B083",
        6,
        "menade du `Friskolan`?",
    ),
    "provider's activity": (
        f"revideringar:\n{changed(PREMISES, ('grundskola', 'fritidshem'))}",
        "B083",
        8,
        "verksamheter hos Friskolan: grundskola",
    ),
    "line that is new by mistake": (
        changed(RAISED, ("undervisning", "undervisnng")),
        "B036",
        8,
        "",
    ),
    "shares": (changed(RAISED, ("4 100 000", "4 000 000")), "B030", 10, ""),
    "shares of the base": (
        RAISED[: RAISED.index("            andelar")],
        "B030",
        8,
        "",
    ),
    "scalar on a block": (
        RAISED[: RAISED.index("\n            budget")] + " 9 300 000\n",
        "B016",
        8,
        "till exempel budget:",
    ),
    "scalar on an activity": (
        RAISED[: RAISED.index("\n        kostnader")] + " 9\n",
        "B016",
        6,
        "till exempel skolform:",
    ),
    "list on a block": (RAISED[: RAISED.index("\n        kostnader")] + " [9]\n", "B016", 6, ""),
    "empty activity": (RAISED[: RAISED.index("        kostnader")], "B014", 6, ""),
    "number": (changed(RAISED, ("9 300 000", "9,300")), "B012", 9, ""),
    "scalar for activities": (
        RAISED[: RAISED.index("\n      grundskola")] + " alla\n",
        "B016",
        5,
        "",
    ),
    "nothing": (RAISED[: RAISED.index("    verksamheter")], "B082", 2, "verksamheter: eller"),
    "no activity": (RAISED[: RAISED.index("\n      grundskola")] + " {}\n", "B082", 2, ""),
    "the same": (
        RAISED[: RAISED.index("          undervisning")] + "          måltider: 1 500 000\n",
        "B082",
        6,
        "",
    ),
    "empty": ("revideringar:\n", "B014", 1, ""),
    "a list": ("revideringar:\n  - 2024-05-20\n", "B016", 1, ""),
    "not a block": ("revideringar:\n  2024-05-20: höjning\n", "B016", 2, ""),
    "premises without a reason": (
        "revideringar:\n"
        + changed(PREMISES, ("              4-6: 20 000\n", "")).replace("1-3: 20 000", "7-9: 1"),
        "B031",
        10,
        "",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_revision_is_told_where_it_can_be_changed(name: str) -> None:
    text, code, line, advice = BAD[name]
    found = errors(BASE + text)
    assert [each.code.id for each in found] == [code], found
    (error,) = found
    assert error.place is not None
    assert error.place.line == BASE.count("\n") + line
    assert advice in error.help


@pytest.mark.parametrize("name", ["grundskola från juli", "grundskola utbetalning"])
def test_no_name_is_one_that_a_revision_makes(name: str) -> None:
    as_activity = changed(BASE, ("  fritidshem:", f"  {name}:"))
    as_provider = changed(BASE, ("  Friskolan:", f"  {name}:"))
    for text in (as_activity, as_provider):
        (error,) = errors(text + RAISED)
        assert error.code.id == "B044"
        assert error.place is not None
        assert error.place.path[-1] == name
        budget(text)


def test_revisions_stand_in_the_order_in_which_they_were_decided() -> None:
    later = changed(PREMISES, ("2024-09-01", "2024-05-19"))
    (error,) = errors(BASE + RAISED + later)
    assert error.code.id == "B081"
    assert error.message == "2024-05-19 står efter 2024-05-20"


@pytest.mark.parametrize("month", ["juli", "juni"])
def test_an_activity_is_revised_once_for_each_month(month: str) -> None:
    second = changed(PREMISES, ("oktober", month))
    (error,) = errors(BASE + RAISED + second)
    assert error.message == "grundskola är redan reviderad från juli"
    assert error.help.startswith("gäller beslutet från en senare månad än juli")


@pytest.mark.parametrize("month", ["oktober", "september"])
def test_two_providers_are_revised_whatever_the_month_of_the_other(month: str) -> None:
    """By decisions of their own: 16 000 → 20 000 and → 21 000 kr of their own premises (åk 1-3)."""
    school = BASE[BASE.index("  Friskolan:\n") :]
    text = BASE + changed(school, ("Friskolan", "Andra skolan"))
    second = changed(
        PREMISES,
        ("Friskolan", "Andra skolan"),
        ("2024-09-01", "2024-09-15"),
        ("oktober", month),
        ("1-3: 20 000", "1-3: 21 000"),
    )
    calculation = computed(f"{text}revideringar:\n{PREMISES}{second}")
    first = value(calculation, "Friskolan/grundskola från oktober", "1-3", "bidrag")
    assert first == (63_000 + 20_000) * FACTOR
    other = value(calculation, f"Andra skolan/grundskola från {month}", "1-3", "bidrag")
    assert other == (63_000 + 21_000) * FACTOR


@pytest.mark.parametrize(
    "stated",
    [
        "kostnader:\n          måltider: 1500000\n",
        "kostnader:\n          måltider: {budget: 1 500 000}\n",
        "rubrik: Grundskolan\n",
        "antal enligt: budget 2024, reviderad\n",
        "antal:\n          1-3: 100,0\n",
    ],
)
def test_a_revision_changes_a_number_and_not_only_how_it_is_written(stated: str) -> None:
    (error,) = errors(BASE + RAISED[: RAISED.index("kostnader")] + stated)
    assert (error.code.id, error.message) == (
        "B082",
        "revideringen ändrar ingenting i grundskola",
    )


def test_a_revision_is_not_decided_before_the_budget() -> None:
    (error,) = errors(BASE + changed(RAISED, ("2024-05-20", "2023-12-13")))
    assert (error.code.id, error.place and error.place.path[-1]) == ("B081", "2023-12-13")
    budget(BASE + changed(RAISED, ("2024-05-20", "2023-12-14")))


def test_an_error_is_told_once_however_many_revisions_there_are() -> None:
    in_base = changed(BASE, ("elevhälsa: 300 000", "elevhälsa: 300.000"))
    assert [each.code.id for each in errors(in_base + RAISED + PREMISES)] == ["B012"]
    in_first = changed(RAISED, ("4 100 000", "4 000 000")) + PREMISES
    assert [each.code.id for each in errors(BASE + in_first)] == ["B030"]
    both = changed(in_base + RAISED, ("1-3: 5 200 000", "1-3: 5 200.000"))
    assert [each.code.id for each in errors(both)] == ["B012", "B012"]


def test_every_error_that_a_revision_makes_of_the_whole_is_told_where_it_is_stated() -> None:
    shares = "\n        budget: 1 500 000\n        andelar: {1-3: 1 000 000, 4-6: 500 000}\n"
    text = changed(BASE, (" 1 500 000\n", shares))
    one = RAISED[: RAISED.index("            andelar")]
    two = "          måltider:\n            budget: 1 600 000\n"
    found = errors(text + one + two)
    assert [each.code.id for each in found] == ["B030", "B030"]
    where = [each.place.line - text.count("\n") for each in found if each.place]
    assert where == [8, 10]


def test_a_shorthand_is_replaced_by_a_whole_line() -> None:
    block = "          måltider:\n            budget: 1 500 000\n            vikter:\n"
    weights = "              1-3: 1\n              4-6: 2\n"
    text = RAISED[: RAISED.index("          undervisning")] + block + weights
    calculation = computed(BASE + text)
    # 1 500 000 kr by 100 × 1 + 50 × 2 weighted elever
    assert value(calculation, "grundskola från juli", "1-3", "måltider") == 7_500


WORDS = st.sampled_from(
    ["", " 9", " 9,5", " alla", " {}", " []", " [9]", " {x: 1}", " ~", " 1.000", " {1-3: 1}", " -"]
)


@for_all(st.integers(1, RAISED.count("\n") + PREMISES.count("\n") - 1), WORDS)
def test_nothing_that_can_be_written_in_a_revision_is_a_fault_of_the_program(
    line: int, word: str
) -> None:
    """A line's value exchanged, and all that stands below it taken away."""
    lines = (RAISED + PREMISES).splitlines()
    key = lines[line].partition(":")[0]
    indent = len(key) - len(key.lstrip())
    below = lines[line + 1 :]
    while below and len(below[0]) - len(below[0].lstrip()) > indent:
        below.pop(0)
    text = BASE + "\n".join([*lines[:line], f"{key}:{word}", *below]) + "\n"
    with suppress(BudgetError):
        check(budget(text), None)


# Whole commands


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "2024.yaml").write_text(BASE + MIXED + PREMISES, encoding="utf-8")
    return tmp_path


def test_the_table_says_what_is_paid_and_why(folder: Path, run: Run) -> None:
    result = run("compute", "2024.yaml", "--verksamhet", "grundskola", cwd=folder)
    text = result.stdout.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert result.returncode == 0
    titles = [line for line in text.splitlines() if line.isupper() and "2024" in line]
    own = "INTERKOMMUNAL ERSÄTTNING SAMT BIDRAG TILL ENSKILD VERKSAMHET 2024"
    assert titles == [
        f"{own}, GRUNDSKOLA",
        f"{own}, GRUNDSKOLA FRÅN OCH MED MARS",
        "UTBETALNING 2024, GRUNDSKOLA",
        "BIDRAG TILL FRISKOLAN; GRUNDSKOLA 2024",
        "BIDRAG TILL FRISKOLAN; GRUNDSKOLA FRÅN OCH MED MARS 2024",
        "BIDRAG TILL FRISKOLAN; GRUNDSKOLA FRÅN OCH MED OKTOBER 2024",
        "UTBETALNING TILL FRISKOLAN 2024, GRUNDSKOLA",
    ]
    # 83 000 × 1,0918 × 2/12, then 85 000 × 1,0918 × 3/12 and × 7/12
    for line in (
        "BIDRAG FRISTÅENDE/ENSKILD VERKSAMHET januari–februari (2 månader)       15 103",
        "BIDRAG FRISTÅENDE/ENSKILD VERKSAMHET mars–maj (3 månader)               23 201",
        "BIDRAG FRISTÅENDE/ENSKILD VERKSAMHET juni–december (7 månader)          54 135",
        "BIDRAG FRISTÅENDE/ENSKILD VERKSAMHET hela året                          92 439",
        "Beloppen gäller från och med mars enligt beslut 2024-05-20: löneindexering enligt nämndens "
        "beslut.",
        "Lägre belopp betalas först från och med juni: INTERKOMMUNAL ERSÄTTNING (åk 4-6) och BIDRAG "
        "FRISTÅENDE/ENSKILD VERKSAMHET (åk 4-6).",
        "Det gäller bidrag till enskilda huvudmän; kommunen betalar till annan kommun på samma sätt.",
        "Beslutet 2024-05-20 sänker BIDRAG FRISTÅENDE/ENSKILD VERKSAMHET (åk 4-6), men inte för "
        "mars–maj, som då räknas som betalda enligt skolförordningen (2011:185) 14 kap. 2 §.",
        "Beslutet 2024-05-20 sänker INTERKOMMUNAL ERSÄTTNING (åk 4-6), men inte för mars–maj, som då "
        "räknas som betalda.",
    ):
        assert line in text


def test_a_revised_table_or_a_provider_can_be_chosen(folder: Path, run: Run) -> None:
    arguments = ("compute", "2024.yaml", "--format", "csv")
    one = run(*arguments, "--verksamhet", "grundskola från mars", cwd=folder).stdout.decode()
    assert {line.split(",")[0] for line in one.splitlines()[1:]} == {"grundskola från mars"}
    whose = run(*arguments, "--huvudman", "Friskolan", cwd=folder).stdout.decode()
    assert {tuple(line.split(",")[:2]) for line in whose.splitlines()[1:]} == {
        (activity, "Friskolan")
        for activity in (
            "grundskola",
            "grundskola från mars",
            "grundskola från oktober",
            "grundskola utbetalning",
        )
    }


def test_every_format_has_what_is_paid(folder: Path, run: Run) -> None:
    csv = run("compute", "2024.yaml", "--format", "csv", cwd=folder).stdout.decode()
    assert "grundskola utbetalning,,1-3,bidrag mars-maj,,23201\r\n" in csv
    markdown = run("compute", "2024.yaml", "--format", "md", cwd=folder).stdout.decode()
    assert "## UTBETALNING 2024, GRUNDSKOLA" in markdown
    saved = json.loads(run("compute", "2024.yaml", "--format", "json", cwd=folder).stdout)
    tables = {(each["verksamhet"], each["huvudman"]): each for each in saved["tabeller"]}
    assert tables["grundskola från mars", ""]["revidering"] == {
        "beslutad": "2024-05-20",
        "gäller från": "mars",
        "orsak": "löneindexering enligt nämndens beslut",
    }
    records = tables["grundskola utbetalning", ""]["belopp"]
    assert {each["adress"] for each in records} >= {"grundskola utbetalning/4-6/bidrag hela året"}


def test_saved_amounts_are_compared_with_what_is_paid(folder: Path, run: Run) -> None:
    for name in ("2024.csv", "2024.json"):
        run("compute", "2024.yaml", "-o", name, cwd=folder)
        result = run("diff", name, "2024.yaml", "--exit-code", cwd=folder)
        assert result.returncode == 0, result.stdout.decode()


def test_what_is_paid_is_explained_down_to_the_file(folder: Path, run: Run) -> None:
    address = "grundskola utbetalning/4-6/bidrag hela året"
    text = run("explain", "2024.yaml", address, cwd=folder).stdout.decode()
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    assert "7 månader × 121 189,8 kr per elev ÷ 12 månader" in text
    assert (
        "revideringar › 2024-05-20 › verksamheter › grundskola › kostnader › undervisning" in text
    )
    assert "skolförordningen (2011:185) 14 kap. 11 §" in text
    month = run(
        "explain", "2024.yaml", "grundskola utbetalning/4-6/bidrag mars-maj/månad", cwd=folder
    )
    assert month.returncode == 0
    assert "10\N{NO-BREAK SPACE}281" in month.stdout.decode()
    listing = run("explain", "2024.yaml", cwd=folder).stdout.decode()
    assert "Grundskola: utbetalning under året" in listing


def test_a_month_has_the_revised_prices_and_what_is_paid(folder: Path, run: Run) -> None:
    """(113 000, and from June 111 000) × 1,0918 / 12 for åk 4-6, whose cut counts from June only."""
    arguments = ("compute", "2024.yaml", "--format", "csv", "--period", "månad")
    text = run(*arguments, cwd=folder).stdout.decode()
    assert "grundskola från mars,,1-3,ike," in text
    assert "grundskola utbetalning,,4-6,bidrag mars-maj,,10281\r\n" in text
    assert "grundskola utbetalning,,4-6,bidrag juni-december,,10099\r\n" in text
    assert "hela året" not in text
    for name in ("2024.csv", "2024.json"):
        run(*arguments[:2], "--period", "månad", "-o", name, cwd=folder)
        result = run("diff", name, "2024.yaml", "--exit-code", cwd=folder)
        assert result.returncode == 0, result.stdout.decode()


def test_what_is_paid_has_no_other_period(folder: Path, run: Run) -> None:
    arguments = ("compute", "2024.yaml", "--verksamhet", "grundskola utbetalning", "--period")
    assert run(*arguments, "månad", cwd=folder).returncode == 0
    result = run(*arguments, "termin", cwd=folder)
    assert result.returncode == 2
    assert "finns bara per år och per månad" in " ".join(result.stderr.decode().split())


def test_what_a_provider_is_paid_can_be_chosen(folder: Path, run: Run) -> None:
    """Its notes tell the unit, and how many months a year has, without any other table."""
    (folder / "2024.yaml").write_text(BASE + MONTH_FIRST + RAISED, encoding="utf-8")
    chosen = ("--huvudman", "Friskolan", "--verksamhet", "grundskola utbetalning")
    result = run("compute", "2024.yaml", *chosen, cwd=folder)
    assert result.returncode == 0
    text = " ".join(result.stdout.decode().split())
    assert "UTBETALNING TILL FRISKOLAN 2024, GRUNDSKOLA" in text
    assert "belopp per elev och år till hela ören" in text
    assert "Beloppet per år är 12 sådana" in text


def test_next_years_file_has_no_revisions(folder: Path, run: Run) -> None:
    result = run("new", "2025", "--från", "2024.yaml", "-o", "2025.yaml", cwd=folder)
    assert result.returncode == 0
    assert "revideringar" not in (folder / "2025.yaml").read_text(encoding="utf-8")
