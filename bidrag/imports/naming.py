"""Names of a budget file out of the table's own words."""

from bidrag.calculation.legal import LABELS
from bidrag.imports.synonyms import folded, item_of
from bidrag.law import BESIDE_ITEM, FORMS, OTHER_ITEM, Form


def key_of(text: str) -> str:
    """The text as a key: a slash, which parts an address, becomes a hyphen."""
    return "-".join(part.strip() for part in text.split("/"))


def line_name(text: str) -> str:
    """The name of a cost line: as the law writes it, else the text with a small first letter."""
    word = folded(text)
    items = {item.key for form in FORMS.values() for item in form.items}
    return word if word in items | {OTHER_ITEM, BESIDE_ITEM} else activity_name(text)


def activity_name(text: str) -> str:
    """The text as a key with a small first letter, unless it is an abbreviation such as IT."""
    key = key_of(text)
    return key[:1].lower() + key[1:] if key[1:2].islower() else key


def interpreted(name: str, text: str, form: Form | None) -> str | None:
    """The item that a line of this name must state: None where the name says it; "" where it is unknown.

    Without a form there is nothing to interpret by.
    """
    if form is None or name in {*(item.key for item in form.items), OTHER_ITEM, BESIDE_ITEM}:
        return None
    return "" if name in LABELS else item_of(text, form) or ""


def activity_id(text: str) -> str:
    """What is the same for all ways to write one verksamhet in the table."""
    return folded(activity_name(text))


def group_id(text: str) -> str:
    """What is the same for all ways to write one group in the table."""
    return folded(key_of(text))


def line_id(text: str) -> str:
    """What is the same for all ways to write one cost line in the table."""
    return folded(line_name(text))
