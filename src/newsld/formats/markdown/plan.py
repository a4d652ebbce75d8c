"""Plan the Markdown body of an article: which mentions, figures, marks and footnotes are written into it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from newsld.formats.markdown import escaping, layout
from newsld.formats.markdown.defaults import Defaults, form_of
from newsld.formats.markdown.inline import InlineIndex, InlinePoint, InlineSpan
from newsld.formats.markdown.labels import SEVERAL, Labels
from newsld.formats.markdown.names import automatic, find_names
from newsld.formats.markdown.story_builder import UNSTATED
from newsld.formats.markdown.words import basis_of
from newsld.model import Body, Citation, Mark, Mention, NewsArticle
from newsld.model.text import Span, new_tuple

_ORDER = {"entity": 1, "event": 2, "figure": 3, "date": 4}
_STARS = {"emphasis": "*", "strong": "**"}
_DEEPEST = 100
"""Inlines in which emphasis may be nested: deeper emphasis is left to the data."""

_LONGEST_LABEL = 900
"""The most characters of a label; CommonMark allows 999."""


class MentionRow(NamedTuple):
    """A mention and its span, with the id of what it refers to (`of`), or else its date, as `target`.

    `follows` is whether its form, or the basis of its date, follows from its words or from `MentionForms.forms`.
    """

    mention: Mention
    span: Span
    of: str | None
    target: str
    follows: bool


class MentionForms:
    """The forms of mentions that the data of an article has to give, and those that follow from the words."""

    def __init__(self, article: NewsArticle, labels: Labels, label_data: Mapping[str, Any]) -> None:
        """Use the mentions of an article, and its labels with the data that they are made of."""
        self.labels = labels
        self.items: dict[str, dict[str, Any]] = {
            key: item
            for name in ("people", "organizations", "places", "events")
            for key, item in label_data[name].items()
        }
        self.forms: dict[tuple[str, str], str] = {}
        """The most frequent form of the same words for the same thing."""
        self.rows: list[MentionRow] = []
        """The mentions, in their order."""
        several: dict[tuple[str, str], list[str]] = {}
        text = article.text
        for mention in article.mentions:
            values = mention.__dict__  # attribute access of Pydantic models is slow
            span, of, form, date = values["words"], values["of"], values["form"], values["date"]
            words = text[span[0] : span[1]]
            if of is not None:
                key, form = (of, words), form or UNSTATED
                if self.forms.setdefault(key, form) != form:
                    several[key] = []
                target, follows = of, date is None
            elif date is None:
                target, follows = "", False
            else:
                target = str(date.date)
                follows = form is None and date.words is None and date.basis == basis_of(target, words)
            self.rows.append(new_tuple(MentionRow, (mention, span, of, target, follows)))
        if several:
            self._find_most_frequent(several, text)

    def _find_most_frequent(self, several: dict[tuple[str, str], list[str]], text: str) -> None:
        """Correct the forms of words that have several for the same thing, and which mentions follow from them."""
        keys = [(row.of or "", row.span.slice(text)) for row in self.rows]
        forms = [row.mention.form or UNSTATED for row in self.rows]
        for key, form in zip(keys, forms, strict=True):
            if key in several:
                several[key].append(form)
        for key, found in several.items():
            count = Counter(found)
            self.forms[key] = max(count, key=lambda form: (count[form], form))
        for number, (key, form) in enumerate(zip(keys, forms, strict=True)):
            if key in several and form != self.forms[key]:
                self.rows[number] = self.rows[number]._replace(follows=False)

    def default(self, key: str, words: str) -> str:
        """Return the form that words for a thing have by default."""
        kind = self.labels.kinds.get(key, "entity")
        form = form_of(words, self.items.get(key), kind=kind)
        if form == "nominal" and kind == "entity" and self.labels.is_name(words, key):
            return form_of(words, self.items.get(key), kind=kind, is_other_name=True)
        return form

    def data(self) -> dict[str, dict[str, str]]:
        """Return the forms that are not the default ones, as story data."""
        forms: dict[str, dict[str, str]] = {}
        items = self.items
        for (key, words), form in self.forms.items():
            if key in items:
                is_name = words == items[key]["name"]
                if form != ("name" if is_name else self.default(key, words)):
                    forms.setdefault(key, {})[words] = form
        return forms


class _Wanted(NamedTuple):
    """Words to link: what ranks them, the Markdown after them, and what the link expresses."""

    rank: tuple[Any, ...]
    span: Span
    label: str
    kind: str


class BodyPlan:
    """The body of one article in Markdown. Everything that is not planned into it is left to the data.

    Names without brackets come first. Links of the article itself are planned next, then links to labels, the shortest
    first; links do not overlap, and hold no footnote. Several labels of the same words are one link.
    """

    def __init__(
        self, article: NewsArticle, labels: Labels, forms: MentionForms, *, emphasis: bool = True
    ) -> None:
        """Plan the body of an article that `layout.gaps` accepts, with or without emphasis."""
        assert article.body is not None, "there is a body to plan"
        self.article = article
        self.labels = labels
        self.forms = forms
        self.body: Body = article.body
        self.text = self.body.text
        self.leaves = layout.leaves(self.body)
        self._starts = [leaf.start for leaf in self.leaves]
        self.defaults = Defaults(self.text, self.leaves)
        self.citations: dict[str, Citation] = {citation.id: citation for citation in article.citations}
        self.footnote_offsets: dict[str, list[int]] = {
            key: offsets for key, one in self.citations.items() if (offsets := self._offsets(one))
        }
        self.mentions: set[tuple[str, Span]] = set()
        """The linked mentions: id or date, and span."""
        self.figures: set[tuple[str, Span]] = set()
        self.marks: dict[int, Mark] = {}
        """The marks that are written into the body, by their number."""
        self.inlines: dict[Span, list[InlineSpan]] = {}
        self.labels_used: dict[str, str] = {}
        """The labels of links, each with the id or date that it means first."""
        self.separators: dict[Span, list[int]] = {}
        """The ends of names that are followed by an empty comment, because they are no mentions, in every leaf."""
        self._taken = bytearray(len(self.text) + 1)
        self._all_offsets = sorted({at for offsets in self.footnote_offsets.values() for at in offsets})
        self.explicit = self._names()
        """The mentions that need a link or an entry."""
        self._links()
        if emphasis:
            self._emphasis()
        self.points = self._points()

    def leaf(self, span: Span) -> Span | None:
        """Return the paragraph or heading that holds a span; None if none does."""
        start, end = span
        at = bisect_right(self._starts, start) - 1
        if at >= 0 and end > self.leaves[at].end:
            at -= 1
        if at < 0:
            return None
        leaf = self.leaves[at]
        return leaf if leaf[0] <= start and end <= leaf[1] else None

    def _offsets(self, citation: Citation) -> list[int]:
        """Return the offsets of the footnote of a citation: the ends of the sentences whose end it covers."""
        sentence = self.defaults.sentence
        return sorted({found.end for _, end in citation.covers if (found := sentence(end)) is not None})

    # -- names -------------------------------------------------------------------------------------------------------

    def _names(self) -> list[MentionRow]:
        """Plan the names without brackets, and return the mentions that they do not give."""
        found = find_names(self.text, self.labels.declared)
        rows = self.forms.rows
        named = {(row.span, row.of) for row in rows if row.follows and row.of}.intersection(found)
        others = [row for row in rows if (row.span, row.of) not in named]
        given = automatic(found, self.text, [(row.span, row.of or "") for row in others], ())
        wrong = [name for name in given if name not in named]
        self.names_off = 2 * len(wrong) > len(given) or not all(self.leaf(name.span) for name in wrong)
        """Whether `mentions: explicit` is shorter than an empty comment after every name that is no mention."""
        if self.names_off:
            return rows
        for name in wrong:
            if (leaf := self.leaf(name.span)) is not None:
                self.separators.setdefault(leaf, []).append(name.span.end)
        if len(given) - len(wrong) == len(named):
            return others
        kept = named.intersection(given)
        return [row for row in rows if (row.span, row.of) not in kept]

    # -- links -------------------------------------------------------------------------------------------------------

    def _links(self) -> None:
        """Plan the links: those of the article itself, then those to labels."""
        marks = sorted(enumerate(self.body.marks), key=lambda pair: pair[1].words.start - pair[1].words.end)
        for number, mark in marks:
            if mark.kind == "link" and mark.alternative is None:
                after = "](" + escaping.address(mark.url or "")
                after += f" {escaping.title(mark.title)})" if mark.title else ")"
                if self._link(mark.words, after):
                    self.marks[number] = mark
        by_span: dict[Span, list[_Wanted]] = {}
        for wanted in sorted(self._wanted()):
            by_span.setdefault(wanted.span, []).append(wanted)
        for span, group in by_span.items():
            self._link_labels(span, group)

    def _wanted(self) -> list[_Wanted]:
        wanted: list[_Wanted] = []
        for _, span, of, target, follows in self.explicit:
            kind = self.labels.kind_of(target) if follows else ""
            if kind in {"entity", "event"} if of else kind == "date":
                wanted.append(self._want(kind, target, span))
        for figure in self.article.figures:
            if self.labels.kinds.get(figure.id) == "figure":
                wanted += [self._want("figure", figure.id, span) for span in dict.fromkeys(figure.words)]
        return wanted

    def _want(self, kind: str, label: str, span: Span) -> _Wanted:
        start, end = span
        return new_tuple(_Wanted, ((start - end, start, _ORDER[kind], label), span, label, kind))

    def _link_labels(self, span: Span, group: list[_Wanted]) -> None:
        """Link words to as many of their labels as one link can express."""
        several = len(group) > 1
        label = SEVERAL.join(map(self._written, group)) if several else self._written(group[0])
        if several and (len(label) > _LONGEST_LABEL or self.labels.find(label) is not None):
            group, label = group[:1], self._written(group[0])
        if not self._link(span, f"][{escaping.label_text(label)}]"):
            return
        self.labels_used.setdefault(label, group[0].label)
        for one in group:
            (self.figures if one.kind == "figure" else self.mentions).add((one.label, span))

    def _written(self, wanted: _Wanted) -> str:
        """Return the label of a link as it is written."""
        return wanted.label if wanted.kind == "date" else self.labels.short(wanted.label)

    def _link(self, span: Span, after: str) -> bool:
        start, end = span
        leaf = self.leaf(span)
        if leaf is None or end <= start or self._taken.find(1, start, end) >= 0:
            return False
        at = bisect_right(self._all_offsets, start)
        if at < len(self._all_offsets) and self._all_offsets[at] < end:
            return False
        self._taken[start:end] = b"\1" * (end - start)
        self.inlines.setdefault(leaf, []).append(new_tuple(InlineSpan, (span, "[", after, 0)))
        return True

    # -- emphasis, pictures and footnotes ----------------------------------------------------------------------------

    def _emphasis(self) -> None:
        """Plan the emphasis that nests with everything else, and that CommonMark reads as emphasis."""
        indexes: dict[Span, InlineIndex] = {}
        for number, mark in enumerate(self.body.marks):
            stars, span = _STARS.get(mark.kind), mark.words
            leaf = self.leaf(span)
            if stars is None or leaf is None or span.end <= span.start:
                continue
            if mark.url or mark.title or mark.alternative:
                continue
            others = self.inlines.setdefault(leaf, [])
            index = indexes.get(leaf)
            if index is None:
                index = indexes[leaf] = InlineIndex(others)
            if len(index.touching(span.start, span.start)) > _DEEPEST:
                continue
            near = index.touching(span.start, span.end)
            if self._is_flanked(span, leaf, near) and all(_nests(span, stars, other) for other in near):
                others.append(InlineSpan(span, stars, stars, rank=1))
                index.add(others[-1])
                self.marks[number] = mark

    def _is_flanked(self, span: Span, leaf: Span, others: list[InlineSpan]) -> bool:
        """Return whether stars around a span open and close emphasis, by the characters on either side."""
        text = self.text
        if text[span.start].isspace() or text[span.end - 1].isspace():
            return False
        inside = [one.span for one in others if one.span.within(span)]
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
                points.setdefault(leaf, []).append(InlinePoint(mark.words.start, _picture(mark)))
                self.marks[number] = mark
        return points

    def footnote_labels(self) -> list[str]:
        """Return the labels of the footnotes, in the order of their first use."""
        return sorted(self.footnote_offsets, key=lambda label: (self.footnote_offsets[label][0], label))


def _picture(mark: Mark) -> str:
    """Return a picture in Markdown."""
    title = f" {escaping.title(mark.title)}" if mark.title else ""
    return f"![{escaping.line_text(mark.alternative or '')}]({escaping.address(mark.url or '')}{title})"


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
