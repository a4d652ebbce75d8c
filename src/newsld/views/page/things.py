"""Look up the people, organizations, places and events of an article by id, as a page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from newsld.views.rendering import safe_link

if TYPE_CHECKING:
    from newsld.model import Event, NewsArticle, Organization, Person, Place

Kind = Literal["person", "organization", "place", "event"]

KINDS: Final[dict[str, str]] = {
    "person": "people",
    "organization": "organizations",
    "place": "places",
    "event": "events",
    "date": "dates",
}
"""The kinds of mentions, each with its name in the legend."""


@dataclass(frozen=True, slots=True)
class ShownThing:
    """A person, organization, place or event: its name, and whether the story does not name it.

    `anchor` is its place in the page, `details` describe it, `links` are addresses that identify it.
    """

    id: str
    name: str
    kind: Kind
    anonymous: bool
    anchor: str
    details: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    note: str = ""
    factuality: str = ""


class Things:
    """The things of an article in the order of its collections, by id."""

    def __init__(self, article: NewsArticle) -> None:
        self._text = article.text
        self._names = {one.id: one.name or one.id for one in article.entities}
        self._names |= {one.id: one.name or one.id for one in article.events}
        self._by_id: dict[str, ShownThing] = {}
        groups: Sequence[tuple[Kind, Sequence[Person | Organization | Place | Event]]] = (
            ("person", article.people),
            ("organization", article.organizations),
            ("place", article.places),
            ("event", article.events),
        )
        for kind, things in groups:
            for thing in things:
                self._by_id.setdefault(thing.id, self._show(kind, thing))

    def get(self, slug: str) -> ShownThing:
        """Return the thing with this id; one named by its id if the article has none."""
        return self._by_id.get(slug) or ShownThing(slug, slug, "organization", False, "")

    def all(self) -> list[ShownThing]:
        """Return all things."""
        return list(self._by_id.values())

    def name(self, slug: str) -> str:
        """Return the name of a thing, or its id without one."""
        return self._names.get(slug, slug)

    def _show(self, kind: Kind, thing: Person | Organization | Place | Event) -> ShownThing:
        links = [link for iri in thing.same_as if (link := safe_link(iri))]
        if link := safe_link(thing.url):
            links.insert(0, link)
        reason = getattr(thing, "anonymous_reason", None)
        return ShownThing(
            thing.id,
            self.name(thing.id),
            kind,
            getattr(thing, "anonymous", False),
            f"thing-{len(self._by_id) + 1}",
            tuple(self._roles(thing)),
            thing.alternate_name,
            tuple(links),
            reason.slice(self._text) if reason else thing.description or "",
            getattr(thing, "factuality", ""),
        )

    def _roles(self, thing: Person | Organization | Place | Event) -> list[str]:
        """Return the roles of a party in words, such as “deputy ambassador, Russia, at United Nations”."""
        shown = []
        for role in getattr(thing, "roles", ()):
            parts = [role.status] if role.status not in (None, "current") else []
            parts += [role.role_name] if role.role_name else []
            parts += [f"of {self.name(role.of)}"] if role.of else []
            parts += [f"at {self.name(role.at)}"] if role.at else []
            if role.property == "memberOf" and not role.role_name:
                parts.insert(0, "member")
            shown.append(" ".join(parts))
        if getattr(thing, "group", False):
            shown.insert(0, "group")
        return [one for one in shown if one]
