"""Review a draft: its questions, what confirms or changes an item, and the state after that."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import Any, Final

from pydantic import ValidationError

from newsld.draft.choices import apply_choice, drop_item, keep_item
from newsld.draft.state import UNLISTED, StoryItems, places_of
from newsld.findings.catalogue import rule
from newsld.findings.errors import UsageError
from newsld.model import NewsArticle
from newsld.model.capture_hash import capture_hash
from newsld.model.draft_state import OpenItem
from newsld.model.from_document import article_from
from newsld.model.span_words import by_offsets
from newsld.model.text import Span, sentences, split_paragraphs
from newsld.model.text.closest_match import did_you_mean
from newsld.model.to_document import story_data
from newsld.syntax.patterns import lazy_pattern

_KIND: Final = lazy_pattern(r"[a-z]+:\S")
"""The beginning of a reviewer with what it is: `human:ines`, `program:desk`."""
_ASKED: Final = {
    "citation": "who said it?",
    "quotation": "whose words?",
    "entity": "what is it?",
    "figure": "how many?",
    "date": "when?",
    "role": "which office?",
    "event": "what happened?",
    "refused": "leave it out?",
    "missed": "leave it out?",
}
_NOTES: Final = {
    "refused": "newsld refused this item of the answer; to add what is right, edit the file",
    "missed": "only the rules found this",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One item to look at. `paragraph` counts from 1; None, with an empty sentence, for words that are not in the text.

    `marked` is where the words are in the sentence. `answers` has what was captured, and what another engine says
    instead, if it does and the item can be changed to it: at most two.
    """

    item: OpenItem
    kind: str
    paragraph: int | None
    sentence: str
    answers: tuple[str, ...]
    marked: Span | None = None
    other: str | None = None
    """What another engine says instead, if the item cannot be changed to it here."""

    can_keep: bool = False
    """Whether what only the rules found can be added to the story."""

    @property
    def reason(self) -> str:
        """Why to look at it, and what to do about what has no answer; may be empty."""
        other = f"instead: {self.other}; to use that, edit the file" if self.other is not None else None
        if self.kind == "missed" and not self.can_keep:
            other = "to add it, edit the file"
        return "; ".join(one for one in (self.item.why, other, _NOTES.get(self.kind)) if one)

    @property
    def asked(self) -> str:
        """The question in words."""
        return _ASKED[self.kind]


def item_ids(article: NewsArticle) -> list[str]:
    """Return the ids of all items that nobody has confirmed: those to look at first."""
    draft = article.draft
    return [*(one.item for one in draft.look), *draft.sure] if draft is not None else []


def questions(article: NewsArticle, skipped: Collection[str] = ()) -> Iterator[Question]:
    """Yield the questions about a draft in their order, without those about the items that are skipped."""
    if article.draft is None:
        return
    text = article.text
    paragraphs, sentence_spans = split_paragraphs(text), list(sentences(text))
    items = StoryItems(article)
    known: frozenset[tuple[str, str]] | None = None
    for item in article.draft.look:
        if item.item in skipped:
            continue
        kind = items.kind_of(item.item)
        paragraph, sentence, marked = None, "", None
        if (words := items.words_of(item, kind)) is not None:
            number = bisect_right(paragraphs, words.start, key=attrgetter("end"))
            paragraph = number + 1 if number < len(paragraphs) else None
            at = bisect_right(sentence_spans, words.start, key=attrgetter("end"))
            span = sentence_spans[at] if at < len(sentence_spans) else words
            sentence = " ".join(span.slice(text).split())
            marked = _in_sentence(text, span, words)
        answers, other, can_keep = [items.value_of(item, kind)], None, False
        if item.instead is not None:
            readable = items.readable(hop.split(" + ") for hop in item.instead.split(" > "))
            known = _errors(article) if known is None else known
            is_possible = _is_possible(article, known, kind, item, item.instead)
            if kind == "missed":
                can_keep = is_possible
            elif is_possible:
                answers.append(readable)
            else:
                other = readable
        yield Question(item, kind, paragraph, sentence, tuple(answers), marked, other, can_keep)


def _in_sentence(text: str, sentence: Span, words: Span) -> Span:
    """Return the place of words in their sentence, whose whitespace is single spaces."""
    before = text[sentence.start : words.start]
    start = len(" ".join(before.split())) + bool(before.strip() and before[-1].isspace())
    inside = text[max(words.start, sentence.start) : min(words.end, sentence.end)]
    return Span(start, start + len(" ".join(inside.split())))


def _errors(article: NewsArticle) -> frozenset[tuple[str, str]]:
    """Return the errors of the rules that judge a capture: without those for warnings, which take most of the time."""
    from newsld.draft.make_draft import judging_rules
    from newsld.pipeline.story_checks import check_article

    rules = frozenset(code for code in judging_rules() if rule(code).severity == "error")
    found = check_article(article, rules=rules)
    return frozenset((one.code, one.message) for one in found if one.severity == "error")


def _is_possible(
    article: NewsArticle, known: frozenset[tuple[str, str]], kind: str, item: OpenItem, value: str
) -> bool:
    """Return whether an item can have another value without an error that is not known."""
    data = story_data(article, words=by_offsets, single=False)
    try:
        if kind == "missed":
            keep_item(data, item, _only_words(article, item))
        else:
            apply_choice(data, kind, item, value)
        return _errors(article_from(data)) <= known
    except (UsageError, ValidationError):
        return False


def _only_words(article: NewsArticle, item: OpenItem) -> Span:
    """Return the words of an item that the story does not have. Raises UsageError unless they are in one place."""
    spans = list(islice(places_of(article.text, item), 2))
    if len(spans) != 1:
        raise UsageError(f"the words of {item.item} are not in one place of the text: edit the file")
    return spans[0]


def unknown_items(article: NewsArticle) -> list[str]:
    """Return the ids in the draft of things that the story does not have."""
    known = {one.id for one in article.entities} | {one.id for one in article.events}
    known |= {one.id for one in article.quotations} | {one.id for one in article.figures}
    known |= {f"cite-{one.id}" for one in article.citations}
    return [
        one
        for one in item_ids(article)
        if one not in known
        and not UNLISTED.fullmatch(one)
        and ("-role-" not in one or one.rpartition("-role-")[0] not in known)
    ]


def new_doubts(before: NewsArticle, after: NewsArticle) -> list[str]:
    """Return what the rules of `check` say against a changed article and not against the article before.

    Raises UsageError for an error: a draft is always a valid story.
    """
    from newsld.draft.make_draft import judging_rules
    from newsld.pipeline.story_checks import check_article

    known = {(one.code, one.message) for one in check_article(before, rules=judging_rules())}
    found = [one for one in check_article(after, rules=judging_rules()) if one.severity != "info"]
    found = [one for one in found if (one.code, one.message) not in known]
    if errors := [one.message for one in found if one.severity == "error"]:
        raise UsageError(f"{errors[0]}: drop or change that first, or edit the file")
    return list(dict.fromkeys(one.message for one in found))


def confirm(article: NewsArticle, items: Iterable[str], *, by: str, at: str) -> NewsArticle:
    """Return an article without these items in its draft; with nothing left, it is verified by a person at a time.

    Raises UsageError for an id that the draft does not have.
    """
    known = item_ids(article)
    wanted = set(items)
    for name in sorted(wanted - set(known)):
        hint = did_you_mean(name, known, "newsld review without --confirm shows the items")
        raise UsageError(f"the draft has no item {name}: {hint}")
    draft = article.draft
    data = story_data(article, words=by_offsets)
    data.pop("draft", None)
    if draft is not None:
        sure = [one for one in draft.sure if one not in wanted]
        look = [_plain(one) for one in draft.look if one.item not in wanted]
        if sure or look:
            data["draft"] = {**({"sure": sure} if sure else {}), **({"look": look} if look else {})}
    return _verified(data, by=by, at=at)


def change(article: NewsArticle, item: str, value: str, *, by: str, at: str) -> NewsArticle:
    """Return an article in which an item has another value, in the form of `OpenItem.instead`, and is confirmed.

    Raises UsageError for a value that does not fit the item.
    """
    data = story_data(article, words=by_offsets, single=False)
    apply_choice(data, StoryItems(article).kind_of(item), _item(article, item), value)
    try:
        changed = article_from(data)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]["msg"]
        raise UsageError(
            f"{value} does not fit {item} ({fault}): write another value, or edit the file"
        ) from None
    return confirm(changed, [item], by=by, at=at)


def keep(article: NewsArticle, item: str, *, by: str, at: str) -> NewsArticle:
    """Return an article with what only the rules found, which is confirmed.

    Raises UsageError for what cannot be added: a source that the story does not have, words in several places.
    """
    data = story_data(article, words=by_offsets, single=False)
    found = _item(article, item)
    keep_item(data, found, _only_words(article, found))
    return confirm(article_from(data), [item], by=by, at=at)


def drop(article: NewsArticle, item: str, *, by: str, at: str) -> NewsArticle:
    """Return an article without an item, and without the roles of a person.

    Raises UsageError for an entity or event that something else refers to.
    """
    data = story_data(article, words=by_offsets, single=False)
    drop_item(data, StoryItems(article).kind_of(item), _item(article, item))
    roles = [one for one in item_ids(article) if one.rpartition("-role-")[0] == item]
    return confirm(article_from(data), [item, *roles], by=by, at=at)


def _item(article: NewsArticle, item: str) -> OpenItem:
    assert article.draft is not None, "there is a draft to review"
    return next(one for one in article.draft.look if one.item == item)


def _plain(item: OpenItem) -> dict[str, Any]:
    return item.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _verified(data: dict[str, Any], *, by: str, at: str) -> NewsArticle:
    """Return the article of data, verified if its draft is empty."""
    if "draft" in data:
        return article_from(data)
    data.pop("status", None)
    article = article_from(data)
    person = by if _KIND.match(by) else f"human:{by}"
    known = data.get("verified", [])
    entry = {"by": person, "at": at, "hash": capture_hash(article)}
    data["verified"] = [*(known if isinstance(known, list) else [known]), entry]
    return article_from(data)
