"""What readers and tables are shown of an article that was published elsewhere: typed fields and what rides along.

A page may give its author as a bare string and its date as `11.11.2021`. Neither has a typed place, and none is
invented: these functions look at both, and change nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from newsld.model.dates import Edtf, Timestamp
from newsld.model.dates.interpret import interpret_date

if TYPE_CHECKING:
    from newsld.model.article import NewsArticle
    from newsld.model.entities import Person

__all__ = ["byline", "languages", "pictures", "published", "publishers", "title", "topics", "untyped_authors"]


def byline(article: NewsArticle) -> tuple[str, ...]:
    """The names of its authors: those that have an id, then those that are given without one; each once."""
    known = {entity.id: entity.name for entity in article.entities}
    known |= {person.id: person.name or _full_name(person) for person in article.people}
    names = [name for slug in article.author if (name := known.get(slug))]
    return tuple(dict.fromkeys([*names, *untyped_authors(article)]))


def untyped_authors(article: NewsArticle) -> tuple[str, ...]:
    """The names of authors that are bare strings, or nodes of no type that a story has."""
    return tuple(dict.fromkeys(_names(article.extra.get("author"))))


def publishers(article: NewsArticle) -> tuple[str, ...]:
    """The names of who publishes it: those that have an id, then those that are given without one; each once."""
    known = {entity.id: entity.name for entity in article.entities}
    names = [name for slug in article.publisher if (name := known.get(slug))]
    return tuple(dict.fromkeys([*names, *_names(article.extra.get("publisher"))]))


def languages(article: NewsArticle) -> tuple[str, ...]:
    """Its languages, however they are given; each once."""
    found = [article.in_language] if article.in_language else []
    for item in _each(article.extra.get("inLanguage")):
        if isinstance(item, dict) and "@value" not in item:
            said = (list(_texts(item.get(key))) for key in ("identifier", "alternateName", "name"))
            found += next((texts for texts in said if texts), [])
        else:
            found += _texts(item)
    return tuple(dict.fromkeys(found))


def title(article: NewsArticle) -> str | None:
    """Its headline, or the name that it has instead."""
    return article.headline or next(_texts(article.extra.get("name")), None)


def published(article: NewsArticle) -> Timestamp | Edtf | None:
    """When it was first published, as far as that can be told: see `newsld.model.dates.interpret`."""
    if article.date_published is not None:
        return article.date_published
    for text in _texts(article.extra.get("datePublished")):
        if (date := interpret_date(text, article.in_language)) is not None:
            return date
    return None


def pictures(article: NewsArticle) -> tuple[str, ...]:
    """The addresses of the pictures that stand for it, however they are given; each once."""
    found = [image.url for image in article.image]
    for value in _each(article.extra.get("image")):
        if isinstance(value, dict):
            addresses = [text for key in ("url", "contentUrl", "@id") for text in _texts(value.get(key))]
            found += addresses[:1]
        else:
            found += _texts(value)
    return tuple(dict.fromkeys(found))


def topics(article: NewsArticle) -> tuple[str, ...]:
    """Its keywords, one each, also where they were given as one text with commas; then what it is about, by name."""
    words = [*article.keywords, *_texts(article.extra.get("keywords"))]
    if len(words) == 1:
        words = [word for part in words[0].replace(";", ",").split(",") if (word := part.strip())]
    known = {item.id: item.name for item in article.events} | {it.id: it.name for it in article.entities}
    about = [name for slug in article.about if (name := known.get(slug))]
    return tuple(dict.fromkeys([*words, *about, *_names(article.extra.get("about"))]))


def _full_name(person: Person) -> str:
    return " ".join(part for part in (person.given_name, person.family_name) if part)


def _names(value: Any) -> Iterator[str]:
    """The names of things that are given as texts or as nodes."""
    for item in _each(value):
        if isinstance(item, dict) and "@value" not in item:
            yield from list(_texts(item.get("name")))[:1]
        else:
            yield from _texts(item)


def _texts(value: Any) -> Iterator[str]:
    """The texts among values, out of literals that are written as objects too; nothing empty."""
    for item in _each(value):
        text = item.get("@value") if isinstance(item, dict) else item
        if isinstance(text, str) and text.strip():
            yield text


def _each(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        yield from value
    elif isinstance(value, dict) and isinstance(value.get("@list"), list):
        yield from value["@list"]
    elif value is not None:
        yield value
