"""Score the engine against public corpora, where they are available: PolNeAR and GUM."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["corpora"]


def corpora() -> Iterator[str]:
    """Yield a report for each corpus."""
    yield from ()
