"""Find declared names in the text of a story: the words that are mentions without brackets.

A name occurs where its words occur as whole words. Of occurrences that lie inside a longer one, only the longest
counts; a name that several things share counts as longer one, and is never a mention.

- White space, apostrophes and hyphens are leveled: “Assad's  government” has one space too many, “Assad's government”
  is “Assad’s government”.
- Case makes a difference, but a name that begins with a small letter may begin with a capital (“Opposition groups”).
- A word is a sequence of letters, digits, combining marks and `_`. Apostrophes and hyphens end a word: “Syria’s” and
  “Syria-born” contain Syria.
- In scripts that are written without spaces (Chinese, Japanese, Korean particles, Thai, Lao, Khmer, Burmese, Tibetan),
  each character with its marks is a word of its own; a sequence of Katakana is one word.

The automaton (Aho and Corasick, 1975) works on words, so the time is linear in the text and in the names together. The
few names of a short text in Latin letters are searched one by one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import accumulate
from typing import Any, Final, NamedTuple

from newsld.formats.markdown.labels import names
from newsld.model.text import Span, new_tuple
from newsld.syntax.patterns import lazy_pattern

_LEVELED: Final = {
    **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\u3000\t\n\r", " "),
    **dict.fromkeys("’ʼ‘＇", "'"),
    **dict.fromkeys("‐‑", "-"),
}
_MARKS: Final = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u0816-\u082d\u0859-\u085b"
    "\u08d3-\u0963\u0966-\u0df3\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20f0\ua8e0-\ua8f1\ufe00-\ufe0f"
    "\ufe20-\ufe2f"
)
"""Combining marks, joiners, and the Indic blocks, whose vowel signs are no letters to `re`."""
_KATAKANA: Final = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_SPACELESS: Final = (
    "\u0e01-\u0e33\u0e40-\u0e46\u0e81-\u0eb3\u0ebd-\u0ec6\u0f40-\u0f6c\u1000-\u102a\u103f-\u1055\u1780-\u17b3"
    "\u3041-\u3096\u309d-\u309f\u3005-\u3007\u3105-\u312f\u31a0-\u31bf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uac00-\ud7a3\u1100-\u11ff\U00020000-\U0003fffd"
)
_SPACELESS_MARKS: Final = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u0f71-\u0f87\u102b-\u103e\u1056-\u109d"
    "\u17b6-\u17d3\u3099\u309a"
)
_SIMPLE_WORDS: Final = lazy_pattern(r"\w+|\W")
_SIMPLE: Final = lazy_pattern("[\0-\u02ff\u2010-\u206f]*")
"""Text in Latin letters, without combining marks."""
_FEW: Final = 500_000
"""The product of names and characters up to which each name is searched in the text."""


class FoundName(NamedTuple):
    """An occurrence of a name: its span, and the id of the thing that it names."""

    span: Span
    id: str


class _State:
    """A state of the automaton: the words read so far are the beginning of a name."""

    __slots__ = ("fail", "longest", "next")

    def __init__(self) -> None:
        self.next: dict[str, _State] = {}
        self.fail: _State | None = None
        self.longest = 0
        """The number of words of the longest name that ends here."""


def find_names(text: str, names: Iterable[tuple[str, str]]) -> list[FoundName]:
    """Return the occurrences of names, each with the id of what it names, that mean one thing: in text order."""
    leveled = level(text)
    owners: dict[str, str] = {}
    shared: set[str] = set()
    for name, owner in names:
        for spelled in _spellings(name):
            if owners.setdefault(spelled, owner) != owner:
                shared.add(spelled)
    spans = (
        _search(leveled, owners)
        if len(owners) * len(leveled) <= _FEW and _is_simple(leveled)
        else _run_automaton(leveled, owners)
    )
    return [
        new_tuple(FoundName, (span, owners[words]))
        for span in _outermost(spans)
        if (words := leveled[span.start : span.end]) not in shared
    ]


def _spellings(name: str) -> tuple[str, ...]:
    """Return the ways in which a name occurs; none for a name without a letter or digit."""
    plain = level(name.strip())
    if not plain[:1].isalnum() and not any(map(str.isalnum, plain)):
        return ()
    capital = plain[:1].upper()
    return (plain, capital + plain[1:]) if plain[:1] != capital else (plain,)


def _search(text: str, names: Iterable[str]) -> list[Span]:
    """Return the occurrences of a few names in a short text, in the order of their ends; of two, the longer last.

    This takes a fifth of the time of the automaton, but the time grows with the number of names.
    """
    found: list[tuple[int, int]] = []
    padded = f" {text} "
    for name in names:
        at = text.find(name)
        if at < 0:
            continue
        first, last = name[0], name[-1]
        begins, ends = first.isalnum() or first == "_", last.isalnum() or last == "_"
        while at >= 0:
            end = at + len(name)
            before, after = padded[at], padded[end + 1]
            if not (
                (begins and (before.isalnum() or before == "_"))
                or (ends and (after.isalnum() or after == "_"))
            ):
                found.append((end, -at))
            at = text.find(name, at + 1)
    found.sort()
    return [new_tuple(Span, (-start, end)) for end, start in found]


def level(text: str) -> str:
    """Return a text of the same length with plain spaces, apostrophes and hyphens."""
    if text.isascii() and text.isprintable():
        return text
    for sign, plain in _LEVELED.items():  # faster than `translate`
        if sign in text:
            text = text.replace(sign, plain)
    return text


def _is_simple(leveled: str) -> bool:
    return leveled.isascii() or _SIMPLE.fullmatch(leveled) is not None


def _words(leveled: str) -> list[str]:
    return (_SIMPLE_WORDS if _is_simple(leveled) else _any_words()).findall(leveled)


@cache
def _any_words() -> re.Pattern[str]:
    """Return the pattern of words in all scripts. Compiling it takes longer than finding the names of a story."""
    return re.compile(
        rf"[{_SPACELESS}][{_MARKS}{_SPACELESS_MARKS}]*"
        rf"|[{_KATAKANA}]+"
        rf"|(?:(?![{_SPACELESS}{_KATAKANA}])[\w{_MARKS}{_SPACELESS_MARKS}])+"
        r"|[^\w]",
        re.DOTALL,
    )


def _run_automaton(text: str, names: Iterable[str]) -> Iterator[Span]:
    """Yield the longest occurrence of a name that ends at each word, in the order of their ends."""
    words = _words(text)
    known = set(words)
    root = _State()
    for name in names:
        parts = _words(name)
        if known.issuperset(parts):
            _add(root, parts)
    _link(root)
    return _occurrences(words, root)


def _add(root: _State, words: list[str]) -> None:
    state = root
    for word in words:
        following = state.next.get(word)
        if following is None:
            following = state.next[word] = _State()
        state = following
    state.longest = len(words)


def _link(root: _State) -> None:
    """Link every state to that of the longest ending of its words that begins a name."""
    waiting = list(root.next.values())
    for state in waiting:
        state.fail = root
    for state in waiting:  # the list grows: states in the order of their length
        for word, following in state.next.items():
            fail = state.fail
            while fail is not None and word not in fail.next:
                fail = fail.fail
            following.fail = root if fail is None else fail.next[word]
            following.longest = following.longest or following.fail.longest
            waiting.append(following)


def _occurrences(words: list[str], root: _State) -> Iterator[Span]:
    """Yield the longest occurrence of a name that ends at each word, in the order of their ends."""
    first = root.next
    starts = [0, *accumulate(map(len, words))]
    state = root
    for number, word in enumerate(words, 1):
        if state is root and word not in first:
            continue
        following = state.next.get(word)
        while following is None and state.fail is not None:
            state = state.fail
            following = state.next.get(word)
        if following is None:
            continue
        state = following
        if state.longest:
            yield Span(starts[number - state.longest], starts[number])


def _outermost(spans: Iterable[Span]) -> list[Span]:
    """Return the spans that lie in no other one, from those that are in the order of their ends."""
    result: list[Span] = []
    for span in spans:
        while result and result[-1].start >= span.start:
            result.pop()
        result.append(span)
    return result


def automatic(
    found: Iterable[FoundName], text: str, explicit: Iterable[tuple[Span, str]], separators: Collection[int]
) -> list[FoundName]:
    """Return the occurrences that are mentions in addition to the explicit ones: spans with ids or dates.

    An occurrence is none if an empty comment follows it (`separators` are the offsets), if it is between square
    brackets of the text, if an explicit mention has exactly its words, or if it lies inside one of the same thing.
    """
    sources = sorted(explicit)
    taken = {span for span, _ in sources}
    reached: dict[str, int] = {}
    """How far the explicit mentions of each thing reach that begin before a name, or with it."""
    result = []
    at = 0
    for name in found:
        span, target = name
        while at < len(sources) and sources[at][0].start <= span.start:
            (_, end), of = sources[at]
            reached[of] = max(end, reached.get(of, 0))
            at += 1
        if span in taken or span.end in separators or is_bracketed(text, span):
            continue
        if reached.get(target, 0) < span.end:
            result.append(name)
    return result


def is_bracketed(text: str, span: Span) -> bool:
    """Return whether words are between square brackets in the text: escaped ones, since others make a label."""
    return text[span.end : span.end + 1] == "]" and text[: span.start].endswith("[")


def declared_names(items: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the names of the entities and events of a story by id, each with its id, for `find_names`."""
    for key, item in items.items():
        for name in names(item):
            yield name, key
