"""Where in the body the things of an article are named: word for word, and where only one thing has the name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple
from unicodedata import category

__all__ = ["grounded"]

_WORD: Final = re.compile(r"\w+")
_SHORTEST: Final = 2
_LONGEST: Final = 200


class _Names(NamedTuple):
    """The names that have the same first word: what each means, and where they can end.

    `starts` has the distance from the start of a name to its first word (a quotation mark may stand before it) and the
    length of the name, the longest first.
    """

    owners: dict[str, tuple[str, str]]
    starts: list[tuple[int, int]]


def grounded(body: str, things: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The mentions of `things`, by id as a story has them, in the body: every run of whole words that is a name.

    Where names overlap, the one that begins first counts, and of those the longest. A name that two things have, in
    capitals or not, or that has no letter, is nobody's. Time grows with the body, however many names there are.
    """
    by_first_word = _names(things)
    if not by_first_word:
        return []
    mentions: list[dict[str, Any]] = []
    free = 0
    for word in _WORD.finditer(body):
        names = by_first_word.get(word[0])
        for lead, length in names.starts if names else ():
            start = word.start() - lead
            owner = names.owners.get(body[start : start + length]) if names and start >= free else None
            if owner is not None and _is_whole(body, start, length):
                free = start + length
                words = {"exact": body[start:free], "start": start}
                mentions.append({"words": words, "of": owner[0], "form": owner[1]})
                break
    return mentions


def _names(things: Mapping[str, Mapping[str, Any]]) -> dict[str, _Names]:
    """The names that only one thing has, by their first words."""
    owners: dict[str, tuple[str, str]] = {}
    several: dict[str, set[str]] = {}
    for slug, thing in sorted(things.items()):
        # The last of equal keys counts: what is a name is no alias.
        for name, form in dict(_names_of(thing)).items():
            owners[name] = slug, form
            several.setdefault(name.casefold(), set()).add(slug)
    found: dict[str, _Names] = {}
    for text, owner in owners.items():
        first = _WORD.search(text)
        if len(several[text.casefold()]) > 1 or first is None or not any(map(str.isalpha, text)):
            continue
        if _SHORTEST <= len(text) <= _LONGEST:
            found.setdefault(first[0], _Names({}, [])).owners[text] = owner
    for names in found.values():
        starts = {(len(text), _lead(text)) for text in names.owners}
        names.starts.extend((lead, length) for length, lead in sorted(starts, reverse=True))
    return found


def _lead(text: str) -> int:
    first = _WORD.search(text)
    return first.start() if first else 0


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
