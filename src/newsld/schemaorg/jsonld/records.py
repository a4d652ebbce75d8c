"""The parts of an article as records, tuples that the JSON-LD writer unpacks.

Getting attributes of Pydantic models one by one costs more than writing them. Records come from the models or, for
archives, from plain data without models (`records_from_json`), so that both have one writer.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from newsld.model import Event, Organization, Person, Place
from newsld.schemaorg.jsonld.fragments import Fragments, Offsets, Words, fragment, fragments, words_of
from newsld.schemaorg.jsonld.iris import article_uuid
from newsld.schemaorg.jsonld.own_terms import FORMS
from newsld.schemaorg.jsonld.values import KeyStyle, Node, PresentKeys, add, is_kind

if TYPE_CHECKING:
    from newsld.model import Body, Correction, Dated, Image, NewsArticle, PagePart
    from newsld.model.node import Thing
    from newsld.schemaorg.jsonld.property_writer import Steps

Name: TypeAlias = str | None

RoleRecord: TypeAlias = "tuple[str, Name, Name, Name, Dated | None, Dated | None, Name, Name, Offsets | None]"
"""Property, name, of, at, start, end, status, basis, words."""

ParticipantRecord: TypeAlias = tuple[str, Name, str, Name, Offsets | None]
"""Party, name of its role, property, basis, words."""

ThingRecord: TypeAlias = (
    "tuple[str, type[Thing], tuple[str, ...], Mapping[str, Any], Sequence[Any], PresentKeys, Template]"
)
"""Id, class, types, values, the records of its roles or participants, the keys of its values, and its template.

The keys are empty if they are all in COMMON. The template is that of its node in full JSON-LD with pending terms.
"""

Template: TypeAlias = "tuple[Node, tuple[tuple[str, str], ...], Steps] | None"
"""The node that the node of a thing is a copy of, and what sets its terms, see `node_template`; None if it has none."""

HopDetails: TypeAlias = "tuple[Name, Dated | None, Name, Name, Name, Name, Name]"
"""Role, date, medium, form, url, headline, label of the citation that a hop is inherited from."""

HopRecord: TypeAlias = "tuple[Sequence[str], Fragments, HopDetails | None]"
"""Parties, words, and the details, which few hops have."""

CitationRecord: TypeAlias = tuple[
    str, Words, str, str, Fragments, Sequence[str], Name, "Sequence[HopRecord]", str
]
"""Label, covers, mode, act, cues, about, label of the citation that it repeats, chain, origin."""

QuotationRecord: TypeAlias = tuple[str, Words, Sequence[str], Name]
"""Id, words, speaker, label of its citation."""

Amounts: TypeAlias = (
    "tuple[str, Name, Decimal | int | None, Decimal | int | None, Decimal | int | None, Name]"
)
"""The words of a figure as one text, what it measures, value, min, max, unit."""

FigureRecord: TypeAlias = (
    "tuple[str, Amounts, Fragments, bool | str, bool, Dated | None, Dated | None, Sequence[str], Name]"
)
"""Id, amounts, words, exclusive, approximate, as of, period, about, label of its citation."""

COVERS_GAP: Final = " … "
QUOTATION_GAP: Final = " "
FIGURE_GAP: Final = "; "
"""What is written between spans of the body that are one text."""

Mentions: TypeAlias = "Mapping[str, Node]"
"""The words that mention each thing, by its id: fragments by the term of their form, in the order of the text."""

DateRecord: TypeAlias = "tuple[Offsets, Dated, Name]"
"""The words that mention a date, the date, form."""

MEDIUM: Final = "NewsMediaOrganization"
"""The type of news organizations, whose works are articles."""

COMMON: Final = frozenset({"id", "type", "name", "roles", "participants", "factuality"})
"""The fields that most entities and events have: one without others takes a shorter way."""


class Records(ABC):
    """An article for the writer: things by id, citations and quotations sorted by id, mentions by position.

    IRIs are made from `address`; `own_iris` are those of things that have one of their own, by id. `media`
    are the ids of the news organizations. `values` are those of the article itself, keyed as `keys` says, like those
    of things. `text` is that of the body; `body` is None for a body without layout or with the layout that follows from
    the text.
    """

    keys: KeyStyle
    address: str
    own_iris: Sequence[tuple[str, str]]
    media: set[str]
    types: tuple[str, ...]
    values: Mapping[str, Any]
    text: str
    body: Body | None
    things: dict[str, ThingRecord]
    citations: list[CitationRecord]
    quotations: list[QuotationRecord]
    figures: Sequence[FigureRecord]
    image: Sequence[Image]
    has_part: Sequence[PagePart]
    correction: Sequence[Correction]

    @property
    @abstractmethod
    def present(self) -> PresentKeys:
        """The keys of `values` that have a value."""

    @abstractmethod
    def mentions(self) -> tuple[Mentions, Sequence[DateRecord]]:
        """Return the mentions of things, and those of dates; only the full profile needs them."""

    @abstractmethod
    def mentioned_ids(self) -> Collection[str]:
        """Return the ids of the things that are mentioned."""


ROLE_FIELDS: Final = ("property", "role_name", "of", "at", "start", "end", "status", "basis", "words")
PARTICIPANT_FIELDS: Final = ("party", "role_name", "property", "basis", "words")
_COMMON_OF_HOPS: Final = ("parties", "words")
_RARE_OF_HOPS: Final = ("role", "date", "medium", "form", "url", "headline", "inherited")
HOP_FIELDS: Final = _COMMON_OF_HOPS + _RARE_OF_HOPS
CITATION_FIELDS: Final = ("id", "covers", "mode", "act", "cues", "about", "repeats", "chain", "origin")
QUOTATION_FIELDS: Final = ("id", "words", "speaker", "citation")

_ROLES: Final = ("roles", itemgetter(*ROLE_FIELDS))
_PARTICIPANTS: Final = ("participants", itemgetter(*PARTICIPANT_FIELDS))
_HOP_DETAILS: Final = itemgetter(*_RARE_OF_HOPS)
NO_DETAILS: Final[HopDetails] = (None, None, None, None, None, None, None)
_CITATION: Final = itemgetter(*CITATION_FIELDS)
_QUOTATION: Final = itemgetter(*QUOTATION_FIELDS)
_AMOUNTS: Final = itemgetter("measures", "value", "min", "max", "unit")
_FIGURE: Final = itemgetter("id", "exclusive", "approximate", "as_of", "period", "about", "citation")
_MENTION: Final = itemgetter("words", "of", "date", "form")
_DICT: Final = attrgetter("__dict__")


class ArticleRecords(Records):
    """The records of an article that exists as models."""

    keys: KeyStyle = "field"

    # Through `__dict__`: there are hundreds of parts, and attribute access of Pydantic models is slow.
    def __init__(self, article: NewsArticle) -> None:
        values = article.__dict__
        body = values["body"]
        self.address = article.url or article_uuid(article)
        self.types = values["type"]
        self.values = values
        self._fields_set = article.__pydantic_fields_set__
        self.text = body.text if body else ""
        self.body = body
        self.figures = [self._figure(one.__dict__) for one in values["figures"]]
        self.image = values["image"]
        self.has_part = values["has_part"]
        self.correction = values["correction"]
        self.quotations = [self._quotation(one.__dict__) for one in values["quotations"]]
        self.citations = [self._citation(one.__dict__) for one in values["citations"]]
        things = (
            *_things(values["people"], Person, _ROLES),
            *_things(values["organizations"], Organization, _ROLES),
            *_things(values["places"], Place, None),
            *_things(values["events"], Event, _PARTICIPANTS),
        )
        self.things = {record[0]: record for record in things}
        self.own_iris = [
            (slug, iri)
            for slug, _, _, held, _, more, _ in things
            if more and (iri := held.get("iri")) is not None
        ]
        self.media = {record[0] for record in things if record[2] and is_kind(record[2], MEDIUM)}

    @property
    def present(self) -> PresentKeys:
        """The fields of the article that have a value."""
        return frozenset(self._fields_set)

    def mentions(self) -> tuple[Mentions, Sequence[DateRecord]]:
        """Return the mentions."""
        of_things: dict[str, Node] = {}
        of_dates = []
        for words, of, date, form in map(_MENTION, map(_DICT, self.values["mentions"])):
            if of is None:
                of_dates.append((words, date, form))
            else:
                add(of_things.setdefault(of, {}), FORMS[form], fragment(words))
        return of_things, of_dates

    def _quotation(self, values: Mapping[str, Any]) -> QuotationRecord:
        slug, words, speaker, label = _QUOTATION(values)
        return slug, words_of(words, self.text, QUOTATION_GAP), speaker, label

    def _figure(self, values: Mapping[str, Any]) -> FigureRecord:
        text, words = words_of(values["words"], self.text, FIGURE_GAP)
        slug, *others = _FIGURE(values)
        return slug, (text, *_AMOUNTS(values)), words, *others

    def _citation(self, values: Mapping[str, Any]) -> CitationRecord:
        label, covers, mode, act, cues, about, repeats, chain, origin = _CITATION(values)
        hops = [_hop(hop.__dict__) for hop in chain]
        covered = words_of(covers, self.text, COVERS_GAP)
        return label, covered, mode, act, fragments(cues), about, repeats, hops, origin

    def mentioned_ids(self) -> Collection[str]:
        """Return the ids of the things that are mentioned."""
        return {mention.__dict__["of"] for mention in self.values["mentions"]}


def _things(
    things: Iterable[Thing], kind: type[Thing], parts: tuple[str, itemgetter[Any]] | None
) -> Iterator[ThingRecord]:
    field, row_of = parts or ("type", None)
    for thing in things:
        values = thing.__dict__
        held: Sequence[Any] = ()
        if row_of is not None and values[field]:
            held = [row_of(one.__dict__) for one in values[field]]
        present = thing.__pydantic_fields_set__
        keys = () if COMMON.issuperset(present) else frozenset(present)
        yield values["id"], kind, values["type"], values, held, keys, None


def _hop(values: Mapping[str, Any]) -> HopRecord:
    details = _HOP_DETAILS(values)
    return values["parties"], fragments(values["words"]), None if details == NO_DETAILS else details
