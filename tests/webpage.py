"""A web page as a test reads it, by the standard library's parser, and the pages of the tests' budgets."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from bidrag.budget.load import load_budget, parse_budget
from bidrag.calculation import Period, compute, per_period
from bidrag.calculation.budget import Budget
from bidrag.output.report.report import Report
from bidrag.output.web.write import write_html
from tests.conftest import ROOT

YEAR = ROOT / "budgets" / "2024.yaml"
EXAMPLES = sorted((ROOT / "tests" / "exempel").glob("*.yaml"))
MUNICIPALITIES = sorted((ROOT / "tests" / "kommuner").glob("*.yaml"))
EVERY = [YEAR, *EXAMPLES, *MUNICIPALITIES]
VOID = {"meta", "link", "br", "wbr", "img", "input", "hr", "colgroup"}


def example(name: str) -> Path:
    """The example of the form."""
    return ROOT / "tests" / "exempel" / f"{name}.yaml"


class Element:
    """An element: its name, attributes, and what is in it, as elements and texts in their order."""

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.content: list[Element | str] = []

    @property
    def text(self) -> str:
        """All text in it, as it was written."""
        return "".join(each if isinstance(each, str) else each.text for each in self.content)

    def all(self, *names: str) -> "list[Element]":
        """Every element of these names in it, at any depth, in their order; of any name for none."""
        return [each for each in self._walk() if not names or each.name in names]

    def one(self, name: str) -> "Element":
        """The only element of the name in it."""
        (found,) = self.all(name)
        return found

    def _walk(self) -> "Iterator[Element]":
        for each in self.content:
            if isinstance(each, Element):
                yield each
                yield from each._walk()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute twice: {attrs}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.stack[-1].content.append(element)
        if tag not in VOID:
            self.stack.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.stack.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop().name == tag, f"{tag} ends where something else is open"

    def handle_data(self, data: str) -> None:
        self.stack[-1].content.append(data)


def read(page: str) -> Element:
    """The page as elements. Fails where one is not ended, or ended out of order."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    (document,) = reader.stack
    return document


def report(budget: Budget, providers: tuple[str, ...] = (), period: Period = Period.YEAR) -> Report:
    """What `bidrag compute` makes a page of."""
    calculation = compute(budget).only((), providers)
    return Report(budget, per_period(calculation, budget, period), "0.1.0", "bidrag compute 2024")


def page_of(
    path: Path, providers: tuple[str, ...] = (), period: Period = Period.YEAR
) -> tuple[Report, str]:
    """A budget's report and page."""
    made = report(load_budget(path), providers, period)
    return made, write_html(made)


def page_of_text(text: str, *providers: str) -> str:
    """The page of a budget that the test has as text."""
    return write_html(report(parse_budget("2024.yaml", text.encode()), providers))
