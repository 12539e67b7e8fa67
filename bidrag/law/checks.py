"""The legal checks that a budget file can be put to: what each asks, and what the question rests on.

The codes follow the field's list of checkable rules; those that a budget file cannot decide (payout
calendars, settlements at the year's end, the content of an account) are not here.
"""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How serious a finding is: only a fel stops a decision; an upplysning is told when asked for."""

    ERROR = "fel"
    WARNING = "varning"
    NOTE = "upplysning"


class Check(NamedTuple):
    """A named check: its code, what it proves when nothing is found, and what it rests on."""

    code: str
    title: str
    source: str


_SF = "skolförordningen (2011:185)"
_GF = "gymnasieförordningen (2010:2039)"
_SL = "skollagen (2010:800)"

ITEMS = Check(
    "K01",
    "lagens alla kostnadsslag finns med",
    f"{_SL} 8 kap. 22 §, 9 kap. 20 §, 10 kap. 38 §, 11 kap. 37 §, 14 kap. 16 § och 25 kap. 12 §",
)
ELEVHÄLSA = Check(
    "K02",
    "elevhälsa finns bara där den hör hemma",
    f"{_SL} 8 kap. 22 §, 14 kap. 16 § och 25 kap. 12 §",
)
RATES = Check(
    "K03",
    "schablonerna är lagens, och administrationen räknas en gång",
    f"{_SF} 14 kap. 4 § 5–6 och 5 § 3",
)
ADMINISTRATION_BASE = Check(
    "K04",
    "administrationen räknas på alla kostnader, lokaler inräknade",
    f"{_SF} 14 kap. 4 § 5; SKR, Frågor och svar: fristående skolor, bidrag",
)
MOMS_BASE = Check(
    "K05",
    "momsen räknas på hela bidraget och ingår inte i interkommunal ersättning",
    f"{_SF} 14 kap. 4 § 6",
)
FACTOR = Check(
    "K06",
    "bidraget är kostnaderna gånger schablonerna",
    f"{_SF} 14 kap. 4 § 5–6 och 5 § 3",
)
FEE_LAST = Check(
    "K07",
    "avgifter och andra avdrag dras sist, och avgiften från den som tar ut den",
    f"{_SF} 14 kap. 3 §; SKR, Frågor och svar: fristående skolor, bidrag",
)
DECISION_DATE = Check("K08", "beslutet är fattat före årets början", f"{_SF} 14 kap. 1 §")
PAID_MONTHS = Check(
    "K09",
    "ingen revidering sänker en månad som är betald",
    f"{_SF} 14 kap. 2 §; SKR, Frågor och svar: fristående skolor, bidrag",
)
OWN_ROWS = Check("K10", "varje kostnadsslag redovisas för sig", f"{_SF} 14 kap. 10 §")
AMORTISATION = Check("K12", "lokalkostnaderna innehåller ingen amortering", f"{_SF} 14 kap. 4 § 7")
ACTUAL_PREMISES = Check(
    "K13", "ersatt lokalkostnad är högst huvudmannens faktiska", f"{_SF} 14 kap. 6 §"
)
FRAME = Check("K14", "raderna summerar till nämndens budgetram", f"{_SF} 14 kap. 1 §")
COUNT_BASIS = Check("K15", "det framgår vad antalet bygger på", f"{_SF} 14 kap. 1 §")
OUTSIDE = Check(
    "K16",
    "tilläggsbelopp, modersmål, lovskola och skolskjuts ligger utanför grundbeloppet",
    f"{_SL} 10 kap. 39–40 §§; {_SF} 14 kap. 8 §",
)
STATE_GRANTS = Check(
    "K17",
    "riktade statsbidrag finansierar ingen rad",
    "SKR, Frågor och svar: fristående skolor, bidrag",
)
MONTHS = Check("K21", "tolv månader är exakt ett år", f"{_SF} 14 kap. 11 §")
MONTHS_OF_LAW = 12
"""With how many payments a year bidraget is paid (skolförordningen 14 kap. 11 §)."""
EXTRA_COSTS = Check(
    "K25",
    "inget avdrag görs som saknar stöd, såsom merkostnadsavdrag",
    f"{_SF} 14 kap. 3 §; riksdagen avslog merkostnadsavdraget 2022 (bet. 2021/22:UbU32)",
)
VERIFIED = Check(
    "K27",
    "årets schabloner är kontrollerade mot lagtexten",
    f"{_SF} 14 kap. 4–5 §§; {_GF} 13 kap. 3 §",
)
EVERY_PRICE = Check(
    "K28",
    "varje kostnadsrad ingår i varje mottagares pris",
    f"{_SL} 8 kap. 17 och 22 §§, 9 kap. 20 §, 10 kap. 34 och 38 §§, 11 kap. 33 och 37 §§, "
    "14 kap. 16 § och 25 kap. 12 § (efter samma grunder)",
)
PLAUSIBLE = Check(
    "K29",
    "inget belopp per barn eller elev är orimligt stort eller litet",
    "ingen plats kostar två miljoner kronor om året, och ett av lagens kostnadsslag för mindre än "
    "hundra kronor är inte en krona om skoldagen: budget och pris är troligen förväxlade",
)
UNIT_COUNTS = Check(
    "K30",
    "enheterna i ett socioekonomiskt tillägg har tillsammans verksamhetens antal",
    "potten är till för samma barn och elever som verksamheten räknar med",
)

FILE_CHECKS = (DECISION_DATE, VERIFIED)
"""Checks of the file as a whole, answered there."""

PROVIDER_CHECKS = (PAID_MONTHS, ACTUAL_PREMISES, PLAUSIBLE)
"""Checks of what one provider gets, answered with that provider."""

LEGAL = (
    ITEMS,
    ELEVHÄLSA,
    RATES,
    ADMINISTRATION_BASE,
    MOMS_BASE,
    FACTOR,
    FEE_LAST,
    DECISION_DATE,
    PAID_MONTHS,
    OWN_ROWS,
    AMORTISATION,
    ACTUAL_PREMISES,
    FRAME,
    COUNT_BASIS,
    OUTSIDE,
    STATE_GRANTS,
    MONTHS,
    EXTRA_COSTS,
    VERIFIED,
    EVERY_PRICE,
    PLAUSIBLE,
    UNIT_COUNTS,
)

ACTIVITY_CHECKS = tuple(each for each in LEGAL if each not in (*FILE_CHECKS, ACTUAL_PREMISES))
"""Checks of an activity, answered there."""
