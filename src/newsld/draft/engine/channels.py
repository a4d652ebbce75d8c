"""Find the news media that a statement came through: "in an interview with X", "in a statement carried by X"."""

from __future__ import annotations

from typing import Final

from newsld.draft.engine.appositions import PREPOSITIONS
from newsld.draft.engine.citing import cited_in_aside, is_reporter, media_in
from newsld.draft.engine.lexicon import DETERMINERS
from newsld.draft.engine.occasions import MEDIUM_WORDS, REPORTERS
from newsld.draft.engine.phrases import CARRIED, CONNECTIVES, SEEN, Phrase
from newsld.draft.engine.scanner import Scanner
from newsld.model.text import Span
from newsld.model.text.attribution import MEDIA_NOUNS, word_set

_TALKS: Final = MEDIUM_WORDS | word_set(
    "interviews comments column article essay podcast note text piece opinion op-ed commentary conversation answer"
)
"""What somebody says, or writes, to a news medium."""
_LEADS: Final = word_set("when who was were is")
"""Words before those for an occasion."""
_SPEAKING: Final = word_set("speaking talking writing appearing")
_ASKED: Final = word_set("asked contacted reached interviewed questioned approached quoted cited")
"""What a news medium does with whom it quotes."""
_TO: Final = word_set("to with for on in by at from")
_LONGEST_LEAD_IN: Final = 24
"""The most words and marks of "In an interview with Radio Vardo on Monday"."""
_LETTERS: Final = word_set("email interview statement message letter comments remarks text call note")
"""What somebody says or writes to a news medium about a thing."""
_NEAREST_NOUN: Final = 5
"""The most words from "in" to a noun for an occasion."""


def channels(scanner: Scanner, first: int, end: int) -> list[list[Span]]:
    """Return the hops of the news media in words for an occasion, none for other words.

    Who carries the words comes before who heard them: "in an interview with A, quoted by B" is B, A.
    """
    if not _is_occasion(scanner, first, end):
        return []
    tokens = scanner.tokens
    carried: list[list[Span]] = []
    heard: list[list[Span]] = []
    for at in range(first, end - 1):
        if tokens[at].low not in _TO:
            continue
        phrase = scanner.after(at + 1)
        if phrase is None:
            continue
        media = media_in(scanner, Phrase(phrase.first, min(phrase.end, end)))
        if not media or media in carried or media in heard or _is_topic(scanner, phrase.first, media[0]):
            continue
        before = at - 1
        starts = [date for date, after in scanner.words.dates.items() if after == at]
        before = starts[0] - 1 if starts else before
        before -= before >= first and tokens[before].low in ("on", "in")
        is_carried = tokens[at].low == "by" and before >= first and tokens[before].low in CARRIED | SEEN
        (carried if is_carried else heard).append(media)
    return [*reversed(carried), *heard[:1]]


def _is_occasion(scanner: Scanner, first: int, end: int) -> bool:
    """Return whether words are those for an occasion: "in an email to", "speaking to", "when asked by"."""
    tokens = scanner.tokens
    while first < end and (tokens[first].low in CONNECTIVES | _LEADS or tokens[first].text == ","):
        first += 1
    lead = [one.low for one in tokens[first:end]]
    if len(lead) < 2:
        return False
    if lead[:2] == ["carried", "out"]:
        return False
    if lead[0] in _SPEAKING or (lead[0] in _ASKED | CARRIED and "by" in lead[1:4]):
        return True
    if lead[0] not in ("in", "on", "during", "at"):
        return False
    return _is_medium(scanner, first, end) or any(
        one.low in _TALKS and not one.is_capital
        for one in tokens[first + 1 : min(first + _NEAREST_NOUN, end)]
    )


def _is_topic(scanner: Scanner, first: int, medium: Span) -> bool:
    """Return whether a preposition is right before a medium in a phrase: "a letter about Radio Vardo"."""
    before = scanner.index_after(medium.start) - 1
    before -= before > first and scanner.tokens[before].low in DETERMINERS
    return before > first and scanner.tokens[before].low in ("about", "against", "over", "near", "outside")


def _is_medium(scanner: Scanner, first: int, end: int) -> bool:
    """Return whether words are "on Radio Vardo" or "on state television", and no "in the office of Radio Vardo"."""
    tokens = scanner.tokens
    name = first + 1 + (tokens[first + 1].low in DETERMINERS)
    after = scanner.words.names.get(name, name)
    phrase = scanner.after(first + 1)
    if tokens[first].low not in ("in", "on") or phrase is None or phrase.end != end:
        return False
    if after == name:
        is_place = any(one.low in PREPOSITIONS for one in tokens[name:end])
        return not is_place and bool(media_in(scanner, phrase))
    is_whole = after == end or tokens[end - 1].low in _TALKS | MEDIA_NOUNS
    return is_whole and scanner.words.is_media(Span(tokens[name].start, tokens[after - 1].bare_end))


def leading_channels(scanner: Scanner) -> list[list[Span]]:
    """Return the news media of "Speaking to Radio Vardo, …" and "In an interview with A, quoted by B, …"."""
    tokens = scanner.tokens
    commas = [at for at in range(min(len(tokens), _LONGEST_LEAD_IN)) if tokens[at].text == ","]
    end = commas[0] if commas else 0
    for comma in commas[1:]:
        if tokens[end + 1].low not in CARRIED | SEEN:
            break
        end = comma
    return channels(scanner, 0, end)


def add_leading_channels(scanner: Scanner, hops: list[list[Span]]) -> None:
    """Put the news media that a sentence begins with before the sources of its first frame, and of those it shares."""
    if not hops or not scanner.frames or is_reporter(scanner, scanner.frames[0]):
        return
    origin = scanner.frames[0].hops[-1]
    for frame in scanner.frames:
        if frame.hops[-1] == origin and not is_reporter(scanner, frame):
            frame.hops = [*hops, *frame.hops]


def asides(scanner: Scanner, subject: Phrase | None) -> tuple[list[list[Span]], list[list[Span]]]:
    """Return the hops before and after a subject that its aside names.

    "Coast Wire, citing two officials, said" has a hop after Coast Wire, "Ana Ruiz, quoted by Coast Wire, said" one
    before Ana Ruiz.
    """
    if subject is None or subject.description is None:
        return [], []
    cited = cited_in_aside(scanner, subject.description)
    owner = _employer(scanner, *subject.description)
    if owner is not None:
        return [[owner]], []
    return ([], cited) if cited else (channels(scanner, *subject.description), [])


def _employer(scanner: Scanner, first: int, end: int) -> Span | None:
    """Return the news medium of "its correspondent in Vanna, Ana Ruiz," and "Coast Wire’s reporter, Ana Ruiz,"."""
    tokens = scanner.tokens
    if not any(one.low in REPORTERS for one in tokens[first:end]):
        return None
    if tokens[first].low == "its":
        return Span(tokens[first].start, tokens[first].end)
    after = scanner.words.names.get(first + (tokens[first].low == "the"), first)
    is_owner = first < after < end and tokens[after - 1].is_possessive
    name = Span(tokens[first].start, tokens[after - 1].bare_end) if is_owner else None
    return name if name is not None and scanner.words.is_media(name) else None


def add_late_channels(scanner: Scanner) -> None:
    """Find the news medium after what a statement is about: "confirmed the cuts in an email to the Daily Circuit"."""
    tokens = scanner.tokens
    for index, frame in enumerate(scanner.frames):
        if (
            not (frame.weak or frame.rule == "X called it")
            or not frame.content
            or is_reporter(scanner, frame)
        ):
            continue
        content = frame.content[-1]
        first, end = scanner.index_after(content.start), scanner.index_after(content.end)
        at = next((one for one in range(first + 1, end) if _begins_occasion(scanner, one, end)), end)
        hops = channels(scanner, at, end) if at < end else []
        if not hops:
            continue
        frame.content[-1] = Span(content.start, tokens[at - 1].end)
        origin = frame.hops[-1]
        for one in scanner.frames[index:]:
            if one.hops[-1] == origin and not is_reporter(scanner, one):
                one.hops = [*hops, *one.hops]


def _begins_occasion(scanner: Scanner, at: int, end: int) -> bool:
    lead = [one.low for one in scanner.tokens[at : min(at + _NEAREST_NOUN, end)]]
    return lead[0] in _SPEAKING or (lead[0] in ("in", "during") and bool(_LETTERS & set(lead[1:])))


def read_told_by(scanner: Scanner, at: int) -> int | None:
    """Read "Radio Vardo said it had been told by two officials that …": the token after it, None for other words."""
    tokens = scanner.tokens
    if scanner.open is None or at + 2 >= len(tokens) or tokens[at + 1].low != "by":
        return None
    frame, first = scanner.open
    phrase = scanner.after(at + 2)
    is_told = tokens[at].low in ("told", "informed") and tokens[at - 1].low == "been"
    is_own = tokens[first].low in ("it", "they") and at - first <= _NEAREST_NOUN
    if phrase is None or not is_told or not is_own or not is_reporter(scanner, frame):
        return None
    frame.hops = [*frame.hops, *scanner.sources(phrase)]
    frame.cue = Span(frame.cue.start, tokens[phrase.end - 1].end)
    begin = phrase.end + (phrase.end < len(tokens) and tokens[phrase.end].low == "that")
    scanner.open = (frame, begin)
    scanner.floor = begin
    return begin
