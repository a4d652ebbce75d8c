"""Types and properties of published markup: that schema.org has them, and has them where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import Final

from newsld.findings import Finding
from newsld.model.keys import keys_of
from newsld.model.text.closest_match import bare_letters, suggest
from newsld.model.text.shorten import with_article
from newsld.model.vocabulary import (
    ancestors,
    classes,
    domains,
    in_domain,
    is_class,
    is_pending,
    is_property,
    properties,
    superseded_by,
)
from newsld.syntax.document import escape_pointer
from newsld.web.markup.check import Check
from newsld.web.markup.nodes import Markup, Node
from newsld.web.markup.schema_cache import is_known
from newsld.web.markup.story_markup import StoryMarkup

__all__ = ["CHECKS", "pending_terms", "unknown_terms"]

_KEYWORDS: Final = frozenset(
    {"@base", "@container", "@context", "@direction", "@graph", "@id", "@import", "@included", "@index", "@json",
     "@language", "@list", "@nest", "@none", "@prefix", "@propagate", "@protected", "@reverse", "@set", "@type",
     "@value", "@version", "@vocab"}
)  # fmt: skip
_LONGEST: Final = 60
_NEARLY: Final = 0.85
_MOST: Final = 30
"""How many names of one input are looked up among schema.org's."""


def unknown_terms(markup: Markup) -> Iterator[Finding]:
    """NLD-VOC-001, 002, 005: every type and property is one of schema.org, has its place there, and still holds."""
    if markup.is_known_valid:
        return
    story, near = isinstance(markup, StoryMarkup), _Near()
    for node in _things(markup):
        if not story:
            yield from _types(node, near)
        if _is_under_an_unknown(node):
            continue
        for key, term in _terms(node):
            yield from _property(node, key, term, near)


def pending_terms(markup: Markup) -> Iterator[Finding]:
    """NLD-VOC-004: which terms schema.org has not settled."""
    for node in _things(markup):
        for at, kind in _stated(node):
            if is_pending(kind):
                message = f"{kind} is pending in schema.org: it may still change"
                yield node.finding("NLD-VOC-004", message, below=at)
        for key, term in _terms(node, modelled=True):
            if is_pending(term):
                message = f"{term} is pending in schema.org: it may still change"
                yield node.finding("NLD-VOC-004", message, below=f"/{escape_pointer(key)}", at_key=True)


def _things(markup: Markup) -> Iterable[Node]:
    return [*markup.nodes, *markup.things] if isinstance(markup, StoryMarkup) else markup.nodes


def _stated(node: Node) -> Iterator[tuple[str, str]]:
    """The types as they are meant, each with the step to it."""
    for key in node.markup.keys_of(node, "@type") if not isinstance(node.markup, StoryMarkup) else ("type",):
        stated = node.data.get(key)
        if isinstance(stated, str):
            yield f"/{escape_pointer(key)}", stated
        elif isinstance(stated, list):
            for place, kind in enumerate(stated):
                if isinstance(kind, str):
                    yield f"/{escape_pointer(key)}/{place}", kind


def _terms(node: Node, *, modelled: bool = False) -> Iterator[tuple[str, str]]:
    """The keys of a node that are schema.org's business, with the terms that they mean."""
    if isinstance(node.markup, StoryMarkup):
        own = frozenset[str]() if modelled else keys_of(node.term)
        yield from ((key, key) for key in node.data if is_property(key) and key not in own)
        return
    for key in node.data:
        term = node.context.term(key)
        if term is not None:
            yield key, term


def _types(node: Node, near: _Near) -> Iterator[Finding]:
    for at, stated in _stated(node):
        kind = node.context.term(stated)
        if kind is None and _looks_like_schema_org(stated):
            kind = stated.rstrip("/").rpartition("/")[2]
        if kind is None or (node.context.opaque and not is_class(kind)) or not kind.strip():
            continue
        if not is_class(kind):
            meant = near.kind(kind)
            suggestion = (
                f"did you mean {meant}?" if meant else "see https://schema.org/docs/full.html for all types"
            )
            yield node.finding(
                "NLD-VOC-001", f"schema.org has no type {_shown(kind)}", suggestion=suggestion, below=at
            )
        elif kind != stated and _looks_like_schema_org(stated) and node.context.term(stated) is None:
            yield node.finding(
                "NLD-VOC-001",
                f"{_shown(stated)} is not the name of a type",
                suggestion=f"write {kind}",
                below=at,
            )
        elif (successor := superseded_by(kind)) is not None:
            message = f"schema.org has replaced the type {kind}"
            yield node.finding("NLD-VOC-005", message, suggestion=f"use {successor}", below=at)


def _is_under_an_unknown(node: Node) -> bool:
    """Whether a node says nothing of itself, and what leads to it is no term: then its keys are none either."""
    while not node.types and node.owner is not None:
        if not is_known(node.term):
            return True
        node = node.owner
    return False


def _looks_like_schema_org(stated: str) -> bool:
    return "schema.org/" in stated.lower()


def _property(node: Node, key: str, term: str, near: _Near) -> Iterator[Finding]:
    """What is wrong with the name of a property where it stands."""
    at = f"/{escape_pointer(key)}"
    if term.startswith("@"):
        if term not in _KEYWORDS:
            bare = term.removeprefix("@")
            suggestion = f"did you mean {bare}?" if is_property(bare) else "leave it out"
            yield node.finding(
                "NLD-VOC-002",
                f"JSON-LD has no keyword {_shown(term)}",
                suggestion=suggestion,
                below=at,
                at_key=True,
            )
    elif not is_known(term):
        if not node.context.opaque and term.strip():
            meant = near.property(term, node.types)
            suggestion = (
                f"did you mean {meant}?" if meant else "leave it out, or give it a vocabulary of its own"
            )
            message = f"schema.org has no property {_shown(term)}"
            yield node.finding("NLD-VOC-002", message, suggestion=suggestion, below=at, at_key=True)
    elif (successor := superseded_by(term)) is not None:
        message = f"schema.org has replaced {term}"
        yield node.finding("NLD-VOC-005", message, suggestion=f"use {successor}", below=at, at_key=True)
    elif not in_domain(term, node.types, through=node.term or None):
        kinds = [kind for kind in node.types if is_class(kind)]
        suggestion = _move(node, term, near)
        message = (
            f"{term} is no property of {with_article(kinds[0])}" if kinds else f"{term} has no place here"
        )
        yield node.finding("NLD-VOC-002", message, suggestion=suggestion, below=at, at_key=True)


def _move(node: Node, term: str, near: _Near) -> str:
    """Where a property belongs that stands at the wrong node."""
    meant = near.property(term, node.types)
    if meant is not None and meant.casefold() == term.casefold():
        return f"did you mean {meant}?"
    owner = node.owner
    while owner is not None:
        if in_domain(term, owner.types) and owner.types:
            return f"move it to the {owner.types[0]} around this"
        owner = owner.owner
    return f"schema.org has it for {_listed(sorted(domains(term)))}"


def _listed(names: list[str]) -> str:
    shown = names if len(names) <= 4 else [*names[:3], f"{len(names) - 3} more"]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


class _Near:
    """What was likely meant by names that do not exist; many of them in one input are no slips, and not looked up."""

    def __init__(self) -> None:
        self._known: dict[object, str | None] = {}

    def kind(self, name: str) -> str | None:
        """The type that was likely meant."""
        return self._asked(name, lambda: _first(suggest(name.strip(), classes())))

    def property(self, name: str, types: tuple[str, ...]) -> str | None:
        """The property that was likely meant: one of those that the node may have, before any other."""
        return self._asked((name, types), lambda: _near_property(name, types))

    def _asked(self, key: object, find: Callable[[], str | None]) -> str | None:
        if key not in self._known:
            if len(self._known) >= _MOST:
                return None
            self._known[key] = find()
        return self._known[key]


def _near_property(name: str, types: tuple[str, ...]) -> str | None:
    word, fitting = name.strip(), _fitting(types)
    same = _by_letters().get(bare_letters(word), [])
    # Among all properties chance finds something like any word: there only what is nearly the same counts.
    found = (
        [one for one in same if one in fitting]
        or same
        or suggest(word, fitting)
        or [one for one in suggest(word, properties()) if _is_nearly(word, one)]
    )
    return _first([one for one in found if superseded_by(one) is None and one != name])


@cache
def _by_letters() -> dict[str, list[str]]:
    """The properties by their letters alone: what people get wrong most is upper and lower case."""
    found: dict[str, list[str]] = {}
    for name in sorted(properties()):
        found.setdefault(bare_letters(name), []).append(name)
    return found


def _is_nearly(word: str, known: str) -> bool:
    return SequenceMatcher(None, word.casefold(), known.casefold(), autojunk=False).ratio() >= _NEARLY


def _first(names: list[str]) -> str | None:
    return names[0] if names else None


@lru_cache(maxsize=256)
def _fitting(types: tuple[str, ...]) -> frozenset[str]:
    kinds = frozenset[str]().union(*(ancestors(kind) for kind in types if is_class(kind)))
    return frozenset(name for name in properties() if not kinds.isdisjoint(domains(name)))


def _shown(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 3]}..."


CHECKS: tuple[Check, ...] = (
    Check(("NLD-VOC-001", "NLD-VOC-002", "NLD-VOC-005"), "markup", unknown_terms),
    Check(("NLD-VOC-004",), "markup", pending_terms),
)
