"""The JSON Schema of the JSON-LD that newsld writes: every kind of node by its `@type`."""

from __future__ import annotations

from typing import Any, Final

from newsld.model import Correction, Event, Image, NewsArticle, Organization, PagePart, Person, Place
from newsld.model.fields import properties_of
from newsld.model.node import Thing
from newsld.model.vocabulary import classes, is_a, properties
from newsld.schemaorg.jsonld.terms import NAMESPACE, ROLES

__all__ = ["exported_schema"]

_NODES: Final = {"$ref": "#/$defs/Nodes"}
_TEXT: Final = {"type": "string", "minLength": 1}
_DATE: Final = {"type": "string", "format": "edtf"}
_NUMBER: Final = {
    "if": {"type": "object"},
    "then": {
        "properties": {"@type": {"const": "xsd:decimal"}, "@value": {"type": "string"}},
        "required": ["@type", "@value"],
    },
    "else": {"type": "number"},
}
_FORMS: Final[dict[str, dict[str, Any]]] = {"date": _DATE, "number": _NUMBER}
_CLASSES: Final[dict[str, type[Thing]]] = {
    "Article": NewsArticle,
    "Person": Person,
    "Organization": Organization,
    "Place": Place,
    "Event": Event,
    "ImageObject": Image,
    "WebPageElement": PagePart,
    "CorrectionComment": Correction,
}
_MOMENT: Final = {
    "type": "string",
    "description": "When it was published: with a time where that is known.",
    "if": {"pattern": "[Tt]"},
    "then": {"format": "date-time"},
    "else": {"format": "edtf"},
}
_WITHIN: Final[dict[str, dict[str, Any]]] = {
    # A cited report is an Article too, and the story seldom tells the hour of its publication.
    "Article": {
        "datePublished": _MOMENT,
        "articleBody": {**_TEXT, "description": "The text, exactly; spans are offsets into it."},
        "image": {**_NODES, "description": "Pictures that stand for it."},
        "correction": {**_NODES, "description": "What was put right in it since it was published."},
        "hasPart": {**_NODES, "description": "Paywalled parts of the page, and the words that it quotes."},
        "mentions": {
            **_NODES,
            "description": "Who and what is told of in it, and the figures that it states.",
        },
        "citation": {**_NODES, "description": "The works that it cites, each with those it cites in turn."},
        "interpretedAsClaim": {**_NODES, "description": "The statements that it attributes."},
        "newsld:annotation": {**_NODES, "description": "Where in the body everything stands."},
    },
    "Event": {"contributor": {**_NODES, "description": "The parties to it, each in its role."}},
}
_WRITTEN: Final[dict[str, dict[str, Any]]] = {
    "Claim": {
        "text": {**_TEXT, "description": "The words that are attributed."},
        "author": {**_NODES, "description": "Who it comes from; absent where the story does not say."},
        "appearance": {**_NODES, "description": "The article that makes the statement known here."},
        "firstAppearance": {**_NODES, "description": "Where it was first said, as far as the story tells."},
        "citation": {**_NODES, "description": "The nearest hop of its chain of sources."},
        "about": {**_NODES, "description": "What it is about."},
    },
    "Quotation": {
        "text": {**_TEXT, "description": "The exact words."},
        "creator": {**_NODES, "description": "Who said them."},
        "isPartOf": {**_NODES, "description": "The article that quotes them."},
        "citation": {**_NODES, "description": "The Claim that attributes them."},
    },
    "Observation": {
        "description": {**_TEXT, "description": "The figure as written."},
        "variableMeasured": {**_TEXT, "description": "What is measured."},
        "value": {**_NUMBER, "description": "The quantity, where it is one number."},
        "minValue": {**_NUMBER, "description": "The least it can be."},
        "maxValue": {**_NUMBER, "description": "The most it can be."},
        "unitText": {**_TEXT, "description": "What is counted, or the unit."},
        "observationDate": {**_DATE, "description": "The date for which it holds."},
        "observationAbout": {**_NODES, "description": "What it is about."},
    },
    "Role": {
        "roleName": {**_TEXT, "description": "What the role is called."},
        "startDate": {**_DATE, "description": "When it began."},
        "endDate": {**_DATE, "description": "When it ended."},
        **dict.fromkeys(ROLES, _NODES),
        **dict.fromkeys(("contributor", "organizer", "about"), _NODES),
    },
    "Occupation": {"name": {**_TEXT, "description": "The office or trade."}, "occupationLocation": _NODES},
    "oa:Annotation": {
        "oa:hasBody": {**_NODES, "description": "What the words mean, or what they were captured for."},
        "oa:hasTarget": {
            "description": "Where the words stand in the body.",
            "if": {"type": "array"},
            "then": {"items": {"$ref": "#/$defs/Target"}, "minItems": 2},
            "else": {"$ref": "#/$defs/Target"},
        },
        "newsld:field": {**_TEXT, "description": "The field of its body that the words were captured for."},
    },
}
_TARGET: Final = {
    "title": "Target",
    "description": "Words of the body: exactly these, and where they start and end, in code points from 0.",
    "type": "object",
    "required": ["oa:hasSource", "oa:hasSelector"],
    "properties": {
        "oa:hasSource": {"$ref": "#/$defs/Node"},
        "oa:hasSelector": {
            "type": "object",
            "required": ["@type", "oa:exact", "oa:start", "oa:end"],
            "properties": {
                "@type": {"const": ["oa:TextQuoteSelector", "oa:TextPositionSelector"]},
                "oa:exact": {**_TEXT, "description": "The words themselves."},
                "oa:start": {"type": "integer", "minimum": 0, "description": "Where they start."},
                "oa:end": {"type": "integer", "minimum": 0, "description": "Where they end, exclusive."},
            },
        },
    },
}
_NEEDED: Final = {
    "oa:Annotation": ["oa:hasTarget"],
}


def exported_schema(story: dict[str, Any]) -> dict[str, Any]:
    """The schema of both profiles and both shapes, out of the story's schema and the table of terms.

    A node is looked at as what its `@type` says that it is. What rides along (`newsld:kept`, `newsld:merged`) is
    as its source had it, so nodes that carry such values are open.
    """
    definitions: dict[str, Any] = {
        "Nodes": {
            "if": {"type": "array"},
            "then": {"type": "array", "items": {"$ref": "#/$defs/Node"}, "minItems": 1},
            "else": {"$ref": "#/$defs/Node"},
        },
        "Node": _node(),
        "Target": _TARGET,
    }
    for name, kind in _CLASSES.items():
        definitions[name] = _modelled(name, kind, story)
    for name, terms in _WRITTEN.items():
        definitions[name] = _closed(name, f"What newsld writes as {name}.", terms, _NEEDED.get(name, []))
    return {
        "title": "A news story as JSON-LD, as newsld writes it",
        "type": "object",
        "required": ["@context"],
        "properties": {"@context": {"$ref": "#/$defs/Context"}, "@graph": _NODES},
        "if": {"required": ["@graph"]},
        "then": {"propertyNames": {"enum": ["@context", "@graph"]}},
        "else": {"required": ["@type"], "$ref": "#/$defs/Node", "properties": {"@type": _articles()}},
        "$defs": {**definitions, "Context": _context(), "Term": _term()},
    }


def _articles() -> dict[str, Any]:
    """What the root's `@type` can be: a kind of Article, or several types of which one is."""
    kinds = {"enum": sorted(known for known in classes() if is_a(known, "Article"))}
    return {"if": {"type": "array"}, "then": {"contains": kinds}, "else": kinds}


def _context() -> dict[str, Any]:
    return {
        "title": "Context",
        "description": "schema.org's context; in the full profile with the prefixes of the other vocabularies.",
        "if": {"type": "array"},
        "then": {
            "prefixItems": [
                {"const": "https://schema.org"},
                {"type": "object", "properties": {"newsld": {"const": NAMESPACE}}, "required": ["newsld"]},
            ],
            "items": False,
        },
        "else": {"const": "https://schema.org"},
    }


def _term() -> dict[str, Any]:
    """What a key of a node can be."""
    return {
        "title": "Term",
        "description": "A keyword of JSON-LD, a property of schema.org, or one of the documented vocabularies.",
        "if": {"pattern": "^(@|newsld:|oa:)"},
        "else": {"enum": sorted(properties())},
    }


def _node() -> dict[str, Any]:
    """Sends a node to the definition of its kind; what schema.org alone knows is only held to real terms."""
    kinds: list[dict[str, Any]] = []
    for name in (*_CLASSES, *_WRITTEN):
        below = sorted(known for known in classes() if is_a(known, name)) if ":" not in name else [name]
        kinds.append(
            {
                "if": {
                    "properties": {"@type": {"enum": below}},
                    "required": ["@type"],
                    "not": {"anyOf": [{"required": ["newsld:kept"]}, {"required": ["newsld:merged"]}]},
                },
                "then": {"$ref": f"#/$defs/{name}"},
            }
        )
    return {
        "title": "Node",
        "description": "A thing with a type, or a reference to one told elsewhere.",
        "type": "object",
        "properties": {"@id": {"type": "string", "minLength": 1}},
        "minProperties": 1,
        "allOf": kinds,
    }


def _modelled(name: str, kind: type[Thing], story: dict[str, Any]) -> dict[str, Any]:
    shape = story if kind is NewsArticle else story["$defs"][kind.__name__]
    shape = shape if "properties" in shape else shape["else"]
    written = shape["properties"]
    terms: dict[str, Any] = {}
    for field in properties_of(kind):
        if field.term is None:
            continue
        if field.kind in {"reference", "date", "pixels", "number"}:
            form: dict[str, Any] = _FORMS.get(field.kind, _NODES)
            terms[field.term] = {**form, "description": field.description}
        else:
            own = written[field.alias].items()
            terms[field.term] = {key: value for key, value in own if key != "default"}
    terms |= _WITHIN.get(name, {})
    description = " ".join((kind.__doc__ or "").split())
    return _closed(name, description, terms, [])


def _closed(name: str, description: str, terms: dict[str, Any], needed: list[str]) -> dict[str, Any]:
    definition: dict[str, Any] = {
        "title": name,
        "description": description,
        "properties": terms,
        "propertyNames": {"$ref": "#/$defs/Term"},
    }
    return {**definition, "required": needed} if needed else definition
