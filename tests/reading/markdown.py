"""Markdown as a parser of CommonMark with tables reads it."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.reading.grids import Grid

_PARSER = MarkdownIt("commonmark").enable("table")


def read_markdown(text: str) -> list[Grid]:
    """Every table, with the heading above it as its title."""
    title, grids, lines = "", list[Grid](), list[list[str]]()
    block = ""
    for token in _PARSER.parse(text):
        block = token.tag if token.nesting == 1 else block
        if token.type == "tr_open":
            lines.append([])
        elif token.type == "inline" and block == "h2":
            title = _words(token)
        elif token.type == "inline" and block in ("th", "td"):
            lines[-1].append(_words(token))
        elif token.type == "table_close":
            (_, *columns), *rows = lines
            grids.append(
                Grid(title, tuple(columns), tuple((row[0], tuple(row[1:])) for row in rows))
            )
            lines = []
    return grids


def shown(text: str) -> str:
    """The words that a reader sees, a line for each block."""
    tokens = _PARSER.parse(text)
    return "\n".join(_words(token) for token in tokens if token.type == "inline")


def markup(text: str) -> set[str]:
    """Every kind of markup that the text has."""
    return {each.type for token in _PARSER.parse(text) for each in _with_children(token)}


def _words(token: Token) -> str:
    return "".join(
        "\n" if each.type in ("softbreak", "hardbreak") else each.content
        for each in token.children or ()
    )


def _with_children(token: Token) -> Iterator[Token]:
    yield token
    for child in token.children or ():
        yield from _with_children(child)
