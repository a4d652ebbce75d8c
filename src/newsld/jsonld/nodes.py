"""An article as one nested JSON-LD node: metadata, entities and events.

Every node is told in full where it is first used and named by `@id` after that: `Writer` keeps count.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from newsld.jsonld.names import Names
from newsld.jsonld.terms import AGENTS, DATES, EDTF, REFERENCES, TEXTS
from newsld.models import Dated, Event, NewsArticle, Organization, Person, Place, Role
from newsld.models.node import Thing
from newsld.models.writing import plain_number
from newsld.vocabulary import is_a, is_pending

__all__ = ["UNNAMED", "Node", "Writer", "class_of", "lay_extra", "number", "put"]

Node = dict[str, Any]

# Of each class, the properties that a page is given of a thing that is only mentioned.
_STUB: Final = ("name", "disambiguatingDescription", "url", "sameAs", "logo")
UNNAMED: Final = "unnamed in the story"
_PIXELS: Final = "E37"


def put(node: Node, term: str, values: Iterable[Any]) -> None:
    """Add values under a term: one as itself, several as a list, none not at all."""
    listed = list(values)
    if listed:
        node[term] = listed[0] if len(listed) == 1 else listed


def number(value: Decimal) -> Any:
    """A number as JSON-LD can hold it with all its digits."""
    plain = plain_number(value)
    return {"@type": "xsd:decimal", "@value": plain} if isinstance(plain, str) else plain


def lay_extra(thing: Thing, node: Node, *, full: bool, ours: frozenset[str] = frozenset()) -> None:
    """Add what rides along. Where we use the same property, the reader is told which is which."""
    kept, merged = [], []
    for term, value in thing.extra.items():
        if term in node:
            own = node[term]
            node[term] = [*(own if isinstance(own, list) else [own]), value]
            merged.append(term)
        else:
            node[term] = value
            if term in ours:
                kept.append(term)
    if full:
        put(node, "newsld:kept", sorted(kept))
        put(node, "newsld:merged", sorted(merged))


class Writer:
    """Makes the nodes of one article, each in full once."""

    def __init__(self, article: NewsArticle, *, full: bool, pending: bool) -> None:
        self.article = article
        self.full = full
        self.pending = pending
        self.names = Names(article)
        self.told: set[str] = set()
        self.things: dict[str, Person | Organization | Place | Event] = {
            thing.id: thing
            for things in (article.people, article.organizations, article.places, article.events)
            for thing in things
        }

    def refer(self, slug: str, term: str = "", *, always: bool = False) -> Node | None:
        """The node of a thing as the value of a term: in full at first, then by name.

        A place in a term that only agents can fill is its government. An event that the story does not assert is
        told only by its Claim: elsewhere it is named, and in a page it is left out. With `always` a thing told
        before is named with its type, name and url.
        """
        thing = self.things[slug]
        if type(thing) is Place and term in AGENTS:
            return self._government(thing, always=always)
        if type(thing) is Event and thing.factuality != "asserted" and term != "claim":
            return {"@id": self.names.thing(slug)} if self.full else None
        if slug in self.told:
            return self._stub(thing) if always else {"@id": self.names.thing(slug)}
        self.told.add(slug)
        return self._thing(thing)

    def refer_all(self, slugs: Iterable[str], term: str, *, always: bool = False) -> list[Node]:
        """The nodes of several things as values of a term."""
        nodes = [self.refer(slug, term, always=always) for slug in slugs]
        return [node for node in nodes if node is not None]

    def simple(self, thing: Thing, node: Node) -> None:
        """Add the fields whose values go out as they are."""
        values = thing.__dict__
        for name, term in TEXTS[type(thing)]:
            value = values[name]
            if value is None or value == ():
                continue
            if type(value) is tuple:
                node[term] = value[0] if len(value) == 1 else list(value)
            else:
                node[term] = value if type(value) in (bool, int, str) else str(value)

    def date(self, node: Node, term: str, dated: Dated | None) -> None:
        """Add a date: a plain one under the schema.org term, any other in the namespace of our own."""
        if dated is None:
            return
        if dated.date.is_plain:
            node[term] = str(dated.date)
        elif self.full:
            node["newsld:" + term] = {"@type": EDTF, "@value": str(dated.date)}
        if self.full and dated.basis:
            node[f"newsld:{term}Basis"] = dated.basis

    def _thing(self, thing: Person | Organization | Place | Event) -> Node:
        types = [name for name in thing.types if self.pending or not is_pending(name)] or [thing.default_type]
        node: Node = {"@type": types[0] if len(types) == 1 else types, "@id": self.names.thing(thing.id)}
        self.simple(thing, node)
        if isinstance(thing, Person | Organization):
            self._standing(thing, node)
        if not self.full:
            is_event = type(thing) is Event
            node = {key: value for key, value in node.items() if is_event or key[0] == "@" or key in _STUB
                    or key in ("additionalType", "jobTitle")}
        elif not self.names.derived(thing.id):
            node["newsld:id"] = thing.id
        if self.full or type(thing) is Event:
            for name, term in DATES.get(type(thing), ()):
                self.date(node, term, thing.__dict__[name])
            self._references(thing, node)
        if type(thing) is Place and self.full:
            for axis in ("latitude", "longitude"):
                if (degrees := getattr(thing, axis)) is not None:
                    node[axis] = number(degrees)
        if type(thing) is Event:
            self._participants(thing, node)
        elif isinstance(thing, Person | Organization) and self.full:
            self._roles(thing, node)
        if self.full and not _class_shows(thing):
            node["newsld:class"] = type(thing).__name__
        lay_extra(thing, node, full=self.full, ours=_OURS[type(thing)])
        return node

    def _stub(self, thing: Person | Organization | Place | Event) -> Node:
        types = thing.types
        node: Node = {
            "@type": types[0] if len(types) == 1 else list(types),
            "@id": self.names.thing(thing.id),
        }
        if thing.name:
            node["name"] = thing.name
        if thing.url:
            node["url"] = thing.url
        return node

    def _government(self, place: Place, *, always: bool) -> Node:
        name = self.names.government(place.id)
        if name in self.told and not always:
            return {"@id": name}
        self.told.add(name)
        node: Node = {"@type": "GovernmentOrganization", "@id": name}
        if place.name:
            node["name"] = place.name
        area = self.refer(place.id)
        if area is not None:
            node["areaServed"] = area
        return node

    def _standing(self, party: Person | Organization, node: Node) -> None:
        if party.anonymous:
            node.setdefault("disambiguatingDescription", UNNAMED)
            node.pop("sameAs", None)
            if self.full:
                node["newsld:anonymous"] = True
                if party.disambiguating_description == UNNAMED:
                    node["newsld:described"] = True
                put(node, "newsld:sameAs", party.same_as)
        if type(party) is Organization and party.group:
            node["additionalType"] = "http://xmlns.com/foaf/0.1/Group"
        elif type(party) is Person and not self.full and self.pending and "jobTitle" not in party.extra:
            held = [role.role_name for role in party.roles if role.status == "current" and role.role_name
                    and role.property == "hasOccupation"]
            put(node, "jobTitle", dict.fromkeys(held))

    def _references(self, thing: Thing, node: Node) -> None:
        values = thing.__dict__
        for name, term in REFERENCES.get(type(thing), ()):
            slugs = values[name]
            if slugs:
                listed = (slugs,) if type(slugs) is str else slugs
                put(node, term, self.refer_all(listed, term))

    def _roles(self, party: Person | Organization, node: Node) -> None:
        found: dict[str, list[Node]] = {}
        for position, role in enumerate(party.roles):
            term, inner = self._role(party, role)
            inner["newsld:position"] = position
            found.setdefault(term, []).append(inner)
        for term, nodes in found.items():
            put(node, term, nodes)

    def _role(self, party: Person | Organization, role: Role) -> tuple[str, Node]:
        """The term that a role stands under and its node: schema.org's Role passes its domain and range through."""
        node: Node = {"@type": "Role"}
        term = role.property
        if role.role_name:
            node["roleName"] = role.role_name
        self.date(node, "startDate", role.start)
        self.date(node, "endDate", role.end)
        if term == "hasOccupation" and type(party) is Person:
            occupation: Node = {"@type": "Occupation"}
            if role.role_name:
                occupation["name"] = role.role_name
            area = next((slug for slug in (role.of, role.at) if slug and self._is(slug, "AdministrativeArea")), None)
            if area:
                occupation["occupationLocation"] = self.refer(area)
            node[term] = occupation
        else:
            target = role.at or role.of
            fits = term == "memberOf" or type(party) is Person and term != "hasOccupation"
            if target and fits and self._is(target, "Organization", "Place"):
                node["@type"] = "OrganizationRole"
                node[term] = self.refer(target, term)
            else:
                node["newsld:property"], term = term, "newsld:role"
        for name in ("of", "at"):
            if slug := getattr(role, name):
                node["newsld:" + name] = {"@id": self.names.thing(slug)}
        if role.status:
            node["newsld:status"] = role.status
        if role.basis:
            node["newsld:basis"] = role.basis
        return term, node

    def _is(self, slug: str, *kinds: str) -> bool:
        thing = self.things[slug]
        return any(is_a(thing.types, kind) for kind in kinds) and type(thing) is not Event

    def _participants(self, event: Event, node: Node) -> None:
        found: dict[str, list[Node]] = {}
        for position, participant in enumerate(event.participants):
            term = participant.property
            party = self.refer(participant.party, term)
            if party is None:
                continue
            role: Node = {"@type": "Role"}
            if participant.role_name:
                role["roleName"] = participant.role_name
            role[term] = party
            if self.full:
                role["newsld:position"] = position
            found.setdefault(term, []).append(role)
        for term, roles in found.items():
            own = node.get(term, [])
            put(node, term, [*(own if isinstance(own, list) else [own]), *roles])
        if self.full and event.factuality != "asserted":
            node["newsld:factuality"] = event.factuality


def _class_shows(thing: Thing) -> bool:
    """Whether the class of a thing can be told from its types alone, as the reader tells it."""
    return class_of(thing.types) is type(thing)


def class_of(types: Iterable[str]) -> type[Person | Organization | Place | Event] | None:
    """The class that types speak for: the first of Person, Organization, Place and Event that one of them is."""
    listed = tuple(types)
    for kind in (Person, Organization, Place, Event):
        if is_a(listed, kind.default_type):
            return kind
    return None


def _terms(kind: type[Thing]) -> frozenset[str]:
    declared = (*TEXTS.get(kind, ()), *REFERENCES.get(kind, ()), *DATES.get(kind, ()))
    return frozenset(term for _, term in declared)


_ROLES: Final = frozenset({"hasOccupation", "memberOf", "affiliation", "worksFor", "alumniOf"})
_OURS: Final = {
    Person: _terms(Person) | _ROLES,
    Organization: _terms(Organization) | _ROLES | {"additionalType"},
    Place: _terms(Place) | {"latitude", "longitude"},
    Event: _terms(Event) | {"contributor"},
}
"""The terms of each class that we read or derive ourselves: the same term in `extra` has to be marked."""
