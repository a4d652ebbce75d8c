"""Verdicts: what schema.org allows under a term and at a type, worked out once and then known at a glance."""

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

__all__ = [
    "OBJECT_SHAPES",
    "TYPE_SCHEMAS",
    "ObjectShape",
    "PropertySchema",
    "TypeSchema",
    "correct_case",
    "is_common_date",
    "is_empty_value",
    "is_known",
    "literal_is_in_range",
    "literal_is_valid",
    "node_fits",
    "node_is_in_range",
    "object_shape",
    "type_schema",
    "unquoted_literal",
]

_ANNOTATED: Final = ("-input", "-output")
"""Ends of a property's name under which schema.org's Actions say what is to be filled in (`query-input`)."""

_COMMON_DATE: Final = re.compile(
    r"[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
    r"(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?)?",
    re.ASCII,
)
is_common_date: Final = _COMMON_DATE.fullmatch
"""Whether a text is a date that is right at a glance; others are looked at more closely."""

_QUANTITIES: Final = ("Quantity", "QuantitativeValue", "MonetaryAmount")


def correct_case(name: str) -> str:
    """The type that a name means when upper and lower case do not count; the name where there is none."""
    return name if is_class(name) else _by_letters().get(name.casefold(), name)


@cache
def _by_letters() -> dict[str, str]:
    return {name.casefold(): name for name in classes()}


def is_known(term: str) -> bool:
    """Whether schema.org has a property of this name, or one that the name only annotates."""
    return is_property(term) or term.endswith(_ANNOTATED)


def is_empty_value(value: Any) -> bool:
    """Whether a value is null, blank, or an empty list or object."""
    return value is None or value in ([], {}) or (isinstance(value, str) and not value.strip())


@lru_cache(maxsize=16384)
def node_is_in_range(term: str, types: tuple[str, ...]) -> bool:
    """Whether a node of these types may be the term's value.

    A type that is broader than one expected may be meant for it: a Thing where a Person is.
    """
    if in_range(term, types):
        return True
    expected = ranges(term)
    return any(kind in ancestors(one) for kind in types if is_class(kind) for one in expected)


def literal_is_in_range(term: str, value: Any) -> bool:
    """Whether a text, number or truth value may be the term's value, with schema.org's leniency."""
    if literal_fits(term, value):
        return True
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    # A width of 800 is a Distance for everybody.
    return (isinstance(value, int) or isfinite(value)) and any(
        kind != "Duration" and is_a(kind, one) for kind in ranges(term) for one in _QUANTITIES
    )


def unquoted_literal(term: str, value: Any) -> str | None:
    """What should stand instead of a text that says a truth value or a number, None where the text may stay."""
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
    """What may stand under a key: which literals, and nodes of which types.

    `exists` says that the property is one, and has its place there. Under one that is `free`, any text that is not
    blank may stand.
    """

    __slots__ = ("bools", "dates", "exists", "free", "links", "name", "nodes", "numbers", "whole")

    def __init__(self, name: str, *, exists: bool) -> None:
        """The property of this name, in its place or not."""
        expected = ranges(name)
        self.name = name
        self.exists = exists
        self.free = (
            exists
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
        self.whole = exists and literal_is_in_range(name, 1)
        self.numbers = exists and literal_is_in_range(name, 0.5)
        self.bools = exists and literal_is_in_range(name, value=True)
        self.nodes: dict[str, bool] = {}


class TypeSchema:
    """What may stand in an object of some types: all that is known of a key is in `terms`."""

    __slots__ = ("_through", "is_article", "is_role", "known_valid", "terms", "types")

    def __init__(self, types: tuple[str, ...], through: str) -> None:
        """The kind of an object of these types that stands under the property `through`."""
        self.types = types
        self.is_role = is_a(types, "Role") and not through
        self._through = through or None
        self.known_valid = all(is_class(one) and superseded_by(one) is None for one in types)
        self.is_article = any(is_a(correct_case(local_name(one) or one), "Article") for one in types)
        self.terms: dict[str, PropertySchema] = {}

    def term(self, key: str) -> PropertySchema:
        """What may stand under a key, worked out once."""
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
    """An object of one type with certain keys, all of them in their place: what of it has to be looked at.

    `texts` gets the values that are free texts in one step, `rest` are the other keys, each with what may stand there.
    Such an object `is_listed` where more than its name and its values counts.
    """

    __slots__ = ("has_context", "is_article", "is_listed", "is_named", "kind", "rest", "texts")

    def __init__(self, kind: TypeSchema, data: dict[str, Any]) -> None:
        """The shape of an object of a kind, which is taken for an example of those like it."""
        self.kind = kind
        self.is_article = kind.is_article and len(data) > 1
        self.is_named = "@id" in data
        self.has_context = "@context" in data
        self.is_listed = self.is_article or self.has_context
        terms = [(key, kind.term(key)) for key in data if key not in _NAMING]
        texts = [key for key, term in terms if term.free and isinstance(data[key], str)]
        wanted = ["@id", *texts] if self.is_named else texts
        # The type is a text too: of less than two keys, there would be no tuple.
        self.texts = itemgetter(*wanted, *["@type"] * (2 - len(wanted)))
        self.rest = tuple([(key, term) for key, term in terms if key not in texts])


_MAX_ENTRIES: Final = 4096
TYPE_SCHEMAS: Final[dict[Any, TypeSchema]] = {}
"""The kinds that were asked for, by their types as they are written."""
_UNKNOWN_TYPE: Final = TypeSchema((), "")
OBJECT_SHAPES: Final[dict[tuple[str, ...], ObjectShape]] = {}
"""The shapes that were seen, by the type as it is written and the keys, in their order."""
_NAMING: Final = frozenset({"@type", "@id", "@context"})
_MAX_KEYS: Final = 64


def type_schema(stated: Any, through: str) -> TypeSchema:
    """The kind of an object by its types as they are written, under a key; what is known is kept small."""
    found = TYPE_SCHEMAS.get(stated)
    if found is None:
        types = (stated,) if isinstance(stated, str) else stated
        if not all(isinstance(one, str) for one in types):
            return _UNKNOWN_TYPE
        if len(TYPE_SCHEMAS) > _MAX_ENTRIES:
            TYPE_SCHEMAS.clear()
        found = TYPE_SCHEMAS[stated] = TypeSchema(types, "")
    if found.is_role:
        # What a Role may have depends on the property that it stands in.
        key = (stated, through)
        found = TYPE_SCHEMAS.get(key) or TYPE_SCHEMAS.setdefault(key, TypeSchema(found.types, through))
    return found


def object_shape(stated: str, data: dict[str, Any]) -> ObjectShape | None:
    """The shape of an object of this type, worked out once; None for one that has to be looked at key by key."""
    kind = type_schema(stated, "")
    if kind.is_role or not kind.known_valid or len(data) > _MAX_KEYS:
        return None
    if not all(key in _NAMING or kind.term(key).exists for key in data):
        return None
    if len(OBJECT_SHAPES) >= _MAX_ENTRIES:
        OBJECT_SHAPES.clear()
    found = OBJECT_SHAPES[stated, *data] = ObjectShape(kind, data)
    return found


def node_fits(term: PropertySchema, stated: Any) -> bool:
    """Whether a node of these types, as they are written, may be the value of a term."""
    types = (stated,) if isinstance(stated, str) else tuple(stated) if isinstance(stated, list) else (None,)
    if not all(isinstance(one, str) and is_class(one) for one in types):
        return False
    fits = node_is_in_range(term.name, types)
    if isinstance(stated, str) and len(term.nodes) < _MAX_ENTRIES:
        term.nodes[stated] = fits
    return fits


def literal_is_valid(term: PropertySchema, value: Any) -> bool:
    """Whether there is nothing to say of a literal under a term."""
    if not term.exists:
        return False
    if value is True or value is False:
        return term.bools
    if type(value) is int:
        return term.whole
    if type(value) is float and term.numbers:
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
