"""A check of markup: its codes, its subject and its function."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal, NamedTuple

from newsld.findings import Finding


class Check(NamedTuple):
    """One check of markup; `checks.MARKUP` lists them all.

    `codes` are the codes of its findings: it runs when one of them is selected. `each` is the argument of `find`:
    every `article` (a Node), the whole `markup` (a Markup), or the `page` (a Markup with a page).
    """

    codes: tuple[str, ...]
    each: Literal["article", "markup", "page"]
    find: Callable[[Any], Iterable[Finding]]
