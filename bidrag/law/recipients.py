"""Whom a municipality pays for a child: what the law gives each of them, and what it does not."""

from typing import NamedTuple


class Recipient(NamedTuple):
    """Somebody who is paid for a child.

    An `independent` one is an enskild huvudman, whose price contains compensation for moms
    (skolförordningen 14 kap. 4 § 6); a municipality gets it back from the state. One that
    `collects_fee` takes the fee from the guardians itself, and has it deducted (14 kap. 3 §).
    """

    name: str
    independent: bool
    collects_fee: bool = False


OWN_UNIT = Recipient("kommunal enhet", independent=False)
OTHER_MUNICIPALITY = Recipient("annan kommun", independent=False)
INDEPENDENT = Recipient("fristående", independent=True)
FEE_COLLECTOR = Recipient("fristående som tar ut avgiften", independent=True, collects_fee=True)

RECIPIENTS = {
    each.name: each for each in (OWN_UNIT, OTHER_MUNICIPALITY, INDEPENDENT, FEE_COLLECTOR)
}
