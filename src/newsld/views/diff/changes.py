"""Define a change between two versions of a story, and the kinds of changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from newsld.model.text import Span

Kind: TypeAlias = Literal[
    "article", "quotation", "speaker", "source", "chain", "statement", "figure", "date", "identity", "name", "kind",
    "identifier", "anonymity", "entity", "role", "relation", "event", "factuality", "place", "participant", "mention",
    "description", "text", "link", "words",
]  # fmt: skip

Action: TypeAlias = Literal["changed", "added", "dropped", "moved", "reordered", "merged", "split"]

KINDS: Final[dict[Kind, tuple[str, str]]] = {
    "article": ("Article", "A field of the article: its headline, dates, authors, images, corrections ..."),
    "quotation": ("Quotations", "The quoted words, or which statement they belong to."),
    "speaker": ("Quotations", "Who says quoted words."),
    "source": (
        "Sources",
        "A source that the story has now, or no longer has; or one of several of a statement.",
    ),
    "chain": ("Sources", "The chain of sources of a statement: its hops, their order, where it comes from."),
    "statement": ("Statements", "The words of an attributed statement, or how it is attributed."),
    "figure": ("Figures", "The number, bounds or unit of a figure, what it measures, or its source."),
    "date": ("Dates", "A date in the story, or how it is known."),
    "identity": ("People, organizations and places", "Two things that are one now, or one that is two."),
    "name": ("People, organizations and places", "A name."),
    "kind": ("People, organizations and places", "Whether something is a person, a group, a city ..."),
    "identifier": ("People, organizations and places", "An address that identifies something."),
    "anonymity": ("People, organizations and places", "Whether the story names a party, or why not."),
    "entity": ("People, organizations and places", "A person, organization or place as a whole."),
    "role": ("People, organizations and places", "An office, an occupation or a membership."),
    "relation": ("People, organizations and places", "How one thing belongs to another."),
    "description": (
        "People, organizations and places",
        "A description or another property of something in the story.",
    ),
    "event": ("Events", "An event as a whole, or what it is about."),
    "factuality": (
        "Events",
        "Whether an event happened, or somebody claims, plans or requests it.",
    ),
    "place": ("Events", "Where an event takes place."),
    "participant": ("Events", "Who takes part in an event, or organizes it."),
    "text": ("Text", "Words that no attributed statement covers, paragraphs and headings."),
    "link": ("Text", "The target of a link, or a picture in the text."),
    "mention": ("Text", "What words refer to."),
    "words": ("Text", "The words that something was read from, where the text itself is the same."),
}
"""The kinds of changes in the order of a report, each with the heading it is under and its meaning."""

ACTIONS: Final[dict[Action, str]] = {
    "changed": "It is different now.",
    "added": "Only the new version has it.",
    "dropped": "Only the old version has it.",
    "moved": "It is somewhere else in the text.",
    "reordered": "The same parts are in another order.",
    "merged": "What was several is one now.",
    "split": "What was one is several now.",
}
"""What happened, with its meaning."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference in what two versions of a story say.

    `what` names the thing that changed in words, `field` is its field in the model if it is one. `old` and `new` are
    what either version says, None where it says nothing. `old_words` and `new_words` are spans of both bodies,
    `old_pointer` and `new_pointer` JSON Pointers into both stories; `old_line` and `new_line` are lines of both files,
    None if unknown. `also` are other things that changed with it.
    """

    kind: Kind
    action: Action
    what: str
    field: str = ""
    old: str | None = None
    new: str | None = None
    old_words: Span | None = None
    new_words: Span | None = None
    old_pointer: str | None = None
    new_pointer: str | None = None
    old_line: int | None = None
    new_line: int | None = None
    also: tuple[str, ...] = ()
