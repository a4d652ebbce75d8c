"""Plan the Markdown body of an article: which mentions, figures, marks and footnotes are written into it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from newsld.formats.markdown import escaping, layout
from newsld.formats.markdown.connectors import connectors_for
from newsld.formats.markdown.defaults import Defaults, form_of
from newsld.formats.markdown.footnote_writer import write_footnote
from newsld.formats.markdown.inline import InlinePoint, InlineSpan, write_inline
from newsld.formats.markdown.labels import Labels
from newsld.formats.markdown.parsed_story import ParsedStory, is_label_like
from newsld.formats.markdown.story_builder import UNSTATED
from newsld.model import Block, Body, Citation, Dated, Hop, Mark, Mention, NewsArticle
from newsld.model.text import Span

__all__ = ["BodyPlan", "hop_data"]

_ORDER = {"entity": 1, "event": 2, "figure": 3, "date": 4}
_STARS = {"emphasis": "*", "strong": "**"}


class BodyPlan:
    """The body of one article in Markdown. Everything that is not planned into it is left to the front matter.

    Links of the article itself are planned first, then links to labels, the shortest first; of the same length an
    entity before an event, a figure and a date, then by id. Links do not overlap, and hold no footnote.
    """

    def __init__(self, article: NewsArticle, labels: Labels, *, emphasis: bool) -> None:
        """Plan the body of an article that `layout.gaps` accepts, with or without emphasis."""
        assert article.body is not None, "there is a body to plan"
        self.article = article
        self.labels = labels
        self.body: Body = article.body
        self.text = self.body.text
        self.leaves = layout.leaves(self.body)
        self._starts = [leaf.start for leaf in self.leaves]
        self.defaults = Defaults(self.text, self.leaves)
        self.footnote_offsets: dict[str, list[int]] = {
            citation.id: offsets for citation in article.citations if (offsets := self._offsets(citation))
        }
        self.forms = self._forms()
        self.mentions: set[tuple[str, Span]] = set()
        """The linked mentions: id or date, and span."""
        self.figures: set[tuple[str, Span]] = set()
        self.marks: dict[int, Mark] = {}
        """The marks that are written into the body, by their number."""
        self.inlines: dict[Span, list[InlineSpan]] = {}
        self._taken = bytearray(len(self.text) + 1)
        self._all_offsets = sorted({at for offsets in self.footnote_offsets.values() for at in offsets})
        self._links()
        if emphasis:
            self._emphasis()
        self.points = self._points()

    def leaf(self, span: Span) -> Span | None:
        """Return the paragraph or heading that holds a span; None if none does."""
        at = bisect_right(self._starts, span.start) - 1
        if at < 0 or span.end > self.leaves[at].end:
            at -= 1
        return self.leaves[at] if at >= 0 and span.within(self.leaves[at]) else None

    def _offsets(self, citation: Citation) -> list[int]:
        """Return the offsets of the footnote of a citation: the ends of the sentences whose end it covers."""
        sentences = [self.defaults.sentence(span.end) for span in citation.covers]
        return sorted({sentence.end for sentence in sentences if sentence is not None})

    def default_form(self, mention: Mention) -> str:
        """Return the form that the linked words of a mention have by default."""
        meaning = self.labels.find(mention.of or "")
        item = self._items.get(mention.of or "")
        return form_of(
            mention.words.slice(self.text), item, is_entity=meaning is not None and meaning.kind == "entity"
        )

    @cached_property
    def _items(self) -> dict[str, dict[str, Any]]:
        return {
            item.id: {"name": item.name, "alternateName": list(item.alternate_name)}
            for items in (self.article.entities, self.article.events)
            for item in items
        }

    def _forms(self) -> dict[tuple[str, str], str]:
        """Return the most frequent form of linked words, by id and words."""
        counts: dict[tuple[str, str], Counter[str]] = {}
        for mention in self.article.mentions:
            if mention.of is not None:
                key = (mention.of, mention.words.slice(self.text))
                counts.setdefault(key, Counter())[mention.form or UNSTATED] += 1
        return {key: max(count, key=lambda form: (count[form], form)) for key, count in counts.items()}

    def _links(self) -> None:
        """Plan the links: those of the article itself, then those to labels."""
        wanted: list[tuple[tuple[Any, ...], str, Span, Any]] = []
        for number, mark in enumerate(self.body.marks):
            if mark.kind == "link" and mark.alternative is None:
                after = "](" + escaping.address(mark.url or "")
                after += f" {escaping.title(mark.title)})" if mark.title else ")"
                rank = (0, mark.words.start - mark.words.end, number)
                wanted.append((rank, after, mark.words, number))
        for mention in self.article.mentions:
            target = mention.of or (str(mention.date.date) if mention.date else "")
            meaning = self.labels.find(target)
            kind = meaning.kind if meaning is not None and meaning.id == target else ""
            fits = kind in {"entity", "event"} if mention.of else kind == "date"
            if fits and (mention.of is None or mention.date is None) and self._is_expressible(mention):
                wanted.append((self._rank(kind, target, mention.words), "", mention.words, target))
        for figure in self.article.figures:
            meaning = self.labels.find(figure.id)
            if meaning is not None and meaning.kind == "figure":
                wanted += [
                    (self._rank("figure", figure.id, span), "", span, figure)
                    for span in dict.fromkeys(figure.words)
                ]
        for _, after, span, target in sorted(wanted, key=lambda item: item[0]):
            self._link(after, span, target)

    def _rank(self, kind: str, key: str, span: Span) -> tuple[Any, ...]:
        return (1, span.end - span.start, _ORDER[kind], key, span.start)

    def _is_expressible(self, mention: Mention) -> bool:
        """Return whether a link, with `forms` or an entry under `mentions`, can express a mention."""
        if mention.of is None:
            return mention.form is None
        return mention.form is not None or self.forms[mention.of, mention.words.slice(self.text)] == UNSTATED

    def _link(self, after: str, span: Span, target: Any) -> None:
        leaf = self.leaf(span)
        if leaf is None or span.end <= span.start or self._taken.find(1, span.start, span.end) >= 0:
            return
        at = bisect_right(self._all_offsets, span.start)
        if at < len(self._all_offsets) and self._all_offsets[at] < span.end:
            return
        self._taken[span.start : span.end] = b"\1" * (span.end - span.start)
        key = ""
        if isinstance(target, int):
            self.marks[target] = self.body.marks[target]
        elif isinstance(target, str):
            key = target
            self.mentions.add((target, span))
        else:
            key = target.id
            self.figures.add((target.id, span))
        link = InlineSpan(span, "[", after or f"][{escaping.label_text(key)}]", key=key)
        self.inlines.setdefault(leaf, []).append(link)

    def _emphasis(self) -> None:
        """Plan the emphasis that nests with everything else, and that CommonMark reads as emphasis."""
        for number, mark in enumerate(self.body.marks):
            stars = _STARS.get(mark.kind)
            leaf = self.leaf(mark.words)
            if stars is None or leaf is None or mark.words.end <= mark.words.start:
                continue
            if mark.url or mark.title or mark.alternative:
                continue
            others = self.inlines.setdefault(leaf, [])
            if self._is_flanked(mark.words, leaf) and all(
                _nests(mark.words, stars, other) for other in others
            ):
                others.append(InlineSpan(mark.words, stars, stars, rank=1))
                self.marks[number] = mark

    def _is_flanked(self, span: Span, leaf: Span) -> bool:
        """Return whether stars around a span open and close emphasis, by the characters on either side."""
        text = self.text
        if text[span.start].isspace() or text[span.end - 1].isspace():
            return False
        inside = [one.span for one in self.inlines.get(leaf, []) if one.span.within(span)]
        if span in inside:
            return True
        opens = text[span.start].isalnum() and all(one.start > span.start for one in inside)
        closes = text[span.end - 1].isalnum() and all(one.end < span.end for one in inside)
        before = span.start == leaf.start or not text[span.start - 1].isalnum()
        after = span.end == leaf.end or not text[span.end].isalnum()
        return (opens or before) and (closes or after)

    def _points(self) -> dict[Span, list[InlinePoint]]:
        """Return the footnotes and pictures of every paragraph and heading."""
        points: dict[Span, list[InlinePoint]] = {}
        for label in self.footnote_labels():
            for offset in self.footnote_offsets[label]:
                leaf = self.leaf(Span(offset, offset))
                if leaf is not None:
                    points.setdefault(leaf, []).append(InlinePoint(offset, f"[^{label}]"))
        for number, mark in enumerate(self.body.marks):
            leaf = self.leaf(mark.words)
            if mark.kind == "picture" and mark.words.start == mark.words.end and leaf is not None:
                points.setdefault(leaf, []).append(InlinePoint(mark.words.start, picture(mark)))
                self.marks[number] = mark
        return points

    @property
    def without_footnote(self) -> list[Citation]:
        """The citations that have no footnote in the body."""
        return [citation for citation in self.article.citations if citation.id not in self.footnote_offsets]

    def footnote_labels(self) -> list[str]:
        """Return the labels of the footnotes, in the order of their first use."""
        return sorted(self.footnote_offsets, key=lambda label: (self.footnote_offsets[label][0], label))

    @property
    def used_labels(self) -> list[str]:
        """The labels that the body and its footnotes use."""
        inline_labels = {one.key for inlines in self.inlines.values() for one in inlines if one.key}
        hops = [hop for label in self.footnote_offsets for hop in self._citations[label].chain]
        parties = {party for hop in hops for party in (*hop.parties, *filter(None, [hop.medium]))}
        dates = {str(hop.date.date) for hop in hops if hop.date and hop.date.words}
        return sorted(inline_labels | parties | dates)

    @cached_property
    def _citations(self) -> dict[str, Citation]:
        return {citation.id: citation for citation in self.article.citations}

    def markdown(self) -> str:
        """Return the body and its footnotes in Markdown, with a line feed at the end."""
        body = "\n".join(layout.block_lines(layout.block_tree(self.body.blocks), self._write, self._around))
        footnotes = "\n".join(self._footnotes())
        return f"{body}\n\n{footnotes}\n" if footnotes else f"{body}\n"

    def _write(self, block: Block) -> str:
        points = [
            point for point in self.points.get(block.words, []) if not self._is_own_paragraph(point, block)
        ]
        return write_inline(self.text, block.words, self.inlines.get(block.words, []), points, self._is_label)

    def _around(self, block: Block) -> tuple[list[str], list[str]]:
        """Return the pictures that are paragraphs of their own, before and after a paragraph."""
        apart = [point for point in self.points.get(block.words, []) if self._is_own_paragraph(point, block)]
        last = [point.markdown for point in apart if point.at == block.words.end]
        return [point.markdown for point in apart if point.at != block.words.end], last

    def _is_own_paragraph(self, point: InlinePoint, block: Block) -> bool:
        """Return whether a point is a picture that can be a paragraph of its own: at the end of a block, or first."""
        if point.is_footnote or block.kind != "paragraph" or block.words not in self._outermost:
            return False
        return point.at == block.words.end or point.at == block.words.start == 0

    @cached_property
    def _outermost(self) -> frozenset[Span]:
        """The spans of the outermost blocks that hold no other block."""
        return frozenset(node.block.words for node in layout.block_tree(self.body.blocks) if not node.inside)

    def _is_label(self, label: str) -> bool:
        """Return whether words in brackets are, or look like, a label, so that the brackets need an escape."""
        return (
            is_label_like(label)
            or self.labels.find(label) is not None
            or self.labels.likely(label) is not None
        )

    def _footnotes(self) -> Iterator[str]:
        table = connectors_for(self.article.in_language)
        for label in self.footnote_labels():
            citation = self._citations[label]
            text = write_footnote(
                [hop_data(hop) for hop in citation.chain],
                origin=citation.origin,
                table=table,
                name_of=lambda key: str(self._items.get(key, {}).get("name") or key),
                words_of=lambda words: self.text[words["start"] : words["end"]],
            )
            yield f"[^{label}]: {text}"

    def agrees(self, parsed: ParsedStory) -> bool:
        """Return whether the Markdown, parsed again, has the body and all that is planned into it."""
        body = parsed.body
        try:
            parsed_body = Body.model_validate({"text": body.text, "blocks": body.blocks, "marks": body.marks})
        except ValueError:
            return False
        if parsed_body.text != self.text or parsed_body.blocks != self.body.blocks:
            return False
        if sorted(map(repr, parsed_body.marks)) != sorted(map(repr, self.marks.values())):
            return False
        links = sorted((link.target.label or "", link.span) for link in body.links)
        references = sorted((label, offset) for label, offset, _ in body.footnote_references)
        return links == sorted({*self.mentions, *self.figures}) and references == sorted(
            (label, offset) for label, offsets in self.footnote_offsets.items() for offset in offsets
        )


def picture(mark: Mark) -> str:
    """Return a picture in Markdown."""
    title = f" {escaping.title(mark.title)}" if mark.title else ""
    return f"![{escaping.line_text(mark.alternative or '')}]({escaping.address(mark.url or '')}{title})"


def hop_data(hop: Hop) -> dict[str, Any]:
    """Return a hop as story data, with offsets for words."""
    data: dict[str, Any] = {"parties": list(hop.parties)}
    for key in ("role", "medium", "form", "url", "headline", "inherited"):
        value = getattr(hop, key)
        if value is not None:
            data[key] = value
    if hop.date is not None:
        data["date"] = _date_data(hop.date)
    if hop.words:
        data["words"] = [{"start": span.start, "end": span.end} for span in hop.words]
    return data


def _date_data(date: Dated) -> Any:
    if date.basis is None and date.words is None:
        return str(date.date)
    data: dict[str, Any] = {"date": str(date.date)}
    if date.basis is not None:
        data["basis"] = date.basis
    if date.words is not None:
        data["words"] = {"start": date.words.start, "end": date.words.end}
    return data


def _nests(span: Span, stars: str, other: InlineSpan) -> bool:
    """Return whether emphasis nests with another inline, with no end of the two at one offset."""
    mine, its = span, other.span
    if mine.end < its.start or its.end < mine.start:
        return True
    if other.is_link:
        apart = mine.end <= its.start or its.end <= mine.start
        return apart or mine.within(its) or its.within(mine)
    return (mine == its and other.before != stars) or (
        (mine.start < its.start and its.end < mine.end) or (its.start < mine.start and mine.end < its.end)
    )
