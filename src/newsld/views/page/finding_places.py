"""Find the words of a story that a finding is about, by its JSON Pointer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from newsld.model.text import Span

if TYPE_CHECKING:
    from newsld.model import NewsArticle

_BY_ID = ("people", "organizations", "places", "events", "quotations", "figures", "citations")


class PlacesOfFindings:
    """The places of the parts of an article, by their pointers in its data."""

    def __init__(self, article: NewsArticle) -> None:
        self._article = article
        self._parts = {(name, part.id): part for name in _BY_ID for part in getattr(article, name)}
        self._mentioned: dict[str, Span] = {}
        for mention in article.mentions:
            if mention.of is not None:
                self._mentioned.setdefault(mention.of, mention.words)

    def find(self, pointer: str | None) -> Span | None:
        """Return the first words of what a pointer leads to; None if it leads to nothing that has words."""
        steps = [step.replace("~1", "/").replace("~0", "~") for step in (pointer or "").split("/")[1:]]
        if len(steps) < 2:
            return None
        collection, key, *rest = steps
        if collection == "mentions":
            return self._of_mention(key)
        part = self._parts.get((collection, key))
        if part is None:
            return None
        return next(
            (found for at in range(len(rest), -1, -1) if (found := _words_of(_follow(part, rest[:at])))),
            self._mentioned.get(key),
        )

    def find_id(self, slug: str) -> Span | None:
        """Return the first words of the thing, quotation, figure or citation with an id."""
        for name in ("citations", "quotations", "figures", "events", "people", "organizations", "places"):
            if (name, slug) in self._parts and (found := self.find(f"/{name}/{_escape(slug)}")):
                return found
        return None

    def _of_mention(self, key: str) -> Span | None:
        mentions = self._article.mentions
        return (
            mentions[int(key)].words
            if key.isascii() and key.isdecimal() and int(key) < len(mentions)
            else None
        )


def _escape(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")


def _follow(part: Any, steps: list[str]) -> Any:
    """Return the value that steps lead to from a part; None if they lead nowhere."""
    for step in steps:
        if isinstance(part, tuple) and not isinstance(part, Span):
            part = part[int(step)] if step.isascii() and step.isdecimal() and int(step) < len(part) else None
        else:
            names = {
                field.alias or name: name for name, field in getattr(type(part), "model_fields", {}).items()
            }
            part = getattr(part, names[step]) if step in names else None
    return part


def _words_of(part: Any) -> Span | None:
    """Return the first words of a value: a span, or a part that has words, covers or cues."""
    return min((span for span in _spans(part) if span.start < span.end), default=None)


def _spans(part: Any) -> Iterator[Span]:
    if isinstance(part, Span):
        yield part
    elif isinstance(part, tuple):
        yield from (one for one in part if isinstance(one, Span))
    else:
        for name in ("words", "covers", "cues"):
            if found := getattr(part, name, None):
                yield from _spans(found)
                return
