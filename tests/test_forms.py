"""Each school form with its items, rates and paragraphs, and a form of the municipality's own."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bidrag.budget.diagnostics import BudgetError
from bidrag.budget.load import parse_budget
from bidrag.calculation import compute
from bidrag.cli.app import app
from bidrag.cli.main import run
from bidrag.law import FORMS

LAWFUL = """\
kommun: Exempelby kommun
år: 2018
beslutsdatum: 2017-12-14
verksamheter:
  verksamhet:
    skolform: {form}
    rubrik: Verksamhet
    grupper:
      alla: alla
    antal:
      alla: 100
    antal enligt: budgeterat antal den 15 september 2017
    kostnader:
{lines}
"""
OWN = """\
kommun: Exempelby kommun
år: 2024
verksamheter:
  öppen förskola:
    egen skolform:
      namn: öppen förskola
      enhet: barn
      kostnadsslag:
        - personal
        - lokalkostnader
      administration: 2 %
      moms: 6 %
    rubrik: Öppen förskola
    grupper:
      barn: barn
    antal:
      barn: 50
    kostnader:
      personal: 1 000 000
      lokalkostnader: 200 000
"""


def _of(form: str) -> str:
    lines = "\n".join(f"      {item.key}: 1 000 000" for item in FORMS[form].items)
    return LAWFUL.format(form=form, lines=lines)


@pytest.mark.parametrize("form", FORMS)
def test_each_form_needs_its_own_items_and_rests_on_its_own_paragraphs(
    form: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """A million on each item and a hundred children: 10 000 kr each, and the law's schablons."""
    path = tmp_path / "2018.yaml"
    path.write_text(_of(form), encoding="utf-8")
    assert run(["check", str(path), "--strict"]) == 0
    capsysbinary.readouterr()
    assert run(["compute", str(path), "--format", "json"]) == 0
    [table] = json.loads(capsysbinary.readouterr().out)["tabeller"]
    sources = {
        each["rad"]: each["per_enhet"]["källa"] for each in table["belopp"] if each["per_enhet"]
    }
    chapter = "gymnasieförordningen (2010:2039) 13 kap." if "gymnasie" in form else "14 kap."
    assert all(chapter in sources[item.key] for item in FORMS[form].items)
    assert chapter in sources["administration"]
    assert chapter in sources["moms"]
    exact = {
        each["rad"]: each["per_enhet"]["exakt"] for each in table["belopp"] if each["per_enhet"]
    }
    # 5 rows of 10 000 kr in a school, 4 in a preschool; 1 % administration only in pedagogisk omsorg.
    base = 10_000 * len(FORMS[form].items)
    share = 1 if form == "pedagogisk omsorg" else 3
    assert exact["ike"] == str(base * (100 + share) // 100)
    assert (
        exact["bidrag"]
        == {
            (40_000, 1): "42824",
            (40_000, 3): "43672",
            (50_000, 3): "54590",
        }[base, share]
    )


def test_the_gymnasium_is_read_in_an_older_text_than_the_others(tmp_path: Path) -> None:
    path = tmp_path / "2024.yaml"
    text = _of("gymnasieskola").replace("2018", "2024").replace("2017", "2023")
    path.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(path)])
    assert "K27" in result.output
    assert "(gymnasieskola)" in result.output
    assert "2018-03-01" in result.output
    own = "gymnasieförordningen (2010:2039) 13 kap. 3 § 5 och 13 kap. 3 § 6"
    grounds = [line.split(maxsplit=1)[1] for line in result.output.split("\n") if "grund " in line]
    assert own in grounds
    assert not any("skolförordningen (2011:185) 14 kap. 4–5" in each for each in grounds)


def test_a_form_of_ones_own_has_its_own_rates_and_says_so(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """20 000 + 4 000 = 24 000; 2 % is 480; 6 % of 24 480 is 1 468,80; together 25 948,80."""
    path = tmp_path / "2024.yaml"
    path.write_text(OWN, encoding="utf-8")
    calculation = compute(parse_budget("2024.yaml", OWN.encode()))
    rows = {row.key: row.prices[0] for row in calculation.tables[0].rows}
    values = {key: str(term.value) for key, term in rows.items() if term}
    assert values["administration"] == "480"
    assert values["bidrag"] == "129744/5"
    assert run(["compute", str(path)]) == 0
    shown = capsysbinary.readouterr().out.decode()
    assert "Öppen förskola är kommunens egen verksamhetsform" in shown
    assert "i lagen utan" not in shown
    assert run(["check", str(path), "--verbose"]) == 0
    assert "kommunens egen verksamhetsform: lagens regler prövas inte" in (
        capsysbinary.readouterr().out.decode()
    )
    assert run(["explain", str(path), "öppen förskola/barn/administration"]) == 0
    assert "2024.yaml:11:23" in capsysbinary.readouterr().out.decode()


@pytest.mark.parametrize(
    ("old", "new", "code", "message"),
    [
        ("namn: öppen förskola", "namn: förskola", "B044", "förskola är lagens namn"),
        ("enhet: barn", "enhet: unge", "B018", "”unge” är ingen enhet"),
        ("      moms: 6 %\n", "", "B020", "saknar procentsats för moms"),
        (
            "    rubrik: Ö",
            "    skolform: förskola\n    rubrik: Ö",
            "B022",
            "både skolform och egen",
        ),
        ("        - personal\n", "        - personal\n        - personal\n", "B011", "två gånger"),
        ("      personal: 1", "      personel: 1", "B036", "menade du `personal`?"),
    ],
)
def test_what_is_wrong_with_a_form_of_ones_own_is_told(
    old: str, new: str, code: str, message: str
) -> None:
    assert old in OWN
    with pytest.raises(BudgetError) as error:
        parse_budget("2024.yaml", OWN.replace(old, new, 1).encode())
    assert code in error.value.render()
    assert message in error.value.render()


def test_a_form_is_needed() -> None:
    text = _of("förskola").replace("    skolform: förskola\n", "")
    with pytest.raises(BudgetError) as error:
        parse_budget("2018.yaml", text.encode())
    assert "B020: verksamheten verksamhet saknar skolform" in error.value.render()
    assert "egen skolform:" in error.value.render()


def test_own_steps_need_only_the_rates_that_they_use() -> None:
    steps = "    steg:\n      bidrag:\n        summa:\n          - personal\n          - lokalkostnader\n"
    text = OWN.replace("      administration: 2 %\n      moms: 6 %\n", "") + steps
    [table] = compute(parse_budget("2024.yaml", text.encode())).tables
    [price] = [row.prices[0] for row in table.rows if row.key == "bidrag"]
    assert price is not None
    assert price.value == 24_000
