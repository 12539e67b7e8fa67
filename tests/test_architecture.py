"""The arrows between the parts of the program, read from its source: who may import what."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "bidrag").rglob("*.py"))
}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in SOURCES.items()}

# All that a part may import beside the standard library.
MAY_IMPORT = {
    "bidrag.numerals": set[str](),
    "bidrag.oserrors": set[str](),
    "bidrag.rounding": {"bidrag.numerals", "bidrag.calculation"},
    "bidrag.law": {"bidrag.law"},
    "bidrag.calculation": {"bidrag.law", "bidrag.calculation"},
    "bidrag.budget": {
        "bidrag.law",
        "bidrag.calculation",
        "bidrag.numerals",
        "bidrag.oserrors",
        "bidrag.budget",
        "pydantic",
        "pydantic_core",
        "yaml",
    },
    "bidrag.imports": {
        "bidrag.law",
        "bidrag.calculation",
        "bidrag.numerals",
        "bidrag.budget",
        "bidrag.imports",
        "openpyxl",
    },
    "bidrag.review": {
        "bidrag.law",
        "bidrag.calculation",
        "bidrag.numerals",
        "bidrag.rounding",
        "bidrag.review",
    },
}
# What a part may not import; a part in `MAY_IMPORT` may not import anything else either.
MAY_NOT_IMPORT = {
    "bidrag.output": {
        "bidrag.budget",
        "bidrag.imports",
        "bidrag.cli",
        "typer",
        "yaml",
        "pydantic",
        "pydantic_core",
    },
    "bidrag.review": {
        "bidrag.output",
        "bidrag.cli",
        "rich",
        "typer",
        "yaml",
        "pydantic",
        "pydantic_core",
    },
    # The world outside: files, processes, the clock, the locale, the screen, chance.
    "bidrag.calculation": {
        "asyncio",
        "calendar",
        "datetime",
        "gettext",
        "importlib",
        "io",
        "locale",
        "logging",
        "os",
        "pathlib",
        "random",
        "secrets",
        "shutil",
        "socket",
        "subprocess",
        "sys",
        "tempfile",
        "threading",
        "time",
    },
}
# The only places that may import these.
ONLY_IN = {
    "rich": {
        "bidrag.output.console",
        "bidrag.output.progress",
        "bidrag.output.amounts.terminal",
        "bidrag.output.changes.terminal",
        "bidrag.output.explanation.terminal",
        "bidrag.output.findings.terminal",
    },
    "typer": {"bidrag.cli", "bidrag.__main__"},
    "pydantic": {"bidrag.budget"},
    "pydantic_core": {"bidrag.budget"},
    "yaml": {"bidrag.budget"},
    "openpyxl": {"bidrag.imports.workbook"},
    "xlsxwriter": {"bidrag.output.book.write"},
    "jinja2": {"bidrag.output.web.write"},
    "typst": {"bidrag.output.annex.font", "bidrag.output.annex.write"},
    "font_source_sans_pro": {"bidrag.output.annex.font"},
    "fontTools": {"bidrag.output.annex.font"},
    "pikepdf": {"bidrag.output.annex.rowheadings"},
}


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_a_part_imports_only_what_it_may(part: str) -> None:
    found = [
        f"{module} imports {name}"
        for module in _modules(part)
        for name in _imports(module)
        if not _is_standard(name) and not _is_in_any(name, MAY_IMPORT[part])
    ]
    assert not found


@pytest.mark.parametrize("part", MAY_NOT_IMPORT)
def test_a_part_imports_nothing_that_it_may_not(part: str) -> None:
    found = [
        f"{module} imports {name}"
        for module in _modules(part)
        for name in _imports(module)
        if _is_in_any(name, MAY_NOT_IMPORT[part])
    ]
    assert not found


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_imported_only_where_it_belongs(library: str) -> None:
    importers = {
        module
        for module in SOURCES
        if any(_is_in_any(name, {library}) for name in _imports(module))
    }
    assert importers, f"nothing imports {library}"
    assert {module for module in importers if not _is_in_any(module, ONLY_IN[library])} == set()


def test_every_part_is_there() -> None:
    for part in (*MAY_IMPORT, "bidrag.review", "bidrag.output", "bidrag.cli"):
        assert part in SOURCES


def test_the_core_reads_and_prints_nothing() -> None:
    found = [
        place
        for module in _modules("bidrag.calculation")
        for place in _named(
            module, {"print", "open", "input", "breakpoint", "exec", "eval", "__import__"}
        )
    ]
    assert not found


@pytest.mark.parametrize("module", SOURCES)
def test_no_float_and_no_rounding_to_even(module: str) -> None:
    literals = [
        f"{module}:{node.lineno}: {node.value}"
        for node in ast.walk(TREES[module])
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex)
    ]
    assert not literals
    assert not _named(module, {"float", "complex", "round"})


@pytest.mark.parametrize("module", SOURCES)
def test_everything_public_says_what_it_does(module: str) -> None:
    tree = TREES[module]
    nodes = [("", tree), *_public(tree)]
    assert [f"{module}.{name}" for name, node in nodes if not ast.get_docstring(node)] == []


def test_the_readers_of_source_see_what_they_should() -> None:
    assert "bidrag.calculation.formula.Given" in _imports("bidrag.calculation.budget")
    assert "bidrag.output.amounts.terminal.print_terminal" in _imports("bidrag.cli.compute")
    assert not _is_in_any("bidrag.lawful", {"bidrag.law"})
    names = [name for name, _ in _public(TREES["bidrag.calculation.tables"])]
    assert "Calculation.only" in names


def _modules(part: str) -> list[str]:
    return [module for module in SOURCES if _is_in_any(module, {part})]


def _imports(module: str) -> set[str]:
    """Everything that the module imports, wherever in it, as full dotted names."""
    found = set()
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}:{node.lineno}: a relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _is_standard(name: str) -> bool:
    return name.partition(".")[0] in sys.stdlib_module_names


def _is_in_any(name: str, parents: set[str]) -> bool:
    return any(name == parent or name.startswith(f"{parent}.") for parent in parents)


def _named(module: str, names: set[str]) -> list[str]:
    """The places where the module uses any of these built-in names."""
    return [
        f"{module}:{node.lineno}: {node.id}"
        for node in ast.walk(TREES[module])
        if isinstance(node, ast.Name) and node.id in names
    ]


Documented = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _public(tree: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[tuple[str, Documented]]:
    """The public classes, functions and methods; what stands inside a function is not public."""
    for node in tree.body:
        if isinstance(node, Documented) and not node.name.startswith("_"):
            yield prefix + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from _public(node, f"{prefix}{node.name}.")
