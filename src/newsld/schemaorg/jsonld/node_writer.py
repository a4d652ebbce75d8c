"""Write metadata, entities and events as nested nodes of full JSON-LD.

A node is written in full at its first use, and as a reference (`@id`) after that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from newsld.model import Dated, Event, Organization, Person, Place, Relation
from newsld.model.fields import properties_of
from newsld.model.node import Thing
from newsld.model.vocabulary import is_pending
from newsld.schemaorg.jsonld.fragments import Offsets, fragment
from newsld.schemaorg.jsonld.iris import Iris
from newsld.schemaorg.jsonld.own_terms import AGENTS, ROLES
from newsld.schemaorg.jsonld.property_writer import Steps, add_properties, property_steps
from newsld.schemaorg.jsonld.records import ParticipantRecord, Records, ThingRecord
from newsld.schemaorg.jsonld.values import (
    GOVERNMENT_TYPE,
    GROUP,
    UNNAMED,
    Node,
    add,
    add_extra,
    class_of,
    date_text,
    edtf,
    is_kind,
    set_values,
)


class NodeWriter:
    """Writes the nodes of one article, each in full once.

    `direct` has the references to the people, organizations and events written so far, by id, `places` the ids of the
    places. `refs` has the reference to every thing, `root` is the one to the article: do not change them.
    """

    def __init__(self, records: Records, *, pending: bool) -> None:
        self.records = records
        self.text = records.text
        self.pending = pending
        self.mentions, self.mentioned_dates = records.mentions()
        self.things = records.things
        self.iris = iris = thing_iris(records)
        self.root: Node = {"@id": iris.root}
        self.refs: dict[str, Node] = iris.refs
        self.direct: dict[str, Node] = {}
        self.places: set[str] = set()
        self._governments: set[str] = set()

    def reference_to(self, slug: str, term: str = "") -> Node:
        """Return a thing as the value of a term: its node at the first use, then a reference.

        A place under a term for agents is written as its government. An event that the story does not assert is
        written in full only under a Claim: elsewhere it is a reference.
        """
        if slug in self.direct:
            return self.direct[slug]
        record = self.things.get(slug)
        if record is None:  # figures and quotations have nodes of their own
            return {"@id": self.iris.thing(slug)}
        kind = record[1]
        if kind is Place:
            if term in AGENTS:
                return self._government(record)
            if slug in self.places:
                return self.refs[slug]
        elif kind is Event and term != "claim" and not is_asserted(record):
            return self.refs[slug]
        return self.write_thing(record)

    def write_thing(self, record: ThingRecord) -> Node:
        """Return the node of a thing that was not written yet, in full."""
        slug, kind, types, values, parts, more, _ = record
        stated = self.types(types, kind) if types else kind.default_type
        node: Node = {"@type": stated, "@id": self.refs[slug]["@id"]}
        if kind is Place:
            self.places.add(slug)
        else:
            self.direct[slug] = self.refs[slug]
        if name := values.get("name"):
            node["name"] = name
        if more:
            self._write_details(record, node)
        if parts:
            self._write_parts(record, node)
        if kind is Event and not is_asserted(record):
            node["newsld:factuality"] = values["factuality"]
        if types and class_of(types) is not kind:
            node["newsld:class"] = kind.__name__
        if more and (extra := values.get("extra")):
            add_extra(extra, node, full=True, own_terms=_OWN_TERMS[kind])
        for term, spans in self.mentions.get(slug, _NONE).items():
            for span in spans if type(spans) is list else (spans,):  # in addition to a preserved property
                add(node, term, span)
        return node

    def _write_parts(self, record: ThingRecord, node: Node) -> None:
        if record[1] is Event:
            self._participants(record[4], node)
        else:
            self._roles(record, node)

    def add_references(self, node: Node, term: str, slugs: Sequence[str]) -> None:
        """Add things as the values of a term."""
        if len(slugs) == 1:
            (slug,) = slugs
            # The common case of `reference_to` without the call: most things are written when they are referred to.
            node[term] = self.direct.get(slug) or self.reference_to(slug, term)
        elif slugs:
            node[term] = self.references_to(slugs, term)

    def references_to(self, slugs: Sequence[str], term: str) -> list[Node]:
        """Return things as the values of a term."""
        return [self.reference_to(slug, term) for slug in slugs]

    def add_relations(self, node: Node, term: str, relations: Sequence[Relation | str]) -> None:
        """Add things as the values of a term; one with a basis or words is the value of a Role."""
        if len(relations) == 1 and type(slug := relations[0]) is str:
            node[term] = self.reference_to(slug, term)
        else:
            self._add_relations(node, term, relations)

    def _add_relations(self, node: Node, term: str, relations: Sequence[Relation | str]) -> None:
        set_values(node, term, [self._relation(term, relation) for relation in relations])

    def _relation(self, term: str, relation: Relation | str) -> Node:
        if type(relation) is str:
            return self.reference_to(relation, term)
        assert isinstance(relation, Relation), "a relation is its id, or has one"
        values = relation.__dict__
        basis, words, value = values["basis"], values["words"], self.reference_to(values["id"], term)
        if basis is None and words is None:
            return value
        role: Node = {"@type": "Role", term: value}
        if basis:
            role["newsld:basis"] = basis
        if words:
            role["newsld:words"] = fragment(words)
        return role

    def add_named_references(self, node: Node, term: str, slugs: Iterable[str]) -> None:
        """Add things as the values of a term, each with type, name and url even if it was written before."""
        nodes = []
        for slug in slugs:
            found = self.reference_to(slug, term)
            record = self.things.get(slug)  # none for an id that is not defined, which a check reports
            if record is not None and len(found) == 1:
                _, kind, types, values, _, _, _ = record
                stated = GOVERNMENT_TYPE if kind is Place and term in AGENTS else self.types(types, kind)
                found = {"@type": stated, **found}
                found |= {key: text for key in ("name", "url") if (text := values.get(key))}
            nodes.append(found)
        set_values(node, term, nodes)

    def add_steps(self, node: Node, steps: Steps) -> None:
        """Add properties of the article that its model declares."""
        add_properties(self, steps, self.records.values, node)

    def add_part(self, part: Thing, node: Node) -> None:
        """Add the declared properties of an image, a part of the page or a correction."""
        add_properties(self, property_steps(type(part), "field"), part.__dict__, node)

    def add_thing_date(self, node: Node, term: str, dated: Dated) -> None:
        """Add a date: a plain one under the schema.org term, any other under a term of newsld, and its evidence."""
        values = dated.__dict__
        text, is_plain = date_text(values["date"])
        if is_plain:
            node[term] = text
        else:
            node["newsld:" + term] = edtf(values["date"])
        add_evidence(node, term, values["basis"], values["words"])

    def _write_details(self, record: ThingRecord, node: Node) -> None:
        """Add the fields of a thing that few things have."""
        slug, kind, _, values, _, present, _ = record
        if slug in self.iris.own:
            node["newsld:id"] = slug
        add_properties(self, property_steps(kind, self.records.keys, present), values, node)
        if "anonymous" in present or "group" in present:
            _mark_unnamed(values, node)
        if kind is Person or kind is Organization:
            reason = "anonymousReason" if self.records.keys == "alias" else "anonymous_reason"
            if reason in present and (span := values[reason]):
                node["newsld:anonymousReason"] = fragment(span)

    def types(self, stated: tuple[str, ...], kind: type[Thing]) -> str | list[str]:
        """Return the `@type` for these types of a thing, which may be none."""
        return types_of(stated, kind, pending=self.pending)

    def _government(self, record: ThingRecord) -> Node:
        slug, values = record[0], record[3]
        name = self.iris.government(slug)
        if slug in self._governments:
            return {"@id": name}
        self._governments.add(slug)
        node: Node = {"@type": GOVERNMENT_TYPE, "@id": name}
        if words := values.get("name"):
            node["name"] = words
        node["areaServed"] = self.reference_to(slug)
        return node

    def _roles(self, record: ThingRecord, node: Node) -> None:
        kind = record[1]
        for position, (term, name, of, at, start, end, status, basis, span) in enumerate(record[4]):
            role: Node = {"@type": "Role"}
            if name:
                role["roleName"] = name
            if start:
                self.add_thing_date(role, "startDate", start)
            if end:
                self.add_thing_date(role, "endDate", end)
            if term == "hasOccupation" and kind is Person:
                role[term] = self._occupation(name, of, at)
            else:
                term = self._role_term(kind, term, at or of, role)
            if of:
                role["newsld:of"] = self.refs[of]
            if at:
                role["newsld:at"] = self.refs[at]
            if status:
                role["newsld:status"] = status
            if basis:
                role["newsld:basis"] = basis
            if span:
                role["newsld:words"] = fragment(span)
            role["newsld:position"] = position
            if term in node:
                add(node, term, role)
            else:
                node[term] = role

    def _occupation(self, name: str | None, of: str | None, at: str | None) -> Node:
        """Return the occupation of a role."""
        node: Node = {"@type": "Occupation"}
        if name:
            node["name"] = name
        if of and self._is(of, "AdministrativeArea"):
            node["occupationLocation"] = self.reference_to(of)
        elif at and self._is(at, "AdministrativeArea"):
            node["occupationLocation"] = self.reference_to(at)
        return node

    def _role_term(self, kind: type[Thing], term: str, target: str | None, role: Node) -> str:
        """Return the term for a role, and add to its node what schema.org's Role refers to."""
        fits = term == "memberOf" or (kind is Person and term != "hasOccupation")
        if target and fits and (self._is(target, "Organization") or self._is(target, "Place")):
            role["@type"] = "OrganizationRole"
            role[term] = self.reference_to(target, term)
            return term
        role["newsld:property"] = term
        return "newsld:role"

    def _is(self, slug: str, kind: str) -> bool:
        record = self.things[slug]
        own, types = record[1], record[2]
        return own is not Event and is_kind(types or (own.default_type,), kind)

    def _participants(self, participants: Sequence[ParticipantRecord], node: Node) -> None:
        for position, (party, name, term, basis, span) in enumerate(participants):
            written = self.direct[party] if party in self.direct else self.reference_to(party, term)
            role: Node = {"@type": "Role"}
            if name:
                role["roleName"] = name
            role[term] = written
            if basis:
                role["newsld:basis"] = basis
            if span:
                role["newsld:words"] = fragment(span)
            role["newsld:position"] = position
            add(node, term, role)


class TemplateWriter(NodeWriter):
    """Writes the nodes of an article in plain data: those of most things are copies of a template that is filled."""

    def write_thing(self, record: ThingRecord) -> Node:
        """Return the node of a thing that was not written yet, in full; see `node_template`."""
        slug, kind, _, values, parts, _, template = record
        if template is None:
            return super().write_thing(record)
        empty, texts, steps = template
        ref = self.refs[slug]
        node: Node = empty.copy()
        node["@id"] = ref["@id"]
        if kind is Place:
            self.places.add(slug)
        else:
            self.direct[slug] = ref
        for key, term in texts:
            node[term] = values[key]
        for key, term, add_value in steps:
            value = values[key]
            if add_value is None:
                node[term] = value
            elif value or type(value) is not list:
                add_value(self, node, term, value)
            else:
                node.pop(term, None)
        if parts:
            self._write_parts(record, node)
        if kind is Event and not is_asserted(record):
            node["newsld:factuality"] = values["factuality"]
        if slug in self.mentions:
            node |= self.mentions[slug]
        return node


def thing_iris(records: Records) -> Iris:
    """Return the IRIs of an article and of everything in it."""
    return Iris(records.address, records.values.get("iri"), records.things, records.own_iris)


def types_of(stated: tuple[str, ...], kind: type[Thing], *, pending: bool) -> str | list[str]:
    """Return the `@type` for these types of a thing, which may be none; without `pending`, only settled types."""
    types = stated if pending else tuple(name for name in stated if not is_pending(name))
    if len(types) == 1:
        return types[0]
    return [*types] or kind.default_type


def is_asserted(event: ThingRecord) -> bool:
    """Return whether the story itself asserts that an event happened."""
    return event[3].get("factuality", "asserted") == "asserted"  # type: ignore[no-any-return]


def add_evidence(node: Node, property_: str, basis: str | None, words: Offsets | None) -> None:
    """Add how a property of a node is known: its basis, and the words that it was read from."""
    if basis is None and words is None:
        return
    evidence: Node = {"newsld:property": property_}
    if basis is not None:
        evidence["newsld:basis"] = basis
    if words is not None:
        evidence["newsld:words"] = fragment(words)
    add(node, "newsld:evidence", evidence)


def _mark_unnamed(values: Mapping[str, Any], node: Node) -> None:
    """Mark an unnamed party and a group; the texts are in the node already."""
    if values.get("anonymous"):
        described = node.get("disambiguatingDescription") == UNNAMED
        node.setdefault("disambiguatingDescription", UNNAMED)
        same = node.pop("sameAs", None)
        node["newsld:anonymous"] = True
        if described:
            node["newsld:described"] = True
        if same is not None:
            node["newsld:sameAs"] = same
    if values.get("group"):
        node["additionalType"] = GROUP


def _terms(kind: type[Thing]) -> frozenset[str]:
    return frozenset([field.term for field in properties_of(kind)])


_NONE: Final[Node] = {}

_OWN_TERMS: Final = {
    Person: _terms(Person) | {*ROLES},
    Organization: _terms(Organization) | {*ROLES} | {"additionalType"},
    Place: _terms(Place),
    Event: _terms(Event) | {"contributor"},
}
"""The terms of each class that newsld writes itself: the same term in `extra` has to be marked."""
