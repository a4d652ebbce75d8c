"""List the events of an article by what the story makes of them: asserted, claimed, planned or requested."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newsld.views.page.statements import ShownStatement
from newsld.views.page.things import ShownThing, Things
from newsld.views.rendering import date_in_words

if TYPE_CHECKING:
    from newsld.model import Event, NewsArticle

FACTUALITIES: Final = {
    "asserted": "The story itself says so",
    "claimed": "Only sources say so",
    "planned": "Planned",
    "requested": "Requested",
}
"""The headings of the groups of events, in their order."""


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """An event with its date in words, its places, and the statements about it."""

    thing: ShownThing
    when: str
    places: tuple[ShownThing, ...]
    statements: tuple[ShownStatement, ...]


def list_events(
    article: NewsArticle, things: Things, statements: dict[str, ShownStatement], first: dict[str, int]
) -> list[tuple[str, str, list[ShownEvent]]]:
    """Return each factuality that occurs with its heading and its events, in the order of the text."""
    about: dict[str, list[ShownStatement]] = defaultdict(list)
    for citation in article.citations:
        for slug in citation.about:
            about[slug].append(statements[citation.id])
    groups: dict[str, list[ShownEvent]] = defaultdict(list)
    for event in sorted(article.events, key=lambda one: first.get(one.id, 1 << 60)):
        groups[event.factuality].append(
            ShownEvent(
                things.get(event.id),
                _when(event),
                tuple(things.get(place.id) for place in event.location),
                tuple(sorted(about[event.id], key=lambda one: one.number)),
            )
        )
    return [(key, heading, groups[key]) for key, heading in FACTUALITIES.items() if groups[key]]


def _when(event: Event) -> str:
    start, end = (date_in_words(one) if one is not None else "" for one in (event.start_date, event.end_date))
    return f"{start} to {end}" if start and end else f"until {end}" if end else start
