"""The socioekonomiska tillägg: an index for each unit, and a pot for those below the average."""

import csv
import json
from collections.abc import Sequence
from fractions import Fraction
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from rich.text import Text

from bidrag.budget.decided import parse_amounts
from bidrag.budget.diagnostics import BudgetError
from bidrag.budget.jsonschema import file_schema
from bidrag.calculation import compute
from bidrag.calculation.budget import Activity, Group, IndexSplit, Line, Supplement
from bidrag.calculation.formula import Amount, Term, operands
from bidrag.calculation.legal import SOCIOECONOMIC, supplement_ladder
from bidrag.calculation.stated import Cell, Measure
from bidrag.calculation.tables import Row
from bidrag.output.amounts.plain import write_plain
from bidrag.output.amounts.terminal import print_terminal
from bidrag.review.explanation.addresses import amounts as addresses
from bidrag.review.findings.check import check
from bidrag.rounding import apportioned, published, to_unit, whole
from tests import examples
from tests.conftest import Run
from tests.scenarios import Scenario, by_all_orders, by_cause, changes, compared, read
from tests.texts import changed

# Index, with both criteria counting half: A (20 % + 40 %) / 2 = 0,30; B 0,40; C 0,70; D 0,60.
# The average over all 300 children is (100 × 0,3 + 50 × 0,4 + 100 × 0,7 + 50 × 0,6) / 300 = 0,50.
# A is 0,20 below it and B 0,10; times children that is 20 and 5, so A gets 20/25 and B 5/25 of the pot.
TEXT = """\
kommun: Provkommunen
år: 2024
verksamheter:
  grundskola:
    skolform: grundskola
    rubrik: Grundskola
    grupper:
      alla: alla
    antal:
      alla: 300
    kostnader:
      undervisning: 15 000 000
    tillägg:
      nyanlända:
        rubrik: Nyanlända
        belopp: 35 000
    socioekonomiskt tillägg:
      pott: 1 000 000
      vikter:
        utbildning: 50 %
        utan bistånd: 0,5
      enheter:
        A-skolan:
          antal: 100
          andelar:
            utbildning: 20 %
            utan bistånd: 40 %
        B-skolan:
          antal: 50
          andelar:
            utbildning: 40 %
            utan bistånd: 40 %
        C-skolan:
          antal: 100
          andelar:
            utbildning: 80 %
            utan bistånd: 60 %
        D-skolan:
          antal: 50
          andelar:
            utbildning: 60 %
            utan bistånd: 60 %
huvudmän:
  Friskolan AB:
    verksamheter:
      grundskola:
        enheter:
          - B-skolan
  Annan skola:
    verksamheter:
      grundskola: {}
"""
# Three units with the same index, as many children in each, and one above them.
THIRDS = """\
kommun: Provkommunen
år: 2024
verksamheter:
  grundskola:
    skolform: grundskola
    rubrik: Grundskola
    grupper:
      alla: alla
    kostnader:
      undervisning:
        pris:
          alla: 50 000
    socioekonomiskt tillägg:
      pott: 100
      vikter:
        utbildning: 1
      enheter:
        Första:
          antal: 10
          andelar:
            utbildning: 20 %
        Andra:
          antal: 10
          andelar:
            utbildning: 20 %
        Tredje:
          antal: 10
          andelar:
            utbildning: 20 %
        Fjärde:
          antal: 10
          andelar:
            utbildning: 90 %
"""


def values(text: str) -> dict[str, Fraction]:
    """Every amount of the budget by its address."""
    index = addresses(compute(read(text)))
    return {key: target.term.value for key, target in index.items() if target.term}


def rows(text: str) -> dict[tuple[str, str, str], tuple[str, str]]:
    """The lines of csv: huvudman, group and row, with what is per year and per child."""
    read_back = csv.reader(StringIO(text, newline=""))
    return {(line[1], line[2], line[3]): (line[4], line[5]) for line in read_back}


def errors(text: str) -> list[tuple[str, int, str]]:
    """The code, line and message of every error."""
    with pytest.raises(BudgetError) as caught:
        read(text)
    return [
        (each.code.id, each.place.line if each.place else 0, each.message)
        for each in caught.value.diagnostics
    ]


def test_a_worked_case() -> None:
    """By hand, as in the comment above the file."""
    found = values(TEXT)
    assert found["grundskola/A-skolan/index"] == Fraction("0.3")
    assert found["grundskola/C-skolan/index"] == Fraction("0.7")
    assert found["grundskola/totalt/socioekonomiskt tillägg/index"] == Fraction("0.5")
    assert found["grundskola/A-skolan/avstånd"] == Fraction("0.2")
    assert found["grundskola/A-skolan/socioekonomiskt tillägg/andel"] == 800_000
    assert found["grundskola/B-skolan/socioekonomiskt tillägg/andel"] == 200_000
    assert found["grundskola/A-skolan/socioekonomiskt tillägg"] == 8_000
    # 200 000 / 50 elever, and 6 % of that.
    assert found["grundskola/B-skolan/socioekonomiskt tillägg"] == 4_000
    assert found["grundskola/B-skolan/moms"] == 240
    assert found["grundskola/B-skolan/bidrag"] == 4_240
    assert found["grundskola/B-skolan/bidrag/andel"] == 212_000
    assert "grundskola/C-skolan/socioekonomiskt tillägg" not in found
    assert "grundskola/D-skolan/bidrag" not in found


def test_a_negative_weight_turns_a_criterion_around() -> None:
    """The share with bistånd and a minus give the same amounts as the share without."""
    turned = changed(TEXT, ("utan bistånd: 0,5", "med bistånd: -50 %"))
    for without, share in ((40, 60), (40, 60), (60, 40), (60, 40)):
        turned = changed(turned, (f"utan bistånd: {without} %", f"med bistånd: {share} %"))
    old, new = values(TEXT), values(turned)
    # Without is 1 - with, so every index is 0,5 less: the average, too, and no distance changes.
    assert new["grundskola/A-skolan/index"] == old["grundskola/A-skolan/index"] - Fraction("0.5")
    for unit in ("A-skolan", "B-skolan"):
        for row in ("avstånd", "socioekonomiskt tillägg", "socioekonomiskt tillägg/andel"):
            assert new[f"grundskola/{unit}/{row}"] == old[f"grundskola/{unit}/{row}"]


def test_equal_remainders_go_to_the_first() -> None:
    """100 kr to three alike: 33 1/3 each, so 34, 33 and 33, and not 33 three times."""
    calculation = compute(read(THIRDS))
    row = next(row for table in calculation.tables for row in table.rows if row.shared_by)
    assert [share and share.value for share in row.shares] == [Fraction(100, 3)] * 3 + [None]
    assert [published(share) for share in row.shares if share] == [34, 33, 33]
    # Per child it is the exact amount that counts: 100/3/10 kr.
    assert [price and price.value for price in row.prices] == [Fraction(10, 3)] * 3 + [None]


@given(st.lists(st.fractions(-(10**6), 10**6, max_denominator=997), min_size=1, max_size=12))
def test_apportioned_amounts_sum_to_the_whole(parts: list[Fraction]) -> None:
    """And each is one of the two whole kronor that its exact amount lies between."""
    found = apportioned(parts)
    assert sum(found) == whole(sum(parts, Fraction(0)))
    assert all(abs(each - part) < 1 for each, part in zip(found, parts, strict=True))


UNITS = st.lists(
    st.tuples(st.integers(1, 400), st.tuples(*[st.integers(0, 100)] * 3)), min_size=2, max_size=9
)
WEIGHTS = st.tuples(*[st.integers(-5, 5)] * 3)
POT = st.integers(1, 10**7)


def activity(
    pot: int, weights: tuple[Fraction, ...], units: list[tuple[int, tuple[int, ...]]]
) -> Activity:
    """A socioekonomiskt tillägg; assumes that not all units have the same index."""
    indices = {sum(w * s for w, s in zip(weights, shares, strict=True)) for _, shares in units}
    assume(len(indices) > 1)
    names = [f"enhet {i}" for i in range(len(units))]
    split = IndexSplit(
        examples.given(pot),
        {f"k{i}": examples.given(weight) for i, weight in enumerate(weights)},
        {
            name: {f"k{i}": examples.given(Fraction(s, 100)) for i, s in enumerate(shares)}
            for name, (_, shares) in zip(names, units, strict=True)
        },
    )
    line = Line(
        SOCIOECONOMIC, "Tillägg", split, None, (), examples.HERE, outside=("administration",)
    )
    groups = tuple(
        Group(name, name, examples.given(count))
        for name, (count, _) in zip(names, units, strict=True)
    )
    base = examples.activity({"alla": Fraction(1)}, examples.equal(Fraction(1)))
    return base._replace(
        groups=groups,
        lines=(line,),
        steps=supplement_ladder((line,), lambda _: examples.given(Fraction(6, 100))),
        supplement=Supplement(SOCIOECONOMIC, "Tillägg", by_unit=True),
    )


def shared(activity: Activity) -> Row:
    """The row of the pot."""
    return next(iter(compute(examples.budget(activity)).tables)).rows[0]


@settings(max_examples=40)
@given(POT, WEIGHTS, UNITS)
def test_the_pot_is_spent_to_the_krona(
    pot: int, weights: tuple[int, ...], units: list[tuple[int, tuple[int, ...]]]
) -> None:
    """Exactly, as printed, and per child times number of children."""
    row = shared(activity(pot, tuple(map(Fraction, weights)), units))
    shares = [share for share in row.shares if share]
    assert sum(share.value for share in shares) == pot
    assert sum(map(published, shares)) == pot
    paid = sum(
        price.value * count for price, (count, _) in zip(row.prices, units, strict=True) if price
    )
    assert paid == pot


@settings(max_examples=40)
@given(POT, WEIGHTS, UNITS)
def test_the_lower_the_index_the_more_per_child(
    pot: int, weights: tuple[int, ...], units: list[tuple[int, tuple[int, ...]]]
) -> None:
    """And who is at the average or above it gets nothing; the index is here computed independently."""
    row = shared(activity(pot, tuple(map(Fraction, weights)), units))
    indices = [
        sum((Fraction(w * s, 100) for w, s in zip(weights, shares, strict=True)), Fraction(0))
        for _, shares in units
    ]
    children = sum(count for count, _ in units)
    average = sum(i * count for i, (count, _) in zip(indices, units, strict=True)) / children
    prices = [price.value if price else Fraction(0) for price in row.prices]
    for own, price in zip(indices, prices, strict=True):
        assert (price > 0) == (own < average)
    below = sorted((i, -price) for i, price in zip(indices, prices, strict=True) if price)
    assert [price for _, price in below] == sorted(price for _, price in below)
    assert all((a[0] < b[0]) == (a[1] < b[1]) for a, b in pairwise(below))


@settings(max_examples=40)
@given(POT, WEIGHTS, UNITS, st.fractions(Fraction(1, 50), 50))
def test_only_how_the_weights_stand_to_each_other_counts(
    pot: int,
    weights: tuple[int, ...],
    units: list[tuple[int, tuple[int, ...]]],
    scale: Fraction,
) -> None:
    """They need not sum to one: any multiple of them gives the same amounts."""
    plain = tuple(map(Fraction, weights))
    rows = [shared(activity(pot, each, units)) for each in (plain, tuple(w * scale for w in plain))]
    one, other = ([share and share.value for share in row.shares] for row in rows)
    assert one == other


def test_weights_are_numbers_or_percentages() -> None:
    """All of them without a sign are one scale, whatever it is; beside a percentage 1,99 is 199 %."""
    for edits in (
        (("utbildning: 50 %", "utbildning: 50"), ("utan bistånd: 0,5", "utan bistånd: 30")),
        (("utan bistånd: 0,5", "utan bistånd: -1,99"),),
    ):
        assert read(changed(TEXT, *edits))


def test_every_error_in_one_run() -> None:
    """Each at its place; what is wrong in one number does not hide the others."""
    bad = changed(
        TEXT,
        ("pott: 1 000 000", "pott: 0"),
        ("A-skolan:\n          antal: 100", "A-skolan:\n          antal: 0"),
        ("B-skolan:\n          antal: 50", "B-skolan:\n          antal: -50"),
        ("utbildning: 20 %", "utbildning: 120 %"),
        ("utbildning: 40 %", "utbildning: -40 %"),
        ("            utbildning: 80 %\n", ""),
        ("utbildning: 60 %", "utbildnig: 60 %"),
        ("- B-skolan", "- B-skola"),
    )
    assert errors(bad) == [
        ("B015", 18, "talet 0 är för litet"),
        ("B015", 24, "talet 0 är för litet"),
        ("B015", 26, "talet 120 % är för stort"),
        ("B015", 29, "talet -50 är för litet"),
        ("B015", 31, "talet -40 % är för litet"),
        ("B020", 33, "kriteriet utbildning saknas för C-skolan"),
        ("B021", 40, "kriteriet utbildnig har ingen vikt"),
        ("B071", 47, "enheten B-skola finns inte"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("utan bistånd: 0,5", "utan bistånd: -30", ("B012", 21)),
        ("utan bistånd: 0,5", "utan bistånd: 2", ("B012", 21)),
        ("B-skolan:\n", "alla:\n", ("B044", 28)),
        ("B-skolan:\n", "nyanlända:\n", ("B044", 28)),
        ("B-skolan:\n", "totalt:\n", ("B044", 28)),
        ("B-skolan:\n", "A-skolan:\n", ("B011", 28)),
        ("undervisning: 15", "socioekonomiskt tillägg: 15", ("B044", 12)),
        ("utbildning: 20 %", "utbildning: 20", ("B013", 26)),
        ("utbildning: 50 %", "utbildning: hälften", ("B013", 20)),
        ("grundskola: {}", "grundskola:\n        enheter:\n          - B-skolan", ("B044", 53)),
    ],
)
def test_what_is_refused(old: str, new: str, expected: tuple[str, int]) -> None:
    """Names that are taken, numbers of the wrong kind, a unit of two providers."""
    assert expected in [each[:2] for each in errors(changed(TEXT, (old, new)))]


def test_nobody_below_the_average() -> None:
    """One unit, or units that are all alike: the pot could not be paid to anybody."""
    alike = changed(THIRDS, ("utbildning: 90 %", "utbildning: 20 %"))
    alone = THIRDS[: THIRDS.index("        Andra:")]
    for text in (alike, alone, changed(THIRDS, ("utbildning: 1\n", "utbildning: 0\n"))):
        message = "ingen enhet ligger under snittet, så potten går inte att fördela"
        assert errors(text) == [("B070", 14, message)]


def test_a_unit_needs_its_tillägg() -> None:
    """A provider's units are those of the activity's socioekonomiska tillägg, which has to be there."""
    start = TEXT.index("    socioekonomiskt tillägg:")
    text = TEXT[:start] + TEXT[TEXT.index("huvudmän:") :]
    assert [each[0] for each in errors(text)] == ["B071"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the worked case and the one of thirds."""
    (tmp_path / "prov.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "tredjedelar.yaml").write_text(THIRDS, encoding="utf-8")
    return tmp_path


def test_the_table() -> None:
    """A line for each unit; the exact words, widths aside."""
    text = write_plain(compute(read(TEXT))).replace("\u00a0", " ")
    page = text[text.index("SOCIOEKONOMISKT TILLÄGG 2024, GRUNDSKOLA") :].split("\n\n")
    lines = [line.split() for line in page[1].splitlines()]
    assert [
        "A-skolan",
        "100",
        "0,3000",
        "800",
        "000",
        "8",
        "000",
        "–",
        "–",
        "–",
        "–",
    ] in lines
    own = "B-skolan 50 0,4000 200 000 4 000 12 000 240 212 000 4 240"
    assert own.split() in lines
    assert ["C-skolan", "100", "0,7000", "–", "–", "–", "–", "–", "–"] in lines
    assert ["Totalt", "300", "0,5000", "1", "000", "000"] in lines
    assert "summerar till potten" in page[2]
    assert "(utbildning 50 %; utan bistånd 0,5)" in page[2]


MUNICIPAL = TEXT[: TEXT.index("huvudmän:")]


def test_moms_and_bidrag_are_only_of_a_provider_s_units(folder: Path, run: Run) -> None:
    """A-skolan is the municipality's own and paid out of the pot; B-skolan is Friskolan's."""
    found = rows(run("compute", "prov.yaml", "--format", "csv", cwd=folder).stdout.decode())
    of_units = {key[1:]: each for key, each in found.items() if key[0] == "" and "skolan" in key[1]}
    assert of_units == {
        ("A-skolan", SOCIOECONOMIC): ("800000", "8000"),
        ("B-skolan", SOCIOECONOMIC): ("200000", "4000"),
        ("B-skolan", "moms"): ("12000", "240"),
        ("B-skolan", "bidrag"): ("212000", "4240"),
    }
    text = run("compute", "prov.yaml", "--format", "json", cwd=folder).stdout.decode()
    addresses = {each["adress"] for of in json.loads(text)["tabeller"] for each in of["belopp"]}
    assert "grundskola/B-skolan/bidrag" in addresses
    assert not addresses & {"grundskola/A-skolan/bidrag", "grundskola/A-skolan/moms"}
    text = run("compute", "prov.yaml", "--format", "md", cwd=folder).stdout.decode()
    line = next(line for line in text.splitlines() if line.startswith("| A-skolan"))
    assert [each.strip() for each in line.split("|")[-4:-1]] == ["–", "–", "–"]
    assert "– betyder att gruppen eller enheten inte får beloppet." not in text
    assert "– betyder att enheten inte får beloppet." in text
    text = run("explain", "prov.yaml", "grundskola/A-skolan/moms", cwd=folder).stdout.decode()
    assert "enheten får det inte, och i tabellen står ett streck" in text


def test_without_a_provider_s_unit_there_is_only_the_pot() -> None:
    """No moms and no bidrag, in no format; a note says for whom there would be."""
    calculation = compute(read(MUNICIPAL))
    (table,) = (table for table in calculation.tables if table.shared_by)
    assert [row.key for row in table.rows] == [SOCIOECONOMIC]
    assert all(price.row == SOCIOECONOMIC for price in table.prices)
    text = write_plain(calculation)
    page = text[text.index("SOCIOEKONOMISKT TILLÄGG 2024, GRUNDSKOLA") :]
    assert "BIDRAG FRISTÅENDE" not in page
    note = "Kompensation för mervärdesskatt läggs på beloppet för de enheter som står under en huvudmans"
    assert note in page
    assert note not in write_plain(compute(read(TEXT)))
    outside = changed(MUNICIPAL, ("pott: 1 000 000", "pott: 1 000 000\n      schabloner: inga"))
    assert "Bidrag räknas för de enheter" in write_plain(compute(read(outside)))
    assert not [each for each in check(read(MUNICIPAL), None).findings if each.check.code[0] == "S"]


def test_administration_is_also_of_the_municipality_s_own_units() -> None:
    """It is a part of what another municipality pays, so only moms and bidrag are the provider's."""
    administered = "pott: 1 000 000\n      schabloner: [administration, moms]"
    found = values(changed(TEXT, ("pott: 1 000 000", administered)))
    # 8 000 kr and 3 % administration; of B-skolan 4 000 × 1,03 × 1,06.
    assert found["grundskola/A-skolan/ike"] == 8_240
    assert found["grundskola/B-skolan/bidrag"] == Fraction("4367.2")
    assert not found.keys() & {"grundskola/A-skolan/moms", "grundskola/A-skolan/bidrag"}


def test_a_unit_that_a_provider_takes_over() -> None:
    """Its moms and bidrag come; its part of the pot is the same."""
    found = compared(MUNICIPAL, TEXT)
    come = {words[-1] for words in (absence.words for absence in found.added)}
    assert {("rad", "moms"), ("rad", "bidrag")} <= come
    assert Cell("grundskola", "", "B-skolan", SOCIOECONOMIC, Measure.YEAR) not in changes(found)


def test_a_pot_is_decided_for_the_year_also_where_months_are_rounded_first(
    folder: Path, run: Run
) -> None:
    """4 240 kr per child times 50 is 212 000; twelve months of 353 kr would have been 4 236."""
    text = f"{TEXT}avrundning:\n  först: månad\n"
    (folder / "först.yaml").write_text(text, encoding="utf-8")
    found = rows(run("compute", "först.yaml", "--format", "csv", cwd=folder).stdout.decode())
    for provider in ("", "Friskolan AB"):
        assert found[provider, "B-skolan", "bidrag"] == ("212000", "4240")
    note = "Det gäller inte det som delas mellan enheter"
    assert note in write_plain(compute(read(text)))
    start = text.index("    socioekonomiskt tillägg:")
    without = text[:start] + "avrundning:\n  först: månad\n"
    assert note not in write_plain(compute(read(without)))
    assert [
        each.check.code for each in check(read(text), None).findings if each.check.code == "S08"
    ] == []


def test_a_sum_with_nothing_in_a_block_is_left_out() -> None:
    """On a narrow terminal the table is parts; each that has the total has an amount in it."""
    file = StringIO()
    print_terminal(compute(read(TEXT)), file, 80)
    page = Text.from_ansi(file.getvalue()).plain
    page = page[page.index("SOCIOEKONOMISKT TILLÄGG 2024") :]
    page = page[: page.index("Kompensationen")]
    totals = [line.split() for line in page.splitlines() if line.startswith("Totalt")]
    # Four parts: the counts, the pot, moms and bidrag; only the first two have a total.
    assert page.count("\nA-skolan") == 4
    assert totals == [["Totalt", "300", "0,5000"], ["Totalt", "1", "000", "000"]]


def test_every_address_is_of_one_amount() -> None:
    """Also where criteria are called what other parts of an index are."""
    names = ("antal", "kriterier")
    text = TEXT
    for old, new in zip(("utbildning", "utan bistånd"), names, strict=True):
        text = text.replace(f" {old}:", f" {new}:")
    found: dict[str, set[int]] = {}
    stack: list[Term] = [
        term
        for table in compute(read(text)).tables
        for row in table.rows
        for term in (
            row.total,
            *row.shares,
            *row.prices,
            *(row.shared_by.groups if row.shared_by else ()),
        )
        if term
    ]
    while stack:
        term = stack.pop()
        if isinstance(term, Amount):
            found.setdefault(term.address, set()).add(id(term))
            stack += operands(term.formula)
    assert "grundskola/A-skolan/index/kriterier/antal" in found
    assert [address for address, amounts in found.items() if len(amounts) > 1] == []


def test_the_pot_is_money_to_an_editor() -> None:
    """In kronor, and more than none."""
    defined = file_schema()["$defs"]
    (pot,) = (
        each["properties"]["pott"]
        for each in defined.values()
        if "pott" in str(each.get("required"))
    )
    assert pot["$ref"] == "#/$defs/Pot"
    shape = defined["Pot"]
    assert shape["title"] == "kronor (större än noll)"
    assert [Draft202012Validator(shape).is_valid(each) for each in (1, 0, "4 200 000", "0")] == [
        True,
        False,
        True,
        False,
    ]


def test_a_pot_is_apportioned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many amounts it is, and however often they are printed."""
    asked: list[int] = []

    def _counted(values: Sequence[Fraction]) -> list[int]:
        asked.append(len(values))
        return apportioned(values)

    monkeypatch.setattr("bidrag.rounding.apportioned", _counted)
    row = next(row for table in compute(read(THIRDS)).tables for row in table.rows if row.shared_by)
    for _ in range(2):
        assert [published(share) for share in row.shares if share] == [34, 33, 33]
    assert asked == [3]


def test_all_formats_show_the_same(folder: Path, run: Run) -> None:
    """The apportioned kronor, and not the rounded: 34, 33 and 33."""
    told = {
        each: run("compute", "tredjedelar.yaml", "--format", each, cwd=folder).stdout.decode()
        for each in ("csv", "json", "md", "table")
    }
    from_csv = rows(told["csv"])
    units = ("Första", "Andra", "Tredje")
    assert [from_csv["", unit, SOCIOECONOMIC] for unit in units] == [
        ("34", "3"),
        ("33", "3"),
        ("33", "3"),
    ]
    assert from_csv["", "totalt", SOCIOECONOMIC] == ("100", "")
    assert ("", "Fjärde", SOCIOECONOMIC) not in from_csv
    table = json.loads(told["json"])["tabeller"][1]
    budgets = {each["adress"]: each["budget"] for each in table["belopp"] if each["budget"]}
    first = budgets[f"grundskola/Första/{SOCIOECONOMIC}"]
    assert (first["kr"], first["exakt"]) == (34, "100/3")
    # Index 20 % three times and 90 % once, ten children in each: (3 × 0,2 + 0,9) / 4.
    assert table["index"]["snitt"]["exakt"] == "3/8"
    assert table["index"]["grupper"]["Fjärde"]["exakt"] == "9/10"
    for each in ("md", "table"):
        line = next(line for line in told[each].splitlines() if "Första" in line)
        assert line.replace("|", " ").split()[:4] == ["Första", "10", "0,2000", "34"]


def test_a_terminal_keeps_every_digit(folder: Path, run: Run) -> None:
    """The columns of a row stay together; months are the price's, the year's money stays."""
    text = run("compute", "prov.yaml", "--period", "månad", cwd=folder).stdout.decode()
    text = text[text.index("SOCIOEKONOMISKT TILLÄGG 2024") :].replace("\u00a0", " ")
    line = next(line for line in text.splitlines() if line.startswith("B-skolan"))
    # 4 000 / 12 = 333,33; 240 / 12 = 20; 4 240 / 12 = 353,33.
    assert line.split() == [
        "B-skolan",
        "50",
        "0,4000",
        "200",
        "000",
        "333",
        "12",
        "000",
        "20",
        "212",
        "000",
        "353",
    ]


def test_a_provider_sees_its_own_unit(folder: Path, run: Run) -> None:
    """With moms, and per year; a provider without units has no such table."""
    own = run("compute", "prov.yaml", "--huvudman", "Friskolan AB", "--format", "csv", cwd=folder)
    found = rows(own.stdout.decode())
    assert found["Friskolan AB", "B-skolan", SOCIOECONOMIC] == ("200000", "4000")
    assert found["Friskolan AB", "B-skolan", "bidrag"] == ("212000", "4240")
    assert ("Friskolan AB", "A-skolan", SOCIOECONOMIC) not in found
    text = write_plain(compute(read(TEXT)).only((), ("Friskolan AB",)))
    assert "SOCIOEKONOMISKT TILLÄGG TILL FRISKOLAN AB; GRUNDSKOLA 2024" in text
    assert "SOCIOEKONOMISKT" not in write_plain(compute(read(TEXT)).only((), ("Annan skola",)))


def test_check_proves_that_the_printed_amounts_sum_to_the_pot() -> None:
    """S01 and S09 hold; nothing but notes and what the small file leaves out is found."""
    report = check(read(THIRDS), None)
    assert [each.check.code for each in report.findings if each.check.code[0] == "S"] == []
    proved = {proof.check.code: proof.text for proof in report.proofs}
    assert proved["S09"] == "1 prövade, alla stämmer"


def test_check_finds_units_that_do_not_sum_to_the_pot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were each rounded by itself, a krona would be left: 33 three times is not 100."""
    monkeypatch.setattr(
        "bidrag.review.findings.rounded.published", lambda term, unit=1: to_unit(term.value, unit)
    )
    found = [each for each in check(read(THIRDS), None).findings if each.check.code == "S09"]
    assert [each.amount for each in found] == [-1]


def test_a_decision_in_other_kronor_is_wrong() -> None:
    """33 three times is not the decision: the first unit gets 34."""
    header = "verksamhet,huvudman,grupp,rad,budget_kr,per_enhet_kr\n"
    for first, wrong in ((34, 0), (33, 1)):
        line = f"grundskola,,Första,{SOCIOECONOMIC},{first},3\n"
        stated = parse_amounts("budget.csv", (header + line).encode())
        found = check(read(THIRDS), stated).findings
        assert len([each for each in found if each.check.code == "D01"]) == wrong


def test_a_saved_table_is_the_same_as_its_budget(folder: Path, run: Run) -> None:
    """What compute writes, check and diff read back without a difference."""
    run("compute", "tredjedelar.yaml", "-o", "tredjedelar.csv", cwd=folder)
    done = run("diff", "tredjedelar.csv", "tredjedelar.yaml", "--exit-code", cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")


def test_explain_goes_down_to_the_line(folder: Path, run: Run) -> None:
    """From a unit's money to the share and weight in the file, and what the index is less than."""
    address = f"grundskola/B-skolan/{SOCIOECONOMIC}/andel"
    text = run("explain", "prov.yaml", address, cwd=folder).stdout.decode().replace("\u00a0", " ")
    assert "Avstånd till snittet B-skolan: 0,1 = 0,5 \N{MINUS SIGN} 0,4" in text
    assert "Index B-skolan: 0,4 = 0,2 + 0,2" in text
    assert "prov.yaml:31:25, verksamheter › grundskola › socioekonomiskt tillägg › enheter" in text
    assert "beslutas i hela kronor som summerar till potten" in text
    told = run("explain", "prov.yaml", "grundskola/C-skolan/index", "--format", "json", cwd=folder)
    assert json.loads(told.stdout)["delar"][0]["exakt"] == "7/10"
    nothing = run("explain", "prov.yaml", f"grundskola/C-skolan/{SOCIOECONOMIC}", cwd=folder)
    assert "Inget belopp" in nothing.stdout.decode()


POT_CAUSE = "Socioekonomiskt tillägg: pott"
WEIGHT_CAUSE = "Socioekonomiskt tillägg: vikter"
SHARE_CAUSE = "Socioekonomiskt tillägg: enheternas andelar"
COUNT_CAUSE = "Antal elever"
CHANGES = {
    POT_CAUSE: ("pott: 1 000 000", "pott: 1 200 000"),
    WEIGHT_CAUSE: ("utbildning: 50 %", "utbildning: 80 %"),
    # D falls below the average in some of the combinations and not in others.
    SHARE_CAUSE: ("utbildning: 60 %", "utbildning: 30 %"),
    COUNT_CAUSE: (
        "antal: 100\n          andelar:\n            utbildning: 80 %",
        "antal: 220\n          andelar:\n            utbildning: 80 %",
    ),
}


def test_causes_are_the_average_over_all_orders() -> None:
    """Also where who is below the average depends on the causes: each order is computed anew."""
    every = frozenset(CHANGES)
    scenario = Scenario(
        tuple(CHANGES),
        lambda some: changed(TEXT, *(CHANGES[name] for name in CHANGES if name in some)),
    )
    expected = by_all_orders(scenario)
    found = changes(compared(TEXT, scenario.text(every)))
    for row in (SOCIOECONOMIC, "moms", "bidrag"):
        for measure in (Measure.BUDGET, Measure.YEAR):
            cell = Cell("grundskola", "", "B-skolan", row, measure)
            assert by_cause(found[cell]) == expected[cell]
    for measure in (Measure.BUDGET, Measure.YEAR):
        cell = Cell("grundskola", "", "A-skolan", SOCIOECONOMIC, measure)
        assert by_cause(found[cell]) == expected[cell]
    assert len(expected[Cell("grundskola", "", "B-skolan", "bidrag", Measure.YEAR)]) == len(CHANGES)


def test_a_unit_that_goes_and_one_that_comes() -> None:
    """What they change for the others is the number of children; their own amounts come and go."""
    other = changed(TEXT, ("D-skolan", "E-skolan"), ("utbildning: 60 %", "utbildning: 10 %"))
    found = compared(TEXT, other)
    cell = Cell("grundskola", "", "A-skolan", SOCIOECONOMIC, Measure.BUDGET)
    change = changes(found)[cell]
    # E: (10 % + 60 %) / 2 = 0,35. The average is then 137,5 / 300 = 11/24, and the distances times
    # children are A 100 × 19/120, B 50 × 7/120 and E 50 × 13/120: 1 900 + 350 + 650 = 2 900.
    assert change.exact == Fraction(1_000_000 * 1_900, 2_900) - 800_000
    assert sum(part.value for part in change.parts) == change.exact
    assert [part.cause.label for part in change.parts] == [COUNT_CAUSE]
    assert ("grupp", "E-skolan") in [absence.words[-1] for absence in found.added]


def year(pot: int, weights: tuple[int, ...], units: dict[str, tuple[int, tuple[int, ...]]]) -> str:
    """A file with these criteria k0, k1 … and units; those with one more index the more is above."""
    assume(
        len({sum(w * s for w, s in zip(weights, each[1], strict=True)) for each in units.values()})
        > 1
    )
    start = THIRDS[: THIRDS.index("      pott:")]
    lines = [f"      pott: {pot}", "      vikter:"]
    lines += [f"        k{i}: {weight}" for i, weight in enumerate(weights)]
    lines.append("      enheter:")
    for name, (count, shares) in units.items():
        lines += [f"        {name}:", f"          antal: {count}", "          andelar:"]
        lines += [f"            k{i}: {share} %" for i, share in enumerate(shares)]
    return start + "\n".join(lines) + "\n"


SCHOOLS = st.dictionaries(
    st.sampled_from(["A", "B", "C", "D", "E"]),
    st.tuples(st.integers(1, 400), st.tuples(*[st.integers(0, 100)] * 2)),
    min_size=2,
)
PAIR = st.tuples(*[st.integers(-3, 3)] * 2)


@settings(max_examples=25)
@given(POT, PAIR, SCHOOLS, POT, PAIR, SCHOOLS)
def test_any_two_years_are_explained(
    pot: int,
    weights: tuple[int, ...],
    units: dict[str, tuple[int, tuple[int, ...]]],
    later_pot: int,
    later_weights: tuple[int, ...],
    later_units: dict[str, tuple[int, tuple[int, ...]]],
) -> None:
    """Whoever is below the average in either: no error, and the parts sum to the change."""
    texts = year(pot, weights, units), year(later_pot, later_weights, later_units)
    for change in changes(compared(*texts)).values():
        assert sum(part.value for part in change.parts) == change.exact


def test_diff_in_all_formats(folder: Path, run: Run) -> None:
    """The commands end well, and name the numbers that have changed."""
    other = changed(TEXT, *CHANGES.values())
    (folder / "efter.yaml").write_text(other, encoding="utf-8")
    for each in ("table", "md", "csv", "json"):
        done = run("diff", "prov.yaml", "efter.yaml", "--format", each, cwd=folder)
        assert (done.returncode, done.stderr) == (0, b"")
        text = done.stdout.decode()
        assert SHARE_CAUSE in text.replace("\\", "")
    assert POT_CAUSE in text


def test_a_form_of_ones_own_needs_a_rate_of_moms() -> None:
    """Steps of one's own may do without moms; what is beside them may not."""
    own = changed(
        TEXT,
        (
            "    skolform: grundskola\n",
            "    egen skolform:\n      namn: lovskola\n      enhet: elev\n"
            "      kostnadsslag: undervisning\n",
        ),
        ("    tillägg:\n", "    steg:\n      bidrag:\n        summa: undervisning\n    tillägg:\n"),
    )
    message = "den egna skolformen saknar procentsats för moms"
    assert [each[2] for each in errors(own)] == [message]
    found = values(changed(own, ("      enhet: elev\n", "      enhet: elev\n      moms: 6 %\n")))
    assert found["grundskola/B-skolan/bidrag"] == 4_240


def test_a_cost_line_that_becomes_a_pot() -> None:
    """The year before, money for the same was a cost line by that name, with weights of its own."""
    start = TEXT.index("    socioekonomiskt tillägg:")
    before = changed(
        TEXT[:start],
        ("      alla: alla", "      alla: alla\n      A-skolan: A"),
        ("      alla: 300", "      alla: 300\n      A-skolan: 10"),
        (
            "    tillägg:",
            "      socioekonomiskt tillägg:\n        kostnadsslag: övrigt\n        budget: 900 000\n"
            "        vikter:\n"
            "          alla: 1\n          A-skolan: 2\n    tillägg:",
        ),
    )
    after = changed(TEXT, ("- B-skolan", "- A-skolan"))
    for old, new in ((before, after), (after, before)):
        found = changes(compared(old, new))
        for change in found.values():
            assert sum(part.value for part in change.parts) == change.exact
        assert Cell("grundskola", "", "A-skolan", "bidrag", Measure.YEAR) in found


def test_next_years_file_asks_for_the_units_numbers(folder: Path, run: Run) -> None:
    """The weights are how the municipality computes and stay; pot, counts and shares are the year's."""
    (folder / "2024.yaml").write_text(TEXT, encoding="utf-8")
    assert run("new", "2025", "--budgets", ".", cwd=folder).returncode == 0
    text = (folder / "2025.yaml").read_text(encoding="utf-8")
    assert "      pott:  # 2024: 1 000 000\n" in text
    assert "            utan bistånd:  # 2024: 40 %\n" in text
    assert "        utan bistånd: 0,5\n" in text


def test_a_sum_of_the_pot_alone_is_printed_as_the_pot() -> None:
    """Without schablons a provider's bidrag is its unit's part: 34, 33 and 33 of 100, not 33 three times."""
    units = "huvudmän:\n  Friskolan:\n    verksamheter:\n      grundskola:\n        enheter:\n"
    named = "".join(f"          - {name}\n" for name in ("Första", "Andra", "Tredje"))
    text = changed(THIRDS, ("      pott: 100\n", "      pott: 100\n      schabloner: inga\n"))
    rows = {row.key: row for row in compute(read(text + units + named)).tables[1].rows}
    for key in (SOCIOECONOMIC, "bidrag"):
        assert [published(share) for share in rows[key].shares if share] == [34, 33, 33]
