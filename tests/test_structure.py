"""The house stays in order: floors, no cycles, nothing too long to read, everything explained."""

from __future__ import annotations

import ast
import gc
import re
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from pathlib import Path

import pytest

from newsld.syntax.patterns import lazy_pattern

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "newsld"

LAYERS: tuple[tuple[str, ...], ...] = (
    ("findings",),
    ("syntax",),
    ("model",),
    ("web",),
    ("schemaorg",),
    ("checks", "formats"),
    ("pipeline",),
    ("draft", "views"),
    ("__init__",),
    ("contrib", "spark"),
    ("cli",),
    ("__main__",),
)
"""The entries of src/newsld from the lowest to the highest: each imports only from those below it."""

INSIDE: dict[str, tuple[tuple[str, ...], ...]] = {
    "model": (
        ("dates", "field_docs", "field_table", "notebook", "numbers", "versions", "text", "vocabulary"),
        ("literals", "span_words"),
        ("spans", "value_types"),
        ("node",),
        ("body", "dated", "draft_state", "relation"),
        ("captures", "citations", "entities", "events"),
        ("article",),
        ("__init__", "fields", "figure_words", "from_document", "keys", "sources", "to_document", "views"),
        ("capture_hash", "plain_article", "reference_targets", "standoff"),
    ),
    "web": (("html",), ("structured_data",), ("markup",)),
    "schemaorg": (("jsonld",), ("json_schema",)),
    "pipeline": (
        (
            "ignore_comments",
            "in_memory",
            "input_paths",
            "output",
            "run_rules",
            "same_address",
            "settings",
            "shared_entities",
        ),
        ("apply_settings", "format_detection", "place_findings", "schema_files"),
        ("story_checks",),
        ("flow",),
        ("archive", "fixing", "scaffold"),
        ("embedding",),
        ("api",),
    ),
}
"""The same inside packages of several rooms; an `__init__` that only describes its package is in no layer."""

SIBLINGS_APART = ("formats", "checks")
"""Parts in which no module imports another: the table in `__init__` alone knows them."""

FORBIDDEN_NAMES = {"base", "common", "core", "helpers", "helper", "manager", "misc", "util", "utils"}
MOST_ENTRIES = 16
LONGEST_FILE = 420
LONGEST_FUNCTION = 60


@cache
def _modules() -> dict[str, Path]:
    """Every module by its dotted name below newsld: `findings.errors`, `model.article`, `models.__init__`."""
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
        for path in sorted(PACKAGE.rglob("*.py"))
    }


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(_modules()[module].read_text("utf-8"))


@cache
def _imports(module: str, *, when_loaded: bool = False) -> frozenset[str]:
    """The modules of newsld that a module imports, anywhere in it or only as it is loaded itself."""
    return frozenset(
        name
        for node in _statements(_tree(module), when_loaded=when_loaded)
        for name in _named(node)
        if name != module
    )


def _statements(node: ast.AST, *, when_loaded: bool) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if when_loaded:
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                continue
            if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
                continue
        yield child
        yield from _statements(child, when_loaded=when_loaded)


def _named(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        if node.module == "newsld" or (node.module or "").startswith("newsld."):
            for alias in node.names:
                yield _module_of(f"{node.module}.{alias.name}")
    elif isinstance(node, ast.Import):
        for alias in node.names:
            if alias.name == "newsld" or alias.name.startswith("newsld."):
                yield _module_of(alias.name)


def _module_of(dotted: str) -> str:
    """The module that a dotted name leads to: itself, or the one that it is a name of."""
    name = dotted.removeprefix("newsld").removeprefix(".")
    for candidate in (name, f"{name}.__init__".removeprefix(".")):
        if candidate in _modules():
            return candidate
    parent = name.rpartition(".")[0]
    return parent if parent in _modules() else f"{parent}.__init__".removeprefix(".")


def _part(module: str) -> str:
    return module.partition(".")[0]


def _layer(part: str, layers: tuple[tuple[str, ...], ...]) -> int:
    for number, parts in enumerate(layers):
        if part in parts:
            return number
    pytest.fail(f"{part!r} is in no layer: add it to LAYERS or INSIDE, as low as it can be")


MODULES = sorted(_modules())


def test_the_walk_found_the_house() -> None:
    """A test that collects nothing would hold nothing."""
    assert {"findings.errors", "syntax.document", "model.article", "pipeline.flow", "cli.__init__"} <= set(
        MODULES
    )


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_from_layers_below(module: str) -> None:
    """Imports go down or stay inside one package; imports for types count as well."""
    upward = [
        imported
        for imported in sorted(_imports(module))
        if _part(imported) != _part(module)
        and _layer(_part(imported), LAYERS) >= _layer(_part(module), LAYERS)
    ]
    assert not upward, f"{module} imports {upward}, which are not below it"


@pytest.mark.parametrize("package", sorted(INSIDE))
def test_imports_go_down_inside_a_package_too(package: str) -> None:
    """The rooms of a package have an order as well, held in INSIDE."""
    inside = [
        module for module in MODULES if module.startswith(f"{package}.") and module != f"{package}.__init__"
    ]
    assert inside, f"{package}/ has no module"
    for module in inside:
        room = module.split(".")[1]
        for imported in sorted(_imports(module)):
            other = imported.split(".")[1] if imported.startswith(f"{package}.") else room
            if other != room:
                below = _layer(other, INSIDE[package]) < _layer(room, INSIDE[package])
                assert below, f"{module} imports {imported}, which is not below it"


def test_the_tree_fits_on_one_screen() -> None:
    """A newcomer reads the entries of src/newsld at one glance."""
    entries = {path.name for path in PACKAGE.iterdir()} - {"__pycache__"}
    assert len(entries) <= MOST_ENTRIES, sorted(entries)


@pytest.mark.parametrize("part", SIBLINGS_APART)
def test_formats_and_checks_never_import_each_other(part: str) -> None:
    """A new format or check is one file: no sibling leans on it, only the table names it."""
    inside = [module for module in MODULES if _part(module) == part]
    assert inside, f"{part}/ has no module"
    for module in inside:
        if module == f"{part}.__init__":
            continue
        own = ".".join(module.split(".")[:2])
        leaning = [
            imported
            for imported in _imports(module)
            if _part(imported) == part
            and imported != f"{part}.__init__"
            and not f"{imported}.".startswith(f"{own}.")
        ]
        assert not leaning, f"{module} imports its siblings {leaning}"


def test_no_module_is_loaded_in_a_circle() -> None:
    """What a module loads never loads it back; what a function imports when it runs may."""
    try:
        TopologicalSorter({module: _imports(module, when_loaded=True) for module in MODULES}).prepare()
    except CycleError as circle:
        pytest.fail(" -> ".join(circle.args[1]))


@pytest.mark.parametrize("module", MODULES)
def test_a_file_can_be_read_in_one_sitting(module: str) -> None:
    """No file and no function is longer than a person can hold in mind."""
    lines = _modules()[module].read_text("utf-8").count("\n")
    assert lines <= LONGEST_FILE, f"{module} has {lines} lines"
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{module}: {node.name} has {length} lines"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_says_in_one_sentence_what_it_is_for(module: str) -> None:
    """The first paragraph of the docstring is one sentence with a full stop, in at most two lines."""
    said = ast.get_docstring(_tree(module))
    assert said, f"{module} has no docstring"
    first = said.split("\n\n")[0]
    assert first.endswith("."), f"{module}: the first sentence has no full stop"
    assert first.count("\n") <= 1, f"{module}: the first sentence is too long"


@pytest.mark.parametrize("module", MODULES)
def test_every_public_name_has_a_docstring(module: str) -> None:
    """Public classes, functions and methods promise something."""
    bare = [name for name, node in _public(_tree(module)) if not ast.get_docstring(node)]
    assert not bare, f"{module}: {bare} have no docstring"


def _public(
    node: ast.Module | ast.ClassDef, within: str = ""
) -> Iterator[tuple[str, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]]:
    for child in node.body:
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and child.name[0] != "_":
            # The variants of an overload are explained by the function itself.
            if "overload" in {ast.unparse(mark).rpartition(".")[2] for mark in child.decorator_list}:
                continue
            yield within + child.name, child
            if isinstance(child, ast.ClassDef):
                yield from _public(child, f"{within}{child.name}.")


def test_an_underscore_alone_makes_a_name_private() -> None:
    """No module imports a name with an underscore; `__all__` is for what users import, and what a module passes on."""
    listing = set()
    for module in MODULES:
        for node in ast.walk(_tree(module)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("newsld"):
                private = [one.name for one in node.names if one.name[0] == "_" and one.name[:2] != "__"]
                assert not private, f"{module} imports {private}"
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
                listing.add(module)
    assert {one for one in listing if not one.endswith("__init__") and not one.startswith("contrib.")} == {
        "formats.tables.parquet", "formats.tables.sqlite", "spark",
    }  # fmt: skip


@pytest.mark.parametrize("module", MODULES)
def test_names_of_modules_are_plain_nouns(module: str) -> None:
    """A name such as utils says nothing of what is inside."""
    words = {word for part in module.split(".") for word in re.split(r"_+", part)}
    assert not words & FORBIDDEN_NAMES


def test_the_package_promises_types() -> None:
    """py.typed tells type checkers that the annotations hold."""
    assert (PACKAGE / "py.typed").is_file()


def test_every_lazy_pattern_compiles() -> None:
    """A lazy pattern that is invalid would raise in the run of a user, and not when its module is imported."""
    for module in MODULES:
        import_module(f"newsld.{module}".removesuffix(".__init__"))
    patterns = [one for one in gc.get_objects() if type(one) is type(lazy_pattern(""))]
    assert len(patterns) > 300
    for one in patterns:
        one.groups  # noqa: B018 -- compiles it
