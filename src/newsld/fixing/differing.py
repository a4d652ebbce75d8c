"""What a fix changes, for people: a unified diff."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

__all__ = ["difference"]


def difference(name: str, before: bytes, after: bytes) -> str:
    """The unified diff of two versions of a file, with a line feed at its end; empty when they are equal.

    `patch` takes it: lines keep the ends that they have in the file, and a last line without one is marked.
    """
    lines = unified_diff(_lines(before), _lines(after), fromfile=name, tofile=name)
    return "".join(_ended(lines))


def _lines(content: bytes) -> list[str]:
    # By line feeds alone: str.splitlines also breaks at characters that stand inside of words.
    text = content.decode("utf-8", "backslashreplace")
    return [f"{line}\n" for line in text.split("\n")[:-1]] + (
        [last] if (last := text.rpartition("\n")[2]) else []
    )


def _ended(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
