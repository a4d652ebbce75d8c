"""Parse a block that uses the context of its graph's profile, without JSON-LD expansion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from newsld.schemaorg.jsonld.graph.context_profile import ContextProfile
from newsld.schemaorg.jsonld.graph.graph_nodes import (
    BLANK,
    SCALARS,
    GraphNode,
    NodeRef,
    OrderedList,
    top_objects,
)
from newsld.schemaorg.jsonld.processor import SCHEMA_ORG
from newsld.syntax.document import escape_pointer
from newsld.syntax.patterns import lazy_pattern
from newsld.web.markup.contexts import context_faults

_KEYWORD: Final = lazy_pattern(r"@[A-Za-z]+")
_LITERAL: Final = {"@value", "@type", "@language", "@direction"}
_UNSUPPORTED: Final = frozenset(
    {"@base", "@container", "@default", "@direction", "@import", "@index", "@json", "@language", "@list", "@nest",
     "@none", "@prefix", "@propagate", "@protected", "@reverse", "@set", "@value", "@version", "@vocab"}
)  # fmt: skip
"""Keywords that need the reference processor in a node; other names that begin with `@` have no meaning."""


class UnsupportedSyntaxError(Exception):
    """The block uses JSON-LD that only the reference processor supports."""


def is_keyword(name: str) -> bool:
    """Return whether a name has the form of a keyword (`@herald`), and so identifies nothing."""
    return name[:1] == "@" and _KEYWORD.fullmatch(name) is not None


class FastParser:
    """A parser that visits each value of a block once.

    `key` returns the graph's key for an `@id`. `nodes` are the nodes in the order of the block, `top_keys` the keys of
    those that are not nested in another. `assumed` is true when an unknown context was treated as schema.org's.
    A `lenient` parser takes what it can from a block that is not valid JSON-LD; any other raises
    UnsupportedSyntaxError.
    """

    def __init__(
        self,
        profile: ContextProfile,
        key: Callable[[str | None], str],
        number: int | None,
        *,
        lenient: bool = False,
    ) -> None:
        """Create a parser for the block with this number."""
        self.nodes: list[GraphNode] = []
        self.top_keys: list[str] = []
        self.assumed = False
        self._profile = profile
        self._key = key
        self._number = number
        self._lenient = lenient
        self._sources: list[dict[str, Any]] = []

    def parse(self, data: Any) -> None:
        """Parse the nodes of the block. Raises UnsupportedSyntaxError unless the parser is lenient."""
        for item, at in top_objects(data, ""):
            if not self._profile.matches(item.get("@context", SCHEMA_ORG)):
                self._require_lenient()
            self._add_top_node(item, at)
        # Both lists grow in the loop.
        for node, source in zip(self.nodes, self._sources, strict=True):
            self._parse_node(node, source)

    def _add_top_node(self, data: dict[str, Any], at: str) -> None:
        node = self._add_node(data, at)
        if node is not None:
            self.top_keys.append(node.key)

    def _require_lenient(self) -> None:
        if not self._lenient:
            raise UnsupportedSyntaxError

    def _add_node(self, data: dict[str, Any], at: str) -> NodeRef | None:
        """Return a reference to the node of an object, and queue its properties; None when it is no node."""
        name = data.get("@id")
        if "id" in data and "id" in self._profile.aliases:
            if name is not None:
                self._require_lenient()
            name = data["id"] if name is None else name
        if name is not None and not isinstance(name, str):
            self._require_lenient()
            name = None
        elif name is not None and is_keyword(name):
            name = None
            if len(data) == 1:
                return None
        key = self._key(name)
        if name is None or len(data) > 1:
            self.nodes.append(GraphNode(key, name, self._number, at))
            self._sources.append(data)
        return NodeRef(key, name)

    def _parse_node(self, node: GraphNode, data: dict[str, Any]) -> None:
        """Parse the properties of an object into its node."""
        profile, terms = self._profile, node.terms
        aliases = profile.aliases
        for key, value in data.items():
            if key[:1] == "@" or key in aliases:
                self._keyword(node, aliases.get(key, key), key, value)
                continue
            if value is None:
                continue
            term = profile.term(key) if ":" in key else key
            values: list[Any] = []
            self._collect(value, term, node.pointer, key, values)
            if term is not key and (coerced := profile.coercion(term)):
                values = [_uncoerced(one, coerced) for one in values]
            if term in terms:
                node.add(term, values)
            elif values:
                terms[term] = values

    def _keyword(self, node: GraphNode, keyword: str, key: str, value: Any) -> None:
        if keyword == "@id":
            return
        if keyword == "@type":
            for name in value if type(value) is list else (value,):
                if type(name) is not str:
                    self._require_lenient()
                    continue
                kind = self._profile.term(name) if ":" in name else name
                if kind not in node.types:
                    node.types.append(kind)
        elif keyword == "@context":
            if not self._profile.matches(value):
                self._require_lenient()
            elif value != SCHEMA_ORG and next(context_faults(value), None):
                self.assumed = True
        elif keyword in ("@graph", "@included"):
            for item, at in top_objects(value, f"{node.pointer}/{escape_pointer(key)}"):
                self._add_top_node(item, at)
        elif keyword in _UNSUPPORTED or not is_keyword(keyword):
            self._require_lenient()

    def _collect(self, value: Any, term: str, at: str, step: str | int, found: list[Any]) -> None:
        """Append the values of a term to `found`."""
        kind = type(value)
        if kind is str:
            if value[:2] == BLANK and self._profile.coercion(term) == "@id":
                found.append(NodeRef(self._key(value), value))
            else:
                found.append(value)
        elif kind is dict:
            self._object(value, term, f"{at}/{escape_pointer(step)}", found)
        elif kind is list:
            below = f"{at}/{escape_pointer(step)}"
            for number, item in enumerate(value):
                self._collect(item, term, below, number, found)
        elif value is not None:
            found.append(value)

    def _object(self, value: dict[str, Any], term: str, at: str, found: list[Any]) -> None:
        if "@value" in value:
            if (literal := self._literal(value, term)) is not None:
                found.append(literal)
        elif "@list" in value or "@set" in value:
            if len(value) > 1:
                self._require_lenient()
            if "@list" in value:
                listed = value["@list"]
                if type(listed) is list and any(type(item) is list for item in listed):
                    # A list in a list is a separate value.
                    self._require_lenient()
                items: list[Any] = []
                self._collect(listed, term, at, "@list", items)
                found.append(OrderedList(items))
            else:
                self._collect(value["@set"], term, at, "@set", found)
        elif (node := self._add_node(value, at)) is not None:
            found.append(node)

    def _literal(self, value: dict[str, Any], term: str) -> Any:
        """Return the literal of a value object, as a plain value if that stands for the same triple."""
        text = value["@value"]
        plain = type(text) in SCALARS
        if value.get("@type") == "@json" and len(value) == 2:
            return value
        if not plain and text is not None:
            self._require_lenient()
            return None
        if not value.keys() <= _LITERAL or any(
            type(value[key]) is not str for key in value.keys() - {"@value"}
        ):
            self._require_lenient()
            return text
        if text is None:
            return None
        return text if len(value) == 1 and not self._profile.coercion(term) else value


def _uncoerced(value: Any, coerced: str) -> Any:
    """Return a value that was not coerced, since its term was an IRI, as it is written under the term's plain name."""
    if type(value) is NodeRef and coerced == "@id" and value.name is not None and value.name[:2] != BLANK:
        return value.name
    return {"@value": value} if type(value) in SCALARS else value
