"""The school forms: who is funded, by which paragraph, for which cost items, at which rates."""

from typing import NamedTuple

from bidrag.law.rates import (
    ADMINISTRATION_FÖRSKOLA,
    ADMINISTRATION_GYMNASIUM,
    ADMINISTRATION_PEDAGOGISK_OMSORG,
    ADMINISTRATION_SKOLA,
    MOMS,
    MOMS_GYMNASIUM,
    Rate,
)
from bidrag.law.statutes import (
    CHANGE_DURING_YEAR,
    GYMNASIEFÖRORDNINGEN,
    GYMNASIUM_PREMISES,
    MONTHLY_PAYMENT,
    PREMISES,
    SKOLFÖRORDNINGEN,
    SKOLLAGEN,
    Paragraph,
)


class Item(NamedTuple):
    """A cost item (kostnadsslag) and the paragraph that says what it contains, None outside the law."""

    key: str
    paragraph: Paragraph | None


class Form(NamedTuple):
    """A school form: its unit (barn or elev), cost items and schablon rates.

    `grundbelopp` and `tilläggsbelopp` are the paragraphs that each rests on. A form of the
    municipality's own has no paragraphs and no rates of the law. `fee` says whether guardians may be
    charged for a place, so that it matters to the price who charges them.
    """

    key: str
    unit: str
    grundbelopp: Paragraph | None
    tilläggsbelopp: Paragraph | None
    items: tuple[Item, ...]
    administration: tuple[Rate, ...]
    moms: tuple[Rate, ...] = MOMS
    fee: bool = False

    @property
    def lawful(self) -> bool:
        """Whether the law knows the form; the municipality's own forms follow their own rules."""
        return self.grundbelopp is not None

    @property
    def premises(self) -> Paragraph | None:
        """The paragraph on lokalkostnader: the average, or the actual cost for särskilda skäl."""
        return next((item.paragraph for item in self.items if item.key == PREMISES_ITEM), None)

    @property
    def payment(self) -> Paragraph | None:
        """The paragraph on payment by the month."""
        return MONTHLY_PAYMENT.get(self._statute)

    @property
    def change(self) -> Paragraph | None:
        """The paragraph on amounts that change during the year."""
        return CHANGE_DURING_YEAR.get(self._statute)

    @property
    def _statute(self) -> str:
        first = self.items[0].paragraph
        return first.statute if first else ""

    @property
    def rules(self) -> tuple[object, ...]:
        """What two forms must share to stand in one table."""
        return self.unit, self.items, self.administration, self.moms


PREMISES_ITEM = "lokalkostnader"


def _item(key: str, place: str, statute: str = SKOLFÖRORDNINGEN) -> Item:
    return Item(key, Paragraph(statute, place))


_PREMISES = Item(PREMISES_ITEM, PREMISES)
_MEALS = _item("måltider", "14 kap. 4 § 4")
_SCHOOL = (
    _item("undervisning", "14 kap. 4 § 1"),
    _item("lärverktyg", "14 kap. 4 § 2"),
    _item("elevhälsa", "14 kap. 4 § 3"),
    _MEALS,
    _PREMISES,
)
_GYMNASIUM = (
    _item("undervisning", "13 kap. 3 § 1", GYMNASIEFÖRORDNINGEN),
    _item("lärverktyg", "13 kap. 3 § 2", GYMNASIEFÖRORDNINGEN),
    _item("elevhälsa", "13 kap. 3 § 3", GYMNASIEFÖRORDNINGEN),
    _item("måltider", "13 kap. 3 § 4", GYMNASIEFÖRORDNINGEN),
    Item(PREMISES_ITEM, GYMNASIUM_PREMISES),
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
    return _form(key, unit, (place, beside), _PRESCHOOL, rates)._replace(fee=True)


def _gymnasium(key: str, place: str, beside: str) -> Form:
    form = _form(key, "elev", (place, beside), _GYMNASIUM, ADMINISTRATION_GYMNASIUM)
    return form._replace(moms=MOMS_GYMNASIUM)


def own_form(key: str, unit: str, items: tuple[str, ...]) -> Form:
    """A form that the law does not know, with the municipality's own cost items."""
    return Form(key, unit, None, None, tuple(Item(item, None) for item in items), (), ())


def _form(
    key: str,
    unit: str,
    places: tuple[str, str],
    items: tuple[Item, ...],
    rates: tuple[Rate, ...],
) -> Form:
    within, beside = (Paragraph(SKOLLAGEN, place) for place in places)
    return Form(key, unit, within, beside, items, rates)


# A line outside the law's items: for all children (övrigt), or beside the grundbelopp.
OTHER_ITEM = "övrigt"
BESIDE_ITEM = "tilläggsbelopp"

# Before 2 July 2023.
FORMER_NAMES = {
    "grundsärskola": "anpassad grundskola",
    "gymnasiesärskola": "anpassad gymnasieskola",
}

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
        _gymnasium("gymnasieskola", "16 kap. 53 §", "16 kap. 54 §"),
        _gymnasium("anpassad gymnasieskola", "19 kap. 46 §", "19 kap. 47 §"),
    )
}
