"""An article as one nested JSON-LD node: metadata, entities and events.

Every node is told in full where it is first used and named by `@id` after that: `Writer` keeps count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from newsld.dates import Edtf
from newsld.jsonld.compiling import Lay, compile_links, compile_texts
from newsld.jsonld.names import BLANK, Names
from newsld.jsonld.terms import AGENTS, DATES, EDTF, NAMESPACE, REFERENCES, ROLES, TEXTS
from newsld.models import Dated, Event, NewsArticle, Organization, Person, Place, Role
from newsld.models.node import Thing
from newsld.models.writing import plain_number
from newsld.vocabulary import is_a, is_pending

__all__ = ["UNNAMED", "Node", "Writer", "class_of", "edtf", "lay_extra", "number", "put"]

Node = dict[str, Any]

_BRIEF: Final = ("name", "disambiguatingDescription", "url", "sameAs", "logo")
"""The texts that a page is given of a thing."""

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
    kept, merged, keywords = [], [], {}
    for term, value in sorted(thing.extra.items()):
        if not full and (term.startswith(NAMESPACE) or (value := _for_readers(value)) in (None, [])):
            continue  # what is kept for other formats is nothing for readers
        if term[:1] == "@":
            keywords[term] = value
        elif term in node:
            own = node[term]
            more = value if isinstance(value, list) and not full else [value]
            node[term] = [*(own if isinstance(own, list) else [own]), *more]
            merged.append(term)
        else:
            node[term] = value
            if term in ours:
                kept.append(term)
    if full:
        put(node, "newsld:kept", sorted(kept))
        put(node, "newsld:merged", sorted(merged))
        if keywords:
            node["newsld:keywords"] = {"@type": "@json", "@value": keywords}


def _for_readers(value: Any) -> Any:
    """What rides along, without the bare labels of nodes that a page may not tell."""
    if isinstance(value, list):
        return [item for item in value if not _is_label(item)]
    return None if _is_label(value) else value


def _is_label(value: Any) -> bool:
    return isinstance(value, dict) and len(value) == 1 and str(value.get("@id", "")).startswith(BLANK)


class Writer:
    """Makes the nodes of one article, each in full once.

    `told` has the ids of what was told so far, `plain` those of them that are named alike under every term. `refs`
    has for every thing, and `root` is for the article, the node that only names it: not to be changed.
    """

    def __init__(self, article: NewsArticle, *, full: bool, pending: bool) -> None:
        self.article = article
        self.text = article.text
        self.full = full
        self.pending = pending
        self.names = Names(article)
        self.root: Node = {"@id": self.names.root}
        self.told: set[str] = set()
        self.plain: set[str] = set()
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
        if slug in self.plain:
            return self.refs[slug]
        thing = self.things.get(slug)
        if thing is None:
            # A figure or a quotation is told where it is stated, and only if pending terms may be used.
            return {"@id": self.names.thing(slug)} if self.pending else None
        kind = type(thing)
        if kind is Event and thing.__dict__["factuality"] != "asserted":
            if term != "claim":
                return self.refs[slug] if self.full else None
        elif kind is not Place:
            self.plain.add(slug)
        elif term in AGENTS:
            return self._government(thing)  # type: ignore[arg-type]
        if slug in self.told:
            return self.refs[slug]
        self.told.add(slug)
        return self._thing(thing, kind)

    def lay(self, node: Node, term: str, slugs: Sequence[str]) -> None:
        """Add things under a term."""
        if len(slugs) == 1:
            (slug,) = slugs
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
        _TEXTS[type(thing)](self, thing.__dict__, node)

    def date(self, node: Node, term: str, dated: Dated) -> None:
        """Add a date: a plain one under the schema.org term, any other in the namespace of our own."""
        if dated.date.is_plain:
            node[term] = str(dated.date)
        elif self.full:
            node["newsld:" + term] = edtf(dated.date)
        if self.full and dated.basis:
            node[f"newsld:{term}Basis"] = dated.basis

    def _thing(self, thing: Person | Organization | Place | Event, kind: type[Thing]) -> Node:
        values = thing.__dict__
        types = self.types(thing) if values["type"] else kind.default_type
        node: Node = {"@type": types, "@id": self.names.iris[values["id"]]}
        if self.full:
            _TEXTS[kind](self, values, node)
            if kind is Person or kind is Organization:
                self._standing(thing, node)  # type: ignore[arg-type]
            self._details(thing, kind, node)
        else:
            # A page is given what tells a thing from others and, of an event, its time and place.
            _BRIEF_TEXTS[kind](self, values, node)
            if kind is Event:
                _BRIEF_LINKS(self, values, node)
            elif kind is not Place:
                self._standing(thing, node)  # type: ignore[arg-type]
        if values["extra"]:
            lay_extra(thing, node, full=self.full, ours=_OURS[kind])
        return node

    def _details(self, thing: Person | Organization | Place | Event, kind: type[Thing], node: Node) -> None:
        """What only the full profile has."""
        values = thing.__dict__
        if values["id"] in self.names.own:
            node["newsld:id"] = thing.id
        _LINKS[kind](self, values, node)
        if kind is Place:
            for axis in ("latitude", "longitude"):
                if values[axis] is not None:
                    node[axis] = number(values[axis])
        elif kind is Event:
            if values["participants"]:
                self._participants(thing, node)  # type: ignore[arg-type]
            if values["factuality"] != "asserted":
                node["newsld:factuality"] = values["factuality"]
        elif values["roles"]:
            self._roles(thing, node)  # type: ignore[arg-type]
        if values["type"] and _class_of(values["type"]) is not kind:
            node["newsld:class"] = kind.__name__

    def types(self, thing: Person | Organization | Place | Event | NewsArticle) -> str | list[str]:
        """What goes out as `@type`."""
        types: tuple[str, ...] = thing.__dict__["type"]
        if not types:
            return thing.default_type
        if not self.pending:
            types = tuple(name for name in types if not is_pending(name)) or (thing.default_type,)
        return types[0] if len(types) == 1 else [*types]

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
        values = party.__dict__
        if values["anonymous"]:
            node.setdefault("disambiguatingDescription", UNNAMED)
            node.pop("sameAs", None)
            if self.full:
                node["newsld:anonymous"] = True
                if party.disambiguating_description == UNNAMED:
                    node["newsld:described"] = True
                put(node, "newsld:sameAs", list(party.same_as))
        if type(party) is Organization:
            if values["group"]:
                node["additionalType"] = "http://xmlns.com/foaf/0.1/Group"
        elif values["roles"] and not self.full and self.pending and "jobTitle" not in party.extra:
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
        if role.start:
            self.date(node, "startDate", role.start)
        if role.end:
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
            values = participant.__dict__
            term: str = values["property"]
            party = self.refer(values["party"], term)
            if party is None:
                continue
            role: Node = {"@type": "Role"}
            if values["role_name"]:
                role["roleName"] = values["role_name"]
            role[term] = party
            role["newsld:position"] = position
            if term in found:
                found[term].append(role)
            else:
                found[term] = [role]
        for term, roles in found.items():
            if term in node:
                own = node[term]
                roles = [*(own if isinstance(own, list) else [own]), *roles]
            put(node, term, roles)


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


_KINDS: Final[tuple[type[Thing], ...]] = (Person, Organization, Place, Event)
_TEXTS: Final[dict[type[Thing], Lay]] = {kind: compile_texts(kind) for kind in TEXTS}
_LINKS: Final = {kind: compile_links(kind) for kind in _KINDS}
_BRIEF_TEXTS: Final = {kind: compile_texts(kind, _BRIEF) for kind in _KINDS}
_BRIEF_LINKS: Final = compile_links(Event, ("startDate", "endDate", "location", "organizer"))
_OURS: Final = {
    Person: _terms(Person) | {*ROLES},
    Organization: _terms(Organization) | {*ROLES} | {"additionalType"},
    Place: _terms(Place) | {"latitude", "longitude"},
    Event: _terms(Event) | {"contributor"},
}
"""The terms of each class that we read or derive ourselves: the same term in `extra` has to be marked."""
