"""Whether every id that a story refers to is defined, once, and stands for the right kind of thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Final, NamedTuple

from newsld.findings import Finding
from newsld.model.reference_targets import ANY, ARTICLE, CITATION, ITEMS, KINDS, MENTION, PARTS
from newsld.model.text.closest_match import suggest
from newsld.syntax.document import pointer

__all__ = ["Reference", "check_references", "references", "uses"]

_COLLECTIONS: Final = {kind: collection for collection, kind in KINDS.items()} | {"citation": "citations"}
_WANTED: Final = frozenset(
    kinds
    for fields in (ARTICLE, *ITEMS.values(), *(fields for _, fields in PARTS.values()), MENTION)
    for kinds in fields.values()
)
"""Every set of kinds that something is to be of."""


class Reference(NamedTuple):
    """A place that refers to something: where it stands, the ids (one or a list), the kinds that fit."""

    owner: tuple[str | int, ...]
    key: str
    value: Any
    kinds: frozenset[str]

    def ids(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """Each id that is a text, with the steps to it."""
        steps = (*self.owner, self.key)
        if isinstance(self.value, str):
            yield self.value, steps
        elif isinstance(self.value, list):
            for place, name in enumerate(self.value):
                if isinstance(name, str):
                    yield name, (*steps, place)


def references(data: Mapping[str, Any]) -> Iterator[Reference]:
    """Every reference of a story's plain data, in a fixed order; what is not of its type is passed over."""
    for key, kinds in ARTICLE.items():
        if key in data:
            yield Reference((), key, data[key], kinds)
    for collection, fields in ITEMS.items():
        items = data.get(collection)
        if not isinstance(items, dict):
            continue
        part, part_fields = PARTS.get(collection, ("", {}))
        for name, item in items.items():
            if not isinstance(item, dict):
                continue
            for key, kinds in fields.items():
                if key in item:
                    yield Reference((collection, name), key, item[key], kinds)
            parts = item.get(part)
            if isinstance(parts, list):
                yield from _of_parts(parts, (collection, name, part), part_fields)
    mentions = data.get("mentions")
    if isinstance(mentions, list):
        yield from _of_parts(mentions, ("mentions",), MENTION)


def _of_parts(
    parts: list[Any], owner: tuple[str | int, ...], fields: Mapping[str, frozenset[str]]
) -> Iterator[Reference]:
    for place, part in enumerate(parts):
        if isinstance(part, dict):
            for key, kinds in fields.items():
                if key in part:
                    yield Reference((*owner, place), key, part[key], kinds)


def uses(data: Mapping[str, Any]) -> dict[frozenset[str], set[Any]]:
    """The ids that a story refers to, by the kinds that fit there; that an item names itself does not count.

    The quick form of `references`, without the places. What is no id may be among them.
    """
    found: dict[frozenset[str], set[Any]] = {kinds: set() for kinds in _WANTED}
    for key, kinds in ARTICLE.items():
        if key in data:
            _gather(data[key], found[kinds])
    for collection, fields in ITEMS.items():
        items = data.get(collection)
        if type(items) is not dict or not items:
            continue
        if set(map(type, items.values())) != {dict}:
            items = {name: item for name, item in items.items() if type(item) is dict}
        own = KINDS.get(collection, "citation")
        for key, kinds in fields.items():
            values = [
                item[key]
                for name, item in items.items()
                if key in item and not (item[key] == name and own in kinds)
            ]
            if values:
                _gather_all(values, found[kinds])
        if collection in PARTS:
            part, part_fields = PARTS[collection]
            lists = [item[part] for item in items.values() if part in item and type(item[part]) is list]
            if lists:
                _gather_of(list(chain.from_iterable(lists)), part_fields, found)
    mentions = data.get("mentions")
    if type(mentions) is list:
        _gather_of(mentions, MENTION, found)
    return found


def _gather_of(
    parts: list[Any], fields: Mapping[str, frozenset[str]], found: Mapping[frozenset[str], set[Any]]
) -> None:
    if set(map(type, parts)) != {dict}:
        parts = [part for part in parts if type(part) is dict]
    for key, kinds in fields.items():
        if values := [part[key] for part in parts if key in part]:
            _gather_all(values, found[kinds])


def _gather_all(values: list[Any], names: set[Any]) -> None:
    try:
        if type(values[0]) is list and set(map(type, values)) == {list}:
            names.update(chain.from_iterable(values))
        else:
            names.update(values)
    except TypeError:  # ids and lists of ids, or something that can be no id
        for value in values:
            _gather(value, names)


def _gather(value: Any, names: set[Any]) -> None:
    if type(value) is str:
        names.add(value)
    elif type(value) is list:
        try:
            names.update(value)
        except TypeError:  # something in it that can be no id
            names.update([name for name in value if type(name) is str])


def check_references(
    data: Mapping[str, Any], used: Mapping[frozenset[str], set[Any]] | None = None
) -> list[Finding]:
    """Ids that are not defined (NLD-REF-001, -003, -004), defined twice (-002) or of the wrong kind (-005).

    Takes a story's plain data, which need not be sound, and what `uses` says of it, where that is known.
    """
    if _all_defined(data, uses(data) if used is None else used):
        return []
    kinds, findings = _defined(data)
    citations = data.get("citations")
    labels: Mapping[str, Any] = citations if isinstance(citations, dict) else {}
    for reference in references(data):
        if reference.kinds is CITATION:
            findings += [
                _no_citation(name, steps, labels) for name, steps in reference.ids() if name not in labels
            ]
        else:
            findings += [
                _unfit(name, steps, reference, kinds)
                for name, steps in reference.ids()
                if kinds.get(name) not in reference.kinds
            ]
    return findings


def _all_defined(data: Mapping[str, Any], used: Mapping[frozenset[str], set[Any]]) -> bool:
    """Whether no id stands for two things, and every one that is used for one of a fitting kind: nothing to find."""
    defined: dict[str, Any] = {}
    for kind, collection in _COLLECTIONS.items():
        items = data.get(collection)
        defined[kind] = items.keys() if isinstance(items, dict) else ()
    named = set().union(*[defined[kind] for kind in ANY])
    if len(named) < sum([len(defined[kind]) for kind in ANY]):
        return False
    if not named.isdisjoint([f"cite-{label}" for label in defined["citation"]]):
        return False
    return not any(
        names and names.difference(*[defined[kind] for kind in wanted]) for wanted, names in used.items()
    )


def _defined(data: Mapping[str, Any]) -> tuple[dict[str, str], list[Finding]]:
    """The kind of every id, and the ids that stand for two things."""
    kinds: dict[str, str] = {}
    findings: list[Finding] = []
    for collection, kind in KINDS.items():
        items = data.get(collection)
        if not isinstance(items, dict):
            continue
        if not kinds.keys().isdisjoint(items):
            findings += [
                _twice(collection, name, f"{_article(kinds[name])} has the id {name} already")
                for name in items
                if name in kinds
            ]
        for name in items:
            kinds.setdefault(name, kind)
    citations = data.get("citations")
    if isinstance(citations, dict):
        for label in citations:
            if f"cite-{label}" in kinds:
                name = f"cite-{label}"
                taken = f"{_article(kinds[name])} has the id {name}, which the citation has in JSON-LD"
                findings.append(_twice("citations", label, taken))
    return kinds, findings


def _twice(collection: str, name: str, message: str) -> Finding:
    return Finding(
        "NLD-REF-002",
        message,
        suggestion="give one of the two another id, there and wherever it is referred to",
        pointer=pointer(collection, name),
        at_key=True,
    )


def _unfit(
    name: str, steps: tuple[str | int, ...], reference: Reference, kinds: Mapping[str, str]
) -> Finding:
    found = kinds.get(name)
    if found is not None:
        *others, last = [_article(kind) for kind in sorted(reference.kinds)]
        fitting = f"{', '.join(others)} or {last}" if others else last
        return Finding(
            "NLD-REF-005",
            f"{name} is {_article(found)}; {reference.key} must be {fitting}",
            suggestion=f"name the id of {fitting}",
            pointer=pointer(*steps),
        )
    in_chain = "chain" in reference.owner[2:3]
    near = suggest(name, [known for known, kind in kinds.items() if kind in reference.kinds])
    return Finding(
        "NLD-REF-003" if in_chain else "NLD-REF-001",
        f"{'the chain' if in_chain else _subject(reference)} names {name!r}, which is not defined",
        suggestion=f"did you mean {near[0]}?" if near else f"define {name}, or name an id that is defined",
        pointer=pointer(*steps),
    )


def _no_citation(name: str, steps: tuple[str | int, ...], labels: Mapping[str, Any]) -> Finding:
    near = suggest(name, labels)
    return Finding(
        "NLD-REF-004",
        f"{steps[-1] if isinstance(steps[-1], str) else steps[-2]} names the citation {name!r}, "
        "which is not defined",
        suggestion=f"did you mean {near[0]}?" if near else f"define the citation {name}",
        pointer=pointer(*steps),
    )


def _subject(reference: Reference) -> str:
    return "the mention" if reference.key == "of" and reference.owner[:1] == ("mentions",) else reference.key


def _article(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
