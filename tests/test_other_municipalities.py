"""Five published price lists of other municipalities, reproduced, and their slips and methods named."""

import re
from fractions import Fraction

import pytest

from bidrag.budget.decided import parse_amounts
from bidrag.budget.load import parse_budget
from bidrag.calculation import compute
from bidrag.calculation.stated import cells
from bidrag.review.findings.check import check
from bidrag.review.findings.report import Finding
from tests.conftest import ROOT
from tests.texts import changed

FOLDER = ROOT / "tests" / "kommuner"
AMOUNTS = {
    "bjuv-2017": 52,
    "lindesberg-2023-förskola": 8,
    "lindesberg-2023-grundskola": 21,
    "upplandsväsby-2017": 24,
    "värmdö": 4,
}
# What each list prints and its rule does not give, by address.
MISPRINTED = {
    "grundskola/åk 4-6/administration, kr per elev och år": 72,
    "grundskola/åk 4-6/ike, kr per elev och år": 2477,
    "grundskola/åk 4-6/ike, kr per elev och månad": 207,
    "grundskola/åk 4-6/moms, kr per elev och år": 149,
    "grundskola/åk 4-6/bidrag, kr per elev och år": 2626,
    "grundskola/åk 4-6/bidrag, kr per elev och månad": 218,
}
ROUNDED_UP = {
    "förskola/1-2 år heltid/administration, kr per barn och år": 1,
    "förskola/3-5 år heltid/administration, kr per barn och år": 1,
}
SLIPS: dict[str, dict[str, int]] = {
    "lindesberg-2023-grundskola": MISPRINTED,
    "upplandsväsby-2017": ROUNDED_UP,
}


def files(name: str) -> tuple[str, str]:
    """The budget file and the published amounts."""
    path = FOLDER / f"{name}.yaml"
    return path.read_text(encoding="utf-8"), path.with_suffix(".csv").read_text(encoding="utf-8")


def deviations(budget: str, published: str) -> list[Finding]:
    report = check(
        parse_budget("budget.yaml", budget.encode()),
        parse_amounts("budget.csv", published.encode()),
    )
    return [each for each in report.findings if each.check.code == "D01"]


def causes(found: list[Finding]) -> set[str]:
    return {each.cause for each in found}


def test_every_list_is_here() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(AMOUNTS)
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(AMOUNTS)


@pytest.mark.parametrize("name", AMOUNTS)
def test_every_amount_but_the_slips_is_reproduced(name: str) -> None:
    budget, published = files(name)
    number = len(parse_amounts("budget.csv", published.encode()).amounts)
    assert number == AMOUNTS[name]
    found = {each.subject: each.amount for each in deviations(budget, published)}
    assert found == SLIPS.get(name, {})


def test_lindesbergs_misprint_is_found_and_named() -> None:
    found = deviations(*files("lindesberg-2023-grundskola"))
    assert causes(found) == {
        "83\u00a0042 i stället för 80\u00a0637 "
        "(Kostnad före administration åk 4-6, budget.yaml:30) gör alla sex beloppen rätt"
    }


def test_lindesbergs_list_is_right_without_the_misprint() -> None:
    budget, published = files("lindesberg-2023-grundskola")
    right = changed(budget, ("80 637\n", "83 042\n")), changed(published, ("80637", "83042"))
    assert deviations(*right) == []


def test_upplands_väsbys_slips_are_rounding_up() -> None:
    found = deviations(*files("upplandsväsby-2017"))
    assert causes(found) == {"båda beloppen är avrundade uppåt i stället för till närmaste"}


# The known methods: what a list looks like to somebody who expects the law's ladder, or the file's own.


def all_schablons(text: str) -> str:
    return changed(text, ("        schabloner: moms\n", ""))


def only_groups(published: str, *groups: str) -> str:
    header, *lines = published.splitlines(keepends=True)
    return "".join([header, *(line for line in lines if any(f",{g}," in line for g in groups))])


def test_administration_without_lokal() -> None:
    budget, published = files("upplandsväsby-2017")
    one = only_groups(published, "1-2 år deltid")
    assert causes(deviations(all_schablons(budget), one)) == {
        "alla fyra beloppen stämmer om lokalkostnader inte ingår i administrationens underlag"
    }


def test_a_method_is_found_in_spite_of_slips() -> None:
    budget, published = files("upplandsväsby-2017")
    found = deviations(all_schablons(budget), published)
    cause = "14 av 16 belopp stämmer om lokalkostnader inte ingår i administrationens underlag"
    explained = [each for each in found if each.cause == cause]
    assert (len(found), len(explained)) == (16, 14)
    left = {each.subject for each in found if each.cause != cause}
    assert left == set(ROUNDED_UP)


def test_own_administration_netted() -> None:
    budget, published = files("bjuv-2017")
    gross = changed(
        budget,
        ("        av:\n          - underlag\n          - administration\n", "        av: ike\n"),
    )
    assert causes(deviations(gross, published)) == {
        "alla 16 beloppen stämmer om avdrag (avgift, egen administration) dras efter momsen"
    }


def test_an_unknown_deduction_is_found() -> None:
    budget, published = files("bjuv-2017")
    start, end = budget.index("      egen administration:"), budget.index("      ike:")
    unknown = changed(budget[:start] + budget[end:], ("          - egen administration\n", ""))
    own = "".join(
        line for line in published.splitlines(keepends=True) if ",egen administration," not in line
    )
    found = deviations(unknown, only_groups(own, "1-2 år hel"))
    assert causes(found) == {
        "1-2 år hel: alla fyra beloppen stämmer om 1\u00a0890–1\u00a0895\u00a0kr per år dras av efter "
        "schablonerna (egen administration eller avgift)"
    }


def test_fee_before_moms() -> None:
    budget, published = files("lindesberg-2023-förskola")
    before = changed(
        budget,
        (
            "        av:\n          - kostnad före administration\n          - administration\n",
            "        av: ike\n",
        ),
    )
    assert causes(deviations(before, published)) == {
        "alla tre beloppen stämmer om avdrag (avgift, egen administration) dras efter momsen"
    }


PLAIN = """\
kommun: Testköping
år: 2024
avrundat i källan:
  pris: 1
verksamheter:
  skola:
    skolform: grundskola
    rubrik: Skola
    grupper:
      1-6: åk 1-6
      7-9: åk 7-9
    kostnader:
      undervisning:
        pris: {1-6: 60 111, 7-9: 71 513}
      lärverktyg:
        pris: {1-6: 3 657, 7-9: 4 119}
      elevhälsa:
        pris: {1-6: 3 483, 7-9: 3 691}
      måltider:
        pris: {1-6: 8 927, 7-9: 9 919}
      lokalkostnader:
        pris: {1-6: 20 623, 7-9: 21 733}
"""
LINES = {
    "1-6": {"undervisning": 60111, "lärverktyg": 3657, "elevhälsa": 3483, "måltider": 8927},
    "7-9": {"undervisning": 71513, "lärverktyg": 4119, "elevhälsa": 3691, "måltider": 9919},
}
PREMISES = {"1-6": 20623, "7-9": 21733}
Ladder = dict[str, Fraction]


def half_up(value: Fraction) -> int:
    return int(value + Fraction(1, 2))


def listed(ladders: dict[str, Ladder]) -> str:
    """A published list with these rows for each group, rounded as lists are."""
    rows = [
        f"skola,,{group},{row},{half_up(value)}\n"
        for group, ladder in ladders.items()
        for row, value in ladder.items()
    ]
    return "verksamhet,huvudman,grupp,rad,per_enhet_kr\n" + "".join(rows)


def ladder(
    administration: Fraction, moms: Fraction, group: str, *, moms_base: str = "allt"
) -> Ladder:
    """The ladder by hand: administration on everything, moms on one of the known bases."""
    direct, premises = Fraction(sum(LINES[group].values())), Fraction(PREMISES[group])
    base = direct + premises
    added = administration * base
    bases = {"allt": base + added, "rader": base, "utan lokal": direct + added}
    vat = moms * bases[moms_base]
    return {"administration": added, "ike": base + added, "moms": vat, "bidrag": base + added + vat}


A, M = Fraction(3, 100), Fraction(6, 100)


@pytest.mark.parametrize(
    ("ladders", "cause"),
    [
        (
            {g: ladder(Fraction(3, 97), M, g) for g in LINES},
            "alla åtta beloppen stämmer om administrationen är 3/97 i stället för 3/100 "
            "(procent av summan i stället för påslag)",
        ),
        (
            {g: ladder(A, Fraction(6, 94), g) for g in LINES},
            "alla fyra beloppen stämmer om momsen är 6/94 i stället för 6/100 "
            "(procent av summan i stället för påslag)",
        ),
        (
            {g: ladder(A, M, g, moms_base="rader") for g in LINES},
            "alla fyra beloppen stämmer om momsen räknas bara på kostnadsraderna, "
            "utan administration",
        ),
        (
            {g: ladder(A, M, g, moms_base="utan lokal") for g in LINES},
            "alla fyra beloppen stämmer om lokalkostnader inte ingår i momsens underlag",
        ),
    ],
)
def test_another_method_is_named(ladders: dict[str, Ladder], cause: str) -> None:
    assert causes(deviations(PLAIN, listed(ladders))) == {cause}


def test_the_files_own_method_needs_no_cause() -> None:
    assert deviations(PLAIN, listed({g: ladder(A, M, g) for g in LINES})) == []


EXACT = PLAIN.replace("  pris: 1\n", "  antal: 1\n")


def one_wrong(group: str, row: str, value: int) -> list[Finding]:
    ladders = {g: ladder(A, M, g) for g in LINES}
    ladders[group][row] = Fraction(value)
    return deviations(EXACT, listed(ladders))


def test_slips_in_one_cell_are_named() -> None:
    right = {g: {row: half_up(v) for row, v in ladder(A, M, g).items()} for g in LINES}
    ike = right["1-6"]["ike"]
    assert ike == 99705
    assert causes(one_wrong("1-6", "ike", 99750)) == {
        "möjligen: två siffror har bytt plats (99\u00a0750 i beslutet, 99\u00a0705 beräknat)"
    }
    assert causes(one_wrong("1-6", "ike", right["7-9"]["ike"])) == {
        "möjligen: en granncell har upprepats: skola/7-9/ike har samma belopp"
    }
    twelve = half_up(Fraction(right["7-9"]["bidrag"], 12)) * 12
    assert twelve != right["7-9"]["bidrag"]
    assert causes(one_wrong("7-9", "bidrag", twelve)) == {
        "möjligen: månadsbeloppet är avrundat först och sedan gånger tolv"
    }
    assert causes(one_wrong("1-6", "ike", 12345)) == {""}


def test_a_month_from_the_rounded_year_is_named() -> None:
    # bidrag 1-6 is 105 687,35 kr: a month is 8 807,28, and öre tell the exact year from the rounded.
    year = ladder(A, M, "1-6")["bidrag"]
    exact, rounded = year / 12, Fraction(half_up(year), 12)
    header = "verksamhet,huvudman,grupp,rad,per_enhet_och_månad_kr\n"

    def _öre(value: Fraction) -> str:
        öre = half_up(value * 100)
        return f"{öre // 100}.{öre % 100:02}"

    assert _öre(exact) != _öre(rounded)
    assert deviations(EXACT, f"{header}skola,,1-6,bidrag,{_öre(exact)}\n") == []
    assert causes(deviations(EXACT, f"{header}skola,,1-6,bidrag,{_öre(rounded)}\n")) == {
        "möjligen: beloppet är räknat på det avrundade årsbeloppet"
    }


def test_swapped_digits_in_the_file_are_named() -> None:
    published = listed(
        {g: {**{k: Fraction(v) for k, v in LINES[g].items()}, **ladder(A, M, g)} for g in LINES}
    )
    swapped = changed(PLAIN, ("60 111", "61 011"))
    assert causes(deviations(swapped, published)) == {
        "60\u00a0111 i stället för 61\u00a0011 "
        "(Undervisning åk 1-6, budget.yaml:14, två siffror har bytt plats) gör alla fem beloppen rätt"
    }


def test_a_row_that_only_the_decision_has_is_named() -> None:
    """Without the row, every input could be made to fit: none is blamed."""
    published = listed(
        {g: {**{k: Fraction(v) for k, v in LINES[g].items()}, **ladder(A, M, g)} for g in LINES}
    )
    start, end = PLAIN.index("      elevhälsa:"), PLAIN.index("      måltider:")
    found = deviations(PLAIN[:start] + PLAIN[end:], published)
    assert causes(found) == {
        "alla åtta beloppen stämmer om raden elevhälsa, som bara beslutet har, läggs till"
    }


def test_a_truncated_table_is_no_fee() -> None:
    text = re.sub("([0-9]{3})(?=[,}])", r"\1.3", EXACT)
    computed = cells(compute(parse_budget("budget.yaml", text.encode())))
    truncated = {g: Ladder() for g in LINES}
    for cell, term in computed:
        truncated[cell.group][cell.row] = Fraction(int(term.value))
    found = deviations(text, listed(truncated))
    assert len(found) == 5
    assert causes(found) == {"alla fem beloppen är avhuggna i stället för avrundade till närmaste"}


def test_a_right_bidrag_rules_out_a_deduction() -> None:
    ladders = {g: ladder(A, M, g) for g in LINES}
    total = Fraction(sum(LINES["1-6"].values()) + PREMISES["1-6"])
    ladders["1-6"] |= {"grundbelopp": total - 100, "ike": ladders["1-6"]["ike"] - 100}
    found = deviations(EXACT, listed(ladders))
    assert len(found) == 2
    assert causes(found) == {""}


def test_equal_neighbours_are_no_slip() -> None:
    same = PLAIN.replace("7-9: 9 919", "7-9: 8 927")
    header = "verksamhet,huvudman,grupp,rad,per_enhet_kr\n"
    found = deviations(same, f"{header}skola,,1-6,måltider,8900\nskola,,7-9,måltider,8900\n")
    assert len(found) == 2
    assert not any("granncell" in each.cause for each in found)


def test_a_wide_range_is_not_told_as_one_number() -> None:
    """One share in hundreds of kronor fits many budgets: the number is round, and said to be about."""
    header = "verksamhet,huvudman,grupp,rad,per_enhet_kr\n"
    found = deviations(BUDGETED, f"{header}skola,,1-6,ike,14317\nskola,,1-6,bidrag,15176\n")
    assert causes(found) == {
        "omkring 4\u00a0184\u00a0000 i stället för 4\u00a0000\u00a0000 "
        "(budget Undervisning, budget.yaml:12) gör båda beloppen rätt"
    }


BUDGETED = """\
kommun: Testköping
år: 2024
verksamheter:
  skola:
    skolform: grundskola
    rubrik: Skola
    grupper:
      1-6: åk 1-6
    antal:
      1-6: 301
    kostnader:
      undervisning: 4 000 000
"""


def test_the_rates_of_another_method_are_the_files_own() -> None:
    """Pedagogisk omsorg has 1 % administration, so the other way to count it is 1/99."""
    text = PLAIN.replace("skolform: grundskola", "skolform: pedagogisk omsorg")
    for old, new in (
        ("undervisning", "omsorg och pedagogisk verksamhet"),
        ("lärverktyg", "pedagogiskt material"),
    ):
        text = text.replace(old, new)
    start, end = text.index("      elevhälsa:"), text.index("      måltider:")
    rows = {
        "1-6": Fraction(60111 + 3657 + 8927 + 20623),
        "7-9": Fraction(71513 + 4119 + 9919 + 21733),
    }
    ladders: dict[str, Ladder] = {}
    for group, base in rows.items():
        added = base / 99
        vat = M * (base + added)
        ladders[group] = {"administration": added, "moms": vat, "bidrag": base + added + vat}
    assert causes(deviations(text[:start] + text[end:], listed(ladders))) == {
        "alla fem beloppen stämmer om administrationen är 1/99 i stället för 1/100 "
        "(procent av summan i stället för påslag)"
    }


def test_a_rate_of_the_whole_is_no_method() -> None:
    steps = (
        "    steg:\n      administration: {schablon: administration, av: undervisning}\n"
        "      moms: {procent: 100 %, av: undervisning}\n"
        "      bidrag: {summa: [undervisning, administration, moms]}\n"
    )
    header = "verksamhet,huvudman,grupp,rad,per_enhet_kr\n"
    found = deviations(BUDGETED + steps, f"{header}skola,,1-6,bidrag,1\nskola,,1-6,moms,2\n")
    assert len(found) == 2


def test_a_deduction_per_day_is_told_per_year() -> None:
    """10 kr a day of the calendar's 366 is 3 660 kr a year, give or take the printed öre."""
    ike = (ladder(A, M, "1-6")["ike"] - 3660) / 366
    bidrag = (ladder(A, M, "1-6")["bidrag"] - 3660) / 366
    header = "verksamhet,huvudman,grupp,rad,per_enhet_och_dag_kr\n"
    rows = "".join(
        f"skola,,1-6,{row},{half_up(value * 100) // 100}.{half_up(value * 100) % 100:02}\n"
        for row, value in (("ike", ike), ("bidrag", bidrag))
    )
    (cause,) = causes(deviations(EXACT, header + rows))
    assert "om 3\u00a0660–3\u00a0661\u00a0kr per år dras av" in cause


def test_two_activities_with_one_fault_are_told_apart() -> None:
    body = PLAIN[PLAIN.index("  skola:\n") :]
    twice = PLAIN + body.replace("  skola:", "  skola två:").replace("rubrik: Skola", "rubrik: Två")
    ladders = {g: ladder(A, Fraction(6, 94), g) for g in LINES}
    one = listed(ladders)
    two = one + one.partition("\n")[2].replace("skola,", "skola två,")
    found = deviations(twice, two)
    assert {(each.about, each.cause.partition(" stämmer")[0]) for each in found} == {
        ("skola", "alla fyra beloppen"),
        ("skola två", "alla fyra beloppen"),
    }
