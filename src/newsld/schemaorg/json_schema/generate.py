"""The schemas themselves: JSON Schema 2020-12 out of the models, and the form of findings."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from newsld.model.vocabulary import properties

__all__ = [
    "BASE",
    "MADE",
    "findings_schema",
    "front_matter_schema",
    "jsonld_schema",
    "schemas",
    "story_schema",
]

BASE: Final = "https://w3id.org/newsld/schemas/"
"""What the `$id` of every schema begins with."""

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_PROPERTY: Final = "#/$defs/SchemaOrgProperty"
_VERSION: Final = {"const": 1, "description": "The version of the story's shape."}
_ORDER: Final = ("title", "description", "type", "default", "if", "then", "else", "properties", "required")
_KEYED: Final = ("Person", "Organization", "Place", "Event", "Quotation", "Figure", "Citation")


def story_schema() -> dict[str, Any]:
    """What a story looks like as people write it, in YAML and JSON.

    Closed: a key is one of ours or a property of schema.org. Things with an id stand in objects whose keys
    are the ids. The formats `date-time`, `edtf`, `iri` and `language-tag` are those of `newsld.model.dates`.
    """
    made = _from_models()
    body = made["$defs"]["Body"]
    body["properties"]["file"] = {
        "type": "string",
        "minLength": 1,
        "description": "A text file beside the story, or in a folder below, whose content is the text.",
    }
    del body["required"]
    body["if"] = {"type": "object", "required": ["file"]}
    body["then"] = {"properties": {"text": {"not": {}, "$comment": "text and file exclude each other"}}}
    body["else"] = {"required": ["text"]}
    return _document("story.schema.json", "A news story", made)


def front_matter_schema() -> dict[str, Any]:
    """What the front matter of a Markdown story looks like: a story whose body is the text below it.

    `forms` gives, by id and then by words, the form of links that have another than the words suggest; `body` has
    what Markdown cannot show, or the whole text where none stands below.
    """
    made = _from_models()
    body = made["$defs"]["Body"]
    del body["required"], body["minLength"]
    body["properties"]["gaps"] = {
        "type": "object",
        "description": "What stands between blocks where it is no blank line, by the number of the block after it.",
        "propertyNames": {"pattern": r"^[0-9]+(?![\s\S])", "title": "block number"},
        "additionalProperties": {"type": "string"},
    }
    form = made["$defs"]["Mention"]["properties"]["form"]
    form = {"description": form["description"], "enum": [*form["enum"], "unstated"]}
    made["properties"]["forms"] = {
        "type": "object",
        "description": "How links to an id mean it, by id and words, where the words suggest another form.",
        "additionalProperties": {"type": "object", "additionalProperties": form},
    }
    made["propertyNames"]["if"]["enum"].append("forms")
    return _document("front-matter.schema.json", "The front matter of a news story in Markdown", made)


def jsonld_schema() -> dict[str, Any]:
    """What the JSON-LD that newsld writes looks like, in both profiles and both shapes."""
    from newsld.schemaorg.json_schema.jsonld_schema import exported_schema

    return _document("jsonld.schema.json", "A news story as JSON-LD", {**exported_schema(story_schema())})


def findings_schema() -> dict[str, Any]:
    """What `newsld check --format json` prints: an array of findings."""
    count = {"type": ["integer", "null"], "minimum": 1}
    fields: dict[str, Any] = {
        "code": {
            "type": "string",
            "pattern": r"^NLD-[A-Z]{3}-[0-9]{3}(?![\s\S])",
            "description": "The rule: `newsld rule CODE` explains it. Stable.",
        },
        "severity": {"enum": ["error", "warning", "info"], "description": "How bad it is."},
        "message": {"type": "string", "description": "What is wrong, in words. May change between releases."},
        "suggestion": {"type": ["string", "null"], "description": "How to fix it."},
        "file": {"type": ["string", "null"], "description": "The input, a path with forward slashes."},
        "line": {**count, "description": "Counted from 1; null where there is no text."},
        "column": {**count, "description": "Counted from 1, in Unicode code points of the decoded file."},
        "pointer": {
            "type": ["string", "null"],
            "pattern": r"^(/([^/~]|~[01])*)*(?![\s\S])",
            "description": "RFC 6901 JSON Pointer into the document as written.",
        },
        "block": {
            "type": ["integer", "null"],
            "minimum": 0,
            "description": "The number of the JSON-LD block of a page, from 0.",
        },
    }
    finding = {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }
    return {
        "$schema": _DIALECT,
        "$id": BASE + "findings.schema.json",
        "title": "Findings of newsld",
        "type": "array",
        "items": finding,
    }


MADE: Final[Mapping[str, Callable[[], dict[str, Any]]]] = {
    "story.schema.json": story_schema,
    "jsonld.schema.json": jsonld_schema,
    "front-matter.schema.json": front_matter_schema,
    "findings.schema.json": findings_schema,
}
"""Every schema by its file name, and what makes it."""


def schemas() -> dict[str, bytes]:
    """The files of schemas/, by name: the same bytes whenever they are made."""
    return {
        name: json.dumps(make(), ensure_ascii=False, indent=2).encode() + b"\n" for name, make in MADE.items()
    }


def _document(name: str, title: str, made: dict[str, Any]) -> dict[str, Any]:
    definitions = made.pop("$defs")
    head = {"$schema": _DIALECT, "$id": BASE + name, "title": title}
    rest = {key: value for key, value in made.items() if key not in {"title", "description"}}
    return {**head, **rest, "$defs": {key: definitions[key] for key in sorted(definitions)}}


def _from_models() -> dict[str, Any]:
    """The schema of an article in a source, closed but for the properties of schema.org."""
    from pydantic.json_schema import GenerateJsonSchema

    from newsld.model import NewsArticle
    from newsld.model.spans import WORDS_SCHEMA

    class Sources(GenerateJsonSchema):
        """What stands in sources: nothing is null, and what is absent is left out."""

        def nullable_schema(self, schema: Any) -> dict[str, Any]:
            return self.generate_inner(schema["schema"])

        def default_schema(self, schema: Any) -> dict[str, Any]:
            inner = self.generate_inner(schema["schema"])
            default = schema.get("default")
            return {**inner, "default": default} if isinstance(default, (bool, str)) else inner

        def field_title_should_be_set(self, _: Any) -> bool:
            return False

    made: dict[str, Any] = _tidy(NewsArticle.model_json_schema(schema_generator=Sources))
    definitions = made["$defs"]
    del definitions["JsonValue"]
    definitions["Words"] = dict(WORDS_SCHEMA)
    definitions["SchemaOrgProperty"] = {
        "title": "Property of schema.org",
        "description": "A property of schema.org that newsld does not model: its value is kept as it is.",
        "enum": sorted(properties()),
    }
    for name in _KEYED:
        del definitions[name]["properties"]["id"]
        required = [key for key in definitions[name].pop("required") if key != "id"]
        definitions[name] |= {"required": required} if required else {}
    made["properties"] = {"newsld": dict(_VERSION), **made["properties"]}
    made["required"] = ["newsld"]
    definitions["Mention"] |= {
        "if": {"required": ["of"]},
        "then": {
            "properties": {
                "date": {"not": {}, "$comment": "a mention is of a thing or of a date, never both"}
            }
        },
        "else": {
            "required": ["date"],
            "$comment": "the mention says neither of what (of) nor of when (date)",
        },
    }
    for node in (made, *definitions.values()):
        if "extra" in node.get("properties", {}):
            del node["properties"]["extra"]["additionalProperties"]
            del node["additionalProperties"]
            node["propertyNames"] = {"if": {"enum": list(node["properties"])}, "else": {"$ref": _PROPERTY}}
    return made


def _tidy(node: Any) -> Any:
    """The same schema with one definition of words, and with texts that run on."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    if node.get("title") == "Words":
        from newsld.model.spans import WORDS_SCHEMA

        own = node["description"] if node["description"] != WORDS_SCHEMA["description"] else None
        reference: dict[str, Any] = {"$ref": "#/$defs/Words"}
        return {**reference, "description": _flowing(own)} if own else reference
    ordered = sorted(
        node.items(), key=lambda pair: _ORDER.index(pair[0]) if pair[0] in _ORDER else len(_ORDER)
    )
    return {
        key: _flowing(value) if key == "description" and isinstance(value, str) else _tidy(value)
        for key, value in ordered
    }


def _flowing(text: str) -> str:
    """The text without the line breaks of its source; paragraphs stay apart."""
    return "\n\n".join(re.sub(r"\s*\n\s*", " ", paragraph) for paragraph in text.strip().split("\n\n"))
