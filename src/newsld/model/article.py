"""Define the article: schema.org's NewsArticle with its body, its entities and everything captured in the text."""

from __future__ import annotations

from operator import itemgetter
from typing import Annotated, Any, ClassVar, Final, Literal, Self

from pydantic import (
    ModelWrapValidatorHandler,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from newsld.model.body import Body
from newsld.model.captures import Figure, Mention, Quotation
from newsld.model.citations import Citation
from newsld.model.draft_state import DraftState, Generation, Verification
from newsld.model.entities import Entity, Organization, Person, Place
from newsld.model.events import Event
from newsld.model.node import Part, ShortForm, Thing, TypedThing, one_line
from newsld.model.notebook import html_of
from newsld.model.spans import PendingSpan, SpanContext, find_span, words_in
from newsld.model.value_types import (
    NO_TERM,
    AgentReference,
    AnyReference,
    DateTime,
    FieldKind,
    Integer,
    Iri,
    Keyed,
    Language,
    Listed,
    Many,
    PersonReference,
    Pixels,
    PlaceReference,
    Term,
    Text,
    TypeName,
)


class Image(ShortForm, Thing):
    """A schema.org ImageObject: a picture of the article. A story can give its address alone."""

    default_type: ClassVar[str] = "ImageObject"
    short_form: ClassVar = "url"
    short_schema: ClassVar = {"format": "iri"}

    url: Iri
    """The address of the image."""

    caption: Text | None = None
    """The caption."""

    credit_text: Text | None = None
    """The credit line."""

    width: Pixels | None = None
    """The width in pixels."""

    height: Pixels | None = None
    """The height in pixels."""


class PagePart(Thing):
    """A schema.org WebPageElement: a part of the page, such as the part behind the paywall."""

    default_type: ClassVar[str] = "WebPageElement"

    is_accessible_for_free: bool | None = None
    """Whether everyone can read the part; false for a part that is only for subscribers."""

    css_selector: Many[Text] = ()
    """The CSS selectors of the part on the page, such as `.paywall`."""


class Correction(ShortForm, Thing):
    """A schema.org CorrectionComment: a correction of the article. A story can give its text alone."""

    default_type: ClassVar[str] = "CorrectionComment"
    short_form: ClassVar = "text"

    text: Text
    """The text of the correction, as published."""

    date_published: DateTime | None = None
    """The time when the correction was published: RFC 3339 with an offset, or a day alone."""

    url: Iri | None = None
    """The address of the correction."""


class NewsArticle(TypedThing):
    """A news story as data: schema.org's NewsArticle with its body and everything captured in the text.

    It contains only information from its source. Two articles are equal if all their fields are equal.
    """

    default_type: ClassVar[str] = "NewsArticle"

    type: Annotated[Many[TypeName], NO_TERM] = ()
    """The schema.org types: NewsArticle or other subtypes of Article; NewsArticle if absent."""

    headline: Text | None = None
    """The headline."""

    alternative_headline: Text | None = None
    """The alternative headline."""

    description: Text | None = None
    """The summary (standfirst)."""

    url: Iri | None = None
    """The canonical address. The IRIs of everything in the article begin with it."""

    date_published: DateTime | None = None
    """The time when the article was first published: RFC 3339 with an offset, or a day alone."""

    date_modified: DateTime | None = None
    """The time when the article was last changed: RFC 3339 with an offset, or a day alone."""

    date_created: DateTime | None = None
    """The time when the article was written: RFC 3339 with an offset, or a day alone."""

    author: Many[AgentReference] = ()
    """Ids of the authors, people or organizations, in the order of the byline."""

    publisher: Many[AgentReference] = ()
    """Ids of the publishers."""

    editor: Many[PersonReference] = ()
    """Ids of the people who edited the article."""

    contributor: Many[AgentReference] = ()
    """Ids of other people and organizations who contributed to the article."""

    copyright_holder: Many[AgentReference] = ()
    """Ids of the copyright holders."""

    copyright_year: Integer | None = None
    """The year of the copyright."""

    credit_text: Text | None = None
    """The credit line."""

    image: Many[Image] = ()
    """The images of the article."""

    article_section: Many[Text] = ()
    """The sections of the publication that the article appeared in."""

    keywords: Many[Text] = ()
    """The keywords, as separate values."""

    genre: Many[Text] = ()
    """The genres, such as news analysis or interview."""

    in_language: Language | None = None
    """The language, as a BCP 47 tag."""

    dateline: Text | None = None
    """The dateline as printed: "PORT ALDANE, March 4"."""

    print_page: Text | None = None
    """The page of the printed edition that the article is on."""

    print_section: Text | None = None
    """The section of the printed edition that the article is in."""

    print_edition: Text | None = None
    """The printed edition that the article is in."""

    is_accessible_for_free: bool | None = None
    """Whether everyone can read the article; false if it is behind a paywall."""

    has_part: Many[PagePart] = ()
    """Parts of the page, such as the part behind the paywall."""

    correction: Many[Correction] = ()
    """The corrections of the article after its publication."""

    backstory: Text | None = None
    """An explanation of how and why the article was reported."""

    license: Iri | None = None
    """The address of the licence."""

    about: Many[AnyReference] = ()
    """Ids of the main subjects of the article."""

    content_location: Many[PlaceReference] = ()
    """Ids of the places that the article is about."""

    location_created: Many[PlaceReference] = ()
    """Ids of the places that the article was reported from."""

    status: Annotated[Literal["draft"] | None, Term("creativeWorkStatus")] = None
    """`draft` while nobody has verified what was captured."""

    generated: Annotated[Generation | None, FieldKind("data")] = None
    """What made the capture, if a program or a language model did."""

    verified: Annotated[Many[Verification], FieldKind("data")] = ()
    """Who has verified the capture."""

    draft: Annotated[DraftState | None, FieldKind("data")] = None
    """What nobody has confirmed yet."""

    body: Body | None = None
    """The text of the article."""

    people: Keyed[Person] = ()
    """The people in the article, by id."""

    organizations: Keyed[Organization] = ()
    """The organizations and groups in the article, by id."""

    places: Keyed[Place] = ()
    """The places in the article, by id."""

    events: Keyed[Event] = ()
    """The events in the article, by id."""

    quotations: Keyed[Quotation] = ()
    """The quotations in the article, by id."""

    figures: Keyed[Figure] = ()
    """The figures in the article, by id."""

    citations: Keyed[Citation] = ()
    """The attributed statements, by label. A label can be the same as an id of a person, place or other thing."""

    mentions: Listed[Mention] = ()
    """The words that refer to an entity, an event or a date, in the order of the text."""

    @model_validator(mode="wrap")
    @classmethod
    def _find_words(cls, data: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo) -> Self:
        """Find words without offsets in the body, if the article is built from Python values."""
        if info.context is not None:
            return handler(data)
        body = data.get("body") if isinstance(data, dict) else None
        text = body.get("text") if isinstance(body, dict) else getattr(body, "text", body)
        if isinstance(text, str):
            with words_in(text):
                article = handler(data)
        else:
            article = handler(data)
        article.__dict__.update(_found_words(article, article.text))
        return article

    @model_validator(mode="after")
    def _sort_mentions(self) -> Self:
        given = self.mentions
        if _is_sorted(given):
            return self
        pairs = sorted([(_sort_key(mention), mention) for mention in given], key=itemgetter(0))
        self.__dict__["mentions"] = tuple([mention for _, mention in pairs])
        previous: tuple[Any, ...] | None = None
        for key, mention in pairs:
            if (mention.of is None) == (mention.date is None):
                raise PydanticCustomError("mention_target", "a mention has either `of` or `date`")
            if key[:4] == previous:
                index = next(index for index, other in enumerate(given) if other is mention)
                message = "two mentions have the same words and the same meaning"
                raise PydanticCustomError("mention_twice", message, {"index": index})
            previous = key[:4]
        return self

    @field_validator("draft")
    @classmethod
    def _omit_empty_draft(cls, draft: DraftState | None) -> DraftState | None:
        return draft if draft is not None and (draft.sure or draft.look) else None

    def __repr__(self) -> str:
        """Return the headline, the date and how much there is of everything, on one line."""
        counts = {name: len(getattr(self, name)) for name in _COUNTED}
        parts = [str(self.date_published)[:10]] if self.date_published else []
        parts += [f"{len(self.text.split()):,} words"] if self.body else []
        parts += [
            f"{count:,} {_COUNTED[name] if count == 1 else name}" for name, count in counts.items() if count
        ]
        return one_line("NewsArticle", self.headline, parts)

    def _repr_html_(self) -> str | None:
        """Return the article in short for notebooks: its headline and the picture of its sources."""
        return html_of(self)

    @property
    def is_draft(self) -> bool:
        """Whether somebody still has to verify it: a draft, or generated without a verification."""
        is_unverified = self.generated is not None and not self.verified
        return self.draft is not None or self.status is not None or is_unverified

    @property
    def text(self) -> str:
        """The text of the body, empty without a body."""
        return self.body.text if self.body else ""

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The people, organizations and places."""
        return (*self.people, *self.organizations, *self.places)


_COUNTED: Final = {
    "people": "person",
    "organizations": "organization",
    "places": "place",
    "events": "event",
    "quotations": "quotation",
    "figures": "figure",
    "citations": "citation",
    "mentions": "mention",
}
"""The collections that `repr` counts, each with the word for one of it."""


def _is_sorted(mentions: tuple[Mention, ...]) -> bool:
    """Return whether mentions are in order, without duplicates, and each has one target."""
    previous: tuple[Any, ...] = ((-1, -1),)
    for mention in mentions:
        values = (
            mention.__dict__
        )  # faster than the attributes of pydantic, and an article has hundreds of mentions
        of, date = values["of"], values["date"]
        key = (values["words"], of or "", date.date if date else "")
        if (of is None) is (date is None) or key <= previous:
            return False
        previous = key
    return True


def _sort_key(mention: Mention) -> tuple[Any, ...]:
    return (*mention.words, mention.of or "", mention.date.date if mention.date else "", mention.form or "")


def _found_words(part: Part, body: str) -> dict[str, Any]:
    """Return the fields of a part that have pending words, with the spans of these words in the body.

    Raises PydanticCustomError for words that are not in the body, or in it more than once, and without a body.
    """
    fields = part.__dict__
    return {name: found for name, value in fields.items() if (found := _found(value, body)) is not value}


def _found(value: Any, body: str) -> Any:
    """Return a value with the spans of its pending words; the value itself if it has none."""
    if isinstance(value, PendingSpan):
        if not body:
            message = "words need a body: give the article its body, or give offsets"
            raise PydanticCustomError("words_ungrounded", message)
        return find_span(value, SpanContext(body))
    if isinstance(value, Part):
        fields = _found_words(value, body)
        return value.model_copy(update=fields) if fields else value
    if type(value) is tuple:
        found = [_found(item, body) for item in value]
        if any(one is not item for one, item in zip(found, value, strict=True)):
            return tuple(found)
    return value
