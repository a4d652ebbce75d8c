"""Open Graph and article tags: what a story says of itself to those who read no JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from newsld.model.views import byline, pictures, published

if TYPE_CHECKING:
    from newsld.model import NewsArticle

__all__ = ["Tags", "missing_tags", "tags_of"]

Tags = tuple[tuple[str, str], ...]
"""The property and the content of tags, in order."""

_IMAGE: Final = "og:image"
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d(?:T.*)?")
_REGION: Final = re.compile(r"([a-z]{2,3})(?:-[A-Za-z]{4})?-([A-Z]{2})(?![^-])")


def tags_of(article: NewsArticle) -> Tags:
    """The tags of an article; what it does not say has none.

    Authors are named, since readers of these tags show them as they stand. A language without a country has
    no og:locale, which would need one.
    """
    return tuple([(name, text) for name, text in _told(article) if text and text.strip()])


def missing_tags(tags: Tags, present: Container[str]) -> Tags:
    """Those whose property a page has not stated itself; with an image of its own it has all of that picture."""
    return tuple(
        [tag for tag in tags if tag[0] not in present and not (_is_image(tag) and _IMAGE in present)]
    )


def _told(article: NewsArticle) -> Iterator[tuple[str, str | None]]:
    yield "og:type", "article"
    yield "og:title", article.headline
    yield "og:url", article.url
    yield "og:description", article.description
    yield from _images(article)
    names = {entity.id: entity.name for entity in article.organizations}
    yield "og:site_name", next((name for slug in article.publisher if (name := names.get(slug))), None)
    region = _REGION.match(article.in_language or "")
    yield "og:locale", f"{region[1]}_{region[2]}" if region else None
    first = str(published(article) or "")
    yield "article:published_time", first if _DAY.fullmatch(first) else None
    yield "article:modified_time", str(article.date_modified or "")
    yield from _each("article:author", byline(article))
    yield from _each("article:section", article.article_section)
    yield from _each("article:tag", article.keywords)


def _images(article: NewsArticle) -> Iterator[tuple[str, str | None]]:
    known = {image.url: image for image in article.image}
    for address in pictures(article):
        yield _IMAGE, address
        if (image := known.get(address)) is not None:
            yield f"{_IMAGE}:alt", image.caption
            yield f"{_IMAGE}:width", str(image.width or "")
            yield f"{_IMAGE}:height", str(image.height or "")


def _each(name: str, values: Iterable[str]) -> Iterator[tuple[str, str]]:
    for value in values:
        yield name, value


def _is_image(tag: tuple[str, str]) -> bool:
    return tag[0].startswith(f"{_IMAGE}:")
