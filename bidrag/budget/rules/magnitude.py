"""Numbers that may be percentages or not: a percent sign left out makes them a hundred times too large."""

from collections.abc import Iterator, Mapping

from bidrag.budget.codes import AMBIGUOUS_NUMBER, OUT_OF_RANGE
from bidrag.budget.diagnostics import Diagnostic
from bidrag.budget.scalars import Figure
from bidrag.budget.tree import Word
from bidrag.numerals import decimal

WHOLE = 2
"""From here a number among percentages is one of them: 1 beside 75 % may be all of it, 50 is 50 %."""
NO_PART = 10
"""A factor says how large a part of the price or the weight is the group's: nobody's is ten times it."""


def factor_size_rules(factors: Mapping[Word, Figure]) -> Iterator[Diagnostic]:
    """That no factor is so large that its percent sign must be missing."""
    told = list(percent_rules(factors))
    yield from told
    places = {each.place for each in told}
    for word, factor in factors.items():
        if factor.value >= NO_PART and factor.place not in places:
            times = decimal(factor.value)
            message = f"faktorn för {word} är {times}: {times} gånger priset eller vikten"
            help_text = f"en faktor är mindre än {NO_PART}"
            if not factor.percent:
                help_text = f"skriv {times} %; {help_text}"
            yield Diagnostic(OUT_OF_RANGE, message, help_text, factor.place)


def percent_rules(numbers: Mapping[Word, Figure]) -> Iterator[Diagnostic]:
    """That no number of a block that has percentages is one with its sign left out."""
    if not any(number.percent for number in numbers.values()):
        return
    for number in numbers.values():
        if not number.percent and abs(number.value) >= WHOLE:
            written = decimal(number.value)
            message = f"{written} står utan procenttecken bland procentsatser"
            help_text = f"skriv {written} %; utan tecknet är det {decimal(number.value * 100)} %"
            yield Diagnostic(AMBIGUOUS_NUMBER, message, help_text, number.place)
