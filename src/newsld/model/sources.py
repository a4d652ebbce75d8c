"""Find the sources of an article: those whom its statements come from and whom it quotes, not those in between.

The table `sources`, the source audit and the comparison of two versions use these definitions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from newsld.model.article import NewsArticle
    from newsld.model.captures import Quotation
    from newsld.model.citations import Citation
    from newsld.model.entities import Entity

GIVEN: Final = "given"
"""The `origin` of a citation whose last hop is where the statement comes from."""


@dataclass(slots=True)
class Source:
    """What an article has from one source. Dicts are ordered sets of ids and of indexes of citations.

    `statements` are those that come from the source, `direct` those of them that the article has from the source
    itself; `through` are the ids of those who passed on the others. `quotations` counts its quotations.
    """

    statements: list[Citation] = field(default_factory=list)
    direct: int = 0
    through: dict[str, None] = field(default_factory=dict)
    quotations: int = 0


def origins(citation: Citation) -> tuple[str, ...]:
    """Return the ids of the parties that a statement comes from: those of its last hop, if the origin is given."""
    values = citation.__dict__
    chain = values["chain"]
    return tuple(dict.fromkeys(chain[-1].parties)) if chain and values["origin"] == GIVEN else ()


def intermediaries(citation: Citation) -> Iterator[str]:
    """Yield the ids of the parties that pass a statement on: all hops before its origin, if that is given."""
    values = citation.__dict__
    chain = values["chain"]
    for hop in chain[:-1] if values["origin"] == GIVEN else chain:
        yield from hop.parties


def speakers(quotation: Quotation, attributed_to: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the ids of the speakers of a quotation; without any, the origins of its citation.

    `attributed_to` has the origins of each citation by its label.
    """
    return tuple(dict.fromkeys(quotation.speaker)) or attributed_to.get(quotation.citation or "", ())


def sources_of(
    article: NewsArticle,
    citations: Iterable[Citation] | None = None,
    quotations: Sequence[Quotation] | None = None,
) -> dict[str, Source]:
    """Return the sources of an article by id: origins in the order of `citations`, then other speakers.

    `citations` and `quotations` are those of the article in another order.
    """
    sources: dict[str, Source] = {}
    attributed_to: dict[str, tuple[str, ...]] = {}
    for citation in article.citations if citations is None else citations:
        parties = attributed_to[citation.id] = origins(citation)
        for slug in parties:
            source = sources.get(slug)
            if source is None:
                source = sources[slug] = Source()
            source.statements.append(citation)
            source.direct += len(citation.chain) == 1
            source.through.update(dict.fromkeys(intermediaries(citation)))
    for quotation in article.quotations if quotations is None else quotations:
        for slug in speakers(quotation, attributed_to):
            sources.setdefault(slug, Source()).quotations += 1
    return sources


def identifying_iris(entity: Entity) -> tuple[str, ...]:
    """Return the addresses that identify an entity beyond its story: IRI, url and `sameAs`; none if it is unnamed."""
    if getattr(entity, "anonymous", False):
        return ()
    own = [entity.iri] if entity.iri and not entity.iri.startswith("_:") else []
    own += [entity.url] if entity.url else []
    return tuple(dict.fromkeys([*own, *entity.same_as]))
