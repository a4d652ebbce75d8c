"""A value of JSON in words about it: as it stands there, and no longer than a line bears."""

from __future__ import annotations

import json
from typing import Any, Final

__all__ = ["LONGEST", "written"]

LONGEST: Final = 60


def written(value: Any) -> str:
    """The value as JSON writes it, a text without its quotes; of a long one, the first `LONGEST` characters."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
