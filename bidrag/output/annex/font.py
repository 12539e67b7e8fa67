"""The annex's font: its two faces, and the characters that they have."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

import font_source_sans_pro
import typst
from fontTools.ttLib import TTFont

from bidrag.oserrors import NoTemporaryFolderError

FACES = ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf")


@contextmanager
def fonts() -> Iterator[typst.Fonts]:
    """The faces alone, for as long as something is typeset.

    Their own folder has each of them in two formats, and which of those a typesetter takes is left to
    the order in which a file system lists them; the same document would not be the same bytes.
    Raises `NoTemporaryFolderError`.
    """
    with _folder() as folder:
        for path in _files():
            copy(path, folder)
        yield typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
        )


def _folder() -> "TemporaryDirectory[str]":
    try:
        return TemporaryDirectory()
    except FileNotFoundError as error:
        raise NoTemporaryFolderError(*error.args) from None


@cache
def covered() -> frozenset[int]:
    """The characters that both faces have."""
    tables = []
    for path in _files():
        with TTFont(path, lazy=True) as face:
            tables.append(frozenset(face.getBestCmap()))
    return frozenset.intersection(*tables)


def _files() -> list[Path]:
    return [Path(font_source_sans_pro.font_directory, face) for face in FACES]
