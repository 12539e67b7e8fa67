"""What the law fixes: school forms, their statutory cost items, and the dated schablon rates.

Every number has a paragraph, the day from which it holds and the day on which somebody last read
the paragraph. The statutes are skollagen (2010:800) and skolförordningen (2011:185), 14 kap.
"""

from bidrag.law.forms import FORMER_NAMES, FORMS, Form, Item
from bidrag.law.rates import Rate, rate
from bidrag.law.statutes import MONTHLY_PAYMENT, Paragraph, combined

__all__ = [
    "FORMER_NAMES",
    "FORMS",
    "MONTHLY_PAYMENT",
    "Form",
    "Item",
    "Paragraph",
    "Rate",
    "combined",
    "rate",
]
