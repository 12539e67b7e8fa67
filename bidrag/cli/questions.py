"""The questions that a new municipality's first file is made from, on a terminal or from a pipe."""

import re
import sys
from collections.abc import Callable
from typing import TypeVar

import typer

from bidrag.budget.firstfile import Plan, Planned, faults
from bidrag.budget.scalars import is_year
from bidrag.budget.yamltext import is_writable
from bidrag.law import FORMS, Form

T = TypeVar("T")


class NotUnderstoodError(Exception):
    """The answer cannot be used; the reason is told before the question is asked again."""


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
    _tell("Verksamheter:")
    for number, key in enumerate(FORMS, 1):
        _tell(f"  {number}  {key}")
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
    others = "två indelningar: 1-2 år, 3-5 år x heltid, deltid; tomt: samma för alla"
    planned = _ask(f"{form.key}: {groups} ({others})", _groups)
    numbers = f"1 budget och antal, eller 2 färdiga priser per {form.unit}"
    planned = planned._replace(priced=_ask(f"{form.key}: {numbers}", _choice("1", "2")))
    if not form.fee:
        return planned
    fee = "tar de fristående huvudmännen ut avgiften själva (ja eller nej)"
    return planned._replace(fee=_ask(f"{form.key}: {fee}", _choice("nej", "ja")))


def _dimensions(answer: str) -> tuple[tuple[str, ...], ...]:
    """The groups as they are answered: the values of one dimension, or of two with an x between."""
    dimensions = re.split(r"(?:^|\s+)[x×](?:\s+|$)", answer) if answer else []
    return tuple(tuple(map(str.strip, each.split(","))) for each in dimensions)


def _forms(answer: str) -> list[Form]:
    numbered = {str(number): form for number, form in enumerate(FORMS.values(), 1)}
    known = numbered | FORMS
    named = [each.strip() for each in answer.split(",")]
    for each in named:
        if each not in known:
            raise NotUnderstoodError(f"”{each}” är ingen av dem. Skriv till exempel 1, 4.")
    return list(dict.fromkeys(known[each] for each in named))


def _choice(no: str, yes: str) -> Callable[[str], bool]:
    def _read(answer: str) -> bool:
        if answer.lower() not in (no, yes):
            raise NotUnderstoodError(f"Svara {no} eller {yes}.")
        return answer.lower() == yes

    return _read


def _ask(question: str, read: Callable[[str], T]) -> T:
    """The answer as it is read; asked again for as long as it is not understood."""
    while True:
        sys.stderr.write(f"{question}: ")
        sys.stderr.flush()
        try:
            return read(_answer())
        except NotUnderstoodError as error:
            _tell(f"  {error}")


def _answer() -> str:
    line = "" if sys.stdin is None else sys.stdin.readline()
    if not line:
        raise EOFError
    answer = line.strip()
    if not is_writable(answer):
        raise NotUnderstoodError("Svaret har ett tecken som inte går att skriva i filen.")
    return answer


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")
