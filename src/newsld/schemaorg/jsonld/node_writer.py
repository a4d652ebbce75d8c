"""An article as one nested JSON-LD node: metadata, entities and events.

Every node is told in full where it is first used and named by `@id` after that: `Writer` keeps count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from newsld.model import Dated, Event, NewsArticle, Organization, Person, Place
from newsld.model.fields import properties_of
from newsld.model.node import Thing
from newsld.model.vocabulary import is_pending
from newsld.schemaorg.jsonld.annotation_writer import describing
from newsld.schemaorg.jsonld.iris import Names
from newsld.schemaorg.jsonld.property_writer import add_properties, property_steps
from newsld.schemaorg.jsonld.records import ParticipantRow, RoleRow, Rows, Run, ThingRow
from newsld.schemaorg.jsonld.terms import AGENTS, ROLES
from newsld.schemaorg.jsonld.values import UNNAMED, Node, add, class_of, edtf, is_kind, lay_extra, put

__all__ = ["Writer", "is_asserted"]

_BRIEF: Final = frozenset({"name", "disambiguatingDescription", "url", "sameAs", "logo"})
"""The properties of a thing that a page gets."""

_BRIEF_EVENT: Final = frozenset({*_BRIEF, "startDate", "endDate", "location", "organizer"})
"""The properties of an event that a page gets."""

_NAMED: Final = frozenset({"author", "publisher"})
"""The properties of an article whose things are always written with type and name."""

_GOVERNMENT: Final = "GovernmentOrganization"


class Writer:
    """Makes the nodes of one article, each in full once.

    `plain` has the ids of what was told so far and is named alike under every term, `told` those of the rest. `refs`
    has for every thing, and `root` is for the article, the node that only names it: not to be changed. `placed` are
    the annotations of words that something was read from, in the order in which it was told.
    """

    def __init__(self, rows: Rows, *, full: bool, pending: bool) -> None:
        self.rows = rows
        self.text = rows.text
        self.full = full
        self.pending = pending
        self.names = names = Names(rows)
        self.root: Node = {"@id": names.root}
        self.refs: dict[str, Node] = names.refs
        self.things: dict[str, ThingRow] = {row[0]: row for row in rows.things}
        self.told: set[str] = set()
        self.plain: set[str] = set()
        self.placed: list[Node] = []

    def refer(self, slug: str, term: str = "") -> Node | None:
        """The node of a thing as the value of a term: in full at first, then by name.

        A place in a term that only agents can fill is its government. An event that the story does not assert is
        told only by its Claim: elsewhere it is named, and in a page it is left out.
        """
        if slug in self.plain:
            return self.refs[slug]
        row = self.things.get(slug)
        if row is None:
            # A figure or a quotation is told where it is stated, and only if pending terms may be used.
            return {"@id": self.names.thing(slug)} if self.pending else None
        kind = row[1]
        if kind is Place:
            if term in AGENTS:
                return self._government(row)
        elif kind is Event and term != "claim" and not is_asserted(row):
            return self.refs[slug] if self.full else None
        return self.refs[slug] if slug in self.told else self.tell(row)

    def place(self, owner: Node, path: str, runs: Sequence[Run]) -> None:
        """Say where the words stand that a field was read from: `path` leads there from its owner."""
        self.placed.append(describing(self.root, self.text, owner, path, runs))

    def place_date(self, owner: Node, path: str, dated: Dated) -> None:
        """The same for a date, if it was read from words."""
        if dated.words is not None:
            self.place(owner, path + "/words", (dated.words,))

    def tell(self, row: ThingRow) -> Node:
        """The node of a thing in full, which has not been told yet."""
        slug, kind, types, values, parts, more = row
        asserted = kind is not Event or is_asserted(row)
        (self.plain if asserted and kind is not Place else self.told).add(slug)
        node: Node = {
            "@type": types[0] if len(types) == 1 and self.pending else self.types(types, kind),
            "@id": self.refs[slug]["@id"],
        }
        if name := values.get("name"):
            node["name"] = name
        if more or parts:
            if self.full:
                self._details(row, node)
            else:
                self._brief(row, node)
        if self.full:
            if not asserted:
                node["newsld:factuality"] = values["factuality"]
            if types and class_of(types) is not kind:
                node["newsld:class"] = kind.__name__
        if more and (extra := values.get("extra")):
            lay_extra(extra, node, full=self.full, ours=_OURS[kind])
        return node

    def is_told(self, slug: str) -> bool:
        """Whether a thing was told already."""
        return slug in self.plain or slug in self.told

    def lay(self, node: Node, term: str, slugs: Sequence[str]) -> None:
        """Add things under a term."""
        if len(slugs) == 1:
            (slug,) = slugs
            # Here and elsewhere `refer`, but for the call: most things were told when they are named.
            only = self.refs[slug] if slug in self.plain else self.refer(slug, term)
            if only is not None:
                node[term] = only
        elif slugs:
            put(node, term, [found for slug in slugs if (found := self.refer(slug, term)) is not None])

    def lay_named(self, node: Node, term: str, slugs: Iterable[str]) -> None:
        """Add things under a term, each with its type, name and url even where it was told before."""
        nodes = []
        for slug in slugs:
            found = self.refer(slug, term)
            _, kind, types, values, _, _ = self.things[slug]
            if found is not None and len(found) == 1:
                stated = _GOVERNMENT if kind is Place and term in AGENTS else self.types(types, kind)
                found = {"@type": stated, **found}
                found |= {key: text for key in ("name", "url") if (text := values.get(key))}
            if found is not None:
                nodes.append(found)
        put(node, term, nodes)

    def add_article(self, node: Node) -> None:
        """Add the properties of the article that its model declares."""
        steps = property_steps(NewsArticle, self.rows.keys, named=_NAMED)
        add_properties(self, steps, self.rows.values, node)

    def add_part(self, part: Thing, node: Node) -> None:
        """Add the declared properties of an image, a part of the page or a correction."""
        add_properties(self, property_steps(type(part), "field"), part.__dict__, node)

    def date(self, node: Node, term: str, dated: Dated) -> None:
        """Add a date: a plain one under the schema.org term, any other in the namespace of our own."""
        date = dated.date
        if date.is_plain:
            node[term] = str(date)
        elif self.full:
            node["newsld:" + term] = edtf(date)
        if self.full and (basis := dated.basis):
            node[f"newsld:{term}Basis"] = basis

    def date_of(self, node: Node, term: str, dated: Dated) -> None:
        """Add a date of a thing, and say where it stands."""
        self.date(node, term, dated)
        if self.full:
            self.place_date({"@id": node["@id"]}, term, dated)

    def _details(self, row: ThingRow, node: Node) -> None:
        """What few things have, and only the full profile."""
        slug, kind, _, values, parts, more = row
        if more:
            if slug in self.names.own:
                node["newsld:id"] = slug
            add_properties(self, property_steps(kind, self.rows.keys), values, node)
            if kind is Person or kind is Organization:
                self._standing(values, node)
                reason = "anonymousReason" if self.rows.keys == "alias" else "anonymous_reason"
                if run := values.get(reason):
                    self.place(self.refs[slug], "anonymousReason", (run,))
        if parts:
            if kind is Event:
                self._participants(slug, parts, node)
            else:
                self._roles(row, node)

    def _brief(self, row: ThingRow, node: Node) -> None:
        """What a page is given: what tells a thing from others and, of an event, its time and place."""
        _, kind, _, values, parts, more = row
        if more:
            brief = _BRIEF_EVENT if kind is Event else _BRIEF
            add_properties(self, property_steps(kind, self.rows.keys, brief), values, node)
            if kind is Person or kind is Organization:
                self._standing(values, node)
        if parts and kind is Person and self.pending and "jobTitle" not in values.get("extra", ()):
            held = [
                role
                for property_, role, _, _, _, _, status, _, _ in parts
                if status == "current" and role and property_ == "hasOccupation"
            ]
            if held:
                put(node, "jobTitle", list(dict.fromkeys(held)))

    def types(self, stated: tuple[str, ...], kind: type[Thing]) -> str | list[str]:
        """What goes out as `@type` of a thing that states these types."""
        types = stated if self.pending else tuple(name for name in stated if not is_pending(name))
        if len(types) == 1:
            return types[0]
        return [*types] or kind.default_type

    def _government(self, row: ThingRow) -> Node:
        slug, values = row[0], row[3]
        name = self.names.government(slug)
        if name in self.told:
            return {"@id": name}
        self.told.add(name)
        node: Node = {"@type": _GOVERNMENT, "@id": name}
        if place := values.get("name"):
            node["name"] = place
        node["areaServed"] = self.refer(slug)
        return node

    def _standing(self, values: Mapping[str, Any], node: Node) -> None:
        """What an unnamed party and a group are said to be; its texts are in the node."""
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

    def _roles(self, row: ThingRow, node: Node) -> None:
        for position, held in enumerate(row[4]):
            _, name, of, at, start, end, status, basis, run = held
            role: Node = {"@type": "Role"}
            if name:
                role["roleName"] = name
            if start:
                self.date(role, "startDate", start)
            if end:
                self.date(role, "endDate", end)
            term = self._hold(row[1], held, role)
            if of:
                role["newsld:of"] = self.refs[of]
            if at:
                role["newsld:at"] = self.refs[at]
            if status:
                role["newsld:status"] = status
            if basis:
                role["newsld:basis"] = basis
            role["newsld:position"] = position
            if run or start or end:
                self._place_role(row[0], position, start, end, run)
            add(node, term, role)

    def _place_role(
        self, slug: str, position: int, start: Dated | None, end: Dated | None, run: Run | None
    ) -> None:
        owner, path = self.refs[slug], f"roles/{position}/"
        if run:
            self.place(owner, path + "words", (run,))
        if start:
            self.place_date(owner, path + "start", start)
        if end:
            self.place_date(owner, path + "end", end)

    def _hold(self, kind: type[Thing], held: RoleRow, role: Node) -> str:
        """The term that a role stands under. Its node is given what schema.org's Role passes through."""
        term, name, of, at, *_ = held
        if term == "hasOccupation" and kind is Person:
            occupation: Node = {"@type": "Occupation"}
            if name:
                occupation["name"] = name
            for slug in (of, at):
                if slug and self._is(slug, "AdministrativeArea"):
                    occupation["occupationLocation"] = self.refer(slug)
                    break
            role[term] = occupation
            return term
        target = at or of
        fits = term == "memberOf" or (kind is Person and term != "hasOccupation")
        if target and fits and (self._is(target, "Organization") or self._is(target, "Place")):
            role["@type"] = "OrganizationRole"
            role[term] = self.refer(target, term)
            return term
        role["newsld:property"] = term
        return "newsld:role"

    def _is(self, slug: str, kind: str) -> bool:
        _, own, types, _, _, _ = self.things[slug]
        return own is not Event and is_kind(types or (own.default_type,), kind)

    def _participants(self, slug: str, participants: Sequence[ParticipantRow], node: Node) -> None:
        for position, (party, name, term, run) in enumerate(participants):
            if run:
                self.place(self.refs[slug], f"participants/{position}/words", (run,))
            told = self.refs[party] if party in self.plain else self.refer(party, term)
            if told is None:
                continue
            role: Node = {"@type": "Role"}
            if name:
                role["roleName"] = name
            role[term] = told
            role["newsld:position"] = position
            add(node, term, role)


def is_asserted(event: ThingRow) -> bool:
    """Whether the story itself says that an event happened."""
    return event[3].get("factuality", "asserted") == "asserted"  # type: ignore[no-any-return]


def _terms(kind: type[Thing]) -> frozenset[str]:
    return frozenset([field.term for field in properties_of(kind) if field.term is not None])


_OURS: Final = {
    Person: _terms(Person) | {*ROLES},
    Organization: _terms(Organization) | {*ROLES} | {"additionalType"},
    Place: _terms(Place),
    Event: _terms(Event) | {"contributor"},
}
"""The terms of each class that we read or derive ourselves: the same term in `extra` has to be marked."""
