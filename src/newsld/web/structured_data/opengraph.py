"""Open Graph: the article that the `<meta>` tags of a page describe, as a fallback."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from newsld.findings import Position
from newsld.syntax.patterns import lazy_pattern
from newsld.web.html.page import Page
from newsld.web.structured_data.resources import Address, Resource, ResourceValue

_TERMS: Final = (
    ("headline", ("og:title",)),
    ("description", ("og:description", "description")),
    ("datePublished", ("article:published_time",)),
    ("dateModified", ("article:modified_time",)),
    ("expires", ("article:expiration_time",)),
    ("articleSection", ("article:section",)),
)
"""Terms with one value, and the tags that contain it, the best first."""
_DETAILS: Final = {
    "og:image:alt": "description",
    "og:image:height": "height",
    "og:image:type": "encodingFormat",
    "og:image:width": "width",
}
_NUMBERS: Final = frozenset({"height", "width"})
_ADDRESS: Final = lazy_pattern(r"(?:https?:)?//\S+", re.IGNORECASE)
_WHOLE: Final = lazy_pattern(r"[0-9]{1,9}", re.ASCII)


class _MetaValue(NamedTuple):
    """One tag's content, under one of its names, with its position."""

    name: str
    value: str
    place: Position


def read_article(page: Page) -> Resource | None:
    """Return the article of a page with an `og:type` of article or a time of publication; None for any other page."""
    tags = _meta_values(page)
    kinds = _first(tags, "og:type")
    published = _first(tags, "article:published_time")
    if not published and not any(kind.value.lower() == "article" for kind in kinds):
        return None
    resource = Resource(None, ["Article"], (kinds or published)[0].place)
    for term, names in _TERMS:
        _add_values(resource, term, _first(tags, *names)[:1])
    _add_values(resource, "url", (_first(tags, "og:url") or _canonical(page))[:1])
    resource.values += _images(tags)
    # ogp.me wants the address of a profile, from which no name follows.
    _add_values(resource, "author", [tag for tag in _authors(tags) if not _ADDRESS.fullmatch(tag.value)])
    resource.values += [
        ResourceValue("author", Address(tag.value), tag.place)
        for tag in _authors(tags)
        if _ADDRESS.fullmatch(tag.value)
    ]
    _add_values(resource, "keywords", _first(tags, "article:tag", "keywords", "news_keywords"))
    _add_values(resource, "inLanguage", _first(tags, "og:locale")[:1])
    for site in _first(tags, "og:site_name")[:1]:
        whole = Resource(None, ["WebSite"], site.place)
        _add_values(whole, "name", [site])
        resource.values.append(ResourceValue("isPartOf", whole, site.place))
    return resource


def _meta_values(page: Page) -> list[_MetaValue]:
    """Return the contents of the `<meta>` tags, one for each name of a tag."""
    return [
        _MetaValue(name, content, page.place(tag.start))
        for tag in page.metas
        if (content := tag.get("content"))
        for name in dict.fromkeys([*tag.get("property").lower().split(), *tag.get("name").lower().split()])
    ]


def _first(tags: list[_MetaValue], *names: str) -> list[_MetaValue]:
    """Return the values of the first of these names that has any."""
    for name in names:
        if found := [tag for tag in tags if tag.name == name]:
            return found
    return []


def _add_values(resource: Resource, term: str, values: list[_MetaValue]) -> None:
    seen = dict.fromkeys(one.value for one in values)
    for one in values:
        if one.value in seen:
            del seen[one.value]
            resource.values.append(ResourceValue(term, one.value, one.place))


def _canonical(page: Page) -> list[_MetaValue]:
    """Return the address in the canonical link of a page."""
    links = [link for link in page.link("canonical") if link.get("href")]
    return [_MetaValue("canonical", link.get("href"), page.place(link.start)) for link in links]


def _authors(tags: list[_MetaValue]) -> list[_MetaValue]:
    """Return the authors: names rather than addresses of their pages, which may be those of the same people."""
    profiles = _first(tags, "article:author")
    names = [tag for tag in profiles if not _ADDRESS.fullmatch(tag.value)]
    return names or _first(tags, "author") or profiles


def _images(tags: list[_MetaValue]) -> list[ResourceValue]:
    """Return the images, each with the details in the tags after its own."""
    found: list[tuple[_MetaValue, list[ResourceValue]]] = []
    for tag in tags:
        starts = tag.name in {"og:image", "og:image:url"} or (tag.name == "og:image:secure_url" and not found)
        if starts and not (found and found[-1][0].value == tag.value):
            found.append((tag, []))
        elif (term := _DETAILS.get(tag.name)) is not None and found:
            number = term in _NUMBERS and _WHOLE.fullmatch(tag.value)
            found[-1][1].append(ResourceValue(term, int(tag.value) if number else tag.value, tag.place))
    pictures = []
    for tag, details in found:
        image = Resource(None, ["ImageObject"], tag.place)
        image.values = [ResourceValue("url", tag.value, tag.place), *details]
        pictures.append(ResourceValue("image", image if details else tag.value, tag.place))
    return pictures
