"""Holds a JSON-LD document against the pinned vocabulary: every type, property, domain and range."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from newsld.model import vocabulary
from newsld.schemaorg.jsonld.processor import expand

SCHEMA = "http://schema.org/"
DOCUMENTED = (
    "https://w3id.org/newsld#",
    "http://www.w3.org/ns/oa#",
    "http://id.loc.gov/datatypes/edtf/",
    "http://www.w3.org/2001/XMLSchema#",
)


def violations(document: dict[str, Any], *, schema_only: bool = False) -> list[str]:
    """What in the document is outside schema.org 30.0 (and the documented vocabularies), or breaks a domain or range.

    It looks at the expanded form that pyld makes, so it shares nothing with the writer.
    """
    expanded = expand(document)
    types: dict[str, set[str]] = {}
    _collect(expanded, types)
    found: list[str] = []
    _judge(expanded, types, found, schema_only)
    return found


def _collect(value: Any, types: dict[str, set[str]]) -> None:
    if isinstance(value, list):
        for item in value:
            _collect(item, types)
    elif isinstance(value, dict):
        if "@id" in value and "@type" in value:
            types.setdefault(value["@id"], set()).update(value["@type"])
        for item in value.values():
            _collect(item, types)


def _judge(value: Any, types: dict[str, set[str]], found: list[str], schema_only: bool) -> None:
    if isinstance(value, list):
        for item in value:
            _judge(item, types, found, schema_only)
        return
    if not isinstance(value, dict) or "@value" in value:
        return
    own = set(value.get("@type", ())) | types.get(value.get("@id", ""), set())
    names = [kind.removeprefix(SCHEMA) for kind in own if kind.startswith(SCHEMA)]
    for kind in own:
        if kind.startswith(SCHEMA):
            if not vocabulary.is_class(kind.removeprefix(SCHEMA)):
                found.append(f"no such type: {kind}")
        elif schema_only or not kind.startswith(DOCUMENTED):
            found.append(f"foreign type: {kind}")
    for term, objects in value.items():
        if term.startswith("@"):
            continue
        if not term.startswith(SCHEMA):
            if schema_only or not term.startswith(DOCUMENTED):
                found.append(f"foreign property: {term}")
            _judge(objects, types, found, schema_only)
            continue
        name = term.removeprefix(SCHEMA)
        if not vocabulary.is_property(name):
            found.append(f"no such property: {name}")
            continue
        if names and not vocabulary.in_domain(name, names):
            found.append(f"domain: {name} on {sorted(names)}")
        for item in objects:
            _range(name, item, types, found)
        _judge(objects, types, found, schema_only)


def _range(name: str, item: dict[str, Any], types: dict[str, set[str]], found: list[str]) -> None:
    if "@value" in item:
        value = item["@value"]
        if item.get("@type") == "http://www.w3.org/2001/XMLSchema#decimal":
            value = Decimal(value)
        if not vocabulary.literal_fits(name, value, strict=True):
            found.append(f"range: {name} = {item['@value']!r}")
        return
    kinds = set(item.get("@type", ())) | types.get(item.get("@id", ""), set())
    if "@id" in item and vocabulary.literal_fits(name, item.get("@id", ""), strict=True):
        return
    names = [kind.removeprefix(SCHEMA) for kind in kinds]
    if not kinds or not vocabulary.in_range(name, names):
        found.append(f"range: {name} -> {sorted(names) or item.get('@id')}")
