"""Rows: an article and the plain data of its story give the same ones, and so the same JSON-LD."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import orjson
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import newsld
from newsld.checks.references import referenced_ids, references
from newsld.formats import WriteOptions, find_format
from newsld.model import Correction, Event, Image, NewsArticle, Organization, PagePart, Person, Place
from newsld.model.from_document import _CHANGE_NO_LINE, article_from
from newsld.model.node import Part, Thing
from newsld.model.span_words import by_offsets
from newsld.model.to_document import story_data
from newsld.pipeline.archive.convert import ConvertOptions, convert
from newsld.pipeline.archive.work_items import WorkUnit
from newsld.pipeline.flow import read_stories
from newsld.pipeline.settings import Settings
from newsld.pipeline.story_checks import check_data
from newsld.schemaorg.json_schema.validator import is_valid
from newsld.schemaorg.jsonld.records import ArticleRecords, Records
from newsld.schemaorg.jsonld.records_from_json import records_of
from newsld.schemaorg.jsonld.writer import root_node
from newsld.syntax.document import Source
from stories import fixture_paths
from strategies import articles
from test_schema import damaged

ROOT = Path(__file__).parent.parent
STORIES = {**fixture_paths(), "ferry": ROOT / "fixtures" / "bench" / "ferry.md"}


def line_data(article: NewsArticle) -> dict[str, Any]:
    """The plain data of an article's line in an archive."""
    data: dict[str, Any] = json.loads(orjson.dumps(story_data(article, words=by_offsets, single=False)))
    return data


def as_line(data: dict[str, Any]) -> dict[str, Any]:
    """The data without what would keep it from being a line: with an address, and nothing that rides along."""
    kinds = {"people": Person, "organizations": Organization, "places": Place, "events": Event}
    kept = {"url": "https://e.example/a", **_modelled(NewsArticle, data)}
    kept.pop("iri", None)
    for name, kind in kinds.items():
        if isinstance(items := kept.get(name), dict):
            kept[name] = {slug: _modelled(kind, item) for slug, item in items.items()}
    for name, part in (("image", Image), ("hasPart", PagePart), ("correction", Correction)):
        if isinstance(parts := kept.get(name), list):
            kept[name] = [_modelled(part, one) for one in parts]
    return kept


def shuffled(data: dict[str, Any], random: Random) -> dict[str, Any]:
    """The same with its keys, and those of its collections, in any order."""
    mixed = random.sample(sorted(data), len(data))
    return {key: shuffled(data[key], random) if isinstance(data[key], dict) else data[key] for key in mixed}


def _modelled(kind: type[Thing], data: Any) -> Any:
    aliases = {field.alias for field in kind.model_fields.values()} | {"newsld"}
    if not isinstance(data, dict):
        return data
    return {key: value for key, value in data.items() if key in aliases and key != "extra"}


def assert_same(article: NewsArticle, validated: NewsArticle) -> None:
    """Fail unless an article is in nothing different from one that is validated."""
    assert_same_values(article, validated)
    assert article == validated
    assert repr(article) == repr(validated)
    assert article.model_dump() == validated.model_dump()
    assert article.model_dump_json() == validated.model_dump_json()
    assert article.model_dump(exclude_unset=True) == validated.model_dump(exclude_unset=True)
    pickled = pickle.loads(pickle.dumps(article))  # noqa: S301
    for other in (copy.copy(article), copy.deepcopy(article), pickled):
        assert_same_values(other, validated)


def assert_same_values(value: Any, validated: Any) -> None:
    """Fail unless two values have the same type and the same content, in the same order."""
    assert type(value) is type(validated)
    if isinstance(value, Part):
        assert value.model_fields_set == validated.model_fields_set
        assert value.__pydantic_extra__ is validated.__pydantic_extra__ is None
        assert value.__pydantic_private__ is validated.__pydantic_private__ is None
        assert list(value.__dict__) == list(validated.__dict__)
        for name, one in value.__dict__.items():
            assert_same_values(one, validated.__dict__[name])
    elif isinstance(value, tuple):
        for one, other in zip(value, validated, strict=True):
            assert_same_values(one, other)
    else:
        assert value == validated


def documents(rows: Records) -> list[bytes]:
    """What is written from rows, in every profile."""
    return [
        orjson.dumps(root_node(rows, full=full, pending=pending))
        for full in (True, False)
        for pending in (True, False)
    ]


@pytest.mark.parametrize("name", sorted(STORIES))
def test_stories_of_the_fixtures_are_written_the_same_from_their_lines(name: str) -> None:
    """Byte by byte, in every profile; what is no line has no address, for which a name is made of its content."""
    for article in newsld.read(STORIES[name]):
        data = line_data(article)
        assert is_valid(data, "line") is (article.url is not None)
        if article.url is not None:
            rows = records_of(data)
            assert rows is not None
            assert documents(rows) == documents(ArticleRecords(article))
            assert_same(article_from(data, is_line=True), article_from(data))


@given(articles(), st.randoms(use_true_random=False))
def test_any_article_is_written_the_same_from_its_line(article: NewsArticle, random: Random) -> None:
    """Whatever an article says, if its line has rows they say the same."""
    data = shuffled(as_line(line_data(article)), random)
    assume(is_valid(data, "line"))
    rows = records_of(data)
    assert rows is not None
    assert documents(rows) == documents(ArticleRecords(article_from(data)))
    assert_same(article_from(data, is_line=True), article_from(data))


@given(articles(), st.randoms(use_true_random=False))
def test_the_ids_that_a_line_refers_to_are_the_same_from_its_rows(
    article: NewsArticle, random: Random
) -> None:
    """Every reference of every field, and none of a thing to itself."""
    data = shuffled(as_line(line_data(article)), random)
    assume(is_valid(data, "line"))
    rows = records_of(data)
    assert rows is not None
    assert rows.used_ids() == referenced_ids(data)
    assert check_data(data, rows) == check_data(data)


def test_the_ids_of_the_fixtures_are_the_same_from_their_rows() -> None:
    """The dense story has a reference in nearly every field that can have one."""
    compared = 0
    for path in STORIES.values():
        for article in newsld.read(path):
            data = line_data(article)
            if article.url is not None and (rows := records_of(data)):
                compared += 1
                assert rows.used_ids() == referenced_ids(data)
    assert compared > 3


@given(damaged())
def test_what_is_valid_as_a_line_is_a_story_and_its_rows_are_those_of_the_article(
    data: dict[str, Any],
) -> None:
    """The narrow schema and the rows let nothing through that the models would refuse, or read as something else."""
    data = as_line(data)
    if not is_valid(data, "line"):
        return
    assert is_valid(data)
    rows = records_of(data)
    if rows is not None:
        article = article_from(data)
        assert documents(rows) == documents(ArticleRecords(article))
        assert_same(article_from(data, is_line=True), article)


@given(articles(), st.data())
def test_words_that_stand_elsewhere_have_no_rows(article: NewsArticle, draw: st.DataObject) -> None:
    """Each run of words is held against the body."""
    data = as_line(line_data(article))
    assume(is_valid(data, "line") and (all_words := list(words_of(data))))
    words = draw.draw(st.sampled_from(all_words))
    words["start"] = draw.draw(st.sampled_from([words["start"] + 1, 0, float(words["start"])]))
    assume(is_valid(data, "line"))
    text = data["body"] if isinstance(data["body"], str) else data["body"]["text"]
    rows = records_of(data)
    assert rows is None or text.startswith(words["exact"], words["start"])
    if rows is not None:  # the same words can stand there too
        assert documents(rows) == documents(ArticleRecords(article_from(data)))
        assert_same(article_from(data, is_line=True), article_from(data))


def test_the_validators_that_change_no_line_exist() -> None:
    """One with another name would be run for nothing."""
    assert set(validator_names(NewsArticle.__pydantic_core_schema__)) >= _CHANGE_NO_LINE


def validator_names(schema: Any) -> Iterator[str]:
    """Yield the names of the functions that a core schema runs."""
    for key, value in schema.items() if isinstance(schema, Mapping) else enumerate(schema):
        if key == "function" and isinstance(value, dict):
            yield value["function"].__name__
        elif isinstance(value, dict | list):
            yield from validator_names(value)


def words_of(node: Any) -> Iterator[dict[str, Any]]:
    """Yield all words of a line: objects with a text and an offset."""
    if isinstance(node, dict) and "exact" in node:
        yield node
    elif isinstance(node, dict | list):
        for one in node.values() if isinstance(node, dict) else node:
            yield from words_of(one)


def test_mentions_out_of_order_are_left_to_the_models() -> None:
    """They put them in order."""
    (article,) = newsld.read(STORIES["ferry"])
    data = line_data(article)
    data["mentions"].reverse()
    assert is_valid(data, "line")
    assert records_of(data) is None
    assert article_from(data) == article


def test_a_mention_that_stands_there_twice_is_left_to_the_models() -> None:
    """They say so."""
    (article,) = newsld.read(STORIES["ferry"])
    data = line_data(article)
    data["mentions"].insert(0, data["mentions"][0])
    assert is_valid(data, "line")
    assert records_of(data) is None


@pytest.mark.parametrize("mention", [{"of": "grounding", "date": "2025"}, {}])
def test_a_mention_of_two_things_or_of_none_is_left_to_the_models(mention: dict[str, str]) -> None:
    """They refuse it."""
    (article,) = newsld.read(STORIES["ferry"])
    data = line_data(article)
    data["mentions"] = [{"words": data["mentions"][0]["words"], **mention}]
    assert records_of(data) is None
    assert not is_valid(data)


@pytest.mark.parametrize(
    "more",
    [
        {"copyrightYear": 2024.0},
        {"copyrightYear": 2024},
        {
            "body": {
                "text": "aa",
                "blocks": [{"kind": "heading", "level": 2.0, "words": {"exact": "aa", "start": 0}}],
            }
        },
        {"places": {"a": {"latitude": "1.50", "longitude": -0.0}}},
        {"places": {"a": {"latitude": 5.0, "longitude": 1e2}}},
        {"figures": {"a": {"value": 5.0}, "b": {"min": "1e3", "max": 10000000000000001}}},
        {"figures": {"a": {"value": 2**53 - 1}, "b": {"min": -(2**53), "max": 2**53, "exclusive": "max"}}},
        {"figures": {"a": {"value": 0}, "b": {"max": 0, "exclusive": True}, "c": {"value": -0.0}}},
        {"image": [{"url": "https://e.example/i.jpg", "width": 640.0}]},
        {"type": ["NewsArticle"], "people": {"a": {"type": ["Person"]}, "b": {"type": []}}},
        {"people": {"a": {"anonymous": False, "sameAs": [], "alternateName": []}}},
    ],
)
def test_numbers_and_types_are_written_as_the_models_read_them(more: dict[str, Any]) -> None:
    """Whole numbers without a point, others with all their digits; no type that goes without saying."""
    data = {"newsld": 2, "url": "https://e.example/a", **more}
    assert is_valid(data, "line")
    rows = records_of(data)
    assert rows is not None
    assert documents(rows) == documents(ArticleRecords(article_from(data)))
    assert_same(article_from(data, is_line=True), article_from(data))


@pytest.mark.parametrize("size", [1, 2, 255, 256, 2**15 - 1, 2**15, 2**15 + 1, 2**16])
def test_words_at_the_end_of_a_text_of_any_length_are_written_as_by_the_models(size: int) -> None:
    """The numbers of a fragment identifier are in a list that is as long as the text, up to some length."""
    body = "🙂" * (size - 1) + "a"
    end, whole = {"exact": "a", "start": size - 1}, {"exact": body, "start": 0}
    data = {
        "newsld": 2,
        "url": "https://e.example/a",
        "body": body,
        "people": {"ann": {"name": "a"}},
        "quotations": {"q": {"words": [whole], "speaker": ["ann"]}, "r": {"words": [], "speaker": ["ann"]}},
        "citations": {
            "c": {"covers": [whole, end], "cues": [end], "chain": [{"parties": ["ann"], "words": [end]}]}
        },
        "mentions": [{"words": whole, "of": "ann"}] + [{"words": end, "of": "ann"}] * (size > 1),
    }
    assert is_valid(data, "line")
    rows = records_of(data)
    assert rows is not None
    assert documents(rows) == documents(ArticleRecords(article_from(data)))
    assert_same(article_from(data, is_line=True), article_from(data))
    assert f'"#char={size - 1},{size}"'.encode() in documents(rows)[0]


@pytest.mark.parametrize(
    "more",
    [
        {"body": {"text": "aa", "marks": [{"kind": "link", "words": {"exact": "bb", "start": 0}}]}},
        {
            "body": "aa",
            "events": {"a": {"startDate": {"date": "2024", "words": {"exact": "bb", "start": 0}}}},
        },
        {"places": {"a": {"latitude": "1." + "3" * 3_999}}},
        {"figures": {"a": {"value": "1" * 4_000 + ".5"}}},
        {"body": {"file": "wire.txt"}},
    ],
)
def test_whatever_the_models_would_refuse_has_no_rows(more: dict[str, Any]) -> None:
    """And no exception."""
    data = {"newsld": 2, "url": "https://e.example/a", **more}
    rows = records_of(data) if is_valid(data, "line") else None
    if rows is not None:
        assert documents(rows) == documents(ArticleRecords(article_from(data)))
        assert_same(article_from(data, is_line=True), article_from(data))


def archive() -> bytes:
    """Lines of every kind: sound ones, odd ones, and ones at fault."""
    lines = [
        find_format("jsonl").write_line(article, WriteOptions(), 1)
        for path in STORIES.values()
        for article in newsld.read(path)
    ]
    data = orjson.loads(lines[0])
    lines += [
        orjson.dumps(data | {"keywords": "one"}) + b"\n",
        orjson.dumps(data | {"wordCount": 5}) + b"\n",
        orjson.dumps(data | {"headline": ""}) + b"\n",
        orjson.dumps(data | {"about": ["nobody"]}) + b"\n",
        orjson.dumps(data | {"dateModified": "1999-01-01T00:00:00Z"}) + b"\n",
        b"{broken\n",
        b"\n",
        find_format("jsonld").write_line(next(iter(newsld.read(STORIES["ferry"]))), WriteOptions(), 1),
    ]
    return b"".join(lines)


@pytest.mark.parametrize("profile", ["full", "page"])
@pytest.mark.parametrize("shape", ["nested", "graph"])
def test_an_archive_says_the_same_whether_articles_were_made_of_it_or_not(profile: Any, shape: Any) -> None:
    """Lines of every kind give the same outputs, findings and counts, from records, articles, or both."""
    content = archive()
    options = WriteOptions(jsonld=profile, shape=shape)
    stories = list(read_stories(Source(content, name="archive.jsonl"), "jsonl"))
    from_articles = b"".join(
        [
            find_format("jsonld").write_line(story.article, options, number)
            for number, story in enumerate(stories)
            if story.article is not None
        ]
    )
    task = WorkUnit(0, "archive.jsonl", "jsonl", Settings(), content=content)
    alone = convert(task, ConvertOptions(("jsonld",), (), options))
    beside = convert(task, ConvertOptions(("jsonld", "jsonl"), (), options))
    assert from_articles == alone.lines["jsonld"] == beside.lines["jsonld"]
    errors = [one for story in stories for one in story.findings if one.severity == "error"]
    assert errors == [one for one in alone.findings if one.severity == "error"]
    assert alone.findings == beside.findings
    assert alone.findings
    assert (alone.documents, alone.articles) == (beside.documents, beside.articles)
    gathered = convert(task, ConvertOptions(("jsonld",), ("csv",), options))
    assert gathered.lines["jsonld"] == alone.lines["jsonld"]
    assert len(gathered.rows["csv"]) == alone.articles


def test_no_article_is_made_of_a_sound_line_that_is_to_be_jsonld(monkeypatch: pytest.MonkeyPatch) -> None:
    """And one is made where another format asks for it."""

    def refuse(*_: Any) -> None:
        raise AssertionError("an article is made")

    (article,) = newsld.read(STORIES["ferry"])
    monkeypatch.setattr("newsld.pipeline.story_checks.validate_story", refuse)
    task = WorkUnit(
        0, "a.jsonl", "jsonl", Settings(), content=find_format("jsonl").write_line(article, WriteOptions(), 1)
    )
    assert convert(task, ConvertOptions(("jsonld",))).articles == 1
    both = convert(task, ConvertOptions(("jsonld", "jsonl")))
    assert [(one.code, "an article is made" in one.message) for one in both.findings] == [
        ("NLD-INT-001", True)
    ]


def test_sound_lines_come_as_rows_and_others_as_articles() -> None:
    """Rows where they will do, articles where they are needed, both where they are, and neither for an error."""
    for with_article, kinds in (
        (False, {("NoneType", "JsonRecords"), ("NewsArticle", "NoneType"), ("NoneType", "NoneType")}),
        (True, {("NewsArticle", "JsonRecords"), ("NewsArticle", "NoneType"), ("NoneType", "NoneType")}),
    ):
        stories = read_stories(Source(archive()), "jsonl", as_records=True, with_article=with_article)
        assert {(type(one.article).__name__, type(one.records).__name__) for one in stories} == kinds


@given(damaged())
def test_the_quick_form_of_references_finds_every_id(data: dict[str, Any]) -> None:
    """But for what names itself."""
    used = referenced_ids(data)
    for reference in references(data):
        for name, _ in reference.ids():
            own = (
                reference.owner[1:2] == (name,)
                and isinstance(reference.value, str)
                and len(reference.owner) == 2
            )
            assert own or name in used[reference.kinds]
