"""What differs between two texts, for people and for `patch`: a unified diff."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

__all__ = ["difference"]


def difference(before: str, after: str, *, was: str, now: str) -> str:
    """The unified diff of two versions of a file called `was` and `now`; empty when they are equal.

    `patch` takes it: lines keep the ends that they have in the file, and a last line without one is marked.
    """
    return "".join(_ended(unified_diff(_lines(before), _lines(after), was, now)))


def _lines(text: str) -> list[str]:
    # By line feeds alone: str.splitlines also breaks at characters that stand inside of words.
    *whole, last = text.split("\n")
    return [f"{line}\n" for line in whole] + ([last] if last else [])


def _ended(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
