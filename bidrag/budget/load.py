"""From a budget file to the core's budget, or to every reason why not."""

from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from bidrag.budget.building import build
from bidrag.budget.codes import DIRECTORY, MISSING_FILE, NO_PERMISSION, UNREADABLE_FILE, Code
from bidrag.budget.diagnostics import BudgetError, Diagnostic
from bidrag.budget.revisions import revise
from bidrag.budget.rules import check_rules
from bidrag.budget.rules.revisions import fixed_rules
from bidrag.budget.schema import File
from bidrag.budget.source import MAX_BYTES, read_text
from bidrag.budget.tree import Block, read_tree
from bidrag.budget.validate import validate
from bidrag.calculation.budget import Budget
from bidrag.oserrors import reason


def load_budget(path: Path) -> Budget:
    """Reads and checks a budget file.

    Raises `BudgetError` with all diagnostics of the file when anything in it is wrong or unclear.
    """
    return parse_budget(str(path), read_file(path))


class Reading(NamedTuple):
    """A budget file that nothing is wrong with: its text, its tree with places, and the model of it.

    `revised` are the models of the file as each of its revisions makes it.
    """

    text: str
    tree: Block
    model: File
    revised: tuple[File, ...]


def parse_budget(file: str, data: bytes) -> Budget:
    """The budget in a file's bytes; `file` is its path as the user wrote it, for diagnostics.

    Raises `BudgetError` as `load_budget` does.
    """
    reading = read_budget(file, data)
    budget = build(reading.model, Path(file).name, reading.revised)
    return budget._replace(digest=sha256(data).hexdigest())


def read_budget(file: str, data: bytes) -> Reading:
    """The file as it is written, checked like a budget that is computed.

    Raises `BudgetError` as `load_budget` does.
    """
    found: list[Diagnostic] = []
    text = read_text(file, data, found)
    tree = read_tree(file, text, found)
    found.extend(fixed_rules(tree))
    model = validate(tree, found)
    stem = Path(file).stem
    found.extend(check_rules(model, tree, stem))
    revised = revise(model, tree, stem, found)
    if found:
        raise BudgetError(file, found, text.split("\n"))
    return Reading(text, tree, model, tuple(revised))


def read_file(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The file's bytes, at most one more than the limit: enough to see that it is too large.

    Raises `BudgetError` (B001-B003, B046) where it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError:
        help_text = "kontrollera sökvägen, eller skriv ett år med fyra siffror"
        raise _error(path, MISSING_FILE, "filen finns inte", help_text) from None
    except IsADirectoryError:
        help_text = "ange en fil i mappen, eller --budgets med mappen och året"
        raise _error(path, DIRECTORY, "det här är en mapp", help_text) from None
    except PermissionError:
        help_text = "be filens ägare om läsbehörighet"
        raise _error(path, NO_PERMISSION, "filen får inte läsas", help_text) from None
    except OSError as error:
        help_text = "kontrollera sökvägen och disken"
        message = f"filen går inte att läsa: {reason(error)}"
        raise _error(path, UNREADABLE_FILE, message, help_text) from None


def _error(path: Path, code: Code, message: str, help_text: str) -> BudgetError:
    return BudgetError(str(path), [Diagnostic(code, message, help_text)], [])
