"""Read the words by which a story selects a span of its body, and write those of a span."""

from __future__ import annotations

from typing import Any, Final

from newsld.model.text import Span, Words, describe_span, find_words, new_tuple, only_words

SPAN_KEYS: Final = {"exact": "exact", "prefix": "prefix", "suffix": "suffix", "from": "first", "to": "last"}
"""The keys of words without offsets in a story, each with the attribute of `Words`."""

_MANY_WORDS = 2_000
"""Code points of words above which a span is written as offsets: it is long, and the same words occur twice."""

_NO_WORDS: Final = "no words of the body"


def span_of(value: Any, body: str) -> Span:
    """Return the span of a body that words in a story select. Raises ValueError for words that select none.

    `spans` explains why, and accepts more than stories have.
    """
    try:
        start, exact = value["start"], value["exact"]
    except (KeyError, TypeError):
        return _other_span(value, body)
    is_plain = type(start) is int and start >= 0 and type(exact) is str and exact and len(value) == 2
    if is_plain and body.startswith(exact, start):
        return new_tuple(Span, (start, start + len(exact)))
    raise ValueError(_NO_WORDS)


def _other_span(value: Any, body: str) -> Span:
    """Return the span of words without an offset, or of offsets without words. Raises ValueError."""
    if type(value) is dict:
        start, end = value.get("start"), value.get("end")
        if start is None and is_words(value):
            return find_words(body, Words(**{SPAN_KEYS[key]: words for key, words in value.items()}))
        if type(start) is type(end) is int and 0 <= start <= end <= len(body) and len(value) == 2:
            return Span(start, end)
    elif type(value) is str and value:
        return find_words(body, Words(exact=value))
    elif type(value) is Span:
        return value
    raise ValueError(_NO_WORDS)


def is_words(value: dict[str, Any]) -> bool:
    """Return whether an object has the keys and values of words without offsets."""
    ends = value.keys() & {"from", "to"}
    return len(ends) == (0 if "exact" in value else 2) and all(
        key in SPAN_KEYS and type(words) is str and words for key, words in value.items()
    )


def by_words(body: str, span: Span) -> Any:
    """Return a span as the fewest words that identify it; an empty span as offsets, and one of very many words too."""
    if not span.start < span.end <= len(body):
        return {"start": span.start, "end": span.end}
    if (words := only_words(body, span)) is not None:
        return words
    found = describe_span(body, span)
    if found.exact is not None and len(found.exact) > _MANY_WORDS:
        return {"start": span.start, "end": span.end}
    names = {
        "exact": found.exact,
        "prefix": found.prefix,
        "suffix": found.suffix,
        "start": found.start,
        "from": found.first,
        "to": found.last,
    }
    given = {name: text for name, text in names.items() if text is not None}
    return given if len(given) > 1 else found.exact


def by_offsets(body: str, span: Span) -> Any:
    """Return a span as its exact words and their start, so that readers need not search for it."""
    start, end = span
    if not start < end <= len(body):
        return {"start": start, "end": end}
    return {"exact": getattr(span, "exact", body[start:end]), "start": start}
