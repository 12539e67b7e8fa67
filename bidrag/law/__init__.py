"""What the law fixes: school forms, their statutory cost items, and the dated schablon rates.

Every number has a paragraph, the day from which it holds and the day on which somebody last read
the paragraph. The statutes are skollagen (2010:800), skolförordningen (2011:185) 14 kap. and
gymnasieförordningen (2010:2039) 13 kap.
"""

from bidrag.law.forms import (
    BESIDE_ITEM,
    FORMER_NAMES,
    FORMS,
    OTHER_ITEM,
    PREMISES_ITEM,
    Form,
    Item,
    own_form,
)
from bidrag.law.rates import Rate, rate
from bidrag.law.recipients import (
    FEE_COLLECTOR,
    INDEPENDENT,
    OTHER_MUNICIPALITY,
    OWN_UNIT,
    RECIPIENTS,
    Recipient,
)
from bidrag.law.statutes import Paragraph, combined

__all__ = [
    "BESIDE_ITEM",
    "FEE_COLLECTOR",
    "FORMER_NAMES",
    "FORMS",
    "INDEPENDENT",
    "OTHER_ITEM",
    "OTHER_MUNICIPALITY",
    "OWN_UNIT",
    "PREMISES_ITEM",
    "RECIPIENTS",
    "Form",
    "Item",
    "Paragraph",
    "Rate",
    "Recipient",
    "combined",
    "own_form",
    "rate",
]
