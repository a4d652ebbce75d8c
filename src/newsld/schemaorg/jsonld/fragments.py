"""Write and read positions in the body as RFC 5147 fragment identifiers: `#char=18,27`.

Offsets count Unicode code points of `articleBody` from 0, and the end is exclusive: RFC 5147 counts positions between
characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Final, TypeAlias

from newsld.syntax.patterns import lazy_pattern

Offsets = tuple[int, int]
"""A span of the body: start and end, in code points."""

Fragments: TypeAlias = str | list[str] | None
"""The fragment identifiers of spans as a value of JSON-LD: one as itself, several as a list, none as None."""

Words: TypeAlias = tuple[str, Fragments]
"""Spans of the body as one text, and their fragment identifiers."""

NO_WORDS: Final[Words] = ("", None)

_FRAGMENT: Final = lazy_pattern(r"[^#]*#char=([0-9]{1,15}),([0-9]{1,15})", re.ASCII)
_MOST_BITS: Final = 15


class _Formatted:
    """The numbers of a text that is too long for a list of them, each with a prefix and a suffix."""

    def __init__(self, prefix: str = "", suffix: str = "") -> None:
        self.prefix = prefix
        self.suffix = suffix

    def __getitem__(self, number: int) -> str:
        return f"{self.prefix}{number}{self.suffix}"


Numbers: TypeAlias = list[str] | _Formatted
"""One of the two parts of fragment identifiers, by its number."""


def numbers_of(text: str) -> tuple[Numbers, Numbers]:
    """Return the two parts of the fragment identifiers of all spans of a text, by start and by end.

    Formatting a number takes ten times as long as finding it in a list, and an archive repeats the same ones.
    """
    return _numbers(min(len(text).bit_length(), _MOST_BITS + 1))


@cache
def _numbers(bits: int) -> tuple[Numbers, Numbers]:
    if bits > _MOST_BITS:
        return _Formatted("#char=", ","), _Formatted()
    numbers = [*map(str, range(1 << bits))]
    return [f"#char={number}," for number in numbers], numbers


def fragment(span: Offsets) -> str:
    """Return the fragment identifier of a span, an IRI relative to the address of the article."""
    start, end = span
    return f"#char={start},{end}"


def fragments(spans: Sequence[Offsets]) -> Fragments:
    """Return the fragment identifiers of spans."""
    if not spans:
        return None
    return fragment(spans[0]) if len(spans) == 1 else [fragment(span) for span in spans]


def words_of(spans: Sequence[Offsets], text: str, gap: str) -> Words:
    """Return spans of a text with `gap` between them, and their fragment identifiers."""
    if not spans:
        return NO_WORDS
    if len(spans) == 1:  # the common case
        ((start, end),) = spans
        return text[start:end], f"#char={start},{end}"
    return gap.join([text[start:end] for start, end in spans]), fragments(spans)


def parse_fragment(value: Any) -> Any:
    """Return the span of a fragment identifier as a story has it; another value as it is."""
    match = _FRAGMENT.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return value
    start, end = match.groups()
    return {"start": int(start), "end": int(end)}
