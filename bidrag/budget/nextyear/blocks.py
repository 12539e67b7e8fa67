"""Which lines belong to a text or a key that takes several; lines are counted from 1."""

from collections.abc import Iterable

from bidrag.budget.tree import Block, Word


def text_lines(word: Word, after: int, lines: list[str]) -> list[int]:
    """The lines below the mark (> or |) of a text written so; none for other values.

    `after` is the line of what comes next in the file. Blank lines before it, and comments that are
    not indented as the text is, do not belong to the text.
    """
    line, column = word.place.line, word.place.column
    if lines[line - 1][column - 1] not in ">|":
        return []
    below = list(range(line + 1, after))
    deep = next(_indent(lines[each - 1]) for each in below if lines[each - 1].strip())
    while _is_apart(lines[below[-1] - 1], deep):
        below.pop()
    return below


def block_lines(tree: Block, keys: Iterable[str], lines: list[str]) -> set[int]:
    """The lines of these keys of the file, with what stands under them and with their comments.

    A comment right above a key is about that key. Blank lines after it go where there are such before
    it too, and those before it where the file ends with it.
    """
    starts = [_with_comments(each.place.line, lines) for each in tree]
    ends = [*starts[1:], len(lines) + (lines[-1] != "")]
    gone: set[int] = set()
    for key, start, end in zip(tree, starts, ends, strict=True):
        if key in keys:
            if end == ends[-1]:
                start = _after_text(start, lines)
            elif start == _after_text(start, lines):
                end = _after_text(end, lines)
            gone.update(range(start, end))
    return gone


def _after_text(line: int, lines: list[str]) -> int:
    """The first of the blank lines before this one."""
    while line > 1 and not lines[line - 2].strip():
        line -= 1
    return line


def _is_apart(text: str, deep: int) -> bool:
    return not text.strip() or (text.lstrip().startswith("#") and _indent(text) < deep)


def _with_comments(line: int, lines: list[str]) -> int:
    """The line of the first of the comments that stand right above this one."""
    while line > 1 and lines[line - 2].lstrip().startswith("#"):
        line -= 1
    return line


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))
