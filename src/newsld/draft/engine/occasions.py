"""Find the words for where somebody speaks: "in a post on Telegram", "at a news conference"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from newsld.draft.engine.lexicon import DETERMINERS, PERSON_NOUNS, load_lexicon
from newsld.draft.engine.phrases import FINITE, GIVEN, SEEN, Phrase
from newsld.draft.engine.sentences import SentenceWords, Token
from newsld.model.text import Span
from newsld.model.text.attribution import DOCUMENT_NOUNS, MEDIA_NOUNS, SOURCE_NOUNS, reporting_verbs, word_set

TO_MEDIUM: Final = word_set("in on to at by over during via through")
MEDIUM_WORDS: Final = (
    word_set(
        "statement website blog page ceremony rally meeting hearing visit call remarks reply programme "
        "program statement post interview conference briefing letter tweet video speech reporters phone "
        "message email note release report broadcast address bulletin court parliament radio television "
        "linkedin instagram tiktok youtube whatsapp bluesky threads reddit mastodon weibo vkontakte viber "
        "twitter telegram facebook x social channel account app journal site newspaper magazine forum newsletter memo"
    )
    | DOCUMENT_NOUNS
)
_LONGEST_REST: Final = 4
"""The most words after a preposition that end a phrase for a medium."""
_AUDIENCE: Final = word_set("followers fans viewers listeners readers supporters subscribers users")
"""To whom somebody speaks on a platform: "told Instagram followers"."""
_MADE: Final = word_set("written sent signed issued drafted filed")
"""What the author of a document has done with it."""
_NO_MEDIUM: Final = frozenset({"that", "citing", "quoting"})
_WITHIN_MEDIUM: Final = word_set("in on to with the a of at for by")
_AFTER_MEDIUM: Final = word_set("in on to with of at for service from by conference posted media")
"""Words that a phrase for a medium goes on with."""
PAST: Final = word_set(
    "began fell rose grew came went took made left lost won held led "
    "ran bought sold built found gave got kept knew met paid sent spent"
)
"""Frequent verbs whose past has no ending."""
_DETAILS: Final = word_set("in on at during after before from outside following while via through ahead")
"""Words that begin the occasion of a statement."""
_NO_DETAILS: Final = word_set("that he she they we i it whether how why there")
_LONGEST_REPORTER: Final = 5
"""The most words after the name of a medium for its reporter or its programme."""
REPORTERS: Final = word_set(
    "reporter reporters correspondent correspondents journalist journalists columnist host presenter anchor"
)
_NAMES_ITSELF: Final = word_set("name identified identifies goes went nickname")
"""Words for how somebody is named: "gave his name as", "asked to be identified as", "goes by"."""
_FEWEST_JOINED: Final = 4
"""The fewest words of a statement after another one, with its "and that"."""
_RELATIVE: Final = frozenset({"that", "which", "who"})


def medium_end(words: SentenceWords, at: int) -> int | None:
    """Return the token after a phrase such as "in a post on Telegram", None for another phrase."""
    tokens, names = words.sentence.tokens, words.names
    end = at + 1
    is_medium = False
    if tokens[at].low == "to" and end < len(tokens) and tokens[end].low in ("be", "have"):
        return None  # "claimed last week to be selling the data"
    while end < len(tokens) and tokens[end].kind == "word" and tokens[end].low not in _NO_MEDIUM:
        if end in words.dates:
            break
        if end in names:
            is_medium = (
                is_medium
                or tokens[end].low in MEDIUM_WORDS
                or words.is_media(Span(tokens[end].start, tokens[names[end] - 1].end))
            )
            end = names[end]
            continue
        is_medium = is_medium or tokens[end].low in MEDIUM_WORDS
        if is_medium and end + 1 < len(tokens) and tokens[end].low not in _WITHIN_MEDIUM:
            following = tokens[end + 1]
            is_part = following.low in MEDIUM_WORDS | _AFTER_MEDIUM | MEDIA_NOUNS or end + 1 in names
            if following.kind == "word" and not is_part:
                stop = end + 1
                while stop < min(end + _LONGEST_REST, len(tokens)) and tokens[stop].text.islower():
                    stop += 1
                # "in a report to member states."
                is_whole = stop == len(tokens) or tokens[stop].kind == "mark"
                return stop if is_whole and tokens[end - 1].low in _WITHIN_MEDIUM else end + 1
        end += 1
    return end if is_medium else None


def listening_medium(words: SentenceWords, at: int) -> Span | None:
    """Return the news medium in "who spoke to Channel North" after a source."""
    tokens, names = words.sentence.tokens, words.names
    if at + 2 >= len(tokens) or tokens[at].low != "who":
        return None
    name = at + 2 if tokens[at + 1].low == "told" else at + 3
    name += name < len(tokens) and tokens[name].low == "the" and name not in names
    if tokens[at + 1].low not in ("told", "spoke") or name not in names:
        return None
    span = Span(tokens[name].start, tokens[names[name] - 1].end)
    return span if words.is_media(span) else None


def seen_by(tokens: Sequence[Token], at: int, names: Mapping[int, int]) -> Phrase | None:
    """Return the name in "seen by Radio Vardo" at a token; None for other words."""
    name = at + 2 + (at + 2 < len(tokens) and tokens[at + 2].low == "the")
    if name not in names or tokens[at].low not in SEEN or tokens[at + 1].low != "by":
        return None
    return Phrase(name, names[name])


def who_has(words: SentenceWords, phrase: Phrase, after: Callable[[int], Phrase | None]) -> Phrase | None:
    """Return who has seen a document: "figures seen by Radio Vardo", "a message sent on Monday and seen by …".

    `after` returns the noun phrase that begins at a token.
    """
    tokens = words.sentence.tokens
    for at in range(phrase.first + 1, len(tokens) - 2):
        if at == phrase.end and tokens[at].text == "," and tokens[at + 1].low in SEEN | GIVEN:
            continue  # "a draft, seen by Radio Vardo, spoke of “…”"
        ends = FINITE if at < phrase.end else FINITE | reporting_verbs("en").keys()
        if tokens[at].kind != "word" or tokens[at].low in ends - {"to"}:
            return None
        given = tokens[at].low in GIVEN and tokens[at + 1].low in ("to", "with")
        if (tokens[at].low in SEEN and tokens[at + 1].low == "by") or (given and _is_medium(words, at + 2)):
            inner = Phrase(min(at + 2, phrase.end - 1), phrase.end)
            return after(at + 2) if at >= phrase.end else inner
    return None


def author_between(words: SentenceWords, first: int, end: int) -> Span | None:
    """Return the name of who wrote a document between two tokens: "a letter from Dr Ana Ruiz to officers"."""
    tokens = words.sentence.tokens
    for at in range(first + 1, end - 1):
        if tokens[at].low in ("from", "by") and tokens[at - 1].low in DOCUMENT_NOUNS | _MADE:
            name = next((one for one in range(at + 1, min(at + 4, end)) if one in words.names), end)
            is_whole = name < end and all(one.is_capital or one.low == "the" for one in tokens[at + 1 : name])
            return Span(tokens[name].start, tokens[words.names[name] - 1].bare_end) if is_whole else None
    return None


def _is_medium(words: SentenceWords, first: int) -> bool:
    """Return whether the noun phrase that begins at a token is the name of a news medium."""
    tokens = words.sentence.tokens
    name = next((at for at in sorted(words.names) if at >= first), len(tokens))
    between = (one.low for one in tokens[first:name])
    if name == len(tokens) or name > first + 4 or not {"and", "by", "to"}.isdisjoint(between):
        return False
    return words.is_media(Span(tokens[name].start, tokens[words.names[name] - 1].end))


def who_speaks_for(words: SentenceWords, phrase: Phrase) -> Phrase:
    """Return the person of "A spokesman for the developer, Harbour Homes": the name is that of the developer."""
    if phrase.description is None or phrase.description[0] > phrase.first:
        return phrase
    tokens = words.sentence.tokens
    first, end = phrase.description
    inner = next((at for at in range(first + 1, end - 1) if tokens[at].low in ("for", "of", "from")), 0)
    is_person = inner > 0 and tokens[inner - 1].low in PERSON_NOUNS | load_lexicon().roles
    return Phrase(first, end) if is_person and words.is_body(phrase.span(tokens)) else phrase


def name_given(words: SentenceWords, phrase: Phrase) -> Phrase:
    """Return the name in "Another passenger, who gave her name only as Dee," or the phrase without such a name."""
    if phrase.description is None or words.sentence.tokens[phrase.description[0]].low != "who":
        return phrase
    first, end = phrase.description
    tokens = words.sentence.tokens
    name = next((at for at, last in words.names.items() if first < at and last == end), 0)
    is_named = any(one.low in _NAMES_ITSELF for one in tokens[first:name])
    return Phrase(name, end) if is_named and tokens[name - 1].low in ("as", "by", "name") else phrase


def joined_statements(tokens: Sequence[Token], first: int, end: int) -> list[tuple[int, int]]:
    """Return the tokens of each of the statements that "and that" joins from one token to another."""
    found: list[tuple[int, int]] = []
    for at in range(first + 2, end - _FEWEST_JOINED):
        is_joint = tokens[at].low in ("and", "but") and tokens[at + 1].low == "that"
        if is_joint and tokens[at + 2].kind == "word" and tokens[at + 2].low not in FINITE - {"nobody"}:
            found.append((first, at))
            first = at + 2
    return [*found, (first, end)]


def end_of_listener(words: SentenceWords, phrase: Phrase) -> int:
    """Return the token after the listener: a name, a pronoun or one noun with its article, and a reporter's name."""
    tokens, names = words.sentence.tokens, words.names
    at = phrase.first
    last = at
    name = next((one for one in sorted(names) if at < one < phrase.end), at)
    if name > at and tokens[name - 1].low in MEDIA_NOUNS:
        at = last = name  # "told state news agency Qanda"
    while at < phrase.end:
        if at in names:
            at = last = names[at]
        elif tokens[at].low in ("and", "&"):
            at += 1
        elif tokens[at].low in DETERMINERS and last != at:
            if last > phrase.first and tokens[at - 1].low not in ("and", "&"):
                break
            at += 1
        elif tokens[at].low in (_DETAILS | TO_MEDIUM) - {"via"}:
            break  # "told her from his bed"
        elif (
            last == phrase.first
            or tokens[at - 1].low in DETERMINERS
            or tokens[at].low in MEDIA_NOUNS | SOURCE_NOUNS | MEDIUM_WORDS | _AUDIENCE
        ):
            at += 1
            last = at
        else:
            break
    end = max(last, phrase.first + 1)
    return _end_of_reporter(words, end) if end in names.values() else end


def _end_of_reporter(words: SentenceWords, end: int) -> int:
    """Return the token after words for a part of a medium: "the Herald | reporter Jo Moss that", "Radio X’s | show"."""
    tokens = words.sentence.tokens
    at = end
    while at < min(end + _LONGEST_REPORTER, len(tokens)) and tokens[at].kind == "word":
        if tokens[at].low == "that":
            return at
        is_detail = tokens[at].low in _DETAILS and tokens[end].low not in REPORTERS
        if is_detail or tokens[at].low in FINITE | _NO_DETAILS | {"to"} or at in words.dates:
            break
        at += 1
    is_end = at < len(tokens) and (tokens[at].kind == "mark" or at in words.dates)
    return (
        at
        if is_end and (tokens[end - 1].is_possessive or tokens[min(end, len(tokens) - 1)].low in REPORTERS)
        else end
    )


def only_details(words: SentenceWords, after: int) -> bool:
    """Return whether only the occasion of a statement follows: "in documents posted ahead of a meeting"."""
    tokens = words.sentence.tokens
    if tokens[after - 1].low not in MEDIUM_WORDS and tokens[after].low not in _DETAILS:
        return False
    end = next((at for at in range(after, len(tokens)) if tokens[at].kind != "word"), len(tokens))
    if end < len(tokens) and (tokens[end].kind == "quote" or tokens[end].text == ":"):
        return False
    tenses = words.verbs.finite
    at = after
    while at < end:
        token = tokens[at]
        following = tokens[at + 1] if at + 1 < end else None
        if at > after and token.low in _RELATIVE and following is not None:
            is_verb = (
                following.low in FINITE | PAST or following.low.endswith("ed") or following.start in tenses
            )
            if is_verb:
                at += 2  # "after talks that lasted through the night"
                continue
        if token.low in FINITE | PAST | _NO_DETAILS or token.start in tenses:
            return False
        at += 1
    return True
