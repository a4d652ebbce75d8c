"""Shorten values and names for messages."""

from __future__ import annotations

import json
from typing import Any, Final

LONGEST: Final = 60


def shorten(value: Any) -> str:
    """Return the value as JSON, a string without quotes, cut to `LONGEST` characters and an ellipsis."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def quote(text: str) -> str:
    """Return a shortened text in quotation marks."""
    return f"“{shorten(text)}”"


def quote_value(value: Any) -> str:
    """Return a text in quotation marks, any other value as JSON, each cut as `shorten` does."""
    return quote(value) if isinstance(value, str) else shorten(value)


def truncate(text: str) -> str:
    """Return a text of at most `LONGEST` characters, including the ellipsis of a shortened one."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def with_article(kind: str) -> str:
    """Return the name of a type, shortened, with its indefinite article: an Organization, a Place."""
    name = shorten(kind) or "thing without a type"
    return f"{'an' if name[0] in 'AEIOaeio' else 'a'} {name}"


def join_missing(names: list[str]) -> str:
    """Return names for a sentence that begins with "has no": "a", "a and no b", "a, no b and no c"."""
    return " and no ".join(filter(None, [", no ".join(names[:-1]), names[-1]]))
