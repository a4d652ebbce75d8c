"""Build the Open Graph and article tags of a story, for programs that do not read JSON-LD."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from newsld.model.views import byline, pictures, published
from newsld.syntax.patterns import lazy_pattern

if TYPE_CHECKING:
    from newsld.model import NewsArticle

Tags = tuple[tuple[str, str], ...]
"""Meta tags in order, as pairs of property and content."""

_IMAGE: Final = "og:image"
_DAY: Final = lazy_pattern(r"\d{4}-\d\d-\d\d(?:T.*)?")
_REGION: Final = lazy_pattern(r"([a-z]{2,3})(?:-[A-Za-z]{4})?-([A-Z]{2})(?![^-])")


def build_tags(article: NewsArticle) -> Tags:
    """Return the tags of an article; absent values have none.

    Authors are written by name, since programs show the tag as it is. A language without a country gives no
    og:locale, which requires one.
    """
    return tuple([(name, text) for name, text in _all_tags(article) if text and text.strip()])


def missing_tags(tags: Tags, present: Container[str]) -> Tags:
    """Return the tags whose property is not present; with an og:image present, no tag about images either."""
    return tuple(
        [tag for tag in tags if tag[0] not in present and not (_is_image(tag) and _IMAGE in present)]
    )


def _all_tags(article: NewsArticle) -> Iterator[tuple[str, str | None]]:
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
