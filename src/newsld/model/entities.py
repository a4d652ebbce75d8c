"""The people, organizations and places of a story, and the roles they hold in it."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import field_validator

from newsld.model.dated import Dated
from newsld.model.node import Part, Thing
from newsld.model.spans import BodySpan
from newsld.model.value_types import (
    NO_TERM,
    BodyOrStateReference,
    Iri,
    Listed,
    Many,
    Number,
    PersonReference,
    PlaceReference,
    Slug,
    Text,
    TypeName,
)

__all__ = ["Entity", "Organization", "Person", "Place", "Role"]


class Role(Part):
    """A role that a person or an organization has, as the story tells it.

    "Russia's deputy ambassador to the United Nations" is `roleName` "deputy ambassador", `of` Russia, `at`
    the United Nations.
    """

    property: Literal["hasOccupation", "memberOf", "affiliation", "worksFor", "alumniOf"] = "hasOccupation"
    """The schema.org property that the role stands in: an office or trade is `hasOccupation`; standing in a
    group is `memberOf`. Organizations can only be `memberOf`."""

    role_name: Text | None = None
    """What the role is called, in the story's words: president, spokesperson, commander."""

    of: BodyOrStateReference | None = None
    """Whom it is held for: the id of an organization or place ("of Russia")."""

    at: BodyOrStateReference | None = None
    """Where it is held: the id of an organization or place ("to the United Nations")."""

    start: Dated | None = None
    """When it began, EDTF."""

    end: Dated | None = None
    """When it ended, EDTF."""

    status: Literal["current", "former", "designate", "disputed"] | None = None
    """Whether it is held when the story is told; absent where the story does not say."""

    basis: Literal["stated", "inferred", "given"] | None = None
    """How it is known: stated in the body, inferred from it, or given by the editor from elsewhere."""

    words: BodySpan | None = None
    """The words of the body that say so."""


class Entity(Thing):
    """A person, organization or place that the story names or describes."""

    id: Annotated[Slug, NO_TERM]
    """Its id within the article."""

    type: Annotated[Many[TypeName], NO_TERM] = ()
    """Its schema.org types, the most specific ones; absent, the plain type of its class."""

    name: Text | None = None
    """The name that the story knows it by; for an unnamed party, the words that describe it."""

    alternate_name: Many[Text] = ()
    """Other names and spellings of it."""

    description: Text | None = None
    """What it is, in a sentence."""

    disambiguating_description: Text | None = None
    """A few words that tell it from others of its name."""

    url: Iri | None = None
    """Its own page."""

    same_as: Many[Iri] = ()
    """Addresses that identify it beyond doubt, Wikidata as `http://www.wikidata.org/entity/Q...`. Never
    guessed."""

    @field_validator("type")
    @classmethod
    def _without_its_own(cls, types: tuple[str, ...]) -> tuple[str, ...]:
        return () if types == (cls.default_type,) else types

    @property
    def types(self) -> tuple[str, ...]:
        """Its schema.org types, with the plain type of its class where it states none."""
        return self.type or (self.default_type,)


class Party(Entity):
    """An entity that can speak and act: a person or an organization."""

    anonymous: Annotated[bool, NO_TERM] = False
    """The story does not name this party."""

    anonymous_reason: BodySpan | None = None
    """The words of the body that say why it is not named."""

    roles: Listed[Role] = ()
    """The roles it has, in the order of the source."""


class Person(Party):
    """A schema.org Person."""

    default_type: ClassVar[str] = "Person"

    given_name: Text | None = None
    """Given name."""

    family_name: Text | None = None
    """Family name."""

    honorific_prefix: Text | None = None
    """A title before the name: Dr, Sir."""

    honorific_suffix: Text | None = None
    """A title after the name: MD, PhD."""

    birth_date: Dated | None = None
    """Date of birth, EDTF."""

    death_date: Dated | None = None
    """Date of death, EDTF."""

    nationality: Many[PlaceReference] = ()
    """Ids of the countries."""

    parent: Many[PersonReference] = ()
    """Ids of parents."""

    spouse: Many[PersonReference] = ()
    """Ids of spouses."""

    children: Many[PersonReference] = ()
    """Ids of children."""

    sibling: Many[PersonReference] = ()
    """Ids of siblings."""


class Organization(Party):
    """A schema.org Organization, or an unnamed group of people that acts as one."""

    default_type: ClassVar[str] = "Organization"

    group: Annotated[bool, NO_TERM] = False
    """A collective without an organization's form: rebel forces, a family, a crowd."""

    legal_name: Text | None = None
    """Its registered name."""

    parent_organization: Many[BodyOrStateReference] = ()
    """Ids of the organizations, or the states, that it belongs to."""

    location: Many[PlaceReference] = ()
    """Ids of the places where it is."""

    area_served: Many[PlaceReference] = ()
    """Ids of the places that it acts for."""

    founding_date: Dated | None = None
    """When it was founded, EDTF."""

    logo: Iri | None = None
    """Address of its logo."""


class Place(Entity):
    """A schema.org Place: Country, City, AdministrativeArea and the like.

    A place that speaks or acts (a country that grants asylum) is named as it is; the JSON-LD gives its
    government's part to a GovernmentOrganization with `areaServed`.
    """

    default_type: ClassVar[str] = "Place"

    contained_in_place: Many[PlaceReference] = ()
    """Ids of the places that it lies in."""

    latitude: Number | None = None
    """Degrees north, WGS 84."""

    longitude: Number | None = None
    """Degrees east, WGS 84."""
