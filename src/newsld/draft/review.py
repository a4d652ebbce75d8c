"""Review a draft: its questions, what confirms or changes an item, and the state after that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from newsld.draft.choices import apply_choice, drop_item
from newsld.findings.errors import UsageError
from newsld.model import NewsArticle
from newsld.model.capture_hash import capture_hash
from newsld.model.draft_state import OpenItem
from newsld.model.from_document import article_from
from newsld.model.text import Span, sentences, split_paragraphs
from newsld.model.text.closest_match import suggest
from newsld.model.to_document import by_offsets, story_data

__all__ = ["Question", "change", "confirm", "drop", "item_ids", "questions"]

_ASKED: Final = {
    "citation": "who said it?",
    "quotation": "whose words?",
    "entity": "what is it?",
    "figure": "how many?",
    "date": "when?",
    "role": "which office?",
    "event": "what happened?",
    "refused": "refused: is something missing?",
    "missed": "missed: is something missing?",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One item to look at. `paragraph` counts from 1; None, with an empty sentence, for words that are not in the text.

    `answers` has what was captured, and what another engine says instead, if it does: at most two.
    """

    item: OpenItem
    kind: str
    paragraph: int | None
    sentence: str
    answers: tuple[str, ...]

    @property
    def asked(self) -> str:
        """The question in words."""
        return _ASKED[self.kind]


def item_ids(article: NewsArticle) -> list[str]:
    """Return the ids of all items that nobody has confirmed: those to look at first."""
    draft = article.draft
    return [*(one.item for one in draft.look), *draft.sure] if draft is not None else []


def questions(article: NewsArticle) -> Iterator[Question]:
    """Yield the questions about a draft in their order."""
    if article.draft is None:
        return
    text = article.text
    paragraphs, sentence_spans = split_paragraphs(text), list(sentences(text))
    names = {one.id: one.name or one.id for one in article.entities}
    for item in article.draft.look:
        kind = kind_of(article, item.item)
        offset = text.find(item.words.removesuffix("…")) if item.words else -1
        paragraph, sentence = None, ""
        if offset >= 0:
            paragraph = next((number for number, one in enumerate(paragraphs, 1) if offset < one.end), None)
            span = next((one for one in sentence_spans if offset < one.end), Span(offset, offset))
            sentence = " ".join(span.slice(text).split())
        answers = [item.what or item.item]
        if item.instead is not None:
            answers.append(_readable(item.instead, names))
        yield Question(item, kind, paragraph, sentence, tuple(answers))


def kind_of(article: NewsArticle, item: str) -> str:
    """Return the kind of an item: citation, quotation, entity, figure, date, role, event, refused or missed."""
    if item.startswith("cite-"):
        return "citation"
    for kind, things in (
        ("quotation", article.quotations),
        ("figure", article.figures),
        ("event", article.events),
        ("entity", article.entities),
    ):
        if any(one.id == item for one in things):
            return kind
    for prefix in ("refused", "missed", "date"):
        if item.startswith(f"{prefix}-"):
            return prefix
    return "role"


def _readable(instead: str, names: dict[str, str]) -> str:
    """Return another answer with names instead of ids."""
    hops = [" and ".join(names.get(one, one) for one in hop.split(" + ")) for hop in instead.split(" > ")]
    return ", citing ".join(hops)


def confirm(article: NewsArticle, items: Iterable[str], *, by: str, at: str) -> NewsArticle:
    """Return an article without these items in its draft; with nothing left, it is verified by a person at a time.

    Raises UsageError for an id that the draft does not have.
    """
    known = item_ids(article)
    wanted = set(items)
    for name in sorted(wanted - set(known)):
        near = suggest(name, known)
        hint = f"did you mean {near[0]}?" if near else "newsld review without --confirm shows the items"
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
    apply_choice(data, kind_of(article, item), _item(article, item), value)
    return confirm(article_from(data), [item], by=by, at=at)


def drop(article: NewsArticle, item: str, *, by: str, at: str) -> NewsArticle:
    """Return an article without an item. Raises UsageError for one that something else refers to."""
    data = story_data(article, words=by_offsets, single=False)
    drop_item(data, kind_of(article, item), _item(article, item))
    return confirm(article_from(data), [item], by=by, at=at)


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
    person = by if ":" in by else f"human:{by}"
    known = data.get("verified", [])
    entry = {"by": person, "at": at, "hash": capture_hash(article)}
    data["verified"] = [*(known if isinstance(known, list) else [known]), entry]
    return article_from(data)
