"""How each look is drawn: colours, lines and alignment, in the words of the library."""

from typing import Any

from bidrag.output.book.cells import Look

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
