"""The article model: Pydantic classes with schema.org's names, and the text, dates and vocabulary behind them.

Classes are loaded on first use: the text and date functions below this package need no Pydantic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from newsld.model.article import Correction, Image, NewsArticle, PagePart
    from newsld.model.body import Block, Body, Mark
    from newsld.model.captures import Figure, Mention, Quotation
    from newsld.model.citations import Citation, Hop
    from newsld.model.dated import Dated
    from newsld.model.draft_state import DraftState, Generation, OpenItem, Verification
    from newsld.model.entities import Entity, Organization, Person, Place, Role
    from newsld.model.events import Event, Participant
    from newsld.model.relation import Relation

__all__ = [
    "Block",
    "Body",
    "Citation",
    "Correction",
    "Dated",
    "DraftState",
    "Entity",
    "Event",
    "Figure",
    "Generation",
    "Hop",
    "Image",
    "Mark",
    "Mention",
    "NewsArticle",
    "OpenItem",
    "Organization",
    "PagePart",
    "Participant",
    "Person",
    "Place",
    "Quotation",
    "Relation",
    "Role",
    "Verification",
]

GC_THRESHOLDS: Final = (100_000, 20, 100)
"""Garbage collector thresholds: articles have no reference cycles, and looking for them takes 25% of the time."""

_MODULES = {
    "newsld.model.article": ("Correction", "Image", "NewsArticle", "PagePart"),
    "newsld.model.body": ("Block", "Body", "Mark"),
    "newsld.model.captures": ("Figure", "Mention", "Quotation"),
    "newsld.model.citations": ("Citation", "Hop"),
    "newsld.model.dated": ("Dated",),
    "newsld.model.draft_state": ("DraftState", "Generation", "OpenItem", "Verification"),
    "newsld.model.entities": ("Entity", "Organization", "Person", "Place", "Role"),
    "newsld.model.events": ("Event", "Participant"),
    "newsld.model.relation": ("Relation",),
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    for module, names in _MODULES.items():
        if name in names:
            value = getattr(import_module(module), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module 'newsld.model' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
