"""Types: that schema.org has them, and that they fit where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from newsld.findings import Finding
from newsld.model.text.closest_match import suggest
from newsld.model.vocabulary import classes, is_a, is_class
from newsld.syntax.document import pointer

__all__ = ["check_types"]

_SECTIONS: Final = {
    "people": "Person",
    "organizations": "Organization",
    "places": "Place",
    "events": "Event",
}


def check_types(data: Mapping[str, Any]) -> list[Finding]:
    """What is wrong with the types that a story states."""
    findings = list(_types(data.get("type"), "Article", ("type",)))
    for section, kind in _SECTIONS.items():
        things = data.get(section)
        if not isinstance(things, dict):
            continue
        for slug, thing in things.items():
            if isinstance(thing, dict) and "type" in thing and not _sound(thing["type"], kind):
                findings += _types(thing["type"], kind, (section, slug, "type"))
    return findings


def _sound(stated: Any, kind: str) -> bool:
    """Whether there surely is nothing to say of the types that a thing states."""
    try:
        return _fit(tuple(stated) if type(stated) is list else (stated,), kind)
    except TypeError:  # what is no name at all
        return False


@lru_cache(maxsize=4096)
def _fit(names: tuple[Any, ...], kind: str) -> bool:
    known = all(isinstance(name, str) and is_class(name) for name in names)
    return known and any(_fits(name, kind) for name in names)


def _types(stated: Any, kind: str, at: tuple[str | int, ...]) -> Iterator[Finding]:
    if isinstance(stated, str):
        if not _fits(stated, kind):
            yield _finding(stated, kind, at)
    elif isinstance(stated, list):
        names = [name for name in stated if isinstance(name, str)]
        for place, name in enumerate(stated):
            if isinstance(name, str) and not is_class(name):
                yield _finding(name, kind, (*at, place))
        if names and all(map(is_class, names)) and not any(_fits(name, kind) for name in names):
            yield _finding(names[0], kind, at)


@lru_cache(maxsize=4096)
def _fits(name: str, kind: str) -> bool:
    return is_class(name) and is_a(name, kind)


def _finding(name: str, kind: str, at: tuple[str | int, ...]) -> Finding:
    below = [known for known in classes() if is_a(known, kind)]
    if is_class(name):
        message = f"schema.org’s {name} is no kind of {kind}"
        suggestion = f"name a type below {kind}, or move this to where it belongs"
        return Finding("NLD-VOC-006", message, suggestion=suggestion, pointer=pointer(*at))
    near = suggest(name, below) or suggest(name, classes())
    suggestion = (
        f"did you mean {near[0]}?" if near else f"see https://schema.org/{kind} for the types below it"
    )
    return Finding(
        "NLD-VOC-001", f"schema.org has no type {name}", suggestion=suggestion, pointer=pointer(*at)
    )
