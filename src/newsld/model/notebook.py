"""Hold the function that shows an article in a notebook, which belongs to a higher layer and is set there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_writers: list[Callable[[Any], str]] = []


def set_html_writer(writer: Callable[[Any], str]) -> None:
    """Set the function that returns an article as a fragment of HTML."""
    _writers[:] = [writer]


def html_of(article: object) -> str | None:
    """Return an article as a fragment of HTML; None if no function is set."""
    return _writers[0](article) if _writers else None
