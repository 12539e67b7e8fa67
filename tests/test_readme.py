"""That README tells the truth: its commands, its example, its pictures and its error."""

import re
from pathlib import Path

import pytest
import yaml

from bidrag import __version__
from bidrag.budget.load import parse_budget
from bidrag.calculation import compute
from bidrag.output.amounts.plain import write_plain
from tests import picture
from tests.conftest import ROOT, Run

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_picture_is_the_real_output(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    drawn = picture.PICTURE.read_text(encoding="utf-8")
    assert drawn == picture.draw(), "run python -m tests.picture"
    assert "url(http" not in drawn


def test_pictures_are_there_and_small() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert len(pictures) == 4
    sizes = {name: (ROOT / name).stat().st_size for name in pictures}
    assert {name: size for name, size in sizes.items() if size > 150_000} == {}


def test_example_is_a_budget() -> None:
    section = README.partition("## The budget file")[2]
    example = section.partition("```yaml\n")[2].partition("```")[0]
    text = write_plain(compute(parse_budget("2024.yaml", example.encode())))
    assert "BIDRAG TILL FRISKOLAN" in text


def test_usage_is_the_commands_own(run: Run) -> None:
    usage = README.partition("## Using it\n\n```\n")[2].partition("```")[0]
    assert run("compute", "--help").stdout.decode().startswith(usage)


def test_explanation_is_the_commands_own(run: Run) -> None:
    shown = README.partition("for another period:\n\n```\n")[2].partition("```")[0]
    done = run("explain", "2024", "grundskola/F-klass/elevhälsa", "--djup", "1")
    assert shown.startswith("Elevhälsa")
    assert shown in done.stdout.decode().replace("\u00a0", " ")


def test_error_is_the_commands_own(run: Run, tmp_path: Path) -> None:
    budgets = tmp_path / "budgets"
    budgets.mkdir()
    text = (ROOT / "budgets" / "2024.yaml").read_text(encoding="utf-8")
    wrong = text.replace("10 993 000", "10,993", 1)
    (budgets / "2024.yaml").write_text(wrong, encoding="utf-8")
    shown = README.partition("line and what to do:\n\n```\n")[2].partition("```")[0]
    assert shown in run("compute", "2024", cwd=tmp_path).stderr.decode()


def test_commands_are_those_that_ci_runs() -> None:
    assert "pip install -e '.[test]' && .venv/bin/pytest" in README
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "install --quiet --disable-pip-version-check -e '.[test]'" in script


def test_ci_installs_the_programs_that_tests_open() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("*.py"))
    wanted = set(re.findall(r'which\("([a-z]+)"\)', tests))
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert wanted
    assert wanted <= set(re.findall("command -v ([a-z]+) ", script))


def test_version_is_the_same_everywhere() -> None:
    publiccode = (ROOT / "publiccode.yml").read_text(encoding="utf-8")
    assert f"softwareVersion: {__version__}\n" in publiccode
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_top_level_holds_only_what_it_should() -> None:
    allowed = {"bidrag", "budgets", "tests", "pyproject.toml", "README.md", "LICENSE"}
    allowed |= {"CHANGELOG.md", "publiccode.yml", "PKG-INFO"}
    assert {path.name for path in ROOT.iterdir() if path.name[0] != "."} <= allowed


def test_finding_is_the_commands_own(run: Run) -> None:
    shown = README.partition("which also lists all that was tried:\n\n```\n")[2].partition("```")[0]
    assert shown
    assert run("check", "2024").stdout.decode().startswith(shown)


@pytest.mark.parametrize("block", README.split("```yaml\n")[1:])
def test_yaml_is_yaml(block: str) -> None:
    assert isinstance(yaml.safe_load(block.partition("```")[0]), dict)


def test_hook_runs_what_readme_says() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert f"- id: {hook['id']}\n" in README
    assert hook["entry"] == "bidrag check"
    assert re.search(hook["files"], "budgets/2024.csv")
    assert not re.search(hook["files"], "README.md")
