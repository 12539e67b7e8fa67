"""The web page in a real browser: keyboard without script, axe-core, narrow screens, paper, no network."""

import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.test_html import HOSTILE, hostile
from tests.webpage import YEAR, example, page_of, page_of_text

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
PHONE = 320
PAPER = 1032
"""What is between the margins of a landscape A4, in CSS pixels."""

FETCHING = ("hostile 0", "hostile 1", "hostile 3", "hostile 4")
"""The pages whose texts would run or fetch something, were they anything else than texts."""
OLDER = "popovertarget is ignored on elements with commandfor."
"""What Chromium notes of a button that opens a dialog in older browsers too."""
WIDTHS = (PHONE, 375, 641, 800, 1024, 1025, 1100, 1281)
"""Phones, tablets and screens, on both sides of where the tables are laid out in another way."""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium, the system's own, for all tests of the module."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages by what they are of, as files."""
    texts = {
        "the year": page_of(YEAR)[1],
        "a provider": page_of(YEAR, ("Olympicaskolan",))[1],
        "a pot and revisions": page_of(example("grundskola"))[1],
        "a change during the year": page_of(example("förskoleklass"))[1],
        "two dimensions": page_of(example("gymnasieskola"))[1],
        **{f"hostile {i}": page_of_text(hostile(text)) for i, text in enumerate(HOSTILE)},
    }
    folder = tmp_path_factory.mktemp("pages")
    found = {name: folder / f"{i}.html" for i, name in enumerate(texts)}
    for name, path in found.items():
        path.write_text(texts[name], encoding="utf-8")
    return found


@pytest.fixture
def plain(browser: Browser) -> Iterator[BrowserContext]:
    """A browser where no page can run a script."""
    context = browser.new_context(java_script_enabled=False, reduced_motion="reduce")
    yield context
    context.close()


def opened(context: BrowserContext, path: Path) -> Page:
    """The page, as it is when it has been read."""
    page = context.new_page()
    page.goto(path.as_uri())
    return page


def focused(page: Page) -> str:
    """What has the focus: the id of the element, else its text."""
    found = page.evaluate("document.activeElement.id || document.activeElement.textContent")
    assert isinstance(found, str)
    return found.strip()


def showing(page: Page) -> list[str]:
    """The names of the explanations that show."""
    return page.locator("dialog[open] .label").all_inner_texts()


def test_an_amount_opens_and_closes_by_keyboard_without_script(
    plain: BrowserContext, pages: dict[str, Path]
) -> None:
    page = opened(plain, pages["the year"])
    assert showing(page) == []
    amount = page.get_by_role("button", name="92\u00a0557", exact=True).first
    amount.focus()
    page.keyboard.press("Enter")
    assert showing(page) == ["INTERKOMMUNAL ERSÄTTNING F-klass"]
    name = "INTERKOMMUNAL ERSÄTTNING F-klass Förskoleklass samt grundskola 1-9"
    assert page.get_by_role("dialog", name=name, exact=True).count() == 1
    assert focused(page) == "Stäng"
    page.keyboard.press("Tab")
    assert focused(page) == "GRUNDBELOPP F-klass"
    assert page.locator("dialog[open] .older").filter(visible=True).count() == 0
    page.keyboard.press("Enter")
    assert showing(page) == ["GRUNDBELOPP F-klass", "INTERKOMMUNAL ERSÄTTNING F-klass"]
    page.keyboard.press("Escape")
    assert showing(page) == ["INTERKOMMUNAL ERSÄTTNING F-klass"]
    assert focused(page) == "GRUNDBELOPP F-klass"
    page.keyboard.press("Escape")
    assert showing(page) == []
    assert focused(page) == "92\u00a0557"


def test_an_amount_opens_in_a_browser_that_knows_no_commands(
    plain: BrowserContext, pages: dict[str, Path], tmp_path: Path
) -> None:
    text = pages["the year"].read_text(encoding="utf-8")
    assert "commandfor=" in text
    older = tmp_path / "older.html"
    older.write_text(text.replace("commandfor=", "hidden-from-it="), encoding="utf-8")
    page = opened(plain, older)
    page.locator("td > button").first.press("Enter")
    assert page.locator(":popover-open").count() == 1
    assert focused(page) == "Stäng"
    # A popover that another opens could not give the focus back, so no part opens in its turn.
    assert page.locator(":popover-open .tree .older").first.is_visible()
    assert page.locator(":popover-open .tree button").filter(visible=True).count() == 0
    page.keyboard.press("Escape")
    assert page.locator(":popover-open").count() == 0
    assert page.evaluate("document.activeElement.parentElement.tagName") == "TD"


def test_a_browser_that_opens_nothing_has_the_explanations_last_on_the_page(
    plain: BrowserContext, pages: dict[str, Path], tmp_path: Path
) -> None:
    text = pages["a provider"].read_text(encoding="utf-8")
    unless = "@supports not selector(:popover-open)"
    assert text.count(unless) == 1
    oldest = tmp_path / "oldest.html"
    for old, new in (
        (unless, "@media all"),
        ("Content-Security-Policy", "no-policy"),  # which has the style's hash
        ("<dialog popover", "<dialog"),
        ("commandfor=", "no-command="),
        ("popovertarget=", "no-popover="),
    ):
        text = text.replace(old, new)
    oldest.write_text(text, encoding="utf-8")
    page = opened(plain, oldest)
    every = page.locator("dialog")
    assert every.filter(visible=True).count() == every.count() > 0
    (lead,) = page.locator(".lead").filter(visible=True).all_inner_texts()
    assert lead.startswith("Webbläsaren kan inte öppna beloppen")
    assert page.locator("dialog button").filter(visible=True).count() == 0
    assert (
        page.locator("td > button").first.evaluate(
            "each => getComputedStyle(each).textDecorationLine"
        )
        == "none"
    )


def test_an_amount_opens_by_a_tap_and_closes_by_its_button(
    browser: Browser, pages: dict[str, Path]
) -> None:
    context = browser.new_context(
        java_script_enabled=False, has_touch=True, viewport={"width": PHONE, "height": 640}
    )
    page = opened(context, pages["the year"])
    page.locator("td > button").first.tap()
    (name,) = showing(page)
    dialog = page.get_by_role("dialog", name=name)
    box = dialog.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE
    dialog.get_by_role("button", name="Stäng").tap()
    assert showing(page) == []
    context.close()


def test_the_first_stop_leads_past_the_table_of_contents(
    plain: BrowserContext, pages: dict[str, Path]
) -> None:
    page = opened(plain, pages["the year"])
    page.keyboard.press("Tab")
    assert focused(page) == "Hoppa till innehållet"
    assert page.locator(".skip").bounding_box() == page.locator(".skip:focus").bounding_box()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize(
    ("name", "scheme", "media", "width"),
    [
        ("the year", "light", "screen", 1280),
        ("a provider", "dark", "screen", 1280),
        ("a provider", "light", "screen", PHONE),
        ("a provider", "light", "print", PAPER),
        ("a pot and revisions", "light", "screen", 1280),
    ],
)
def test_axe_finds_nothing(
    browser: Browser, pages: dict[str, Path], name: str, scheme: str, media: str, width: int
) -> None:
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 900},
        bypass_csp=True,  # for axe's own script, which the page would refuse
    )
    page = opened(context, pages[name])
    page.emulate_media(media="print" if media == "print" else "screen")
    assert violations(page) == []
    if media == "screen":
        page.locator("td > button").nth(1).press("Enter")
        assert len(showing(page)) == 1
        assert violations(page, "dialog[open]") == []
    context.close()


def violations(page: Page, part: str | None = None) -> list[str]:
    """What axe-core finds wrong with the page, or with the part of it that is so named."""
    found = Axe().run(page, part, {"resultTypes": ["violations"]}).response["violations"]
    return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize(
    "name", ["the year", "two dimensions", "a pot and revisions", "hostile 0", "hostile 5"]
)
def test_nothing_scrolls_sideways(browser: Browser, pages: dict[str, Path], name: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = opened(context, pages[name])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        over = "[...document.querySelectorAll('.scroll')].filter(each => each.scrollWidth > each.clientWidth)"
        assert page.evaluate(f"{over}.length") == 0, width
    page.set_viewport_size({"width": PHONE, "height": 640})
    page.locator("td > button").first.press("Enter")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
    dialog = "document.querySelector('dialog[open]')"
    assert page.evaluate(f"{dialog}.scrollWidth <= {dialog}.clientWidth")
    context.close()


@pytest.mark.parametrize("width", [PHONE, 375, 800, 1280])
def test_an_amount_with_the_focus_is_whole_and_covered_by_nothing(
    browser: Browser, pages: dict[str, Path], width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 640}, reduced_motion="reduce")
    page = opened(context, pages["two dimensions"])
    amounts = page.locator("td > button")
    assert amounts.count() > 0
    covered = amounts.evaluate_all(
        """all => all.filter(each => {
            each.focus();
            const box = each.getBoundingClientRect();
            return [box.left + 1, box.right - 1].some(
                x => document.elementFromPoint(x, box.top + box.height / 2) !== each
            );
        }).length"""
    )
    assert covered == 0
    context.close()


def test_a_table_told_line_by_line_is_still_a_table_with_headings(
    browser: Browser, pages: dict[str, Path]
) -> None:
    found = []
    for width in (PHONE, 1280):
        context = browser.new_context(viewport={"width": width, "height": 640})
        page = opened(context, pages["the year"])
        tree = context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        roles = [each["role"]["value"] for each in tree if not each["ignored"]]
        found.append({role: roles.count(role) for role in ("table", "columnheader", "rowheader")})
        context.close()
    assert found[0] == found[1]
    assert min(found[0].values()) > 0


def test_an_amount_is_underlined_so_that_it_shows(browser: Browser, pages: dict[str, Path]) -> None:
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
        page = opened(context, pages["the year"])
        line = page.locator(".sum td > button").first.evaluate(
            "each => getComputedStyle(each).textDecorationColor"
        )
        ground = page.locator(".sum td").first.evaluate(
            "each => getComputedStyle(each).backgroundColor"
        )
        assert contrast(line, ground) >= 3
        context.close()


def contrast(one: str, other: str) -> Decimal:
    """How much two colours differ, as WCAG 2 counts it."""
    dark, light = sorted(map(luminance, (one, other)))
    return (light + Decimal("0.05")) / (dark + Decimal("0.05"))


def luminance(colour: str) -> Decimal:
    """The relative luminance of `rgb(r, g, b)`, as WCAG 2 counts it."""
    parts = [Decimal(each) / 255 for each in re.findall(r"\d+", colour)]
    red, green, blue = [
        part / Decimal("12.92")
        if part <= Decimal("0.04045")
        else ((part + Decimal("0.055")) / Decimal("1.055")) ** Decimal("2.4")
        for part in parts
    ]
    return Decimal("0.2126") * red + Decimal("0.7152") * green + Decimal("0.0722") * blue


@pytest.mark.parametrize("name", ["the year", "two dimensions", "a pot and revisions", "hostile 5"])
def test_every_table_fits_on_paper(browser: Browser, pages: dict[str, Path], name: str) -> None:
    context = browser.new_context(viewport={"width": PAPER, "height": 700})
    page = opened(context, pages[name])
    page.emulate_media(media="print")
    over = "[...document.querySelectorAll('table')].map(each => each.getBoundingClientRect().right)"
    assert page.evaluate(f"Math.max(...{over})") <= PAPER
    assert page.locator("nav, .lead, dialog").filter(visible=True).count() == 0
    context.close()


@pytest.mark.parametrize("name", ["the year", "a provider", "a change during the year"])
def test_a_paper_ends_with_no_heading_and_the_last_says_not_only_how_it_is_made(
    plain: BrowserContext, pages: dict[str, Path], tmp_path: Path, name: str
) -> None:
    page = opened(plain, pages[name])
    headings = {
        " ".join(each.split()) for each in page.locator("h2, h3, caption").all_inner_texts()
    }
    page.pdf(path=tmp_path / "paper.pdf", prefer_css_page_size=True)
    with pdfplumber.open(tmp_path / "paper.pdf") as paper:
        lines = [each.extract_text().splitlines() for each in paper.pages]
        room = [each.height for each in paper.pages]
        reach = [max(word["bottom"] for word in each.extract_words()[:-4]) for each in paper.pages]
    ends = [each[-2] for each in lines]  # the last is the number of the page
    assert not headings & set(ends)
    assert lines[-1][0] != "Om dokumentet" or "Hur man överklagar" in lines[-1]
    assert reach[0] * 2 > room[0], "the first paper is half empty"


def test_nothing_is_fetched_and_no_script_runs(browser: Browser, pages: dict[str, Path]) -> None:
    asked: list[str] = []
    said: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    found = [path for name, path in pages.items() if name == "the year" or name in FETCHING]
    for path in found:
        page.goto(path.as_uri(), wait_until="load")
        page.locator("td > button").first.press("Enter")
    assert asked == [path.as_uri() for path in found]
    assert set(said) <= {OLDER}
    context.close()


def test_the_page_says_that_it_is_swedish_and_is_in_order(
    plain: BrowserContext, pages: dict[str, Path]
) -> None:
    page = opened(plain, pages["the year"])
    assert page.evaluate("document.documentElement.lang") == "sv"
    levels = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(each => +each.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
