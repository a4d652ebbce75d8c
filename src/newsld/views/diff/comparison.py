"""Hold two versions of a story next to each other: what matches what, and the changes found so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from newsld.model import Citation, Event, Figure, Organization, Person, Place, Quotation
from newsld.model.entities import Entity
from newsld.model.text import Span
from newsld.syntax.document import pointer
from newsld.views.diff.alignment import Alignment, words_of
from newsld.views.diff.changes import Action, Change, Kind
from newsld.views.diff.matching import match_captures, match_things
from newsld.views.diff.values import Descriptions

if TYPE_CHECKING:
    from newsld.model import NewsArticle

_COLLECTIONS: Final[dict[type[Any], str]] = {
    Person: "people",
    Organization: "organizations",
    Place: "places",
    Event: "events",
    Quotation: "quotations",
    Figure: "figures",
    Citation: "citations",
}


class Comparison:
    """Two versions of a story with what matches, and the changes between them.

    `inheriting` are the labels of the new version whose chains are carried over from each label. `named` are the ids
    of the old and of the new version that a change names already. `changed_words` are the spans of both bodies whose
    difference a change names already.
    """

    def __init__(self, old: NewsArticle, new: NewsArticle) -> None:
        self.old, self.new = old, new
        self.texts = old.text, new.text
        self.alignment = Alignment(old, new)
        self.things = match_things(old, new, self.alignment)
        self.citations = match_captures(old.citations, new.citations, self.alignment, self.texts, "covers")
        self.citations.name_ids()
        self.values = Descriptions(old), Descriptions(new)
        self.changes: list[Change] = []
        self.inheriting: dict[str, dict[str, None]] = {}
        for citation in new.citations:
            for hop in citation.chain:
                if hop.inherited:
                    self.inheriting.setdefault(hop.inherited, {})[citation.id] = None
        self.named: tuple[set[str], set[str]] = (set(), set())
        self.changed_words: tuple[list[Span], list[Span]] = ([], [])
        self._date_words: dict[tuple[Span | None, Span | None], int] = {}
        self._separate = {
            one.id for one in (*self.things.dropped, *self.things.added) if not isinstance(one, Entity)
        }

    def add(
        self,
        kind: Kind,
        action: Action | None,
        what: str,
        *,
        field: str = "",
        old: str | None = None,
        new: str | None = None,
        places: tuple[Any, Any] = (None, None),
        also: Iterable[str] = (),
    ) -> None:
        """Add a change. `places` are the parts, spans or pointers of both versions that it is about.

        Without an `action`, it follows from which of `old` and `new` are given.
        """
        action = action or ("changed" if old and new else "added" if new else "dropped")
        if action == "changed" and old == new:  # the difference is in what these words leave out
            old = f"{old} (in another form)"
        words, pointers = map(_span_of, places), (_pointer_to(place, field) for place in places)
        old_words, new_words = words
        old_pointer, new_pointer = pointers
        self.changes.append(
            Change(
                kind, action, what, field, old, new,
                old_words=old_words, new_words=new_words, old_pointer=old_pointer, new_pointer=new_pointer,
                also=tuple(also),
            )
        )  # fmt: skip

    def add_lonely(
        self, kind: Kind, thing: Any, version: int, *, what: str, shown: str, also: Iterable[str] = ()
    ) -> None:
        """Add a change for a thing that only one version has: 0 for the old one, 1 for the new one."""
        if version:
            self.add(kind, "added", what, new=shown, places=(None, thing), also=also)
        else:
            self.add(kind, "dropped", what, old=shown, places=(thing, None), also=also)

    # -- what is the same --------------------------------------------------------------------------------------------

    def same_name(self, slug: str, version: int) -> str:
        """Return the name of what an id refers to, equal in both versions for the same thing."""
        names = self.things.new_names if version else self.things.old_names
        return names.get(slug, f"?{slug}")

    def same_names(self, slugs: Sequence[str], version: int) -> list[str]:
        """Return the names of what ids refer to, equal in both versions for the same thing.

        Without events, quotations and figures that only this version has: their own changes name them.
        """
        names = self.things.new_names if version else self.things.old_names
        return [names.get(slug, f"?{slug}") for slug in slugs if not self._is_separate(slug, names)]

    def _is_separate(self, slug: str, names: dict[str, str]) -> bool:
        return slug in self._separate and names.get(slug, "?")[0] in "-+"

    def same_label(self, label: str | None, version: int) -> str | None:
        """Return the name of the citation with a label; None without one, and if only this version has it."""
        names = self.citations.new_names if version else self.citations.old_names
        name = names.get(label, f"?{label}") if label is not None else None
        return None if name is None or name[0] in "-+" else name

    def has_lost_label(self, old: str | None, new: str | None) -> bool:
        """Return whether one of two references to citations leads to a citation that only its version has."""
        return (old is not None and self.same_label(old, 0) is None) or (
            new is not None and self.same_label(new, 1) is None
        )

    def same_words(self, old: Sequence[Span], new: Sequence[Span]) -> bool:
        """Return whether spans of both versions have the same words, or are in the same places."""
        if len(old) == len(new) and all(map(self.alignment.corresponds, old, new)):
            return True
        return words_of(self.values[0].words(old)) == words_of(self.values[1].words(new))

    def name_ids(self, old: Iterable[str], new: Iterable[str]) -> None:
        """Record ids that a change names."""
        self.named[0].update(old)
        self.named[1].update(new)

    def explain(self, old: Iterable[Span | None], new: Iterable[Span | None]) -> None:
        """Record words whose difference a change names."""
        self.changed_words[0].extend(span for span in old if span is not None)
        self.changed_words[1].extend(span for span in new if span is not None)

    def is_same_edit(self, words: tuple[Span | None, Span | None], what: str) -> bool:
        """Return whether a date that was read from these words of both versions changed with one of an earlier change.

        Then `what` is added to that change. Otherwise, the next change is the one to which later ones are added.
        """
        if words == (None, None):
            return False
        number = self._date_words.setdefault(words, len(self.changes))
        if number == len(self.changes):
            return False
        self.changes[number] = replace(self.changes[number], also=(*self.changes[number].also, what))
        return True

    def is_date_named(self, old: Span, new: Span) -> bool:
        """Return whether a change names the date of these words."""
        return (old, new) in self._date_words

    # -- comparing references ----------------------------------------------------------------------------------------

    def compare_references(
        self,
        kind: Kind,
        what: str,
        old: Sequence[str],
        new: Sequence[str],
        *,
        field: str,
        places: tuple[Any, Any],
        ordered: bool = False,
    ) -> bool:
        """Add a change if ids of both versions do not refer to the same things; return whether it was added."""
        ours, theirs = self.same_names(old, 0), self.same_names(new, 1)
        if ours == theirs or (not ordered and set(ours) == set(theirs)):
            return False
        self.name_ids(
            (slug for slug in old if self.things.old_names.get(slug) not in theirs),
            (slug for slug in new if self.things.new_names.get(slug) not in ours),
        )
        self.add(
            kind, "reordered" if sorted(ours) == sorted(theirs) else None, what, field=field, places=places,
            old=self.values[0].names(old) or None, new=self.values[1].names(new) or None,
        )  # fmt: skip
        return True


def _span_of(place: Any) -> Span | None:
    if isinstance(place, Span):
        return place
    if isinstance(place, Quotation):
        return place.words[0] if place.words else None
    if isinstance(place, Citation):
        return next(iter((*place.covers, *place.cues)), None)
    return None


def _pointer_to(place: Any, field: str) -> str | None:
    if isinstance(place, str):
        return place
    collection = _COLLECTIONS.get(type(place))
    if collection is None:
        return None
    return pointer(collection, place.id, *([field] if field else []))
