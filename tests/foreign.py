"""Hypothesis strategies for published markup, in every shape that JSON-LD allows."""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import strategies as st

from hostile import HOSTILE
from newsld.model.vocabulary import coercion

_PLAIN = ("https://schema.org", "http://schema.org/", "http://www.schema.org", ["https://schema.org"], None)
_OTHER = (
    {"@vocab": "http://schema.org/"},
    {"@vocab": "https://schema.org/"},
    ["http://schema.org", {"desk": "https://desk.example/terms#", "slug": "desk:slug"}],
    ["https://schema.org", {"title": {"@id": "schema:headline", "@language": "en"}, "by": "schema:author"}],
    {"@vocab": "http://schema.org/", "id": "@id", "type": "@type", "url": {"@type": "@id"}},
    ["https://schema.org", {"about": {"@container": "@set"}, "keywords": {"@container": "@list"}}],
    ["https://schema.org", {"writes": {"@reverse": "author"}}],
)
_NAMES = (
    "https://site.example/a", "https://site.example/a#article", "https://site.example/#org", "#article", "", "about/us",
    "_:b0", "_:b1", "https://site.example/i.jpg", "schema:Thing", "@herald", "https://site.example/ü",
)  # fmt: skip
_TYPES = (
    "NewsArticle", "Article", "BlogPosting", "WebPage", "Person", "Organization", "NewsMediaOrganization", "Place",
    "City", "Event", "ImageObject", "WebPageElement", "CorrectionComment", "Thing", "imageObject", "newsArticle",
    "http://schema.org/Person", "https://schema.org/NewsArticle", "schema:Article", "desk:Note", "https://x.example/T",
)  # fmt: skip
_TERMS = (
    "headline", "name", "url", "sameAs", "author", "publisher", "about", "mentions", "image", "logo", "keywords",
    "articleBody", "hasPart", "isPartOf", "mainEntityOfPage", "datePublished", "dateModified", "isAccessibleForFree",
    "inLanguage", "correction", "text", "location", "parentOrganization", "birthDate", "startDate", "width", "latitude",
    "alternateName", "cssSelector", "contentLocation", "articleSection", "worksFor", "thumbnailUrl", "noSuchTerm",
    "desk:slug", "slug", "title", "by", "writes", "http://schema.org/headline", "schema:author", "http://schema.org/url",
    "https://schema.org/name", "dc:title", "og:title", "copyrightYear", "license",
)  # fmt: skip
_TEXTS = (
    "", " ", "Port strike ends", "Ines Farrow", "The Aldane Herald", "a, b", "2025-03-04T18:20:00+00:00", "2025-03-04",
    "2025-03-04T18:20:00+0000", "True", "en-GB", "11.11.2021", ".paywall", "Port Aldane", "AT&amp;T", "_:b0", *_NAMES,
    *HOSTILE,
)  # fmt: skip
_SCALARS = (0, 1, 2025, -1.5, 1.0, 1e300, 51.25, True, False, None)


def _literals(texts: tuple[str, ...]) -> st.SearchStrategy[Any]:
    return st.one_of(
        st.sampled_from(texts),
        st.sampled_from(texts),
        st.sampled_from(_SCALARS),
        st.builds(lambda text: {"@value": text}, st.sampled_from((*_TEXTS, *_SCALARS))),
        st.builds(lambda text: {"@value": text, "@language": "en"}, st.sampled_from(_TEXTS)),
        st.builds(lambda text: {"@value": text, "@type": "Date"}, st.sampled_from(_TEXTS)),
        st.just({"@type": "@json", "@value": {"a": [1, None]}}),
    )


def _values(nodes: st.SearchStrategy[Any], texts: tuple[str, ...]) -> st.SearchStrategy[Any]:
    one = st.one_of(
        _literals(texts), nodes, nodes, st.builds(lambda name: {"@id": name}, st.sampled_from(_NAMES))
    )
    return st.one_of(
        one,
        one,
        st.lists(one, max_size=3),
        st.lists(st.lists(one, max_size=2), max_size=2),
        st.builds(lambda items: {"@list": items}, st.lists(one, max_size=2)),
        st.builds(lambda items: {"@set": items}, st.lists(one, max_size=2)),
    )


@st.composite
def _nodes(draw: st.DrawFn, within: st.SearchStrategy[Any] | None, top: bool = False) -> dict[str, Any]:
    node: dict[str, Any] = {}
    if draw(st.booleans()):
        node[draw(st.sampled_from(("@id", "@id", "id")))] = draw(st.sampled_from(_NAMES))
    if top or draw(st.integers(0, 4)):
        kinds = st.sampled_from(_TYPES[:5] if top else _TYPES)
        kind = draw(st.one_of(kinds, kinds, st.lists(kinds, max_size=2)))
        node[draw(st.sampled_from(("@type", "@type", "type")))] = kind
    for term in draw(st.lists(st.sampled_from(_TERMS), max_size=6, unique=True)):
        # pyld and pyoxigraph resolve a text that is not an address in different ways.
        texts = _NAMES if coercion(term) == "@id" else _TEXTS
        node[term] = draw(_values(within, texts) if within is not None else _literals(texts))
    extra = draw(st.integers(0, 40))
    if within is not None and extra == 1:
        node["@reverse"] = {"author": draw(within)}
    elif within is not None and extra == 2:
        node["@included"] = [draw(within)]
    elif extra == 3:
        node["@legalName"] = "nothing"
    elif extra == 4:
        node["@index"] = "one"
    elif extra == 5:
        node["@context"] = draw(st.sampled_from((*_PLAIN[:-1], *_OTHER)))
    return node


def blocks() -> st.SearchStrategy[list[Any]]:
    """Return a strategy for one to three JSON-LD blocks of a page.

    It omits IRIs that look like prefixes of schema.org's context, which cannot be written under that context.
    """
    return _blocks().filter(_is_expressible)


def _is_expressible(found: list[Any]) -> bool:
    written = json.dumps(found)
    return not ('{"@vocab"' in written and re.search(r'"(?:schema|dc|og):', written))


@st.composite
def _blocks(draw: st.DrawFn) -> list[Any]:
    found: list[Any] = []
    within: st.SearchStrategy[Any] = _nodes(None)
    for _ in range(draw(st.integers(0, 2))):
        within = _nodes(within)
    for _ in range(draw(st.integers(1, 3))):
        context = draw(st.sampled_from((*_PLAIN, *_PLAIN, *_OTHER)))
        around = {} if context is None else {"@context": context}
        shape = draw(st.integers(0, 2))
        tops = draw(st.lists(_nodes(within, top=True), min_size=1, max_size=3))
        if shape == 0:
            found.append({**tops[0], **around})
        elif shape == 1:
            found.append({**around, "@graph": tops})
        else:
            found.append([{**top, **around} for top in tops])
    return found
