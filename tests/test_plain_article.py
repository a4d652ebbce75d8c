"""A check without models: what it reads is equal to the article, and its findings are the same."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import newsld
from newsld.findings import Finding
from newsld.model import NewsArticle
from newsld.model.from_document import article_from
from newsld.model.node import Part
from newsld.model.plain_article import plain_article
from newsld.model.span_words import by_offsets, by_words
from newsld.model.to_document import story_data
from newsld.pipeline import flow
from newsld.pipeline.settings import Settings
from newsld.syntax.document import Source
from stories import fixture_paths
from strategies import articles
from test_jsonld_records import as_line
from test_schema import ODD, damaged

ROOT = Path(__file__).parent.parent
SUFFIXES = {".md", ".yaml", ".json", ".jsonl"}
STORIES = {**fixture_paths(), "ferry": ROOT / "fixtures" / "bench" / "ferry.md"}
INPUTS = [
    *STORIES.values(),
    *sorted(path for path in (ROOT / "fixtures" / "invalid").rglob("*.*") if path.suffix in SUFFIXES),
    *sorted((ROOT / "fixtures" / "stories").rglob("expected/*.yaml")),
    *sorted((ROOT / "fixtures" / "stories").rglob("expected/*.md")),
]


def assert_equal(plain: Any, value: Any) -> None:
    """Fail unless a plain value has the type of the value of the models and is equal, attribute by attribute."""
    if isinstance(value, Part):
        assert type(plain).__name__ == type(value).__name__
        for name in type(value).model_fields:
            assert_equal(getattr(plain, name), getattr(value, name))
    elif type(value) is tuple:
        assert type(plain) is tuple
        for one, other in zip(plain, value, strict=True):
            assert_equal(one, other)
    else:
        assert type(plain) is type(value)
        assert plain == value


def findings(source: Source, *, plain: bool) -> list[Finding]:
    """Return the findings of a file by all rules, with or without the models."""
    rules = Settings().rules.override(select=["ALL"]).codes()
    return list(flow.load(source, None, Settings(), rules=rules, findings_only=plain).findings)


def test_there_are_inputs_to_test() -> None:
    """Tests without cases would pass without testing anything, and so would one whose cases all need the models."""
    assert len(INPUTS) > 100
    assert all(plain_article(_data(newsld.read(path)[0])) is not None for path in STORIES.values())


def _data(article: NewsArticle) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(story_data(article, words=by_offsets)))
    return data


@given(articles(nul=True), st.booleans())
def test_a_plain_article_has_the_attributes_of_the_article(article: NewsArticle, single: bool) -> None:
    """Every field, its type and its default are those of the models, in every style that a story is written in."""
    for words in (by_words, by_offsets):
        plain = plain_article(json.loads(json.dumps(story_data(article, words=words, single=single))))
        has_state = article.generated or article.verified or article.draft
        nodes = (
            article,
            *article.entities,
            *article.events,
            *article.image,
            *article.has_part,
            *article.correction,
        )
        if plain is None:
            assert has_state or any(one.extra or one.iri for one in nodes)
            continue
        assert_equal(plain, article)
        assert (plain.text, plain.is_draft) == (article.text, article.is_draft)
        assert_equal(plain.entities, article.entities)


@given(damaged(), st.booleans())
def test_data_that_the_models_reject_or_change_is_left_to_them(
    data: dict[str, Any], without_others: bool
) -> None:
    """The door never accepts more than the models do. Most of the stories need them for properties of others."""
    data = as_line(data) if without_others else data
    plain = plain_article(data)
    if plain is None:
        return
    try:
        article = article_from(data)
    except ValidationError as error:
        pytest.fail(f"accepted without the models, which say {error}")
    assert_equal(plain, article)


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: str(path.relative_to(ROOT / "fixtures")))
def test_the_findings_of_a_file_are_the_same(path: Path) -> None:
    """With and without models, for every fixture, valid or not."""
    source = Source(path=path)
    assert findings(source, plain=True) == findings(source, plain=False)


@pytest.mark.parametrize("name", STORIES)
def test_the_findings_of_a_changed_story_are_the_same(name: str) -> None:
    """Each story with one value changed or removed at a time: some are errors, some are accepted."""
    (article,) = newsld.read(STORIES[name])
    random = Random(name)
    without = 0
    for _ in range(15):
        data = _data(article)
        node: Any = data
        while isinstance(node, dict | list) and node:
            key = random.choice(list(node) if isinstance(node, dict) else range(len(node)))
            if random.random() < 0.25 or not isinstance(node[key], dict | list) or not node[key]:
                if random.random() < 0.5:
                    del node[key]
                else:
                    node[key] = random.choice(ODD)
                break
            node = node[key]
        without += plain_article(data) is not None
        source = Source(json.dumps(data).encode(), name="story.json")
        assert findings(source, plain=True) == findings(source, plain=False)
    assert without, "every change needs the models"
