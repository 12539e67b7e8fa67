"""The decision's annex as PDF: what it says, who can read it, and that it is the same every time."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import page as validator
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bidrag.budget.load import load_budget, parse_budget
from bidrag.calculation import Period, compute, per_period
from bidrag.calculation.budget import Budget
from bidrag.oserrors import NoTemporaryFolderError, reason
from bidrag.output.amounts.layout import document
from bidrag.output.amounts.pages import Page
from bidrag.output.annex.charts import WHOLE, chart_data
from bidrag.output.annex.font import covered
from bidrag.output.annex.words import LONGEST, plain, short
from bidrag.output.annex.write import write_pdf
from bidrag.output.report.about import appeal, facts, reproduce, title
from bidrag.output.report.chart import charts
from bidrag.output.report.method import method, unsaid
from bidrag.output.report.report import Report
from tests.conftest import ROOT, Run
from tests.tagged import (
    Element,
    Tagged,
    caption,
    lines,
    outside,
    read_tagged,
    sizes,
    titled,
)
from tests.test_revisions import BASE as REVISED
from tests.test_revisions import CUT
from tests.texts import changed

LUDVIKA = "budgets/2024.yaml"
FILES = [
    LUDVIKA,
    *sorted(
        str(path.relative_to(ROOT))
        for folder in ("exempel", "kommuner")
        for path in (ROOT / "tests" / folder).glob("*.yaml")
    ),
]
# A file, the providers whose own annex it is, and the period of its prices.
CASES = [
    *((file, "", Period.YEAR) for file in FILES),
    (LUDVIKA, "", Period.MONTH),
    (LUDVIKA, "Olympicaskolan", Period.YEAR),
    ("tests/exempel/grundskola.yaml", "Friskolan Eken", Period.MONTH),
    ("tests/exempel/förskoleklass.yaml", "", Period.MONTH),
]
every = pytest.mark.parametrize(("file", "provider", "period"), CASES)


def report_of(budget: Budget, provider: str = "", period: Period = Period.YEAR) -> Report:
    chosen = compute(budget).only((), (provider,) if provider else ())
    calculation = per_period(chosen, budget, period)
    return Report(budget, calculation, "1.2", f"bidrag compute {budget.file} -o bilaga.pdf")


@cache
def made(file: str, provider: str, period: Period) -> tuple[Report, bytes]:
    report = report_of(load_budget(ROOT / file), provider, period)
    return report, write_pdf(report)


@cache
def read(file: str, provider: str, period: Period) -> tuple[Report, Tagged]:
    report, pdf = made(file, provider, period)
    return report, read_tagged(pdf)


def spaced(text: str) -> str:
    """The text with every white space as one space: where lines end is no part of what is said."""
    return " ".join(text.split())


def failures(pdf: bytes) -> list[str]:
    """What the validator finds against PDF/UA-1."""
    found = validator.validate_pdf_bytes(pdf, profile=validator.ValidationProfile.PDF_UA_1)
    return [failure.message for failure in found.failures]


# Anyone can read it.


@every
def test_it_is_accessible(file: str, provider: str, period: Period) -> None:
    assert failures(made(file, provider, period)[1]) == []


def test_the_validator_finds_what_is_wrong() -> None:
    _, pdf = made("tests/exempel/fritidshem.yaml", "", Period.YEAR)
    assert failures(pdf.replace(b"pdfuaid:part>1<", b"pdfuaid:part>2<")) != []


@every
def test_it_says_its_language_and_title(file: str, provider: str, period: Period) -> None:
    report, found = read(file, provider, period)
    assert found.language == "sv"
    assert found.title == title(report)


@every
def test_every_letter_is_in_an_embedded_font_and_on_a_page(
    file: str, provider: str, period: Period
) -> None:
    _, found = read(file, provider, period)
    assert found.loose_fonts == ()
    assert found.outside == ""


@every
def test_the_amounts_are_large_enough_to_read(file: str, provider: str, period: Period) -> None:
    _, found = read(file, provider, period)
    assert found.smallest_in("TD") >= 8


@every
def test_bookmarks_lead_to_what_they_name(file: str, provider: str, period: Period) -> None:
    _, found = read(file, provider, period)
    for _, mark, line in found.bookmarks:
        assert line
        assert spaced(mark).startswith(spaced(line))


def test_bookmarks_have_each_activity_and_provider_with_its_tables_below() -> None:
    _, found = read(LUDVIKA, "", Period.YEAR)
    marks = [(level, mark) for level, mark, _ in found.bookmarks]
    assert marks[:13] == [
        (1, "Förskoleklass samt grundskola 1-9"),
        (2, "Tillkommande bidrag och tilläggsbelopp"),
        (1, "Fritidshem"),
        (1, "Förskola"),
        (1, "Anpassad grundskola"),
        (1, "Fritidshem vid anpassad grundskola"),
        (1, "Olympicaförskolan"),
        (2, "Förskola"),
        (1, "Olympicaskolan"),
        (2, "Förskoleklass samt grundskola åk 1-6"),
        (2, "Förskoleklass samt grundskola åk 1-6: Tillkommande bidrag och tilläggsbelopp"),
        (2, "Fritidshem"),
        (1, "Anmärkningar"),
    ]


@every
def test_every_page_lies_the_same_way(file: str, provider: str, period: Period) -> None:
    assert len(sizes(made(file, provider, period)[1])) == 1


def test_each_page_of_a_provider_says_whose_it_is() -> None:
    _, pdf = made(LUDVIKA, "Olympicaskolan", Period.YEAR)
    _, *pages = lines(pdf)
    assert pages
    for first, *_ in pages:
        assert first == "Ludvika kommun Olympicaskolan"


# It says what the tables say.


@every
def test_each_amount_stands_under_its_headings(file: str, provider: str, period: Period) -> None:
    report, found = read(file, provider, period)
    for page in document(report.calculation).pages:
        assert amounts_of(found, page.title) == amounts_in(page)


def amounts_in(page: Page) -> set[tuple[str, str, str]]:
    """Every cell of the page that is not empty: its line, its heading's words and what it says."""
    return {
        (spaced(label), in_order(" ".join(column.heading)), spaced(column.cells[i]))
        for column in page.columns
        for i, label in enumerate(page.labels)
        if column.cells[i]
    }


def amounts_of(found: Tagged, name: str) -> set[tuple[str, str, str]]:
    """The same of the tables below the heading, by the headings that each cell itself names."""
    cells = set()
    for table in found.root.all("Table"):
        if titled(table) != name:
            continue
        headings = {each.said["ID"]: each for each in table.all("TH")}
        for cell in table.all("TD"):
            those = [headings[key] for key in cell.said["Headers"]]
            (line,) = (each.text for each in those if each.said["Scope"] == "/Row")
            columns = " ".join(each.text for each in those if each.said["Scope"] == "/Column")
            if cell.text:
                cells.add((spaced(line), in_order(columns), spaced(cell.text)))
    return cells


def in_order(words: str) -> str:
    """A heading's words in an order of their own: what several columns share stands above them."""
    return " ".join(sorted(words.split()))


def below(root: Element, name: str) -> list[Element]:
    """What stands between this heading and the next of its level."""
    kinds = [(part.kind, spaced(part.text)) for part in root.parts]
    start = kinds.index(("H1", spaced(name)))
    ends = [i for i, (kind, _) in enumerate(kinds) if kind == "H1" and i > start]
    return list(root.parts[start + 1 : ends[0] if ends else None])


@every
def test_every_line_has_one_heading_and_every_head_none_but_headings(
    file: str, provider: str, period: Period
) -> None:
    _, found = read(file, provider, period)
    for line in found.root.all("TR"):
        scopes = [cell.said["Scope"] for cell in line.parts if cell.kind == "TH"]
        cells = [cell for cell in line.parts if cell.kind == "TD"]
        assert scopes == (["/Row"] if cells else ["/Column"] * len(line.parts))
        assert {key for cell in cells for key in cell.said["Headers"]} <= found.named


@every
def test_it_is_read_in_the_order_of_the_decision(file: str, provider: str, period: Period) -> None:
    report, found = read(file, provider, period)
    told = spaced(found.root.text)
    at = 0
    for text in expected_order(report):
        assert spaced(text) in told[at:], text
        at = told.index(spaced(text), at) + len(spaced(text))


def expected_order(report: Report) -> list[str]:
    pages = document(report.calculation)
    found = [report.calculation.municipality, title(report)]
    found += [text for fact in facts(report) for text in fact]
    for each in pages.pages:
        found += [each.title, *each.labels, *each.notes]
    made = reproduce(report)
    told = method(report)
    found += [*unsaid(pages.notes, told), told.title, *told.introduction]
    for chapter in told.chapters:
        found += [chapter.title, *chapter.paragraphs]
        found += [part for step in chapter.steps for part in step]
    return [
        *found,
        *made.sentences,
        made.command,
        *(line for lines in appeal(report) for line in lines),
    ]


def test_a_method_without_an_introduction_has_its_chapters_below_it() -> None:
    budget = parse_budget("2024.yaml", (REVISED + CUT).encode())
    paid = compute(budget).only(("grundskola utbetalning",), ("Friskolan",))
    found = read_tagged(write_pdf(Report(budget, paid, "1.2.3", "bidrag compute"))).root
    levels = [(each.kind, each.text) for each in found.all("H1", "H2")]
    at = levels.index(("H1", "Så är beloppen beräknade"))
    assert levels[at + 1 : at + 4] == [
        ("H2", "Utbetalning: Grundskola"),
        ("H2", "Perioder"),
        ("H2", "Avrundning"),
    ]


def test_the_parts_of_a_table_are_told_apart() -> None:
    groups = "".join(f"\n      g{i}: Grupp {i}" for i in range(14))
    counts = "".join(f"\n      g{i}: 10" for i in range(14))
    file = changed(
        HOSTILE.format("X"),
        ("\n      a: X\n      b: åk 1", groups),
        ("\n      a: 10\n      b: 20", counts),
    )
    pdf = write_pdf(report_of(parse_budget("2024.yaml", file.encode())))
    assert failures(pdf) == []
    (first, *_, last) = found = [
        caption(table)
        for table in read_tagged(pdf).root.all("Table")
        if " 2024, X" in caption(table)
    ]
    title = "INTERKOMMUNAL ERSÄTTNING SAMT BIDRAG TILL ENSKILD VERKSAMHET 2024, X"
    assert spaced(first).startswith(f"{title} – del 1 av {len(found)}: Grupp 0, Grupp 1")
    assert spaced(last).startswith(f"{title} – del {len(found)} av {len(found)}: Grupp ")
    assert spaced(last).endswith("Grupp 13")
    assert " ".join(found).count("Grupp") == 14


@every
def test_charts_tell_in_words_what_they_show(file: str, provider: str, period: Period) -> None:
    report, found = read(file, provider, period)
    figures = [
        (spaced(caption(each)), figure.said["Alt"], spaced(figure.text))
        for each in found.root.all()
        for figure in each.parts
        if figure.kind == "Figure"
    ]
    expected = charts(report)
    assert [told for _, told, _ in figures] == [each.alt for each in expected]
    for (name, _, text), chart in zip(figures, expected, strict=True):
        assert name == spaced(f"{chart.title}, {chart.unit}")
        labels = [key.label for key in chart.legend]
        for each in (*labels, *(t for bar in chart.bars for t in (bar.label, bar.total))):
            assert spaced(each) in text


def test_the_parts_of_a_bar_are_drawn_where_the_chart_has_them() -> None:
    report = report_of(load_budget(ROOT / "tests/exempel/förskola.yaml"))
    for chart in charts(report):
        drawn = chart_data(chart)["bars"]
        assert isinstance(drawn, list)
        for bar, found in zip(chart.bars, drawn, strict=True):
            assert found["parts"] == [
                {"place": each.place, "start": start, "width": end - start}
                for each in bar.segments
                for start in [int(each.start * WHOLE)]
                for end in [int((each.start + each.width) * WHOLE)]
            ]


def test_a_provider_is_told_last_how_to_appeal() -> None:
    report, found = read(LUDVIKA, "Olympicaskolan", Period.YEAR)
    *_, heading = (each for each in found.root.all("H1"))
    assert heading.text == "Hur man överklagar"
    paragraphs = [spaced(each.text) for each in below(found.root, heading.text)]
    assert paragraphs == [spaced(" ".join(lines)) for lines in appeal(report)]
    assert len(paragraphs) == 3


def test_the_lines_of_an_appeal_are_lines() -> None:
    budget = load_budget(ROOT / LUDVIKA)._replace(appeal="Skicka till\nNämnden\n771 50 Ludvika")
    pdf = write_pdf(report_of(budget, "Olympicaskolan"))
    seen = [line for page in lines(pdf) for line in page]
    assert {"Skicka till", "Nämnden", "771 50 Ludvika"} <= set(seen)


def test_the_municipality_is_not_told_how_to_appeal() -> None:
    _, found = read(LUDVIKA, "", Period.YEAR)
    assert "Hur man överklagar" not in [each.text for each in found.root.all("H1")]


def test_a_provider_is_shown_lokal_administration_and_moms() -> None:
    """Skolförordningen 14 kap. 10 §."""
    _, found = read(LUDVIKA, "Olympicaskolan", Period.YEAR)
    name = "BIDRAG TILL OLYMPICASKOLAN (orgnr 556593-8700); FRITIDSHEM 2024"
    lines = {line for line, _, _ in amounts_of(found, name)}
    always = {"Lokalkostnader*", "Administrativ schablon 3 %"}
    assert always | {"Kompensation mervärdesskatt, schablon 6 %"} <= lines
    assert {"Pedagogisk verksamhet", "Pedagogiskt material och utrustning", "Måltider"} <= lines


# The same every time.


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    found = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.pdf"
        subprocess.run(
            [sys.executable, "-m", "bidrag", "compute", LUDVIKA, "-o", str(path)],
            cwd=ROOT,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "PYTHONHASHSEED": seed,
                "TZ": f"UTC-{seed}",
            },
            check=True,
        )
        found.append(path.read_bytes())
    assert found[0] == found[1]


def test_the_command_writes_the_annex(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bilaga.pdf"
    answer = run("compute", "2024", "--huvudman", "Olympicaskolan", "-o", str(path))
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, b"", b"")
    found = read_tagged(path.read_bytes())
    assert found.title.endswith(": Olympicaskolan")
    told = spaced(found.root.text)
    assert "bidrag compute 2024.yaml --huvudman Olympicaskolan -o 2024-Olympicaskolan.pdf" in told


# What a municipality writes is text.

TEXTS = {
    "markup": "#set page(width: 1pt) $x^2$ *fet* _kursiv_ `rå` @ref <etikett> #panic() // /* ] } -- ~ = 1",
    "emoji": "\U0001f393 skolan \U0001f469\U0001f3fd",
    "right to left": "مدرسة עברית",
    "accents": "A\u030a e\u0301 q\u0323\u0307",
    "other letters": "Школа Σχολείο 学校 ﷽",
    "one long word": "Å" * 500,
    "many words": " ".join(["barnomsorgsverksamhet"] * 20),
}
HOSTILE = """\
kommun: {0}
nämnd: {0}
år: 2024
källa: {0}
dokument: {0}
verksamheter:
  grundskola:
    skolform: grundskola
    rubrik: {0}
    grupper:
      a: {0}
      b: åk 1
    antal:
      a: 10
      b: 20
    antal enligt: {0}
    kostnader:
      undervisning:
        rubrik: {0}
        budget: 900 000 000
      lärverktyg: 90 000
      elevhälsa: 90 000
      måltider: 90 000
      lokalkostnader: 90 000
huvudmän:
  Fria:
    verksamheter:
      grundskola:
        faktiska lokalkostnader: 2 000
        särskilda skäl: {0}
överklagande: {0}
"""


def hostile(text: str, provider: str = "") -> bytes:
    """The annex of a budget in which everything that may be any text is this."""
    written = HOSTILE.format(f'"{text}"')
    return write_pdf(report_of(parse_budget("2024.yaml", written.encode()), provider))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_any_text_is_plain_text(text: str) -> None:
    pdf = hostile(text, "Fria")
    assert failures(pdf) == []
    found = read_tagged(pdf)
    assert found.outside == ""
    assert found.title == f"{plain(text)}: Fria"
    told = spaced(found.root.text)
    (facts_table, *_) = found.root.all("Table")
    assert spaced(plain(text)) in told
    assert told.count(spaced(plain(text))[:20]) > 5
    assert facts_table.text


HIGH = {"words": " ".join(["Lokalerna är nybyggda."] * 160), "one word": "R" * 2_000}


@pytest.mark.parametrize("text", HIGH.values(), ids=HIGH)
def test_what_is_higher_than_a_page_goes_on_over_the_next(text: str) -> None:
    assert outside(hostile(text, "Fria")) == ""


def test_what_is_told_of_a_hundred_groups_goes_on_over_the_next_page() -> None:
    groups = "".join(f"\n      g{i}: Grupp nummer {i}" for i in range(100))
    counts = "".join(f"\n      g{i}: {i + 1}" for i in range(100))
    shares = "".join(f"\n          g{i}: {i + 1} 000" for i in range(100))
    file = changed(
        HOSTILE.format("X"),
        ("\n      a: X\n      b: åk 1", groups),
        ("\n      a: 10\n      b: 20", counts),
        ("budget: 900 000 000", f"budget: 5 050 000\n        andelar:{shares}"),
    )
    pdf = write_pdf(report_of(parse_budget("2024.yaml", file.encode())))
    assert outside(pdf) == ""


@settings(max_examples=15)
@given(
    st.text(
        st.characters(blacklist_categories=["Cc", "Cs"], blacklist_characters='"\\'), min_size=1
    )
)
def test_no_text_stops_it(text: str) -> None:
    budget = load_budget(ROOT / "tests/exempel/fritidshem.yaml")._replace(
        municipality=text, document=text
    )
    assert failures(write_pdf(report_of(budget))) == []


@given(st.text())
def test_what_is_shown_is_in_the_font_and_the_rest_has_its_number(text: str) -> None:
    shown = plain(text)
    assert {ord(character) for character in shown} <= covered()
    assert plain(shown) == shown


def test_what_the_font_lacks_has_its_number() -> None:
    assert plain("a\U0001f600\u202eb") == "a[U+1F600][U+202E]b"
    assert plain("Å ä ö é – × ”1 §” 3\u00a0%") == "Å ä ö é – × ”1 §” 3\u00a0%"
    assert plain("A\u030a\tb\nc") == "Å b c"


def test_a_name_too_long_for_a_heading_stands_among_the_notes() -> None:
    report = report_of(parse_budget("2024.yaml", HOSTILE.format("x" * 101).encode()))
    found = read_tagged(write_pdf(report))
    name = report.calculation.tables[0].title
    told = spaced(" ".join(part.text for part in below(found.root, name)))
    assert f"{'x' * LONGEST} … (1)" in told
    assert f"(1) {'x' * 101}" in told


def test_a_name_may_have_ten_thousand_letters() -> None:
    file = (ROOT / "tests/exempel/fritidshem.yaml").read_text(encoding="utf-8")
    text = changed(file, ("Exempelby kommun", "Å" * 10_000))
    pdf = write_pdf(report_of(parse_budget("2025.yaml", text.encode())))
    assert failures(pdf) == []
    assert read_tagged(pdf).outside == ""


def test_short() -> None:
    assert short("abc", 3) == "abc"
    assert short("abcd", 3) == "abc …"
    assert short("ab cd", 3) == "ab …"
    assert short("Bilaga för grundskolan", 12) == "Bilaga för …"
    assert short("ett barnomsorgsverksamhet", 12) == "ett barnomso …"


def test_without_a_folder_for_temporary_files_one_may_be_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr("tempfile._candidate_tempdir_list", list)
    with pytest.raises(NoTemporaryFolderError) as refused:
        write_pdf(report_of(load_budget(ROOT / "tests/exempel/fritidshem.yaml")))
    assert "TMPDIR" in reason(refused.value)
