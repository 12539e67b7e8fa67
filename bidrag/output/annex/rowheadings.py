"""The first cell of each line of a table marked as its heading, which the typesetter cannot do."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, Object, ObjectStreamMode, String


def with_row_headings(pdf: bytes) -> bytes:
    """The tagged PDF with the first cell of every line below a table's head as the line's heading.

    It is a TH with scope Row, and each of the line's other cells refers to it beside the headings of
    its columns. The same document gives the same bytes.
    """
    written = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        root = document.Root.StructTreeRoot
        named = NameTree(root.IDTree)
        for i, line in enumerate(_lines(root)):
            heading, *cells = _children(line)
            key = f"rad {i}"
            _mark(heading, key)
            named[key] = heading
            for cell in cells:
                _table_attributes(cell)[Name.Headers].append(String(key))
        document.save(written, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return written.getvalue()


def _lines(element: Object) -> Iterator[Object]:
    """Every line of every table, except those of their heads."""
    kind = element.get(Name.S)
    if kind == Name.TR:
        yield element
    elif kind != Name.THead:
        for child in _children(element):
            yield from _lines(child)


def _children(element: Object) -> Iterator[Object]:
    """The structure elements in the element; not the marks of its content."""
    children = element.get(Name.K)
    for child in children if isinstance(children, Array) else [children]:
        if isinstance(child, Dictionary) and Name.S in child:
            yield child


def _mark(cell: Object, key: str) -> None:
    cell[Name.S] = Name.TH
    cell[Name.ID] = String(key)
    _table_attributes(cell)[Name.Scope] = Name.Row


def _table_attributes(cell: Object) -> Object:
    """What the typesetter says of the cell as a part of its table: at least which headings it has."""
    return next(each for each in cell[Name.A] if each.get(Name.O) == Name.Table)
