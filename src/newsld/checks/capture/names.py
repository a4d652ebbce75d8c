"""Check the names of people, organizations and places against the words that mention them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from operator import eq
from typing import TYPE_CHECKING, Final

from newsld.findings import Finding
from newsld.model.text import Span
from newsld.model.text.shorten import quote
from newsld.syntax.document import pointer

if TYPE_CHECKING:
    from newsld.model import NewsArticle, Person

_NAMES: Final = frozenset({None, "name", "alias"})
"""The forms of mentions that name somebody, or may."""


def check_names(article: NewsArticle) -> Iterator[Finding]:
    """Yield NLD-CAP-009 for words tied to two people, and -010 for names that the story writes otherwise."""
    assert article.body is not None, "the caller checks for a body"
    yield from _shared_words(article)
    text = article.body.text
    entities = {one.id: one for one in article.entities}
    seen: set[tuple[str, str]] = set()
    for index, mention in enumerate(article.mentions):
        if mention.form != "name" or (entity := entities.get(mention.of or "")) is None:
            continue
        start, end = mention.words
        words = text[start:end]
        if words == entity.name or words in entity.alternate_name or (entity.id, words) in seen:
            continue
        seen.add((entity.id, words))
        written = _normalized(words)
        names = [_normalized(name) for name in (entity.name, *entity.alternate_name) if name]
        if names and not any(written in name or name in written for name in names):
            yield Finding(
                "NLD-CAP-010",
                f"the words {quote(words)} are a name of {entity.id}, which does not have this name",
                suggestion="correct the name, or add the words to alternateName:",
                pointer=pointer("mentions", index),
            )


def _shared_words(article: NewsArticle) -> Iterator[Finding]:
    """Yield NLD-CAP-009 for words tied to two people; mentions of the same words follow each other."""
    spans = [mention.words for mention in article.mentions]
    if not any(map(eq, spans, islice(spans, 1, None))):
        return
    people = {one.id: one for one in article.people}
    first: Person | None = None
    words: Span | None = None
    for index, mention in enumerate(article.mentions):
        if mention.words != words:
            first, words = None, mention.words
        person = people.get(mention.of or "")
        if person is None or mention.form not in _NAMES:
            continue
        if first is None:
            first = person
        # "The Assad family" names several members of a family at once.
        elif (
            first.id != person.id
            and person.id not in _relatives(first)
            and first.id not in _relatives(person)
        ):
            yield Finding(
                "NLD-CAP-009",
                f"{quote(words.slice(article.text))} is a name of {first.id} and of {person.id} in one place",
                suggestion="keep the person whom the words mean",
                pointer=pointer("mentions", index),
            )


def _relatives(person: Person) -> set[str]:
    return {link.id for link in (*person.parent, *person.children, *person.sibling, *person.spouse)}


def _normalized(name: str) -> str:
    return " ".join(name.replace("’", "'").casefold().split())
