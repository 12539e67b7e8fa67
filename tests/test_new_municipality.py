"""A new municipality's first file: the questions, and that every answer gives a file to fill in."""

import os
import re
import signal
import subprocess
import sys
from fractions import Fraction
from itertools import product
from math import prod
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bidrag.budget.firstfile import Group, Plan, Planned, faults, first_file
from bidrag.budget.load import parse_budget
from bidrag.budget.modeline import MODELINE
from bidrag.calculation import compute
from bidrag.calculation.stated import cells
from bidrag.cli.app import app
from bidrag.law import FORMS
from bidrag.review.findings.check import check
from tests.conftest import ROOT
from tests.test_new import open_values

Dimensions = tuple[tuple[Group, ...], ...]


def printed_as_keys(*dimensions: tuple[str, ...]) -> Dimensions:
    """Groups that are printed as their keys."""
    return tuple(tuple(Group(key, key) for key in keys) for keys in dimensions)


GROUPS: tuple[Dimensions, ...] = (
    (),
    printed_as_keys(("1-3", "4-6", "åk 7: b")),
    ((Group("F", "F-klass"), Group("1-3", "åk 1: a")),),
    printed_as_keys(("1-2 år", "3-5 år"), ("heltid", "deltid")),
)
CHOICES = (False, True)
ALL = [
    Planned(form, groups, priced, fee)
    for form, groups, priced in product(FORMS.values(), GROUPS, CHOICES)
    for fee in (CHOICES if form.fee else CHOICES[:1])
]


def plan(*activities: Planned) -> Plan:
    return Plan("Testköpings kommun", "2025", "Barn- och ungdomsnämnden", activities)


def filled(text: str) -> str:
    """The file with a number of its own at each open value."""
    lines = text.split("\n")
    places = [each.place for each in open_values(text) if each.place]
    for i, place in enumerate(sorted(places, reverse=True)):
        line, at = lines[place.line - 1], place.column - 1
        small, fee = "antal" in place.path, "avgift" in place.path
        value = f"-{i + 1}" if fee else f"{i + (1 if small else 1_000_000)},5"
        lines[place.line - 1] = f"{line[:at]} {value}{line[at:]}"
    return "\n".join(lines)


def uncommented(text: str) -> str:
    """The file with the examples in its comments made real: each is a key or an item of a list."""
    example = re.compile(r"^( *)# ( *(?:- .+|(?:'.+'|[-\w ]+):(?: .+)?))$")
    return "\n".join(example.sub(r"\1\2", line) for line in text.split("\n"))


def name(planned: Planned) -> str:
    groups = [value.label for values in planned.dimensions for value in values]
    return " ".join([planned.form.key, *groups, str(planned.priced), str(planned.fee)])


@pytest.mark.parametrize("planned", ALL, ids=name)
def test_every_plan_gives_a_file_that_only_lacks_its_numbers(planned: Planned) -> None:
    made = first_file(plan(planned))
    assert not faults(plan(planned))
    # One number a group for each cost item, and for the fee; a budget is one number, and needs counts.
    groups, items = prod(map(len, planned.keys)), len(planned.form.items)
    costs = groups * items if planned.priced else groups + items
    assert len(open_values(made.text)) == made.left == costs + groups * planned.fee
    assert cells(compute(parse_budget("2025.yaml", filled(made.text).encode())))


def test_all_forms_in_one_file() -> None:
    made = first_file(plan(*(Planned(form) for form in FORMS.values())))
    assert len(compute(parse_budget("2025.yaml", filled(made.text).encode())).tables) == len(FORMS)


@pytest.mark.parametrize("planned", ALL, ids=name)
def test_what_the_comments_show_can_be_used_as_it_stands(planned: Planned) -> None:
    made = uncommented(first_file(plan(planned)).text)
    budget = parse_budget("2025.yaml", filled(made).encode())
    assert [provider.name for provider in budget.providers] == ["Friskolan"]
    assert budget.decision
    steps = [step.key for step in budget.activities[0].steps]
    assert ("avgift" in steps) == planned.form.fee


def test_a_fee_is_taken_from_what_is_paid_and_not_from_the_schablons() -> None:
    form = FORMS["förskola"]
    text = first_file(plan(Planned(form, priced=True, fee=True))).text
    numbers = iter(["600", "200", "100", "100", "-50"])
    priced = re.sub("barn:$", lambda _: f"barn: {next(numbers)}", text, flags=re.MULTILINE)
    budget = parse_budget("2025.yaml", priced.encode())
    # 1 000 kr, 3 % administration: 1 030; 6 % moms on that: 61,80; less the fee of 50: 1 041,80.
    values = {cell.row: term.value for cell, term in cells(compute(budget))}
    assert (values["ike"], values["bidrag"] * 10) == (Fraction(1030), Fraction(10918))
    assert values["bidrag efter avgift"] * 10 == Fraction(10418)


def test_the_file_says_where_each_item_stands_in_the_law() -> None:
    text = first_file(plan(*(Planned(form) for form in FORMS.values()))).text
    for form in FORMS.values():
        for item in form.items:
            assert re.search(f"^      {item.key}: +# {re.escape(str(item.paragraph))}$", text, re.M)


ANSWERS = "2025\nBarn- och ungdomsnämnden\n1, grundskola\n1-2 år, 3-5 år\n1\nja\n\n2\n"


def asked(answers: str, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["new", "--kommun", "Testköpings kommun", *arguments], answers)


def flat(text: str) -> str:
    """What is told, on one line and without the box around it."""
    return re.sub(r"[\s│╰╯─]+", " ", text).strip()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_answers_make_the_file(folder: Path) -> None:
    done = asked(ANSWERS)
    assert done.exit_code == 0, done.stderr
    assert not done.stdout
    förskola = Planned(FORMS["förskola"], printed_as_keys(("1-2 år", "3-5 år")), fee=True)
    expected = first_file(plan(förskola, Planned(FORMS["grundskola"], priced=True)))
    text = (folder / "budgets" / "2025.yaml").read_text(encoding="utf-8")
    assert text == f"{MODELINE}\n{expected.text}"
    assert f"{expected.left} uppgifter att fylla i" in done.stderr


@pytest.mark.parametrize("between", [" x ", " × ", "  x  "])
def test_groups_in_two_dimensions(folder: Path, between: str) -> None:
    done = asked(ANSWERS.replace("1-2 år, 3-5 år", f"1-2 år, 3-5 år{between}max, min"))
    assert done.exit_code == 0, done.stderr
    groups = printed_as_keys(("1-2 år", "3-5 år"), ("max", "min"))
    förskola = Planned(FORMS["förskola"], groups, fee=True)
    expected = first_file(plan(förskola, Planned(FORMS["grundskola"], priced=True)))
    text = (folder / "budgets" / "2025.yaml").read_text(encoding="utf-8")
    assert text == f"{MODELINE}\n{expected.text}"
    assert "    antal:" in text
    assert "      1-2 år:\n        max:\n        min:\n      3-5 år:\n        max:\n" in text


def test_the_year_after_the_latest_is_proposed(folder: Path) -> None:
    (folder / "budgets").mkdir()
    (folder / "budgets" / "2025.yaml").touch()
    done = asked(ANSWERS.replace("2025", "", 1), "-o", "ny.yaml")
    assert "Kalenderår som beloppen gäller [2026]: " in done.stderr
    assert "år: 2026" in (folder / "ny.yaml").read_text(encoding="utf-8")


def test_a_year_on_the_command_line_is_not_asked_for(folder: Path) -> None:
    done = asked(ANSWERS.removeprefix("2025\n"), "2025")
    assert done.exit_code == 0, done.stderr
    assert "Kalenderår" not in done.stderr
    assert (folder / "budgets" / "2025.yaml").exists()


@pytest.mark.parametrize(
    ("answer", "before", "told"),
    [
        ("25", "2025", "fyra siffror"),
        ("", "2025", "fyra siffror"),
        ("0", "1, grundskola", "”0” är ingen av dem"),
        ("förskolan", "1, grundskola", "”förskolan” är ingen av dem"),
        ("", "1, grundskola", "”” är ingen av dem"),
        ("a, a", "1-2 år, 3-5 år", "nyckeln a står redan"),
        ("a,,b", "1-2 år, 3-5 år", "kan inte vara ett namn"),
        ("a/b", "1-2 år, 3-5 år", "kan inte vara ett namn"),
        ("totalt", "1-2 år, 3-5 år", "namnet totalt är upptaget"),
        ("a x b x c", "1-2 år, 3-5 år", "en dimension för mycket"),
        ("a, b x b, c", "1-2 år, 3-5 år", "två grupper heter b"),
        ("a, b x", "1-2 år, 3-5 år", "kan inte vara ett namn"),
        ("x a, b", "1-2 år, 3-5 år", "kan inte vara ett namn"),
        ("a\tb", "1-2 år, 3-5 år", "ett tecken som inte går att skriva"),
        ("a: , b", "1-2 år, 3-5 år", "”a:” har ingen rubrik efter kolonet"),
        ("a: b: c, a", "1-2 år, 3-5 år", "nyckeln a står redan"),
        ("3", "1\nja", "Svara 1, budget, 2 eller priser."),
        ("kanske", "ja", "Svara nej eller ja."),
    ],
)
def test_an_answer_that_is_not_understood(
    folder: Path, monkeypatch: pytest.MonkeyPatch, answer: str, before: str, told: str
) -> None:
    answers = ANSWERS.replace(f"{before}\n", f"{answer}\n{before}\n", 1)
    done = asked(answers)
    assert done.exit_code == 2
    shown = answer.replace("\t", " ")
    assert f"Svaret ”{shown}” på frågan ”" in flat(done.stderr)
    assert told in flat(done.stderr)
    assert flat(done.stderr).endswith("Ingen fil är skriven.")
    assert not list(folder.iterdir())
    # A person is asked again, and the file is that of the right answer.
    assert asked(ANSWERS, "-o", "utan.yaml").exit_code == 0
    monkeypatch.setattr("bidrag.cli.questions._is_terminal", lambda: True)
    done = asked(answers)
    assert done.exit_code == 0, done.stderr
    assert told in done.stderr
    first, second = folder / "budgets" / "2025.yaml", folder / "utan.yaml"
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("more", ["3\n", "\n \nnej\n\n", "x"])
def test_a_line_that_answers_nothing_leaves_no_file(folder: Path, more: str) -> None:
    done = asked(ANSWERS + more)
    assert done.exit_code == 2
    assert f"Raden ”{more.strip()}” svarar inte på någon fråga." in flat(done.stderr)
    assert not list(folder.iterdir())
    assert asked(f"{ANSWERS}\n \n").exit_code == 0


def test_a_choice_by_its_word(folder: Path) -> None:
    assert asked(ANSWERS, "-o", "siffror.yaml").exit_code == 0
    words = ANSWERS.replace("\n1\nja", "\nbudget\nJa").removesuffix("2\n") + "Priser\n"
    assert asked(words, "-o", "ord.yaml").exit_code == 0
    assert (folder / "ord.yaml").read_bytes() == (folder / "siffror.yaml").read_bytes()


def test_a_group_with_the_words_that_are_printed(folder: Path) -> None:
    done = asked(ANSWERS.replace("1-2 år, 3-5 år", "1-2: 1–2 år, 3-5 x hel: heltid: 15, halv"))
    assert done.exit_code == 0, done.stderr
    groups = (
        (Group("1-2", "1–2 år"), Group("3-5", "3-5")),
        (Group("hel", "heltid: 15"), Group("halv", "halv")),
    )
    förskola = Planned(FORMS["förskola"], groups, fee=True)
    expected = first_file(plan(förskola, Planned(FORMS["grundskola"], priced=True)))
    text = (folder / "budgets" / "2025.yaml").read_text(encoding="utf-8")
    assert text == f"{MODELINE}\n{expected.text}"
    assert "        1-2: 1–2 år\n" in text
    assert "        hel: 'heltid: 15'\n" in text


def test_a_person_at_a_terminal_is_asked_again(folder: Path) -> None:
    terminal, end = os.openpty()
    command = [sys.executable, "-m", "bidrag", "new", "--kommun", "X"]
    with subprocess.Popen(
        command, stdin=end, stderr=subprocess.PIPE, cwd=folder, env={"PYTHONPATH": str(ROOT)}
    ) as process:
        os.write(terminal, f"25\n{ANSWERS}".encode())
        assert process.stderr
        told = process.stderr.read().decode()
        assert process.wait() == 0, told
    os.close(terminal)
    os.close(end)
    assert told.count("Kalenderår") == 2
    assert (folder / "budgets" / "2025.yaml").exists()


@pytest.mark.parametrize("count", range(8))
def test_when_the_answers_end_there_is_no_file(folder: Path, count: int) -> None:
    answers = "".join(ANSWERS.splitlines(keepends=True)[:count])
    done = asked(answers)
    assert done.exit_code == 2
    assert "Ingen fil är skriven." in done.stderr
    assert not list(folder.iterdir())


def test_an_existing_file_is_told_before_the_other_questions(folder: Path) -> None:
    (folder / "budgets").mkdir()
    (folder / "budgets" / "2025.yaml").write_text("x", encoding="utf-8")
    done = asked("2025\n")
    assert done.exit_code == 2
    assert "finns redan" in flat(done.stderr)
    assert (folder / "budgets" / "2025.yaml").read_text(encoding="utf-8") == "x"


def test_ctrl_c_ends_in_words(folder: Path) -> None:
    command = [sys.executable, "-m", "bidrag", "new", "--kommun", "X"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdin=pipe, stderr=pipe, cwd=folder, env={"PYTHONPATH": str(ROOT)}
    ) as process:
        assert process.stderr
        assert process.stderr.read(len("Kalenderår".encode())).decode() == "Kalenderår"
        process.send_signal(signal.SIGINT)
        told = process.stderr.read().decode()
        assert process.wait() == 2
    assert "Ingen fil är skriven." in told
    assert "Traceback" not in told
    assert not list(folder.iterdir())


def test_answers_that_are_not_utf_8_are_told(folder: Path) -> None:
    answers = ANSWERS.encode().replace(b"2025\n", b"2025\nn\xe4mnd\n", 1)
    command = [sys.executable, "-m", "bidrag", "new", "--kommun", "Testköpings kommun"]
    done = subprocess.run(
        command, input=answers, cwd=folder, env={"PYTHONPATH": str(ROOT)},
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "Svaret ”n�mnd” på frågan ”Nämnd" in done.stderr.decode()
    assert "tecken som inte går att skriva" in done.stderr.decode()
    assert not list(folder.iterdir())


@pytest.mark.parametrize("planned", ALL, ids=name)
def test_a_file_filled_in_all_through_breaks_no_rule_of_the_law(planned: Planned) -> None:
    text = filled(uncommented(first_file(plan(planned)).text))
    report = check(parse_budget("2025.yaml", text.encode()), None)
    # That nobody has read the paragraphs for the year is the program's own, and no answer changes it.
    assert {each.check.code for each in report.findings if each.counts} <= {"K27"}
