"""The shape of an item of ninjs 3.1, and what in an item is not of that shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from newsld.findings import Finding
from newsld.model.text.closest_match import suggest
from newsld.syntax.document import pointer

__all__ = ["ITEM", "SHAPES", "faults", "is_article"]

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

`text`, `number` and `whole` (with its limits) are plain values, `one of` lists those allowed, `each` is a list,
`any` is left to others, `!` is needed, and any other word names a shape of `SHAPES`.
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
"""The shapes that the values of an item have, each with its properties."""

_PLAIN: Final[Mapping[str, tuple[tuple[type, ...], str]]] = {
    "text": ((str,), "text"),
    "whole": ((int, float), "a whole number"),
    "number": ((int, float), "a number"),
}
_RESERVED: Final = "@id"
"""Stands in what rides along for the id of a thing, so no object of an item can have it."""
_TYPES: Final = frozenset({"text", "composite"})
_TEXTS: Final = ("headlines", "bodies", "descriptions")
_DEEPEST: Final = 56
"""How many lists and objects of an item may stand in one another: a story that keeps them holds 64."""


def faults(item: Any, at: str) -> Iterator[Finding]:
    """What in an item is not of the shape of ninjs 3.1; `at` is the pointer to the item.

    A missing key is NLD-SCH-003, a wrong type 002, a value that is none of those allowed 004, one beyond its limits
    007: errors. A key that ninjs does not have is NLD-NJS-001: it can be kept. An item that is nested too deep is
    NLD-SYN-004 and nothing more, one of another kind than text and one without any text is NLD-SYN-006.
    """
    if _is_deeper(item, _DEEPEST):
        message = f"lists and objects stand more than {_DEEPEST} deep in one another"
        yield Finding("NLD-SYN-004", message, suggestion="make it flatter", pointer=at)
        return
    wrong = list(_shape_faults(item, at))
    yield from wrong
    if not any(finding.severity == "error" for finding in wrong):
        yield from _other_kinds(item, at)


def is_article(item: Any) -> bool:
    """Whether an item is an article that can be read."""
    return not any(finding.severity == "error" for finding in faults(item, ""))


def _shape_faults(item: Any, at: str) -> Iterator[Finding]:
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
            yield from _plain_faults(value, kind.removesuffix("!"), here)
        elif not isinstance(value, dict):
            yield _wrong(here, "a mapping")
        else:
            yield from _key_faults(value, shape, here)
            known = [(value[key], shape[key], here + pointer(key)) for key in value if key in shape]
            waiting += reversed(known)


def _key_faults(value: dict[str, Any], shape: Mapping[str, str], at: str) -> Iterator[Finding]:
    for key, kind in shape.items():
        if kind.endswith("!") and key not in value:
            yield Finding("NLD-SCH-003", f"no {key}", suggestion=f"ninjs asks for {key} here", pointer=at)
    names = {name.lower(): name for name in shape}
    for key in value:
        where = at + pointer(key)
        if key == _RESERVED:
            yield Finding(
                "NLD-SCH-001",
                f"{key} is no key of ninjs",
                suggestion="take it out",
                pointer=where,
                at_key=True,
            )
        elif key not in shape:
            near = names.get(key.lower()) or next(iter(suggest(key, shape)), None)
            mend = f"did you mean {near}?" if near else "it is kept as it is: no other reader need know it"
            yield Finding(
                "NLD-NJS-001",
                f"{key[:60]} is no key of ninjs 3.1 here",
                suggestion=mend,
                pointer=where,
                at_key=True,
            )


def _plain_faults(value: Any, kind: str, at: str) -> Iterator[Finding]:
    word, *rest = kind.split()
    if word == "one":
        allowed = rest[1:]
        if value not in allowed:
            shown = f"{value[:60]} is" if isinstance(value, str) else "this is"
            near = next(iter(suggest(value, allowed)), None) if isinstance(value, str) else None
            mend = f"did you mean {near}?" if near else f"write one of {', '.join(allowed)}"
            yield Finding("NLD-SCH-004", f"{shown} none of those allowed", suggestion=mend, pointer=at)
    elif word in _PLAIN:
        types, wanted = _PLAIN[word]
        if type(value) not in types or (word == "whole" and value % 1):
            yield _wrong(at, wanted)
        elif rest and not int(rest[0]) <= value <= int(rest[1]):
            mend = f"write a number from {rest[0]} to {rest[1]}"
            yield Finding("NLD-SCH-007", f"{value} is beyond the limits", suggestion=mend, pointer=at)


def _wrong(at: str, wanted: str) -> Finding:
    return Finding("NLD-SCH-002", f"this has to be {wanted}", suggestion=f"write {wanted}", pointer=at)


def _other_kinds(item: dict[str, Any], at: str) -> Iterator[Finding]:
    kind = item.get("type")
    if kind is not None and kind not in _TYPES:
        article = "an" if kind[0] in "aeiou" else "a"
        message = f"there is no article in here: the item is {article} {kind}"
        yield Finding(
            "NLD-SYN-006", message, suggestion="leave it out: a story has the type text", pointer=f"{at}/type"
        )
    if kind is None and not any(item.get(name) for name in _TEXTS):
        message = "there is no article in here: the item has no type and no text"
        yield Finding("NLD-SYN-006", message, suggestion='a story has "type": "text"', pointer=at)


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
