"""What ledgers call things: school forms, cost items, all groups together, and sums."""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from fractions import Fraction

from bidrag.law import FORMER_NAMES, FORMS, OTHER_ITEM, Form

NEAR = Fraction(85, 100)
"""How alike two words are that are taken for each other: the letters in common among all letters."""

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_PARTS = re.compile(r"/|,|\boch\b")
_SUM = re.compile(r"(del)?summa\b.*|s:a\b.*|total(t|er|summa)?\b.*")
_ALL_GROUPS = {"alla", "alla grupper", "samtliga", "samtliga grupper", "gemensamt", "hela", "total"}
_ALL_GROUPS |= {"totalt"}

_FORMS = {
    "förskola": ("förskoleverksamhet",),
    "pedagogisk omsorg": ("familjedaghem", "dagbarnvårdare", "dagbarnvård"),
    "förskoleklass": ("f-klass", "fskkl"),
    "fritidshem": ("fritids", "skolbarnsomsorg"),
    "anpassad grundskola": ("särskola", "anpassad grsk"),
    "gymnasieskola": ("gymnasium",),
    "anpassad gymnasieskola": ("gymnasiesärskola",),
}
_ITEMS = {
    "undervisning": ("pedagogisk verksamhet", "personal", "pedagogisk personal", "lärare"),
    "lärverktyg": ("läromedel", "läromedel och utrustning", "lärverktyg och utrustning"),
    "elevhälsa": ("skolhälsovård", "elevhälsovård", "elevvård"),
    "omsorg och pedagogisk verksamhet": (
        "pedagogisk verksamhet",
        "personal",
        "pedagogisk personal",
        "omsorg",
    ),
    "pedagogiskt material": ("pedagogiskt material och utrustning", "material", "läromedel"),
    "måltider": ("mat", "kost", "skolmåltider", "skolmat", "måltidskostnader"),
    "lokalkostnader": ("lokaler", "lokal", "hyra", "hyror", "internhyra", "lokalhyra"),
    OTHER_ITEM: ("övriga kostnader",),
}


def folded(text: str) -> str:
    """The text as it is compared: case and kinds of dash make no difference."""
    return text.casefold().translate(_DASHES)


def form_of(text: str) -> Form | None:
    """The school form that the text means: its name, a former name, a synonym, or a near spelling."""
    names = {key: key for key in FORMS}
    names |= {old: new for old, new in FORMER_NAMES.items() if new in FORMS}
    names |= _synonyms(FORMS, _FORMS)
    found = _meant(text, names)
    return FORMS[found] if found else None


def item_of(text: str, form: Form) -> str | None:
    """The form's statutory cost item (or `övrigt`) that the text means, or that all its parts mean."""
    keys = [*(item.key for item in form.items), OTHER_ITEM]
    names = {key: key for key in keys} | _synonyms(keys, _ITEMS)
    parts = {_meant(part.strip(), names) for part in _PARTS.split(text)}
    return _meant(text, names) or (parts.pop() if len(parts) == 1 else None)


def is_sum(text: str) -> bool:
    """Whether the text names a sum of other rows."""
    return _SUM.fullmatch(folded(text)) is not None


def is_all_groups(text: str) -> bool:
    """Whether the text stands for all groups together."""
    return folded(text) in _ALL_GROUPS


def _synonyms(keys: Iterable[str], words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {word: key for key in keys for word in words.get(key, ())}


def _meant(text: str, names: Mapping[str, str]) -> str | None:
    """What the text is a name of, else what the nearest name is, if any is near."""
    word = folded(text)
    if word in names:
        return names[word]
    likeness, nearest = max((_likeness(word, name), name) for name in names)
    return names[nearest] if likeness >= NEAR else None


def _likeness(one: str, other: str) -> Fraction:
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return Fraction(2 * sum(block.size for block in blocks), len(one) + len(other))
