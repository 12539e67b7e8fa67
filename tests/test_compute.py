"""Whole commands: `bidrag compute`, its formats, files and errors."""

import csv
import json
import os
import pty
import re
import select
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from io import StringIO
from pathlib import Path

import pytest

from bidrag.output import files
from tests.conftest import ROOT, Run

Snapshot = Callable[[str, str], None]
BUDGET = ROOT / "budgets" / "2024.yaml"


def out(run: Run, *arguments: str) -> str:
    result = run(*arguments)
    assert result.returncode == 0, result.stderr.decode()
    assert result.stderr == b""
    return result.stdout.decode()


@pytest.mark.parametrize("form", ["table", "md", "csv", "json"])
def test_each_format_as_it_looks(run: Run, snapshot: Snapshot, form: str) -> None:
    ending = "txt" if form == "table" else form
    snapshot(f"2024.{ending}", out(run, "compute", "2024", "--format", form))


@pytest.mark.parametrize("period", ["termin", "månad", "dag"])
def test_each_period_as_it_looks(run: Run, snapshot: Snapshot, period: str) -> None:
    arguments = ("--period", period, "--verksamhet", "förskola")
    snapshot(f"2024-{period}.txt", out(run, "compute", "2024", *arguments))


def test_a_providers_annex_as_it_looks(run: Run, snapshot: Snapshot) -> None:
    snapshot("olympicaskolan.txt", out(run, "compute", "2024", "--huvudman", "Olympicaskolan"))


def test_csv_follows_rfc_4180(run: Run) -> None:
    data = run("compute", "2024", "--format", "csv").stdout
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n")
    rows = list(csv.reader(StringIO(data.decode(), newline="")))
    assert rows[0] == ["verksamhet", "huvudman", "grupp", "rad", "budget_kr", "per_enhet_kr"]
    assert {len(row) for row in rows} == {6}


def test_a_month_in_csv_is_not_taken_for_a_year(run: Run) -> None:
    header = out(run, "compute", "2024", "--format", "csv", "--period", "månad").split("\r\n")[0]
    assert header.endswith(",budget_kr,per_enhet_och_månad_kr")


def test_json_has_whole_kronor_the_exact_value_the_formula_and_the_source(run: Run) -> None:
    data = json.loads(out(run, "compute", "2024", "--format", "json"))
    assert (data["format"], data["version"], data["år"], data["period"]) == (
        "bidrag/belopp",
        1,
        2024,
        "år",
    )
    amounts = {
        (t["verksamhet"], t["huvudman"], b["grupp"], b["rad"]): b
        for t in data["tabeller"]
        for b in t["belopp"]
    }
    price = amounts["grundskola", "", "F-klass", "måltider"]["per_enhet"]
    assert Fraction(price["exakt"]) == Fraction(27690788) * Fraction("0.9") / Fraction("2791.65")
    assert price["kr"] == 8927
    assert price["källa"] == "skolförordningen (2011:185) 14 kap. 4 § 4"
    decided = amounts["anpassad grundskola", "", "behovsgrupp 6", "individuellt beslut"]
    assert decided["per_enhet"] is None


def test_rounded_amounts_are_the_same_in_every_format(run: Run) -> None:
    rows = list(
        csv.DictReader(StringIO(out(run, "compute", "2024", "--format", "csv"), newline=""))
    )
    data = json.loads(out(run, "compute", "2024", "--format", "json"))
    from_csv = [(row["rad"], row["budget_kr"], row["per_enhet_kr"]) for row in rows]
    from_json = [
        (each["rad"], *(str(each[k]["kr"]) if each[k] else "" for k in ("budget", "per_enhet")))
        for table in data["tabeller"]
        for each in table["belopp"]
    ]
    assert from_csv == from_json
    plain = re.sub(r"\u00a0", "", out(run, "compute", "2024"))
    printed = set(re.findall(r"\d+", plain))
    shown = {price for _, budget, price in from_csv if price} | {b for _, b, _ in from_csv if b}
    assert shown <= printed
    markdown = re.sub(r"\u00a0", "", out(run, "compute", "2024", "--format", "md"))
    assert shown <= set(re.findall(r"\d+", markdown))


def test_output_is_the_same_bytes_everywhere(run: Run, tmp_path: Path) -> None:
    first = run("compute", "2024").stdout
    (tmp_path / "budgets").mkdir()
    (tmp_path / "budgets" / "2024.yaml").write_bytes(BUDGET.read_bytes())
    for env in (
        {"COLUMNS": "40"},
        {"LANG": "C", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "7"},
        {"NO_COLOR": "1"},
    ):
        assert run("compute", "2024", cwd=tmp_path, **env).stdout == first
    for form in ("csv", "json", "md"):
        here = run("compute", "2024", "--format", form).stdout
        assert (
            run(
                "compute", str(tmp_path / "budgets/2024.yaml"), "--format", form, cwd=tmp_path
            ).stdout
            == here
        )
        assert str(tmp_path).encode() not in here


def test_plain_output_has_no_escape_codes_and_no_long_line_is_cut(run: Run) -> None:
    text = out(run, "compute", "2024")
    assert "\x1b" not in text
    assert max(map(len, text.split("\n"))) > 150
    assert "…" not in text


def on_terminal(columns: int, *arguments: str, cwd: Path = ROOT, **env: str) -> str:
    """What `bidrag` prints on a terminal of this many columns."""
    master, slave = pty.openpty()
    plain = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
        "COLUMNS": str(columns),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bidrag", *arguments],
        cwd=cwd,
        env=plain | env,
        stdin=slave,
        stdout=slave,
        stderr=slave,
    )
    os.close(slave)
    chunks = []
    while select.select([master], [], [], 60)[0]:
        try:
            chunks.append(os.read(master, 65536))
        except OSError:
            break
        if not chunks[-1]:
            break
    os.close(master)
    assert process.wait(60) == 0
    return b"".join(chunks).decode().replace("\r\n", "\n")


def digits(text: str) -> list[str]:
    """Every whole-krona amount in the text, without its group separators."""
    return re.findall(r"\d{3,}", text.replace("\u00a0", ""))


@pytest.mark.parametrize("columns", [20, 40, 60, *range(78, 90), 100, 120, 200])
def test_a_terminal_of_any_width_shows_every_digit(run: Run, columns: int) -> None:
    shown = re.sub(r"\x1b\[[0-9;]*m", "", on_terminal(columns, "compute", "2024"))
    rows = csv.DictReader(StringIO(out(run, "compute", "2024", "--format", "csv"), newline=""))
    amounts = {row[name] for row in rows for name in ("budget_kr", "per_enhet_kr")}
    assert {a for a in amounts if len(a) >= 3} <= set(digits(shown))
    assert "…" not in shown
    if columns >= 80:
        assert max(map(len, shown.split("\n"))) <= columns


def test_a_terminal_of_80_columns_as_it_looks(snapshot: Snapshot) -> None:
    text = on_terminal(80, "compute", "2024", NO_COLOR="1")
    snapshot("2024-terminal-80.txt", re.sub(r"\x1b\[[0-9;]*m", "", text))


def test_colour_follows_no_color() -> None:
    arguments = (80, "compute", "2024", "--verksamhet", "förskola")
    assert "\x1b[1;35m" in on_terminal(*arguments)
    assert "35m" not in on_terminal(*arguments, NO_COLOR="1")
    assert "161" in on_terminal(*arguments, TERM="dumb")


@pytest.mark.parametrize("ending", ["txt", "md", "csv", "json"])
def test_a_file_has_the_format_of_its_ending(run: Run, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"belopp.{ending}"
    form = "table" if ending == "txt" else ending
    assert run("compute", "2024", "-o", str(target)).stdout == b""
    assert target.read_bytes() == run("compute", "2024", "--format", form).stdout


def test_format_wins_over_the_ending(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "belopp.dat"
    run("compute", "2024", "-o", str(target), "--format", "csv")
    assert target.read_bytes().startswith(b"verksamhet,")


def test_a_failed_write_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "belopp.csv"
    target.write_text("förra året")
    monkeypatch.setattr(os, "fsync", _disk_full)
    with pytest.raises(OSError, match="full"):
        files.write_file(target, b"i \xc3\xa5r")
    assert target.read_text() == "förra året"
    assert list(tmp_path.iterdir()) == [target]


def _disk_full(_descriptor: int) -> None:
    raise OSError(28, "full")


def test_a_write_keeps_permissions_and_follows_links(tmp_path: Path) -> None:
    target, link = tmp_path / "belopp.csv", tmp_path / "länk.csv"
    target.write_text("förra året")
    target.chmod(0o640)
    link.symlink_to(target)
    files.write_file(link, b"i \xc3\xa5r")
    assert link.is_symlink()
    assert target.read_text() == "i år"
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["compute", "2024", "-o", "nej/belopp.csv"], "mappen finns inte"),
        (["compute", "2024", "-o", "budgets", "--format", "csv"], "det är en mapp"),
        (["compute", "2024", "-o", "belopp.xls"], "ändelsen .xls säger inte vilket format"),
        (["compute", "2024", "-o", "belopp"], "ändelsen (ingen) säger inte vilket format"),
        (["compute", "2024", "--format", "cvs"], "Menade du csv?"),
        (["compute", "2024", "--period", "år "], "Menade du år?"),
        (["compute", "2024", "--period", "vecka"], "Välj bland: år, termin, månad, dag, timme."),
        (["compute", "2024", "--verksamhet", "forskola"], "Menade du förskola?"),
        (["compute", "2024", "--huvudman", "Olympiaskolan"], "Menade du Olympicaskolan?"),
        (
            ["compute", "2024", "--huvudman", "Olympicaförskolan", "--verksamhet", "fritidshem"],
            "Olympicaförskolan har ingen tabell för fritidshem",
        ),
        (["compute", "2025"], "år som finns: 2024"),
        (["compute", "2024", "--budgets", "tests"], "mappen tests har inga budgetfiler"),
        (["compute"], "ÅR|FIL saknas."),
        (["compute", "2024", "2025"], "Oväntat argument: 2025."),
        (["compute", "2024", "--frmat", "csv"], "Flaggan --frmat finns inte. Menade du --format?"),
        (["compute", "2024", "--format"], "Flaggan --format behöver ett värde."),
        (["compute", "2024", "-x"], "Flaggan -x finns inte."),
        (["comput", "2024"], "Kommandot 'comput' finns inte. Menade du 'compute'?"),
        (["--version=3"], "Flaggan --version tar inget värde."),
        ([], "Användning: bidrag [FLAGGOR] KOMMANDO"),
    ],
)
def test_a_wrong_command_is_explained_in_swedish(
    run: Run, arguments: list[str], words: str
) -> None:
    result = run(*arguments)
    text = result.stderr.decode()
    assert (result.returncode, result.stdout) == (2, b""), text
    assert words in text
    assert not re.search(r"Traceback|Error|Usage|Try|No such|Got|Missing|Option\b|Invalid", text)
    assert not (ROOT / "belopp").exists()


@pytest.mark.parametrize("command", [(), ("compute",), ("explain",), ("new",)])
def test_help_is_in_swedish(run: Run, snapshot: Snapshot, command: tuple[str, ...]) -> None:
    text = out(run, *command, "--help")
    snapshot(f"help-{'-'.join(('bidrag', *command))}.txt", text)
    assert not re.search(
        r"Usage|Options|Arguments|Commands|Show|Install\b|default|required|str>", text
    )


def test_version(run: Run) -> None:
    assert re.fullmatch(r"bidrag \d+\.\d+\.\d+\n", out(run, "--version"))
    assert run("--version").stdout == run("--version", "compute").stdout


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("--version >/dev/full", 2),
        ("--help >/dev/full", 2),
        ("compute 2024 >/dev/full", 2),
        ("compute 2024 >&-", 2),
        ("compute 2099 2>&-", 2),
        ("compute 2099 2>/dev/full", 2),
        ("compute /dev/zero", 2),
        ("compute ''", 2),
        ("compute 2024 -o ''", 2),
        ("compute 2024 --format ''", 2),
        ("compute 2024 -o budgets/2024.yaml --format md", 2),
        ("compute 2024 --huvudman Olympicaskolan --verksamhet grundskola --verksamhet förskola", 2),
    ],
)
def test_what_cannot_be_done_is_said_and_never_a_traceback(command: str, code: int) -> None:
    before = BUDGET.read_bytes()
    shell = f"{sys.executable} -m bidrag {command}"
    result = subprocess.run(shell, shell=True, cwd=ROOT, capture_output=True, timeout=60)
    assert result.returncode == code
    assert b"Traceback" not in result.stderr
    assert BUDGET.read_bytes() == before


def test_decomposed_letters_are_the_same_letters(run: Run) -> None:
    decomposed = ("--period", "ma\u030anad", "--verksamhet", "fo\u0308rskola")
    composed = ("--period", "månad", "--verksamhet", "förskola")
    assert out(run, "compute", "2024", *decomposed) == out(run, "compute", "2024", *composed)


def test_a_write_protected_file_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "beslutat.csv"
    target.write_text("beslutat")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PermissionError):
        files.write_file(target, b"i \xc3\xa5r")
    assert target.read_text() == "beslutat"


def test_a_terminal_without_unicode_is_no_internal_error() -> None:
    shown = on_terminal(80, "compute", "2024", PYTHONIOENCODING="ascii")
    assert "GRUNDBELOPP" in shown


def test_completion_knows_the_years(run: Run) -> None:
    env = {"_BIDRAG_COMPLETE": "complete_bash", "COMP_WORDS": "bidrag compute ", "COMP_CWORD": "2"}
    assert run(**env).stdout.decode().split() == ["2024"]


def test_completion_is_installed_in_swedish(tmp_path: Path) -> None:
    shell = f"{sys.executable} -m bidrag --install-completion; true"
    env = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    result = subprocess.run(["bash", "-c", shell], env=env, capture_output=True, check=True)
    assert b"Komplettering f\xc3\xb6r bash \xc3\xa4r installerad i " in result.stdout
    assert (tmp_path / ".bashrc").exists()
    assert result.stderr == b""


def test_budgets_folder_from_the_environment(run: Run, tmp_path: Path) -> None:
    (tmp_path / "2024.yaml").write_bytes(BUDGET.read_bytes())
    result = run("compute", "2024", cwd=tmp_path, BIDRAG_BUDGETS=str(tmp_path))
    assert result.stdout == run("compute", "2024").stdout


def test_a_reader_that_stops_reading_is_no_error(run: Run) -> None:
    result = run("--version")
    assert result.returncode == 0
    shell = f"{sys.executable} -m bidrag compute 2024 --format json | head -1"
    piped = subprocess.run(shell, shell=True, cwd=ROOT, capture_output=True, check=True)
    assert (piped.stdout, piped.stderr) == (b"{\n", b"")


def test_an_internal_error_is_70_without_a_traceback(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "sitecustomize.py"
    broken.write_text(
        "import sys\n"
        "class Broken:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'bidrag.output.amounts.plain':\n"
        "            raise ZeroDivisionError('trasig')\n"
        "sys.meta_path.insert(0, Broken())\n"
    )
    result = run("compute", "2024", PYTHONPATH=f"{tmp_path}:{ROOT}")
    assert result.returncode == 70
    assert "internt fel: ZeroDivisionError" in result.stderr.decode()
    assert "Traceback" not in result.stderr.decode()
