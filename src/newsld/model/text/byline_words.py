"""The words of bylines that are not names, in several languages, from `bylines.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


@cache
def byline_words(group: str, name: str) -> frozenset[str]:
    """Return the words of a list, such as the plain suffixes: `("suffix", "plain")`."""
    return frozenset(byline_table()[group][name])


@cache
def byline_table() -> dict[str, dict[str, list[str]]]:
    """Return all lists, by group and name."""
    return tomllib.loads(Path(__file__).with_name("bylines.toml").read_text("utf-8"))
