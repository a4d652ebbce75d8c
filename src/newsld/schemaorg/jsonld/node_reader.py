"""Read metadata, entities and events from the nodes of a JSON-LD document that newsld wrote, nested or as a graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from newsld.model import Correction, Event, Image, NewsArticle, Organization, PagePart, Person, Place
from newsld.model.fields import COLLECTIONS, ModelField, data_fields_of, properties_of
from newsld.model.node import Thing
from newsld.schemaorg.jsonld.fragments import parse_fragment
from newsld.schemaorg.jsonld.iris import BLANK, GOVERNMENT
from newsld.schemaorg.jsonld.own_terms import NESTED, ROLES, VERSION
from newsld.schemaorg.jsonld.values import UNNAMED, class_of
from newsld.syntax.document import escape_pointer

Node = dict[str, Any]

_CLASSES: Final[dict[str, type[Thing]]] = {
    "Person": Person,
    "Organization": Organization,
    "Place": Place,
    "Event": Event,
}
_ROLES: Final = (*ROLES, "newsld:role")
_SILENT: Final = frozenset({"@type", "@id", "@context"})


def roots(document: Any) -> list[tuple[str, Node]]:
    """Return the articles that newsld wrote into a document, each with its JSON Pointer."""
    found = []
    for at, node in _top(document, ""):
        if VERSION in node:
            found.append((at, node))
    return found


def _top(value: Any, at: str) -> Iterator[tuple[str, Node]]:
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _top(item, f"{at}/{number}")
    elif isinstance(value, dict):
        yield at, value
        if "@graph" in value:
            yield from _top(value["@graph"], at + "/@graph")


def as_list(value: Any) -> list[Any]:
    """Return the values of a term as a list."""
    return value if isinstance(value, list) else [value]


def _id(value: Any) -> str | None:
    name = value.get("@id") if isinstance(value, dict) else None
    return name if isinstance(name, str) else None


class NodeReader:
    """Reads the nodes of one article: `nodes` has them by their `@id`, `slugs` the ids of those that newsld named."""

    def __init__(self, document: Any, at: str, root: Node) -> None:
        """Read the article whose `root` is `at` this JSON Pointer of the document."""
        self.nodes: dict[str, Node] = {}
        self.places: dict[str, str] = {}
        self.origins: dict[str, str] = {"": at}
        self.root = root
        self._collect(document, "")
        name = _id(root)
        if name:
            self.root = self.nodes[name]
        prefix = self.root.get("newsld:prefix", "#")
        self.prefix: str = prefix if isinstance(prefix, str) else "#"
        self.slugs = {name: slug for name, node in self.nodes.items() if (slug := self._slug(name, node))}

    def article(self) -> Node:
        """Return the plain data of the article itself, its parts, entities and events."""
        root = self.root
        data: Node = {"newsld": root.get(VERSION)}
        taken = self._fields(NewsArticle, root, data)
        data["type"] = root.get("@type")
        if root.get("newsld:blank"):
            data["iri"] = BLANK
        elif not root.get("newsld:derived") and (name := _id(root)):
            data["iri"] = name
        for field in data_fields_of(NewsArticle):
            value = root.get(f"newsld:{field.alias}")
            if isinstance(value, dict) and "@value" in value:
                data[field.alias] = value["@value"]
        self._things(data)
        self._parts(root, data)
        self._preserve(root, data, taken | NESTED)
        return data

    def origin(self, pointer: str) -> str:
        """Return the pointer into the JSON-LD for a pointer into the story's data."""
        head = pointer
        while head not in self.origins:
            head = head.rpartition("/")[0]
        return self.origins[head] + pointer[len(head) :]

    def _collect(self, value: Any, at: str) -> None:
        stack = [(value, at)]
        while stack:
            value, at = stack.pop()
            if isinstance(value, list):
                stack.extend((item, f"{at}/{number}") for number, item in enumerate(value))
            elif isinstance(value, dict):
                name = _id(value)
                if name and len(value) > 1:
                    known = self.nodes.get(name)
                    if known is None or len(value) > len(known):
                        self.places[name] = at
                    # The full node counts: references to it have no preserved properties.
                    fuller = known is not None and len(known) >= len(value)
                    self.nodes[name] = {**value, **(known or {})} if fuller else {**(known or {}), **value}
                stack.extend((item, f"{at}/{escape_pointer(key)}") for key, item in value.items())

    def _slug(self, name: str, node: Node) -> str | None:
        given = node.get("newsld:id")
        if isinstance(given, str):
            return given
        if not name.startswith(self.prefix):
            return None
        slug = name[len(self.prefix) :]
        if slug.endswith(GOVERNMENT) or "/" in slug:
            return None
        return slug.removeprefix("cite-") if node.get("@type") == "Claim" else slug

    def resolve(self, value: Any) -> Any:
        """Return the node that a value refers to, or the value itself if the document has no such node."""
        return self.nodes.get(_id(value) or "", value)

    def ref(self, value: Any) -> Any:
        """Return the slug of the node that a value refers to; the value itself if it is not a node of newsld."""
        name = _id(value)
        if name is None:
            return value
        if name in self.slugs:
            return self.slugs[name]
        if name.startswith(self.prefix):
            slug = name[len(self.prefix) :]
            return slug.removesuffix(GOVERNMENT)
        return name

    def refs(self, value: Any) -> list[Any]:
        """Return the slugs of the nodes that the values of a term refer to."""
        return [self.ref(item) for item in as_list(value)]

    def citation(self, value: Any) -> Any:
        """Return the label of the citation whose Claim a value refers to."""
        name = _id(value) or ""
        return name[len(self.prefix) :].removeprefix("cite-") if name.startswith(self.prefix) else value

    def own(self, node: Node, term: str) -> list[Any]:
        """Return the values of a term that newsld wrote, without preserved values under the same term."""
        if term not in node or term in as_list(node.get("newsld:kept", [])):
            return []
        values = as_list(node[term])
        return values[:-1] if term in as_list(node.get("newsld:merged", [])) else values

    def _fields(self, kind: type[Thing], node: Node, data: Node) -> set[str]:
        """Read the declared fields of a class into `data`; return their terms."""
        taken = set()
        for field in properties_of(kind):
            term = field.term
            taken.add(term)
            if field.kind == "date":
                self.date(node, term, data, field.alias)
            elif values := [
                self._value(field, value) for value in self.own(node, term) if not _is_role(value)
            ]:
                data[field.alias] = values[0] if len(values) == 1 else values
        return taken

    def _value(self, field: ModelField, value: Any) -> Any:
        kind = field.kind
        if kind == "reference":
            return self._relation(field.term, value) if field.is_relation else self.ref(value)
        if kind == "number":
            return number_of(value)
        if kind == "choice":
            return value.lower() if isinstance(value, str) else value
        if kind == "pixels":
            return value.get("value") if isinstance(value, dict) else value
        return value

    def _relation(self, term: str, value: Any) -> Any:
        """Return a slug, with its basis and words if the thing is the value of a Role."""
        if not isinstance(value, dict) or value.get("@type") != "Role":
            return self.ref(value)
        relation: Node = {"id": self.ref(value.get(term))}
        if "newsld:basis" in value:
            relation["basis"] = value["newsld:basis"]
        if "newsld:words" in value:
            relation["words"] = parse_fragment(value["newsld:words"])
        return relation

    def date(self, node: Node, term: str, data: Node, key: str) -> None:
        """Read a date, from the schema.org term or that of newsld, into a field, with its evidence."""
        typed = node.get("newsld:" + term)
        own = self.own(node, term)
        date = typed.get("@value") if isinstance(typed, dict) else own[0] if own else None
        if date is not None:
            known = evidence(node, term)
            data[key] = {"date": date, **known} if known else date

    def _preserve(self, node: Node, data: Node, taken: set[str]) -> None:
        """Preserve the properties that newsld does not model, and preserved values under properties that it writes."""
        extra = {}
        kept, merged = as_list(node.get("newsld:kept", [])), as_list(node.get("newsld:merged", []))
        for term, value in node.items():
            if term in _SILENT or term.startswith(("newsld:", "oa:")):
                continue
            if term in kept or term not in taken:
                extra[term] = value
            elif term in merged and isinstance(value, list) and value:
                extra[term] = value[-1]
        keywords = node.get("newsld:keywords")
        if isinstance(keywords, dict) and isinstance(keywords.get("@value"), dict):
            extra |= keywords["@value"]
        if extra:
            data["extra"] = extra

    def _things(self, data: Node) -> None:
        for name, node in self.nodes.items():
            slug = self.slugs.get(name)
            if slug is None or node is self.root:
                continue
            stated = node.get("newsld:class")
            types = [item for item in as_list(node.get("@type", [])) if isinstance(item, str)]
            kind: type[Thing] | None = (
                _CLASSES.get(stated) if isinstance(stated, str) else class_of(tuple(types))
            )
            if kind is None:
                continue
            thing = self._thing(kind, name, node)
            self.add_part(data, COLLECTIONS[kind], slug, name, thing)

    def add_part(self, data: Node, collection: str, slug: str, name: str, thing: Node) -> None:
        """Add the data of a node to a collection, under its id."""
        data.setdefault(collection, {})[slug] = thing
        self.origins[f"/{collection}/{slug}"] = self.places[name]

    def _thing(self, kind: type[Thing], name: str, node: Node) -> Node:
        thing: Node = {"type": node.get("@type")}
        if "newsld:id" in node:
            thing["iri"] = BLANK if name.startswith(BLANK) else name
        taken = self._fields(kind, node, thing)
        if kind in (Person, Organization):
            taken |= self._party(kind, node, thing)
        elif kind is Event:
            taken |= {"contributor", "organizer", "about"}
            roles = [
                (role.get("newsld:position"), term, role)
                for term in ("contributor", "organizer", "about")
                for role in self.own(node, term)
                if _is_role(role)
            ]
            participants = [self._participant(term, role) for _, term, role in sorted(roles, key=_first)]
            if participants:
                thing["participants"] = participants
            if "newsld:factuality" in node:
                thing["factuality"] = node["newsld:factuality"]
        self._preserve(node, thing, taken)
        return thing

    def _party(self, kind: type[Thing], node: Node, thing: Node) -> set[str]:
        taken: set[str] = set(_ROLES)
        if node.get("newsld:anonymous"):
            thing["anonymous"] = True
            if thing.get("disambiguatingDescription") == UNNAMED and not node.get("newsld:described"):
                del thing["disambiguatingDescription"]
            if "newsld:sameAs" in node:
                thing["sameAs"] = node["newsld:sameAs"]
        if "newsld:anonymousReason" in node:
            thing["anonymousReason"] = parse_fragment(node["newsld:anonymousReason"])
        if kind is Organization:
            taken.add("additionalType")
            if self.own(node, "additionalType"):
                thing["group"] = True
        roles = [
            (role["newsld:position"], term, role)
            for term in _ROLES
            for role in self.own(node, term)
            if isinstance(role, dict) and "newsld:position" in role
        ]
        if roles:
            thing["roles"] = [self._role(term, role) for _, term, role in sorted(roles, key=_first)]
        return taken

    def _role(self, term: str, node: Node) -> Node:
        role: Node = {"property": node.get("newsld:property", term)}
        if "roleName" in node:
            role["roleName"] = node["roleName"]
        self.date(node, "startDate", role, "start")
        self.date(node, "endDate", role, "end")
        for name in ("of", "at"):
            if f"newsld:{name}" in node:
                role[name] = self.ref(node[f"newsld:{name}"])
        for name in ("status", "basis"):
            if f"newsld:{name}" in node:
                role[name] = node[f"newsld:{name}"]
        if "newsld:words" in node:
            role["words"] = parse_fragment(node["newsld:words"])
        return role

    def _participant(self, term: str, node: Node) -> Node:
        participant: Node = {"party": self.ref(node.get(term)), "property": term}
        if "roleName" in node:
            participant["roleName"] = node["roleName"]
        if "newsld:basis" in node:
            participant["basis"] = node["newsld:basis"]
        if "newsld:words" in node:
            participant["words"] = parse_fragment(node["newsld:words"])
        return participant

    def _parts(self, root: Node, data: Node) -> None:
        for key, term, kind in (
            ("image", "image", Image),
            ("correction", "correction", Correction),
            ("hasPart", "hasPart", PagePart),
        ):
            parts = []
            for value in self.own(root, term):
                node = self.nodes.get(_id(value) or "", value)
                if not isinstance(node, dict) or node.get("@type") == "Quotation":
                    continue
                parts.append(self._part(kind, node))
            if parts:
                data[key] = parts

    def _part(self, kind: type[Thing], node: Node) -> Node:
        part: Node = {}
        if node.get("newsld:blank"):
            part["iri"] = BLANK
        elif name := _id(node):
            part["iri"] = name
        taken = self._fields(kind, node, part)
        self._preserve(node, part, taken)
        return part


def spans(node: Node, term: str) -> list[Any]:
    """Return the spans of a term of a node, as a story has them."""
    return [parse_fragment(value) for value in as_list(node.get(term, []))]


def evidence(node: Node, term: str) -> Node:
    """Return the basis and the words of a property of a node."""
    found: Node = {}
    for item in as_list(node.get("newsld:evidence", [])):
        if isinstance(item, dict) and item.get("newsld:property") == term:
            if "newsld:basis" in item:
                found["basis"] = item["newsld:basis"]
            if "newsld:words" in item:
                found["words"] = parse_fragment(item["newsld:words"])
    return found


def _is_role(value: Any) -> bool:
    return isinstance(value, dict) and value.get("@type") == "Role" and "newsld:position" in value


def _first(item: tuple[Any, ...]) -> int:
    return item[0] if isinstance(item[0], int) else 0


def number_of(value: Any) -> Any:
    """Return a number, or the digits of one that JSON cannot hold."""
    return value.get("@value") if isinstance(value, dict) else value
