"""Writes the page: the words and numbers into the templates, the style and its hash into the head."""

from base64 import b64encode
from hashlib import sha256
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from bidrag.output.amounts.layout import document
from bidrag.output.report.about import facts, title
from bidrag.output.report.chart import charts
from bidrag.output.report.ending import Section as Ending
from bidrag.output.report.ending import ending
from bidrag.output.report.report import Report
from bidrag.output.report.titles import CONTENTS
from bidrag.output.web.explained import explained
from bidrag.output.web.figures import figures
from bidrag.output.web.sections import Content, sections
from bidrag.output.web.sections import Section as Tables
from bidrag.output.web.texts import cut, isolated, row_name

TEMPLATE = "page.html.jinja"
STYLE = "style.css.jinja"


class Entry(NamedTuple):
    """A part of the page in its menu: its identity there and its heading."""

    key: str
    title: str


READING = Entry("forklaringar", "Att läsa förklaringarna")


def write_html(report: Report) -> str:
    """The report as one HTML file: no script, nothing fetched, the same bytes for the same report.

    Every text is escaped. The page's own policy (CSP) allows no other source than its own style.
    """
    pages = document(report.calculation)
    found = explained(report.calculation, pages.pages)
    content = Content(found, figures(charts(report)))
    tables = sections(report.calculation, pages.pages, content)
    last = ending(report, pages.notes)
    reading = (READING,) if found else ()
    environment = _environment()
    style = _style(environment)
    return environment.get_template(TEMPLATE).render(
        title=title(report),
        facts=facts(report),
        contents=CONTENTS,
        menu=(*map(_entry, tables), *reading, *map(_entry, last)),
        sections=tables,
        reading=READING,
        ending=last,
        titles=_titles(report),
        explained=tuple(found.values()),
        common=tuple(dict.fromkeys(note for each in found.values() for note in each.common)),
        file=report.budget.file,
        version=report.version,
        style=style,
        policy=_policy(style),
    )


def _entry(part: Tables | Ending) -> Entry:
    return Entry(part.key, part.title)


def _titles(report: Report) -> set[str]:
    """What the method calls the tables, whose own headings say the same."""
    found = set[str]()
    for table in report.calculation.printed:
        what = f"{table.title}: {table.supplement.title}" if table.supplement else table.title
        found |= {what, f"{table.provider}: {what}"}
    return found


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("bidrag.output.web", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"cut": cut, "isolated": isolated, "row_name": row_name}
    return environment


def _style(environment: Environment) -> str:
    """The style sheet, which is the product's own and has no text of a budget in it."""
    return environment.get_template(STYLE).render()


def _policy(style: str) -> str:
    """What the page may load: this style, and nothing else from anywhere."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
