"""The JSON Schema: what an editor accepts is what the program reads, as far as one value can tell."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from bidrag.budget.jsonschema import file_schema, schema_text
from bidrag.budget.numbers import NumberError, parse_number, parse_percent
from bidrag.budget.scalars import Bound
from bidrag.budget.schema import Part
from bidrag.budget.shapes import (
    COUNT,
    MONEY,
    NAMED,
    PERCENT,
    PORTION,
    SIGNED,
    SIGNED_PERCENT,
    Shape,
)
from tests.conftest import ROOT, Run
from tests.editor import complaints, scalar

FILES = [
    *(ROOT / "budgets").glob("*.yaml"),
    *(ROOT / "tests" / "kommuner").glob("*.yaml"),
    *(ROOT / "tests" / "exempel").glob("*.yaml"),
]
ERRORS = ROOT / "tests" / "errors"
# Errors that a schema does not see: rules between values, and what is met before it.
BETWEEN_VALUES = {
    "B022": "two keys that contradict each other",
    "B030": "a sum",
    "B031": "a group that is not among the groups",
    "B032": "a group without a number",
    "B033": "a group without a price",
    "B034": "an activity that is not in the file",
    "B036": "a line that is not named for a cost item: own names are allowed where they say which it is",
    "B037": "a row that is not in the file",
    "B038": "the year against the name of the file",
    "B039": "the year against the law",
    "B040": "a count that a budget needs",
    "B041": "two keys that belong together",
    "B042": "a line that the provider's key needs",
    "B043": "all the weights",
    "B044": "two names",
    "B045": "two forms",
    "B048": "a line that no step uses",
    "B049": "a line that two steps use",
    "B080": "what a revision may not change",
    "B081": "the order of revisions",
    "B082": "a revision against the rest of the file",
    "B083": "an activity or a provider that is not in the file",
    "B084": "a year's months against its revisions",
    "B062": "a recipient that the law or the activity does not know: own names say what they are",
    "B070": "a sum over all units",
    "B071": "a unit that is not among the units",
    "B072": "a supplement that is not among the activity's",
}
BEFORE_THE_SCHEMA = {
    "B005": "the encoding",
    "B006": "an empty file",
    "B007": "a tab",
    "B008": "not YAML",
    "B010": "an anchor, which is YAML",
    "B011": "a key twice, which an editor tells of without a schema",
}


def test_it_is_a_schema_of_the_latest_draft() -> None:
    Draft202012Validator.check_schema(file_schema())
    assert file_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_budget_file_is_accepted(path: Path) -> None:
    assert complaints(path.read_text(encoding="utf-8")) == []


def test_readmes_example_is_accepted() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## The budget file")[2]
    assert complaints(section.partition("```yaml\n")[2].partition("```")[0]) == []


def _catalogued() -> Iterator[tuple[str, str]]:
    """Each code that a file gives, and the file, but for what is met before the schema."""
    for path in sorted(ERRORS.rglob("*.yaml")):
        code = next(part for part in (path.stem, path.parent.name) if part.startswith("B"))
        if code not in BEFORE_THE_SCHEMA:
            yield code, path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("code", "text"), list(_catalogued()), ids=lambda value: value[:4])
def test_an_error_in_one_value_is_seen_in_the_editor(code: str, text: str) -> None:
    assert bool(complaints(text)) != (code in BETWEEN_VALUES)


def test_no_exception_is_left_over() -> None:
    assert set(BETWEEN_VALUES) <= {code for code, _ in _catalogued()}


WRONG = {
    "an empty amount": ("10 642 500", ""),
    "an ambiguous amount": ("10 642 500", "10,642"),
    "an amount with a unit": ("10 642 500", "10 642 tkr"),
    "a negative budget": ("10 642 500", "-1"),
    "an empty text": ("rubrik: Förskoleklass", "rubrik:"),
    "no number of children": ("F: 236,5", "F: 0"),
    "a misspelt form": ("skolform: förskoleklass", "skolform: förskoleklassen"),
    "a former form": ("skolform: förskoleklass", "skolform: grundsärskola"),
    "an impossible day": ("2024-12-11", "2024-13-11"),
    "no day": ("2024-12-11", "11 december"),
    "a misspelt key": ("budgetram:", "budgetramen:"),
    "a key without rows": ("    antal:\n      F: 236,5\n", "    antal: {}\n"),
    "a line named with a slash": ("elevhälsa:", "elev/hälsa:"),
    "a line named with a minus": ("elevhälsa:", "-elevhälsa:"),
}


@pytest.mark.parametrize(("old", "new"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_underlined(old: str, new: str) -> None:
    text = (ROOT / "tests" / "exempel" / "förskoleklass.yaml").read_text(encoding="utf-8")
    assert old in text
    places = {each.partition(":")[0] for each in complaints(text.replace(old, new, 1))}
    assert len(places) == 1


def test_every_part_of_the_file_is_closed() -> None:
    for part in _objects(file_schema()):
        closed = part.get("additionalProperties")
        assert closed is False or ("propertyNames" in part and isinstance(closed, dict))


def _objects(node: Any) -> Iterator[dict[str, Any]]:
    """Every schema of an object in the schema."""
    for each in node.values() if isinstance(node, dict) else node:
        if isinstance(each, dict | list):
            yield from _objects(each)
    if isinstance(node, dict) and node.get("type") == "object":
        yield node


@pytest.mark.parametrize("part", Part.__subclasses__())
def test_every_part_and_key_is_explained_in_swedish(part: type[Part]) -> None:
    schema = file_schema()
    told = schema if part.__name__ == "File" else schema["$defs"][part.__name__]
    keys = next((each for each in told.get("anyOf", []) if "properties" in each), told)
    assert told["title"] != part.__name__
    assert told["description"] != part.__doc__
    assert list(keys["properties"]) == [field.alias for field in part.model_fields.values()]
    for field in part.model_fields.values():
        assert field.description, field.alias
        assert re.fullmatch("[A-ZÅÄÖa-zåäö].*[.]", field.description), field.alias


# Texts near the grammar, so that many of them are numbers. Python's $ also matches before a last line
# break, which ECMA's does not; a scalar of the file has none.
_ALPHABET = st.sampled_from("00123456789   \u00a0\u202f,,..--\u2212%e+_")
_SPACES = "[ \u00a0\u202f]"
_GROUPS = st.from_regex(rf"[-\u2212]?[0-9]{{1,3}}({_SPACES}[0-9]{{3}}){{0,4}}", fullmatch=True)
_DECIMALS = st.from_regex(rf"[0-9]{{1,4}}({_SPACES}000)?[.,][0-9]{{2,4}}", fullmatch=True)
_LONG = st.from_regex(r"[1-9][0-9]{37,41}( %)?", fullmatch=True)
NEAR_NUMBERS = st.one_of(
    _GROUPS, _DECIMALS, _LONG, st.text(_ALPHABET, max_size=12), st.text(max_size=8)
).filter(lambda text: "\n" not in text)


def _accepts(shape: Shape, value: object) -> bool:
    return Draft202012Validator(shape).is_valid(value)


def _is_read(text: str, bound: Bound) -> bool:
    try:
        return bound.allows(parse_number(text))
    except NumberError:
        return False


@given(NEAR_NUMBERS)
def test_the_patterns_of_numbers_are_the_grammar(text: str) -> None:
    assert _accepts(COUNT, text) == _is_read(text, Bound.POSITIVE)
    assert _accepts(MONEY, text) == _is_read(text, Bound.NOT_NEGATIVE)
    assert _accepts(SIGNED, text) == _is_read(text, Bound.ANY)


@given(st.one_of(NEAR_NUMBERS, st.one_of(_GROUPS, _DECIMALS).map("{} %".format)))
def test_the_pattern_of_percentages_is_the_grammar(text: str) -> None:
    try:
        right = parse_percent(text) >= 0
    except NumberError:
        right = False
    assert _accepts(PERCENT, text) == right


@given(st.one_of(NEAR_NUMBERS, st.one_of(_GROUPS, _DECIMALS).map("{} %".format)))
def test_a_share_is_an_amount_or_a_percentage_and_a_steps_percentage_has_a_sign(text: str) -> None:
    try:
        percentage = parse_percent(text)
    except NumberError:
        assert not _accepts(SIGNED_PERCENT, text)
        assert _accepts(PORTION, text) == _is_read(text, Bound.NOT_NEGATIVE)
    else:
        assert _accepts(SIGNED_PERCENT, text)
        assert _accepts(PORTION, text) == (percentage >= 0)


@given(NEAR_NUMBERS)
def test_what_is_read_is_accepted_as_the_editor_sees_it(text: str) -> None:
    """Without quotes, a number without spaces or comma is a number and no text."""
    try:
        right = parse_number(text) >= 0
    except NumberError:
        return
    assert _accepts(MONEY, scalar(text)) == right


@pytest.mark.parametrize("text", ["1.000", "10.993", "1e6", "010", "+5", "5."])
def test_a_number_to_the_editor_that_the_program_refuses(text: str) -> None:
    """All that the schema lets through: the editor has already made a number of what stands there."""
    assert _accepts(MONEY, scalar(text))
    with pytest.raises(NumberError):
        parse_number(text)


def test_every_example_is_right() -> None:
    for name, shape in NAMED.items():
        for example in shape.get("examples", []):
            assert _accepts(shape, example), name


def test_the_command_writes_the_schema(run: Run, tmp_path: Path) -> None:
    printed = run("schema", PYTHONHASHSEED="1")
    saved = run("schema", "-o", "bidrag.schema.json", cwd=tmp_path, PYTHONHASHSEED="2")
    assert (printed.returncode, saved.returncode, saved.stdout) == (0, 0, b"")
    assert (tmp_path / "bidrag.schema.json").read_bytes() == printed.stdout
    assert printed.stdout.decode() == schema_text()
    assert json.loads(printed.stdout)["title"] == "Budgetfil"


def test_a_schema_that_cannot_be_written_is_told_in_swedish(run: Run, tmp_path: Path) -> None:
    done = run("schema", "-o", str(tmp_path / "saknas" / "bidrag.schema.json"))
    assert done.returncode == 2
    assert "går inte att skriva" in done.stderr.decode()


def test_the_schema_is_written_to_no_other_kind_of_file(run: Run, tmp_path: Path) -> None:
    """As a budget file that it is pointed at by mistake would be lost."""
    budget = tmp_path / "2024.yaml"
    budget.write_text("kommun: Provby\n", encoding="utf-8")
    assert run("schema", "-o", str(budget)).returncode == 2
    assert budget.read_text(encoding="utf-8") == "kommun: Provby\n"
