"""What becomes of every value of a file in the next one, as the types of the schema say."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin

from pydantic.fields import FieldInfo

from bidrag.budget.diagnostics import Place
from bidrag.budget.scalars import Figure, NextYear, Scalar
from bidrag.budget.schema import Part
from bidrag.budget.tree import Word


class Value(NamedTuple):
    """A value that does not stay as it is: what becomes of it, and where it stands."""

    fate: NextYear
    place: Place


def values(part: Part) -> Iterator[Value]:
    """The values of a part of a file that are not carried over as they are; `inget` is no value."""
    for name, fate in _fates(type(part)):
        value = getattr(part, name)
        if fate is None:
            for each in _inside(value):
                yield from values(each)
        elif fate in (NextYear.OPEN, NextYear.YEAR):
            yield from (Value(fate, each) for each in _places(value))


def dropped(part: type[Part]) -> list[str]:
    """The keys of a part that are not carried over."""
    fields = part.model_fields
    return [str(fields[name].alias) for name, fate in _fates(part) if fate is NextYear.GOES]


@cache
def _fates(part: type[Part]) -> tuple[tuple[str, NextYear | None], ...]:
    return tuple((name, fate_of(field)) for name, field in part.model_fields.items())


def fate_of(field: FieldInfo) -> NextYear | None:
    """What becomes of the field, as it says itself or its scalars do; None where parts say it.

    Raises `TypeError` for a field whose types do not say one thing.
    """
    if NextYear.GOES in field.metadata:
        return NextYear.GOES
    members = [each for part in (field.annotation, *field.metadata) for each in _members(part)]
    fates = {each.next_year for each in members if isinstance(each, Scalar)}
    parts = [each for each in members if isinstance(each, type)]
    if bool(parts) + len(fates) != 1:
        raise TypeError(f"{field.alias}: the types do not say what becomes of it the next year")
    return None if parts else fates.pop()


def _members(annotation: Any) -> Iterator[Any]:
    """The scalars and the parts that an annotation is made of; the names of a block are neither."""
    if isinstance(annotation, Scalar) or (
        isinstance(annotation, type) and issubclass(annotation, Part)
    ):
        yield annotation
    arguments = get_args(annotation)
    for each in arguments[1:] if get_origin(annotation) is dict else arguments:
        yield from _members(each)


def _inside(value: Any) -> Iterator[Part]:
    if isinstance(value, Part):
        yield value
    else:
        for each in _within(value):
            yield from _inside(each)


def _places(value: Any) -> Iterator[Place]:
    if isinstance(value, Figure | Word):
        yield value.place
    else:
        for each in _within(value):
            yield from _places(each)


def _within(value: Any) -> Iterable[Any]:
    """What a block or a list holds; a key that is not in the file, and `inget`, hold nothing."""
    if value is None:
        return ()
    if isinstance(value, Mapping):
        return value.values()
    if isinstance(value, list):
        return value
    raise TypeError(f"no telling what becomes of a {type(value).__name__} the next year")
