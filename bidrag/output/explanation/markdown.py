"""Markdown: the tree as nested lists and a listing as a table, for a pull request or an appeal."""

from collections.abc import Iterator

from bidrag.output.explanation.wording import (
    Said,
    deeper_text,
    entry_text,
    heading,
    notes,
    said,
    without_amount,
)
from bidrag.output.markdown import escape, paragraph
from bidrag.review.explanation.explain import Answer, Explanation, Listing, Telling

INDENT = "  "


def write_markdown(answer: Answer) -> str:
    """The answer as GitHub-flavoured Markdown; text from the budget file stays plain text."""
    first, *rest = heading(answer)
    body = _table(answer) if isinstance(answer, Listing) else _tree(answer)
    blocks = [
        f"# {escape(first)}",
        *map(paragraph, rest),
        "\n".join(body),
        *map(paragraph, notes(answer)),
    ]
    return "\n\n".join(blocks) + "\n"


def _table(listing: Listing) -> Iterator[str]:
    yield from ("| Adress | |", "| :--- | ---: |")
    for entry in listing.entries:
        yield f"| {escape(entry.address)} | {escape(entry_text(entry, listing.calculation.rounding))} |"


def _tree(explanation: Explanation) -> Iterator[str]:
    if not explanation.parts:
        yield _item(0, without_amount(explanation))
    for part in explanation.parts:
        yield _item(part.depth, said(part, explanation.calculation.rounding))
        if part.telling is Telling.DEEPER:
            yield f"{INDENT * (part.depth + 1)}- {escape(deeper_text(explanation))}"


def _item(depth: int, words: Said) -> str:
    label, statement, basis = map(escape, words)
    item = f"{INDENT * depth}- **{label}**: {statement}"
    return f"{item}\\\n{INDENT * (depth + 1)}*{basis}*" if basis else item
