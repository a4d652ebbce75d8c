"""Extend the schema of a story by the short forms that Markdown allows (docs/reference/markdown.md)."""

from __future__ import annotations

from typing import Any, Final

_TEXT: Final[dict[str, Any]] = {"type": "string", "minLength": 1}
_REFERENCE: Final[dict[str, Any]] = {**_TEXT, "title": "Id"}
_REFERENCES: Final[dict[str, Any]] = {
    "if": {"type": "array"},
    "then": {"items": _REFERENCE},
    "else": _REFERENCE,
}
_ITEM: Final = r"^Q[1-9][0-9]*(?![\s\S])"
_KEYS: Final = {
    "Organization": {"in": "location", "of": "parentOrganization", "for": "areaServed"},
    "Place": {"in": "containedInPlace"},
    "Event": {"in": "location", "by": "organizer", "date": "startDate"},
}
_COLLECTIONS: Final = {
    "people": "Person",
    "organizations": "Organization",
    "places": "Place",
    "events": "Event",
}
_ROLE: Final = r"^(?:current|former|designate|disputed|memberOf|worksFor|affiliation|alumniOf) "
_WORDS: Final[dict[str, Any]] = {"$ref": "#/$defs/Words"}
_STATUSES: Final = ("current", "former", "designate", "disputed")


def allow_short_forms(made: dict[str, Any]) -> None:
    """Change the schema of a story so that it also allows the short forms."""
    definitions = made["$defs"]
    for collection, name in _COLLECTIONS.items():
        made["properties"][collection]["propertyNames"] = {"minLength": 1}
        made["properties"][collection]["description"] = (
            made["properties"][collection]["description"].removesuffix(".") + ", or by their names."
        )
        thing = definitions[name]
        text = "Or the name alone, with a type and other notes in parentheses: `Coast Wire (NewsMediaOrganization)`."
        _allow_text(thing, text)
        _add(thing, "is", {"type": "string", "description": "Notes of the name: `news, Q1 — a news agency`."})
        same_as = thing["properties"]["sameAs"]
        for branch in (same_as["then"]["items"], same_as["else"]):
            del branch["format"]
            branch["anyOf"] = [{"format": "iri"}, {"pattern": _ITEM}]
    for name, keys in _KEYS.items():
        for short, full in keys.items():
            value = {**definitions[name]["properties"][full], "description": f"Short for `{full}`."}
            _add(definitions[name], short, value)
    for kind in ("claimed", "planned", "requested"):
        _add(definitions["Event"], kind, {**_TEXT, "description": f"The name of an event that is {kind}."})
    for status in _STATUSES:
        description = f"The name of a role whose status is {status}."
        _add(definitions["Role"], status, {**_TEXT, "description": description})
    for key in ("memberOf", "worksFor", "affiliation", "alumniOf"):
        description = f"Id of the organization or place, for a role whose property is {key}."
        _add(definitions["Role"], key, {**_REFERENCE, "description": description})
    _short_roles(definitions)
    for key, taking_part in (("with", "contributor"), ("to", "about")):
        value = {
            "description": f"Ids of participants whose property is {taking_part}: `russia and iran as hosts`.",
            "type": ["string", "array", "object"],
            "items": {"type": ["string", "object"], "additionalProperties": _WORDS},
            "additionalProperties": _WORDS,
        }
        _add(definitions["Event"], key, value)
    for name in ("Role", "Participant"):
        _add(definitions[name], "as", {**_TEXT, "description": "The name of the role."})
    for key in ("about", "organizer", "contributor"):
        description = f"Ids of participants whose property is {key}."
        _add(definitions["Participant"], key, {**_REFERENCES, "description": description})
    del definitions["Participant"]["required"]
    _allow_text(definitions["Participant"], "Or the id of a participant alone.")
    _allow_text(definitions["Quotation"], "Or the id of its citation alone.")
    _short_figure(definitions["Figure"])
    dated = definitions["Dated"]
    del dated["format"]
    dated["anyOf"] = [{"format": "edtf"}, {"pattern": r"^\S+ "}]
    dated["description"] += " A date and its words can be one text: `2024-12-08 on Sunday`."
    _short_mentions(made)


def _add(definition: dict[str, Any], key: str, value: dict[str, Any]) -> None:
    definition["properties"][key] = value
    if "propertyNames" in definition:
        definition["propertyNames"]["if"]["enum"].append(key)


def _allow_text(definition: dict[str, Any], description: str) -> None:
    definition["type"] = ["string", "object"]
    definition["minLength"] = 1
    definition["description"] = f"{definition.get('description', '')} {description}".strip()


def _short_roles(definitions: dict[str, Any]) -> None:
    more = {"if": {"type": "object"}, "then": {"type": "object"}, "else": _WORDS}
    for name in ("Person", "Organization"):
        roles = definitions[name]["properties"]["roles"]
        definitions[name]["properties"]["roles"] = {
            "description": f"{roles['description']} Or their words by role: `current mayor of skell`.",
            "type": ["array", "object"],
            "items": roles["items"],
            "propertyNames": {"pattern": _ROLE},
            "additionalProperties": more,
        }
    role = definitions["Role"]
    _allow_text(role, "Or a text: `current mayor of skell`.")
    role["patternProperties"] = {_ROLE: more}
    if "propertyNames" in role:
        role["propertyNames"] = {"if": {"pattern": _ROLE}, "else": role["propertyNames"]}


def _short_figure(figure: dict[str, Any]) -> None:
    _allow_text(figure, "Or a text: `over 5 percent — share of the votes (about vote)`.")
    _add(figure, "is", {**_TEXT, "description": "This text, with more keys."})
    for key, bound in (("over", "min"), ("under", "max")):
        value = {**figure["properties"][bound], "description": f"A `{bound}` that is excluded."}
        _add(figure, key, value)
    citation = figure["properties"]["citation"]
    citation |= {"type": ["string", "array"], "maxItems": 0}


def _short_mentions(made: dict[str, Any]) -> None:
    mention = made["$defs"]["Mention"]
    short = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": {"if": {"type": "array"}, "then": {"items": _WORDS}, "else": _WORDS},
    }
    item = {
        "if": {"type": "object", "required": ["words"]},
        "then": {"$ref": "#/$defs/Mention"},
        "else": {"if": {"type": "string"}, "then": _TEXT, "else": short},
    }
    mentions = made["properties"]["mentions"]
    made["properties"]["mentions"] = {
        "description": f"{mentions['description']} `explicit` if names without brackets are none.",
        "if": {"type": "string"},
        "then": {"const": "explicit"},
        "else": {"type": "array", "items": item},
    }
    mention["description"] += " In short the id or date with the words: `{officials: they}`."
