"""What is wrong with the structure of data, one finding a fault, in words for people who write stories."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from newsld.findings import Finding
from newsld.model.dates import BadDate, from_words, parse_edtf, parse_timestamp
from newsld.model.text import slugify
from newsld.model.text.closest_match import suggest
from newsld.model.vocabulary import is_property, properties
from newsld.schemaorg.json_schema.validator import Which, formats, is_valid, schema_of
from newsld.syntax.document import pointer

if TYPE_CHECKING:
    from jsonschema import ValidationError

__all__ = ["explain"]

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
_LONGEST_SHOWN: Final = 60


def explain(data: object, which: Which = "story") -> list[Finding]:
    """What keeps plain data from the structure of `which`; none exactly when `is_valid` says yes.

    Findings have a pointer and no place yet. An unknown key is NLD-SCH-001, a wrong type 002, a key that
    is missing 003 (its pointer is the object that lacks it), a value that is none of those allowed 004, a
    wrong form 005, no address 006, what lies outside limits or excludes another key 007; a timestamp
    without an offset is NLD-DAT-001, any other bad date 002.
    """
    findings = [finding for error in _validator(which).iter_errors(data) for finding in _findings(error)]
    if not findings and not is_valid(data, which):
        message = "something here cannot be written as JSON"
        findings.append(
            Finding(
                "NLD-SCH-002", message, suggestion="keep to text, numbers, lists and mappings", pointer=""
            )
        )
    return findings


@cache
def _validator(which: Which) -> Any:
    from jsonschema import Draft202012Validator, validators

    own = {"additionalProperties": _additional, "propertyNames": _names}
    kind = validators.extend(Draft202012Validator, own)  # type: ignore[no-untyped-call]
    return kind(schema_of(which), format_checker=formats())


def _additional(
    validator: Any, allowed: Any, instance: Any, schema: Mapping[str, Any]
) -> Iterator[ValidationError]:
    """`additionalProperties`, with an error of its own for each key that is unknown."""
    from jsonschema import Draft202012Validator

    if allowed is not False:
        yield from Draft202012Validator.VALIDATORS["additionalProperties"](
            validator, allowed, instance, schema
        )
    elif isinstance(instance, dict):
        yield from _unknown((key for key in instance if key not in schema["properties"]), schema)


def _names(validator: Any, rule: Any, instance: Any, schema: Mapping[str, Any]) -> Iterator[ValidationError]:
    """`propertyNames`, with what the object could have had beside each key that is unknown."""
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

    for key in keys:
        yield ValidationError("unknown key", validator="unknown", instance=key, schema=schema)


def _findings(error: Any) -> Iterator[Finding]:
    make = _MAKERS.get(str(error.validator))
    path = list(error.absolute_path)
    if make is None:
        yield Finding("NLD-SCH-007", f"{_name(path)} does not fit here", pointer=pointer(*path))
        return
    finding = make(error, path)
    if finding is not None:
        yield finding


# -- one function a keyword ----------------------------------------------------------------------------------


def _unknown_key(error: Any, path: list[str | int]) -> Finding:
    key = str(error.instance)
    own = [name for name in error.schema["properties"] if name != "iri"]
    near = suggest(key, own) or (suggest(key, properties()) if "propertyNames" in error.schema else [])
    if key == "id":
        mend = "the key that this stands under is the id: take it out"
    elif near:
        mend = f"did you mean {near[0]}?"
    elif len(own) <= 16:
        mend = f"known here: {', '.join(sorted(own))}"
    else:
        mend = "take it out, or put it under `extra`"
    title = str(error.schema.get("title", "")).lower()
    where = f" of {_a(title)}" if path and title else " of a story"
    return Finding(
        "NLD-SCH-001",
        f"{_shown(key)} is no key{where}",
        suggestion=mend,
        pointer=pointer(*path, key),
        at_key=True,
    )


def _wrong_type(error: Any, path: list[str | int]) -> Finding:
    value, wanted = error.instance, error.validator_value
    kinds = [wanted] if isinstance(wanted, str) else list(wanted)
    where = pointer(*path)
    if value is None:
        mend = "give it a value, or take it out"
        return Finding("NLD-SCH-002", f"{_name(path)} has no value", suggestion=mend, pointer=where)
    is_id = error.schema.get("title") == "Id"
    wants = "an id" if is_id else " or ".join(_WANTED[kind] for kind in kinds)
    message = f"{_name(path)} is {_KINDS.get(type(value), type(value).__name__)}, and should be {wants}"
    return Finding("NLD-SCH-002", message, suggestion=_type_mend(value, kinds, is_id=is_id), pointer=where)


def _type_mend(value: object, kinds: list[str], *, is_id: bool) -> str | None:
    if isinstance(value, (bool, int, float)) and "string" in kinds and "number" not in kinds:
        return f'put it in quotes: "{json.dumps(value)}"'
    if isinstance(value, str):
        if "boolean" in kinds:
            return "write true or false, without quotes"
        if "integer" in kinds:
            return "write the number without quotes"
        if "array" in kinds:
            return "put it in square brackets, or in lines that begin with a dash"
        return "write keys and values, each key with a colon" if "object" in kinds else None
    if isinstance(value, dict):
        if is_id:
            return "define it under people, organizations, places or events, and write its id here"
        return (
            "put it in square brackets, or begin it with a dash"
            if "array" in kinds
            else "write the value alone"
        )
    if isinstance(value, list):
        if "object" in kinds:
            return "write keys and values, each key with a colon; things with an id stand under their ids"
        return "write one value, without brackets or dashes" if len(value) == 1 else "keep one of the values"
    return None


def _missing(error: Any, path: list[str | int]) -> Finding | None:
    wanted, where = list(error.validator_value), pointer(*path)
    absent = [key for key in wanted if key not in error.instance]
    if wanted == ["from", "to"] and len(absent) == 2:
        if not error.message.startswith("'from'"):
            return None
        message, mend = "no words are given", "write `exact:` and the words as the body has them"
        return Finding("NLD-SCH-003", message, suggestion=mend, pointer=where)
    key = next(key for key in absent if error.message.startswith(repr(key)))
    message = error.schema.get("$comment") or f"{_name(path)} lacks {key}"
    mend = "write `newsld: 1` at the top" if key == "newsld" else f"add {key}"
    near = [name for name in error.instance if suggest(str(name), [key])]
    if near:
        mend = f"did you mean {key} by {near[0]}?"
    return Finding("NLD-SCH-003", message, suggestion=mend, pointer=where)


def _not_allowed(error: Any, path: list[str | int]) -> Finding:
    value, allowed = error.instance, list(error.validator_value)
    near = suggest(value, [one for one in allowed if isinstance(one, str)]) if isinstance(value, str) else []
    shown = ", ".join(one if isinstance(one, str) else json.dumps(one) for one in allowed)
    mend = f"did you mean {near[0]}?" if near else f"one of: {shown}"
    message = f"{_name(path)} cannot be {_shown(value)}"
    if value is None:
        message = f"{_name(path)} has no value"
    return Finding("NLD-SCH-004", message, suggestion=mend, pointer=pointer(*path))


def _not_the_one(error: Any, path: list[str | int]) -> Finding:
    message = f"{_name(path)} is {_shown(error.instance)}, and only {_shown(error.validator_value)} is known"
    mend = f"write {_name(path)}: {error.validator_value}"
    return Finding("NLD-SCH-004", message, suggestion=mend, pointer=pointer(*path))


def _wrong_form(error: Any, path: list[str | int]) -> Finding:
    message = f"{_name(path)}: {_shown(error.instance)} is {_forms(error.schema)[0]}"
    mend = _forms(error.schema)[1]
    if error.schema.get("title") == "Id":
        mend = _id_mend(str(error.instance))
    return Finding("NLD-SCH-005", message, suggestion=mend, pointer=pointer(*path))


def _wrong_name(error: Any, path: list[str | int]) -> Finding:
    key, kind = str(error.instance), error.schema.get("title", "id")
    mend = _id_mend(key) if kind == "id" else "write digits"
    return Finding(
        "NLD-SCH-005",
        f"{_shown(key)} is no {kind}",
        suggestion=mend,
        pointer=pointer(*path, key),
        at_key=True,
    )


def _id_mend(text: str) -> str:
    slug = slugify(text)
    rule = "an id has small letters a-z, digits and single hyphens between them"
    return f"{rule}: {slug}" if slug and slug != text and len(slug) <= _LONGEST_SHOWN else rule


def _forms(schema: Mapping[str, Any]) -> tuple[str, str]:
    """What a text is that does not match a pattern, and what it should look like."""
    match schema.get("title"):
        case "Id":
            return "no id", ""
        case "Number":
            return "no number", "write digits, with a point before decimals and nothing between: 3500000.5"
        case "schema.org type":
            return "no name of a type", "write the bare name: NewsMediaOrganization"
    return "not of the form that is asked for", "see the reference for what is asked for"


def _wrong_format(error: Any, path: list[str | int]) -> Finding:
    text, where = error.instance, pointer(*path)
    match error.validator_value:
        case "iri":
            mend = "write the whole address, beginning with https://"
            return Finding(
                "NLD-SCH-006", f"{_name(path)}: {_shown(text)} is no address", suggestion=mend, pointer=where
            )
        case "language-tag":
            mend = "write a BCP 47 tag: en, en-IN, zh-Hant"
            message = f"{_name(path)}: {_shown(text)} is no language tag"
            return Finding("NLD-SCH-005", message, suggestion=mend, pointer=where)
    parse: Callable[[str], str] = parse_timestamp if error.validator_value == "date-time" else parse_edtf
    try:
        parse(text)
    except BadDate as fault:
        code = "NLD-DAT-001" if fault.reason == "naive" else "NLD-DAT-002"
        message, _, mend = str(fault).partition("; ")
        meant = from_words(text) if parse is parse_edtf else None
        mend = mend or (f"write {meant}" if meant else "")
        return Finding(code, f"{_name(path)}: {message}", suggestion=mend or None, pointer=where)
    return Finding("NLD-DAT-002", f"{_name(path)}: {_shown(text)} is no date", pointer=where)


def _limit(error: Any, path: list[str | int]) -> Finding:
    name, limit = _name(path), error.validator_value
    said = {
        "minLength": (f"{name} is empty", "write it, or take it out"),
        "maxLength": (f"{name} has more than {limit:,} digits", "round it"),
        "minItems": (f"{name} has too few items: at least {limit}", "name at least one, or take it out"),
        "minimum": (f"{name} is {_shown(error.instance)}, and at least {limit} is allowed", None),
        "maximum": (f"{name} is {_shown(error.instance)}, and at most {limit} is allowed", None),
    }
    message, mend = said[str(error.validator)]
    return Finding("NLD-SCH-007", message, suggestion=mend, pointer=pointer(*path))


def _excluded(error: Any, path: list[str | int]) -> Finding:
    message = error.schema.get("$comment", f"{_name(path)} does not fit here")
    return Finding(
        "NLD-SCH-007", message, suggestion="keep one of the two", pointer=pointer(*path), at_key=True
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
"""What makes a finding of an error, by the keyword that found it."""


# -- words ---------------------------------------------------------------------------------------------------


def _name(path: list[str | int]) -> str:
    """What a person calls the place: its key, with the number of the item in a list."""
    if not path:
        return "the story"
    last = path[-1]
    if isinstance(last, str):
        return last
    around = next((step for step in reversed(path) if isinstance(step, str)), "the list")
    return f"item {last + 1} of {around}"


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
    return f"“{text}”" if isinstance(value, str) else text


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"
