"""What a Python developer would write instead of newsld: models for a line, a JSON Schema, and a mapping to JSON-LD.

It reads the same lines and carries the same things. It does not verify that words are where the line says, follows no
reference, runs no rule, and cannot read its output back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

import jsonschema
import jsonschema_rs
import orjson
from pydantic import AnyUrl, BaseModel, ConfigDict, Field
from pyld import jsonld

from newsld.schemaorg.jsonld.processor import SCHEMA_ORG, context


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Span(_Model):
    """Words of the body."""

    exact: str
    start: int = Field(ge=0)


class Entity(_Model):
    """A person, organization, place or event."""

    model_config = ConfigDict(extra="allow")

    name: str
    type: list[str] = []


class Hop(_Model):
    """One step of a chain of sources."""

    model_config = ConfigDict(extra="allow")

    parties: list[str] = []


class Citation(_Model):
    """A statement and its sources."""

    model_config = ConfigDict(extra="allow")

    covers: list[Span] = []
    chain: list[Hop] = []


class Quotation(_Model):
    """A quotation and its speaker."""

    model_config = ConfigDict(extra="allow")

    words: list[Span]
    speaker: list[str] = []


class Figure(_Model):
    """A figure and what it measures."""

    model_config = ConfigDict(extra="allow")

    measures: str
    value: float | None = None
    max: float | None = None
    unit: str | None = None
    words: list[Span] = []


class Mention(_Model):
    """Words that name an entity."""

    words: Span
    of: str
    form: str


class Article(_Model):
    """A story."""

    newsld: int
    headline: str
    description: str | None = None
    url: AnyUrl
    date_published: datetime = Field(alias="datePublished")
    date_modified: datetime | None = Field(default=None, alias="dateModified")
    author: list[str] = []
    publisher: list[str] = []
    article_section: list[str] = Field(default=[], alias="articleSection")
    keywords: list[str] = []
    language: str = Field(alias="inLanguage")
    about: list[str] = []
    content_location: list[str] = Field(default=[], alias="contentLocation")
    body: str
    people: dict[str, Entity] = {}
    organizations: dict[str, Entity] = {}
    places: dict[str, Entity] = {}
    events: dict[str, Entity] = {}
    quotations: dict[str, Quotation] = {}
    figures: dict[str, Figure] = {}
    citations: dict[str, Citation] = {}
    mentions: list[Mention] = []


_KINDS = {"people": "Person", "organizations": "Organization", "places": "Place", "events": "Event"}
_FIGURE = {"value": "value", "max": "maxValue", "unit": "unitText"}
_PLAIN = (
    "headline",
    "description",
    "url",
    "datePublished",
    "dateModified",
    "articleSection",
    "keywords",
    "inLanguage",
)


def to_schema_org(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document of an article: its entities, and its statements as claims with their sources."""
    entities = [
        {"@type": entity.get("type") or kind, "@id": f"#{key}", "name": entity["name"]}
        for collection, kind in _KINDS.items()
        for key, entity in data.get(collection, {}).items()
    ]
    claims = [
        {
            "@type": "Claim",
            "@id": f"#{key}",
            "text": " ".join(span["exact"] for span in citation.get("covers", ())),
            "appearance": [
                {
                    "@type": "CreativeWork",
                    "author": [{"@id": f"#{party}"} for party in hop.get("parties", ())],
                }
                for hop in citation.get("chain", ())
            ],
        }
        for key, citation in data.get("citations", {}).items()
    ]
    quotations = [
        {
            "@type": "Quotation",
            "text": quotation["words"][0]["exact"],
            "creator": _references(quotation.get("speaker")),
        }
        for quotation in data.get("quotations", {}).values()
    ]
    figures = [
        {
            "@type": "Observation",
            "variableMeasured": figure["measures"],
            **{to: figure[key] for key, to in _FIGURE.items() if key in figure},
        }
        for figure in data.get("figures", {}).values()
    ]  # fmt: skip
    return {
        "@context": SCHEMA_ORG,
        "@type": "NewsArticle",
        "@id": data["url"],
        **{key: data[key] for key in _PLAIN if key in data},
        "author": _references(data.get("author")),
        "publisher": _references(data.get("publisher")),
        "about": _references(data.get("about")),
        "articleBody": data["body"],
        "mentions": [*entities, *figures],
        "hasPart": quotations,
        "citation": claims,
    }


def _references(keys: list[str] | None) -> list[dict[str, str]]:
    return [{"@id": f"#{key}"} for key in keys or ()]


def typical_stack() -> Callable[[bytes], bytes]:
    """Return a function with pydantic, jsonschema and pyld, each used as its documentation shows."""
    validator = jsonschema.Draft202012Validator(Article.model_json_schema())
    document = {"contextUrl": None, "documentUrl": SCHEMA_ORG, "document": {"@context": context()}}
    compact = partial(
        jsonld.compact, ctx=SCHEMA_ORG, options={"documentLoader": lambda _url, _options: document}
    )

    def convert(line: bytes) -> bytes:
        article = Article.model_validate_json(line)
        data = article.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        validator.validate(data)
        return json.dumps(compact(to_schema_org(data)), ensure_ascii=False).encode()

    return convert


def fast_stack() -> Callable[[bytes], bytes]:
    """Return a function with orjson, jsonschema-rs and a dictionary."""
    validator = jsonschema_rs.Draft202012Validator(Article.model_json_schema())

    def convert(line: bytes) -> bytes:
        data = orjson.loads(line)
        validator.validate(data)
        return orjson.dumps(to_schema_org(data))

    return convert
