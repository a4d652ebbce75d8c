"""Derive from the models which kinds of things each reference in a story may refer to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from newsld.model.article import NewsArticle
from newsld.model.captures import Figure, Mention, Quotation
from newsld.model.citations import Citation, Hop
from newsld.model.entities import Organization, Person, Place, Role
from newsld.model.events import Event, Participant
from newsld.model.fields import fields_of
from newsld.model.node import Part

COLLECTION_KINDS: Final[Mapping[str, str]] = {
    "people": "person",
    "organizations": "organization",
    "places": "place",
    "events": "event",
    "quotations": "quotation",
    "figures": "figure",
}
"""The kind of thing in each collection; these collections share one namespace of ids."""

ANY_KIND: Final = frozenset(COLLECTION_KINDS.values())
CITATION_KIND: Final = frozenset({"citation"})


def _targets(model: type[Part]) -> Mapping[str, frozenset[str]]:
    return {
        field.alias: CITATION_KIND if field.targets == CITATION_KIND else field.targets
        for field in fields_of(model)
        if field.targets
    }


ARTICLE_TARGETS: Final = _targets(NewsArticle)
"""The kinds that each reference of the article may refer to, by its key."""

ITEM_TARGETS: Final[Mapping[str, Mapping[str, frozenset[str]]]] = {
    "people": _targets(Person),
    "organizations": _targets(Organization),
    "places": _targets(Place),
    "events": _targets(Event),
    "quotations": _targets(Quotation),
    "figures": _targets(Figure),
    "citations": _targets(Citation),
}
"""The same for the items of each collection of a story."""

PART_TARGETS: Final[Mapping[str, tuple[str, Mapping[str, frozenset[str]]]]] = {
    "people": ("roles", _targets(Role)),
    "organizations": ("roles", _targets(Role)),
    "events": ("participants", _targets(Participant)),
    "citations": ("chain", _targets(Hop)),
}
"""The key of the list of parts that the items of a collection have, and the kinds that its references may refer to."""

MENTION_TARGETS: Final = _targets(Mention)
"""The same for mentions."""
