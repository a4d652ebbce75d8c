"""Apply the defaults of a Markdown story: the rules of docs/reference/markdown.md, which never change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from newsld.formats.markdown.labels import folded, names
from newsld.model.text import (
    AmbiguousWords,
    Span,
    Words,
    WordsNotFound,
    find_words,
    quoted_spans,
    sentences,
    trim_final_comma,
)

__all__ = ["Defaults", "form_of", "span_data"]

_KEYS: Final = {
    "exact": "exact",
    "prefix": "prefix",
    "suffix": "suffix",
    "from": "first",
    "to": "last",
    "start": "start",
}
_COLONS: Final = ":："


def span_data(span: Span) -> dict[str, int]:
    """Return a span as story data."""
    return {"start": span.start, "end": span.end}


def form_of(words: str, item: Any, *, is_entity: bool) -> str:
    """Return the default form of a mention: `words` linked to the entity or event with this front matter.

    `name` or `alias` for one of its names, in any case; `name` for consecutive whole words of its name if `is_entity`
    (a person, organization or place, not an event); otherwise `nominal`.
    """
    plain = folded(words)
    name = item.get("name") if isinstance(item, Mapping) else None
    if isinstance(name, str) and plain == folded(name):
        return "name"
    if any(plain == folded(other) for other in names(item)):
        return "alias"
    if is_entity and isinstance(name, str) and plain:
        whole, part = folded(name).split(), plain.split()
        if any(whole[at : at + len(part)] == part for at in range(len(whole))):
            return "name"
    return "nominal"


class Defaults:
    """The defaults of one story, from its text, sentences and quoted passages; each is found once, when needed."""

    def __init__(self, text: str, leaves: Sequence[Span]) -> None:
        """Use the text of a story and the spans of its paragraphs and headings, in order."""
        self.text = text
        self.leaves = leaves
        self._sentences: dict[Span, list[Span]] = {}

    @cached_property
    def quoted(self) -> list[Span]:
        """The quoted passages, nested ones too, without quotation marks and without a comma before the closing one."""
        return [trim_final_comma(self.text, span) for span in quoted_spans(self.text)]

    def sentence(self, offset: int) -> Span | None:
        """Return the sentence of a footnote at an offset: the last one that begins before it in its block."""
        leaf = None
        for candidate in self.leaves:
            if candidate.start > offset:
                break
            if leaf is None or leaf.end < offset:
                leaf = candidate
        if leaf is None:
            return None
        if leaf not in self._sentences:
            words = leaf.slice(self.text)
            self._sentences[leaf] = [Span(leaf.start + at, leaf.start + end) for at, end in sentences(words)]
        spans = self._sentences[leaf]
        before = [span for span in spans if span.start < offset]
        return before[-1] if before else spans[0] if spans else None

    def attribution(
        self, offsets: Iterable[int], mode: str | None, covers: Sequence[Span] | None
    ) -> tuple[str, list[Span]]:
        """Return the mode and the covered spans of a citation with footnotes at `offsets`.

        `mode` and `covers` are the explicit ones. By default the citation covers the sentences of its footnotes, or
        their quoted passages if it is direct. It is direct if it covers exactly quoted passages; with neither given,
        if each of its sentences begins with a quoted passage, or ends with one after a colon.
        """
        if covers is not None:
            quoted = set(self.quoted)
            exact = bool(covers) and all(self.without_marks(span) in quoted for span in covers)
            return mode or ("direct" if exact else "indirect"), list(covers)
        covered = dict.fromkeys(span for offset in offsets if (span := self.sentence(offset)) is not None)
        if mode is None:
            mode = "direct" if covered and all(map(self.is_speech, covered)) else "indirect"
        if mode != "direct":
            return mode, list(covered)
        return mode, [quote for span in covered for quote in self.quoted_within([span]) or [span]]

    def without_marks(self, span: Span) -> Span:
        """Return a span without the quotation marks around it and without a comma before the closing one."""
        for quote in self.quoted_within([span]):
            if not any(
                self.text[at].isalnum()
                for at in (*range(span.start, quote.start), *range(quote.end, span.end))
            ):
                return quote
        return trim_final_comma(self.text, span)

    def is_speech(self, sentence: Span) -> bool:
        """Return whether a sentence begins with a quoted passage, or ends with one after a colon."""
        quoted = self.quoted_within([sentence])
        if not quoted:
            return False
        if not _has_letters(self.text[sentence.start : quoted[0].start]):
            return True
        before = self.text[: quoted[-1].start - 1].rstrip()
        return before[-1:] in _COLONS and not _has_letters(self.text[quoted[-1].end : sentence.end])

    def quoted_within(self, spans: Sequence[Span]) -> list[Span]:
        """Return the quoted passages inside these spans; of nested ones only the outermost."""
        inside: list[Span] = []
        for quote in self.quoted:
            if any(quote.within(span) for span in spans) and not any(quote.within(other) for other in inside):
                inside.append(quote)
        return inside

    def find(self, words: Any) -> Span | None:
        """Return the span of `words` as the front matter has it; None, without a finding, if it is not exactly one."""
        if isinstance(words, Span):
            return words
        if isinstance(words, str):
            words = {"exact": words}
        if not isinstance(words, Mapping):
            return None
        start, end = words.get("start"), words.get("end")
        if type(start) is int and type(end) is int:
            return Span(start, end)
        try:
            return find_words(self.text, Words(**{_KEYS[key]: value for key, value in words.items()}))
        except (WordsNotFound, AmbiguousWords, ValueError, KeyError, TypeError):
            return None

    def find_all(self, words: Any) -> list[Span] | None:
        """Return the spans of a list of `words`, or of one; None if one of them has no span."""
        spans = [self.find(item) for item in (words if isinstance(words, list) else [words])]
        return [span for span in spans if span is not None] if None not in spans else None

    def find_in(self, words: str, within: Span) -> dict[str, int] | None:
        """Return the first span of words inside a span, as story data; None if they are not there."""
        at = self.text.find(words, within.start, within.end) if words else -1
        return span_data(Span(at, at + len(words))) if at >= 0 else None


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)
