"""The law as data: rates by year and form, each with its paragraph and the day it was read."""

from datetime import date
from fractions import Fraction

import pytest

from bidrag.law import FORMS, rate

SCHOOL = ["undervisning", "lärverktyg", "elevhälsa", "måltider", "lokalkostnader"]
PRESCHOOL = [
    "omsorg och pedagogisk verksamhet",
    "pedagogiskt material",
    "måltider",
    "lokalkostnader",
]


@pytest.mark.parametrize(
    ("form", "percent", "items"),
    [
        ("förskola", 3, PRESCHOOL),
        ("pedagogisk omsorg", 1, PRESCHOOL),
        ("förskoleklass", 3, SCHOOL),
        ("grundskola", 3, SCHOOL),
        ("anpassad grundskola", 3, SCHOOL),
        ("fritidshem", 3, PRESCHOOL),
        ("gymnasieskola", 3, SCHOOL),
        ("anpassad gymnasieskola", 3, SCHOOL),
    ],
)
def test_rates_and_items_of_each_form(form: str, percent: int, items: list[str]) -> None:
    administration = rate(FORMS[form].administration, 2024)
    moms = rate(FORMS[form].moms, 2024)
    assert administration is not None
    assert moms is not None
    assert administration.share == Fraction(percent, 100)
    assert moms.share == Fraction(6, 100)
    assert [item.key for item in FORMS[form].items] == items


def test_no_rate_without_paragraph_and_verification() -> None:
    for form in FORMS.values():
        for each in (*form.administration, *form.moms):
            assert each.paragraph.place.startswith(("14 kap.", "13 kap. 3 §"))
            assert each.since < each.verified <= date(2025, 9, 1)


def test_a_rate_holds_from_the_first_of_january_after_it_began() -> None:
    versions = FORMS["grundskola"].administration
    assert rate(versions, 2011) is None
    assert rate(versions, 2012) is not None
