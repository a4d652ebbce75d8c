"""Decide which JSON-LD values fit a typed field without a change of lexical form or datatype."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Final

from newsld.model import Correction, Image, Organization, PagePart, Person
from newsld.model.dates import (
    BadDate,
    is_day,
    is_iri,
    is_language_tag,
    is_timestamp,
    parse_edtf,
    parse_timestamp,
)
from newsld.model.fields import ModelField
from newsld.model.literals import (
    address_of,
    boolean_of,
    date_of,
    language_tag_of,
    number_of,
    text_of,
    timestamp_of,
)
from newsld.model.node import Thing
from newsld.model.numbers import json_number, parse_number
from newsld.model.reference_targets import COLLECTION_KINDS
from newsld.model.text.bylines import parse_byline
from newsld.model.text.slugs import slugify
from newsld.model.vocabulary import classes, is_class

PARTS: Final[dict[str, tuple[str, type[Thing], str]]] = {
    "image": ("image", Image, "url"),
    "hasPart": ("has_part", PagePart, ""),
    "correction": ("correction", Correction, "text"),
}
"""Terms of the article whose nodes are parts of it: field, class, and the term that a node must have."""

ORDERED: Final = (
    ("datePublished", "dateModified"),
    ("birthDate", "deathDate"),
    ("startDate", "endDate"),
)
"""Pairs of date fields. In a story it is an error if the second is before the first."""

NAMED_BY_TEXT: Final = frozenset({"author", "editor", "contributor", "publisher", "copyrightHolder"})
"""Terms of the article in which a text is the name of a person or an organization."""

_ORGANIZATIONS: Final = frozenset({"copyrightHolder"})
_LONGEST_SLUG: Final = 60


def fits(field: ModelField, value: Any) -> bool:
    """Return whether a value fits a field of one property unchanged; a reference fits none, see `collections_of`."""
    test = _TESTS.get(field.kind)
    return test is not None and test(value)


def reading(field: ModelField, value: Any) -> Any:
    """Return what a value of another form means to a field of one property; None for nothing, or a value that fits.

    The value itself stays the lexical form, in `extra`, and is what is written back.
    """
    read = _READINGS.get(field.kind)
    if read is None or type(value) not in _RAW or fits(field, value):
        return None
    found = read(value)
    return found if found is not None and fits(field, found) else None


@cache
def collections_of(field: ModelField) -> frozenset[str]:
    """Return the collections of a story whose things a field may refer to; empty for a field of values."""
    return frozenset(name for name, kind in COLLECTION_KINDS.items() if kind in field.targets)


def agent_of(value: Any, term: str) -> tuple[type[Person | Organization], str] | None:
    """Return the class and the name of a person or an organization of which the source has only the name, as text.

    A holder of rights is an organization; any other agent is a person unless the name says otherwise.
    """
    name = text_of(value)
    if name is None or type(value) not in (str, dict) or is_iri(name.strip()) or name.startswith("/"):
        return None
    collective = term in _ORGANIZATIONS or parse_byline(name).collective
    return (Organization if collective else Person), name


def short_slug(name: str) -> str:
    """Return a slug for a name, cut between words if it is long."""
    slug = slugify(name[: 2 * _LONGEST_SLUG])
    if len(slug) <= _LONGEST_SLUG:
        return slug
    cut = slug[: _LONGEST_SLUG + 1]
    return (cut.rpartition("-")[0] or cut[:_LONGEST_SLUG]).strip("-")


def known_types(names: Iterable[str]) -> list[str]:
    """Return the types that schema.org has, spelled as in schema.org."""
    meant = (name if is_class(name) else _spelled().get(name.lower()) for name in names)
    return list(dict.fromkeys(name for name in meant if name is not None))


@cache
def _spelled() -> dict[str, str]:
    return {name.lower(): name for name in classes()}


def is_backwards(first: str, last: str) -> bool:
    """Return whether the second date or timestamp is certainly before the first."""
    try:
        if is_timestamp(first) and is_timestamp(last):
            return parse_timestamp(last).to_datetime() < parse_timestamp(first).to_datetime()
        begun, ended = parse_edtf(first).earliest, parse_edtf(last).latest
    except (BadDate, OverflowError):
        return False
    return begun is not None and ended is not None and ended < begun


def _is_text(value: Any) -> bool:
    return type(value) is str and value != ""


def _is_address(value: Any) -> bool:
    return type(value) is str and is_iri(value)


def _is_moment(value: Any) -> bool:
    return type(value) is str and (is_timestamp(value) or is_day(value))


def _is_day(value: Any) -> bool:
    """Return whether a value is a date that a property of schema.org can hold."""
    if type(value) is not str:
        return False
    try:
        return parse_edtf(value).is_plain
    except BadDate:
        return False


def _is_language(value: Any) -> bool:
    return type(value) is str and is_language_tag(value)


def _is_truth(value: Any) -> bool:
    return type(value) is bool


def _is_whole(value: Any) -> bool:
    return type(value) is int


def _is_size(value: Any) -> bool:
    return type(value) is int and value > 0


def _is_number(value: Any) -> bool:
    """Return whether a number is written back in the same way."""
    if type(value) is not int and type(value) is not float:
        return False
    try:
        again = json_number(parse_number(value))
    except ValueError:
        return False
    return type(again) is type(value) and again == value


def _day_of(value: Any) -> str | None:
    """Return the time of a value if it has one with an offset, else its day."""
    return timestamp_of(value) or date_of(value)


_RAW: Final = frozenset({str, int, float, bool, dict})
_READINGS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "text": text_of,
    "iri": address_of,
    "timestamp": timestamp_of,
    "date": _day_of,
    "language": language_tag_of,
    "boolean": boolean_of,
    "integer": number_of,
    "pixels": number_of,
    "number": number_of,
}
"""How a value of another form is read, by the kind of the field."""
_TESTS: Final[Mapping[str, Callable[[Any], bool]]] = {
    "text": _is_text,
    "iri": _is_address,
    "timestamp": _is_moment,
    "date": _is_day,
    "language": _is_language,
    "boolean": _is_truth,
    "integer": _is_whole,
    "pixels": _is_size,
    "number": _is_number,
}
"""What a value must be to fit a field, by the kind of the field."""
