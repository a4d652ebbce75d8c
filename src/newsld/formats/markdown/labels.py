"""What a label of a story means: an id, a name from the front matter, or a date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple

from newsld.model.dates import is_edtf
from newsld.model.text.closest_match import suggest

__all__ = ["Labels", "Meaning", "folded"]

Kind = Literal["entity", "event", "figure", "quotation", "date", "ambiguous"]

_MAPS: Final[tuple[tuple[str, Kind], ...]] = (
    ("people", "entity"),
    ("organizations", "entity"),
    ("places", "entity"),
    ("events", "event"),
    ("figures", "figure"),
    ("quotations", "quotation"),
)
_SHORTEST_DATE: Final = 4


class Meaning(NamedTuple):
    """What a label stands for: its kind, and the id, the date, or the ids of all that it fits."""

    kind: Kind
    id: str
    rivals: tuple[str, ...] = ()


def folded(label: str) -> str:
    """A label as CommonMark compares labels: case and runs of white space make no difference."""
    return " ".join(label.casefold().split())


class Labels:
    """The labels of one story. An id comes before a name, a name before a date."""

    def __init__(
        self, data: Mapping[str, Any], shared: Mapping[str, Mapping[str, Any]] | None = None
    ) -> None:
        """Takes the front matter, and the shared entities that it may name, by id."""
        self.kinds: dict[str, Kind] = dict.fromkeys(shared or {}, "entity")
        self._names: dict[str, list[str]] = {}
        self._spelled: dict[str, str] = {}
        self._found: dict[str, Meaning | None] = {}
        for name, kind in _MAPS:
            items = data.get(name)
            if isinstance(items, Mapping):
                for key, item in items.items():
                    self.kinds.setdefault(key, kind)
                    if kind in {"entity", "event"}:
                        self._add_names(key, item)
        for key, item in (shared or {}).items():
            self._add_names(key, item)

    def _add_names(self, key: str, item: Any) -> None:
        for name in names(item):
            holders = self._names.setdefault(folded(name), [])
            self._spelled.setdefault(folded(name), name)
            if key not in holders:
                holders.append(key)

    def find(self, label: str) -> Meaning | None:
        """What a label means; None when it is nothing that the story knows."""
        if label not in self._found:
            self._found[label] = self._look_up(label)
        return self._found[label]

    def _look_up(self, label: str) -> Meaning | None:
        if label in self.kinds:
            return Meaning(self.kinds[label], label)
        plain = folded(label)
        if plain in self.kinds:
            return Meaning(self.kinds[plain], plain)
        holders = self._names.get(plain)
        if holders:
            if len(holders) > 1:
                return Meaning("ambiguous", label, tuple(sorted(holders)))
            return Meaning(self.kinds[holders[0]], holders[0])
        if len(label) >= _SHORTEST_DATE and is_edtf(label):
            return Meaning("date", label)
        return None

    def named(self, text: str, start: int) -> tuple[str, int] | None:
        """The id of whom `text` names from `start` on by a whole name, and where the name ends; the longest wins."""
        for end in _ends(text, start):
            meaning = self.find(text[start:end])
            if meaning is not None and meaning.kind == "entity":
                return meaning.id, end
        return None

    def nearest(self, label: str) -> str | None:
        """The known id or name that is most like a label, if any is."""
        known = [*self.kinds, *self._names]
        close = suggest(folded(label), known)
        return self._spelled.get(close[0], close[0]) if close else None

    def likely(self, words: str) -> str | None:
        """The label that words may have been meant for: one most like them, or a name that shares two words."""
        if nearest := self.nearest(words):
            return nearest
        own = set(folded(words).split())
        return next((self._spelled[name] for name in self._names if len(own & set(name.split())) > 1), None)


def names(item: Any) -> Iterator[str]:
    """The names that an entity or event goes by, as its front matter writes them."""
    if isinstance(item, Mapping):
        for key in ("name", "alternateName"):
            value = item.get(key)
            for name in value if isinstance(value, list) else [value]:
                if isinstance(name, str) and name.strip():
                    yield name


def _ends(text: str, start: int) -> list[int]:
    """Where a name that begins at `start` may end: at the ends of words, the furthest first."""
    stops = [
        at
        for at in range(start + 1, min(len(text), start + 200) + 1)
        if (at == len(text) or not text[at].isalnum()) and not text[at - 1].isspace()
    ]
    return stops[::-1]
