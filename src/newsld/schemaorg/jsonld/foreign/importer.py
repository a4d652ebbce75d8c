"""From a graph to the data of a story: what fits is typed, the rest rides along under its own name.

A node is told in full once, and named after that. The order depends on nothing but what the graph says, so that what
is written and read again is told in the same way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any, Final

from newsld.model import NewsArticle
from newsld.model.dates import is_iri
from newsld.model.fields import COLLECTIONS
from newsld.model.node import Thing
from newsld.model.to_document import VERSION
from newsld.model.vocabulary import is_a, local_name
from newsld.schemaorg.jsonld.foreign.entity_mentions import grounded
from newsld.schemaorg.jsonld.foreign.field_types import (
    ORDERED,
    PARTS,
    Field,
    fields,
    is_backwards,
    known_types,
    short_slug,
)
from newsld.schemaorg.jsonld.graph.graph import Graph
from newsld.schemaorg.jsonld.graph.graph_nodes import BLANK, Items, Ref, Subject, flat
from newsld.schemaorg.jsonld.iris import BLANK_ROOT
from newsld.schemaorg.jsonld.values import class_of

__all__ = ["Teller", "bare_types"]

Data = dict[str, Any]

_TYPE: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*", re.ASCII)
_APART: Final = "mentions"
"""A term of the article that is kept as it is, and whose things are things of the story all the same."""

_DEEPEST: Final = 24
"""How many nodes may stand in one another: a file holds 64 lists and objects, two a node and some around them."""


def bare_types(subject: Subject) -> list[str]:
    """The types of a node, by their bare names where they are schema.org's."""
    return [local_name(name) or name if ":" in name else name for name in subject.types]


def _one(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


class Teller:
    """Tells one article of a graph: `data` has the shape of a story.

    `places` has the nodes that the parts of `data` were read from, by JSON Pointer.
    """

    def __init__(self, graph: Graph, root: Subject, reached: Iterable[Subject]) -> None:
        """Tell the article that is `root`; `reached` is the root and all that is said forward from it."""
        self.places: dict[str, Subject] = {"": root}
        self._graph = graph
        self._root = root
        self._uses = _uses(reached)
        self._slugs: dict[str, tuple[str, str]] = {}
        self._taken: dict[str, int] = {}
        self._things: list[tuple[str, type[Thing], Subject]] = []
        self._parts: dict[str, list[Subject]] = {term: [] for term in PARTS}
        self._labels: dict[str, str] = {root.key: BLANK_ROOT}
        self._numbers = count(1)
        self._told: set[str] = {root.key}
        self._later: list[tuple[Subject, str]] = []
        self._find_things()
        self._find_parts()
        self.data = self._story()

    # -- what has a place of its own -------------------------------------------------------------------------

    def _find_things(self) -> None:
        """Give an id to every person, organization, place and event of the story."""
        self._find(self._root, {**_references(NewsArticle), _APART: frozenset(COLLECTIONS.values())})
        for _, kind, subject in self._things:  # grows while it is gone through
            self._find(subject, _references(kind))

    def _find(self, owner: Subject, terms: Mapping[str, frozenset[str]]) -> None:
        for term, holds in terms.items():
            fitting: list[tuple[type[Thing], Subject]] = []
            others: list[tuple[type[Thing], Subject]] = []
            for value in owner.terms.get(term, ()):
                subject = self._graph.subject(value, term)
                if subject is None or subject.key in self._told:
                    continue
                names = [name for name in bare_types(subject) if _TYPE.fullmatch(name)]
                kind = class_of(tuple(names))
                if kind is not None and not is_a(names, "Article"):
                    (fitting if COLLECTIONS[kind] in holds else others).append((kind, subject))
            # What rides along is written after what is typed: it is found in that order when it is read again.
            for found, subject in fitting + others:
                if subject.key not in self._told:
                    slug = self._slug(subject, found)
                    self._slugs[subject.key] = (slug, COLLECTIONS[found])
                    self._labels[subject.key] = BLANK + slug
                    self._things.append((slug, found, subject))
                    self._told.add(subject.key)

    def _slug(self, subject: Subject, kind: type[Thing]) -> str:
        names = subject.terms.get("name", ())
        slug = short_slug(next((one for one in names if type(one) is str and one), kind.default_type))
        free = slug
        while free in self._taken:
            self._taken[slug] += 1
            free = f"{slug}-{self._taken[slug]}"
        self._taken[free] = 1
        return free

    def _find_parts(self) -> None:
        """Know the pictures, page parts and corrections that are that and no more."""
        for term, (_, kind, needed) in PARTS.items():
            for value in self._root.terms.get(term, ()):
                subject = self._graph.subject(value, term)
                if subject is None or subject.types != [kind.default_type] or subject.key in self._told:
                    continue
                if self._is_apart(subject) and (not needed or _fits(kind, needed, subject)):
                    self._parts[term].append(subject)
                    self._told.add(subject.key)

    def _is_apart(self, subject: Subject) -> bool:
        """Whether a part can be named by others, or is not: it has no label of its own."""
        if subject.key.startswith(BLANK):
            return self._uses[subject.key] == 1
        return is_iri(subject.name or "")

    # -- the data --------------------------------------------------------------------------------------------

    def _story(self) -> Data:
        data: Data = {"newsld": VERSION}
        extra: Data = {}
        if not self._graph.dialect.standard:
            extra["@context"] = self._graph.dialect.context
        data |= self._typed(NewsArticle, self._root, extra)
        for term, (name, kind, _) in PARTS.items():
            if found := self._parts[term]:
                alias = NewsArticle.model_fields[name].alias or name
                data[alias] = [*data.get(alias, ()), *(self._typed(kind, subject, {}) for subject in found)]
                offset = len(data[alias]) - len(found)
                self.places |= {f"/{alias}/{offset + at}": subject for at, subject in enumerate(found)}
        things: dict[str, Data] = {}
        for slug, kind, subject in self._things:
            things[slug] = data.setdefault(COLLECTIONS[kind], {})[slug] = self._typed(kind, subject, {})
            self.places[f"/{COLLECTIONS[kind]}/{slug}"] = subject
        included: list[Data] = []
        for subject, name in self._later:  # grows as well
            if subject.key not in self._told:
                # Under the name that leads to it: nobody else names it.
                included.append(self._node(subject, 0) | {"@id": name})
        if included:
            extra["@included"] = included
        if extra:
            data["extra"] = extra
        if "body" in data and things and (mentions := grounded(data["body"], things)):
            data["mentions"] = mentions
        return data

    def _typed(self, kind: type[Thing], subject: Subject, extra: Data) -> Data:
        """The data of a node that has a class in the models. What has no place in it is put into `extra`."""
        data: Data = {}
        self._identify(kind, subject, data, extra)
        rest = dict(subject.terms)
        if kind is NewsArticle:
            self._take_parts(data, rest)
        for field in fields(kind):
            if field.term in rest:
                found, rest[field.term] = self._parted(field, rest[field.term])
                if found:
                    data[field.alias] = found if field.many else found[0]
        for first, last in ORDERED:
            if first in data and last in data and is_backwards(data[first], data[last]):
                rest[last] = [data.pop(last), *rest[last]]
        for term in sorted(rest):
            if values := [self._value(value, term, 0) for value in rest[term]]:
                extra[term] = _one(values)
        if extra and kind is not NewsArticle:
            data["extra"] = extra
        return data

    def _identify(self, kind: type[Thing], subject: Subject, data: Data, extra: Data) -> None:
        name = subject.name
        if name is not None and is_iri(name) and not subject.key.startswith(BLANK):
            data["iri"] = name
        else:
            data["iri"] = BLANK
            if name is not None and not subject.key.startswith(BLANK):
                extra["@id"] = name
        if "type" in kind.model_fields:
            data["type"] = known_types(bare_types(subject)) or [kind.default_type]
            if data["type"] != subject.types:
                extra["@type"] = _one(subject.types)

    def _take_parts(self, data: Data, rest: dict[str, list[Any]]) -> None:
        """Take the text and the parts of the article out of its values."""
        texts = rest.get("articleBody", ())
        for place, text in enumerate(texts):
            if type(text) is str and text:
                data["body"] = text
                rest["articleBody"] = [*texts[:place], *texts[place + 1 :]]
                break
        for term, parts in self._parts.items():
            known = {part.key for part in parts}
            kept: list[Any] = []
            for value in rest.get(term, ()):
                named = self._graph.subject(value, term)
                if named is None and term == "image" and type(value) is str and is_iri(value):
                    data.setdefault("image", []).append({"url": value})
                elif named is None or named.key not in known:
                    kept.append(value)
            if term in rest:
                rest[term] = kept

    def _parted(self, field: Field, values: list[Any]) -> tuple[list[Any], list[Any]]:
        """The values that have a place in a field, and the others."""
        found: list[Any] = []
        others: list[Any] = []
        slugs: dict[str, None] = {}
        for value in values:
            named = self._graph.subject(value, field.term)
            if not field.many and (found or slugs):
                others.append(value)
            elif field.fits is None:
                slug, collection = self._slugs.get(named.key, ("", "")) if named else ("", "")
                if collection in field.holds:
                    slugs[slug] = None
                else:
                    others.append(value)
            elif field.fits(value):
                found.append(value)
                if named is not None:
                    self._later.append((named, value))
            else:
                others.append(value)
        return found or list(slugs), others

    # -- what rides along ------------------------------------------------------------------------------------

    def _value(self, value: Any, term: str, depth: int) -> Any:
        if type(value) is Items:
            return {"@list": [self._value(item, term, depth + 1) for item in value.values]}
        named = self._graph.subject(value, term)
        if named is not None and named.key not in self._told:
            return self._node(named, depth)
        if type(value) is not Ref:
            return value
        if named is not None:
            return {"@id": self._name(named.key, named.name)}
        if value.key.startswith(BLANK) and self._uses[value.key] == 1:
            return {}
        return {"@id": self._name(value.key, value.name)}

    def _node(self, subject: Subject, depth: int) -> Data:
        """A node in full, or its name where it would stand too deep: then it is told at the end."""
        blank = subject.key.startswith(BLANK)
        node: Data = {}
        if not blank or depth >= _DEEPEST or self._uses[subject.key] > 1 or subject.key in self._labels:
            node["@id"] = self._name(subject.key, subject.name)
        if depth >= _DEEPEST:
            self._later.append((subject, node["@id"]))
            return node
        self._told.add(subject.key)
        if subject.types:
            node["@type"] = _one(subject.types)
        for term in sorted(subject.terms):
            values = [self._value(value, term, depth + 1) for value in subject.terms[term]]
            node[term] = _one(values)
        return node

    def _name(self, key: str, name: str | None) -> str:
        """What a node is called where it is named: as it was, or by a label that says where it is told."""
        if not key.startswith(BLANK):
            assert name is not None, "only blank nodes have no name"
            return name
        if key not in self._labels:
            self._labels[key] = f"{BLANK}node.{next(self._numbers)}"
        return self._labels[key]


def _uses(subjects: Iterable[Subject]) -> Counter[str]:
    """How often each blank node is a value."""
    return Counter(
        value.key
        for subject in subjects
        for values in subject.terms.values()
        for value in flat(values)
        if type(value) is Ref and value.key.startswith(BLANK)
    )


def _references(kind: type[Thing]) -> dict[str, frozenset[str]]:
    """The terms of the fields that hold ids, and the collections of the things that fit there."""
    return {field.term: field.holds for field in fields(kind) if field.fits is None}


def _fits(kind: type[Thing], term: str, subject: Subject) -> bool:
    """Whether a value of the term fits the field that has it."""
    test = next(field.fits for field in fields(kind) if field.term == term)
    return test is not None and any(map(test, subject.terms.get(term, ())))
