"""Paragraphs, and the few that rules outside the form tables rest on."""

from collections.abc import Iterable
from typing import NamedTuple

SKOLLAGEN = "skollagen (2010:800)"
SKOLFÖRORDNINGEN = "skolförordningen (2011:185)"
GYMNASIEFÖRORDNINGEN = "gymnasieförordningen (2010:2039)"


class Paragraph(NamedTuple):
    """A place in a statute, for instance skolförordningen (2011:185) 14 kap. 4 § 5."""

    statute: str
    place: str

    def __str__(self) -> str:
        return f"{self.statute} {self.place}"


def combined(paragraphs: Iterable[Paragraph | None]) -> Paragraph | None:
    """Several places in one statute as one, for instance 9 kap. 20 § och 10 kap. 38 §; None of none."""
    known = [each for each in paragraphs if each]
    return (
        Paragraph(known[0].statute, " och ".join(each.place for each in known)) if known else None
    )


# Lokalkostnader: the municipality's average, or the provider's actual cost for särskilda skäl.
PREMISES = Paragraph(SKOLFÖRORDNINGEN, "14 kap. 6 §")
GYMNASIUM_PREMISES = Paragraph(GYMNASIEFÖRORDNINGEN, "13 kap. 5 §")
# Bidraget is paid with one twelfth a month. Of gymnasieförordningen no paragraph has been read that
# says it, nor what may be changed during the year, only that 13 kap. is on bidrag.
MONTHLY_PAYMENT = {
    SKOLFÖRORDNINGEN: Paragraph(SKOLFÖRORDNINGEN, "14 kap. 11 §"),
    GYMNASIEFÖRORDNINGEN: Paragraph(GYMNASIEFÖRORDNINGEN, "13 kap."),
}
# What is added for the own activity during the year is added for others; what is cut, is for the rest.
CHANGE_DURING_YEAR = {
    SKOLFÖRORDNINGEN: Paragraph(SKOLFÖRORDNINGEN, "14 kap. 2 §"),
    GYMNASIEFÖRORDNINGEN: Paragraph(GYMNASIEFÖRORDNINGEN, "13 kap."),
}
