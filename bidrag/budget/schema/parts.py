"""What the parts of a budget file are made of: keys, rows, and values by group."""

from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
)

from bidrag.budget import shapes
from bidrag.budget.codes import EMPTY_VALUE
from bidrag.budget.scalars import Name, Reference, Statement, refuse
from bidrag.budget.shapes import Shape, answers, one_or_many
from bidrag.budget.tree import BLANK, Block, Items, Word
from bidrag.law.checks import ACTIVITY_CHECKS, FILE_CHECKS, PROVIDER_CHECKS

T = TypeVar("T")


class Hole(Block):
    """Stands in for nested keys that are missing or misshapen: already reported, and empty."""


def _listed(value: Any) -> Any:
    """One text, or a list of at least one."""
    if isinstance(value, Items) and not value and value.place != BLANK.place:
        raise refuse(EMPTY_VALUE, "listan är tom", "skriv minst ett värde, eller ta bort nyckeln")
    return [value] if isinstance(value, Word) and value is not BLANK else value


_Listed = Annotated[list[Reference], BeforeValidator(_listed)]
References = Annotated[_Listed, WithJsonSchema(one_or_many(shapes.REFERENCE))]
Forms = Annotated[_Listed, WithJsonSchema(one_or_many(shapes.FORM))]
CostItems = Annotated[_Listed, WithJsonSchema(one_or_many(shapes.ITEM))]
Schabloner = Annotated[_Listed, WithJsonSchema(one_or_many(shapes.SCHABLONER))]
Schablon = Annotated[Reference, WithJsonSchema(shapes.SCHABLON)]


def _filled(value: Any) -> Any:
    if isinstance(value, Block) and not value and not isinstance(value, Hole):
        raise refuse(EMPTY_VALUE, "nyckeln saknar värden", "skriv minst en rad under nyckeln")
    return value


Rows = Annotated[
    dict[Name, T], BeforeValidator(_filled), Field(json_schema_extra={"minProperties": 1})
]
FileAnswers = Annotated[Rows[Statement], WithJsonSchema(answers(FILE_CHECKS))]
ActivityAnswers = Annotated[Rows[Statement], WithJsonSchema(answers(ACTIVITY_CHECKS))]
ProviderAnswers = Annotated[Rows[Statement], WithJsonSchema(answers(PROVIDER_CHECKS))]

ONE, SEVERAL = "/ett", "/flera"
"""Pydantic's names for the two shapes of a value; no key of a file can be one of them."""


def _shape_within(value: Any) -> str:
    return SEVERAL if isinstance(value, Block) else ONE


def _shape(value: Any) -> str:
    """As a key that is left empty is meant to have its values below it."""
    return ONE if isinstance(value, Word) and (value or value is BLANK) else SEVERAL


_Either = Annotated[T, Tag(ONE)] | Annotated[Rows[T], Tag(SEVERAL)]
Cells = Rows[Annotated[_Either[T], Discriminator(_shape_within)]]
"""A value for each group, or for each value of a dimension; or of two, the one within the other."""

S = TypeVar("S")
ByGroup = Annotated[
    Annotated[S, Tag(ONE)] | Annotated[Cells[T], Tag(SEVERAL)], Discriminator(_shape)
]
"""As `Cells`, or one value (of the first type) for all groups."""


class Part(BaseModel):
    """A part of the file: its keys and no others.

    Its Swedish title and description, and those of its fields, are what an editor and the reference
    of the file show. `shorthand` is what may be written instead of the keys.
    """

    shorthand: ClassVar[Shape | None] = None
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)
