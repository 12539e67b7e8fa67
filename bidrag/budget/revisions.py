"""The file as each of its revisions makes it, under all the rules of the format."""

from collections.abc import Iterator
from typing import cast

from bidrag.budget.diagnostics import Diagnostic, Place
from bidrag.budget.overlay import laid_over, without
from bidrag.budget.rules import check_rules
from bidrag.budget.rules.revisions import change_rules, overlay_rules, revision_rules, same_rules
from bidrag.budget.schema import File, Revision
from bidrag.budget.tree import Block, Word
from bidrag.budget.validate import validate
from bidrag.calculation.formula import REVISIONS


def revise(file: File, tree: Block, stem: str, found: list[Diagnostic]) -> list[File]:
    """The file from each revision on, every revision laid over those before it.

    What is wrong is added to `found`, once and where the revision can be changed: an error of the
    whole that only a revision makes is told at what the revision states nearest to it.
    """
    found.extend(revision_rules(file))
    whole = without(tree, REVISIONS)
    revised: list[File] = []
    last = file
    for day, revision in file.revisions.items():
        errors: list[Diagnostic] = []
        overlay = _overlay(day, revision)
        errors.extend(overlay_rules(file, overlay))
        whole = cast(Block, laid_over(whole, overlay, errors))
        if not any(_is_within(each, day) for each in (*found, *errors)):
            errors.extend(change_rules(day, overlay))
        model = validate(whole, errors)
        errors.extend(check_rules(model, whole, stem))
        if not (found or errors):
            errors.extend(same_rules(overlay, last, model))
        last = model
        found += [*_told(errors, day, overlay, found)]
        revised.append(model)
    return revised


def _overlay(day: Word, revision: Revision) -> Block:
    overlay = Block(day.place)
    for key, stated in (("verksamheter", revision.activities), ("huvudmän", revision.providers)):
        if stated is not None:
            overlay[Word(key, stated.place)] = stated
    return overlay


def _told(
    errors: list[Diagnostic], day: Word, overlay: Block, before: list[Diagnostic]
) -> Iterator[Diagnostic]:
    """The errors of this revision; beside earlier errors only those of what it states itself."""
    for error in errors:
        if _is_within(error, day):
            yield error
        elif not before and error.place:
            yield error._replace(place=_nearest(day, overlay, error.place))


def _is_within(error: Diagnostic, day: Word) -> bool:
    """Whether the error stands in this revision."""
    return error.place is not None and error.place.path[:2] == (REVISIONS, day)


def _nearest(day: Word, overlay: Block, place: Place) -> Place:
    """Where the revision states what is nearest to a place in the rest of the file."""
    path = place.path[2:] if place.path[:1] == (REVISIONS,) else place.path
    nearest, block = day.place, overlay
    for name in path:
        key = next((key for key in block if key == name), None)
        if key is None:
            break
        nearest = key.place
        value = block[key]
        if not isinstance(value, Block):
            break
        block = value
    return nearest
