"""Count the sources, statements and quotations of one story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from newsld.model.entities import Organization, Person
from newsld.model.sources import identifying_iris, intermediaries, origins, sources_of, speakers
from newsld.model.views import byline, published
from newsld.model.vocabulary import is_a
from newsld.views.sources.measures import MEASURES

if TYPE_CHECKING:
    from newsld.model import Citation, Hop, NewsArticle
    from newsld.model.entities import Entity

_MANY: Final = 4
_NEWS_MEDIA: Final = ("NewsMediaOrganization", "RadioStation", "TelevisionStation")

DOCUMENTS: Final = frozenset(
    {
        "agreement", "audit", "bill", "book", "census", "complaint", "contract", "data", "dataset",
        "decree", "directive", "document", "documents", "email", "emails", "file", "files", "filing",
        "filings", "indictment", "judgment", "law", "lawsuit", "letter", "log", "logs", "memo",
        "memorandum", "minutes", "motion", "notice", "order", "paper", "petition", "poll", "record",
        "records", "register", "release", "report", "ruling", "statistics", "study", "survey",
        "testimony", "transcript", "treaty", "verdict", "warrant",
    }
)  # fmt: skip
"""The last words of the `form` of a hop that make it a document."""

_INDEX: Final = {name: number for number, name in enumerate(MEASURES)}


class SourceKey(NamedTuple):
    """What identifies a source across stories.

    `joined_by` is `iri`, `name` for a named source without an IRI, and `words` for an unnamed one: `text` is that.
    """

    kind: str
    joined_by: str
    text: str


class SourceCount(NamedTuple):
    """A source of a story with what is counted for it; `iris` are all addresses that identify it."""

    key: SourceKey
    name: str
    iris: tuple[str, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StoryAudit:
    """The counts of one story, in the order of `MEASURES`; its month is empty without a date of publication."""

    counts: tuple[int, ...]
    sources: tuple[SourceCount, ...]
    month: str
    sections: tuple[str, ...]
    authors: tuple[str, ...]


def audit_story(article: NewsArticle) -> StoryAudit:
    """Return what a story is counted as."""
    return _Counter(article).audit()


def kind_of(entity: Entity) -> str:
    """Return the kind of a source: a news medium, a group of people, an institution, a person or a place."""
    if isinstance(entity, Person):
        return "person"
    if isinstance(entity, Organization):
        if any(is_a(entity.types, name) for name in _NEWS_MEDIA):
            return "news_medium"
        return "group" if entity.group else "institution"
    return "place"


class _Counter:
    """Counts one story."""

    def __init__(self, article: NewsArticle) -> None:
        self.article = article
        self.entities: Mapping[str, Entity] = {entity.id: entity for entity in article.entities}
        self.kinds: dict[str, str] = {}
        self.counts = [0] * len(MEASURES)
        self.own = frozenset(article.publisher)

    def audit(self) -> StoryAudit:
        article = self.article
        sources = sources_of(article)
        documents: dict[str, int] = {}
        passed_on: dict[str, int] = {}
        groups = _repeated(article.citations)
        for citation in article.citations:
            parties = origins(citation)
            others = groups.get(citation.id, parties)
            self._count_statement(citation, parties, set(parties) | set(others))
            if parties and _is_document(citation.chain[-1]):
                for slug in parties:
                    documents[slug] = documents.get(slug, 0) + 1
            for slug in set(intermediaries(citation)) - self.own:
                passed_on[slug] = passed_on.get(slug, 0) + 1
        self._count_quotations()
        self._count_sources(sources)
        found = []
        for slug in dict.fromkeys((*sources, *passed_on)):
            source = sources.get(slug)
            counts = (
                source is not None, len(source.statements) if source else 0, source.direct if source else 0,
                documents.get(slug, 0), source.quotations if source else 0, passed_on.get(slug, 0),
            )  # fmt: skip
            found.append(self._source(slug, tuple(map(int, counts))))
        month = str(published(article) or "")[:7]
        return StoryAudit(
            tuple(self.counts), tuple(found), month if month[:4].isdigit() else "",
            article.article_section or ("",), byline(article) or ("",),
        )  # fmt: skip

    def add(self, name: str, number: int = 1) -> None:
        self.counts[_INDEX[name]] += number

    def kind(self, slug: str) -> str:
        found = self.kinds.get(slug)
        if found is None:
            entity = self.entities.get(slug)
            found = self.kinds[slug] = kind_of(entity) if entity is not None else "institution"
        return found

    def is_unnamed(self, slug: str) -> bool:
        return bool(getattr(self.entities.get(slug), "anonymous", False))

    def _count_statement(self, citation: Citation, parties: tuple[str, ...], others: set[str]) -> None:
        add, chain = self.add, citation.chain
        add("statements")
        if citation.origin == "own":
            add("own")
        elif not chain:
            add("unsourced")
        else:
            add("given" if parties else "not_given")
        if any(hop.inherited for hop in chain):
            add("carried_over")
        if any(
            self.kind(slug) == "news_medium" and slug not in self.own for hop in chain for slug in hop.parties
        ):
            add("news_media")
        if not parties:
            return
        unnamed = sum(map(self.is_unnamed, parties))
        add("unnamed" if unnamed else "named")
        add("only_unnamed", unnamed == len(parties))
        add("one_source", len(others) == 1)
        add("direct", len(chain) == 1)
        add("documents", _is_document(chain[-1]))
        for kind in {self.kind(slug) for slug in parties}:
            add(f"statements_{kind}")

    def _count_quotations(self) -> None:
        attributed_to = {citation.id: origins(citation) for citation in self.article.citations}
        documents = {
            citation.id
            for citation in self.article.citations
            if attributed_to[citation.id] and _is_document(citation.chain[-1])
        }
        for quotation in self.article.quotations:
            self.add("quotations")
            self.add("quotations_documents", quotation.citation in documents)
            parties = speakers(quotation, attributed_to)
            if not parties:
                self.add("quotations_nobody")
                continue
            self.add("quotations_unnamed" if any(map(self.is_unnamed, parties)) else "quotations_named")
            for kind in {self.kind(slug) for slug in parties}:
                self.add(f"quotations_{kind}")

    def _count_sources(self, sources: Mapping[str, Any]) -> None:
        add = self.add
        unnamed = sum(map(self.is_unnamed, sources))
        add("stories")
        add("stories_without_source", not sources)
        add("stories_one_source", len(sources) == 1)
        add("stories_four_named", len(sources) - unnamed >= _MANY)
        add("stories_unnamed", unnamed > 0)
        add("stories_news_media", self.counts[_INDEX["news_media"]] > 0)
        add("sources", len(sources))
        add("sources_named", len(sources) - unnamed)
        add("sources_unnamed", unnamed)
        for slug in sources:
            add(f"sources_{self.kind(slug)}")

    def _source(self, slug: str, counts: tuple[int, ...]) -> SourceCount:
        entity = self.entities.get(slug)
        name = (entity.name if entity is not None else None) or slug
        iris = identifying_iris(entity) if entity is not None else ()
        joined_by = "words" if self.is_unnamed(slug) else "iri" if iris else "name"
        return SourceCount(
            SourceKey(self.kind(slug), joined_by, iris[0] if iris else name), name, iris, counts
        )


def _is_document(hop: Hop) -> bool:
    """Return whether a source spoke in a document: the hop has a headline or an address, or its form is one."""
    if hop.headline or hop.url:
        return True
    words = (hop.form or "").casefold().split()
    return bool(words) and words[-1] in DOCUMENTS


def _repeated(citations: Iterable[Citation]) -> dict[str, set[str]]:
    """Return the origins of each statement that repeats or is repeated, with those of the statements it shares."""
    citations = list(citations)
    if not any(citation.repeats for citation in citations):
        return {}
    first: dict[str, str] = {}
    parties: dict[str, set[str]] = {}
    for citation in citations:
        root = citation.id
        if citation.repeats:
            root = first.get(citation.repeats, citation.repeats)
        first[citation.id] = root
        parties.setdefault(root, set()).update(origins(citation))
    return {label: parties[root] for label, root in first.items()}
