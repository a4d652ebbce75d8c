"""Build citations, quotations and figures of a story from those of an answer."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, TypeAlias

from newsld.checks.capture.attribution import mode_of
from newsld.draft.answer import AnswerItem, CitationItem, FigureItem, QuotationItem
from newsld.draft.corrections import Corrections
from newsld.draft.entity_table import EntityTable, unique_id
from newsld.draft.grounding import Grounder, Hints
from newsld.formats.markdown.defaults import Subjects
from newsld.model.numbers import json_number, parse_number
from newsld.model.text import Span, SpanSet, quoted_spans, trim_final_comma
from newsld.model.text.shorten import quote
from newsld.syntax.document import pointer
from newsld.syntax.patterns import lazy_pattern

_Events: TypeAlias = Mapping[str, Mapping[str, Any]]
StatementItem: TypeAlias = tuple[str, str, str, AnswerItem, tuple[Span, ...]]
"""Id, kind, JSON Pointer in the story, item of the answer, words."""

_CONNECTIVES: Final = frozenset(
    {"and", "or", "the", "a", "an", "of", "in", "on", "at", "that", "for", "its", "their"}
)
_CUE_EDGES: Final = " \t\n,;:.“”\"'‘’()–—-"
_QUALIFIERS: Final = lazy_pattern(
    r"^(?:(?:no )?(?:more|less|fewer) than|at least|at most|up to|over|above|under|nearly|almost|about|around|some"
    r"|approximately|roughly)\s+",
    re.IGNORECASE,
)


class StatementBuilder:
    """A builder of the citations, quotations and figures of a story. `items` are those of the answer that are used.

    `events` are the events by id, `corrections` those of figures, if any. `citations`, `quotations` and `figures` are
    plain data by id.
    """

    def __init__(
        self,
        grounder: Grounder,
        entities: EntityTable,
        events: Mapping[str, Mapping[str, Any]],
        corrections: Corrections | None = None,
    ) -> None:
        self.grounder = grounder
        self.entities = entities
        self.events = events
        self.corrections = corrections
        self.citations: dict[str, dict[str, Any]] = {}
        self.quotations: dict[str, dict[str, Any]] = {}
        self.figures: dict[str, dict[str, Any]] = {}
        self.items: list[StatementItem] = []
        self._quoted = SpanSet(quoted_spans(grounder.text))
        self._covers: dict[str, list[Span]] = {}
        self._seen: set[Any] = set()
        self._latest: dict[tuple[str, ...], str] = {}

    def add_subjects(self, mentions: Iterable[tuple[Span, str]]) -> None:
        """Add what each citation is about: what its words mention, apart from its sources."""
        figures = ((Span(**figure["words"]), key) for key, figure in self.figures.items())
        subjects = Subjects([*mentions, *figures])
        for label, citation in self.citations.items():
            sources = {party for hop in citation.get("chain", ()) for party in hop["parties"]}
            if about := subjects.within(self._covers[label], sources):
                citation["about"] = about

    # -- citations -------------------------------------------------------------------------------------------

    def add_citations(self, items: Iterable[CitationItem]) -> None:
        """Add the citations whose words and sources are all accepted."""
        for item in items:
            self._add_citation(item)

    def _add_citation(self, item: CitationItem) -> None:
        covers = self._find_pieces(item)
        chain = self._chain(item)
        if not covers or chain is None:
            return
        key = (tuple(covers), tuple(chain))
        if key in self._seen:
            return
        self._seen.add(key)
        because = self._because(item, covers)
        hops = self._hops(chain, because, covers)
        origin = chain[-1][0] if chain else "unattributed"
        label = unique_id(origin, self.citations)
        citation: dict[str, Any] = {
            "covers": [span._asdict() for span in covers],
            "mode": mode_of(self.grounder.text, covers, self._quoted),
            "act": item.act,
        }
        if because is not None and (cues := self._cues(because, hops)):
            citation["cues"] = [span._asdict() for span in cues]
        if chain:
            citation["chain"] = hops
        else:
            citation["origin"] = "not-given"
        self.citations[label] = citation
        self._covers[label] = covers
        for parties in chain:
            self._latest[parties] = label
        at = pointer("citations", label)
        self.items.append((f"cite-{label}", "citation", at, item, tuple(covers)))

    def _find_pieces(self, item: CitationItem) -> list[Span]:
        """Return the spans of all pieces of a statement; none if one of them is refused."""
        covers: list[Span] = []
        for index, words in enumerate(item.words):
            given = item.spans[index] if index < len(item.spans) else None
            after = covers[-1].end if covers else 0
            hints = Hints(after=after, given=given, stating=True)
            span = self.grounder.find(words, item.paragraph, f"{item.pointer}/words/{index}", hints)
            if span is None:
                return []
            if not any(span.overlaps(one) for one in covers):
                covers.append(span)
        return sorted(covers)

    def _chain(self, item: CitationItem) -> list[tuple[str, ...]] | None:
        """Return the ids of each hop; None if a source is no entity of the answer."""
        chain: list[tuple[str, ...]] = []
        for index, step in enumerate(item.chain):
            names = [step] if self.entities.knows(step) else re.split(r"\s+\+\s+", step)
            slugs = [self.entities.resolve(name.strip(), f"{item.pointer}/chain/{index}") for name in names]
            known = [slug for slug in slugs if slug is not None]
            if len(known) < len(slugs):
                return None
            chain.append(tuple(dict.fromkeys(known)))
        return chain

    def _because(self, item: CitationItem, covers: list[Span]) -> Span | None:
        if not item.because.strip():
            return None
        return self.grounder.find(
            item.because, item.paragraph, f"{item.pointer}/because", Hints(beside=covers[0])
        )

    def _hops(
        self, chain: list[tuple[str, ...]], because: Span | None, covers: list[Span]
    ) -> list[dict[str, Any]]:
        """Return the hops with the words that name them, or with the citation that they are copied from."""
        near = [because] if because is not None else []
        near += [self.grounder.sentence(span.start) for span in covers]
        hops: list[dict[str, Any]] = []
        for parties in chain:
            hop: dict[str, Any] = {"parties": list(parties)}
            words = self._naming_words(parties, near, covers)
            if words:
                hop["words"] = [span._asdict() for span in words]
            elif parties in self._latest:
                hop["inherited"] = self._latest[parties]
            hops.append(hop)
        return hops

    def _naming_words(self, parties: tuple[str, ...], near: list[Span], covers: list[Span]) -> list[Span]:
        """Return one span for each party that is named in the attribution, or in the sentence outside the statement."""
        words: list[Span] = []
        for party in parties:
            for place in near:
                spans = self.entities.spans_in(party, place)
                outside = [span for span in spans if not any(span.overlaps(one) for one in covers)]
                if outside:
                    words.append(outside[0])
                    break
        return sorted(dict.fromkeys(words))

    def _cues(self, because: Span, hops: list[dict[str, Any]]) -> list[Span]:
        """Return what is left of the attribution without the words that name its sources: "told", "according to"."""
        text = self.grounder.text
        named = sorted(
            span
            for hop in hops
            for party in hop["parties"]
            for span in self.entities.spans_in(party, because)
        )
        cues: list[Span] = []
        start = because.start
        for span in (*named, Span(because.end, because.end)):
            cue = _trimmed(text, Span(start, span.start))
            words = cue.slice(text).split()
            # A capital alone is the rest of a name or a title: "President".
            if (
                words
                and not _CONNECTIVES.issuperset(word.casefold() for word in words)
                and not _is_title(words)
            ):
                cues.append(cue)
            start = max(start, span.end)
        return cues

    def citation_of(self, span: Span, speaker: str | None = None) -> str | None:
        """Return the citation that covers most of a span; of several, one whose last source is the speaker."""
        common: dict[str, int] = {}
        covers, longest = self._sorted_covers
        at = bisect_left(covers, (span.start - longest,))
        while at < len(covers) and covers[at][0] < span.end:
            start, end, label = covers[at]
            if size := max(0, min(span.end, end) - max(span.start, start)):
                common[label] = common.get(label, 0) + size
            at += 1
        best: tuple[bool, int, str] | None = None
        for label, size in common.items():
            chain = self.citations[label].get("chain") or [{"parties": []}]
            rank = (speaker is not None and speaker in chain[-1]["parties"], size, label)
            best = rank if best is None or rank[:2] > best[:2] else best
        return best[2] if best else None

    @cached_property
    def _sorted_covers(self) -> tuple[list[tuple[int, int, str]], int]:
        """The spans of all citations in order, each with its label, and the length of the longest."""
        covers = sorted((one.start, one.end, label) for label, spans in self._covers.items() for one in spans)
        return covers, max((end - start for start, end, _ in covers), default=0)

    # -- quotations and figures ------------------------------------------------------------------------------

    def add_quotations(self, items: Iterable[QuotationItem]) -> None:
        """Add the quotations that are between quotation marks in the text, each with everything between the marks."""
        used: set[Span] = set()
        for item in items:
            hints = Hints(given=item.spans[0] if item.spans else None, used=used, quoted=True)
            found = self.grounder.find(item.words, item.paragraph, f"{item.pointer}/words", hints)
            if found is None:
                continue
            span = trim_final_comma(self.grounder.text, self.grounder.quotation(found))
            if span in used:
                continue
            used.add(span)
            quotation: dict[str, Any] = {"words": span._asdict()}
            speaker = self.entities.resolve(item.speaker, f"{item.pointer}/speaker") if item.speaker else None
            if speaker is not None:
                quotation["speaker"] = speaker
            if (label := self.citation_of(span, speaker)) is not None:
                quotation["citation"] = label
            slug = self._add_id(span.slice(self.grounder.text))
            self.quotations[slug] = quotation
            self.items.append((slug, "quotation", pointer("quotations", slug), item, (span,)))

    def add_figures(self, items: Iterable[FigureItem]) -> None:
        """Add the figures whose words are in the text."""
        used: set[Span] = set()
        for given in items:
            hints = Hints(given=given.spans[0] if given.spans else None, used=used, stating=True)
            span = self.grounder.find(given.words, given.paragraph, f"{given.pointer}/words", hints)
            item = given
            if self.corrections is not None and span is not None:
                corrected = self.corrections.figure(given, span)
                if corrected is None:
                    continue
                item = corrected
            values = self._values(item)
            if span is None or values is None or span in used:
                continue
            used.add(span)
            figure: dict[str, Any] = {"words": span._asdict(), **values}
            for key, words in (("unit", item.unit), ("measures", item.measures)):
                if words and (kept := self.grounder.compose(words, span, f"{item.pointer}/{key}")):
                    figure[key] = kept
            if item.about and (about := self._subject(item.about, f"{item.pointer}/about")):
                figure["about"] = about
            if (label := self.citation_of(span)) is not None:
                figure["citation"] = label
            slug = self._add_id(_QUALIFIERS.sub("", span.slice(self.grounder.text)))
            self.figures[slug] = figure
            self.items.append((slug, "figure", pointer("figures", slug), item, (span,)))

    def _add_id(self, words: str) -> str:
        slug = unique_id(words, self.entities.ids)
        self.entities.ids.add(slug)
        return slug

    def _values(self, item: FigureItem) -> dict[str, Any] | None:
        """Return the value and the bounds of a figure; None, with a finding (NLD-DRF-008), for what is no number."""
        numbers: list[Decimal] = []
        for key, digits in (("number", item.number), ("to", item.to if item.bound == "between" else None)):
            if digits is None:
                continue
            try:
                numbers.append(parse_number(digits.strip()))
            except ValueError:
                message = f"{quote(digits)} is not a number in digits"
                self.grounder.wrong_value(
                    message, "write it in digits, without separators", f"{item.pointer}/{key}"
                )
                return None
        if item.bound == "between" and (len(numbers) < 2 or numbers[0] > numbers[1]):
            self.grounder.wrong_value(
                "between has no lower and higher number", "write both", f"{item.pointer}/to"
            )
            return None
        first, last = json_number(numbers[0]), json_number(numbers[-1])
        return {
            "exactly": {"value": first},
            "about": {"value": first, "approximate": True},
            "more_than": {"min": first, "exclusive": True},
            "at_least": {"min": first},
            "less_than": {"max": first, "exclusive": True},
            "at_most": {"max": first},
            "between": {"min": first, "max": last},
        }[item.bound]

    def _subject(self, name: str, at: str) -> str | None:
        """Return the id of the event or the entity that a figure is about."""
        wanted = " ".join(name.split()).casefold()
        for slug, event in self.events.items():
            if event["name"].casefold() == wanted:
                return slug
        return self.entities.resolve(name, at)


def _is_title(words: Sequence[str]) -> bool:
    return all(word[0].isupper() for word in words)


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : max(span.start, span.end)]
    start = span.start + len(words) - len(words.lstrip(_CUE_EDGES))
    return Span(start, max(start, span.start + len(words.rstrip(_CUE_EDGES))))
