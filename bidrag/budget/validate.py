"""The tree against the models: every error of every value in one run, each with its place.

Pydantic reports all it finds, but gives no model while anything is wrong. What has been reported is
therefore blanked out and the rest validated again, so that the rules between values are checked too.
"""

from difflib import get_close_matches
from typing import Any, cast, get_args, get_origin

from pydantic import BaseModel, ValidationError

from bidrag.budget import schema
from bidrag.budget.codes import BAD_NAME, EMPTY_VALUE, MISSING_KEY, UNKNOWN_KEY, WRONG_SHAPE
from bidrag.budget.diagnostics import Diagnostic, Place
from bidrag.budget.modeline import REFERENCE
from bidrag.budget.schema import ONE, SEVERAL, File, Hole
from bidrag.budget.tree import BLANK, MAX_DEPTH, Block, Items, Node, Word, child_of, walk

# What is blanked out in one round may be misshapen in the next: a level of the file for each.
ROUNDS = MAX_DEPTH


def validate(tree: Block, found: list[Diagnostic]) -> File:
    """The file as a model; what cannot be read is added to `found` and blank in the model."""
    for _ in range(ROUNDS):
        try:
            return File.model_validate(tree)
        except ValidationError as error:
            _report(tree, error, found)
    raise AssertionError("the file is still not valid when all that is wrong has been taken out")


def _report(tree: Block, error: ValidationError, found: list[Diagnostic]) -> None:
    """Adds each error to `found`, then takes all of them out of the tree."""
    errors = [cast(dict[str, Any], each) for each in error.errors(include_url=False)]
    misspelt = {
        (*each["loc"][:-1], near)
        for each in errors
        if each["type"] == "extra_forbidden"
        for near in _nearest(list(each["loc"]))
    }
    located = [(_keys_in_file(tree, _location(each)), each) for each in errors]
    for keys, each in located:
        told = each["type"] == "missing" and each["loc"] in misspelt
        if not told and not _is_blank(tree, keys):
            found.append(_diagnostic(tree, keys, each))
    for keys, each in sorted(located, key=lambda pair: pair[1]["type"] in _TAKEN_OUT):
        _blank_out(tree, keys, each["type"])


def _location(error: dict[str, Any]) -> tuple[int | str, ...]:
    """Where pydantic found the error; that it is a name, which it marks last, shows in the code."""
    loc: tuple[int | str, ...] = error["loc"]
    return loc[:-1] if error["type"] == BAD_NAME.id else loc


def _keys_in_file(tree: Block, loc: tuple[int | str, ...]) -> list[int | str]:
    """Pydantic's location without the segments that are not in the file (shorthands, shapes)."""
    keys: list[int | str] = []
    node: Node = tree
    for i, key in enumerate(loc):
        child = child_of(node, key)
        if child is not None:
            keys.append(key)
            node = child
        elif i == len(loc) - 1 and isinstance(node, Block) and key not in (ONE, SEVERAL):
            keys.append(key)
    return keys


_TAKEN_OUT = ("extra_forbidden", BAD_NAME.id)


def _is_blank(tree: Block, keys: list[int | str]) -> bool:
    return any(node is BLANK or isinstance(node, Hole) for node in walk(tree, keys))


def _diagnostic(tree: Block, keys: list[int | str], error: dict[str, Any]) -> Diagnostic:
    kind = error["type"]
    if kind == "extra_forbidden":
        return _unknown(tree, keys)
    if kind == "missing":
        return _missing(tree, keys)
    if kind in ("dict_type", "model_type", "model_attributes_type", "list_type"):
        return _misshapen(tree, keys, kind, one=error["loc"][-1:] == (SEVERAL,))
    context = error["ctx"]
    place = _key_place(tree, keys) if kind == BAD_NAME.id else _value_place(tree, keys)
    return Diagnostic(context["code"], context["message"], context["help"], place)


def _unknown(tree: Block, keys: list[int | str]) -> Diagnostic:
    known = _aliases(keys[:-1])
    near = _nearest(keys)
    keys_there = (
        f"nycklar som finns: {', '.join(known)}; vad de betyder står i {REFERENCE} i projektet"
    )
    help_text = f"menade du `{near[0]}`?" if near else keys_there
    return Diagnostic(UNKNOWN_KEY, f"okänd nyckel: {keys[-1]}", help_text, _key_place(tree, keys))


def _nearest(keys: list[int | str]) -> list[str]:
    """The key that an unknown key was probably meant to be, if any is near."""
    return get_close_matches(str(keys[-1]), _aliases(keys[:-1]), n=1)


def _missing(tree: Block, keys: list[int | str]) -> Diagnostic:
    node = walk(tree, keys)[-1]
    place = node.place if node is not tree else next((key.place for key in tree), Place(1, 1))
    return Diagnostic(
        MISSING_KEY, f"nyckeln {keys[-1]} saknas", f"lägg till {keys[-1]}: här", place
    )


def _misshapen(tree: Block, keys: list[int | str], kind: str, *, one: bool) -> Diagnostic:
    """The error of a shape; `one` tells that a single number might have stood there."""
    node = walk(tree, keys)[-1]
    if node == "" and isinstance(node, Word):
        help_text = "skriv värdena på raderna under, ett indrag längre in, eller ta bort nyckeln"
        if one:
            help_text = "skriv talet på samma rad, eller ett tal för varje grupp på raderna under"
        return Diagnostic(EMPTY_VALUE, "nyckeln saknar värden", help_text, node.place)
    if kind == "list_type":
        message, help_text = (
            "här ska stå en lista",
            "skriv ett värde på varje rad, med streck och mellanslag före",
        )
    else:
        message, help_text = (
            "här ska stå nycklar med värden",
            "skriv nyckel: värde på raderna under",
        )
    return Diagnostic(WRONG_SHAPE, message, help_text, node.place)


def _value_place(tree: Block, keys: list[int | str]) -> Place:
    return walk(tree, keys)[-1].place


def _key_place(tree: Block, keys: list[int | str]) -> Place:
    parent = walk(tree, keys[:-1])[-1]
    if isinstance(parent, Block):
        return next(key.place for key in parent if key == keys[-1])
    return _value_place(tree, keys)


def _aliases(keys: list[int | str]) -> list[str]:
    """The keys that the part of the file at this location knows."""
    part: type[BaseModel] = File
    named = iter(keys)
    for key in named:
        field = next(field for field in part.model_fields.values() if field.alias == key)
        part = _part_in(field.annotation) or part
        if _has_names(field.annotation):
            next(named)  # of the activity, line, step …, which is the municipality's own
    return [str(field.alias) for field in part.model_fields.values()]


def _part_in(annotation: Any) -> type[schema.Part] | None:
    if isinstance(annotation, type) and issubclass(annotation, schema.Part):
        return annotation
    return next(filter(None, map(_part_in, get_args(annotation))), None)


def _has_names(annotation: Any) -> bool:
    """Whether the parts stand under names of their own, and not under the key itself."""
    return get_origin(annotation) is dict or any(map(_has_names, get_args(annotation)))


def _take_out(tree: Block, keys: list[int | str], kind: str, parent: Any) -> None:
    """A misspelt key leaves the key that it was meant to be, blank: nothing is missing there."""
    place = _key_place(tree, keys)
    near = _nearest(keys) if kind == "extra_forbidden" else []
    parent.pop(keys[-1], None)
    if near and near[0] not in parent:
        parent[Word(near[0], place)] = BLANK


def _blank_out(tree: Block, keys: list[int | str], kind: str) -> None:
    """Takes what has been reported out of the tree, so that validation can go on without it."""
    nodes = walk(tree, keys[:-1])
    if not keys or len(nodes) < len(keys):
        return  # what it stood in has been taken out
    parent = cast(Any, nodes[-1])
    if kind in _TAKEN_OUT:
        _take_out(tree, keys, kind, parent)
        if not parent and len(nodes) > 1:
            cast(Any, nodes[-2])[keys[-2]] = Hole(parent.place)
    elif kind in ("dict_type", "model_type", "model_attributes_type"):
        parent[keys[-1]] = Hole(BLANK.place)
    elif kind == "list_type":
        parent[keys[-1]] = Items(BLANK.place)
    else:
        parent[keys[-1]] = BLANK
