"""An article as one nested JSON-LD node: metadata, entities and events.

Every node is told in full where it is first used and named by `@id` after that: `Writer` keeps count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final

from newsld.dates import Edtf, Timestamp
from newsld.jsonld.names import Names
from newsld.jsonld.terms import AGENTS, DATES, EDTF, REFERENCES, ROLES, TEXTS
from newsld.models import Dated, Event, NewsArticle, Organization, Person, Place, Role
from newsld.models.node import Thing
from newsld.models.writing import plain_number
from newsld.vocabulary import is_a, is_pending

__all__ = ["UNNAMED", "Node", "Writer", "class_of", "edtf", "lay_extra", "number", "put"]

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

_GOVERNMENT: Final = "GovernmentOrganization"
UNNAMED: Final = "unnamed in the story"


def put(node: Node, term: str, values: list[Any]) -> None:
    """Add values under a term: one as itself, several as a list, none not at all."""
    if values:
        node[term] = values[0] if len(values) == 1 else values


def number(value: Decimal) -> Any:
    """A number as JSON-LD can hold it with all its digits."""
    plain = plain_number(value)
    return {"@type": "xsd:decimal", "@value": plain} if isinstance(plain, str) else plain


def edtf(date: Edtf) -> Node:
    """A date of the story as a literal of the Library of Congress datatype."""
    return {"@type": EDTF, "@value": str(date)}


def lay_extra(thing: Thing, node: Node, *, full: bool, ours: frozenset[str] = frozenset()) -> None:
    """Add what rides along. Where we use the same property, the reader is told which is which."""
    kept, merged = [], []
    for term, value in sorted(thing.extra.items()):
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
        self.refs: dict[str, Node] = {slug: {"@id": iri} for slug, iri in self.names.iris.items()}
        self.things: dict[str, Person | Organization | Place | Event] = {
            thing.id: thing
            for things in (article.people, article.organizations, article.places, article.events)
            for thing in things
        }

    def refer(self, slug: str, term: str = "") -> Node | None:
        """The node of a thing as the value of a term: in full at first, then by name.

        A place in a term that only agents can fill is its government. An event that the story does not assert is
        told only by its Claim: elsewhere it is named, and in a page it is left out.
        """
        thing = self.things.get(slug)
        if thing is None:
            # A figure or a quotation is told where it is stated, and only if pending terms may be used.
            return {"@id": self.names.thing(slug)} if self.pending else None
        if type(thing) is Event:
            if thing.factuality != "asserted" and term != "claim":
                return self.refs[slug] if self.full else None
        elif type(thing) is Place and term in AGENTS:
            return self._government(thing)
        if slug in self.told:
            return self.refs[slug]
        self.told.add(slug)
        return self._thing(thing)

    def lay(self, node: Node, term: str, slugs: Iterable[str]) -> None:
        """Add things under a term."""
        put(node, term, [found for slug in slugs if (found := self.refer(slug, term)) is not None])

    def lay_named(self, node: Node, term: str, slugs: Iterable[str]) -> None:
        """Add things under a term, each with its type, name and url even where it was told before."""
        nodes = []
        for slug in slugs:
            found = self.refer(slug, term)
            thing = self.things[slug]
            if found is not None and len(found) == 1:
                kind = _GOVERNMENT if type(thing) is Place and term in AGENTS else self.types(thing)
                found = {"@type": kind, **found}
                found |= {key: text for key in ("name", "url") if (text := getattr(thing, key))}
            if found is not None:
                nodes.append(found)
        put(node, term, nodes)

    def simple(self, thing: Thing, node: Node) -> None:
        """Add the fields whose values go out as they are."""
        terms, pick = _SIMPLE[type(thing)]
        for term, value in zip(terms, pick(thing.__dict__), strict=False):
            if not value:
                if value is not None and value != ():
                    node[term] = value
            elif type(value) is tuple:
                node[term] = value[0] if len(value) == 1 else list(value)
            else:
                node[term] = str(value) if type(value) is Timestamp else value

    def date(self, node: Node, term: str, dated: Dated | None) -> None:
        """Add a date: a plain one under the schema.org term, any other in the namespace of our own."""
        if dated is None:
            return
        if dated.date.is_plain:
            node[term] = str(dated.date)
        elif self.full:
            node["newsld:" + term] = edtf(dated.date)
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
            self.lay(brief, "location", thing.location)
            self.lay(brief, "organizer", thing.organizer)
        return brief

    def _details(self, thing: Person | Organization | Place | Event, node: Node) -> None:
        """What only the full profile has."""
        kind, values = type(thing), thing.__dict__
        if thing.id in self.names.own:
            node["newsld:id"] = thing.id
        # Most things refer to nothing and have no date: that is seen at one glance.
        if any(_FINER[kind](values)):
            for name, term in DATES.get(kind, ()):
                self.date(node, term, values[name])
            for name, term in REFERENCES[kind]:
                if slugs := values[name]:
                    self.lay(node, term, (slugs,) if type(slugs) is str else slugs)
        if kind is Place:
            for axis in ("latitude", "longitude"):
                if values[axis] is not None:
                    node[axis] = number(values[axis])
        elif kind is Event:
            self._participants(thing, node)  # type: ignore[arg-type]
        elif values["roles"]:
            self._roles(thing, node)  # type: ignore[arg-type]
        if _class_of(thing.type or (kind.default_type,)) is not kind:
            node["newsld:class"] = kind.__name__

    def types(self, thing: Person | Organization | Place | Event | NewsArticle) -> str | list[str]:
        """What goes out as `@type`."""
        types = thing.type
        if not types:
            return thing.default_type
        if not self.pending:
            types = tuple(name for name in types if not is_pending(name)) or (thing.default_type,)
        return types[0] if len(types) == 1 else list(types)

    def is_kind(self, slug: str, kind: str) -> bool:
        """Whether a thing is of a schema.org type, or one below it."""
        return _is_kind(self.things[slug].types, kind)

    def _government(self, place: Place) -> Node:
        name = self.names.government(place.id)
        if name in self.told:
            return {"@id": name}
        self.told.add(name)
        node: Node = {"@type": _GOVERNMENT, "@id": name}
        if place.name:
            node["name"] = place.name
        node["areaServed"] = self.refer(place.id)
        return node

    def _standing(self, party: Person | Organization, node: Node) -> None:
        if party.anonymous:
            node.setdefault("disambiguatingDescription", UNNAMED)
            node.pop("sameAs", None)
            if self.full:
                node["newsld:anonymous"] = True
                if party.disambiguating_description == UNNAMED:
                    node["newsld:described"] = True
                put(node, "newsld:sameAs", list(party.same_as))
        if type(party) is Organization and party.group:
            node["additionalType"] = "http://xmlns.com/foaf/0.1/Group"
        elif type(party) is Person and not self.full and self.pending and "jobTitle" not in party.extra:
            held = [
                role.role_name
                for role in party.roles
                if role.status == "current" and role.role_name and role.property == "hasOccupation"
            ]
            put(node, "jobTitle", list(dict.fromkeys(held)))

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
                node["newsld:" + name] = self.refs[slug]
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


def _pick(*tables: tuple[tuple[str, str], ...]) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    """What takes the fields of these tables out of a thing's values, all at once."""
    names = [name for table in tables for name, _ in table]
    # Of fewer than two names an itemgetter makes no tuple: `iri`, which everything has, fills up.
    return itemgetter(*names, *("iri", "iri")[len(names) :])


_SIMPLE: Final = {kind: (tuple(term for _, term in table), _pick(table)) for kind, table in TEXTS.items()}
_FINER: Final = {
    kind: _pick(DATES.get(kind, ()), REFERENCES[kind]) for kind in (Person, Organization, Place, Event)
}
_OURS: Final = {
    Person: _terms(Person) | {*ROLES},
    Organization: _terms(Organization) | {*ROLES} | {"additionalType"},
    Place: _terms(Place) | {"latitude", "longitude"},
    Event: _terms(Event) | {"contributor"},
}
"""The terms of each class that we read or derive ourselves: the same term in `extra` has to be marked."""
