"""Check an article that was built in Python for what cannot be written: files cannot contain these faults."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from newsld.checks.references import check_references
from newsld.findings import Finding
from newsld.model.span_words import by_offsets
from newsld.model.text import Span
from newsld.model.text.shorten import quote
from newsld.model.to_document import keyed_fields, story_data
from newsld.syntax.document import pointer

if TYPE_CHECKING:
    from newsld.model import NewsArticle


def duplicate_ids(article: NewsArticle) -> list[Finding]:
    """Return a finding for each id that two items of one collection have (NLD-REF-002)."""
    return [
        Finding(
            "NLD-REF-002",
            f"{count} items of {alias} have the id {quote(str(name))}",
            suggestion="give each an id of its own",
            pointer=pointer(alias, str(name)),
        )
        for field, alias in keyed_fields(type(article))
        for name, count in Counter(item.id for item in getattr(article, field)).items()
        if count > 1
    ]


def integrity_findings(article: NewsArticle) -> list[Finding]:
    """Return why an article cannot be written so that it reads back: invalid ids, references, spans or values."""
    from newsld.schemaorg.json_schema.explain import explain
    from newsld.schemaorg.json_schema.validator import is_valid

    findings: list[Finding] = []

    def write_span(body: str, span: Span) -> Any:
        if message := _span_fault(body, span):
            findings.append(
                Finding("NLD-GRD-001", message, suggestion="give the offsets of words in the body")
            )
        return by_offsets(body, span)

    data = story_data(article, words=write_span)
    findings += [*duplicate_ids(article), *check_references(data)]
    # A copy with `model_copy` may have any value, which no model has validated.
    return findings if findings or is_valid(data) or _has_half_pair(data) else explain(data)


def _has_half_pair(data: dict[str, Any]) -> bool:
    """Return whether a text has half a surrogate pair, which the formats report better than a schema."""
    try:
        json.dumps(data, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        return True
    return False


def _span_fault(body: str, span: Span) -> str | None:
    start, end = span
    if not 0 <= start <= end <= len(body):
        return f"the span from {start} to {end} is not in the body, which has {len(body)} characters"
    exact = getattr(span, "exact", None)
    if exact is not None and body[start:end] != exact:
        return f"the words {quote(exact)} are not at the offset {start} of the body"
    return None
