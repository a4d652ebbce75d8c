"""What a Markdown story means where it says nothing: the rules of docs/reference/markdown.md, frozen."""

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

__all__ = ["Ground", "form_of", "span_data"]

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
    """A span as story data."""
    return {"start": span.start, "end": span.end}


def form_of(words: str, item: Any, *, describes: bool) -> str:
    """The form of a mention that states none: `words` linked to the entity or event with this front matter.

    A name or another name of it, letter by letter but for case; a run of whole words of its name, where
    `describes` says that it is a person, organization or place; otherwise a description.
    """
    plain = folded(words)
    name = item.get("name") if isinstance(item, Mapping) else None
    if isinstance(name, str) and plain == folded(name):
        return "name"
    if any(plain == folded(other) for other in names(item)):
        return "alias"
    if describes and isinstance(name, str) and plain:
        whole, part = folded(name).split(), plain.split()
        if any(whole[at : at + len(part)] == part for at in range(len(whole))):
            return "name"
    return "nominal"


class Ground:
    """The text of a story with its sentences and quoted runs, found once and when first asked for."""

    def __init__(self, text: str, leaves: Sequence[Span]) -> None:
        """Takes the text, and its blocks of words in order."""
        self.text = text
        self.leaves = leaves
        self._sentences: dict[Span, list[Span]] = {}

    @cached_property
    def runs(self) -> list[Span]:
        """The quoted runs, nested ones too, without marks and without a house comma."""
        return [trim_final_comma(self.text, run) for run in quoted_spans(self.text)]

    def sentence(self, place: int) -> Span | None:
        """The sentence that a footnote at `place` belongs to: the last one that begins before it in its block."""
        leaf = None
        for candidate in self.leaves:
            if candidate.start > place:
                break
            if leaf is None or leaf.end < place:
                leaf = candidate
        if leaf is None:
            return None
        if leaf not in self._sentences:
            words = leaf.slice(self.text)
            self._sentences[leaf] = [Span(leaf.start + at, leaf.start + end) for at, end in sentences(words)]
        spans = self._sentences[leaf]
        before = [span for span in spans if span.start < place]
        return before[-1] if before else spans[0] if spans else None

    def attribution(
        self, places: Iterable[int], mode: str | None, covers: Sequence[Span] | None
    ) -> tuple[str, list[Span]]:
        """The mode of a citation and what it covers, where `mode` or `covers` is not stated.

        Its footnotes stand at `places`. It covers the sentences that they stand in, or, when it is direct,
        the quoted runs of these. It is direct when what it covers are exactly quoted runs; with nothing
        stated, when each of its sentences begins with a quoted run, or ends with one after a colon.
        """
        if covers is not None:
            runs = set(self.runs)
            exact = bool(covers) and all(self.bare(span) in runs for span in covers)
            return mode or ("direct" if exact else "indirect"), list(covers)
        found = dict.fromkeys(span for place in places if (span := self.sentence(place)) is not None)
        if mode is None:
            mode = "direct" if found and all(map(self.is_speech, found)) else "indirect"
        if mode != "direct":
            return mode, list(found)
        return mode, [run for span in found for run in self.within([span]) or [span]]

    def bare(self, span: Span) -> Span:
        """A span without quotation marks around it and without a house comma."""
        for run in self.within([span]):
            if not any(
                self.text[at].isalnum() for at in (*range(span.start, run.start), *range(run.end, span.end))
            ):
                return run
        return trim_final_comma(self.text, span)

    def is_speech(self, sentence: Span) -> bool:
        """Whether a sentence begins with a quoted run, or ends with one after a colon."""
        runs = self.within([sentence])
        if not runs:
            return False
        if not _has_letters(self.text[sentence.start : runs[0].start]):
            return True
        before = self.text[: runs[-1].start - 1].rstrip()
        return before[-1:] in _COLONS and not _has_letters(self.text[runs[-1].end : sentence.end])

    def within(self, spans: Sequence[Span]) -> list[Span]:
        """The quoted runs inside these spans; of those that hold others, only the outermost."""
        found: list[Span] = []
        for run in self.runs:
            if any(run.within(span) for span in spans) and not any(run.within(other) for other in found):
                found.append(run)
        return found

    def find(self, words: Any) -> Span | None:
        """The span that words of a source name; None where they do not name one place, which the models will say."""
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

    def find_many(self, words: Any) -> list[Span] | None:
        """The spans of one or several words of a source; None where one of them names no place."""
        found = [self.find(item) for item in (words if isinstance(words, list) else [words])]
        return [span for span in found if span is not None] if None not in found else None

    def find_in(self, words: str, within: Span) -> dict[str, int] | None:
        """The first place of words inside a span."""
        at = self.text.find(words, within.start, within.end) if words else -1
        return span_data(Span(at, at + len(words))) if at >= 0 else None


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)
