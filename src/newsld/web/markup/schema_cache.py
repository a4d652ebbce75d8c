"""A cache of what schema.org allows as values of a property and in objects of a type."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from math import isfinite
from operator import itemgetter
from typing import Any, Final

from newsld.model.vocabulary import (
    ancestors,
    classes,
    in_domain,
    in_range,
    is_a,
    is_class,
    is_datatype,
    is_property,
    literal_fits,
    local_name,
    ranges,
    superseded_by,
)
from newsld.syntax.patterns import lazy_pattern

_ANNOTATED: Final = ("-input", "-output")
"""Suffixes of property names with which schema.org's Actions describe their input (`query-input`)."""

_COMMON_DATE: Final = lazy_pattern(
    r"[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
    r"(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?)?",
    re.ASCII,
)
is_common_date: Final = _COMMON_DATE.fullmatch
"""Match a text that surely is a valid date; others need a closer check."""

_QUANTITIES: Final = ("Quantity", "QuantitativeValue", "MonetaryAmount")
COORDINATES: Final = {"latitude": 90, "longitude": 180}
"""Properties with a limit: degrees to either side of zero."""
_NUMERIC: Final = (
    *_QUANTITIES,
    "PropertyValue",
    "PriceSpecification",
    "Enumeration",
    "Rating",
    "DefinedTerm",
)
"""Types of things that a number may state."""


def correct_case(name: str) -> str:
    """Return the type that a name means if case is ignored; the name itself if there is none."""
    return name if is_class(name) else _by_letters().get(name.casefold(), name)


@cache
def _by_letters() -> dict[str, str]:
    return {name.casefold(): name for name in classes()}


def is_known(term: str) -> bool:
    """Return whether schema.org has a property of this name, or one that the name annotates."""
    return is_property(term) or term.endswith(_ANNOTATED)


def is_empty_value(value: Any) -> bool:
    """Return whether a value is null, blank, or an empty list or object."""
    return value is None or value in ([], {}) or (isinstance(value, str) and not value.strip())


@lru_cache(maxsize=16384)
def node_is_in_range(term: str, types: tuple[str, ...]) -> bool:
    """Return whether a node of these types may be the term's value.

    A type that is broader than an expected one is accepted: a Thing for a Person.
    """
    if in_range(term, types):
        return True
    expected = ranges(term)
    return any(kind in ancestors(one) for kind in types if is_class(kind) for one in expected)


def literal_is_in_range(term: str, value: Any) -> bool:
    """Return whether a text, number or boolean may be the term's value, with schema.org's leniency."""
    if literal_fits(term, value):
        return isinstance(value, (str, bool)) or not _expects_things(term)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    # All consumers accept a width of 800 as a Distance.
    return (isinstance(value, int) or isfinite(value)) and any(
        kind != "Duration" and is_a(kind, one) for kind in ranges(term) for one in _QUANTITIES
    )


@cache
def _expects_things(term: str) -> bool:
    """Return whether a term expects things, or text that names one: no number does. Identifiers may be numbers."""
    expected = ranges(term)
    return (
        any(not is_datatype(kind) and not any(is_a(kind, one) for one in _NUMERIC) for kind in expected)
        and all(is_a(kind, "Text") or not is_datatype(kind) for kind in expected)
        and not any(is_a(kind, one) for kind in expected for one in _NUMERIC)
    )


def coordinate_limit(term: str, value: Any) -> int | None:
    """Return the largest latitude or longitude in degrees if a number, or a text of one, is beyond it; else None."""
    limit = COORDINATES.get(term)
    if limit is None or isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    try:
        return None if abs(float(value)) <= limit else limit
    except (ValueError, OverflowError):
        return limit if isinstance(value, int) else None


def unquoted_literal(term: str, value: Any) -> str | None:
    """Return the literal for a text that contains a boolean or a number, None if text is allowed."""
    if not isinstance(value, str):
        return None
    expected = ranges(term)
    if "Boolean" in expected and value.strip().lower() in {"true", "false"}:
        return None if "Text" in expected else value.strip().lower()
    if _only_numbers(term) and literal_fits(term, value.strip()):
        return value.strip()
    return None


@cache
def _only_numbers(term: str) -> bool:
    expected = ranges(term)
    return bool(expected) and all(is_a(kind, "Number") for kind in expected)


class PropertySchema:
    """The allowed values of a property: which literals, and nodes of which types.

    `exists` is True for a property that exists and is allowed in the type. With `free`, any text that is not blank is
    allowed.
    """

    __slots__ = (
        "bools",
        "coordinates",
        "dates",
        "exists",
        "free",
        "links",
        "name",
        "nodes",
        "numbers",
        "whole",
    )

    def __init__(self, name: str, *, exists: bool) -> None:
        """Compute the allowed values of the property of this name."""
        expected = ranges(name)
        self.name = name
        self.exists = exists
        is_limited = name in COORDINATES
        self.free = (
            exists
            and not is_limited
            and (
                not expected
                or any(
                    kind != "URL"
                    and (is_a(kind, "Text") or not (is_datatype(kind) or is_a(kind, "Enumeration")))
                    for kind in expected
                )
            )
            and unquoted_literal(name, "true") is None
            and unquoted_literal(name, "1") is None
        )
        self.links = exists and "URL" in expected
        self.dates = exists and not expected.isdisjoint({"Date", "DateTime"})
        self.whole = exists and not is_limited and literal_is_in_range(name, 1)
        self.numbers = exists and not is_limited and literal_is_in_range(name, 0.5)
        self.coordinates = is_limited and literal_is_in_range(name, 0.5)
        self.bools = exists and literal_is_in_range(name, value=True)
        self.nodes: dict[str, bool] = {}


class TypeSchema:
    """The allowed keys of an object of some types; known keys are cached in `terms`."""

    __slots__ = ("_through", "is_article", "is_role", "known_valid", "terms", "types")

    def __init__(self, types: tuple[str, ...], through: str) -> None:
        """Create the schema for an object of these types under the property `through`."""
        self.types = types
        self.is_role = is_a(types, "Role") and not through
        self._through = through or None
        self.known_valid = all(is_class(one) and superseded_by(one) is None for one in types)
        self.is_article = any(is_a(correct_case(local_name(one) or one), "Article") for one in types)
        self.terms: dict[str, PropertySchema] = {}

    def term(self, key: str) -> PropertySchema:
        """Return the schema of a key, computed once."""
        found = self.terms.get(key)
        if found is None:
            exists = (
                self.known_valid
                and is_property(key)
                and superseded_by(key) is None
                and in_domain(key, self.types, through=self._through)
            )
            found = PropertySchema(key, exists=exists)
            if len(self.terms) < _MAX_ENTRIES:
                self.terms[key] = found
        return found


class ObjectShape:
    """An object of one type with certain keys, all of them allowed: which of its values have to be checked.

    `texts` gets all free texts in one step, `rest` are the other keys, each with its schema.
    `is_listed` is True for an object that has to be noted for more than its id and its values.
    """

    __slots__ = ("has_context", "is_article", "is_listed", "is_named", "kind", "rest", "texts")

    def __init__(self, kind: TypeSchema, data: dict[str, Any]) -> None:
        """Create the shape of an object of a type, which is an example of those like it."""
        self.kind = kind
        self.is_article = kind.is_article and len(data) > 1
        self.is_named = "@id" in data
        self.has_context = "@context" in data
        self.is_listed = self.is_article or self.has_context
        terms = [(key, kind.term(key)) for key in data if key not in _NAMING]
        texts = [key for key, term in terms if term.free and isinstance(data[key], str)]
        wanted = ["@id", *texts] if self.is_named else texts
        # The type pads the keys: an itemgetter of fewer than two keys returns no tuple.
        self.texts = itemgetter(*wanted, *["@type"] * (2 - len(wanted)))
        self.rest = tuple([(key, term) for key, term in terms if key not in texts])


_MAX_ENTRIES: Final = 4096
TYPE_SCHEMAS: Final[dict[Any, TypeSchema]] = {}
"""The cached schemas of types, by the types as written."""
_UNKNOWN_TYPE: Final = TypeSchema((), "")
OBJECT_SHAPES: Final[dict[tuple[str, ...], ObjectShape]] = {}
"""The cached shapes, by the type as written and the keys, in their order."""
_NAMING: Final = frozenset({"@type", "@id", "@context"})
_MAX_KEYS: Final = 64


def type_schema(declared: Any, through: str) -> TypeSchema:
    """Return the schema for an object by its types as written, under a key; the cache has a limited size."""
    found = TYPE_SCHEMAS.get(declared)
    if found is None:
        types = (declared,) if isinstance(declared, str) else declared
        if not all(isinstance(one, str) for one in types):
            return _UNKNOWN_TYPE
        if len(TYPE_SCHEMAS) > _MAX_ENTRIES:
            TYPE_SCHEMAS.clear()
        found = TYPE_SCHEMAS[declared] = TypeSchema(types, "")
    if found.is_role:
        # The allowed keys of a Role depend on the property that it is a value of.
        key = (declared, through)
        found = TYPE_SCHEMAS.get(key) or TYPE_SCHEMAS.setdefault(key, TypeSchema(found.types, through))
    return found


def object_shape(declared: str, data: dict[str, Any]) -> ObjectShape | None:
    """Return the shape of an object of this type, computed once; None for one that has to be checked key by key."""
    kind = type_schema(declared, "")
    if kind.is_role or not kind.known_valid or len(data) > _MAX_KEYS:
        return None
    if "additionalType" in data or not all(key in _NAMING or kind.term(key).exists for key in data):
        return None
    if len(OBJECT_SHAPES) >= _MAX_ENTRIES:
        OBJECT_SHAPES.clear()
    found = OBJECT_SHAPES[declared, *data] = ObjectShape(kind, data)
    return found


def node_fits(term: PropertySchema, declared: Any) -> bool:
    """Return whether a node of these types, as written, may be the value of a property."""
    types = (
        (declared,)
        if isinstance(declared, str)
        else tuple(declared)
        if isinstance(declared, list)
        else (None,)
    )
    if not all(isinstance(one, str) and is_class(one) for one in types):
        return False
    fits = node_is_in_range(term.name, types)
    if isinstance(declared, str) and len(term.nodes) < _MAX_ENTRIES:
        term.nodes[declared] = fits
    return fits


def literal_is_valid(term: PropertySchema, value: Any) -> bool:
    """Return whether a literal is surely valid for a property."""
    if not term.exists or coordinate_limit(term.name, value) is not None:
        return False
    if value is True or value is False:
        return term.bools
    if type(value) is int and term.whole:
        return True
    if type(value) is float and (term.numbers or term.coordinates):
        return isfinite(value)
    if type(value) is not str:
        return value is not None and literal_is_in_range(term.name, value)
    if term.free:
        return bool(value.strip())
    if term.dates and is_common_date(value):
        return True
    if term.links and value and " " not in value and value.isprintable():
        return True
    return (
        bool(value.strip())
        and unquoted_literal(term.name, value) is None
        and literal_is_in_range(term.name, value)
    )
