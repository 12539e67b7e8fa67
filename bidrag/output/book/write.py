"""The workbook as a file: the only place that knows the library, and how each look is drawn."""

from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO
from textwrap import wrap
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bidrag.output.book.book import Book, book
from bidrag.output.book.cells import Cell, Link, Live, Look, Sheet, Style, shown
from bidrag.output.book.inputs import CHANGE
from bidrag.output.book.names import clean
from bidrag.output.book.numbers import stored
from bidrag.output.report.about import title
from bidrag.output.report.report import Report

FONT = {"font_name": "Arial", "font_size": 10}
INK, PALE, LINE, ENTRY = "#1F3864", "#DCE6F1", "#8EA9C8", "#FFF6CC"
_WRAPPED = {"text_wrap": True, "valign": "top"}
_HEADING = {
    "bold": True,
    "bg_color": PALE,
    "font_color": INK,
    "text_wrap": True,
    "valign": "bottom",
}
_SUM = {"bold": True, "top": 1, "top_color": LINE}
_HELP = {"font_color": "#595959"}
_ENTRY = {"bg_color": ENTRY, "border": 1, "border_color": "#D9C65B"}
LOOKS: dict[Look, dict[str, Any]] = {
    Look.TITLE: {"bold": True, "font_size": 16, "font_color": INK},
    Look.SECTION: {"bold": True, "font_size": 12, "font_color": INK},
    Look.HEADING: {**_HEADING, "align": "right", "bottom": 1, "bottom_color": LINE},
    Look.TEXT_HEADING: {
        **_HEADING,
        "align": "left",
        "indent": 1,
        "bottom": 1,
        "bottom_color": LINE,
    },
    Look.GROUP: {**_HEADING, "align": "center", "left": 1, "left_color": "#FFFFFF"},
    Look.TEXT: {**_WRAPPED, "align": "left", "indent": 1},
    Look.LABEL: _WRAPPED,
    Look.SUM_LABEL: {**_WRAPPED, **_SUM},
    Look.HELP_LABEL: {**_WRAPPED, **_HELP},
    Look.AMOUNT: {"valign": "top"},
    Look.SUM: {**_SUM, "valign": "top"},
    Look.HELP: {**_HELP, "valign": "top"},
    Look.INPUT: {**_ENTRY, "locked": False, "valign": "top"},
    Look.LEGEND: {**_ENTRY, "valign": "top"},
    Look.NONE: {"align": "right", "valign": "top", "font_color": "#595959"},
    Look.NOTE: {**_WRAPPED, "italic": True, "font_color": "#404040"},
    Look.LINK: {"font_color": "#0B5394", "underline": 1},
    Look.PAID_LABEL: {**_WRAPPED, "bold": True},
    Look.PAID: {"bold": True, "valign": "top"},
    Look.ASIDE: {**_HELP, "bold": True},
    Look.VERDICT: {"bold": True, "valign": "top"},
}
GOOD, BAD = {"font_color": "#1E6B34"}, {"font_color": "#9C0006", "bg_color": "#FFC7CE"}
OVERFLOWING = frozenset({Look.TITLE, Look.SECTION, Look.NOTE, Look.ASIDE, Look.VERDICT})
"""What may go on over the empty cells beside it."""
UNBROKEN = 16
"""So long a heading is not broken."""
NARROWEST, MOST, ROOM, LINE_HEIGHT = 13, 30, 3, 14
A4, A3, WIDE = 9, 8, 240
CAPITAL = 4
"""So many capitals are as wide as one more letter."""
LARGEST = 10**15
WORRYING = ("inte", CHANGE)
ONLY_NUMBERS = {
    "validate": "decimal",
    "criteria": "between",
    "minimum": -LARGEST,
    "maximum": LARGEST,
    "error_title": "Inget tal",
    "error_message": "Skriv ett tal. Boken räknar med det direkt.",
}
PROTECTION = {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True}


def write_xlsx(report: Report) -> bytes:
    """The workbook as bytes, the same for the same report."""
    content, made = BytesIO(), book(report)
    workbook = Workbook(
        content,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_format_properties": FONT,
        },
    )
    # A file that says when it was written differs each time; the budget's year says what it is of.
    created = datetime(report.calculation.year, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    properties = {"title": clean(title(report)), "created": created}
    workbook.set_properties(properties | {"comments": f"bidrag {report.version}"})
    _fill(workbook, made)
    workbook.close()
    return content.getvalue()


def _fill(workbook: Workbook, made: Book) -> None:
    formats = _Formats(workbook)
    pages = [workbook.add_worksheet(sheet.name) for sheet in made.sheets]
    for name, place in made.names.items():
        workbook.define_name(name, f"={place}")
    for sheet, page in zip(made.sheets, pages, strict=True):
        widths = _widths(sheet)
        for row, first, last in sheet.spans:
            style = sheet.cells[row, first].style
            page.merge_range(row, first, row, last, "", formats.of(style))
        for (row, column), cell in sheet.cells.items():
            _write(page, row, column, cell, formats.of(_aligned(sheet, column, cell.style)))
        for column, width in widths.items():
            page.set_column(column, column, width)
        for row, height in _heights(sheet, widths).items():
            page.set_row(row, height)
        _guard(page, sheet, formats)
        _arrange(page, sheet, sum(widths.values()))


class _Formats:
    """The library's format of each style, made once."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.known: dict[Style, Format] = {}
        self.good = workbook.add_format(GOOD)
        self.bad = workbook.add_format(BAD)

    def of(self, style: Style) -> Format:
        """The format of the style."""
        if style not in self.known:
            number = {"num_format": style.number} if style.number else {}
            self.known[style] = self.workbook.add_format(LOOKS[style.look] | number)
        return self.known[style]


def _aligned(sheet: Sheet, column: int, style: Style) -> Style:
    """Headings stand as what is below them: texts to the left, numbers to the right."""
    if style.look is Look.HEADING and column in sheet.wide:
        return Style(Look.TEXT_HEADING)
    return style


def _write(page: Worksheet, row: int, column: int, cell: Cell, form: Format) -> None:
    content = cell.content
    if isinstance(content, Live):
        value = content.value
        cached: Any = stored(value) if isinstance(value, Fraction) else value
        page.write_formula(row, column, f"={content.formula}", form, cached)
    elif isinstance(content, Link):
        target = content.sheet.replace("'", "''")
        page.write_url(row, column, f"internal:'{target}'!A1", form, content.text)
    elif isinstance(content, Fraction):
        page.write_number(row, column, stored(content), form)
    elif content:
        page.write_string(row, column, content, form)
    else:
        page.write_blank(row, column, None, form)


def _widths(sheet: Sheet) -> dict[int, int]:
    """What each column needs: its longest number, or the longest word that cannot be broken."""
    found: dict[int, int] = {}
    spanned = {(row, first) for row, first, _ in sheet.spans}
    for (row, column), cell in sheet.cells.items():
        if cell.style.look in OVERFLOWING or (row, column) in spanned:
            continue
        text, cap = shown(cell), sheet.wide.get(column)
        if cell.style.look is Look.HEADING or cell.style.look is Look.GROUP:
            length = max(min(len(text), UNBROKEN), *map(len, text.split()), 0)
        else:
            length = len(text) + sum(map(str.isupper, text)) // CAPITAL
        least = MOST if cap is None else cap
        needed = min(length + ROOM, least) if isinstance(cell.content, str) else length + ROOM
        found[column] = max(found.get(column, NARROWEST if cap is None else ROOM), needed)
    return found


def _heights(sheet: Sheet, widths: dict[int, int]) -> dict[int, int]:
    """The rows that need more than a line; a program does not measure merged cells itself."""
    ends = {(row, first): last for row, first, last in sheet.spans}
    lines: dict[int, int] = {}
    for (row, column), cell in sheet.cells.items():
        last = ends.get((row, column), column)
        if LOOKS[cell.style.look].get("text_wrap"):
            width = sum(widths.get(each, NARROWEST) for each in range(column, last + 1))
            lines[row] = max(lines.get(row, 1), _lines(shown(cell), width))
    return {row: number * LINE_HEIGHT for row, number in lines.items() if number > 1}


def _lines(text: str, width: int) -> int:
    """How many lines the text takes; a letter may be wider than a figure, so there is some room."""
    room = max(width * 11 // 10 - 1, 1)
    length = len(text) + sum(map(str.isupper, text)) // CAPITAL
    return 1 if length <= room else len(wrap(text + "x" * (length - len(text)), room))


def _guard(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    """Locks what is computed, takes only numbers as inputs, and colours the verdicts."""
    page.protect("", PROTECTION)
    for span in _spans(sheet, Look.INPUT):
        page.data_validation(*span, ONLY_NUMBERS)
    for span in _spans(sheet, Look.VERDICT):
        for word in WORRYING:
            bad = {"type": "text", "criteria": "containing", "value": word, "format": formats.bad}
            page.conditional_format(*span, bad)
        page.conditional_format(*span, {"type": "no_blanks", "format": formats.good})


def _spans(sheet: Sheet, look: Look) -> list[tuple[int, int, int, int]]:
    """The cells of the look, those below each other as one: first row and column, last row and column."""
    found: list[tuple[int, int, int, int]] = []
    places = (place for place, cell in sheet.cells.items() if cell.style.look is look)
    for column, row in sorted((column, row) for row, column in places):
        if found and found[-1][1:] == (column, row - 1, column):
            found[-1] = (*found[-1][:2], row, column)
        else:
            found.append((row, column, row, column))
    return found


def _arrange(page: Worksheet, sheet: Sheet, width: int) -> None:
    """How the sheet is shown and printed: as wide as a page, which is larger for a wide sheet."""
    page.hide_gridlines(2)
    page.freeze_panes(*sheet.frozen)
    page.set_paper(A3 if width > WIDE else A4)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&RSida &P av &N")
    if sheet.landscape:
        page.set_landscape()
    if sheet.repeated:
        page.repeat_rows(*sheet.repeated)
    if sheet.filtered:
        first, last, column = sheet.filtered
        page.autofilter(first, 0, last, column)
    if sheet.printed:
        page.print_area(0, 0, *sheet.printed)
