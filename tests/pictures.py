"""README's pictures of the documents: a page of the annex, a sheet of the workbook, and the web page.

Run `python -m tests.pictures` to make them anew, with LibreOffice and Chromium installed. They are what the
programs show at the time: other versions of them draw a letter otherwise, so no test compares the bytes.
"""

import subprocess
import tempfile
from io import BytesIO
from pathlib import Path

import pdfplumber
from PIL import Image, ImageChops, ImageOps
from playwright.sync_api import sync_playwright

from bidrag.cli.main import run as bidrag

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / ".github"
BUDGET = ROOT / "budgets" / "2024.yaml"
WIDTH = 1200
"""How wide a picture is, in its own points."""
COLOURS = 48
MARGIN = 20
"""How much paper is around what is printed."""
_SWEDISH = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>sv-SE</value></prop>
</item>
</oor:items>
"""
EXPLAINED = "3\N{NO-BREAK SPACE}483"
"""The amount that is open in the picture of the web page."""


def main() -> None:
    """Writes the pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for ending in ("pdf", "xlsx", "html"):
            assert bidrag(["compute", str(BUDGET), "-o", str(folder / f"2024.{ending}")]) == 0
        _save("annex", _page(folder / "2024.pdf", 1, 65))
        _save("workbook", _page(_printed(folder / "2024.xlsx"), 3, 85))
        _save("web", _browser(folder / "2024.html"))


def _page(pdf: Path, number: int, percent: int) -> Image.Image:
    """The upper part of the page (counted from 0) as an image, without empty paper."""
    with pdfplumber.open(pdf) as document:
        page = document.pages[number].to_image(width=WIDTH, antialias=True).original.convert("RGB")
    upper = page.crop((0, 0, page.width, page.height * percent // 100))
    blank = Image.new("RGB", upper.size, "white")
    box = ImageChops.difference(upper, blank).getbbox()
    return ImageOps.expand(upper.crop(box), MARGIN, "white")


def _printed(workbook: Path) -> Path:
    """The workbook as LibreOffice prints it."""
    profile, target = workbook.parent / "profile", workbook.parent / "printed"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SWEDISH, encoding="utf-8")
    where = f"-env:UserInstallation={profile.as_uri()}"
    convert = ("--headless", "--convert-to", "pdf", "--outdir", str(target), str(workbook))
    subprocess.run(["soffice", where, *convert], check=True, capture_output=True)
    return target / f"{workbook.stem}.pdf"


def _browser(page: Path) -> Image.Image:
    """The web page in Chromium, with the explanation of one amount open."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        tab = browser.new_page(viewport={"width": WIDTH, "height": 900})
        tab.goto(page.as_uri())
        amount = tab.get_by_role("button", name=EXPLAINED, exact=True).first
        amount.scroll_into_view_if_needed()
        amount.click()
        shown = Image.open(BytesIO(tab.screenshot()))
        browser.close()
    return shown


def _save(name: str, image: Image.Image) -> None:
    """The picture in few colours, which keeps it small."""
    few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
