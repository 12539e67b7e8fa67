"""The web page as text: every amount, what it opens, and that no text of a budget becomes anything else."""

from base64 import b64encode
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from bidrag.budget.load import parse_budget
from bidrag.calculation import Period, compute, per_period
from bidrag.output.amounts.layout import document
from bidrag.output.amounts.pages import NONE
from bidrag.output.explanation.text import write_text
from bidrag.output.explanation.wording import TOGETHER_NOTE
from bidrag.output.report.chart import charts
from bidrag.output.report.ending import ending
from bidrag.output.report.report import Report
from bidrag.output.web.figures import DECIMALS, NARROW
from bidrag.output.web.grids import WIDEST
from bidrag.output.web.paid import CHANGED
from bidrag.output.web.texts import LONGEST, cut, isolated
from bidrag.output.web.write import write_html
from bidrag.review.explanation.addresses import everything
from bidrag.review.explanation.explain import explain
from bidrag.rounding import fixed
from tests.conftest import Run
from tests.scenarios import LAW
from tests.test_revisions import BASE as REVISED
from tests.test_revisions import CUT
from tests.texts import BUDGET, changed
from tests.webpage import EVERY, EXAMPLES, YEAR, Element, example, page_of, page_of_text, read

GROUPS = """\
kommun: Testköping
år: 2024
verksamheter:
  grundskola:
    skolform: grundskola
    rubrik: Grundskola
    grupper:
{groups}
    antal enligt: prognos
    antal:
{counts}
    kostnader:
      undervisning:
        budget: 90 000 000
        vikter:
{weights}
      lärverktyg: 1 100 000
      elevhälsa: 900 000
      måltider: 2 200 000
      lokalkostnader: 11 000 000
"""
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "</style></title><b>&amp;&lt;",
    "javascript:alert(1)",
    "å" * 300,
    "\N{GRINNING FACE} \N{ARABIC LETTER ALEF}\N{ARABIC LETTER BEH}",
]


def budget_of(groups: int) -> str:
    """A budget of so many groups, which share one line by weight."""
    keys = [f"grupp {i}" for i in range(1, groups + 1)]
    return GROUPS.format(
        groups="\n".join(f"      {key}: {key}" for key in keys),
        counts="\n".join(f"      {key}: 20" for key in keys),
        weights="\n".join(f"          {key}: 1,5" for key in keys),
    )


def hostile(text: str) -> str:
    """The year's budget with the text as its municipality, a title, a line, a group and a provider."""
    quoted = "'" + text.replace("'", "''") + "'"
    name = quoted.replace("/", "")  # which divides an address, so no name has it
    return changed(
        BUDGET,
        ("kommun: Ludvika kommun", f"kommun: {quoted}"),
        ("rubrik: Förskoleklass samt grundskola 1-9", f"rubrik: {quoted}"),
        ("rubrik: Läromedel och utrustning", f"rubrik: {quoted}"),
        ("1-3: åk 1-3", f"1-3: {quoted}"),
        ("  Olympicaförskolan:", f"  {name}:"),
    )


def dialogs(page: Element) -> dict[str, Element]:
    """What can be opened, by its key."""
    found = {each.attributes["id"]: each for each in page.all("dialog")}
    assert found
    return found


def words(element: Element) -> str:
    """The text of the element with each run of white space as one space, but for those of numbers."""
    return " ".join(element.text.replace("\N{NO-BREAK SPACE}", "\0").split()).replace(
        "\0", "\N{NO-BREAK SPACE}"
    )


def decided(page: Element) -> list[Element]:
    """The tables of the decision: those with a caption that its table has."""
    return [
        each
        for each in page.all("table")
        if not words(each.one("caption")).startswith("Det här betalas")
    ]


def lines_of(table: Element) -> list[list[Element]]:
    """The cells of each line of the table, its label first."""
    return [row.all("th", "td") for row in table.one("tbody").all("tr")]


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_a_page_has_every_printed_amount_once_in_its_place(path: Path) -> None:
    made, text = page_of(path)
    found = Counter(
        (words(table.one("caption")).partition(" (del ")[0], words(line[0]), words(cell))
        for table in decided(read(text))
        for line in lines_of(table)
        for cell in line[1:]
        if words(cell)
    )
    expected = Counter(
        (page.title, label, column.cells[i])
        for page in document(made.calculation).pages
        for column in page.columns
        for i, label in enumerate(page.labels)
        if column.cells[i]
    )
    assert found == expected


@pytest.mark.parametrize(
    ("path", "period"),
    [
        *((path, Period.YEAR) for path in EVERY),
        (YEAR, Period.MONTH),
        (example("fritidshem"), Period.HOUR),
    ],
    ids=lambda value: getattr(value, "stem", value),
)
def test_every_amount_opens_what_explain_tells(path: Path, period: Period) -> None:
    made, text = page_of(path, period=period)
    page = read(text)
    opened = dialogs(page)
    explained = texts_of_explain(made)
    for table in page.all("table"):
        for line in lines_of(table):
            for cell in line[1:]:
                if not any(char.isdigit() for char in cell.text):
                    assert words(cell) in ("", NONE, "individuellt")
                    continue
                if line[0].text == "Totalt" and not cell.all("button"):
                    continue  # the sum of the numbers of children is no amount
                dialog = opened[cell.one("button").attributes["popovertarget"]]
                # The table's own headings say whose it is; its name says no more than what it is.
                assert "aria-label" not in cell.one("button").attributes
                if address := address_of(dialog):
                    assert all_told(dialog, opened) == explained[address]
                else:
                    assert line[0].text in label_of(dialog), "the number of children of a unit"


def texts_of_explain(made: Report) -> dict[str, set[str]]:
    """All that `bidrag explain` tells of each address: what is said of every part, and what it rests on."""
    year = compute(made.budget)
    periods = (per_period(year, made.budget, period) for period in Period)
    found = {}
    for address, target in everything(year, periods).items():
        if target.term is not None:
            text = write_text(explain(made.calculation, target))
            _, tree, *_ = text.split("\n\n")
            found[address] = first_told({line.strip("│├└─ ") for line in tree.splitlines()})
    return found


def first_told(told: set[str]) -> set[str]:
    """What is told, but for that something has been told above."""
    return {each for each in told if not each.endswith(" ovan")}


def test_ids_are_one_each_and_everything_pointed_at_is_there() -> None:
    for path in (YEAR, *EXAMPLES):
        page = read(page_of(path)[1])
        ids = [each.attributes["id"] for each in page.all() if "id" in each.attributes]
        assert len(ids) == len(set(ids))
        assert all(each.isascii() and each.replace("-", "").isalnum() for each in ids)
        for element in page.all():
            for name in ("aria-labelledby", "popovertarget", "commandfor"):
                assert set(element.attributes.get(name, "").split()) <= set(ids)
            if "href" in element.attributes:
                assert element.attributes["href"].removeprefix("#") in ids


def test_the_page_has_no_script_and_fetches_nothing() -> None:
    page = read(page_of(YEAR)[1])
    assert "{%" not in page.one("style").text
    assert "{{" not in page.one("style").text
    names = {each.name for each in page.all()}
    assert not names & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "form",
        "base",
    }
    attributes = {name for each in page.all() for name in each.attributes}
    assert not {name for name in attributes if name.startswith("on")}
    assert not attributes & {"src", "srcset", "style", "action", "data", "ping"}
    style = page.one("style").text
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_allows_the_style_and_nothing_else() -> None:
    page = read(page_of(YEAR)[1])
    digest = b64encode(sha256(page.one("style").text.encode()).digest()).decode()
    (policy,) = [
        each.attributes["content"]
        for each in page.all("meta")
        if each.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_of_the_budget_stays_text(text: str) -> None:
    page, plain = read(page_of_text(hostile(text))), read(page_of(YEAR)[1])
    assert elements(page) == elements(plain)
    headings = [words(each) for each in page.all("h2")]
    assert cut(text) in headings
    assert cut(text.replace("/", "")) in headings
    assert text in [words(each) for each in page.all("dd")]


def elements(page: Element) -> Counter[tuple[str, ...]]:
    """How many elements of each name and attributes, but for those that the texts' characters bring.

    A line may break after any number of slashes, what is written from the right is kept by itself, and a
    long name stands whole beside its table.
    """
    for details in page.all("details"):
        details.content.clear()
    found = Counter((each.name, *each.attributes) for each in page.all())
    return Counter(
        {each: n for each, n in found.items() if each[0] not in ("wbr", "bdi", "details")}
    )


def test_a_wide_table_is_told_as_several_that_a_paper_has_room_for() -> None:
    made, text = page_of(example("gymnasieskola"))
    columns = [len(page.columns) for page in document(made.calculation).pages]
    assert max(columns) > WIDEST
    tables = decided(read(text))
    assert sum(width_of(table) for table in tables) == sum(columns)
    assert max(width_of(table) for table in tables) <= WIDEST
    captions = [words(table.one("caption")) for table in tables]
    assert [each[-12:] for each in captions[:3]] == ["(del 1 av 3)", "(del 2 av 3)", "(del 3 av 3)"]


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_headings_cover_every_column_on_every_row(path: Path) -> None:
    for table in read(page_of(path)[1]).all("table"):
        rows = [row.all("th", "td") for row in table.one("thead").all("tr")]
        covered = Counter[tuple[int, int]]()
        for level, row in enumerate(rows):
            column = 0
            for each in row:
                while covered[level, column]:
                    column += 1
                spans = [int(each.attributes.get(name, "1")) for name in ("rowspan", "colspan")]
                covered.update(
                    (level + i, column + j) for i in range(spans[0]) for j in range(spans[1])
                )
        width = width_of(table) + 1
        assert covered == Counter({(i, j): 1 for i in range(len(rows)) for j in range(width)})
        assert all(len(line) == width for line in lines_of(table))


def test_a_page_grows_as_the_number_of_its_amounts() -> None:
    small, large = (len(page_of_text(budget_of(groups))) for groups in (20, 40))
    # Were every tree repeated in full, forty groups would take four times what twenty do.
    assert large < small * 5 // 2


def test_the_same_budget_gives_the_same_bytes_in_every_process(run: Run) -> None:
    pages = [
        run("compute", "2024", "--format", "html", PYTHONHASHSEED=seed, LC_ALL=locale).stdout
        for seed, locale in (("1", "C"), ("2", "sv_SE.UTF-8"))
    ]
    assert pages[0] == pages[1]
    assert pages[0].startswith(b'<!DOCTYPE html>\n<html lang="sv">')


def test_a_providers_page_says_how_to_appeal() -> None:
    made, text = page_of(YEAR, ("Olympicaskolan",))
    page = read(text)
    assert "Hur man överklagar" in [words(each) for each in page.all("h2")]
    assert "Hur man överklagar" not in page_of(YEAR)[1]
    assert {table.provider for table in made.calculation.printed} == {"Olympicaskolan"}
    assert "Olympicaskolan" in words(page.one("h1"))


@pytest.mark.parametrize("providers", [(), ("Olympicaskolan",)])
def test_the_contents_lead_to_every_heading_in_order(providers: tuple[str, ...]) -> None:
    made, text = page_of(YEAR, providers)
    page = read(text)
    links = [(each.attributes["href"], words(each)) for each in page.one("nav").all("a")]
    headings = [(f"#{each.attributes['id']}", words(each)) for each in page.one("main").all("h2")]
    assert links == headings
    last = [each.title for each in ending(made, document(made.calculation).notes)]
    assert [title for _, title in links][-len(last) :] == last
    assert last[-1] == ("Hur man överklagar" if providers else "Om dokumentet")


def test_a_line_break_in_how_to_appeal_is_one_on_the_page() -> None:
    how = "överklagande: |\n  Skriv till:\n  Förvaltningsrätten <i Falun>\n\n  Ange beslutet.\n"
    page = page_of_text(changed(LAW, ("år: 2024\n", f"år: 2024\n{how}")), "Friskolan")
    assert "<p>Skriv till:<br>Förvaltningsrätten &lt;i Falun&gt;</p>\n<p>Ange beslutet.</p>" in page


def test_what_is_paid_stands_first_with_a_line_for_each_group() -> None:
    page = read(page_of(YEAR)[1])
    first = page.all("table")[0]
    # The decision's own sums: INTERKOMMUNAL ERSÄTTNING and BIDRAG FRISTÅENDE/ENSKILD VERKSAMHET.
    assert [[words(cell) for cell in line] for line in lines_of(first)] == [
        [label, *(amount.replace(" ", "\N{NO-BREAK SPACE}") for amount in amounts)]
        for label, *amounts in (
            ("F-klass", "92 557", "98 111"),
            ("åk 1-3", "94 464", "100 132"),
            ("åk 4-6", "102 099", "108 225"),
            ("åk 7-9", "114 934", "121 830"),
        )
    ]
    assert [words(each) for each in first.one("thead").all("th")] == [
        "Till annan kommun",
        "Till fristående",
    ]


def test_the_parts_of_a_bar_are_drawn_where_the_chart_has_them() -> None:
    made, text = page_of(example("förskola"))
    bars = [bar for chart in charts(made) for bar in chart.bars]
    deducted = 0
    for svg, bar in zip(read(text).all("svg"), bars, strict=True):
        for rect, part in zip(svg.all("rect"), bar.segments, strict=True):
            assert rect.attributes["x"] == f"{fixed(part.start * 100, DECIMALS)}%"
            assert rect.attributes["width"] == f"{fixed(part.width * 100, DECIMALS)}%"
            assert (rect.attributes["class"] == "deduction") == (part.value < 0)
            deducted += part.value < 0
    # Föräldrakooperativet Aspen takes the fee itself, in each of its four groups.
    assert deducted == 4


def test_every_part_of_a_bar_has_its_number_and_amount_in_text() -> None:
    made, text = page_of(YEAR)
    bars = [bar for chart in charts(made) for bar in chart.bars]
    lists = [each for each in read(text).all("ul") if each.attributes.get("class") == "parts"]
    narrow = 0
    for bar, parts in zip(bars, lists, strict=True):
        found = [words(part) for part in parts.all("li")]
        assert found == [f"{part.place + 1}{part.label} {part.text}" for part in bar.segments]
        narrow += sum(0 < part.width * 100 < NARROW for part in bar.segments)
    assert narrow, "no part is too narrow for its number"


def test_what_is_paid_says_its_months_where_it_changes_and_what_is_paid_besides() -> None:
    page = read(page_of(example("förskoleklass"))[1])
    captions = [words(each) for each in page.all("caption")]
    assert captions[0] == "Det här betalas: Förskoleklass januari–juni, kr per elev"
    assert "Det här betalas: Förskoleklass från och med juli, kr per elev" in captions
    said = [words(each) for each in page.all("li")]
    assert said.count(CHANGED) == 2
    assert (
        said.count("Dessutom betalas det som står under Tillkommande bidrag och tilläggsbelopp.")
        == 2
    )
    where = {words(each) for each in page.all("p") if each.attributes.get("class") == "where"}
    assert {"Förskoleklass januari–juni", "Förskoleklass från och med juli"} <= where
    assert CHANGED not in page_of(YEAR)[1]


@pytest.mark.parametrize(
    ("path", "period"),
    [*((path, Period.YEAR) for path in EVERY), (YEAR, Period.DAY)],
    ids=lambda value: getattr(value, "stem", value),
)
def test_no_two_explanations_have_the_same_name(path: Path, period: Period) -> None:
    page = read(page_of(path, period=period)[1])
    texts = {
        each.attributes["id"]: words(each) for each in page.all("p") if "id" in each.attributes
    }
    names = Counter(
        tuple(texts[each] for each in dialog.attributes["aria-labelledby"].split())
        for dialog in page.all("dialog")
    )
    assert [name for name, number in names.items() if number > 1] == []


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_every_heading_tells_what_it_alone_is(path: Path) -> None:
    headings = Counter(words(each) for each in read(page_of(path)[1]).all("h1", "h2", "h3"))
    assert [each for each, number in headings.items() if number > 1] == []


@pytest.mark.parametrize("path", [YEAR, *EXAMPLES], ids=lambda path: path.stem)
def test_how_explanations_are_told_is_said_once(path: Path) -> None:
    text = page_of(path)[1]
    assert text.count("Allt är beräknat exakt") == 1
    assert text.count(TOGETHER_NOTE) <= 1


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_a_heading_over_several_columns_has_their_column_group(path: Path) -> None:
    for table in read(page_of(path)[1]).all("table"):
        first, *groups = [int(each.attributes.get("span", "1")) for each in table.all("colgroup")]
        assert first + sum(groups) == width_of(table) + 1
        outermost = table.one("thead").all("tr")[0].all("th")
        assert groups == [int(each.attributes.get("colspan", "1")) for each in outermost]
        over = [each for each in table.all("th") if each.attributes["scope"] == "colgroup"]
        assert over == [each for each in outermost if "colspan" in each.attributes]


def test_a_name_is_cut_where_many_stand_together_and_stands_whole_beside_them() -> None:
    name = "å" * 10_000
    text = changed(
        BUDGET, ("1-3: åk 1-3", f"1-3: {name}"), ("rubrik: Fritidshem", f"rubrik: {name}")
    )
    page = read(page_of_text(text))
    assert all(len(words(each)) <= LONGEST for each in page.all("th", "h2", "h3", "a"))
    whole = [each for details in page.all("details") for each in map(words, details.all("li"))]
    assert name in whole


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("åk 1 & 2", "åk 1 &amp; 2"),
        ("\u05d0\u05d1 92 557", "<bdi>\u05d0\u05d1</bdi> 92 557"),
        ("F, \u05d0 <\u05d1>, 7", "F, <bdi>\u05d0 &lt;\u05d1</bdi>&gt;, 7"),
    ],
)
def test_what_is_written_from_the_right_moves_no_number(text: str, shown: str) -> None:
    assert isolated(text) == shown


def test_a_method_without_an_introduction_has_its_chapters_below_it() -> None:
    budget = parse_budget("2024.yaml", (REVISED + CUT).encode())
    paid = compute(budget).only(("grundskola utbetalning",), ("Friskolan",))
    page = read(write_html(Report(budget, paid, "0.1.0", "bidrag compute")))
    found = [(each.name, words(each)) for each in page.all("h2", "h3")]
    at = found.index(("h2", "Så är beloppen beräknade"))
    assert found[at + 1 : at + 4] == [
        ("h3", "Utbetalning: Grundskola"),
        ("h3", "Perioder"),
        ("h3", "Avrundning"),
    ]


def test_what_the_method_says_is_not_said_again() -> None:
    made, text = page_of(YEAR)
    page = read(text)
    said = Counter(words(each) for each in page.all("p", "li"))
    assert all(said[note] == 1 for note in document(made.calculation).notes)


def width_of(table: Element) -> int:
    """How many columns of amounts the table has."""
    return len(lines_of(table)[0]) - 1


def label_of(dialog: Element) -> str:
    """What the dialog is about, which is also its name."""
    (found,) = [
        each
        for each in dialog.all("p")
        if each.attributes.get("id") == dialog.attributes["aria-labelledby"].split()[0]
    ]
    return words(found)


def address_of(dialog: Element) -> str:
    """The address that the dialog gives; a number of children has none."""
    return "".join(map(words, dialog.all("code")))


def all_told(dialog: Element, opened: dict[str, Element]) -> set[str]:
    """All that the dialog tells, and those that open from it in turn."""
    told = set[str]()
    stack, seen = [dialog], set[int]()
    while stack:
        each = stack.pop()
        if id(each) not in seen:
            seen.add(id(each))
            told |= told_here(each)
            stack += [opened[button.attributes["commandfor"]] for button in parts_with_own(each)]
    return first_told(told)


def parts_with_own(dialog: Element) -> list[Element]:
    """The buttons of the dialog that open another."""
    own = dialog.attributes["id"]
    return [each for each in dialog.all("button") if each.attributes["commandfor"] != own]


def told_here(dialog: Element) -> set[str]:
    """What is said of the amount and of the parts that have no dialog of their own, and what they rest on."""
    (statement,) = [each for each in dialog.all("p") if each.attributes.get("class") == "statement"]
    told = {f"{label_of(dialog)}: {words(statement)}"}
    told |= {words(each) for each in dialog.all("small")}
    for part in dialog.all("li"):
        (name, *_) = [each for each in part.content if isinstance(each, Element)]
        (said, *_) = [
            each.strip(" \n") for each in part.content if isinstance(each, str) and each.strip()
        ]
        if name.name == "b":
            told.add(f"{words(name)}: {said}")
    return told
