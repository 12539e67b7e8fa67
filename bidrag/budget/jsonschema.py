"""The budget file's JSON Schema, from its models: completion, explanations and errors in an editor.

What concerns several values (groups, rows, sums) is for `rules`; the schema tells of each value alone.
"""

import json
from typing import Any, cast

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from bidrag.budget.schema import File, Part
from bidrag.budget.shapes import NAMED, Shape

_NAMES = {shape["title"]: name for name, shape in NAMED.items()}


def schema_text() -> str:
    """The whole schema as text (JSON Schema, draft 2020-12), ending with a line break."""
    return json.dumps(file_schema(), ensure_ascii=False, indent=2) + "\n"


def file_schema() -> Shape:
    """The schema as data: every kind of value is defined once, and referred to where it may stand."""
    made = File.model_json_schema(schema_generator=_SwedishSchema)
    parts = made.pop("$defs")
    values = {name: _parts_referring(shape) for name, shape in NAMED.items()}
    return {
        "$schema": _SwedishSchema.schema_dialect,
        **_referring(made),
        "$defs": {**_referring(parts), **values},
    }


def _referring(node: Any) -> Any:
    """The node with references to the named shapes; what is said of their place stays beside them."""
    shape = NAMED.get(_NAMES.get(node.get("title", ""), "")) if isinstance(node, dict) else None
    if shape is None:
        return _parts_referring(node)
    said = {key: value for key, value in node.items() if shape.get(key) != value}
    return {"$ref": f"#/$defs/{_NAMES[shape['title']]}", **said}


def _parts_referring(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _referring(value) for key, value in node.items()}
    return [_referring(each) for each in node] if isinstance(node, list) else node


class _SwedishSchema(GenerateJsonSchema):
    """Pydantic's own generator, without what the file format has not: nulls, and titles in English."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        return {
            "type": "object",
            "propertyNames": self.generate_inner(schema["keys_schema"]),
            "additionalProperties": self.generate_inner(schema["values_schema"]),
        }

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        part = cast(type[Part], schema["cls"])
        made = super().model_schema(schema)
        if part.shorthand is None:
            return made
        told = {key: made.pop(key) for key in ("title", "description")}
        return {**told, "anyOf": [part.shorthand, made]}

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:  # noqa: ARG002
        return value
