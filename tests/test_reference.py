"""The reference of the budget file, budgets/README.md, and the complete example for each form."""

import json
from fractions import Fraction

import pytest

from bidrag.budget.load import load_budget
from bidrag.budget.schema import Part
from bidrag.law import FORMS
from bidrag.review.findings.check import check
from tests.conftest import Run
from tests.reference import EXAMPLES, PAGE, WRITE, example_files, page

TEXT = PAGE.read_text(encoding="utf-8")
NAMES = [path.stem for path in example_files()]
# Grundbelopp times administration, both times moms.
LAW = Fraction("1.03") * Fraction("1.06")


def test_the_page_is_made_from_the_models_and_the_examples() -> None:
    assert page() == TEXT, f"run {WRITE}"


@pytest.mark.parametrize("part", Part.__subclasses__())
def test_every_key_is_in_the_table_of_its_part(part: type[Part]) -> None:
    title = str(part.model_config["title"])
    section = TEXT.partition(f"### {title[0].upper()}{title[1:]}\n")[2].partition("\n##")[0]
    for field in part.model_fields.values():
        assert f"\n| `{field.alias}` | " in section, field.alias


def test_every_form_has_an_example() -> None:
    assert set(NAMES) == {*(form.replace(" ", "-") for form in FORMS), "egen-skolform"}
    assert {path.stem for path in EXAMPLES.glob("*")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_of_the_form_that_it_is_named_for(name: str) -> None:
    activity, *_ = load_budget(EXAMPLES / f"{name}.yaml").activities
    assert activity.form.lawful == (name != "egen-skolform")
    if activity.form.lawful:
        assert activity.form.key == name.replace("-", " ")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_found_in_an_example(name: str) -> None:
    found = check(load_budget(EXAMPLES / f"{name}.yaml"), None).findings
    assert [each.message for each in found if each.counts and not each.answer] == []


def _pupils(*numbers: str) -> Fraction:
    return sum(map(Fraction, numbers), Fraction(0))


# Amounts of each example, calculated here from the numbers of its file as a controller would.
BY_HAND = {
    # 312 and 58 small children weigh 1,4 and 70 % of it, 0,98; the others 1 and 0,7. Meals are equal
    # but for 60 % to part-time. From the one who charges the fee, it is deducted last.
    "förskola": {
        "Föräldrakooperativet Aspen/förskola/1-2 heltid/bidrag efter avgift": (
            92_450_000
            * Fraction("1.4")
            / (
                312 * Fraction("1.4")
                + 58 * Fraction("0.98")
                + _pupils("604")
                + 121 * Fraction("0.7")
            )
            + Fraction(13_140_000) / (312 + 604 + (58 + 121) * Fraction("0.6"))
            + Fraction(2_190_000 + 24_090_000, 312 + 58 + 604 + 121)
        )
        * LAW
        - 10_800,
    },
    # Twelve months of the list's prices and a year's material, with 1 % administration.
    "pedagogisk-omsorg": {
        "pedagogisk omsorg/1-3/bidrag": Fraction(12 * (8_200 + 600 + 500) + 1_200)
        * Fraction("1.01")
        * Fraction("1.06"),
    },
    # The frame of 17 737 500 kr is 75 000 kr for each of 236,5 pupils.
    # From July 3 % more for the 45 000 kr of teaching: 46 350 kr. Half of each year is paid.
    "förskoleklass": {
        "förskoleklass/F/bidrag": 75_000 * LAW,
        "förskoleklass från juli/F/bidrag": (75_000 + 1_350) * LAW,
        "förskoleklass utbetalning/F/bidrag hela året": Fraction(75_000 + 76_350, 2) * LAW,
    },
    # The share of åk 1–3; four lines that are split, one of them by weight; its own premises, which
    # get moms and no administration.
    "grundskola": {
        "Friskolan Linden/grundskola/1-3/bidrag": (
            Fraction(41_200_000, 742)
            + (8_400_000 + 7_900_000 + 2_300_000) / _pupils("742", "768", "791.5")
            + 18_640_000
            * Fraction("0.9")
            / (742 * Fraction("0.9") + 768 * Fraction("0.95") + Fraction("791.5"))
        )
        * LAW
        + 22_400 * Fraction("1.06"),
        # Index 0,6 × utbildning − 0,4 × nyanlända: 0,15, 0,28, 0,31, 0,20 and 0,352. On average over the
        # 2 301,5 pupils that is 603,545 ÷ 2 301,5, and only the first and the fourth are below.
        "Friskolan Eken/grundskola/Friskolan Eken/bidrag": 4_200_000
        * (Fraction("603.545") - Fraction("0.2") * Fraction("2301.5"))
        * 160
        / (
            (Fraction("603.545") - Fraction("0.15") * Fraction("2301.5")) * 520
            + (Fraction("603.545") - Fraction("0.2") * Fraction("2301.5")) * 160
        )
        / 160
        * Fraction("1.06"),
    },
    # 11 × 1 + 6 × 1,75 + (14 × 1 + 5 × 1,75) × 1,1 = 46,525 weights; 36 pupils.
    "anpassad-grundskola": {
        "anpassad grundskola/7-9 behov 2/bidrag": (
            12_900_000 * Fraction("1.75") * Fraction("1.1") / Fraction("46.525")
            + Fraction(288_000 + 396_000 + 342_000 + 1_620_000, 36)
        )
        * LAW,
    },
    # All lines by weight, and the fee last; 225 days of 6 hours.
    "fritidshem": {
        "fritidshem/4-6/bidrag/timme": (
            (21_550_000 + 548_000 + 3_080_000 + 5_470_000)
            * Fraction("0.6")
            / Fraction("684.2")
            * LAW
            - 3_600
        )
        / (225 * 6),
    },
    # 188, 142 and 67,5 pupils. Weights 1, 1,12 and 1,65 for teaching, 1, 1,1 and 2,2 for premises; the
    # 140 in åk 1 count twice for lärverktyg; the surcharge of FT.
    "gymnasieskola": {
        "gymnasieskola/FT åk 1/bidrag": (
            26_340_000
            * Fraction("1.65")
            / (188 + 142 * Fraction("1.12") + Fraction("67.5") * Fraction("1.65"))
            + Fraction(3_180_000 * 2) / (_pupils("188", "142", "67.5") + 140)
            + (1_590_000 + 2_385_000) / _pupils("188", "142", "67.5")
            + 9_150_000
            * Fraction("2.2")
            / (188 + 142 * Fraction("1.1") + Fraction("67.5") * Fraction("2.2"))
            + 7_400
        )
        * LAW,
    },
    # A line that only one of the groups has.
    "anpassad-gymnasieskola": {
        "anpassad gymnasieskola/individuellt/bidrag": (268_000 + 7_400 + 6_100 + 8_900 + 52_300)
        * LAW,
        "anpassad gymnasieskola/nationellt/bidrag": (
            214_000 + 9_800 + 6_100 + 8_900 + 41_500 + 7_500
        )
        * LAW,
    },
    # Own rates: 2 % and 6 %.
    "egen-skolform": {
        "omsorg på obekväm tid/natt/bidrag": (
            4_150_000 * Fraction("2.4") / (18 + Fraction("9.5") * Fraction("2.4"))
            + (138_000 + 412_000) / Fraction("27.5")
        )
        * Fraction("1.02")
        * Fraction("1.06"),
    },
}


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_computed_checked_and_explained(name: str, run: Run) -> None:
    file = f"tests/exempel/{name}.yaml"
    computed, checked = run("compute", file), run("check", file)
    assert (computed.returncode, checked.returncode, checked.stdout) == (0, 0, b"")
    for address, expected in BY_HAND[name].items():
        explained = json.loads(run("explain", file, address, "--format", "json").stdout)
        assert explained["adress"] == address
        assert Fraction(explained["delar"][0]["exakt"]) == expected
