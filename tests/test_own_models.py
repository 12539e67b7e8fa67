"""Other models than Ludvika's, as worked cases: what is paid, what is unknown, what is refused."""

from fractions import Fraction

import pytest

from bidrag.budget.diagnostics import BudgetError
from bidrag.budget.load import parse_budget
from bidrag.calculation import compute
from bidrag.calculation.formula import Term
from bidrag.calculation.tables import Calculation, Row, Table
from bidrag.output.amounts.plain import write_plain
from tests.texts import changed

BASE = """\
kommun: Testköping
år: 2024
verksamheter:
  fritidshem:
    skolform: fritidshem
    rubrik: Fritidshem
    grupper:
      F-3: F-3
      4-6: åk 4-6
    antal:
      F-3: 50
      4-6: 60
    kostnader:
      omsorg och pedagogisk verksamhet: 9 000 000
      pedagogiskt material: 0
      måltider: 1 000 000
      lokalkostnader: 1 000 000
"""
LADDER = """\
    steg:
      grundbelopp:
        summa: [omsorg och pedagogisk verksamhet, pedagogiskt material, måltider, lokalkostnader]
      administration:
        schablon: administration
        av: grundbelopp
      ike:
        summa: [grundbelopp, administration]
      moms:
        schablon: moms
        av: ike
      avgift:
        belopp:
          F-3: -9 000
          4-6: -6 000
      bidrag:
        summa: [ike, moms, avgift]
"""
WEIGHTED = (
    "    antal:\n      F-3: 50\n      4-6: 60\n",
    "    vikter: {F-3: 1, 4-6: 0.75}\n    viktat antal: 95\n",
)


def calculate(text: str) -> Calculation:
    return compute(parse_budget("2024.yaml", text.encode()))


def codes(text: str) -> list[str]:
    """Each error's code and the line that it points at."""
    with pytest.raises(BudgetError) as caught:
        parse_budget("2024.yaml", text.encode())
    lines = text.split("\n")
    found = [(each.code.id, each.place) for each in caught.value.diagnostics]
    return [f"{code} {lines[place.line - 1].strip() if place else ''}" for code, place in found]


def row(table: Table, key: str) -> Row:
    return next(each for each in table.rows if each.key == key)


def prices(table: Table, key: str) -> list[Fraction | None]:
    return [value(term) for term in row(table, key).prices]


def value(term: Term | None) -> Fraction | None:
    return None if term is None else term.value


def test_a_fee_is_deducted_last_in_price_share_and_total() -> None:
    table = calculate(BASE + LADDER).tables[0]
    gross = Fraction(11_000_000, 110) * Fraction("1.0918")
    assert prices(table, "bidrag") == [gross - 9000, gross - 6000]
    total = row(table, "bidrag").total
    assert total is not None
    assert total.value == 11_000_000 * Fraction("1.0918") - 50 * 9000 - 60 * 6000
    assert [value(term) for term in row(table, "avgift").shares] == [-450_000, -360_000]


def test_a_total_with_an_unknown_part_is_unknown() -> None:
    """With a weighted total nobody knows how many pay the fee, so no total may leave it out."""
    table = calculate(changed(BASE, WEIGHTED) + LADDER).tables[0]
    assert prices(table, "avgift") == [-9000, -6000]
    assert row(table, "moms").total is not None
    assert row(table, "avgift").total is None
    assert row(table, "bidrag").total is None
    assert None not in prices(table, "bidrag")


def test_a_group_that_gets_none_of_the_lines_still_gets_the_fixed_amount() -> None:
    nothing = "      omsorg och pedagogisk verksamhet:\n        pris: {F-3: inget, 4-6: 100}\n"
    lines = nothing + "".join(
        f"      {name}:\n        pris: {{F-3: inget, 4-6: 0}}\n"
        for name in ("pedagogiskt material", "måltider", "lokalkostnader")
    )
    text = BASE.partition("    kostnader:\n")[0] + "    kostnader:\n" + lines + LADDER
    table = calculate(changed(text, ("F-3: -9 000", "F-3: 700"))).tables[0]
    assert prices(table, "grundbelopp")[0] is None
    assert prices(table, "bidrag")[0] == 700
    total = row(table, "avgift").total
    assert total is not None
    assert total.value == 50 * 700 - 60 * 6000


def test_a_line_that_nobody_gets_does_not_hide_the_totals() -> None:
    text = changed(BASE, ("material: 0", "material:\n        pris: {F-3: inget, 4-6: inget}"))
    total = row(calculate(text).tables[0], "grundbelopp").total
    assert total is not None
    assert total.value == 11_000_000


def test_pedagogisk_omsorg_has_one_percent() -> None:
    text = changed(BASE, ("skolform: fritidshem", "skolform: pedagogisk omsorg"))
    table = calculate(text).tables[0]
    assert table.unit == "barn"
    price = Fraction(100_000)
    assert prices(table, "administration") == [price / 100] * 2
    assert prices(table, "bidrag") == [price * Fraction("1.01") * Fraction("1.06")] * 2
    assert "Administrativ schablon\u00a01\u00a0%" in write_plain(calculate(text))


def test_own_percentages_and_bases() -> None:
    """Administration without lokal in its base, as some municipalities have it."""
    ladder = changed(
        LADDER,
        (
            "schablon: administration\n        av: grundbelopp",
            "procent: 2,5 %\n        av: [måltider]",
        ),
    )
    table = calculate(BASE + ladder).tables[0]
    meals = Fraction(1_000_000, 110)
    assert prices(table, "administration") == [meals * Fraction("0.025")] * 2


def test_groups_decided_individually_have_no_amount_anywhere() -> None:
    text = changed(
        BASE,
        ("      4-6: åk 4-6\n", "      4-6: åk 4-6\n      7: åk 7\n"),
        ("    antal:", "    beslutas individuellt:\n      7: efter ansökan\n    antal:"),
    )
    providers = "huvudmän:\n  Fria:\n    verksamheter:\n      fritidshem:\n"
    own, provider = calculate(text + providers).tables
    for table in (own, provider):
        assert [each.prices[2] for each in table.rows] == [None] * len(table.rows)
    printed = write_plain(calculate(text + providers))
    # Three sums in the municipality's table, two in the provider's (no IKE), and a note in each.
    assert printed.count("individuellt") == 3 + 2 + 2
    assert "Åk 7 beslutas individuellt: efter ansökan." in printed


def test_a_provider_gets_the_average_or_its_actual_premises() -> None:
    text = (
        BASE
        + """\
huvudmän:
  Fria:
    verksamheter:
      fritidshem:
        grupper: 4-6
  Egna:
    verksamheter:
      fritidshem:
        faktiska lokalkostnader: {F-3: 4 711, 4-6: 0}
        särskilda skäl: nybyggd skola.
"""
    )
    own, average, actual = calculate(text).tables
    assert prices(average, "bidrag") == prices(own, "bidrag")[1:]
    base = Fraction(10_000_000, 110)
    assert prices(actual, "grundbelopp") == [base + 4711, base]
    assert [each.key for each in actual.rows if each.key == "ike"] == []
    assert "Särskilda skäl: nybyggd skola.\n" in write_plain(calculate(text))


def test_statutory_items_without_a_line_are_named() -> None:
    text = changed(BASE, ("      lokalkostnader: 1 000 000\n", ""))
    assert "Kostnadsslag i lagen utan egen rad: lokalkostnader." in write_plain(calculate(text))


def test_names_keep_their_capitals() -> None:
    own = "      IKT-stöd i NO:\n        kostnadsslag: övrigt\n        budget: 1\n      måltider"
    text = changed(BASE, ("      måltider", own))
    assert "IKT-stöd i NO" in write_plain(calculate(text))


COMBINED = """\
huvudmän:
  Egna:
    verksamheter:
      fritidshem:
        faktiska lokalkostnader: {F-3: 1, 4-6: 1}
        särskilda skäl: x
"""
MEALS_AND_PREMISES = """\
      måltider:
        kostnadsslag: [måltider, lokalkostnader]
        budget: 1 000 000
"""
SHARES = "måltider: {budget: 2, andelar: {F-3: 1, 4-6: 1}}"
ALL_THREE = "[grundbelopp, ike, moms, avgift]"
WRONG = {
    "a number goes on": (("9 000 000", "9 000 000\n        500 000"), "B016 omsorg"),
    "text is cut at #": (("Fritidshem", "Fritidshem #1 norr"), "B010 rubrik"),
    "a line break in a label": (("rubrik: Fritidshem", 'rubrik: "a\\nb"'), "B007 rubrik"),
    "an escape code in a label": (("rubrik: Fritidshem", 'rubrik: "a\\e[31m"'), "B007 rubrik"),
    "an empty list": (("skolform: fritidshem", "skolform: []"), "B014 skolform"),
    "no space after the colon": (("måltider: 1", "måltider:1"), "B008 måltider"),
    "nor on the last line": (("lokalkostnader: 1", "lokalkostnader:1"), "B008 lokalkostnader"),
    "nor among the counts": (("F-3: 50", "F-3:50"), "B008 F-3:50"),
    "an open quote": (("rubrik: F", 'rubrik: "F'), "B008 rubrik"),
    "a no-break space": (("måltider: 1", "måltider:\u00a01"), "B007 måltider"),
    "a misspelt key": (("rubrik:", "rubrk:"), "B021 rubrk"),
    "two groups with one label": (("åk 4-6", "F-3"), "B044 4-6: F-3"),
    "a schablon as a line": (("måltider", "administration"), "B044 administration"),
    "a form renamed": (("skolform: fritidshem", "skolform: grundsärskola"), "B035 skolform"),
    "a fee outside bidrag": ((", avgift]", "]"), "B048 avgift"),
    "a row twice": (("[ike, moms, avgift]", ALL_THREE), "B049 summa: [grundbelopp, ike"),
    "no bidrag": (("      bidrag:", "      pris:"), "B020 pris"),
    "two rows with one label": (
        ("      moms:", "      moms:\n        rubrik: Måltider"),
        "B044 rubrik",
    ),
    "a form twice": (
        ("skolform: fritidshem", "skolform: [fritidshem, fritidshem]"),
        "B011 skolform",
    ),
    "a line outside bidrag": ((", lokalkostnader]", "]"), "B048 lokalkostnader"),
}


@pytest.mark.parametrize(("change", "expected"), WRONG.values(), ids=WRONG.keys())
def test_what_would_lose_money_or_text_is_refused(change: tuple[str, str], expected: str) -> None:
    assert change[0] in BASE + LADDER
    (found,) = codes((BASE + LADDER).replace(*change))
    assert found.startswith(expected)


def test_a_schablon_is_not_paid_twice() -> None:
    again = ("      avgift:", "      moms2: {schablon: moms, av: ike}\n      avgift:")
    paid = ("[ike, moms, avgift]", "[ike, moms, moms2, avgift]")
    (found,) = codes(changed(BASE + LADDER, again, paid))
    assert found.startswith("B049 moms2")


def test_one_organisation_is_one_provider() -> None:
    providers = "".join(
        f"  {name}:\n    orgnr: 556593-8700\n    verksamheter:\n      fritidshem:\n"
        for name in ("Fria", "Friare")
    )
    assert codes(f"{BASE}huvudmän:\n{providers}") == ["B044 orgnr: 556593-8700"]


def test_ike_is_a_sum() -> None:
    amount = ("summa: [grundbelopp, administration]", "belopp: {F-3: 1, 4-6: 1}")
    paid = ("[ike, moms, avgift]", "[grundbelopp, administration, ike, moms, avgift]")
    (found,) = codes(changed(BASE + LADDER, amount, paid))
    assert found.startswith("B020 ike")


NATURAL = {
    "a comment after a number": ("-9 000", "-9 000 # efter maxtaxa"),
    "a comment after a reference": ("av: ike", "av: ike # bas"),
    "a comment after a form": ("skolform: fritidshem", "skolform: fritidshem # lag"),
    "a comment two spaces off": ("rubrik: Fritidshem", "rubrik: Fritidshem  # så trycks det"),
    "a # in quotes": ("rubrik: Fritidshem", 'rubrik: "Fritidshem #1"'),
    "a long text": ("kommun: Testköping", "källa: >\n  Beslut: #67\n\n  den 1 december\nkommun: T"),
    "flow style": (
        "summa: [grundbelopp, administration]",
        "summa:\n          - grundbelopp\n          - administration",
    ),
}


@pytest.mark.parametrize(("old", "new"), NATURAL.values(), ids=NATURAL.keys())
def test_what_a_controller_would_write_is_read(old: str, new: str) -> None:
    table = calculate(changed(BASE + LADDER, (old, new))).tables[0]
    assert prices(table, "bidrag") == prices(calculate(BASE + LADDER).tables[0], "bidrag")


def test_shares_need_the_number_of_children_in_each_group() -> None:
    assert codes(changed(BASE, WEIGHTED, ("måltider: 1 000 000", SHARES)))[0].startswith("B022 ")


def test_a_combined_line_is_not_replaced_by_the_actual_premises() -> None:
    kept = BASE.partition("      måltider")[0]
    (found,) = codes(kept + MEALS_AND_PREMISES + COMBINED)
    assert found.startswith("B042 faktiska lokalkostnader")


def test_a_tab_does_not_hide_other_errors() -> None:
    found = codes(changed(BASE, ("måltider: 1", "måltider:\t1"), ("50", "5,000")))
    assert [each[:4] for each in found] == ["B012", "B007"]


def test_a_derived_count_that_is_not_there() -> None:
    note = "    antalet är härlett ur: förra året\n    kostnader:"
    text = changed(
        BASE, ("    antal:\n      F-3: 50\n      4-6: 60\n", ""), ("    kostnader:", note)
    )
    assert "B048 antalet är härlett ur: förra året" in codes(text)


def test_a_ladder_that_nobody_can_follow() -> None:
    steps = "".join(f"      s{i}:\n        summa: måltider\n" for i in range(51))
    assert codes(f"{BASE}    steg:\n{steps}") == ["B009 steg:"]


def test_a_line_called_ike_is_in_the_providers_table_too() -> None:
    ladder = "    steg:\n      bidrag:\n        summa: [omsorg och pedagogisk verksamhet, ike]\n"
    kept = BASE.partition("      pedagogiskt")[0]
    line = "      ike:\n        kostnadsslag: övrigt\n        budget: 110\n"
    provider = "huvudmän:\n  Fria:\n    verksamheter:\n      fritidshem:\n"
    own, granted = calculate(kept + line + ladder + provider).tables
    assert prices(granted, "ike") == prices(own, "ike") == [1, 1]
