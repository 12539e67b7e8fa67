"""What an explanation says: each part's words and numbers, the heading and the notes."""

from fractions import Fraction
from typing import NamedTuple

from bidrag.calculation import Calculation
from bidrag.calculation.formula import Given, Term, decided_with_others
from bidrag.calculation.period import KRONA, ÖRE, Coin, Period, Rounding
from bidrag.numerals import first_upper, listed
from bidrag.output.formula import formula_text, source_text
from bidrag.output.wording import calculation_title, sentence, table_title, who
from bidrag.review.explanation.explain import Answer, Entry, Explanation, Listing, Part, Telling
from bidrag.rounding import kronor_and_ören, printed, quantity

KRONOR = "kr"
PERIODS = [period.value for period in Period]
EXACT_NOTE = "Allt är beräknat exakt{}."
UNLESS_SAID = ", om inte formeln säger att något är avrundat"
PRINTED_NOTE = (
    "Belopp visas i hela kronor, halva kronor uppåt, och inom parentes med två decimaler{}."
)
IN_ÖREN = "; belopp per elev eller barn visas för {} i hela ören, halva ören uppåt"
NUMBERS_NOTE = (
    "I formlerna är tal med fler än fyra decimaler avrundade till två, tal utan enhet till fyra."
)
TOGETHER_NOTE = (
    "Enheternas belopp per år beslutas i hela kronor som summerar till potten. Ett sådant belopp kan "
    "därför ligga upp till en krona från det exakta, som står inom parentes."
)
PERIODS_NOTE = "Belopp per elev eller barn förklaras även per {}: lägg till {} sist i adressen."


class Said(NamedTuple):
    """A part in words: what it is called, what is said of it, and what it rests on (may be empty)."""

    label: str
    statement: str
    basis: str


def said(part: Part, rounding: Rounding) -> Said:
    """The part's label, value and formula; only its value where it has been told above."""
    label, value = label_text(part.term), value_text(part.term, rounding)
    is_input = isinstance(part.term, Given)
    if part.telling is Telling.ABOVE:
        return Said(label, f"{value}, {'se' if is_input else 'förklaras'} ovan", "")
    if is_input:
        return Said(label, value, source_text(part.term))
    return Said(label, f"{value} = {formula_text(part.term)}", source_text(part.term))


def label_text(term: Term) -> str:
    """What the term is called, with its group."""
    return first_upper(term.label)


def value_text(term: Term, rounding: Rounding) -> str:
    """The value with its unit: whole kronor, and two decimals in parentheses where that rounds.

    A price for a period that the municipality prints with ören has its decimals at once.
    """
    text = amount_text(term, rounding)
    exact = term.value.denominator == 1 or unit_of(term, rounding) == ÖRE
    return text if exact or not is_kronor(term) else f"{text} ({kronor_and_ören(term.value)})"


def amount_text(term: Term, rounding: Rounding) -> str:
    """The value with its unit, an amount of money as it is printed."""
    if not is_kronor(term):
        return quantity(term.value, term.unit)
    return f"{printed(term, unit_of(term, rounding))}\N{NO-BREAK SPACE}{term.unit}"


def unit_of(term: Term, rounding: Rounding) -> Fraction:
    """The unit (kr) that an amount is printed in: a price in its period's, a total in kronor."""
    return rounding.unit(_period(term)) if is_price(term) else KRONA


def _period(term: Term) -> Period:
    """The period that a price is for, which its unit ends with where that is not the year."""
    name = term.unit.rpartition(" och ")[2]
    return Period(name) if name in PERIODS else Period.YEAR


def is_kronor(term: Term) -> bool:
    """Whether the term is an amount of money: kr, kr per elev, kr per barn och månad."""
    return term.unit.split(" ")[0] == KRONOR


def is_price(term: Term) -> bool:
    """Whether the term is kr per elev or barn, which there is for other periods too."""
    return term.unit.startswith(f"{KRONOR} per ")


def deeper_text(explanation: Explanation) -> str:
    """How to see what lies deeper than what was asked for."""
    return f"… djupare: --djup {(explanation.limit or 0) + 1}"


def heading(answer: Answer) -> list[str]:
    """Whose amounts, and which: the table and address of one, or the part of an address."""
    whose = _whose(answer.calculation)
    if isinstance(answer, Explanation):
        title = table_title(answer.calculation, answer.target.table)
        return [*whose, title, answer.target.address]
    return [*whose, f"Under {answer.folder}" if answer.folder else "Verksamheter och huvudmän"]


def without_amount(explanation: Explanation) -> Said:
    """Why there is no amount: the group is decided individually, or gets none."""
    if reason := explanation.target.individual:
        return Said("Beslutas individuellt", sentence(reason), "")
    one = who(explanation.target.table)
    return Said("Inget belopp", f"{one} får det inte, och i tabellen står ett streck.", "")


def notes(answer: Answer) -> list[str]:
    """What the reader needs to know of the numbers, or how to go on from a listing."""
    return _tree_notes(answer) if isinstance(answer, Explanation) else _listing_notes(answer)


def _tree_notes(explanation: Explanation) -> list[str]:
    found = []
    if explanation.premises_reason:
        premises = explanation.target.table.form.premises
        paragraph = f" ({premises})" if premises else ""
        instead = f"Faktisk lokalkostnad ersätter kommunens genomsnitt{paragraph}."
        reason = sentence(f"Särskilda skäl: {explanation.premises_reason}")
        found.append(f"{instead} {reason}")
    if any(part.term.value.denominator != 1 for part in explanation.parts):
        found.append(_numbers_note(explanation.calculation.rounding))
    if any(decided_with_others(part.term) for part in explanation.parts):
        found.append(TOGETHER_NOTE)
    return found


def _numbers_note(rounding: Rounding) -> str:
    """What is exact, what is printed of it, and what numbers in formulas are."""
    in_ören = [period.value for period in Period if rounding.coin(period) is Coin.ÖRE]
    exact = EXACT_NOTE.format(UNLESS_SAID if rounding.first else "")
    shown = PRINTED_NOTE.format(IN_ÖREN.format(listed(in_ören)) if in_ören else "")
    return f"{exact} {shown} {NUMBERS_NOTE}"


def _listing_notes(listing: Listing) -> list[str]:
    if not listing.folder:
        return ["Skriv någon av dem som ADRESS för att se vad som finns under den."]
    terms = (entry.term for entry in listing.entries)
    if not any(term and is_price(term) for term in terms):
        return []
    names = [period.value for period in listing.periods]
    endings = [f"/{name}" for name in names]
    return [PERIODS_NOTE.format(listed(names), listed(endings, "eller"))]


def entry_text(entry: Entry, rounding: Rounding) -> str:
    """The entry's amount as printed, or what it is in words."""
    return entry.words if entry.term is None else amount_text(entry.term, rounding)


def _whose(calculation: Calculation) -> list[str]:
    lines = [calculation_title(calculation)]
    return [*lines, f"Källa: {calculation.source}"] if calculation.source else lines
