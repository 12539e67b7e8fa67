"""The questions that a new municipality's first file is made from, on a terminal or from a pipe."""

import re
import sys
from collections.abc import Callable
from typing import TypeVar

import typer

from bidrag.budget.diagnostics import visible
from bidrag.budget.firstfile import Group, Plan, Planned, faults
from bidrag.budget.scalars import is_year
from bidrag.budget.yamltext import is_writable
from bidrag.cli.telling import tell
from bidrag.law import FORMS, Form
from bidrag.numerals import listed

T = TypeVar("T")


class NotUnderstoodError(Exception):
    """The answer cannot be used; the reason is told before the question is asked again."""


def check_all_used() -> None:
    """Raises `typer.BadParameter` where lines follow on the last answer that does not come from a person."""
    rest = [] if sys.stdin is None or _is_terminal() else sys.stdin.readlines()
    for line in filter(None, map(str.strip, rest)):
        raise typer.BadParameter(
            f"Raden ”{visible(line)}” svarar inte på någon fråga. Ingen fil är skriven."
        )


def check_municipality(name: str) -> None:
    """Raises `typer.BadParameter` for a name that a budget file cannot have."""
    if not name.strip() or not is_writable(name):
        raise typer.BadParameter("--kommun: namnet är tomt eller har ett otillåtet tecken.")


def ask_year(known: list[str]) -> str:
    """The calendar year of the new file; the year after the latest of the `known` if it is not said.

    Raises `EOFError` when there are no more answers.
    """
    default = str(int(known[-1]) + 1) if known else ""

    def _read(answer: str) -> str:
        year = answer or default
        if not is_year(year):
            raise NotUnderstoodError("Skriv kalenderåret med fyra siffror, till exempel 2025.")
        return year

    return _ask("Kalenderår som beloppen gäller" + (f" [{default}]" if default else ""), _read)


def ask_plan(municipality: str, year: str) -> Plan:
    """What the file of that year is to be about.

    Raises `EOFError` when there are no more answers, and `typer.BadParameter` for a year without law.
    """
    empty = Plan(municipality.strip(), year, "", (Planned(next(iter(FORMS.values()))),))
    for fault in faults(empty):
        raise typer.BadParameter(f"{fault.message}. {fault.help}.")
    committee = _ask("Nämnd som beslutar (tomt om den inte ska stå i filen)", str)
    tell("Verksamheter:\n")
    for number, key in enumerate(FORMS, 1):
        tell(f"  {number}  {key}\n")
    forms = _ask("Vilka? Nummer eller namn, med komma mellan", _forms)
    plan = empty._replace(committee=committee)
    return plan._replace(activities=tuple(_planned(plan, form) for form in forms))


def _planned(plan: Plan, form: Form) -> Planned:
    def _groups(answer: str) -> Planned:
        planned = Planned(form, _dimensions(answer))
        for fault in faults(plan._replace(activities=(planned,))):
            raise NotUnderstoodError(f"{fault.message}: {fault.help}.")
        return planned

    groups = "grupper med eget belopp, till exempel 1-3, 4-6, 7-9"
    others = "med rubrik: 1-3: åk 1–3; två indelningar: 1-2 år, 3-5 år x heltid, deltid; "
    others += "tomt: samma för alla"
    planned = _ask(f"{form.key}: {groups} ({others})", _groups)
    numbers = f"1 (budget) om budget och antal, 2 (priser) om färdiga priser per {form.unit}"
    priced = _choice(("1", "budget"), ("2", "priser"))
    planned = planned._replace(priced=_ask(f"{form.key}: {numbers}", priced))
    if not form.fee:
        return planned
    fee = "tar de fristående huvudmännen ut avgiften själva (ja eller nej)"
    return planned._replace(fee=_ask(f"{form.key}: {fee}", _choice(("nej",), ("ja",))))


def _dimensions(answer: str) -> tuple[tuple[Group, ...], ...]:
    """The groups as they are answered: the values of one dimension, or of two with an x between."""
    dimensions = re.split(r"(?:^|\s+)[x×](?:\s+|$)", answer) if answer else []
    return tuple(tuple(map(_group, each.split(","))) for each in dimensions)


def _group(answer: str) -> Group:
    """A key that is printed as it is, or a key and how it is printed, as in `1-3: åk 1–3`."""
    key, *label = re.split(r":(?:\s+|$)", answer.strip(), maxsplit=1)
    if label == [""]:
        raise NotUnderstoodError(f"”{answer.strip()}” har ingen rubrik efter kolonet.")
    return Group(key.strip(), *label) if label else Group(key, key)


def _forms(answer: str) -> list[Form]:
    numbered = {str(number): form for number, form in enumerate(FORMS.values(), 1)}
    known = numbered | FORMS
    named = [each.strip() for each in answer.split(",")]
    for each in named:
        if each not in known:
            raise NotUnderstoodError(f"”{each}” är ingen av dem. Skriv till exempel 1, 4.")
    return list(dict.fromkeys(known[each] for each in named))


def _choice(no: tuple[str, ...], yes: tuple[str, ...]) -> Callable[[str], bool]:
    def _read(answer: str) -> bool:
        if answer.lower() not in (*no, *yes):
            raise NotUnderstoodError(f"Svara {listed([*no, *yes], 'eller')}.")
        return answer.lower() in yes

    return _read


def _ask(question: str, read: Callable[[str], T]) -> T:
    """The answer as it is read; a person is asked again for as long as it is not understood.

    The next line of a pipe answers the next question, so there `typer.BadParameter` is raised.
    """
    while True:
        tell(f"{question}: ")
        answer = _answer()
        try:
            return read(_writable(answer))
        except NotUnderstoodError as error:
            if not _is_terminal():
                tell("\n")
                raise typer.BadParameter(
                    f"Svaret ”{visible(answer)}” på frågan ”{question}” går inte att använda. {error} "
                    "Ingen fil är skriven."
                ) from None
            tell(f"  {error}\n")


def _answer() -> str:
    line = "" if sys.stdin is None else sys.stdin.readline()
    if not line:
        raise EOFError
    return line.strip()


def _writable(answer: str) -> str:
    if not is_writable(answer):
        raise NotUnderstoodError("Svaret har ett tecken som inte går att skriva i filen.")
    return answer


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
