"""That every document has every amount of the calculation, each in its place and none of them changed.

The readers know nothing of the writers; what they read is compared with the core's own records, so that
an amount that stands in two documents is the same in both.
"""

from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bidrag.budget.load import load_budget
from bidrag.calculation import Calculation, Period, compute, per_period
from bidrag.cli.main import run as bidrag
from bidrag.output.amounts.comma import write_csv
from bidrag.output.amounts.jsontext import write_json
from bidrag.output.amounts.markdown import write_markdown
from bidrag.output.amounts.plain import write_plain
from bidrag.output.annex.write import write_pdf
from bidrag.output.book.write import write_xlsx
from bidrag.output.report.report import Report
from bidrag.output.web.write import write_html
from tests.conftest import ROOT
from tests.reading import grids, lists
from tests.reading.annex import read_annex
from tests.reading.book import read_book, read_decided
from tests.reading.everything import budget
from tests.reading.grids import figures
from tests.reading.lists import read_csv, read_exact, read_json
from tests.reading.markdown import read_markdown
from tests.reading.plain import read_plain
from tests.reading.slips import changed, cut
from tests.reading.web import read_opened, read_summaries, read_web

EXAMPLES = sorted((ROOT / "tests" / "exempel").glob("*.yaml"))
MUNICIPALITIES = sorted((ROOT / "tests" / "kommuner").glob("*.yaml"))
LUDVIKA = ROOT / "budgets" / "2024.yaml"
EVERYTHING = Path("allt.yaml")
"""Is written anew in the folder of each test."""


class Chosen(NamedTuple):
    """What somebody asks `bidrag compute` for."""

    file: Path
    provider: str = ""
    period: Period = Period.YEAR

    def arguments(self) -> list[str]:
        """It as arguments of the command."""
        provider = ["--huvudman", self.provider] if self.provider else []
        return ["compute", str(self.file), "--period", self.period, *provider]

    def calculation(self) -> Calculation:
        """The core's own calculation of it."""
        read = load_budget(self.file)
        whole = compute(read)
        chosen = whole.only((), (self.provider,)) if self.provider else whole
        return per_period(chosen, read, self.period)


ASKED = {
    "2024": Chosen(LUDVIKA),
    "2024, Olympicaskolan": Chosen(LUDVIKA, "Olympicaskolan"),
    "2024, Olympicaförskolan per månad": Chosen(LUDVIKA, "Olympicaförskolan", Period.MONTH),
    "2024 per månad": Chosen(LUDVIKA, period=Period.MONTH),
    **{path.stem: Chosen(path) for path in (*EXAMPLES, *MUNICIPALITIES)},
    "allt": Chosen(EVERYTHING),
    "allt per månad": Chosen(EVERYTHING, period=Period.MONTH),
    "allt för Stiftelsen": Chosen(EVERYTHING, "Stiftelsen"),
}


class Document(NamedTuple):
    """A document as it is written, how its amounts are read, and what the core says they are."""

    ending: str
    write: Callable[[Report], str | bytes]
    read: Callable[[bytes], Counter[Any]]
    expected: Callable[[Calculation], Counter[Any]]


def _of(text: Callable[[str], Counter[Any]]) -> Callable[[bytes], Counter[Any]]:
    return lambda data: text(data.decode())


def _tables(write: Callable[[Calculation], str]) -> Callable[[Report], str]:
    return lambda report: write(report.calculation)


DOCUMENTS = {
    "table": Document(
        "txt", _tables(write_plain), _of(lambda text: figures(read_plain(text))), grids.expected
    ),
    "md": Document(
        "md",
        _tables(write_markdown),
        _of(lambda text: figures(read_markdown(text))),
        grids.expected,
    ),
    "csv": Document("csv", _tables(write_csv), _of(read_csv), lists.expected),
    "json, printed": Document("json", _tables(write_json), _of(read_json), lists.expected),
    "json, exact": Document("json", _tables(write_json), _of(read_exact), lists.exact),
    "html": Document("html", write_html, _of(lambda text: figures(read_web(text))), grids.expected),
    "xlsx, tables": Document(
        "xlsx",
        write_xlsx,
        lambda data: figures(read_book(data)),
        grids.with_a_line_for_each_row,
    ),
    "xlsx, decided": Document("xlsx", write_xlsx, read_decided, lists.decided),
    "pdf": Document("pdf", write_pdf, lambda data: figures(read_annex(data)), grids.expected),
}
PAID = Document("html", write_html, _of(lambda text: figures(read_summaries(text))), grids.paid)
"""What is paid stands once more, first in each section of the web page."""
SOME = dict.fromkeys(("txt", "md", "csv", "json"), 1) | {"html": 5, "xlsx": 11, "pdf": 17}
"""That every slip is tried of those that are quickly written, and each so many of the others."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that a command is run in, with the budget that has everything."""
    (tmp_path / EVERYTHING).write_text(budget(lambda free: free.word), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("document", [*DOCUMENTS.values(), PAID], ids=[*DOCUMENTS, "paid"])
@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_a_document_has_every_amount_and_no_other(
    asked: Chosen, document: Document, folder: Path
) -> None:
    file = folder / f"document.{document.ending}"
    assert bidrag([*asked.arguments(), "-o", str(file)]) == 0
    found, expected = document.read(file.read_bytes()), document.expected(asked.calculation())
    assert expected or document is PAID, "the core has amounts"
    assert found - expected == Counter(), "stands in the document and not in the core"
    assert expected - found == Counter(), "stands in the core and not in the document"


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_an_amount_that_is_another_or_is_gone_is_noticed(document: Document) -> None:
    read = load_budget(ROOT / "tests" / "exempel" / "fritidshem.yaml")
    right = compute(read)
    expected = document.expected(right)

    def _found(calculation: Calculation) -> Counter[Any]:
        written = document.write(Report(read, calculation, "0.1.0", "bidrag compute"))
        return document.read(written.encode() if isinstance(written, str) else written)

    assert _found(right) == expected
    for wrong in (changed(right), cut(right)):
        noticed = [
            _found(each) != expected for each in islice(wrong, 0, None, SOME[document.ending])
        ]
        assert noticed
        assert all(noticed)


def test_an_amount_of_the_web_page_is_what_it_opens() -> None:
    read = load_budget(LUDVIKA)
    opened = read_opened(write_html(Report(read, compute(read), "0.1.0", "bidrag compute")))
    assert len(opened) > 250
    assert [(amount, said) for amount, said in opened if amount not in said] == []


@pytest.mark.parametrize(
    "text", ["12 345", "12\u00a034", "1234", "1\u00a0234.5", "x", "1\u00a0234,"]
)
def test_a_number_that_is_not_printed_as_swedish_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="is no number"):
        grids.number(text)


@pytest.mark.usefixtures("folder")
def test_everything_is_in_what_is_compared() -> None:
    tables = Chosen(EVERYTHING).calculation().printed
    assert any(table.payment for table in tables)
    assert any(table.revision for table in tables)
    assert any(table.shared_by for table in tables)
    assert any(table.supplement for table in tables)
    assert any(table.premises_reason for table in tables)
    assert any(group.individual for table in tables for group in table.groups)
