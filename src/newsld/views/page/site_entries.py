"""Collect what an index needs to know about one story: few and small values, since an index has many stories."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from newsld.model.dates import format_english
from newsld.model.sources import identifying_iris, sources_of
from newsld.model.views import address, published, publishers, title
from newsld.views.page.statements import OriginKind, list_statements
from newsld.views.page.story_page import language_attributes
from newsld.views.page.things import Things
from newsld.views.sources.story_audit import StoryAudit, audit_story

if TYPE_CHECKING:
    from newsld.model import NewsArticle, Organization, Person, Place


class EntityEntry(NamedTuple):
    """A person, organization or place in a story. `iris` identify it; `statements` is how many come from it."""

    kind: str
    name: str
    anonymous: bool
    iris: tuple[str, ...]
    types: tuple[str, ...]
    names: tuple[str, ...]
    description: str
    statements: int


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """A story in an index. `link` is its page, relative to the folder of the site; `iri` its address or empty."""

    title: str
    when: str
    date: str
    language: str
    direction: str
    iri: str
    publisher: str
    origin_counts: tuple[tuple[OriginKind, int], ...]
    entities: tuple[EntityEntry, ...]
    audit: StoryAudit
    link: str = ""


def story_entry(article: NewsArticle) -> StoryEntry:
    """Return the entry of an article, without the link to its page."""
    things = Things(article)
    statements = list_statements(article, things)
    said = {slug: len(source.statements) for slug, source in sources_of(article).items()}
    when = published(article)
    language, direction = language_attributes(article)
    counts = Counter(one.origin_kind for one in statements)
    return StoryEntry(
        title(article) or "Story without a headline",
        format_english(when) if when is not None else "",
        str(when)[:10] if when is not None else "",
        language,
        direction,
        address(article) or "",
        next(iter(publishers(article)), ""),
        tuple(counts.items()),
        tuple(
            _entity(kind, one, said.get(one.id, 0))
            for kind, some in (
                ("people", article.people),
                ("organizations", article.organizations),
                ("places", article.places),
            )
            for one in some
        ),
        audit_story(article),
    )


def _entity(kind: str, entity: Person | Organization | Place, statements: int) -> EntityEntry:
    """Return the entry of an entity. An unnamed party has no identity, even if somebody wrote one down."""
    anonymous = getattr(entity, "anonymous", False)
    return EntityEntry(
        kind,
        entity.name or entity.id,
        anonymous,
        identifying_iris(entity),
        entity.types,
        entity.alternate_name,
        entity.description or "",
        statements,
    )
