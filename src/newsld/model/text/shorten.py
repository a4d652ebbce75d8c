"""Values and names in words about them: as they stand there, and no longer than a line bears."""

from __future__ import annotations

import json
from typing import Any, Final

__all__ = ["LONGEST", "join_missing", "quote", "quote_value", "shorten", "truncate", "with_article"]

LONGEST: Final = 60


def shorten(value: Any) -> str:
    """The value as JSON writes it, a text without its quotes; of a long one, the first `LONGEST` characters."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def quote(text: str) -> str:
    """A text as `written` has it, in quotation marks."""
    return f"“{shorten(text)}”"


def quote_value(value: Any) -> str:
    """Return a text in quotation marks, any other value as JSON, each cut as `shorten` does."""
    return quote(value) if isinstance(value, str) else shorten(value)


def truncate(text: str) -> str:
    """A text of `LONGEST` characters at most: the last of a cut one says that more follows."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def with_article(kind: str) -> str:
    """The name of a type with its indefinite article: an Organization, a Place."""
    return f"{'an' if kind[0] in 'AEIOaeio' else 'a'} {kind}"


def join_missing(names: list[str]) -> str:
    """Return names for a sentence that begins with "has no": "a", "a and no b", "a, no b and no c"."""
    return " and no ".join(filter(None, [", no ".join(names[:-1]), names[-1]]))
