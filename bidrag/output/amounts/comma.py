"""CSV (RFC 4180, UTF-8): the format of decided amounts, of output and of last year's table."""

import csv
from fractions import Fraction
from io import StringIO

from bidrag.calculation.formula import Term
from bidrag.calculation.period import KRONA
from bidrag.calculation.records import records
from bidrag.calculation.stated import KEY, PRICES, Measure
from bidrag.calculation.tables import Calculation
from bidrag.rounding import machine


def write_csv(calculation: Calculation) -> str:
    """One line for each row and group, in whole kronor; empty where there is no amount.

    Prices that the municipality prints with ören have two decimals.

    Only amounts per year have the column `per_enhet_kr`; another period names itself, so that a
    month's amounts are never taken for a year's.
    """
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([*KEY, Measure.BUDGET, PRICES[calculation.period]])
    for table in calculation.printed:
        for each in records(table):
            key = (table.activity, table.provider, each.group, each.key)
            writer.writerow([*key, _text(each.budget, KRONA), _text(each.price, calculation.unit)])
    return text.getvalue()


def _text(term: Term | None, unit: Fraction) -> str:
    return "" if term is None else machine(term, unit)
