"""Values of JSON-LD nodes: add them to a node, and find the class of types."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, Literal, TypeAlias

from newsld.model import Event, Organization, Person, Place
from newsld.model.dates import Edtf
from newsld.model.literals import is_form_of
from newsld.model.numbers import json_number
from newsld.model.vocabulary import is_a, is_pending
from newsld.schemaorg.jsonld.iris import BLANK
from newsld.schemaorg.jsonld.own_terms import EDTF, NAMESPACE

Node = dict[str, Any]

KeyStyle: TypeAlias = Literal["field", "alias"]
"""How values are keyed: by the names of the models' fields, or by the keys of a story."""

PresentKeys: TypeAlias = tuple[str, ...] | frozenset[str]
"""The keys that an object has, in a form that can be hashed: an archive repeats the same ones."""

GROUP: Final = "http://xmlns.com/foaf/0.1/Group"
"""The `additionalType` of a group of people without formal organization."""

GOVERNMENT_TYPE: Final = "GovernmentOrganization"
"""The type of what acts and speaks for a place."""

UNNAMED: Final = "unnamed in the story"
"""The description of an unnamed party that the story does not describe."""


def set_values(node: Node, term: str, values: list[Any]) -> None:
    """Set the values of a term: one as itself, several as a list, none not at all."""
    if values:
        node[term] = values[0] if len(values) == 1 else values


def add(node: Node, term: str, value: Any) -> None:
    """Append a value to those of a term; a list is changed in place."""
    held = node.get(term)
    if held is None:
        node[term] = value
    elif type(held) is list:
        held.append(value)
    else:
        node[term] = [held, value]


def number(value: Decimal | int) -> Any:
    """Return a number for JSON-LD with all its digits; an integer is returned as it is."""
    if isinstance(value, int):
        return value
    plain = json_number(value)
    return {"@type": "xsd:decimal", "@value": plain} if isinstance(plain, str) else plain


@lru_cache(maxsize=4096)
def date_text(date: Edtf) -> tuple[str, bool]:
    """Return the text of a date, and whether schema.org's Date or DateTime can hold it."""
    return str(date), date.is_plain


def edtf(date: Edtf) -> Node:
    """Return a date of the story as a literal of the EDTF datatype of the Library of Congress."""
    return {"@type": EDTF, "@value": str(date)}


def add_extra(
    extra: Mapping[str, Any], node: Node, *, full: bool, own_terms: frozenset[str] = frozenset()
) -> None:
    """Add preserved properties; where newsld writes the same property, mark which value is which."""
    kept, merged, keywords = [], [], {}
    for term, value in sorted(extra.items()):
        if not full and (term.startswith(NAMESPACE) or (value := _for_readers(value)) in (None, [])):
            continue  # not for readers: other formats need it
        if term[:1] == "@":
            keywords[term] = value
        elif term in node:
            own = node[term]
            more = value if isinstance(value, list) and not full else [value]
            if not full:
                known = own if isinstance(own, list) else [own]
                more = [one for one in more if not any(is_form_of(one, item) for item in known)]
                if not more:
                    continue
            node[term] = [*(own if isinstance(own, list) else [own]), *more]
            merged.append(term)
        else:
            node[term] = value
            if term in own_terms:
                kept.append(term)
    if full:
        set_values(node, "newsld:kept", sorted(kept))
        set_values(node, "newsld:merged", sorted(merged))
        if keywords:
            node["newsld:keywords"] = {"@type": "@json", "@value": keywords}


def _for_readers(value: Any) -> Any:
    """Return a preserved value without bare labels of blank nodes, which mean nothing in a page."""
    if isinstance(value, list):
        return [item for item in value if not _is_label(item)]
    return None if _is_label(value) else value


def _is_label(value: Any) -> bool:
    return isinstance(value, dict) and len(value) == 1 and str(value.get("@id", "")).startswith(BLANK)


def settled(value: Any, unwritten: frozenset[str] = frozenset()) -> Any:
    """Return a value without the properties that schema.org marks as pending, and references to what has no node."""
    if isinstance(value, list):
        items = [settled(item, unwritten) for item in value]
        return [item for item in items if item is not None]
    if not isinstance(value, dict):
        return value
    if len(value) == 1 and value.get("@id") in unwritten:
        return None
    kept = {}
    for key, item in value.items():
        if key == "@context":
            kept[key] = item
        elif not is_pending(key) and (left := settled(item, unwritten)) not in (None, []):
            kept[key] = left
    return kept


@lru_cache(maxsize=4096)
def is_kind(types: tuple[str, ...], kind: str) -> bool:
    """Return whether one of the types is this schema.org type or a subtype."""
    return is_a(types, kind)


@lru_cache(maxsize=4096)
def class_of(types: tuple[str, ...]) -> type[Person | Organization | Place | Event] | None:
    """Return the first of Person, Organization, Place and Event that one of the types is, or None."""
    for kind in (Person, Organization, Place, Event):
        if is_a(types, kind.default_type):
            return kind
    return None
