"""How many of each period a year has, and how the municipality rounds its prices."""

from datetime import date
from fractions import Fraction
from functools import cache

from bidrag.budget import schema
from bidrag.budget.building.figures import Figures
from bidrag.calculation.budget import Product
from bidrag.calculation.formula import Given, Kind, Origin, Practice
from bidrag.calculation.period import Coin, Period, Rounding
from bidrag.law import Form

Numbers = dict[Period, Given]
PLURAL = {
    Period.TERM: "terminer",
    Period.MONTH: "månader",
    Period.DAY: "dagar",
    Period.HOUR: "timmar",
}


def usual(year: int, form: Form) -> Numbers:
    """What holds where the file says nothing; how many hours a year has, nothing but the file says."""
    terms = Practice("en vårtermin och en hösttermin på året")
    days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return {
        Period.TERM: _usual(Period.TERM, 2, terms),
        Period.MONTH: _usual(Period.MONTH, 12, form.payment or Practice("tolv månader på året")),
        Period.DAY: _usual(Period.DAY, days, Practice("kalenderårets dagar")),
    }


@cache
def _usual(period: Period, number: int, origin: Origin) -> Given:
    """The number as one input, however many forms it is usual for."""
    return Given(_label(period), Fraction(number), PLURAL[period], origin, Kind.DIVISOR)


def _label(period: Period) -> str:
    return f"{PLURAL[period]} per år"


def stated(figures: Figures, periods: schema.Periods | None) -> Numbers:
    """The numbers that stand in the file, in the order of the periods."""
    fields = schema.Periods.model_fields.items()
    found = ((Period(str(field.alias)), getattr(periods, name, None)) for name, field in fields)
    return {
        period: figures.given(_label(period), figure, PLURAL[period], Kind.DIVISOR)
        for period, figure in found
        if figure
    }


def price_for(period: Period, label: str, unit: str) -> tuple[str, str]:
    """The label and the unit of a price that is stated for the period."""
    return (
        (label, unit)
        if period is Period.YEAR
        else (f"{label} per {period}", f"{unit} och {period}")
    )


def times(period: Period, numbers: Numbers) -> Product:
    """What makes a price for the period one for the year: how many a year has of it."""
    return () if period is Period.YEAR else (numbers[period],)


def rounding(printed: schema.Printed | None) -> Rounding:
    """How prices are rounded: whole kronor when they are printed, unless the file says otherwise."""
    if printed is None:
        return Rounding()
    fields = schema.Printed.model_fields.items()
    in_öre = (str(field.alias) for name, field in fields if getattr(printed, name) == Coin.ÖRE)
    return Rounding(
        frozenset(map(Period, in_öre)), Period(printed.first) if printed.first else None
    )
