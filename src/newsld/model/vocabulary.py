"""Look up the terms of schema.org: which exist, how they are related, and which values they allow.

The data is in `vocabulary.json`, which tools/build_vocabulary.py generates from schema.org's own files. It is loaded at
the first call. Names have no namespace ("NewsArticle", "datePublished"); `local_name` returns the name in an IRI.

schema.org is lenient, and so are the functions `in_*` and `*_fits`: types and properties of other vocabularies, and
nodes without a type, fit everywhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any

from newsld.syntax.patterns import lazy_pattern

PREFIXES: Mapping[str, str]
"""The prefixes that the schema.org context declares, with their IRIs."""
VERSION: str
"""The release of schema.org, such as "30.0"."""

_IRI = lazy_pattern(r"(?:schema:|https?://(?:www\.)?schema\.org/)([A-Za-z0-9_]+)", re.ASCII)
_ABSOLUTE = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.ASCII)
_DATE = lazy_pattern(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?|[0-9]{8}", re.ASCII)
_ZONE = lazy_pattern(r"(?:Z|z|[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)\Z", re.ASCII)
_TIME = lazy_pattern(r"[0-9]{2}(?::?[0-9]{2}(?::?[0-9]{2}(?:[.,][0-9]+)?)?)?", re.ASCII)
_DURATION = lazy_pattern(
    r"[+-]?P(?=[0-9T])(?:[0-9.,]+Y)?(?:[0-9.,]+M)?(?:[0-9.,]+W)?(?:[0-9.,]+D)?"
    r"(?:T(?=[0-9])(?:[0-9.,]+H)?(?:[0-9.,]+M)?(?:[0-9.,]+S)?)?",
    re.ASCII,
)
_NUMBER = lazy_pattern(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII)
_INTEGER = lazy_pattern(r"[+-]?[0-9]+", re.ASCII)


def __getattr__(name: str) -> Any:
    if name == "VERSION":
        return table()["release"]
    if name == "PREFIXES":
        return _prefixes()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def table() -> Mapping[str, Any]:
    """Return the content of `vocabulary.json`. Do not modify it."""
    loaded: dict[str, Any] = json.loads(Path(__file__).with_name("vocabulary.json").read_bytes())
    return loaded


@cache
def _prefixes() -> Mapping[str, str]:
    other: Mapping[str, Any] = table()["context"]["other"]
    return {
        term: value
        for term, value in other.items()
        if isinstance(value, str) and not term.startswith("@") and not value.startswith("@")
    }


@cache
def classes() -> frozenset[str]:
    """Return all classes of schema.org, including data types (Text, Date, ...)."""
    return frozenset(table()["classes"])


@cache
def properties() -> frozenset[str]:
    """Return all properties of schema.org, including pending and superseded ones."""
    return frozenset(table()["properties"])


def is_class(name: str) -> bool:
    """Return whether schema.org has a class with this name."""
    return name in table()["classes"]


def is_property(name: str) -> bool:
    """Return whether schema.org has a property with this name."""
    return name in table()["properties"]


def is_datatype(name: str) -> bool:
    """Return whether the class is a data type (Text, URL, Integer, Duration, ...), whose values are literals."""
    return not ancestors(name).isdisjoint(table()["datatypes"])


def local_name(iri: str) -> str | None:
    """Return the name in an IRI of schema.org: http or https, with or without www, or ``schema:Person``.

    Returns None for any other IRI. The name may be one that schema.org does not have.
    """
    found = _IRI.fullmatch(iri)
    return found[1] if found else None


def ancestors(name: str) -> frozenset[str]:
    """Return a class and all its superclasses; only the name itself if it is not a class of schema.org."""
    return _ancestors(name) if is_class(name) else frozenset((name,))


@cache
def _ancestors(name: str) -> frozenset[str]:
    above: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current not in above:
            above.add(current)
            waiting.extend(table()["classes"][current].get("parents", ()))
    return frozenset(above)


def is_a(types: str | Iterable[str], ancestor: str) -> bool:
    """Return whether a class, or one of several types of a node, is `ancestor` or a subclass of it."""
    return any(ancestor in ancestors(name) for name in _names(types))


def members(enumeration: str) -> frozenset[str]:
    """Return the members of an enumeration and its subclasses; empty for any other name."""
    return _members(enumeration) if is_class(enumeration) else frozenset()


@cache
def _members(enumeration: str) -> frozenset[str]:
    return frozenset(name for name, facts in table()["members"].items() if is_a(facts["of"], enumeration))


def domains(name: str) -> frozenset[str]:
    """Return the classes that have a property; empty for an unknown property."""
    return _related("domains").get(name, frozenset())


def ranges(name: str) -> frozenset[str]:
    """Return the classes and data types expected as values of a property; empty for an unknown property."""
    return _related("ranges").get(name, frozenset())


@cache
def _related(relation: str) -> Mapping[str, frozenset[str]]:
    """Return the values of a relation for each property. The cache does not grow with names from documents."""
    return {name: frozenset(facts.get(relation, ())) for name, facts in table()["properties"].items()}


def inverse(name: str) -> str | None:
    """Return the inverse property, such as hasPart for isPartOf, or None."""
    found: str | None = table()["properties"].get(name, {}).get("inverse")
    return found


def broader_properties(name: str) -> frozenset[str]:
    """Return the direct superproperties of a property."""
    return _related("broader").get(name, frozenset())


def is_pending(name: str) -> bool:
    """Return whether a term (class, property or member) is in schema.org's pending area and may still change."""
    return _entry(name).get("part") == "pending"


def superseded_by(name: str) -> str | None:
    """Return the term that replaces this one, or None."""
    found: str | None = _entry(name).get("supersededBy")
    return found


def coercion(name: str) -> str | None:
    """Return how the schema.org context coerces strings of this term: "@id" (to an IRI), "Date" or None (text).

    The context of release 30.0 has no other coercions, such as "DateTime" or "Time".
    """
    return _coercions().get(name)


@cache
def _coercions() -> Mapping[str, str]:
    return {term: kind for kind, terms in table()["context"]["coercions"].items() for term in terms}


def in_domain(name: str, types: str | Iterable[str], *, through: str | None = None) -> bool:
    """Return whether a node of these types may have the property.

    A Role may come between a node and its value, and repeats the property that leads to it (`memberOf` ->
    OrganizationRole -> `memberOf`). `through` is that property; without it a Role may have any.
    """
    expected = domains(name)
    known = [kind for kind in _names(types) if is_class(kind)]
    if not expected or not known:
        return True
    if is_a(known, "Role") and through in (None, name):
        return True
    return any(not ancestors(kind).isdisjoint(expected) for kind in known)


def in_range(name: str, types: str | Iterable[str], *, role: bool = True) -> bool:
    """Return whether a node of these types may be a value of the property.

    A Role fits every property unless `role` is False. For the value of the Role, pass False.
    """
    expected = ranges(name)
    known = [kind for kind in _names(types) if is_class(kind)]
    if not expected or not known:
        return True
    if role and is_a(known, "Role"):
        return True
    return any(not ancestors(kind).isdisjoint(expected) for kind in known)


def literal_fits(name: str, value: object, *, strict: bool = False) -> bool:
    """Return whether a string, number or boolean may be a value of the property.

    schema.org is lenient. A name or URL fits a class; a member's name or IRI, or an absolute IRI outside schema.org,
    an enumeration; a number fits Text; a string with a number or boolean fits Number or Boolean; Date and DateTime fit
    each other. With `strict`, only values of an expected data type and members of an expected enumeration fit. Blank
    strings, None and values that are not literals never fit.
    """
    expected = ranges(name)
    if isinstance(value, str):
        if not value.strip():
            return False
        return not expected or any(_string_fits(kind, value, strict) for kind in expected)
    if isinstance(value, bool):
        return not expected or "Boolean" in expected
    if isinstance(value, int | float | Decimal):
        return _is_finite(value) and (
            not expected or any(_number_fits(kind, value, strict) for kind in expected)
        )
    return False


def _is_finite(value: float | Decimal) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite()
    return isinstance(value, int) or isfinite(value)


def _number_fits(kind: str, value: float | Decimal, strict: bool) -> bool:
    if kind == "Integer":
        return value == value.to_integral_value() if isinstance(value, Decimal) else value == int(value)
    return is_a(kind, "Number") or (is_a(kind, "Text") and not strict)


def _string_fits(kind: str, value: str, strict: bool) -> bool:
    if is_datatype(kind):
        return _text_fits(kind, value, strict)
    if is_a(kind, "Enumeration"):
        named = local_name(value)
        return (named or value) in members(kind) or (
            not strict and named is None and _ABSOLUTE.fullmatch(value) is not None
        )
    return not strict


def _text_fits(kind: str, value: str, strict: bool) -> bool:
    """Return whether a string is a value of a data type."""
    match kind:
        case "URL":
            return _ABSOLUTE.fullmatch(value) is not None or (not strict and not re.search(r"\s", value))
        case "Boolean":
            return (local_name(value) or value) in members(kind) or (
                not strict and value.lower() in {"true", "false"}
            )
        case "Date":
            return _is_date(value) or (not strict and _is_date_time(value))
        case "DateTime":
            return _is_date_time(value) or (not strict and _is_date(value))
        case "Time":
            return _is_time(value)
        case "Integer":
            return not strict and _INTEGER.fullmatch(value) is not None
        case "Number" | "Float":
            return not strict and _NUMBER.fullmatch(value) is not None
        case "Duration":
            return _DURATION.fullmatch(value) is not None
        case _:
            return is_a(kind, "Text") or any(character.isdigit() for character in value)


def _is_date(value: str) -> bool:
    """Return whether a string is an ISO 8601 calendar date, a year, or a year and month."""
    if not _DATE.fullmatch(value):
        return False
    digits = (value.replace("-", "") + "0101")[:8] if len(value) < len("2024-01-01") else value
    try:
        date.fromisoformat(digits)
    except ValueError:
        return False
    return True


def _is_time(value: str) -> bool:
    """Return whether a string is an ISO 8601 time of day, with or without an offset."""
    clock = _ZONE.sub("", value)
    if not _TIME.fullmatch(clock):
        return False
    hour, minute, second = (int(part or 0) for part in re.findall(r"[0-9]{2}", clock + "0000")[:3])
    try:
        time(hour if hour + minute + second != 24 else 0, minute, min(second, 59))
    except ValueError:
        return False
    return second <= 60


def _is_date_time(value: str) -> bool:
    """Return whether a string is an ISO 8601 date and time, with T or (as RFC 3339 allows) a space between them."""
    day, joined, clock = value.replace(" ", "T", 1).replace("t", "T", 1).partition("T")
    return bool(joined) and len(day) >= len("20240101") and _is_date(day) and _is_time(clock)


def _names(types: str | Iterable[str]) -> Iterable[str]:
    return (types,) if isinstance(types, str) else types


def _entry(name: str) -> Mapping[str, Any]:
    """Return the entry of a class, property or member; empty for an unknown name."""
    for section in ("classes", "properties", "members"):
        entry: Mapping[str, Any] | None = table()[section].get(name)
        if entry is not None:
            return entry
    return {}
