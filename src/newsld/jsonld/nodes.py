"""An article as one nested JSON-LD node: metadata, entities and events.

Every node is told in full where it is first used and named by `@id` after that: `Writer` keeps count.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from newsld.dates import Timestamp
from newsld.jsonld.names import Names
from newsld.jsonld.terms import AGENTS, DATES, EDTF, REFERENCES, TEXTS
from newsld.models import Dated, Event, NewsArticle, Organization, Person, Place, Role
from newsld.models.node import Thing
from newsld.models.writing import plain_number
from newsld.vocabulary import is_a, is_pending

__all__ = ["UNNAMED", "Node", "Writer", "class_of", "lay_extra", "number", "put"]

Node = dict[str, Any]

_BRIEF: Final = frozenset(
    {
        "@type",
        "@id",
        "name",
        "disambiguatingDescription",
        "url",
        "sameAs",
        "logo",
        "additionalType",
        "jobTitle",
    }
)
"""What a page is given of a thing."""

UNNAMED: Final = "unnamed in the story"


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
            return {"@id": self.names.iris[slug]} if self.full else None
        if slug in self.told:
            return self._stub(thing) if always else {"@id": self.names.iris[slug]}
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
            if value is None:
                continue
            if type(value) is tuple:
                if value:
                    node[term] = value[0] if len(value) == 1 else list(value)
            else:
                node[term] = str(value) if isinstance(value, Timestamp) else value

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
        kind = type(thing)
        node: Node = {"@type": self.types(thing), "@id": self.names.iris[thing.id]}
        self.simple(thing, node)
        if kind is Person or kind is Organization:
            self._standing(thing, node)  # type: ignore[arg-type]
        if not self.full:
            node = self._brief(thing, node)
        else:
            self._details(thing, node)
        if thing.extra:
            lay_extra(thing, node, full=self.full, ours=_OURS[kind])
        return node

    def _brief(self, thing: Person | Organization | Place | Event, node: Node) -> Node:
        """What a page is given of a thing: what tells it from others and, of an event, its time and place."""
        brief = {term: value for term, value in node.items() if term in _BRIEF}
        if type(thing) is Event:
            self.date(brief, "startDate", thing.start_date)
            self.date(brief, "endDate", thing.end_date)
            put(brief, "location", self.refer_all(thing.location, "location"))
            put(brief, "organizer", self.refer_all(thing.organizer, "organizer"))
        return brief

    def _details(self, thing: Person | Organization | Place | Event, node: Node) -> None:
        """What only the full profile has."""
        kind, values = type(thing), thing.__dict__
        if thing.id in self.names.own:
            node["newsld:id"] = thing.id
        for name, term in DATES.get(kind, ()):
            if values[name] is not None:
                self.date(node, term, values[name])
        for name, term in REFERENCES[kind]:
            if slugs := values[name]:
                put(node, term, self.refer_all((slugs,) if type(slugs) is str else slugs, term))
        if kind is Place:
            for axis in ("latitude", "longitude"):
                if values[axis] is not None:
                    node[axis] = number(values[axis])
        elif kind is Event:
            self._participants(thing, node)  # type: ignore[arg-type]
        elif values["roles"]:
            self._roles(thing, node)  # type: ignore[arg-type]
        if class_of(thing.types) is not kind:
            node["newsld:class"] = kind.__name__

    def types(self, thing: Person | Organization | Place | Event | NewsArticle) -> str | list[str]:
        """What goes out as `@type`."""
        types = thing.types
        if not self.pending:
            types = tuple(name for name in types if not is_pending(name)) or (thing.default_type,)
        return types[0] if len(types) == 1 else list(types)

    def is_kind(self, slug: str, kind: str) -> bool:
        """Whether a thing is of a schema.org type, or one below it."""
        return _is_kind(self.things[slug].types, kind)

    def _stub(self, thing: Person | Organization | Place | Event) -> Node:
        node: Node = {"@type": self.types(thing), "@id": self.names.iris[thing.id]}
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
            held = [
                role.role_name
                for role in party.roles
                if role.status == "current" and role.role_name and role.property == "hasOccupation"
            ]
            put(node, "jobTitle", dict.fromkeys(held))

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
        term: str = role.property
        if role.role_name:
            node["roleName"] = role.role_name
        self.date(node, "startDate", role.start)
        self.date(node, "endDate", role.end)
        if term == "hasOccupation" and type(party) is Person:
            occupation: Node = {"@type": "Occupation"}
            if role.role_name:
                occupation["name"] = role.role_name
            area = next(
                (slug for slug in (role.of, role.at) if slug and self._is(slug, "AdministrativeArea")), None
            )
            if area:
                occupation["occupationLocation"] = self.refer(area)
            node[term] = occupation
        else:
            target = role.at or role.of
            fits = term == "memberOf" or (type(party) is Person and term != "hasOccupation")
            if target and fits and self._is(target, "Organization", "Place"):
                node["@type"] = "OrganizationRole"
                node[term] = self.refer(target, term)
            else:
                node["newsld:property"], term = term, "newsld:role"
        for name in ("of", "at"):
            if slug := getattr(role, name):
                node["newsld:" + name] = {"@id": self.names.iris[slug]}
        if role.status:
            node["newsld:status"] = role.status
        if role.basis:
            node["newsld:basis"] = role.basis
        return term, node

    def _is(self, slug: str, *kinds: str) -> bool:
        return any(self.is_kind(slug, kind) for kind in kinds) and type(self.things[slug]) is not Event

    def _participants(self, event: Event, node: Node) -> None:
        found: dict[str, list[Node]] = {}
        for position, participant in enumerate(event.participants):
            term: str = participant.property
            party = self.refer(participant.party, term)
            if party is None:
                continue
            role: Node = {"@type": "Role"}
            if participant.role_name:
                role["roleName"] = participant.role_name
            role[term] = party
            role["newsld:position"] = position
            found.setdefault(term, []).append(role)
        for term, roles in found.items():
            own = node.get(term, [])
            put(node, term, [*(own if isinstance(own, list) else [own]), *roles])
        if event.factuality != "asserted":
            node["newsld:factuality"] = event.factuality


def class_of(types: Iterable[str]) -> type[Person | Organization | Place | Event] | None:
    """The class that types speak for: the first of Person, Organization, Place and Event that one of them is."""
    return _class_of(tuple(types))


@lru_cache(maxsize=4096)
def _is_kind(types: tuple[str, ...], kind: str) -> bool:
    return is_a(types, kind)


@lru_cache(maxsize=4096)
def _class_of(types: tuple[str, ...]) -> type[Person | Organization | Place | Event] | None:
    for kind in (Person, Organization, Place, Event):
        if is_a(types, kind.default_type):
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
