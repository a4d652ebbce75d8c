"""Find where the body of an article mentions its entities and events by a name that only one of them has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple
from unicodedata import category

from newsld.syntax.patterns import lazy_pattern

_WORD: Final = lazy_pattern(r"\w+")
_SHORTEST: Final = 2
_LONGEST: Final = 200


class _NamesOfWord(NamedTuple):
    """The names with the same first word.

    `owners` maps each to the id of its thing and its form ("name" or "alias"). `starts` has, for each, the number of
    characters before its first word (a quotation mark, for example) and its length, the longest first.
    """

    owners: dict[str, tuple[str, str]]
    starts: list[tuple[int, int]]


def find_mentions(body: str, things: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the mentions of `things` (data of a story by id) in the body, each a span of whole words.

    Of overlapping names, the first counts, then the longest. A name without a letter, or one that several things have
    in any case, is ignored. Time is linear in the length of the body, however many names there are.
    """
    by_first_word = _names_by_first_word(things)
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


def _names_by_first_word(things: Mapping[str, Mapping[str, Any]]) -> dict[str, _NamesOfWord]:
    """Return the names that only one thing has, by their first words."""
    owners: dict[str, tuple[str, str]] = {}
    several: dict[str, set[str]] = {}
    for slug, thing in sorted(things.items()):
        # The last of equal keys counts, so a name wins over an equal alias.
        for name, form in dict(_names_of(thing)).items():
            owners[name] = slug, form
            several.setdefault(name.casefold(), set()).add(slug)
    found: dict[str, _NamesOfWord] = {}
    for text, owner in owners.items():
        first = _WORD.search(text)
        if len(several[text.casefold()]) > 1 or first is None or not any(map(str.isalpha, text)):
            continue
        if _SHORTEST <= len(text) <= _LONGEST:
            found.setdefault(first[0], _NamesOfWord({}, [])).owners[text] = owner
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
    """Return whether the span begins and ends at word boundaries; combining marks belong to a word."""
    end = start + length
    before, after = body[start - 1 : start], body[end : end + 1]
    return not (
        (before and _is_inner(before) and _is_inner(body[start]))
        or (after and _is_inner(body[end - 1]) and _is_inner(after))
    )


def _is_inner(character: str) -> bool:
    return character.isalnum() or category(character)[0] == "M"
