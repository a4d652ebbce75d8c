"""Define the schema of an item of ninjs 3.1, and check items against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from newsld.findings import Finding
from newsld.model.text.closest_match import suggest
from newsld.syntax.document import pointer

_KIND: Final = "one of text audio video picture graphic composite component event planning"
_STATUS: Final = "one of usable withheld canceled"
_CONCEPT: Final = {"name": "text", "uri": "text", "literal": "text"}
_RELATED: Final = {**_CONCEPT, "rel": "text"}
_REACHED: Final = {**_RELATED, "contactInfo": "each contact"}
_WORDS: Final = {"role": "text", "contentType": "text", "value": "text!"}

ITEM: Final[Mapping[str, str]] = {
    "uri": "text!",
    "type": _KIND,
    "standard": "standard",
    "representationType": "one of full partial",
    "profile": "text",
    "version": "text",
    "altIds": "each id",
    "firstCreated": "text",
    "versionCreated": "text",
    "contentCreated": "text",
    "embargoedUntil": "text",
    "expires": "text",
    "pubStatus": _STATUS,
    "urgency": "whole 1 9",
    "language": "text",
    "edNote": "text",
    "title": "text",
    "slugline": "text",
    "headlines": "each words",
    "by": "text",
    "located": "text",
    "descriptions": "each words",
    "bodies": "each body",
    "people": "each party",
    "organisations": "each organisation",
    "places": "each place",
    "events": "each event",
    "objects": "each thing",
    "subjects": "each subject",
    "genres": "each concept",
    "infoSources": "each supplier",
    "associations": "each association",
    "renditions": "each rendition",
    "copyrightHolder": "text",
    "copyrightNotice": "text",
    "usageTerms": "text",
    "rightsInfo": "rights",
    "trustIndicators": "each indicator",
    "digitalSourceType": "concept",
    "eventDetails": "any",
    "plannedCoverage": "any",
}
"""The properties of an item, each with the shape of its value.

`text`, `number` and `whole` (with its limits) are plain values, `one of` lists the allowed ones, `each` is a list,
`any` is not checked, `!` means required, and any other word is the name of a shape in `SHAPES`.
"""

SHAPES: Final[Mapping[str, Mapping[str, str]]] = {
    "item": ITEM,
    "association": {**ITEM, "name": "text!", "rel": "text"},
    "standard": {"name": "text", "version": "text", "schema": "text"},
    "id": {"role": "text", "value": "text"},
    "words": _WORDS,
    "body": {**_WORDS, "charCount": "whole", "wordCount": "whole"},
    "concept": _CONCEPT,
    "thing": _RELATED,
    "party": _REACHED,
    "organisation": {**_REACHED, "symbols": "each symbol"},
    "place": {**_REACHED, "geoJSON": "any"},
    "event": {**_RELATED, "id": "text"},
    "subject": {**_RELATED, "creator": "text", "relevance": "whole 0 100", "confidence": "whole 0 100"},
    "supplier": {**_CONCEPT, "role": "text", "contactInfo": "each contact"},
    "symbol": {"exchange": "text", "symbolType": "text", "symbol": "text"},
    "contact": {
        "type": "text",
        "role": "text",
        "lang": "text",
        "name": "text",
        "value": "text",
        "address": "address",
    },
    "address": {
        "lines": "each text",
        "locality": "text",
        "area": "text",
        "postalCode": "text",
        "country": "text",
    },
    "rendition": {
        "name": "text!",
        "href": "text",
        "contentType": "text",
        "title": "text",
        "width": "whole",
        "height": "whole",
        "sizeInBytes": "whole",
        "duration": "number",
        "format": "text",
        "aspectRatio": "text",
        "videoCodec": "text",
        "frameRate": "number",
        "poi": "point",
        "transportProtocol": "text",
        "scanType": "one of progressive interlaced",
        "bitrate": "text",
    },
    "point": {"x": "whole", "y": "whole"},
    "indicator": {"role": "text", "title": "text", "href": "text"},
    "rights": {"langId": "text", "linkedRights": "text", "encodedRights": "text"},
}
"""The shapes of objects in an item, each with its properties."""

_PLAIN: Final[Mapping[str, tuple[tuple[type, ...], str]]] = {
    "text": ((str,), "text"),
    "whole": ((int, float), "a whole number"),
    "number": ((int, float), "a number"),
}
_RESERVED: Final = "@id"
"""The key for the id of a thing in the preserved part of an item, which no object of an item may have itself."""
_TYPES: Final = frozenset({"text", "composite"})
_TEXTS: Final = ("headlines", "bodies", "descriptions")
_DEEPEST: Final = 56
"""The most levels of lists and objects in an item: a story that preserves them may have 64."""


def check_item(item: Any, at: str) -> Iterator[Finding]:
    """Yield the findings about an item that does not match ninjs 3.1; `at` is the JSON Pointer to the item.

    Errors are a missing key (NLD-SCH-003), a wrong type (002), a value that is not allowed (004) and one beyond its
    limits (007). A key that ninjs does not have is NLD-NJS-001: it is preserved. Of an item that is nested too deeply
    only NLD-SYN-004 is reported; one of another kind than text, or without any text, is NLD-SYN-006.
    """
    if _is_deeper(item, _DEEPEST):
        message = f"lists and objects are nested more than {_DEEPEST} deep"
        yield Finding("NLD-SYN-004", message, suggestion="flatten it", pointer=at)
        return
    findings = list(_check_shapes(item, at))
    yield from findings
    if not any(finding.severity == "error" for finding in findings):
        yield from _check_kind(item, at)


def is_article(item: Any) -> bool:
    """Return whether an item is an article that can be read."""
    return not any(finding.severity == "error" for finding in check_item(item, ""))


def _check_shapes(item: Any, at: str) -> Iterator[Finding]:
    waiting = [(item, "item", at)]
    while waiting:
        value, kind, here = waiting.pop()
        shape = SHAPES.get(kind.removesuffix("!"))
        if kind.startswith("each "):
            if isinstance(value, list):
                inner = [(one, kind[5:], f"{here}/{place}") for place, one in enumerate(value)]
                waiting += reversed(inner)
            else:
                yield _wrong(here, "a list")
        elif shape is None:
            yield from _check_plain(value, kind.removesuffix("!"), here)
        elif not isinstance(value, dict):
            yield _wrong(here, "a mapping")
        else:
            yield from _check_keys(value, shape, here)
            known = [(value[key], shape[key], here + pointer(key)) for key in value if key in shape]
            waiting += reversed(known)


def _check_keys(value: dict[str, Any], shape: Mapping[str, str], at: str) -> Iterator[Finding]:
    for key, kind in shape.items():
        if kind.endswith("!") and key not in value:
            yield Finding(
                "NLD-SCH-003", f"no {key}", suggestion=f"add {key}, which ninjs requires here", pointer=at
            )
    names = {name.lower(): name for name in shape}
    for key in value:
        where = at + pointer(key)
        if key == _RESERVED:
            yield Finding(
                "NLD-SCH-001",
                f"{key} is no key of ninjs",
                suggestion="remove it",
                pointer=where,
                at_key=True,
            )
        elif key not in shape:
            near = names.get(key.lower()) or next(iter(suggest(key, shape)), None)
            suggestion = (
                f"did you mean {near}?" if near else "newsld preserves it; other programs may ignore it"
            )
            yield Finding(
                "NLD-NJS-001",
                f"{key[:60]} is no key of ninjs 3.1 here",
                suggestion=suggestion,
                pointer=where,
                at_key=True,
            )


def _check_plain(value: Any, kind: str, at: str) -> Iterator[Finding]:
    word, *rest = kind.split()
    if word == "one":
        allowed = rest[1:]
        if value not in allowed:
            shown = f"{value[:60]} is" if isinstance(value, str) else "this is"
            near = next(iter(suggest(value, allowed)), None) if isinstance(value, str) else None
            suggestion = f"did you mean {near}?" if near else f"write one of {', '.join(allowed)}"
            yield Finding("NLD-SCH-004", f"{shown} no allowed value", suggestion=suggestion, pointer=at)
    elif word in _PLAIN:
        types, wanted = _PLAIN[word]
        if type(value) not in types or (word == "whole" and value % 1):
            yield _wrong(at, wanted)
        elif rest and not int(rest[0]) <= value <= int(rest[1]):
            suggestion = f"write a number from {rest[0]} to {rest[1]}"
            yield Finding("NLD-SCH-007", f"{value} is out of range", suggestion=suggestion, pointer=at)


def _wrong(at: str, wanted: str) -> Finding:
    return Finding("NLD-SCH-002", f"this must be {wanted}", suggestion=f"write {wanted}", pointer=at)


def _check_kind(item: dict[str, Any], at: str) -> Iterator[Finding]:
    kind = item.get("type")
    if kind is not None and kind not in _TYPES:
        article = "an" if kind[0] in "aeiou" else "a"
        message = f"no article: the item is {article} {kind}"
        yield Finding(
            "NLD-SYN-006", message, suggestion="remove it: a story has the type text", pointer=f"{at}/type"
        )
    if kind is None and not any(item.get(name) for name in _TEXTS):
        message = "no article: the item has no type and no text"
        yield Finding("NLD-SYN-006", message, suggestion='add "type": "text" if it is a story', pointer=at)


def _is_deeper(value: Any, most: int) -> bool:
    level = [value]
    for _ in range(most + 1):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True
