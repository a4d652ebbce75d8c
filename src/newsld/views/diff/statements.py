"""Compare the attributed statements, quotations and figures of two versions of a story, and their sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from newsld.model import Citation, Figure, Quotation
from newsld.model.sources import origins, sources_of
from newsld.views.diff.alignment import words_of
from newsld.views.diff.changes import Action, Kind
from newsld.views.diff.fields import Versions, compare_fields, compare_words

if TYPE_CHECKING:
    from newsld.model import Hop
    from newsld.views.diff.comparison import Comparison

_Parties = tuple[frozenset[str], ...]
"""The parties of each hop of a chain, by the names that both versions share."""

_HOP_DETAILS: Final = ("role", "form", "url", "headline")


def compare_statements(comparison: Comparison) -> None:
    """Add the changes of all statements, then of quotations and figures, then statements that only one version has."""
    parties_changed: dict[str, tuple[_Parties, _Parties]] = {}
    for old, new in comparison.citations.both:
        before, after = _parties(comparison, old, 0), _parties(comparison, new, 1)
        if before != after:
            parties_changed[new.id] = before, after
    lonely = (*comparison.things.dropped, *comparison.things.added)
    quoted = {one.citation for one in lonely if isinstance(one, Quotation)}
    for old, new in comparison.citations.both:
        _compare_chains(comparison, old, new, parties_changed)
        _compare_statement(comparison, old, new, quoted)
    _compare_quotations(comparison, parties_changed)
    _compare_figures(comparison)
    _add_lonely(comparison)


# -- chains of sources -----------------------------------------------------------------------------------------------


def _parties(comparison: Comparison, citation: Citation, version: int) -> _Parties:
    return tuple(frozenset(comparison.same_names(hop.parties, version)) for hop in citation.chain)


def _compare_chains(
    comparison: Comparison, old: Citation, new: Citation, changed: dict[str, tuple[_Parties, _Parties]]
) -> None:
    """Add the change of a chain, if there is one.

    `changed` are the parties of all chains that differ, in both versions: a chain that is carried over from such a
    statement is no change of its own.
    """
    before, after = _parties(comparison, old, 0), _parties(comparison, new, 1)
    if before == after and old.origin == new.origin:
        for one, other in zip(old.chain, new.chain, strict=True):
            _compare_hops(comparison, old, new, one, other)
        return
    ids = [[slug for hop in citation.chain for slug in hop.parties] for citation in (old, new)]
    comparison.name_ids(*ids)
    source = next((hop.inherited for hop in new.chain if hop.inherited), None)
    if source is not None and changed.get(source) == (before, after):
        return
    kind, action = _kind_of_chains(before, after)
    comparison.add(
        kind, action, comparison.values[1].statement(new), field="chain", places=(old, new),
        old=comparison.values[0].chain(old), new=comparison.values[1].chain(new),
        also=_carried_over(comparison, new),
    )  # fmt: skip
    comparison.explain(_attribution(old), _attribution(new))


def _kind_of_chains(before: _Parties, after: _Parties) -> tuple[Kind, Action]:
    if not before and not after:
        return "chain", "changed"
    if not before or not after:
        return "source", "added" if after else "dropped"
    if len(before) == len(after):
        differing = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
        if len(differing) == 1:
            one, other = differing[0]
            if one < other:
                return "source", "added"
            if other < one:
                return "source", "dropped"
        if sorted(map(sorted, before)) == sorted(map(sorted, after)):
            return "chain", "reordered" if differing else "changed"
        return "chain", "changed"
    if _is_part(before, after):
        return "chain", "added"
    return "chain", "dropped" if _is_part(after, before) else "changed"


def _is_part(short: _Parties, long: _Parties) -> bool:
    """Return whether a chain has all hops of a shorter one in their order."""
    rest = iter(long)
    return all(any(hop == other for other in rest) for hop in short)


def _carried_over(comparison: Comparison, citation: Citation) -> Iterator[str]:
    for label in comparison.inheriting.get(citation.id, ()):
        yield f"carried over to {comparison.values[1].statement(comparison.values[1].citations[label])}"


def _attribution(citation: Citation) -> Iterator[Any]:
    yield from citation.cues
    for hop in citation.chain:
        yield from hop.words


def _compare_hops(comparison: Comparison, old: Citation, new: Citation, one: Hop, other: Hop) -> None:
    """Add the changes of a hop that both versions have: its date, and everything else as one change."""
    what = comparison.values[1].statement(new)
    dates = [
        values.date(hop.date, basis=True) if hop.date else None
        for values, hop in zip(comparison.values, (one, other), strict=True)
    ]
    if dates[0] != dates[1]:
        comparison.add(
            "date", None, f"{comparison.values[1].hop(other)} on {what}", field="chain",
            old=dates[0], new=dates[1], places=(old, new),
        )  # fmt: skip
        comparison.explain(*([hop.date.words] if hop.date else [] for hop in (one, other)))
    media = [[hop.medium] if hop.medium else [] for hop in (one, other)]
    inherited = [comparison.same_label(hop.inherited, version) for version, hop in enumerate((one, other))]
    is_carried_differently = inherited[0] != inherited[1] and not comparison.has_lost_label(
        one.inherited, other.inherited
    )
    if (
        is_carried_differently
        or comparison.same_names(media[0], 0) != comparison.same_names(media[1], 1)
        or any(getattr(one, name) != getattr(other, name) for name in _HOP_DETAILS)
    ):
        comparison.add(
            "chain", "changed", what, field="chain", places=(old, new),
            old=comparison.values[0].hop(one, every=True), new=comparison.values[1].hop(other, every=True),
        )  # fmt: skip
        comparison.name_ids(*media)
        comparison.explain(_attribution(old), _attribution(new))
    else:
        compare_words(comparison, Versions(what, old, new), "words", one.words, other.words)


# -- statements ------------------------------------------------------------------------------------------------------


def _compare_statement(comparison: Comparison, old: Citation, new: Citation, quoted: set[str | None]) -> None:
    """Add the changes of a statement that both versions have; those of its text are found with the text.

    `quoted` are the labels of statements with a quotation that only one version has.
    """
    what, both = comparison.values[1].statement(new), (old, new)
    compare_words(comparison, Versions(what, *both), "cues", old.cues, new.cues)
    # The words and the mode of a statement follow from what is quoted in it.
    follows = not quoted.isdisjoint((old.id, new.id))
    if not follows:
        compare_words(comparison, Versions(what, *both), "covers", old.covers, new.covers)
    if old.mode != new.mode and not follows:
        comparison.add("statement", "changed", what, field="mode", old=old.mode, new=new.mode, places=both)
    if old.act != new.act:
        comparison.add("statement", "changed", what, field="act", old=old.act, new=new.act, places=both)
    comparison.compare_references(
        "statement", f"{what}: about", old.about, new.about, field="about", places=both
    )
    repeats = comparison.same_label(old.repeats, 0), comparison.same_label(new.repeats, 1)
    if repeats[0] != repeats[1] and not comparison.has_lost_label(old.repeats, new.repeats):
        shown = [
            values.statement(values.citations[label]) if label in values.citations else None
            for values, label in zip(comparison.values, (old.repeats, new.repeats), strict=True)
        ]
        comparison.add(
            "statement", None, f"{what}: repeats", field="repeats", old=shown[0], new=shown[1], places=both
        )


def _add_lonely(comparison: Comparison) -> None:
    """Add the statements that only one version has, by their source if that is a source of this version alone."""
    for version, citations in enumerate((comparison.citations.dropped, comparison.citations.added)):
        values, other = comparison.values[version], comparison.values[1 - version]
        before = {comparison.same_name(slug, 1 - version) for slug in sources_of(other.article)}
        by_source: dict[tuple[str, ...], list[Citation]] = {}
        for citation in citations:
            parties = origins(citation)
            fresh = [slug for slug in parties if comparison.same_name(slug, version) not in before]
            key = tuple(fresh) or (f"/{citation.id}",)
            by_source.setdefault(key, []).append(citation)
            comparison.named[version].update(slug for hop in citation.chain for slug in hop.parties)
            comparison.named[version].update(hop.medium for hop in citation.chain if hop.medium)
            comparison.changed_words[version].extend((*citation.covers, *_attribution(citation)))
        for key, several in by_source.items():
            first, *rest = several
            is_new_source = not key[0].startswith("/")
            what = values.names(key) if is_new_source else values.chain(first)
            shown = values.words(first.covers) or values.statement(first)
            comparison.add_lonely(
                "source" if is_new_source else "statement", first, version,
                what=what, shown=shown, also=map(values.statement, rest),
            )  # fmt: skip


# -- quotations and figures ------------------------------------------------------------------------------------------


def _compare_quotations(
    comparison: Comparison, parties_changed: dict[str, tuple[_Parties, _Parties]]
) -> None:
    for old, new in comparison.things.both:
        if not isinstance(new, Quotation):
            continue
        words = comparison.values[0].words(old.words), comparison.values[1].words(new.words)
        what = comparison.values[1].names(new.speaker) or "nobody named"
        if words_of(words[0]) != words_of(words[1]):
            comparison.add(
                "quotation", "changed", what, field="words", old=words[0], new=words[1], places=(old, new)
            )
            comparison.explain(old.words, new.words)
        speakers = [
            frozenset(comparison.same_names(one.speaker, version)) for version, one in enumerate((old, new))
        ]
        chains = parties_changed.get(new.citation or "")
        follows = (
            chains is not None and [parties[-1] if parties else frozenset() for parties in chains] == speakers
        )
        if speakers[0] != speakers[1]:
            if not follows:
                comparison.compare_references(
                    "speaker", f"“{words[1]}”", old.speaker, new.speaker, field="speaker", places=(old, new)
                )
            comparison.name_ids(old.speaker, new.speaker)
        _compare_citation(comparison, "quotation", f"“{words[1]}”", old, new)
    for version, things in enumerate((comparison.things.dropped, comparison.things.added)):
        for one in things:
            if isinstance(one, Quotation):
                spans: Sequence[Any] = one.words
                comparison.named[version].update(one.speaker)
                if not _is_in_lonely(comparison, one.citation, version):
                    values = comparison.values[version]
                    comparison.add_lonely(
                        "quotation", one, version, shown=values.words(spans),
                        what=values.names(one.speaker) or "nobody named",
                    )  # fmt: skip
                comparison.changed_words[version].extend(spans)


def _compare_figures(comparison: Comparison) -> None:
    for old, new in comparison.things.both:
        if isinstance(new, Figure):
            compare_fields(comparison, old, new)
            _compare_citation(comparison, "figure", comparison.values[1].of(new), old, new)
    for version, things in enumerate((comparison.things.dropped, comparison.things.added)):
        for one in things:
            if isinstance(one, Figure):
                if not _is_in_lonely(comparison, one.citation, version):
                    values = comparison.values[version]
                    comparison.add_lonely(
                        "figure", one, version, what=values.of(one), shown=values.figure(one)
                    )
                comparison.changed_words[version].extend(one.words)


def _is_in_lonely(comparison: Comparison, label: str | None, version: int) -> bool:
    """Return whether a capture belongs to a statement that only this version has, which names it."""
    return label is not None and comparison.same_label(label, version) is None


def _compare_citation(comparison: Comparison, kind: Kind, what: str, old: Any, new: Any) -> None:
    """Add a change if a quotation or figure belongs to another statement now."""
    labels = comparison.same_label(old.citation, 0), comparison.same_label(new.citation, 1)
    if labels[0] == labels[1] or comparison.has_lost_label(old.citation, new.citation):
        return
    shown = [
        values.chain(values.citations[label]) if label in values.citations else None
        for values, label in zip(comparison.values, (old.citation, new.citation), strict=True)
    ]
    comparison.add(
        kind, None, f"{what}: source", field="citation", old=shown[0], new=shown[1], places=(old, new)
    )
