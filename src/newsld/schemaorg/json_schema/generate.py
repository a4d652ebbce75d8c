"""Generate JSON Schema 2020-12 documents: of stories and JSON-LD from the models, and of findings."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from newsld.model.versions import STORY_VERSION
from newsld.model.vocabulary import classes, is_a, properties
from newsld.schemaorg.json_schema.publish import published
from newsld.schemaorg.json_schema.typescript import typescript

BASE: Final = "https://w3id.org/newsld/schemas/"
"""The beginning of the `$id` of every schema."""

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_PROPERTY: Final = "#/$defs/SchemaOrgProperty"
_VERSION: Final = {"const": STORY_VERSION, "description": "The version of the story format."}
_ORDER: Final = ("title", "description", "type", "default", "if", "then", "else", "properties", "required")
_SUGGESTED: Final = {
    "NewsArticle": "Article",
    **{name: name for name in ("Person", "Organization", "Place", "Event")},
}
"""The models with a field `type`, each with the broadest type that fits."""

_KEYED: Final = ("Person", "Organization", "Place", "Event", "Quotation", "Figure", "Citation")


def story_schema() -> dict[str, Any]:
    """Return the schema of a story as people write it, in YAML and JSON.

    It allows only keys of newsld and properties of schema.org. Things with an id are in objects whose keys are the
    ids. The formats `date-time`, `edtf`, `iri` and `language-tag` are those of `newsld.model.dates`.
    """
    made = _from_models()
    body = made["$defs"]["Body"]
    body["properties"]["file"] = {
        "type": "string",
        "minLength": 1,
        "description": "A text file with the text, in the folder of the story or below.",
    }
    del body["required"]
    body["if"] = {"type": "object", "required": ["file"]}
    body["then"] = {
        "properties": {"text": {"not": {}, "$comment": "a body cannot have both `text` and `file`"}}
    }
    body["else"] = {"required": ["text"]}
    return _document("story.schema.json", "Story", made)


def front_matter_schema() -> dict[str, Any]:
    """Return the schema of the data of a Markdown story: its front matter and its data block, which have no text.

    `forms` has, by id and then by words, the form of mentions if it is another than the words suggest. `body` has data
    of the text that Markdown cannot express, or the whole text if there is none in Markdown.
    """
    from newsld.schemaorg.json_schema.short_forms import allow_short_forms

    made = _from_models()
    body = made["$defs"]["Body"]
    del body["required"], body["minLength"]
    body["properties"]["gaps"] = {
        "type": "object",
        "description": "Text between blocks that is not a blank line, by the number of the block after it; `between` "
        "is that of all blocks without a number.",
        "propertyNames": {"pattern": r"^(?:[0-9]+|between)(?![\s\S])", "title": "block number"},
        "additionalProperties": {"type": "string"},
    }
    form = made["$defs"]["Mention"]["properties"]["form"]
    form = {"description": form["description"], "enum": [*form["enum"], "unstated"]}
    made["properties"]["forms"] = {
        "type": "object",
        "description": "The form of links to an id, by id and words, if the words suggest another form.",
        "additionalProperties": {"type": "object", "additionalProperties": form},
    }
    made["propertyNames"]["if"]["enum"].append("forms")
    allow_short_forms(made)
    return _document("front-matter.schema.json", "FrontMatter", made)


def jsonld_schema() -> dict[str, Any]:
    """Return the schema of the JSON-LD that newsld writes, in both profiles and both shapes."""
    from newsld.schemaorg.json_schema.jsonld_schema import exported_schema

    return _document("jsonld.schema.json", "JsonLd", {**exported_schema(story_schema())})


def findings_schema() -> dict[str, Any]:
    """Return the schema of the output of `newsld check --output-format json`: an array of findings."""
    count = {"type": ["integer", "null"], "minimum": 1}
    fields: dict[str, Any] = {
        "code": {
            "type": "string",
            "pattern": r"^NLD-[A-Z]{3}-[0-9]{3}(?![\s\S])",
            "description": "The rule: `newsld rule CODE` explains it. Stable.",
        },
        "severity": {"enum": ["error", "warning", "info"], "description": "How serious it is."},
        "message": {
            "type": "string",
            "description": "What is wrong, for people. May change between releases.",
        },
        "suggestion": {"type": ["string", "null"], "description": "How to fix it."},
        "file": {"type": ["string", "null"], "description": "The input, a path with forward slashes."},
        "line": {**count, "description": "From 1; null if there is no text."},
        "column": {**count, "description": "From 1, in Unicode code points of the decoded file."},
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
        "title": "Findings",
        "type": "array",
        "items": finding,
    }


GENERATORS: Final[Mapping[str, Callable[[], dict[str, Any]]]] = {
    "story.schema.json": story_schema,
    "jsonld.schema.json": jsonld_schema,
    "front-matter.schema.json": front_matter_schema,
    "findings.schema.json": findings_schema,
}
"""The functions that generate the files of schemas/, by file name."""


def schemas() -> dict[str, bytes]:
    """Return the content of the files of schemas/ by name, and of the types for TypeScript: always the same bytes."""
    made = {name: published(make()) for name, make in GENERATORS.items()}
    nodes = published(jsonld_schema(), nodes=True)
    types = typescript(made["story.schema.json"], nodes, made["findings.schema.json"])
    return {
        **{
            name: json.dumps(schema, ensure_ascii=False, indent=2).encode() + b"\n"
            for name, schema in made.items()
        },
        "newsld.d.ts": types,
    }


def _document(name: str, title: str, made: dict[str, Any]) -> dict[str, Any]:
    definitions = made.pop("$defs")
    head = {"$schema": _DIALECT, "$id": BASE + name, "title": title}
    rest = {key: value for key, value in made.items() if key not in {"title", "description"}}
    return {**head, **rest, "$defs": {key: definitions[key] for key in sorted(definitions)}}


def _from_models() -> dict[str, Any]:
    """Return the schema of an article in a story file, closed except for properties of schema.org."""
    from pydantic.json_schema import GenerateJsonSchema

    from newsld.model import NewsArticle
    from newsld.model.spans import WORDS_SCHEMA

    class StoryFileSchema(GenerateJsonSchema):
        """A generator for files, in which fields are absent instead of null."""

        def nullable_schema(self, schema: Any) -> dict[str, Any]:
            return self.generate_inner(schema["schema"])

        def default_schema(self, schema: Any) -> dict[str, Any]:
            inner = self.generate_inner(schema["schema"])
            default = schema.get("default")
            return {**inner, "default": default} if isinstance(default, (bool, str)) else inner

        def field_title_should_be_set(self, _: Any) -> bool:
            return False

    made: dict[str, Any] = _tidy(NewsArticle.model_json_schema(schema_generator=StoryFileSchema))
    definitions = made["$defs"]
    del definitions["JsonValue"]
    definitions["Words"] = dict(WORDS_SCHEMA)
    definitions["SchemaOrgProperty"] = {
        "title": "Property of schema.org",
        "description": "A property of schema.org without a field in newsld; its value is preserved.",
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
            "properties": {"date": {"not": {}, "$comment": "a mention cannot have both `of` and `date`"}}
        },
        "else": {
            "required": ["date"],
            "$comment": "the mention has neither `of` nor `date`",
        },
    }
    for name, node in {"NewsArticle": made, **definitions}.items():
        if name in _SUGGESTED:
            _suggest_types(node["properties"]["type"], _SUGGESTED[name])
    for node in (made, *definitions.values()):
        if "extra" in node.get("properties", {}):
            del node["properties"]["extra"]["additionalProperties"]
            del node["additionalProperties"]
            node["propertyNames"] = {"if": {"enum": list(node["properties"])}, "else": {"$ref": _PROPERTY}}
    return made


def _suggest_types(field: dict[str, Any], kind: str) -> None:
    """Add the types of schema.org that fit a thing as examples, which editors complete."""
    examples = sorted(name for name in classes() if is_a(name, kind))
    for item in (field["else"], field["then"]["items"]):
        item["examples"] = examples


def _tidy(node: Any) -> Any:
    """Return the schema with one definition of words, keys in order, and descriptions without line breaks."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    if node.get("title") == "Words":
        from newsld.model.spans import WORDS_SCHEMA

        own = node["description"] if node["description"] != WORDS_SCHEMA["description"] else None
        reference: dict[str, Any] = {"$ref": "#/$defs/Words"}
        return {**reference, "description": _unwrapped(own)} if own else reference
    ordered = sorted(
        node.items(), key=lambda pair: _ORDER.index(pair[0]) if pair[0] in _ORDER else len(_ORDER)
    )
    return {
        key: _unwrapped(value) if key == "description" and isinstance(value, str) else _tidy(value)
        for key, value in ordered
    }


def _unwrapped(text: str) -> str:
    """Return the text with each paragraph on one line."""
    return "\n\n".join(re.sub(r"\s*\n\s*", " ", paragraph) for paragraph in text.strip().split("\n\n"))
