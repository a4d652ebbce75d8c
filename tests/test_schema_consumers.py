"""Other programs use the published schemas: validators with their defaults, generators of types, editors.

Tests with programs of npm are skipped where these are missing: `npm install --prefix tests/judges/node` installs them,
or NEWSLD_NODE_MODULES names the folder `node_modules` of another place.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from jsonschema.exceptions import best_match

import newsld
from newsld.model.span_words import by_offsets, by_words
from newsld.model.to_document import story_data
from newsld.pipeline.schema_files import build_schema_files
from newsld.schemaorg.json_schema.validator import is_valid
from stories import fixture_articles
from strategies import articles
from test_schema import damaged

JUDGES = Path(__file__).parent / "judges" / "node"
FILES = build_schema_files()
SCHEMAS = {name: json.loads(content) for name, content in FILES.items() if name.endswith(".schema.json")}
STORY = jsonschema.Draft202012Validator(SCHEMAS["story.schema.json"])

MISSPELT: dict[str, tuple[dict[str, Any], str]] = {
    "a key of the story": ({"newsld": 2, "headlin": "x"}, "headlin"),
    "a key of a person": ({"newsld": 2, "people": {"ann": {"nam": "Ann"}}}, "nam"),
    "a key of a citation": ({"newsld": 2, "citations": {"a": {"chian": []}}}, "chian"),
    "a key of a hop": ({"newsld": 2, "citations": {"a": {"chain": [{"parties": "x", "rol": "y"}]}}}, "rol"),
    "a key of a relation": ({"newsld": 2, "people": {"a": {"parent": {"id": "b", "bsis": "given"}}}}, "bsis"),
    "a value": ({"newsld": 2, "events": {"e": {"factuality": "claim"}}}, "claim"),
}


def test_there_are_schemas() -> None:
    """The tests below judge each of them."""
    assert SCHEMAS.keys() == {
        f"{name}.schema.json" for name in ("story", "jsonld", "front-matter", "findings", "chunks", "answer")
    }


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _nodes(item)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_has_only_formats_that_validators_know(name: str) -> None:
    """An unknown format is an error in Ajv."""
    formats = {node["format"] for node in _nodes(SCHEMAS[name]) if isinstance(node.get("format"), str)}
    assert formats <= {"date", "date-time"}


@given(articles(nul=True))
def test_every_story_that_newsld_writes_is_valid(article: Any) -> None:
    """With words or offsets, with lists or single values."""
    for words in (by_words, by_offsets):
        for single in (True, False):
            assert STORY.is_valid(story_data(article, words=words, single=single))


@given(damaged())
def test_what_newsld_accepts_the_published_schema_accepts(data: dict[str, Any]) -> None:
    """It is less strict only about dates, addresses and languages."""
    if is_valid(data):
        assert STORY.is_valid(data)


@pytest.mark.parametrize("case", MISSPELT)
def test_a_misspelt_key_is_a_short_message(case: str) -> None:
    """In jsonschema, which check-jsonschema uses, it names the key and no list of 1,500 others."""
    data, word = MISSPELT[case]
    errors = list(STORY.iter_errors(data))
    assert errors
    for error in (*errors, best_match(errors)):
        assert len(error.message) < 120, error.message
    assert word in errors[0].message


# -- programs of npm -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def modules() -> Path:
    """The folder of the installed programs."""
    named = os.environ.get("NEWSLD_NODE_MODULES")
    folder = Path(named) if named else JUDGES / "node_modules"
    if shutil.which("node") is None or not (folder / "ajv").is_dir():
        pytest.skip("node or its packages are missing: npm install --prefix tests/judges/node")
    return folder


@pytest.fixture
def bench(modules: Path, tmp_path: Path) -> Path:
    """A folder with the schemas, the programs of tests/judges/node and their packages."""
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    for path in JUDGES.iterdir():
        if path.is_file():
            shutil.copy(path, tmp_path)
    (tmp_path / "node_modules").symlink_to(modules.resolve())
    return tmp_path


def _run(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["node", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("name", SCHEMAS)
def test_ajv_compiles_a_schema_without_a_warning(name: str, bench: Path) -> None:
    """Strict mode, as it is by default."""
    assert json.loads(_run(bench, "validate.mjs", name, "[]")) == []


def test_ajv_names_a_misspelt_key(bench: Path) -> None:
    """In a parameter of its first error."""
    documents = [data for data, _ in MISSPELT.values()]
    answers = json.loads(_run(bench, "validate.mjs", "story.schema.json", json.dumps(documents)))
    for (data, word), errors in zip(MISSPELT.values(), answers, strict=True):
        assert errors, data
        assert len(errors[0]["message"]) < 100
        if word in ("headlin", "nam", "chian", "rol"):
            assert word in errors[0]["params"].values()


@pytest.mark.parametrize(
    ("name", "types"),
    [
        ("story", {"Story", "Person", "Organization", "Place", "Event", "Quotation", "Figure", "Citation", "Hop",
                   "Mention", "Role", "Dated", "Relation", "Words", "Body", "Image", "Correction"}),
        ("jsonld", {"JsonLd", "Document", "GraphDocument", "Node"}),
        ("front-matter", {"FrontMatter", "Person", "Citation"}),
        ("findings", {"Findings"}),
    ],
)  # fmt: skip
def test_a_generator_makes_named_types(name: str, types: set[str], bench: Path) -> None:
    """json-schema-to-typescript names each type once, and leaves no value unknown."""
    program = "node_modules/json-schema-to-typescript/dist/src/cli.js"
    made = _run(bench, program, f"{name}.schema.json")
    names = re.findall(r"(?m)^export (?:type|interface) (\w+)", made)
    assert types <= set(names)
    numbered = {one for one in names if one[-1].isdigit()}
    assert numbered <= ({"Document1", "Node1"} if name == "jsonld" else set()), numbered
    values = [line.strip() for line in made.splitlines() if "unknown" in line and "[k: string]" not in line]
    assert values == []


def _compile(bench: Path, *files: str) -> None:
    """Compile TypeScript as strictly as it can be."""
    flags = [
        "--strict",
        "--noEmit",
        "--target",
        "es2020",
        "--module",
        "es2020",
        "--moduleResolution",
        "bundler",
    ]
    _run(bench, "node_modules/typescript/bin/tsc", *flags, *files)


def test_the_types_for_typescript_compile_and_find_mistakes(bench: Path) -> None:
    """A consumer of stories, JSON-LD and findings under `tsc --strict`."""
    _compile(bench, "consumer.ts", "newsld.d.ts")


def test_json_ld_for_pages_has_the_types_of_schema_dts(bench: Path) -> None:
    """Under `tsc --strict`, which also refuses a key that schema.org does not have, as the last lines show."""
    if not (bench / "node_modules" / "schema-dts").is_dir():
        pytest.skip("schema-dts is missing: npm install --prefix tests/judges/node")
    lines = ['import type { NewsArticle, WithContext } from "schema-dts";']
    for article in fixture_articles().values():
        for claims in (False, True):
            page = newsld.write(article, "jsonld", jsonld="page", claims=claims).decode()
            lines.append(f"export const page{len(lines)}: WithContext<NewsArticle> = {page};")
    wrong = '{"@context": "https://schema.org", "@type": "NewsArticle", "headlin": "Ferry back"}'
    lines += [
        "// @ts-expect-error: a misspelt key",
        f"export const wrong: WithContext<NewsArticle> = {wrong};",
    ]
    (bench / "pages.ts").write_text("\n".join(lines), "utf-8")
    _compile(bench, "pages.ts")


QUESTIONS = {
    "keys of a story": ("newsld: 2\n", 1, 0, {"headline", "people", "organizations", "places", "events", "citations"}),
    "types of an organization": ("newsld: 2\norganizations:\n  pa:\n    type: \n", 3, 10,
                                 {"NewsMediaOrganization", "GovernmentOrganization", "Corporation"}),
    "types of a place": ("newsld: 2\nplaces:\n  skell:\n    type: \n", 3, 10, {"City", "Country"}),
    "types of an event": ("newsld: 2\nevents:\n  gala:\n    type: \n", 3, 10, {"SportsEvent"}),
    "types of a story": ("newsld: 2\ntype: \n", 1, 6, {"ReportageNewsArticle", "OpinionNewsArticle"}),
    "keys of a person": ("newsld: 2\npeople:\n  ann:\n    name: Ann\n    \n", 4, 4, {"parent", "roles", "birthDate"}),
    "values of a choice": ("newsld: 2\nevents:\n  gala:\n    factuality: \n", 3, 16, {"asserted", "claimed"}),
    "values of an origin": ("newsld: 2\ncitations:\n  a:\n    origin: \n", 3, 12, {"given", "not-given", "own"}),
}  # fmt: skip


def test_an_editor_completes_keys_types_and_choices(bench: Path) -> None:
    """As yaml-language-server does in VS Code, Neovim and others, with the schema in the first line of the story."""
    questions = [[text, line, column] for text, line, column, _ in QUESTIONS.values()]
    questions.append(["newsld: 2\nheadlin: x\n", 2, 0])
    server = "node_modules/yaml-language-server/bin/yaml-language-server"
    schema = str(bench / "story.schema.json")
    *answers, last = json.loads(_run(bench, "complete.mjs", server, schema, json.dumps(questions)))
    for (name, (_, _, _, expected)), answer in zip(QUESTIONS.items(), answers, strict=True):
        assert expected <= set(answer["labels"]), name
    assert last["messages"] == ["Property headlin is not allowed."]
