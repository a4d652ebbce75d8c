"""Compare the texts of two versions of a story: what words refer to, links, and words that no other change explains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from newsld.model.text import Span, SpanSet
from newsld.views.diff.alignment import WORD, Region, leaf_spans

if TYPE_CHECKING:
    from newsld.model import Citation, Mention, NewsArticle
    from newsld.views.diff.comparison import Comparison

__all__ = ["compare_links", "compare_mentions", "compare_text"]

_MOSTLY: Final = 0.5
"""The share of added words above which statements that are added with them name them."""

_ARTICLES: Final = frozenset({
    "a", "an", "das", "de", "dem", "den", "der", "des", "die", "een", "ein", "eine", "el", "en", "het", "il", "la",
    "las", "le", "les", "lo", "los", "the", "um", "uma", "un", "una", "une",
})  # fmt: skip
"""Articles, which may come or go with the name next to them."""


# -- what words refer to ---------------------------------------------------------------------------------------------


def compare_mentions(comparison: Comparison) -> None:
    """Add a change for words that both texts have and that refer to other things now, or to another date."""
    olds, news = _by_span(comparison.old.mentions), _by_span(comparison.new.mentions)
    changed = SpanSet(
        region.new for region in comparison.alignment.regions if region.new.start < region.new.end
    )
    dates = _dates_named(comparison)
    seen: set[Span] = set()
    for span, before in olds.items():
        place = comparison.alignment.to_new(span)
        if place is None:
            continue
        seen.add(place)
        after = news.get(place, [])
        ours, theirs = _targets(comparison, before, 0), _targets(comparison, after, 1)
        if ours == theirs or (not after and changed.overlaps(place)):
            continue
        if all(_is_lonely(name) for name in ours ^ theirs):
            continue  # the change of the thing itself names it
        shown = _shown(comparison, before, 0), _shown(comparison, after, 1)
        if shown in dates or comparison.is_date_named(span, place):
            continue
        words = comparison.values[1].words([place])
        comparison.add("mention", None, f"“{words}”", old=shown[0], new=shown[1], places=(span, place))
        comparison.name_ids(*([one.of for one in several if one.of] for several in (before, after)))
        comparison.explain([span], [place])
    for span, after in news.items():
        theirs = _targets(comparison, after, 1)
        if span in seen or changed.overlaps(span) or all(map(_is_lonely, theirs)):
            continue
        if _starts_inside(comparison, span, olds):
            continue
        comparison.add(
            "mention",
            "added",
            f"“{comparison.values[1].words([span])}”",
            new=_shown(comparison, after, 1),
            places=(None, span),
        )


def _starts_inside(comparison: Comparison, span: Span, olds: dict[Span, list[Mention]]) -> bool:
    """Return whether words with others that were added to them were a mention before."""
    return any(comparison.alignment.corresponds(old, span) for old in olds)


def _by_span(mentions: Iterable[Mention]) -> dict[Span, list[Mention]]:
    found: defaultdict[Span, list[Mention]] = defaultdict(list)
    for mention in mentions:
        found[mention.words].append(mention)
    return dict(found)


def _targets(comparison: Comparison, mentions: Sequence[Mention], version: int) -> set[str]:
    names = comparison.things.new_names if version else comparison.things.old_names
    return {
        f"date {one.date.date} {one.date.basis}" if one.date else names.get(one.of or "", "?")
        for one in mentions
    }


def _is_lonely(name: str) -> bool:
    return name[0] in "-+"


def _shown(comparison: Comparison, mentions: Sequence[Mention], version: int) -> str | None:
    values = comparison.values[version]
    names = [values.date(one.date) if one.date else values.name(one.of or "") for one in mentions]
    return ", ".join(names) or None


def _dates_named(comparison: Comparison) -> set[tuple[str | None, str | None]]:
    """Return the pairs of dates, without their basis, that changes name."""
    return {
        tuple(text.split(" (")[0] if text else None for text in (change.old, change.new))  # type: ignore[misc]
        for change in comparison.changes
        if change.kind == "date"
    }


# -- links -----------------------------------------------------------------------------------------------------------


def compare_links(comparison: Comparison) -> None:
    """Add a change for each link or picture whose target differs, where the words are in both texts."""
    olds, news = _links(comparison.old), _links(comparison.new)
    for span, before in olds.items():
        place = comparison.alignment.to_new(span) if span[0] < span[1] else None
        after = news.pop(place, None) if place else None
        if place is None and before in news.values():
            news = {one: url for one, url in news.items() if url != before}
        elif before != after:
            comparison.add(
                "link", None, f"“{comparison.values[0].words([span])}”",
                old=before, new=after, places=(span, place),
            )  # fmt: skip
    for span, after in news.items():
        comparison.add(
            "link", "added", f"“{comparison.values[1].words([span])}”", new=after, places=(None, span)
        )


def _links(article: NewsArticle) -> dict[Span, str]:
    marks = article.body.marks if article.body else ()
    return {mark.words: mark.url for mark in marks if mark.url}


# -- words -----------------------------------------------------------------------------------------------------------


def compare_text(comparison: Comparison) -> None:
    """Add the words that differ and that no change names so far: by statement, else by paragraph."""
    for version, article in enumerate((comparison.old, comparison.new)):
        named = comparison.named[version]
        comparison.changed_words[version].extend(one.words for one in article.mentions if one.of in named)
    explained = SpanSet(comparison.changed_words[0]), SpanSet(comparison.changed_words[1])
    regions = [one for one in comparison.alignment.regions if not _is_explained(one, explained, comparison)]
    rest: list[Region] = []
    statements: dict[str, tuple[Citation, Citation]] = {}
    for region in regions:
        both = _statement_of(comparison, region)
        if both is None:
            rest.append(region)
        else:
            statements[both[1].id] = both
    for old, new in statements.values():
        texts = comparison.values[0].words(old.covers), comparison.values[1].words(new.covers)
        comparison.add(
            "statement", "changed", comparison.values[1].chain(new), field="covers", old=texts[0], new=texts[1],
            places=(old, new),
        )  # fmt: skip
    _add_paragraphs(comparison, rest)
    for moved in comparison.alignment.moved:
        comparison.add(
            "text", "moved", "paragraph", old=comparison.values[0].words([moved.old]),
            new=comparison.values[1].words([moved.new]), places=moved,
        )  # fmt: skip


def _is_explained(region: Region, explained: tuple[SpanSet, SpanSet], comparison: Comparison) -> bool:
    sides = [
        (span, known, text)
        for span, known, text in zip(region, explained, comparison.texts, strict=True)
        if span.start < span.end
    ]
    if all(_is_covered(*side) for side in sides):
        return True
    if len(sides) != 1:
        return False
    version = 1 if region.new.start < region.new.end else 0
    span = region[version]
    lonely = comparison.citations.added if version else comparison.citations.dropped
    covered = sum(
        max(min(words.end, span.end) - max(words.start, span.start), 0)
        for citation in lonely
        for words in citation.covers
    )
    return bool(covered > _MOSTLY * (span.end - span.start))


def _is_covered(span: Span, known: SpanSet, text: str) -> bool:
    """Return whether words are within known spans, articles and signs aside, of which not all words may consist."""
    rest = [
        found[0]
        for found in WORD.finditer(text, *span)
        if not known.contains(Span(*found.span())) and found[0].isalnum()
    ]
    return known.overlaps(span) and all(word.casefold() in _ARTICLES for word in rest)


def _statement_of(comparison: Comparison, region: Region) -> tuple[Citation, Citation] | None:
    """Return the shortest statement of both versions that covers words that differ; None without one."""
    found: list[tuple[int, Any]] = []
    for old, new in comparison.citations.both:
        sides = ((region.old, old.covers), (region.new, new.covers))
        if all(any(_covers(words, span) for words in covers) for span, covers in sides):
            found.append((sum(words.end - words.start for words in new.covers), (old, new)))
    return min(found, key=lambda one: one[0])[1] if found else None


def _covers(words: Span, span: Span) -> bool:
    return words.start <= span.start and span.end <= words.end


def _add_paragraphs(comparison: Comparison, regions: Sequence[Region]) -> None:
    """Add words that differ: whole paragraphs that are added or dropped, and other paragraphs once each."""
    blocks = leaf_spans(comparison.old), leaf_spans(comparison.new)
    changed: dict[tuple[Span | None, Span | None], None] = {}
    for region in regions:
        whole = [
            [block for block in several if _covers(span, block)]
            for span, several in zip(region, blocks, strict=True)
        ]
        if (whole[0] or whole[1]) and not (whole[0] and whole[1]):
            version = 1 if whole[1] else 0
            if region[1 - version].start == region[1 - version].end:
                for block in whole[version]:
                    _add_paragraph(comparison, *((None, block) if version else (block, None)))
                continue
        changed[_block_of(region.old, blocks[0]), _block_of(region.new, blocks[1])] = None
    for old, new in changed:
        _add_paragraph(comparison, old, new)


def _block_of(span: Span, blocks: Sequence[Span]) -> Span | None:
    return next((block for block in blocks if block.start <= span.start and span.start <= block.end), None)


def _add_paragraph(comparison: Comparison, old: Span | None, new: Span | None) -> None:
    comparison.add(
        "text", None, "paragraph",
        old=comparison.values[0].words([old]) if old else None, new=comparison.values[1].words([new]) if new else None,
        places=(old, new),
    )  # fmt: skip
