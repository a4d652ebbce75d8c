"""Generate TypeScript types of stories, JSON-LD and findings from the published schemas."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from newsld.syntax.patterns import lazy_pattern

_HEAD: Final = """\
// Types of newsld: stories, the JSON-LD that newsld writes, and findings. Generated from the models by `newsld schema`.
//
// Keys are those of newsld. Put other properties of schema.org under `extra` of a story.
"""
_NAME: Final = lazy_pattern(r"[A-Za-z_$][A-Za-z0-9_$]*")
_PRIMITIVES: Final = {
    "string": "string",
    "number": "number",
    "integer": "number",
    "boolean": "boolean",
    "null": "null",
}

Schema = Mapping[str, Any]


def typescript(story: Schema, jsonld: Schema, findings: Schema) -> bytes:
    """Return the declaration file for three schemas, as `published` returns them: the same bytes each time."""
    finding = {"title": "Finding", "description": "A finding of `newsld check`.", **findings["items"]}
    sections = [
        ("", {"Story": {**story, "description": "A news story, as people write it."}, **story["$defs"]}),
        ("JsonLd", {"Root": jsonld, **jsonld["$defs"]}),
        ("", {"Finding": finding}),
    ]
    parts = [_HEAD]
    for namespace, definitions in sections:
        known = {name: _type_name(name) for name in definitions if name not in _UNUSED}
        lines = [line for name in known for line in _definition(known[name], definitions[name])]
        if namespace:
            inner = "\n".join(f"  {line}" if line else "" for line in lines)
            parts.append(
                f"/** The nodes of JSON-LD, by their `@type`. */\nexport namespace {namespace} {{\n{inner}\n}}\n"
            )
        else:
            parts.append("\n".join(lines) + "\n")
    return "\n".join(parts).encode()


_UNUSED: Final = frozenset({"SchemaOrgProperty", "Term"})
"""Definitions of keys."""


def _definition(name: str, schema: Schema) -> Iterator[str]:
    yield from _comment(schema)
    if schema.get("type") == "object" and "allOf" not in schema:
        yield f"export interface {name} {_members(schema)}"
    else:
        yield f"export type {name} = {_type(schema)};"
    yield ""


def _type(schema: Any) -> str:
    """Return the type of the values of a schema."""
    if not isinstance(schema, Mapping):
        return "unknown" if schema else "never"
    if "$ref" in schema:
        return _type_name(schema["$ref"].rpartition("/")[2])
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    if "const" in schema:
        return json.dumps(schema["const"])
    for key, between in (("anyOf", " | "), ("oneOf", " | "), ("allOf", " & ")):
        if key in schema:
            types = list(dict.fromkeys(_type(one) for one in schema[key]))
            if key == "allOf" and "properties" in schema:
                types.append(_members(schema))
            return between.join(types)
    if schema.get("type") == "array":
        return _array(schema)
    if schema.get("type") == "object":
        return _members(schema)
    return _PRIMITIVES.get(str(schema.get("type")), "unknown")


def _array(schema: Schema) -> str:
    if "prefixItems" in schema:
        return f"[{', '.join(_type(item) for item in schema['prefixItems'])}]"
    item = _type(schema.get("items", True))
    return f"({item})[]" if re.search(r"[|&]", item) else f"{item}[]"


def _members(schema: Schema) -> str:
    """Return the members of an object in braces; an object of things by id is a Record."""
    properties: Mapping[str, Any] = schema.get("properties", {})
    others = schema.get("additionalProperties")
    if not properties:
        return f"Record<string, {_type(others) if others else 'unknown'}>"
    required = schema.get("required", ())
    lines = []
    for name, value in properties.items():
        key = name if _NAME.fullmatch(name) else json.dumps(name)
        optional = "" if name in required else "?"
        lines += [f"  {line}" for line in _comment(value)]
        first, *rest = f"{key}{optional}: {_type(value)};".split("\n")
        lines += [f"  {first}", *(f"  {line}" for line in rest)]
    return "{\n" + "\n".join(lines) + "\n}"


def _comment(schema: Any) -> Iterator[str]:
    text = schema.get("description", "") if isinstance(schema, Mapping) else ""
    if text:
        yield f"/** {' '.join(text.split()).replace('*/', '* /')} */"


def _type_name(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[^A-Za-z0-9]", name))
