"""The school forms: who is funded, by which paragraph, for which cost items, at which rates."""

from typing import NamedTuple

from bidrag.law.rates import (
    ADMINISTRATION_FÖRSKOLA,
    ADMINISTRATION_PEDAGOGISK_OMSORG,
    ADMINISTRATION_SKOLA,
    MOMS,
    Rate,
)
from bidrag.law.statutes import PREMISES, SKOLFÖRORDNINGEN, SKOLLAGEN, Paragraph


class Item(NamedTuple):
    """A statutory cost item (kostnadsslag) and the paragraph that says what it contains."""

    key: str
    paragraph: Paragraph


class Form(NamedTuple):
    """A school form: its unit (barn or elev), statutory items and schablon rates.

    `grundbelopp` and `tilläggsbelopp` are the paragraphs that each rests on.
    """

    key: str
    unit: str
    grundbelopp: Paragraph
    tilläggsbelopp: Paragraph
    items: tuple[Item, ...]
    administration: tuple[Rate, ...]
    moms: tuple[Rate, ...] = MOMS

    @property
    def rules(self) -> tuple[object, ...]:
        """What two forms must share to stand in one table."""
        return self.unit, self.items, self.administration, self.moms


def _item(key: str, place: str) -> Item:
    return Item(key, Paragraph(SKOLFÖRORDNINGEN, place))


_PREMISES = Item("lokalkostnader", PREMISES)
_MEALS = _item("måltider", "14 kap. 4 § 4")
_SCHOOL = (
    _item("undervisning", "14 kap. 4 § 1"),
    _item("lärverktyg", "14 kap. 4 § 2"),
    _item("elevhälsa", "14 kap. 4 § 3"),
    _MEALS,
    _PREMISES,
)
_PRESCHOOL = (
    _item("omsorg och pedagogisk verksamhet", "14 kap. 5 § 1"),
    _item("pedagogiskt material", "14 kap. 5 § 2"),
    _MEALS,
    _PREMISES,
)


def _school(key: str, place: str, beside: str) -> Form:
    return _form(key, "elev", (place, beside), _SCHOOL, ADMINISTRATION_SKOLA)


def _preschool(
    key: str,
    unit: str,
    place: str,
    beside: str,
    rates: tuple[Rate, ...] = ADMINISTRATION_FÖRSKOLA,
) -> Form:
    return _form(key, unit, (place, beside), _PRESCHOOL, rates)


def _form(
    key: str,
    unit: str,
    places: tuple[str, str],
    items: tuple[Item, ...],
    rates: tuple[Rate, ...],
) -> Form:
    within, beside = (Paragraph(SKOLLAGEN, place) for place in places)
    return Form(key, unit, within, beside, items, rates)


PREMISES_ITEM = _PREMISES.key
# A line outside the law's items: for all children (övrigt), or beside the grundbelopp.
OTHER_ITEM = "övrigt"
BESIDE_ITEM = "tilläggsbelopp"

# Before 2 July 2023.
FORMER_NAMES = {"grundsärskola": "anpassad grundskola"}

FORMS = {
    form.key: form
    for form in (
        _preschool("förskola", "barn", "8 kap. 22 §", "8 kap. 23 §"),
        _preschool(
            "pedagogisk omsorg",
            "barn",
            "25 kap. 12 §",
            "25 kap. 13 §",
            ADMINISTRATION_PEDAGOGISK_OMSORG,
        ),
        _school("förskoleklass", "9 kap. 20 §", "9 kap. 21 §"),
        _school("grundskola", "10 kap. 38 §", "10 kap. 39 §"),
        _school("anpassad grundskola", "11 kap. 37 §", "11 kap. 38 §"),
        _preschool("fritidshem", "elev", "14 kap. 16 §", "14 kap. 17 §"),
    )
}
