"""Compare the texts of two versions of a story: what words refer to, links, and words that no other change explains."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from newsld.model import Quotation
from newsld.model.text import Span, SpanSet
from newsld.views.diff.alignment import WORD, Region, leaf_spans
from newsld.views.diff.changes import Kind
from newsld.views.diff.matching import NearSpans

if TYPE_CHECKING:
    from newsld.model import Citation, Mention, NewsArticle
    from newsld.views.diff.comparison import Comparison

_MOSTLY: Final = 0.5
"""The share of added words above which statements that are added with them name them."""

_NEAR: Final = 2
"""The number of characters between quoted words and their marks: a comma, a blank."""

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
        are_dates = bool(before and after) and all(one.date for one in (*before, *after))
        if ours == theirs or (changed.overlaps(place) and not are_dates):
            continue  # other words refer to other things: the change of the text names them
        if all(_is_lonely(name) for name in ours ^ theirs):
            continue  # the change of the thing itself names it
        shown = _shown(comparison, before, 0), _shown(comparison, after, 1)
        if shown in dates or comparison.is_date_named(span, place):
            continue
        words = comparison.values[1].words([place])
        kind: Kind = "date" if are_dates else "mention"
        comparison.add(kind, None, f"“{words}”", old=shown[0], new=shown[1], places=(span, place))
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
    """Add a change for each link whose target differs, where both texts have its words, and for each other picture."""
    olds, news = _links(comparison.old), _links(comparison.new)
    changed = SpanSet(one.new for one in comparison.alignment.regions if one.new.start < one.new.end)
    for span, before in olds.items():
        place = comparison.alignment.to_new(span)
        if place is None or before == news.get(place) or changed.overlaps(place):
            if place is not None:
                news.pop(place, None)
            continue
        words = f"“{comparison.values[0].words([span])}”"
        comparison.add("link", None, words, old=before, new=news.pop(place, None), places=(span, place))
    for span, after in news.items():
        if not changed.overlaps(span) and not any(
            comparison.alignment.corresponds(one, span) for one in olds
        ):
            words = f"“{comparison.values[1].words([span])}”"
            comparison.add("link", "added", words, new=after, places=(None, span))
    pictures = [Counter(_pictures(article)) for article in (comparison.old, comparison.new)]
    for url in pictures[0] - pictures[1]:
        comparison.add("link", "dropped", "picture in the text", old=url)
    for url in pictures[1] - pictures[0]:
        comparison.add("link", "added", "picture in the text", new=url)


def _links(article: NewsArticle) -> dict[Span, str]:
    marks = article.body.marks if article.body else ()
    return {mark.words: mark.url for mark in marks if mark.url and mark.kind == "link"}


def _pictures(article: NewsArticle) -> list[str]:
    marks = article.body.marks if article.body else ()
    return [mark.url for mark in marks if mark.url and mark.kind == "picture"]


# -- words -----------------------------------------------------------------------------------------------------------


def compare_text(comparison: Comparison) -> None:
    """Add the words that differ and that no change names so far: by statement, else by paragraph."""
    for version, article in enumerate((comparison.old, comparison.new)):
        named = comparison.named[version]
        comparison.changed_words[version].extend(one.words for one in article.mentions if one.of in named)
    explained = SpanSet(comparison.changed_words[0]), SpanSet(comparison.changed_words[1])
    passages = _Passages(comparison)
    regions = [
        one
        for region in comparison.alignment.regions
        for one in _by_paragraph(passages, region)
        if not _is_explained(one, explained, passages)
    ]
    rest: list[Region] = []
    statements: dict[str, tuple[Citation, Citation]] = {}
    for region in regions:
        both = passages.statement_of(region)
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
    _add_paragraphs(passages, rest)
    for moved in comparison.alignment.moved:
        comparison.add(
            "text", "moved", "paragraph", old=comparison.values[0].words([moved.old]),
            new=comparison.values[1].words([moved.new]), places=moved,
        )  # fmt: skip


class _Passages:
    """Finds statements, quotations and paragraphs by their place in the texts."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        both = comparison.citations.both
        self._statements = (
            NearSpans((span, number) for number, (old, _) in enumerate(both) for span in old.covers),
            NearSpans((span, number) for number, (_, new) in enumerate(both) for span in new.covers),
        )
        self._lonely = comparison.citations.dropped, comparison.citations.added
        self._lonely_words = [
            NearSpans((span, number) for number, one in enumerate(some) for span in one.covers)
            for some in self._lonely
        ]
        things = comparison.things
        self._quoted = [
            SpanSet(
                Span(max(span.start - _NEAR, 0), span.end + _NEAR)
                for one in some
                if isinstance(one, Quotation)
                for span in one.words
            )
            for some in (things.dropped, things.added)
        ]
        self._changes: dict[tuple[int, Span], int] = {}
        for number, change in enumerate(comparison.changes):
            if change.kind in {"source", "statement"} and not change.field:
                for version, words in enumerate((change.old_words, change.new_words)):
                    if words is not None:
                        self._changes[version, words] = number
        self.blocks = leaf_spans(comparison.old), leaf_spans(comparison.new)
        self._starts = tuple([block.start for block in several] for several in self.blocks)

    def statement_of(self, region: Region) -> tuple[Citation, Citation] | None:
        """Return the shortest statement of both versions that covers words that differ; None without one."""
        numbers = self._statements[0].to(region.old) & self._statements[1].to(region.new)
        found: list[tuple[int, int]] = []
        for number in numbers:
            old, new = self.comparison.citations.both[number]
            sides = ((region.old, old.covers), (region.new, new.covers))
            if all(any(span.within(words) for words in covers) for span, covers in sides):
                found.append((sum(words.end - words.start for words in new.covers), number))
        return self.comparison.citations.both[min(found)[1]] if found else None

    def lonely(self, span: Span, version: int) -> list[Citation]:
        """Return the statements that only a version has with words in a span."""
        some = [self._lonely[version][number] for number in sorted(self._lonely_words[version].to(span))]
        return [one for one in some if any(words.overlaps(span) for words in one.covers)]

    def is_next_to_quotation(self, span: Span, version: int) -> bool:
        """Return whether a quotation that only a version has is around a span, or next to it."""
        return self._quoted[version].contains(span)

    def name_with(self, citation: Citation, span: Span, version: int) -> bool:
        """Return whether a change names a statement that was added or dropped; it then has all words of the span."""
        number = self._changes.get((version, citation.covers[0]))
        if number is None:
            return False
        change = self.comparison.changes[number]
        text = self.comparison.values[version].words([span])
        if len(text) > len((change.new if version else change.old) or ""):
            changed = replace(change, new=text) if version else replace(change, old=text)
            self.comparison.changes[number] = changed
        return True

    def paragraphs_in(self, span: Span, version: int) -> list[Span]:
        """Return the paragraphs that overlap a span."""
        first = max(bisect_right(self._starts[version], span.start) - 1, 0)
        last = bisect_left(self._starts[version], span.end)
        return [block for block in self.blocks[version][first:last] if block.overlaps(span)]

    def is_whole(self, block: Span, span: Span, version: int) -> bool:
        """Return whether a span has all words of a paragraph."""
        text = self.comparison.texts[version]
        return not (text[block.start : span.start].strip() or text[span.end : block.end].strip())

    def paragraph_at(self, offset: int, version: int) -> Span | None:
        """Return the paragraph with an offset, or that ends there; None without one."""
        number = bisect_right(self._starts[version], offset) - 1
        if number < 0:
            return None
        block = self.blocks[version][number]
        return block if offset <= block.end else None


def _is_explained(region: Region, explained: tuple[SpanSet, SpanSet], passages: _Passages) -> bool:
    sides = [
        (span, known, text)
        for span, known, text in zip(region, explained, passages.comparison.texts, strict=True)
        if span.start < span.end
    ]
    if all(_is_covered(*side) for side in sides):
        return True
    if len(sides) != 1:
        return False
    version = 1 if region.new.start < region.new.end else 0
    span, _, text = sides[0]
    inside = passages.lonely(span, version)
    if any(passages.name_with(one, span, version) for one in inside):
        return True
    covered = sum(
        max(min(words.end, span.end) - max(words.start, span.start), 0)
        for citation in inside
        for words in citation.covers
    )
    if covered > _MOSTLY * (span.end - span.start):
        return True
    return not any(map(str.isalnum, span.slice(text))) and passages.is_next_to_quotation(span, version)


def _is_covered(span: Span, known: SpanSet, text: str) -> bool:
    """Return whether words are within known spans, articles and signs aside, of which not all words may consist."""
    rest = [
        found[0]
        for found in WORD.finditer(text, *span)
        if not known.contains(Span(*found.span())) and any(map(str.isalnum, found[0]))
    ]
    return known.overlaps(span) and all(word.casefold() in _ARTICLES for word in rest)


def _by_paragraph(passages: _Passages, region: Region) -> list[Region]:
    """Return words that only one version has, cut at the ends of its paragraphs; other words as they are."""
    if region.old.start < region.old.end and region.new.start < region.new.end:
        return [region]
    version = 1 if region.new.start < region.new.end else 0
    span = region[version]
    cut = [
        Span(max(block.start, span.start), min(block.end, span.end))
        for block in passages.paragraphs_in(span, version)
    ]
    return [Region(region.old, one) if version else Region(one, region.new) for one in cut] or [region]


def _add_paragraphs(passages: _Passages, regions: Sequence[Region]) -> None:
    """Add words that differ: whole paragraphs that are added or dropped, and other paragraphs once each."""
    changed: dict[tuple[Span | None, Span | None], None] = {}
    for region in regions:
        is_added, is_dropped = (span.start < span.end for span in reversed(region))
        version = 1 if is_added else 0
        block = passages.paragraph_at(region[version].start, version)
        if (
            is_added != is_dropped
            and block is not None
            and passages.is_whole(block, region[version], version)
        ):
            changed[(None, block) if version else (block, None)] = None
        else:
            places = (passages.paragraph_at(span.start, number) for number, span in enumerate(region))
            changed[tuple(places)] = None  # type: ignore[index]
    for old, new in changed:
        _add_paragraph(passages.comparison, old, new)


def _add_paragraph(comparison: Comparison, old: Span | None, new: Span | None) -> None:
    comparison.add(
        "text", None, "paragraph",
        old=comparison.values[0].words([old]) if old else None, new=comparison.values[1].words([new]) if new else None,
        places=(old, new),
    )  # fmt: skip
