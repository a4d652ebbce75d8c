"""The article: schema.org's NewsArticle, its body, and everything captured in it."""

from __future__ import annotations

from operator import itemgetter
from typing import Annotated, Any, ClassVar, Self

from pydantic import GetJsonSchemaHandler, field_validator, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from newsld.model.body import Body
from newsld.model.captures import Figure, Mention, Quotation
from newsld.model.citations import Citation
from newsld.model.entities import Entity, Organization, Person, Place
from newsld.model.events import Event
from newsld.model.node import Thing, accept_text
from newsld.model.value_types import (
    NO_TERM,
    AgentReference,
    AnyReference,
    DateTime,
    Integer,
    Iri,
    Keyed,
    Language,
    Listed,
    Many,
    PersonReference,
    Pixels,
    PlaceReference,
    Text,
    TypeName,
)

__all__ = ["Correction", "Image", "NewsArticle", "PagePart"]


class Image(Thing):
    """A schema.org ImageObject: a picture that stands for the article. In a source a bare address will do."""

    default_type: ClassVar[str] = "ImageObject"

    url: Iri
    """Address of the picture."""

    caption: Text | None = None
    """What it shows."""

    credit_text: Text | None = None
    """Whom to credit."""

    width: Pixels | None = None
    """Width in pixels."""

    height: Pixels | None = None
    """Height in pixels."""

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, data: Any) -> Any:
        return {"url": data} if isinstance(data, str) else data

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return accept_text(super().__get_pydantic_json_schema__(schema, handler), handler, format="iri")


class PagePart(Thing):
    """A schema.org WebPageElement: a part of the page, such as what stands behind the paywall."""

    default_type: ClassVar[str] = "WebPageElement"

    is_accessible_for_free: bool | None = None
    """False for a part that is for subscribers."""

    css_selector: Many[Text] = ()
    """The class that the part has on the page: `.paywall`."""


class Correction(Thing):
    """A schema.org CorrectionComment: what was wrong and when it was put right."""

    default_type: ClassVar[str] = "CorrectionComment"

    text: Text
    """The correction, as readers are told."""

    date_published: DateTime | None = None
    """When it was made."""

    url: Iri | None = None
    """Where it stands."""

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, data: Any) -> Any:
        return {"text": data} if isinstance(data, str) else data

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return accept_text(super().__get_pydantic_json_schema__(schema, handler), handler, minLength=1)


class NewsArticle(Thing):
    """A news story as data: schema.org's NewsArticle with its body and all that was captured in it.

    Everything else is inside it, and it says nothing that its source does not. Two articles are equal when
    every field is.
    """

    default_type: ClassVar[str] = "NewsArticle"

    type: Annotated[Many[TypeName], NO_TERM] = ()
    """Its schema.org types, NewsArticle or other Article subtypes; absent, NewsArticle."""

    headline: Text | None = None
    """The headline."""

    alternative_headline: Text | None = None
    """A second headline."""

    description: Text | None = None
    """A summary: the standfirst."""

    url: Iri | None = None
    """Its canonical address; IRIs of all that it holds are made from it."""

    date_published: DateTime | None = None
    """When it was first published, RFC 3339 with an offset."""

    date_modified: DateTime | None = None
    """When it was last changed, RFC 3339 with an offset."""

    date_created: DateTime | None = None
    """When it was written, RFC 3339 with an offset."""

    author: Many[AgentReference] = ()
    """Ids of its authors, people or organizations, in the order of the byline."""

    publisher: Many[AgentReference] = ()
    """Ids of who publishes it."""

    editor: Many[PersonReference] = ()
    """Ids of its editors, people."""

    contributor: Many[AgentReference] = ()
    """Ids of others who had a part in it."""

    copyright_holder: Many[AgentReference] = ()
    """Ids of who holds the copyright."""

    copyright_year: Integer | None = None
    """Year of the copyright."""

    credit_text: Text | None = None
    """Whom to credit."""

    image: Many[Image] = ()
    """Pictures that stand for it."""

    article_section: Many[Text] = ()
    """The sections that it ran in."""

    keywords: Many[Text] = ()
    """Keywords, one each."""

    genre: Many[Text] = ()
    """What kind of piece it is."""

    in_language: Language | None = None
    """Its language, a BCP 47 tag."""

    dateline: Text | None = None
    """The dateline as printed: "PORT ALDANE, March 4"."""

    print_page: Text | None = None
    """The page it was printed on."""

    print_section: Text | None = None
    """The section of the paper it was printed in."""

    print_edition: Text | None = None
    """The edition it was printed in."""

    is_accessible_for_free: bool | None = None
    """False behind a paywall."""

    has_part: Many[PagePart] = ()
    """Parts of the page, such as what stands behind the paywall."""

    correction: Many[Correction] = ()
    """What was put right in it since it was published."""

    backstory: Text | None = None
    """How it came about and was reported."""

    license: Iri | None = None
    """The licence that it is under."""

    about: Many[AnyReference] = ()
    """Ids of what it is chiefly about."""

    content_location: Many[PlaceReference] = ()
    """Ids of the places it tells of."""

    location_created: Many[PlaceReference] = ()
    """Ids of the places it was reported from."""

    body: Body | None = None
    """The text."""

    people: Keyed[Person] = ()
    """The people in it, by id."""

    organizations: Keyed[Organization] = ()
    """The organizations and groups in it, by id."""

    places: Keyed[Place] = ()
    """The places in it, by id."""

    events: Keyed[Event] = ()
    """The events in it, by id."""

    quotations: Keyed[Quotation] = ()
    """The words that it quotes, by id."""

    figures: Keyed[Figure] = ()
    """The figures in it, by id."""

    citations: Keyed[Citation] = ()
    """The statements that it attributes, by label; labels are a namespace of their own."""

    mentions: Listed[Mention] = ()
    """The words that mean an entity, an event or a date, in the order of where they stand."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        written = self.mentions
        if _stand_in_order(written):
            return self
        placed = sorted([(_place(mention), mention) for mention in written], key=itemgetter(0))
        self.__dict__["mentions"] = tuple([mention for _, mention in placed])
        before: tuple[Any, ...] | None = None
        for place, mention in placed:
            if (mention.of is None) == (mention.date is None):
                raise PydanticCustomError("mention_target", "a mention is of a thing or a date")
            if place[:4] == before:
                index = next(index for index, other in enumerate(written) if other is mention)
                message = "the same words mean the same thing twice"
                raise PydanticCustomError("mention_twice", message, {"index": index})
            before = place[:4]
        return self

    @field_validator("type")
    @classmethod
    def _without_its_own(cls, types: tuple[str, ...]) -> tuple[str, ...]:
        return () if types == (cls.default_type,) else types

    @property
    def types(self) -> tuple[str, ...]:
        """Its schema.org types, NewsArticle where it states none."""
        return self.type or (self.default_type,)

    @property
    def text(self) -> str:
        """The text of its body, empty where it has none."""
        return self.body.text if self.body else ""

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Its people, organizations and places."""
        return (*self.people, *self.organizations, *self.places)


def _stand_in_order(mentions: tuple[Mention, ...]) -> bool:
    """Whether nothing is to be done: each means one thing, and stands after the one before it."""
    before: tuple[Any, ...] = ((-1, -1),)
    for mention in mentions:
        values = mention.__dict__  # quicker than to ask pydantic's object, and there are hundreds
        of, date = values["of"], values["date"]
        place = (values["words"], of or "", date.date if date else "")
        if (of is None) is (date is None) or place <= before:
            return False
        before = place
    return True


def _place(mention: Mention) -> tuple[Any, ...]:
    return (*mention.words, mention.of or "", mention.date.date if mention.date else "", mention.form or "")
