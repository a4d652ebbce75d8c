"""List the sources of an article: the origins of its statements, and through whom they reach the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsld.model.sources import sources_of
from newsld.views.page.statements import OriginKind, ShownStatement
from newsld.views.page.things import ShownThing, Things

if TYPE_CHECKING:
    from newsld.model import NewsArticle


@dataclass(slots=True)
class ShownSource:
    """An origin of statements. `thing` is None for statements whose origin is not given, absent, or the publication.

    `is_direct` is whether some of its statements reach the reader through nobody.
    """

    thing: ShownThing | None
    origin_kind: OriginKind
    through: list[ShownThing] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)
    quotations: int = 0
    is_direct: bool = False


def list_sources(
    article: NewsArticle, things: Things, statements: dict[str, ShownStatement]
) -> Sequence[ShownSource]:
    """Return the sources, those with the most statements first; what has no origin comes last."""
    found = []
    for slug, source in sources_of(article).items():
        thing = things.get(slug)
        shown = ShownSource(thing, "unnamed" if thing.anonymous else "named")
        shown.through = [things.get(other) for other in source.through]
        shown.statements = sorted(statements[citation.id].number for citation in source.statements)
        shown.quotations = source.quotations
        shown.is_direct = source.direct > 0
        found.append(shown)
    found.sort(key=lambda one: (-len(one.statements), one.statements[:1] or [1 << 60]))
    return [*found, *_without_origin(statements)]


def _without_origin(statements: dict[str, ShownStatement]) -> list[ShownSource]:
    """Return a row for each reason why statements have no origin."""
    rows: dict[str, ShownSource] = {}
    through: dict[str, dict[str, ShownThing]] = {}
    for statement in sorted(statements.values(), key=lambda one: one.number):
        if statement.origin is None:
            row = rows.setdefault(statement.origin_kind, ShownSource(None, statement.origin_kind))
            row.statements.append(statement.number)
            parties = through.setdefault(statement.origin_kind, {})
            parties.update((party.id, party) for hop in statement.hops for party in hop.parties)
    for origin_kind, row in rows.items():
        row.through = list(through[origin_kind].values())
    return list(rows.values())
