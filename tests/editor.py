"""A budget file as an editor sees it, to be tried against the JSON Schema.

Editors read YAML 1.2, whose core schema types a scalar without quotes by how it looks; PyYAML reads
YAML 1.1, where 12:30 is a number and 2023-12-14 a date. The scalars are therefore typed here, by the
expressions in chapter 10.3.2 of the YAML 1.2.2 specification. Keys are always texts in JSON.
"""

import re
from decimal import Decimal
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from bidrag.budget.jsonschema import file_schema

VALIDATOR = Draft202012Validator(file_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
_INTEGER = re.compile("[-+]?[0-9]+")
_RADIX = re.compile("0o[0-7]+|0x[0-9a-fA-F]+")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS = {"": None, "~": None, "true": True, "false": False} | dict.fromkeys(
    ("null", "Null", "NULL")
)


def seen(text: str) -> Any:
    """What an editor validates: the file's nodes as JSON."""
    return _node(yaml.compose(text, Loader=yaml.BaseLoader))


def complaints(text: str) -> list[str]:
    """What the editor underlines, each as the path of keys and the error."""
    return [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
        for error in VALIDATOR.iter_errors(seen(text))
    ]


def _node(node: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _node(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_node(each) for each in node.value]
    return node.value if node.style else scalar(node.value)


def scalar(text: str) -> Any:
    """A scalar without quotes, typed by YAML's core schema."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _RADIX.fullmatch(text):
        return int(text, 0)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text
