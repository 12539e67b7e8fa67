"""The schema of a change during the year."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from bidrag.budget.codes import WRONG_SHAPE
from bidrag.budget.scalars import Month, NextYear, Statement, refuse
from bidrag.budget.schema.parts import Part
from bidrag.budget.shapes import CHANGE, by_name
from bidrag.budget.tree import BLANK, Block
from bidrag.calculation.legal import SOCIOECONOMIC

# What decides who is paid, and for what: fixed for the year.
FIXED_IN_ACTIVITY = (
    "skolform",
    "egen skolform",
    "grupper",
    "beslutas individuellt",
    "perioder",
    "pris per",
    "mottagare",
    SOCIOECONOMIC,
)
FIXED_IN_ROW = ("kostnadsslag", "schabloner", "pris per", "per")
FIXED_IN_PROVIDER = ("orgnr",)
FIXED_IN_AGREEMENT = ("grupper", "mottagare", "pris per", "tillägg", "enheter")


def _keys(keys: tuple[str, ...]) -> str:
    return ", ".join(f"`{key}`" for key in keys)


def _overlay(value: Any) -> Any:
    if isinstance(value, Block):
        return value
    if value is BLANK:
        return Block(BLANK.place)
    help_text = "skriv det som ändras på raderna under, i samma form som i resten av filen"
    raise refuse(WRONG_SHAPE, "här ska stå det som revideras", help_text)


Overlay = Annotated[Any, BeforeValidator(_overlay), WithJsonSchema(by_name(CHANGE)), NextYear.GOES]
"""A part of the file as it stands: it is read when it has been laid over what it revises."""


class Revision(
    Part,
    title="revidering",
    json_schema_extra={
        "description": "Ett beslut under året som ändrar beloppen från en månad. Det läggs över filen och "
        "över de revideringar som står före, och allt prövas igen. Det som avgör vem som får betalt och för "
        f"vad ligger fast hela året: i en verksamhet {_keys(FIXED_IN_ACTIVITY)}, i en rad som filen redan "
        f"har {_keys(FIXED_IN_ROW)}, hos en huvudman {_keys(FIXED_IN_PROVIDER)} och i huvudmannens "
        f"verksamhet {_keys(FIXED_IN_AGREEMENT)}. En månad som redan är betald "
        "sänks aldrig (skolförordningen 14 kap. 2 §)."
    },
):
    """A change during the year: from when, why, and what is otherwise than in the rest of the file."""

    start: Month = Field(
        alias="gäller från", description="Den första månaden som ändringen gäller."
    )
    reason: Statement = Field(
        alias="orsak", description="Varför beloppen ändras. Skrivs under tabellen."
    )
    activities: Overlay = Field(
        None,
        alias="verksamheter",
        description="Verksamheterna som ändras, och i var och en bara det som ändras. Förval: inga.",
    )
    providers: Overlay = Field(
        None,
        alias="huvudmän",
        description="Huvudmännen vars villkor ändras, och bara det som ändras. Förval: inga.",
    )
