"""Each number of the budget and of the decision got wrong in turn: what check must find, it finds."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from bidrag.budget.decided import parse_amounts
from bidrag.budget.diagnostics import BudgetError
from bidrag.budget.load import parse_budget
from bidrag.calculation import compute
from bidrag.calculation.formula import Given, Position, Term, evaluator, inputs
from bidrag.calculation.halfup import to_unit
from bidrag.calculation.stated import Cell, Stated, cells
from bidrag.review.findings.check import check
from bidrag.review.findings.decided import compare, is_explained
from tests.numbers_in import Number, numbers_in, slips
from tests.texts import BUDGET, DECIDED

STATED = parse_amounts("2024.csv", DECIDED.encode())
TERMS = dict(cells(compute(parse_budget("2024.yaml", BUDGET.encode()))))
NUMBERS = numbers_in(BUDGET)
HALF = Fraction(1, 2)
# What no decided amount rests on: the supplements are in the budget, but not in the decision's tables.
NOT_DECIDED = {"35 000", "8 000"}
# Not amounts: the year, and to what unit the source is rounded.
ABOUT_THE_FILE = {"2024", "1"}


def reach(term: Term) -> Fraction:
    """How far the inputs' rounding can move the amount, one input at a time: it is linear in each."""
    rounded = [given for given in inputs([term]) if given.margin]
    return sum((abs(moved(term, given) - term.value) for given in rounded), Fraction(0))


def moved(term: Term, given: Given) -> Fraction:
    """The amount when this input is as much more as its rounding hides."""
    return evaluator(lambda each: each.value + (each.margin if each is given else 0), to_unit)(term)


def must_be_found(stated: Stated, term: Term) -> bool:
    """Whether rounding cannot explain the stated amount, by another way than intervals."""
    around = reach(term)
    # Half up: what prints as a number is from a half below it to just under a half above it, and what
    # was printed so was rounded in the same way: the upper end of its reach is not a part of it.
    low, high = term.value - around, term.value + around
    at_the_end = around > 0 and high == stated.value - HALF
    return low >= stated.value + HALF or high < stated.value - HALF or at_the_end


def changed_terms(text: str) -> Mapping[Cell, Term]:
    new = dict(cells(compute(parse_budget("2024.yaml", text.encode()))))
    return {cell: term for cell, term in new.items() if term.value != TERMS[cell].value}


def is_refused(text: str) -> bool:
    try:
        parse_budget("2024.yaml", text.encode())
    except BudgetError:
        return True
    return False


EVERY = [(number, slip) for number in NUMBERS for slip in slips(number.text)]
# Shares that do not sum to their budget, and a year that is not the file's, are refused already.
MUTATIONS = [each for each in EVERY if not is_refused(each[0].replaced(BUDGET, each[1]))]


def test_what_is_refused_is_what_must_sum_and_the_year() -> None:
    refused = {number.text for number, slip in EVERY if (number, slip) not in MUTATIONS}
    assert refused == {
        "2024",
        "187 932 367",
        "15 552 664",
        "51 446 402",
        "57 190 547",
        "63 742 754",
    }


def test_every_number_is_mutated() -> None:
    read = {
        (given.origin.line, given.origin.column)
        for given in inputs(TERMS.values())
        if isinstance(given.origin, Position)
    }
    here = {
        (number.line(BUDGET), number.start - BUDGET.rfind("\n", 0, number.start))
        for number in NUMBERS
    }
    assert read <= here
    assert len(read) == 64


@pytest.mark.parametrize(
    ("number", "slip"),
    MUTATIONS,
    ids=[f"{number.line(BUDGET)}: {number.text} as {slip}" for number, slip in MUTATIONS],
)
def test_a_slip_in_the_budget_is_found_when_rounding_cannot_explain_it(
    number: Number, slip: str
) -> None:
    text = number.replaced(BUDGET, slip)
    terms = changed_terms(text)
    found = {each.stated: not is_explained(each) for each in compare(STATED, {**TERMS, **terms})}
    wrong = {stated for stated in found if must_be_found(stated, {**TERMS, **terms}[stated.cell])}
    assert wrong == {stated for stated, is_found in found.items() if is_found}
    # A last digit can be within what the source rounded away; two swapped digits never are.
    if slip == list(slips(number.text))[-1] and number.text not in NOT_DECIDED | ABOUT_THE_FILE:
        assert wrong


# Budgets and prices whose swapped digits are not refused already, as shares that do not sum are.
LINES = [
    number
    for number in NUMBERS
    if " " in number.text and "," not in number.text and number.text not in NOT_DECIDED
    for *_, slip in [list(slips(number.text))]
    if not is_refused(number.replaced(BUDGET, slip))
]


def one_wrong(stated: Stated) -> Stated:
    return stated._replace(value=stated.value + 1)


def test_every_decided_number_that_is_a_krona_more_is_found_when_rounding_cannot_explain_it() -> (
    None
):
    wrong = STATED._replace(amounts=tuple(map(one_wrong, STATED.amounts)))
    found = {each.stated for each in compare(wrong, TERMS) if not is_explained(each)}
    assert found == {each for each in wrong.amounts if must_be_found(each, TERMS[each.cell])}
    # Sums in kronor per year rest on so many rounded budgets that one krona more can be rounding.
    assert len(found) == 205


@pytest.mark.parametrize("line", range(1, DECIDED.count("\n"), 9))
def test_the_whole_check_finds_a_decided_number_with_a_digit_more(line: int) -> None:
    lines = DECIDED.split("\n")
    fields = lines[line].split(",")
    column = 4 if fields[4] else 5
    fields[column] += "1"
    lines[line] = ",".join(fields)
    decided = parse_amounts("2024.csv", "\n".join(lines).encode())
    report = check(parse_budget("2024.yaml", BUDGET.encode()), decided)
    (found,) = [each for each in report.findings if each.check.code == "D01"]
    assert found.position is not None
    assert found.position.line == line + 1


@pytest.mark.parametrize("number", LINES[::4])
def test_the_cause_of_a_slip_in_a_budget_line_is_named(number: Number) -> None:
    """A number with a digit swapped is solved for, and what is decided gives back the right one."""
    *_, slip = slips(number.text)
    budget = parse_budget("2024.yaml", number.replaced(BUDGET, slip).encode())
    found = [each for each in check(budget, STATED).findings if each.check.code == "D01"]
    right = number.text.replace(" ", "\u00a0")
    assert found
    assert all(each.cause.startswith(f"{right} i stället för") for each in found)
