"""Create an article from the data of a story, and turn pydantic's errors into findings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, get_args

import orjson
from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError, SchemaValidator, core_schema

from newsld.findings import Finding, Fix
from newsld.model.article import NewsArticle
from newsld.model.node import Part
from newsld.model.spans import SpanContext, span_at_offset, validate_span
from newsld.model.value_types import KeyedById
from newsld.syntax.document import Document, pointer

_KEYED: Final = frozenset(
    name
    for name, field in NewsArticle.model_fields.items()
    if any(isinstance(mark, KeyedById) for mark in field.metadata)
)
_NULL: Final = PydanticCustomError("null", "Input should have a value")
_CHANGE_NO_LINE: Final = frozenset({
    "_as_tuple", "_find_words", "_move_to_extra", "_sort_mentions", "check_text"
})  # fmt: skip
"""The functions of the models' validators that return a line of an archive, or a part of it, as it is."""


def article_from(data: Mapping[str, Any], *, nulls: bool = True, is_line: bool = False) -> NewsArticle:
    """Return the article of a story's plain data, without its version (`newsld`).

    Raises pydantic's ValidationError if the data does not fit the models or words are not in the body. null is not a
    valid value of any field; pass `nulls=False` to skip that check for data without null. `is_line` is for data that
    is valid as a line of an archive, with all words at their offsets and mentions in order: it is not checked again,
    in two thirds of the time.
    """
    body = data.get("body")
    text = body if isinstance(body, str) else body.get("text") if isinstance(body, Mapping) else None
    story = {key: value for key, value in data.items() if key != "newsld"}
    context = SpanContext(text if isinstance(text, str) else "")
    if is_line:
        article: NewsArticle = _line_validator().validate_python(
            story, context=context, by_alias=True, by_name=False, extra="ignore"
        )
        return article
    if nulls and _may_contain_null(story):
        errors = [InitErrorDetails(type=_NULL, loc=at, input=None) for at in _nulls(story, NewsArticle, ())]
        if errors:
            raise ValidationError.from_exception_data("NewsArticle", errors)
    return NewsArticle.model_validate(story, context=context, by_alias=True, by_name=False)


@cache
def _line_validator() -> SchemaValidator:
    """Return the validator of the models without what only checks, and without what changes no line.

    Pydantic takes the validator of a model as it is if it exists already, so some parts may be checked all the same.
    """
    NewsArticle.model_rebuild()
    return SchemaValidator(_without_checks(NewsArticle.__pydantic_core_schema__))


def _without_checks(schema: Any) -> Any:
    """Return a pydantic core schema, or a part of one, without its checks of single values."""
    if isinstance(schema, list):
        return [_without_checks(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    function = schema["function"]["function"] if isinstance(schema.get("function"), dict) else None
    unchecked: Any
    if function is validate_span:
        unchecked = core_schema.no_info_plain_validator_function(span_at_offset)
    elif getattr(function, "__name__", "") in _CHANGE_NO_LINE:
        unchecked = _without_checks(schema["schema"])
    elif schema.get("type") in ("str", "literal", "bool"):
        unchecked = core_schema.any_schema()
    else:
        unchecked = {key: _without_checks(one) for key, one in schema.items()}
    return {**unchecked, "ref": schema["ref"]} if "ref" in schema else unchecked


def read_article(document: Document) -> tuple[NewsArticle | None, list[Finding]]:
    """Return the article of a document, or None and the findings that only the models can make.

    The findings do not include those of the JSON Schema: they are empty if only the structure is invalid.
    """
    try:
        return article_from(document.data, nulls=document.may_contain_null()), []
    except ValidationError as error:
        findings = []
        in_order: dict[int, list[str]] = {}
        for details in error.errors(include_url=False, include_input=False):
            finding = _finding(details, document.data, in_order)
            if finding is not None:
                findings.append(finding)
        return None, findings


def _may_contain_null(story: dict[str, Any]) -> bool:
    """Return False if there is no null: much faster than looking at every value, and True is rarely wrong."""
    try:
        content = orjson.dumps(story)
    except TypeError:
        return True
    return b"null" in content


def _nulls(
    value: Any, model: type[Part] | None, at: tuple[str | int, ...]
) -> Iterator[tuple[str | int, ...]]:
    """Yield the paths of nulls in fields of the models; properties that are preserved in `extra` may be null."""
    if value is None:
        yield at
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _nulls(item, model, (*at, index))
    elif isinstance(value, dict):
        fields = _part_types(model) if model else dict.fromkeys(value)
        for key, field_value in value.items():
            if key not in fields:
                continue
            inner = fields[key]
            if isinstance(inner, tuple) and isinstance(field_value, dict):
                for name, item in field_value.items():
                    yield from _nulls(item, inner[0], (*at, key, name))
            else:
                yield from _nulls(field_value, inner[0] if isinstance(inner, tuple) else inner, (*at, key))


@cache
def _part_types(model: type[Part]) -> dict[str, Any]:
    """Return the model of the parts in each field, None without any; in a tuple for a field keyed by id."""
    fields: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        inner = _part_type(field.annotation)
        keyed = any(isinstance(mark, KeyedById) for mark in field.metadata)
        if name != "extra":
            fields[field.alias or name] = (inner,) if keyed else inner
    return fields


def _part_type(annotation: Any) -> type[Part] | None:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next((inner for one in get_args(annotation) if (inner := _part_type(one))), None)


def _finding(error: Any, data: Mapping[str, Any], in_order: dict[int, list[str]]) -> Finding | None:
    where = _pointer(error["loc"], data, in_order)
    details: Mapping[str, Any] = error.get("ctx") or {}
    match error["type"]:
        case "words_missing":
            near = details.get("near")
            if near:
                return Finding(
                    "NLD-GRD-003",
                    f"{details['exact']}, which has “{near}”",
                    suggestion=f"copy the words of the body: {_quoted(near)}",
                    pointer=where,
                    fix=Fix("words", near),
                )
            return Finding(
                "NLD-GRD-001",
                str(details["exact"]),
                suggestion="copy the words from the body exactly",
                pointer=where,
            )
        case "words_ambiguous":
            return Finding(
                "NLD-GRD-002",
                str(details["exact"]),
                suggestion="add `prefix` or `suffix`: the text just before or after the words",
                pointer=where,
            )
        case "mention_twice":
            at = pointer("mentions", details["index"])
            return Finding(
                "NLD-REF-002", error["msg"], suggestion="remove one of the two mentions", pointer=at
            )
    return None


def _quoted(words: str) -> str:
    """Return words that can be pasted into a story: in quotation marks if they contain a line break."""
    return json.dumps(words, ensure_ascii=False) if "\n" in words else words


def _pointer(steps: Sequence[str | int], data: Any, in_order: dict[int, list[str]]) -> str:
    """Return the JSON Pointer into the data of a path in the models.

    `in_order` keeps the sorted keys of collections of the data, by their identity.
    """
    node = data
    taken: list[str | int] = []
    for step in steps:
        if isinstance(node, Mapping):
            if isinstance(step, int):
                # In a collection keyed by id, the model counts the things; elsewhere a single value replaces a list.
                if not taken or taken[-1] not in _KEYED or step >= len(node):
                    continue
                if id(node) not in in_order:
                    in_order[id(node)] = sorted(node)
                step = in_order[id(node)][step]
            elif step not in node:
                continue
            node = node[step]
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            node = node[step]
        else:
            continue
        taken.append(step)
    return pointer(*taken)


def model_errors(data: Mapping[str, Any]) -> list[Finding]:
    """Return the validation errors of the models as findings, for stories without any other finding."""
    try:
        article_from(data)
    except ValidationError as error:
        return [
            Finding("NLD-SCH-002", f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}", pointer="")
            for fault in error.errors(include_url=False, include_input=False)
        ]
    return []
