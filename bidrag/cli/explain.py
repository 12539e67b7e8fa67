"""What `bidrag explain` does: read, calculate, find the address, write."""

import re
import unicodedata
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple, TextIO

import typer

from bidrag.budget.diagnostics import BudgetError
from bidrag.budget.load import load_budget
from bidrag.calculation import Calculation, Period, compute, per_period
from bidrag.calculation.budget import Budget
from bidrag.cli.locate import budget_path
from bidrag.cli.telling import working
from bidrag.cli.write import Format, Output, chosen_format, deliver
from bidrag.review.explanation.addresses import amounts, everything, find, folders, nearest, top
from bidrag.review.explanation.explain import Answer, explain, list_under

FORMATS = (Format.TABLE, Format.MARKDOWN, Format.JSON)
LONGEST = 60


class Request(NamedTuple):
    """What was asked for on the command line, as it was written."""

    year: str
    address: str | None
    depth: str | None
    budgets: str
    output_format: str | None
    output: str | None


def run_explain(request: Request) -> None:
    """Writes the tree behind an amount, or what stands under a part of an address.

    Raises `BudgetError` for a budget that cannot be used and `typer.BadParameter` for a request that
    cannot be met.
    """
    wanted = chosen_format(request.output_format, request.output, FORMATS)
    limit = _limit(request.depth)
    path = budget_path(request.year, Path(request.budgets))
    with working(f"Räknar {path.name}"):
        answer = _answer(load_budget(path), request.address, limit)
    on_screen = partial(_show, answer) if wanted is Format.TABLE else None
    deliver(Output(request.output, (path,)), lambda: _text(answer, wanted), on_screen)


def _show(answer: Answer, file: TextIO, width: int) -> None:
    from bidrag.output.explanation.terminal import print_terminal

    print_terminal(answer, file, width)


def addresses(year: str, budgets: str) -> list[str]:
    """Every address that may be asked for, and the parts of addresses, as a shell completes them."""
    try:
        calculation = compute(load_budget(budget_path(year, Path(budgets))))
    except (BudgetError, OSError, typer.BadParameter):
        return []  # an unfinished command or file is nothing to complain of while it is typed
    index = amounts(calculation)
    return [*top(calculation), *folders(index), *index]


def _limit(depth: str | None) -> int | None:
    if depth is None:
        return None
    if not re.fullmatch("[0-9]{1,9}", depth):
        raise typer.BadParameter(
            f"--djup: {_short(depth) or '(tomt)'} är inte ett helt tal, 0 eller större."
        )
    return int(depth)


def _answer(budget: Budget, address: str | None, limit: int | None) -> Answer:
    calculation = compute(budget)
    if address is None:
        return list_under(calculation, "")
    index = everything(calculation, _by_period(calculation, budget))
    known = [*index, *folders(amounts(calculation))]
    address = unicodedata.normalize("NFC", address).strip().removesuffix("/")
    found = find(address, known)
    if found is None:
        raise typer.BadParameter(_unknown(address, known))
    if found in index:
        return explain(calculation, index[found], limit)
    return list_under(calculation, found)


def _by_period(calculation: Calculation, budget: Budget) -> Iterator[Calculation]:
    periods = (period for period in Period if period is not Period.YEAR)
    return (per_period(calculation, budget, period) for period in periods)


def _unknown(address: str, known: list[str]) -> str:
    if not address:
        return "ADRESS är tom. Utelämna den för att se verksamheter och huvudmän."
    near = " eller ".join(nearest(address, known))
    hint = f"Menade du {near}?" if near else "Utan ADRESS visas verksamheter och huvudmän."
    return f"adressen {_short(address)} finns inte. {hint}"


def _short(text: str) -> str:
    """The text, or how it begins: an error should not fill the screen with what was pasted."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _text(answer: Answer, wanted: Format) -> str:
    match wanted:
        case Format.MARKDOWN:
            from bidrag.output.explanation.markdown import write_markdown as write
        case Format.JSON:
            from bidrag.output.explanation.jsontext import write_json as write
        case _:
            from bidrag.output.explanation.text import write_text as write
    return write(answer)
