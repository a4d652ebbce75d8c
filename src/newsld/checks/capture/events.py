"""Check events: what only a source claims, what had not happened yet, and things that contain themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from newsld.findings import Finding
from newsld.model.dates import Edtf
from newsld.model.text import SpanSet
from newsld.syntax.document import pointer

if TYPE_CHECKING:
    from newsld.model import NewsArticle


def check_events(article: NewsArticle) -> Iterator[Finding]:
    """Yield NLD-CAP-006 for events after publication, -007 for claims without a source, -008 for things in a circle."""
    published = _day(article)
    cited = (
        _claimed_in_citations(article)
        if any(one.factuality == "claimed" for one in article.events)
        else set()
    )
    for event in article.events:
        start = event.start_date or event.end_date
        if published is not None and start is not None and event.factuality == "asserted":
            earliest = start.date.earliest
            if earliest is not None and earliest > published:
                yield Finding(
                    "NLD-CAP-006",
                    f"the event {event.id} is asserted, and begins on {earliest}, after the story of {published}",
                    suggestion="write factuality: planned, or correct the date",
                    pointer=pointer("events", event.id),
                )
        if event.factuality == "claimed" and event.id not in cited:
            yield Finding(
                "NLD-CAP-007",
                f"the event {event.id} is claimed, and no citation is about it or covers its words",
                suggestion="add it to about: of the citation that claims it, or write factuality: asserted",
                pointer=pointer("events", event.id),
            )
    for collection, key, links in _containments(article):
        for name in _in_circles(links):
            yield Finding(
                "NLD-CAP-008",
                f"{name} leads back to itself by {key}",
                suggestion=f"remove one {key}: of the circle",
                pointer=pointer(collection, name, key),
            )


def _claimed_in_citations(article: NewsArticle) -> set[str]:
    """Return the ids of what a citation is about, and of the claimed events whose words it covers."""
    cited = {name for citation in article.citations for name in citation.about}
    covers = SpanSet(span for citation in article.citations for span in citation.covers)
    claimed = {event.id for event in article.events if event.factuality == "claimed"}
    for mention in article.mentions:
        if mention.of is not None and mention.of in claimed and covers.overlaps(mention.words):
            cited.add(mention.of)
    return cited


def _day(article: NewsArticle) -> date | None:
    """Return the day on which a story was published or last changed, None without one."""
    moments = [str(one)[:10] for one in (article.date_published, article.date_modified) if one is not None]
    days = [day for moment in moments if (day := Edtf(moment).latest) is not None]
    return max(days, default=None)


def _containments(article: NewsArticle) -> Iterator[tuple[str, str, Mapping[str, tuple[str, ...]]]]:
    """Yield the relations that cannot lead back to their beginning: collection, key and the ids by id."""
    people = {one.id: one.parent for one in article.people if one.parent}
    organizations = {
        one.id: one.parent_organization for one in article.organizations if one.parent_organization
    }
    places = {one.id: one.contained_in_place for one in article.places if one.contained_in_place}
    events = {one.id: (one.super_event,) for one in article.events if one.super_event}
    for collection, key, links in (
        ("people", "parent", people),
        ("organizations", "parentOrganization", organizations),
        ("places", "containedInPlace", places),
        ("events", "superEvent", events),
    ):
        if links:
            yield (
                collection,
                key,
                {name: tuple([one.id for one in targets]) for name, targets in links.items()},
            )


def _in_circles(links: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return one id of each circle of links."""
    state: dict[str, int] = {}  # 1: on the path, 2: done
    found: list[str] = []
    for first in links:
        path = [(first, iter(links[first]))] if first not in state else []
        state.setdefault(first, 1)
        while path:
            name, rest = path[-1]
            following = next(rest, None)
            if following is None:
                state[name] = 2
                path.pop()
            elif state.get(following) == 1:
                found.append(name)
            elif following in links and following not in state:
                state[following] = 1
                path.append((following, iter(links[following])))
    return found
