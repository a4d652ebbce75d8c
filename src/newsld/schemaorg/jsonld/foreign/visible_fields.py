"""Add to a story what the visible page has and its markup lacks, marked as taken from there."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from newsld.model.fields import COLLECTIONS
from newsld.model.versions import STORY_VERSION
from newsld.schemaorg.jsonld.foreign.entity_mentions import find_mentions
from newsld.schemaorg.jsonld.foreign.field_types import agent_of, short_slug
from newsld.schemaorg.jsonld.iris import BLANK
from newsld.schemaorg.jsonld.own_terms import NAMESPACE
from newsld.web.html.visible_story import VisibleStory

FROM_PAGE: Final = f"{NAMESPACE}fromPage"
"""The property of an article with the terms whose values were taken from the visible page, and not from markup."""


def add_visible_fields(data: dict[str, Any], visible: VisibleStory, terms: Collection[str]) -> None:
    """Add these terms of the visible story to the data of a story, and the mark of what was taken."""
    taken = []
    if "headline" in terms and visible.headline:
        data["headline"] = visible.headline
        taken.append("headline")
    if "datePublished" in terms and visible.date:
        data["datePublished"] = visible.date
        taken.append("datePublished")
    if "author" in terms and (slugs := _add_authors(data, visible.authors)):
        data["author"] = slugs
        taken.append("author")
    if "articleBody" in terms and visible.paragraphs:
        text = data["body"] = "\n\n".join(visible.paragraphs)
        taken.append("articleBody")
        things = {slug: thing for kind in COLLECTIONS.values() for slug, thing in data.get(kind, {}).items()}
        if mentions := find_mentions(text, things):
            data["mentions"] = mentions
    if taken:
        data.setdefault("extra", {})[FROM_PAGE] = taken if len(taken) > 1 else taken[0]


def visible_only(visible: VisibleStory, address: str | None) -> dict[str, Any]:
    """Return the data of the story of a page without any article in its markup."""
    data: dict[str, Any] = {"newsld": STORY_VERSION, "iri": BLANK, "type": ["Article"]}
    if address is not None:
        data["url"] = address
    add_visible_fields(data, visible, ("headline", "datePublished", "author", "articleBody"))
    return data


def _add_authors(data: dict[str, Any], names: Collection[str]) -> list[str]:
    """Add a person or an organization for each name, before the others, and return their ids."""
    taken = {slug for kind in COLLECTIONS.values() for slug in data.get(kind, {})}
    slugs = []
    for name in names:
        agent = agent_of(name, "author")
        slug = short_slug(name)
        if agent is None or slug in taken:
            continue
        taken.add(slug)
        slugs.append(slug)
        kind = COLLECTIONS[agent[0]]
        data[kind] = {**data.get(kind, {}), slug: {"iri": BLANK, "name": name}}
    return slugs
