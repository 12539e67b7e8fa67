"""The catalogue of errors: what provokes each code, and README.md, the page that shows it.

Run `python -m tests.errors.catalogue` in the repository to write the page anew.
"""

import errno
import re
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from bidrag.budget import codes
from bidrag.budget.codes import CODES, Code
from bidrag.budget.decided import load_amounts
from bidrag.budget.diagnostics import BudgetError
from bidrag.budget.load import load_budget, parse_budget
from bidrag.budget.source import MAX_BYTES
from bidrag.cli.locate import budget_path
from bidrag.imports.load import Wanted, load_table
from bidrag.law.checks import LEGAL, Check
from bidrag.review.findings.decision import DECISION
from bidrag.review.findings.sums import SUMS

FOLDER = Path(__file__).parent
PAGE = FOLDER / "README.md"
WRITE = "python -m tests.errors.catalogue"
INTRO = f"""\
# Felkatalog

Alla fel som en budgetfil, en fil med belopp eller en inläst tabell kan ge: varför filen inte
godtas, den minsta fil som ger felet och exakt det som skrivs. En fil med flera fel ger alla på en
gång, i filens ordning.

Sidan är genererad och ändras inte för hand: `{WRITE}` skriver om den.
"""


CHECKS = """\
## Kontrollerna i bidrag check

Vad varje kontroll visar när den inte hittar något, och vad den vilar på. En kontroll K kan besvaras
med ett skäl under `svar:`, där den hör hemma: i filen (K08 och K27), hos en huvudmans verksamhet
(K09, K13 och K29) eller i verksamheten.

| kod | visar att | grund |
|---|---|---|"""
# Of `bidrag import`, about the file as a whole.
TABLES = (codes.NOT_A_TABLE, codes.TABLE_COLUMNS)
ALL_CHECKS = (*SUMS, *DECISION, *LEGAL)


class Case(NamedTuple):
    """What provokes one code: `attempt` fails with it when the current folder is the catalogue's.

    `file` is the minimal file, for a code that the content of a file can give; for one about the file
    itself, `words` tell what happened. `arguments` are those of `bidrag compute` that show the error.
    """

    code: Code
    attempt: Callable[[], object]
    file: str = ""
    words: str = ""
    arguments: tuple[str, ...] = ()


def cases() -> list[Case]:
    """One case for each code, in the order of the codes."""
    others = {case.code: case for case in _cases_without_file()}
    return [others.get(code) or _case_with_file(code) for code in CODES]


def provoke(case: Case) -> BudgetError:
    """The error of the case, its path as it was written in the catalogue's folder."""
    with chdir(FOLDER):
        try:
            case.attempt()
        except BudgetError as error:
            return error
    raise AssertionError(f"{case.code.id}: no error")


def _case_with_file(code: Code) -> Case:
    # The one code that depends on the file's name as well as on what it contains.
    file = "B038/2023.yaml" if code is codes.WRONG_YEAR else f"{code.id}{_ending(code)}"
    if code in TABLES:
        return Case(code, lambda: load_table(Path(file), Wanted(None, "", "")), file)
    if not file.endswith(".yaml"):
        return Case(code, lambda: load_amounts(Path(file)), file)
    return Case(code, lambda: load_budget(Path(file)), file, arguments=(file,))


def _ending(code: Code) -> str:
    if code in (codes.AMOUNT_COLUMNS, codes.AMOUNT_FIELDS, codes.NO_AMOUNT, *TABLES):
        return ".csv"
    return ".json" if code is codes.NOT_AMOUNTS else ".yaml"


def _cases_without_file() -> list[Case]:
    return [
        Case(
            codes.MISSING_FILE,
            lambda: load_budget(budget_path("2024", Path("B038"))),
            words="Mappen `B038` har en budgetfil för 2023, men ingen för 2024.",
            arguments=("2024", "--budgets", "B038"),
        ),
        Case(
            codes.DIRECTORY,
            lambda: load_budget(Path("B038")),
            words="`B038` är en mapp.",
            arguments=("B038",),
        ),
        Case(
            codes.NO_PERMISSION,
            lambda: _refused("B003.yaml", errno.EACCES),
            words="Filen finns, men den som kör programmet får inte läsa den.",
        ),
        Case(
            codes.TOO_LARGE,
            lambda: parse_budget("B004.yaml", bytes(MAX_BYTES + 1)),
            words="Filen är en byte större än 1 MiB.",
        ),
        Case(
            codes.UNREADABLE_FILE,
            lambda: _refused("B046.yaml", errno.EIO),
            words="Disken är trasig (felkod 5, EIO).",
        ),
    ]


def _refused(file: str, number: int) -> object:
    """Loads a file that the operating system refuses to read, with this error number."""
    with patch.object(Path, "open", side_effect=OSError(number, "refused")):
        return load_budget(Path(file))


def page() -> str:
    """The whole of README.md."""
    known = cases()
    contents = "\n".join(f"- [{_heading(case)}](#{_anchor(_heading(case))})" for case in known)
    return "\n".join(
        [INTRO, f"{contents}\n", *map(_section, known), CHECKS, *map(_check, ALL_CHECKS)]
    )


def _check(check: Check) -> str:
    return f"| {check.code} | {check.title} | {check.source} |"


def _section(case: Case) -> str:
    parts = [f"## {_heading(case)}", case.code.why, *_how(case), _text(case)]
    return "\n\n".join(parts) + "\n"


def _heading(case: Case) -> str:
    return f"{case.code.id} {case.code.title}"


def _anchor(heading: str) -> str:
    """The name that GitHub and GitLab give a heading, for links to it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _how(case: Case) -> list[str]:
    """What gives the error: the file, or words and the command."""
    if case.file:
        return [_contents(case.file)]
    command = " ".join(["bidrag", "compute", *case.arguments])
    return [case.words, *([_fenced("console", f"$ {command}\n")] if case.arguments else [])]


def _contents(file: str) -> str:
    text = (FOLDER / file).read_bytes().decode("utf-8", "replace")
    language = Path(file).suffix.removeprefix(".")
    return _fenced(language, text) if text else f"`{file}` är en fil på 0 byte."


def _text(case: Case) -> str:
    return _fenced("text", provoke(case).render())


def _fenced(language: str, text: str) -> str:
    return f"```{language}\n{text}```"


if __name__ == "__main__":
    PAGE.write_bytes(page().encode())
