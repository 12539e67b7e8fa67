"""The workbook as a file: the only place that knows the library, and how each look is drawn."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bidrag.output.book.book import Book, book
from bidrag.output.book.cells import Cell, Link, Live, Look, Sheet, Style
from bidrag.output.book.formulas import literal
from bidrag.output.book.looks import BAD, GOOD, LOOKS
from bidrag.output.book.measures import WIDE, breaks_of, heights_of, widths_of
from bidrag.output.book.names import clean
from bidrag.output.book.numbers import stored
from bidrag.output.book.rules import Rule
from bidrag.output.report.about import title
from bidrag.output.report.report import Report

FONT = {"font_name": "Arial", "font_size": 10}
A4, A3 = 9, 8
EPOCH = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""When every workbook is made, as its parts are too: a file that tells the day differs each day."""
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
LARGEST = 10**16
PROTECTION = {"autofilter": True, "format_columns": True, "format_rows": True}


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
    properties = {"title": clean(title(report)), "created": EPOCH}
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
        widths = widths_of(sheet)
        heights = heights_of(sheet, widths)
        for row, first, last in sheet.spans:
            style = sheet.cells[row, first].style
            page.merge_range(row, first, row, last, "", formats.of(style))
        for (row, column), cell in sheet.cells.items():
            _write(page, row, column, cell, formats.of(_aligned(sheet, column, cell.style)))
        for column, width in widths.items():
            page.set_column(column, column, width)
        for row, height in heights.items():
            page.set_row(row, height)
        _guard(page, sheet, formats)
        _arrange(page, sheet, sum(widths.values()))
        page.set_h_pagebreaks(breaks_of(sheet, widths, heights))


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
        # The library escapes what looks like its escapes in every other text, but not in this one.
        cached: Any = (
            stored(value) if isinstance(value, Fraction) else _ESCAPED.sub("_x005F_", value)
        )
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


def _guard(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    """Locks what is computed, takes what may be an input, and colours the verdicts.

    A verdict is good as long as it says what it said when the workbook was made.
    """
    page.protect("", PROTECTION)
    for rule in dict.fromkeys(sheet.rules.values()):
        for span in _spans(place for place, each in sheet.rules.items() if each == rule):
            page.data_validation(*span, _validation(rule))
    verdicts = {
        place: cell.content.value
        for place, cell in sheet.cells.items()
        if cell.style.look is Look.VERDICT and isinstance(cell.content, Live)
    }
    for good in dict.fromkeys(verdicts.values()):
        is_good = {"type": "cell", "criteria": "==", "value": literal(str(good))}
        for span in _spans(place for place, each in verdicts.items() if each == good):
            page.conditional_format(*span, is_good | {"format": formats.good})
            page.conditional_format(*span, is_good | {"criteria": "!=", "format": formats.bad})


def _validation(rule: Rule) -> dict[str, Any]:
    """What a cell takes, in the library's words."""
    told = {"error_title": "Det går inte", "error_message": rule.words, "validate": "decimal"}
    least, most = (
        -LARGEST if rule.least is None else rule.least,
        rule.most or LARGEST,
    )
    if rule.open:
        return told | {"criteria": ">", "value": least}
    return told | {"criteria": "between", "minimum": least, "maximum": most}


def _spans(places: Iterable[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """The cells, those below each other as one: first row and column, last row and column."""
    found: list[tuple[int, int, int, int]] = []
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
