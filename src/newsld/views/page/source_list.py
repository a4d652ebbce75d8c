"""List the sources of an article: the origins of its statements, and through whom they reach the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from newsld.views.page.quantities import ShownQuotation
from newsld.views.page.statements import OriginKind, ShownStatement
from newsld.views.page.things import ShownThing

__all__ = ["ShownSource", "list_sources"]


@dataclass(slots=True)
class ShownSource:
    """An origin of statements. `thing` is None for statements whose origin is not given, absent, or the publication."""

    thing: ShownThing | None
    origin_kind: OriginKind
    through: list[ShownThing] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)
    quotations: int = 0


def list_sources(
    statements: Sequence[ShownStatement], quotations: Sequence[ShownQuotation]
) -> list[ShownSource]:
    """Return the origins, those with the most statements first; what has no origin comes last."""
    found: dict[str, ShownSource] = {}
    for statement in statements:
        parties: Sequence[ShownThing | None] = statement.origin.parties if statement.origin else [None]
        hops = statement.hops[:-1] if statement.origin else statement.hops
        for party in parties:
            key = party.id if party else f"\0{statement.origin_kind}"
            origin_kind = (
                statement.origin_kind if party is None else "unnamed" if party.anonymous else "named"
            )
            source = found.setdefault(key, ShownSource(party, origin_kind))
            source.statements.append(statement.number)
            for other in (one for hop in hops for one in hop.parties):
                if other not in source.through:
                    source.through.append(other)
    for quotation in quotations:
        for speaker in quotation.speakers:
            origin_kind = "unnamed" if speaker.anonymous else "named"
            found.setdefault(speaker.id, ShownSource(speaker, origin_kind)).quotations += 1
    return sorted(
        found.values(),
        key=lambda one: (one.thing is None, -len(one.statements), one.statements[:1] or [1 << 60]),
    )
