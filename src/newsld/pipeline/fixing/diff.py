"""What a fix changes, for people: a unified diff."""

from __future__ import annotations

from newsld.model.text import unified_diff

__all__ = ["difference"]


def difference(name: str, before: bytes, after: bytes) -> str:
    """The unified diff of two versions of a file; empty when they are equal. `patch` takes it."""
    old, new = (content.decode("utf-8", "backslashreplace") for content in (before, after))
    return unified_diff.difference(old, new, was=name, now=name)
