"""The front matter of an article: what its Markdown body does not say."""

from __future__ import annotations

from typing import Any

from newsld.formats.markdown.defaults import Ground
from newsld.formats.markdown.labels import Labels
from newsld.formats.markdown.plan import Plan, hop_data
from newsld.formats.markdown.story_builder import UNSTATED, Story
from newsld.model import Citation, Figure, Mention, NewsArticle, Quotation
from newsld.model.to_document import story_data

__all__ = ["Front"]


class Front:
    """The difference between an article and what its Markdown says by itself.

    `plan` is what was laid into the body, None where the front matter holds the body too; `story` is
    the Markdown read back.
    """

    def __init__(self, article: NewsArticle, labels: Labels, plan: Plan | None, story: Story) -> None:
        """Takes the article, its labels, and how its body was written and reads back."""
        self.article = article
        self.labels = labels
        self.plan = plan
        self.story = story
        self.ground = plan.ground if plan else Ground(article.text, [])
        self._citations = {citation.id: citation for citation in article.citations}

    def data(self, gaps: dict[str, str]) -> dict[str, Any]:
        """The front matter, as story data with words for spans."""
        body = self.article.body
        reduced: dict[str, Any] = {
            "mentions": tuple(mention for mention in self.article.mentions if not self._is_said(mention)),
            "figures": tuple(map(self._figure, self.article.figures)),
            "citations": tuple(map(self._citation, self.article.citations)),
        }
        if self.plan and body is not None:
            kept = tuple(mark for number, mark in enumerate(body.marks) if number not in self.plan.marks)
            reduced["body"] = body.model_copy(update={"marks": kept})
        found = story_data(self.article.model_copy(update=reduced))
        if self.plan:
            laid = found.pop("body", None)
            more: dict[str, Any] = {"gaps": gaps} if gaps else {}
            if isinstance(laid, dict) and "marks" in laid:
                more["marks"] = laid["marks"]
            if more:
                found["body"] = more
        elif body is not None:
            found["body"] = found.get("body", "")
        self._state_what_differs(found)
        forms = self._forms()
        return {**found, "forms": forms} if forms else found

    def _is_said(self, mention: Mention) -> bool:
        """Whether the body alone, with `forms`, says all of a mention."""
        if self.plan is None:
            return False
        if mention.date is not None and mention.of is None:
            date, meaning = mention.date, self.plan.labels.find(str(mention.date.date))
            # A label that is an id means the thing, even where the id looks like a date.
            is_date = meaning is not None and meaning.kind == "date"
            said = is_date and (str(date.date), mention.words) in self.plan.mentions
            return said and not (date.basis or date.words)
        key = mention.of or ""
        if mention.date is not None or (key, mention.words) not in self.plan.mentions:
            return False
        return self.plan.forms[key, mention.words.slice(self.article.text)] == (mention.form or UNSTATED)

    def _forms(self) -> dict[str, dict[str, str]]:
        """The forms of linked words that are not those they have by themselves."""
        found: dict[str, dict[str, str]] = {}
        for mention in self.article.mentions if self.plan else ():
            assert self.plan is not None, "mentions are gone through only with a plan"
            key = mention.of or ""
            words = mention.words.slice(self.article.text)
            form = self.plan.forms.get((key, words))
            if (
                form
                and (key, mention.words) in self.plan.mentions
                and form != self.plan.default_form(mention)
            ):
                found.setdefault(key, {})[words] = form
        return found

    def _figure(self, figure: Figure) -> Figure:
        linked = sorted(span for key, span in self.plan.figures if key == figure.id) if self.plan else []
        return figure.model_copy(update={"words": ()}) if list(figure.words) == linked else figure

    def _unsaid(self, quotation: Quotation) -> tuple[list[Any], tuple[str, ...]]:
        """The quoted runs that the citation of a quotation covers, and who spoke last in it."""
        citation = self._citations.get(quotation.citation or "")
        if citation is None:
            return [], ()
        return self.ground.within(citation.covers), citation.chain[-1].parties if citation.chain else ()

    def _citation(self, citation: Citation) -> Citation:
        places = self.plan.places.get(citation.id) if self.plan else None
        if not places:
            return citation
        more: dict[str, Any] = {"mode": "indirect"}
        mode, covers = self.ground.attribution(places, None, None)
        states_mode = citation.mode != mode
        if states_mode:
            mode, covers = self.ground.attribution(places, citation.mode, None)
        if tuple(covers) == citation.covers:
            more["covers"] = ()
        if self._is_told(citation):
            more.update(chain=(), origin="known")
        return citation.model_copy(update=more)

    def _is_told(self, citation: Citation) -> bool:
        """Whether the footnote reads back as the chain, and so does the one that it carries over."""
        earlier = self._citations.get((citation.chain[0].inherited or "") if citation.chain else "")
        return self._is_read(citation) and (earlier is None or self._is_read(earlier))

    def _is_read(self, citation: Citation) -> bool:
        read = self.story.data.get("citations", {}).get(citation.id, {})
        origin = read.get("origin", "known")
        hops = [hop_data(hop) for hop in citation.chain]
        return bool(read.get("chain", []) == hops and origin == citation.origin)

    def _state_what_differs(self, found: dict[str, Any]) -> None:
        """States what is empty or usual in the article, where saying nothing would mean something else."""
        for quotation in self.article.quotations:
            if quotation.citation not in self._citations:
                continue
            runs, speaker = self._unsaid(quotation)
            data = found["quotations"][quotation.id]
            data.setdefault("words", [])
            data.setdefault("speaker", [])
            if len(runs) == 1 and quotation.words == tuple(runs):
                del data["words"]
            if quotation.speaker == speaker:
                del data["speaker"]
        for citation in self.article.citations:
            data = found["citations"][citation.id]
            places = self.plan.places.get(citation.id) if self.plan else None
            if not places:
                continue
            stated = list(citation.covers) if "covers" in data else None
            if self.ground.attribution(places, None, stated)[0] != citation.mode:
                data["mode"] = citation.mode
            if not citation.chain and not self._is_told(citation):
                data["chain"] = []
            if not data:
                del found["citations"][citation.id]
        if not found.get("citations", True):
            del found["citations"]
