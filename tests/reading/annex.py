"""The tables of the PDF by its tags, and every word of it."""

from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.utils import decode_text

from tests.reading.grids import Grid
from tests.tagged import Element, Marks, read_tagged, structure, titled

ROW, COLUMN = "/Row", "/Column"
STEPS = "Rad"
"""The first heading of the tables that tell how each line is computed."""
ACTING = {"/AA", "/OpenAction", "/JS", "/JavaScript", "/EmbeddedFiles", "/URI"}
"""What a PDF may have that does something, or leads out of it."""


def read_annex(data: bytes) -> list[Grid]:
    """Every table of amounts, a grid for each cell: it is told by the headings that it refers to."""
    tables = read_tagged(data).root.all("Table")
    return [grid for table in tables for grid in _cells(table, titled(table))]


def _cells(table: Element, title: str) -> Iterator[Grid]:
    first, *_ = headings = list(table.all("TH"))
    if first.said["Scope"] != COLUMN or first.text == STEPS:
        return
    named = {each.said["ID"]: each for each in headings}
    for cell in table.all("TD"):
        above = [named[key] for key in cell.said["Headers"]]
        (line,) = (each.text for each in above if each.said["Scope"] == ROW)
        column = " ".join(each.text for each in above if each.said["Scope"] == COLUMN)
        yield Grid(title, (column,), ((line, (cell.text,)),))


def words(data: bytes) -> str:
    """Every word of the document by its tags; of what is drawn otherwise than written, what is written."""
    resources = PDFResourceManager()
    device = _Words(resources)
    interpreter = PDFPageInterpreter(resources, device)
    for device.page, page in enumerate(PDFPage.get_pages(BytesIO(data))):
        interpreter.process_page(page)
    with pikepdf.open(BytesIO(data)) as document:
        return structure(document, device.marks).text


def actions(data: bytes) -> set[str]:
    """What the document may do beside being read."""
    with pikepdf.open(BytesIO(data)) as pdf:
        objects = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        kinds = {str(each.S) for each in objects if each.get("/Type") == "/Action"}
        return kinds | ACTING & {str(key) for each in objects for key in each}


class _Words(PDFLayoutAnalyzer):
    """The letters of each marked piece of content, within which a piece may have a text in their stead."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.marks: Marks = defaultdict(list)
        self.page = 0
        self.open: list[tuple[int | None, bool]] = [(None, False)]

    def begin_tag(self, _tag: object, props: Any = None) -> None:
        found = props if isinstance(props, dict) else {}
        mark, is_told = self.open[-1]
        mark = found.get("MCID", mark)
        if "ActualText" in found:
            self._say(mark, decode_text(found["ActualText"]))
        self.open.append((mark, is_told or "ActualText" in found))

    def end_tag(self) -> None:
        self.open.pop()

    def render_char(self, *args: Any) -> float:
        _, font, size, scaling, _, code = args[:6]
        mark, is_told = self.open[-1]
        if not is_told:
            self._say(mark, font.to_unichr(code))
        return float(font.char_width(code) * size * scaling)

    def _say(self, mark: int | None, text: str) -> None:
        if mark is not None:
            self.marks[self.page, mark].append((text, None))
