"""Check that types and properties of published markup exist in schema.org and belong to their object."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import Final

from newsld.findings import Finding, Fix
from newsld.model.keys import model_keys
from newsld.model.text.closest_match import bare_letters, suggest
from newsld.model.text.shorten import quote, with_article
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
from newsld.web.markup.object_types import is_private
from newsld.web.markup.queries import is_apart_from_story
from newsld.web.markup.schema_cache import is_known
from newsld.web.markup.story_markup import StoryMarkup

_KEYWORDS: Final = frozenset(
    {"@base", "@container", "@context", "@direction", "@graph", "@id", "@import", "@included", "@index", "@json",
     "@language", "@list", "@nest", "@none", "@prefix", "@propagate", "@protected", "@reverse", "@set", "@type",
     "@value", "@version", "@vocab"}
)  # fmt: skip
_SIMILAR_ENOUGH: Final = 0.85
_MOST_SEARCHED: Final = 30
"""For how many names of one input suggestions are searched."""


def unknown_terms(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-VOC-001, -002 and -005 for unknown, misplaced and superseded types and properties."""
    if markup.is_known_valid:
        return
    story, suggestions = isinstance(markup, StoryMarkup), _Suggestions()
    private = (
        {block.number for block in markup.blocks if is_private(block)}
        if not story and markup.has_article
        else ()
    )
    for node in markup.with_other_keys if isinstance(markup, StoryMarkup) else markup.nodes:
        if node.block.number in private:
            continue
        if not story:
            yield from _types(node, suggestions)
        if _is_below_unknown_term(node):
            continue
        for key, term in _terms(node):
            yield from _property(node, key, term, suggestions)


def pending_terms(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-VOC-004 for every pending type and property."""
    for node in _nodes(markup):
        for at, kind in _types_of(node):
            if is_pending(kind):
                message = f"{kind} is pending in schema.org and may still change"
                yield node.finding("NLD-VOC-004", message, below=at)
        for key, term in _terms(node, modelled=True):
            if is_pending(term):
                message = f"{term} is pending in schema.org and may still change"
                yield node.finding("NLD-VOC-004", message, below=f"/{escape_pointer(key)}", at_key=True)


def _nodes(markup: Markup) -> Iterable[Node]:
    return [*markup.nodes, *markup.things] if isinstance(markup, StoryMarkup) else markup.nodes


def _types_of(node: Node) -> Iterator[tuple[str, str]]:
    """Yield the types of a node as written, each with its pointer below the node."""
    for key in node.markup.keys_of(node, "@type") if not isinstance(node.markup, StoryMarkup) else ("type",):
        types = node.data.get(key)
        if isinstance(types, str):
            yield f"/{escape_pointer(key)}", types
        elif isinstance(types, list):
            for index, kind in enumerate(types):
                if isinstance(kind, str):
                    yield f"/{escape_pointer(key)}/{index}", kind


def _terms(node: Node, *, modelled: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the keys of a node that are schema.org terms, each with its term."""
    if isinstance(node.markup, StoryMarkup):
        own = frozenset[str]() if modelled else model_keys(node.term)
        yield from ((key, key) for key in node.data if is_property(key) and key not in own)
        return
    for key in node.data:
        term = node.context.term(key)
        if term is not None:
            yield key, term


def _types(node: Node, suggestions: _Suggestions) -> Iterator[Finding]:
    for at, written in _types_of(node):
        kind = node.context.term(written)
        if kind is None and _looks_like_schema_org(written):
            kind = written.rstrip("/").rpartition("/")[2]
        if kind is None or (node.context.opaque and not is_class(kind)) or not kind.strip():
            continue
        if not is_class(kind):
            closest = suggestions.type(kind)
            suggestion = (
                f"did you mean {closest}?" if closest else "use a type from https://schema.org/docs/full.html"
            )
            message = f"schema.org has no type {quote(kind)}"
            finding = node.finding("NLD-VOC-001", message, suggestion=suggestion, below=at)
            if closest is None:  # one of several types may be of another vocabulary, such as DBpedia's
                yield finding.with_severity("info" if at.count("/") > 1 else "warning")
            else:
                yield finding.with_fix(Fix("name", closest))
        elif kind != written and _looks_like_schema_org(written) and node.context.term(written) is None:
            yield node.finding(
                "NLD-VOC-001",
                f"{quote(written)} is not the name of a type",
                suggestion=f"write {kind}",
                below=at,
            )
        elif (successor := superseded_by(kind)) is not None:
            message = f"schema.org has replaced the type {kind}"
            if kind == "UserComments" and (node.has("commentText") or node.has("text")):
                successor = "Comment, with the words as text: InteractionCounter only counts"
            finding = node.finding("NLD-VOC-005", message, suggestion=f"use {successor}", below=at)
            yield finding.with_severity("info") if is_apart_from_story(node) else finding


def _is_below_unknown_term(node: Node) -> bool:
    """Return whether an untyped node is the value of an unknown property: then its keys are unknown too."""
    while not node.types and node.owner is not None:
        if not is_known(node.term):
            return True
        node = node.owner
    return False


def _looks_like_schema_org(name: str) -> bool:
    return "schema.org/" in name.lower()


def _property(node: Node, key: str, term: str, suggestions: _Suggestions) -> Iterator[Finding]:
    """Yield NLD-VOC-002 or NLD-VOC-005 if a property is unknown, superseded or misplaced."""
    at = f"/{escape_pointer(key)}"
    if not key.strip():
        message, suggestion = "a key is empty, so its value means nothing", "name a property, or remove it"
        yield node.finding("NLD-VOC-002", message, suggestion=suggestion, below=at, at_key=True)
    elif term.startswith("@"):
        if term not in _KEYWORDS:
            bare = term.removeprefix("@")
            suggestion = f"did you mean {bare}?" if is_property(bare) else "remove it"
            yield node.finding(
                "NLD-VOC-002",
                f"JSON-LD has no keyword {quote(term)}",
                suggestion=suggestion,
                below=at,
                at_key=True,
            )
    elif not is_known(term):
        # A name that the publisher's own context declares is a term of the publisher.
        if not node.context.opaque and key not in node.context.terms:
            closest = suggestions.property(term, node.types)
            suggestion = (
                f"did you mean {closest}?"
                if closest
                else "remove it, or define it in a vocabulary of your own"
            )
            message = f"schema.org has no property {quote(term)}"
            finding = node.finding("NLD-VOC-002", message, suggestion=suggestion, below=at, at_key=True)
            finding = finding.with_fix(Fix("name", closest) if closest else None)
            yield finding if closest and not is_apart_from_story(node) else finding.with_severity("info")
    elif (successor := superseded_by(term)) is not None:
        message = f"schema.org has replaced {term}"
        finding = node.finding("NLD-VOC-005", message, suggestion=f"use {successor}", below=at, at_key=True)
        is_minor = node.is_a("Organization") or is_apart_from_story(node)
        yield finding.with_severity("info") if is_minor else finding
    elif not in_domain(term, node.types, through=node.term or None):
        kinds = [kind for kind in node.types if is_class(kind)]
        closest = suggestions.property(term, node.types)
        is_typing_error = closest is not None and closest.casefold() == term.casefold()
        suggestion = f"did you mean {closest}?" if is_typing_error else _place_suggestion(node, term)
        message = (
            f"{term} is not a property of {with_article(kinds[0])}"
            if kinds
            else f"{term} does not belong here"
        )
        finding = node.finding("NLD-VOC-002", message, suggestion=suggestion, below=at, at_key=True)
        finding = finding.with_fix(Fix("name", closest) if is_typing_error else None)
        # schema.org calls its domains guidance: only a typing error is certain.
        is_certain = is_typing_error and not is_apart_from_story(node)
        yield finding if is_certain else finding.with_severity("info")


def _place_suggestion(node: Node, term: str) -> str:
    """Return where a misplaced property belongs."""
    owner = node.owner
    while owner is not None:
        if in_domain(term, owner.types) and owner.types:
            return f"move it to the enclosing {owner.types[0]}"
        owner = owner.owner
    return f"schema.org defines it for {_join(sorted(domains(term)))}"


def _join(names: list[str]) -> str:
    shown = names if len(names) <= 4 else [*names[:3], f"{len(names) - 3} more"]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


class _Suggestions:
    """Suggestions for unknown names of one input; only the first ones are searched, to bound the time."""

    def __init__(self) -> None:
        self._results: dict[object, str | None] = {}

    def type(self, name: str) -> str | None:
        """Return the type that was probably meant."""
        return self._cached(name, lambda: _first(suggest(name.strip(), classes())))

    def property(self, name: str, types: tuple[str, ...]) -> str | None:
        """Return the property that was probably meant, preferring properties of the given types."""
        return self._cached((name, types), lambda: _closest_property(name, types))

    def _cached(self, key: object, find: Callable[[], str | None]) -> str | None:
        if key not in self._results:
            if len(self._results) >= _MOST_SEARCHED:
                return None
            self._results[key] = find()
        return self._results[key]


def _closest_property(name: str, types: tuple[str, ...]) -> str | None:
    word, fitting = name.strip(), _properties_of(types)
    same = _by_letters().get(bare_letters(word), [])
    # Among all properties, something resembles any word by chance: only very similar names count there.
    candidates = (
        [one for one in same if one in fitting]
        or same
        or suggest(word, fitting)
        or [one for one in suggest(word, properties()) if _is_similar(word, one)]
    )
    return _first([one for one in candidates if superseded_by(one) is None and one != name])


@cache
def _by_letters() -> dict[str, list[str]]:
    """Return the properties by their letters alone: most errors are in upper and lower case."""
    by_letters: dict[str, list[str]] = {}
    for name in sorted(properties()):
        by_letters.setdefault(bare_letters(name), []).append(name)
    return by_letters


def _is_similar(word: str, known: str) -> bool:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, word.casefold(), known.casefold(), autojunk=False).ratio() >= _SIMILAR_ENOUGH


def _first(names: list[str]) -> str | None:
    return names[0] if names else None


@lru_cache(maxsize=256)
def _properties_of(types: tuple[str, ...]) -> frozenset[str]:
    kinds = frozenset[str]().union(*(ancestors(kind) for kind in types if is_class(kind)))
    return frozenset(name for name in properties() if not kinds.isdisjoint(domains(name)))


CHECKS: tuple[Check, ...] = (
    Check(("NLD-VOC-001", "NLD-VOC-002", "NLD-VOC-005"), "markup", unknown_terms),
    Check(("NLD-VOC-004",), "markup", pending_terms),
)
