"""Build the front matter of an article: everything that its Markdown body does not express."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newsld.formats.markdown.defaults import Defaults
from newsld.formats.markdown.labels import Labels
from newsld.formats.markdown.plan import BodyPlan, hop_data
from newsld.formats.markdown.story_builder import UNSTATED
from newsld.model import Citation, Figure, Mention, NewsArticle, Quotation
from newsld.model.to_document import story_data

__all__ = ["FrontMatterBuilder"]


class FrontMatterBuilder:
    """Builds the difference between an article and what its Markdown body expresses.

    `plan` is the plan of the body, None if the front matter holds the body too. `parsed_citations` are the citations
    of the written Markdown, parsed again, as story data by id.
    """

    def __init__(
        self,
        article: NewsArticle,
        labels: Labels,
        plan: BodyPlan | None,
        parsed_citations: Mapping[str, Any],
    ) -> None:
        self.article = article
        self.labels = labels
        self.plan = plan
        self.parsed_citations = parsed_citations
        self.defaults = plan.defaults if plan else Defaults(article.text, [])
        self._citations = {citation.id: citation for citation in article.citations}

    def data(self, gaps: dict[str, str]) -> dict[str, Any]:
        """Return the front matter as story data, with words for spans."""
        body = self.article.body
        reduced: dict[str, Any] = {
            "mentions": tuple(mention for mention in self.article.mentions if not self._is_in_body(mention)),
            "figures": tuple(map(self._figure, self.article.figures)),
            "citations": tuple(map(self._citation, self.article.citations)),
        }
        if self.plan and body is not None:
            marks = tuple(mark for number, mark in enumerate(body.marks) if number not in self.plan.marks)
            reduced["body"] = body.model_copy(update={"marks": marks})
        data = story_data(self.article.model_copy(update=reduced))
        if self.plan:
            body_data = data.pop("body", None)
            rest: dict[str, Any] = {"gaps": gaps} if gaps else {}
            if isinstance(body_data, dict) and "marks" in body_data:
                rest["marks"] = body_data["marks"]
            if rest:
                data["body"] = rest
        elif body is not None:
            data["body"] = data.get("body", "")
        self._add_explicit_defaults(data)
        forms = self._forms()
        return {**data, "forms": forms} if forms else data

    def _is_in_body(self, mention: Mention) -> bool:
        """Return whether the body, with `forms`, expresses all of a mention."""
        if self.plan is None:
            return False
        if mention.date is not None and mention.of is None:
            date, meaning = mention.date, self.plan.labels.find(str(mention.date.date))
            # A label that is an id is no date, even if it looks like one.
            is_date = meaning is not None and meaning.kind == "date"
            linked = is_date and (str(date.date), mention.words) in self.plan.mentions
            return linked and not (date.basis or date.words)
        key = mention.of or ""
        if mention.date is not None or (key, mention.words) not in self.plan.mentions:
            return False
        return self.plan.forms[key, mention.words.slice(self.article.text)] == (mention.form or UNSTATED)

    def _forms(self) -> dict[str, dict[str, str]]:
        """Return the forms of linked words that are not the default ones."""
        forms: dict[str, dict[str, str]] = {}
        for mention in self.article.mentions if self.plan else ():
            assert self.plan is not None, "mentions are linked by a plan"
            key = mention.of or ""
            words = mention.words.slice(self.article.text)
            form = self.plan.forms.get((key, words))
            if (
                form
                and (key, mention.words) in self.plan.mentions
                and form != self.plan.default_form(mention)
            ):
                forms.setdefault(key, {})[words] = form
        return forms

    def _figure(self, figure: Figure) -> Figure:
        linked = sorted(span for key, span in self.plan.figures if key == figure.id) if self.plan else []
        return figure.model_copy(update={"words": ()}) if list(figure.words) == linked else figure

    def _defaults_of(self, quotation: Quotation) -> tuple[list[Any], tuple[str, ...]]:
        """Return the quoted passages that the citation of a quotation covers, and the parties of its last hop."""
        citation = self._citations.get(quotation.citation or "")
        if citation is None:
            return [], ()
        return self.defaults.quoted_within(citation.covers), citation.chain[
            -1
        ].parties if citation.chain else ()

    def _citation(self, citation: Citation) -> Citation:
        offsets = self.plan.footnote_offsets.get(citation.id) if self.plan else None
        if not offsets:
            return citation
        update: dict[str, Any] = {"mode": "indirect"}
        mode, covers = self.defaults.attribution(offsets, None, None)
        if citation.mode != mode:
            mode, covers = self.defaults.attribution(offsets, citation.mode, None)
        if tuple(covers) == citation.covers:
            update["covers"] = ()
        if self._is_in_footnote(citation):
            update.update(chain=(), origin="given")
        return citation.model_copy(update=update)

    def _is_in_footnote(self, citation: Citation) -> bool:
        """Return whether the footnote expresses the chain, and so does the one that it carries over."""
        earlier = self._citations.get((citation.chain[0].inherited or "") if citation.chain else "")
        return self._reads_back(citation) and (earlier is None or self._reads_back(earlier))

    def _reads_back(self, citation: Citation) -> bool:
        parsed = self.parsed_citations.get(citation.id, {})
        origin = parsed.get("origin", "given")
        hops = [hop_data(hop) for hop in citation.chain]
        return bool(parsed.get("chain", []) == hops and origin == citation.origin)

    def _add_explicit_defaults(self, data: dict[str, Any]) -> None:
        """Write the values that are empty or usual in the article, where leaving them out would mean something else."""
        for quotation in self.article.quotations:
            if quotation.citation not in self._citations:
                continue
            quoted, speaker = self._defaults_of(quotation)
            item = data["quotations"][quotation.id]
            item.setdefault("words", [])
            item.setdefault("speaker", [])
            if len(quoted) == 1 and quotation.words == tuple(quoted):
                del item["words"]
            if quotation.speaker == speaker:
                del item["speaker"]
        for citation in self.article.citations:
            item = data["citations"][citation.id]
            offsets = self.plan.footnote_offsets.get(citation.id) if self.plan else None
            if not offsets:
                continue
            covers = list(citation.covers) if "covers" in item else None
            if self.defaults.attribution(offsets, None, covers)[0] != citation.mode:
                item["mode"] = citation.mode
            if not citation.chain and not self._is_in_footnote(citation):
                item["chain"] = []
            if not item:
                del data["citations"][citation.id]
        if not data.get("citations", True):
            del data["citations"]
