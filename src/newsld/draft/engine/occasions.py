"""Find the words for where something is said: "in a post on Telegram", "at a news conference"."""

from __future__ import annotations

from typing import Final

from newsld.draft.engine.sentences import SentenceWords
from newsld.model.text import Span
from newsld.model.text.attribution import DOCUMENT_NOUNS, word_set

TO_MEDIUM: Final = word_set("in on to at during via through")
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
_NO_MEDIUM: Final = frozenset({"that", "citing", "quoting"})
_WITHIN_MEDIUM: Final = word_set("in on to with the a of at for by")
_AFTER_MEDIUM: Final = word_set("in on to with of at for service from by conference posted media")
"""Words that a phrase for a medium goes on with."""


def medium_end(words: SentenceWords, at: int) -> int | None:
    """Return the token after a phrase such as "in a post on Telegram", None for another phrase."""
    tokens, names = words.sentence.tokens, words.names
    end = at + 1
    is_medium = False
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
            is_part = following.low in MEDIUM_WORDS | _AFTER_MEDIUM or end + 1 in names
            if following.kind == "word" and not is_part:
                return end + 1
        end += 1
    return end if is_medium else None
