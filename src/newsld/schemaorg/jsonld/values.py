"""Values of a JSON-LD node: how they are put into it, and what schema.org makes of types."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from newsld.model import Event, Organization, Person, Place
from newsld.model.dates import Edtf
from newsld.model.numbers import plain_number
from newsld.model.vocabulary import is_a
from newsld.schemaorg.jsonld.iris import BLANK
from newsld.schemaorg.jsonld.terms import EDTF, NAMESPACE

__all__ = ["UNNAMED", "Node", "add", "class_of", "edtf", "is_kind", "lay_extra", "number", "put"]

Node = dict[str, Any]

UNNAMED: Final = "unnamed in the story"
"""What a page says of a party that is not named, where the story does not describe it."""


def put(node: Node, term: str, values: list[Any]) -> None:
    """Add values under a term: one as itself, several as a list, none not at all."""
    if values:
        node[term] = values[0] if len(values) == 1 else values


def add(node: Node, term: str, value: Any) -> None:
    """Add a value under a term to those that it has; a list that it has is the node's own."""
    held = node.get(term)
    if held is None:
        node[term] = value
    elif type(held) is list:
        held.append(value)
    else:
        node[term] = [held, value]


def number(value: Decimal) -> Any:
    """A number as JSON-LD can hold it with all its digits."""
    plain = plain_number(value)
    return {"@type": "xsd:decimal", "@value": plain} if isinstance(plain, str) else plain


def edtf(date: Edtf) -> Node:
    """A date of the story as a literal of the Library of Congress datatype."""
    return {"@type": EDTF, "@value": str(date)}


def lay_extra(
    extra: Mapping[str, Any], node: Node, *, full: bool, ours: frozenset[str] = frozenset()
) -> None:
    """Add what rides along. Where we use the same property, the reader is told which is which."""
    kept, merged, keywords = [], [], {}
    for term, value in sorted(extra.items()):
        if not full and (term.startswith(NAMESPACE) or (value := _for_readers(value)) in (None, [])):
            continue  # what is kept for other formats is nothing for readers
        if term[:1] == "@":
            keywords[term] = value
        elif term in node:
            own = node[term]
            more = value if isinstance(value, list) and not full else [value]
            node[term] = [*(own if isinstance(own, list) else [own]), *more]
            merged.append(term)
        else:
            node[term] = value
            if term in ours:
                kept.append(term)
    if full:
        put(node, "newsld:kept", sorted(kept))
        put(node, "newsld:merged", sorted(merged))
        if keywords:
            node["newsld:keywords"] = {"@type": "@json", "@value": keywords}


def _for_readers(value: Any) -> Any:
    """What rides along, without the bare labels of nodes that a page may not tell."""
    if isinstance(value, list):
        return [item for item in value if not _is_label(item)]
    return None if _is_label(value) else value


def _is_label(value: Any) -> bool:
    return isinstance(value, dict) and len(value) == 1 and str(value.get("@id", "")).startswith(BLANK)


@lru_cache(maxsize=4096)
def is_kind(types: tuple[str, ...], kind: str) -> bool:
    """Whether one of the types is this schema.org type, or one below it."""
    return is_a(types, kind)


@lru_cache(maxsize=4096)
def class_of(types: tuple[str, ...]) -> type[Person | Organization | Place | Event] | None:
    """The class that types speak for: the first of Person, Organization, Place and Event that one of them is."""
    for kind in (Person, Organization, Place, Event):
        if is_a(types, kind.default_type):
            return kind
    return None
