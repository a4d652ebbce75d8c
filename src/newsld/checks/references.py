"""Check that every id that a story refers to is defined once and is of the right kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from newsld.findings import Finding
from newsld.model.reference_targets import (
    ACCEPTED_KINDS,
    ARTICLE_TARGETS,
    CITATION_KIND,
    COLLECTION_KINDS,
    ITEM_TARGETS,
    MENTION_TARGETS,
    PART_TARGETS,
)
from newsld.model.text.closest_match import Candidates, did_you_mean, either
from newsld.model.text.shorten import quote, with_article
from newsld.syntax.document import pointer


class IdReference(NamedTuple):
    """A key of a story whose value is an id, an object with an `id` (a relation), or a list of them.

    `owner` are the steps to the object that has the key, `kinds` the kinds of items that the ids may refer to.
    """

    owner: tuple[str | int, ...]
    key: str
    value: Any
    kinds: frozenset[str]

    def ids(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """Yield every id that is text, with the steps to it."""
        steps = (*self.owner, self.key)
        several = isinstance(self.value, list)
        for index, one in enumerate(self.value if several else (self.value,)):
            at = (*steps, index) if several else steps
            if isinstance(one, str):
                yield one, at
            elif isinstance(one, dict) and isinstance(one.get("id"), str):
                yield one["id"], (*at, "id")


def references(data: Mapping[str, Any]) -> Iterator[IdReference]:
    """Yield every reference in the plain data of a story, in a fixed order; values of a wrong type are skipped."""
    for key, kinds in ARTICLE_TARGETS.items():
        if key in data:
            yield IdReference((), key, data[key], kinds)
    for collection, fields in ITEM_TARGETS.items():
        items = data.get(collection)
        if not isinstance(items, dict):
            continue
        part, part_fields = PART_TARGETS.get(collection, ("", {}))
        for name, item in items.items():
            if not isinstance(item, dict):
                continue
            for key, kinds in fields.items():
                if key in item:
                    yield IdReference((collection, name), key, item[key], kinds)
            parts = item.get(part)
            if isinstance(parts, list):
                yield from _references_of_parts(parts, (collection, name, part), part_fields)
    mentions = data.get("mentions")
    if isinstance(mentions, list):
        yield from _references_of_parts(mentions, ("mentions",), MENTION_TARGETS)


def _references_of_parts(
    parts: list[Any], owner: tuple[str | int, ...], fields: Mapping[str, frozenset[str]]
) -> Iterator[IdReference]:
    for index, part in enumerate(parts):
        if isinstance(part, dict):
            for key, kinds in fields.items():
                if key in part:
                    yield IdReference((*owner, index), key, part[key], kinds)


def referenced_ids(data: Mapping[str, Any]) -> dict[frozenset[str], set[Any]]:
    """Return the ids that a story refers to, by accepted kinds; references of an item to itself are left out.

    This is faster than `references` and has no places. The values may include some that are not ids.
    """
    ids: dict[frozenset[str], set[Any]] = {kinds: set() for kinds in ACCEPTED_KINDS}
    for key, kinds in ARTICLE_TARGETS.items():
        if key in data:
            _gather(data[key], ids[kinds])
    for collection, fields in ITEM_TARGETS.items():
        items = data.get(collection)
        if type(items) is not dict or not items:
            continue
        if set(map(type, items.values())) != {dict}:
            items = {name: item for name, item in items.items() if type(item) is dict}
        own = COLLECTION_KINDS.get(collection, "citation")
        present = set().union(*items.values())  # few of the fields occur in most stories
        for key in fields.keys() & present:
            kinds = fields[key]
            values = [item[key] for item in items.values() if key in item]
            if own in kinds and set(map(type, values)) != {list}:
                values = [
                    item[key]
                    for name, item in items.items()
                    if key in item and item[key] not in (name, {"id": name})
                ]
            if values:
                _gather_all(values, ids[kinds])
        part, part_fields = PART_TARGETS.get(collection, ("", {}))
        if part in present:
            lists = [item[part] for item in items.values() if part in item]
            if set(map(type, lists)) != {list}:
                lists = [parts for parts in lists if type(parts) is list]
            _gather_of([*chain.from_iterable(lists)], part_fields, ids)
    mentions = data.get("mentions")
    if type(mentions) is list:
        _gather_of(mentions, MENTION_TARGETS, ids)
    return ids


def _gather_of(
    parts: list[Any], fields: Mapping[str, frozenset[str]], ids: Mapping[frozenset[str], set[Any]]
) -> None:
    if set(map(type, parts)) != {dict}:
        parts = [part for part in parts if type(part) is dict]
    for key, kinds in fields.items():
        if values := [part[key] for part in parts if key in part]:
            _gather_all(values, ids[kinds])


def _gather_all(values: list[Any], names: set[Any]) -> None:
    try:
        if type(values[0]) is list and set(map(type, values)) == {list}:
            names.update(chain.from_iterable(values))
        else:
            names.update(values)
    except TypeError:  # ids and lists of ids, relations, or a value that is neither
        for value in values:
            _gather(value, names)


def _gather(value: Any, names: set[Any]) -> None:
    if type(value) is str:
        names.add(value)
    elif type(value) is list:
        try:
            names.update(value)
        except TypeError:  # the list contains a relation, or a value that is not an id
            for one in value:
                _gather(one if type(one) is not list else None, names)
    elif type(value) is dict and type(value.get("id")) is str:
        names.add(value["id"])


def check_references(
    data: Mapping[str, Any], used: Mapping[frozenset[str], set[Any]] | None = None
) -> list[Finding]:
    """Return the findings about references.

    These are ids that are not defined (NLD-REF-001, -003, -004), defined twice (-002) or of a wrong kind (-005).

    `data` is the plain data of a story, which may be invalid; `used` is its `referenced_ids`, if already known.
    """
    if _all_defined(data, referenced_ids(data) if used is None else used):
        return []
    kinds, findings = _defined(data)
    citations = data.get("citations")
    labels: Mapping[str, Any] = citations if isinstance(citations, dict) else {}

    @cache
    def candidates(accepted: frozenset[str]) -> Candidates:
        return Candidates(
            labels
            if accepted is CITATION_KIND
            else [name for name, kind in kinds.items() if kind in accepted]
        )

    @cache
    def owners() -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in kinds:
            for part in {*name.split("-")}:
                found.setdefault(part, []).append(name)
        return found

    def advice(name: str, accepted: frozenset[str]) -> tuple[str, str]:
        shared = owners().get(name, ())
        if len(shared) > 1:
            return "which is a part of several ids", f"write the whole id: {either(shared)}"
        otherwise = f"define {name}, or use an id that is defined"
        return "which is not defined", did_you_mean(name, candidates(accepted), otherwise)

    for reference in references(data):
        if reference.kinds is CITATION_KIND:
            findings += [
                _bad_citation(name, steps, candidates(reference.kinds))
                for name, steps in reference.ids()
                if name not in labels
            ]
        else:
            findings += [
                _bad_reference(name, steps, reference, kinds.get(name), advice)
                for name, steps in reference.ids()
                if kinds.get(name) not in reference.kinds
            ]
    return findings


def _all_defined(data: Mapping[str, Any], used: Mapping[frozenset[str], set[Any]]) -> bool:
    """Return whether a quick look shows no findings: no id is defined twice, all are defined and of the right kind."""
    kinds: dict[str, str] = {}
    number = 0
    for collection, kind in COLLECTION_KINDS.items():
        items = data.get(collection)
        if isinstance(items, dict):
            number += len(items)
            kinds |= dict.fromkeys(items, kind)
    citations = data.get("citations")
    labels = citations.keys() if isinstance(citations, dict) else ()
    if len(kinds) < number or not kinds.keys().isdisjoint([f"cite-{label}" for label in labels]):
        return False
    return all(
        names.issubset(labels) if accepted is CITATION_KIND else accepted.issuperset(map(kinds.get, names))
        for accepted, names in used.items()
    )


def _defined(data: Mapping[str, Any]) -> tuple[dict[str, str], list[Finding]]:
    """Return the kind of every id, and the findings about ids that are defined twice."""
    kinds: dict[str, str] = {}
    findings: list[Finding] = []
    for collection, kind in COLLECTION_KINDS.items():
        items = data.get(collection)
        if not isinstance(items, dict):
            continue
        if not kinds.keys().isdisjoint(items):
            findings += [
                _duplicate(
                    collection, name, f"the id {quote(name)} is already used by {with_article(kinds[name])}"
                )
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
                owner = with_article(kinds[name])
                message = f"the id {quote(name)} of {owner} is also the JSON-LD id of this citation"
                findings.append(_duplicate("citations", label, message))
    return kinds, findings


def _duplicate(collection: str, name: str, message: str) -> Finding:
    return Finding(
        "NLD-REF-002",
        message,
        suggestion="rename one of the two, everywhere the id is used",
        pointer=pointer(collection, name),
        at_key=True,
    )


def _bad_reference(
    name: str,
    steps: tuple[str | int, ...],
    reference: IdReference,
    kind: str | None,
    advice: Callable[[str, frozenset[str]], tuple[str, str]],
) -> Finding:
    if kind is not None:
        *others, last = [with_article(kind) for kind in sorted(reference.kinds)]
        accepted = f"{', '.join(others)} or {last}" if others else last
        return Finding(
            "NLD-REF-005",
            f"{quote(name)} is {with_article(kind)}, but {reference.key} must be {accepted}",
            suggestion=f"write the id of {accepted}",
            pointer=pointer(*steps),
        )
    in_chain = "chain" in reference.owner[2:3]
    wrong, suggestion = advice(name, reference.kinds)
    return Finding(
        "NLD-REF-003" if in_chain else "NLD-REF-001",
        f"{'the chain' if in_chain else _subject(reference)} refers to {quote(name)}, {wrong}",
        suggestion=suggestion,
        pointer=pointer(*steps),
    )


def _bad_citation(name: str, steps: tuple[str | int, ...], citations: Candidates) -> Finding:
    return Finding(
        "NLD-REF-004",
        f"{steps[-1] if isinstance(steps[-1], str) else steps[-2]} refers to the citation {quote(name)}, "
        "which is not defined",
        suggestion=did_you_mean(name, citations, f"define the citation {name}"),
        pointer=pointer(*steps),
    )


def _subject(reference: IdReference) -> str:
    return "the mention" if reference.key == "of" and reference.owner[:1] == ("mentions",) else reference.key
