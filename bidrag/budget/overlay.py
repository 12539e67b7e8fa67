"""One part of a file laid over another: what it states takes the place of what stood there."""

from typing import cast

from bidrag.budget.codes import EMPTY_VALUE, WRONG_SHAPE
from bidrag.budget.diagnostics import Diagnostic
from bidrag.budget.schema import Hole
from bidrag.budget.tree import BLANK, Block, Items, Node, Word


def laid_over(base: Node, overlay: Node, found: list[Diagnostic]) -> Node:
    """The base with what the overlay states, as a tree of its own; every word keeps its place.

    Keys are merged, values and lists replaced. A value where the base has keys is refused: it would
    take them all away.
    """
    if isinstance(base, Hole) or overlay is BLANK:
        return copied(base)
    if not isinstance(base, Block):
        return copied(overlay)
    if not isinstance(overlay, Block):
        found.append(_misshapen(base, overlay))
        return copied(base)
    block = Block(overlay.place)
    # The overlay's own words as keys, so that what it states is told where it stands.
    words = {**{key: key for key in base}, **{key: key for key in overlay}}
    for key in words.values():
        if key in base and key in overlay:
            block[key] = laid_over(base[key], overlay[key], found)
        else:
            block[key] = copied(overlay[key] if key in overlay else base[key])
    return block


def copied(node: Node) -> Node:
    """The same words in blocks and lists of their own."""
    if isinstance(node, Block):
        block = type(node)(node.place)
        block.update((key, copied(value)) for key, value in node.items())
        return block
    if isinstance(node, Items):
        items = Items(node.place)
        items.extend(map(copied, node))
        return items
    return node


def without(tree: Block, key: str) -> Block:
    """A tree of its own that lacks this key."""
    block = cast(Block, copied(tree))
    block.pop(cast(Word, key), None)
    return block


def _misshapen(base: Block, overlay: Node) -> Diagnostic:
    if overlay == "":
        help_text = "skriv det som ändras på raderna under, ett indrag längre in"
        return Diagnostic(EMPTY_VALUE, "nyckeln saknar värden", help_text, overlay.place)
    first = next(iter(base), "budget")
    help_text = f"skriv det som ändras på raderna under, till exempel {first}:; resten står kvar"
    return Diagnostic(WRONG_SHAPE, "här ska stå nycklar med värden", help_text, overlay.place)
