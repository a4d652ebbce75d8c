"""What goes out under which term: the model's fields beside the properties of schema.org.

Each field is declared once here, and both writing and reading follow it. What has no term in
schema.org has one in the small namespace of our own, described in docs/reference/jsonld.md,
which only the `full` profile uses.
"""

from __future__ import annotations

from typing import Final

from newsld.model import (
    Correction,
    Event,
    Image,
    NewsArticle,
    Organization,
    PagePart,
    Person,
    Place,
)
from newsld.model.node import Thing

__all__ = [
    "AGENTS",
    "CONTEXT",
    "DATES",
    "EDTF",
    "NAMESPACE",
    "NESTED",
    "PAGE_CONTEXT",
    "PREFIXES",
    "REFERENCES",
    "ROLES",
    "TEXTS",
    "VERSION",
]

NAMESPACE: Final = "https://w3id.org/newsld#"
"""The namespace of our own terms. It is a name: nothing is ever fetched from it."""

EDTF: Final = "edtf:EDTF"
"""The Library of Congress datatype of an EDTF date."""

PAGE_CONTEXT: Final = "https://schema.org"
PREFIXES: Final = {
    "newsld": NAMESPACE,
    "oa": "http://www.w3.org/ns/oa#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
}
"""The vocabularies that the full profile uses beside schema.org, by their prefixes."""

CONTEXT: Final = [PAGE_CONTEXT, PREFIXES]

VERSION: Final = "newsld:version"
"""The property that marks a document as written by newsld in the `full` profile."""

_NAMED: Final = (
    ("name", "name"),
    ("alternate_name", "alternateName"),
    ("description", "description"),
    ("disambiguating_description", "disambiguatingDescription"),
    ("url", "url"),
    ("same_as", "sameAs"),
)

TEXTS: Final[dict[type[Thing], tuple[tuple[str, str], ...]]] = {
    NewsArticle: (
        ("headline", "headline"),
        ("alternative_headline", "alternativeHeadline"),
        ("description", "description"),
        ("url", "url"),
        ("date_published", "datePublished"),
        ("date_modified", "dateModified"),
        ("date_created", "dateCreated"),
        ("in_language", "inLanguage"),
        ("is_accessible_for_free", "isAccessibleForFree"),
        ("article_section", "articleSection"),
        ("keywords", "keywords"),
        ("genre", "genre"),
        ("dateline", "dateline"),
        ("print_page", "printPage"),
        ("print_section", "printSection"),
        ("print_edition", "printEdition"),
        ("copyright_year", "copyrightYear"),
        ("credit_text", "creditText"),
        ("backstory", "backstory"),
        ("license", "license"),
    ),
    Person: (
        *_NAMED,
        ("given_name", "givenName"),
        ("family_name", "familyName"),
        ("honorific_prefix", "honorificPrefix"),
        ("honorific_suffix", "honorificSuffix"),
    ),
    Organization: (*_NAMED, ("legal_name", "legalName"), ("logo", "logo")),
    Place: _NAMED,
    Event: (*_NAMED[:3], *_NAMED[4:]),
    Image: (("url", "url"), ("caption", "caption"), ("credit_text", "creditText")),
    PagePart: (("is_accessible_for_free", "isAccessibleForFree"), ("css_selector", "cssSelector")),
    Correction: (("text", "text"), ("date_published", "datePublished"), ("url", "url")),
}
"""Fields whose values go out as they are: texts, addresses, booleans and whole numbers."""

REFERENCES: Final[dict[type[Thing], tuple[tuple[str, str], ...]]] = {
    NewsArticle: (
        ("author", "author"),
        ("publisher", "publisher"),
        ("editor", "editor"),
        ("contributor", "contributor"),
        ("copyright_holder", "copyrightHolder"),
        ("about", "about"),
        ("content_location", "contentLocation"),
        ("location_created", "locationCreated"),
    ),
    Person: (
        ("nationality", "nationality"),
        ("parent", "parent"),
        ("spouse", "spouse"),
        ("children", "children"),
        ("sibling", "sibling"),
    ),
    Organization: (
        ("parent_organization", "parentOrganization"),
        ("location", "location"),
        ("area_served", "areaServed"),
    ),
    Place: (("contained_in_place", "containedInPlace"),),
    Event: (
        ("location", "location"),
        ("organizer", "organizer"),
        ("super_event", "superEvent"),
        ("about", "about"),
    ),
}
"""Fields that hold ids of entities and events."""

DATES: Final[dict[type[Thing], tuple[tuple[str, str], ...]]] = {
    Person: (("birth_date", "birthDate"), ("death_date", "deathDate")),
    Organization: (("founding_date", "foundingDate"),),
    Event: (("start_date", "startDate"), ("end_date", "endDate")),
}
"""Fields that hold dates of the story."""

ROLES: Final = ("hasOccupation", "memberOf", "affiliation", "worksFor", "alumniOf")
"""Properties that a role can stand in."""

NESTED: Final = frozenset(
    {"image", "articleBody", "hasPart", "correction", "mentions", "citation", "interpretedAsClaim"}
)
"""Terms of the article whose values are made and read node by node, outside the tables above."""

AGENTS: Final = frozenset(
    {
        "author",
        "publisher",
        "editor",
        "contributor",
        "copyrightHolder",
        "organizer",
        "parentOrganization",
        "creator",
        "memberOf",
        "affiliation",
        "worksFor",
        "alumniOf",
    }
)
"""Properties that only a person or an organization can fill: a place in them acts through its government."""
