"""Generate the JSON Schema of the JSON-LD that newsld writes: one definition for each `@type`."""

from __future__ import annotations

from typing import Any, Final

from newsld.model import Correction, Event, Image, NewsArticle, Organization, PagePart, Person, Place
from newsld.model.fields import data_fields_of, properties_of
from newsld.model.node import Thing
from newsld.model.vocabulary import classes, is_a, properties
from newsld.schemaorg.jsonld.own_terms import NAMESPACE, ROLES, SPANS

_NODES: Final = {"$ref": "#/$defs/Nodes"}
_TEXT: Final = {"type": "string", "minLength": 1}
_DATE: Final = {"type": "string", "format": "edtf"}
_SPAN: Final = {"type": "string", "pattern": "^#char=[0-9]+,[0-9]+$"}
_SPANS: Final[dict[str, Any]] = {
    "title": "Spans",
    "description": "One or more spans of the body, as RFC 5147 fragment identifiers.",
    "if": {"type": "array"},
    "then": {"type": "array", "items": _SPAN, "minItems": 2},
    "else": _SPAN,
}
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
    "description": "When it was published, with a time if known.",
    "if": {"pattern": "[Tt]"},
    "then": {"format": "date-time"},
    "else": {"format": "edtf"},
}
_WITHIN: Final[dict[str, dict[str, Any]]] = {
    # A cited report is an Article as well, usually without a time of publication.
    "Article": {
        "datePublished": _MOMENT,
        "articleBody": {**_TEXT, "description": "The text, exactly; spans are offsets into it."},
        "image": {**_NODES, "description": "Images of the article."},
        "correction": {**_NODES, "description": "Corrections since it was published."},
        "hasPart": {**_NODES, "description": "Paywalled parts of the page, and quotations."},
        "mentions": {
            **_NODES,
            "description": "The entities and events that it mentions, and its figures.",
        },
        "citation": {
            **_NODES,
            "description": "The works that it cites, each with the works that those cite.",
        },
        "interpretedAsClaim": {**_NODES, "description": "The statements that it attributes."},
        **{
            f"newsld:{field.alias}": {"type": "object", "description": field.description}
            for field in data_fields_of(NewsArticle)
        },
        "newsld:annotation": {**_NODES, "description": "The spans as Web Annotations, if asked for."},
        "newsld:mentionedDate": {**_NODES, "description": "The dates that the body mentions."},
        "newsld:bodyHash": {
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
            "description": "The SHA-256 of the body.",
        },
    },
    "Event": {"contributor": {**_NODES, "description": "Its parties, each in a role."}},
}
_WRITTEN: Final[dict[str, dict[str, Any]]] = {
    "Claim": {
        "text": {**_TEXT, "description": "The words that are attributed."},
        "author": {**_NODES, "description": "Its source; absent if the story does not name one."},
        "firstAppearance": {**_NODES, "description": "Where it first appeared, as far as the story says."},
        "citation": {**_NODES, "description": "The nearest hop of its chain of sources."},
        "about": {**_NODES, "description": "What it is about."},
    },
    "Quotation": {
        "text": {**_TEXT, "description": "The exact words."},
        "creator": {**_NODES, "description": "The speaker."},
        "citation": {
            **_NODES,
            "description": "The Claim that attributes them; in a page, the work they are from.",
        },
    },
    "Observation": {
        "description": {**_TEXT, "description": "The figure as written."},
        "variableMeasured": {**_TEXT, "description": "What is measured."},
        "value": {**_NUMBER, "description": "The quantity, if it is one number."},
        "minValue": {**_NUMBER, "description": "The lower bound."},
        "maxValue": {**_NUMBER, "description": "The upper bound."},
        "unitText": {**_TEXT, "description": "What is counted, or the unit."},
        "observationDate": {**_DATE, "description": "The date it applies to."},
        "observationAbout": {**_NODES, "description": "What it is about."},
        "subjectOf": {**_NODES, "description": "The Claim that states it; in a page, the work that does."},
    },
    "Role": {
        "roleName": {**_TEXT, "description": "The name of the role."},
        "startDate": {**_DATE, "description": "When it began."},
        "endDate": {**_DATE, "description": "When it ended."},
        **dict.fromkeys(ROLES, _NODES),
        **dict.fromkeys(("contributor", "organizer", "about"), _NODES),
    },
    "Occupation": {"name": {**_TEXT, "description": "The office or trade."}, "occupationLocation": _NODES},
    "oa:Annotation": {
        "oa:hasBody": {**_NODES, "description": "What the words refer to."},
        "oa:hasTarget": {
            "description": "The span of the words in the body.",
            "if": {"type": "array"},
            "then": {"items": {"$ref": "#/$defs/Target"}, "minItems": 2},
            "else": {"$ref": "#/$defs/Target"},
        },
        "newsld:property": {**_TEXT, "description": "The term of `oa:hasBody` that has the spans."},
    },
}
_TARGET: Final = {
    "title": "Target",
    "description": "A span of the body: its words, and its start and end in code points from 0.",
    "type": "object",
    "required": ["oa:hasSource", "oa:hasSelector"],
    "properties": {
        "oa:hasSource": {"$ref": "#/$defs/Node"},
        "oa:hasSelector": {
            "type": "object",
            "required": ["@type", "oa:exact", "oa:start", "oa:end"],
            "properties": {
                "@type": {"const": ["oa:TextQuoteSelector", "oa:TextPositionSelector"]},
                "oa:exact": {**_TEXT, "description": "The words."},
                "oa:start": {"type": "integer", "minimum": 0, "description": "The start."},
                "oa:end": {"type": "integer", "minimum": 0, "description": "The end, exclusive."},
            },
        },
    },
}
_NEEDED: Final = {
    "oa:Annotation": ["oa:hasTarget"],
}


def exported_schema(story: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of full JSON-LD and that of pages, in both shapes, from the schema of a story.

    The `@type` of a node selects its definition. Nodes with preserved foreign values (`newsld:kept`, `newsld:merged`)
    are not restricted.
    """
    definitions: dict[str, Any] = {
        "Nodes": {
            "if": {"type": "array"},
            "then": {"type": "array", "items": {"$ref": "#/$defs/Node"}, "minItems": 1},
            "else": {"$ref": "#/$defs/Node"},
        },
        "Node": _node(),
        "Spans": _SPANS,
        "Target": _TARGET,
    }
    for name, kind in _CLASSES.items():
        definitions[name] = _modelled(name, kind, story)
    for name, terms in _WRITTEN.items():
        definitions[name] = _closed(name, f"What newsld writes as {name}.", terms, _NEEDED.get(name, []))
    return {
        "title": "A news story as JSON-LD, as newsld writes it",
        "oneOf": [{"$ref": "#/$defs/Document"}, {"$ref": "#/$defs/GraphDocument"}],
        "$defs": {**definitions, **_documents(), "Context": _context(), "Term": _term()},
    }


def _documents() -> dict[str, Any]:
    """Return the two shapes of a document: one nested node, and a flat graph."""
    context = {"$ref": "#/$defs/Context"}
    return {
        "Document": {
            "title": "Document",
            "description": "An article with everything nested in it.",
            "type": "object",
            "required": ["@context", "@type"],
            "properties": {"@context": context, "@type": _articles()},
            "allOf": [{"$ref": "#/$defs/Node"}],
        },
        "GraphDocument": {
            "title": "GraphDocument",
            "description": "An article as a flat graph: every node once.",
            "type": "object",
            "required": ["@context", "@graph"],
            "properties": {"@context": context, "@graph": _NODES},
            "additionalProperties": False,
        },
    }


def _articles() -> dict[str, Any]:
    """Return the schema of the root's `@type`: a type of article, or several types with one of those."""
    kinds = {"enum": sorted(known for known in classes() if is_a(known, "Article"))}
    return {"if": {"type": "array"}, "then": {"contains": kinds, "items": _TEXT}, "else": kinds}


def _context() -> dict[str, Any]:
    return {
        "title": "Context",
        "description": "schema.org's context; in full JSON-LD with a base, other vocabularies and the terms of spans.",
        "if": {"type": "array"},
        "then": {
            "prefixItems": [
                {"const": "https://schema.org"},
                {
                    "type": "object",
                    "properties": {"newsld": {"const": NAMESPACE}, "@base": {"type": "string"}},
                    "required": ["newsld"],
                },
            ],
            "items": False,
            "minItems": 2,
        },
        "else": {"const": "https://schema.org"},
    }


def _term() -> dict[str, Any]:
    """Return the schema of the keys of a node."""
    return {
        "title": "Term",
        "description": "A keyword of JSON-LD, a property of schema.org, or one of the documented vocabularies.",
        "type": "string",
        "if": {"pattern": "^(@|newsld:|oa:)"},
        "else": {"enum": sorted(properties())},
    }


def _node() -> dict[str, Any]:
    """Return the schema of a node: a definition by `@type`, and for other types a check of terms only."""
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
        "description": "A thing with a type, or a reference to one.",
        "type": "object",
        "properties": {
            "@id": {"type": "string", "minLength": 1},
            **{term: {"$ref": "#/$defs/Spans"} for term in SPANS},
        },
        "minProperties": 1,
        "allOf": kinds,
    }


def _modelled(name: str, kind: type[Thing], story: dict[str, Any]) -> dict[str, Any]:
    shape = story if kind is NewsArticle else story["$defs"][kind.__name__]
    shape = shape if "properties" in shape else shape["else"]
    written = shape["properties"]
    terms: dict[str, Any] = {}
    for field in properties_of(kind):
        if field.kind in {"reference", "date", "pixels", "number"}:
            form: dict[str, Any] = _FORMS.get(field.kind, _NODES)
            terms[field.term] = {**form, "description": field.description}
        elif field.kind == "choice":
            terms[field.term] = {
                "enum": [str(one).capitalize() for one in field.choices],
                "description": field.description,
            }
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
