"""Paragraphs, and the few that rules outside the form tables rest on."""

from typing import NamedTuple

SKOLLAGEN = "skollagen (2010:800)"
SKOLFÖRORDNINGEN = "skolförordningen (2011:185)"


class Paragraph(NamedTuple):
    """A place in a statute, for instance skolförordningen (2011:185) 14 kap. 4 § 5."""

    statute: str
    place: str

    def __str__(self) -> str:
        return f"{self.statute} {self.place}"


def combined(paragraphs: list[Paragraph]) -> Paragraph:
    """Several places in one statute as one, for instance 9 kap. 20 § och 10 kap. 38 §."""
    return Paragraph(paragraphs[0].statute, " och ".join(each.place for each in paragraphs))


# Lokalkostnader: the municipality's average, or the provider's actual cost for särskilda skäl.
PREMISES = Paragraph(SKOLFÖRORDNINGEN, "14 kap. 6 §")
# Bidraget is paid with one twelfth a month.
MONTHLY_PAYMENT = Paragraph(SKOLFÖRORDNINGEN, "14 kap. 11 §")
