"""Resolve the labels of a story: each is an id, a name from the front matter, or a date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any, Final, Literal, NamedTuple

from newsld.model.dates import is_edtf
from newsld.model.text.closest_match import Candidates, suggest

LabelKind = Literal["entity", "event", "figure", "quotation", "date", "ambiguous"]

_MAPS: Final[tuple[tuple[str, LabelKind], ...]] = (
    ("people", "entity"),
    ("organizations", "entity"),
    ("places", "entity"),
    ("events", "event"),
    ("figures", "figure"),
    ("quotations", "quotation"),
)
SEVERAL: Final = ", "
"""Between the labels of words that mean several things."""

_SHORTEST_DATE: Final = 4
_SHORTEST_PART: Final = 3
_MOST_NAMES: Final = 100
"""The number of names with a word that are compared with a label."""


class LabelMeaning(NamedTuple):
    """The meaning of a label: its kind, and the id or the date; `rivals` are the ids that an ambiguous name fits."""

    kind: LabelKind
    id: str
    rivals: tuple[str, ...] = ()


@lru_cache(maxsize=512)
def folded(label: str) -> str:
    """Return a label in the form in which CommonMark compares labels: case and white space make no difference."""
    return " ".join(label.casefold().split())


class Labels:
    """The labels of one story. An id takes precedence over a name, a name over a date."""

    def __init__(
        self, data: Mapping[str, Any], shared: Mapping[str, Mapping[str, Any]] | None = None
    ) -> None:
        """Collect the labels of a front matter, and of the shared entities that it may name, by id."""
        self.kinds: dict[str, LabelKind] = dict.fromkeys(shared or {}, "entity")
        self._own: set[str] = set()
        self._named: list[str] = []
        self._names: dict[str, dict[str, None]] = {}
        self.declared: list[tuple[str, str]] = []
        """The names of entities and events, each with the id."""
        self._spelled: dict[str, str] = {}
        self._meanings: dict[str, LabelMeaning | None] = {}
        self._candidates: Candidates | None = None
        self._of_word: dict[str, list[int]] | None = None
        self._short: dict[str, str] = {}
        for name, kind in _MAPS:
            items = data.get(name)
            if isinstance(items, dict):
                for key in items:
                    self.kinds.setdefault(key, kind)
                self._own.update(items)
                if kind in {"entity", "event"}:
                    self._named += items
                    for key, item in items.items():
                        self._add_names(key, item)
        for key, item in (shared or {}).items():
            self._add_names(key, item)

    def _add_names(self, key: str, item: Any) -> None:
        for name in names(item):
            plain = folded(name)
            if plain in self._names:
                self._names[plain][key] = None
            else:
                self._names[plain] = {key: None}
                self._spelled[plain] = name
            self.declared.append((name, key))

    def find(self, label: str) -> LabelMeaning | None:
        """Return the meaning of a label; None if it has none in this story."""
        if label not in self._meanings:
            self._meanings[label] = self._meaning(label)
        return self._meanings[label]

    def kind_of(self, target: str) -> str:
        """Return the kind of the thing with exactly this id, or `date` for a date that no label hides; else nothing."""
        if target in self._own:
            return self.kinds[target]
        meaning = self.find(target)
        return meaning.kind if meaning is not None and meaning.id == target else ""

    def find_all(self, label: str) -> tuple[LabelMeaning, ...]:
        """Return the meanings of a label: one, or those of several labels with a comma and a space between them."""
        meaning = self.find(label)
        if meaning is not None:
            return (meaning,)
        meanings = [self.find(one) for one in label.split(SEVERAL)] if SEVERAL in label else []
        return tuple(one for one in meanings if one is not None) if None not in meanings else ()

    def _meaning(self, label: str) -> LabelMeaning | None:
        if label in self._own:
            return LabelMeaning(self.kinds[label], label)
        plain = folded(label)
        owner = self._owners.get(plain)
        for key in (label, plain):
            # What a story has itself is clear without the entities that a newsroom shares.
            if key in self.kinds and (key in self._own or not owner):
                return LabelMeaning(self.kinds[key], key)
        ids = self._names.get(plain)
        if ids and (not owner or not self._own.isdisjoint(ids)):
            if len(ids) > 1:
                return LabelMeaning("ambiguous", label, tuple(sorted(ids)))
            return LabelMeaning(self.kinds[first := next(iter(ids))], first)
        if owner:
            return LabelMeaning(self.kinds[owner], owner)
        if len(label) >= _SHORTEST_DATE and is_edtf(label):
            return LabelMeaning("date", label)
        return None

    def sharing(self, part: str) -> list[str]:
        """Return the ids of which a label is a part, if they are several; an empty list otherwise."""
        shared = self._sharing.get(folded(part), [])
        return shared if len(shared) > 1 and len(part) >= _SHORTEST_PART else []

    @cached_property
    def _sharing(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key in self._named:
            for part in dict.fromkeys(key.split("-")):
                found.setdefault(part, []).append(key)
        return found

    @cached_property
    def _owners(self) -> dict[str, str]:
        """The parts of the ids of entities and events that no other id has, each with its id."""
        owners: dict[str, str] = {}
        shared = set(self._own)
        for key in self._own:
            for part in key.split("-"):
                if owners.setdefault(part, key) != key:
                    shared.add(part)
        named = set(self._named)
        return {
            part: key
            for part, key in owners.items()
            if part not in shared and key in named and len(part) >= _SHORTEST_PART and not part.isdigit()
        }

    def full(self, reference: str) -> str:
        """Return the id that a reference of the data means: itself, or the only one with this part."""
        return reference if reference in self._own else self._owners.get(reference) or reference

    def short(self, key: str) -> str:
        """Return the last part of an id that means the same thing; otherwise the id."""
        if key not in self._short:
            self._short[key] = key
            owners = self._owners
            for part in key.split("-")[::-1]:
                if owners.get(part) == key:
                    named = self._names.get(part)
                    # A part that is the name of something else in the story means that.
                    if not named or named.keys() == {key} or self._own.isdisjoint(named):
                        self._short[key] = part
                        break
        return self._short[key]

    @cached_property
    def folded_names(self) -> list[str]:
        """The names in the form in which labels are compared, in alphabetical order."""
        return sorted(self._names)

    def is_name(self, words: str, other: str) -> bool:
        """Return whether words are the name of one thing that is not `other`."""
        ids = self._names.get(folded(words), ())
        return len(ids) == 1 and other not in ids

    def match_name(self, text: str, start: int) -> tuple[str, int] | None:
        """Return the id of the entity with the longest name that begins at `start`, and the end of the name."""
        for end in _ends(text, start):
            meaning = self.find(text[start:end])
            if meaning is not None and meaning.kind == "entity":
                return meaning.id, end
        return None

    def closest(self, label: str) -> str | None:
        """Return the id or name that is most similar to a label; None if none is similar."""
        if self._candidates is None:
            self._candidates = Candidates([*self.kinds, *self._names])
        close = suggest(folded(label), self._candidates)
        return self._spelled.get(close[0], close[0]) if close else None

    def likely(self, words: str) -> str | None:
        """Return the label that words were probably meant to be: a similar one, or a name that shares two words."""
        if closest := self.closest(words):
            return closest
        if self._of_word is None:
            self._of_word = {}
            for number, name in enumerate(self._names):
                for word in set(name.split()):
                    self._of_word.setdefault(word, []).append(number)
        own = set(folded(words).split())
        shared = Counter(number for word in own for number in self._of_word.get(word, [])[:_MOST_NAMES])
        found = min((number for number, count in shared.items() if count > 1), default=None)
        return None if found is None else self._spelled[[*self._names][found]]


def names(item: Any) -> list[str]:
    """Return the names of an entity or event, as its front matter has them."""
    if not isinstance(item, dict):
        return []
    name, others = item.get("name"), item.get("alternateName", ())
    if not others and type(name) is str:
        return [name] if name.strip() else []
    values = [name, *others] if isinstance(others, (list, tuple)) else [name, others]
    return [one for one in values if isinstance(one, str) and one.strip()]


def _ends(text: str, start: int) -> list[int]:
    """Return the offsets where a name that begins at `start` may end: at the ends of words, the last first."""
    stops = [
        at
        for at in range(start + 1, min(len(text), start + 200) + 1)
        if (at == len(text) or not text[at].isalnum()) and not text[at - 1].isspace()
    ]
    return stops[::-1]
