"""What the writer takes from an article: its parts as rows, from the models or from a story's plain data.

To ask a part for each of its fields where one is needed costs more than to write it; a row has them all at once, in
the order in which the writer unpacks them. Both sources give rows, so that there is one writer for both.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from newsld.model import Event, Organization, Person, Place
from newsld.schemaorg.jsonld.iris import article_uuid
from newsld.schemaorg.jsonld.property_writer import KeyStyle

if TYPE_CHECKING:
    from newsld.model import Body, Correction, Dated, Image, NewsArticle, PagePart
    from newsld.model.node import Thing

__all__ = [
    "COMMON",
    "ArticleRows",
    "CitationRow",
    "HopRow",
    "MentionRow",
    "ParticipantRow",
    "QuotationRow",
    "RoleRow",
    "Rows",
    "Run",
    "ThingRow",
]

Run: TypeAlias = tuple[int, int]
"""Words of the body: where they start and where they end, in code points."""

Name: TypeAlias = str | None

RoleRow: TypeAlias = "tuple[str, Name, Name, Name, Dated | None, Dated | None, Name, Name, Run | None]"
"""Property, name, of, at, start, end, status, basis, words."""

ParticipantRow: TypeAlias = tuple[str, Name, str, Run | None]
"""Party, name of its role, property, words."""

ThingRow: TypeAlias = "tuple[str, type[Thing], tuple[str, ...], Mapping[str, Any], Sequence[Any], bool]"
"""Id, class, types, values, the rows of its roles or participants, and whether more is said of it than COMMON."""

HopRow: TypeAlias = "tuple[Sequence[str], Name, Dated | None, Name, Name, Name, Name, Name]"
"""Parties, role, date, medium, form, url, headline, label of the citation that it is carried over from."""

CitationRow: TypeAlias = tuple[
    str, Sequence[Run], str, str, Sequence[Run], Sequence[str], Name, Sequence[HopRow], str
]
"""Label, covers, mode, act, cues, about, label of the citation that it repeats, chain, origin."""

QuotationRow: TypeAlias = tuple[str, Sequence[Run], Sequence[str], Name]
"""Id, words, speaker, label of its citation."""

MentionRow: TypeAlias = "tuple[str, int, int, Name, Dated | None, Name]"
"""The words themselves, where they start and end, of, date, form."""

COMMON: Final = frozenset({"id", "type", "name", "roles", "participants", "factuality"})
"""What most entities and events have, and no more: then nothing else has to be asked for."""


class Rows(ABC):
    """An article as the writer takes it: things, citations and quotations by id, mentions by their place.

    IRIs are made from `address`. `values` are those of the article itself, keyed by `keys` as are those of things;
    those of figures are always keyed by field. `text` is that of the body; `body` is None where it surely has no layout
    but what the text shows by itself.
    """

    keys: KeyStyle
    address: str
    types: tuple[str, ...]
    values: Mapping[str, Any]
    text: str
    body: Body | None
    things: list[ThingRow]
    citations: list[CitationRow]
    quotations: list[QuotationRow]
    figures: Sequence[Mapping[str, Any]]
    image: Sequence[Image]
    has_part: Sequence[PagePart]
    correction: Sequence[Correction]

    @abstractmethod
    def mentions(self) -> list[MentionRow]:
        """The mentions; a page needs none."""

    @abstractmethod
    def meant(self) -> set[str | None]:
        """The ids of what is mentioned."""


ROLE_FIELDS: Final = ("property", "role_name", "of", "at", "start", "end", "status", "basis", "words")
PARTICIPANT_FIELDS: Final = ("party", "role_name", "property", "words")
HOP_FIELDS: Final = ("parties", "role", "date", "medium", "form", "url", "headline", "inherited")
CITATION_FIELDS: Final = ("id", "covers", "mode", "act", "cues", "about", "repeats", "chain", "origin")
QUOTATION_FIELDS: Final = ("id", "words", "speaker", "citation")

_ROLES: Final = ("roles", itemgetter(*ROLE_FIELDS))
_PARTICIPANTS: Final = ("participants", itemgetter(*PARTICIPANT_FIELDS))
_HOP: Final = itemgetter(*HOP_FIELDS)
_CITATION: Final = itemgetter(*CITATION_FIELDS)
_QUOTATION: Final = itemgetter(*QUOTATION_FIELDS)


class ArticleRows(Rows):
    """The rows of an article that exists as models."""

    keys: KeyStyle = "field"

    # By their `__dict__` throughout: there are hundreds of parts, and pydantic's objects are slow to ask.
    def __init__(self, article: NewsArticle) -> None:
        values = article.__dict__
        body = values["body"]
        self.address = article.url or article_uuid(article)
        self.types = values["type"]
        self.values = values
        self.text = body.text if body else ""
        self.body = body
        self.figures = [one.__dict__ for one in values["figures"]]
        self.image = values["image"]
        self.has_part = values["has_part"]
        self.correction = values["correction"]
        self.quotations = [_QUOTATION(one.__dict__) for one in values["quotations"]]
        self.citations = [_citation(one.__dict__) for one in values["citations"]]
        self.things = [
            *_things(values["people"], Person, _ROLES),
            *_things(values["organizations"], Organization, _ROLES),
            *_things(values["places"], Place, None),
            *_things(values["events"], Event, _PARTICIPANTS),
        ]

    def mentions(self) -> list[MentionRow]:
        """The mentions."""
        text, rows = self.text, []
        for mention in self.values["mentions"]:
            values = mention.__dict__
            start, end = values["words"]
            rows.append((text[start:end], start, end, values["of"], values["date"], values["form"]))
        return rows

    def meant(self) -> set[str | None]:
        """The ids of what is mentioned."""
        return {mention.__dict__["of"] for mention in self.values["mentions"]}


def _things(
    things: Iterable[Thing], kind: type[Thing], parts: tuple[str, itemgetter[Any]] | None
) -> Iterator[ThingRow]:
    field, row_of = parts or ("type", None)
    for thing in things:
        values = thing.__dict__
        held: Sequence[Any] = ()
        if row_of is not None and values[field]:
            held = [row_of(one.__dict__) for one in values[field]]
        more = not COMMON.issuperset(thing.__pydantic_fields_set__)
        yield values["id"], kind, values["type"], values, held, more


def _citation(values: Mapping[str, Any]) -> CitationRow:
    label, covers, mode, act, cues, about, repeats, chain, origin = _CITATION(values)
    hops = [_HOP(hop.__dict__) for hop in chain]
    return label, covers, mode, act, cues, about, repeats, hops, origin
