"""Scan the tokens of a sentence for attribution: the state that the rules of attribution share."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from newsld.draft.engine.appositions import is_town
from newsld.draft.engine.lexicon import DETERMINERS
from newsld.draft.engine.occasions import (
    TO_MEDIUM,
    author_between,
    end_of_listener,
    joined_statements,
    listening_medium,
    medium_end,
    name_given,
    seen_by,
    who_has,
    who_speaks_for,
)
from newsld.draft.engine.phrases import (
    CARRIED,
    CONNECTIVES,
    FINITE,
    Phrase,
    carried_by,
    conjuncts,
    phrase_after,
    starts_phrase,
)
from newsld.draft.engine.sentences import SentenceWords, Token
from newsld.model.text import Span
from newsld.model.text.attribution import MEDIA_NOUNS, word_set

Act = Literal["statement", "directive", "designation"]

_BETWEEN: Final = word_set("to in at on during from after outside late early yesterday through with before")
_LATER: Final = word_set("later then also never first")
"""Words after a "that" that means a thing: "a memo that was", "that later leaked"."""
_STOPS: Final = frozenset(".,!?;()–—…")
_CLOSING: Final = "\"”’'»“"
_GOES_ON: Final = frozenset(",!?—…")
"""The marks at the end of a quotation that the words for its speaker follow."""
_HOW: Final = word_set("earlier later publicly simply too repeatedly privately only")
_MOMENTS: Final = word_set("shortly just soon moments minutes hours days weeks months")
"""Words before "before" and "after" that say when: "conceded shortly before midnight"."""
_ASKS: Final = word_set("asked asks ask asking")
_QUESTIONS: Final = word_set("why whether how if what when where who which")
"""Words that begin a question in a clause: "asked why the gate was open"."""
_CLAIMS: Final = frozenset({"claim", "claims", "claimed"})
_WRITES: Final = frozenset({"write", "writes", "wrote"})
_SUBJECTS: Final = word_set("he she it they we there i this these")
"""Words that begin a statement in writing without "that"."""
_WARNS: Final = frozenset({"warned", "warns", "warn", "warning"})
_PLAIN_SAY: Final = word_set(
    "said says say add claim warn report added adds claimed claims insisted insists believes believe "
    "believed announced confirmed warned predicted acknowledged admitted conceded denied estimated "
    "estimates noted alleged vowed pledged promised told tell tells wrote suggested suggests argued thinks think "
    "stressed maintained reported reports declared stated revealed testified fears hopes saying adding "
    "telling warning noting insisting claiming arguing"
)


@dataclass(slots=True)
class Frame:
    """An attribution: the spans of its sources from the reader to the origin, its words, and the words that name it."""

    hops: list[list[Span]]
    content: list[Span]
    cue: Span
    rule: str
    act: Act = "statement"
    shared: bool = False
    """Whether the source is that of the frame before it."""
    through: int = 0
    """The number of sources that report it, before the others; 0 if nobody is known to."""
    weak: bool = False
    """Whether it is no statement, but a thing that is denied or announced."""


@dataclass(slots=True)
class Scanner:
    """Reads the tokens of one sentence from left to right."""

    words: SentenceWords
    frames: list[Frame] = field(default_factory=list)
    open: tuple[Frame, int] | None = None
    """The frame whose statement has no end yet, and the token that it begins with."""
    floor: int = 0
    pending: list[tuple[Span, Span, str]] = field(default_factory=list)
    """Judgments before their subject ("Terming it a mistake, she …"): statement, cue and rule."""

    @property
    def tokens(self) -> Sequence[Token]:
        """The tokens of the sentence."""
        return self.words.sentence.tokens

    def span(self, first: int, end: int) -> Span | None:
        """Return the span of tokens without marks and connectives at its ends; None if nothing is left."""
        while first < end and (self.tokens[first].kind == "mark" or self.tokens[first].low in CONNECTIVES):
            if self.tokens[first].kind == "mark" and self.tokens[first].text in "$€£#(":
                break
            first += 1
        while end > first and (
            self.tokens[end - 1].kind == "mark" or self.tokens[end - 1].low in ("and", "but", "while")
        ):
            if self.tokens[end - 1].text in ("%", ")"):
                break
            end -= 1
        if end <= first:
            return None
        return Span(self.tokens[first].start, self.tokens[end - 1].end)

    def close(self, end: int) -> None:
        """End the open statement before a token."""
        if self.open is None:
            return
        frame, first = self.open
        self.open = None
        parts = joined_statements(self.tokens, first, self.cut_at(first, end))
        spans = [one for part in parts if (one := self.span(*part)) is not None and one.end - one.start > 2]
        frame.content += spans
        if not frame.content:
            self.frames = [one for one in self.frames if one is not frame]

    def cut_at(self, first: int, end: int) -> int:
        """Return where a statement ends before its source does something else: "and declined to comment"."""
        for at in range(first + 1, end - 1):
            if self.tokens[at].low in ("and", "but") and self.tokens[at + 1].low in ("declined", "refused"):
                return at
        return end

    def after(self, first: int) -> Phrase | None:
        """Return the noun phrase that begins at a token, without the place after "in the capital, Vanna"."""
        phrase = phrase_after(self.tokens, first, self.words.dates)
        if phrase is None or phrase.description is None or phrase.description[0] != first:
            return phrase
        before = Phrase(*phrase.description)
        if is_town(self.tokens[before.first : before.end]):
            return Phrase(before.first, before.end, (phrase.first, phrase.end))
        return phrase

    def sources(self, phrase: Phrase) -> list[list[Span]]:
        """Return the hops of a phrase: "officials quoted by A and B" are A and B, then officials."""
        phrase = name_given(self.words, who_speaks_for(self.words, phrase))
        medium = listening_medium(self.words, phrase.end)
        if medium is not None:
            return [[medium], conjuncts(self.tokens, phrase, self.words.names)]
        seen = who_has(self.words, phrase, self.after)
        if seen is not None:
            readers = conjuncts(self.tokens, seen, self.words.names)
            author = author_between(self.words, phrase.first, seen.first)
            return [readers, [author]] if author is not None else [readers]
        for at in range(phrase.first + 1, phrase.end - 1):
            first = carried_by(self.tokens, at, self.words.dates)
            if first is not None and first < phrase.end:
                reporters = Phrase(first, phrase.end)
                origin = Phrase(phrase.first, at)
                return [
                    conjuncts(self.tokens, reporters, self.words.names),
                    conjuncts(self.tokens, origin, self.words.names),
                ]
        return [conjuncts(self.tokens, phrase, self.words.names)]

    def shared_subject(self, at: int) -> Frame | Phrase | None:
        """Return the frame, or the subject of the clause, that "and added" goes on with."""
        back = at - 1
        while back > 0 and self.tokens[back].low in ("also", "then", "later", "further", "again"):
            back -= 1
        if back <= 0 or self.tokens[back].low not in ("and", "but", "or"):
            return None
        if self.frames:
            return self.frames[-1]
        return self.clause_subject(back)

    def hops_of(self, subject: Phrase | None, shared: Frame | Phrase | None) -> tuple[list[list[Span]], bool]:
        """Return the hops of a subject, or of what it shares."""
        if isinstance(shared, Frame):
            return [list(hop) for hop in shared.hops], True
        phrase = subject if subject is not None else shared
        assert phrase is not None, "the caller found a subject"
        return self.sources(phrase), False

    def statement_start(self, at: int, after: int) -> int | None:
        """Return the token that a statement after its verb begins with; None if there is no statement."""
        tokens = self.tokens
        that = self.late_that(after)
        if that is not None:
            return that + 1
        while after < len(tokens) and tokens[after].text in (",", ":", "–", "—"):
            after += 1
        if after >= len(tokens) or tokens[after].kind == "quote":
            return after if after < len(tokens) else None
        token = tokens[after]
        if token.low in _MOMENTS and after + 1 < len(tokens) and tokens[after + 1].low in ("before", "after"):
            return None
        if token.low in ("that", "whether", "how", "why") or (self.asks(at) and after == at + 1):
            return after + 1 if token.low == "that" and after + 1 < len(tokens) else after
        if (
            tokens[at].low in _WARNS
            and tokens[at - 1].low != "had"
            and token.low in ("of", "about", "against")
        ):
            return after
        if token.low == "to" and tokens[at].low in _CLAIMS and tokens[after + 1 : after + 2]:
            return after if tokens[after + 1].low in ("be", "have") else None
        if tokens[at].low in _WRITES and token.low not in _SUBJECTS and tokens[after - 1].text != ":":
            return None  # "wrote five operas"
        if tokens[after - 1].text == ":" or (tokens[at].low in _PLAIN_SAY and starts_phrase(token)):
            return after
        if tokens[at].low in _PLAIN_SAY and (
            token.low in ("in", "at", "on", "no", "there", "after", "if", "as", "some")
            or token.text[:1].isdigit()
        ):
            return after
        return None

    def late_that(self, after: int) -> int | None:
        """Return the "that" after words between a verb and its statement: "said in the capital, Vanna, that"."""
        tokens = self.tokens
        if after + 1 >= len(tokens) or tokens[after].low not in _BETWEEN | {","}:
            return None
        listener = tokens[after + 1]
        if tokens[after].low == "to" and not (listener.is_capital or listener.low in DETERMINERS):
            return None  # an infinitive
        for at in range(after + 1, min(after + 14, len(tokens) - 1)):
            if tokens[at].kind == "quote" or tokens[at].text in (".", ":", ";"):
                return None
            if tokens[at].low == "that" and tokens[at - 1].kind == "mark":
                return at
            if tokens[at].low == "that" and not any(one.text == "," for one in tokens[after:at]):
                is_clause = tokens[at + 1].kind == "word" and self.is_that(at)
                return at if is_clause and tokens[at - 1].low not in ("a", "an", "the") else None
        return None

    def statement_follows(self, after: int) -> int | None:
        """Return the "that" after an aside: "told parliament on Tuesday, the day before the summit, that"."""
        is_aside = after < len(self.tokens) and self.tokens[after].text == ","
        return self.late_that(after) if is_aside else None

    def skip_details(self, start: int, *, has_listener: bool) -> tuple[int, list[Span]]:
        """Return the token after the time, manner and listener of a statement, and the news media among listeners."""
        tokens = self.tokens
        media: list[Span] = []
        after = start
        if has_listener and (phrase := self.after(after)) is not None:
            listener = end_of_listener(self.words, phrase)
            heard = conjuncts(tokens, Phrase(phrase.first, listener), self.words.names)
            if listener in self.words.names.values():  # "told Harbour Herald reporter Jon Pike"
                heard = self.named_between(phrase.first, listener)
            is_it = tokens[phrase.first].low == "it"  # who spoke last, if that is a medium
            media = [one for one in heard if is_it or self.words.is_media(one)]
            after = listener
        while after < len(tokens):
            token = tokens[after]
            if media and token.low in MEDIA_NOUNS | {"news"} and tokens[after - 1].is_capital:
                after += 1  # "carried by the Interfax | news agency"
            elif after in self.words.dates:
                after = self.words.dates[after]
            elif token.low == "at" and self.words.text.startswith("at the time", token.start):
                after += 3
            elif token.low in _HOW:
                after += 1
            elif token.low == "on" and after + 1 < len(tokens) and tokens[after + 1].low == "condition":
                while after < len(tokens) and tokens[after].text not in _STOPS:
                    after += 1
            elif token.low in TO_MEDIUM and (end := medium_end(self.words, after)) is not None:
                media += [span for span in self.named_between(after, end) if self.words.is_media(span)]
                after = end
            elif seen := seen_by(tokens, after + (tokens[after].text == ","), self.words.names):
                media += [one for one in [seen.span(tokens)] if self.words.is_media(one)]
                after = seen.end
            elif (first := carried_by(tokens, after, self.words.dates)) and (phrase := self.after(first)):
                media += [one for one in self.sources(phrase)[0] if self.words.is_media(one)]
                after = phrase.end
            elif token.low in CARRIED and after + 1 in self.words.dates:
                after = self.words.dates[after + 1]  # "in an interview published on Sunday"
            else:
                break
        return after, media

    def named_between(self, first: int, end: int) -> list[Span]:
        """Return the spans of the names from one token to another."""
        return [
            Span(self.tokens[at].start, self.tokens[after - 1].bare_end)
            for at, after in sorted(self.words.names.items())
            if first <= at and after <= end
        ]

    def is_tail(self, begin: int) -> bool:
        """Return whether a comma or a quotation is right before a subject, so that the statement comes first."""
        if begin < 1:
            return False
        before = self.tokens[begin - 1]
        return before.kind == "quote" or (begin > max(1, self.floor) and before.text in (",", "–", "—"))

    def quote_follows(self, after: int) -> bool:
        """Return whether a comma and a quotation follow, and nothing quoted comes before: X said, “…”."""
        tokens = self.tokens
        follows = (
            after + 1 < len(tokens) and tokens[after].text in (",", ":") and tokens[after + 1].kind == "quote"
        )
        return follows and not any(one.kind == "quote" for one in tokens[:after])

    def nested_in(self, begin: int) -> Frame | Literal[False] | None:
        """Return the frame whose statement a subject opens, False inside a statement, None outside of any."""
        if self.open is None:
            return None
        frame, first = self.open
        begin = next((at for at, end in self.words.dates.items() if first < at and end == begin), begin)
        if begin == first:
            # What somebody said that she had told is her statement.
            return False if self.tokens[begin].low in ("he", "she") else frame
        before = self.tokens[begin - 1]
        if (
            before.text in (",", ";", "–", "—")
            or before.low in ("but", "while", "whereas")
            or before.kind == "quote"
        ):
            return None
        if before.low == "and" and begin > first:
            return None if self.tokens[begin].is_capital or self.tokens[begin].low in ("he", "she") else False
        return False if begin > first else None

    def clause_subject(self, at: int) -> Phrase | None:
        """Return the subject of the clause that ends before a token: its first name or pronoun."""
        for first, end in sorted(self.words.names.items()):
            before = self.tokens[first - 1] if first else None
            if before is not None and before.low in DETERMINERS:
                before = self.tokens[first - 2] if first > 1 else None
                before = (
                    None if first > 2 and self.tokens[first - 3].low == "it" else before
                )  # "it was the Post that"
            opens = before is None or before.text in (",", ";") or before.low in CONNECTIVES
            if first < at and opens and not self.tokens[end - 1].is_possessive:
                return Phrase(first, end)
        for first in range(at):
            before = self.tokens[first - 1] if first else None
            opens = before is None or before.text in (",", ";") or before.low in CONNECTIVES
            if opens and self.tokens[first].low in ("he", "she", "they", "it"):
                return Phrase(first, first + 1)
        return None

    def statement_floor(self) -> int:
        """Return the token that a statement before its source begins with: after the frames before it."""
        return self.floor if any(frame.content for frame in self.frames) else 0

    def index_after(self, offset: int) -> int:
        """Return the first token that starts at an offset or after it."""
        return bisect_left(self.words.sentence.starts, offset)

    def covered(self, at: int) -> bool:
        """Return whether the frames so far cover the words before a token."""
        ends = [span.end for frame in self.frames for span in (*frame.content, frame.cue)]
        details = all(one.kind == "mark" for one in self.tokens[self.floor : at]) and 0 < self.floor <= at
        return bool(ends) and (self.tokens[at].start - max(ends) < 4 or details)

    def follows_opening_quote(self, begin: int) -> bool:
        """Return whether a sentence, or what follows the last frame, is one quotation up to a token."""
        words = [one for one in self.tokens[self.floor : begin] if one.kind != "mark"]
        return len(words) == 1 and words[0].kind == "quote"

    def ends_speech(self, at: int) -> bool:
        """Return whether a quotation ends with a comma or the like, so that words about its speaker follow."""
        token = self.tokens[at]
        return token.kind == "quote" and token.text.rstrip(_CLOSING)[-1:] in _GOES_ON

    def is_spoken(self, begin: int, after: int) -> bool:
        """Return whether a quotation is right before a subject, or right after its verb: “Why?” he asked."""
        tokens = self.tokens
        if begin and tokens[begin - 1].kind == "quote":
            return self.follows_opening_quote(begin)
        while after < len(tokens) and tokens[after].text in (",", ":"):
            after += 1
        return after < len(tokens) and tokens[after].kind == "quote"

    def says_more(self, after: int) -> bool:
        """Return whether a statement follows a verb after all: with "that", a colon or a quotation."""
        token = self.tokens[after] if after < len(self.tokens) else None
        return token is not None and (self.is_that(after) or token.kind == "quote" or token.text == ":")

    def is_that(self, at: int) -> bool:
        """Return whether a word is the "that" before a clause: not in "a memo that was", "that later leaked"."""
        tokens = self.tokens
        if tokens[at].low != "that" or at + 1 >= len(tokens) or tokens[at + 1].low in FINITE | _LATER:
            return False
        return not (at > 0 and tokens[at + 1].low.endswith("ed") and tokens[at - 1].low.endswith("s"))

    def ends_statement(self, after: int) -> bool:
        """Return whether a sentence or clause ends at a token."""
        return after >= len(self.tokens) or self.tokens[after].text in _STOPS

    def asks(self, at: int) -> bool:
        """Return whether a verb has a question as its object: "asked why the gate was open"."""
        return (
            self.tokens[at].low in _ASKS and self.tokens[min(at + 1, len(self.tokens) - 1)].low in _QUESTIONS
        )

    def resolve_pending(self, frame: Frame) -> None:
        """Give judgments before their subject the sources of the first frame after them."""
        for content, cue, rule in self.pending:
            self.frames.append(Frame([list(hop) for hop in frame.hops], [content], cue, rule))
        self.pending = []
