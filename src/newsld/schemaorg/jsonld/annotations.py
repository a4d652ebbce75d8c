"""Write the spans of a document in addition as W3C Web Annotations, for tools that want those."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from newsld.schemaorg.jsonld.fragments import parse_fragment
from newsld.schemaorg.jsonld.own_terms import FORMS, SPANS
from newsld.schemaorg.jsonld.values import Node

_IDENTIFYING: Final = {"@id": "oa:identifying"}
_DESCRIBING: Final = {"@id": "oa:describing"}
# One selector of both types takes half the nodes of two that must agree.
_SELECTOR: Final = ["oa:TextQuoteSelector", "oa:TextPositionSelector"]
_MENTIONS: Final = frozenset(FORMS.values())
_SPANS: Final = frozenset(SPANS)


def annotations_of(root: Node, text: str) -> list[Node]:
    """Return an annotation for each term of a node that has spans, in the order of the document.

    Its body is the node, or the nearest one around it that has an `@id`; its targets are the spans.
    """
    source = {"@id": root["@id"]}
    found = []
    for owner, term, spans in _spans(root, root["@id"]):
        targets = [_target(source, text, span) for span in spans]
        found.append(
            {
                "@type": "oa:Annotation",
                "oa:motivatedBy": _IDENTIFYING if term in _MENTIONS else _DESCRIBING,
                "oa:hasBody": {"@id": owner},
                "newsld:property": term,
                "oa:hasTarget": targets if len(targets) > 1 else targets[0],
            }
        )
    return found


def _spans(value: Any, owner: str) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the name of a node, a term and its spans, for all nodes in a value."""
    if isinstance(value, list):
        for item in value:
            yield from _spans(item, owner)
    elif isinstance(value, dict):
        owner = value.get("@id", owner)
        for term, item in value.items():
            if term == "@context":
                continue
            if term in _SPANS:
                yield owner, term, item if isinstance(item, list) else [item]
            elif isinstance(item, dict | list):
                yield from _spans(item, owner)


def _target(source: Node, text: str, span: str) -> Node:
    """Return the target of an annotation: the words and their position."""
    place = parse_fragment(span)
    start, end = place["start"], place["end"]
    return {
        "oa:hasSource": source,
        "oa:hasSelector": {
            "@type": _SELECTOR,
            "oa:exact": text[start:end],
            "oa:start": start,
            "oa:end": end,
        },
    }
