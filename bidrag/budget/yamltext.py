"""Texts and numbers as they are written in a budget file: what `tree` and `numbers` read back."""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from bidrag.budget.source import FORBIDDEN
from bidrag.numerals import NBSP, decimal

# What a plain scalar may not begin with, hold, or end with; a scalar is never anything but text, so
# words and numbers need no quotes.
_NOT_PLAIN = re.compile(r"^$|^[\s\-?:,\[\]{}#&*!|>'\"%@`]|^\.\.\.|:\s|\s#|[\s:]$")
_MISREAD_DECIMALS = len("000")
STEP = "  "
"""The indent of one level."""


def scalar(text: str) -> str:
    """The text as a key or a value on one line of a block, within quotes only when it needs them.

    Raises `ValueError` for a text with a line break or another character that no budget file has.
    """
    if not is_writable(text):
        raise ValueError(f"not in a budget file: {text!r}")
    return "'" + text.replace("'", "''") + "'" if _NOT_PLAIN.search(text) else text


def is_writable(text: str) -> bool:
    """Whether the text has no line break, and no other character that no budget file has."""
    return not FORBIDDEN.search(text.replace("\n", "\v"))


def indented(lines: Iterable[str], by: int = 1) -> Iterator[str]:
    """The lines this many levels further in; an empty one stays empty."""
    return (STEP * by + line if line else line for line in lines)


def number(value: Fraction) -> str:
    """The number with a space between thousands and a decimal comma: `187 932 367`, `292,5`.

    Three decimals get a fourth, since `10,993` could be read as thousands. Raises `ValueError` for a
    fraction whose decimals never end.
    """
    text = decimal(value).replace(NBSP, " ")
    if "/" in text:
        raise ValueError(f"not a decimal number: {value}")
    decimals = text.partition(",")[2]
    return text + "0" if len(decimals) == _MISREAD_DECIMALS else text
