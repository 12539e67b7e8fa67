"""What every rule about an activity needs to know of it, and the ways to say what is wrong."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import NamedTuple

from bidrag.budget.codes import DUPLICATE_KEY, DUPLICATE_NAME, Code
from bidrag.budget.diagnostics import Diagnostic, Place
from bidrag.budget.schema import Activity, File, Hole, Line, Step
from bidrag.budget.tree import Block, Word, walk
from bidrag.calculation.legal import LABELS
from bidrag.law import FORMS, PREMISES_ITEM, Form, own_form
from bidrag.numerals import first_upper


class Scope(NamedTuple):
    """An activity in its file."""

    file: File
    tree: Block
    key: Word
    activity: Activity

    @property
    def forms(self) -> list[Form]:
        """The activity's school forms, those that the law knows or the file describes."""
        return forms_of(self.activity)

    @property
    def priced(self) -> list[Word]:
        """The groups that have prices: all that are not decided individually."""
        return [group for group in self.activity.groups if group not in self.activity.individual]

    @property
    def premises_lines(self) -> list[Word]:
        """The names of the cost lines that are lokalkostnader and nothing else."""
        lines = self.activity.lines.items()
        return [name for name, line in lines if items_of(name, line) == [PREMISES_ITEM]]

    def at(self, *keys: str) -> Place:
        """The place of the key at the end of this path below the activity."""
        return place_of(self.tree, "verksamheter", self.key, *keys)

    def is_hole(self, *keys: str) -> bool:
        """Whether what stands there could not be read, and has been reported."""
        return isinstance(walk(self.tree, ("verksamheter", self.key, *keys))[-1], Hole)


def forms_of(activity: Activity) -> list[Form]:
    """The school forms of an activity: the law's, or the one that it describes itself."""
    if own := activity.own_form:
        return [own_form(own.name, own.unit, tuple(own.items))]
    return [FORMS[name] for name in activity.forms or [] if name in FORMS]


MANY = 200
"""More names than this are neither searched for a near one (which is slow) nor listed."""


def items_of(name: Word, line: Line) -> list[Word]:
    """The statutory cost items that a line covers: those it states, else the one that it is named for."""
    return [name] if line.items is None else line.items


def line_label(name: Word, line: Line) -> Word:
    """The printed label of a cost line: the one it states, else its name."""
    return line.label or Word(first_upper(name), name.place)


def step_label(name: Word, step: Step) -> Word:
    """The printed label of a step: the one it states, else the documents' own, else its name."""
    return step.label or Word(LABELS.get(name, first_upper(name)), name.place)


def place_of(tree: Block, *keys: str) -> Place:
    """The place of the last of these keys that is in the file."""
    place, node = Place(1, 1), tree
    for key in keys:
        found = next((word for word in node if word == key), None)
        if found is None:
            break
        place = getattr(found, "place", place)
        value = node[found]
        if not isinstance(value, Block):
            break
        node = value
    return place


def did_you_mean(name: str, known: Iterable[str], all_are: str) -> str:
    """The nearest known name as a question, else all of them."""
    names = list(known)
    if len(names) > MANY:
        return f"namnet finns inte bland {len(names)} {all_are}"
    near = get_close_matches(name, names, n=1)
    return f"menade du `{near[0]}`?" if near else f"{all_are}: {', '.join(names) or 'inga'}"


def unknown(code: Code, what: str, word: Word, known: Iterable[str], all_are: str) -> Diagnostic:
    """A name that refers to nothing, at the place of the name."""
    help_text = did_you_mean(word, known, all_are)
    return Diagnostic(code, f"{what} {word} finns inte", help_text, word.place)


def repeated(what: str, words: list[Word], advice: str = "ta bort den ena") -> Iterator[Diagnostic]:
    """That no word of a list stands there twice."""
    for i, word in enumerate(words):
        if word and word in words[:i]:
            yield Diagnostic(DUPLICATE_KEY, f"{what} {word} står två gånger", advice, word.place)


def same_label(what: str, labels: list[Word], taken: list[str]) -> Iterator[Diagnostic]:
    """That no label is one of those taken, or stands there twice."""
    for i, label in enumerate(labels):
        if label and label in [*taken, *labels[:i]]:
            help_text = "skriv olika namn, så att ingen tar den ena för den andra"
            yield Diagnostic(DUPLICATE_NAME, f"{what} {label}", help_text, label.place)
