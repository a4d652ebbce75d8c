"""Find the words of an answer in the text, and refuse those that are not there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from operator import attrgetter
from typing import Final

from newsld.draft.leveled_text import LeveledText, level, repairs_between
from newsld.findings import Finding
from newsld.model.text import Span, SpanSet, quoted_spans, sentences, split_paragraphs
from newsld.model.text.closest_match import closest_span
from newsld.model.text.shorten import LONGEST, quote
from newsld.syntax.patterns import lazy_pattern

_DOTS: Final = lazy_pattern(r" ?[\[(]?\.{3}[\])]? ?")
_EDGES: Final = lazy_pattern(r"[,.;]\Z")
_MARKS: Final = "\"'"
_NEGATION: Final = lazy_pattern(
    r"(?:\b(?:not|never|no|nobody|none|nothing|neither|nor|hardly|cannot|without)|n['’]t)\s+\Z", re.IGNORECASE
)
_WORD: Final = lazy_pattern(r"\w+")
_LEFT_OUT: Final = frozenset(
    {
        "the",
        "a",
        "an",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "that",
        "who",
        "which",
    }
)
"""Words that the name of an event or of what a figure measures may leave out."""
_LONGEST_RANGE: Final = 1_500
"""The most characters that "start ... end" can replace."""
_SHORTEST_PART: Final = 2
"""The fewest words on each side of the dots."""
_LONGEST_SMALL: Final = 3
"""Most words of at most this length, such as "of" and "the", are in nearly every sentence."""
_FEW_WORDS: Final = 3
"""Words that are fewer than these are accepted in another paragraph only if they occur once."""
_MOST_SEARCHED: Final = 400_000_000
"""The characters that are searched outside the given paragraphs, so that a long answer cannot take quadratic time."""
_MOST_COMPARED: Final = 200
"""The refused words for which the nearest place is searched."""
_NEAREST: Final = 100_000
"""The longest text that is searched as a whole for the nearest place."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What helps to choose between several places of the same words.

    `near` is a longer span of words around them, `beside` a span that they are close to, `after` an offset that they
    follow, `used` are places that are taken, `given` is the place that an engine found. Words that are `quoted` have to
    be between quotation marks; those that are `stating` something are refused right after "not" or "no".
    """

    near: str | None = None
    beside: Span | None = None
    after: int = 0
    used: Collection[Span] = ()
    given: Span | None = None
    quoted: bool = False
    stating: bool = False


@dataclass
class Grounder:
    """Find words in the text of a draft. `findings` gets every repair and every refusal.

    Words are accepted only if they are in the text: exactly, or with other typography, or as "start ... end" inside one
    sentence or one quotation. They are never compared by similarity.
    """

    text: str
    findings: list[Finding] = field(default_factory=list)
    most_searched: int | None = _MOST_SEARCHED
    """None for what an engine found, whose words are in the text."""

    def __post_init__(self) -> None:
        self.paragraphs = split_paragraphs(self.text)
        self._leveled = LeveledText(self.text)
        self._quoted = quoted_spans(self.text)
        self._quoted_ends = list(accumulate((one.end for one in self._quoted), max))
        self._in_quotes = SpanSet(self._quoted)
        self._searched = 0
        self._compared = 0
        self._elsewhere: dict[str, list[Span]] = {}
        self._first: dict[str, Span | None] = {}

    @cached_property
    def sentences(self) -> list[Span]:
        """The spans of the sentences."""
        return list(sentences(self.text))

    def find(self, words: str, paragraph: int, at: str, hints: Hints | None = None) -> Span | None:
        """Return the span of words that an answer has at this JSON Pointer, None if they are refused.

        `paragraph` counts from 1 and may be wrong.
        """
        hints = hints or Hints()
        wanted = level(words)
        if not any(map(str.isalnum, wanted)):
            self._refuse(words, paragraph, at, "have neither letters nor digits")
            return None
        if hints.given is not None and level(hints.given.slice(self.text)) == wanted:
            return hints.given
        here = self.paragraph(paragraph)
        for tried, repair in _variants(wanted):
            if here is not None and (found := self._choose(tried, here, hints, at)) is not None:
                return self._accept(words, found, at, repair)
        if here is not None and (found := self._range(wanted, here, hints)) is not None:
            return self._accept(words, found, at, "dots")
        for tried, repair in _variants(wanted):
            if (found := self._other_paragraph(tried, paragraph, hints)) is not None:
                number = self.number_at(found.start)
                message = f"the words {quote(words)} are in paragraph {number}, not in {paragraph}"
                self._report("NLD-DRF-005", message, f"write paragraph: {number}", at)
                return self._accept(words, found, at, repair)
        reason = "are not in the text"
        if self._is_exhausted:
            reason = "are not searched for in the whole text, because the answer has too many others"
        found = next(iter(self._leveled.find(wanted, here, limit=1)), None) if here is not None else None
        if here is not None and (found := found or self._range(wanted, here, Hints())):
            reason = (
                "are not between quotation marks"
                if hints.quoted
                else "follow a negation, which changes their sense"
            )
            if hints.quoted and self.is_quoted(found):
                reason = "are only a part of the quotation"
        self._refuse(words, paragraph, at, reason)
        return None

    def compose(self, words: str, near: Span, at: str, *, strict: bool = False) -> str | None:
        """Return a name that is made of words of the text; None with a finding (NLD-DRF-003) for any other one.

        They are words in a sequence, or words of one sentence at `near` in their order of which only articles and
        auxiliary verbs are left out. If `strict`, they have to be in `near` itself.
        """
        wanted = level(words)
        if any(map(str.isalnum, wanted)):
            places = self._leveled.find(wanted, near if strict else self.sentence(near.start), limit=1)
            places = places or ([] if strict else self._everywhere(wanted))
            if places:
                return " ".join(places[0].slice(self.text).split())
            unit = re.escape(words.strip())
            if re.search(rf"(?<=\d){unit}(?!\w)|(?<!\w){unit}(?=\d)", near.slice(self.text)):
                return words.strip()  # the unit of "17km" or "N45m"
            passage = near if strict else self.sentence(near.start)
            if _is_shortened(wanted.split(), level(passage.slice(self.text)).split()):
                return " ".join(words.split())
        elif wanted.strip() and words.strip() in near.slice(self.text):
            return words.strip()  # a unit such as % or $
        self._refuse(words, self.number_at(near.start), at, "are not made of words of the text")
        return None

    def contains(self, words: str) -> Span | None:
        """Return the first place of words anywhere in the text, in any typography; None if they are not there."""
        wanted = level(words)
        if wanted not in self._first:
            found = [] if self._is_exhausted else self._leveled.find(wanted, limit=1)
            found = found or self._everywhere(wanted)
            self._searched += found[0].end if found else 0
            self._first[wanted] = found[0] if found else None
        return self._first[wanted]

    def places(self, words: str, within: Span) -> list[Span]:
        """Return all places of words within a span."""
        return self._leveled.find(level(words), within, limit=1_000)

    def paragraph(self, number: int) -> Span | None:
        """Return the span of a paragraph, counted from 1; None for one that does not exist."""
        return self.paragraphs[number - 1] if 0 < number <= len(self.paragraphs) else None

    def number_at(self, offset: int) -> int:
        """Return the number of the paragraph that contains an offset, from 1."""
        index = bisect_right(self.paragraphs, offset, key=lambda span: span.start)
        return max(index, 1)

    def sentence(self, offset: int) -> Span:
        """Return the span of the sentence that contains an offset."""
        index = bisect_right(self.sentences, offset, key=lambda span: span.start) - 1
        return self.sentences[max(index, 0)]

    def quotation(self, span: Span) -> Span:
        """Return the smallest span between quotation marks that contains a span, or the span itself."""
        around = self._quoted_around(span)
        return min(around, key=lambda one: one.end - one.start) if around else span

    def _quoted_around(self, span: Span) -> list[Span]:
        """Return the spans between quotation marks that contain a span."""
        at = bisect_right(self._quoted, span.start, key=attrgetter("start"))
        first = bisect_left(self._quoted_ends, span.end, hi=at)
        return [one for one in self._quoted[first:at] if span.end <= one.end]

    def is_quoted(self, span: Span) -> bool:
        """Return whether a span is between quotation marks."""
        return self._in_quotes.contains(span)

    def _choose(self, wanted: str, within: Span, hints: Hints, at: str) -> Span | None:
        spans = self._leveled.find(wanted, within, limit=1_000)
        spans = self._fitting(spans, quoted=hints.quoted, stating=hints.stating)
        if not spans:
            return None
        if hints.near is not None and level(hints.near) != wanted:
            around = self._leveled.find(level(hints.near), within, limit=1_000)
            inside = [span for span in spans if any(span.within(one) for one in around)]
            if inside:
                return inside[0]
            self._report(
                "NLD-DRF-006",
                f"the words {quote(hints.near)} around {quote(wanted)} are not in the paragraph",
                "copy `near` from the paragraph",
                at,
            )
        if hints.beside is not None:
            beside = hints.beside
            following = bisect_left(spans, beside.start, key=attrgetter("end"))
            nearest = spans[max(following - 1, 0) : following + 1]
            return min(nearest, key=lambda span: (_distance(span, beside), span.start))
        later = [span for span in spans if span.start >= hints.after] or spans
        unused = [span for span in later if span not in hints.used]
        if len(unused) > 1 and hints.near is None and not hints.after and not hints.quoted:
            self._report(
                "NLD-DRF-006",
                f"the words {quote(wanted)} occur {len(spans)} times in the paragraph: the first place is used",
                "add `near`, or check the place",
                at,
            )
        return (unused or later)[0]

    def _fitting(self, spans: list[Span], *, quoted: bool = False, stating: bool) -> list[Span]:
        if quoted:
            spans = [span for span in spans if self.is_quoted(span)]
        if stating:
            spans = [
                span
                for span in spans
                if not _NEGATION.search(self.text[max(0, span.start - 12) : span.start])
            ]
        return spans

    def _range(self, wanted: str, within: Span, hints: Hints) -> Span | None:
        """Return the span from the first to the last of words that are shortened with dots."""
        parts = [part for part in _DOTS.split(wanted) if part]
        if len(parts) < 2 or not all(len(part.split()) >= _SHORTEST_PART for part in (parts[0], parts[-1])):
            return None
        for first in self._fitting(self._leveled.find(parts[0], within, limit=20), stating=hints.stating):
            span = first
            for part in parts[1:]:
                later = self._leveled.find(part, Span(span.end, within.end), limit=1)
                if not later:
                    return None
                span = Span(first.start, later[0].end)
            if span.end - span.start <= _LONGEST_RANGE and self._is_one_passage(span, quoted=hints.quoted):
                return span
        return None

    def _is_one_passage(self, span: Span, *, quoted: bool) -> bool:
        """Return whether a span is inside one quotation, or unless it has to be quoted inside one sentence."""
        if self._quoted_around(span):
            return True
        return not quoted and span.end <= self.sentence(span.start).end

    def _other_paragraph(self, wanted: str, paragraph: int, hints: Hints) -> Span | None:
        spans = self._fitting(self._everywhere(wanted), quoted=hints.quoted, stating=hints.stating)
        if not spans or (len(spans) > 1 and len(wanted.split()) < _FEW_WORDS):
            return None
        return min(spans, key=lambda span: (abs(self.number_at(span.start) - paragraph), span.start))

    @property
    def _is_exhausted(self) -> bool:
        return self.most_searched is not None and self._searched > self.most_searched

    def _everywhere(self, wanted: str) -> list[Span]:
        if wanted not in self._elsewhere:
            if self._is_exhausted:
                return []
            self._searched += len(self.text)
            self._elsewhere[wanted] = self._leveled.find(wanted, limit=1_000)
        return self._elsewhere[wanted]

    def _accept(self, words: str, span: Span, at: str, repair: str) -> Span:
        original = span.slice(self.text)
        if words != original:
            names = [repair] if repair else []
            names += repairs_between(words, original) if repair != "dots" else []
            kinds = ", ".join(dict.fromkeys(names)) or "typography"
            message = f"the words {quote(words)} are {quote(original)} in the text ({kinds})"
            self._report("NLD-DRF-004", message, "no change is needed", at)
        return span

    def _refuse(self, words: str, paragraph: int, at: str, reason: str) -> None:
        message = f"the words {quote(words)} {reason}"
        suggestion = "copy the words character by character, or leave the item out"
        nearest = self._nearest(words, paragraph)
        if nearest is not None:
            number = self.number_at(nearest.start)
            there = nearest.slice(self.text)
            if len(words) > LONGEST:  # the difference may be behind what is shown
                there = there[max(there.find(words[:10]), 0) :]
                pairs = enumerate(zip(words, there, strict=False))
                same = words.rfind(" ", 0, next((at for at, (a, b) in pairs if a != b), len(there))) + 1
                if same > LONGEST // 2:
                    message = f"the words {quote(f'…{words[same:]}')} {reason}"
                    there = f"…{there[same:]}"
            message += f"; paragraph {number} has {quote(there)}"
        self._report("NLD-DRF-003", message, suggestion, at)

    def _nearest(self, words: str, paragraph: int) -> Span | None:
        self._compared += 1
        if self._compared > _MOST_COMPARED:
            return None
        here = self.paragraph(paragraph)
        if here is not None and here.end - here.start <= _NEAREST:
            found = closest_span(here.slice(self.text), words)
            if found is not None:
                return Span(here.start + found.start, here.start + found.end)
        found = closest_span(self.text, words) if len(self.text) <= _NEAREST else None
        return found or self._most_words(words)

    def _most_words(self, words: str) -> Span | None:
        """Return the sentence that has most of the words, if these are more than half, also of the long ones.

        Of the long ones, half is enough when three in four of all words are common.
        """
        wanted = frozenset(_WORD.findall(level(words).casefold()))
        if len(wanted) < _FEW_WORDS or len(self.text) > _NEAREST:
            return None
        common = [len(wanted & one) for one in self._sentence_words]
        best = max(range(len(common)), key=common.__getitem__, default=-1)
        if best < 0 or 2 * common[best] <= len(wanted):
            return None
        long = {one for one in wanted if len(one) > _LONGEST_SMALL or one.isdigit()}
        shared = 2 * len(long & self._sentence_words[best]) - len(long)
        is_near = shared > 0 or (shared == 0 and 4 * common[best] >= 3 * len(wanted))
        return self.sentences[best] if is_near else None

    @cached_property
    def _sentence_words(self) -> list[frozenset[str]]:
        return [frozenset(_WORD.findall(level(one.slice(self.text)).casefold())) for one in self.sentences]

    def wrong_value(self, message: str, suggestion: str, at: str) -> None:
        """Report a value that is wrong whatever the text contains (NLD-DRF-008)."""
        self._report("NLD-DRF-008", message, suggestion, at)

    def _report(self, code: str, message: str, suggestion: str, at: str) -> None:
        self.findings.append(Finding(code, message, suggestion=suggestion, pointer=at))


def _variants(wanted: str) -> Sequence[tuple[str, str]]:
    """Return the forms of leveled words that are searched in order, each with the name of its repair."""
    forms = [(wanted, "")]
    bare = wanted.strip(_MARKS)
    if wanted[0] in _MARKS and wanted[-1] in _MARKS and any(map(str.isalnum, bare)):
        forms.append((bare.strip(), "quotation marks"))
    for form, repair in [*forms]:
        shorter = _EDGES.sub("", form).strip()
        if shorter != form and not form.endswith(".."):
            forms.append((shorter, repair or "punctuation at the end"))
    return forms


def _is_shortened(words: Sequence[str], passage: Sequence[str]) -> bool:
    """Return whether words are those of a passage in their order without articles and auxiliary verbs."""
    for start, first in enumerate(passage):
        if words and _bare(first) == words[0]:
            rest = iter(passage[start + 1 :])
            if all(_next_word(rest, word) for word in words[1:]):
                return True
    return False


def _next_word(passage: Iterator[str], word: str) -> bool:
    for one in passage:
        if _bare(one) == word:
            return True
        if one.casefold() not in _LEFT_OUT:
            return False
    return False


def _bare(word: str) -> str:
    return word.strip(",.;:\"'()")


def _distance(span: Span, other: Span) -> int:
    return max(0, other.start - span.end, span.start - other.end)
