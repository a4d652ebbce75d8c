"""Turn an article of a graph into the data of a story: values that fit a field are typed, all others kept in `extra`.

Each node is written in full once and referenced after that. The order depends only on the content of the graph, so that
an article that was exported is imported as the same data.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any, Final

from newsld.model import NewsArticle
from newsld.model.dates import is_iri
from newsld.model.fields import COLLECTIONS, ModelField, properties_of
from newsld.model.literals import date_of, text_of, timestamp_of
from newsld.model.node import Thing
from newsld.model.versions import STORY_VERSION
from newsld.model.vocabulary import is_a, local_name
from newsld.schemaorg.jsonld.foreign.body_text import body_data, text_of_body
from newsld.schemaorg.jsonld.foreign.entity_mentions import find_mentions
from newsld.schemaorg.jsonld.foreign.field_types import (
    NAMED_BY_TEXT,
    ORDERED,
    PARTS,
    agent_of,
    collections_of,
    fits,
    is_backwards,
    known_types,
    reading,
    short_slug,
)
from newsld.schemaorg.jsonld.graph.graph import Graph
from newsld.schemaorg.jsonld.graph.graph_nodes import BLANK, GraphNode, NodeRef, OrderedList, flatten
from newsld.schemaorg.jsonld.iris import BLANK_ROOT
from newsld.schemaorg.jsonld.values import class_of
from newsld.syntax.patterns import lazy_pattern

Data = dict[str, Any]

_TYPE: Final = lazy_pattern(r"[A-Za-z][A-Za-z0-9]*", re.ASCII)
_MENTIONS: Final = "mentions"
"""A term of the article that stays in `extra`, although its things become entities and events of the story."""

_DEEPEST: Final = 24
"""The depth limit of nested nodes. A file may have 64 levels, a node takes two, and some are around it."""


def bare_types(node: GraphNode) -> list[str]:
    """Return the types of a node; those of schema.org without their namespace."""
    return [local_name(name) or name if ":" in name else name for name in node.types]


def _text_key(name: str | None) -> str:
    """Return the key of the node for a text; no key of a graph begins like this."""
    return f"{BLANK}text {name}"


def _one(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


class ArticleImporter:
    """The import of one article of a graph.

    `data` has the shape of a story, `text` is that of its body, and `is_body_repaired` whether it differs from
    the value. `sources` maps JSON Pointers into `data` to the nodes
    that the parts come from.
    """

    def __init__(self, graph: Graph, root: GraphNode, reached: Iterable[GraphNode]) -> None:
        """Import the article `root`; `reached` are the root and all nodes reachable from it."""
        self.sources: dict[str, GraphNode] = {"": root}
        self.text = ""
        self.is_body_repaired = False
        self._graph = graph
        self._root = root
        self._uses = _uses(reached)
        self._slugs: dict[str, tuple[str, str]] = {}
        self._taken: dict[str, int] = {}
        self._things: list[tuple[str, type[Thing], GraphNode]] = []
        self._parts: dict[str, list[GraphNode]] = {term: [] for term in PARTS}
        self._labels: dict[str, str] = {root.key: BLANK_ROOT}
        self._numbers = count(1)
        self._written: set[str] = {root.key}
        self._deferred: list[tuple[GraphNode, str]] = []
        self._texts: dict[str, Any] = {}
        self._find_all_things()
        self._find_parts()
        self.data = self._story()

    # -- entities, events and parts ---------------------------------------------------------------------------

    def _find_all_things(self) -> None:
        """Assign an id to each person, organization, place and event of the story."""
        self._find_things(
            self._root, {**_references(NewsArticle), _MENTIONS: frozenset(COLLECTIONS.values())}
        )
        for _, kind, node in self._things:  # grows in the loop
            self._find_things(node, _references(kind))

    def _find_things(self, owner: GraphNode, terms: Mapping[str, frozenset[str]]) -> None:
        for term, holds in terms.items():
            fitting: list[tuple[type[Thing], GraphNode]] = []
            others: list[tuple[type[Thing], GraphNode]] = []
            for value in owner.terms.get(term, ()):
                node = self._graph.find_node(value, term)
                if node is None and owner is self._root and term in NAMED_BY_TEXT:
                    node = self._text_node(value, term)
                if node is None or node.key in self._written:
                    continue
                names = [name for name in bare_types(node) if _TYPE.fullmatch(name)]
                model = class_of(tuple(names))
                if model is not None and not is_a(names, "Article"):
                    (fitting if COLLECTIONS[model] in holds else others).append((model, node))
            # The exporter writes `extra` after typed values, so an import has to find things in that order.
            for kind, node in fitting + others:
                if node.key not in self._written:
                    slug = self._slug(node, kind)
                    self._slugs[node.key] = (slug, COLLECTIONS[kind])
                    self._labels[node.key] = BLANK + slug
                    self._things.append((slug, kind, node))
                    self._written.add(node.key)

    def _text_node(self, value: Any, term: str) -> GraphNode | None:
        """Return a node for a person or an organization of which the source has only the name, as text."""
        agent = agent_of(value, term)
        if agent is None:
            return None
        kind, name = agent
        node = GraphNode(_text_key(name), None, self._root.block, self._root.pointer)
        node.types, node.terms = [kind.default_type], {"name": [name]}
        self._texts.setdefault(node.key, value)
        return node

    def _slug(self, node: GraphNode, kind: type[Thing]) -> str:
        names = node.terms.get("name", ())
        slug = short_slug(next((name for one in names if (name := text_of(one))), kind.default_type))
        free = slug
        while free in self._taken:
            self._taken[slug] += 1
            free = f"{slug}-{self._taken[slug]}"
        self._taken[free] = 1
        return free

    def _find_parts(self) -> None:
        """Find the images, page parts and corrections that have exactly that type."""
        for term, (_, kind, needed) in PARTS.items():
            for value in self._root.terms.get(term, ()):
                node = self._graph.find_node(value, term)
                if node is None or node.types != [kind.default_type] or node.key in self._written:
                    continue
                if self._is_unreferenced(node) and (not needed or _fits(kind, needed, node)):
                    self._parts[term].append(node)
                    self._written.add(node.key)

    def _is_unreferenced(self, node: GraphNode) -> bool:
        """Return whether a part needs no label: it has an IRI, or is a blank node with one reference."""
        if node.key.startswith(BLANK):
            return self._uses[node.key] == 1
        return is_iri(node.name or "")

    # -- data of the story ------------------------------------------------------------------------------------

    def _story(self) -> Data:
        data: Data = {"newsld": STORY_VERSION}
        extra: Data = {}
        if not self._graph.profile.standard:
            extra["@context"] = self._graph.profile.context
        data |= self._typed(NewsArticle, self._root, extra)
        for term, (name, kind, _) in PARTS.items():
            if parts := self._parts[term]:
                alias = NewsArticle.model_fields[name].alias or name
                data[alias] = [*data.get(alias, ()), *(self._typed(kind, node, {}) for node in parts)]
                offset = len(data[alias]) - len(parts)
                self.sources |= {f"/{alias}/{offset + at}": node for at, node in enumerate(parts)}
        things: dict[str, Data] = {}
        for slug, kind, node in self._things:
            things[slug] = data.setdefault(COLLECTIONS[kind], {})[slug] = self._typed(kind, node, {})
            self.sources[f"/{COLLECTIONS[kind]}/{slug}"] = node
        included: list[Data] = []
        for node, name in self._deferred:  # grows in the loop
            if node.key not in self._written:
                # It keeps the `@id` that refers to it, since no other node does.
                included.append(self._node_object(node, 0) | {"@id": name})
        if included:
            extra["@included"] = included
        if extra:
            data["extra"] = extra
        if self.text and things and (mentions := find_mentions(self.text, things)):
            data["mentions"] = mentions
        return data

    def _typed(self, kind: type[Thing], node: GraphNode, extra: Data) -> Data:
        """Return the data of a node that has a model. Values that fit none of its fields are put into `extra`."""
        data: Data = {}
        self._identify(kind, node, data, extra)
        rest = dict(node.terms)
        if kind is NewsArticle:
            self._take_parts(data, rest)
        for field in properties_of(kind):
            if field.term in rest:
                fitting, rest[field.term] = self._split_values(field, rest[field.term])
                if field.kind != "reference":
                    self._add_readings(field, fitting, rest[field.term])
                if fitting:
                    data[field.alias] = fitting if field.many else fitting[0]
        for first, last in ORDERED:
            if first in data and last in data and is_backwards(data[first], data[last]):
                taken = data.pop(last)
                if not any(timestamp_of(value) == taken or date_of(value) == taken for value in rest[last]):
                    rest[last] = [taken, *rest[last]]
        for term in sorted(rest):
            if values := [self._value(value, term, 0) for value in rest[term]]:
                extra[term] = _one(values)
        if node.key in self._texts:
            extra["@value"] = self._texts[node.key]
        if extra and kind is not NewsArticle:
            data["extra"] = extra
        return data

    def _identify(self, kind: type[Thing], node: GraphNode, data: Data, extra: Data) -> None:
        name = node.name
        if name is not None and is_iri(name) and not node.key.startswith(BLANK):
            data["iri"] = name
        else:
            data["iri"] = BLANK
            if name is not None and not node.key.startswith(BLANK):
                extra["@id"] = name
        if "type" in kind.model_fields:
            data["type"] = known_types(bare_types(node)) or [kind.default_type]
            if data["type"] != node.types:
                extra["@type"] = _one(node.types)

    def _take_parts(self, data: Data, rest: dict[str, list[Any]]) -> None:
        """Move the text and the parts of the article from its values to `data`."""
        texts = rest.get("articleBody", ())
        for place, text in enumerate(texts):
            if type(text) is str and text:
                self._set_body(data, text)
                if self.text == text:
                    rest["articleBody"] = [*texts[:place], *texts[place + 1 :]]
                break
        else:
            if (body := next(filter(text_of, texts), None)) is not None:
                self._set_body(data, body)
        for term, parts in self._parts.items():
            known = {part.key for part in parts}
            others: list[Any] = []
            for value in rest.get(term, ()):
                named = self._graph.find_node(value, term)
                if named is None and term == "image" and type(value) is str and is_iri(value):
                    data.setdefault("image", []).append({"url": value})
                elif named is None or named.key not in known:
                    others.append(value)
            if term in rest:
                rest[term] = others

    def _set_body(self, data: Data, form: Any) -> None:
        """Set the body to the text of a value; one that is not the value itself stays in addition to it."""
        self.text = text_of_body(form) or ""
        data["body"] = body_data(self.text)
        self.is_body_repaired = self.text != text_of(form)

    def _split_values(self, field: ModelField, values: list[Any]) -> tuple[list[Any], list[Any]]:
        """Return the values that fit a field, and the others."""
        found: list[Any] = []
        others: list[Any] = []
        slugs: dict[str, None] = {}
        for value in values:
            named = self._graph.find_node(value, field.term)
            if not field.many and (found or slugs):
                others.append(value)
            elif field.kind == "reference":
                key = named.key if named is not None else _text_key(text_of(value))
                slug, collection = self._slugs.get(key, ("", ""))
                if collection in collections_of(field):
                    slugs[slug] = None
                else:
                    others.append(value)
            elif fits(field, value):
                found.append(value)
                if named is not None:
                    self._deferred.append((named, value))
            else:
                others.append(value)
        return found or list(slugs), others

    def _add_readings(self, field: ModelField, found: list[Any], others: list[Any]) -> None:
        """Add the meaning of values in other forms; they stay in `others`, as the lexical form that is written back."""
        exact = list(found)
        for value in list(others):
            raw = self._raw(value, field.term)
            meant = None if raw is None else reading(field, raw)
            if meant is None:
                continue
            if meant in exact:
                # Both forms are in the source: without it among the others, only one would be written back.
                others.insert(0, meant)
                exact.remove(meant)
            elif (field.many or not found) and meant not in found:
                found.append(meant)

    def _raw(self, value: Any, term: str) -> Any:
        """Return a value as JSON: a literal, or a reference to a node without data; None for any other."""
        if type(value) is not NodeRef:
            return value
        unknown = value.name is not None and self._graph.find_node(value, term) is None
        return {"@id": value.name} if unknown and not value.key.startswith(BLANK) else None

    # -- values of `extra` ------------------------------------------------------------------------------------

    def _value(self, value: Any, term: str, depth: int) -> Any:
        if type(value) is OrderedList:
            return {"@list": [self._value(item, term, depth + 1) for item in value.values]}
        named = self._graph.find_node(value, term)
        if named is not None and named.key not in self._written:
            return self._node_object(named, depth)
        if type(value) is not NodeRef:
            return value
        if named is not None:
            return {"@id": self._name(named.key, named.name)}
        if value.key.startswith(BLANK) and self._uses[value.key] == 1:
            return {}
        return {"@id": self._name(value.key, value.name)}

    def _node_object(self, node: GraphNode, depth: int) -> Data:
        """Return a node in full, or a reference if it is nested too deeply; it is then written at the end."""
        blank = node.key.startswith(BLANK)
        data: Data = {}
        if not blank or depth >= _DEEPEST or self._uses[node.key] > 1 or node.key in self._labels:
            data["@id"] = self._name(node.key, node.name)
        if depth >= _DEEPEST:
            self._deferred.append((node, data["@id"]))
            return data
        self._written.add(node.key)
        if node.types:
            data["@type"] = _one(node.types)
        for term in sorted(node.terms):
            values = [self._value(value, term, depth + 1) for value in node.terms[term]]
            data[term] = _one(values)
        return data

    def _name(self, key: str, name: str | None) -> str:
        """Return the `@id` of a node: as it was written, or a label for a blank node."""
        if not key.startswith(BLANK):
            assert name is not None, "only blank nodes have no @id"
            return name
        if key not in self._labels:
            self._labels[key] = f"{BLANK}node.{next(self._numbers)}"
        return self._labels[key]


def _uses(nodes: Iterable[GraphNode]) -> Counter[str]:
    """Return how often each blank node is a value."""
    return Counter(
        value.key
        for node in nodes
        for values in node.terms.values()
        for value in flatten(values)
        if type(value) is NodeRef and value.key.startswith(BLANK)
    )


def _references(kind: type[Thing]) -> dict[str, frozenset[str]]:
    """Return the terms of the fields that hold ids, with the collections that each may refer to."""
    return {field.term: collections_of(field) for field in properties_of(kind) if field.kind == "reference"}


def _fits(kind: type[Thing], term: str, node: GraphNode) -> bool:
    """Return whether a value of the term fits its field."""
    field = next(field for field in properties_of(kind) if field.term == term)
    return any(fits(field, value) for value in node.terms.get(term, ()))
