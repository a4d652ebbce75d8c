"""From a document to an article, and from pydantic's complaints to findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from newsld.document import Document, pointer
from newsld.findings import Finding
from newsld.models.article import NewsArticle
from newsld.models.spans import Ground

__all__ = ["article_from", "read_article"]


def article_from(data: Mapping[str, Any]) -> NewsArticle:
    """The article that a story's plain data tells; `newsld`, the version mark, is left out of it.

    Raises pydantic's ValidationError when the data does not fit the models, or words are not in the body.
    """
    body = data.get("body")
    text = body if isinstance(body, str) else body.get("text") if isinstance(body, Mapping) else None
    story = {key: value for key, value in data.items() if key != "newsld"}
    ground = Ground(text if isinstance(text, str) else "")
    return NewsArticle.model_validate(story, context=ground, by_alias=True, by_name=False)


def read_article(document: Document) -> tuple[NewsArticle | None, list[Finding]]:
    """The article of a document, or None and what the models alone can know to be wrong with it.

    What JSON Schema says of the same document is not said again: when only structure is at fault
    the findings are empty.
    """
    try:
        return article_from(document.data), []
    except ValidationError as error:
        findings = []
        for fault in error.errors(include_url=False, include_input=False):
            finding = _finding(fault, document.data)
            if finding is not None:
                findings.append(finding)
        return None, findings


def _finding(fault: Any, data: Mapping[str, Any]) -> Finding | None:
    where = _pointer(fault["loc"], data)
    details: Mapping[str, Any] = fault.get("ctx") or {}
    match fault["type"]:
        case "words_missing":
            near = details.get("near")
            if near:
                return Finding(
                    "NLD-GRD-003",
                    f"{details['exact']}; the body has “{near}”",
                    help=f"write the words as the body has them: {near}",
                    pointer=where,
                )
            return Finding(
                "NLD-GRD-001",
                str(details["exact"]),
                help="copy the words from the body, letter by letter",
                pointer=where,
            )
        case "words_ambiguous":
            return Finding(
                "NLD-GRD-002",
                str(details["exact"]),
                help="add `prefix` or `suffix`: the text just before or after the words that are meant",
                pointer=where,
            )
        case "mention_twice":
            return Finding("NLD-REF-002", fault["msg"], help="drop one of the two mentions", pointer=where)
    return None


def _pointer(steps: Sequence[str | int], data: Any) -> str:
    """The JSON Pointer into the data as written of a place in the models."""
    node, taken = data, []
    for step in steps:
        if isinstance(node, Mapping):
            if isinstance(step, int):
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
