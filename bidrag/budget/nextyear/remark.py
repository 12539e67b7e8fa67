"""The comment beside a value that is left to fill in: what it was last year, and what stood there."""

import re
from itertools import takewhile
from typing import NamedTuple

_END = r"(?:; |$)"
_OLD_NUMBER = re.compile(rf"^[0-9]{{4}}: [-\u2212]?[0-9][0-9 \u00a0\u202f]*(?:[.,][0-9]+)?{_END}")
_OLD_NUMBERS = re.compile(rf"^[0-9]{{4}}: [^;]*[0-9]{_END}")
_OLD_TEXT = re.compile(rf'^[0-9]{{4}}: (?:"(?:[^"]|"")*"|(?!")(?:(?!; ).)*){_END}')


class Old(NamedTuple):
    """A value of last year: the keys that it stands under, its text, and whether it is a number."""

    path: tuple[str, ...]
    text: str
    is_number: bool


def kept(old: list[Old], comment: str) -> str:
    """What stays of a line's comment (without its #): all but what it says of an earlier year."""
    return _earlier(old).sub("", comment.strip(), count=1)


def remark(year: str, old: list[Old], more: str) -> str:
    """The new comment of a line, for instance `# 2024: 10 993 000; lika per elev`.

    `more` is what stays of the comment that stands there. Several values of one line are told with
    their keys.
    """
    parts = [f"{year}: {_listed(old)}", *([more] if more else [])]
    return f"# {'; '.join(parts)}"


def _earlier(old: list[Old]) -> re.Pattern[str]:
    """What these values had beside them when they were left open themselves."""
    if not all(each.is_number for each in old):
        return _OLD_TEXT
    return _OLD_NUMBER if len(old) == 1 else _OLD_NUMBERS


def _listed(old: list[Old]) -> str:
    if len(old) == 1:
        return _quoted(old[0].text)
    levels = zip(*(each.path for each in old), strict=False)
    shared = len(list(takewhile(lambda keys: len(set(keys)) == 1, levels)))
    return ", ".join(f"{' '.join(each.path[shared:])} {_quoted(each.text)}" for each in old)


def _quoted(text: str) -> str:
    """The text, within quotes where it could not be told from what follows it."""
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if "; " in text or text[0] == '"' else text
