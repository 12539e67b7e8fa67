"""`bidrag explain`: the tree behind an amount, its addresses, its formats and what may be asked."""

import json
import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bidrag.budget.load import load_budget, parse_budget
from bidrag.calculation import Calculation, Period, compute, per_period
from bidrag.calculation.formula import Amount, operands
from bidrag.cli.explain import addresses
from bidrag.output.amounts import jsontext as amounts_json
from bidrag.output.explanation.jsontext import write_json
from bidrag.output.explanation.markdown import write_markdown
from bidrag.output.explanation.text import write_text
from bidrag.review.explanation.addresses import Index, amounts, everything, find, folders, nearest
from bidrag.review.explanation.explain import Explanation, Telling, explain, list_under
from bidrag.rounding import kronor_and_ören
from tests.conftest import ROOT, Run
from tests.test_compute import on_terminal, out
from tests.test_own_models import BASE, LADDER, WEIGHTED
from tests.texts import changed

Snapshot = Callable[[str, str], None]
BUDGET = ROOT / "budgets" / "2024.yaml"
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


@cache
def ludvika() -> tuple[Calculation, Index]:
    return indexed(BUDGET.read_bytes())


def indexed(text: bytes) -> tuple[Calculation, Index]:
    budget = parse_budget("2024.yaml", text)
    calculation = compute(budget)
    periods = [per_period(calculation, budget, each) for each in Period]
    return calculation, everything(calculation, periods)


def told(address: str, limit: int | None = None) -> Explanation:
    calculation, index = ludvika()
    return explain(calculation, index[address], limit)


def tree(explanation: Explanation) -> str:
    """The tree alone, with ordinary spaces in its numbers."""
    text = write_text(explanation).replace("\u00a0", " ")
    return text.split("\n\n")[1].rstrip("\n")


def as_json(explanation: Explanation) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(write_json(explanation))
    return data


def test_a_price_by_weight_down_to_its_lines() -> None:
    assert tree(told("grundskola/F-klass/måltider")).split("\n")[:7] == [
        "Måltider F-klass: 8 927 kr per elev (8 927,23)"
        " = 27 690 788 kr × 0,9 ÷ 2 791,65 viktade elever",
        "│  skolförordningen (2011:185) 14 kap. 4 § 4",
        "├─ Budget Måltider: 27 690 788 kr",
        "│     2024.yaml:48:17, verksamheter › grundskola › kostnader › måltider › budget",
        "├─ Vikt F-klass: 0,9",
        "│     2024.yaml:50:20, verksamheter › grundskola › kostnader › måltider › vikter › F-klass",
        "└─ Måltider, antal viktade elever: 2 791,65 viktade elever = 263,25 viktade elever"
        " + 841,5 viktade elever + 824,4 viktade elever + 862,5 viktade elever",
    ]


def test_a_place_is_where_the_number_stands() -> None:
    lines = BUDGET.read_text(encoding="utf-8").split("\n")
    places = [part["plats"] for part in as_json(told("grundskola/F-klass/måltider"))["delar"][1:3]]
    assert [lines[each["rad"] - 1][each["kolumn"] - 1 :].split("  ")[0] for each in places] == [
        "27 690 788",
        "0,9",
    ]
    assert places[0]["nycklar"] == ["verksamheter", "grundskola", "kostnader", "måltider", "budget"]
    assert places[0]["fil"] == "2024.yaml"


def test_administration_is_the_laws_rate_of_a_sum() -> None:
    assert tree(told("anpassad grundskola/behovsgrupp 2/administration")) == (
        "Administrativ schablon behovsgrupp 2: 8 595 kr per elev (8 594,94)"
        " = 3 % × 286 498 kr per elev\n"
        "│  skolförordningen (2011:185) 14 kap. 4 § 5\n"
        "├─ Schablon för administration: 3 %\n"
        "│     skolförordningen (2011:185) 14 kap. 4 § 5\n"
        "└─ Underlag för Administrativ schablon behovsgrupp 2: 286 498 kr per elev"
        " = 254 839 kr per elev + 31 659 kr per elev\n"
        "   │  skolförordningen (2011:185) 14 kap. 4 § 5\n"
        "   ├─ Grundbelopp behovsgrupp 2: 254 839 kr per elev\n"
        "   │     2024.yaml:124:26, verksamheter › anpassad grundskola › kostnader › grundbelopp"
        " › pris › behovsgrupp 2\n"
        "   └─ Lokalkostnader behovsgrupp 2: 31 659 kr per elev\n"
        "         2024.yaml:131:26, verksamheter › anpassad grundskola › kostnader › lokalkostnader"
        " › pris › behovsgrupp 2"
    )


def test_what_comes_again_is_told_once() -> None:
    text = tree(told("grundskola/F-klass/ike"))
    assert text.count("GRUNDBELOPP F-klass: 89 862 kr per elev (89 861,51) = ") == 1
    assert text.endswith("└─ GRUNDBELOPP F-klass: 89 862 kr per elev (89 861,51), förklaras ovan")
    assert text.count("2024.yaml:29:16") == 1
    assert "Antal F-klass: 292,5 elever, se ovan" in text


def test_a_providers_own_lokalkostnad_and_its_särskilda_skäl() -> None:
    explanation = told("Olympicaskolan/grundskola/F-klass/bidrag")
    text = tree(explanation)
    assert text.startswith(
        "BIDRAG FRISTÅENDE/ENSKILD VERKSAMHET F-klass: 93 195 kr per elev (93 194,72)"
        " = 87 919,55 kr per elev + 5 275,17 kr per elev\n"
        "│  skollagen (2010:800) 9 kap. 20 § och 10 kap. 38 §\n"
    )
    assert (
        "└─ Faktisk lokalkostnad F-klass: 16 120 kr per elev\n"
        "│  │        2024.yaml:239:20, huvudmän › Olympicaskolan › verksamheter › grundskola"
        " › faktiska lokalkostnader › F-klass\n"
    ) in text
    assert "61 991 891" not in text
    reason = "Social- och utbildningsnämnden bedömer att särskilda skäl gäller"
    assert f"14 kap. 6 §). Särskilda skäl: {reason}" in write_text(explanation)
    assert as_json(explanation)["särskilda skäl"].startswith(reason)


def test_särskilda_skäl_are_told_only_where_they_matter() -> None:
    assert "Särskilda skäl" not in write_text(told("Olympicaskolan/grundskola/F-klass/måltider"))
    assert "Särskilda skäl" not in write_text(told("grundskola/F-klass/bidrag"))


def test_a_weighted_number_that_is_given_says_how_it_was_derived() -> None:
    text = tree(told("fritidshem/4-6/måltider"))
    assert "6 053 kr per elev (6 052,77) = 8 257 534 kr × 0,75 ÷ 1 023,1925 viktade elever" in text
    assert text.endswith(
        "└─ Viktat antal: 1 023,1925 viktade elever\n"
        "      2024.yaml:72:19, verksamheter › fritidshem › viktat antal, härlett ur totalbelopp"
        " delat med tryckt belopp per elev, prövat mot alla tryckta rader"
    )


def test_a_month_is_a_twelfth_of_the_exact_year() -> None:
    text = tree(told("fritidshem/F-3/ike/månad"))
    assert text.startswith(
        "INTERKOMMUNAL ERSÄTTNING F-3 per månad: 3 196 kr per elev och månad (3 195,53)"
        " = 38 346,41 kr per elev ÷ 12 månader\n"
    )
    assert text.endswith(
        "└─ Månader per år: 12 månader\n      skolförordningen (2011:185) 14 kap. 11 §"
    )


def test_a_day_and_a_term_rest_on_custom() -> None:
    assert tree(told("grundskola/nyanlända F-9/bidrag/dag")).endswith(
        "└─ Dagar per år: 366 dagar\n      kalenderårets dagar"
    )
    assert "en vårtermin och en hösttermin på året" in tree(told("grundskola/1-3/ike/termin"))


def test_a_bare_input_is_its_place() -> None:
    assert tree(told("grundskola/totalt/måltider")) == (
        "Budget Måltider: 27 690 788 kr\n"
        "   2024.yaml:48:17, verksamheter › grundskola › kostnader › måltider › budget"
    )


def test_a_group_that_is_decided_individually_says_why() -> None:
    words = (
        "Beslutas individuellt: särskild beräkning av ersättning utifrån det individuella fallet."
    )
    for row in ("individuellt beslut", "ike", "bidrag"):
        explanation = told(f"anpassad grundskola/behovsgrupp 6/{row}")
        assert tree(explanation) == words
        assert f"- **{words[:21]}**{words[21:]}" in write_markdown(explanation)
        data = as_json(explanation)
        assert (data["delar"], f"Beslutas individuellt: {data['beslutas individuellt']}.") == (
            [],
            words,
        )


def test_a_dash_in_the_table_is_no_wrong_address() -> None:
    explanation = told("anpassad grundskola/behovsgrupp 1/tilläggsbelopp")
    assert tree(explanation) == (
        "Inget belopp: gruppen får det inte, och i tabellen står ett streck."
    )


def every_json_address() -> Iterator[tuple[str, dict[str, Any]]]:
    """The address and the amount of everything in `compute --format json`, for each period."""
    budget = load_budget(BUDGET)
    for period in Period:
        calculation = per_period(compute(budget), budget, period)
        suffix = "" if period is Period.YEAR else f"/{period}"
        for table in json.loads(amounts_json.write_json(calculation))["tabeller"]:
            for each in table["belopp"]:
                if each["per_enhet"]:
                    yield each["adress"] + suffix, each["per_enhet"]
                if each["budget"]:
                    share = "" if each["grupp"] == "totalt" else "/andel"
                    yield each["adress"] + share, each["budget"]


def test_every_amount_of_compute_is_explained_with_the_same_value() -> None:
    seen = set()
    for address, amount in every_json_address():
        seen.add(address)
        first = as_json(told(address))["delar"][0]
        names = ("kr", "exakt", "enhet")
        assert [first[name] for name in names] == [amount[name] for name in names], address
        if "formel" in first:
            assert first["formel"] == amount["formel"]
        assert first["källa"] == amount["källa"]
    _, index = ludvika()
    prices = {address for address, target in index.items() if target.term is not None}
    assert seen <= prices
    rest = {address.split("/")[-1] for address in prices - seen}
    assert rest == {"antal", "viktat antal", "underlag", "ike"}, "only what no table shows"


def test_every_address_in_every_format() -> None:
    calculation, index = ludvika()
    for address, target in index.items():
        explanation = explain(calculation, target)
        text, markdown = write_text(explanation), write_markdown(explanation)
        data = json.loads(write_json(explanation))
        assert address in text.split("\n\n", 1)[0].split("\n")
        assert data["adress"] == address
        for part in data["delar"]:
            assert f"{part['rubrik']}: " in text
            assert f"- **{part['rubrik']}**: " in markdown
            assert part.get("formel", "") in text


def test_every_formula_in_json_gives_its_own_value() -> None:
    calculation, index = ludvika()
    for target in index.values():
        parts = as_json(explain(calculation, target))["delar"]
        values = {part["nr"]: Fraction(part["exakt"]) for part in parts}
        assert list(values) == list(range(1, len(parts) + 1))
        for part in parts:
            assert worth(part, values) == values[part["nr"]], part["rubrik"]
            assert part["källa"] or "formel" in part


def worth(part: dict[str, Any], values: dict[int, Fraction]) -> Fraction:
    """The part's value, computed anew from the values of its parts; an input is its own."""
    if "summa" in part:
        return sum((values[number] for number in part["summa"]), Fraction(0))
    if "täljare" not in part:
        assert "plats" in part or "formel" not in part
        return values[part["nr"]]
    product = Fraction(1)
    for number in part["täljare"]:
        product *= values[number]
    for number in part["nämnare"]:
        product /= values[number]
    return product


def test_kr_only_for_money() -> None:
    parts = as_json(told("grundskola/F-klass/måltider/dag"))["delar"]
    assert {part["enhet"] for part in parts if "kr" in part} == {
        "kr",
        "kr per elev",
        "kr per elev och dag",
    }
    assert {part["enhet"] for part in parts if "kr" not in part} == {
        "",
        "dagar",
        "elever",
        "viktade elever",
    }


@pytest.mark.parametrize("limit", range(8))
def test_depth_cuts_the_tree_and_says_so(limit: int) -> None:
    explanation = told("Olympicaskolan/grundskola/F-klass/bidrag", limit)
    depths = [part.depth for part in explanation.parts]
    cut = sum(part.telling is Telling.DEEPER for part in explanation.parts)
    assert max(depths) == min(limit, 6)
    assert tree(explanation).count(f"└─ … djupare: --djup {limit + 1}") == cut
    assert write_markdown(explanation).count("- … djupare: --djup ") == cut
    assert (cut > 0) == (limit < 6)
    assert sum("djupare" in part for part in as_json(explanation)["delar"]) <= cut


def test_depth_nought_is_the_amount_with_its_formula() -> None:
    assert tree(told("grundskola/F-klass/elevhälsa", 0)) == (
        "Elevhälsa F-klass: 3 483 kr per elev (3 483,03) = 10 470 000 kr ÷ 3 006 elever\n"
        "│  skolförordningen (2011:185) 14 kap. 4 § 3\n"
        "└─ … djupare: --djup 1"
    )


def test_what_was_cut_is_told_where_it_comes_again_higher_up() -> None:
    summed = changed(BASE + LADDER, ("summa: [ike, moms, avgift]", "summa: [moms, ike, avgift]"))
    calculation, index = indexed(summed.encode())
    parts = explain(calculation, index["fritidshem/F-3/bidrag"], 2).parts
    ike = [part for part in parts if part.term.label == "INTERKOMMUNAL ERSÄTTNING F-3"]
    assert [(part.depth, part.telling) for part in ike] == [(2, Telling.DEEPER), (1, Telling.FULL)]
    data = json.loads(write_json(explain(calculation, index["fritidshem/F-3/bidrag"], 2)))
    assert all(
        "djupare" not in part for part in data["delar"] if part["rubrik"] == ike[0].term.label
    )


STEPS = 49
LINES = ["omsorg och pedagogisk verksamhet", "pedagogiskt material", "måltider", "lokalkostnader"]


def built(step: Callable[[int], str], paid: list[str]) -> tuple[Calculation, Index, str]:
    """A calculation whose ladder is these steps and bidrag, the sum of the paid rows."""
    steps = [f"      s{i}:\n{step(i)}" for i in range(STEPS)]
    bidrag = f"      bidrag:\n        summa: [{', '.join(paid)}]\n"
    found = indexed((BASE + "    steg:\n" + "".join(steps) + bidrag).encode())
    return *found, f"fritidshem/F-3/s{STEPS - 1}"


def test_a_ladder_where_each_step_rests_on_all_before_is_told_in_linear_size() -> None:
    rows = [*LINES, *(f"s{i}" for i in range(STEPS))]
    calculation, index, last = built(
        lambda i: f"        procent: 1 %\n        av: [{', '.join(rows[: len(LINES) + i])}]\n", rows
    )
    explanation = explain(calculation, index[last])
    edges = sum(len(operands(each.formula)) for each in computed(explanation))
    assert edges > STEPS * (STEPS - 1) // 2
    assert len(explanation.parts) == 1 + edges
    assert write_text(explanation).count("\n") < 2 * edges
    assert len(as_json(explanation)["delar"]) < 4 * STEPS


def test_a_ladder_as_deep_as_it_is_long() -> None:
    calculation, index, last = built(
        lambda i: f"        summa: [{f's{i - 1}' if i else ', '.join(LINES)}]\n", LINES
    )
    explanation = explain(calculation, index[last])
    assert max(part.depth for part in explanation.parts) > STEPS
    for write in (write_text, write_markdown, write_json):
        assert "S0 F-3" in write(explanation)


def computed(explanation: Explanation) -> list[Amount]:
    terms = {id(part.term): part.term for part in explanation.parts}
    return [each for each in terms.values() if isinstance(each, Amount)]


def test_an_address_is_found_whatever_its_capitals() -> None:
    _, index = ludvika()
    assert find("GRUNDSKOLA/f-klass/IKE", list(index)) == "grundskola/F-klass/ike"
    assert find("grundskola/f-klas/ike", list(index)) is None


def test_capitals_matter_where_two_addresses_differ_in_nothing_else() -> None:
    known = ["a/B/ike", "a/b/ike"]
    assert find("a/b/ike", known) == "a/b/ike"
    assert find("A/b/ike", known) is None
    assert nearest("A/b/ike", known) == known


def test_a_part_of_an_address_lists_what_is_under_it() -> None:
    calculation, _ = ludvika()
    listing = list_under(calculation, "Olympicaskolan/grundskola/4-6")
    text = write_text(listing).replace("\u00a0", " ")
    assert "Olympicaskolan/grundskola/4-6/lokalkostnader   17 745 kr per elev\n" in text
    assert "Under Olympicaskolan/grundskola/4-6\n" in text
    assert "Olympicaskolan/grundskola/F-klass" not in text
    data = json.loads(write_json(listing))
    assert (data["format"], data["version"]) == ("bidrag/adresser", 1)
    assert data["adresser"][-2] == {
        "adress": "Olympicaskolan/grundskola/4-6/bidrag",
        "rubrik": "BIDRAG FRISTÅENDE/ENSKILD VERKSAMHET 4-6".replace(" 4-6", " åk 4-6"),
        "kr": 105083,
        "exakt": data["adresser"][-2]["exakt"],
        "enhet": "kr per elev",
    }


def test_every_folder_lists_something_and_every_amount_is_in_its_folders() -> None:
    calculation, _ = ludvika()
    index = amounts(calculation)
    for folder in folders(index):
        listed = [entry.address for entry in list_under(calculation, folder).entries]
        assert listed == [each for each in index if each.startswith(f"{folder}/")] != []
    tops = {entry.address for entry in list_under(calculation, "").entries}
    assert tops == {each for each in folders(index) if "/" not in each}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1/8", "0,13"),
        ("-1/8", "-0,13"),
        ("-1/1000", "0,00"),
        ("53171.5009", "53 171,50"),
        ("7", "7,00"),
        ("0.05", "0,05"),
    ],
)
def test_kronor_and_ören(value: str, text: str) -> None:
    assert kronor_and_ören(Fraction(value)).replace("\u00a0", " ") == text


def test_a_label_that_looks_like_markdown_stays_text() -> None:
    text = changed(
        BASE,
        (
            "      måltider: 1 000 000",
            "      måltider:\n        rubrik: 1. *Mat* | _x_\n        budget: 5",
        ),
    )
    calculation, index = indexed(text.encode())
    markdown = write_markdown(explain(calculation, index["fritidshem/F-3/måltider"]))
    assert "- **1. \\*Mat\\* \\| \\_x\\_ F-3**: " in markdown


def test_an_unknown_share_has_no_address_but_the_price_has() -> None:
    _, index = indexed(changed(BASE, WEIGHTED).encode())
    assert "fritidshem/F-3/måltider" in index
    assert "fritidshem/F-3/måltider/andel" not in index


SNAPSHOTS = {
    "grundskola-F-klass-ike": ("grundskola/F-klass/ike",),
    "olympicaskolan-bidrag-djup-2": ("Olympicaskolan/fritidshem/F-3/bidrag", "--djup", "2"),
    "huvudman": ("Olympicaskolan/grundskola/F-klass",),
    "allt": (),
}


@pytest.mark.parametrize("form", ["table", "md", "json"])
@pytest.mark.parametrize("name", SNAPSHOTS)
def test_each_format_as_it_looks(run: Run, snapshot: Snapshot, name: str, form: str) -> None:
    ending = "txt" if form == "table" else form
    text = out(run, "explain", "2024", *SNAPSHOTS[name], "--format", form)
    assert "\x1b" not in text
    snapshot(f"explain-{name}.{ending}", text)


@pytest.mark.parametrize("columns", [80, 120])
def test_a_terminal_as_it_looks(snapshot: Snapshot, columns: int) -> None:
    arguments = ("explain", "2024", "Olympicaskolan/grundskola/F-klass/bidrag")
    text = ESCAPE.sub("", on_terminal(columns, *arguments))
    assert max(map(len, text.split("\n"))) <= columns
    snapshot(f"explain-terminal-{columns}.txt", text)


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 100, 120])
def test_a_terminal_keeps_every_number_whole_and_the_tree_upright(run: Run, columns: int) -> None:
    arguments = ("explain", "2024", "Olympicaskolan/grundskola/F-klass/bidrag")
    shown = ESCAPE.sub("", on_terminal(columns, *arguments))
    plain = out(run, *arguments)
    number = re.compile(r"\d[\d\u00a0]*(?:,\d+)?")
    body = shown.split("\n\n")[1]
    assert number.findall(body) == number.findall(plain.split("\n\n")[1])
    drawn = [re.match("[│├└─ ]*", line) for line in body.split("\n")[1:]]
    assert all(found and len(found[0]) % 3 == 0 and found[0] for found in drawn)


def test_names_are_bold_on_a_terminal() -> None:
    shown = on_terminal(80, "explain", "2024", "grundskola/F-klass/måltider")
    assert "\x1b[1mBudget Måltider\x1b[0m: 27" in shown
    assert "\x1b[1;35mgrundskola/F-klass/måltider\x1b[0m" in shown
    assert "35m" not in on_terminal(80, "explain", "2024", "grundskola/antal", NO_COLOR="1")


@pytest.mark.parametrize("ending", ["txt", "md", "json"])
def test_a_file_has_the_format_of_its_ending(run: Run, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"ike.{ending}"
    form = "table" if ending == "txt" else ending
    address = "grundskola/F-klass/ike"
    assert out(run, "explain", "2024", address, "-o", str(target)) == ""
    assert target.read_text(encoding="utf-8") == out(
        run, "explain", "2024", address, "--format", form
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["grundskola/F-klas/ike"],
            "adressen grundskola/F-klas/ike finns inte. Menade du grundskola/F-klass/ike?",
        ),
        (["Grundskolan"], "Menade du grundskola?"),
        (["grundskola/F-klass/ike/vecka"], "Menade du grundskola/F-klass/ike"),
        (["grundskola/totalt/ike/månad"], "finns inte"),
        ([""], "ADRESS är tom."),
        (["/"], "ADRESS är tom."),
        (["  "], "ADRESS är tom."),
        (["//"], "finns inte. Utan ADRESS visas verksamheter och huvudmän."),
        (["🏫"], "adressen 🏫 finns inte."),
        (["å" * 10_000], "å… finns inte."),
        (["grundskola/F-klass/ike", "--djup", "-1"], "--djup: -1 är inte ett helt tal, 0 eller"),
        (["grundskola/F-klass/ike", "--djup", "abc"], "--djup: abc är inte ett helt tal"),
        (["grundskola/F-klass/ike", "--djup", "1,5"], "--djup: 1,5 är inte ett helt tal"),
        (["grundskola/F-klass/ike", "--djup", "²"], "--djup: ² är inte ett helt tal"),
        (["grundskola/F-klass/ike", "--djup", ""], "--djup: (tomt) är inte ett helt tal"),
        (["grundskola/F-klass/ike", "--djup", "9" * 5000], "är inte ett helt tal"),
        (["grundskola/F-klass/ike", "--djup"], "Flaggan --djup behöver ett värde."),
        (["grundskola/F-klass/ike", "--format", "csv"], "Välj bland: table, md, json."),
        (["grundskola/F-klass/ike", "-o", "ike.csv"], "Ändelser: .txt, .md, .json."),
        (["grundskola/F-klass/ike", "-o", "budgets/2024.yaml", "--format", "md"], "en av filerna"),
        (["anpassad", "grundskola"], "Oväntat argument: grundskola."),
    ],
)
def test_a_wrong_question_is_answered_in_swedish(
    run: Run, arguments: list[str], words: str
) -> None:
    result = run("explain", "2024", *arguments)
    text = result.stderr.decode()
    assert (result.returncode, result.stdout) == (2, b""), text
    assert words in text
    assert len(text) < 300
    assert not re.search(r"Traceback|Error|Usage|Invalid|No such|Got", text)


@pytest.mark.parametrize("file", ["budgets", "nej.yaml", "/dev/null", "README.md", "2099", ""])
def test_a_file_that_is_no_budget_is_refused(run: Run, file: str) -> None:
    result = run("explain", file, "grundskola/F-klass/ike")
    assert (result.returncode, result.stdout) == (2, b"")
    assert re.search(r"fel( B\d{3})?: ", result.stderr.decode())


def test_letters_and_slashes_as_they_are_pasted(run: Run) -> None:
    expected = out(run, "explain", "2024", "förskola/barn/måltider/månad")
    pasted = " Fo\u0308rskola/barn/ma\u030altider/ma\u030anad/ "
    assert out(run, "explain", "2024", pasted) == expected


def test_the_same_bytes_everywhere(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "2024.yaml"
    target.write_bytes(BUDGET.read_bytes())
    for form in ("table", "md", "json"):
        arguments = ("grundskola/F-klass/ike", "--format", form)
        here = run("explain", "2024", *arguments).stdout
        for env in ({"COLUMNS": "40"}, {"LC_ALL": "C"}, {"PYTHONHASHSEED": "7"}):
            there = run("explain", str(target), *arguments, cwd=tmp_path, **env).stdout
            assert there == here
        assert str(tmp_path).encode() not in here


def test_completion_knows_the_addresses(run: Run) -> None:
    words = "bidrag explain 2024 grundskola/F-klass/mål"
    env = {"_BIDRAG_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": "3"}
    shown = run(**env).stdout.decode().split("\n")
    assert "grundskola/F-klass/måltider" in shown
    assert all(each.startswith("grundskola/F-klass/mål") for each in shown if each)


def test_completion_is_silent_about_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    broken = tmp_path / "2024.yaml"
    broken.write_text("kommun: [")
    for year in (str(broken), "2024", "", str(tmp_path), "nej.yaml"):
        assert addresses(year, str(tmp_path)) == []
    assert "Olympicaskolan" in addresses(str(BUDGET), "")
