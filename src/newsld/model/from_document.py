"""From a document to an article, and from pydantic's complaints to findings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, get_args

import orjson
from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from newsld.findings import Finding
from newsld.model.article import NewsArticle
from newsld.model.node import Part
from newsld.model.spans import SpanContext
from newsld.model.value_types import KeyedById
from newsld.syntax.document import Document, pointer

__all__ = ["article_from", "read_article"]

_KEYED: Final = frozenset(
    name
    for name, field in NewsArticle.model_fields.items()
    if any(isinstance(mark, KeyedById) for mark in field.metadata)
)
_NULL: Final = PydanticCustomError("null", "Input should have a value")


def article_from(data: Mapping[str, Any], *, nulls: bool = True) -> NewsArticle:
    """The article that a story's plain data tells; `newsld`, the version mark, is left out of it.

    Raises pydantic's ValidationError when the data does not fit the models, or words are not in the body. A
    story has no nulls: one is no value of any field of ours. `nulls` is False where there surely is none.
    """
    body = data.get("body")
    text = body if isinstance(body, str) else body.get("text") if isinstance(body, Mapping) else None
    story = {key: value for key, value in data.items() if key != "newsld"}
    ground = SpanContext(text if isinstance(text, str) else "")
    if nulls and _may_hold_null(story):
        faults = [InitErrorDetails(type=_NULL, loc=at, input=None) for at in _nulls(story, NewsArticle, ())]
        if faults:
            raise ValidationError.from_exception_data("NewsArticle", faults)
    return NewsArticle.model_validate(story, context=ground, by_alias=True, by_name=False)


def read_article(document: Document) -> tuple[NewsArticle | None, list[Finding]]:
    """The article of a document, or None and what the models alone can know to be wrong with it.

    What JSON Schema says of the same document is not said again: when only structure is at fault
    the findings are empty.
    """
    try:
        return article_from(document.data, nulls=document.may_contain_null()), []
    except ValidationError as error:
        findings = []
        for fault in error.errors(include_url=False, include_input=False):
            finding = _finding(fault, document.data)
            if finding is not None:
                findings.append(finding)
        return None, findings


def _may_hold_null(story: dict[str, Any]) -> bool:
    """Whether there can be a null: rarely wrong, and far quicker than to look at every value."""
    try:
        content = orjson.dumps(story)
    except TypeError:
        return True
    return b"null" in content


def _nulls(node: Any, kind: type[Part] | None, at: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Where nulls stand in what we model; what is kept as it is may have them."""
    if node is None:
        yield at
    elif isinstance(node, list):
        for place, item in enumerate(node):
            yield from _nulls(item, kind, (*at, place))
    elif isinstance(node, dict):
        fields = _parts(kind) if kind else dict.fromkeys(node)
        for key, value in node.items():
            if key not in fields:
                continue
            held = fields[key]
            if isinstance(held, tuple) and isinstance(value, dict):
                for name, item in value.items():
                    yield from _nulls(item, held[0], (*at, key, name))
            else:
                yield from _nulls(value, held[0] if isinstance(held, tuple) else held, (*at, key))


@cache
def _parts(kind: type[Part]) -> dict[str, Any]:
    """The fields of a part, with the kind of part that each holds; in a tuple where ids are the keys."""
    fields: dict[str, Any] = {}
    for name, field in kind.model_fields.items():
        held = _held(field.annotation)
        keyed = any(isinstance(mark, KeyedById) for mark in field.metadata)
        if name != "extra":
            fields[field.alias or name] = (held,) if keyed else held
    return fields


def _held(annotation: Any) -> type[Part] | None:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next((held for one in get_args(annotation) if (held := _held(one))), None)


def _finding(fault: Any, data: Mapping[str, Any]) -> Finding | None:
    where = _pointer(fault["loc"], data)
    details: Mapping[str, Any] = fault.get("ctx") or {}
    match fault["type"]:
        case "words_missing":
            near = details.get("near")
            if near:
                return Finding(
                    "NLD-GRD-003",
                    f"{details['exact']}, which has “{near}”",
                    suggestion=f"write the words as the body has them: {_pasted(near)}",
                    pointer=where,
                )
            return Finding(
                "NLD-GRD-001",
                str(details["exact"]),
                suggestion="copy the words from the body, letter by letter",
                pointer=where,
            )
        case "words_ambiguous":
            return Finding(
                "NLD-GRD-002",
                str(details["exact"]),
                suggestion="add `prefix` or `suffix`: the text just before or after the words that are meant",
                pointer=where,
            )
        case "mention_twice":
            at = pointer("mentions", details["index"])
            return Finding("NLD-REF-002", fault["msg"], suggestion="drop one of the two mentions", pointer=at)
    return None


def _pasted(words: str) -> str:
    """Words so that they can be pasted into a source: in quotation marks where they run over a line."""
    return json.dumps(words, ensure_ascii=False) if "\n" in words else words


def _pointer(steps: Sequence[str | int], data: Any) -> str:
    """The JSON Pointer into the data as written of a place in the models."""
    node = data
    taken: list[str | int] = []
    for step in steps:
        if isinstance(node, Mapping):
            if isinstance(step, int):
                # Of a keyed collection the model counts the things; a mapping elsewhere is one that stands for a list.
                if not taken or taken[-1] not in _KEYED or step >= len(node):
                    continue
                step = sorted(node)[step]
            elif step not in node:
                continue
            node = node[step]
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            node = node[step]
        else:
            continue
        taken.append(step)
    return pointer(*taken)
