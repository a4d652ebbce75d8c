"""Return the byline, date, title and similar facts of an article from its fields and from `extra`.

A page that somebody else published may give its author as a string and its date as `11.11.2021`. Neither fits a field,
so both are preserved in `extra`. These functions use both, and do not change the article.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from newsld.model.dates import Edtf, Timestamp
from newsld.model.dates.interpret import interpret_date
from newsld.model.literals import text_of

if TYPE_CHECKING:
    from newsld.model.article import NewsArticle
    from newsld.model.entities import Person


def address(article: NewsArticle) -> str | None:
    """Return the address of the page of an article: its url in any form, else its `mainEntityOfPage`."""
    if article.url is not None:
        return str(article.url)
    for term in ("url", "mainEntityOfPage"):
        value = article.extra.get(term)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and "@value" not in one:
                one = one.get("@id", one.get("url"))
            if found := text_of(one):
                return found
    return None


def byline(article: NewsArticle) -> tuple[str, ...]:
    """Return the names of the authors, without duplicates: those with an id, then those in `extra`."""
    authors = frozenset(article.author)
    known = {entity.id: entity.name for entity in article.entities if entity.id in authors}
    known |= {
        person.id: person.name or _full_name(person) for person in article.people if person.id in authors
    }
    names = [name for slug in article.author if (name := known.get(slug))]
    return tuple(dict.fromkeys([*names, *untyped_authors(article)]))


def untyped_authors(article: NewsArticle) -> tuple[str, ...]:
    """Return the names of the authors in `extra`: strings, and nodes of other types than those of a story."""
    return tuple(dict.fromkeys(_names(article.extra.get("author"))))


def publishers(article: NewsArticle) -> tuple[str, ...]:
    """Return the names of the publishers, without duplicates: those with an id, then those in `extra`."""
    known = {entity.id: entity.name for entity in article.entities}
    names = [name for slug in article.publisher if (name := known.get(slug))]
    return tuple(dict.fromkeys([*names, *_names(article.extra.get("publisher"))]))


def languages(article: NewsArticle) -> tuple[str, ...]:
    """Return the languages, without duplicates: language tags, or names from `extra`."""
    found = [article.in_language] if article.in_language else []
    for item in _each(article.extra.get("inLanguage")):
        if isinstance(item, dict) and "@value" not in item:
            candidates = (list(_texts(item.get(key))) for key in ("identifier", "alternateName", "name"))
            found += next((texts for texts in candidates if texts), [])
        else:
            found += _texts(item)
    return tuple(dict.fromkeys(found))


def title(article: NewsArticle) -> str | None:
    """Return the headline; without one, the name in `extra`."""
    return article.headline or next(_texts(article.extra.get("name")), None)


def published(article: NewsArticle) -> Timestamp | Edtf | None:
    """Return when the article was first published; a date in `extra` is interpreted by `newsld.model.dates.interpret`.

    None without a date, or for one that cannot be interpreted.
    """
    if article.date_published is not None:
        return article.date_published
    for text in _texts(article.extra.get("datePublished")):
        if (date := interpret_date(text, article.in_language)) is not None:
            return date
    return None


def pictures(article: NewsArticle) -> tuple[str, ...]:
    """Return the addresses of the images, without duplicates: those of the field, then those in `extra`."""
    found = [image.url for image in article.image]
    for value in _each(article.extra.get("image")):
        if isinstance(value, dict):
            addresses = [text for key in ("url", "contentUrl", "@id") for text in _texts(value.get(key))]
            found += addresses[:1]
        else:
            found += _texts(value)
    return tuple(dict.fromkeys(found))


def topics(article: NewsArticle) -> tuple[str, ...]:
    """Return the keywords, then the names of the things that the article is about, without duplicates.

    A single text with commas or semicolons is split into keywords.
    """
    words = [*article.keywords, *_texts(article.extra.get("keywords"))]
    if len(words) == 1:
        words = [word for part in words[0].replace(";", ",").split(",") if (word := part.strip())]
    known = {item.id: item.name for item in article.events} | {it.id: it.name for it in article.entities}
    about = [name for slug in article.about if (name := known.get(slug))]
    return tuple(dict.fromkeys([*words, *about, *_names(article.extra.get("about"))]))


def _full_name(person: Person) -> str:
    return " ".join(part for part in (person.given_name, person.family_name) if part)


def _names(value: Any) -> Iterator[str]:
    """Yield the names of things that are given as texts or as nodes."""
    for item in _each(value):
        if isinstance(item, dict) and "@value" not in item:
            yield from list(_texts(item.get("name")))[:1]
        else:
            yield from _texts(item)


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts among values, including those of literals that are objects, without empty ones."""
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
