"""What of an article is written into its Markdown body, and what is left to the front matter."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from newsld.formats.markdown import escaping, layout
from newsld.formats.markdown.connectors import connectors_for
from newsld.formats.markdown.defaults import Ground, form_of
from newsld.formats.markdown.footnote_writer import tell
from newsld.formats.markdown.inline import Inline, Point, inline
from newsld.formats.markdown.labels import Labels
from newsld.formats.markdown.story_builder import UNSTATED, Story
from newsld.model import Block, Body, Citation, Dated, Hop, Mark, Mention, NewsArticle
from newsld.model.text import Span

__all__ = ["Plan", "hop_data"]

_ORDER = {"entity": 1, "event": 2, "figure": 3, "date": 4}
_STARS = {"emphasis": "*", "strong": "**"}


class Plan:
    """The body of one article in Markdown: which mentions, figures and marks are laid into the words.

    The shorter span is linked, then an entity before an event before a figure before a date, then by id. A link of
    the article's own goes before all of them, and none may hold a footnote.
    """

    def __init__(self, article: NewsArticle, labels: Labels, *, emphasis: bool) -> None:
        """Takes an article whose body can be laid out; `emphasis` says whether emphasis is laid into the words."""
        assert article.body is not None, "there is a body to lay out"
        self.article = article
        self.labels = labels
        self.body: Body = article.body
        self.text = self.body.text
        self.leaves = layout.leaves(self.body)
        self._starts = [leaf.start for leaf in self.leaves]
        self.ground = Ground(self.text, self.leaves)
        self.places: dict[str, list[int]] = {
            citation.id: found for citation in article.citations if (found := self._places(citation))
        }
        self.forms = self._forms()
        self.mentions: set[tuple[str, Span]] = set()
        """What is linked: id or date, and the words."""
        self.figures: set[tuple[str, Span]] = set()
        self.marks: dict[int, Mark] = {}
        """Marks that the body carries, by their number in it."""
        self.runs: dict[Span, list[Inline]] = {}
        self._taken = bytearray(len(self.text) + 1)
        self._noted = sorted({place for found in self.places.values() for place in found})
        self._links()
        if emphasis:
            self._emphasis()
        self.points = self._points()

    def leaf(self, span: Span) -> Span | None:
        """The block of words that holds a span."""
        at = bisect_right(self._starts, span.start) - 1
        if at < 0 or span.end > self.leaves[at].end:
            at -= 1
        return self.leaves[at] if at >= 0 and span.within(self.leaves[at]) else None

    def _places(self, citation: Citation) -> list[int]:
        """Where the footnote of a citation stands: at the end of every sentence that it covers the end of."""
        found = [self.ground.sentence(span.end) for span in citation.covers]
        return sorted({sentence.end for sentence in found if sentence is not None})

    def default_form(self, mention: Mention) -> str:
        """The form that linked words have unless something else is said of them."""
        meaning = self.labels.find(mention.of or "")
        item = self._items.get(mention.of or "")
        return form_of(
            mention.words.slice(self.text), item, describes=meaning is not None and meaning.kind == "entity"
        )

    @cached_property
    def _items(self) -> dict[str, dict[str, Any]]:
        return {
            item.id: {"name": item.name, "alternateName": list(item.alternate_name)}
            for items in (self.article.entities, self.article.events)
            for item in items
        }

    def _forms(self) -> dict[tuple[str, str], str]:
        """The form of linked words, by id and words, where most of them have another than the default."""
        counts: dict[tuple[str, str], Counter[str]] = {}
        for mention in self.article.mentions:
            if mention.of is not None:
                key = (mention.of, mention.words.slice(self.text))
                counts.setdefault(key, Counter())[mention.form or UNSTATED] += 1
        return {key: max(count, key=lambda form: (count[form], form)) for key, count in counts.items()}

    def _links(self) -> None:
        """Chooses the links: the article's own, then those that tie words to ids and dates."""
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
            if fits and (mention.of is None or mention.date is None) and self._can_say(mention):
                wanted.append((self._rank(kind, target, mention.words), "", mention.words, target))
        for figure in self.article.figures:
            meaning = self.labels.find(figure.id)
            if meaning is not None and meaning.kind == "figure":
                wanted += [
                    (self._rank("figure", figure.id, span), "", span, figure)
                    for span in dict.fromkeys(figure.words)
                ]
        for _, after, span, what in sorted(wanted, key=lambda item: item[0]):
            self._link(after, span, what)

    def _rank(self, kind: str, key: str, span: Span) -> tuple[Any, ...]:
        return (1, span.end - span.start, _ORDER[kind], key, span.start)

    def _can_say(self, mention: Mention) -> bool:
        """Whether a link, with what `forms` or an entry of its own under `mentions` says of it, is this mention."""
        if mention.of is None:
            return mention.form is None
        return mention.form is not None or self.forms[mention.of, mention.words.slice(self.text)] == UNSTATED

    def _link(self, after: str, span: Span, what: Any) -> None:
        leaf = self.leaf(span)
        if leaf is None or span.end <= span.start or self._taken.find(1, span.start, span.end) >= 0:
            return
        at = bisect_right(self._noted, span.start)
        if at < len(self._noted) and self._noted[at] < span.end:
            return
        self._taken[span.start : span.end] = b"\1" * (span.end - span.start)
        key = ""
        if isinstance(what, int):
            self.marks[what] = self.body.marks[what]
        elif isinstance(what, str):
            key = what
            self.mentions.add((what, span))
        else:
            key = what.id
            self.figures.add((what.id, span))
        run = Inline(span, "[", after or f"][{escaping.label_text(key)}]", key=key)
        self.runs.setdefault(leaf, []).append(run)

    def _emphasis(self) -> None:
        """Chooses the emphasis that nests with all the rest, and that CommonMark sees for what it is."""
        for number, mark in enumerate(self.body.marks):
            stars = _STARS.get(mark.kind)
            leaf = self.leaf(mark.words)
            if stars is None or leaf is None or mark.words.end <= mark.words.start:
                continue
            if mark.url or mark.title or mark.alternative:
                continue
            others = self.runs.setdefault(leaf, [])
            if self._is_flanked(mark.words, leaf) and all(
                _nests(mark.words, stars, other) for other in others
            ):
                others.append(Inline(mark.words, stars, stars, rank=1))
                self.marks[number] = mark

    def _is_flanked(self, span: Span, leaf: Span) -> bool:
        """Whether stars around a span open and close emphasis: CommonMark looks at the characters on either side."""
        text = self.text
        if text[span.start].isspace() or text[span.end - 1].isspace():
            return False
        inside = [run.span for run in self.runs.get(leaf, []) if run.span.within(span)]
        if span in inside:
            return True
        opens = text[span.start].isalnum() and all(run.start > span.start for run in inside)
        closes = text[span.end - 1].isalnum() and all(run.end < span.end for run in inside)
        before = span.start == leaf.start or not text[span.start - 1].isalnum()
        after = span.end == leaf.end or not text[span.end].isalnum()
        return (opens or before) and (closes or after)

    def _points(self) -> dict[Span, list[Point]]:
        """The footnotes and pictures between the words of every block."""
        found: dict[Span, list[Point]] = {}
        for label in self.notes():
            for place in self.places[label]:
                leaf = self.leaf(Span(place, place))
                if leaf is not None:
                    found.setdefault(leaf, []).append(Point(place, f"[^{label}]"))
        for number, mark in enumerate(self.body.marks):
            leaf = self.leaf(mark.words)
            if mark.kind == "picture" and mark.words.start == mark.words.end and leaf is not None:
                found.setdefault(leaf, []).append(Point(mark.words.start, picture(mark)))
                self.marks[number] = mark
        return found

    @property
    def unplaced(self) -> list[Citation]:
        """The citations that have no footnote."""
        return [citation for citation in self.article.citations if citation.id not in self.places]

    def notes(self) -> list[str]:
        """The labels of the footnotes, in the order of their first use."""
        return sorted(self.places, key=lambda label: (self.places[label][0], label))

    @property
    def used(self) -> list[str]:
        """The labels that the body and its footnotes use."""
        inline_labels = {run.key for runs in self.runs.values() for run in runs if run.key}
        hops = [hop for label in self.places for hop in self._citations[label].chain]
        parties = {party for hop in hops for party in (*hop.parties, *filter(None, [hop.medium]))}
        dates = {str(hop.date.date) for hop in hops if hop.date and hop.date.words}
        return sorted(inline_labels | parties | dates)

    @cached_property
    def _citations(self) -> dict[str, Citation]:
        return {citation.id: citation for citation in self.article.citations}

    def markdown(self) -> str:
        """The body with its footnotes, ending with a line feed."""
        shown = "\n".join(layout.show(layout.tree(self.body.blocks), self._write, self._around))
        notes = "\n".join(self._footnotes())
        return f"{shown}\n\n{notes}\n" if notes else f"{shown}\n"

    def _write(self, block: Block) -> str:
        points = [point for point in self.points.get(block.words, []) if not self._is_apart(point, block)]
        return inline(self.text, block.words, self.runs.get(block.words, []), points, self._is_label)

    def _around(self, block: Block) -> tuple[list[str], list[str]]:
        """The pictures before and after a paragraph that are paragraphs of their own."""
        apart = [point for point in self.points.get(block.words, []) if self._is_apart(point, block)]
        last = [point.shown for point in apart if point.at == block.words.end]
        return [point.shown for point in apart if point.at != block.words.end], last

    def _is_apart(self, point: Point, block: Block) -> bool:
        """Whether a picture can be a paragraph of its own: it stands between the words, at the end of those before."""
        if point.is_note or block.kind != "paragraph" or block.words not in self._tops:
            return False
        return point.at == block.words.end or point.at == block.words.start == 0

    @cached_property
    def _tops(self) -> frozenset[Span]:
        """The blocks that stand in no other one."""
        return frozenset(node.block.words for node in layout.tree(self.body.blocks) if not node.inside)

    def _is_label(self, label: str) -> bool:
        return self.labels.find(label) is not None

    def _footnotes(self) -> Iterator[str]:
        table = connectors_for(self.article.in_language)
        for label in self.notes():
            citation = self._citations[label]
            told = tell(
                [hop_data(hop) for hop in citation.chain],
                unknown_origin=citation.origin == "not-given",
                table=table,
                name_of=lambda key: str(self._items.get(key, {}).get("name") or key),
                words_of=lambda words: self.text[words["start"] : words["end"]],
            )
            yield f"[^{label}]: {told}"

    def agrees(self, story: Story) -> bool:
        """Whether the Markdown, read back, has the body and all that the plan laid into it."""
        laid = story.laid
        try:
            given = Body.model_validate({"text": laid.text, "blocks": laid.blocks, "marks": laid.marks})
        except ValueError:
            return False
        if given.text != self.text or given.blocks != self.body.blocks:
            return False
        if sorted(map(repr, given.marks)) != sorted(map(repr, self.marks.values())):
            return False
        links = sorted((link.target.label or "", link.span) for link in laid.links)
        references = sorted((label, place) for label, place, _ in laid.references)
        return links == sorted({*self.mentions, *self.figures}) and references == sorted(
            (label, place) for label, places in self.places.items() for place in places
        )


def picture(mark: Mark) -> str:
    """A picture in Markdown."""
    title = f" {escaping.title(mark.title)}" if mark.title else ""
    return f"![{escaping.line_text(mark.alternative or '')}]({escaping.address(mark.url or '')}{title})"


def hop_data(hop: Hop) -> dict[str, Any]:
    """A hop as a footnote tells it: story data with offsets for words."""
    found: dict[str, Any] = {"parties": list(hop.parties)}
    for key in ("role", "medium", "form", "url", "headline", "inherited"):
        value = getattr(hop, key)
        if value is not None:
            found[key] = value
    if hop.date is not None:
        found["date"] = _dated(hop.date)
    return found


def _dated(date: Dated) -> Any:
    if date.basis is None and date.words is None:
        return str(date.date)
    found: dict[str, Any] = {"date": str(date.date)}
    if date.basis is not None:
        found["basis"] = date.basis
    if date.words is not None:
        found["words"] = {"start": date.words.start, "end": date.words.end}
    return found


def _nests(span: Span, stars: str, other: Inline) -> bool:
    """Whether a run of emphasis nests with another run, with no edge of the two at one place."""
    mine, its = span, other.span
    if mine.end < its.start or its.end < mine.start:
        return True
    if other.is_link:
        apart = mine.end <= its.start or its.end <= mine.start
        return apart or mine.within(its) or its.within(mine)
    return (mine == its and other.before != stars) or (
        (mine.start < its.start and its.end < mine.end) or (its.start < mine.start and mine.end < its.end)
    )
