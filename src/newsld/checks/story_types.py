"""Check that the types in a story exist in schema.org and fit where they are used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from newsld.findings import Finding, Fix
from newsld.model.text.closest_match import suggest
from newsld.model.text.shorten import quote
from newsld.model.vocabulary import classes, is_a, is_class
from newsld.syntax.document import pointer

_SECTIONS: Final = {
    "people": "Person",
    "organizations": "Organization",
    "places": "Place",
    "events": "Event",
}


def check_types(data: Mapping[str, Any], *, of_things: bool = True) -> list[Finding]:
    """Return NLD-VOC-001 for types that do not exist, NLD-VOC-006 for types that do not fit.

    Without `of_things`, only for those of the article.
    """
    findings = list(_types(data.get("type"), "Article", ("type",)))
    if not of_things:
        return findings
    for section, kind in _SECTIONS.items():
        things = data.get(section)
        if not isinstance(things, dict):
            continue
        if all(_is_valid(types, kind) for types in _stated(things)):
            continue
        for slug, thing in things.items():
            if isinstance(thing, dict) and "type" in thing and not _is_valid(thing["type"], kind):
                findings += _types(thing["type"], kind, (section, slug, "type"))
    return findings


def _stated(things: Mapping[str, Any]) -> list[Any]:
    """Return the types that things have, the same ones once."""
    if set(map(type, things.values())) <= {dict}:
        stated = [thing["type"] for thing in things.values() if "type" in thing]
    else:
        stated = [thing["type"] for thing in things.values() if isinstance(thing, dict) and "type" in thing]
    try:
        if set(map(type, stated)) <= {list}:
            return [*set(map(tuple, stated))]
        return [*{tuple(types) if type(types) is list else types: types for types in stated}.values()]
    except TypeError:  # a type is a mapping or a list
        return stated


def _is_valid(types: Any, kind: str) -> bool:
    """Return whether a quick look shows that all types exist and one of them fits."""
    try:
        if type(types) is not tuple:
            types = tuple(types) if type(types) is list else (types,)
        return _fit(types, kind)
    except TypeError:  # a type is not text
        return False


@lru_cache(maxsize=4096)
def _fit(names: tuple[Any, ...], kind: str) -> bool:
    known = all(isinstance(name, str) and is_class(name) for name in names)
    return known and any(_fits(name, kind) for name in names)


def _types(types: Any, kind: str, at: tuple[str | int, ...]) -> Iterator[Finding]:
    if isinstance(types, str):
        if not _fits(types, kind):
            yield _finding(types, kind, at)
    elif isinstance(types, list):
        names = [name for name in types if isinstance(name, str)]
        for index, name in enumerate(types):
            if isinstance(name, str) and not is_class(name):
                yield _finding(name, kind, (*at, index))
        if names and all(map(is_class, names)) and not any(_fits(name, kind) for name in names):
            yield _finding(names[0], kind, at)


@lru_cache(maxsize=4096)
def _fits(name: str, kind: str) -> bool:
    return is_class(name) and is_a(name, kind)


def _finding(name: str, kind: str, at: tuple[str | int, ...]) -> Finding:
    subtypes = [known for known in classes() if is_a(known, kind)]
    if is_class(name):
        message = f"the type {name} is not a subtype of {kind}"
        suggestion = f"use {kind} or a subtype, or move this to where it belongs"
        return Finding("NLD-VOC-006", message, suggestion=suggestion, pointer=pointer(*at))
    near = suggest(name, subtypes) or suggest(name, classes())
    suggestion = (
        f"did you mean {near[0]}?" if near else f"use {kind} or a subtype from https://schema.org/{kind}"
    )
    message, fix = f"schema.org has no type {quote(name)}", Fix("name", near[0]) if near else None
    return Finding("NLD-VOC-001", message, suggestion=suggestion, pointer=pointer(*at), fix=fix)
