"""Merge blocks of JSON-LD into one graph, in which each node occurs once, with its values as written.

Values are kept in the graph's profile: under the profile's context they are the same triples as in their block.
The fast parser handles most blocks; others (with terms of their own, language maps, reverse properties) go through the
reference processor.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Any, Final
from urllib.parse import urljoin

from newsld.model.vocabulary import PREFIXES
from newsld.schemaorg.jsonld.graph.context_profile import STANDARD, ContextProfile
from newsld.schemaorg.jsonld.graph.expanded import ExpandedParser
from newsld.schemaorg.jsonld.graph.fast_parser import FastParser, UnsupportedSyntaxError, is_keyword
from newsld.schemaorg.jsonld.graph.graph_nodes import BLANK, GraphNode, NodeRef, flatten
from newsld.schemaorg.jsonld.processor import SCHEMA_ORG, ExpansionError, expand
from newsld.syntax.patterns import lazy_pattern
from newsld.web.markup.contexts import is_schema_org

_SCHEME: Final = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]*:")
_UNKNOWN_BASE: Final = "https://base.invalid/a/b/c/d/e/f/g/h?i"
"""The base of a document without an address. It only decides which relative IRIs are the same."""


class Graph:
    """The merged nodes of any number of blocks.

    `nodes` maps keys to nodes in the order of the blocks, `top_nodes` to those that are not nested in another.
    `base` is the address of the document; it only decides which IRIs are the same. `invalid` maps the numbers of blocks
    that are not valid JSON-LD to the reason, `assumed` has the numbers of those whose unknown context was treated as
    schema.org's.
    """

    def __init__(self, *, profile: ContextProfile = STANDARD, base: str | None = None) -> None:
        """Create an empty graph."""
        self.profile = profile
        self.base = base or _UNKNOWN_BASE
        self.nodes: dict[str, GraphNode] = {}
        self.top_nodes: dict[str, GraphNode] = {}
        self.invalid: dict[int | None, str] = {}
        self.assumed: set[int | None] = set()
        self._unnamed = 0
        self._references: dict[str, list[GraphNode]] = {}

    def add(self, data: Any, number: int | None = None, *, exact: bool = False) -> None:
        """Add the nodes of a block. `exact` uses the reference processor even when the fast parser would do.

        Of a block that is not valid JSON-LD it adds what it can, and records the reason in `invalid`.
        """
        key = partial(self._key, number=number)
        parser: FastParser | ExpandedParser
        try:
            if exact:
                raise UnsupportedSyntaxError
            parser = FastParser(self.profile, key, number)
            parser.parse(data)
            if parser.assumed:
                self.assumed.add(number)
        except UnsupportedSyntaxError:
            try:
                parser = ExpandedParser(self.profile, key, number)
                parser.parse(self._expanded(data, number))
            except ExpansionError as error:
                self.invalid[number] = str(error)
                parser = FastParser(self.profile, key, number, lenient=True)
                parser.parse(data)
        self._references.clear()
        top_keys = set(parser.top_keys)
        for node in parser.nodes:
            if not (node.types or node.terms):
                continue
            known = self.nodes.setdefault(node.key, node)
            if known is not node:
                known.merge(node)
            if node.key in top_keys:
                self.top_nodes.setdefault(node.key, known)

    def _expanded(self, data: Any, number: int | None) -> list[Any]:
        try:
            return expand(data)
        except ExpansionError as error:
            if error.code != "loading remote context failed":
                raise
            self.assumed.add(number)
            return expand(_without_remote_contexts(data))

    def find_node(self, value: Any, term: str) -> GraphNode | None:
        """Return the node that a value of a term refers to; None when the graph has no data about it."""
        if type(value) is str:
            if self.profile.coercion(term) != "@id":
                return None
            return self.nodes.get(_identity(value, self.base))
        return self.nodes.get(value.key) if type(value) is NodeRef else None

    def named(self, name: str, number: int | None) -> GraphNode | None:
        """Return the node with this `@id`, as written in the block with this number; None without data about it."""
        return None if is_keyword(name) else self.nodes.get(self._key(name, number=number))

    def forget_references(self) -> None:
        """Forget the references that were looked up, after values of nodes have changed."""
        self._references.clear()

    def reachable(self, start: GraphNode, seen: set[str]) -> list[GraphNode]:
        """Return `start` and all nodes reachable from it, without those whose keys are in `seen`; update `seen`."""
        found: list[GraphNode] = []
        if start.key not in seen:
            seen.add(start.key)
            found.append(start)
        for node in found:
            for other in self.references(node):
                if other.key not in seen:
                    seen.add(other.key)
                    found.append(other)
        return found

    def references(self, node: GraphNode) -> list[GraphNode]:
        """Return the nodes that the values of a node refer to, once for each reference."""
        known = self._references.get(node.key)
        if known is None:
            known = self._references[node.key] = list(self._find_references(node))
        return known

    def _find_references(self, node: GraphNode) -> Iterator[GraphNode]:
        nodes = self.nodes
        for term, values in node.terms.items():
            is_iri_term = self.profile.coercion(term) == "@id"
            for value in flatten(values):
                if type(value) is NodeRef:
                    found = nodes.get(value.key)
                elif is_iri_term and type(value) is str:
                    found = nodes.get(_identity(value, self.base))
                else:
                    continue
                if found is not None:
                    yield found

    def _key(self, name: str | None, *, number: int | None) -> str:
        """Return the key for an `@id`; a new one for None and for the form of a keyword, which identify nothing."""
        if name is None or is_keyword(name):
            self._unnamed += 1
            return f"{BLANK}{self._unnamed}"
        if name.startswith(BLANK):
            return f"{BLANK}{number}:{name[2:]}"
        return _identity(name, self.base)


@lru_cache(maxsize=8192)
def _identity(name: str, base: str) -> str:
    """Return a key that two IRIs of a document with this base share only if they are the same."""
    if _SCHEME.match(name):
        prefix, _, rest = name.partition(":")
        return PREFIXES[prefix] + rest if prefix in PREFIXES and not rest.startswith("//") else name
    try:
        return urljoin(base, name) + ("#" if name.endswith("#") else "")
    except ValueError:
        return name


def _without_remote_contexts(data: Any) -> Any:
    """Return the block with each context that would have to be fetched replaced by schema.org's."""
    if isinstance(data, list):
        return [_without_remote_contexts(item) for item in data]
    if not isinstance(data, dict):
        return data
    found = {key: _without_remote_contexts(value) for key, value in data.items() if key != "@context"}
    if "@context" in data:
        context = data["@context"]
        several = context if isinstance(context, list) else [context]
        found["@context"] = [_local_context(item) for item in several]
    return found


def _local_context(context: Any) -> Any:
    """Return a context that needs no fetching: schema.org's for an address, an inline one without @import."""
    if isinstance(context, str):
        return context if is_schema_org(context) else SCHEMA_ORG
    if not isinstance(context, dict):
        return context
    return {key: _local_definition(value) for key, value in context.items() if key != "@import"}


def _local_definition(definition: Any) -> Any:
    """Return the definition of a term, its scoped context replaced in the same way."""
    if not isinstance(definition, dict) or "@context" not in definition:
        return definition
    return {
        **definition,
        "@context": _without_remote_contexts({"@context": definition["@context"]})["@context"],
    }
