"""Write the index of a site: stories, people, organizations, places and sources, and a graph of all entities."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from newsld.pipeline.output import write_atomic
from newsld.views.page.merged_entities import MergedEntity, entity_graph, merge_entities
from newsld.views.page.statements import ORIGINS
from newsld.views.rendering import read_asset, render, safe_link
from newsld.views.sources.audit import Audit
from newsld.views.sources.html_report import to_html

if TYPE_CHECKING:
    from newsld.pipeline.output import OutputPlan
    from newsld.views.page.site_entries import StoryEntry

SITE_PAGES: Final = {
    "Stories": "index.html",
    "People": "people.html",
    "Organizations": "organizations.html",
    "Places": "places.html",
    "Sources": "sources.html",
    "Source audit": "audit.html",
}
"""The pages of an index by name, relative to the folder of the site."""

_GRAPH: Final = "entities.jsonld"
_TOP: Final = 20
"""The number of sources in each chart of the audit."""


def write_site(stories: Sequence[StoryEntry], plan: OutputPlan) -> Iterator[Path]:
    """Write the index of stories whose pages exist, and yield the paths of its files.

    Entities are merged if they share an IRI, and never by name. Raises UsageError if a file would replace an input,
    and OutputError when one cannot be written.
    """
    names = [*SITE_PAGES.values(), _GRAPH]
    paths = {name: plan.claim(name, "the index") for name in names}
    entities = merge_entities(stories)
    script = read_asset("page/templates/search.js")
    common: dict[str, Any] = {
        "style": read_asset("page/templates/page.css"),
        "script": script,
        "script_hash": f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}",
        "site": SITE_PAGES,
        "stories": stories,
        "ORIGINS": ORIGINS,
        "graph": _GRAPH,
        "safe_link": safe_link,
    }
    ordered = sorted(range(len(stories)), key=lambda place: (stories[place].date, -place), reverse=True)
    pages = {
        "index.html": render("page/templates/index.html.j2", heading="Stories", places=ordered, **common),
        "audit.html": to_html(
            _audit(stories), (), top=_TOP, names=["All stories of this site"], site=SITE_PAGES
        ),
        "sources.html": _entity_page("Sources", [one for one in entities if one.statements], common),
    }
    for name in ("People", "Organizations", "Places"):
        some = [one for one in entities if one.kind == name.lower()]
        pages[SITE_PAGES[name]] = _entity_page(name, some, common)
    for name in names:
        content = entity_graph(entities, stories) if name == _GRAPH else pages[name].encode()
        write_atomic(paths[name], content)
        yield paths[name]


def _audit(stories: Sequence[StoryEntry]) -> Audit:
    """Return the audit of all stories, of those with the same address only the first."""
    audit = Audit()
    seen: set[str] = set()
    for story in stories:
        if story.iri not in seen:
            audit.add(story.audit)
        seen |= {story.iri} - {""}
    return audit


def _entity_page(heading: str, entities: list[MergedEntity], common: dict[str, Any]) -> str:
    """Return the page about entities: sources by the number of their statements, others by name."""
    if heading == "Sources":
        ordered = sorted(entities, key=lambda one: (-one.statements, one.name.casefold(), one.name))
    else:
        ordered = sorted(entities, key=lambda one: (one.name.casefold(), one.name, one.anonymous))
    return render("page/templates/entities.html.j2", heading=heading, entities=ordered, **common)
