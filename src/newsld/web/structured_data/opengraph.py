"""Open Graph: the article that the `<meta>` tags of a page tell of, for want of anything better."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from newsld.findings import Position
from newsld.web.html import Page
from newsld.web.structured_data.resources import Resource, ResourceValue

__all__ = ["read_article"]

_TERMS: Final = (
    ("headline", ("og:title",)),
    ("description", ("og:description", "description")),
    ("datePublished", ("article:published_time",)),
    ("dateModified", ("article:modified_time",)),
    ("expires", ("article:expiration_time",)),
    ("articleSection", ("article:section",)),
)
"""Terms of one value, and the tags that tell it, the best first."""
_DETAILS: Final = {
    "og:image:alt": "description",
    "og:image:height": "height",
    "og:image:type": "encodingFormat",
    "og:image:width": "width",
}
_NUMBERS: Final = frozenset({"height", "width"})
_ADDRESS: Final = re.compile(r"(?:https?:)?//\S+", re.IGNORECASE)
_WHOLE: Final = re.compile(r"[0-9]{1,9}", re.ASCII)


class _MetaValue(NamedTuple):
    """What one tag says, under one of its names, and where."""

    name: str
    value: str
    place: Position


def read_article(page: Page) -> Resource | None:
    """The article that a page says it is: by `og:type`, or by its time of publication; None for any other page."""
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
    _add_values(resource, "author", _authors(tags))
    _add_values(resource, "keywords", _first(tags, "article:tag", "keywords", "news_keywords"))
    _add_values(resource, "inLanguage", _first(tags, "og:locale")[:1])
    for site in _first(tags, "og:site_name")[:1]:
        whole = Resource(None, ["WebSite"], site.place)
        _add_values(whole, "name", [site])
        resource.values.append(ResourceValue("isPartOf", whole, site.place))
    return resource


def _meta_values(page: Page) -> list[_MetaValue]:
    """What the `<meta>` tags say, each once for every name that it has."""
    return [
        _MetaValue(name, content, page.place(tag.start))
        for tag in page.metas
        if (content := tag.get("content"))
        for name in dict.fromkeys([*tag.get("property").lower().split(), *tag.get("name").lower().split()])
    ]


def _first(tags: list[_MetaValue], *names: str) -> list[_MetaValue]:
    """What the first of these names says that says anything."""
    for name in names:
        if found := [told for told in tags if told.name == name]:
            return found
    return []


def _add_values(resource: Resource, term: str, told: list[_MetaValue]) -> None:
    seen = dict.fromkeys(one.value for one in told)
    for one in told:
        if one.value in seen:
            del seen[one.value]
            resource.values.append(ResourceValue(term, one.value, one.place))


def _canonical(page: Page) -> list[_MetaValue]:
    """The address in the canonical link of a page."""
    links = [link for link in page.link("canonical") if link.get("href")]
    return [_MetaValue("canonical", link.get("href"), page.place(link.start)) for link in links]


def _authors(tags: list[_MetaValue]) -> list[_MetaValue]:
    """Who wrote it: names rather than addresses of their pages, which may be those of the same people."""
    stated = _first(tags, "article:author")
    names = [told for told in stated if not _ADDRESS.fullmatch(told.value)]
    return names or _first(tags, "author") or stated


def _images(tags: list[_MetaValue]) -> list[ResourceValue]:
    """The pictures, each with the details in the tags behind its own."""
    found: list[tuple[_MetaValue, list[ResourceValue]]] = []
    for told in tags:
        starts = told.name in {"og:image", "og:image:url"} or (
            told.name == "og:image:secure_url" and not found
        )
        if starts and not (found and found[-1][0].value == told.value):
            found.append((told, []))
        elif (term := _DETAILS.get(told.name)) is not None and found:
            number = term in _NUMBERS and _WHOLE.fullmatch(told.value)
            found[-1][1].append(ResourceValue(term, int(told.value) if number else told.value, told.place))
    pictures = []
    for told, details in found:
        image = Resource(None, ["ImageObject"], told.place)
        image.values = [ResourceValue("url", told.value, told.place), *details]
        pictures.append(ResourceValue("image", image if details else told.value, told.place))
    return pictures
