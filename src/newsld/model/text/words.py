"""Select a span of a text by its words: find the span of given words, and the words for a given span."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from newsld.model.text.closest_match import closest_span
from newsld.model.text.often_searched import find_in_text
from newsld.model.text.span import Span
from newsld.syntax.patterns import lazy_pattern

COUNTED = 1000
SHOWN = 5
LONG = 120
_WHOLE = (True, True)
_LONGEST_EXACT = 2_000
"""Code points of a span that is searched by all of its words."""

_BEFORE = lazy_pattern(r"\S{1,24}\s*|\s+")
_AFTER = lazy_pattern(r"\s*\S{1,24}|\s+")
"""A word with the space between it and the words that get a context."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words by which a story file selects a span of the body.

    They are either `exact`, the whole words, or the span from `first` to `last`, inclusive (`from` and `to` in a file).
    `prefix` and `suffix` are the text immediately before and after the span, `start` is its offset in code points.
    Raises ValueError for any other combination.
    """

    exact: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    first: str | None = None
    last: str | None = None
    start: int | None = None

    def __post_init__(self) -> None:
        run = self.first is not None or self.last is not None
        if (self.exact is not None) == run or (run and (self.first is None or self.last is None)):
            raise ValueError("words need either `exact`, or `from` and `to`")
        if "" in (self.exact, self.first, self.last):
            raise ValueError("words cannot be empty")


class WordsError(ValueError):
    """The words do not select exactly one span of the body."""

    def __init__(self, words: Words, message: str) -> None:
        super().__init__(message)
        self.words = words


class WordsNotFound(WordsError):
    """The words are not in the body.

    `missing` is the part that is not found. `count` is the number of its occurrences without prefix and suffix (at most
    1,000), `offsets` are the first of those. `closest` is the text of the body that differs from it by a few characters
    (quotation marks, case, a no-break space, a letter), or None; `closest_start` is its offset.
    """

    def __init__(self, words: Words, missing: str, body: str, *, without_context: bool = False) -> None:
        places = find_all(body, missing, limit=COUNTED) if without_context else []
        run = None if places else _around(body, missing) or closest_span(body, missing)
        self.missing = missing
        self.count = len(places)
        self.offsets = tuple(places[:SHOWN])
        self.closest: str | None = run.slice(body) if run else None
        self.closest_start: int | None = run.start if run else None
        if places:
            message = (
                f"the words “{_short(missing)}” are in the body, but not with that prefix, suffix or start"
            )
        else:
            message = f"the words “{_short(missing)}” are not in the body"
        super().__init__(words, message)


def _around(body: str, missing: str) -> Span | None:
    """Return the span of the whole words around the first place where the text occurs inside words, or None."""
    at = find_in_text(body, missing)
    if at < 0:
        return None
    end = at + len(missing)
    while _inside_word(body, at):
        at -= 1
    while _inside_word(body, end):
        end += 1
    return Span(at, end)


def _short(words: str) -> str:
    return words if len(words) <= LONG else f"{words[: LONG // 2]} … {words[-LONG // 2 :]}"


class AmbiguousWords(WordsError):
    """The words occur several times: `count` times (at most 1,000), first at `offsets`."""

    def __init__(self, words: Words, offsets: list[int]) -> None:
        self.count = len(offsets)
        self.offsets = tuple(offsets[:SHOWN])
        super().__init__(
            words, f"the words “{_short(words.exact or words.first or '')}” occur {self.count} times"
        )


def find_all(text: str, exact: str, *, limit: int | None = None) -> list[int]:
    """Return all offsets of `exact` in `text`, including overlapping ones; none for the empty string."""
    found: list[int] = []
    at = find_in_text(text, exact) if exact else -1
    while at >= 0 and (limit is None or len(found) < limit):
        found.append(at)
        at = find_in_text(text, exact, at + 1)
    return found


def find_words(body: str, words: Words) -> Span:
    """Return the only span of `body` that `words` select.

    Words are whole: "scrap" does not match in "scrape" unless a suffix continues the word. A span from `first` to
    `last` begins at an occurrence of `first` and ends with the next `last`. Raises WordsNotFound if there is no such
    span, and AmbiguousWords if there are several.
    """
    known = _errors(body)
    if known and (error := known.get(words)) is not None:
        raise _copy(error)
    try:
        return _find(body, words)
    except WordsError as error:
        if len(known) >= COUNTED:
            known.clear()
        known[words] = _copy(error)
        raise


@lru_cache(maxsize=1)
def _errors(_body: str) -> dict[Words, WordsError]:
    """Return a dictionary for the errors of words in a body: to find out takes long, and the same ones are repeated."""
    return {}


def _copy(error: WordsError) -> WordsError:
    """Return an equal error that refers to no frame."""
    copied = error.__class__.__new__(error.__class__, *error.args)
    copied.__dict__.update(error.__dict__)
    return copied


def _find(body: str, words: Words) -> Span:
    if words.exact is None:
        return _find_range(body, words)
    prefix, suffix = words.prefix or "", words.suffix or ""
    pattern = f"{prefix}{words.exact}{suffix}"
    if words.start is not None:
        if _occurs(body, words.start, prefix, words.exact + suffix):
            return Span(words.start, words.start + len(words.exact))
        raise WordsNotFound(words, words.exact, body, without_context=True)
    at = _next(body, pattern, 0, whole=(not prefix, not suffix))
    if at < 0:
        raise WordsNotFound(words, words.exact, body, without_context=bool(prefix or suffix))
    if _next(body, pattern, at + 1, whole=(not prefix, not suffix)) >= 0:
        places = _all(body, pattern, whole=(not prefix, not suffix))
        raise AmbiguousWords(words, [at + len(prefix) for at in places])
    return Span(at + len(prefix), at + len(prefix) + len(words.exact))


def _find_range(body: str, words: Words) -> Span:
    first, last = words.first or "", words.last or ""
    prefix, suffix = words.prefix or "", words.suffix or ""
    ends = last + suffix
    if words.start is None:
        places = _all(body, prefix + first, whole=(not prefix, False))
        starts = [at + len(prefix) for at in places]
    else:
        starts = [words.start] if _occurs(body, words.start, prefix, first) else []
    if not starts:
        raise WordsNotFound(words, first, body, without_context=bool(prefix or words.start is not None))
    runs: list[Span] = []
    at = -1
    for start in starts:
        if at < start + len(first):
            at = _next(body, ends, start + len(first), whole=(False, not suffix))
        if at < 0:
            break
        runs.append(Span(start, at + len(last)))
    if not runs:
        raise WordsNotFound(words, last, body, without_context=True)
    if len(runs) > 1:
        raise AmbiguousWords(words, [run.start for run in runs])
    return runs[0]


def _next(body: str, pattern: str, at: int, *, whole: tuple[bool, bool]) -> int:
    """Return the next offset of a pattern, or -1. `whole` is whether it must begin and end at a word boundary."""
    at = find_in_text(body, pattern, at)
    while at >= 0 and (
        (whole[0] and _inside_word(body, at)) or (whole[1] and _inside_word(body, at + len(pattern)))
    ):
        at = find_in_text(body, pattern, at + 1)
    return at


def _all(body: str, pattern: str, *, whole: tuple[bool, bool]) -> list[int]:
    found: list[int] = []
    at = _next(body, pattern, 0, whole=whole)
    while at >= 0 and len(found) < COUNTED:
        found.append(at)
        at = _next(body, pattern, at + 1, whole=whole)
    return found


def _inside_word(body: str, at: int) -> bool:
    """Return whether an offset is between two digits or two letters of a script that has case."""
    if not 0 < at < len(body):
        return False
    before, after = body[at - 1], body[at]
    if before.isdecimal():
        return after.isdecimal()
    return (before.islower() or before.isupper()) and (after.islower() or after.isupper())


def _occurs(body: str, start: int, prefix: str, words: str) -> bool:
    return start >= len(prefix) and body.startswith(prefix + words, start - len(prefix))


def describe_span(body: str, span: Span, *, context: int = 60) -> Words:
    """Return the shortest words for which `find_words` returns `span`.

    They are the text of the span if it occurs once, or the first and last words of a span longer than 120 characters.
    Otherwise they get a prefix, a suffix or both, which grow by whole words to about `context` characters on each side,
    and then double up to eight times as much. Where not even those differ, and for a span of more than 2,000
    characters, they get the offset of the span. Raises ValueError for a span that is empty or not inside the body.
    """
    if not 0 <= span.start < span.end <= len(body):
        raise ValueError(
            f"the span {span.start} to {span.end} is empty or outside the text of {len(body)} characters"
        )
    exact = span.slice(body)
    if len(exact) > LONG and (run := _describe_range(body, span, exact)) is not None:
        return run
    if len(exact) > _LONGEST_EXACT:
        return Words(exact=exact, start=span.start)
    if _is_only(body, span.start, exact, _WHOLE):
        return Words(exact=exact)
    for prefix, suffix in _contexts(body, span, context):
        if _names(body, span, exact, prefix, suffix):
            return Words(exact=exact, prefix=prefix or None, suffix=suffix or None)
    return Words(exact=exact, start=span.start)


def only_words(body: str, span: Span) -> str | None:
    """Return the text of a span if it is all that `describe_span` gives; None for a long span, and for a repeated text.

    This takes a third of the time of `describe_span`.
    """
    exact = body[span.start : span.end]
    return exact if len(exact) <= LONG and _is_only(body, span.start, exact, _WHOLE) else None


def _names(body: str, span: Span, exact: str, prefix: str, suffix: str) -> bool:
    """Return whether these words select this span and no other."""
    return _is_only(body, span.start - len(prefix), f"{prefix}{exact}{suffix}", (not prefix, not suffix))


def _is_only(body: str, at: int, pattern: str, whole: tuple[bool, bool]) -> bool:
    """Return whether the pattern occurs at this offset and nowhere else."""
    first_and_next = _occurrences(body)
    found = first_and_next.get((pattern, whole))
    if found is None:
        first = _next(body, pattern, 0, whole=whole)
        found = (first, -1 if first < 0 else _next(body, pattern, first + 1, whole=whole))
        if len(first_and_next) >= COUNTED:
            first_and_next.clear()
        first_and_next[pattern, whole] = found
    return found == (at, -1)


@lru_cache(maxsize=1)
def _occurrences(_body: str) -> dict[tuple[str, tuple[bool, bool]], tuple[int, int]]:
    """Return a dictionary for the first two offsets of each pattern in a body, where the same one is often searched.

    A body of many equal blocks is not searched again for each of them.
    """
    return {}


def _describe_range(body: str, span: Span, exact: str) -> Words | None:
    if _inside_word(body, span.start) or _inside_word(body, span.end):
        return None
    parts = re.findall(r"\s*\S+", exact[:LONG])[:-1]
    tail = re.findall(r"\S+\s*", exact[-LONG:])[1:]
    for size in (4, 6, 9):
        first, last = "".join(parts[:size]), "".join(tail[-size:])
        if len(parts) < size or len(tail) < size or len(first) + len(last) > len(exact):
            return None
        if not _is_only(body, span.start, first, (True, False)):
            continue
        if _next(body, last, span.start + len(first), whole=(False, True)) + len(last) == span.end:
            return Words(first=first, last=last)
    return None


def _contexts(body: str, span: Span, size: int) -> Iterator[tuple[str, str]]:
    """Yield pairs of prefix and suffix to try, the shortest first; nothing if all of them occur twice."""
    if not _names(body, span, span.slice(body), *_around_span(body, span, 8 * size)):
        return
    before, after = _around_span(body, span, size)
    starts = [match.start() for match in _BEFORE.finditer(before)][::-1]
    ends = [match.end() for match in _AFTER.finditer(after)]
    if span.end + size < len(body) and len(ends) > 1:
        ends.pop()  # the last word may be cut in two
    if span.start > size and len(starts) > 1:
        starts.pop()
    for step in range(max(len(starts), len(ends))):
        prefix = before[starts[step] :] if step < len(starts) else ""
        suffix = after[: ends[step]] if step < len(ends) else ""
        yield from ((prefix, ""), ("", suffix), (prefix, suffix))
    for longer in (2 * size, 4 * size, 8 * size):
        prefix, suffix = _around_span(body, span, longer)
        yield from ((prefix, ""), ("", suffix), (prefix, suffix))


def _around_span(body: str, span: Span, size: int) -> tuple[str, str]:
    return body[max(0, span.start - size) : span.start], body[span.end : span.end + size]
