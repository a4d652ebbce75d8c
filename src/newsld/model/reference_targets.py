"""Which kinds of things each field of a story may refer to: one table for reading and for checking."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["ANY", "ARTICLE", "CITATION", "ITEMS", "KINDS", "MENTION", "NAMED", "PARTS"]

KINDS: Final[Mapping[str, str]] = {
    "people": "person",
    "organizations": "organization",
    "places": "place",
    "events": "event",
    "quotations": "quotation",
    "figures": "figure",
}
"""The collections that share one namespace, and the kind of thing that each holds."""

_AGENT: Final = frozenset({"person", "organization", "place"})
_PERSON: Final = frozenset({"person"})
_ORGANIZATION: Final = frozenset({"organization"})
_BODY_OR_STATE: Final = frozenset({"organization", "place"})
_PLACE: Final = frozenset({"place"})
_EVENT: Final = frozenset({"event"})
NAMED: Final = _AGENT | _EVENT
ANY: Final = frozenset(KINDS.values())
CITATION: Final = frozenset({"citation"})

ARTICLE: Final[Mapping[str, frozenset[str]]] = {
    "author": _AGENT,
    "editor": _PERSON,
    "contributor": _AGENT,
    "publisher": _AGENT,
    "copyrightHolder": _AGENT,
    "about": ANY,
    "contentLocation": _PLACE,
    "locationCreated": _PLACE,
}
"""The kinds that each field of the article may refer to."""

ITEMS: Final[Mapping[str, Mapping[str, frozenset[str]]]] = {
    "people": {
        "nationality": _PLACE,
        "parent": _PERSON,
        "spouse": _PERSON,
        "children": _PERSON,
        "sibling": _PERSON,
    },
    "organizations": {"parentOrganization": _BODY_OR_STATE, "location": _PLACE, "areaServed": _PLACE},
    "places": {"containedInPlace": _PLACE},
    "events": {"location": _PLACE, "organizer": _AGENT, "superEvent": _EVENT, "about": ANY},
    "quotations": {"speaker": _AGENT, "citation": CITATION},
    "figures": {"about": ANY, "citation": CITATION},
    "citations": {"about": ANY, "repeats": CITATION},
}
"""The same for the things in each collection of a story."""

PARTS: Final[Mapping[str, tuple[str, Mapping[str, frozenset[str]]]]] = {
    "people": ("roles", {"of": _BODY_OR_STATE, "at": _BODY_OR_STATE}),
    "organizations": ("roles", {"of": _BODY_OR_STATE, "at": _BODY_OR_STATE}),
    "events": ("participants", {"party": _AGENT}),
    "citations": ("chain", {"parties": _AGENT, "medium": _ORGANIZATION, "inherited": CITATION}),
}
"""The list of parts that the items of a collection have, and what those refer to."""

MENTION: Final[Mapping[str, frozenset[str]]] = {"of": NAMED}
"""What a mention may be of."""
