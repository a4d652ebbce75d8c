"""Read the words by which a source names the one that it cites: ", citing X", ", which in turn quoted X"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from newsld.draft.engine.appositions import PREPOSITIONS
from newsld.draft.engine.lexicon import DETERMINERS, GOVERNMENT_NOUNS, PERSON_NOUNS, kind_of_description
from newsld.draft.engine.phrases import Phrase
from newsld.draft.engine.scanner import Frame, Scanner
from newsld.draft.engine.sentences import Token
from newsld.model.text import Span
from newsld.model.text.attribution import DOCUMENT_NOUNS, MEDIA_NOUNS, SOURCE_NOUNS, word_set

_CITING: Final = word_set("citing quoting")
_CITES: Final = word_set("cited cites quoted quotes")
_REFERS: Final = word_set("refers referred")
_TURNS: Final = word_set("in turn itself also")
"""Words between "which" and "cited"."""
_LONGEST_OBJECT: Final = 4
"""The most words between "attributing" and "to"."""
_LONGEST_ASIDE: Final = 30
"""The most words and marks between the source of an aside and the comma that ends it."""
_FOR_WHOM: Final = word_set(
    "prepared drafted sent submitted addressed given shown circulated intended to for about on"
)
"""Words after a document for whom it is, or what it is about."""
_MOST_HOPS: Final = 3


def is_citing(tokens: Sequence[Token], at: int) -> bool:
    """Return whether words for what a source cites begin at a token: "citing", "with reference to"."""
    return _cited_after(tokens, at) is not None


def _cited_after(tokens: Sequence[Token], at: int) -> int | None:
    """Return the token after "citing", "with reference to" or "attributing the news to"; None for other words."""
    low = tokens[at].low
    following = [one.low for one in tokens[at + 1 : at + 2 + _LONGEST_OBJECT]]
    if low in _CITING:
        return at + 1
    if low == "with" and following[:2] == ["reference", "to"]:
        return at + 3
    if low == "attributing" and "to" in following:
        return at + 2 + following.index("to")
    return None


def _cited_in_turn(tokens: Sequence[Token], at: int) -> int | None:
    """Return the token after ", which in turn cited" or ", citing" at a token; None for other words."""
    at += at < len(tokens) and tokens[at].text == ","
    if at + 1 >= len(tokens):
        return None
    if tokens[at].low in _CITING:
        return at + 1
    if tokens[at].low not in ("which", "who"):
        return None
    at += 1
    while at + 1 < len(tokens) and tokens[at].low in _TURNS:
        at += 1
    if tokens[at].low in _REFERS and at + 1 < len(tokens) and tokens[at + 1].low == "to":
        return at + 2
    return at + 1 if tokens[at].low in _CITES else None


def cited_hops(scanner: Scanner, first: int, *, by_medium: bool) -> tuple[list[list[Span]], int]:
    """Return the hops of "X, which cited Y" from the token of X, and the token after them; none for no source."""
    hops: list[list[Span]] = []
    end = first
    at: int | None = first
    while at is not None and len(hops) < _MOST_HOPS:
        phrase = scanner.after(at)
        if phrase is None or not is_source(scanner, phrase, by_medium=by_medium):
            break
        hops += scanner.sources(phrase)
        end = phrase.end
        by_medium = scanner.words.is_media(phrase.span(scanner.tokens))
        at = _cited_in_turn(scanner.tokens, end) if by_medium else None
    return hops, end


def cited_by(scanner: Scanner, comma: int) -> tuple[list[list[Span]], int]:
    """Return the hops of "according to Coast Wire, which cited two officials" from its comma, and where they end."""
    first = _cited_in_turn(scanner.tokens, comma)
    return cited_hops(scanner, first, by_medium=True) if first is not None else ([], comma)


def read_citing(scanner: Scanner, at: int) -> int:
    """Read "citing X (quoted by Y)" after a frame; words that are no source name a reason, not a source."""
    tokens = scanner.tokens
    first = _cited_after(tokens, at)
    if first is None or tokens[at - 1].low == "without":
        return at + 1
    citing = scanner.frames[-1]
    medium = any(map(scanner.words.is_media, citing.hops[citing.through - 1]))
    hops, end = cited_hops(scanner, first, by_medium=medium)
    if not hops or (not medium and tokens[at].low not in _CITING):
        return at + 1
    scanner.close(at)
    frames = [frame for frame in scanner.frames if frame.content]
    if not frames:
        return end
    frame = frames[-1]
    medium_hop = frame.hops[: frame.through]
    for one in frames:
        if one is frame or (frame.through and one.hops[: one.through] == medium_hop):
            at_end = one.through or len(one.hops)  # who cites comes before those whom it reports
            one.hops = [*one.hops[:at_end], *hops, *one.hops[at_end:]]
            one.rule = "X reported, citing Y"
    if 0 <= tokens[at].start - frame.cue.end < 40:
        frame.cue = Span(frame.cue.start, tokens[end - 1].end)
    scanner.floor = end
    return end


def citing_aside(scanner: Scanner, comma: int) -> tuple[int, list[list[Span]], int] | None:
    """Return the "that" after an aside, its hops and the token after them: "X reported, citing Y, that …"."""
    tokens = scanner.tokens
    first = _cited_after(tokens, comma + 1) if comma + 2 < len(tokens) and tokens[comma].text == "," else None
    if first is None:
        return None
    hops, end = cited_hops(scanner, first, by_medium=True)
    for at in range(end, min(end + _LONGEST_ASIDE, len(tokens) - 1)):
        if not hops or tokens[at].kind == "quote" or tokens[at].text in (".", ":", ";"):
            return None
        if tokens[at].text == "," and tokens[at + 1].low == "that":
            return at + 1, hops, end
    return None


def leading_citing(scanner: Scanner) -> tuple[int, list[list[Span]]]:
    """Return the token after "Citing two officials," and its hops; the first token and none without such a start."""
    tokens = scanner.tokens
    phrase = None
    if len(tokens) > 1 and tokens[0].low in _CITING:
        phrase = scanner.after(1)
    if phrase is not None and phrase.description is not None and phrase.description[0] == 1:
        # The name after the comma is the one who cites, unless a comma ends it: "Citing his sister, Ana Ruiz, …".
        is_cited = phrase.end < len(tokens) and tokens[phrase.end].text == ","
        phrase = phrase if is_cited else Phrase(*phrase.description)
    if phrase is None or phrase.end >= len(tokens) or tokens[phrase.end].text != ",":
        return 0, []
    if not is_source(scanner, phrase):
        return 0, []
    scanner.floor = phrase.end + 1
    return phrase.end + 1, scanner.sources(phrase)


def cited_in_aside(scanner: Scanner, aside: tuple[int, int]) -> list[list[Span]]:
    """Return the hops of an aside between a subject and its verb: "Coast Wire, citing two officials, reported"."""
    tokens = scanner.tokens
    first = _cited_after(tokens, aside[0]) or _cited_in_turn(tokens, aside[0])
    return cited_hops(scanner, first, by_medium=True)[0] if first is not None and first < aside[1] else []


def is_source(scanner: Scanner, phrase: Phrase, *, by_medium: bool = False) -> bool:
    """Return whether a phrase after "citing" means somebody who says something, and no reason.

    What a news medium cites is a source more often: "the clearing house Centra", "a hospital director".
    """
    tokens = scanner.tokens[phrase.first : phrase.end]
    made = next((at for at, one in enumerate(tokens) if at and one.low in _FOR_WHOM), 0)
    if made and tokens[made - 1].low in DOCUMENT_NOUNS:
        return False  # "a draft prepared for the negotiators"
    words = {token.low for token in tokens if token.kind == "word"} - DETERMINERS
    if tokens[0].low == "no" or (words and words <= DOCUMENT_NOUNS):
        return False  # a document of nobody
    if words & (SOURCE_NOUNS | GOVERNMENT_NOUNS | PERSON_NOUNS):
        return True
    first = phrase.first + (scanner.tokens[phrase.first].low in DETERMINERS)
    if any(scanner.words.names.get(at) == phrase.end for at in (phrase.first, first)):
        return True
    head = next((at for at, one in enumerate(tokens) if at and one.low in PREPOSITIONS), len(tokens))
    if not by_medium or head == 0:
        return False
    noun = tokens[head - 1].low
    is_person = "Person" in (kind_of_description(noun, noun), kind_of_description(noun[:-1], noun[:-1]))
    end = phrase.first + head
    return (is_person and tokens[head - 1].text.islower()) or end in scanner.words.names.values()


def is_reporter(scanner: Scanner, frame: Frame) -> bool:
    """Return whether a frame has a news medium among its sources."""
    return any(scanner.words.is_media(span) for hop in frame.hops for span in hop)


def media_in(scanner: Scanner, phrase: Phrase) -> list[Span]:
    """Return the names of news media in a phrase, or the phrase if it ends with a noun for one: "state television"."""
    named = [span for span in scanner.named_between(phrase.first, phrase.end) if scanner.words.is_media(span)]
    if named or phrase.end - phrase.first < 2:
        return named
    last, before = scanner.tokens[phrase.end - 1], scanner.tokens[phrase.end - 2]
    is_known = last.low in MEDIA_NOUNS and before.low not in DETERMINERS
    return [phrase.span(scanner.tokens)] if is_known else []
