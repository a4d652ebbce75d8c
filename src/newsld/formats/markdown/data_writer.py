"""Build the data of an article that its Markdown body does not express, as short as a reader of it allows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from newsld.formats.markdown.data_shorthand import EXPLICIT, MENTION_KEYS, expand_mention, short_data
from newsld.formats.markdown.defaults import Coverage, Defaults, Subjects, subject_changes
from newsld.formats.markdown.plan import BodyPlan, MentionForms
from newsld.formats.markdown.references import map_references
from newsld.formats.markdown.words import short_words
from newsld.model import Body, Citation, Mention, NewsArticle
from newsld.model.keys import COLLECTION_MODELS
from newsld.model.span_words import by_words
from newsld.model.text import Span
from newsld.model.to_document import part_data, story_data

_RANGED: Final = 45
"""The number of characters from which words are written as their first and last ones."""


class DataWriter:
    """Builds the difference between an article and what its Markdown body expresses, and what follows from that.

    `plan` is the plan of the body, None if the data holds the body too; `footnotes` are the texts of its footnotes.
    """

    def __init__(
        self, article: NewsArticle, forms: MentionForms, plan: BodyPlan | None, gaps: Mapping[str, str]
    ) -> None:
        self.article = article
        self.forms = forms
        self.plan = plan
        self.gaps = gaps
        self.text = article.text
        self.defaults = plan.defaults if plan else Defaults(article.text, [])
        self.citations = {citation.id: citation for citation in article.citations}

    def data(self, expressed: Mapping[str, bool]) -> dict[str, Any]:
        """Return the story data; `expressed` is whether the footnote of a citation expresses its whole chain."""
        rest = self.article.model_copy(update={"mentions": (), "body": None})
        data = story_data(rest, words=lambda _, span: span)
        if "citations" in data:
            data["citations"] = self._citations(data["citations"], expressed)
        if "quotations" in data:
            data["quotations"] = self._quotations(data["quotations"])
        if "figures" in data:
            self._figures(data["figures"])
        data = map_references(data, self.forms.labels.short, article=False)
        data = short_data(data, self.text, self._with_words)
        data = {key: value for key, value in data.items() if value != {} or key not in COLLECTION_MODELS}
        if forms := self.forms.data():
            data["forms"] = forms
        if (body := self._body()) is not None:
            data["body"] = body
        if mentions := self._mentions():
            data["mentions"] = mentions
        return data

    def _body(self) -> Any:
        """Return the layout of the body that Markdown does not express; all of it without a plan."""
        body = self.article.body
        if body is None:
            return None
        if self.plan is None:
            data = story_data(NewsArticle.model_construct(body=body))
            return data.get("body", "")
        rest: dict[str, Any] = {"gaps": dict(self.gaps)} if self.gaps else {}
        marks = tuple(mark for number, mark in enumerate(body.marks) if number not in self.plan.marks)
        if marks:
            reduced = Body.model_construct(text=body.text, blocks=(), marks=marks)
            rest["marks"] = story_data(NewsArticle.model_construct(body=reduced))["body"]["marks"]
        return rest or None

    # -- citations, quotations and figures ---------------------------------------------------------------------------

    def _citations(self, items: dict[str, Any], expressed: Mapping[str, bool]) -> dict[str, Any]:
        result: dict[str, Any] = {}
        subjects = Subjects(self._mentioned())
        for key, item in items.items():
            citation = self.citations[key]
            self._leave_out_subjects(item, citation, subjects)
            offsets = self.plan.footnote_offsets.get(key) if self.plan else None
            if not offsets:
                result[key] = item
                continue
            self._leave_out_covers(item, citation, offsets)
            if citation.cues:
                cues = [self._cue(span, offsets) for span in citation.cues]
                item["cues"] = cues if len(cues) > 1 else cues[0]
            if expressed.get(key):
                item.pop("chain", None)
                item.pop("origin", None)
            else:
                item["chain"] = item.get("chain", [])
                item["origin"] = citation.origin
            if item:
                result[key] = item
        return result

    def _cue(self, span: Span, offsets: list[int]) -> Any:
        """Return a cue as its words alone, if they are found in the sentences of the footnote."""
        words = span.slice(self.text)
        return words if self.defaults.find_near(words, offsets) == span else span

    def _mentioned(self) -> list[tuple[Span, str]]:
        """Return the words that mention the entities, events and figures of the article, each with the id."""
        kinds = self.forms.labels.kinds
        return [
            (span, of) for _, span, of, _, _ in self.forms.rows if of and kinds.get(of) in {"entity", "event"}
        ] + [(span, figure.id) for figure in self.article.figures for span in figure.words]

    def _leave_out_subjects(self, item: dict[str, Any], citation: Citation, subjects: Subjects) -> None:
        """Leave out what a citation is about where it follows from its words, or keep the changes of it."""
        sources = {party for hop in citation.chain for party in hop.parties}
        default = subjects.within(citation.covers, sources)
        if default == list(citation.about):
            item.pop("about", None)
        elif not citation.about:
            item["about"] = []
        elif changes := subject_changes(default, citation.about, self.forms.labels.short):
            item["about"] = changes if len(changes) > 1 else changes[0]

    def _leave_out_covers(self, item: dict[str, Any], citation: Citation, offsets: list[int]) -> None:
        """Leave out the mode and the covered words of a citation where they follow from its footnote."""
        covers = list(citation.covers)
        item.pop("mode", None)
        mode, default = self.defaults.attribution(offsets, None, None)
        if default == covers:
            del item["covers"]
        else:
            if (mode == "direct") != (citation.mode == "direct"):
                mode, default = self.defaults.attribution(offsets, citation.mode, None)
            if default == covers:
                del item["covers"]
                mode = ""
            else:
                mode, _ = self.defaults.attribution(offsets, None, covers)
        if mode != citation.mode:
            item["mode"] = citation.mode
        sentence = self.defaults.sentence(offsets[0])
        if "covers" in item and sentence is not None:
            words = [self.defaults.short_in_sentence(span, sentence) or span for span in covers]
            item["covers"] = words if len(words) > 1 else words[0]

    def _quotations(self, items: dict[str, Any]) -> dict[str, Any]:
        """Return the quotations, in the order of their words, without the words and speakers that follow."""
        by_citation: dict[str, list[str]] = {}
        ordered = sorted(self.article.quotations, key=lambda one: (one.words[:1], one.id))
        result = {one.id: items[one.id] for one in ordered}
        for one in ordered:
            citation = self.citations.get(one.citation or "")
            item = result[one.id]
            if citation is None:
                continue
            item.setdefault("words", [])
            item.setdefault("speaker", [])
            if citation.chain and citation.chain[-1].parties == one.speaker:
                del item["speaker"]
            if len(one.words) == 1:
                by_citation.setdefault(citation.id, []).append(one.id)
        words = {one.id: one.words for one in ordered}
        for label, keys in by_citation.items():
            quoted = self.defaults.quoted_within(self.citations[label].covers)
            known = set(quoted)
            own = [key for key in keys if words[key][0] in known]
            if [words[key][0] for key in own] == quoted:
                for key in own:
                    del result[key]["words"]
        return {
            key: item["citation"] if item.keys() == {"citation"} else item for key, item in result.items()
        }

    def _figures(self, items: dict[str, Any]) -> None:
        """Leave out the words of figures that are linked, and the citation that covers them."""
        linked: dict[str, list[Span]] = {}
        for key, span in self.plan.figures if self.plan else ():
            linked.setdefault(key, []).append(span)
        coverage = Coverage((one.id, one.covers) for one in self.article.citations)
        for figure in self.article.figures:
            item = items[figure.id]
            if figure.words and list(figure.words) == sorted(linked.get(figure.id, [])):
                del item["words"]
            default = coverage.label_at(figure.words[0].start) if figure.words else None
            if default is not None:
                if default == figure.citation:
                    del item["citation"]
                elif figure.citation is None:
                    item["citation"] = []

    # -- mentions ----------------------------------------------------------------------------------------------------

    def _mentions(self) -> Any:
        """Return the entries of the mentions that the body does not express, those of the same target together."""
        kind_of, short = self.forms.labels.kind_of, self.forms.labels.short
        rows, linked = (self.plan.explicit, self.plan.mentions) if self.plan else (self.forms.rows, set())
        entries: list[Any] = [EXPLICIT] if self.plan and self.plan.names_off else []
        groups: dict[str, list[Any]] = {}
        for mention, span, of, target, follows in rows:
            # A target means a date for a mention of a date, and a thing for another one.
            is_clear = follows and (kind_of(target) == "date") == (of is None)
            is_linked = (target, span) in linked
            if is_clear and is_linked:
                continue
            if is_clear and target not in MENTION_KEYS:
                if target not in groups:
                    groups[target] = []
                    entries.append({short(target): groups[target]})
                groups[target].append(self._words(span))
            else:
                entries.append(self._long(mention))
        if entries == [EXPLICIT]:
            return EXPLICIT
        return [_single(entry) for entry in entries]

    def _long(self, mention: Mention) -> Any:
        result = self._with_words(part_data(mention, lambda _, span: span))
        words = result["words"]
        return words if isinstance(words, str) and expand_mention(words, self.text) == [result] else result

    # -- words -------------------------------------------------------------------------------------------------------

    def _with_words(self, data: Any) -> Any:
        """Return data with words in the place of spans."""
        if isinstance(data, Span):
            return self._words(data)
        if isinstance(data, list):
            return [self._with_words(one) for one in data]
        if isinstance(data, dict):
            return {key: self._with_words(one) for key, one in data.items()}
        return data

    def _words(self, span: Span) -> Any:
        """Return a span as the shortest words."""
        if not span.start < span.end <= len(self.text):
            return {"start": span.start, "end": span.end}
        ranged = self._range(span) if span.end - span.start >= _RANGED else None
        return ranged or short_words(by_words(self.text, span), self.text)

    def _range(self, span: Span) -> str | None:
        """Return the first and the last words of a span, if they select it."""
        parts = span.slice(self.text).split(" ")
        for size in (2, 3, 4):
            if len(parts) <= 2 * size + 1:
                return None
            words = {"from": " ".join(parts[:size]), "to": " ".join(parts[-size:])}
            if self.defaults.find(words) == span:
                text = short_words(words, self.text)
                return text if isinstance(text, str) else None
        return None


def _single(entry: Any) -> Any:
    """Return an entry in the short form with its only words in the place of the list."""
    if isinstance(entry, dict) and len(entry) == 1:
        ((target, words),) = entry.items()
        if isinstance(words, list) and len(words) == 1:
            return {target: words[0]}
    return entry
