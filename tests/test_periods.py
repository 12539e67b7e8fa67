"""Periods and rounding: how many a year has, prices per period, printed units, what is rounded first."""

import csv
import json
from fractions import Fraction
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from bidrag.budget.decided import parse_amounts
from bidrag.budget.diagnostics import BudgetError
from bidrag.calculation import Calculation, Period, compute, per_period
from bidrag.calculation.formula import Amount, evaluator, operands, unrounded
from bidrag.calculation.halfup import to_unit
from bidrag.calculation.stated import Measure, cells
from bidrag.output.amounts.comma import write_csv
from bidrag.output.amounts.jsontext import write_json
from bidrag.output.amounts.markdown import write_markdown
from bidrag.output.amounts.plain import write_plain
from bidrag.output.changes.plain import write_plain as write_changes
from bidrag.output.explanation.jsontext import write_json as explanation_json
from bidrag.output.explanation.text import write_text
from bidrag.review.changes.diff import Change
from bidrag.review.explanation.addresses import Index, everything
from bidrag.review.explanation.explain import explain, list_under
from bidrag.review.findings.check import check
from bidrag.review.findings.interval import Interval, exactly
from bidrag.review.findings.report import Finding, Report
from tests.conftest import ROOT, Run
from tests.scenarios import LAW, by_cause, changes, compared, read
from tests.texts import changed

# In LAW every child costs (400 000 + 60 000 + 50 000) / 40 = 12 750 kr. With 3 % administration
# that is 13 132,50 kr (ike), and with 6 % moms on it 13 920,45 kr (bidrag).
IKE, BIDRAG = Fraction("13132.5"), Fraction("13920.45")
YEAR = "år: 2024\n"


def law(*top: str, activity: str = "", text: str = LAW) -> str:
    """LAW with these lines on the file, and these under the activity."""
    above = changed(text, (YEAR, YEAR + "".join(f"{line}\n" for line in top)))
    return changed(above, ("    rubrik: Skola\n", f"    rubrik: Skola\n{activity}"))


def tables(text: str, period: Period = Period.YEAR) -> Calculation:
    """The tables of the budget for the period."""
    budget = read(text)
    return per_period(compute(budget), budget, period)


def price(text: str, row: str, period: Period = Period.YEAR, group: int = 0) -> Fraction:
    """The exact price of the first table's row (kr per child and period)."""
    found = next(each for each in tables(text, period).tables[0].rows if each.key == row)
    term = found.prices[group]
    assert term is not None
    return term.value


def in_csv(text: str, period: Period) -> dict[str, str]:
    """The prices of group a as csv has them, by row."""
    rows = csv.DictReader(StringIO(write_csv(tables(text, period))))
    column = "per_enhet_kr" if period is Period.YEAR else f"per_enhet_och_{period}_kr"
    return {each["rad"]: each[column] for each in rows if each["grupp"] == "a"}


def index_of(text: str) -> tuple[Calculation, Index]:
    budget = read(text)
    calculation = compute(budget)
    others = (per_period(calculation, budget, each) for each in Period if each != Period.YEAR)
    return calculation, everything(calculation, others)


def refused(text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(BudgetError) as caught:
        read(text)
    return [(each.code.id, each.message, each.help) for each in caught.value.diagnostics]


# How many of a period a year has.


@pytest.mark.parametrize(
    ("period", "number"), [(Period.TERM, 2), (Period.MONTH, 12), (Period.DAY, 366)]
)
def test_without_a_word_a_year_has_two_terms_twelve_months_and_the_days_of_the_calendar(
    period: Period, number: int
) -> None:
    assert price(LAW, "ike", period) == IKE / number


def test_the_file_says_how_many_of_each_and_an_activity_has_its_own_key_by_key() -> None:
    top = ("perioder:", "  termin: 3", "  dag: 178", "  timme: 1 780")
    own = "    perioder:\n      dag: 200\n      månad: 10\n"
    for activity, numbers in (("", (3, 12, 178, 1780)), (own, (3, 10, 200, 1780))):
        text = law(*top, activity=activity)
        for period, number in zip(list(Period)[1:], numbers, strict=True):
            assert price(text, "bidrag", period) == BIDRAG / number


def test_hours_may_have_decimals_and_stand_in_the_explanation() -> None:
    _, index = index_of(law("perioder:", "  timme: 1 780,5"))
    calculation, _ = index_of(law("perioder:", "  timme: 1 780,5"))
    text = write_text(explain(calculation, index["skola/a/ike/timme"], 1)).replace("\u00a0", " ")
    # 13 132,50 / 1 780,5 = 7,3757…
    assert "7 kr per elev och timme (7,38) = 13 132,5 kr per elev ÷ 1 780,5 timmar" in text
    assert "budget.yaml:4:10, perioder › timme" in text


def test_hours_that_nobody_has_stated_have_no_address_and_no_table() -> None:
    calculation, index = index_of(LAW)
    assert "skola/a/ike/dag" in index
    assert not [address for address in index if address.endswith("/timme")]
    assert tables(LAW, Period.HOUR).tables == ()
    assert "timme" not in write_text(list_under(calculation, "skola/a"))
    known, _ = index_of(law("perioder:", "  timme: 1780"))
    listing = write_text(list_under(known, "skola/a"))
    assert "månad, dag och timme: lägg till /termin, /månad, /dag eller /timme sist" in listing


def test_the_command_names_the_activities_without_hours(run: Run, tmp_path: Path) -> None:
    second = LAW.replace("  skola:\n    skolform", "  fritids:\n    skolform")
    second = second[second.index("  fritids:") : second.index("huvudmän:")]
    both = changed(LAW, ("huvudmän:", f"{second.replace('Skola', 'Fritids')}huvudmän:"))
    own = "    rubrik: Skola\n    perioder:\n      timme: 1000\n"
    (tmp_path / "b.yaml").write_text(changed(both, ("    rubrik: Skola\n", own)), "utf-8")
    asked = ("compute", "b.yaml", "--period", "timme")
    failed = run(*asked, cwd=tmp_path)
    assert failed.returncode == 2
    assert "--period timme: filen säger inte hur många ett år har för fritids." in (
        failed.stderr.decode()
    )
    assert "Lägg till perioder: med timme: där, eller välj andra med --verksamhet" in (
        failed.stderr.decode()
    )
    chosen = run(*asked, "--verksamhet", "skola", cwd=tmp_path)
    assert chosen.returncode == 0
    assert "och timme" in chosen.stdout.decode()


def test_ten_months_are_told_and_may_be_answered() -> None:
    ten = law("perioder:", "  månad: 10")
    told = [each for each in findings(ten) if each.check.code == "K21"]
    assert [each.message for each in told] == ["Skola betalas med 10 månadsbelopp om året"]
    assert told[0].position is not None
    assert (told[0].position.line, told[0].severity.value) == (4, "varning")
    answered = law("perioder:", "  månad: 10", activity="    svar:\n      K21: juli och augusti\n")
    assert [each.answer for each in findings(answered) if each.check.code == "K21"] == [
        "juli och augusti"
    ]
    assert not [each for each in findings(LAW) if each.check.code == "K21"]
    assert "delat med 10 (enligt budgetfilen)." in write_plain(tables(ten, Period.MONTH))


def findings(text: str) -> tuple[Finding, ...]:
    return checked(text).findings


def checked(text: str, decided: str | None = None) -> Report:
    stated = parse_amounts("budget.csv", decided.encode()) if decided else None
    return check(read(text), stated)


# In which unit prices are printed.


def test_ören_for_a_day_and_an_hour_and_kronor_for_the_rest() -> None:
    text = law(
        "perioder:", "  dag: 178", "  timme: 1780", "avrundning:", "  dag: öre", "  timme: öre"
    )
    # 13 132,50 / 178 = 73,7780…; / 1 780 = 7,3778…; 12 750 / 178 = 71,6292…
    assert in_csv(text, Period.DAY)["ike"] == "73.78"
    assert in_csv(text, Period.DAY)["grundbelopp"] == "71.63"
    assert in_csv(text, Period.HOUR)["ike"] == "7.38"
    assert in_csv(text, Period.MONTH)["ike"] == "1094"  # 1 094,375
    assert in_csv(text, Period.YEAR)["ike"] == "13133"  # 13 132,50, half up


def test_an_öre_is_rounded_half_up_and_always_has_two_decimals() -> None:
    # 400 000 / 40 / 4 000 = 2,50; 60 000 / 40 / 4 000 = 0,375; 50 000 / 40 / 4 000 = 0,3125
    text = law("perioder:", "  dag: 4000", "avrundning:", "  dag: öre")
    found = in_csv(text, Period.DAY)
    assert [found[row] for row in ("undervisning", "måltider", "lokalkostnader")] == [
        "2.50",
        "0.38",
        "0.31",
    ]


def test_every_format_prints_ören_in_prices_and_kronor_in_totals() -> None:
    text = law("avrundning:", "  år: öre")
    calculation = tables(text)
    assert calculation.unit == Fraction(1, 100)
    plain = write_plain(calculation).replace("\u00a0", " ")
    # 40 × 13 132,50 = 525 300; 10 × = 131 325
    assert "525 300  131 325    13 132,50  393 975    13 132,50" in plain
    assert "13 132,50" in write_markdown(calculation).replace("\u00a0", " ")
    assert "belopp per elev och år till hela ören, budget och andelar till hela kronor" in plain
    data = json.loads(write_json(calculation))
    assert data["avrundning"] == {"per_enhet": "öre", "först": None}
    amounts = {(each["grupp"], each["rad"]): each for each in data["tabeller"][0]["belopp"]}
    assert amounts["a", "ike"]["per_enhet"]["kr"] == "13132.50"
    assert amounts["a", "grundbelopp"]["per_enhet"]["kr"] == 12750
    assert amounts["a", "ike"]["budget"]["kr"] == 131325


def test_an_explanation_prints_each_amount_in_the_unit_of_its_period() -> None:
    calculation, index = index_of(law("avrundning:", "  dag: öre"))
    text = write_text(explain(calculation, index["skola/a/ike/dag"])).replace("\u00a0", " ")
    # 13 132,50 / 366 = 35,8811…
    assert "per dag: 35,88 kr per elev och dag = 13 132,5 kr per elev ÷ 366 dagar" in text
    assert "ERSÄTTNING åk A: 13 133 kr per elev (13 132,50) = " in text
    data = json.loads(explanation_json(explain(calculation, index["skola/a/ike/dag"])))
    assert data["delar"][0]["kr"] == "35.88"
    assert data["delar"][1]["kr"] == 13133


def test_saved_ören_are_read_back() -> None:
    text = law("avrundning:", "  dag: öre")
    saved = parse_amounts("a.json", write_json(tables(text, Period.DAY)).encode())
    listed = parse_amounts("a.csv", write_csv(tables(text, Period.DAY)).encode())
    assert {each.cell: each.value for each in saved.amounts} == {
        each.cell: each.value for each in listed.amounts
    }
    margins = {(each.cell.measure.value, each.margin) for each in saved.amounts}
    assert margins == {("budget_kr", Fraction(1, 2)), ("per_enhet_och_dag_kr", Fraction(1, 200))}


def test_saved_kronor_with_decimals_are_refused() -> None:
    saved = write_json(tables(law("avrundning:", "  dag: öre"), Period.DAY))
    with pytest.raises(BudgetError) as caught:
        parse_amounts(
            "a.json", changed(saved, ('"per_enhet": "öre"', '"per_enhet": "krona"')).encode()
        )
    assert [each.code.id for each in caught.value.diagnostics] == ["B054"]


def test_default_rounding_stated_or_not_is_the_same() -> None:
    plain = law("# avrundning:", "#   år: krona", "#   månad: krona")
    stated = plain.replace("# ", "", 1).replace("#   ", "  ", 2)
    assert "\navrundning:\n  år: krona\n  månad: krona\n" in stated
    for period in (Period.YEAR, Period.TERM, Period.MONTH, Period.DAY):
        for write in (write_csv, write_json, write_plain, write_markdown):
            assert write(tables(stated, period)) == write(tables(plain, period))


# What is rounded first.


MONTH_FIRST = law("avrundning:", "  först: månad")


def test_the_month_is_rounded_first_and_the_year_is_twelve_of_it() -> None:
    # ike: 13 132,50 / 12 = 1 094,375 → 1 094; × 12 = 13 128.
    # bidrag, on the exact ike: 13 920,45 / 12 = 1 160,0375 → 1 160; × 12 = 13 920.
    assert price(MONTH_FIRST, "ike", Period.MONTH) == 1094
    assert price(MONTH_FIRST, "ike") == 13128
    assert price(MONTH_FIRST, "moms") == IKE * Fraction(6, 100)
    assert price(MONTH_FIRST, "bidrag", Period.MONTH) == 1160
    assert price(MONTH_FIRST, "bidrag") == 13920
    assert price(MONTH_FIRST, "bidrag", Period.TERM) == 6960
    assert price(MONTH_FIRST, "undervisning", Period.MONTH) == Fraction(10000, 12)


def test_a_half_is_rounded_up() -> None:
    # With a ladder of its own that only adds up, ike is the lines: (400 000 + 60 000 + 50 000 + more)
    # / 40 = 12 750 + 18 = 12 768 kr a year, and 12 768 / 12 = 1 064; with 240 kr more 12 774 and 1 064,50.
    own = "    steg:\n      bidrag:\n        summa: [undervisning, måltider, lokalkostnader]\nhuvudmän:"
    text = changed(MONTH_FIRST, ("huvudmän:", own), ("60 000", "60 960"))
    assert price(changed(text, ("60 960", "60 720")), "bidrag") == 12 * 1064
    assert price(text, "bidrag") == 12 * 1065
    assert price(changed(text, ("60 960", "60 959,9")), "bidrag") == 12 * 1064


def test_a_provider_is_paid_the_rounded_price_too() -> None:
    table = tables(MONTH_FIRST).tables[1]
    assert [row.prices[0].value for row in table.rows if row.key == "bidrag" and row.prices[0]] == [
        Fraction(13920)
    ]


def test_totals_and_shares_are_as_exact_as_before() -> None:
    before, after = tables(LAW).tables[0].rows, tables(MONTH_FIRST).tables[0].rows
    for old, new in zip(before, after, strict=True):
        assert old.total
        assert new.total
        assert old.total.value == new.total.value
        assert [s and s.value for s in old.shares] == [s and s.value for s in new.shares]


def test_a_month_in_ören_and_the_year_from_it() -> None:
    text = law("avrundning:", "  månad: öre", "  först: månad")
    # 1 094,375 → 1 094,38; × 12 = 13 132,56. 1 160,0375 → 1 160,04; × 12 = 13 920,48.
    assert price(text, "ike") == Fraction("13132.56")
    assert price(text, "bidrag") == Fraction("13920.48")


def test_the_note_says_what_is_rounded_first() -> None:
    note = write_plain(tables(MONTH_FIRST)).replace("\u00a0", " ")
    assert "är avrundat först per månad, till hela kronor. Beloppet per år är 12 sådana" in note
    day = write_plain(tables(law("avrundning:", "  dag: öre", "  först: dag"), Period.DAY))
    assert "är avrundat först per dag, till hela ören. Beloppet per år är 366 sådana" in day
    assert "avrundat först" not in write_plain(tables(LAW))


def test_an_explanation_shows_where_it_is_rounded() -> None:
    calculation, index = index_of(MONTH_FIRST)
    lines = write_text(explain(calculation, index["skola/a/ike"])).replace("\u00a0", " ")
    for line in (
        "ERSÄTTNING åk A: 13 128 kr per elev = 1 094 kr per elev och månad × 12 månader",
        "1 094 kr per elev och månad = avrundat till hela kronor (1 094,375 kr per elev och månad)",
        "= 13 132,5 kr per elev ÷ 12 månader",
        "före avrundning: 13 133 kr per elev (13 132,50) = 12 750 kr per elev + 382,5 kr per elev",
    ):
        assert line in lines
    month = write_text(explain(calculation, index["skola/a/ike/månad"], 0)).replace("\u00a0", " ")
    assert "1 094 kr per elev och månad = avrundat till hela kronor" in month


@pytest.mark.parametrize("first", ["termin", "månad", "dag"])
def test_addresses_are_unique_and_json_can_be_computed_anew(first: str) -> None:
    calculation, index = index_of(law("avrundning:", "  månad: öre", f"  först: {first}"))
    terms: dict[str, Amount] = {}
    for target in index.values():
        stack = [target.term]
        while stack:
            term = stack.pop()
            if isinstance(term, Amount):
                assert terms.setdefault(term.address, term) is term or not _is_stored(term, index)
                stack += operands(term.formula)
        parts = json.loads(explanation_json(explain(calculation, target)))["delar"]
        values = {part["nr"]: Fraction(part["exakt"]) for part in parts}
        for part in parts:
            if "avrundat" in part:
                rounded = to_unit(values[part["avrundat"]], Fraction(part["till"]))
                assert rounded == values[part["nr"]]


def _is_stored(term: Amount, index: Index) -> bool:
    return index[term.address].term is term


def test_evaluating_over_intervals_rounds_both_ends() -> None:
    term = next(
        t
        for c, t in cells(compute(read(MONTH_FIRST)))
        if (c.row, c.measure) == ("ike", Measure.YEAR)
    )
    span = evaluator(lambda given: exactly(given.value), Interval.to_unit)(term)
    assert span == exactly(Fraction(13128))
    assert evaluator(lambda given: given.value, unrounded)(term) == IKE
    half = Interval(Fraction(3, 2), Fraction(5, 2), open_high=True)
    assert half.to_unit(Fraction(1)) == Interval(Fraction(2), Fraction(2))


def test_check_proves_a_budget_that_rounds_first() -> None:
    said = checked(MONTH_FIRST, write_csv(tables(MONTH_FIRST)))
    assert not [each for each in said.findings if each.check.code[0] in "SD"]
    proofs = {each.check.code: each.text for each in said.proofs}
    for code in ("S01", "S02", "S03", "S04", "S08", "K21"):
        assert "alla stämmer" in proofs[code]
    wrong = checked(MONTH_FIRST, write_csv(tables(LAW)))
    errors = [each for each in wrong.findings if each.check.code[0] in "SD"]
    # ike 13 133 and bidrag 13 920 (13 920,45) as they would be without; only the former differs.
    assert {each.subject.split(",")[0] for each in errors} == {"skola/a/ike", "skola/b/ike"}


def test_a_misprint_is_found_through_the_rounding() -> None:
    """The budget says 60 000 for måltider, and the decision was made with 69 000."""
    right = changed(MONTH_FIRST, ("måltider: 60 000", "måltider: 69 000"))
    said = checked(MONTH_FIRST, write_csv(tables(right)))
    causes = {each.cause for each in said.findings if each.check.code == "D01"}
    assert len(causes) == 1
    assert "69 000 i stället för 60 000" in causes.pop().replace("\u00a0", " ")


def test_check_sees_that_nothing_is_rounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """ike is then 13 132,50, and 1 094 × 12 = 13 128; bidrag 13 920,45, and 1 160 × 12 = 13 920."""
    monkeypatch.setattr("bidrag.calculation.ladder._round", lambda *_: None)
    found = [each for each in findings(MONTH_FIRST) if each.check.code == "S08"]
    assert {(each.subject, each.amount) for each in found} == {
        ("skola/a/ike", Fraction("4.5")),
        ("skola/b/ike", Fraction("4.5")),
        ("skola/a/bidrag", Fraction("0.45")),
        ("skola/b/bidrag", Fraction("0.45")),
        ("Friskolan/skola/a/bidrag", Fraction("0.45")),
    }


def test_check_tries_every_price_that_is_rounded_also_where_that_changes_nothing() -> None:
    """Two groups with ike and bidrag, and a provider's bidrag: five prices."""
    proofs = {each.check.code: each.text for each in checked(MONTH_FIRST).proofs}
    assert proofs["S08"] == "5 prövade, alla stämmer"


# Comparing.


def prices_of(old: str, new: str) -> dict[tuple[str, str], Change]:
    """The changes of the municipality's own prices, by group and row."""
    return {
        (cell.group, cell.row): each
        for cell, each in changes(compared(old, new)).items()
        if cell.measure is Measure.YEAR and not cell.provider
    }


def test_what_rounding_adds_to_a_change_is_a_cause_of_its_own() -> None:
    more = changed(MONTH_FIRST, ("måltider: 60 000", "måltider: 64 000"))
    found = prices_of(MONTH_FIRST, more)
    # 4 000 / 40 × 1,03 = 103; ike 13 235,50 / 12 = 1 102,958… → 1 103 × 12 = 13 236, before 13 128.
    ike = found["a", "ike"]
    assert [ike.old, ike.new, ike.exact] == [13128, 13236, 108]
    assert by_cause(ike) == {"Måltider: budget": 103, "Avrundning per månad": 5}


def test_beginning_to_round_first_is_told_as_rounding_alone() -> None:
    for old, new in ((LAW, MONTH_FIRST), (MONTH_FIRST, LAW)):
        for change in changes(compared(old, new)).values():
            assert list(by_cause(change)) == ["Avrundning per månad"]
            assert sum(by_cause(change).values()) == change.exact


def test_other_numbers_of_months_are_no_cause_of_a_year_that_is_exact() -> None:
    ten = law("perioder:", "  månad: 10", "avrundning:", "  först: månad")
    for old, new in ((MONTH_FIRST, ten), (LAW, ten)):
        for change in changes(compared(old, new)).values():
            assert list(by_cause(change)) == ["Avrundning per månad"]


def test_kronor_and_ören_are_compared_in_kronor() -> None:
    in_öre = law("avrundning:", "  år: öre")
    assert not prices_of(LAW, in_öre)
    more = changed(in_öre, ("måltider: 60 000", "måltider: 60 010"))
    # 10 / 40 × 1,03 = 0,2575: 13 132,50 → 13 132,7575; in whole kronor 13 133 both.
    assert ("a", "ike") not in prices_of(LAW, more)
    found = prices_of(in_öre, more)
    assert (found["a", "ike"].old, found["a", "ike"].new) == (
        Fraction("13132.5"),
        Fraction("13132.76"),
    )
    text = write_changes(compared(in_öre, more)).replace("\u00a0", " ")
    assert "13 132,50  13 132,76    +0,26" in text
    assert "+0,26  Måltider: budget (60 000 → 60 010)" in text
    assert "i hela kronor eller i ören" in text


# Checking decided ören.


def test_a_decision_in_ören_is_checked_to_the_öre() -> None:
    text = law("perioder:", "  dag: 178", "avrundning:", "  dag: öre")
    right = write_csv(tables(text, Period.DAY))
    said = checked(text, right)
    assert not [each for each in said.findings if each.check.code[0] in "SD"]
    assert "på öret, 0 av källans" in next(p.text for p in said.proofs if p.check.code == "D01")
    off = changed(right, ("skola,,a,ike,131325,73.78", "skola,,a,ike,131325,73.79"))
    errors = [each for each in checked(text, off).findings if each.check.code[0] in "SD"]
    assert [each.amount for each in errors] == [Fraction(1, 100)]


def test_a_spreadsheet_that_drops_its_zeros_still_states_ören() -> None:
    text = law("perioder:", "  dag: 178", "avrundning:", "  dag: öre")
    header = "verksamhet,huvudman,grupp,rad,per_enhet_och_dag_kr\n"
    errors = [
        e for e in checked(text, f"{header}skola,,a,ike,74\n").findings if e.check.code == "D01"
    ]
    assert [each.amount for each in errors] == [Fraction("0.22")]


# Prices that are stated for another period.

PRICED = changed(
    LAW,
    (
        "      måltider: 60 000\n",
        "      måltider:\n        pris:\n          a: 125\n          b: 100,5\n",
    ),
)


def test_a_price_per_month_is_twelve_of_it_a_year() -> None:
    line = changed(PRICED, ("        pris:\n", "        pris per: månad\n        pris:\n"))
    whole = law(activity="    pris per: månad\n", text=PRICED)
    for text in (line, whole):
        assert price(text, "måltider") == 1500
        assert price(text, "måltider", Period.MONTH) == 125
        assert price(text, "måltider", Period.MONTH, group=1) == Fraction("100.5")
    assert price(PRICED, "måltider") == 125


def test_a_line_says_another_period_than_its_activity() -> None:
    """måltider in days, of which the activity has its own number, and läxhjälp in months."""
    own = "    pris per: månad\n    perioder:\n      dag: 178\n"
    help_line = "      läxhjälp:\n        kostnadsslag: övrigt\n        pris: {a: 10, b: 10}\n"
    text = law("perioder:", "  dag: 200", activity=own, text=PRICED)
    text = changed(text, ("      lokalkostnader:", f"{help_line}      lokalkostnader:"))
    for period, number in (("dag", 178), ("år", 1)):
        line = changed(text, ("        pris:\n", f"        pris per: {period}\n        pris:\n"))
        assert price(line, "måltider") == 125 * number
        assert price(line, "läxhjälp") == 120


def test_terms_and_hours() -> None:
    hours = ("perioder:", "  timme: 1780")
    for period, number in (("termin", 2), ("timme", 1780)):
        text = law(*hours, activity=f"    pris per: {period}\n", text=PRICED)
        assert price(text, "måltider") == 125 * number
        assert price(text, "måltider", Period(period)) == 125


def test_the_amounts_of_steps_and_supplements_are_for_the_period_too() -> None:
    steps = (
        "    steg:\n      avgift:\n        belopp:\n          a: -100\n          b: -50\n"
        "      bidrag:\n        summa: [undervisning, måltider, lokalkostnader, avgift]\n"
        "    tillägg:\n      x:\n        rubrik: X\n        belopp: 1 000\n"
        "      y:\n        rubrik: Y\n        belopp: 1 000\n        pris per: termin\nhuvudmän:"
    )
    text = law(activity="    pris per: månad\n", text=changed(LAW, ("huvudmän:", steps)))
    assert price(text, "avgift") == -1200
    assert price(text, "bidrag") == 12750 - 1200
    supplements = tables(text).tables[1].rows[0].prices
    assert [term and term.value for term in supplements] == [12000, 2000]
    shares = next(row.shares for row in tables(text).tables[0].rows if row.key == "avgift")
    assert [term and term.value for term in shares] == [-12000, -18000]


def test_an_explanation_shows_the_stated_price_and_the_number_of_periods() -> None:
    calculation, index = index_of(law(activity="    pris per: månad\n", text=PRICED))
    text = write_text(explain(calculation, index["skola/a/måltider"])).replace("\u00a0", " ")
    assert "Måltider åk A: 1 500 kr per elev = 125 kr per elev och månad × 12 månader" in text
    assert "├─ Måltider per månad åk A: 125 kr per elev och månad\n│     budget.yaml:1" in text
    assert "Månader per år: 12 månader\n      skolförordningen (2011:185) 14 kap. 11 §" in text


def test_a_change_of_the_price_or_of_the_months_is_its_own_cause() -> None:
    old = law("perioder:", "  månad: 12", activity="    pris per: månad\n", text=PRICED)
    dearer, fewer = changed(old, ("a: 125", "a: 130")), changed(old, ("månad: 12", "månad: 11"))
    assert by_cause(prices_of(old, dearer)["a", "måltider"]) == {"Måltider: pris": 60}
    assert by_cause(prices_of(old, fewer)["a", "måltider"]) == {"Månader per år": -125}
    default = law(activity="    pris per: månad\n", text=PRICED)
    assert by_cause(prices_of(default, fewer)["a", "måltider"]) == {"Månader per år": -125}


def test_the_rounding_of_the_source_is_that_of_the_stated_price() -> None:
    """One krona a month either way is twelve a year: 125 printed may be from 124,50 to 125,50."""
    top = ("avrundat i källan:", "  pris: 1")
    text = law(*top, activity="    pris per: månad\n", text=PRICED)
    header = "verksamhet,huvudman,grupp,rad,per_enhet_kr\n"
    for value, wrong in ((1494, False), (1505, False), (1493, True), (1507, True)):
        report = checked(text, f"{header}skola,,a,måltider,{value}\n")
        assert any(each.check.code == "D01" for each in report.findings) == wrong


def test_värmdö_states_its_prices_by_the_month() -> None:
    """The published list per month, which rests on prices that are printed in whole kronor."""
    folder = ROOT / "tests" / "kommuner"
    text, published = ((folder / f"värmdö.{end}").read_text("utf-8") for end in ("yaml", "csv"))
    assert "pris per: månad" in text
    assert not [each for each in checked(text, published).findings if each.check.code == "D01"]


# What a document says of its period.


def notes(text: str, period: Period) -> str:
    """The notes that end the tables of the period."""
    return write_plain(tables(text, period)).replace("\u00a0", " ").rpartition("\n\n")[2]


HOURLY = changed(
    law("perioder:", "  timme: 1 880", activity="    pris per: timme\n", text=PRICED),
    ("a: 125", "a: 61,50"),
    ("b: 100,5", "b: 0,90"),
)
ONLY_HOURLY = changed(
    HOURLY,
    ("      undervisning: 400 000\n", ""),
    ("      lokalkostnader: 50 000\n", ""),
)
WHOLE_KRONOR_AN_HOUR = changed(HOURLY, ("a: 61,50", "a: 61"), ("b: 0,90", "b: 1"))


def test_the_note_says_that_the_period_is_a_part_of_the_year_and_who_says_of_how_many() -> None:
    terms = (
        "Belopp per termin är det exakta årsbeloppet delat med 2 (en vårtermin och en hösttermin"
    )
    assert terms in notes(LAW, Period.TERM)
    assert "delat med 178 (enligt budgetfilen)." in notes(
        law("perioder:", "  dag: 178"), Period.DAY
    )
    assert "yaml" not in notes(law("perioder:", "  dag: 178"), Period.DAY)
    assert "delat med" not in notes(LAW, Period.YEAR)


def test_the_note_beside_what_is_rounded_first_does_not_say_the_opposite() -> None:
    assert "Belopp per termin är årsbeloppet delat med 2 (" in notes(MONTH_FIRST, Period.TERM)
    month = notes(MONTH_FIRST, Period.MONTH)
    assert "14 kap. 11 §), utom de som är avrundade först. Total" in month
    assert "är avrundat först per månad" in month


def test_the_note_says_that_a_stated_price_is_not_a_part_of_the_year() -> None:
    """In the one only måltider is stated per hour, in the other nothing is stated but that."""
    assert (
        "är det exakta årsbeloppet delat med 1 880 (enligt budgetfilen), utom priser som är angivna "
        "per timme: för dem är årsbeloppet 1 880 gånger priset. Total"
    ) in notes(HOURLY, Period.HOUR)
    only = notes(ONLY_HOURLY, Period.HOUR)
    assert (
        "Priserna är angivna per timme, och årsbeloppet är 1 880 (enligt budgetfilen) gånger priset."
    ) in only
    assert "delat" not in only
    assert "angivna" not in notes(ONLY_HOURLY, Period.DAY)


def test_the_note_tells_that_stated_ören_are_not_shown() -> None:
    hidden = "Priser per timme som är angivna med ören visas här i hela kronor"
    assert hidden in notes(HOURLY, Period.HOUR)
    assert in_csv(HOURLY, Period.HOUR)["måltider"] == "62"
    in_öre = changed(HOURLY, (YEAR, f"{YEAR}avrundning:\n  timme: öre\n"))
    assert in_csv(in_öre, Period.HOUR)["måltider"] == "61.50"
    for text, period in (
        (in_öre, Period.HOUR),
        (WHOLE_KRONOR_AN_HOUR, Period.HOUR),
        (HOURLY, Period.DAY),
        (HOURLY, Period.YEAR),
    ):
        assert "angivna med ören" not in notes(text, period)


@pytest.mark.parametrize(
    ("top", "said", "unsaid"),
    [
        (
            (),
            ["exakt. Belopp visas i hela kronor", "två decimaler. I formlerna"],
            ["ören", "om inte"],
        ),
        (("  först: månad",), ["exakt, om inte formeln säger att något är avrundat."], ["ören"]),
        (
            ("  dag: öre", "  termin: öre"),
            [
                "; belopp per elev eller barn visas för termin och dag i hela ören, halva ören uppåt."
            ],
            ["om inte"],
        ),
    ],
)
def test_the_note_of_an_explanation_says_what_holds_of_it(
    top: tuple[str, ...], said: list[str], unsaid: list[str]
) -> None:
    calculation, index = index_of(law("avrundning:", *top) if top else LAW)
    note = write_text(explain(calculation, index["skola/a/moms"])).splitlines()[-1]
    assert note.endswith("avrundade till två, tal utan enhet till fyra.")
    for part in said:
        assert part in note
    for part in unsaid:
        assert part not in note


# Bad input.


@pytest.mark.parametrize(
    ("lines", "code", "message", "help_text"),
    [
        (("perioder:", "  vecka: 52"), "B021", "okänd nyckel: vecka", "nycklar som finns: termin"),
        (("perioder:", "  månad: 0"), "B015", "talet 0 är för litet", "större än noll"),
        (("perioder:", "  timme: -5"), "B015", "talet -5 är för litet", "större än noll"),
        (("avrundning:", "  dag: örer"), "B018", "”örer” är inget att avrunda till", "`öre`?"),
        (("avrundning:", "  dag: 1"), "B018", "”1” är inget", "skriv krona eller öre"),
        (("avrundning:", "  först: år"), "B018", "”år” är ingen del av året", "termin, månad"),
        (("avrundning:", "  först: manad"), "B018", "”manad” är ingen del", "`månad`?"),
        (("avrundning:", "  först: timme"), "B020", "först: timme behöver årets timmar", "timme:"),
        (("dagar: 178",), "B021", "okänd nyckel: dagar", ""),
    ],
)
def test_bad_input_is_told(lines: tuple[str, ...], code: str, message: str, help_text: str) -> None:
    ((found, said, advice),) = refused(law(*lines))
    assert found == code
    assert message in said
    assert help_text in advice


@pytest.mark.parametrize(
    ("old", "new", "code", "message"),
    [
        ("    rubrik: Skola\n", "    rubrik: Skola\n    pris per: månad\n", "B048", "gäller inget"),
        ("måltider: 60 000", "måltider: {budget: 1, pris per: dag}", "B048", "gäller inget pris"),
        (
            "måltider: 60 000",
            "måltider: {pris: {a: 1, b: 1}, pris per: vecka}",
            "B018",
            "ingen period",
        ),
        (
            "måltider: 60 000",
            "måltider: {pris: {a: 1, b: 1}, pris per: timme}",
            "B020",
            "årets timmar",
        ),
    ],
)
def test_a_period_of_no_price_is_told(old: str, new: str, code: str, message: str) -> None:
    ((found, said, _),) = refused(changed(LAW, (old, new)))
    assert found == code
    assert message in said


def test_every_error_of_a_file_is_told_at_once() -> None:
    text = law("perioder:", "  dag: 0", "avrundning:", "  år: kr", "  först: år")
    assert [code for code, _, _ in refused(text)] == ["B015", "B018", "B018"]


# What always holds.


# With at most two decimals, so that a file can state them.
Numbers = st.integers(min_value=1, max_value=200_000).map(lambda number: Fraction(number, 100))


@for_all(
    st.integers(min_value=0, max_value=10**9),
    Numbers,
    st.sampled_from(["krona", "öre"]),
)
def test_the_rounded_year_is_as_near_as_its_periods_allow(
    budget: int, number: Fraction, coin: str
) -> None:
    months = _decimal(number)
    base = changed(LAW, ("undervisning: 400 000", f"undervisning: {budget}"))
    top = ("perioder:", f"  månad: {months}")
    first = law(*top, "avrundning:", f"  månad: {coin}", "  först: månad", text=base)
    unit = Fraction(1) if coin == "krona" else Fraction(1, 100)
    for row in ("ike", "bidrag"):
        year, exact = price(first, row), price(base, row)
        assert abs(year - exact) <= number * unit / 2
        assert (year / (number * unit)).denominator == 1
        assert price(first, row, Period.MONTH) * number == year


def _decimal(number: Fraction) -> str:
    hundredths = number * 100
    assert hundredths.denominator == 1
    whole, rest = divmod(int(hundredths), 100)
    return f"{whole}.{rest:02}"


@for_all(
    st.integers(min_value=0, max_value=10**7),
    st.integers(min_value=0, max_value=10**7),
    Numbers,
)
def test_the_month_s_table_is_the_stated_prices(a: int, b: int, number: Fraction) -> None:
    prices = changed(
        PRICED, ("a: 125", f"a: {_decimal(Fraction(a, 100))}"), ("b: 100,5", f"b: {b}")
    )
    top = ("perioder:", f"  månad: {_decimal(number)}")
    text = law(*top, activity="    pris per: månad\n", text=prices)
    found = [price(text, "måltider", Period.MONTH, group) for group in (0, 1)]
    assert found == [Fraction(a, 100), b]
    assert price(text, "måltider") == Fraction(a, 100) * number


@for_all(st.fractions(), st.sampled_from([Fraction(1), Fraction(1, 100)]))
def test_rounding_is_to_the_nearest_unit_and_halves_go_from_zero(
    value: Fraction, unit: Fraction
) -> None:
    near = to_unit(value, unit)
    assert (near / unit).denominator == 1
    assert abs(near - value) <= unit / 2
    assert abs(near - value) < unit / 2 or abs(near) > abs(value)
    assert to_unit(-value, unit) == -near


# The commands.


@pytest.mark.parametrize("form", ["table", "md", "csv", "json"])
@pytest.mark.parametrize("period", list(Period))
def test_the_command_in_every_format_and_period(
    run: Run, tmp_path: Path, form: str, period: Period
) -> None:
    top = (
        "perioder:",
        "  timme: 1780",
        "avrundning:",
        "  dag: öre",
        "  timme: öre",
        "  först: månad",
    )
    (tmp_path / "b.yaml").write_text(law(*top), encoding="utf-8")
    result = run("compute", "b.yaml", "--period", period, "--format", form, cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, b"")
    # bidrag: 13 920 a year; per day 38,0327…, per hour 7,8202…
    decimals = "," if form in ("table", "md") else "."
    expected = {"dag": f"38{decimals}03", "timme": f"7{decimals}82", "månad": "1", "termin": "6"}
    assert expected.get(period, "13") in result.stdout.decode()


PER_PERIOD = """\
kommun: Provby
år: 2024
avrundning:
  först: månad
perioder:
  månad: 12
verksamheter:
  skola:
    skolform: grundskola
    rubrik: Skola
    grupper:
      alla: alla
    kostnader:
      undervisning:
        pris: 1 000
        pris per: {}
"""


@pytest.mark.parametrize("period", ["månad", "termin"])
def test_another_number_of_periods_is_a_cause_of_its_own_or_of_the_rounding(period: str) -> None:
    """A price that is stated for what is rounded first has the number in it once, not never."""
    text = PER_PERIOD.format(period)
    found = list(changes(compared(text, text.replace("12", "10"))).values())
    assert found
    for change in found:
        assert sum(part.value for part in change.parts) == change.exact
        shifts = [shift for part in change.parts for shift in part.shifts]
        told = {(shift.old.value, shift.new.value) for shift in shifts if shift.old and shift.new}
        assert told == {(Fraction(12), Fraction(10))}


def test_diff_says_that_one_side_prints_ören() -> None:
    """80 065 kr and 80 064,53 kr are published otherwise, though they are the same in kronor."""
    text = PER_PERIOD.format("år")
    in_ören = text.replace("  först: månad", "  år: öre")
    in_kronor = text.replace("  först: månad", "  år: krona")
    assert "Avrundningen skiljer sig" in write_changes(compared(in_kronor, in_ören))
    assert "Avrundningen skiljer sig" not in write_changes(compared(in_ören, in_ören))


def test_what_a_municipality_is_paid_beside_the_grundbelopp_is_rounded_first_too() -> None:
    """1 000 ÷ 12 = 83,33 → 83, and 12 × 83 = 996; moms is 6 % of the exact 1 000: 1 060 ÷ 12 → 88."""
    text = (
        PER_PERIOD.format("år")
        + "    tillägg:\n      tolk:\n        rubrik: Tolk\n        belopp: 1 000\n"
    )
    more = (
        text + "      buss:\n        rubrik: Buss\n        belopp: 500\n        schabloner: inga\n"
    )
    for each in (text, more):
        table = compute(read(each)).tables[1]
        rows = {row.key: price.value for row in table.rows if (price := row.prices[0])}
        assert [int(rows[key]) for key in ("ike", "moms", "bidrag")] == [996, 60, 1056]
