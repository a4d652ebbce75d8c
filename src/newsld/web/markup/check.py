"""What a check of markup is: the codes that it can answer with, what it looks at, and how."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from newsld.findings import Finding

__all__ = ["Check"]


@dataclass(frozen=True, slots=True)
class Check:
    """One question put to markup; `checks.MARKUP_MODULES` lists them all.

    `codes` are the findings that it can have: it runs when one of them is chosen. `each` says what `find` is
    called with: every `article` (a Node), the whole `markup` (a Markup), or the `page` (a Markup that
    has one).
    """

    codes: tuple[str, ...]
    each: Literal["article", "markup", "page"]
    find: Callable[[Any], Iterable[Finding]]
