"""Blocks that are in a graph's dialect already: their values are taken as they stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from newsld.schemaorg.jsonld.graph.context_profile import Dialect
from newsld.schemaorg.jsonld.graph.graph_nodes import BLANK, SCALARS, Items, Ref, Subject, top
from newsld.schemaorg.jsonld.processor import SCHEMA_ORG
from newsld.syntax.document import escape_pointer
from newsld.web.markup.contexts import context_faults

__all__ = ["IntricateError", "PlainReader", "is_keyword"]

_KEYWORD: Final = re.compile(r"@[A-Za-z]+")
_LITERAL: Final = {"@value", "@type", "@language", "@direction"}
_INTRICATE: Final = frozenset(
    {"@base", "@container", "@default", "@direction", "@import", "@index", "@json", "@language", "@list", "@nest",
     "@none", "@prefix", "@propagate", "@protected", "@reverse", "@set", "@value", "@version", "@vocab"}
)  # fmt: skip
"""Keywords that mean more in a node than can be taken as it stands; other names with `@` mean nothing."""


class IntricateError(Exception):
    """The block uses more of JSON-LD than can be taken as it stands."""


def is_keyword(name: str) -> bool:
    """Whether a name has the form of a keyword, `@herald`: it names nothing."""
    return name[:1] == "@" and _KEYWORD.fullmatch(name) is not None


class PlainReader:
    """Reads a block that is in the dialect already, without looking twice at any value.

    `key` gives the key of a node by its name. `subjects` are the nodes as they are told, `tops` the keys of those in no
    other, and with `assumed` a context was taken for schema.org's. `lenient` takes what it can from a block that is no
    valid JSON-LD; otherwise IntricateError is raised for what cannot be taken as it stands.
    """

    def __init__(
        self, dialect: Dialect, key: Callable[[str | None], str], number: int | None, *, lenient: bool = False
    ) -> None:
        """A reader for the block of this number."""
        self.subjects: list[Subject] = []
        self.tops: list[str] = []
        self.assumed = False
        self._dialect = dialect
        self._key = key
        self._number = number
        self._lenient = lenient
        self._told: list[dict[str, Any]] = []

    def read(self, data: Any) -> None:
        """Read the nodes of the block."""
        for item, at in top(data, ""):
            if not self._dialect.means(item.get("@context", SCHEMA_ORG)):
                self._give_up()
            self._read_top(item, at)
        # Both lists grow while nodes are read.
        for subject, told in zip(self.subjects, self._told, strict=True):
            self._say(subject, told)

    def _read_top(self, data: dict[str, Any], at: str) -> None:
        node = self._node(data, at)
        if node is not None:
            self.tops.append(node.key)

    def _give_up(self) -> None:
        if not self._lenient:
            raise IntricateError

    def _node(self, data: dict[str, Any], at: str) -> Ref | None:
        """A reference to the node that an object is; what it says is read when its turn comes."""
        name = data.get("@id")
        if "id" in data and "id" in self._dialect.aliases:
            if name is not None:
                self._give_up()
            name = data["id"] if name is None else name
        if name is not None and not isinstance(name, str):
            self._give_up()
            name = None
        elif name is not None and is_keyword(name):
            name = None
            if len(data) == 1:
                return None
        key = self._key(name)
        if name is None or len(data) > 1:
            self.subjects.append(Subject(key, name, self._number, at))
            self._told.append(data)
        return Ref(key, name)

    def _say(self, subject: Subject, data: dict[str, Any]) -> None:
        """Read what an object says of its node."""
        dialect, terms = self._dialect, subject.terms
        aliases = dialect.aliases
        for key, value in data.items():
            if key[:1] == "@" or key in aliases:
                self._keyword(subject, aliases.get(key, key), key, value)
                continue
            if value is None:
                continue
            term = dialect.term(key) if ":" in key else key
            values: list[Any] = []
            self._gather(value, term, subject.at, key, values)
            if term is not key and (coerced := dialect.coercion(term)):
                values = [_uncoerced(one, coerced) for one in values]
            if term in terms:
                subject.add(term, values)
            elif values:
                terms[term] = values

    def _keyword(self, subject: Subject, keyword: str, key: str, value: Any) -> None:
        if keyword == "@id":
            return
        if keyword == "@type":
            for name in value if type(value) is list else (value,):
                if type(name) is not str:
                    self._give_up()
                    continue
                kind = self._dialect.term(name) if ":" in name else name
                if kind not in subject.types:
                    subject.types.append(kind)
        elif keyword == "@context":
            if not self._dialect.means(value):
                self._give_up()
            elif value != SCHEMA_ORG and next(context_faults(value), None):
                self.assumed = True
        elif keyword in ("@graph", "@included"):
            for item, at in top(value, f"{subject.at}/{escape_pointer(key)}"):
                self._read_top(item, at)
        elif keyword in _INTRICATE or not is_keyword(keyword):
            self._give_up()

    def _gather(self, value: Any, term: str, at: str, step: str | int, found: list[Any]) -> None:
        """Add the values that stand under a term."""
        kind = type(value)
        if kind is str:
            if value[:2] == BLANK and self._dialect.coercion(term) == "@id":
                found.append(Ref(self._key(value), value))
            else:
                found.append(value)
        elif kind is dict:
            self._object(value, term, f"{at}/{escape_pointer(step)}", found)
        elif kind is list:
            below = f"{at}/{escape_pointer(step)}"
            for number, item in enumerate(value):
                self._gather(item, term, below, number, found)
        elif value is not None:
            found.append(value)

    def _object(self, value: dict[str, Any], term: str, at: str, found: list[Any]) -> None:
        if "@value" in value:
            if (literal := self._literal(value, term)) is not None:
                found.append(literal)
        elif "@list" in value or "@set" in value:
            if len(value) > 1:
                self._give_up()
            if "@list" in value:
                listed = value["@list"]
                if type(listed) is list and any(type(item) is list for item in listed):
                    # A list in a list is a value of its own.
                    self._give_up()
                items: list[Any] = []
                self._gather(listed, term, at, "@list", items)
                found.append(Items(items))
            else:
                self._gather(value["@set"], term, at, "@set", found)
        elif (node := self._node(value, at)) is not None:
            found.append(node)

    def _literal(self, value: dict[str, Any], term: str) -> Any:
        """A literal that is written as an object; as a plain value, where that is the same."""
        text = value["@value"]
        plain = type(text) in SCALARS
        if value.get("@type") == "@json" and len(value) == 2:
            return value
        if not plain and text is not None:
            self._give_up()
            return None
        if not value.keys() <= _LITERAL or any(
            type(value[key]) is not str for key in value.keys() - {"@value"}
        ):
            self._give_up()
            return text
        if text is None:
            return None
        return text if len(value) == 1 and not self._dialect.coercion(term) else value


def _uncoerced(value: Any, coerced: str) -> Any:
    """A value of a term that was given by its IRI, and so without coercion, as the plain name of the term has it."""
    if type(value) is Ref and coerced == "@id" and value.name is not None and value.name[:2] != BLANK:
        return value.name
    return {"@value": value} if type(value) in SCALARS else value
