"""Compare titles and names without regard to case, accents, punctuation and markup."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import Final
from unicodedata import combining, normalize

from newsld.syntax.patterns import lazy_pattern

_WORD: Final = lazy_pattern(r"[\w&+#]+")
_TAG: Final = lazy_pattern(r"</?[A-Za-z][^<>]*>")
_PART: Final = lazy_pattern(r"\s+[-–—|·•»«:/]+\s+|\s*[|»«]+\s*|: ")
_SHORTEST: Final = 8
_ENOUGH: Final = 0.6
_TRIGRAM: Final = 3
_LONGEST: Final = 2000
_BEGINNING: Final = 4
_IDEOGRAPHS: Final = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]{2,}"


def is_same_title(title: str, headline: str) -> bool:
    """Return whether a page title matches a headline: equal, shortened, with the site's name, or similar enough."""
    title = " ".join(title[:_LONGEST].split())
    one, other = normalized_words(title), normalized_words(headline)
    if not one or not other or one in other or other in one:
        return True
    if any(len(part) >= _SHORTEST and part in other for part in map(normalized_words, _PART.split(title))):
        return True
    return trigram_overlap(one, other) >= _ENOUGH


def is_related_title(title: str, headline: str) -> bool:
    """Return whether two titles may be those of one story: the same title, or with a longer word in common.

    Publishers write different titles for readers, for searches and for sharing.
    """
    parts = _PART.split(title[:_LONGEST])
    words = " ".join(parts[:-1] or parts)  # the last part is the name of the site
    one, other = (_beginnings(normalized_words(text)) for text in (words, headline))
    return is_same_title(title, headline) or not one.isdisjoint(other)


def _beginnings(words: str) -> set[str]:
    """Return the beginnings of the longer words, which inflection leaves as they are, and pairs of Han and kana."""
    pairs = {run[at : at + 2] for run in re.findall(_IDEOGRAPHS, words) for at in range(len(run) - 1)}
    return pairs | {word[:_BEGINNING] for word in words.split() if len(word) >= _BEGINNING}


def share_name(one: str, other: str) -> bool:
    """Return whether two bylines have a name or a part of one in common."""
    first, second = (
        {word for word in normalized_words(name).split() if len(word) > 1} for name in (one, other)
    )
    return (
        not first
        or not second
        or not first.isdisjoint(second)
        or normalized_words(one) in normalized_words(other)
    )


def normalized_words(text: str) -> str:
    """Return the words of a text in lower case, without punctuation, accents and tags, up to a length limit."""
    return _normalized(text[:_LONGEST])


@lru_cache(maxsize=256)
def _normalized(text: str) -> str:
    text = unescape(unescape(_TAG.sub(" ", text)))
    bare = "".join(character for character in normalize("NFKD", text) if not combining(character))
    return " ".join(_WORD.findall(bare.casefold()))


def trigram_overlap(one: str, other: str) -> float:
    """Return the share of the shorter text's trigrams that the longer has, from 0 to 1."""
    first, second = _trigrams(one), _trigrams(other)
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter else 1.0


def _trigrams(text: str) -> set[str]:
    return {text[at : at + _TRIGRAM] for at in range(max(len(text) - _TRIGRAM + 1, 1))}
