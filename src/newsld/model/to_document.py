"""Turn an article into the plain data of a story, in the shape that people write and `from_document` reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic_core import PydanticUndefined

from newsld.model.article import NewsArticle
from newsld.model.body import Body, has_plain_layout
from newsld.model.captures import Quotation
from newsld.model.dated import Dated
from newsld.model.node import Part
from newsld.model.numbers import json_number
from newsld.model.relation import Relation
from newsld.model.span_words import by_words
from newsld.model.text import Span, StatedSpan
from newsld.model.value_types import KeyedById, OneOrMore
from newsld.model.versions import STORY_VERSION
from newsld.model.vocabulary import is_property

SpanWriter = Callable[[str, Span], Any]
"""Return the words for a span of a body."""


@dataclass(frozen=True, slots=True)
class _Style:
    body: str
    write_span: SpanWriter
    single: bool


def story_data(
    article: NewsArticle, *, words: SpanWriter | None = None, single: bool = True
) -> dict[str, Any]:
    """Return an article as plain data, from which `article_from` creates the equal article.

    `words` writes the spans of the body: `by_words` for people (the default) or `by_offsets` for machines. `single`
    writes a list of one value as the value. Default values are omitted.
    """
    style = _Style(article.text, words or by_words, single)
    return {"newsld": STORY_VERSION, **_node(article, style)}


def part_data(part: Part, words: SpanWriter) -> dict[str, Any]:
    """Return a part of an article, such as a mention, as `story_data` writes it; `words` gets no body."""
    return _node(part, _Style("", words, True))


@cache
def _fields(model: type[Part]) -> tuple[tuple[str, str, Any, str], ...]:
    """Return the name, alias, default and container ("keyed", "many" or "") of each field but `id` and `extra`."""
    fields = []
    for name, field in model.model_fields.items():
        if name in {"id", "extra"}:
            continue
        marks = field.metadata
        container = "keyed" if any(isinstance(mark, KeyedById) for mark in marks) else ""
        container = container or ("many" if any(isinstance(mark, OneOrMore) for mark in marks) else "")
        default = None if field.default is PydanticUndefined else field.default
        fields.append((name, field.alias or name, default, container))
    return tuple(fields)


def keyed_fields(model: type[Part]) -> list[tuple[str, str]]:
    """Return the name and alias of each field whose items have ids."""
    return [(name, alias) for name, alias, _, container in _fields(model) if container == "keyed"]


def _node(part: Part, style: _Style) -> dict[str, Any]:
    values = part.__dict__
    data: dict[str, Any] = {}
    for name, alias, default, container in _fields(type(part)):
        value = values[name]
        if value is None or value is default or value == default:
            continue
        if type(value) is str:
            data[alias] = value
        elif container == "keyed":
            data[alias] = {item.id: _node(item, style) for item in value}
        elif container == "many" and style.single and len(value) == 1:
            data[alias] = _plain(value[0], style)
        else:
            data[alias] = _plain(value, style)
    if extra := values.get("extra"):
        _add_extra(type(part), extra, data)
    elif type(part) is Quotation and part.citation:
        # If they were omitted, they would be filled in from the citation on reading.
        data |= {name: [] for name in ("words", "speaker") if name not in data}
    return data


def _add_extra(model: type[Part], extra: dict[str, Any], data: dict[str, Any]) -> None:
    modelled = {alias for _, alias, _, _ in _fields(model)}
    rest = {}
    for key, value in sorted(extra.items()):
        if is_property(key) and key not in modelled and key != "id":
            data[key] = value
        else:
            rest[key] = value
    if rest:
        data["extra"] = rest


def _plain(value: Any, style: _Style) -> Any:
    # By exact type: isinstance is slow with pydantic's classes, and this runs for every value.
    kind = type(value)
    if kind is str or kind is bool or kind is int:
        return value
    if kind is tuple:
        return [_plain(item, style) for item in value]
    if kind is Span or kind is StatedSpan:
        return style.write_span(style.body, value)
    if kind is Dated and value.basis is None and value.words is None:
        return str(value.date)
    if kind is Relation:
        return value.id if value.is_bare else {"id": value.id, **_node(value, style)}
    if kind is Body:
        return _body(value, style)
    if kind is Decimal:
        return json_number(value)
    return str(value) if isinstance(value, str) else _node(value, style)


def _body(body: Body, style: _Style) -> Any:
    data: dict[str, Any] = {"text": body.text}
    if not has_plain_layout(body):
        data["blocks"] = [_node(block, style) for block in body.blocks]
    if body.marks:
        data["marks"] = [_node(mark, style) for mark in body.marks]
    return data["text"] if len(data) == 1 else data
