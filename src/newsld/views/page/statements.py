"""Show the attributed statements of an article: each with its number and its chain of sources."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from newsld.model.text import Span
from newsld.views.page.things import ShownThing, Things
from newsld.views.rendering import date_in_words, safe_link

if TYPE_CHECKING:
    from newsld.model import Citation, Hop, NewsArticle

OriginKind = Literal["named", "unnamed", "open", "none", "own"]
"""Whether the origin of a statement is named, unnamed, not given, absent, or the publication itself."""

ORIGINS: Final[dict[OriginKind, str]] = {
    "named": "named source",
    "unnamed": "unnamed source",
    "open": "origin not given",
    "none": "no source",
    "own": "own reporting",
}
"""The name of each kind of origin, in the order of the legend."""

_MODES: Final = {"direct": "quoted", "mixed": "partly quoted", "indirect": ""}
_ACTS: Final = {"statement": "", "directive": "order", "designation": "designation"}
_LAST: Final = 1 << 60


@dataclass(frozen=True, slots=True)
class ShownHop:
    """One step of a chain: its parties, how they said it, and the number of the statement it is carried over from."""

    parties: tuple[ShownThing, ...]
    details: tuple[str, ...]
    link: str | None
    link_text: str
    carried_over: bool
    carried_from: int | None
    is_origin: bool

    @property
    def anonymous(self) -> bool:
        """Whether no party is named."""
        return all(party.anonymous for party in self.parties)

    @property
    def mixed(self) -> bool:
        """Whether some parties are named, and others are not."""
        return any(party.anonymous for party in self.parties) and not self.anonymous


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """An attributed statement. `offset` is its place in the text, None if it has no words there."""

    number: int
    id: str
    hops: tuple[ShownHop, ...]
    origin_kind: OriginKind
    labels: tuple[str, ...]
    covers: tuple[Span, ...]
    offset: int | None
    end: int | None
    repeats: int | None

    @property
    def origin(self) -> ShownHop | None:
        """The hop that the statement comes from; None if there is none or it is not given."""
        return self.hops[-1] if self.hops and self.origin_kind in ("named", "unnamed") else None


def origin_kind_of(citation: Citation, things: Things) -> OriginKind:
    """Return how well the origin of a citation is known."""
    if citation.origin == "own":
        return "own"
    if not citation.chain:
        return "none"
    if citation.origin == "not-given":
        return "open"
    parties = [things.get(slug) for slug in citation.chain[-1].parties]
    return "unnamed" if all(party.anonymous for party in parties) else "named"


def list_statements(article: NewsArticle, things: Things) -> list[ShownStatement]:
    """Return the statements in the order of the text, numbered from 1."""
    ordered = sorted(article.citations, key=lambda one: (_place(one), one.id))
    numbers = {citation.id: number for number, citation in enumerate(ordered, 1)}
    return [_show(citation, numbers, things, article) for citation in ordered]


def _show(
    citation: Citation, numbers: dict[str, int], things: Things, article: NewsArticle
) -> ShownStatement:
    origin_kind = origin_kind_of(citation, things)
    last = len(citation.chain) - 1
    covers = tuple(sorted(span for span in citation.covers if span.start < span.end))
    words = covers or tuple(sorted(citation.cues))
    return ShownStatement(
        numbers[citation.id],
        citation.id,
        tuple(
            _show_hop(
                hop, numbers, things, article, is_origin=place == last and origin_kind not in ("open", "own")
            )
            for place, hop in enumerate(citation.chain)
        ),
        origin_kind,
        tuple(label for label in (_MODES[citation.mode], _ACTS[citation.act]) if label),
        covers,
        words[0].start if words else None,
        max(span.end for span in words) if words else None,
        numbers.get(citation.repeats) if citation.repeats else None,
    )


def _show_hop(
    hop: Hop, numbers: dict[str, int], things: Things, article: NewsArticle, *, is_origin: bool
) -> ShownHop:
    details = [hop.role] if hop.role else []
    details += [hop.form] if hop.form else []
    details += [f"on {things.name(hop.medium)}"] if hop.medium else []
    details += [date_in_words(hop.date)] if hop.date is not None else []
    link = safe_link(hop.url, article.url)
    if hop.headline and not link:
        details.append(f"“{hop.headline}”")
    return ShownHop(
        tuple(things.get(slug) for slug in hop.parties),
        tuple(details),
        link,
        hop.headline or "report",
        hop.inherited is not None,
        numbers.get(hop.inherited) if hop.inherited else None,
        is_origin,
    )


def _place(citation: Citation) -> int:
    spans = [*citation.covers] or [*citation.cues]
    return min(span.start for span in spans) if spans else _LAST


def count_origins(statements: list[ShownStatement]) -> list[tuple[OriginKind, str, int]]:
    """Return each kind of origin that occurs, with its name and the number of its statements."""
    counts = Counter(one.origin_kind for one in statements)
    return [
        (origin_kind, label, counts[origin_kind])
        for origin_kind, label in ORIGINS.items()
        if counts[origin_kind]
    ]
