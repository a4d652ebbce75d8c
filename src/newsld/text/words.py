"""Words that name one place of a text: finding the place, and finding the words for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsld.text.near import nearest
from newsld.text.span import Span

__all__ = ["Ambiguous", "NotFound", "Words", "WordsError", "describe", "find_all", "find_words"]

COUNTED = 1000
SHOWN = 5
LONG = 120


@dataclass(frozen=True, slots=True)
class Words:
    """How a source names a span of the body: by the words that stand there.

    Either `exact`, the words themselves, or a run from `first` up to and with `last` (`from` and `to`
    in a source). `prefix` and `suffix` are the text immediately before and after the whole run.
    `start`, an offset in code points, says where it begins. Anything else is a ValueError.
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
            raise ValueError("words are named either by `exact`, or by `from` and `to` together")
        if "" in (self.exact, self.first, self.last):
            raise ValueError("words cannot be empty")


class WordsError(ValueError):
    """The words do not name one place of the body. `words` are what was asked for."""

    def __init__(self, words: Words, message: str) -> None:
        super().__init__(message)
        self.words = words


class NotFound(WordsError):
    """The words are not in the body.

    `missing` is the part that is not there. `count` says how often that part stands in the body
    without its prefix and suffix (at most 1,000 are counted) and `offsets` are the first of those
    places. `near` is the run of the body that differs from it by a few characters (quotation
    marks, case, a no-break space, a letter), or None; `near_at` is where it begins.
    """

    def __init__(self, words: Words, missing: str, body: str, *, without_context: bool = False) -> None:
        places = find_all(body, missing, limit=COUNTED) if without_context else []
        run = None if places else nearest(body, missing)
        self.missing = missing
        self.count = len(places)
        self.offsets = tuple(places[:SHOWN])
        self.near: str | None = run.of(body) if run else None
        self.near_at: int | None = run.start if run else None
        if places:
            message = "the words are in the body, but not where their context says"
        elif self.near is not None:
            message = "the words are not in the body, which has nearly the same"
        else:
            message = "the words are not in the body"
        super().__init__(words, message)


class Ambiguous(WordsError):
    """The words fit several places: `count` of them (at most 1,000 are counted), `offsets` the first."""

    def __init__(self, words: Words, offsets: list[int]) -> None:
        self.count = len(offsets)
        self.offsets = tuple(offsets[:SHOWN])
        super().__init__(words, f"the words are found {self.count} times; add a prefix or a suffix")


def find_all(text: str, exact: str, *, limit: int | None = None) -> list[int]:
    """Every offset at which `exact` stands in `text`, overlapping ones too; none for the empty string."""
    found: list[int] = []
    at = text.find(exact) if exact else -1
    while at >= 0 and (limit is None or len(found) < limit):
        found.append(at)
        at = text.find(exact, at + 1)
    return found


def find_words(body: str, words: Words) -> Span:
    """The one span of `body` that `words` names.

    Raises NotFound when there is none and Ambiguous when there are several. A run from `first` to
    `last` begins at each place of `first` and ends with the next `last` after it.
    """
    if words.exact is None:
        return _find_run(body, words)
    prefix, suffix = words.prefix or "", words.suffix or ""
    pattern = f"{prefix}{words.exact}{suffix}"
    if words.start is not None:
        if _stands(body, words.start, prefix, words.exact + suffix):
            return Span(words.start, words.start + len(words.exact))
        raise NotFound(words, words.exact, body, without_context=True)
    at = body.find(pattern)
    if at < 0:
        raise NotFound(words, words.exact, body, without_context=bool(prefix or suffix))
    if body.find(pattern, at + 1) >= 0:
        raise Ambiguous(words, [at + len(prefix) for at in find_all(body, pattern, limit=COUNTED)])
    return Span(at + len(prefix), at + len(prefix) + len(words.exact))


def _find_run(body: str, words: Words) -> Span:
    first, last = words.first or "", words.last or ""
    prefix, suffix = words.prefix or "", words.suffix or ""
    ends = last + suffix
    if words.start is None:
        starts = [at + len(prefix) for at in find_all(body, prefix + first, limit=COUNTED)]
    else:
        starts = [words.start] if _stands(body, words.start, prefix, first) else []
    if not starts:
        raise NotFound(words, first, body, without_context=bool(prefix or words.start is not None))
    runs: list[Span] = []
    at = -1
    for start in starts:
        if at < start + len(first):
            at = body.find(ends, start + len(first))
        if at < 0:
            break
        runs.append(Span(start, at + len(last)))
    if not runs:
        raise NotFound(words, last, body, without_context=True)
    if len(runs) > 1:
        raise Ambiguous(words, [run.start for run in runs])
    return runs[0]


def _stands(body: str, start: int, prefix: str, words: str) -> bool:
    return start >= len(prefix) and body.startswith(prefix + words, start - len(prefix))


def describe(body: str, span: Span, *, context: int = 60) -> Words:
    """The least words that name exactly `span`: `find_words` takes them back to it.

    Its own words when they stand only here; the first and last words of a run longer than 120
    characters; otherwise with a prefix, then a suffix, then both, growing by whole words up to about
    `context` characters on each side, and from there on by doubling. Raises ValueError for a span that
    is empty or not inside the body.
    """
    if not 0 <= span.start < span.end <= len(body):
        raise ValueError(f"no words at {span.start} to {span.end} of a text of {len(body)} characters")
    exact = span.of(body)
    if len(exact) > LONG and (run := _describe_run(body, span, exact)) is not None:
        return run
    if _is_only(body, exact):
        return Words(exact=exact)
    for prefix, suffix in _contexts(body, span, context):
        if _is_only(body, f"{prefix}{exact}{suffix}"):
            return Words(exact=exact, prefix=prefix or None, suffix=suffix or None)
    return Words(exact=exact, prefix=body[: span.start] or None, suffix=body[span.end :] or None)


def _is_only(body: str, pattern: str) -> bool:
    at = body.find(pattern)
    return body.find(pattern, at + 1) < 0


def _describe_run(body: str, span: Span, exact: str) -> Words | None:
    parts = re.findall(r"\s*\S+", exact[:LONG])[:-1]
    tail = re.findall(r"\S+\s*", exact[-LONG:])[1:]
    for size in (4, 6, 9):
        first, last = "".join(parts[:size]), "".join(tail[-size:])
        if len(parts) < size or len(tail) < size or len(first) + len(last) > len(exact):
            return None
        if not _is_only(body, first):
            continue
        if body.find(last, span.start + len(first)) + len(last) == span.end:
            return Words(first=first, last=last)
    return None


def _contexts(body: str, span: Span, size: int) -> Iterator[tuple[str, str]]:
    """Prefix and suffix to try, shortest first."""
    before = body[max(0, span.start - size) : span.start]
    after = body[span.end : span.end + size]
    prefixes = [before[m.start() :] for m in re.finditer(r"\S{1,24}\s*|\s+", before)][::-1]
    suffixes = [after[: m.end()] for m in re.finditer(r"\s*\S{1,24}|\s+", after)]
    if span.end + size < len(body) and len(suffixes) > 1:
        suffixes.pop()  # the last word may be cut in two
    if span.start > size and len(prefixes) > 1:
        prefixes.pop()
    for step in range(max(len(prefixes), len(suffixes))):
        prefix = prefixes[step] if step < len(prefixes) else ""
        suffix = suffixes[step] if step < len(suffixes) else ""
        yield from ((prefix, ""), ("", suffix), (prefix, suffix))
    while size < max(span.start, len(body) - span.end):
        size *= 2
        prefix, suffix = body[max(0, span.start - size) : span.start], body[span.end : span.end + size]
        yield from ((prefix, ""), ("", suffix), (prefix, suffix))
