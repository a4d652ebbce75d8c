"""Match the things of two versions of a story: by what identifies them and where their words are, last by their ids."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final, TypeVar

from newsld.syntax.patterns import lazy_pattern
from newsld.views.diff.alignment import words_of

if TYPE_CHECKING:
    from newsld.model import NewsArticle
    from newsld.model.text import Span
    from newsld.views.diff.alignment import Alignment

_SIMILAR: Final = 0.4
"""The share of equal words above which two texts may be versions of one."""

T = TypeVar("T")
Key = Callable[[Any], Iterable[Hashable]]


_NAME_PART: Final = lazy_pattern(r"\w+")
_LONG_PART: Final = 4
"""The length of a word from which names that share it may be one."""
_ALIKE: Final = 0.75
"""The share of equal letters above which the longest words of two names may be one."""

_LONGEST_PLACE: Final = 8
"""How much longer the words in the place of others may be."""

_PIECE: Final = 256
"""The length of the pieces of a text in which spans are searched."""


class NearSpans:
    """Spans of a text with the numbers of what they belong to, which can be found by place."""

    def __init__(self, spans: Iterable[tuple[Span, int]]) -> None:
        self._pieces: defaultdict[int, set[int]] = defaultdict(set)
        for span, number in spans:
            for piece in range(span.start // _PIECE, span.end // _PIECE + 1):
                self._pieces[piece].add(number)

    def to(self, span: Span) -> set[int]:
        """Return the numbers with a span near another one; all that overlap it are among them."""
        pieces = range(span.start // _PIECE, span.end // _PIECE + 1)
        return set().union(*(self._pieces.get(piece, ()) for piece in pieces))


@dataclass(slots=True)
class Merge:
    """Things that are one in the other version: `parts` of one version, `whole` of the other."""

    parts: list[Any]
    whole: Any
    is_split: bool


@dataclass(slots=True)
class Pairs:
    """The things of both versions that are the same one, and those that only one version has.

    `old_names` and `new_names` give each id the name of what it refers to, which is equal in both versions exactly if
    it is the same thing.
    """

    both: list[tuple[Any, Any]] = field(default_factory=list)
    dropped: list[Any] = field(default_factory=list)
    added: list[Any] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    old_names: dict[str, str] = field(default_factory=dict)
    new_names: dict[str, str] = field(default_factory=dict)

    def all(self) -> list[tuple[Any, Any]]:
        """Return all things in pairs, with None in the place of what a version does not have."""
        return [*self.both, *((one, None) for one in self.dropped), *((None, one) for one in self.added)]

    def add(self, others: Pairs) -> None:
        """Add the things of another collection."""
        self.both += others.both
        self.dropped += others.dropped
        self.added += others.added
        self.merges += others.merges

    def name_ids(self) -> None:
        """Fill in `old_names` and `new_names`."""
        for one, other in self.both:
            self.old_names[one.id] = self.new_names[other.id] = f"={one.id}"
        self.old_names |= {one.id: f"-{one.id}" for one in self.dropped}
        self.new_names |= {one.id: f"+{one.id}" for one in self.added}
        for merge in self.merges:
            parts, whole = (
                (self.new_names, self.old_names) if merge.is_split else (self.old_names, self.new_names)
            )
            parts |= {one.id: whole[merge.whole.id] for one in merge.parts}


def match_by_keys(old: Sequence[T], new: Sequence[T], keys: Sequence[tuple[Key, Key]]) -> Pairs:
    """Return the pairs of things that share a key, strongest kind of key first.

    Each kind of key is a function for the old things and one for the new ones. A key that several things of a version
    have pairs them in their order.
    """
    pairs = Pairs()
    ours, theirs = dict(enumerate(old)), dict(enumerate(new))
    found: dict[int, tuple[T, T]] = {}
    for of_old, of_new in keys:
        waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        for number, thing in theirs.items():
            for key in of_new(thing):
                waiting[key].append(number)
        for number, thing in list(ours.items()):
            for key in of_old(thing):
                free = waiting.get(key)
                while free and free[0] not in theirs:
                    free.popleft()
                if free:
                    found[number] = thing, theirs.pop(free.popleft())
                    del ours[number]
                    break
    pairs.both = [found[number] for number in sorted(found)]
    pairs.dropped, pairs.added = list(ours.values()), list(theirs.values())
    return pairs


def match_things(old: NewsArticle, new: NewsArticle, alignment: Alignment) -> Pairs:
    """Return the pairs of everything that has an id, citations aside."""
    mentioned = _mentioned_at(old, new, alignment)
    pairs = _match_named(old.entities, new.entities, mentioned)
    pairs.merges = _find_merges(pairs, mentioned)
    pairs.add(_match_named(old.events, new.events, mentioned))
    for name in ("quotations", "figures"):
        pairs.add(
            match_captures(getattr(old, name), getattr(new, name), alignment, (old.text, new.text), "words")
        )
    pairs.name_ids()
    return pairs


# -- entities and events ---------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Mentioned:
    """For each old thing, how often each new thing is mentioned by the words that mentioned the old one.

    Words count that are the same or another spelling, and not other words in their place.
    """

    counts: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    back: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, old: str, new: str) -> None:
        self.counts[old][new] += 1
        self.back[new][old] += 1


def _mentioned_at(old: NewsArticle, new: NewsArticle, alignment: Alignment) -> _Mentioned:
    targets: defaultdict[Span, list[str]] = defaultdict(list)
    for mention in new.mentions:
        if mention.of:
            targets[mention.words].append(mention.of)
    found = _Mentioned()
    for mention in old.mentions:
        place = alignment.to_new(mention.words) if mention.of else None
        for target in targets.get(place, ()) if place else ():
            if place is not None and _may_be_one_name(mention.words.slice(old.text), place.slice(new.text)):
                found.add(mention.of or "", target)
    return found


def _may_be_one_name(old: str, new: str) -> bool:
    """Return whether words may be another spelling of a name, and not another name in its place."""
    if old == new:
        return True
    ours, theirs = _NAME_PART.findall(old.casefold()), _NAME_PART.findall(new.casefold())
    if not ours or not theirs:
        return False
    if any(len(part) >= _LONG_PART for part in {*ours} & {*theirs}):
        return True
    return SequenceMatcher(None, max(ours, key=len), max(theirs, key=len)).ratio() >= _ALIKE


def _match_named(old: Sequence[Any], new: Sequence[Any], mentioned: _Mentioned) -> Pairs:
    def by(key: Key) -> tuple[Key, Key]:
        return key, key

    ids = {one.id for one in new}
    return match_by_keys(
        old,
        new,
        [
            by(lambda one: [(type(one), iri, one.id) for iri in _iris(one)]),
            by(lambda one: [(type(one), iri) for iri in _iris(one)]),
            by(lambda one: [(type(one), one.name, one.id)] if one.name else []),
            by(lambda one: [(type(one), one.name)] if one.name else []),
            by(lambda one: [(one.name, one.id)] if one.name else []),
            (lambda one: _most_mentioned(mentioned, one.id, ids), lambda one: [one.id]),
            by(lambda one: [(type(one), one.id)]),
            by(lambda one: [(type(one), name) for name in (one.name, *one.alternate_name)]),
            by(lambda one: [("id", one.id), ("name", one.name)] if one.name else [("id", one.id)]),
        ],
    )


def _iris(thing: Any) -> list[str]:
    return [iri for iri in (*thing.same_as, thing.url, thing.iri) if iri and iri != "_:"]


def _most_mentioned(mentioned: _Mentioned, slug: str, ids: set[str]) -> list[str]:
    """Return the thing that most words about an old thing are about now, if most words about it were about the old."""
    for new, count in mentioned.counts[slug].most_common(1) if slug in mentioned.counts else ():
        if new in ids and 2 * count >= max(mentioned.counts[slug].total(), mentioned.back[new].total()):
            return [new]
    return []


def _find_merges(pairs: Pairs, mentioned: _Mentioned) -> list[Merge]:
    """Take out of the dropped and added entities those that were merged into others or split from them."""
    merges: list[Merge] = []
    for lonely, side, counts in (
        (pairs.dropped, 1, mentioned.counts),
        (pairs.added, 0, mentioned.back),
    ):
        wholes = {pair[side].id: pair for pair in pairs.both}
        names = {name: pair for pair in pairs.both for name in (pair[side].name, *pair[side].alternate_name)}
        parts: defaultdict[str, list[Any]] = defaultdict(list)
        for one in list(lonely):
            counted = counts[one.id].most_common(1) if one.id in counts else []
            place = counted[0][0] if counted and 2 * counted[0][1] > counts[one.id].total() else None
            pair = wholes.get(place or "") or names.get(one.name)
            if pair is not None:
                parts[pair[side].id].append(one)
                lonely.remove(one)
        for slug, others in parts.items():
            pair = wholes[slug]
            merges.append(Merge([pair[1 - side], *others], pair[side], is_split=side == 0))
    return merges


# -- quotations, figures and citations -------------------------------------------------------------------------------


def match_captures(
    old: Sequence[Any], new: Sequence[Any], alignment: Alignment, texts: tuple[str, str], words: str
) -> Pairs:
    """Return the pairs of captures whose words are in the same place, then of those with the same or similar words.

    `words` is the field with their spans, `texts` are both bodies.
    """
    near = NearSpans((span, place) for place, one in enumerate(new) for span in getattr(one, words))
    scores: list[tuple[float, int, int]] = []
    for number, one in enumerate(old):
        mapped = [found for span in getattr(one, words) if (found := _place_of(span, alignment)) is not None]
        for place in sorted({place for span in mapped for place in near.to(span)}):
            other = new[place]
            if shared := _overlap(mapped, getattr(other, words)):
                scores.append((shared + 0.2 * (one.id == other.id), number, place))
    best: dict[int, int] = {}
    taken: set[int] = set()
    for _, number, place in sorted(scores, key=lambda score: (-score[0], score[1:])):
        if number not in best and place not in taken:
            best[number] = place
            taken.add(place)
    rest = match_by_keys(
        [one for number, one in enumerate(old) if number not in best],
        [one for number, one in enumerate(new) if number not in taken],
        [
            (lambda one: _exact(one, texts[0], words), lambda one: _exact(one, texts[1], words)),
            (lambda one: [one.id], lambda one: [one.id]),
        ],
    )
    pairs = Pairs([(old[number], new[place]) for number, place in sorted(best.items())])
    for one, other in rest.both:
        spans = getattr(one, words), getattr(other, words)
        ours, theirs = (
            " ".join(span.slice(text) for span in several) for text, several in zip(texts, spans, strict=True)
        )
        if not (ours and theirs) or _is_similar(ours, theirs):
            pairs.both.append((one, other))
        else:
            rest.dropped.append(one)
            rest.added.append(other)
    pairs.dropped, pairs.added = rest.dropped, rest.added
    return pairs


def _place_of(span: Span, alignment: Alignment) -> Span | None:
    """Return the span of the new text in the place of an old one; None if it is in words that are all different."""
    place = alignment.to_new(span)
    longest = _LONGEST_PLACE * (span.end - span.start) + _PIECE
    return place if place is not None and place.end - place.start <= longest else None


def _overlap(old: Sequence[Span], new: Sequence[Span]) -> float:
    """Return the share of the characters of either that both have, from 0 to 1."""
    shared = sum(
        max(min(one.end, other.end) - max(one.start, other.start), 0) for one in old for other in new
    )
    size = sum(one.end - one.start for one in old) + sum(one.end - one.start for one in new) - shared
    return shared / size if size else 0.0


def _exact(one: Any, text: str, words: str) -> list[Hashable]:
    found = tuple(span.slice(text) for span in getattr(one, words))
    return [found] if found else []


def _is_similar(old: str, new: str) -> bool:
    """Return whether two texts have so many words in common that one may be a version of the other."""
    ours, theirs = words_of(old), words_of(new)
    if not ours or not theirs:
        return False
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    return matcher.quick_ratio() >= _SIMILAR and matcher.ratio() >= _SIMILAR
