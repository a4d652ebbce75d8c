"""Explain what is wrong with the structure of data: one finding an error, in the words of people who write stories."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from newsld.findings import Finding, Fix
from newsld.findings.limit import MOST_SHOWN
from newsld.model.dates import BadDate, parse_edtf, parse_english, parse_moment
from newsld.model.text import slugify
from newsld.model.text.closest_match import suggest
from newsld.model.text.shorten import LONGEST, quote_value
from newsld.model.versions import STORY_VERSION
from newsld.model.vocabulary import is_property, properties
from newsld.schemaorg.json_schema.validator import SchemaName, format_checker, is_valid, load_schema
from newsld.syntax.document import pointer

if TYPE_CHECKING:
    from jsonschema import ValidationError

QUOTE_IT: Final = "put it in quotes:"
"""How suggestions for numbers and booleans begin where text is expected; the words follow."""

_KINDS: Final[Mapping[type, str]] = {
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "a mapping",
    type(None): "nothing",
}
_WANTED: Final[Mapping[str, str]] = {
    "string": "text",
    "object": "a mapping",
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
}


def explain(data: object, name: SchemaName = "story") -> list[Finding]:
    """Return a finding for each structural error of plain data; none exactly if `is_valid` is true.

    Findings have a pointer, but no line yet. An unknown key is NLD-SCH-001, a wrong type 002, a missing key 003 (its
    pointer is that of the object), a value that is not allowed 004, a wrong form 005, an invalid address 006, a value
    outside its limits or a key that excludes another 007. A timestamp without an offset is NLD-DAT-001, any other
    invalid date 002.
    """
    findings = [finding for error in _validator(name).iter_errors(data) for finding in _findings(error)]
    if not findings and not is_valid(data, name):
        message = "the data has values that JSON does not support"
        findings.append(
            Finding(
                "NLD-SCH-002", message, suggestion="use only text, numbers, lists and mappings", pointer=""
            )
        )
    return findings


@cache
def _validator(name: SchemaName) -> Any:
    from jsonschema import Draft202012Validator, validators

    own = {"additionalProperties": _additional, "propertyNames": _names}
    kind = validators.extend(Draft202012Validator, own)  # type: ignore[no-untyped-call]
    return kind(load_schema(name), format_checker=format_checker())


def _additional(
    validator: Any, allowed: Any, instance: Any, schema: Mapping[str, Any]
) -> Iterator[ValidationError]:
    """Validate `additionalProperties`, with one error for each unknown key."""
    from jsonschema import Draft202012Validator

    if allowed is not False:
        yield from Draft202012Validator.VALIDATORS["additionalProperties"](
            validator, allowed, instance, schema
        )
    elif isinstance(instance, dict):
        patterns = [re.compile(pattern) for pattern in schema.get("patternProperties", ())]
        known = schema["properties"]
        unknown = (
            key for key in instance if key not in known and not any(one.search(key) for one in patterns)
        )
        yield from _unknown(unknown, schema)


def _names(validator: Any, rule: Any, instance: Any, schema: Mapping[str, Any]) -> Iterator[ValidationError]:
    """Validate `propertyNames`, with the known keys of the object in the error of each unknown key."""
    if not isinstance(instance, dict):
        return
    if "if" in rule:
        known = schema["properties"]
        yield from _unknown((key for key in instance if key not in known and not is_property(key)), schema)
        return
    for key in instance:
        for error in validator.descend(instance=key, schema=rule, schema_path="propertyNames"):
            error.validator = "propertyNames"
            yield error


def _unknown(keys: Iterable[str], schema: Mapping[str, Any]) -> Iterator[ValidationError]:
    from jsonschema import ValidationError

    for number, key in enumerate(keys):
        yield ValidationError(
            "unknown key", validator="unknown", validator_value=number, instance=key, schema=schema
        )


def _findings(error: Any) -> Iterator[Finding]:
    make = _MAKERS.get(str(error.validator))
    path = list(error.absolute_path)
    if make is None:
        yield Finding("NLD-SCH-007", f"{_name(path)} does not fit here", pointer=pointer(*path))
        return
    finding = make(error, path)
    if finding is not None:
        yield finding


# -- one function for each keyword ------------------------------------------------------------------------------


_USUAL_NAMES: Final = {
    "byline": "author",
    "category": "articleSection",
    "content": "body",
    "created": "dateCreated",
    "date": "datePublished",
    "lang": "inLanguage",
    "language": "inLanguage",
    "modified": "dateModified",
    "persons": "people",
    "published": "datePublished",
    "section": "articleSection",
    "standfirst": "description",
    "subtitle": "alternativeHeadline",
    "summary": "description",
    "tags": "keywords",
    "text": "body",
    "updated": "dateModified",
}
"""The keys of a story for names that content management systems use."""


def _unknown_key(error: Any, path: list[str | int]) -> Finding:
    key = str(error.instance)
    own = [name for name in error.schema["properties"] if name != "iri"]
    close: list[str] = []
    if error.validator_value < MOST_SHOWN:  # later ones are not shown
        close = suggest(key, own) or (suggest(key, properties()) if "propertyNames" in error.schema else [])
    usual = _USUAL_NAMES.get(key.lower())
    if key == "id":
        hint = "remove it: the key of this mapping is the id"
    elif usual in own:
        hint = f"use {usual}"
    elif close:
        hint = f"did you mean {close[0]}?"
    elif len(own) <= 16:
        hint = f"use one of: {', '.join(sorted(own))}"
    else:
        hint = "remove it, or put it under `extra`"
    title = str(error.schema.get("title", "")).lower()
    where = f" of {_a(title)}" if path and title else " of a story"
    return Finding(
        "NLD-SCH-001",
        f"{quote_value(key)} is not a key{where}",
        suggestion=hint,
        pointer=pointer(*path, key),
        at_key=True,
        fix=Fix("name", close[0]) if close else None,
    )


def _wrong_type(error: Any, path: list[str | int]) -> Finding:
    value, wanted = error.instance, error.validator_value
    kinds = [wanted] if isinstance(wanted, str) else list(wanted)
    where = pointer(*path)
    if value is None:
        hint = "write a value, or remove it"
        return Finding("NLD-SCH-002", f"{_name(path)} has no value", suggestion=hint, pointer=where)
    is_id = error.schema.get("title") == "Id"
    wants = "an id" if is_id else " or ".join(_WANTED[kind] for kind in kinds)
    message = f"{_name(path)} must be {wants}, not {_KINDS.get(type(value), type(value).__name__)}"
    meant = {"true": True, "false": False}.get(value.lower()) if isinstance(value, str) else None
    fix = Fix("literal", meant) if meant is not None and "boolean" in kinds else None
    return Finding(
        "NLD-SCH-002", message, suggestion=_type_hint(value, kinds, is_id=is_id), pointer=where, fix=fix
    )


def _type_hint(value: object, kinds: list[str], *, is_id: bool) -> str | None:
    if isinstance(value, (bool, int, float)) and "string" in kinds and "number" not in kinds:
        return f'{QUOTE_IT} "{json.dumps(value)}"'
    if isinstance(value, str):
        if "boolean" in kinds:
            return "write true or false, without quotes"
        if "integer" in kinds:
            return "write the number without quotes"
        if "array" in kinds:
            return "write a list, in square brackets or with a dash before each item"
        return "write keys and values, with a colon after each key" if "object" in kinds else None
    if isinstance(value, dict):
        if is_id:
            return "define it under people, organizations, places or events, and write its id here"
        return (
            "write a list, in square brackets or with a dash before each item"
            if "array" in kinds
            else "write only the value"
        )
    if isinstance(value, list):
        if "object" in kinds:
            return "write keys and values, with a colon after each key; the keys of things are their ids"
        return (
            "write one value, without brackets or dashes"
            if len(value) == 1
            else "keep only one of the values"
        )
    return None


def _missing(error: Any, path: list[str | int]) -> Finding | None:
    wanted, where = list(error.validator_value), pointer(*path)
    absent = [key for key in wanted if key not in error.instance]
    if wanted == ["from", "to"] and len(absent) == 2:
        if not error.message.startswith("'from'"):
            return None
        message, hint = "the words are missing", "write `exact:` and the words as they are in the body"
        return Finding("NLD-SCH-003", message, suggestion=hint, pointer=where)
    key = next(key for key in absent if error.message.startswith(repr(key)))
    message = error.schema.get("$comment") or f"{key} is missing in {_name(path)}"
    hint = f"write `newsld: {STORY_VERSION}` at the top" if key == "newsld" else f"add {key}"
    close = [name for name in error.instance if suggest(str(name), [key])]
    if close:
        hint = f"did you mean {key} instead of {close[0]}?"
    return Finding("NLD-SCH-003", message, suggestion=hint, pointer=where)


def _not_allowed(error: Any, path: list[str | int]) -> Finding:
    value, allowed = error.instance, list(error.validator_value)
    close = suggest(value, [one for one in allowed if isinstance(one, str)]) if isinstance(value, str) else []
    shown = ", ".join(one if isinstance(one, str) else json.dumps(one) for one in allowed)
    hint = f"did you mean {close[0]}?" if close else f"write one of: {shown}"
    message = f"{_name(path)} cannot be {quote_value(value)}"
    if value is None:
        message = f"{_name(path)} has no value"
    fix = Fix("name", close[0]) if close else None
    return Finding("NLD-SCH-004", message, suggestion=hint, pointer=pointer(*path), fix=fix)


def _not_the_one(error: Any, path: list[str | int]) -> Finding:
    message = f"{_name(path)} must be {quote_value(error.validator_value)}, not {quote_value(error.instance)}"
    hint = f"write {_name(path)}: {error.validator_value}"
    return Finding("NLD-SCH-004", message, suggestion=hint, pointer=pointer(*path))


def _wrong_form(error: Any, path: list[str | int]) -> Finding:
    message = f"{_name(path)}: {quote_value(error.instance)} is {_forms(error.schema)[0]}"
    hint = _forms(error.schema)[1]
    if error.schema.get("title") == "Id":
        hint = _id_hint(str(error.instance))
    return Finding("NLD-SCH-005", message, suggestion=hint, pointer=pointer(*path))


def _wrong_name(error: Any, path: list[str | int]) -> Finding:
    key, kind = str(error.instance), error.schema.get("title", "id")
    hint = _id_hint(key) if kind == "id" else "write digits"
    return Finding(
        "NLD-SCH-005",
        f"{quote_value(key)} is not {_a(kind)}",
        suggestion=hint,
        pointer=pointer(*path, key),
        at_key=True,
    )


def _id_hint(text: str) -> str:
    slug = slugify(text)
    rule = "use lowercase letters a-z, digits and single hyphens"
    return f"{rule}: {slug}" if slug and slug != text and len(slug) <= LONGEST else rule


def _forms(schema: Mapping[str, Any]) -> tuple[str, str]:
    """Return what a text that does not match its pattern is not, and a hint for the right form."""
    match schema.get("title"):
        case "Id":
            return "not an id", ""
        case "Number":
            return "not a number", "write digits with a decimal point and no other separators: 3500000.5"
        case "schema.org type":
            return "not the name of a type", "write the name without a namespace: NewsMediaOrganization"
    return "not of the required form", "see the form in the reference of the story"


def _wrong_format(error: Any, path: list[str | int]) -> Finding:
    text, where = error.instance, pointer(*path)
    match error.validator_value:
        case "iri":
            hint = "write the full address, beginning with https://"
            return Finding(
                "NLD-SCH-006",
                f"{_name(path)}: {quote_value(text)} is not an address",
                suggestion=hint,
                pointer=where,
            )
        case "language-tag":
            hint = "write a BCP 47 tag: en, en-IN, zh-Hant"
            message = f"{_name(path)}: {quote_value(text)} is not a language tag"
            return Finding("NLD-SCH-005", message, suggestion=hint, pointer=where)
    parse: Callable[[str], str] = parse_edtf if error.validator_value == "edtf" else parse_moment
    try:
        parse(text)
    except BadDate as fault:
        code = "NLD-DAT-001" if fault.reason == "naive" else "NLD-DAT-002"
        message, _, hint = str(fault).partition("; ")
        date = parse_english(text) if parse is parse_edtf else None
        hint = f"write {date}" if date else hint
        return Finding(code, f"{_name(path)}: {message}", suggestion=hint or None, pointer=where)
    return Finding("NLD-DAT-002", f"{_name(path)}: {quote_value(text)} is not a date", pointer=where)


def _limit(error: Any, path: list[str | int]) -> Finding:
    name, limit = _name(path), error.validator_value
    messages = {
        "minLength": (f"{name} is empty", "write a value, or remove it"),
        "maxLength": (f"{name} has more than {limit:,} digits", "round it"),
        "minItems": (f"{name} has fewer items than {limit}", "add at least one item, or remove it"),
        "minimum": (f"{name} is {quote_value(error.instance)}, which is less than {limit}", None),
        "maximum": (f"{name} is {quote_value(error.instance)}, which is more than {limit}", None),
    }
    message, hint = messages[str(error.validator)]
    return Finding("NLD-SCH-007", message, suggestion=hint, pointer=pointer(*path))


def _excluded(error: Any, path: list[str | int]) -> Finding:
    message = error.schema.get("$comment", f"{_name(path)} does not fit here")
    return Finding(
        "NLD-SCH-007", message, suggestion="keep only one of the two", pointer=pointer(*path), at_key=True
    )


_MAKERS: Final[Mapping[str, Callable[[Any, list[str | int]], Finding | None]]] = {
    "unknown": _unknown_key,
    "type": _wrong_type,
    "required": _missing,
    "enum": _not_allowed,
    "const": _not_the_one,
    "pattern": _wrong_form,
    "propertyNames": _wrong_name,
    "format": _wrong_format,
    "not": _excluded,
    **dict.fromkeys(("minLength", "maxLength", "minItems", "minimum", "maximum"), _limit),
}
"""The function that turns an error into a finding, by the keyword of the error."""


# -- words ---------------------------------------------------------------------------------------------------


def _name(path: list[str | int]) -> str:
    """Return a name for the value at a path: its key, with the number of the item in a list."""
    if not path:
        return "the story"
    last = path[-1]
    if isinstance(last, str):
        return last
    around = next((step for step in reversed(path) if isinstance(step, str)), "the list")
    return f"item {last + 1} of {around}"


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"
