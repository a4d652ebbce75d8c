"""Split the paragraphs of a text into sentences and tokens, with every quotation as one token."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import Final, Literal, NamedTuple

from newsld.model.text import Span, quoted_spans, sentences, split_paragraphs
from newsld.syntax.patterns import lazy_pattern

_TOKEN: Final = lazy_pattern(
    r"(?:[^\W\d_]\.){2,}|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Capt|Prof|Sgt|St|Rev|Hon|Fr|Maj|Cmdr|Cpl|Adm|Brig|Atty|Supt|Det|Insp|Mt|Ft)\.(?=\s)|(?:Co|Ltd|Inc|Corp|Jr|Sr)\.(?=\s[^\W\d_])|[^\W\d_]\.(?=\s[^\Wa-z])"
    r"|[^\W_](?:[\w&]|[’'.,-](?=\w))*(?:[’'](?=\s|$))?|\S"
)
_SPOKEN: Final = lazy_pattern(
    r"(?:(?:The|A|An|Mr\.|Ms\.|Mrs\.|Dr\.)\s+)?(?:[^\W\d_][\w’'-]*\s+){0,2}[^\W\d_][\w’'-]*(?:, [^.,;”“\n]{2,60},)?\s+"
    r"(?:said|says|asked|added|wrote|told|(?P<other>[a-z]{3,}ed))(?! (?:he|she|they|it|we|I|that|there) )"
    r"(?:\s+[\w’'-]+){0,6}[.,]"
)
"""The words for the source of a quotation that ends like a sentence: “… over.” Farrow said."""
_LONG_TAG: Final = lazy_pattern(
    r"(?:[^\W\d_a-z][\w’'.-]*\s+){1,4}(?:said|asked|told)(?!(?:\s+[\w’'-]+){0,6}\s+(?:that|he|she|they|it|we|I|to)\b)"
)
"""The words for the source of a question, whatever follows: "Farrow told reporters in Vanna on"."""
_UPPER: Final = r"[^\W\da-z_]"
_DATELINE: Final = lazy_pattern(
    rf"(?:{_UPPER}{{2}}{_UPPER}*\.?(?:[ -]{_UPPER}+\.?){{0,3}}(?:, [^\W\d_][\w’'. -]{{1,30}}?){{0,2}}"
    rf"(?: \([^()\n]{{2,40}}\))?|{_UPPER}[\w’'-]+(?:,? {_UPPER}[\w’'-]+){{0,3}} \([^()\n]{{2,40}}\))"
    rf" ?(?:—|–|--| - )\s*(?=[\"“„«‘]?{_UPPER})"
)
"""The place, agency and day before the first sentence of a report: "HARNOCK (dpa) —"."""
_QUOTE_MARKS: Final = "\"“”„«»‹›「」『』'‘’‚"


class Token(NamedTuple):
    """A word, a mark or a whole quotation, with its span in the text."""

    start: int
    end: int
    text: str
    kind: Literal["word", "mark", "quote"]

    @property
    def low(self) -> str:
        """The text in lower case, without a possessive ending."""
        return (self.text if self.text.isalnum() else _POSSESSIVE.sub("", self.text)).casefold()

    @property
    def is_possessive(self) -> bool:
        """Whether it ends like a possessive: "Russia’s", "officers’"."""
        return self.kind == "word" and _POSSESSIVE.search(self.text) is not None

    @property
    def bare_end(self) -> int:
        """The offset at which it ends without a possessive ending."""
        ending = _POSSESSIVE.search(self.text) if self.kind == "word" else None
        return self.end if ending is None else self.start + ending.start()

    @property
    def is_capital(self) -> bool:
        """Whether it is a word that begins with a capital, or with "al-" and a capital."""
        return self.kind == "word" and (self.text[0].isupper() or _PREFIXED.match(self.text) is not None)


_POSSESSIVE: Final = lazy_pattern(r"[’'](?:s|S)?\Z")
_PREFIXED: Final = lazy_pattern(r"(?:al|el|ad|ar|as|d|l|o)[-’'][^\Wa-z\d_]")


@dataclass(frozen=True)
class Sentence:
    """One sentence: its span in the text, its tokens, and the number of its paragraph."""

    span: Span
    tokens: tuple[Token, ...]
    paragraph: int

    @cached_property
    def starts(self) -> list[int]:
        """The offsets at which the tokens start."""
        return [token.start for token in self.tokens]

    def index_at(self, offset: int) -> int:
        """Return the index of the token at an offset, or of the last one before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    @property
    def is_heading(self) -> bool:
        """Whether it does not end like a sentence."""
        return bool(self.tokens) and self.tokens[-1].kind == "word"


class VerbReadings(NamedTuple):
    """What a pipeline reads of words like reporting verbs, by the offsets of the words; nothing without a pipeline."""

    others: frozenset[int] = frozenset()
    """Nouns, and participles that describe a noun: "the claims", "veterans invited to"."""
    after_subject: frozenset[int] = frozenset()
    before_subject: frozenset[int] = frozenset()
    finite: frozenset[int] = frozenset()
    """Verbs with a tense, of reporting or not."""


_NO_READINGS: Final = VerbReadings()


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """A sentence with what is known of its tokens: the token after each name and date, by the first one."""

    text: str
    sentence: Sentence
    names: dict[int, int]
    dates: dict[int, int]
    is_media: Callable[[Span], bool]
    """Whether the words of a span name a news medium."""
    is_body: Callable[[Span], bool]
    """Whether the words of a span name an organization, and no person."""
    verbs: VerbReadings = _NO_READINGS


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: its number from 1, its span, its sentences, and its outermost quotations without their marks."""

    number: int
    span: Span
    sentences: tuple[Sentence, ...]
    quotes: tuple[Span, ...] = field(default=())


def read_paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of a text, with sentences, tokens and quotations in code points of the text."""
    outer = list(_outermost(quoted_spans(text)))
    starts = [span.start for span in outer]
    found: list[Paragraph] = []
    for number, span in enumerate(split_paragraphs(text), 1):
        low, high = bisect_right(starts, span.start - 1), bisect_right(starts, span.end - 1)
        quotes = tuple(outer[low:high])
        parts = tuple(
            Sentence(part, tuple(_tokens(text, part, quotes)), number)
            for part in _sentences(text, span, quotes)
        )
        found.append(Paragraph(number, span, parts, quotes))
    return found


def is_dateline(sentence: Sentence) -> bool:
    """Return whether a sentence is the place, agency and day before the first one: "HARNOCK (dpa) —"."""
    return len(sentence.tokens) > 1 and sentence.tokens[-1].text in "—–-" and sentence.tokens[0].is_capital


def _outermost(spans: list[Span]) -> Iterator[Span]:
    end = -1
    for span in spans:
        if span.start >= end:
            yield span
            end = span.end


def _sentences(text: str, span: Span, quotes: tuple[Span, ...]) -> list[Span]:
    """Return the sentences of a paragraph; a quotation of several sentences stays in one."""
    found: list[Span] = []
    dateline = _DATELINE.match(text, span.start, span.end)
    if dateline is not None and dateline.end() < span.end:
        found.append(Span(span.start, dateline.end()))
        span = Span(dateline.end(), span.end)
    first = len(found)
    for part in sentences(span.slice(text), wrapped=True):
        shifted = Span(part.start + span.start, part.end + span.start)
        before = bisect_left(quotes, shifted.start, key=attrgetter("start"))
        inside = before > 0 and shifted.start < quotes[before - 1].end
        # A sentence that goes on in lower case after a quotation belongs to it: “Why?” he asked.
        is_part = text[shifted.start].islower() or text[shifted.start] in "–—―"  # “Why?” — Ana Ruiz
        lower = found and is_part and text[found[-1].end - 1] in _QUOTE_MARKS
        spoken = found and text[found[-1].end - 1] in _QUOTE_MARKS and _is_spoken(text, found[-1], shifted)
        if len(found) > first and (inside or lower or spoken):
            found[-1] = Span(found[-1].start, shifted.end)
        else:
            found.append(shifted)
    return found


def _is_spoken(text: str, quoted: Span, following: Span) -> bool:
    """Return whether a sentence says who spoke the one before: “… over.” Farrow said. “… over?” Farrow demanded."""
    match = _SPOKEN.match(text, following.start)
    asks = text[quoted.end - 2] in "?!"
    if match is None:
        return asks and _LONG_TAG.match(text, following.start, following.end) is not None
    return match["other"] is None or asks


def _tokens(text: str, span: Span, quotes: tuple[Span, ...]) -> Iterator[Token]:
    at = span.start
    first = bisect_left(quotes, span.start, key=attrgetter("end"))
    for quote in quotes[max(first - 1, 0) :]:
        start, end = _with_marks(text, quote)
        if start >= span.end:
            break
        if end <= span.start:
            continue
        yield from _words(text, at, max(at, start))
        begin, stop = max(start, span.start), min(end, span.end)
        yield Token(begin, stop, text[begin:stop], "quote")
        at = stop
    yield from _words(text, at, span.end)


def _with_marks(text: str, quote: Span) -> Span:
    """Return the span of a quotation with its marks."""
    start, end = quote.start, quote.end
    while start > 0 and text[start - 1].isspace() and text[start - 1] != "\n":
        start -= 1
    while end < len(text) and text[end].isspace() and text[end] != "\n":
        end += 1
    start = start - 1 if start > 0 and text[start - 1] in _QUOTE_MARKS else quote.start
    end = end + 1 if end < len(text) and text[end] in _QUOTE_MARKS else quote.end
    return Span(start, end)


def _words(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        kind: Literal["word", "mark"] = "word" if match[0][0].isalnum() else "mark"
        yield Token(match.start(), match.end(), match[0], kind)
