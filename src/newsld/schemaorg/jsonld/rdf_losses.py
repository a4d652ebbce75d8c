"""Find values of expanded JSON-LD that have no place in RDF, such as addresses that are no IRIs, and remove them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote as percent_encode

from newsld.findings import Finding
from newsld.model.text.shorten import quote
from newsld.syntax.patterns import lazy_pattern

_SCHEMA: Final = "http://schema.org/"
_ENDS: Final = "".join(chr(plane << 16 | last) for plane in range(1, 15) for last in (0xFFFE, 0xFFFF))
_FORBIDDEN: Final = (
    '\\s\\x00-\\x20\\x7f-\\x9f<>"{}|\\\\^`'
    f"\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff{_ENDS}\U000f0000-\U0010ffff"
)
_CHARACTERS: Final = rf"(?:[^{_FORBIDDEN}%\[\]#]++|%[0-9A-Fa-f]{{2}})*+"
_BAD_PORT: Final = r"(?!//(?:[^/?#@]*@)?+(?>\[[^/?#\]]*\]|[^/?#:]*):(?![0-9]*(?:[/?#]|\Z)))"
IRI: Final = lazy_pattern(
    rf"[A-Za-z][A-Za-z0-9+.-]*:{_BAD_PORT}(?://\[[0-9A-Fa-f:.]+\])?{_CHARACTERS}(?:#{_CHARACTERS})?"
)
"""An absolute IRI (RFC 3987). A parser of RDF rejects a whole file for one that is not."""

_SCHEME: Final = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LANGUAGE: Final = lazy_pattern(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
_NO_IRI: Final = lazy_pattern(f"[{_FORBIDDEN}]")
_KEPT: Final = "/:?#@!$&'()*+,;=~"


@dataclass(frozen=True, slots=True)
class LossRemover:
    """Copies expanded JSON-LD without what RDF cannot express, and reports each loss as NLD-OUT-003."""

    report: Callable[[Finding], None]

    def nodes(self, expanded: list[Any]) -> list[Any]:
        """Return the top-level nodes of an expanded document."""
        return [kept for one in expanded if (kept := self._node(one, "the article")) is not None]

    def _node(self, node: dict[str, Any], term: str) -> dict[str, Any] | None:
        """Return a node, or None for a reference to an address that is no IRI."""
        kept: dict[str, Any] = {}
        for key, value in node.items():
            if key == "@id":
                if self._is_iri(value, f"the @id of {term}" if len(node) > 1 else term):
                    kept[key] = value
            elif key == "@type":
                types = [one for one in value if self._is_iri(one, f"the type of {term}")]
                if types:
                    kept[key] = types
            elif key == "@reverse":
                kept[key] = {
                    name: self._values(several, _name(name)) for name, several in value.items()
                    if self._is_property(name)
                }  # fmt: skip
            elif key in {"@graph", "@included"}:
                kept[key] = self._values(value, term)
            elif key.startswith("@"):
                kept[key] = value
            elif self._is_property(key):
                kept[key] = self._values(value, _name(key))
        return kept if kept or not node else None

    def _values(self, values: list[Any], term: str) -> list[Any]:
        kept = [self._value(value, term) for value in values]
        return [value for value in kept if value is not None]

    def _value(self, value: dict[str, Any], term: str) -> dict[str, Any] | None:
        if "@list" in value:
            return {**value, "@list": self._values(value["@list"], term)}
        if "@value" not in value:
            return self._node(value, term)
        language = value.get("@language")
        if language is not None and not _LANGUAGE.fullmatch(language):
            message = f"the language of {term} is {quote(language)}, which RDF does not allow"
            self._add(f"{message}: the text is written without it", "write a tag such as en or en-GB")
            return {key: item for key, item in value.items() if key != "@language"}
        return value

    def _is_property(self, name: str) -> bool:
        return self._is_iri(name, "a property", name.removeprefix(_SCHEMA))

    def _is_iri(self, value: str | None, what: str, shown: str | None = None) -> bool:
        """Return whether a value is an absolute IRI or a blank node; report it if not."""
        if value is None:
            self._add(f"{what} begins with @, as keywords of JSON-LD do, and is left out", "write an address")
            return False
        if value.startswith("_:") or IRI.fullmatch(value):
            return True
        shown = quote(shown or value.removeprefix(_SCHEMA))
        if not _SCHEME.match(value):
            message = (
                f"{what} is {shown}, which is relative, and the article has no url to resolve it against"
            )
            self._add(f"{message}: it is left out", "write the whole address, or give the article a url")
            return False
        encoded = percent_encode(value, safe=_KEPT)
        is_address = IRI.fullmatch(encoded) and not value.startswith(_SCHEMA)
        suggestion = f"write {encoded}" if is_address else "write a valid address or name"
        self._add(f"{what} is {shown}, which is not a valid IRI: it is left out", suggestion)
        return False

    def _add(self, message: str, suggestion: str) -> None:
        self.report(Finding("NLD-OUT-003", message, suggestion=suggestion))


def ignored_keys(value: Any) -> Iterator[Finding]:
    """Yield a finding for each key of JSON-LD that cannot be part of an IRI: processors ignore it and its value."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            waiting += [item for key, item in one.items() if key not in {"@context", "@value"}]
            for key in one:
                if _NO_IRI.search(key):
                    message = f"the key {quote(key)} has characters that no IRI has: it is left out"
                    yield Finding("NLD-OUT-003", message, suggestion="use a property of schema.org")


def _name(iri: str) -> str:
    return iri.removeprefix(_SCHEMA)
