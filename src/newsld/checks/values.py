"""Check that values of published markup have a type that schema.org expects, and are not empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from newsld.findings import Finding, Fix
from newsld.model.keys import model_keys
from newsld.model.text.closest_match import suggest
from newsld.model.text.shorten import truncate, with_article
from newsld.model.vocabulary import (
    in_domain,
    is_a,
    is_class,
    is_datatype,
    is_property,
    members,
    ranges,
    superseded_by,
)
from newsld.syntax.document import escape_pointer
from newsld.syntax.patterns import lazy_pattern
from newsld.web.markup.check import Check
from newsld.web.markup.nodes import Markup, Node, Value
from newsld.web.markup.queries import is_apart_from_story, is_update
from newsld.web.markup.schema_cache import (
    COORDINATES,
    coordinate_limit,
    is_empty_value,
    literal_is_in_range,
    node_is_in_range,
    unquoted_literal,
)
from newsld.web.markup.story_markup import StoryMarkup

_SEVERAL: Final = lazy_pattern(r"\s*[,;]\s+|\s+")
_KINDS: Final = {
    "Boolean": "true or false",
    "Date": "a date",
    "DateTime": "a date and time",
    "Duration": "a duration",
    "Float": "a number",
    "Integer": "a whole number",
    "Number": "a number",
    "Text": "text",
    "Time": "a time of day",
    "URL": "an address",
}
_SPACES: Final = "remove the spaces around it"
_EMPTY: Final = {"list": "an empty list", "dict": "an empty object", "str": "empty text"}
_NEEDED: Final = {
    "": {
        "headline",
        "name",
        "author",
        "publisher",
        "datePublished",
        "dateModified",
        "image",
        "url",
        "mainEntityOfPage",
    },
    "author": {"name", "url"},
    "publisher": {"name", "url", "logo"},
    "image": {"url"},
    "logo": {"url"},
}
"""The properties that readers of news use: of an article, and of its parts by the term that leads to them."""
_HOW_TO_WRITE: Final = {
    "Boolean": "write true or false, without quotes",
    "Date": "write it as in 2025-03-04",
    "DateTime": "write it as in 2025-03-04T18:20:00+00:00",
    "Duration": "write it as in PT2M30S",
    "Integer": "write digits only, without quotes",
    "Number": "write digits only, without quotes",
    "Time": "write it as in 18:20:00+00:00",
    "URL": "write the full address, beginning with https://",
}


def expected_values(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-VOC-003, -007, -008, -011, -013, -015: wrong types, literals as text, empty values, coordinates."""
    if markup.is_known_valid:
        return
    story = isinstance(markup, StoryMarkup)
    nodes: Iterable[Node] = markup.with_other_keys if isinstance(markup, StoryMarkup) else markup.nodes
    for node in nodes:
        own = model_keys(node.term) if story else frozenset()
        for key in node.data:
            term = key if story else node.context.term(key)
            if term in COORDINATES:
                yield from _coordinates(node, term)
            if term is None or key in own or (term.startswith("@") and term not in {"@id", "@type"}):
                continue
            if not story:
                yield from _empty(node, node.data[key], f"/{escape_pointer(key)}", term)
            if _belongs_to_node(node, term):
                yield from _range(node, key, term, story=story)


def _belongs_to_node(node: Node, term: str) -> bool:
    """Return whether the node may have the term, so that its values can be checked."""
    return (
        is_property(term)
        and superseded_by(term) is None
        and in_domain(term, node.types, through=node.term or None)
    )


def _empty(node: Node, raw: Any, below: str, term: str) -> Iterator[Finding]:
    """Yield NLD-VOC-008 or -011 for null, blank text, an empty list or an empty object, also inside a list.

    NLD-VOC-008 is about what readers of an article need: its own values, and those of its authors, publishers and
    images.
    """
    if is_empty_value(raw):
        kind = _EMPTY.get(type(raw).__name__, "null")
        message = f"{truncate(term)} is {kind}"
        part = "" if _is_story(node) else _part(node)
        code = "NLD-VOC-008" if term in _NEEDED.get(part, ()) else "NLD-VOC-011"
        if code == "NLD-VOC-011" and _is_elsewhere(node):
            return
        yield node.finding(code, message, suggestion="add a value, or remove the property", below=below)
    elif isinstance(raw, list):
        for index, item in enumerate(raw):
            yield from _empty(node, item, f"{below}/{index}", term)


def _is_story(node: Node) -> bool:
    """Return whether a node is an article that rules judge, and no update of a live blog."""
    return node.is_a("Article") and not is_update(node) and node in node.markup.articles


def _is_elsewhere(node: Node) -> bool:
    """Return whether a node of a page with a story is part of a comment, a teaser, a list or another thing."""
    articles = node.markup.articles
    if node.markup.page is None or not articles:
        return False
    top = node
    while top.owner is not None and not top.is_a("Article"):
        top = top.owner
    if top.is_a("Article"):
        return is_apart_from_story(node) or not (is_update(top) or top in articles)
    # What has an @id may be what the story refers to.
    return top.id is None and not top.is_a("WebPage")


def _part(node: Node) -> str:
    """Return the term that leads from an article, or from its publisher, to one of its parts; "-" for other nodes."""
    owner = node.owner
    if owner is not None and node.term in _NEEDED:
        if _is_story(owner):
            return node.term
        if node.term == "logo" and _part(owner) == "publisher":
            return "logo"
    return "-"


def _range(node: Node, key: str, term: str, *, story: bool) -> Iterator[Finding]:
    for value in node.values(term):
        if value.key != key:
            continue
        child = value.node
        if child is not None:
            if story or (term == "author" and node.is_a("Article")):
                continue
            kinds = tuple([kind for kind in child.types if is_class(kind)])
            if kinds and not node_is_in_range(term, kinds):
                message = f"{term} is {with_article(kinds[0])}, but schema.org expects {_expected(term)}"
                finding = node.finding("NLD-VOC-003", message, suggestion=_node_suggestion(term), at=value)
                yield finding.with_severity("info") if is_apart_from_story(node) else finding
        elif not (story and isinstance(value.raw, dict)):
            yield from _literal(node, term, value)


def _coordinates(node: Node, term: str) -> Iterator[Finding]:
    """Yield NLD-VOC-015 for each value of a latitude or longitude that is beyond the poles or the date line."""
    for value in node.values(term):
        limit = coordinate_limit(term, value.literal)
        if limit is not None:
            message = f"{term} is {truncate(str(value.literal))}, and no {term} is beyond {limit} degrees"
            suggestion = f"write a number from -{limit} to {limit}"
            if term == "latitude":
                suggestion += "; perhaps latitude and longitude are swapped"
            yield node.finding("NLD-VOC-015", message, suggestion=suggestion, at=value)


def _literal(node: Node, term: str, value: Value) -> Iterator[Finding]:
    literal = value.literal
    if is_empty_value(literal) or isinstance(literal, (dict, list)):
        return
    plain = unquoted_literal(term, literal)
    if plain is not None:
        if value.is_only_text:
            return
        is_boolean = plain in {"true", "false"}
        message = f"{term} is a {'boolean' if is_boolean else 'number'} written as text"
        code = "NLD-VOC-007" if is_boolean and term == "isAccessibleForFree" else "NLD-VOC-013"
        if code == "NLD-VOC-013" and _is_elsewhere(node):
            return
        finding = node.finding(code, message, suggestion=f"write {truncate(plain)}, without quotes", at=value)
        yield finding.with_fix(Fix("literal", plain == "true") if is_boolean else None)
    elif not literal_is_in_range(term, literal):
        shown = f"“{truncate(literal)}”" if isinstance(literal, str) else truncate(str(literal).lower())
        message = f"{term} is {shown}, but schema.org expects {_expected(term)}"
        suggestion = _literal_suggestion(term, literal)
        finding = node.finding("NLD-VOC-003", message, suggestion=suggestion, at=value)
        # Readers of addresses remove spaces around them.
        is_minor = suggestion == _SPACES or is_apart_from_story(node)
        yield finding.with_severity("info") if is_minor else finding


def _literal_suggestion(term: str, literal: Any) -> str | None:
    """Return how to write a literal of this term; None if unknown."""
    expected = ranges(term)
    if isinstance(literal, str) and literal_is_in_range(term, literal.strip()):
        return _SPACES
    if isinstance(literal, str) and all(one.startswith("http") for one in _SEVERAL.split(literal)):
        return "write a list with each value as a separate text"
    for kind in sorted(expected):
        if is_a(kind, "Enumeration") and (known := members(kind)):
            near = suggest(literal, known) if isinstance(literal, str) else []
            return f"did you mean {near[0]}?" if near else f"write one of {', '.join(sorted(known)[:6])}"
    for kind in ("DateTime", "Date", "Time", "Duration", "Boolean", "Integer", "Number", "URL"):
        if kind in expected:
            return _HOW_TO_WRITE[kind]
    return None


def _node_suggestion(term: str) -> str:
    kinds = sorted(kind for kind in ranges(term) if not is_datatype(kind))
    if not kinds:
        return "write text instead"
    return f"add or use a type that fits, such as {kinds[0]}"


def _expected(term: str) -> str:
    """Return what schema.org expects of a term, in words."""
    kinds = sorted(ranges(term), key=lambda kind: (is_datatype(kind), kind))
    shown = list(dict.fromkeys(_KINDS.get(kind) or with_article(kind) for kind in kinds))
    if len(shown) > 4:
        shown = [*shown[:3], "another type"]
    return " or ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def articles_without_data(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-VOC-014 for an article that has a type and nothing else."""
    for article in markup.articles:
        if article.data.keys() <= {"@context", "@type", "type"}:
            suggestion = "add headline, url and datePublished, or leave the markup out"
            yield article.finding("NLD-VOC-014", "the article has a type and no data", suggestion=suggestion)


CHECKS: tuple[Check, ...] = (
    Check(("NLD-VOC-014",), "markup", articles_without_data),
    Check(
        ("NLD-VOC-003", "NLD-VOC-007", "NLD-VOC-008", "NLD-VOC-011", "NLD-VOC-013", "NLD-VOC-015"),
        "markup",
        expected_values,
    ),
)
