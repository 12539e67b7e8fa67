"""The reference of the budget file: budgets/README.md, made from the models, the law and the examples.

Run `python -m tests.reference` in the repository to write the page anew.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bidrag.budget.jsonschema import file_schema
from bidrag.budget.load import load_budget
from bidrag.budget.modeline import MODELINE, SCHEMA_FILE
from bidrag.budget.shapes import ITEM, NAMED
from bidrag.calculation import compute
from bidrag.calculation.legal import LABELS
from bidrag.law import FORMS, Rate
from bidrag.numerals import first_upper, percent
from bidrag.output.amounts.layout import document
from bidrag.output.amounts.pages import Page
from bidrag.output.markdown import escape

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "budgets" / "README.md"
EXAMPLES = ROOT / "tests" / "exempel"
WRITE = "python -m tests.reference"
# How a description ends: `Förval: lagens stege.`, `Krävs med procent.`
_NEED = re.compile(r" ((?:Förval:|Krävs) .+)\.$")
INTRO = f"""\
# Budgetfilen

En budgetfil är kommunens budget för ett kalenderår, och allt som bidrag till enskilda huvudmän och
interkommunal ersättning räknas ut av. Den heter efter året, `2024.yaml`, och ligger i den här mappen.
Här står allt som kan stå i den, och [ett helt exempel för varje skolform](#exempel).

Sidan är genererad och ändras inte för hand: `{WRITE}` skriver om den.

## Hur en fil är byggd

- En rad är en **nyckel**, ett kolon och ett **värde**: `kommun: Exempelby kommun`.
- Det som hör till en nyckel står på raderna under, två mellanslag längre in. Indraget visar vad som hör
  ihop.
- En lista är ett värde på varje rad, med streck och mellanslag före: `- grundskola`. Kort går den att
  skriva `[förskoleklass, grundskola]`, och nycklar med värden `{{1-3: 0.9, 4-6: 1}}`, där decimalerna
  skrivs med punkt eftersom kommat skiljer värdena åt.
- Verksamheter, grupper, kostnadsrader, steg och huvudmän har **egna namn**, och skrivs likadant överallt.
- Det som står efter `#` är en kommentar. Efter en text står två mellanslag före `#`.
- En okänd nyckel, en nyckel som står två gånger och ett tomt värde är fel. Alla fel visas på en gång med
  rad och råd; [felkatalogen](../tests/errors/README.md) har dem alla.

En editor som förstår JSON Schema (till exempel Visual Studio Code med tillägget YAML) visar
förklaringarna på den här sidan medan du skriver, om filen börjar med

```yaml
{MODELINE}
```

och `{SCHEMA_FILE}` ligger i samma mapp. `bidrag new` och `bidrag import -o` skriver båda delarna, och
`bidrag schema -o budgets/{SCHEMA_FILE}` bara schemat.

Editorn prövar varje värde för sig. Det som ska stämma mellan dem, och ett tal som `10.993`, som editorn
redan har läst som ett decimaltal, prövas när budgeten räknas.
"""


def page() -> str:
    """The whole of budgets/README.md."""
    whole = file_schema()
    parts = {whole["title"]: whole} | {part["title"]: part for part in _parts(whole)}
    return "\n".join(
        [
            INTRO,
            _section("Filens delar", *(_part(part, whole["$defs"]) for part in parts.values())),
            _section("Så skrivs värdena", *_values()),
            _section("Skolformerna", *_law()),
            _section("Lagens stege", *_ladder()),
            _section("Exempel", _contents(), *map(_example, example_files())),
        ]
    )


def example_files() -> list[Path]:
    """The complete examples: the law's forms in its order, then a form of one's own."""
    names = [*(form.replace(" ", "-") for form in FORMS), "egen-skolform"]
    found = {path.stem: path for path in EXAMPLES.glob("*.yaml")}
    return [found[name] for name in names if name in found]


def _section(heading: str, *blocks: str) -> str:
    return "\n\n".join([f"## {heading}", *blocks]) + "\n"


def _parts(whole: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The parts of the file in the order in which their keys come, the outer before the inner."""
    for name in dict.fromkeys(_references(whole)):
        part = whole["$defs"][name]
        if name not in NAMED:
            yield part
            yield from _parts({**part, "$defs": whole["$defs"]})


def _references(node: Any, key: str = "") -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            if name != "$defs":
                yield from _references(value, name)
    elif isinstance(node, list):
        for each in node:
            yield from _references(each)
    elif key == "$ref":
        yield node.rpartition("/")[2]


def _part(part: dict[str, Any], definitions: dict[str, Any]) -> str:
    keys = next((each for each in part.get("anyOf", []) if "properties" in each), part)
    rows = [
        (f"`{key}`", _meaning(node), _value(node, definitions), _need(key, node, keys))
        for key, node in keys["properties"].items()
    ]
    table = _table(("nyckel", "betydelse", "värde", "krävs eller förval"), rows)
    return "\n\n".join([f"### {first_upper(part['title'])}", part["description"], table])


def _meaning(node: dict[str, Any]) -> str:
    return _NEED.sub("", node["description"])


def _need(key: str, node: dict[str, Any], keys: dict[str, Any]) -> str:
    if key in keys.get("required", []):
        return "krävs"
    need = _NEED.search(node["description"])
    return need[1][0].lower() + need[1][1:] if need else "valfri"


def _value(node: dict[str, Any], definitions: dict[str, Any]) -> str:
    """What may stand there, in words; a part of the file is linked to its section."""
    match node:
        case {"$ref": str(reference)}:
            name = reference.rpartition("/")[2]
            title = definitions[name]["title"]
            return title if name in NAMED else f"[{title}](#{_anchor(title)})"
        case {"anyOf": [one, {"type": "array"}]}:
            return f"{_value(one, definitions)}, eller en lista"
        case {"anyOf": list(choices)} | {"oneOf": list(choices)}:
            return ", eller ".join(_value(each, definitions) for each in choices)
        case {"type": "object"}:
            return _values_by_name(node, definitions)
    raise AssertionError(f"no words for {node}")


def _values_by_name(node: dict[str, Any], definitions: dict[str, Any]) -> str:
    match node:
        case {"properties": dict(codes)}:
            return f"text efter någon av koderna {', '.join(codes)}"
        case {"additionalProperties": {"oneOf": [one, {"type": "object"}]}}:
            return f"{_value(one, definitions)} för varje grupp"
        case {"additionalProperties": dict(inner)}:
            return f"namn: {_value(inner, definitions)}"
    raise AssertionError(f"no words for {node}")


def _anchor(heading: str) -> str:
    """The name that GitHub and GitLab give a heading, for links to it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _values() -> list[str]:
    rows = [
        (shape["title"], shape["description"], ", ".join(f"`{each}`" for each in _examples(shape)))
        for shape in NAMED.values()
    ]
    note = (
        "Ett tal som kan läsas på två sätt godtas inte: `10,993` kan vara drygt tio eller nästan elva "
        "tusen. Skriv `10993` eller `10 993` för det ena och `10,9930` för det andra. Ett tomt värde blir "
        "aldrig noll."
    )
    return [note, _table(("värde", "så skrivs det", "till exempel"), rows)]


def _examples(shape: dict[str, Any]) -> list[str]:
    """What may be written: all there is to choose from, else some examples."""
    choices = [each["const"] for each in shape.get("oneOf", [])]
    return shape.get("examples") or shape.get("enum") or choices


def _law() -> list[str]:
    forms = [
        (
            f"`{form.key}`",
            form.unit,
            f"{form.grundbelopp}",
            f"{form.tilläggsbelopp}",
            ", ".join(item.key for item in form.items),
            _rate(form.administration),
            _rate(form.moms),
        )
        for form in FORMS.values()
    ]
    heads = (
        "skolform",
        "enhet",
        "grundbelopp",
        "tilläggsbelopp",
        "kostnadsslag",
        "administration",
        "moms",
    )
    items = [(f"`{each['const']}`", each["description"]) for each in ITEM["anyOf"][0]["oneOf"]]
    return [_table(heads, forms), _table(("kostnadsslag", "står i"), items)]


def _rate(rates: tuple[Rate, ...]) -> str:
    return ", ".join(f"{percent(rate.share)} ({rate.paragraph})" for rate in rates)


def _ladder() -> list[str]:
    rules = (
        "summan av kostnadsraderna",
        "lagens procentsats på grundbelopp",
        "grundbelopp och administration; till annan kommun",
        "lagens procentsats på ike",
        "ike och moms; till fristående",
    )
    rows = [
        (f"`{key}`", label, rule) for (key, label), rule in zip(LABELS.items(), rules, strict=True)
    ]
    text = (
        "En verksamhet utan `steg:` går från rader till pris så här. Den som räknar på ett annat sätt "
        "skriver egna steg; programmet ser till att varje rad och varje påslag ingår i bidraget precis en "
        "gång. Tillägg ligger vid sidan av: till fristående läggs moms på dem, men ingen administration."
    )
    return [text, _table(("steg", "i tabellen", "räknas"), rows)]


def _contents() -> str:
    names = [path.stem.replace("-", " ") for path in example_files()]
    links = "\n".join(f"- [{name}](#{_anchor(f'Exempel: {name}')})" for name in names)
    return f"Ett helt exempel för varje skolform, från den påhittade Exempelby kommun.\n\n{links}"


def _example(path: Path) -> str:
    calculation = compute(load_budget(path))
    pages = document(calculation).pages
    link = f"[{path.name}](../{path.relative_to(ROOT).as_posix()})"
    name = path.stem.replace("-", " ")
    return "\n\n".join(
        [
            f"### Exempel: {name}",
            f"{link} ger de här beloppen i kronor (summorna; `bidrag compute {path.name}` visar alla rader):",
            *map(_amounts, pages),
            f"```yaml\n{path.read_text(encoding='utf-8')}```",
        ]
    )


def _amounts(page: Page) -> str:
    """The sums of a table, per child."""
    columns = [column for column in page.columns if column.group and "Andel" not in column.heading]
    rows = [
        (escape(label), *(escape(column.cells[i]) for column in columns))
        for i, label in enumerate(page.labels)
        if page.strong[i]
    ]
    heads = [escape(" ".join(column.heading)) for column in columns]
    return f"**{escape(page.title)}**\n\n{_table(('', *heads), rows)}"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(heads)
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    PAGE.write_bytes(page().encode())
