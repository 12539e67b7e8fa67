"""What is written into a budget file is read back from it as it was."""

import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bidrag.budget.diagnostics import Diagnostic
from bidrag.budget.numbers import parse_number
from bidrag.budget.source import FORBIDDEN
from bidrag.budget.tree import Word, read_tree
from bidrag.budget.yamltext import number, scalar

TRICKY = st.text(alphabet="aåö1 -?:,[]{}#&*!|>'\"%@`.~=<\\\u00a0", max_size=8)
TEXTS = st.one_of(TRICKY, st.text(max_size=30)).filter(
    lambda text: not FORBIDDEN.search(text.replace("\n", "\v"))
)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Ludvika kommun", "Ludvika kommun"),
        ("omsorg, material m.m.", "omsorg, material m.m."),
        ("1-3", "1-3"),
        ("187 932 367", "187 932 367"),
        ("Beslut # 67", "'Beslut # 67'"),
        ("obs: preliminärt", "'obs: preliminärt'"),
        ("kl. 12:30", "kl. 12:30"),
        ("'68 års modell", "'''68 års modell'"),
        ("", "''"),
    ],
)
def test_quotes_only_when_they_are_needed(text: str, written: str) -> None:
    assert scalar(text) == written


@given(TEXTS)
def test_a_text_is_read_back_as_a_value(text: str) -> None:
    found: list[Diagnostic] = []
    tree = read_tree("prov.yaml", f"källa: {scalar(text)}\n", found)
    assert not found
    assert list(tree.values()) == [unicodedata.normalize("NFC", text)]


@given(TEXTS.filter(lambda text: text != "<<"))
def test_a_text_is_read_back_as_a_key(text: str) -> None:
    found: list[Diagnostic] = []
    tree = read_tree("prov.yaml", f"{scalar(text)}: 1  # kommentar\n", found)
    assert not found
    assert dict(tree) == {unicodedata.normalize("NFC", text): "1"}
    assert all(isinstance(value, Word) for value in tree.values())


@pytest.mark.parametrize("text", ["två\nrader", "tabb\t", "\ud800"])
def test_what_no_budget_file_may_have_is_not_written(text: str) -> None:
    with pytest.raises(ValueError, match="not in a budget file"):
        scalar(text)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Fraction(187932367), "187 932 367"),
        (Fraction(585, 2), "292,5"),
        (Fraction(-1892), "-1 892"),
        (Fraction(10993, 1000), "10,9930"),
        (Fraction(0), "0"),
    ],
)
def test_numbers_are_written_as_a_controller_writes_them(value: Fraction, written: str) -> None:
    assert number(value) == written


@given(st.integers(-(10**12), 10**12), st.integers(0, 6))
def test_a_number_is_read_back_exactly(digits: int, decimals: int) -> None:
    value = Fraction(digits, 10**decimals)
    assert parse_number(number(value)) == value


def test_a_number_whose_decimals_never_end_is_not_written() -> None:
    with pytest.raises(ValueError, match="1/3"):
        number(Fraction(1, 3))
