"""Write metadata, entities and events as nested JSON-LD nodes.

A node is written in full at its first use, and as a reference (`@id`) after that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from newsld.model import Dated, Event, NewsArticle, Organization, Person, Place, Relation
from newsld.model.fields import properties_of
from newsld.model.node import Thing
from newsld.model.vocabulary import is_pending
from newsld.schemaorg.jsonld.annotation_writer import words_annotation, words_target
from newsld.schemaorg.jsonld.iris import Iris
from newsld.schemaorg.jsonld.own_terms import AGENTS, ROLES
from newsld.schemaorg.jsonld.property_writer import add_properties, property_steps
from newsld.schemaorg.jsonld.records import Offsets, ParticipantRecord, Records, RoleRecord, ThingRecord
from newsld.schemaorg.jsonld.values import UNNAMED, Node, add, add_extra, class_of, edtf, is_kind, set_values

__all__ = ["NodeWriter", "is_asserted"]

_BRIEF: Final = frozenset({"name", "disambiguatingDescription", "url", "sameAs", "logo"})
"""The properties of a thing that a page gets."""

_BRIEF_EVENT: Final = frozenset({*_BRIEF, "startDate", "endDate", "location", "organizer"})
"""The properties of an event that a page gets."""

_NAMED: Final = frozenset({"author", "publisher"})
"""The properties of an article whose things are always written with type and name."""

_GOVERNMENT: Final = "GovernmentOrganization"


class NodeWriter:
    """Writes the nodes of one article, each in full once.

    `directly_written` has the ids of things written so far that every term refers to in the same way, `written` those
    of the others. `refs` has the reference to every thing, `root` is the one to the article: do not change them.
    `annotations` are for the words that fields were read from, in the order of writing.
    """

    def __init__(self, records: Records, *, full: bool, pending: bool) -> None:
        self.records = records
        self.text = records.text
        self.full = full
        self.pending = pending
        self.iris = iris = Iris(
            records.address,
            records.values.get("iri"),
            [(slug, values.get("iri") if more else None) for slug, _, _, values, _, more in records.things],
        )
        self.root: Node = {"@id": iris.root}
        self.refs: dict[str, Node] = iris.refs
        self.things: dict[str, ThingRecord] = {record[0]: record for record in records.things}
        self.written: set[str] = set()
        self.directly_written: set[str] = set()
        self.annotations: list[Node] = []

    def reference_to(self, slug: str, term: str = "") -> Node | None:
        """Return a thing as the value of a term: its node at the first use, then a reference.

        A place under a term for agents is written as its government. An event that the story does not assert is
        written in full only under a Claim: elsewhere it is a reference, and a page leaves it out (None).
        """
        if slug in self.directly_written:
            return self.refs[slug]
        record = self.things.get(slug)
        if record is None:
            # Figures and quotations have nodes of their own, and only if pending terms are allowed.
            return {"@id": self.iris.thing(slug)} if self.pending else None
        kind = record[1]
        if kind is Place:
            if term in AGENTS:
                return self._government(record)
        elif kind is Event and term != "claim" and not is_asserted(record):
            return self.refs[slug] if self.full else None
        return self.refs[slug] if slug in self.written else self.write_thing(record)

    def add_words(self, owner: Node, path: str, spans: Sequence[Offsets]) -> None:
        """Add an annotation for the words that a field was read from; `path` leads from its owner to the field."""
        self.annotations.append(words_annotation(self.root, self.text, owner, path, spans))

    def add_date_words(self, owner: Node, path: str, dated: Dated) -> None:
        """Add an annotation for the words that a date was read from, if there are any."""
        if dated.words is not None:
            self.add_words(owner, path + "/words", (dated.words,))

    def write_thing(self, record: ThingRecord) -> Node:
        """Return the node of a thing that was not written yet, in full."""
        slug, kind, types, values, parts, more = record
        asserted = kind is not Event or is_asserted(record)
        (self.directly_written if asserted and kind is not Place else self.written).add(slug)
        node: Node = {
            "@type": types[0] if len(types) == 1 and self.pending else self.types(types, kind),
            "@id": self.refs[slug]["@id"],
        }
        if name := values.get("name"):
            node["name"] = name
        if more or parts:
            if self.full:
                self._write_details(record, node)
            else:
                self._write_brief(record, node)
        if self.full:
            if not asserted:
                node["newsld:factuality"] = values["factuality"]
            if types and class_of(types) is not kind:
                node["newsld:class"] = kind.__name__
        if more and (extra := values.get("extra")):
            add_extra(extra, node, full=self.full, own_terms=_OWN_TERMS[kind])
        return node

    def is_written(self, slug: str) -> bool:
        """Return whether a thing was written in full."""
        return slug in self.directly_written or slug in self.written

    def add_references(self, node: Node, term: str, slugs: Sequence[str]) -> None:
        """Add things as the values of a term."""
        if len(slugs) == 1:
            (slug,) = slugs
            # The common case of `reference_to` without the call: most things are written when they are referred to.
            only = self.refs[slug] if slug in self.directly_written else self.reference_to(slug, term)
            if only is not None:
                node[term] = only
        elif slugs:
            set_values(
                node, term, [found for slug in slugs if (found := self.reference_to(slug, term)) is not None]
            )

    def add_relations(self, node: Node, term: str, relations: Sequence[Relation]) -> None:
        """Add things as the values of a term. In the full profile, one with a basis or words is in a Role."""
        values = []
        for relation in relations:
            found = self.reference_to(relation.id, term)
            if found is not None and self.full and not relation.is_bare:
                found = {"@type": "Role", term: found}
                if relation.basis:
                    found["newsld:basis"] = relation.basis
                if relation.words:
                    found["newsld:words"] = words_target(self.root, self.text, relation.words)
            if found is not None:
                values.append(found)
        set_values(node, term, values)

    def add_named_references(self, node: Node, term: str, slugs: Iterable[str]) -> None:
        """Add things as the values of a term, each with type, name and url even if it was written before."""
        nodes = []
        for slug in slugs:
            found = self.reference_to(slug, term)
            _, kind, types, values, _, _ = self.things[slug]
            if found is not None and len(found) == 1:
                stated = _GOVERNMENT if kind is Place and term in AGENTS else self.types(types, kind)
                found = {"@type": stated, **found}
                found |= {key: text for key in ("name", "url") if (text := values.get(key))}
            if found is not None:
                nodes.append(found)
        set_values(node, term, nodes)

    def add_article(self, node: Node) -> None:
        """Add the properties of the article that its model declares."""
        steps = property_steps(NewsArticle, self.records.keys, named=_NAMED)
        add_properties(self, steps, self.records.values, node)

    def add_part(self, part: Thing, node: Node) -> None:
        """Add the declared properties of an image, a part of the page or a correction."""
        add_properties(self, property_steps(type(part), "field"), part.__dict__, node)

    def date(self, node: Node, term: str, dated: Dated) -> None:
        """Add a date: a plain one under the schema.org term, any other under a term of newsld."""
        date = dated.date
        if date.is_plain:
            node[term] = str(date)
        elif self.full:
            node["newsld:" + term] = edtf(date)
        if self.full and (basis := dated.basis):
            node[f"newsld:{term}Basis"] = basis

    def add_thing_date(self, node: Node, term: str, dated: Dated) -> None:
        """Add a date of a thing, and an annotation for its words."""
        self.date(node, term, dated)
        if self.full:
            self.add_date_words({"@id": node["@id"]}, term, dated)

    def _write_details(self, record: ThingRecord, node: Node) -> None:
        """Add everything but type and name: the full profile."""
        slug, kind, _, values, parts, more = record
        if more:
            if slug in self.iris.own:
                node["newsld:id"] = slug
            add_properties(self, property_steps(kind, self.records.keys), values, node)
            if kind is Person or kind is Organization:
                self._mark_unnamed(values, node)
                reason = "anonymousReason" if self.records.keys == "alias" else "anonymous_reason"
                if span := values.get(reason):
                    self.add_words(self.refs[slug], "anonymousReason", (span,))
        if parts:
            if kind is Event:
                self._participants(slug, parts, node)
            else:
                self._roles(record, node)

    def _write_brief(self, record: ThingRecord, node: Node) -> None:
        """Add what identifies a thing and, for an event, time and place: the page profile."""
        _, kind, _, values, parts, more = record
        if more:
            brief = _BRIEF_EVENT if kind is Event else _BRIEF
            add_properties(self, property_steps(kind, self.records.keys, brief), values, node)
            if kind is Person or kind is Organization:
                self._mark_unnamed(values, node)
        if parts and kind is Person and self.pending and "jobTitle" not in values.get("extra", ()):
            held = [
                role
                for property_, role, _, _, _, _, status, _, _ in parts
                if status == "current" and role and property_ == "hasOccupation"
            ]
            if held:
                set_values(node, "jobTitle", list(dict.fromkeys(held)))

    def types(self, stated: tuple[str, ...], kind: type[Thing]) -> str | list[str]:
        """Return the `@type` for these types of a thing, which may be none."""
        types = stated if self.pending else tuple(name for name in stated if not is_pending(name))
        if len(types) == 1:
            return types[0]
        return [*types] or kind.default_type

    def _government(self, record: ThingRecord) -> Node:
        slug, values = record[0], record[3]
        name = self.iris.government(slug)
        if name in self.written:
            return {"@id": name}
        self.written.add(name)
        node: Node = {"@type": _GOVERNMENT, "@id": name}
        if add_words := values.get("name"):
            node["name"] = add_words
        node["areaServed"] = self.reference_to(slug)
        return node

    def _mark_unnamed(self, values: Mapping[str, Any], node: Node) -> None:
        """Mark an unnamed party and a group; the texts are in the node already."""
        if values.get("anonymous"):
            described = node.get("disambiguatingDescription") == UNNAMED
            node.setdefault("disambiguatingDescription", UNNAMED)
            same = node.pop("sameAs", None)
            if self.full:
                node["newsld:anonymous"] = True
                if described:
                    node["newsld:described"] = True
                if same is not None:
                    node["newsld:sameAs"] = same
        if values.get("group"):
            node["additionalType"] = "http://xmlns.com/foaf/0.1/Group"

    def _roles(self, record: ThingRecord, node: Node) -> None:
        for position, held in enumerate(record[4]):
            _, name, of, at, start, end, status, basis, span = held
            role: Node = {"@type": "Role"}
            if name:
                role["roleName"] = name
            if start:
                self.date(role, "startDate", start)
            if end:
                self.date(role, "endDate", end)
            term = self._role_term(record[1], held, role)
            if of:
                role["newsld:of"] = self.refs[of]
            if at:
                role["newsld:at"] = self.refs[at]
            if status:
                role["newsld:status"] = status
            if basis:
                role["newsld:basis"] = basis
            role["newsld:position"] = position
            if span or start or end:
                self._add_role_words(record[0], position, start, end, span)
            add(node, term, role)

    def _add_role_words(
        self, slug: str, position: int, start: Dated | None, end: Dated | None, span: Offsets | None
    ) -> None:
        owner, path = self.refs[slug], f"roles/{position}/"
        if span:
            self.add_words(owner, path + "words", (span,))
        if start:
            self.add_date_words(owner, path + "start", start)
        if end:
            self.add_date_words(owner, path + "end", end)

    def _role_term(self, kind: type[Thing], held: RoleRecord, role: Node) -> str:
        """Return the term for a role, and add to its node what schema.org's Role refers to."""
        term, name, of, at, *_ = held
        if term == "hasOccupation" and kind is Person:
            occupation: Node = {"@type": "Occupation"}
            if name:
                occupation["name"] = name
            for slug in (of, at):
                if slug and self._is(slug, "AdministrativeArea"):
                    occupation["occupationLocation"] = self.reference_to(slug)
                    break
            role[term] = occupation
            return term
        target = at or of
        fits = term == "memberOf" or (kind is Person and term != "hasOccupation")
        if target and fits and (self._is(target, "Organization") or self._is(target, "Place")):
            role["@type"] = "OrganizationRole"
            role[term] = self.reference_to(target, term)
            return term
        role["newsld:property"] = term
        return "newsld:role"

    def _is(self, slug: str, kind: str) -> bool:
        _, own, types, _, _, _ = self.things[slug]
        return own is not Event and is_kind(types or (own.default_type,), kind)

    def _participants(self, slug: str, participants: Sequence[ParticipantRecord], node: Node) -> None:
        for position, (party, name, term, basis, span) in enumerate(participants):
            if span:
                self.add_words(self.refs[slug], f"participants/{position}/words", (span,))
            written = self.refs[party] if party in self.directly_written else self.reference_to(party, term)
            if written is None:
                continue
            role: Node = {"@type": "Role"}
            if name:
                role["roleName"] = name
            role[term] = written
            if basis:
                role["newsld:basis"] = basis
            role["newsld:position"] = position
            add(node, term, role)


def is_asserted(event: ThingRecord) -> bool:
    """Return whether the story itself asserts that an event happened."""
    return event[3].get("factuality", "asserted") == "asserted"  # type: ignore[no-any-return]


def _terms(kind: type[Thing]) -> frozenset[str]:
    return frozenset([field.term for field in properties_of(kind)])


_OWN_TERMS: Final = {
    Person: _terms(Person) | {*ROLES},
    Organization: _terms(Organization) | {*ROLES} | {"additionalType"},
    Place: _terms(Place),
    Event: _terms(Event) | {"contributor"},
}
"""The terms of each class that newsld writes itself: the same term in `extra` has to be marked."""
