"""ninjs both ways: items and articles read back as equal ones, and the output matches the standard."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

import newsld
from newsld.formats import ReadOptions, find_format
from newsld.formats.ninjs.crosswalk import CROSSWALK, PRESERVED
from newsld.formats.ninjs.item_schema import ITEM, SHAPES, is_article
from newsld.model import NewsArticle
from newsld.model.from_document import read_article
from newsld.model.to_document import story_data
from newsld.syntax.document import Document, Source
from stories import fixture_articles
from strategies import articles

FOLDER = Path(__file__).parent.parent / "fixtures" / "ninjs"
STORIES = fixture_articles()
OTHERS = ("jsonld", "csv", "markdown", "yaml", "json", "jsonl")


@cache
def schema() -> dict[str, Any]:
    """The official JSON Schema."""
    packed = Path(__file__).parent / "judges" / "ninjs-3.1.schema.json.gz"
    return json.loads(gzip.decompress(packed.read_bytes()))  # type: ignore[no-any-return]


@cache
def judge() -> Draft202012Validator:
    """Return a validator for the official schema. The schema of GeoJSON that it refers to accepts everything here."""
    anything = Resource.from_contents({}, default_specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource("https://geojson.org/schema/GeoJSON.json", anything)
    return Draft202012Validator(schema(), registry=registry)


def refused(item: Any) -> list[str]:
    """What the official schema has against an item."""
    return [error.message for error in judge().iter_errors(item)]


def items() -> dict[str, dict[str, Any]]:
    """The items of the fixtures that are stories."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(FOLDER.glob("*.json")):
        data = json.loads(path.read_bytes())
        several = data if isinstance(data, list) else [data]
        found |= {f"{path.stem}-{number}": one for number, one in enumerate(several) if is_article(one)}
    assert found, f"no item in {FOLDER}"
    return found


ITEMS = items()


def read(content: bytes) -> NewsArticle:
    """The one article of an item in which nothing is wrong."""
    (found,) = find_format("ninjs").load().read(Source(content), ReadOptions())
    assert isinstance(found, Document), found
    article, findings = read_article(found)
    assert findings == []
    assert article is not None
    return article


def of(item: Any) -> NewsArticle:
    """The article of an item."""
    return read(json.dumps(item).encode())


# -- items of others -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ITEMS)
def test_an_item_comes_back_equal(name: str) -> None:
    """Every property, value and order of lists, with no mark of newsld."""
    assert json.loads(newsld.write(of(ITEMS[name]), "ninjs")) == ITEMS[name]


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("name", ITEMS)
def test_an_item_comes_back_equal_through_every_other_format(name: str, other: str) -> None:
    """An article that was read from ninjs is lossless everywhere, and still knows its item."""
    article = of(ITEMS[name])
    (again,) = newsld.read(newsld.write(article, other), other)
    assert again == article
    assert json.loads(newsld.write(again, "ninjs")) == ITEMS[name]


@pytest.mark.parametrize("name", ITEMS)
def test_an_item_is_json_ld_of_schema_org(name: str) -> None:
    """No mark of a newsld story, and in the `page` profile nothing that is for desks only."""
    article = of(ITEMS[name])
    assert b"newsld:version" not in newsld.write(article, "jsonld")
    assert PRESERVED.encode() not in newsld.write(article, "jsonld", jsonld="page")


def test_an_edited_item_has_the_change_and_preserves_the_rest() -> None:
    """A headline that an editor changes, a person who is added and a place that is taken out."""
    item = ITEMS["strike-0"]
    data = story_data(of(item))
    data["headline"] = "Dockers go back to work"
    data["people"]["ada-quill"] = {"name": "Ada Quill"}
    del data["places"]["aldane-delta"]
    data["keywords"] = ["ports", "strike"]
    changed = newsld.read(json.dumps(data).encode(), "json")[0]
    written = json.loads(newsld.write(changed, "ninjs", jsonld="page"))
    assert written["headlines"] == [
        one if one["role"] != "main" else {**one, "value": "Dockers go back to work"}
        for one in item["headlines"]
    ]
    assert written["people"] == [*item["people"], {"name": "Ada Quill"}]
    assert written["places"] == item["places"][:1]
    assert written["subjects"] == [*item["subjects"][:2], {"name": "ports"}]
    assert {key for key in item if written.get(key) != item[key]} == {
        "headlines",
        "people",
        "places",
        "subjects",
    }
    assert read(newsld.write(changed, "ninjs")) == changed


# -- newsld stories --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", STORIES)
def test_a_story_comes_back_from_ninjs_and_keeps_the_standard(name: str) -> None:
    """The official schema has nothing against it, and any reader finds headline and text where it looks."""
    story = STORIES[name]
    content = newsld.write(story, "ninjs")
    item = json.loads(content)
    assert not refused(item)
    assert newsld.load(content).articles == (story,)
    assert item["headlines"][0] == {"role": "main", "value": story.headline}
    assert item["bodies"][0]["value"] == story.text
    assert newsld.write(newsld.read(content)[0], "ninjs") == content


@settings(max_examples=60)
@given(articles(nul=True))
def test_any_article_comes_back_from_ninjs_and_keeps_the_standard(article: NewsArticle) -> None:
    """What ninjs has no property for is in a body of its own; any program can read the rest."""
    content = newsld.write(article, "ninjs")
    assert not refused(json.loads(content))
    assert read(content) == article
    plain = json.loads(newsld.write(article, "ninjs", jsonld="page"))
    assert not refused(plain)
    assert all(body.get("role") != "newsld" for body in plain.get("bodies", []))


@settings(max_examples=40)
@given(articles())
def test_without_the_embedded_story_an_item_follows_the_crosswalk(article: NewsArticle) -> None:
    """Headlines, description, text, keywords, genre, language, dates of making; of the rest a part or nothing."""
    again = read(newsld.write(article, "ninjs", jsonld="page"))
    fields = ["headline", "alternative_headline", "description", "text", "genre", "keywords", "in_language"]
    fields += [name for name in ("date_modified", "date_created") if getattr(article, name)]
    assert {name: getattr(again, name) for name in fields} == {
        name: getattr(article, name) for name in fields
    }
    assert again.date_published is None
    assert [image.url for image in again.image] <= [image.url for image in article.image]


@pytest.mark.parametrize("name", STORIES)
def test_nobody_is_named_who_is_unnamed_and_nothing_asserted_that_is_claimed(name: str) -> None:
    """An item can only assert, so it leaves out what the story does not assert."""
    story = STORIES[name]
    item = json.loads(newsld.write(story, "ninjs"))
    named = {
        one["name"] for kind in ("people", "organisations", "places", "events") for one in item.get(kind, [])
    }
    unnamed = {one.name for one in (*story.people, *story.organizations) if one.anonymous}
    claimed = {one.name for one in story.events if one.factuality in {"claimed", "requested"}}
    spoken = {one.name for one in story.entities} | {one.name for one in story.events}
    assert named <= spoken - unnamed - claimed


def test_an_item_that_no_longer_matches_its_story_is_read_without_it() -> None:
    """The change counts, the embedded story is ignored as out of date, and a finding reports it."""
    story = next(iter(STORIES.values()))
    item = json.loads(newsld.write(story, "ninjs"))
    item["headlines"][0]["value"] = "Changed by another desk"
    loaded = newsld.load(json.dumps(item).encode(), "ninjs")
    assert [article.headline for article in loaded.articles] == ["Changed by another desk"]
    assert [(one.code, one.severity) for one in loaded.findings] == [("NLD-NJS-002", "warning")]
    assert all(
        one.get("role") != "newsld" for one in json.loads(newsld.write(loaded.articles[0], "ninjs"))["bodies"]
    )


@pytest.mark.parametrize("value", ["", "{", "[]", "{}", '{"newsld": 2, "body": 7}', '{"newsld": 2}', "\x00"])
def test_a_body_that_only_looks_like_a_newsld_story_is_ignored(value: str) -> None:
    """Whatever somebody puts there."""
    body = {"role": "newsld", "contentType": "application/json", "value": value}
    item = {"uri": "urn:x", "type": "text", "headlines": [{"value": "A"}], "bodies": [body]}
    loaded = newsld.load(json.dumps(item).encode(), "ninjs")
    assert [article.headline for article in loaded.articles] == ["A"]
    assert [one.code for one in loaded.findings] == ["NLD-NJS-002"]


@pytest.mark.parametrize(
    "preserved",
    [
        None, "x", {}, {"uri": 7}, {"type": "picture"}, {"headlines": [7]}, {"people": [{"@id": []}], "bodies": {}},
        {"associations": [{"type": "picture"}]}, {"subjects": ["a"]}, {"genres": [{"@id": {}}]},
        {"places": {"@id": "a"}},
    ],
)  # fmt: skip
def test_edited_preserved_properties_break_nothing(preserved: Any) -> None:
    """They are in a file that people edit: the article is written and reads back all the same."""
    literal = {"@type": "@json", "@value": preserved}
    story = {
        "newsld": 2,
        "headline": "A",
        "image": "https://desk.example/1.jpg",
        "extra": {PRESERVED: literal},
    }
    (article,) = newsld.read(json.dumps(story).encode(), "json")
    content = newsld.write(article, "ninjs")
    assert not refused(json.loads(content))
    assert read(content) == article


# -- the standard ----------------------------------------------------------------------------------------------


def test_the_crosswalk_speaks_of_every_property_of_the_standard() -> None:
    """Once each, and of no other."""
    names = [row.name for row in CROSSWALK]
    assert sorted(names) == sorted(ITEM) == sorted(schema()["$defs"]["ninjsType"]["properties"])


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    """A part of the schema with what it points to."""
    address = node.get("$ref", "")
    return (
        resolved(schema()["$defs"][address.rpartition("/")[2]]) | node
        if address.startswith("#/$defs/")
        else node
    )


def test_the_shapes_are_those_of_the_standard() -> None:
    """Keys, types, allowed values and requirements equal those of the official schema, at every level."""
    seen = set()
    waiting: list[tuple[str, dict[str, Any]]] = [("item", schema()["$defs"]["ninjsType"])]
    while waiting:
        name, node = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        shape = SHAPES[name]
        assert shape.keys() == node["properties"].keys(), name
        needed = set(node.get("required", [])) | ({"uri"} if name == "item" else set())
        assert {key for key, kind in shape.items() if kind.endswith("!")} == needed, name
        for key, kind in shape.items():
            part = resolved(node["properties"][key])
            kind = kind.removesuffix("!")
            if kind.startswith("each "):
                assert part["type"] == "array", (name, key)
                kind, part = kind[5:], resolved(part["items"])
                if kind == "association":
                    part = {
                        **part,
                        "properties": {**schema()["$defs"]["ninjsType"]["properties"], **part["properties"]},
                    }
            if kind in SHAPES:
                waiting.append((kind, part))
            elif kind.startswith("one of "):
                assert kind.split()[2:] == part["enum"], (name, key)
            elif kind != "any":
                wanted, *limits = kind.split()
                types = {"text": "string", "whole": "integer", "number": "number"}
                assert part["type"] == types[wanted], (name, key)
                assert [str(part[limit]) for limit in ("minimum", "maximum") if limit in part] == limits, (
                    name,
                    key,
                )
    assert seen == SHAPES.keys()
