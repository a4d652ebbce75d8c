"""Write a JSON-LD document of newsld as N-Quads, without a general JSON-LD processor.

newsld uses a small part of JSON-LD, so its triples follow directly from the nested nodes. A document outside that
part (a nested `@context`, a relative path) goes to the reference processor; a test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from newsld.findings import Finding
from newsld.model.text.shorten import quote
from newsld.model.vocabulary import PREFIXES, coercion
from newsld.schemaorg.jsonld.own_terms import PREFIXES as OWN
from newsld.schemaorg.jsonld.own_terms import SPANS
from newsld.schemaorg.jsonld.processor import expand, expanded_to_nquads
from newsld.schemaorg.jsonld.rdf_losses import IRI, LossRemover, ignored_keys
from newsld.syntax.patterns import lazy_pattern

_TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_SCHEMA: Final = "http://schema.org/"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_INTEGER: Final = f'"^^<{_XSD}integer>'
_DOUBLE: Final = f'"^^<{_XSD}double>'
_DATE: Final = f'"^^<{_SCHEMA}Date>'

_NAME: Final = lazy_pattern(r"[A-Za-z][A-Za-z0-9]*", re.ASCII)
_FRAGMENT: Final = lazy_pattern(r"#[A-Za-z0-9=,/-]*", re.ASCII)
_BLANK: Final = lazy_pattern(r"_:[a-z0-9.-]+", re.ASCII)
_BLANK_NODE: Final = lazy_pattern(r'^_:|(?<= )_:(?=[^\s"]+ \.\n)')
"""What the name of a blank node begins with in a statement."""

_SPECIAL: Final = lazy_pattern(r'[\x00-\x1f"\\\x7f]')
_ESCAPES: Final = {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}
_IRI: Final = r'<[^\x00-\x20<>"{}|^`\\]*>'
_NODE: Final = rf"(?:{_IRI}|_:\S+)"
_STATEMENT: Final = lazy_pattern(
    rf'{_NODE} {_IRI} (?:{_NODE}|"(?:[^"\\]|\\.)*"(?:\^\^{_IRI}|@[A-Za-z0-9-]+)?) \.', re.DOTALL
)
_EXACT: Final = 2**53
_SPANS: Final = frozenset(SPANS)


class _Odd(Exception):
    """The document uses more of JSON-LD than newsld writes."""


def to_nquads(
    document: dict[str, Any],
    *,
    base: str | None = None,
    report: Callable[[Finding], None] | None = None,
    blank: str = "_:",
) -> str:
    """Return the triples of a document, one a line, in the order of the document.

    Relative addresses are resolved against the `@base` of the document, or `base`, or its `@id`. `report` is called
    with a finding for each value that RDF has no place for. The names of blank nodes begin with `blank`. Raises
    ExpansionError for invalid JSON-LD.
    """
    base = _own_base(document) or base
    try:
        lines = _Emitter(base, blank).emit(
            {key: value for key, value in document.items() if key != "@context"}
        )
    except _Odd:
        lines = _by_reference(document, base, report or (lambda _: None))
        if blank != "_:":
            lines = [_BLANK_NODE.sub(blank, line) for line in lines]
    return "".join(dict.fromkeys(lines))


def _own_base(document: dict[str, Any]) -> str | None:
    """Return the base in the `@context` that newsld writes."""
    local = document.get("@context")
    own = local[-1] if isinstance(local, list) and local else None
    base = own.get("@base") if isinstance(own, dict) else None
    return base if isinstance(base, str) else None


def _by_reference(document: dict[str, Any], base: str | None, report: Callable[[Finding], None]) -> list[str]:
    """Return the triples that the general processor finds, without what RDF has no place for."""
    own = document.get("@id")
    if base is None and isinstance(own, str) and own.startswith("http"):
        base = own
    for finding in ignored_keys(document):
        report(finding)
    expanded = LossRemover(report).nodes(expand(document, base=base))
    lines = [line for line in expanded_to_nquads(expanded).split("\n") if line]
    if invalid := [line for line in lines if not _STATEMENT.fullmatch(line)]:
        count = f"{len(invalid)} statements are not valid in N-Quads and are left out"
        message = f"{count}, the first is {quote(invalid[0])}"
        report(Finding("NLD-OUT-003", message, suggestion="check the addresses and types in it"))
    return [line + "\n" for line in lines if _STATEMENT.fullmatch(line)]


@cache
def _term(key: str) -> tuple[str, str | None]:
    """Return the predicate of a key, and the type that its texts are coerced to."""
    if _NAME.fullmatch(key):
        if key in {"type", "id", "HTML"} or key in PREFIXES:
            raise _Odd
        return f"<{_SCHEMA}{key}>", coercion(key)
    return f"<{_expand(key)}>", "@id" if key in _SPANS else None


@cache
def _expand(name: str) -> str:
    """Return the IRI of a type or a prefixed name."""
    if _NAME.fullmatch(name):
        return _SCHEMA + name
    prefix, colon, rest = name.partition(":")
    if not colon or rest.startswith("//") or not (prefix in OWN or prefix in PREFIXES):
        if IRI.fullmatch(name):
            return name
        raise _Odd
    return (OWN.get(prefix) or PREFIXES[prefix]) + rest


def _absolute(value: str) -> str:
    prefix = value.partition(":")[0]
    if prefix in OWN or prefix in PREFIXES:
        return f"<{_expand(value)}>"
    if not IRI.fullmatch(value):
        raise _Odd
    return f"<{value}>"


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"


def _quoted(text: str) -> str:
    return '"' + (_SPECIAL.sub(_escape, text) if _SPECIAL.search(text) else text)


class _Emitter:
    __slots__ = ("base", "blank", "blanks", "lines")

    def __init__(self, base: str | None, blank: str) -> None:
        self.blank = blank
        self.base = base.partition("#")[0] if base is not None and IRI.fullmatch(base) else None
        self.lines: list[str] = []
        self.blanks = 0

    def emit(self, document: dict[str, Any]) -> list[str]:
        if "@graph" in document:
            if len(document) > 1:
                raise _Odd
            for node in document["@graph"]:
                self.node(node)
        else:
            self.node(document)
        return self.lines

    def iri(self, value: str) -> str:
        """Return the name of a node, an IRI or a blank node."""
        if value[:1] == "#" and self.base is not None and _FRAGMENT.fullmatch(value):
            return f"<{self.base}{value}>"
        if _BLANK.fullmatch(value):
            return self.blank + value[2:]
        return _absolute(value)

    def node(self, node: dict[str, Any]) -> str:
        """Emit the triples of a node and return its name."""
        name = node.get("@id")
        if name is None:
            subject = f"{self.blank}b.{self.blanks}"
            self.blanks += 1
        else:
            subject = self.iri(name)
        add = self.lines.append
        for key, value in node.items():
            if key == "@id":
                continue
            if key == "@type":
                for kind in value if type(value) is list else (value,):
                    add(f"{subject} {_TYPE} <{_expand(kind)}> .\n")
                continue
            if not key or key[0] == "@":
                raise _Odd
            predicate, coerced = _term(key)
            if type(value) is str and coerced is None:  # the most frequent kind of value
                add(f'{subject} {predicate} {_quoted(value)}" .\n')
            else:
                self.values(f"{subject} {predicate} ", value, coerced)
        return subject

    def values(self, head: str, value: Any, coerced: str | None) -> None:
        """Emit the values of one term."""
        kind = type(value)
        if kind is str:
            if coerced is None:
                self.lines.append(f'{head}{_quoted(value)}" .\n')
            elif coerced == "@id":
                self.lines.append(f"{head}{self.iri(value)} .\n")
            elif coerced == "Date":
                self.lines.append(f"{head}{_quoted(value)}{_DATE} .\n")
            else:
                raise _Odd
        elif kind is dict:
            self.lines.append(f"{head}{self.object(value)} .\n")
        elif kind is list:
            for item in value:
                self.values(head, item, coerced)
        elif kind is bool and coerced != "Date":
            self.lines.append(f'{head}"{"true" if value else "false"}"^^<{_XSD}boolean> .\n')
        elif kind is int and -_EXACT < value < _EXACT and coerced != "Date":
            self.lines.append(f'{head}"{value}{_INTEGER} .\n')
        elif kind is float and coerced != "Date":
            self.lines.append(f"{head}{_double(value)} .\n")
        elif value is not None:
            raise _Odd

    def object(self, value: dict[str, Any]) -> str:
        """Return the object for a dict: a literal or a node."""
        if "@value" not in value:
            if not value:
                raise _Odd
            return self.node(value)
        text, datatype = value["@value"], value.get("@type")
        if len(value) != 2 or type(text) is not str or type(datatype) is not str:
            raise _Odd
        return f'{_quoted(text)}"^^<{_expand(datatype)}>'


def _double(value: float) -> str:
    if value.is_integer():
        raise _Odd
    mantissa, exponent = f"{value:.15E}".split("E")
    mantissa = mantissa.rstrip("0")
    return f'"{mantissa}{"0" if mantissa.endswith(".") else ""}E{int(exponent)}{_DOUBLE}'
