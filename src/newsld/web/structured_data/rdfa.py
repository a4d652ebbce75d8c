"""RDFa: the resources in `typeof`, `property` and related attributes, by RDFa Lite and most of RDFa 1.1."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from newsld.findings import Position
from newsld.syntax.patterns import lazy_pattern
from newsld.web.html.tag import WHITESPACE
from newsld.web.structured_data.element_tree import ElementTree, TreeElement
from newsld.web.structured_data.resources import (
    Address,
    Resource,
    ResourceValue,
    TypedText,
    key_of,
    type_of,
)

_PREFIXES: Final = {
    "cc": "http://creativecommons.org/ns#",
    "csvw": "http://www.w3.org/ns/csvw#",
    "dc": "http://purl.org/dc/terms/",
    "dc11": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "gr": "http://purl.org/goodrelations/v1#",
    "ical": "http://www.w3.org/2002/12/cal/icaltzd#",
    "oa": "http://www.w3.org/ns/oa#",
    "og": "http://ogp.me/ns#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfa": "http://www.w3.org/ns/rdfa#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rev": "http://purl.org/stuff/rev#",
    "schema": "http://schema.org/",
    "sioc": "http://rdfs.org/sioc/ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "v": "http://rdf.data-vocabulary.org/#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes of RDFa's initial context that news may use."""
_SCHEMA_ORG: Final = lazy_pattern(r"https?://(?:www\.)?schema\.org[/#]?", re.IGNORECASE)
_ATTRIBUTES: Final = ("property", "rel", "rev", "about", "resource", "typeof", "href", "src")
_VALUES: Final = {"data": "value", "time": "datetime"}
_LINK_TYPES: Final = frozenset(
    {"alternate", "bookmark", "canonical", "dns-prefetch", "external", "help", "icon", "manifest",
     "me", "modulepreload", "next", "nofollow", "noopener", "noreferrer", "opener", "pingback", "preconnect",
     "prefetch", "preload", "prev", "search", "shortcut", "stylesheet", "tag", "ugc", "sponsored", "amphtml"}
)  # fmt: skip
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_TEXT_TYPES: Final = frozenset(
    {"http://www.w3.org/2001/XMLSchema#string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML",
     "http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral"}
)  # fmt: skip
"""Datatypes that are text without more."""
_DOCUMENT: Final = ""
"""The name of the page itself, the subject of all statements without another subject."""


def read_resources(tree: ElementTree) -> tuple[list[Resource], list[ResourceValue]]:
    """Return the resources with a type that are not values of others, with all that they lead to, and what is lost.

    Statements about the page itself, or about a resource without a type that none leads to, are left out. Those with
    a name of schema.org are returned as well, in order.
    """
    reader = _RdfaReader(tree)
    page = reader.subjects[_DOCUMENT]
    page.id = None
    typed = [resource for resource in reader.resources if resource.types]
    values = {
        one
        for resource in _collect_reachable(typed, set())
        for one in resource.resources()
        if one is not resource
    }
    found = [resource for resource in typed if resource not in values]
    seen: set[Resource] = set()
    _collect_reachable(found, seen)
    for resource in typed:  # some may lead to each other in a circle
        if resource not in seen:
            found.append(resource)
            _collect_reachable([resource], seen)
    lost = [
        value
        for resource in reader.resources
        if resource not in seen
        for value in resource.values
        if ":" not in value.key and not (isinstance(value.value, Resource) and value.value.types)
    ]
    return found, sorted(lost, key=lambda value: value.place)


def _collect_reachable(resources: list[Resource], seen: set[Resource]) -> list[Resource]:
    """Return these resources and all that they lead to, except those seen before; mark them as seen."""
    found: list[Resource] = []
    waiting = list(resources)
    while waiting:
        resource = waiting.pop()
        if resource not in seen:
            seen.add(resource)
            found.append(resource)
            waiting += resource.resources()
    return found


class _Scope(NamedTuple):
    """The context of an element.

    `subject` is the current subject, `pending` the relations that wait for the next resource and `reversed` those that
    wait for it as their subject. `pending_owner` is the resource on their other side; with `listed`, the values of
    `pending` are a list.
    """

    vocabulary: str | None
    prefixes: Mapping[str, str]
    subject: Resource
    pending: tuple[str, ...] = ()
    reversed: tuple[str, ...] = ()
    pending_owner: Resource | None = None
    listed: bool = False


class _Roles(NamedTuple):
    """The subject of an element, the resource that gets its types, and the resource that it leads to."""

    subject: Resource
    typed: Resource | None
    target: Resource | None


_Value = Resource | str | TypedText
"""A value of a property."""


class _RdfaReader:
    """The reader of one page: the resources that it describes, and those that have a name."""

    def __init__(self, tree: ElementTree) -> None:
        self.tree = tree
        page = Resource(_DOCUMENT, (), Position(1, 1))
        self.resources = [page]
        self.subjects = {_DOCUMENT: page}
        self.statements: set[tuple[Resource, str, _Value]] = set()
        self.lists: dict[tuple[Resource, str], list[_Value]] = {}
        start = _Scope(None, _PREFIXES, page)
        scopes: list[_Scope] = []
        for element in tree.elements:
            scopes.append(
                self.read_element(element, scopes[element.parent] if element.parent >= 0 else start)
            )
        for resource in self.resources:
            for at, entry in enumerate(resource.values):
                if isinstance(entry.value, list):
                    resource.values[at] = entry._replace(value=[self.described(one) for one in entry.value])
                else:
                    resource.values[at] = entry._replace(value=self.described(entry.value))

    def described(self, value: Any) -> Any:
        """Return the resource that an address names if the page describes it, any other value as it is."""
        named = self.subjects.get(value) if isinstance(value, Address) else None
        return named if named is not None and (named.types or named.values) else value

    def read_element(self, element: TreeElement, scope: _Scope) -> _Scope:
        """Read an element; return the scope of its children."""
        scope = _declare(element, scope)
        has = {name for name in _ATTRIBUTES if element.get(name) is not None}
        if not has:
            return scope
        relations = tuple(
            name for word in element.words("rel") if (name := _relation(word, scope, "property" in has))
        )
        reverse = tuple(
            name for word in element.words("rev") if (name := _relation(word, scope, "property" in has))
        )
        roles = self.roles(element, scope, has, bool(relations or reverse))
        if roles.typed is not None:
            kinds = [type_of(name) for word in element.words("typeof") if (name := _expand(word, scope))]
            roles.typed.types += [kind for kind in dict.fromkeys(kinds) if kind not in roles.typed.types]
        if scope.pending_owner is not None:
            self.add_values(
                scope.pending_owner, scope.pending, roles.subject, element, listed=scope.listed, once=True
            )
            self.add_values(roles.subject, scope.reversed, scope.pending_owner, element)
        listed = element.get("inlist") is not None
        names = [name for word in element.words("property") if (name := _expand(word, scope))]
        if names:
            typed = roles.typed if element.get("about") is None else None
            self.add_values(
                roles.subject,
                names,
                self.value(element, scope, typed, linked=not (relations or reverse)),
                element,
                listed=listed,
            )
        if (relations or reverse) and roles.target is None:
            return scope._replace(
                subject=self.resource(None, element),
                pending=relations,
                reversed=reverse,
                pending_owner=roles.subject,
                listed=listed,
            )
        if roles.target is not None:
            self.add_values(roles.subject, relations, roles.target, element, listed=listed)
            self.add_values(roles.target, reverse, roles.subject, element)
        return scope._replace(
            subject=roles.target or roles.subject, pending=(), reversed=(), pending_owner=None
        )

    def roles(self, element: TreeElement, scope: _Scope, has: set[str], related: bool) -> _Roles:
        """Return the roles of an element, by the fifth and sixth step of RDFa."""
        about = self.named(element, scope)
        if about is None and "typeof" in has and element.name in {"body", "head", "html"}:
            # The page itself, unless the element only says what its `resource` is.
            about = None if "resource" in has and not related and "property" not in has else scope.subject
        has_type = "typeof" in has
        if related:
            target = self.target(element, scope)
            if about is None and has_type:
                target = target or self.resource(None, element)
                return _Roles(scope.subject, target, target)
            return _Roles(about or scope.subject, about if has_type else None, target)
        if "property" in has and element.get("content") is None and element.get("datatype") is None:
            typed = (
                (about or self.target(element, scope) or self.resource(None, element)) if has_type else None
            )
            return _Roles(about or scope.subject, typed, typed)
        subject = about or self.target(element, scope)
        if subject is None:
            subject = self.resource(None, element) if has_type else scope.subject
        return _Roles(subject, subject if has_type else None, None)

    def add_values(
        self,
        subject: Resource,
        names: Iterable[str],
        value: _Value,
        element: TreeElement,
        *,
        listed: bool = False,
        once: bool = False,
    ) -> None:
        """Add a value to a resource under each name, without duplicates; a type is no value but one of its types.

        With `listed`, the value is one of a list, which may contain it several times, unless `once`.
        """
        for name in names:
            self.tree.spend(8)
            key = key_of(name)
            if name == _TYPE:
                kind = type_of(str(value.id if isinstance(value, Resource) else value))
                if kind and kind not in subject.types:
                    subject.types.append(kind)
            elif listed:
                known = self.lists.get((subject, key))
                if known is None:
                    known = self.lists[subject, key] = []
                    subject.values.append(ResourceValue(key, known, element.place))
                if not (once and (subject, key, value) in self.statements):
                    known.append(value)
                    self.statements.add((subject, key, value))
            elif (subject, key, value) not in self.statements:
                self.statements.add((subject, key, value))
                subject.values.append(ResourceValue(key, value, element.place))

    def value(self, element: TreeElement, scope: _Scope, typed: Resource | None, *, linked: bool) -> _Value:
        """Return the value of the properties of an element; without `linked`, its address belongs to a relation."""
        content = element.get("content")
        if content is None and element.name in _VALUES:
            content = element.get(_VALUES[element.name])
        datatype = element.get("datatype")
        if content is None and datatype is None:
            if linked and (address := self.address(element, scope)) is not None:
                return typed or Address(address)
            if typed is not None:
                return typed
        text = self.tree.text(element) if content is None else content
        kind = _expand(datatype, scope) if datatype and datatype.strip() else None
        return text if kind is None or kind in _TEXT_TYPES else TypedText(text, kind)

    def address(self, element: TreeElement, scope: _Scope) -> str | None:
        """Return the address that an element leads to, resolved against the base of the page."""
        found = _address(element, scope)
        return None if found is None else self.tree.resolve(found)

    def target(self, element: TreeElement, scope: _Scope) -> Resource | None:
        """Return the resource that an element leads to by its address."""
        address = self.address(element, scope)
        return None if address is None else self.resource(address, element)

    def named(self, element: TreeElement, scope: _Scope) -> Resource | None:
        """Return the resource in the `about` attribute of an element."""
        about = element.get("about")
        name = None if about is None else _resource(about, scope)
        return None if name is None else self.resource(self.tree.resolve(name), element)

    def resource(self, name: str | None, element: TreeElement) -> Resource:
        """Return the resource of this name; a new one for None."""
        if name is not None and name in self.subjects:
            return self.subjects[name]
        resource = Resource(None if name is not None and name.startswith("_:") else name, (), element.place)
        self.resources.append(resource)
        if name is not None:
            self.subjects[name] = resource
        return resource


def _declare(element: TreeElement, scope: _Scope) -> _Scope:
    """Return the scope with the vocabulary and the prefixes that an element declares."""
    vocabulary = element.get("vocab")
    if vocabulary is not None:
        vocabulary = vocabulary.strip(WHITESPACE)
        if _SCHEMA_ORG.fullmatch(vocabulary):
            vocabulary = "https://schema.org/"
        scope = scope._replace(vocabulary=vocabulary or None)
    declared = {
        name[len("xmlns:") :]: element.get(name) or ""
        for name in element.parsed.attrs
        if name.startswith("xmlns:")
    }
    words = element.words("prefix")
    declared |= {
        name[:-1].lower(): iri
        for name, iri in zip(words[::2], words[1::2], strict=False)
        if name.endswith(":")
    }
    return scope._replace(prefixes={**scope.prefixes, **declared}) if declared else scope


def _expand(word: str, scope: _Scope) -> str | None:
    """Return the address of a type or a property; None for a word without a meaning in this scope."""
    prefix, colon, rest = word.partition(":")
    if not colon:
        return scope.vocabulary + word if scope.vocabulary is not None else None
    if prefix == "_":
        return None
    if not rest.startswith("//") and (iri := scope.prefixes.get(prefix.lower())) is not None:
        return ("https://schema.org/" if _SCHEMA_ORG.fullmatch(iri) else iri) + rest
    return word


def _relation(word: str, scope: _Scope, has_property: bool) -> str | None:
    """Return the address of a relation; None for the link types of HTML, and for bare words next to `property`."""
    if ":" not in word and (has_property or word.lower() in _LINK_TYPES):
        return None
    return _expand(word, scope)


def _address(element: TreeElement, scope: _Scope) -> str | None:
    """Return the address that an element leads to."""
    resource = element.get("resource")
    if resource is not None and (name := _resource(resource, scope)) is not None:
        return name
    address = element.get("href")
    if address is None:
        address = element.get("src")
    return None if address is None else address.strip(WHITESPACE)


def _resource(written: str, scope: _Scope) -> str | None:
    """Return the address in `about` or `resource`, prefixes expanded; None for empty brackets."""
    written = written.strip(WHITESPACE)
    safe = written.startswith("[") and written.endswith("]")
    name = written[1:-1] if safe else written
    prefix, colon, rest = name.partition(":")
    if colon and not rest.startswith("//") and prefix != "_" and prefix.lower() in scope.prefixes:
        return scope.prefixes[prefix.lower()] + rest
    return name if not safe or prefix == "_" else None
