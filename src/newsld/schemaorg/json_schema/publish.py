"""Rewrite schemas for other programs: validators with their default settings, and generators of types.

The schemas inside newsld select by `if` and use formats of its own, which gives the best messages. The files of
schemas/ have the same content as unions with named members, and patterns instead of these formats. What newsld accepts,
they accept; an impossible date in EDTF or an unknown language only newsld finds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from newsld.model.value_types import PATTERN_END

_IRI: Final = r'[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+'
_PATTERNS: Final[Mapping[str, str]] = {
    "edtf": r"^[-+0-9XYESTWZ:.~?%,/\[\]{}]+" + PATTERN_END,
    "iri": f"^{_IRI}{PATTERN_END}",
    "language-tag": r"^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*" + PATTERN_END,
}
"""The patterns for formats that only newsld knows."""

_OF_STRINGS: Final = frozenset({"format", "pattern", "minLength", "maxLength", "anyOf"})
_KEYS: Final = frozenset({"SchemaOrgProperty", "Term"})
"""Definitions of the keys that a node can have."""

_TITLES_OF_TEXTS: Final = frozenset({"Id", "Number", "schema.org type"})
"""Titles that generators of types would make a type of, for each place where they occur."""

_NOTES: Final = frozenset({"title", "description", "default", "$comment"})

Schema = dict[str, Any]


def published(schema: Schema, *, nodes: bool = False) -> Schema:
    """Return a schema with unions instead of conditions on types, and without formats of newsld.

    With `nodes`, the nodes of JSON-LD are a union too. That is for types: a validator would try each of its members.
    """
    made: Schema = _rewritten(schema)
    given = made.pop("$defs", {})
    if nodes:
        given |= _node_union(given)
    definitions: dict[str, Schema] = {}
    for name, definition in given.items():
        if name in _KEYS:
            definitions[name] = _keys(definition)
        elif definition.get("anyOf", [{}])[-1].get("type") == "object":
            *others, last = definition["anyOf"]
            notes = {key: definition[key] for key in ("title", "description") if key in definition}
            definitions[name] = {**notes, "anyOf": [*others, {"$ref": f"#/$defs/{name}Object"}]}
            described = {key: text for key, text in notes.items() if key == "description"}
            definitions[f"{name}Object"] = {"title": f"{name}Object", **described, **last}
        else:
            definitions[name] = definition
    return {**made, "$defs": definitions} if definitions else made


def _node_union(definitions: Mapping[str, Schema]) -> dict[str, Schema]:
    """Return the nodes of JSON-LD as a union: one member for each definition that an `@type` selects."""
    node = definitions["Node"]
    made: dict[str, Schema] = {}
    selected: list[str] = []
    for choice in node["allOf"]:
        name = choice["then"]["$ref"].rpartition("/")[2]
        types = choice["if"]["properties"]["@type"]
        selected += types["enum"]
        definition = definitions[name]
        properties = {"@type": types, **node["properties"], **definition["properties"]}
        required = ["@type", *(term for term in definition.get("required", ()) if term != "@type")]
        made[name] = {**definition, "type": "object", "properties": properties, "required": required}
    made["Reference"] = {
        "title": "Reference",
        "description": "A reference to a node that is written elsewhere in the document.",
        "type": "object",
        "properties": {"@id": node["properties"]["@id"]},
        "required": ["@id"],
        "additionalProperties": False,
    }
    made["ForeignNode"] = {
        "title": "ForeignNode",
        "description": "A node of several types, of a type that newsld does not write, or with preserved values.",
        "type": "object",
        "properties": node["properties"],
        "minProperties": 1,
        "if": node["allOf"][0]["if"]["not"],
        "else": {"properties": {"@type": {"not": {"enum": sorted(set(selected))}}}},
    }
    members = [{"$ref": f"#/$defs/{name}"} for name in made]
    return {**made, "Node": {key: node[key] for key in ("title", "description")} | {"anyOf": members}}


def _rewritten(node: Any) -> Any:
    if isinstance(node, list):
        return [_rewritten(item) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node and node.keys() & _NOTES:  # otherwise generators of types make a copy of the type
        notes = {key: value for key, value in node.items() if key in _NOTES}
        rest = {key: value for key, value in node.items() if key not in _NOTES}
        return {**notes, "allOf": [_rewritten(rest)]}
    if node.get("title") in _TITLES_OF_TEXTS:
        node = {key: value for key, value in node.items() if key != "title"}
    if node.get("if", {}).keys() == {"type"}:
        return _by_type(node)
    if isinstance(node.get("type"), list):
        return _union(node)
    if node.get("if") == {"const": "_:"}:
        rest = {key: value for key, value in node.items() if key not in {"if", "else"}}
        return {**rest, "pattern": f"^(_:|{_IRI}){PATTERN_END}"}
    made: Schema = {}
    for key, value in node.items():
        if key == "format" and value in _PATTERNS:
            made["pattern"] = _PATTERNS[value]
        elif key == "propertyNames" and (reference := value.get("else", value).get("$ref")):
            # The keys that `if` evaluates are allowed, and messages name only the key that is not.
            made |= {"type": "object", "if": {"$ref": reference}, "then": {"type": "object"}}
            made["unevaluatedProperties"] = False
        elif key in {"properties", "$defs"}:
            made[key] = {name: _rewritten(one) for name, one in value.items()}
        elif key in {"enum", "const", "default", "required", "examples"}:
            made[key] = value
        else:
            made[key] = _rewritten(value)
    return made


def _keys(definition: Schema) -> Schema:
    """Return a definition of keys as an object with all of them, so that no message lists them."""
    names = definition.get("enum") or definition["else"]["enum"]
    patterns = [f"^({'|'.join(names)}){PATTERN_END}"]
    if "if" in definition:
        patterns.append(definition["if"]["pattern"])
    notes = {key: value for key, value in definition.items() if key in _NOTES}
    return {**notes, "type": "object", "patternProperties": dict.fromkeys(patterns, True)}


def _by_type(node: Schema) -> Schema:
    """Return the union of the values of a type, such as lists, and the others."""
    notes = {key: value for key, value in node.items() if key in _NOTES}
    return {**notes, "anyOf": [_rewritten(node["else"]), {**node["if"], **_rewritten(node["then"])}]}


def _union(node: Schema) -> Schema:
    """Return the union of a string and another type, each with its own keywords."""
    notes = {key: value for key, value in node.items() if key in _NOTES}
    rest = {key: value for key, value in node.items() if key not in _NOTES and key != "type"}
    text = {key: value for key, value in rest.items() if key in _OF_STRINGS}
    other = {key: value for key, value in rest.items() if key not in _OF_STRINGS}
    members = [
        {"type": kind, **(text if kind == "string" else {} if kind == "null" else other)}
        for kind in node["type"]
    ]
    return {**notes, "anyOf": [_rewritten(member) for member in members]}
