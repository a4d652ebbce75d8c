"""How a page of docs/reference is laid out: its head, its tables, its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

__all__ = ["MADE", "block", "join", "page", "plain", "table"]


MADE: Final = "<!-- Made by docs/generate.py: change the code that it speaks of, then run `make docs`. -->"


def page(title: str, promise: str) -> str:
    """The head of a page: its title, and what it promises."""
    return f"{MADE}\n\n# {title}\n\n{promise}"


def block(language: str, content: str) -> str:
    """A block of code."""
    return f"```{language}\n{content}\n```"


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    listed = [list(heads)]
    lines = [f"| {' | '.join(listed[0])} |", f"|{'---|' * len(listed[0])}"]
    lines += [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|").strip()


def plain(text: str) -> str:
    """A text on one line."""
    return re.sub(r"\s*\n\s*", " ", text)


def join(parts: Iterable[str]) -> str:
    """A page of its parts; those that are empty are left out."""
    return "\n\n".join(part for part in parts if part) + "\n"
