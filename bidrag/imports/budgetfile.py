"""A draft as the text of a budget file, with comments for the one who completes it."""

from collections.abc import Iterator, Mapping

from bidrag.budget.yamltext import indented, number, scalar
from bidrag.imports.cells import plain
from bidrag.imports.draft import Draft, DraftActivity, DraftLine, Value
from bidrag.imports.synonyms import folded
from bidrag.numerals import first_upper

LOST = "ej inlästa rader"


def write_budget(draft: Draft) -> str:
    """The text of the budget file: its header, the file's keys and the activities of the table."""
    lines = [
        *_header(draft),
        "",
        _entry("kommun", draft.municipality),
        _entry("år", draft.year),
        *_lost(draft.lost),
        "",
        "verksamheter:",
    ]
    for activity in draft.activities:
        lines += [*indented(_activity(activity)), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _lost(rows: tuple[str, ...]) -> list[str]:
    """The rows that have no place, under a key that no budget file has.

    So the file cannot be computed, and the rows be forgotten, until somebody has dealt with them.
    """
    return ["", f"{LOST}:", *(f"  - {scalar(row)}" for row in rows)] if rows else []


def _header(draft: Draft) -> Iterator[str]:
    yield f"# Inläst ur {draft.source}."
    todo = [*_holes(draft), *draft.unsolved]
    if todo:
        yield "#"
        yield "# Att göra innan filen kan räknas:"
        yield from (f"# - {each}" for each in todo)


def _holes(draft: Draft) -> Iterator[str]:
    if draft.lost:
        yield f"för in raderna under {LOST}: där de hör hemma, och ta bort dem därifrån"
    keys = {"kommun": draft.municipality, "år": draft.year}
    missing = [key for key, value in keys.items() if not value]
    if missing:
        yield f"fyll i {' och '.join(missing)}"
    for activity in draft.activities:
        groups = [group for group, count in activity.counts.items() if count is None]
        if groups:
            yield plain(f"fyll i antal i {activity.name}: {', '.join(groups)}")
        if not activity.lines:
            yield plain(f"fyll i kostnader i {activity.name}")
    if any(line.item for activity in draft.activities for line in activity.lines):
        yield "se efter att varje kostnadsslag är rätt tolkat"


def _activity(activity: DraftActivity) -> Iterator[str]:
    yield f"{scalar(activity.name)}:"
    yield from indented(_keys(activity))


def _keys(activity: DraftActivity) -> Iterator[str]:
    form = activity.form.key if activity.form else ""
    told = form and folded(activity.text) != form
    yield _entry("skolform", form) + (_interpreted(activity.text) if told else "")
    yield _entry("rubrik", first_upper(activity.text))
    yield "grupper:"
    yield from indented(_entry(key, text) for key, text in activity.groups.items())
    yield from _numbers("antal", activity.counts)
    yield "kostnader:"
    for line in activity.lines:
        yield from indented(_line(line))


def _line(line: DraftLine) -> Iterator[str]:
    label = [] if line.text == line.name or first_upper(line.name) == line.text else [line.text]
    if not label and line.item is None and not line.shares:
        yield _figure(line.name, line.budget)
        return
    yield f"{scalar(line.name)}:"
    keys = [_entry("rubrik", text) for text in label]
    if line.item is not None:
        keys.append(_entry("kostnadsslag", line.item))
        keys[-1] += _interpreted(line.text) if line.item else ""
    keys.append(_figure("budget", line.budget))
    yield from indented(keys)
    if line.shares:
        yield from indented(_numbers("andelar", line.shares))


def _numbers(key: str, values: Mapping[str, Value]) -> Iterator[str]:
    yield f"{key}:"
    yield from indented(_figure(name, value) for name, value in values.items())


def _figure(key: str, value: Value) -> str:
    return f"{scalar(key)}:" if value is None else f"{scalar(key)}: {number(value)}"


def _entry(key: str, text: str) -> str:
    return f"{scalar(key)}: {scalar(text)}" if text else f"{scalar(key)}:"


def _interpreted(text: str) -> str:
    """Two spaces before the comment: after one, the reader takes it for a part of the text."""
    return f"  # tolkat ur ”{text}”"
