"""Apply the defaults of a Markdown story: the rules of docs/reference/markdown.md, which never change."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any, Final

from newsld.formats.markdown.labels import folded, names
from newsld.formats.markdown.names import level
from newsld.formats.markdown.words import expand_words
from newsld.model.text import (
    AmbiguousWords,
    Span,
    Words,
    WordsNotFound,
    find_words,
    new_tuple,
    quoted_spans,
    sentences,
    trim_final_comma,
)
from newsld.syntax.patterns import lazy_pattern

_KEYS: Final = {
    "exact": "exact",
    "prefix": "prefix",
    "suffix": "suffix",
    "from": "first",
    "to": "last",
    "start": "start",
}
_COLONS: Final = ":："
_ELLIPSIS: Final = "…"
_FROM: Final = f" {_ELLIPSIS}"
_TO: Final = f"{_ELLIPSIS} "
"""After the first, and before the last words of a span that ends or begins with its sentence."""
_MARKS: Final = frozenset(".!?。！？।؟۔")
_PARTS: Final = lazy_pattern(r"[\s-]+")
_SHORTEST_STEM: Final = 3


def span_data(span: Span) -> dict[str, int]:
    """Return a span as story data."""
    return {"start": span.start, "end": span.end}


_PRONOUNS: Final = """
he him his himself she her hers herself it its itself they them their theirs themselves we us our ours
who whom whose er ihn ihm sein seine sie ihr ihre es il elle ils elles lui leur leurs él ella ellos ellas su sus
"""
_PRONOUN_SET: Final = frozenset(_PRONOUNS.split())


def form_of(words: str, item: Any, *, kind: str, is_other_name: bool = False) -> str:
    """Return the default form of a mention: `words` that are linked to a thing of this kind with this data.

    In this order: `name` or `alias` for one of its names, in any case; `pronoun` for a pronoun; for a person,
    organization or place (`kind` is `entity`) `name` for consecutive whole words of its name, `demonym` for one word
    that continues its name but for the last letter, `metonym` if `is_other_name`, which is whether the words are the
    name of another thing; otherwise `nominal`.
    """
    name = item.get("name") if isinstance(item, dict) else None
    if words == name:
        return "name"
    plain = _plain(words)
    own = _plain(name) if isinstance(name, str) else None
    if plain == own:
        return "name"
    # The first name was compared; most things have no other.
    if (name is None or item.get("alternateName")) and plain in map(_plain, names(item)):
        return "alias"
    if plain in _PRONOUN_SET:
        return "pronoun"
    if kind != "entity" or not plain:
        return "nominal"
    if name is not None and own is not None:
        whole, part = _parts(own), _parts(plain)
        if part[0] in whole and any(whole[at : at + len(part)] == part for at in range(len(whole))):
            return "name"
        stem = name[:-1]
        if len(stem) >= _SHORTEST_STEM and words.startswith(stem) and words.isalpha():
            return "demonym"
    return "metonym" if is_other_name else "nominal"


def _plain(words: str) -> str:
    """Return words in the form in which names are compared."""
    return folded(level(words))


def _parts(plain: str) -> list[str]:
    """Return the words of a plain form, which has single spaces only."""
    return _PARTS.split(plain) if "-" in plain else plain.split(" ")


class Defaults:
    """The defaults of one story, from its text, sentences and quoted passages; each is found once, when needed."""

    def __init__(self, text: str, leaves: Sequence[Span]) -> None:
        """Use the text of a story and the spans of its paragraphs and headings, in order."""
        self.text = text
        self.leaves = leaves
        self._starts = [leaf.start for leaf in leaves]
        self._ends = list(accumulate((leaf.end for leaf in leaves), max))
        self._sentences: dict[Span, tuple[list[Span], list[int]]] = {}
        """The sentences of leaves, and their starts."""
        self._sentence_at: dict[int, Span | None] = {}

    @cached_property
    def quoted(self) -> list[Span]:
        """The quoted passages, nested ones too, without quotation marks and without a comma before the closing one."""
        return [trim_final_comma(self.text, span) for span in quoted_spans(self.text)]

    def sentence(self, offset: int) -> Span | None:
        """Return the sentence of a footnote at an offset: the last one that begins before it in its block."""
        if offset not in self._sentence_at:
            self._sentence_at[offset] = self._find_sentence(offset)
        return self._sentence_at[offset]

    def _find_sentence(self, offset: int) -> Span | None:
        place = bisect_right(self._starts, offset)
        if not place:
            return None
        leaf = self.leaves[min(bisect_left(self._ends, offset), place - 1)]
        if leaf not in self._sentences:
            words = leaf.slice(self.text)
            start = leaf.start
            found = [new_tuple(Span, (start + at, start + end)) for at, end in sentences(words)]
            self._sentences[leaf] = found, [span.start for span in found]
        spans, starts = self._sentences[leaf]
        before = bisect_left(starts, offset)
        return spans[max(before - 1, 0)] if spans else None

    def attribution(
        self, offsets: Iterable[int], mode: str | None, covers: Sequence[Span] | None
    ) -> tuple[str, list[Span]]:
        """Return the mode and the covered spans of a citation with footnotes at `offsets`.

        `mode` and `covers` are the explicit ones. By default the citation covers the sentences of its footnotes, or
        their quoted passages if it is direct. It is direct if it covers exactly quoted passages; with neither given,
        if each of its sentences begins with a quoted passage, or ends with one after a colon. Otherwise it is mixed if
        the covered words contain a quoted passage, and indirect if they contain none.
        """
        if covers is not None:
            if not mode:
                known = self._quoted_set
                exact = bool(covers) and all(
                    self._quotes_in(span) and self.without_marks(span) in known for span in covers
                )
                mode = "direct" if exact else self.mode_of(covers)
            return mode, list(covers)
        covered = list(dict.fromkeys([span for at in offsets if (span := self.sentence(at)) is not None]))
        if mode is None:
            mode = self.mode_of(covered)
            # Words without a quoted passage are no speech.
            if mode == "mixed" and all(map(self.is_speech, covered)):
                mode = "direct"
        if mode != "direct":
            return mode, covered
        return mode, [quote for span in covered for quote in self.quoted_within([span]) or [span]]

    def mode_of(self, covers: Sequence[Span]) -> str:
        """Return the mode of words that are not only quoted: `mixed` if they contain a quoted passage."""
        return "mixed" if any(map(self._quotes_in, covers)) else "indirect"

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
        at = quoted[-1].start - 1
        while at > 0 and self.text[at - 1].isspace():
            at -= 1
        return self.text[max(at - 1, 0) : max(at, 0)] in _COLONS and not _has_letters(
            self.text[quoted[-1].end : sentence.end]
        )

    def quoted_within(self, spans: Iterable[Span]) -> list[Span]:
        """Return the quoted passages inside these spans; of nested ones only the outermost."""
        inside = [number for span in spans for number in self._quotes_in(span)]
        outermost: list[Span] = []
        for number in sorted(inside) if inside else ():
            quote = self.quoted[number]
            if not outermost or quote.end > outermost[-1].end:
                outermost.append(quote)
        return outermost

    def _quotes_in(self, span: Span) -> list[int]:
        """Return the numbers of the quoted passages inside a span."""
        starts = self._quote_starts
        first = bisect_left(starts, span[0])
        if first == len(starts) or starts[first] >= span[1]:
            return []
        quoted = self.quoted
        return [
            number
            for number in range(first, bisect_left(starts, span[1], first))
            if quoted[number].end <= span[1]
        ]

    @cached_property
    def _quoted_set(self) -> frozenset[Span]:
        return frozenset(self.quoted)

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [quote.start for quote in self.quoted]

    def find(self, words: Any) -> Span | None:
        """Return the span of `words` as the front matter has it; None, without a finding, if it is not exactly one."""
        if isinstance(words, Span):
            return words
        if isinstance(words, str):
            words = {"exact": words}
        if not isinstance(words, dict):
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

    def in_sentence(self, words: str, sentence: Span) -> Span | None:
        """Return the span of `first words …` or `… last words` in a sentence; None for other words.

        It reaches to the end of the sentence, without the mark at its end, or begins where the sentence begins.
        """
        if words.startswith(_TO):
            words = words.removeprefix(_TO)
            at = self._offset_of(words, sentence)
            return Span(sentence.start, at + len(words)) if at >= 0 else None
        at = self._offset_of(words.removesuffix(_FROM), sentence) if words.endswith(_FROM) else -1
        end = sentence.end - (self.text[sentence.start : sentence.end][-1:] in _MARKS)
        return Span(at, end) if 0 <= at < end else None

    def short_in_sentence(self, span: Span, sentence: Span) -> str | None:
        """Return the words for which `in_sentence` gives a span, if they are shorter than the span."""
        if span.start != sentence.start and span.end < sentence.end - 1:
            return None
        text = self.text
        parts = text[span.start : span.end].split(" ")
        to_end = span.end == sentence.end - (text[sentence.start : sentence.end][-1:] in _MARKS)
        is_new = _ELLIPSIS not in text
        for size in range(2, len(parts)):
            words = [f"{' '.join(parts[:size])}{_FROM}"] if to_end else []
            words += [f"{_TO}{' '.join(parts[-size:])}"] if span.start == sentence.start else []
            for one in words:
                is_plain = expand_words(one, self.text) == one  # "the[^1]past" is not: brackets mark words
                if is_plain and self.in_sentence(one, sentence) == span and (is_new or one not in text):
                    return one
        return None

    def find_near(self, words: str, offsets: Iterable[int]) -> Span | None:
        """Return the span of whole words in the first sentence of footnotes at `offsets` that has them; else None."""
        for offset in offsets:
            sentence = self.sentence(offset)
            if sentence is not None and (at := self._offset_of(words, sentence)) >= 0:
                return Span(at, at + len(words))
        return None

    def find_in(self, words: str, within: Span) -> dict[str, int] | None:
        """Return the first span of whole words inside a span, as story data; None if they are not there."""
        at = self._offset_of(words, within)
        return {"start": at, "end": at + len(words)} if at >= 0 else None

    def _offset_of(self, words: str, within: Span) -> int:
        """Return the first offset of whole words inside a span; -1 if they are not there."""
        text = self.text
        at = text.find(words, within.start, within.end) if words else -1
        while at >= 0:
            end = at + len(words)
            starts = not (at and text[at - 1].isalnum() and words[0].isalnum())
            if starts and not (text[end : end + 1].isalnum() and words[-1].isalnum()):
                return at
            at = text.find(words, at + 1, within.end)
        return -1


class Coverage:
    """The one citation that covers a place of the text."""

    def __init__(self, covers: Iterable[tuple[str, Sequence[Span]]]) -> None:
        """Use the labels of citations with the spans that they cover."""
        edges = sorted(
            edge
            for label, spans in covers
            for one in spans
            for edge in ((one.start, 1, label), (one.end, -1, label))
        )
        self._starts: list[int] = []
        self._labels: list[str | None] = []
        active: dict[str, int] = {}
        for at, change, label in edges:
            active[label] = active.get(label, 0) + change
            if not active[label]:
                del active[label]
            self._starts.append(at)
            self._labels.append(next(iter(active)) if len(active) == 1 else None)

    def label_at(self, offset: int) -> str | None:
        """Return the label of the citation that covers the character at an offset; None for none, and for several."""
        at = bisect_right(self._starts, offset) - 1
        return self._labels[at] if at >= 0 else None


class Subjects:
    """The things that citations are about by default: those that the covered words mention, but for the sources."""

    def __init__(self, mentioned: Iterable[tuple[Span, str]]) -> None:
        """Use the words of mentions and figures, each with the id of what they are about."""
        self._mentioned = sorted([(span.start, -span.end, key) for span, key in mentioned])
        self._starts = [start for start, _, _ in self._mentioned]

    def within(self, covers: Iterable[Span], sources: Collection[str]) -> list[str]:
        """Return the ids of what is mentioned inside these spans, apart from the sources, in the order of the text."""
        found: dict[str, None] = {}
        for span in sorted(covers):
            for at in range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)):
                _, end, key = self._mentioned[at]
                if -end <= span.end and key not in sources:
                    found[key] = None
        return list(found)


def changed_subjects(default: Sequence[str], about: Any, full: Callable[[str], str]) -> Any:
    """Return what a citation is about: `about`, unless it changes the default with `not syria` or `also arrival`.

    `full` returns the id of a reference.
    """
    items = about if isinstance(about, list) else [about]
    changes = [one.partition(" ") if isinstance(one, str) else ("", "", "") for one in items]
    if not items or not all(word in {"not", "also"} and space for word, space, _ in changes):
        return about
    less = {full(key) for word, _, key in changes if word == "not"}
    more = [full(key) for word, _, key in changes if word == "also"]
    return [*(one for one in default if one not in less), *more]


def subject_changes(
    default: Sequence[str], about: Sequence[str], short: Callable[[str], str]
) -> list[str] | None:
    """Return the changes from which `changed_subjects` gives what a citation is about; None if `about` is shorter.

    `short` returns the reference to an id.
    """
    less = [one for one in default if one not in about]
    more = [one for one in about if one not in default]
    if [*(one for one in default if one in about), *more] != list(about) or len(less) + len(more) > len(
        about
    ):
        return None
    return [*(f"not {short(one)}" for one in less), *(f"also {short(one)}" for one in more)]


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)
