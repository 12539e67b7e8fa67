"""Every error of a budget file: the catalogue, all errors in one run, odd YAML, and fuzz."""

import errno
import json
import signal
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from bidrag.budget import codes
from bidrag.budget.codes import CODES, Code
from bidrag.budget.diagnostics import BudgetError, Diagnostic
from bidrag.budget.load import load_budget, parse_budget
from bidrag.budget.source import MAX_BYTES
from bidrag.cli.locate import budget_path
from tests.conftest import ROOT, Run
from tests.errors.catalogue import FOLDER, PAGE, WRITE, Case, cases, page, provoke

CASES = cases()
ABOUT_THE_FILE = {
    codes.NOT_A_TABLE,
    codes.TABLE_COLUMNS,
    codes.NOT_AMOUNTS,
    codes.MISSING_FILE,
    codes.DIRECTORY,
    codes.NO_PERMISSION,
    codes.TOO_LARGE,
    codes.EMPTY_FILE,
    codes.UNREADABLE_FILE,
    codes.NOT_A_TABLE,
    codes.TABLE_COLUMNS,
}
VALID = """\
kommun: Ludvika kommun
år: 2024
verksamheter:
  skola:
    skolform: grundskola
    rubrik: Skola
    grupper:
      F-3: F-3
      4-6: 4-6
    antal:
      F-3: 1
      4-6: 1
    kostnader:
      undervisning: 10
"""
BUDGET = (ROOT / "budgets" / "2024.yaml").read_bytes()
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.code.id)


class Found(NamedTuple):
    """A code, and the line and column where it was found."""

    code: str
    line: int
    column: int


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Fails when what it holds takes longer than this; a fault may loop for ever."""

    def stop(_signal: int, _frame: object) -> NoReturn:
        raise TimeoutError(f"not done in {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    # Again each second: pydantic's callbacks may swallow the first.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def refusal(data: bytes, file: str = "budget.yaml") -> BudgetError | None:
    """Why these bytes are no budget, None when they are one."""
    try:
        with within(10):
            parse_budget(file, data)
    except BudgetError as error:
        return error
    return None


def diagnostics(data: bytes) -> list[Diagnostic]:
    error = refusal(data)
    return error.diagnostics if error else []


def found(data: bytes) -> list[Found]:
    return [
        Found(each.code.id, each.place.line, each.place.column) if each.place else no_place(each)
        for each in diagnostics(data)
    ]


def no_place(diagnostic: Diagnostic) -> Found:
    return Found(diagnostic.code.id, 0, 0)


def only_code(error: BudgetError) -> Code:
    (diagnostic,) = error.diagnostics
    return diagnostic.code


# The catalogue


@every_case
def test_a_case_gives_its_code_and_no_other(case: Case) -> None:
    assert [each.code.id for each in provoke(case).diagnostics] == [case.code.id]


@every_case
def test_an_error_has_a_place_unless_it_is_about_the_file(case: Case) -> None:
    (diagnostic,) = provoke(case).diagnostics
    assert (diagnostic.place is None) == (case.code in ABOUT_THE_FILE)
    if diagnostic.place:
        line, column = diagnostic.place[:2]
        assert f"{case.file}:{line}:{column}: fel {case.code.id}: " in provoke(case).render()


def test_every_code_has_one_case() -> None:
    assert [case.code for case in CASES] == list(CODES)
    assert len({code.id for code in CODES}) == len(CODES)


def test_every_file_is_in_the_catalogue() -> None:
    files = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.*")}
    sources = {"__init__.py", "catalogue.py", PAGE.name}
    compiled = {file for file in files if "__pycache__" in file}
    assert files - compiled == {case.file for case in CASES if case.file} | sources


def test_the_page_is_what_the_program_writes() -> None:
    if PAGE.read_bytes() != page().encode():
        pytest.fail(f"{PAGE} has changed: look at it, and if it is right run {WRITE}")


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.arguments], ids=lambda case: case.code.id
)
def test_the_command_says_what_the_page_says(case: Case, run: Run) -> None:
    done = run("compute", *case.arguments, cwd=FOLDER)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == provoke(case).render()
    assert b"Traceback" not in done.stderr


# The file itself


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOENT, codes.MISSING_FILE),
        (errno.EISDIR, codes.DIRECTORY),
        (errno.EACCES, codes.NO_PERMISSION),
        (errno.EPERM, codes.NO_PERMISSION),
        (errno.EIO, codes.UNREADABLE_FILE),
        (errno.ENAMETOOLONG, codes.UNREADABLE_FILE),
    ],
)
def test_a_file_that_the_system_refuses(
    number: int, code: Code, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, _mode: str) -> NoReturn:
        raise OSError(number, "refused")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(BudgetError) as raised:
        load_budget(Path("budget.yaml"))
    assert only_code(raised.value) is code
    assert "refused" not in raised.value.render()


def test_a_missing_year_lists_the_years_there_are(tmp_path: Path) -> None:
    for name in ("2025.yaml", "2023.yaml", "2024.yaml.bak", "utkast.yaml"):
        (tmp_path / name).touch()
    with pytest.raises(BudgetError) as raised:
        budget_path("2024", tmp_path)
    assert only_code(raised.value) is codes.MISSING_FILE
    assert raised.value.diagnostics[0].help == "år som finns: 2023, 2025"


def test_a_missing_year_in_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(BudgetError) as raised:
        budget_path("2024", tmp_path)
    assert raised.value.diagnostics[0].help == f"mappen {tmp_path} har inga budgetfiler"


def test_the_largest_file_is_1_mib(tmp_path: Path) -> None:
    file = tmp_path / "budget.yaml"
    file.write_bytes(VALID.encode() + b"#" * (MAX_BYTES - len(VALID.encode())))
    assert load_budget(file).year == 2024
    file.write_bytes(file.read_bytes() + b"#")
    with pytest.raises(BudgetError) as raised:
        load_budget(file)
    assert only_code(raised.value) is codes.TOO_LARGE


# All errors in one run: the comment of each line is the codes that the line has, in order.

MANY = """\
kommun:  # B014
år: 2024
nämd: Utbildningsnämnden  # B021
verksamheter:
  grundskola:  # B020
    skolform: grundskola
    grupper:
      F-3: F-3
      4-6: 4-6
    antal:  # B032
      F-3: -292,5  # B015
      7-9: 935  # B031
    kostnader:
      undervisning:
        budget: 10
        andelar:  # B030
          F-3: 4
          4-6: 5
      lärverktyg: 10,993  # B012
      elevhälsa: 10 miljoner  # B013
      måltiderna: 27 690 788  # B036
      lokalkostnader: [1, 2]  # B016
  fritidshem:
    skolform: fritidshemmet  # B035
    rubrik: Fritidshem
    grupper:
      F-3: F-3
    antal:
      F-3: 1
    kostnader:
      måltider: 1
      måltider: 2  # B011
huvudmän:
  Olympicaskolan:
    orgnr: 556593-8701  # B018
    verksamheter:
      grundskola:
        grupper:
          - 1-3  # B031
      förskola: {}  # B034
"""


def expected_in(text: str) -> list[tuple[str, int]]:
    lines = (line.partition("# ")[2].split() for line in text.split("\n"))
    return [(code, number) for number, listed in enumerate(lines, 1) for code in listed]


def test_all_errors_of_a_file_in_one_run(tmp_path: Path, run: Run) -> None:
    assert [(each.code, each.line) for each in found(MANY.encode())] == expected_in(MANY)
    (tmp_path / "budget.yaml").write_text(MANY, encoding="utf-8")
    done = run("compute", "budget.yaml", cwd=tmp_path)
    heads = [line for line in done.stderr.decode().split("\n") if line.startswith("budget.yaml:")]
    assert len(heads) == len(expected_in(MANY))
    assert done.stderr.decode().endswith(f"\n\n{len(heads)} fel; ingenting har beräknats\n")
    assert (done.returncode, done.stdout) == (2, b"")


def _with_empty(count: int) -> str:
    """A file whose `count` first prices are empty, and that has one more error."""
    prices = [f"          g{i}:{'  # 2024: 1 000; lika' if i < count else ' 5'}" for i in range(20)]
    prices[1] = prices[1].replace(" 1 000;", ' "beslut; 7";')
    groups = ", ".join(f"g{i}: g{i}" for i in range(20))
    return (
        "kommun: X\når: 2024\nverksamheter:\n  s:\n    skolform: grundskola\n    rubrik: S\n"
        f"    grupper: {{{groups}}}\n    kostnader:\n      undervisning:\n        pris:\n"
        + "\n".join(prices)
        + "\n        priis: 5\n"
    )


def test_many_empty_values_are_told_on_a_line_each() -> None:
    with pytest.raises(BudgetError) as caught:
        parse_budget("2024.yaml", _with_empty(11).encode())
    text = caught.value.render()
    listed = text.splitlines()
    path = "verksamheter › s › kostnader › undervisning › pris"
    assert text.startswith("2024.yaml:31:9: fel B021: okänd nyckel: priis\n   |\n31 | ")
    lines = [each for each in listed if "B014" in each]
    assert lines[0] == f"2024.yaml:11:14: fel B014: värdet är tomt: {path} › g0 (2024: 1 000)"
    assert lines[1] == f'2024.yaml:12:14: fel B014: värdet är tomt: {path} › g1 (2024: "beslut; 7")'
    assert len(lines) == 11
    assert listed[-4:] == [
        lines[-1],
        "   hjälp: fyll i värdena, eller ta bort de nycklar som inte behövs",
        "",
        "12 fel; ingenting har beräknats",
    ]


def test_a_few_empty_values_are_told_in_full() -> None:
    with pytest.raises(BudgetError) as caught:
        parse_budget("2024.yaml", _with_empty(10).encode())
    text = caught.value.render()
    assert text.count("hjälp: skriv talet; ett tomt värde blir aldrig noll") == 10
    assert text.endswith("\n\n11 fel; ingenting har beräknats\n")


@pytest.mark.parametrize(
    "text",
    [
        VALID.replace("F-3: F-3", 'F/3: ""'),
        VALID.replace("F-3: F-3", "F/3: {a: b}"),
        VALID.replace("F-3: F-3", "F/3: {'[key]': b}"),
        VALID.replace("  skola:\n", "  sko/la:\n").replace("    rubrik: Skola\n", ""),
        VALID.replace("undervisning: 10", "under/visning: tio"),
    ],
    ids=["empty", "block", "[key]", "missing key", "number"],
)
def test_a_bad_name_with_a_bad_value(text: str) -> None:
    bad_names = [each for each in diagnostics(text.encode()) if each.code is codes.BAD_NAME]
    assert len(bad_names) == 1


def test_the_only_name_is_bad() -> None:
    text = VALID.replace("undervisning: 10", "under/visning: 10")
    assert found(text.encode()) == [Found("B017", 14, 7)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (VALID.replace("skolform: grundskola", "skolform: []"), 5),
        (VALID.replace("undervisning: 10", "undervisning: {budget: 10, kostnadsslag: []}"), 14),
        (VALID + "    steg: {ike: {summa: []}, bidrag: {summa: undervisning}}\n", 15),
        (
            VALID
            + "    steg: {moms: {schablon: moms, av: []}, bidrag: {summa: [undervisning, moms]}}\n",
            15,
        ),
        (VALID + "huvudmän: {Olympicaskolan: {verksamheter: {skola: {grupper: []}}}}\n", 15),
    ],
    ids=["skolform", "kostnadsslag", "summa", "av", "grupper"],
)
def test_an_empty_list_is_refused(text: str, line: int) -> None:
    assert [(each.code, each.line) for each in found(text.encode())] == [("B014", line)]


def test_a_budget_whose_groups_are_all_decided_individually() -> None:
    individual = "    beslutas individuellt: {F-3: särskilt, 4-6: särskilt}\n    antal:"
    for text in (VALID, f"{VALID}    vikter: {{7-9: 1}}\n"):
        assert diagnostics(text.replace("    antal:", individual).encode())


# One fault is told once: what follows from it is not.

LADDER = """\
    steg:
      grundbelopp: {summa: [undervisning, lokalkostnader]}
      administration: {schablon: administration, av: grundbelopp}
      bidrag: {summa: [grundbelopp, administration]}
"""


def told(text: str) -> list[tuple[str, str]]:
    return [(each.code.id, each.help) for each in diagnostics(text.encode())]


@pytest.mark.parametrize("name", ["lokaler", "lokalkostnad"])
def test_a_renamed_line_is_told_once(name: str) -> None:
    """Neither that the steps name what it should be called, nor that no step uses it."""
    text = f"{VALID}      {name}: 5\n{LADDER}"
    assert told(text) == [("B036", "menade du `lokalkostnader`?")]


def test_a_row_that_no_line_was_meant_for_is_told_beside_a_renamed_line() -> None:
    text = f"{VALID}      lokaler: 5\n{LADDER}".replace("undervisning, l", "undervisningen, l")
    assert told(text) == [
        ("B036", "menade du `lokalkostnader`?"),
        ("B037", "menade du `undervisning`?"),
    ]


def test_a_name_that_is_right_is_not_taken_for_a_renamed_line() -> None:
    """Without the line, or when it says which kostnadsslag it is, the step is what is wrong."""
    other = "      lokaler: {kostnadsslag: lokalkostnader, budget: 5}\n"
    assert told(f"{VALID}{other}{LADDER}") == [("B037", "menade du `lokaler`?")]
    assert [code for code, _ in told(VALID + LADDER)] == ["B037"]


@pytest.mark.parametrize("key", ["antal barn", "antall", "Antal"])
def test_a_misspelt_key_is_not_missing_too(key: str) -> None:
    text = VALID.replace("    antal:\n", f"    {key}:\n")
    assert told(text) == [("B021", "menade du `antal`?")]


def test_a_misspelt_key_beside_the_right_one_hides_nothing() -> None:
    text = VALID.replace("    antal:\n", "    antall: 3\n    antal:\n      7-9: 1\n")
    assert [code for code, _ in told(text)] == ["B021", "B031"]


MINUS = "minustecknet direkt framför talet, som i -10 800"


@pytest.mark.parametrize(
    ("value", "advice"),
    [
        ("- 10 800", MINUS),
        ("-", "ett ensamt streck skrivs 0"),
        ("\u2212 10 800", MINUS),
        ("'- 10 800'", MINUS),
        ("\u2013", "ett streck är inget tal; skriv 0"),
        ("'-'", "ett streck är inget tal; skriv 0"),
        ("\u2013 10 800", "(bindestreck), direkt framför talet"),
    ],
)
def test_a_minus_that_is_none_is_named(value: str, advice: str) -> None:
    (error,) = diagnostics(VALID.replace("undervisning: 10", f"undervisning: {value}").encode())
    assert advice in error.help
    assert error.place is not None
    assert error.place.line == VALID[: VALID.index("undervisning")].count("\n") + 1


# YAML that a budget does not use, and characters that it may not have

BOMB = "a: &a [x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
MUNICIPALITY = "kommun: Ludvika kommun"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (VALID.replace("Ludvika", "!egen Ludvika"), Found("B010", 1, 9)),
        (VALID.replace("2024", "!!int 2024"), Found("B010", 2, 5)),
        (VALID.replace("Ludvika", "!!python/name:os.system Ludvika"), Found("B010", 1, 9)),
        (VALID.replace("    antal:", "    antal: &antal"), Found("B010", 10, 12)),
        (VALID.replace("4-6: 1", "4-6: *antal"), Found("B010", 12, 12)),
        (VALID.replace("4-6: 1", "<<: {4-6: 1}"), Found("B010", 12, 7)),
        (VALID.replace("4-6: 1", "*antal : 1"), Found("B010", 12, 7)),
        (BOMB + VALID, Found("B010", 2, 8)),
        (f"{VALID}---\n{VALID}", Found("B010", 15, 1)),
        (f"%YAML 1.1\n---\n{VALID}", Found("B010", 1, 1)),
        (VALID.replace("      4-6: 1", "\t4-6: 1"), Found("B007", 12, 1)),
        (VALID.replace("2024", "2024\t"), Found("B007", 2, 9)),
        (VALID.replace("2024", "20\x0024"), Found("B007", 2, 7)),
        (VALID.replace("2024\n", "2024\r"), Found("B007", 2, 9)),
        (VALID.replace("2024\n", "2024\u2028"), Found("B007", 2, 9)),
        (VALID.replace("2024\n", "2024\x85"), Found("B007", 2, 9)),
        (VALID.replace("2024", "\u202e4202"), Found("B007", 2, 5)),
        (VALID.replace("2024", "20\u200b24"), Found("B007", 2, 7)),
        (f"kommun: \ufeffLudvika\n{VALID}", Found("B007", 1, 9)),
        ("[" * 100_000, Found("B009", 1, 13)),
        (f"kommun: {'[' * 100_000}", Found("B009", 1, 20)),
        (f"kommun: {'{a: ' * 100_000}", Found("B009", 1, 53)),
        (f"kommun:\n{'- ' * 100_000}", Found("B009", 2, 23)),
        (VALID.replace("kommun:", "? [kommun]\n:"), Found("B016", 1, 3)),
        (VALID.replace("kommun:", "? {kommun: a}\n:"), Found("B016", 1, 3)),
        (VALID.replace("F-3: 1", "{F-3: 4-6}: 1"), Found("B016", 11, 7)),
        (VALID.replace("rubrik: Skola", "rubrik: 'Skola"), Found("B008", 6, 5)),
        (VALID.replace("    rubrik:", "   rubrik:"), Found("B008", 6, 4)),
        ("- kommun", Found("B016", 1, 1)),
        ("---\n", Found("B016", 2, 1)),
        ("# kommun", Found("B006", 1, 1)),
    ],
)
def test_what_is_not_used_is_refused(text: str, expected: Found) -> None:
    error = refusal(text.encode())
    assert error is not None
    check(error)
    assert expected in found(text.encode())


@pytest.mark.parametrize("text", ["---", "{1", "1:\n1", "kommun: [", "kommun: 'a", "a: &b"])
def test_an_error_at_the_end_of_a_file_without_line_end(text: str) -> None:
    check_any(text.encode())
    assert diagnostics(text.encode())


def test_an_alias_bomb_is_refused_at_once() -> None:
    with within(2):
        kinds = {each.code for each in diagnostics((BOMB + VALID).encode())}
    assert codes.YAML_FEATURE in kinds


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (VALID.encode("latin-1"), Found("B005", 2, 1)),
        (VALID.replace("Ludvika", "Håksberg").encode("latin-1"), Found("B005", 1, 10)),
        (b"\xef\xbb\xbf" + VALID.encode("latin-1"), Found("B005", 2, 1)),
        (VALID.encode()[:24], Found("B005", 2, 1)),
        (VALID.encode("utf-16"), Found("B005", 1, 1)),
        (VALID.encode("utf-16-le").replace(b"\xe5\x00", b"a\x00"), Found("B007", 1, 2)),
        (b"kommun: \xed\xa0\x80", Found("B005", 1, 9)),
        (b"", Found("B006", 0, 0)),
        (b"\xef\xbb\xbf \r\n", Found("B006", 0, 0)),
    ],
)
def test_other_encodings_are_refused(data: bytes, expected: Found) -> None:
    assert found(data)[0] == expected


def test_bom_and_crlf_are_accepted() -> None:
    data = b"\xef\xbb\xbf" + VALID.replace("\n", "\r\n").encode()
    assert refusal(data) is None
    first, last = data.replace(b"kommun:", b"komun:"), data.replace(b": 10\r", b": 10,993\r")
    assert found(first) == [Found("B021", 1, 1)]
    assert found(last) == [Found("B012", 14, 21)]
    error = refusal(last)
    assert error is not None
    assert "\r" not in error.render()


def test_decomposed_letters_are_the_same_letters() -> None:
    decomposed = unicodedata.normalize("NFD", VALID)
    assert decomposed != VALID
    assert parse_budget("budget.yaml", decomposed.encode()).year == 2024


@pytest.mark.parametrize("text", [r'"kom\e[31m\nmun": a', r'år: "20\e[31m\n24"', r'"\u202e": a'])
def test_escaped_characters_do_not_reach_the_terminal(text: str) -> None:
    error = refusal(text.encode())
    assert error is not None
    shown = [char for char in error.render() if unicodedata.category(char) in ("Cc", "Cf")]
    assert set(shown) == {"\n"}
    check(error)


@pytest.mark.parametrize("minus", ["-", "\N{MINUS SIGN}"])
def test_an_ambiguous_number_is_so_with_any_minus(minus: str) -> None:
    step = f"    steg: {{rabatt: {{belopp: {{F-3: '{minus}10,993', 4-6: 0}}}}}}\n"
    codes_found = {each.code for each in diagnostics((VALID + step).encode())}
    assert codes.AMBIGUOUS_NUMBER in codes_found


# Fuzz: whatever the bytes are, they are a budget or a list of errors that can be shown.


def check(error: BudgetError) -> None:
    """That the error can be shown, and that every place in it is in the file."""
    assert error.diagnostics
    assert error.render().endswith(" fel; ingenting har beräknats\n")
    for each in error.diagnostics:
        assert (each.place is None) <= (each.code in ABOUT_THE_FILE)
        assert each.message
        assert each.help
        if each.place:
            assert 1 <= each.place.line <= len(error.lines), each
            assert 1 <= each.place.column <= len(error.lines[each.place.line - 1]) + 1, each


def check_any(data: bytes) -> None:
    error = refusal(data, "2024.yaml")
    if error:
        check(error)


STRUCTURE = (
    "kommun nämnd år källa verksamheter huvudmän skolform rubrik grupper antal vikter perioder "
    "kostnader steg tillägg kostnadsslag budget andelar pris summa schablon procent av belopp orgnr "
    "mottagare som schabloner inga fristående"
)
NAMES = "skola undervisning lokalkostnader moms ike totalt F-3 4-6 a/b [key] << = x"
KEYS = [*STRUCTURE.split(), *NAMES.split()]
LONG_KEYS = ["beslutas individuellt", "viktat antal", "faktiska lokalkostnader", "särskilda skäl"]
VALUES = [*KEYS, "", "inget", "0", "1", "-1", "2011", "10,993", "3 %", "grundskola", "förskola"]
TOKENS = [*VALUES, "[]", "{}", "[x]", "{x: 1}", "&a x", "*a", "!t x", "'", '"', "|", "? x", "- x"]
WHOLE: dict[str, Any] = {
    "kommun": "Ludvika kommun",
    "år": "2024",
    "verksamheter": {
        "skola": {
            "skolform": ["förskoleklass", "grundskola"],
            "rubrik": "Skola",
            "grupper": {"F-3": "F-3", "4-6": "4-6", "7-9": "7-9"},
            "beslutas individuellt": {"7-9": "för var och en"},
            "antal": {"F-3": "1", "4-6": "2"},
            "vikter": {"F-3": "1", "4-6": "0,5"},
            "kostnader": {
                "undervisning": {"budget": "3", "andelar": {"F-3": "1", "4-6": "2"}},
                "lokalkostnader": "10",
                "måltider": {"budget": "1", "vikter": {"F-3": "1", "4-6": "2"}},
                "grundbelopp": {"kostnadsslag": "övrigt", "pris": {"F-3": "1", "4-6": "inget"}},
            },
            "steg": {
                "rabatt": {"belopp": {"F-3": "-1", "4-6": "0"}},
                "administration": {"procent": "3 %", "av": ["undervisning"]},
                "ike": {
                    "summa": [
                        "undervisning",
                        "lokalkostnader",
                        "måltider",
                        "grundbelopp",
                        "rabatt",
                        "administration",
                    ]
                },
                "moms": {"schablon": "moms", "av": "ike"},
                "bidrag": {"summa": ["ike", "moms"]},
            },
            "mottagare": {
                "annan kommun": "ike",
                "kommunala skolor": {"pris": "ike", "som": "kommunal enhet"},
                "fristående": "bidrag",
            },
            "tillägg": {
                "nyanlända": {"rubrik": "Nyanlända", "belopp": "35 000"},
                "annat": {"rubrik": "Annat", "belopp": "1", "schabloner": ["administration"]},
            },
        }
    },
    "huvudmän": {
        "Olympicaskolan": {
            "orgnr": "556593-8700",
            "verksamheter": {
                "skola": {
                    "mottagare": "fristående",
                    "grupper": ["F-3"],
                    "faktiska lokalkostnader": {"F-3": "1"},
                    "särskilda skäl": "motivering",
                }
            },
        }
    },
}
names = st.sampled_from([*KEYS, *LONG_KEYS]) | st.text(max_size=5)
nodes: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(VALUES) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)


def containers(node: Any) -> list[Any]:
    """Every list and mapping in the tree, the tree itself first."""
    if isinstance(node, str):
        return []
    inner = node.values() if isinstance(node, dict) else node
    return [node, *(each for child in inner for each in containers(child))]


def change(draw: st.DrawFn, parent: Any) -> None:
    """Changes one part of the mapping or list: replaced, renamed or taken away, or one more."""
    keys: list[Any] = list(parent) if isinstance(parent, dict) else list(range(len(parent)))
    key = draw(st.sampled_from(keys)) if keys else None
    how = draw(st.sampled_from(["replace", "rename", "remove", "add"]))
    if key is None or isinstance(parent, list):
        parent.clear()
        parent.update({}) if isinstance(parent, dict) else parent.append(draw(nodes))
    elif how == "replace":
        parent[key] = draw(nodes)
    elif how == "add":
        parent[draw(names)] = draw(nodes)
    elif how == "remove":
        del parent[key]
    else:
        parent[draw(names)] = parent.pop(key)


@st.composite
def trees(draw: st.DrawFn) -> bytes:
    """A budget with a few parts changed, as JSON, which is YAML."""
    tree = deepcopy(WHOLE)
    for _ in range(draw(st.integers(1, 4))):
        change(draw, draw(st.sampled_from(containers(tree))))
    return json.dumps(tree, ensure_ascii=draw(st.booleans()), indent=1).encode("utf-8", "replace")


@st.composite
def edited(draw: st.DrawFn) -> bytes:
    """Ludvika's budget with a few lines deleted, repeated, indented anew or with another value."""
    lines = BUDGET.decode().split("\n")
    for _ in range(draw(st.integers(1, 5))):
        i = draw(st.integers(0, len(lines) - 1))
        key = lines[i].partition(":")[0]
        token = draw(st.sampled_from(TOKENS))
        indent = " " * draw(st.integers(0, 10))
        lines[i : i + 1] = draw(
            st.sampled_from(
                [
                    [],
                    [lines[i]] * 2,
                    [indent + lines[i].strip()],
                    [f"{key}: {token}"],
                    [lines[i], f"{indent}{token}: x"],
                ]
            )
        )
        lines = lines or [""]
    return "\n".join(lines).encode()


@st.composite
def spliced(draw: st.DrawFn) -> bytes:
    """Ludvika's budget cut off, or with a few bytes of it replaced."""
    start = draw(st.integers(0, len(BUDGET)))
    if draw(st.booleans()):
        return BUDGET[:start]
    return BUDGET[:start] + draw(st.binary(max_size=8)) + BUDGET[start + draw(st.integers(0, 40)) :]


@for_all(st.binary(max_size=200))
def test_arbitrary_bytes(data: bytes) -> None:
    check_any(data)


@for_all(st.text(max_size=200))
def test_arbitrary_text(text: str) -> None:
    check_any(text.encode("utf-8", "surrogatepass"))


@for_all(st.text(alphabet="ab:- \n[]{}&*!|>'\"%@`#,?<=/\\1.å\r\t", max_size=60))
def test_arbitrary_yaml(text: str) -> None:
    check_any(text.encode())


@for_all(spliced())
def test_a_budget_cut_off_or_damaged(data: bytes) -> None:
    check_any(data)


@for_all(edited())
def test_a_budget_badly_edited(data: bytes) -> None:
    check_any(data)


@settings(max_examples=500)
@for_all(trees())
def test_a_budget_of_another_structure(data: bytes) -> None:
    check_any(data)


def test_the_budgets_that_the_fuzz_starts_from_are_right() -> None:
    assert refusal(BUDGET, "2024.yaml") is None
    assert refusal(json.dumps(WHOLE).encode(), "2024.yaml") is None
    assert refusal(VALID.encode()) is None


@pytest.mark.parametrize(
    ("line", "help_text"),
    [
        ("  budgt: 1\n", "menade du `budget`?"),
        ("  kommun: x\n", "nycklar som finns: budget, andelar, pris, antal, belopp"),
    ],
)
def test_an_unknown_kind_of_rounding(line: str, help_text: str) -> None:
    data = VALID.replace("verksamheter:\n", f"avrundat i källan:\n{line}verksamheter:\n", 1)
    error = refusal(data.encode())
    assert error
    (found,) = error.diagnostics
    assert found.code is codes.UNKNOWN_KEY
    assert found.help.startswith(help_text)
