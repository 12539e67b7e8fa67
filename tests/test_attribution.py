"""That every krona of a change has its exact cause, whatever has changed and in whatever order."""

import re
from decimal import Decimal
from fractions import Fraction
from time import perf_counter

import pytest
from hypothesis import Phase, settings
from hypothesis import given as for_all
from hypothesis import strategies as st

from bidrag.calculation import compute
from bidrag.calculation.budget import Budget, PercentStep
from bidrag.calculation.formula import Given, Position
from bidrag.calculation.legal import MOMS
from bidrag.calculation.stated import Cell, Measure, cells
from bidrag.review.changes.attribution import Attribution
from bidrag.review.changes.diff import Change
from bidrag.review.changes.uses import with_own_inputs
from tests.conftest import ROOT
from tests.scenarios import (
    LAW,
    Numbers,
    Replacements,
    Scenario,
    by_all_orders,
    by_cause,
    changes,
    compared,
    numbers,
    read,
    replacements,
)

BUDGET = (ROOT / "budgets" / "2024.yaml").read_text(encoding="utf-8")
NOTHING: frozenset[str] = frozenset()

Amount = st.integers(0, 1000).map(lambda thousands: thousands * 4000)
Count = st.sampled_from(["1", "7,5", "10", "30"])
EveryNumbers = st.builds(
    Numbers,
    shared=st.integers(1, 1000).map(lambda thousands: thousands * 4000),
    quarters=st.integers(0, 4),
    equal=Amount,
    weighted=Amount,
    weight=st.sampled_from(["0,25", "0,9", "3"]),
    price=Amount,
    premises=Amount,
    actual=Amount,
    counts=st.tuples(Count, Count),
    rate=st.integers(0, 9),
    deduction=st.integers(-100, -1),
)


def found_in(scenario: Scenario) -> dict[Cell, Change]:
    old, new = scenario.text(NOTHING), scenario.text(frozenset(scenario.causes))
    return changes(compared(old, new))


def price(row: str, group: str = "a", provider: str = "") -> Cell:
    return Cell("skola", provider, group, row, Measure.YEAR)


def test_budget_and_count_by_hand() -> None:
    """400 000 kr ÷ 40 → 440 000 kr ÷ 50: the budget gives 40 000 × (1/40 + 1/50) ÷ 2 = 900 kr."""
    scenario = replacements(
        LAW,
        {
            "Undervisning: budget": (("400 000", "440 000"),),
            "Antal elever": (("a: 10\n", "a: 20\n"),),
        },
    )
    change = found_in(scenario)[price("undervisning")]
    assert change.old == 10_000
    assert change.new == 8_800
    assert by_cause(change) == {"Undervisning: budget": 900, "Antal elever": -2100}
    assert [part.cause.label for part in change.parts] == ["Antal elever", "Undervisning: budget"]
    ((shift,), _) = (part.shifts for part in change.parts)
    assert shift.old
    assert shift.new
    assert [shift.label, str(shift.old.value), str(shift.new.value)] == ["åk A", "10", "20"]


def test_a_budget_that_grows_with_its_shares_is_the_budget_alone() -> None:
    scenario = numbers(Numbers(), Numbers(shared=440_000))
    change = found_in(scenario)[price("undervisning")]
    assert by_cause(change) == {"Undervisning: budget": 1000}


def test_a_budget_from_nothing_has_had_its_proportions_all_along() -> None:
    scenario = numbers(Numbers(shared=0), Numbers(quarters=3))
    change = found_in(scenario)[price("undervisning")]
    assert by_cause(change) == {"Undervisning: budget": 30_000}


def test_a_share_is_shown_as_its_proportion_even_when_its_kronor_stand_still() -> None:
    scenario = numbers(Numbers(), Numbers(shared=200_000, quarters=2))
    assert price("bidrag") not in found_in(scenario)
    scenario = numbers(Numbers(), Numbers(shared=200_000, quarters=2, equal=100_000))
    shares = {part.cause.label: part for part in found_in(scenario)[price("bidrag")].parts}
    (shift,) = shares["Undervisning: andelar"].shifts
    assert shift.proportions == (Fraction(1, 4), Fraction(1, 2))
    assert shift.label == "åk A"


@settings(max_examples=40)
@for_all(EveryNumbers, EveryNumbers)
def test_parts_sum_exactly_to_the_change_and_are_turned_with_it(old: Numbers, new: Numbers) -> None:
    there = found_in(numbers(old, new))
    back = found_in(numbers(new, old))
    assert there.keys() == back.keys()
    for cell, change in there.items():
        parts = by_cause(change)
        assert sum(parts.values()) == change.exact
        assert_little_is_rounding(change)
        assert {cause: -value for cause, value in parts.items()} == by_cause(back[cell])
        assert parts.keys() <= set(numbers(old, new).causes)


@settings(max_examples=12, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@for_all(EveryNumbers, st.data())
def test_parts_are_the_average_over_all_orders(old: Numbers, data: st.DataObject) -> None:
    """Against every budget on every way from the old to the new, each read and computed anew."""
    names = data.draw(st.sets(st.sampled_from(Numbers._fields), min_size=2, max_size=3))
    other = data.draw(EveryNumbers)
    new = old._replace(**{name: getattr(other, name) for name in sorted(names)})
    scenario = numbers(old, new)
    expected = by_all_orders(scenario)
    for cell, change in found_in(scenario).items():
        assert by_cause(change) == expected[cell]


@settings(max_examples=20)
@for_all(EveryNumbers)
def test_the_same_budget_has_no_causes(same: Numbers) -> None:
    found = compared(numbers(same, same).text(NOTHING), numbers(same, same).text(NOTHING))
    assert not found.changed
    assert found.same > 50


ELEVHÄLSA = ("      måltider:", "      elevhälsa: 20 000\n      måltider:")
PRICES = "elevhälsa:\n        pris: {a: 500, b: 700}"
WEIGHTS = "måltider:\n        budget: 60 000\n        vikter: {a: 0.5, b: 1}"
SHARES = "måltider:\n        budget: 60 000\n        andelar: {a: 20 000, b: 40 000}"
MORE_MONEY = (("400 000", "480 000"),)
MORE_MEALS = (("måltider: 60 000", "måltider: 66 000"),)
MORE_CHILDREN = (("b: 30\n", "b: 40\n"),)
STEPS = """\
    steg:
      underlag:
        summa: [undervisning, måltider, lokalkostnader]
      ike:
        summa: [underlag]
      bidrag:
        summa: [ike]
huvudmän:
"""
LADDER = LAW.replace("huvudmän:\n", STEPS)
PERCENT = (
    ("      ike:\n", "      påslag: {procent: 5 %, av: underlag}\n      ike:\n"),
    ("summa: [underlag]", "summa: [underlag, påslag]"),
)
FEE = (
    (
        "      bidrag:\n",
        "      avgift: {rubrik: Avgift, belopp: {a: -100, b: -50}}\n      bidrag:\n",
    ),
    ("summa: [ike]", "summa: [ike, avgift]"),
)
OWN = (
    (
        "grupper: [a]\n",
        "grupper: [a]\n        faktiska lokalkostnader: {a: 900}\n        särskilda skäl: ja\n",
    ),
)
GROUP = (("b: åk B\n", "b: åk B\n      c: åk C\n"), ("b: 30\n", "b: 30\n      c: 8\n"))
WEIGHTED = LAW.replace("    antal:", "    vikter:\n      a: 0.5\n      b: 1\n    antal:")
PRICED = LAW.replace("      måltider: 60 000", f"      {PRICES}")

LAWFUL = "      administration: {schablon: administration, av: underlag}\n      ike:\n"
CARE = """\
kommun: Testköping
år: 2024
verksamheter:
  förskola:
    skolform: förskola
    rubrik: Förskola
    grupper:
      barn: barn
    antal:
      barn: 100
    kostnader:
      omsorg och pedagogisk verksamhet: 10 000 000
  familjedaghem:
    skolform: pedagogisk omsorg
    rubrik: Familjedaghem
    grupper:
      barn: barn
    antal:
      barn: 10
    kostnader:
      omsorg och pedagogisk verksamhet: 1 000 000
"""

FORMULAS: dict[str, tuple[str, dict[str, Replacements]]] = {
    "a new line": (
        LAW,
        {"Elevhälsa: budget": (ELEVHÄLSA,), "Antal elever": MORE_CHILDREN},
    ),
    "a new line with prices": (
        LAW,
        {
            "Elevhälsa: pris": (("      måltider:", f"      {PRICES}\n      måltider:"),),
            "Antal elever": MORE_CHILDREN,
            "Undervisning: budget": MORE_MONEY,
        },
    ),
    "a new line with a markup in its prices": (
        LAW,
        {
            "Elevhälsa: pris": (
                (
                    "      måltider:",
                    f"      {PRICES}\n        påslag i priset: 3 %\n      måltider:",
                ),
            ),
            "Undervisning: budget": MORE_MONEY,
        },
    ),
    "weights instead of equally": (
        LAW,
        {
            "Måltider: fördelning": (("måltider: 60 000", WEIGHTS),),
            "Antal elever": MORE_CHILDREN,
            "Undervisning: budget": MORE_MONEY,
        },
    ),
    "shares instead of equally": (
        LAW,
        {"Måltider: fördelning": (("måltider: 60 000", SHARES),), "Antal elever": MORE_CHILDREN},
    ),
    "prices instead of a budget": (
        LAW,
        {
            "Måltider: fördelning": (
                ("måltider: 60 000", "måltider:\n        pris: {a: 500, b: 700}"),
            ),
            "Antal elever": MORE_CHILDREN,
        },
    ),
    "a price for one group more": (
        PRICED.replace("a: 500", "a: inget"),
        {"Elevhälsa: pris": (("a: inget", "a: 500"),), "Undervisning: budget": MORE_MONEY},
    ),
    "a new percentage": (
        LADDER,
        {"Stegen": PERCENT, "Undervisning: budget": MORE_MONEY, "Måltider: budget": MORE_MEALS},
    ),
    "a new fixed amount": (
        LADDER,
        {"Avgift": FEE, "Antal elever": MORE_CHILDREN, "Undervisning: budget": MORE_MONEY},
    ),
    "both": (LADDER, {"Stegen": PERCENT, "Avgift": FEE, "Antal elever": MORE_CHILDREN}),
    "a provider's own lokalkostnad": (
        LAW,
        {
            "Faktisk lokalkostnad": OWN,
            "Lokalkostnader: budget": (("50 000", "70 000"),),
            "Antal elever": MORE_CHILDREN,
        },
    ),
    "a provider's own lokalkostnad and nothing else": (LAW, {"Faktisk lokalkostnad": OWN}),
    "a provider's own lokalkostnad and another way to split the average": (
        LAW,
        {
            "Faktisk lokalkostnad": OWN,
            "Lokalkostnader: fördelning": (
                (
                    "lokalkostnader: 50 000",
                    "lokalkostnader:\n        budget: 50 000\n        vikter: {a: 1, b: 1.3}",
                ),
            ),
            "Antal elever": MORE_CHILDREN,
        },
    ),
    "a provider's own lokalkostnad and prices instead of a budget": (
        LAW,
        {
            "Faktisk lokalkostnad": OWN,
            "Lokalkostnader: fördelning": (
                ("lokalkostnader: 50 000", "lokalkostnader:\n        pris: {a: 700, b: 900}"),
            ),
            "Antal elever": MORE_CHILDREN,
        },
    ),
    "each line has its own method": (
        LAW,
        {
            "Måltider: fördelning": (("måltider: 60 000", SHARES),),
            "Undervisning: fördelning": (
                (
                    "undervisning: 400 000",
                    "undervisning:\n        budget: 400 000\n        vikter: {a: 1, b: 1.3}",
                ),
            ),
            "Antal elever": MORE_CHILDREN,
        },
    ),
    "a markup in the price": (
        PRICED,
        {
            "Elevhälsa: fördelning": (("b: 700}", "b: 700}\n        påslag i priset: 3 %"),),
            "Elevhälsa: pris": (("a: 500", "a: 600"),),
        },
    ),
    "a counted number instead of a weighted total": (
        WEIGHTED.replace("    antal:\n      a: 10\n      b: 30\n", "    viktat antal: 31,5\n"),
        {
            "Antal elever": (
                ("    viktat antal: 31,5\n", "    antal:\n      a: 10\n      b: 40\n"),
            ),
            "Undervisning: budget": MORE_MONEY,
        },
    ),
    "another school form has another rate": (
        CARE,
        {
            "Procentsatser": (("skolform: förskola", "skolform: pedagogisk omsorg"),),
            "Omsorg och pedagogisk verksamhet: budget": (("10 000 000", "11 000 000"),),
        },
    ),
    "a rate of the file instead of the law's": (
        LADDER.replace("      ike:\n", LAWFUL).replace("[underlag]", "[underlag, administration]"),
        {
            "Procentsatser": (("schablon: administration", "procent: 2.5 %"),),
            "Undervisning: budget": MORE_MONEY,
        },
    ),
    "a new group": (LAW, {"Antal elever": GROUP, "Undervisning: budget": MORE_MONEY}),
    "a new group with a weight": (
        WEIGHTED,
        {
            "Antal elever": (*GROUP, ("      b: 1\n", "      b: 1\n      c: 2\n")),
            "Undervisning: budget": MORE_MONEY,
        },
    ),
    "a new group with a price": (
        PRICED,
        {
            "Antal elever": (*GROUP, ("b: 700}", "b: 700, c: 900}")),
            "Undervisning: budget": MORE_MONEY,
        },
    ),
}


def assert_little_is_rounding(change: Change) -> None:
    """Each part is printed half a unit off at most, and so are the old amount and the new one."""
    assert abs(change.rounding(change.unit)) <= Fraction(len(change.parts) + 2, 2) * change.unit


def is_the_average_over_all_orders(scenario: Scenario) -> bool:
    expected = by_all_orders(scenario)
    found = found_in(scenario)
    causes = {cause for change in found.values() for cause in by_cause(change)}
    assert causes == set(scenario.causes)
    for cell, change in found.items():
        assert by_cause(change) == expected[cell], cell.address
        assert sum(by_cause(change).values()) == change.exact
        assert_little_is_rounding(change)
    return bool(found)


def turned(scenario: Scenario) -> Scenario:
    """The same causes from the new budget to the old."""
    every = frozenset(scenario.causes)
    return scenario._replace(text=lambda changed: scenario.text(every - changed))


@pytest.mark.parametrize("case", FORMULAS)
@pytest.mark.parametrize("backwards", [False, True])
def test_a_changed_formula_is_the_average_over_all_orders(case: str, backwards: bool) -> None:
    base, causes = FORMULAS[case]
    scenario = replacements(base, causes)
    assert is_the_average_over_all_orders(turned(scenario) if backwards else scenario)


OWN_STEPS = """\
    steg:
      underlag:
        summa: [LINES]
      påslag: {procent: 5 %, av: underlag}
      ike:
        summa: [underlag, påslag]
      bidrag:
        summa: [ike]
huvudmän:
"""


def with_steps_of_its_own(causes: dict[str, Replacements]) -> Scenario:
    """Changed lines, and as a cause of its own that the budget states its steps over those it has."""
    lines = replacements(LAW, causes)

    def _text(changed: frozenset[str]) -> str:
        text = lines.text(changed - {"Stegen"})
        kept = [k for k in ("undervisning", "elevhälsa", "måltider") if f"      {k}:" in text]
        steps = OWN_STEPS.replace("LINES", ", ".join([*kept, "lokalkostnader"]))
        return text.replace("huvudmän:\n", steps) if "Stegen" in changed else text

    return Scenario((*causes, "Stegen"), _text)


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize(
    "causes",
    [
        {"Elevhälsa: budget": (ELEVHÄLSA,), "Antal elever": MORE_CHILDREN},
        {"Måltider: budget": (("      måltider: 60 000\n", ""),), "Antal elever": MORE_CHILDREN},
        {"Måltider: fördelning": (("måltider: 60 000", WEIGHTS),), "Antal elever": MORE_CHILDREN},
        {"Faktisk lokalkostnad": OWN, "Antal elever": MORE_CHILDREN},
    ],
    ids=["a new line", "a line that goes", "another method", "a provider's own lokalkostnad"],
)
def test_steps_come_the_same_year_as_something_else(
    causes: dict[str, Replacements], backwards: bool
) -> None:
    scenario = with_steps_of_its_own(causes)
    assert is_the_average_over_all_orders(turned(scenario) if backwards else scenario)


def test_a_new_line_that_the_steps_must_know_of_is_theirs_as_well() -> None:
    """The steps treat the lines unlike each other: before they change, the new line is in none."""
    old = LADDER
    for before, after in PERCENT:
        old = old.replace(before, after.replace("av: underlag", "av: undervisning"))
    new = old.replace(*ELEVHÄLSA).replace("lokalkostnader]", "lokalkostnader, elevhälsa]")
    change = changes(compared(old, new.replace("av: undervisning", "av: måltider")))[price("ike")]
    # 5 % of 10 000 kr becomes 5 % of 1 500 kr; 500 kr more needs both the line and the steps.
    assert by_cause(change) == {"Stegen": -500 + 75 + 250, "Elevhälsa: budget": 250}
    change = changes(compared(old, new))[price("ike")]
    assert by_cause(change) == {"Elevhälsa: budget": 500}


def test_two_activities_whose_rates_share_a_paragraph() -> None:
    change = changes(compared(CARE, CARE.replace("10 000 000", "11 000 000")))[
        Cell("förskola", "", "barn", "bidrag", Measure.YEAR)
    ]
    assert by_cause(change) == {"Omsorg och pedagogisk verksamhet: budget": 10_918}


def test_another_form_names_the_rate_that_it_changes() -> None:
    new = CARE.replace("skolform: förskola", "skolform: pedagogisk omsorg")
    change = changes(compared(CARE, new))[Cell("förskola", "", "barn", "ike", Measure.YEAR)]
    ((cause, value, (shift,)),) = change.parts
    assert value == -2000
    assert (cause.label, shift.label) == ("Procentsatser", "Administrativ schablon")
    assert shift.old
    assert shift.new
    assert [shift.old.value, shift.new.value] == [Fraction(3, 100), Fraction(1, 100)]


def test_causes_that_do_not_sum_to_the_change_are_an_internal_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old, new = (
        with_own_inputs(read(each), None) for each in (LAW, LAW.replace("60 000", "66 000"))
    )
    before, after = (dict(cells(compute(each)))[price("måltider")] for each in (old, new))
    why = Attribution(old, new)
    monkeypatch.setattr(why.worths, "shapley", lambda _: {})
    with pytest.raises(AssertionError, match="måltider"):
        why.parts("måltider", before, after)


def test_another_method_and_another_group_at_once() -> None:
    """60 000 ÷ 40 → 60 000 × 0,5 ÷ (5 + 30 + 16): the old formula knows nothing of the new group.

    Without the new group the new method gives 60 000 × 0,5 ÷ 35.
    """
    new = LAW.replace(
        "måltider: 60 000",
        "måltider:\n        budget: 60 000\n        vikter: {a: 0.5, b: 1, c: 2}",
    )
    for before, after in GROUP:
        new = new.replace(before, after)
    change = changes(compared(LAW, new))[price("måltider")]
    alone, both = Fraction(30_000, 35), Fraction(30_000, 51)
    assert by_cause(change) == {
        "Måltider: fördelning": (alone - 1500 + both - 1500) / 2,
        "Antal elever": (both - alone) / 2,
    }


def with_moms(budget: Budget, percent: int) -> Budget:
    """The budget under a law with another schablon for moms."""
    (activity,) = budget.activities
    steps = []
    for step in activity.steps:
        rule = step.rule
        if step.key == MOMS and isinstance(rule, PercentStep):
            old = rule.rate
            rate = Given(old.label, Fraction(percent, 100), old.unit, old.origin, old.kind)
            step = step._replace(rule=rule._replace(rate=rate))
        steps.append(step)
    return budget._replace(activities=(activity._replace(steps=tuple(steps)),))


def test_a_new_rate_in_the_law_is_the_cause() -> None:
    old = with_own_inputs(read(LAW), None)
    new = with_moms(old, 8)
    sides = [dict(cells(compute(each))) for each in (old, new)]
    why = Attribution(old, new)
    before, after = (each[price("bidrag")] for each in sides)
    (part,) = why.parts("bidrag", before, after)
    ((label, was, becomes, _),) = part.shifts
    assert was is not None
    assert becomes is not None
    assert (part.cause.label, label) == ("Procentsatser", "Kompensation mervärdesskatt, schablon")
    assert [was.value, becomes.value] == [Fraction(6, 100), Fraction(8, 100)]
    assert part.value == after.value - before.value == before.value / 106 * 2


def test_a_bare_budget_and_one_under_its_key_are_the_same() -> None:
    spelled = LAW.replace("måltider: 60 000", "måltider:\n        budget: 66 000")
    change = changes(compared(LAW, spelled))[price("måltider")]
    assert by_cause(change) == {"Måltider: budget": 150}


def test_a_new_label_is_no_cause() -> None:
    renamed = LAW.replace(
        "måltider: 60 000", "måltider:\n        rubrik: Mat\n        budget: 66 000"
    )
    change = changes(compared(LAW, renamed))[price("måltider")]
    assert by_cause(change) == {"Mat: budget": 150}


def test_order_in_the_file_is_no_cause() -> None:
    new = LAW.replace("400 000", "480 000").replace("b: 30\n", "b: 40\n")
    line = "      måltider: 60 000\n"
    moved = new.replace(line, "").replace("    kostnader:\n", f"    kostnader:\n{line}")
    first, second = (changes(compared(LAW, each)) for each in (new, moved))
    assert first.keys() == second.keys()
    assert all(by_cause(first[cell]) == by_cause(second[cell]) for cell in first)


def test_where_nobody_is_left_on_the_way_the_number_of_children_stands_for_the_denominator() -> (
    None
):
    """All weight moves to a group that is new: its weight without its children is nothing to divide by.

    40 000 kr → 0 kr: with the new weight 0 whatever the number, with the old one 50 000 kr.
    """
    old = WEIGHTED.replace("a: 0.5\n      b: 1\n", "a: 1\n      b: 0\n")
    new = WEIGHTED.replace("a: 0.5\n      b: 1\n", "a: 0\n      b: 0\n      c: 1\n")
    for before, after in GROUP:
        new = new.replace(before, after)
    change = changes(compared(old, new))[price("undervisning")]
    assert by_cause(change) == {"Vikter": -45_000, "Antal elever": 5_000}


NUMBER = re.compile(r"^ +[^#:]+: ([\d ]*\d(?:,\d+)?) *(?:#.*)?$")
SHARED = range(
    BUDGET[: BUDGET.index("undervisning:")].count("\n") + 1,
    BUDGET[: BUDGET.index("läromedel:")].count("\n"),
)
"""The lines (from 0) of the budget that has shares, and of its shares."""


def numbered_lines() -> list[int]:
    """Every line (from 0) of the budget file that has a number to compute with."""
    lines = BUDGET.split("\n")
    start = lines.index("verksamheter:")
    return [i for i, line in enumerate(lines) if i > start and NUMBER.match(line)]


def raised(changed: set[int]) -> str:
    """The budget file with the numbers on these lines one higher."""
    lines = BUDGET.split("\n")
    for i in changed:
        match = NUMBER.match(lines[i])
        assert match
        more = Fraction(match[1].replace(" ", "").replace(",", ".")) + 1
        digits = str(Decimal(more.numerator) / more.denominator)
        lines[i] = lines[i].replace(match[1], digits)
    return "\n".join(lines)


def test_every_number_of_the_file_is_a_cause_and_the_only_one() -> None:
    """Each number in turn; a share together with its budget, since the file must add up."""
    every = numbered_lines()
    assert len(every) > 60
    budget, first, *_ = (i for i in SHARED if i in every)
    for i in every:
        changed = {i, first if i == budget else budget} if i in SHARED else {i}
        found = changes(compared(BUDGET, raised(changed)))
        named = {at for change in found.values() for at in lines_of(change)}
        assert named == {at + 1 for at in changed}
        for change in found.values():
            assert len(change.parts) == len(lines_of(change)) <= len(changed)
            assert sum(by_cause(change).values()) == change.exact


def lines_of(change: Change) -> list[int]:
    """Where the causes stand in the new file; each cause here has one input."""
    origins = [shift.new.origin for part in change.parts for shift in part.shifts if shift.new]
    assert len(origins) == sum(len(part.shifts) for part in change.parts)
    return [origin.line for origin in origins if isinstance(origin, Position)]


def test_a_ladder_of_percentages_on_percentages_is_quick() -> None:
    rows = "undervisning, måltider, lokalkostnader"
    steps = []
    for i in range(24):
        steps.append(f"      summa {i}:\n        summa: [{rows}]\n")
        steps.append(f"      steg {i}:\n        procent: RATE %\n        av: summa {i}\n")
        rows = f"summa {i}, steg {i}"
    last = f"      bidrag:\n        summa: [{rows}]\nhuvudmän:\n"
    ladder = LAW.replace("huvudmän:\n", "    steg:\n" + "".join(steps) + last)
    old, new = ladder.replace("RATE", "1"), ladder.replace("RATE", "2").replace("b: 30", "b: 40")
    start = perf_counter()
    change = changes(compared(old, new))[price("bidrag")]
    assert perf_counter() - start < 20
    assert sum(by_cause(change).values()) == change.exact
    assert by_cause(change).keys() == {"Procentsatser", "Antal elever"}
