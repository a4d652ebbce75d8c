"""Derive from the fields of the models which kinds of things each reference in a story may refer to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from newsld.model.field_table import facts_of
from newsld.model.keys import COLLECTION_MODELS

COLLECTION_KINDS: Final[Mapping[str, str]] = {
    "people": "person",
    "organizations": "organization",
    "places": "place",
    "events": "event",
    "quotations": "quotation",
    "figures": "figure",
}
"""The kind of thing in each collection; these collections share one namespace of ids."""

CITATION_KIND: Final = frozenset({"citation"})


def _targets(model: str) -> Mapping[str, frozenset[str]]:
    return {
        key: CITATION_KIND if field.targets == CITATION_KIND else field.targets
        for key, field in facts_of(model).fields.items()
        if field.targets
    }


ARTICLE_TARGETS: Final = _targets("NewsArticle")
"""The kinds that each reference of the article may refer to, by its key."""

ITEM_TARGETS: Final[Mapping[str, Mapping[str, frozenset[str]]]] = {
    collection: _targets(model) for collection, model in COLLECTION_MODELS.items()
}
"""The same for the items of each collection of a story."""

PART_TARGETS: Final[Mapping[str, tuple[str, Mapping[str, frozenset[str]]]]] = {
    "people": ("roles", _targets("Role")),
    "organizations": ("roles", _targets("Role")),
    "events": ("participants", _targets("Participant")),
    "citations": ("chain", _targets("Hop")),
}
"""The key of the list of parts that the items of a collection have, and the kinds that its references may refer to."""

MENTION_TARGETS: Final = _targets("Mention")
"""The same for mentions."""

ACCEPTED_KINDS: Final = frozenset(
    kinds
    for fields in (
        ARTICLE_TARGETS,
        *ITEM_TARGETS.values(),
        *(fields for _, fields in PART_TARGETS.values()),
        MENTION_TARGETS,
    )
    for kinds in fields.values()
)
"""Every set of kinds that a reference accepts."""
