"""Build the data of a story from its front matter and its parsed Markdown body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from newsld.findings import Finding
from newsld.formats.markdown.citations import CitationBuilder
from newsld.formats.markdown.data_shorthand import EXPLICIT, expand_mention
from newsld.formats.markdown.defaults import Subjects, form_of, span_data
from newsld.formats.markdown.head import folded_text
from newsld.formats.markdown.labels import LabelMeaning
from newsld.formats.markdown.names import automatic, declared_names, find_names
from newsld.formats.markdown.parsed_story import ParsedStory
from newsld.formats.markdown.words import basis_of
from newsld.model.text import Span, split_paragraphs
from newsld.syntax.document import pointer

FORMS: Final = ("name", "alias", "nominal", "pronoun", "demonym", "metonym")
UNSTATED: Final = "unstated"
"""In `forms`: a mention without a form."""

_COLLECTIONS: Final = ("people", "organizations", "places", "events")
_MOST_NAMED: Final = 8

_LinkedWords = Mapping[str, list[tuple[Span, int]]]
"""The spans that link to a figure or quotation, by its id, each with its byte in the body."""

_InlineMentions = dict[tuple[str, Span], tuple[dict[str, Any], int]]
"""The mentions of the body by target and span, each as data and with its byte."""


def build_story(parsed: ParsedStory) -> dict[str, Any]:
    """Return the data of a story as people write it in YAML, with offsets for words.

    Adds to `parsed` the faults and findings of the data, and the bytes of the values that are written in the body.
    """
    return _StoryBuilder(parsed).build()


class _StoryBuilder:
    """Builds the data of one story."""

    def __init__(self, parsed: ParsedStory) -> None:
        self.parsed = parsed
        self.front = parsed.front
        self.body = parsed.body

    def build(self) -> dict[str, Any]:
        data = {key: value for key, value in self.front.items() if key not in {"forms", "body"}}
        self._add_head(data)
        if self.parsed.body_in_front_matter:
            data["body"] = self.front["body"]
        elif self.body.blocks or self.body.marks:
            data["body"] = self._body_data()
        mentions, words = self._links()
        if isinstance(self.front.get("mentions", []), list) or self.front["mentions"] == EXPLICIT:
            data.pop("mentions", None)
            if mentions:
                data["mentions"] = mentions
        for name in ("figures", "quotations"):
            if isinstance(data.get(name), dict):
                data[name] = {
                    key: self._with_words(name, key, item, words) for key, item in data[name].items()
                }
        builder = CitationBuilder(self.parsed, Subjects(self._mentioned(mentions, data.get("figures"))))
        citations = builder.citations()
        if citations:
            data["citations"] = citations
        if isinstance(data.get("quotations"), dict):
            data["quotations"] = builder.quotations(data["quotations"])
        if isinstance(data.get("figures"), dict):
            data["figures"] = {key: builder.complete_figure(item) for key, item in data["figures"].items()}
        return data

    def _add_head(self, data: dict[str, Any]) -> None:
        """Take headline and standfirst from the head where the data has none, and compare them where it has."""
        head = self.parsed.head
        for key, shown, at in (
            ("headline", head.headline, head.headline_at),
            ("description", head.standfirst, head.standfirst_at),
        ):
            if not shown:
                continue
            name = data.get("name") if key == "headline" and key not in data else None
            if isinstance(name, str) and folded_text(name) == folded_text(shown):
                continue  # the name of published markup, which is shown where there is no headline
            if key not in data:
                data[key] = folded_text(shown)
                self.parsed.body_bytes[pointer(key)] = at
            elif isinstance(data[key], str) and folded_text(data[key]) != folded_text(shown):
                shown_as = "standfirst" if key == "description" else key
                message = f"the {shown_as} above the text differs from `{key}` in the front matter"
                self.parsed.add_fault(
                    "NLD-SCH-008",
                    message,
                    at,
                    "make them equal; if it belongs to the text, write a line <!-- --> above it",
                )

    def _body_data(self) -> Any:
        """Return the body as its text if it is plain, otherwise with its blocks and marks."""
        body = self.front.get("body")
        front_marks = body.get("marks") if isinstance(body, dict) else None
        marks = [*(front_marks if isinstance(front_marks, list) else []), *self.body.marks]
        plain = all(block["kind"] == "paragraph" for block in self.body.blocks)
        if plain and not marks and self.body.leaves == split_paragraphs(self.body.text):
            return self.body.text
        data: dict[str, Any] = {"text": self.body.text, "blocks": self.body.blocks}
        if front_marks is not None and not isinstance(front_marks, list):
            return {**data, "marks": front_marks}
        return {**data, "marks": marks} if marks else data

    def _links(self) -> tuple[list[Any], _LinkedWords]:
        """Return the mentions, those of the data first, and the words that link to figures and quotations."""
        inline: _InlineMentions = {}
        words: dict[str, list[tuple[Span, int]]] = {}
        for link in self.body.links:
            for meaning in self.parsed.labels.find_all(link.target.label or ""):
                if meaning.kind == "ambiguous":
                    message = f"{link.target.label} is the name of {' and of '.join(_first(meaning.rivals))}"
                    self.parsed.add_fault("NLD-LNK-003", message, link.at, "use the id instead of the name")
                elif link.span.start == link.span.end:
                    self.parsed.add_fault("NLD-LNK-001", "the link has no words", link.at)
                elif meaning.kind in {"figure", "quotation"}:
                    words.setdefault(meaning.id, []).append((link.span, link.at))
                else:
                    inline[meaning.id, link.span] = self._mention(meaning, link.span), link.at
        mentions = self._front_mentions(inline)
        for mention, at in inline.values():
            self.parsed.body_bytes[pointer("mentions", len(mentions))] = at
            mentions.append(mention)
        mentions += self._names(mentions)
        return mentions, words

    def _names(self, explicit: list[Any]) -> list[Any]:
        """Return the mentions of declared names, but for those with words that have an explicit mention."""
        listed = self.front.get("mentions", [])
        if (
            self.parsed.body_in_front_matter
            or listed == EXPLICIT
            or (isinstance(listed, list) and EXPLICIT in listed)
        ):
            return []
        found = find_names(self.body.text, declared_names(self._items))
        mentions: list[Any] = []
        for name in automatic(found, self.body.text, self._targets(explicit), self.body.separators):
            form = self._form(name.id, self.parsed.labels.kinds[name.id], name.span.slice(self.body.text))
            where = pointer("mentions", len(explicit) + len(mentions))
            self.parsed.body_offsets[where] = name.span.start
            mention = {"words": span_data(name.span), "of": name.id}
            mentions.append(mention if form == UNSTATED else {**mention, "form": form})
        return mentions

    def _mentioned(self, mentions: list[Any], figures: Any) -> Iterator[tuple[Span, str]]:
        """Yield the words that mention the entities, events and figures of the story, each with the id."""
        kinds, find_all = self.parsed.labels.kinds, self.parsed.defaults.find_all
        for span, key in self._targets(mentions):
            if kinds.get(key) in {"entity", "event"}:
                yield span, key
        for key, item in figures.items() if isinstance(figures, dict) else ():
            for span in find_all(item.get("words", [])) or () if isinstance(item, dict) else ():
                yield span, key

    def _targets(self, mentions: list[Any]) -> Iterator[tuple[Span, str]]:
        """Yield the spans of mentions, each with the id that it refers to, or its date."""
        for mention in mentions:
            span = self.parsed.defaults.find(mention.get("words")) if isinstance(mention, dict) else None
            if span is not None:
                yield span, str(mention.get("of", ""))

    def _mention(self, meaning: LabelMeaning, span: Span) -> dict[str, Any]:
        words = span.slice(self.body.text)
        if meaning.kind == "date":
            return {
                "words": span_data(span),
                "date": {"date": meaning.id, "basis": basis_of(meaning.id, words)},
            }
        form = self._form(meaning.id, meaning.kind, words)
        mention = {"words": span_data(span), "of": meaning.id}
        return mention if form == UNSTATED else {**mention, "form": form}

    def _form(self, key: str, kind: str, words: str) -> str:
        """Return the form of a mention: that of `forms`, otherwise the default one."""
        form = self._forms.get(key, {}).get(words)
        if form is None:
            item = self._items.get(key, self.parsed.shared.get(key))
            form = form_of(words, item, kind=kind, is_other_name=self.parsed.labels.is_name(words, key))
        return form

    @cached_property
    def _items(self) -> dict[str, Any]:
        """The entities and events of the front matter by id."""
        maps = [self.front.get(name) for name in _COLLECTIONS]
        return {key: item for items in maps if isinstance(items, dict) for key, item in items.items()}

    @cached_property
    def _forms(self) -> dict[str, dict[str, str]]:
        """The forms that the front matter gives to linked words, by id and words."""
        forms: dict[str, dict[str, str]] = {}
        for steps, key, by_words in _pairs(self.front.get("forms", {}), "forms"):
            if key is not None and key not in self._items and key not in self.parsed.shared:
                self._add_finding("NLD-REF-001", f"{key} is no id of the story", steps, at_key=True)
            for inner, words, form in _pairs(by_words, *steps) if key is not None else [(steps, None, None)]:
                if key is None or words is None or not isinstance(form, str):
                    message = "forms must be a mapping of ids to mappings of words to their form"
                    self._add_finding("NLD-SCH-002", message, inner)
                elif form not in (*FORMS, UNSTATED):
                    suggestion = f"one of {', '.join((*FORMS, UNSTATED))}"
                    self._add_finding("NLD-SCH-004", f"{form} is no form of a mention", inner, suggestion)
                else:
                    forms.setdefault(key, {})[words] = form
        return forms

    def _add_finding(
        self,
        code: str,
        message: str,
        steps: tuple[str, ...],
        suggestion: str | None = None,
        *,
        at_key: bool = False,
    ) -> None:
        self.parsed.findings.append(
            Finding(code, message, suggestion=suggestion, pointer=pointer(*steps), at_key=at_key)
        )

    def _front_mentions(self, inline: _InlineMentions) -> list[Any]:
        """Return the mentions of the data; one that adds to linked words replaces their link in `inline`."""
        front = self.front.get("mentions")
        mentions: list[Any] = []
        for number, entry in enumerate(front if isinstance(front, list) else []):
            if entry == EXPLICIT:
                continue
            for place, mention in enumerate(expand_mention(entry, self.parsed.defaults.text)):
                short = isinstance(mention, dict) and "short" in mention
                inner = (mention["short"], place) if short else ()
                self.parsed.moved[pointer("mentions", len(mentions))] = pointer("mentions", number, *inner)
                mentions.append(self._short_mention(mention))
        targets = {target for target, _ in inline}
        for number, mention in enumerate(mentions):
            if not isinstance(mention, dict):
                continue
            date = mention.get("date")
            target = mention.get("of", date.get("date") if isinstance(date, dict) else date)
            if isinstance(target, str) and target in targets:
                span = self.parsed.defaults.find(mention.get("words"))
                link = inline.get((target, span)) if span is not None else None
                # An id can look like a date: it is the same mention only if both are of a thing, or both of a date.
                if span is not None and link is not None and ("of" in link[0]) == ("of" in mention):
                    del inline[target, span]
                    mentions[number] = {**link[0], **mention}
        return mentions

    def _short_mention(self, mention: Any) -> Any:
        """Return a mention of an entry in the short form with its form, or with the basis of its date."""
        if not isinstance(mention, dict) or "short" not in mention:
            return mention
        target, words = mention["short"], mention["words"]
        meaning = self.parsed.labels.find(target)
        span = self.parsed.defaults.find(words)
        if meaning is not None and meaning.kind == "date" and meaning.id == target:
            text = span.slice(self.parsed.defaults.text) if span else ""
            return {"words": words, "date": {"date": target, "basis": basis_of(target, text)}}
        kind = meaning.kind if meaning is not None else "entity"
        target = self.parsed.labels.full(target)
        form = self._form(target, kind, span.slice(self.parsed.defaults.text)) if span else UNSTATED
        return {"words": words, "of": target, **({} if form == UNSTATED else {"form": form})}

    def _with_words(self, name: str, key: str, item: Any, words: _LinkedWords) -> Any:
        """Return a figure or quotation with the words that link to it, after those of the front matter."""
        linked = words.get(key)
        if not linked or not isinstance(item, dict):
            return item
        front_words = item.get("words", [])
        all_words = front_words if isinstance(front_words, list) else [front_words]
        known = self.parsed.defaults.find_all(all_words) or []
        for span, at in linked:
            if span not in known:
                self.parsed.body_bytes[pointer(name, key, "words", len(all_words))] = at
                all_words = [*all_words, span_data(span)]
        return {**item, "words": all_words}


def _pairs(value: Any, *steps: str) -> list[tuple[tuple[str, ...], str | None, Any]]:
    """Return the pairs of a mapping, each with its path; for any other value its path with None for the key."""
    if isinstance(value, dict):
        return [((*steps, key), key, item) for key, item in value.items()]
    return [(steps, None, value)]


def _first(names: Sequence[str]) -> list[str]:
    """Return the first names of many, and the number of the others."""
    more = len(names) - _MOST_NAMED
    return [*names[:_MOST_NAMED], f"{more:,} more"] if more > 0 else list(names)
