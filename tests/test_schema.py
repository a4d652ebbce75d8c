"""The schemas are generated from the models, agree with them, and explain each fault in one finding."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema_rs import Draft202012Validator as FastValidator
from pydantic import ValidationError

import build_line_schema
from newsld.model.from_document import article_from
from newsld.model.span_words import by_offsets, by_words
from newsld.model.to_document import story_data
from newsld.model.versions import STORY_VERSION
from newsld.schemaorg.json_schema.explain import explain
from newsld.schemaorg.json_schema.generate import findings_schema, schemas, story_schema
from newsld.schemaorg.json_schema.validator import STRING_FORMATS, format_checker, is_valid
from strategies import EDTF_DATES, TIMESTAMPS, articles

NOT_STRUCTURE = {"words_missing", "words_ambiguous", "mention_twice"}
"""What the models alone can know: it is about the words of the body, or about two things at once."""

ODD = (
    None, True, False, 0, 1, -1, 1.0, 2.5, 2**63, 10**30, "", " ", "x", "Ines Farrow", "a-b", "-a", "a\n",
    "é", "1", "1e3", "3,5", "true", "NO",
    "2024-12-08", "2024-13-01", "2024-02-30T00:00:00Z", "2024-12-08T10:30:00", "https://e.example/a",
    "https://e.example/a b", "_:", "en", "en_IN",
    [], {}, [None], [[]], ["x"], ["x", "x"], {"a": 1}, {"id": "a"}, {"text": "x"}, {"exact": "x"},
    {"exact": "x", "from": "y"}, {"from": "x"},
    {"from": "x", "to": "y"}, {"start": 0, "end": 1}, {"start": 0.0, "end": 1.0}, {"start": 1, "end": 0},
    {"start": -1, "end": 1}, {"start": 0, "exact": "x"},
    {"start": "0", "exact": "x"}, {"start": 0, "exact": "x", "prefix": "y"}, {"exact": "x", "end": 3},
    {"prefix": "x"}, {"exact": None},
    {"date": "2024"}, {"date": None}, {"date": "2024", "basis": "guessed"}, {"url": "https://e.example/a"},
    {"parties": []}, {"parties": "a"},
    *EDTF_DATES[:4], *TIMESTAMPS[:2],
)  # fmt: skip
KEYS = (
    "id", "x", "headline", "wordCount", "date_published", "extra", "iri", "words", "of", "date", "name",
    "text", "blocks", "start", "parties",
    "newsld", "Ines", "ines-farrow", "min", "exclusive", "level", "type", "@type",
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, Any]:
    """Return the data of a story with up to three values removed, renamed, added or replaced."""
    article = draw(articles())
    style = draw(st.sampled_from((by_words, by_offsets)))
    data = json.loads(json.dumps(story_data(article, words=style, single=draw(st.booleans()))))
    for _ in range(draw(st.integers(0, 3))):
        places = _collections(data)
        node = draw(st.sampled_from(places))
        value = draw(st.sampled_from(ODD))
        if isinstance(node, list):
            if node and draw(st.booleans()):
                node[draw(st.integers(0, len(node) - 1))] = value
            else:
                node.append(value)
            continue
        key = draw(st.sampled_from(sorted(node))) if node else "x"
        match draw(st.integers(0, 3)):
            case 0:
                node[key] = value
            case 1:
                node.pop(key, None)
            case 2:
                node[draw(st.sampled_from(KEYS))] = node.pop(key, value)
            case _:
                node[draw(st.sampled_from(KEYS))] = value
    return data


def _collections(node: Any) -> list[Any]:
    """Return all mappings and lists of the data, the outermost first."""
    found = [node]
    for value in node.values() if isinstance(node, dict) else node:
        if isinstance(value, (dict, list)):
            found += _collections(value)
    return found


def models_accept(data: dict[str, Any]) -> bool:
    """Return whether the models accept the structure of a story."""
    try:
        article_from(data)
    except ValidationError as error:
        faults = {fault["type"] for fault in error.errors(include_url=False, include_input=False)}
        return faults <= NOT_STRUCTURE and _version(data)
    return _version(data)


def _version(data: dict[str, Any]) -> bool:
    return type(data.get("newsld")) in {int, float} and data["newsld"] == STORY_VERSION


@given(articles(nul=True), st.booleans())
def test_written_data_is_valid(article: Any, single: bool) -> None:
    """The data of every article is valid under the story schema, in every style."""
    for words in (by_words, by_offsets):
        data = story_data(article, words=words, single=single)
        assert explain(data) == []
        assert is_valid(data)


@cache
def story_validator() -> jsonschema.Draft202012Validator:
    """The validator of jsonschema for stories: making the schema for each example would take most of the time."""
    return jsonschema.Draft202012Validator(story_schema(), format_checker=format_checker())


@given(damaged())
def test_schema_and_models_agree_on_structure(data: dict[str, Any]) -> None:
    """Both validators and the models agree on any data, and invalid data is explained."""
    fast = is_valid(data)
    slow = story_validator().is_valid(data)
    assert fast == slow
    assert fast == models_accept(data)
    assert bool(explain(data)) == (not fast)


def test_the_schema_files_are_up_to_date(root: Path) -> None:
    """Every generated file of schemas/ has the bytes that the models give now."""
    made = schemas()
    assert made
    for name, content in made.items():
        assert (root / "schemas" / name).read_bytes() == content, (
            f"schemas/{name} is out of date. Run: make schemas"
        )


def test_the_line_schema_is_up_to_date() -> None:
    """`make schemas` regenerates it."""
    assert build_line_schema.OUTPUT.read_bytes() == build_line_schema.content()


@pytest.mark.parametrize("name", sorted(build_line_schema.QUICK_FORMATS))
@given(data=st.data())
def test_what_a_quick_pattern_of_the_line_schema_accepts_has_the_format(
    name: str, data: st.DataObject
) -> None:
    """Each pattern accepts only texts that the test of the format accepts, and some."""
    pattern = re.compile(build_line_schema.QUICK_FORMATS[name].replace("$", r"\Z"), re.ASCII)
    assert STRING_FORMATS[name](data.draw(st.from_regex(pattern)))


def test_schemas_are_valid() -> None:
    """Each schema is valid JSON Schema 2020-12, has its own address, and compiles in both validators."""
    addresses = set()
    for content in (content for name, content in schemas().items() if name.endswith(".json")):
        schema = json.loads(content)
        jsonschema.Draft202012Validator.check_schema(schema)
        FastValidator(schema)
        addresses.add(schema["$id"])
    assert len(addresses) == len(schemas()) - 1  # and the types for TypeScript


def test_every_field_of_the_story_is_described() -> None:
    """Editors show a description of every key of a story."""
    schema = story_schema()
    nodes = [schema, *schema["$defs"].values()]
    fields = [(name, field) for node in nodes for name, field in node.get("properties", {}).items()]
    assert len(fields) > 100
    assert [name for name, field in fields if not field.get("description")] == []


def test_findings_are_valid_under_their_schema() -> None:
    """The JSON output of findings is valid under its schema."""
    found = [finding.as_json() for finding in explain({"headlin": "x"})]
    jsonschema.validate(found, findings_schema())
    assert is_valid(found, "findings")
    assert not is_valid([{**found[0], "line": 0}], "findings")


def _story(**fields: Any) -> dict[str, Any]:
    return {"newsld": 2, **fields}


ONE_FAULT = [
    ({}, "NLD-SCH-003", "", "newsld: 2"),
    ([], "NLD-SCH-002", "", "keys and values"),
    (_story(newsld=3), "NLD-SCH-004", "/newsld", "newsld: 2"),
    (_story(headlin="x"), "NLD-SCH-001", "/headlin", "headline"),
    (_story(date_published="x"), "NLD-SCH-001", "/date_published", "datePublished"),
    (_story(people={"a": {"givenname": "x"}}), "NLD-SCH-001", "/people/a/givenname", "givenName"),
    (_story(people={"a": {"telefone": "x"}}), "NLD-SCH-001", "/people/a/telefone", "telephone"),
    (_story(people={"a": {"id": "a"}}), "NLD-SCH-001", "/people/a/id", "remove it"),
    (_story(people={"Ines Farrow": {}}), "NLD-SCH-005", "/people/Ines Farrow", "ines-farrow"),
    (_story(people=[{"name": "x"}]), "NLD-SCH-002", "/people", "ids"),
    (_story(headline=1984), "NLD-SCH-002", "/headline", '"1984"'),
    (_story(headline=None), "NLD-SCH-002", "/headline", "value"),
    (_story(headline=""), "NLD-SCH-007", "/headline", "remove it"),
    (_story(keywords=["a", 2]), "NLD-SCH-002", "/keywords/1", '"2"'),
    (_story(isAccessibleForFree="no"), "NLD-SCH-002", "/isAccessibleForFree", "true or false"),
    (_story(author={"name": "Ines"}), "NLD-SCH-002", "/author", "people"),
    (_story(url="herald.example/a"), "NLD-SCH-006", "/url", "https://"),
    (_story(iri="x"), "NLD-SCH-006", "/iri", "https://"),
    (_story(inLanguage="en_IN"), "NLD-SCH-005", "/inLanguage", "BCP 47"),
    (_story(datePublished="2024-12-08T18:20:00"), "NLD-DAT-001", "/datePublished", "+01:00"),
    (_story(datePublished="2024-13-08T00:00:00Z"), "NLD-DAT-002", "/datePublished", None),
    (_story(people={"a": {"birthDate": 1971}}), "NLD-SCH-002", "/people/a/birthDate", '"1971"'),
    (_story(people={"a": {"birthDate": "1971-13"}}), "NLD-DAT-002", "/people/a/birthDate", None),
    (_story(events={"a": {"factuality": "claim"}}), "NLD-SCH-004", "/events/a/factuality", "claimed"),
    (_story(figures={"a": {"exclusive": "yes"}}), "NLD-SCH-004", "/figures/a/exclusive", "min"),
    (_story(figures={"a": {"value": "3,5"}}), "NLD-SCH-005", "/figures/a/value", "point"),
    (_story(image={"caption": "x"}), "NLD-SCH-003", "/image", "add url"),
    (_story(image={"url": "https://a.example/", "width": 0}), "NLD-SCH-007", "/image/width", None),
    (_story(image={"url": "https://a.example/", "width": 1.5}), "NLD-SCH-002", "/image/width", None),
    (_story(citations={"a": {"chain": [{"parties": []}]}}), "NLD-SCH-007", "/citations/a/chain/0/parties",
    "at least one"),
    (_story(citations={"a": {"chain": {"parties": "b"}}}), "NLD-SCH-002", "/citations/a/chain", "dash"),
    (_story(mentions=[{"words": {}, "of": "a"}]), "NLD-SCH-003", "/mentions/0/words", "exact"),
    (_story(mentions=[{"words": {"from": "a"}, "of": "a"}]), "NLD-SCH-003", "/mentions/0/words", "add to"),
    (_story(mentions=[{"words": {"exact": "a", "to": "b"}, "of": "a"}]), "NLD-SCH-007",
    "/mentions/0/words/to", "one of the two"),
    (_story(mentions=[{"words": "a"}]), "NLD-SCH-003", "/mentions/0", "date"),
    (_story(mentions=[{"words": "a", "of": "a", "date": "2024"}]), "NLD-SCH-007", "/mentions/0/date",
    "one of the two"),
    (_story(body={"text": "a", "file": "a.txt"}), "NLD-SCH-007", "/body/text", "one of the two"),
    (_story(body={}), "NLD-SCH-003", "/body", "text"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "code", "pointer", "hint"), ONE_FAULT, ids=lambda value: str(value)[:40])
def test_one_fault_is_one_finding(data: Any, code: str, pointer: str, hint: str | None) -> None:
    """Each fault gives one finding with code, pointer, message and suggestion."""
    assert not is_valid(data)
    (finding,) = explain(data)
    assert (finding.code, finding.pointer) == (code, pointer)
    assert finding.message
    assert "schema" not in finding.message
    if hint is not None:
        assert finding.suggestion is not None
        assert hint in finding.suggestion


def test_all_faults_are_reported_at_once() -> None:
    """Several faults give several findings in one run."""
    data = _story(headlin="x", url="y", people={"a": {"nam": "x", "birthDate": 3}})
    assert sorted(finding.code for finding in explain(data)) == [
        "NLD-SCH-001",
        "NLD-SCH-001",
        "NLD-SCH-002",
        "NLD-SCH-006",
    ]


def test_properties_of_schema_org_are_allowed() -> None:
    """A property without a field is preserved, on any node and with any value."""
    data = _story(wordCount=300, people={"a": {"telephone": None}}, events={"b": {"duration": ["PT1H", {}]}})
    assert explain(data) == []
    article = article_from(data)
    assert article.extra == {"wordCount": 300}
    assert article.people[0].extra == {"telephone": None}


def _front_matter(content: bytes) -> Any:
    """Return the data of a Markdown file: its front matter with its data block."""
    from newsld.formats.markdown.file_parts import FileParts, split_file
    from newsld.syntax.yaml import load_yaml

    parts = split_file(content.decode())
    assert isinstance(parts, FileParts)
    front, findings = load_yaml(parts.front)
    data, more = load_yaml(parts.data or "{}")
    assert findings == [] and more == []
    return front | data


@given(articles())
def test_written_front_matter_is_valid(article: Any) -> None:
    """The front matter of Markdown that newsld writes is valid under its schema."""
    from newsld.formats import WriteOptions, find_format

    front = _front_matter(find_format("markdown").write(article, WriteOptions()))
    assert explain(front, "front-matter") == []


@pytest.mark.parametrize(
    "roles", [["current chair of crew"], [{"memberOf crew": {}}, {"memberOf crew as chair": "the chair"}]]
)
def test_roles_in_a_list_may_be_texts(roles: list[Any]) -> None:
    """They are reported only for what is wrong with them."""
    story = {"newsld": 2, "headline": "h", "people": {"jo": {"name": "Jo", "roles": roles}}}
    assert explain(story, "front-matter") == []
    story["people"]["jo"]["roles"] = [{"member of crew": {}}]
    assert [finding.code for finding in explain(story, "front-matter")] == ["NLD-SCH-001"]


def test_front_matter_of_the_fixtures_is_valid(root: Path) -> None:
    """The front matter of handwritten Markdown stories is valid under its schema."""
    stories = sorted(root.glob("fixtures/stories/*/*.md"))
    assert stories
    for path in stories:
        assert explain(_front_matter(path.read_bytes()), "front-matter") == [], path
