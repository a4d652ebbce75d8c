"""Where in the body the things of an article are named: word for word, and where only one thing has the name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple
from unicodedata import category

__all__ = ["grounded"]

_WORD: Final = re.compile(r"\w+")
_SHORTEST: Final = 2


class _Name(NamedTuple):
    """A name of a thing; `lead` is how much of it stands before its first word: a quotation mark."""

    text: str
    lead: int
    slug: str
    form: str


def grounded(body: str, things: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The mentions of `things`, by id as a story has them, in the body: every run of whole words that is a name.

    Where names overlap, the one that begins first counts, and of those the longest. A name that two things have, or
    that has no letter, is nobody's.
    """
    by_first_word = _names(things)
    if not by_first_word:
        return []
    mentions: list[dict[str, Any]] = []
    free = 0
    for word in _WORD.finditer(body):
        for name in by_first_word.get(word[0], ()):
            start = word.start() - name.lead
            if start >= free and body.startswith(name.text, start) and _is_whole(body, start, len(name.text)):
                words = {"exact": name.text, "start": start}
                mentions.append({"words": words, "of": name.slug, "form": name.form})
                free = start + len(name.text)
                break
    return mentions


def _names(things: Mapping[str, Mapping[str, Any]]) -> dict[str, list[_Name]]:
    """The names that only one thing has, by their first words, the longest first."""
    owners: dict[str, tuple[str, str] | None] = {}
    for slug, thing in sorted(things.items()):
        # The last of equal keys counts: what is a name is no alias.
        for name, form in dict(_names_of(thing)).items():
            owners[name] = None if name in owners else (slug, form)
    found: dict[str, list[_Name]] = {}
    for text, owner in owners.items():
        first = _WORD.search(text)
        if owner is None or first is None or len(text) < _SHORTEST or not any(map(str.isalpha, text)):
            continue
        found.setdefault(first[0], []).append(_Name(text, first.start(), *owner))
    for names in found.values():
        names.sort(key=lambda name: (-len(name.text), name.text))
    return found


def _names_of(thing: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for other in thing.get("alternateName", ()):
        yield other, "alias"
    if "name" in thing:
        yield thing["name"], "name"


def _is_whole(body: str, start: int, length: int) -> bool:
    """Whether no word goes on before or after the run. Signs on a letter belong to its word."""
    end = start + length
    before, after = body[start - 1 : start], body[end : end + 1]
    return not (
        (before and _is_inner(before) and _is_inner(body[start]))
        or (after and _is_inner(body[end - 1]) and _is_inner(after))
    )


def _is_inner(sign: str) -> bool:
    return sign.isalnum() or category(sign)[0] == "M"
