"""What a raw value of markup means, whatever its syntax: text, booleans, numbers, dates, languages and addresses.

A raw value is JSON: a text, number or boolean, a value object (`{"@value": …, "@type": …, "@language": …}`), or a
reference (`{"@id": …}`). Every function returns None for a value that does not clearly mean what is wanted. The raw
value stays the lexical form, which is what newsld writes back.
"""

from __future__ import annotations

import re
from contextlib import suppress
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urljoin

from newsld.model.dates.forms import is_iri, is_language_tag
from newsld.model.dates.published_forms import parse_published
from newsld.model.dates.timestamp import BadDate, Timestamp
from newsld.model.numbers import json_number, parse_number
from newsld.model.vocabulary import local_name
from newsld.syntax.patterns import lazy_pattern

_TRUTHS: Final = {"true": True, "false": False}
_DECIMAL: Final = lazy_pattern(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)
_LONGEST_NUMBER: Final = 64
_POSIX_LOCALE: Final = lazy_pattern(
    r"([A-Za-z]{2,3})_([A-Za-z]{2}|[0-9]{3})(?:\.[A-Za-z0-9-]+)?(?:@[A-Za-z]+)?", re.ASCII
)


def literal_of(raw: Any) -> Any:
    """Return the text, number or boolean of a value without its datatype or language; None for anything else."""
    if isinstance(raw, dict):
        raw = raw.get("@value")
    return raw if isinstance(raw, (str, bool, int, float)) else None


def is_typed(raw: Any) -> bool:
    """Return whether a value states its datatype, so that a number or boolean in text is one."""
    return isinstance(raw, dict) and "@value" in raw and isinstance(raw.get("@type"), str)


def text_of(raw: Any) -> str | None:
    """Return the text of a value, apart from its language and datatype; None for a number, a boolean and no text."""
    found = literal_of(raw)
    return found if isinstance(found, str) and found.strip() else None


def boolean_of(raw: Any) -> bool | None:
    """Return a boolean: true or false, as text in any case, typed, or as `https://schema.org/True`."""
    if isinstance(raw, dict) and "@id" in raw and len(raw) == 1:
        raw = raw["@id"]
    found = literal_of(raw)
    if isinstance(found, bool) or not isinstance(found, str):
        return found if isinstance(found, bool) else None
    text = found.strip()
    return _TRUTHS.get((local_name(text) or text).lower())


def number_of(raw: Any) -> int | float | None:
    """Return a number, also from text with only digits, typed or not; None where a digit would be lost."""
    found = literal_of(raw)
    if isinstance(found, bool) or found is None:
        return None
    if isinstance(found, str):
        found = found.strip()
        if len(found) > _LONGEST_NUMBER or not _DECIMAL.fullmatch(found):
            return None
        found = Decimal(found)
    try:
        plain = json_number(parse_number(found))
    except ValueError:
        return None
    return None if isinstance(plain, str) else plain


def timestamp_of(raw: Any) -> str | None:
    """Return a date and time with its offset in RFC 3339, from any form that has one meaning; see `parse_published`."""
    text = text_of(raw)
    parsed = parse_published(text.strip()) if text is not None else None
    if parsed is None or not (parsed.has_time and parsed.has_zone):
        return None
    with suppress(BadDate):
        return str(Timestamp(_with_seconds(parsed.iso)))
    return None


def _with_seconds(iso: str) -> str:
    """Return an ISO 8601 time with its seconds, which may be missing."""
    return f"{iso[:16]}:00{iso[16:]}" if len(iso) > 16 and iso[16] != ":" else iso


def date_of(raw: Any) -> str | None:
    """Return a calendar date (`2025-03-04`) from a date or a time that a publisher wrote."""
    text = text_of(raw)
    parsed = parse_published(text.strip()) if text is not None else None
    return None if parsed is None else parsed.iso[:10]


def language_tag_of(raw: Any) -> str | None:
    """Return a language tag: the text itself, or the tag of a POSIX locale (`en_US`, `de_DE.UTF-8`)."""
    text = (text_of(raw) or "").strip()
    if is_language_tag(text):
        return text
    found = _POSIX_LOCALE.fullmatch(text)
    return f"{found[1].lower()}-{found[2].upper()}" if found else None


def address_of(raw: Any, base: str | None = None) -> str | None:
    """Return an absolute IRI: a text, a typed value or a reference, resolved against `base` if there is one."""
    if isinstance(raw, dict) and isinstance(raw.get("@id"), str) and len(raw) == 1:
        raw = raw["@id"]
    text = (text_of(raw) or "").strip()
    found = resolve_address(text, base) if text and not text.startswith("_:") else text
    return found if is_iri(found) else None


def is_form_of(raw: Any, plain: Any) -> bool:
    """Return whether a value is another form of a plain text, number or boolean; the same value is none."""
    if raw == plain or not isinstance(plain, (str, bool, int, float)):
        return False
    if isinstance(plain, bool):
        return boolean_of(raw) is plain
    if not isinstance(plain, str):
        return number_of(raw) == plain
    return plain in (text_of(raw), timestamp_of(raw), date_of(raw), language_tag_of(raw), address_of(raw))


def resolve_address(address: str, base: str | None) -> str:
    """Return an address resolved against a base; as written without one, or if it cannot be parsed."""
    try:
        return urljoin(base, address) if base else address
    except ValueError:
        return address
