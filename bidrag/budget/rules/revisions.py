"""The rules of revisions: in time order, of what the file has, and of nothing that is fixed for the year."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial

from bidrag.budget.codes import (
    BAD_TEXT,
    DUPLICATE_NAME,
    FIXED,
    NOT_BY_MONTH,
    NOT_IN_TIME,
    NOT_THERE,
    NOTHING_REVISED,
)
from bidrag.budget.diagnostics import Diagnostic
from bidrag.budget.rules.scope import unknown
from bidrag.budget.scalars import NO_DAY, UNREADABLE, WRITE_DAY, Figure, is_day
from bidrag.budget.schema import Activity, File, Revision
from bidrag.budget.schema.parts import Part
from bidrag.budget.schema.revisions import (
    FIXED_IN_ACTIVITY,
    FIXED_IN_AGREEMENT,
    FIXED_IN_PROVIDER,
    FIXED_IN_ROW,
)
from bidrag.budget.tree import BLANK, Block, Node, Word, child_of
from bidrag.calculation.formula import REVISIONS
from bidrag.calculation.months import MONTHS
from bidrag.calculation.payments import payment_key

_ACTIVITIES, _PROVIDERS = "verksamheter", "huvudmän"
_TEXTS = ("title", "label", "count_note", "count_basis", "reason", "answers")


def revision_rules(file: File) -> Iterator[Diagnostic]:
    """That every revision has its day and its month, and every activity its own name each month."""
    yield from _day_rules(file)
    yield from _month_rules(file)
    yield from _payment_rules(file)
    yield from _name_rules(file)


def _day_rules(file: File) -> Iterator[Diagnostic]:
    last = ""
    for day in file.revisions:
        if not is_day(day):
            yield Diagnostic(BAD_TEXT, NO_DAY.format(day), WRITE_DAY, day.place)
            continue
        if file.year is not BLANK and day[:4] > file.year:
            help_text = "ett beslut efter årets slut ändrar inte årets belopp; rätta dagen"
            message = f"beslutet {day} är fattat efter budgetåret {file.year}"
            yield Diagnostic(NOT_IN_TIME, message, help_text, day.place)
        if file.decided and day < file.decided:
            help_text = "rätta dagen; det som beslutades före beslutsdatum står i resten av filen"
            message = f"revideringen {day} är beslutad före beslutsdatum {file.decided}"
            yield Diagnostic(NOT_IN_TIME, message, help_text, day.place)
        if day < last:
            help_text = "skriv revideringarna i den ordning som de beslutades"
            message = f"{day} står efter {last}"
            yield Diagnostic(NOT_IN_TIME, message, help_text, day.place)
        last = max(last, day)


def _month_rules(file: File) -> Iterator[Diagnostic]:
    """That what each provider is paid is revised once for each month, in the order of the months."""
    latest: dict[tuple[str, str], Word] = {}
    for revision in file.revisions.values():
        if revision.start is BLANK:
            continue
        parts = _revised_parts(revision)
        for key in dict.fromkeys(key for key, _ in parts):
            whose = {name for each, name in parts if each == key}
            before = (month for part, month in latest.items() if _is_same_part(part, key, whose))
            last = max(before, key=MONTHS.index, default=None)
            if last and MONTHS.index(revision.start) <= MONTHS.index(last):
                help_text = (
                    f"gäller beslutet från en senare månad än {last}, rätta månaden; annars skriv de "
                    "ändrade beloppen som en fil för sig i stället för under revideringar:"
                )
                message = f"{key} är redan reviderad från {last}"
                yield Diagnostic(NOT_IN_TIME, message, help_text, revision.start.place)
        latest |= dict.fromkeys(parts, revision.start)


def _is_same_part(part: tuple[str, str], activity: str, whose: set[str]) -> bool:
    """Whether somebody is paid by both: a revision for everybody is one for each provider."""
    key, provider = part
    return key == activity and (not provider or "" in whose or provider in whose)


def _revised_parts(revision: Revision) -> list[tuple[str, str]]:
    """Each activity that is revised, and the provider that it is revised for; none for everybody."""
    found = [(str(key), "") for key in revision.activities or ()]
    for name, provider in (revision.providers or {}).items():
        found += [(str(key), str(name)) for key in _block(child_of(provider, _ACTIVITIES))]
    return found


def _payment_rules(file: File) -> Iterator[Diagnostic]:
    """That what is revised is paid by the months of the calendar; a number is told once."""
    revised = {key for each in file.revisions.values() for key in revised_activities(each)}
    stated = {each.place: each for each in map(partial(_months, file), sorted(revised)) if each}
    for months in stated.values():
        if months is not UNREADABLE and months.value != len(MONTHS):
            help_text = (
                "ta bort raden månad:, eller skriv de ändrade beloppen som en fil för sig i stället "
                "för under revideringar:"
            )
            message = "ett år med revideringar har tolv månader"
            yield Diagnostic(NOT_BY_MONTH, message, help_text, months.place)


def _months(file: File, key: str) -> Figure | None:
    """How many months a year has in the activity, where the file states it."""
    activity = next((each for name, each in file.activities.items() if name == key), None)
    every = (activity and activity.periods, file.periods)
    return next((periods.months for periods in every if periods and periods.months), None)


def revised_activities(revision: Revision) -> list[str]:
    """The activities that the revision changes, for everybody or for some provider."""
    return list(dict.fromkeys(key for key, _ in _revised_parts(revision)))


def _name_rules(file: File) -> Iterator[Diagnostic]:
    """That no name in the file is one that a revision makes."""
    made: set[str] = set()
    for revision in file.revisions.values():
        for key in revised_activities(revision):
            made |= {f"{key} från {revision.start}", payment_key(key)}
    for name in (*file.activities, *file.providers):
        if name in made:
            help_text = "välj ett annat namn"
            message = f"namnet {name} är upptaget av en revidering"
            yield Diagnostic(DUPLICATE_NAME, message, help_text, name.place)


def overlay_rules(file: File, overlay: Block) -> Iterator[Diagnostic]:
    """That the revision is of what the file has; what is not, and has been told, is taken out."""
    activities = _block(child_of(overlay, _ACTIVITIES))
    yield from _unknown(activities, file.activities, "verksamheten", "verksamheter")
    for key, activity in activities.items():
        yield from _fixed(activity, FIXED_IN_ACTIVITY)
        if key in file.activities:
            yield from _row_rules(file.activities[key], activity)
    providers = _block(child_of(overlay, _PROVIDERS))
    yield from _unknown(providers, file.providers, "huvudmannen", "huvudmän", may_be_none=True)
    for name, provider in providers.items():
        yield from _fixed(provider, FIXED_IN_PROVIDER)
        agreements = _block(child_of(provider, _ACTIVITIES))
        agreed = file.providers[name].activities
        yield from _unknown(agreements, agreed, "verksamheten", f"verksamheter hos {name}")
        for agreement in agreements.values():
            yield from _fixed(agreement, FIXED_IN_AGREEMENT)
    for part in [part for part, named in overlay.items() if not named]:
        overlay.pop(part)


def _row_rules(activity: Activity, overlay: Node) -> Iterator[Diagnostic]:
    """That a row that the file has stays what it is; a row that the revision adds says it itself."""
    parts: tuple[tuple[str, Collection[str]], ...] = (
        ("kostnader", activity.lines),
        ("steg", activity.steps or {}),
        ("tillägg", activity.supplements),
    )
    for part, known in parts:
        for name, row in _block(child_of(overlay, part)).items():
            if name in known:
                yield from _fixed(row, FIXED_IN_ROW)


def fixed_rules(tree: Block) -> Iterator[Diagnostic]:
    """That no revision states what belongs to the whole file; that is taken out when it is told."""
    whole = [str(field.alias) for field in File.model_fields.values()]
    fixed = [key for key in whole if key not in (_ACTIVITIES, _PROVIDERS)]
    for revision in _block(child_of(tree, REVISIONS)).values():
        yield from _fixed(revision, fixed)


def change_rules(day: Word, overlay: Block) -> Iterator[Diagnostic]:
    """That the revision states something."""
    if not any(_stated(overlay)):
        help_text = "skriv det som ändras under verksamheter: eller huvudmän:"
        yield Diagnostic(NOTHING_REVISED, "revideringen ändrar ingenting", help_text, day.place)


def same_rules(overlay: Block, before: File, after: File) -> Iterator[Diagnostic]:
    """That the revision changes some number or rule of each activity and agreement that it states.

    Numbers are compared as numbers, however they are written; a text is not what anybody is paid.
    """
    for path in _stated(overlay):
        if _meaning(_at(before, path)) == _meaning(_at(after, path)):
            help_text = "skriv de belopp som ändras, eller ta bort raden"
            message = f"revideringen ändrar ingenting i {path[-1]}"
            yield Diagnostic(NOTHING_REVISED, message, help_text, path[-1].place)


def _at(file: File, path: tuple[Word, ...]) -> object:
    """The activity, the provider or the agreement that the keys lead to."""
    part, name, *rest = path
    if part == _ACTIVITIES:
        return file.activities[name]
    provider = file.providers[name]
    return provider.activities[rest[-1]] if rest else provider


def _meaning(value: object) -> object:
    """What the value says whatever its place and its writing, and without what is only text."""
    if isinstance(value, Figure):
        return value.value
    if isinstance(value, Part):
        fields = type(value).model_fields
        return {key: _meaning(getattr(value, key)) for key in fields if key not in _TEXTS}
    if isinstance(value, Mapping):
        return {str(key): _meaning(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_meaning(each) for each in value]
    return str(value)


def _stated(overlay: Block) -> Iterator[tuple[Word, ...]]:
    """The keys that lead to each activity, and to each agreement, that the revision states."""
    for part, named in overlay.items():
        for name, stated in _block(named).items():
            inner = _block(stated).items() if part == _PROVIDERS else []
            agreements: list[tuple[Word, ...]] = [
                (part, name, key, each)
                for key, value in inner
                if key == _ACTIVITIES
                for each in _block(value)
            ]
            yield from agreements or [(part, name)]


def _unknown(
    stated: Block, known: Collection[str], what: str, all_are: str, *, may_be_none: bool = False
) -> Iterator[Diagnostic]:
    """What nothing in the file is called; a file that lacks what it must have is told that instead."""
    for key in [key for key in stated if key not in known]:
        stated.pop(key)
        if known or may_be_none:
            yield unknown(NOT_THERE, what, key, known, all_are)


def _fixed(node: Node, keys: Iterable[str]) -> Iterator[Diagnostic]:
    block = _block(node)
    for key in [key for key in block if key in keys]:
        block.pop(key)
        help_text = "ta bort nyckeln; det som gäller hela året ändras i resten av filen"
        yield Diagnostic(FIXED, f"{key} kan inte revideras", help_text, key.place)


def _block(node: Node | None) -> Block:
    """The node if it has keys, else none; that it should have them is told elsewhere."""
    return node if isinstance(node, Block) else Block(BLANK.place)
