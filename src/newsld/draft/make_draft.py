"""Make drafts: capture a text with an engine or read an answer, build the story, and write it with its state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from newsld.draft.agreement import Agreement, compare
from newsld.draft.answer import LISTS, Answer
from newsld.draft.build import BuiltStory, build_story
from newsld.draft.parse_answer import parse_answers
from newsld.draft.state import StoryItems, draft_state
from newsld.draft.text_input import TextInput
from newsld.findings import Finding
from newsld.findings.catalogue import codes
from newsld.model import NewsArticle
from newsld.model.capture_hash import capture_hash
from newsld.model.from_document import article_from
from newsld.model.text.shorten import quote
from newsld.pipeline.story_checks import check_article

Engine: TypeAlias = Callable[[TextInput], Answer]
"""What captures a text by itself. Every item has the name of its rule, and `precision` what the rules are worth."""

_JUDGED: Final = ("NLD-CAP-", "NLD-REF-", "NLD-DAT-", "NLD-CIT-", "NLD-FIG-")
"""The groups of rules whose findings make an item one to look at."""


_FROM_PUBLICATION: Final = frozenset(
    {"date: day", "date: month", "date: weekday", "date: relative", "date: period"}
)
"""The rules whose dates are worked out from the day of publication."""


@dataclass(frozen=True, slots=True)
class DraftResult:
    """The draft of a text, and the findings about the answer. `is_empty` is for an answer without a usable item."""

    article: NewsArticle
    findings: tuple[Finding, ...] = ()
    is_empty: bool = False

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many items the draft has, how many questions a review asks about it, and how much was refused."""
        state = self.article.draft
        if state is None:
            return 0, 0, 0
        story = StoryItems(self.article)
        kinds = Counter(story.kind_of(one.item) for one in state.look)
        refused, missed = kinds["refused"], kinds["missed"]
        return len(state.sure) + len(state.look) - refused - missed, len(state.look), refused


def find_engine() -> Engine:
    """Return the offline engine."""
    from newsld.draft.engine.capture import capture

    return capture


def draft_offline(text: TextInput, at: str) -> DraftResult:
    """Return the draft of a text that the offline engine makes. `at` is the time, RFC 3339."""
    answer = find_engine()(text.captured())
    built = build_story(text, answer)
    findings = [replace(one, file=text.name, pointer=None) for one in built.findings]
    findings += _dates_without_day(text, answer)
    return DraftResult(_with_state(built, answer, None, answer.by or "newsld", at), tuple(findings))


def draft_from_answer(
    text: TextInput,
    answers: Sequence[tuple[str, bytes | str]],
    at: str,
    *,
    by: str | None = None,
    engine: Engine | None = None,
) -> DraftResult:
    """Return the draft of a text that the answers of a language model make, one for each part of the text.

    Each answer has its name in reports. `by` is the model. With an engine, what both say is sure.
    """
    answer, findings, source = parse_answers(answers)
    is_empty = not any(getattr(answer, name) for name in LISTS)
    if is_empty and not any(one.severity == "error" for one in findings):
        message = "the answer has no item that can be used, and there is no draft"
        suggestion = "ask the model again for one JSON object of the schema: newsld schema answer"
        findings.append(source.place(Finding("NLD-DRF-001", message, suggestion=suggestion)))
    built = build_story(text, answer)
    findings += [source.place(one) for one in built.findings]
    agreement: Agreement | None = None
    makers = by or "a language model"
    if engine is not None:
        other = engine(text.captured())
        findings += _dates_without_day(text, other)
        agreement = compare(built, build_story(text, other))
        makers = f"{makers}, {other.by or 'newsld'}"
    return DraftResult(_with_state(built, answer, agreement, makers, at), tuple(findings), is_empty)


def _dates_without_day(text: TextInput, answer: Answer) -> list[Finding]:
    """Return one finding (NLD-DRF-009) when dates such as "on Wednesday" are left out for want of a publication day."""
    if text.published is not None:
        return []
    left_out = [one.words for one in answer.dates if one.date is None and one.rule in _FROM_PUBLICATION]
    if not left_out:
        return []
    more = f" and {len(left_out) - 1} more" if len(left_out) > 1 else ""
    message = (
        f"dates such as {quote(left_out[0])}{more} are left out, because the day of publication is not known"
    )
    hint = "add --published with the day, such as --published 2025-03-04"
    return [Finding("NLD-DRF-009", message, suggestion=hint, file=text.name, line=1)]


def _with_state(
    built: BuiltStory, answer: Answer, agreement: Agreement | None, by: str, at: str
) -> NewsArticle:
    """Return the article with its state: the rules of `check` judge what was captured."""
    article = article_from(built.data)
    judged = check_article(article, rules=judging_rules())
    data: dict[str, Any] = {
        **built.data,
        "status": "draft",
        "generated": {"by": by, "at": at, "hash": capture_hash(article)},
        "draft": draft_state(built, article, judged, answer.precision, agreement),
    }
    return article_from(data)


def judging_rules() -> frozenset[str]:
    """Return the codes of the rules that judge what was captured."""
    return frozenset(code for code in codes() if code.startswith(_JUDGED))
