"""Define the people, organizations and places in a story, and their roles."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from newsld.model.dated import Dated
from newsld.model.node import Part, TypedThing, one_line
from newsld.model.relation import BodyOrStateRelation, PersonRelation, PlaceRelation
from newsld.model.spans import BodySpan
from newsld.model.value_types import (
    NO_TERM,
    BodyOrStateReference,
    Iri,
    Listed,
    Many,
    Number,
    Slug,
    Text,
    TypeName,
)


class Role(Part):
    """A role of a person or an organization, as the story describes it.

    "Russia's deputy ambassador to the United Nations" has `roleName` "deputy ambassador", `of` Russia and `at` the
    United Nations.
    """

    property: Literal["hasOccupation", "memberOf", "affiliation", "worksFor", "alumniOf"] = "hasOccupation"
    """The schema.org property of the role: `hasOccupation` for an office or occupation, `memberOf` for membership of a
    group. Organizations can only have `memberOf`."""

    role_name: Text | None = None
    """The name of the role, in the words of the story: president, spokesperson, commander."""

    of: BodyOrStateReference | None = None
    """Id of the organization or place that the role represents ("of Russia")."""

    at: BodyOrStateReference | None = None
    """Id of the organization or place where the role is exercised ("to the United Nations")."""

    start: Dated | None = None
    """The start of the role, EDTF."""

    end: Dated | None = None
    """The end of the role, EDTF."""

    status: Literal["current", "former", "designate", "disputed"] | None = None
    """The status of the role when the story was written; absent if the story does not mention it."""

    basis: Literal["stated", "inferred", "given"] | None = None
    """The basis of the role: stated in the body, inferred from the body, or given by the editor from elsewhere."""

    words: BodySpan | None = None
    """The span of the words that the role was read from."""


class Entity(TypedThing):
    """A person, organization or place that the story names or describes."""

    id: Annotated[Slug, NO_TERM]
    """The id, unique within the article."""

    type: Annotated[Many[TypeName], NO_TERM] = ()
    """The most specific schema.org types; Person, Organization or Place if absent."""

    name: Text | None = None
    """The name in the story; for an unnamed party, the words that describe it."""

    alternate_name: Many[Text] = ()
    """Other names and spellings."""

    description: Text | None = None
    """A description in one sentence."""

    disambiguating_description: Text | None = None
    """A short description that distinguishes the entity from others with the same name."""

    url: Iri | None = None
    """The address of the entity's own page."""

    same_as: Many[Iri] = ()
    """Addresses that identify the entity beyond doubt; for Wikidata, `http://www.wikidata.org/entity/Q...`. newsld
    never guesses them."""

    def __repr__(self) -> str:
        """Return the class, the id and the name, on one line."""
        return one_line(f"{type(self).__name__} {self.id}", self.name)


class Party(Entity):
    """An entity that can speak and act: a person or an organization."""

    anonymous: Annotated[bool, NO_TERM] = False
    """Whether the story does not name the party."""

    anonymous_reason: BodySpan | None = None
    """The span of the words that explain why the party is not named."""

    roles: Listed[Role] = ()
    """The roles of the party, in the order of the source."""


class Person(Party):
    """A schema.org Person."""

    default_type: ClassVar[str] = "Person"

    given_name: Text | None = None
    """The given name."""

    family_name: Text | None = None
    """The family name."""

    honorific_prefix: Text | None = None
    """The title before the name: Dr, Sir."""

    honorific_suffix: Text | None = None
    """The title after the name: MD, PhD."""

    birth_date: Dated | None = None
    """The date of birth, EDTF."""

    death_date: Dated | None = None
    """The date of death, EDTF."""

    nationality: Many[PlaceRelation] = ()
    """Ids of the countries that the person is a national of."""

    parent: Many[PersonRelation] = ()
    """Ids of the person's parents."""

    spouse: Many[PersonRelation] = ()
    """Ids of the person's spouses."""

    children: Many[PersonRelation] = ()
    """Ids of the person's children."""

    sibling: Many[PersonRelation] = ()
    """Ids of the person's siblings."""


class Organization(Party):
    """A schema.org Organization, or an unnamed group of people that acts as one."""

    default_type: ClassVar[str] = "Organization"

    group: Annotated[bool, NO_TERM] = False
    """Whether it is a group of people without formal organization: rebel forces, a family, a crowd."""

    legal_name: Text | None = None
    """The registered name."""

    parent_organization: Many[BodyOrStateRelation] = ()
    """Ids of the organizations or states that the organization belongs to."""

    location: Many[PlaceRelation] = ()
    """Ids of the places where the organization is located."""

    area_served: Many[PlaceRelation] = ()
    """Ids of the places that the organization acts for."""

    founding_date: Dated | None = None
    """The date when the organization was founded, EDTF."""

    logo: Iri | None = None
    """The address of the logo."""


class Place(Entity):
    """A schema.org Place: Country, City, AdministrativeArea and the like.

    A place can speak or act, such as a country that grants asylum. In JSON-LD, a GovernmentOrganization with
    `areaServed` does so in its place.
    """

    default_type: ClassVar[str] = "Place"

    contained_in_place: Many[PlaceRelation] = ()
    """Ids of the places that the place lies in."""

    latitude: Number | None = None
    """The latitude in degrees north, WGS 84."""

    longitude: Number | None = None
    """The longitude in degrees east, WGS 84."""
