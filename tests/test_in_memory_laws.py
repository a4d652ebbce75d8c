"""Articles in Python with a fault anywhere: findings of `check`, Unwritable of `write`, and never another exception."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

import newsld
from newsld.findings import Unwritable
from newsld.formats import all_formats
from newsld.model import NewsArticle
from newsld.model.text import Span
from newsld.model.text.span import StatedSpan
from newsld.model.to_document import keyed_fields
from strategies import articles

FORMATS = sorted(one.name for one in all_formats() if one.writes)
LOSSLESS = ("csv", "json", "jsonl", "jsonld", "markdown", "yaml")
OPTIONS: dict[str, dict[str, Any]] = {"news-sitemap": {"as_of": datetime(2025, 3, 5, tzinfo=UTC)}}

WRONG_VALUES: tuple[Any, ...] = (
    None, "nobody", ("nobody",), [], [None], {}, 3, b"x", ({"id": "a"},), [{"words": [0, 10**6]}], object(),
)  # fmt: skip

Path = tuple[str | int, ...]


def _stated(start: int, end: int, exact: str) -> Span:
    span = StatedSpan(start, end)
    span.exact = exact
    return span


WRONG_SPANS = (
    Span(0, 10**6),
    Span(10**6, 10**6 + 3),
    Span(-3, 2),
    Span(5, 2),
    _stated(0, 3, "\ue000\ue001\ue002"),
)
WRONG_NAMES = ("nobody", "", " ", "a b", "\0", "#x", "_:b", "é" * 300)


def _places(value: Any, at: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every span, text and model of an article, with its path of fields and positions."""
    if isinstance(value, Span | str) or value is None:
        yield at, value
    elif isinstance(value, BaseModel):
        if at:
            yield at, value
        for name in type(value).model_fields:
            if name != "extra":
                yield from _places(getattr(value, name), (*at, name))
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _places(item, (*at, place))


def _replaced(value: Any, at: Path, new: Any) -> Any:
    """Return a value with another one at a path; the classes that it has validate nothing again."""
    if not at:
        return new
    step, *rest = at
    if isinstance(value, tuple):
        assert isinstance(step, int)
        return (*value[:step], _replaced(value[step], tuple(rest), new), *value[step + 1 :])
    return value.model_copy(update={str(step): _replaced(getattr(value, str(step)), tuple(rest), new)})


@st.composite
def broken_articles(draw: st.DrawFn) -> NewsArticle:
    """Articles of which one to three spans, references, ids or other texts are wrong, or that have an item twice."""
    article = draw(articles())
    for _ in range(draw(st.integers(1, 3))):
        places = [(at, value) for at, value in _places(article) if value is not None and len(at) > 1]
        kind = draw(st.sampled_from(("span", "text", "twice")))
        if kind == "span" and (spans := [at for at, value in places if isinstance(value, Span)]):
            article = _replaced(article, draw(st.sampled_from(spans)), draw(st.sampled_from(WRONG_SPANS)))
        elif kind == "text" and (texts := [at for at, value in places if type(value) is str]):
            article = _replaced(article, draw(st.sampled_from(texts)), draw(st.sampled_from(WRONG_NAMES)))
        elif kind == "twice" and (
            kept := [field for field, _ in keyed_fields(NewsArticle) if getattr(article, field)]
        ):
            field = draw(st.sampled_from(kept))
            items = getattr(article, field)
            again = draw(st.sampled_from(items))
            article = article.model_copy(
                update={field: (*items, draw(st.sampled_from((again, *items))), again)}
            )
    return article


def _verify(article: NewsArticle, format_name: str) -> None:
    findings = newsld.check(article)
    assert all(one.code != "NLD-INT-001" and one.line is None and one.file is None for one in findings)
    newsld.check(article, select="ALL")
    try:
        content = newsld.write(article, format_name, **OPTIONS.get(format_name, {}))
    except Unwritable as error:
        assert error.findings
        return
    if format_name in LOSSLESS and not any(one.severity == "error" for one in findings):
        assert newsld.read(content, format_name) == [article]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(broken_articles(), st.sampled_from(FORMATS))
def test_a_fault_anywhere_is_a_finding(article: NewsArticle, format_name: str) -> None:
    """Whatever is wrong where: what `check` calls sound reads back, and nothing else is raised."""
    _verify(article, format_name)
    try:
        newsld.embed("<!doctype html><html><head></head></html>", article)
    except Unwritable as error:
        assert error.findings
    repr(article)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(articles(), st.data())
def test_a_fault_in_a_call_is_a_finding_or_a_value_error(article: NewsArticle, data: st.DataObject) -> None:
    """The constructor of an article takes what its fields can hold, and raises pydantic's error for anything else."""
    values = {name: getattr(article, name) for name in NewsArticle.model_fields}
    field = data.draw(st.sampled_from(sorted(values)))
    values[field] = data.draw(st.sampled_from(WRONG_VALUES))
    try:
        built = NewsArticle(**values)
    except ValidationError:
        return
    _verify(built, data.draw(st.sampled_from(FORMATS)))
