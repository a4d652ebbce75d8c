"""Merge the entities of many stories by the IRIs that identify them, and write them as one JSON-LD graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newsld.syntax.json import dump_json

if TYPE_CHECKING:
    from newsld.views.page.site_entries import EntityEntry, StoryEntry


@dataclass(slots=True)
class MergedEntity:
    """An entity in one or more stories: `stories` are their places in the list of stories.

    Without `iris`, it is what stories call by one name: nothing says whether they mean the same, and `is_grouped` is
    true if several do.
    """

    kind: str
    name: str
    anonymous: bool
    iris: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    description: str = ""
    stories: list[int] = field(default_factory=list)
    statements: int = 0

    @property
    def is_grouped(self) -> bool:
        """Whether several stories have this name without an IRI."""
        return not self.iris and len(self.stories) > 1


def merge_entities(stories: Sequence[StoryEntry]) -> list[MergedEntity]:
    """Return the entities of all stories, in the order of their first story.

    Those of one kind that share an IRI are one. Those without an IRI are grouped by kind, exact name and whether they
    are unnamed; a group says nothing about identity.
    """
    parents: dict[tuple[str, str], tuple[str, str]] = {}
    for story in stories:
        for entity in story.entities:
            for iri in entity.iris:
                _join(parents, (entity.kind, entity.iris[0]), (entity.kind, iri))
    found: dict[tuple[Any, ...], MergedEntity] = {}
    for place, story in enumerate(stories):
        for entity in story.entities:
            key: tuple[Any, ...] = (entity.kind, entity.name, entity.anonymous, "")
            if entity.iris:
                key = _root(parents, (entity.kind, entity.iris[0]))
            merged = found.get(key)
            if merged is None:
                merged = found[key] = MergedEntity(entity.kind, entity.name, entity.anonymous)
            _add(merged, entity, place)
    return list(found.values())


def entity_graph(entities: Sequence[MergedEntity], stories: Sequence[StoryEntry]) -> bytes:
    """Return the entities that an IRI identifies as JSON-LD, each once, with the stories that mention them."""
    graph = []
    for entity in entities:
        if not entity.iris:
            continue
        node: dict[str, Any] = {
            "@id": entity.iris[0],
            "@type": entity.types[0] if len(entity.types) == 1 else entity.types,
            "name": entity.name,
        }
        if entity.also:
            node["alternateName"] = entity.also
        if entity.description:
            node["description"] = entity.description
        if len(entity.iris) > 1:
            node["sameAs"] = entity.iris[1:]
        about = [
            {"@type": "NewsArticle", "@id": story.iri, "headline": story.title}
            for place in entity.stories
            if (story := stories[place]).iri
        ]
        if about:
            node["subjectOf"] = about
        graph.append(node)
    return dump_json({"@context": "https://schema.org", "@graph": graph}, indent=True)


def _add(merged: MergedEntity, entity: EntityEntry, place: int) -> None:
    for known, new in (
        (merged.iris, entity.iris),
        (merged.types, entity.types),
        (merged.also, (entity.name, *entity.names)),
    ):
        known.extend(one for one in new if one not in known and one != merged.name)
    merged.description = merged.description or entity.description
    merged.statements += entity.statements
    if place not in merged.stories[-1:]:
        merged.stories.append(place)


def _root(parents: dict[tuple[str, str], tuple[str, str]], key: tuple[str, str]) -> tuple[str, str]:
    while (above := parents.get(key, key)) != key:
        parents[key] = parents.get(above, above)
        key = above
    return key


def _join(
    parents: dict[tuple[str, str], tuple[str, str]], one: tuple[str, str], other: tuple[str, str]
) -> None:
    first, second = sorted((_root(parents, one), _root(parents, other)))
    parents.setdefault(first, first)
    parents[second] = first
