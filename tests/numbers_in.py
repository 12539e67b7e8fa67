"""The numbers of a budget file as they stand in its text, and the ways to get one wrong."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_NUMBER = re.compile(r"(?<=: )[0-9]+(?: [0-9]{3})*(?:,[0-9]+)?(?=\s*(?:#|$))", re.MULTILINE)


class Number(NamedTuple):
    """A number of a text: where it stands, counted in characters, and how it is written."""

    start: int
    text: str

    def replaced(self, whole: str, text: str) -> str:
        """The whole text with this number written otherwise."""
        return whole[: self.start] + text + whole[self.start + len(self.text) :]

    def line(self, whole: str) -> int:
        """The line that the number stands on, counted from 1."""
        return whole.count("\n", 0, self.start) + 1


def numbers_in(text: str) -> list[Number]:
    """Every number that stands as a value in the file, in its order."""
    return [Number(match.start(), match.group()) for match in _NUMBER.finditer(text)]


def slips(number: str) -> Iterator[str]:
    """The number with its last digit one higher, and with two unlike neighbours swapped."""
    last = number[-1]
    yield number[:-1] + (str(int(last) + 1) if last != "9" else "8")
    digits = [i for i, char in enumerate(number) if char.isdigit()]
    for i, j in pairwise(digits):
        swapped = number[:i] + number[j] + number[i + 1 : j] + number[i] + number[j + 1 :]
        if number[i] != number[j] and swapped[0] != "0":
            yield swapped
            return
